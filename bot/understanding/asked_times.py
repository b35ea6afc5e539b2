"""Owns which times a question or an errand other than a diversion has: its period, its deadline, its first day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from bot.understanding.clearing import says_when
from bot.understanding.instants import Wall
from bot.understanding.moments import Moment, Said, roles
from bot.understanding.nodes import Mark
from bot.understanding.order_details import beside_the_wish
from bot.understanding.period import times_of
from bot.understanding.reckoning import Absence
from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Rule
from bot.understanding.scanner import scan
from bot.understanding.tokens import Line, Token
from policy.reasons import Reason

_HOUSE_INTENTS = frozenset(
    {
        *(Intent.AVAILABILITY_QUERY, Intent.COVERAGE_QUERY, Intent.COVERAGE_TAKE, Intent.COVERAGE_DECLINE),
        *(Intent.COVERAGE_WEEK, Intent.DUTY_PLAN, Intent.DUTY_MINE, Intent.WHO_HANDLES_QUERY),
    }
)
_FROM_A_DAY = frozenset(
    {
        Intent.HOURS_CHANGE,
        Intent.MEMBERS_CHANGE,
        Intent.NOTICE_NEW,
        Intent.NOTICE_LEAVING,
        Intent.NOTICE_DUTIES,
    }
)
"""What is told to the switchboard: the line's day is when it begins to hold."""
ANSWER_PATTERN = (
    r"(?<!\S)(?:och |and |men |but )?(?:(?:lovat|lovade|ge|lämna|slutligt|definitivt|promised|full|final) )?"
    r"(?:svar|besked|svara|svaret|beskedet|answer|reply|decision)(?: (?:lovat|lovad|ska ges|ska lämnas|due|måste ges))?"
    r"(?: (?:senast|före|innan|by|before|no later than|på|till|on))? T(?: T)*"
)
_ANSWER = re.compile(ANSWER_PATTERN)
_AGAIN = re.compile(r"(?<!\S)(?:igen|again|nytt försök|new attempt|nästa försök|next attempt)(?!\S)")


def times_asked(heard: Heard, rule: Rule) -> tuple[datetime | None, datetime | None]:
    """The period a question is about, the deadline of a promise, the day from which a phone is needed."""
    said = heard.said
    if not said.anything:
        return None, None
    if rule.intent in _HOUSE_INTENTS and rule.timed:
        return _period_asked(said, heard.wall)
    if rule.intent in _FROM_A_DAY:
        return _day_told(said, heard.wall)
    if rule.intent is Intent.CALLBACK_LOG:
        return _deadline(_contact(heard), heard.wall)
    if rule.intent is Intent.CALLBACK_DONE or (
        rule.intent is Intent.CALLBACK_TRIED and _AGAIN.search(heard.shape.text)
    ):
        return None, _deadline(said, heard.wall)[1]
    return _day_needed(heard) if rule.intent is Intent.PHONE_REQUEST else (None, None)


def _day_needed(heard: Heard) -> tuple[datetime | None, datetime | None]:
    """From when something is needed, whatever times stand in what it is."""
    said = said_in(heard, beside_the_wish(heard))
    times = times_of(Said(start=said.start or said.at or said.end), Absence(reason=Reason.OTHER), heard.wall)
    return (times.start, None) if times.start_said else (None, None)


def _day_told(said: Said, wall: Wall) -> tuple[datetime | None, datetime | None]:
    """The day of a change with its time of day, and where it ends if the line gives both."""
    if said.ranged:
        times = times_of(said, Absence(reason=Reason.OTHER, appointment=True), wall)
        return times.start, times.end
    times = times_of(Said(start=said.start or said.at or said.end), Absence(reason=Reason.OTHER), wall)
    return (times.start, None) if times.start_said else (None, None)


def answer_by(heard: Heard) -> datetime | None:
    """When an answer is promised, where a line gives the call a time of its own: "ring imorgon, svar senast fredag"."""
    answer = _ANSWER.search(heard.shape.text)
    if answer is None or not _contact(heard).anything or _contact(heard) is heard.said:
        return None
    first, end = heard.shape.tokens_of(*answer.span())
    return _deadline(said_in(heard, heard.line.tokens[first:end]), heard.wall)[1]


def deadline_in(heard: Heard, tokens: Iterable[Token]) -> datetime | None:
    """By when something is to be done, as a stretch of a line says."""
    said = said_in(heard, tokens)
    return _deadline(said, heard.wall)[1] if said.anything else None


def said_in(heard: Heard, tokens: Iterable[Token]) -> Said:
    """The times of some of a line's tokens alone."""
    return roles(scan(Line(heard.line.text, tuple(tokens), heard.line.phones), heard.wall.today))


def _contact(heard: Heard) -> Said:
    """When a call is due: all that the line says, but for the time of an answer where the call has its own."""
    answer = _ANSWER.search(heard.shape.text)
    if answer is None:
        return heard.said
    first, end = heard.shape.tokens_of(*answer.span())
    begun = len(heard.line.tokens) - len(heard.errand)
    rest = said_in(heard, (*heard.line.tokens[begun:first], *heard.line.tokens[end:]))
    return rest if rest.anything else heard.said


def period_cleared(heard: Heard) -> tuple[datetime | None, datetime | None]:
    """Which of several diversions is taken away ("ta bort min hänvisning imorgon"); unsaid, or today: the one now."""
    if not says_when(heard) or heard.said.length is not None or heard.said.back:
        return None, None
    return _period_asked(heard.said, heard.wall)


def _period_asked(said: Said, wall: Wall) -> tuple[datetime | None, datetime | None]:
    if said.at is None and not said.ranged and said.start is None and said.end is not None:
        said.at, said.end, said.end_mark = said.end, None, None
    times = times_of(said, Absence(reason=Reason.OTHER, appointment=True), wall)
    return (times.start, times.end) if times.start_said or times.end_said else (None, None)


def _deadline(said: Said, wall: Wall) -> tuple[datetime | None, datetime | None]:
    """When a call back is due, and the time before which it should not come ("efter kl 15")."""
    if said.end is None and not said.ranged:
        moment = said.at
        if said.later is not None:
            times = times_of(Said(back_later=said.later), Absence(reason=Reason.OTHER), wall)
            return None, times.end
        if moment is None:
            times = times_of(Said(start=said.start), Absence(reason=Reason.OTHER), wall)
            return (times.start, None) if times.start_said else (None, None)
        said = Said(end=moment, end_mark=Mark.DEADLINE, days=said.days)
    elif said.end is not None and not said.ranged:
        end = said.end
        if said.at is not None and said.at.has_day and not end.has_day:
            end = Moment(day=said.at.day, span=said.at.span, clock=end.clock, part=end.part)
        said = Said(end=end, end_mark=said.end_mark if said.end_mark is Mark.BEFORE else Mark.DEADLINE)
    times = times_of(said, Absence(reason=Reason.OTHER), wall)
    return (times.start if said.ranged else None), times.end
