"""Owns what may be told of a person's availability: in or away, why if that may be said, and when they are back (V1).

It decides; the sentence that is read aloud is made of it by the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from policy.access import may_see_reason
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period, as_utc, joined_up
from policy.return_times import DayOff, days_off_before, first_reachable, return_from

SOON = timedelta(minutes=15)
"""What begins within this is worth hurrying for, or waiting for."""


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
class Next:
    """What next takes someone from the phone who can be reached: an absence, or, where that is None, the working
    time's end.
    """

    at: datetime
    absence: Absence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What one viewer is told. `back_at` None: no return is in sight when away, and not relevant when in.

    `next` is of the same day: of now for someone who can be reached, else of the time after `back_at`. `lasting` goes
    on until further notice after `absence`, or after the hours that are off duty. `days_off` are why not earlier.
    """

    person: Person
    state: State
    at: datetime
    back_at: datetime | None = None
    absence: Absence | None = None
    next: Next | None = None
    lasting: Absence | None = None
    days_off: tuple[DayOff, ...] = ()

    @property
    def is_reachable(self) -> bool:
        """Whether a call can be put through."""
        return self.state in (State.IN, State.OPEN_LINE)

    @property
    def is_back_soon(self) -> bool:
        """Whether the caller may as well wait."""
        return not self.is_reachable and self.back_at is not None and as_utc(self.back_at) - as_utc(self.at) <= SOON

    @property
    def is_soon_gone(self) -> bool:
        """Whether the caller has to be put through at once."""
        return self.is_reachable and self.next is not None and as_utc(self.next.at) - as_utc(self.at) <= SOON


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
    calendar, running = municipality.calendar, book.running(at)
    works = calendar.is_working_time(at, person.hours)
    # An open line lets calls through to someone who works; at night there is nobody at its other end.
    if works and (running is None or running.open_line):
        return Availability(
            person=person,
            state=State.IN if running is None else State.OPEN_LINE,
            at=at,
            back_at=None if running is None else return_from(book, running, calendar, person.hours).at,
            absence=None if running is None else _seen(municipality, viewer, person, running),
            next=_next(municipality, book, person, viewer=viewer, at=at),
        )
    is_away = running is not None and not running.open_line
    absence = running if is_away else None
    back = (
        first_reachable(book, at, calendar, person.hours)
        if absence is None
        else return_from(book, absence, calendar, person.hours)
    )
    is_today = back.at is not None and calendar.local(back.at).date() == calendar.local(at).date()
    return Availability(
        person=person,
        state=State.OFF_DUTY if absence is None else State.AWAY,
        at=at,
        back_at=back.at,
        absence=None if absence is None else _seen(municipality, viewer, person, absence),
        next=_next(municipality, book, person, viewer=viewer, at=back.at) if is_today and back.at else None,
        lasting=None if back.held_by in (None, absence) else _seen(municipality, viewer, person, back.held_by),
        days_off=days_off_before(calendar, person.hours, back),
    )


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


def _seen(municipality: Municipality, viewer: PersonId, person: Person, diversion: Diversion) -> Absence:
    return Absence(
        diversion=diversion,
        shows_reason=may_see_reason(municipality, viewer, person, diversion.reason),
    )


def _next(
    municipality: Municipality, book: DiversionBook, person: Person, *, viewer: PersonId, at: datetime
) -> Next | None:
    """What ends the stretch of working time, free of diversions, that holds the instant."""
    calendar = municipality.calendar
    midnight = calendar.at(calendar.local(at).date() + timedelta(days=1), time(0))
    spells = joined_up(tuple(calendar.working_periods(Period(at, midnight), person.hours)))
    spell = next((one for one in spells if one.contains(at)), None)
    if spell is None or spell.end_at is None:
        return None
    ahead = (one for one in book.upcoming(at) if not one.open_line)
    comes = next((one for one in ahead if one.period.start_at < spell.end_at), None)
    if comes is None:
        return Next(at=spell.end_at)
    return Next(at=comes.period.start_at, absence=_seen(municipality, viewer, person, comes))
