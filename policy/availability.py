"""Owns what may be told of a person's availability: in or away, why if that may be said, and when they are back (V1).

It decides; the sentence that is read aloud is made of it by the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policy.access import may_see_reason
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period
from policy.working_calendar import WorkingCalendar, WorkingHours

MOST_LINKS = 60
"""How many diversions in a row a return time is followed through; more means a mistake in the book."""


class State(StrEnum):
    """How a person can be reached at one moment."""

    IN = "in"
    OPEN_LINE = "open_line"
    """Away, but calls are let through."""
    AWAY = "away"
    OFF_DUTY = "off_duty"
    """Outside the person's working hours, with no diversion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A diversion as one viewer may see it. `shows_reason` False: say no more than that the person is away."""

    diversion: Diversion
    shows_reason: bool

    @property
    def note(self) -> str:
        """The person's own words to callers; they can give the reason away, so they are masked with it."""
        return self.diversion.note if self.shows_reason else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What one viewer is told. `back_at` None: until further notice when away, and not relevant when in."""

    person: Person
    state: State
    at: datetime
    back_at: datetime | None = None
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What one viewer is told of a stretch of time ahead: the absences in it and the working time left."""

    person: Person
    period: Period
    absences: tuple[Absence, ...]
    works: bool
    """Whether the person has any working time in the period, diversions aside."""
    reachable: bool
    """Whether any of that working time is outside the absences, or on an open line."""


def availability(
    municipality: Municipality, book: DiversionBook, person: Person, *, viewer: PersonId, at: datetime
) -> Availability:
    """What the viewer is told of the person at the instant (V1; masked by POLICY's last section)."""
    calendar = municipality.calendar
    running = book.running(at)
    if running is not None:
        return Availability(
            person=person,
            state=State.OPEN_LINE if running.open_line else State.AWAY,
            at=at,
            back_at=return_time(book, running, calendar, person.hours),
            absence=_seen(municipality, viewer, person, running),
        )
    if calendar.is_working_time(at, person.hours):
        return Availability(person=person, state=State.IN, at=at)
    begins = calendar.next_working_time(at, person.hours)
    back = None if begins is None else _free_from(book, begins, calendar, person.hours)
    return Availability(person=person, state=State.OFF_DUTY, at=at, back_at=back)


def outlook(
    municipality: Municipality, book: DiversionBook, person: Person, *, viewer: PersonId, period: Period, now: datetime
) -> Outlook:
    """What the viewer is told of the person in a period that has an end after `now`; what has passed of it counts not.

    Raises ValueError for a period that is over, or that has no end.
    """
    ahead = period.intersection(Period(now, None))
    if ahead is None:
        raise ValueError("an outlook is of a period that is not over")
    met = [d for d in book.diversions if d.period.overlaps(ahead)]
    working = list(municipality.calendar.working_periods(ahead, person.hours))
    left = working
    for diversion in met:
        if not diversion.open_line:
            left = [rest for part in left for rest in part.without(diversion.period)]
    return Outlook(
        person=person,
        period=period,
        absences=tuple(_seen(municipality, viewer, person, d) for d in met),
        works=bool(working),
        reachable=bool(left),
    )


def return_time(
    book: DiversionBook, diversion: Diversion, calendar: WorkingCalendar, hours: WorkingHours
) -> datetime | None:
    """When the person can be reached again (återkomst): the end, moved on to working time free of other diversions.

    None until further notice, or when no working time is in sight. Diversions with an open line are no hindrance.
    """
    if diversion.period.end_at is None:
        return None
    return _free_from(book, diversion.period.end_at, calendar, hours)


def _seen(municipality: Municipality, viewer: PersonId, person: Person, diversion: Diversion) -> Absence:
    return Absence(
        diversion=diversion,
        shows_reason=may_see_reason(municipality, viewer, person, diversion.reason),
    )


def _free_from(
    book: DiversionBook, instant: datetime, calendar: WorkingCalendar, hours: WorkingHours
) -> datetime | None:
    back: datetime | None = instant
    for _ in range(MOST_LINKS):
        back = calendar.next_working_time(back, hours) if back is not None else None
        if back is None:
            return None
        hindrance = book.running(back)
        if hindrance is None or hindrance.open_line:
            return back
        back = hindrance.period.end_at
    return None
