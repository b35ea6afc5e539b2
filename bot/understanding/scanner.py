"""Owns finding a line's times, left to right: each place is read as a mark, a recurrence, a length, a day or a clock.

It must not decide what the times mean together; that is `period`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.understanding.clocks import clock_at, word_clock_at
from bot.understanding.days import day_at
from bot.understanding.lengths import LengthHit, length_at
from bot.understanding.named_days import named_day_at
from bot.understanding.nodes import Clock, Day, Element, Hit, Later, Length, Mark, Part, Scan
from bot.understanding.spans import every_at, span_at
from bot.understanding.timewords import MONTHS, PARTS, SV_WEEKDAY_PARTS
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

_MARKS: dict[str, Mark] = (
    dict.fromkeys(("från", "from", "starting", "fr", "fom", "since"), Mark.FROM)
    | dict.fromkeys(("till", "tills", "until", "til", "to", "t"), Mark.TO)
    | dict.fromkeys(("tom", "through", "thru"), Mark.THROUGH)
    | dict.fromkeys(("åter", "tillbaka", "återkommer", "back", "returning", "return", "återkomst", "förrän"), Mark.BACK)
    | dict.fromkeys(("senast", "by"), Mark.DEADLINE)
    | dict.fromkeys(("före", "innan", "before"), Mark.BEFORE)
    | dict.fromkeys(("efter", "after"), Mark.AFTER)
    | dict.fromkeys(("mellan", "between"), Mark.BETWEEN)
    | dict.fromkeys(("-",), Mark.DASH)
    | dict.fromkeys(("och", "o", "and", "&"), Mark.AND)
    | dict.fromkeys(("tv",), Mark.OPEN)
)
_PHRASES: tuple[tuple[tuple[str, ...], Mark], ...] = (
    (("från", "och", "med"), Mark.FROM),
    (("från", "o", "med"), Mark.FROM),
    (("till", "och", "med"), Mark.THROUGH),
    (("till", "o", "med"), Mark.THROUGH),
    (("tills", "vidare"), Mark.OPEN),
    (("till", "vidare"), Mark.OPEN),
    (("until", "further", "notice"), Mark.OPEN),
    (("kommer", "in", "först"), Mark.BACK),
    (("kommer", "in"), Mark.BACK),
    (("kommer", "först"), Mark.BACK),
    (("fram", "till", "och", "med"), Mark.THROUGH),
    (("till", "slutet", "av"), Mark.THROUGH),
    (("until", "the", "end", "of"), Mark.THROUGH),
    (("inne", "igen"), Mark.BACK),
    (("nås", "igen"), Mark.BACK),
    (("hemma", "igen"), Mark.BACK),
    (("på", "plats", "igen"), Mark.BACK),
    (("nåbar", "igen"), Mark.BACK),
    (("anträffbar", "igen"), Mark.BACK),
    (("tillgänglig", "igen"), Mark.BACK),
    (("available", "again"), Mark.BACK),
    (("in", "again"), Mark.BACK),
    (("fram", "tills"), Mark.TO),
    (("fram", "till"), Mark.TO),
    (("up", "to"), Mark.TO),
    (("no", "later", "than"), Mark.DEADLINE),
    (("och", "framåt"), Mark.RUNNING_ON),
    (("and", "onwards"), Mark.RUNNING_ON),
)
_RUNNING_ON = words("framåt onwards")
_EXPECTING = frozenset(
    {Mark.FROM, Mark.TO, Mark.THROUGH, Mark.BACK, Mark.DEADLINE, Mark.BEFORE, Mark.AFTER, Mark.BETWEEN}
)
# Words that say a number is not a time: "rum 12", "ankn 4536".
_NUMBERED = words(
    """rum rummet plan våning sal nr nummer numret ankn anknytning sök söker ring ext room floor extension"""
)
_FILLERS = words(
    "kl klockan den at the på på on , . ( ) : i nu troligen förmodligen kanske eventuellt ev också även"
    " sannolikt probably maybe also"
)
# "Ringa tillbaka" is no return.
_CALLING = words("ring ringa ringer ringt ringde call called calling upp kontakta")
_ABOUT = words("typ runt omkring kring ca cirka ungefär drygt knappt about around roughly")
_LUNCH = words("lunch lunchen")
_BACK = frozenset(word for word, mark in _MARKS.items() if mark is Mark.BACK)


def scan(line: Line, today: date, *, first: int = 0) -> Scan:
    """The line's times and the marks between them, in order, from token `first`."""
    elements: list[Element] = []
    covered: set[int] = set()
    i = first
    while i < len(line.tokens):
        hit = _hit_at(line, i, elements, today)
        if hit is None:
            i += 1
            continue
        node, end = hit
        elements.append(Element(node, i, end, gap=_gap(line, elements[-1].end if elements else first, i)))
        if line.word(i) in SV_WEEKDAY_PARTS:
            elements.append(Element(Part(SV_WEEKDAY_PARTS[line.word(i)][1]), i, end))
        if not isinstance(node, Mark):
            covered.update(range(i, end))
        i = end
    return Scan(tuple(elements), frozenset(covered))


def _gap(line: Line, first: int, end: int) -> bool:
    return any(line.word(k) not in _FILLERS for k in range(first, end))


def _hit_at(line: Line, i: int, before: list[Element], today: date) -> Hit | None:
    phrase = _around_lunch(line, i, today) or _lunch_of_day(line, i, before) or _phrase_at(line, i)
    if phrase is not None:
        return phrase
    same_month = _second_day_of_month(line, i, before)
    if same_month is not None:
        return same_month
    for read in _READERS:
        hit = read(line, i, today)
        if hit is not None:
            return hit
    # Straight after "till", "från", "-" or a comma list an hour may stand in plain words.
    expected = bool(before) and before[-1].end == i and isinstance(before[-1].node, Mark)
    clock = word_clock_at(line, i) if expected else clock_at(line, i)
    if clock is not None and _may_be_time(line, i, clock, before):
        return clock
    mark = Mark.BACK if _in_by(line, i) else _MARKS.get(line.word(i))
    if mark is Mark.BACK and line.word(i - 1) in _CALLING:
        return None
    return (mark, i + 1) if mark is not None else None


def _in_by(line: Line, i: int) -> bool:
    """Whether someone is in by a time to come: "är inne vid 11"."""
    return line.word(i) == "inne" and line.word(i + 1) in {"vid", "kl", "klockan", "cirka", "först", "senast"}


def _second_day_of_month(line: Line, i: int, before: list[Element]) -> Hit | None:
    """The 28 of "Jul 3-28": English puts the month first and says it once."""
    if len(before) < 2 or before[-1].node not in {Mark.DASH, Mark.TO, Mark.AND, Mark.THROUGH} or before[-1].end != i:  # noqa: PLR2004
        return None
    first = before[-2]
    if not isinstance(first.node, Day) or first.node.month is None or line.word(first.first) not in MONTHS:
        return None
    text = line.tokens[i].text.lower().rstrip("stndrh") if line.kind(i) in {"number", "ordinal"} else ""
    if not 0 < len(text) <= 2 or line.word(i + 1) in {"am", "pm"} or not text.isdigit():  # noqa: PLR2004
        return None
    return Day(day=int(text), month=first.node.month, year=first.node.year), i + 1


def _phrase_at(line: Line, i: int) -> Hit | None:
    for phrase, mark in _PHRASES:
        if line.word(i) == phrase[0] and all(line.word(i + k) == word for k, word in enumerate(phrase)):
            return mark, i + len(phrase)
    if line.word(i) in _RUNNING_ON and word_clock_at(line, i + 1) is None:
        return Mark.RUNNING_ON, i + 1
    return None


def _may_be_time(line: Line, i: int, hit: tuple[Clock, int], before: list[Element]) -> bool:
    """Whether digits are a time of day here: not after "rum", not before what is counted ("3 katter")."""
    clock, end = hit
    if line.word(i - 1) in _NUMBERED or (line.word(i - 2) in _NUMBERED and line.word(i - 1) in {".", ":"}):
        return False
    four = line.kind(i) == "number" and len(line.tokens[i].text) == 4  # noqa: PLR2004
    if not clock.bare and not four:
        return True
    if four and line.tokens[i].text[:2] == "20" and not _joined_to_time(line, i, end):
        return False  # a year
    told = bool(before) and before[-1].end == i
    ranged = line.word(end) in {"-", "till", "to"} and line.kind(end + 1) in {"number", "clock"}
    return told or ranged or line.word(end) != "_"


def _joined_to_time(line: Line, i: int, end: int) -> bool:
    return line.word(i - 1) in {"kl", "klockan", "till", "-", "at", "to"} or line.word(end) in {"-", "till"}


def _part(line: Line, i: int, today: date) -> Hit | None:  # noqa: PLR0911  (one return a reading)
    """A part of a day: "fm", "i eftermiddag", "på förmiddagen", "this morning", "hela dagen"."""
    del today
    word, following = line.word(i), line.word(i + 1)
    if word in {"hela", "all", "whole", "entire"} and following in {"dagen", "dag", "day"}:
        return Part("whole"), i + 2
    if word == "the" and following in {"whole", "entire"} and line.word(i + 2) == "day":
        return Part("whole"), i + 3
    if word in {"heldag", "heldagen"}:
        return Part("whole"), i + 1
    if word == "inatt" or (word == "i" and following == "natt"):
        return Part("night"), i + (1 if word == "inatt" else 2)
    if word in {"ikväll", "tonight"}:
        return Part("evening"), i + 1
    if word in {"i", "på", "in", "this", "under", "nu", "hela", "resten", "the"}:
        j = i + 1
        while line.word(j) in {"the", "av", "of", "hela", "på", "denna"}:
            j += 1
        if line.word(j) in PARTS and line.word(j) != "morgon":
            return Part(PARTS[line.word(j)]), j + 1
        return None
    return (Part(PARTS[word]), i + 1) if word in PARTS else None


def _weekday_part(line: Line, i: int, today: date) -> Hit | None:
    """The day of "fredagseftermiddag"; its part follows as an element of its own."""
    del today
    compound = SV_WEEKDAY_PARTS.get(line.word(i))
    return (Day(weekday=compound[0]), i + 1) if compound else None


def _around_lunch(line: Line, i: int, today: date) -> Hit | None:  # noqa: PLR0911  (one return a reading)
    """ "Efter lunch" and "till lunch" are times, not reasons."""
    del today
    i = i + 1 if line.word(i) == "fram" and line.word(i + 1) in {"till", "tills"} else i
    word = line.word(i)
    j = i + 2 if line.word(i + 1) in {"min", "the"} else i + 1
    if line.word(j) not in _LUNCH and line.word(j) not in {"lunchtid", "lunchtime"}:
        return None
    if word in {"över", "over"}:
        return Part("at_lunch"), j + 1
    if word in {"efter", "after"}:
        return Part("after_lunch"), j + 1
    if word in {"före", "innan", "before"}:
        return Part("before_lunch"), j + 1
    if word in {"från", "from"} and not any(line.word(k) in _BACK for k in range(i)):
        return Part("from_lunch"), j + 1
    if word == "to" and line.word(i - 1) in {"out", "off", "go", "going", "gone", "went"}:
        return None
    if word in {"till", "tills", "until", "til", "vid", "to"} and (line.word(j) in {"lunchtid", "lunchtime"} or i > 0):
        return Part("until_lunch" if word != "vid" else "at_lunch"), j + 1
    return None


def _lunch_of_day(line: Line, i: int, before: list[Element]) -> Hit | None:
    """The lunch of "från torsdag lunch" and "till fredag lunch", where it is a time."""
    if line.word(i) not in _LUNCH or len(before) < 2 or before[-1].end != i or not isinstance(before[-1].node, Day):  # noqa: PLR2004
        return None
    if before[-2].node is Mark.FROM:
        return Part("from_lunch"), i + 1
    return (Part("lunch"), i + 1) if before[-2].node in {Mark.TO, Mark.THROUGH, Mark.BACK, Mark.DASH} else None


def _length(line: Line, i: int, today: date) -> Hit | None:
    """A length of time, and what leads it in: from now ("om", English "in"), or how long ("i", "for")."""
    del today
    word = line.word(i)
    if word in {"om", "inom", "within", "in"}:
        start = i + 2 if line.word(i + 1) in _ABOUT else i + 1
        hit = length_at(line, start) or _minutes_unsaid(line, i)
        hit = _about(hit, roughly=line.word(i + 1) in _ABOUT)
        return (Later(hit[0]), hit[1]) if hit else None
    if word in {"i", "for", "under", "på"} or word in _ABOUT:
        start = i + 2 if line.word(i + 1) in {*_ABOUT, "the"} else i + 1
        start = start + 1 if line.word(start) == "next" else start
        return _about(length_at(line, start), roughly=word in _ABOUT or line.word(i + 1) in _ABOUT)
    if word in {"de", "den", "the"} and line.word(i + 1) in {"närmaste", "närmsta", "kommande", "next"}:
        return length_at(line, i + 2)
    return length_at(line, i)
    # "a week" and "en dag" alone say how long only with a number or a leading word


def _minutes_unsaid(line: Line, i: int) -> LengthHit | None:
    """The minutes of "åter om 5": after a return, "om" is never "about"."""
    text = line.tokens[i + 1].text if line.kind(i + 1) == "number" else ""
    if line.word(i) != "om" or line.word(i - 1) not in _BACK or not 0 < len(text) <= 2:  # noqa: PLR2004
        return None
    return Length(minutes=int(text)), i + 2


def _about(hit: LengthHit | None, *, roughly: bool) -> LengthHit | None:
    return (replace(hit[0], approx=True), hit[1]) if hit is not None and roughly else hit


def _day(line: Line, i: int, today: date) -> Hit | None:
    return day_at(line, i, today)


def _every(line: Line, i: int, today: date) -> Hit | None:
    del today
    return every_at(line, i)


_READERS: tuple[Callable[[Line, int, date], Hit | None], ...] = (
    _every,
    _part,
    _weekday_part,
    named_day_at,
    _day,
    span_at,
    _length,
)
