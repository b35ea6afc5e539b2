"""Makes a picture small: letters on plain grounds need few colours."""

from __future__ import annotations

import io

from PIL import Image, ImageChops, ImageDraw

COLOURS = 160
FRAME = (209, 209, 209)


def shrunk(picture: bytes) -> bytes:
    """The PNG within a thin frame and with a palette of its own, the same for the same pixels."""
    with Image.open(io.BytesIO(picture)) as full:
        ImageDraw.Draw(full).rectangle((0, 0, full.width - 1, full.height - 1), outline=FRAME)
        few = full.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def looks_the_same(one: bytes, other: bytes) -> bool:
    """Whether no pixel differs, however the two are written."""
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        pixels = (first.convert("RGB"), second.convert("RGB"))
        return pixels[0].size == pixels[1].size and ImageChops.difference(*pixels).getbbox() is None
