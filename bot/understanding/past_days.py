"""Owns which day that has been a line names: "igår", "i måndags", "den 20 november", "two days ago". No intents.

The grammar's own days are days to come; here the same words are read backwards.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.understanding.calendar_days import MONTHS_A_YEAR
from bot.understanding.nodes import Day
from bot.understanding.rules import Heard
from bot.understanding.spelling import fold
from bot.understanding.vocabulary import listed, words

_AGO = {
    **dict.fromkeys(listed("idag today imorse morse nyss"), 0),
    **dict.fromkeys(listed("igår igar yesterday"), 1),
    **dict.fromkeys(listed("förrgår forrgar iförrgår"), 2),
}
_LAST_WEEKDAYS = {
    fold(word): weekday
    for weekday, word in enumerate(listed("måndags tisdags onsdags torsdags fredags lördags söndags"))
}
_COUNTS = {word: count for count, word in enumerate(listed("en två tre fyra fem sex sju åtta nio tio"), start=1)} | {
    word: count for count, word in enumerate(listed("one two three four five six seven eight nine ten"), start=1)
}
_DAYS = {**dict.fromkeys(listed("dag dagar day days"), 1), **dict.fromkeys(listed("vecka veckor week weeks"), 7)}
_IN_TWO_WORDS = {("i", "går"): 1, ("before", "yesterday"): 2, ("this", "morning"): 0}
_SINCE = words("sedan sen ago")
NEVER_MEANT = words("måndags tisdags onsdags torsdags fredags lördags söndags morse ago")
"""What no misspelt word was meant to be: "måndga" is a Monday to come."""
WORDS = NEVER_MEANT | words("igår förrgår yesterday sedan") | _COUNTS.keys() | _DAYS.keys()


def past_day(heard: Heard) -> date | None:
    """The day that a line says something was done, today at the latest; None when it says none."""
    today = heard.wall.today
    plain = [token.word if token.known and token.kind == "word" else token.text.lower() for token in heard.line.tokens]
    backs = (_days_back(plain, i, today) for i in range(len(plain)))
    back = next((back for back in backs if back is not None), None)
    if back is not None:
        return today - timedelta(days=back)
    days = [element.node for element in heard.scan.elements if isinstance(element.node, Day)]
    return _before(days[0], today) if days else None


def _days_back(plain: list[str], i: int, today: date) -> int | None:
    """How many days ago the word at a place says, or None."""
    word, before = plain[i], plain[i - 1] if i else ""
    if fold(word) in _LAST_WEEKDAYS:
        return (today - _last(_LAST_WEEKDAYS[fold(word)], today)).days
    if (before, word) in _IN_TWO_WORDS:
        return _IN_TWO_WORDS[before, word]
    if word in _SINCE and i > 1 and before in _DAYS:
        counted = plain[i - 2]
        count = int(counted) if counted.isdecimal() else _COUNTS.get(counted, 0)
        return min(count, 99) * _DAYS[before] or None
    return _AGO.get(word)


def _before(day: Day, today: date) -> date | None:
    if day.on is not None:
        return day.on if day.on <= today else None
    if day.weekday is not None and day.day is None:
        return _last(day.weekday, today)
    months = range(MONTHS_A_YEAR) if day.month is None else range(MONTHS_A_YEAR * 4)
    for back in months:
        year, month = divmod(today.year * MONTHS_A_YEAR + today.month - 1 - back, MONTHS_A_YEAR)
        if day.month not in {None, month + 1} or day.year not in {None, year}:
            continue
        try:
            found = date(year, month + 1, day.day or 1)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def _last(weekday: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
