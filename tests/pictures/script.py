"""What a story for pictures is made of: who says or presses what, and what is pictured.

Data alone. It must not know how a story is played: `in_house` does that without a browser, and `in_browser` in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Says:
    """Somebody types a line and sends it."""

    who: str
    line: str


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses a button, or taps a row, of their newest card, with fields filled in by their labels first.

    A field that is chosen from is given what the choice says; a box to tick is given "ja".
    """

    who: str
    title: str
    filled_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Picture:
    """The last messages in somebody's chat, as a picture of that name in docs/pictures."""

    name: str
    of: str
    last: int = 2
    """How many: the line that was typed and its answer, unless something else is said."""


Step = Says | Presses | Picture


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in an empty town at a local instant, where time stands still.

    `people` have a window each, and have met the bot when it begins.
    """

    at: str
    people: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def pictures(self) -> Iterator[Picture]:
        """What is pictured of it, in order."""
        return (step for step in self.steps if isinstance(step, Picture))
