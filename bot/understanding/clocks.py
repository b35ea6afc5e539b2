"""Owns reading a time of day: "13", "13.30", "kvart i ett", "fem i halv två", "half past two", "1pm", "vid tretiden".

It must not choose the day, nor between morning and afternoon: that takes the line's other times.
"""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.nodes import Clock
from bot.understanding.timewords import HOURS_IN_WORDS, MINUTES, MINUTES_AN_HOUR, NUMBERS, SV_HOURISH
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import words

HOURS_A_DAY = 24
NOON_HOUR = 12
_APPROXIMATE = words("framåt vid runt omkring ca cirka ungefär kring typ around about strax")
_AT = words("kl klockan at clock")
_PAST = words("över past")
_TO = words("i to")
_FIXED = {"noon": 12, "midday": 12, "midnatt": 24, "midnight": 24}
_AM_PM = {"am": 0, "pm": NOON_HOUR}
# "3 katter": a bare number before these is no time of day.
ClockHit = tuple[Clock, int]


def clock_at(line: Line, i: int) -> ClockHit | None:
    """The time of day at token `i`, with the words that lead it in, and the place after it."""
    word = line.word(i)
    if word in _APPROXIMATE:
        hit = clock_at(line, i + 1) or _word_hour(line, i + 1)
        return (replace(hit[0], approx=True, bare=False), hit[1]) if hit else None
    if word in _AT:
        hit = clock_at(line, i + 1) or _word_hour(line, i + 1)
        return (replace(hit[0], bare=False), hit[1]) if hit else None
    if word in _FIXED:
        return Clock(_FIXED[word] * MINUTES_AN_HOUR, fixed=True), i + 1
    if word in SV_HOURISH:
        return Clock(SV_HOURISH[word] * MINUTES_AN_HOUR, approx=True), i + 1
    return _relative(line, i) or _digits(line, i)


def word_clock_at(line: Line, i: int) -> ClockHit | None:
    """A time of day that may also be an hour in plain words ("till ett"), where a time is expected."""
    return clock_at(line, i) or _word_hour(line, i)


def _word_hour(line: Line, i: int) -> ClockHit | None:
    hour = HOURS_IN_WORDS.get(line.word(i))
    if hour is None:
        return None
    if line.word(i + 1) in {"am", "pm"}:
        return _with_half(hour * MINUTES_AN_HOUR, line.word(i + 1)), i + 2
    minutes = NUMBERS.get(line.word(i + 1), 0)
    if minutes in {15, 30, 45}:
        return Clock(hour * MINUTES_AN_HOUR + minutes, fixed=hour > NOON_HOUR), i + 2
    end = i + 2 if line.word(i + 1) == "oclock" else i + 1
    if line.word(end) in {"am", "pm"}:
        return _with_half(hour * MINUTES_AN_HOUR, line.word(end)), end + 1
    return Clock(hour * MINUTES_AN_HOUR, fixed=hour > NOON_HOUR), end


def _relative(line: Line, i: int) -> ClockHit | None:
    """Halves, quarters and minutes to or past an hour."""
    word = line.word(i)
    if word == "half":
        return _half_past(line, i + 1)
    if word == "halv":
        return _shift(_hour(line, i + 1), -30)
    if word in {"kvart", "quarter"}:
        return _to_or_past(line, i + 1, 15)
    if word in {"a", "en"} and line.word(i + 1) in {"kvart", "quarter"}:
        return _to_or_past(line, i + 2, 15)
    digits = line.tokens[i].text if line.kind(i) == "number" else ""
    minutes = int(digits) if 0 < len(digits) <= 2 else NUMBERS.get(word)  # noqa: PLR2004
    if minutes is None or not 1 <= minutes < MINUTES_AN_HOUR or word in {"en", "a", "an"}:
        return None
    after = i + 2 if line.word(i + 1) in {"min", "minuter", "minutes"} else i + 1
    return _to_or_past(line, after, minutes)


def _half_past(line: Line, i: int) -> ClockHit | None:
    """ "Half past two", and "half two" as Britons say it: 2:30, where Swedish "halv två" is 1:30."""
    if line.word(i) == "past":
        return _shift(_hour(line, i + 1), 30)
    counted = line.word(i + 1) in MINUTES or line.word(i) not in HOURS_IN_WORDS
    return None if counted else _shift(_hour(line, i), 30)


def _to_or_past(line: Line, i: int, minutes: int) -> ClockHit | None:
    if line.word(i) == "to" and line.word(i - 2) in {"from", "between"}:
        return None
    sign = 1 if line.word(i) in _PAST else -1 if line.word(i) in _TO else 0
    if not sign:
        return None
    if line.word(i + 1) == "halv":
        return _shift(_hour(line, i + 2), sign * minutes - 30)
    # "2 to 4" is a range; "10 to 3" and "ten to 3" too often are: only the Swedish words and round minutes count.
    if line.word(i) == "to" and minutes not in {15, 20, 25} and line.kind(i - 1) == "number":
        return None
    if line.word(i) == "i" and line.kind(i + 1) == "number" and line.kind(i - 1) == "number" and minutes % 5:
        return None
    return _shift(_hour(line, i + 1), sign * minutes)


def _hour(line: Line, i: int) -> ClockHit | None:
    hour = HOURS_IN_WORDS.get(line.word(i))
    if hour is None and line.kind(i) == "number" and len(line.tokens[i].text) <= 2:  # noqa: PLR2004
        hour = int(line.tokens[i].text)
    if hour is None or not 0 <= hour <= HOURS_A_DAY:
        return None
    if line.word(i + 1) in _AM_PM:
        return _with_half(hour * MINUTES_AN_HOUR, line.word(i + 1)), i + 2
    return Clock(hour * MINUTES_AN_HOUR, fixed=hour > NOON_HOUR), i + 1


def _shift(hit: ClockHit | None, minutes: int) -> ClockHit | None:
    if hit is None:
        return None
    clock, end = hit
    return replace(clock, minutes=(clock.minutes + minutes) % (HOURS_A_DAY * MINUTES_AN_HOUR)), end


def _digits(line: Line, i: int) -> ClockHit | None:
    kind = line.kind(i)
    text = line.tokens[i].text if kind else ""
    if kind == "clock" or (kind == "decimal" and len(text.partition(",")[2]) == 2):  # noqa: PLR2004
        hour, minute = (int(part) for part in text.replace(",", ":").replace(".", ":").split(":"))
        return _checked(line, i, hour, minute, fixed=text[0] == "0" or hour >= NOON_HOUR)
    if kind == "number" and len(text) == 4:  # noqa: PLR2004
        return _checked(line, i, int(text[:2]), int(text[2:]), fixed=True)
    if kind == "number" and len(text) == 3 and line.word(i - 1) in _AT:  # noqa: PLR2004
        return _checked(line, i, int(text[:1]), int(text[1:]), fixed=False)
    if kind != "number" or len(text) > 2:  # noqa: PLR2004
        return None
    if line.word(i - 1) in _AT and line.kind(i + 1) == "number" and line.tokens[i + 1].text in {"00", "15", "30", "45"}:
        hit = _checked(line, i, int(text), int(line.tokens[i + 1].text), fixed=text[0] == "0" or int(text) >= NOON_HOUR)
        return (hit[0], i + 2) if hit else None
    hit = _checked(line, i, int(text), 0, fixed=text[0] == "0" or int(text) > NOON_HOUR)
    return (replace(hit[0], bare=hit[1] == i + 1), hit[1]) if hit else None


def _checked(line: Line, i: int, hour: int, minute: int, *, fixed: bool) -> ClockHit | None:
    """A valid time of day, with what may trail it: "am", "o'clock", "-tiden", "-ish"."""
    if hour > HOURS_A_DAY or minute >= MINUTES_AN_HOUR or (hour == HOURS_A_DAY and minute):
        return None
    total = hour * MINUTES_AN_HOUR + minute
    end = i + 1
    if line.word(end) == "oclock":
        return Clock(total, fixed=fixed), end + 1
    if line.word(end) in _AM_PM:
        return _with_half(total, line.word(end)), end + 1
    if line.word(end) == "-" and line.word(end + 1) == "tiden":
        return Clock(total, fixed=fixed, approx=True), end + 2
    if line.word(end) in {"tiden", "ish"} or (line.word(end) == "-" and line.word(end + 1) == "ish"):
        return Clock(total, fixed=fixed, approx=True), end + (1 if line.word(end) != "-" else 2)
    return Clock(total, fixed=fixed), end


def _with_half(minutes: int, half: str) -> Clock:
    return Clock(minutes % (NOON_HOUR * MINUTES_AN_HOUR) + _AM_PM[half] * MINUTES_AN_HOUR, fixed=True)
