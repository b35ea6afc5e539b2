"""Owns reading one day: "idag", "på fredag", "nästa tisdag", "23/11", "den 1:a", "5 dec 2026", "December 5th".

It must not put days together, nor give a weekday its date: "måndag-onsdag nästa vecka" is settled where ranges are.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.understanding.nodes import Day
from bot.understanding.timewords import MINUTES, MONTHS, ORDINALS, SV_ORDINALS, WEEKDAYS
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

DayHit = tuple[Day, int]
LAST_DAY_OF_MONTH = 31
# Years that someone can mean; the calendar itself ends at 9999.
YEARS = range(2000, 2100)
_TODAY = words("idag today")
_TOMORROW = words("imorgon tomorrow")
_LEADS = words("på on nu den det the denna detta this kommande coming i")
_NEXT = words("nästa nästkommande next")
_THIS = words("denna this kommande coming nu")
_BETWEEN_DAYS = words("- till och o and to until tom thru through & ,")
_SMALL = words("den de the -")


def day_at(line: Line, i: int, today: date) -> DayHit | None:
    """The day at token `i`, with the words that lead it in, and the place after it."""
    hit = (
        _relative(line, i, today)
        or _iso(line, i)
        or _slash(line, i)
        or _dotted(line, i)
        or _weekday(line, i, today)
        or _date(line, i)
    )
    if hit is not None:
        return hit
    if line.word(i) in _LEADS and (line.word(i) != "i" or line.word(i + 1) not in WEEKDAYS):
        return day_at(line, i + 1, today) if line.word(i + 1) not in {"i", "on"} else None
    return None


def _relative(line: Line, i: int, today: date) -> DayHit | None:  # noqa: PLR0911  (one return a reading)
    word, following = line.word(i), line.word(i + 1)
    if word in _TODAY:
        return Day(on=today), i + 1
    if word == "i" and following == "dag":
        return Day(on=today), i + 2
    if word in {"denna", "detta"} and following == "dag":
        return Day(on=today), i + 2
    if word in _TOMORROW:
        return _with_date(line, i + 1, today + timedelta(days=1))
    if word == "i" and following == "morgon":
        return Day(on=today + timedelta(days=1)), i + 2
    if word == "övermorgon":
        return Day(on=today + timedelta(days=2)), i + 1
    if word == "i" and following == "övermorgon":
        return Day(on=today + timedelta(days=2)), i + 2
    start = i + 1 if word == "the" else i
    if tuple(line.word(start + k) for k in range(3)) == ("day", "after", "tomorrow"):
        return Day(on=today + timedelta(days=2)), start + 3
    if word == "dagen" and following == "efter" and line.word(i + 2) in _TOMORROW:
        return Day(on=today + timedelta(days=2)), i + 3
    return None


def _with_date(line: Line, i: int, day: date) -> DayHit:
    """A relative day, with the weekday that some write beside it ("imorgon tisdag")."""
    weekday = WEEKDAYS.get(line.word(i))
    if weekday is not None and weekday == day.weekday():
        return Day(on=day), i + 1
    return Day(on=day), i


def _iso(line: Line, i: int) -> DayHit | None:
    if line.kind(i) == "iso":
        year, month, day = (int(part) for part in line.tokens[i].text.split("-"))
        return _fixed(year, month, day, i + 1)
    text = line.tokens[i].text if line.kind(i) == "number" else ""
    if len(text) == 8 and text.startswith("20"):  # noqa: PLR2004
        return _fixed(int(text[:4]), int(text[4:6]), int(text[6:]), i + 1)
    if len(text) == 6 and text.startswith(("2", "3")):  # noqa: PLR2004
        return _fixed(2000 + int(text[:2]), int(text[2:4]), int(text[4:]), i + 1)
    return None


def _slash(line: Line, i: int) -> DayHit | None:
    """Day/month as Swedes write it; month/day only where the other can't be, and then to be confirmed."""
    if line.kind(i) != "slash":
        return None
    parts = [int(part) for part in line.tokens[i].text.replace("-", "/").split("/")]
    day, month = parts[:2]
    year = (parts[2] + 2000 if parts[2] < 100 else parts[2]) if len(parts) > 2 else None  # noqa: PLR2004
    end = i + 1
    if year is None and _year(line, end):
        year, end = int(line.tokens[end].text), end + 1
    if year is not None and year not in YEARS:
        return None
    if 1 <= month <= 12 and 1 <= day <= LAST_DAY_OF_MONTH:  # noqa: PLR2004
        return Day(day=day, month=month, year=year), end
    if 1 <= day <= 12 and 12 < month <= LAST_DAY_OF_MONTH:  # noqa: PLR2004
        return Day(day=month, month=day, year=year, ambiguous="month_first"), end
    return None


_DATE_JOINS = words("- till tom to")


def _dotted(line: Line, i: int) -> DayHit | None:
    """Day.month in a pair ("5.4-9.4") or after "den"; alone, or where both could be times, it is no date."""
    here = _dotted_parts(line, i)
    if here is None or line.word(i + 1) in MINUTES or line.word(i + 3) in MINUTES:
        return None  # "1.5-2.5 h"
    other = next(
        (
            parts
            for k in (1, -1)
            if line.word(i + k) in _DATE_JOINS and (parts := _dotted_parts(line, i + 2 * k)) is not None
        ),
        None,
    )
    paired = other is not None and (line.kind(i) == "decimal" or max(here[0], other[0]) > 24)  # noqa: PLR2004
    if not paired and not (line.word(i - 1) == "den" and line.kind(i) == "decimal"):
        return None
    return Day(day=here[0], month=here[1]), i + 1


def _dotted_parts(line: Line, i: int) -> tuple[int, int] | None:
    text = line.tokens[i].text if line.kind(i) in {"decimal", "clock"} else ""
    day, dot, month = text.partition(".")
    if not dot or not day.isdigit() or not month.isdigit():
        return None
    valid = 1 <= int(day) <= LAST_DAY_OF_MONTH and 1 <= int(month) <= 12 and len(month) <= 2  # noqa: PLR2004
    return (int(day), int(month)) if valid else None


def _weekday(line: Line, i: int, today: date) -> DayHit | None:
    word = line.word(i)
    if word in _NEXT and line.word(i + 1) in WEEKDAYS:
        return Day(weekday=WEEKDAYS[line.word(i + 1)], week=1, next_said=True), i + 2
    if word in _THIS and line.word(i + 1) in WEEKDAYS:
        return _weekday(line, i + 1, today)
    weekday = WEEKDAYS.get(word)
    if weekday is None:
        return None
    end = i + 1
    if line.word(end) == "." and line.tokens[i].end - line.tokens[i].start <= 4:  # noqa: PLR2004
        end += 1
    week, after = _week_said(line, end, today)
    if week is not None:
        return Day(weekday=weekday, week=week), after
    dated = _dated(line, end, today)
    if dated is not None:
        day, after = dated
        return replace(day, weekday=weekday), after
    return Day(weekday=weekday), end


def _dated(line: Line, i: int, today: date) -> DayHit | None:
    """The date beside a weekday: "fredag 27/11", "fredagen den 27 november"; "fredag 13" is a time."""
    i = i + 1 if line.word(i) in {",", "den", "the"} else i
    return _iso(line, i) or _slash(line, i) or _date(line, i, after_article=line.word(i - 1) == "den")


def _week_said(line: Line, i: int, today: date) -> tuple[int | None, int]:
    """In how many weeks, after a weekday: "nästa vecka", "i nästa vecka", "v 49", "next week"."""
    i = i + 1 if line.word(i) in {"i", "in", "of"} else i
    if line.word(i) in _NEXT and line.word(i + 1) in {"vecka", "week"}:
        return 1, i + 2
    if line.word(i) in {"denna", "this"} and line.word(i + 1) in {"vecka", "week"}:
        return 0, i + 2
    if line.word(i) in {"v", "vecka", "week"}:
        number = i + 2 if line.word(i + 1) == "." else i + 1
        if line.kind(number) == "number":
            monday = _next_week_numbered(int(line.tokens[number].text), today)
            if monday is not None:
                this_monday = today - timedelta(days=today.weekday())
                return (monday - this_monday).days // 7, number + 1
    return None, i


def _next_week_numbered(week: int, today: date) -> date | None:
    """The Monday of the next ISO week with that number that is not over; None if none comes within seven years."""
    for year in range(today.isocalendar().year, today.isocalendar().year + 8):
        try:
            monday = date.fromisocalendar(year, week, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= today:
            return monday
    return None


next_week_numbered = _next_week_numbered


def _date(line: Line, i: int, *, after_article: bool = False) -> DayHit | None:
    """A day of the month, with its month beside it, after it in a list, or unsaid ("den 1:a")."""
    article = after_article or line.word(i) == "den" or line.word(i - 1) in {"den", "the"}
    start = i + 1 if line.word(i) == "den" else i
    day = _day_of_month(line, start)
    if day is None:
        return _month_first(line, start)
    end = start + 1
    end = (
        end + 2
        if line.word(end) == ":" and line.tokens[end].end == line.tokens[start].end + 1 and _letter(line, end + 1)
        else end
    )
    month_at = end + 1 if line.word(end) in {"i", "of", "."} and line.word(end + 1) in MONTHS else end
    if line.word(month_at) in MONTHS:
        return _with_year(line, month_at + 1, day, MONTHS[line.word(month_at)])
    if line.kind(start) != "ordinal" and line.word(start) not in SV_ORDINALS:
        month = _month_ahead(line, end)
        if month is not None:
            return Day(day=day, month=month[0], year=month[1]), end
    if line.kind(start) == "ordinal" or (article and line.kind(start) == "number" and line.word(i) == "den"):
        month = _month_ahead(line, end)
        return Day(day=day, month=month[0] if month else None, year=month[1] if month else None), end
    return (Day(day=day), end) if article and line.word(start) in ORDINALS else None


def _letter(line: Line, i: int) -> bool:
    return 0 <= i < len(line.tokens) and line.tokens[i].text in {"a", "e"}


def _day_of_month(line: Line, i: int) -> int | None:
    kind = line.kind(i)
    if kind in {"ordinal", "number"}:
        digits = line.tokens[i].text.lower().partition(":")[0].rstrip("stndrh")
        return int(digits) if len(digits) <= 2 and 1 <= int(digits) <= LAST_DAY_OF_MONTH else None  # noqa: PLR2004
    return ORDINALS.get(line.word(i))


def _month_ahead(line: Line, i: int) -> tuple[int, int | None] | None:
    """The month that ends a list or range of days: the "juli" of "3-28 juli", "24, 25 och 26 december", "1-5/12"."""
    ranged = False
    for _ in range(8):
        # "12-13, 24 dec": a list doesn't go on after a range
        if line.word(i) not in _BETWEEN_DAYS or ranged:
            return None
        ranged = line.word(i) not in {",", "och", "o", "and", "&"}
        i += 1
        while line.word(i) in _SMALL:
            i += 1
        if line.kind(i) == "slash":
            found = _slash(line, i)
            return (found[0].month, found[0].year) if found and found[0].month and line.word(i - 1) == "-" else None
        if _day_of_month(line, i) is None:
            return None
        i += 2 if line.word(i + 1) in {"of", "i"} else 1
        if line.word(i) in MONTHS:
            year = int(line.tokens[i + 1].text) if _year(line, i + 1) else None
            return MONTHS[line.word(i)], year
    return None


def _month_first(line: Line, i: int) -> DayHit | None:
    """English order: "Dec 5", "December 5th, 2026"; "may" counts only beside a number."""
    month = MONTHS.get(line.word(i))
    after = i + 2 if line.word(i + 1) == "the" else i + 1
    day = _day_of_month(line, after) if line.kind(after) in {"number", "ordinal"} else None
    if month is None or day is None:
        return None
    end = after + 1
    comma = end + 1 if line.word(end) == "," and _year(line, end + 1) else end
    return _with_year(line, comma, day, month)


def _with_year(line: Line, i: int, day: int, month: int) -> DayHit:
    if line.word(i) == "." and _year(line, i + 1):
        i += 1
    if _year(line, i):
        return Day(day=day, month=month, year=int(line.tokens[i].text)), i + 1
    return Day(day=day, month=month), i


def _year(line: Line, i: int) -> bool:
    return line.kind(i) == "number" and len(line.tokens[i].text) == 4 and line.tokens[i].text.startswith("20")  # noqa: PLR2004


def _fixed(year: int, month: int, day: int, end: int) -> DayHit | None:
    if year not in YEARS:
        return None
    try:
        return Day(on=date(year, month, day)), end
    except ValueError:
        return None


year_at = _year
