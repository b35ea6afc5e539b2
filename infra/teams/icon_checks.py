"""Owns what Teams wants of an app's two icons. No schema and no validator looks into them.

The colour icon is a full square, of which Teams cuts the corners off, or a hexagon's worth: the drawing has to be
within the middle. The outline icon is white and nothing else, and reaches the edges.
"""

from __future__ import annotations

from collections.abc import Iterator

from infra.teams.png import NotReadable, Picture, read_png

COLOUR_SIZE, SAFE_SIZE, OUTLINE_SIZE = 192, 120, 32
WHITE = (255, 255, 255)
OPAQUE, CLEAR = 255, 0
LEAST_CONTRAST = 4.5
"""Between white and the accent colour, which Teams may put the outline icon on (WCAG 2.1, AA)."""
WIDEST_MARGIN = 2
MOST_BYTES = 30_000


def icon_faults(*, colour: bytes, outline: bytes, ground: str) -> Iterator[str]:
    """What is wrong with them; `ground` is the manifest's accent colour."""
    for name, content, faults in (
        ("the colour icon", colour, lambda picture: _of_colour(picture, ground)),
        ("the outline icon", outline, _of_outline),
    ):
        if len(content) > MOST_BYTES:
            yield f"{name} takes {len(content)} bytes, and {MOST_BYTES} are plenty"
        try:
            yield from (f"{name} {fault}" for fault in faults(read_png(content)))
        except NotReadable as error:
            yield f"{name}: {error}"


def _of_colour(picture: Picture, ground: str) -> Iterator[str]:
    if (picture.width, picture.height) != (COLOUR_SIZE, COLOUR_SIZE):
        yield f"is {picture.width}x{picture.height} pixels, and has to be {COLOUR_SIZE}x{COLOUR_SIZE}"
        return
    used = {pixel for row in picture.rows for pixel in set(row)}
    if any(pixel[3] != OPAQUE for pixel in used):
        yield "lets something through: it has to be a full square"
    corner = picture.rows[0][0]
    if f"#{corner[0]:02x}{corner[1]:02x}{corner[2]:02x}" != ground.lower():
        yield f"has another ground than the accent colour {ground}"
    if used == {corner}:
        yield "is empty"
    first, end = (COLOUR_SIZE - SAFE_SIZE) // 2, (COLOUR_SIZE + SAFE_SIZE) // 2
    around = (*picture.rows[:first], *picture.rows[end:], *(row[:first] + row[end:] for row in picture.rows))
    if any(set(row) != {corner} for row in around):
        yield f"is drawn outside the middle {SAFE_SIZE}x{SAFE_SIZE} pixels, where Teams cuts"
    if _contrast_with_white(corner[:3]) < LEAST_CONTRAST:
        yield "has too light a ground for a white icon to be seen on"


def _of_outline(picture: Picture) -> Iterator[str]:
    if (picture.width, picture.height) != (OUTLINE_SIZE, OUTLINE_SIZE):
        yield f"is {picture.width}x{picture.height} pixels, and has to be {OUTLINE_SIZE}x{OUTLINE_SIZE}"
        return
    if any(pixel[:3] != WHITE for row in picture.rows for pixel in row if pixel[3] != CLEAR):
        yield "has another colour than white"
    drawn = [(x, y) for y, row in enumerate(picture.rows) for x, pixel in enumerate(row) if pixel[3] != CLEAR]
    if len(drawn) == OUTLINE_SIZE**2:
        yield "has no transparent ground"
    reach = [edge for place in drawn for edge in place] or [OUTLINE_SIZE // 2]
    if min(reach) > WIDEST_MARGIN or max(reach) < OUTLINE_SIZE - 1 - WIDEST_MARGIN:
        yield "has room left around it"


def _contrast_with_white(colour: tuple[int, ...]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own
