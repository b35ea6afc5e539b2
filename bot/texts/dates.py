"""Owns how instants, periods and days are said. Pure: `now` is an argument, and its zone is the one that is shown.

It must not decide when anything happens; `now` has to be in the municipality's zone, as a turn's is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.texts.catalogue import Words
from policy.periods import Period
from policy.working_calendar import Stretch

WORKING_DAY = Stretch(time(8), time(17))
"""A period that takes in whole days of this kind is told in days."""
YEAR_GOES_WITHOUT_SAYING = timedelta(days=300)
"""So far ahead a date without a year can only mean the next one to come; what lies back is told with its year after
two months, since dates mostly lie ahead."""
RECENT = timedelta(days=60)
DAYS_WITH_A_NAME = 6
Said = Callable[[date, datetime, Words], str]
"""How a day is said."""


def moment(instant: datetime, now: datetime, words: Words) -> str:
    """An instant to be read at a glance: "14:30" today, else "imorgon 08:00", "tis 24 nov 14:30"."""
    local = _local(instant, now)
    if local.date() == now.date():
        return clock(local)
    return words("dates.moment", day=day(local.date(), now, words), clock=clock(local))


def lasting(instant: datetime, now: datetime, words: Words) -> str:
    """An instant on a card that is looked at on other days too: "imorgon 17:00 (tis 24 nov)", else as `moment`."""
    on, at_a_glance = _local(instant, now).date(), moment(instant, now, words)
    if abs((on - now.date()).days) > 1:
        return at_a_glance
    return words("dates.lasting", moment=at_a_glance, day=dated(on, now, words))


def unmoving(instant: datetime, now: datetime, words: Words) -> str:
    """An instant on a card that is sent on, with a date of its own: "14:30" that day, else "ons 25 nov 08:00"."""
    local = _local(instant, now)
    if local.date() == now.date():
        return clock(local)
    return words("dates.moment", day=dated(local.date(), now, words), clock=clock(local))


def day(on: date, now: datetime, words: Words) -> str:
    """A day to be read at a glance: "idag", "imorgon", "igår", "tis 24 nov", "tis 5 jan 2028"."""
    named = {-1: "dates.yesterday", 0: "dates.today", 1: "dates.tomorrow"}.get((on - now.date()).days)
    if named is not None:
        return words(named)
    return dated(on, now, words)


def dated(on: date, now: datetime, words: Words) -> str:
    """A day on a card that is looked at on other days too: "tis 24 nov", also when that is today."""
    weekday, month = (
        words.several("dates.weekdays_short")[on.weekday()],
        words.several("dates.months_short")[on.month - 1],
    )
    if _year_goes_without_saying(on, now):
        return words("dates.day", weekday=weekday, day=on.day, month=month)
    return words("dates.day_and_year", weekday=weekday, day=on.day, month=month, year=on.year)


def period(span: Period, now: datetime, words: Words) -> str:
    """A period to be read at a glance: "idag 12:00–13:00", "tor 26 nov–fre 27 nov", "från imorgon, tills vidare"."""
    return _period(span, now, words, day)


def dated_period(span: Period, now: datetime, words: Words) -> str:
    """A period on a card that is looked at on other days too: "tor 26 nov 12:00–13:00", also when that is today."""
    return _period(span, now, words, dated)


def _period(span: Period, now: datetime, words: Words, said: Said) -> str:
    start = _local(span.start_at, now)
    if span.end_at is None:
        begun = "dates.since" if start <= now else "dates.from"
        return words(begun, start=_edge(start, now, words, said, whole=start.time() <= WORKING_DAY.start))
    end = _local(span.end_at, now)
    last = _last_day(end)
    if start.date() == last and start.time() == end.time() == time(0):
        return said(last, now, words)
    if start.date() == last:
        clocks = words("dates.between", start=clock(start), end=clock(end))
        return words("dates.moment", day=said(start.date(), now, words), clock=clocks)
    whole = start.time() <= WORKING_DAY.start and (end.time() >= WORKING_DAY.end or end.date() > last)
    first_edge = _edge(start, now, words, said, whole=whole)
    last_edge = said(last, now, words) if whole else _edge(end, now, words, said, whole=False)
    return words("dates.between", start=first_edge, end=last_edge)


def clocks(span: Period, now: datetime, words: Words) -> str:
    """The times of a period within one day: "13:00–14:00"; the day is said beside it."""
    if span.end_at is None:
        raise ValueError("the times of a day have an end")
    return words("dates.between", start=clock(_local(span.start_at, now)), end=clock(_local(span.end_at, now)))


def spoken_moment(instant: datetime, now: datetime, words: Words) -> str:
    """An instant to be read aloud: "klockan 14:30", "på onsdag klockan 08:00", "tisdag 5 januari klockan 08:00"."""
    local = _local(instant, now)
    ahead = (local.date() - now.date()).days
    if ahead == 0:
        return words("dates.spoken.today", clock=clock(local))
    if ahead == 1:
        return words("dates.spoken.tomorrow", clock=clock(local))
    if 1 < ahead <= DAYS_WITH_A_NAME:
        weekday = words.several("dates.weekdays")[local.weekday()]
        return words("dates.spoken.weekday", weekday=weekday, clock=clock(local))
    return words("dates.spoken.date", date=spoken_day(local.date(), now, words), clock=clock(local))


def spoken_day(on: date, now: datetime, words: Words) -> str:
    """A day in full: "onsdag 25 november", with the year where it could be mistaken."""
    weekday, month = words.several("dates.weekdays")[on.weekday()], words.several("dates.months")[on.month - 1]
    if _year_goes_without_saying(on, now):
        return words("dates.spoken.day", weekday=weekday, day=on.day, month=month)
    return words("dates.spoken.day_and_year", weekday=weekday, day=on.day, month=month, year=on.year)


def clock(local: datetime | time) -> str:
    """The time of day, "08:05"; digits alone, the same in every language."""
    return f"{local:%H:%M}"


def hours(start: datetime | time, end: datetime | time, words: Words) -> str:
    """A stretch of a day to be read at a glance, whole hours without their zeros: "09–11:30"."""
    return words("dates.between", start=_brief(start), end=_brief(end))


def listing(items: tuple[str, ...], words: Words) -> str:
    """Several things in a row: "Anna, Bo och Cecilia"."""
    if len(items) <= 1:
        return "".join(items)
    return words("dates.listing", first=", ".join(items[:-1]), last=items[-1])


def _brief(local: datetime | time) -> str:
    return f"{local:%H}" if local.minute == 0 else clock(local)


def some(items: tuple[str, ...], words: Words, *, most: int = 5) -> str:
    """The first of several things in a row, and how many more there are: "Anna, Bo och 3 till"."""
    if len(items) <= most:
        return listing(items, words)
    return words("dates.some", first=", ".join(items[: most - 1]), more=len(items) - most + 1)


def _local(instant: datetime, now: datetime) -> datetime:
    if now.tzinfo is None or instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(now.tzinfo)


def _last_day(end: datetime) -> date:
    """The last day that a period touches: one that ends at midnight ends with the day before."""
    return (end - timedelta(days=1)).date() if end.time() == time(0) else end.date()


def _edge(local: datetime, now: datetime, words: Words, said: Said, *, whole: bool) -> str:
    on = said(local.date(), now, words)
    return on if whole else words("dates.moment", day=on, clock=clock(local))


def _year_goes_without_saying(on: date, now: datetime) -> bool:
    ahead = on - now.date()
    return -RECENT <= ahead <= YEAR_GOES_WITHOUT_SAYING
