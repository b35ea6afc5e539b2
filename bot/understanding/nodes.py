"""Owns the parts that a time is said in, before they are put together. No words, no dates worked out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes; `fixed` when its half of the day was said ("13", "06.30"), `bare` when digits only."""

    minutes: int
    fixed: bool = False
    approx: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day by date, by weekday (in the week `week` weeks from now, or the next to come), or by day of the month."""

    on: date | None = None
    weekday: int | None = None
    week: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    next_said: bool = False
    ambiguous: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days from `first` to `last`; `ranged` when both ends were said ("v 28-30")."""

    first: date
    last: date
    ambiguous: str | None = None
    ranged: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day by name: morning, afternoon, evening, lunch."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """How long: minutes on the clock, or days, weeks and months. `vague` when no number can be given."""

    minutes: int = 0
    days: int = 0
    weeks: int = 0
    months: int = 0
    approx: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """A stretch of time from now: "om en timme"."""

    length: Length


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence: its weekdays, Monday 0; none when the rule is not weekly."""

    weekdays: tuple[int, ...]
    ambiguous: str | None = None


class Mark(Enum):
    """A word that says what the time beside it is."""

    FROM = auto()
    TO = auto()
    THROUGH = auto()
    BACK = auto()
    DEADLINE = auto()
    BEFORE = auto()
    AFTER = auto()
    BETWEEN = auto()
    DASH = auto()
    AND = auto()
    OPEN = auto()
    RUNNING_ON = auto()


Node = Clock | Day | Span | Part | Length | Later | Every | Mark


@dataclass(frozen=True, slots=True)
class Element:
    """A node and the tokens it was read from; `gap` when other words stand between it and the element before."""

    node: Node
    first: int
    end: int
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Scan:
    """A line's times in order."""

    elements: tuple[Element, ...] = ()
    covered: frozenset[int] = field(default_factory=frozenset)
    """The tokens that belong to a time, the marks left out."""


Hit = tuple[Node, int]
"""A node and the place after it."""
