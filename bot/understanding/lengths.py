"""Owns reading how long something lasts: "en kvart", "1,5 h", "en och en halv timme", "två veckor", "några dagar"."""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.nodes import Length
from bot.understanding.timewords import DAY_UNITS, MINUTES, NUMBERS
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

LengthHit = tuple[Length, int]
LONGEST_MINUTES = 366 * 24 * 60
_HALF_HOURS = words("halvtimme halvtimma halvtimmes")
_NAMED = {"trekvart": 45, "kvart": 15}
_VAGUE = words("några few")


def length_at(line: Line, i: int) -> LengthHit | None:
    """The length at token `i` and the place after it."""
    hit = _one_length(line, i)
    if hit is None:
        return None
    length, end = hit
    after = end + 1 if line.word(end) in {"och", "and", "o"} else end
    # "2 h 30 min", "1 timme och 15 minuter", "an hour and a half"
    if length.minutes >= 60 and not length.approx:  # noqa: PLR2004
        if (
            line.word(after) in {"a", "en"}
            and line.word(after + 1) in {"half", "halv"}
            and line.word(after + 2) not in MINUTES
        ):
            return replace(length, minutes=length.minutes + 30), after + 2
        more = _one_length(line, after)
        if more is not None and 0 < more[0].minutes < 60:  # noqa: PLR2004
            return replace(length, minutes=length.minutes + more[0].minutes), more[1]
    return hit


def _one_length(line: Line, i: int) -> LengthHit | None:
    return _vague(line, i) or _quarters_and_halves(line, i) or _counted(line, i)


def _vague(line: Line, i: int) -> LengthHit | None:
    word, unit = line.word(i), line.word(i + 1)
    if word in {"en", "a"} and unit in {"stund", "while", "bit"}:
        return Length(vague=True), i + 2
    if word in {"ett", "a"} and unit in {"par", "couple"}:
        after = i + 3 if line.word(i + 2) == "of" else i + 2
        hit = _in_units(2, line, after)
        return (replace(hit[0], approx=True), hit[1]) if hit else None
    if word == "någon":
        hit = _in_units(1, line, i + 1)
        return (replace(hit[0], approx=True), hit[1]) if hit else None
    start = i + 1 if word == "a" and unit in _VAGUE else i
    if line.word(start) in _VAGUE and (line.word(start + 1) in MINUTES or line.word(start + 1) in DAY_UNITS):
        return Length(vague=True), start + 2
    return None


def _quarters_and_halves(line: Line, i: int) -> LengthHit | None:  # noqa: PLR0911  (one return a reading)
    word = line.word(i)
    j = i + 1 if word in {"en", "a", "an", "ett"} else i
    here, following = line.word(j), line.word(j + 1)
    if here in _HALF_HOURS:
        return Length(minutes=30), j + 1
    if here == "halv" and following in {"timme", "timma", "timmes"}:
        return Length(minutes=30), j + 2
    if here == "half" and following in {"an", "a"} and line.word(j + 2) == "hour":
        return Length(minutes=30), j + 3
    if here == "half" and following == "hour":
        return Length(minutes=30), j + 2
    if here in {"tre", "three"} and following in {"kvart", "kvarts"}:
        return Length(minutes=45), j + (3 if line.word(j + 2) in MINUTES else 2)
    if here == "quarter" and following == "of" and line.word(j + 2) in {"an", "a"}:
        return Length(minutes=15), j + 4
    if here in _NAMED and following not in {"i", "över"}:
        return Length(minutes=_NAMED[here]), j + (2 if following in {"timme", "timmes"} else 1)
    return None


def _counted(line: Line, i: int) -> LengthHit | None:
    amount, j = _amount(line, i)
    if amount is None:
        return None
    # "1-2 timmar": the longer one, and only about
    if line.word(j) == "-" and line.kind(j + 1) == "number":
        last, after = _amount(line, j + 1)
        hit = _in_units(last, line, after) if last is not None else None
        return (replace(hit[0], approx=True), hit[1]) if hit else None
    if (
        line.word(j) in {"och", "and", "o"}
        and line.word(j + 1) in {"en", "a", "ett"}
        and line.word(j + 2) in {"halv", "half", "halvt"}
    ):
        return _in_units(amount + 0.5, line, j + 3)
    return _in_units(amount, line, j)


def _amount(line: Line, i: int) -> tuple[float | None, int]:
    kind = line.kind(i)
    if kind == "number" and len(line.tokens[i].text) <= 3:  # noqa: PLR2004
        return float(line.tokens[i].text), i + 1
    if kind == "decimal" or (kind == "clock" and "." in line.tokens[i].text):
        return float(line.tokens[i].text.replace(",", ".")), i + 1
    if line.word(i) in NUMBERS:
        return float(NUMBERS[line.word(i)]), i + 1
    return None, i


def _in_units(amount: float, line: Line, i: int) -> LengthHit | None:
    unit = line.word(i)
    if unit in MINUTES and amount * MINUTES[unit] <= LONGEST_MINUTES:
        return Length(minutes=round(amount * MINUTES[unit])), i + 1
    if unit in DAY_UNITS and amount >= 1 and amount < 1000:  # noqa: PLR2004
        count, name = int(amount), DAY_UNITS[unit]
        days, weeks, months = (count if name == each else 0 for each in ("days", "weeks", "months"))
        return Length(days=days, weeks=weeks, months=months), i + 1
    return None
