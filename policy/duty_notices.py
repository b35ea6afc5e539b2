"""Owns who is told that their phone duty has changed: one card a person and week, and a line where that stands already.

duty.planned    the card of the reader's duty in a week of the group; its name is `duty:MONDAY`
duty.changed    a line, since a card that changes in place makes no sound
Each has `week`, the Monday. Nobody is told of what they have planned themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from policy.coverage import DutyShift
from policy.coverage_books import CoverageBook
from policy.coverage_week import monday_of
from policy.ids import PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar

PLANNED = "duty.planned"
CHANGED = "duty.changed"
DUTY_CARD = "duty:"


def duty_told(
    before: CoverageBook,
    after: CoverageBook,
    monday: date,
    calendar: WorkingCalendar,
    *,
    actor: PersonId,
    turn: str,
    now: datetime,
) -> tuple[CoverageBook, tuple[PersonId, ...]]:
    """The book with what those are told whose duty in that week is another than it was, and who they are."""
    people = sorted({shift.person for shift in (*before.shifts, *after.shifts)})
    changed = tuple(
        person
        for person in people
        if person != actor and _periods(before, person, monday, calendar) != _periods(after, person, monday, calendar)
    )
    told = (one for person in changed for one in _notifications(after, person, monday, turn, as_utc(now)))
    return replace(after, outgoing=after.outgoing.adding(*told)), changed


def shifts_in_week(
    book: CoverageBook, person: PersonId, monday: date, calendar: WorkingCalendar
) -> tuple[DutyShift, ...]:
    """The person's shifts in the week that begins on that Monday, in order."""
    found = [
        shift
        for shift in book.shifts
        if shift.person == person and monday_of(calendar.local(shift.period.start_at).date()) == monday
    ]
    return tuple(sorted(found, key=lambda shift: shift.period.start_at))


def duty_card_name(monday: date) -> str:
    """The name of the card of one's phone duty in that week."""
    return f"{DUTY_CARD}{monday.isoformat()}"


def duty_cards_before(outgoing: Outgoing, day: date) -> tuple[str, ...]:
    """The names of the standing cards of weeks that began before that day."""
    names = dict.fromkeys(one.card for one in outgoing.standing if one.card.startswith(DUTY_CARD))
    return tuple(name for name in names if name < duty_card_name(day))


def _periods(book: CoverageBook, person: PersonId, monday: date, calendar: WorkingCalendar) -> tuple[Period, ...]:
    return tuple(shift.period for shift in shifts_in_week(book, person, monday, calendar))


def _notifications(
    book: CoverageBook, person: PersonId, monday: date, turn: str, now: datetime
) -> Iterator[Notification]:
    week, card = monday.isoformat(), duty_card_name(monday)
    stands = book.outgoing.card_of(person, card) is not None
    yield Notification(
        id=f"{turn}:{PLANNED}:{person}",
        to=person,
        code=PLANNED,
        params={"week": week},
        made_at=now,
        due_at=now,
        card=card,
        waits=not stands,
    )
    if stands:
        yield Notification(
            id=f"{turn}:{CHANGED}:{person}",
            to=person,
            code=CHANGED,
            params={"week": week},
            made_at=now,
            due_at=now,
            waits=True,
        )
