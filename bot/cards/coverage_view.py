"""Owns what the cards of coverage show: an alert or an invitation as one reader sees it. Plain values, no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.cards.coverage_gaps import Names
from policy.coverage_books import CoverageAlert, Invitation
from policy.coverage_later import Later
from policy.ids import GroupId, PersonId
from policy.periods import Period


class Question(StrEnum):
    """What a card asks for, in its own place, before it can do what was pressed."""

    NOTHING = ""
    WHO = "who"
    """Whom to put down for the gap."""
    WHY = "why"
    """Why the gap may be, and until when."""
    WHEN = "when"
    """When to be reminded."""
    PART = "part"
    """Which part of the gap to take."""


def whole_of(alert: CoverageAlert) -> tuple[Period, ...]:
    """All of the day that the alert has been about: what is open, what was, and what somebody took."""
    gaps = [gap.period for gap in (*alert.gaps, *alert.first)]
    return joined([*gaps, *(period for one in alert.invitations for period in one.took)])


def joined(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The periods in order, those that touch as one."""
    whole: list[Period] = []
    for period in sorted(set(periods), key=lambda one: one.start_at):
        last = whole[-1] if whole else None
        if last is None or _end(last) < period.start_at:
            whole.append(period)
        else:
            whole[-1] = Period(last.start_at, max(_end(last), _end(period)))
    return tuple(whole)


def _end(period: Period) -> datetime:
    return period.end_at or period.start_at


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """An answer group as a card shows it: what it is called, and whom its gaps hit."""

    id: GroupId
    name: str
    number: str = ""
    matters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateView:
    """Someone who could be put down for the gap, and the parts of it that they could take."""

    person: PersonId
    name: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """One day's alert of a group as `reader` sees it.

    `may_act`: whether the reader may do something about it. `note` tells what was just done, or what came between.
    `question` is what the card asks for, with `candidates` or `moments` to choose from; `entered` and `faults` are by
    input.
    """

    group: GroupView
    alert: CoverageAlert
    reader: PersonId
    names: Names
    published_on: date | None = None
    may_act: bool = False
    note: str = ""
    question: Question = Question.NOTHING
    candidates: Sequence[CandidateView] = ()
    moments: Sequence[tuple[Later, datetime]] = ()
    entered: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    """One day's gaps as someone who is asked to cover sees them; the rest is as an alert's."""

    group: GroupView
    alert: CoverageAlert
    invitation: Invitation
    names: Names
    note: str = ""
    question: Question = Question.NOTHING
    entered: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether something is left to take."""
        return self.alert.ending is None and bool(self.alert.open)
