"""Owns what the switchboard's operators have taken between them, and how a shift is handed over (V1-V3, M3).

All of it is one small document, so that of two who take the same row the first has it, and a hand-over moves every row
in one write. A claim is a courtesy: what is done about a row is guarded by its own case, and no claim outlasts its
claimer's day, absence or hours at it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.desk_rows import DeskRow, SectionSeen
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId
from policy.organisation import Municipality, Person
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc
from policy.working_calendar import WorkingCalendar

CLAIM_HOLDS = timedelta(hours=2)
"""How long a row is somebody's who doesn't come back to it."""
CARDS_ARE_CLEARED_WITHIN = timedelta(days=3)
"""How long a hand-over that is over stays, without its note, for cards to be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That somebody has taken a row, by its key, and until when that holds if nothing happens."""

    row: str
    by: PersonId
    at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """A shift handed over: by whom, to whom (None: whoever is next), what they had taken, and what they wrote.

    `open` is what else was open then, in each section. The note may be about callers: it is for the switchboard alone,
    is never logged, and is gone after `open_until`.
    """

    id: str
    by: PersonId
    to: PersonId | None
    note: str = ""
    rows: tuple[DeskRow, ...] = ()
    open: tuple[SectionSeen, ...] = ()
    made_at: datetime
    open_until: datetime
    taken_by: PersonId | None = None
    taken_at: datetime | None = None
    withdrawn_at: datetime | None = None
    is_cleared: bool = False
    """Whether its time is over and the note is gone."""

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody to take it."""
        return self.taken_at is None and self.withdrawn_at is None and not self.is_cleared

    def is_open_to(self, person: PersonId, *, now: datetime) -> bool:
        """Whether that operator can take it now."""
        meant = person != self.by and self.to in (None, person)
        return self.is_open and meant and as_utc(now) < self.open_until


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskBook:
    """The claims and hand-overs of the whole switchboard. Saved as one document."""

    claims: tuple[Claim, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def next_step_at(self) -> datetime | None:
        """When time alone will next make something of it."""
        ends = [one.until_at for one in self.claims]
        ends += [
            one.open_until + (CARDS_ARE_CLEARED_WITHIN if one.is_cleared else timedelta()) for one in self.hand_overs
        ]
        return min(ends, default=None)

    def claim_of(self, row: str) -> Claim | None:
        """Who has taken the row, or None."""
        return next((one for one in self.claims if one.row == row), None)

    def hand_over(self, hand_over_id: str) -> HandOver | None:
        """The hand-over with that id, or None."""
        return next((one for one in self.hand_overs if one.id == hand_over_id), None)


NOTHING_TAKEN = DeskBook()


def claim_ends_at(calendar: WorkingCalendar, person: Person, *, now: datetime) -> datetime:
    """Until when a claim of theirs holds by itself: some hours, and no longer than their working day."""
    at = as_utc(now)
    day = calendar.local(now).date()
    stretches = calendar.stretches(day, person.hours)
    day_ends_at = as_utc(calendar.at(day, stretches[-1].end)) if stretches else at
    return min(at + CLAIM_HOLDS, day_ends_at) if day_ends_at > at else at + CLAIM_HOLDS


def claimed(book: DeskBook, municipality: Municipality, row: str, person: Person, *, now: datetime) -> DeskBook:
    """The book, tidied before, with the row taken; the same if they had it already.

    Raises PolicyError `desk.claimed_already` with who was first.
    """
    before = book.claim_of(row)
    if before is not None and before.by == person.id:
        return book
    if before is not None:
        raise PolicyError("desk.claimed_already", params=by_whom(municipality, before.by, before.at))
    return with_claims(book, municipality.calendar, [row], person, now=now)


def released(book: DeskBook, municipality: Municipality, row: str, by: PersonId) -> DeskBook:
    """The book with the row free again; the same if nobody has it. Raises NotAllowed: its claimer releases it."""
    claim = book.claim_of(row)
    if claim is not None and claim.by != by:
        raise NotAllowed("desk.not_your_claim", params=by_whom(municipality, claim.by, claim.at))
    return replace(book, claims=_without(book.claims, {row}))


def without_rows(book: DeskBook, done: Collection[str]) -> DeskBook:
    """The book without claims of rows that there is nothing more to do about."""
    return replace(book, claims=_without(book.claims, done))


def with_claims(
    book: DeskBook, calendar: WorkingCalendar, rows: Iterable[str], person: Person, *, now: datetime
) -> DeskBook:
    """The book with those of the rows that nobody has taken by them."""
    until_at = claim_ends_at(calendar, person, now=now)
    free = (row for row in rows if book.claim_of(row) is None)
    claims = (Claim(row=row, by=person.id, at=as_utc(now), until_at=until_at) for row in free)
    return replace(book, claims=(*book.claims, *claims))


def _without(claims: Iterable[Claim], rows: Collection[str]) -> tuple[Claim, ...]:
    return tuple(one for one in claims if one.row not in rows)


def by_whom(municipality: Municipality, person: PersonId, at: datetime) -> dict[str, str | datetime]:
    """Who did something before, and when, for an error to say."""
    known = municipality.people.get(person)
    who = known.name if known is not None else municipality.name
    return {"who": who, "at": municipality.calendar.local(at)}
