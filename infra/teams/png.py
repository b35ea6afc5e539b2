"""Owns reading a PNG: its size, its pixels and the texts in it. As much of the format as Chromium writes, no more."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}
"""Of the colour types that are read: with and without an alpha channel."""
DRAWN_FROM = "Source"
"""The text in a PNG that names what it was drawn from."""

Pixel = tuple[int, int, int, int]


class NotReadable(Exception):
    """It is no PNG, or one of a kind that isn't read here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is in a PNG: rows of pixels, red, green, blue and alpha, and its texts."""

    width: int
    height: int
    rows: tuple[tuple[Pixel, ...], ...]
    texts: Mapping[str, str]


@lru_cache(maxsize=4)
def read_png(content: bytes) -> Picture:
    """The picture; raises NotReadable. Whoever asks again for the same bytes isn't kept waiting."""
    try:
        return _read(content)
    except (struct.error, zlib.error, KeyError, IndexError, ValueError) as error:
        raise NotReadable(f"it is no PNG that can be read: {error}") from error


def with_text(content: bytes, name: str, text: str) -> bytes:
    """The same PNG, with a text in it."""
    chunk = b"tEXt" + name.encode("latin-1") + b"\0" + text.encode("latin-1")
    sized = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    after_header = len(SIGNATURE) + 12 + 13
    return content[:after_header] + sized + content[after_header:]


def fingerprint(source: bytes) -> str:
    """What names one source among all: the same on a machine that ends its lines otherwise."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n")).hexdigest()


def _read(content: bytes) -> Picture:
    if not content.startswith(SIGNATURE):
        raise ValueError("the signature is missing")
    chunks = list(_chunks(content))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if depth != 8 or interlaced:  # noqa: PLR2004 - bits a channel
        raise ValueError("only eight bits a channel are read, not interlaced")
    packed = b"".join(body for kind, body in chunks if kind == b"IDAT")
    texts = dict(body.decode("latin-1").split("\0", 1) for kind, body in chunks if kind == b"tEXt")
    rows = tuple(_rows(zlib.decompress(packed), width, height, CHANNELS[colour]))
    return Picture(width=width, height=height, rows=rows, texts=texts)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _rows(raw: bytes, width: int, height: int, channels: int) -> Iterator[tuple[Pixel, ...]]:
    length = width * channels
    above = bytes(length)
    for number in range(height):
        start = number * (length + 1)
        above = _unfiltered(raw[start], raw[start + 1 : start + 1 + length], above, channels)
        yield tuple(_pixel(above[at : at + channels]) for at in range(0, length, channels))


def _pixel(channels: bytes) -> Pixel:
    red, green, blue, *alpha = channels
    return red, green, blue, alpha[0] if alpha else 255


def _unfiltered(method: int, filtered: bytes, above: bytes, channels: int) -> bytes:
    """A row as it was before what stands left of it and above it was taken away."""
    row = bytearray(filtered)
    for at, value in enumerate(filtered):
        left = row[at - channels] if at >= channels else 0
        corner = above[at - channels] if at >= channels else 0
        row[at] = (value + _foretold(method, left, above[at], corner)) % 256
    return bytes(row)


def _foretold(method: int, left: int, up: int, corner: int) -> int:
    if method == 4:  # noqa: PLR2004 - Paeth's: whichever of the three is nearest to left + up - corner
        guess = left + up - corner
        return min((left, up, corner), key=lambda one: abs(guess - one))
    return (0, left, up, (left + up) // 2)[method]
