"""Owns when someone is asked about their greeting, and which absence a greeting is to tell of (A4, S1).

A question is asked once for each thing that is wanting, and of the same again only after the municipality's own
interval. Somebody new to the bot is left alone at first. Whoever is told by a receipt or a test call is asked by that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from policy.diversions import Diversion, DiversionBook
from policy.greetings import Greeting, Recording, Standing, standing, turns_old_on
from policy.organisation import Municipality, Person
from policy.periods import Period, as_utc
from policy.working_calendar import WorkingCalendar, WorkingHours

SOON = timedelta(days=7)
"""An absence that begins within this time is what someone who asks for a greeting has in mind."""
FAR_AHEAD = timedelta(days=366)
"""An absence that somebody says their greeting tells of begins within this time."""
SEARCHED_DAYS = 14
"""A holiday can begin with some days off; further than this there is a working day in it."""


def question_is_due(municipality: Municipality, person: Person, greeting: Greeting, *, now: datetime) -> bool:
    """Whether the person is to be asked about the greeting now (A4)."""
    stands = standing(municipality, person, greeting, now=now)
    return stands.is_wanting and _asked_next_at(municipality, greeting, stands) <= as_utc(now)


def asked(municipality: Municipality, person: Person, greeting: Greeting, *, now: datetime) -> Greeting:
    """With what is wanting told to the person now; the same if nothing is."""
    about = standing(municipality, person, greeting, now=now).about
    return replace(greeting, asked_at=as_utc(now), asked_about=about) if about else greeting


def looked_at(municipality: Municipality, person: Person, greeting: Greeting, *, now: datetime) -> Greeting:
    """With the next time that it is worth looking at if nobody does anything to it; never for who has no mailbox."""
    stands = standing(municipality, person, greeting, now=now)
    if stands.is_wanting:
        return replace(greeting, look_again_at=_asked_next_at(municipality, greeting, stands))
    recorded = greeting.recorded if person.has_voicemail else None
    return replace(greeting, look_again_at=None if recorded is None else _goes_out_at(municipality, recorded))


def is_long_absence(municipality: Municipality, person: Person, period: Period) -> bool:
    """Whether the absence takes so many of the person's working days that it wants a greeting of its own (A4)."""
    least = municipality.upkeep.greetings.long_absence_days
    return working_days_in(municipality.calendar, person.hours, period, most=least) >= least


def absence_to_tell(
    municipality: Municipality, person: Person, book: DiversionBook, *, within: timedelta = SOON, now: datetime
) -> Diversion | None:
    """The absence that a greeting recorded now is to tell of: it runs or is about to, and takes a whole working day.

    `within` is how soon it begins.
    """
    running = book.running(now)
    soon = [d for d in book.upcoming(now) if d.period.start_at <= as_utc(now) + within]
    found = (*((running,) if running is not None else ()), *soon)
    return next((d for d in found if takes_a_day(municipality.calendar, person.hours, d.period)), None)


def working_days_in(calendar: WorkingCalendar, hours: WorkingHours, period: Period, *, most: int) -> int:
    """How many of the person's working days the period touches, counted no further than `most`."""
    if period.end_at is None:
        return most
    touched: set[date] = set()
    for part in calendar.working_periods(period, hours):
        touched.add(calendar.local(part.start_at).date())
        if len(touched) == most:
            break
    return len(touched)


def takes_a_day(calendar: WorkingCalendar, hours: WorkingHours, period: Period) -> bool:
    """Whether the person's working time of some whole day lies in the period."""
    first = calendar.local(period.start_at).date()
    for day in (first + timedelta(days=later) for later in range(SEARCHED_DAYS)):
        stretches = calendar.stretches(day, hours)
        if stretches and period.covers(
            Period(calendar.at(day, stretches[0].start), calendar.at(day, stretches[-1].end))
        ):
            return True
    return False


def _asked_next_at(municipality: Municipality, greeting: Greeting, stands: Standing) -> datetime:
    """When the person is next to be asked about what is wanting."""
    rules = municipality.upkeep.greetings
    if greeting.asked_at is not None and greeting.asked_about == stands.about:
        return as_utc(greeting.asked_at) + rules.ask_again
    known_since = as_utc(greeting.known_since_at)
    return known_since + rules.settle if greeting.recorded is None else known_since


def _goes_out_at(municipality: Municipality, recorded: Recording) -> datetime:
    """When the greeting goes out of date by itself: the absence is over, or it is old."""
    old_on = turns_old_on(recorded, municipality.upkeep.greetings.oldest_months)
    old_at = as_utc(municipality.calendar.at(old_on, time(0)))
    return old_at if recorded.until_at is None else min(old_at, as_utc(recorded.until_at))
