"""Owns an operator's desk: what its card shows, how long that is kept fresh, and how often it may change (V1-V3).

The card stands in the operator's chat and is changed in place, without a sound; what is to be noticed is told by what
it is about. Who has taken which row is `policy.desk_book`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.access import has_role
from policy.desk_book import Claim, HandOver
from policy.desk_rows import SectionSeen
from policy.errors import NotAllowed
from policy.ids import PersonId
from policy.order_steps import end_of_working_day
from policy.organisation import Municipality, Role
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar

CARD = "desk"
"""The name of the desk's card in its operator's chat."""
CHANGED = "desk.changed"
CALM = timedelta(seconds=10)
"""A desk's card is changed by itself no more often than this."""
KEPT_AFTER = timedelta(days=3)
"""Long enough for the last of what is unsent to be given up, also over a weekend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A hand-over that the operator can take: which, from whom, since when."""

    hand_over: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """All that a desk shows: the sections, who has taken which of their rows, and hand-overs that wait."""

    sections: tuple[SectionSeen, ...] = ()
    claims: tuple[Claim, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One operator's desk, as its card shows it. `fresh_until` is until when it is kept up by itself.

    `changed_at` is when something on it last became different, `told_at` when its card was last changed by itself.
    """

    person: PersonId
    opened_at: datetime
    fresh_until: datetime
    shown: Shown
    changed_at: datetime
    told_at: datetime | None = None
    is_kept_up: bool = True
    """Whether it is kept up by itself still."""
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def kept_until(self) -> datetime | None:
        """When it is of no use any more; None while something is unsent."""
        return None if self.outgoing.unsent else self.fresh_until + KEPT_AFTER


def require_operator(municipality: Municipality, actor: PersonId) -> None:
    """Return if the actor works at the switchboard; raises NotAllowed with code `desk.not_operator`."""
    if not has_role(municipality, actor, Role.SWITCHBOARD):
        raise NotAllowed("desk.not_operator")


def opened(desk: Desk | None, person: PersonId, shown: Shown, calendar: WorkingCalendar, *, now: datetime) -> Desk:
    """The desk as its operator asks for it: the answer shows it, so that nothing else has to."""
    fresh_until = end_of_working_day(calendar, now, 1)
    if desk is None:
        return Desk(person=person, opened_at=as_utc(now), fresh_until=fresh_until, shown=shown, changed_at=as_utc(now))
    return replace(
        desk,
        opened_at=as_utc(now),
        fresh_until=fresh_until,
        shown=shown,
        is_kept_up=True,
        changed_at=desk.changed_at if desk.shown == shown else as_utc(now),
        outgoing=desk.outgoing.calling_off(CHANGED),
    )


def kept_up(desk: Desk, shown: Shown, *, now: datetime) -> Desk:
    """The desk with what it is to show now, and its card to be changed where it stands; the same if nothing is new."""
    if desk.shown == shown:
        return desk
    changed = replace(desk, shown=shown, changed_at=as_utc(now))
    card = desk.outgoing.card_of(desk.person, CARD)
    if card is None:
        # Its answer is on its way: what has changed meanwhile is told once that stands (`noted`).
        return changed
    return _told(changed, as_utc(now))


def is_calm(desk: Desk, *, now: datetime) -> bool:
    """Whether its card was not changed by itself just now."""
    return desk.told_at is None or desk.told_at + CALM <= as_utc(now)


def let_be(desk: Desk, *, now: datetime) -> Desk:
    """The desk kept up no more, once that has gone on for long enough without its operator asking for it."""
    return replace(desk, is_kept_up=False) if desk.fresh_until <= as_utc(now) else desk


def noted(desk: Desk, card: StandingCard, now: datetime) -> Desk:
    """The desk once its answer's card stands: if it has changed since that answer was made, the card is changed too."""
    if card.card != CARD or desk.changed_at <= as_utc(now):
        return desk
    return _told(desk, desk.changed_at)


def keys_of(sections: Sequence[SectionSeen]) -> frozenset[str]:
    """The keys of all rows that are shown."""
    return frozenset(row.key for section in sections for row in section.rows)


def waiting_for(person: PersonId, hand_overs: Sequence[HandOver], *, now: datetime) -> tuple[Waiting, ...]:
    """The hand-overs that the operator can take now, the latest first."""
    open_to = (one for one in hand_overs if one.is_open_to(person, now=now))
    found = (Waiting(hand_over=one.id, by=one.by, at=one.made_at) for one in open_to)
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def _told(desk: Desk, at: datetime) -> Desk:
    notification = Notification(
        id=f"desk:{desk.person}:{at.isoformat()}", to=desk.person, code=CHANGED, made_at=at, due_at=at, card=CARD
    )
    return replace(desk, told_at=at, outgoing=desk.outgoing.adding(notification))
