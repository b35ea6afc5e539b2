"""Owns reading stretches of whole days: weeks by number, "nästa vecka", "resten av veckan", months, the weekend.

A working week is Monday to Friday; a week or month that runs already begins today.
"""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from bot.understanding.days import next_week_numbered, year_at
from bot.understanding.nodes import Every, Span
from bot.understanding.timewords import MONTHS, WEEKDAYS, WEEKDAYS_PLURAL
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

SpanHit = tuple[Span, int]
FOUR_DAYS = timedelta(days=4)
ONE_WEEK = timedelta(days=7)
SATURDAY = 5
_WEEK_WORDS = words("v vecka veckan veckorna veckor week weeks wk wks")
_LIST = words(", och o and & +")
_RANGE = words("- till tom to through thru until")
_WHOLE = words("hela hel whole entire all")


def span_at(line: Line, i: int, today: date) -> SpanHit | None:
    """The stretch of days at token `i`, with the words that lead it in, and the place after it."""
    hit = _weeks(line, i, today) or _this_and_next(line, i, today) or _rest(line, i, today) or _month(line, i, today)
    if hit is not None:
        return hit
    if (
        line.word(i) in {"i", "in", "på", "under", "over", "över", "for", "the", "den", "här", "during", "on"}
        or line.word(i) in _WHOLE
    ):
        return span_at(line, i + 1, today) if line.word(i + 1) not in MONTHS or line.word(i) != "den" else None
    return None


def _weeks(line: Line, i: int, today: date) -> SpanHit | None:
    """Weeks by number: "v 28", "v. 28-30", "vecka 28, 29 och 30", "v51-v1"."""
    if line.word(i) not in _WEEK_WORDS:
        return None
    j = i + 2 if line.word(i + 1) == "." else i + 1
    pair = _week_pair(line, j)
    if pair is not None:
        return _weeks_of_pair(*pair, today), j + 1
    first = _week_number(line, j)
    monday = next_week_numbered(first, today) if first else None
    if monday is None:
        return None
    mondays = [monday]
    j += 1
    while line.word(j) in _LIST or line.word(j) in _RANGE:
        number_at = j + 1
        while line.word(number_at) in _WEEK_WORDS or line.word(number_at) in {".", "med"}:
            number_at += 1
        number = _week_number(line, number_at)
        following = next_week_numbered(number, mondays[-1] + ONE_WEEK) if number else None
        # "v 28, 9-10": a number that no week list would go on with belongs to something else
        if following is None or (line.word(j) not in _RANGE and following - mondays[-1] > 8 * ONE_WEEK):
            break
        if line.word(j) in _RANGE:
            while mondays[-1] < following:
                mondays.append(mondays[-1] + ONE_WEEK)
        else:
            mondays.append(following)
        j = number_at + 1
    scattered = any(later - earlier != ONE_WEEK for earlier, later in itertools.pairwise(mondays))
    if year_at(line, j):
        mondays = [_in_year(day, int(line.tokens[j].text)) for day in mondays]
        j += 1
    span = Span(
        max(mondays[0], today),
        mondays[-1] + FOUR_DAYS,
        "separate_weeks" if scattered else None,
        ranged=len(mondays) > 1,
    )
    return (span if span.first <= span.last else Span(today, today, "week_over")), j


def _week_pair(line: Line, i: int) -> tuple[int, int] | None:
    """The weeks of "v 28/29": one straight after the other, or it says something else."""
    numbers = [int(part) for part in line.tokens[i].text.split("/")] if line.kind(i) == "slash" else []
    return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[1] == numbers[0] + 1 else None  # noqa: PLR2004


def _weeks_of_pair(first: int, last: int, today: date) -> Span:
    monday = next_week_numbered(first, today) or today
    following = next_week_numbered(last, monday + ONE_WEEK) or monday
    return Span(max(monday, today), following + FOUR_DAYS, ranged=True)


def _in_year(monday: date, year: int) -> date:
    try:
        return date.fromisocalendar(year, monday.isocalendar().week, 1)
    except ValueError:
        return monday


def _week_number(line: Line, i: int) -> int | None:
    text = line.tokens[i].text if line.kind(i) == "number" else ""
    return int(text) if 0 < len(text) <= 2 and 1 <= int(text) <= 53 else None  # noqa: PLR2004


def _this_and_next(line: Line, i: int, today: date) -> SpanHit | None:  # noqa: PLR0911  (one return a reading)
    word, following = line.word(i), line.word(i + 1)
    monday = today - timedelta(days=today.weekday())
    if word in {"nästa", "nästkommande", "next"}:
        if following in {"vecka", "week"}:
            return Span(monday + ONE_WEEK, monday + ONE_WEEK + FOUR_DAYS), i + 2
        if following in {"månad", "month"}:
            first = _first_of_next_month(today)
            return Span(first, _month_end(first)), i + 2
        if following in {"helg", "weekend"}:
            return Span(
                monday + ONE_WEEK + FOUR_DAYS + timedelta(days=1), monday + ONE_WEEK + timedelta(days=6), "next_weekend"
            ), i + 2
    if word in {"denna", "this", "här"} and following in {"helg", "helgen", "weekend"}:
        return _this_and_next(line, i + 1, today)
    if word in {"helgen", "helg", "weekend"}:
        saturday = monday + timedelta(days=SATURDAY)
        return Span(max(saturday, today), saturday + timedelta(days=1)), i + 1
    if word in {"denna", "this", "här"} and following in {"vecka", "veckan", "week"}:
        return Span(today, _friday(today)), i + (3 if line.word(i + 2) == "ut" else 2)
    if word in {"denna", "this"} and following in {"månad", "month"}:
        return Span(today, _month_end(today)), i + 2
    return None


def _rest(line: Line, i: int, today: date) -> SpanHit | None:  # noqa: PLR0911  (one return a reading)
    """ "Resten av veckan", "hela veckan", "veckan ut", "resten av dagen", "hela dagen", "året ut"."""
    j = i
    while line.word(j) in {
        "resten",
        "rest",
        "av",
        "of",
        "the",
        "hela",
        "all",
        "whole",
        "entire",
        "ut",
        "this",
        "den",
        "här",
    }:
        j += 1
    whole = any(
        line.word(k) in {"resten", "rest", "hela", "all", "whole", "entire"} or (line.word(k) == "ut")
        for k in range(i, j)
    )
    after = j + 1
    if line.word(after) == "ut":
        whole, after = True, after + 1
    if not whole:
        return None
    if year_at(line, j):
        year = int(line.tokens[j].text)
        return Span(max(date(year, 1, 1), today), max(date(year, 12, 31), today)), after
    match line.word(j):
        case "dagen" | "day" | "dag":
            return Span(today, today), after
        case "veckan" | "week" | "vecka":
            if _week_number(line, j + 1) is not None:
                return None  # "hela vecka 50" is a week by its number
            return Span(today, _friday(today)), after
        case "månaden" | "month":
            return Span(today, _month_end(today)), after
        case "året" | "year":
            return Span(today, date(today.year, 12, 31)), after
    return None


def _month(line: Line, i: int, today: date) -> SpanHit | None:
    """A month by name alone, this year's or next year's."""
    month = MONTHS.get(line.word(i))
    if month is None or line.word(i) in {"may", "jul"}:
        return None
    end = i + 1
    year = today.year if month >= today.month else today.year + 1
    if year_at(line, end):
        year, end = int(line.tokens[end].text), end + 1
    first = date(year, month, 1)
    if line.word(end) == "ut":
        return Span(today, _month_end(first)), end + 1
    return Span(
        max(first, today) if first.month == today.month and first.year == today.year else first, _month_end(first)
    ), end


def every_at(line: Line, i: int) -> tuple[Every, int] | None:  # noqa: PLR0911  (one return a reading)
    """A recurrence at token `i`: "tisdagar och torsdagar", "varje fredag", "every Friday", "varannan onsdag"."""
    word = line.word(i)
    if word in {"på", "on"} and line.word(i + 1) in WEEKDAYS_PLURAL:
        return every_at(line, i + 1)
    if word in WEEKDAYS_PLURAL:
        return _weekdays(line, i)
    if word in {"varje", "alla", "every", "each"}:
        j = i + 2 if line.word(i + 1) in {"other", "second"} else i + 1
        skipping = "every_other" if j > i + 1 else None
        if line.word(j) in WEEKDAYS or line.word(j) in WEEKDAYS_PLURAL:
            hit, end = _weekdays(line, j)
            return Every(hit.weekdays, skipping), end
        if line.word(j) in {"dag", "dagar", "day", "weekday", "arbetsdag", "vardag"}:
            return Every(tuple(range(SATURDAY)), skipping), j + 1
        if line.word(j) in {"vecka", "week", "månad", "month", "morgon", "morning"}:
            return Every((), skipping), j + 1
    if word in {"varannan", "varannat"} and (line.word(i + 1) in WEEKDAYS or line.word(i + 1) in {"vecka", "dag"}):
        weekday = WEEKDAYS.get(line.word(i + 1))
        return Every(() if weekday is None else (weekday,), "every_other"), i + 2
    if word in {"jämna", "udda", "ojämna"} and line.word(i + 1) in {"veckor", "vecka"}:
        return Every((), "every_other"), i + 2
    return None


def _weekdays(line: Line, i: int) -> tuple[Every, int]:
    found = []
    while (weekday := WEEKDAYS_PLURAL.get(line.word(i), WEEKDAYS.get(line.word(i)))) is not None:
        found.append(weekday)
        end = i + 1
        i = end + 1 if line.word(end) in _LIST else end
        if line.word(end) == "-" or line.word(end) == "till":
            last = WEEKDAYS_PLURAL.get(line.word(end + 1), WEEKDAYS.get(line.word(end + 1)))
            if last is not None and last > weekday:
                return Every(tuple(range(weekday, last + 1))), end + 2
        if line.word(end) not in _LIST:
            break
    return Every(tuple(sorted(set(found)))), end


def _friday(today: date) -> date:
    friday = today - timedelta(days=today.weekday()) + FOUR_DAYS
    return max(friday, today)


def _month_end(day: date) -> date:
    return _first_of_next_month(day) - timedelta(days=1)


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
