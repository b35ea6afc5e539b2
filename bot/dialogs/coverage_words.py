"""Owns how coverage is put into words for one reader: short names, phone hours, who covers when in one line.

It must not decide who covers, nor tell of anyone's absence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.texts.catalogue import Words
from bot.texts.dates import WORKING_DAY, day, hours
from bot.texts.dates import period as shown_period
from policy.coverage_week import CoveredStretch, day_of
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period
from policy.working_calendar import WorkingCalendar


def short_names(municipality: Municipality, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
    """First names, with the last name where two would share one; whoever is gone from the directory has none."""
    known = [municipality.people[person] for person in dict.fromkeys(people) if person in municipality.people]
    shared = Counter(person.first_name for person in known)
    return {person.id: _short(person, shared) for person in known}


def hours_line(periods: Iterable[Period], calendar: WorkingCalendar, words: Words) -> str:
    """Stretches of a day, those that touch as one: "09–11:30, 13–15"."""
    joined: list[Period] = []
    for period in periods:
        if joined and joined[-1].end_at == period.start_at:
            joined[-1] = Period(joined[-1].start_at, period.end_at)
        else:
            joined.append(period)
    return ", ".join(span(period, calendar, words) for period in joined)


def span(period: Period, calendar: WorkingCalendar, words: Words) -> str:
    """A stretch of one day on the municipality's clocks: "09–11:30"."""
    start, end = _edges(period, calendar)
    return hours(start, end, words)


def who_line(
    stretches: Sequence[CoveredStretch], names: Mapping[PersonId, str], calendar: WorkingCalendar, words: Words
) -> str:
    """Who covers when: "09–11:30 Anna, Bo · 13–15 ingen"."""
    told: list[tuple[Period, str]] = []
    for one in stretches:
        said = who(one, names, words)
        if told and told[-1][0].end_at == one.period.start_at and told[-1][1] == said:
            told[-1] = (Period(told[-1][0].start_at, one.period.end_at), said)
        else:
            told.append((one.period, said))
    return " · ".join(words("units.who_when", hours=span(period, calendar, words), who=said) for period, said in told)


def who(stretch: CoveredStretch, names: Mapping[PersonId, str], words: Words) -> str:
    """Who covers a stretch; where they are fewer than must be able to, how many are lacking."""
    able = ", ".join(names[person] for person in stretch.able if person in names)
    if not stretch.is_gap:
        return able
    if not stretch.able:
        return words("units.nobody")
    return words("units.too_few", names=able, n=stretch.minimum - len(stretch.able))


def asked_period(period: Period, calendar: WorkingCalendar, now: datetime, words: Words) -> str:
    """A period that was asked about, or its day alone where all of that day's working time was."""
    on = calendar.local(period.start_at).date()
    working, whole = calendar.span(on, WORKING_DAY), day_of(calendar, on)
    asked = period if period.start_at > now else Period(whole.start_at, period.end_at)
    if working is not None and asked.covers(working) and whole.covers(asked):
        return day(on, now, words)
    return shown_period(period, now, words)


def _edges(period: Period, calendar: WorkingCalendar) -> tuple[datetime, datetime]:
    if period.end_at is None:
        raise ValueError("a stretch of phone hours has an end")
    return calendar.local(period.start_at), calendar.local(period.end_at)


def _short(person: Person, shared: Mapping[str, int]) -> str:
    return person.name if shared[person.first_name] > 1 else person.first_name
