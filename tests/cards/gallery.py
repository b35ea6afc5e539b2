"""Pictures every sample card, light and dark, wide and narrow: `make cards`, or this module with names.

The pictures go to `.local/cards/`, which is not part of the repository. They are there to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.cards.renderer import Theme, renderer
from tests.cards.samples import cards

FOLDER = Path(__file__).parents[2] / ".local" / "cards"
LOOKS: tuple[tuple[Theme, int], ...] = (("light", 480), ("light", 320), ("dark", 480), ("dark", 320))


def main(names: list[str]) -> None:
    """Picture the samples whose names begin with one of `names`; all of them when there is none."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with renderer() as browser:
        for name, card in cards().items():
            if names and not name.startswith(tuple(names)):
                continue
            for theme, width in LOOKS:
                events = browser.show(card, theme=theme, width=width)
                browser.picture(FOLDER / f"{name}.{theme}.{width}.png")
                sys.stdout.write("".join(f"{name}: {event}\n" for event in events))


if __name__ == "__main__":
    main(sys.argv[1:])
