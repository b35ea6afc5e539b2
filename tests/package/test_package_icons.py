"""The icons are as Teams wants them, were drawn from the SVGs beside them, and a fault in one is found."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest

from infra.teams.archive import ICONS
from infra.teams.icon_checks import icon_faults
from infra.teams.manifest import ACCENT
from infra.teams.png import DRAWN_FROM, SIGNATURE, NotReadable, Pixel, fingerprint, read_png

GROUND = (0x0B, 0x4A, 0x5A, 255)
WHITE, CLEAR = (255, 255, 255, 255), (0, 0, 0, 0)
At = Callable[[int, int], Pixel]


def painted(width: int, height: int, at: At) -> bytes:
    """A PNG with what `at` gives for each column and row."""
    rows = (b"\0" + bytes(channel for x in range(width) for channel in at(x, y)) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    )


def _drawn(name: str) -> bytes:
    return (ICONS / f"{name}.png").read_bytes()


def _in_the_middle(x: int, y: int) -> Pixel:
    return WHITE if 90 < x < 100 and 90 < y < 100 else GROUND


def _frame(x: int, y: int) -> Pixel:
    return WHITE if {x, y} & {0, 31} else CLEAR


COLOUR_FAULTS: dict[str, tuple[bytes, str]] = {
    "no picture": (b"GIF89a", "it is no PNG"),
    "another size": (painted(96, 96, _in_the_middle), "is 96x96 pixels, and has to be 192x192"),
    "a hole": (
        painted(192, 192, lambda x, y: CLEAR if x == y == 90 else _in_the_middle(x, y)),
        "lets something through",
    ),
    "another ground": (
        painted(192, 192, lambda x, y: WHITE if (x, y) == (96, 96) else (9, 9, 9, 255)),
        "another ground",
    ),
    "too far out": (painted(192, 192, lambda x, y: WHITE if x == 35 else GROUND), "outside the middle 120x120"),
    "nothing drawn": (painted(192, 192, lambda _x, _y: GROUND), "is empty"),
}
OUTLINE_FAULTS: dict[str, tuple[bytes, str]] = {
    "another size": (painted(24, 24, _frame), "is 24x24 pixels, and has to be 32x32"),
    "a colour": (painted(32, 32, lambda x, y: (255, 255, 254, 255) if x == 9 else _frame(x, y)), "another colour"),
    "grey edges": (painted(32, 32, lambda x, y: (200, 200, 200, 90) if x == 9 else _frame(x, y)), "another colour"),
    "no ground": (painted(32, 32, lambda _x, _y: WHITE), "has no transparent ground"),
    "nothing drawn": (painted(32, 32, lambda _x, _y: CLEAR), "has room left around it"),
    "drawn small": (painted(32, 32, lambda x, y: WHITE if 8 < x < 24 and 8 < y < 24 else CLEAR), "room left around"),
}


def test_the_icons_are_as_teams_wants_them() -> None:
    """Size, transparency, white alone, within the middle, seen on the accent colour."""
    assert list(icon_faults(colour=_drawn("color"), outline=_drawn("outline"), ground=ACCENT)) == []


@pytest.mark.parametrize("name", ["color", "outline"])
def test_an_icon_was_drawn_from_its_svg(name: str) -> None:
    """Whoever changes one runs `python -m infra.teams.draw_icons`."""
    source = (ICONS / f"{name}.svg").read_bytes()
    assert read_png(_drawn(name)).texts[DRAWN_FROM] == fingerprint(source)


@pytest.mark.parametrize("fault", COLOUR_FAULTS)
def test_a_fault_of_the_colour_icon_is_found(fault: str) -> None:
    """One that is planted."""
    content, told = COLOUR_FAULTS[fault]
    faults = list(icon_faults(colour=content, outline=_drawn("outline"), ground=ACCENT))
    assert len(faults) == 1
    assert told in faults[0]


@pytest.mark.parametrize("fault", OUTLINE_FAULTS)
def test_a_fault_of_the_outline_icon_is_found(fault: str) -> None:
    """One that is planted."""
    content, told = OUTLINE_FAULTS[fault]
    faults = list(icon_faults(colour=_drawn("color"), outline=content, ground=ACCENT))
    assert len(faults) == 1
    assert told in faults[0]


def test_an_accent_that_a_white_icon_would_vanish_on_is_found() -> None:
    """Yellow is one."""
    yellow = painted(192, 192, lambda x, y: WHITE if (x, y) == (96, 96) else (255, 194, 75, 255))
    faults = list(icon_faults(colour=yellow, outline=_drawn("outline"), ground="#FFC24B"))
    assert faults == ["the colour icon has too light a ground for a white icon to be seen on"]


def test_a_picture_that_takes_too_much_room_is_found() -> None:
    """Teams has no limit for it that is told, and loads it for everybody."""
    heavy = _drawn("color") + bytes(30_000)
    assert "plenty" in next(icon_faults(colour=heavy, outline=_drawn("outline"), ground=ACCENT))


def test_a_png_is_read_as_it_was_painted() -> None:
    """What the checks see is what is there; a kind that isn't read is told so."""
    seen = read_png(painted(3, 2, lambda x, y: (x, y, 7, 255)))
    assert (seen.width, seen.height, seen.rows[1][2]) == (3, 2, (2, 1, 7, 255))
    sixteen_bits = painted(1, 1, lambda _x, _y: WHITE).replace(b"\x08\x06", b"\x10\x06", 1)
    with pytest.raises(NotReadable):
        read_png(sixteen_bits)
