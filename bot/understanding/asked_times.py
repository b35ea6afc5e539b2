"""Owns which times a question or an errand other than a diversion has: its period, its deadline, its first day."""

from __future__ import annotations

from datetime import datetime

from bot.understanding.clearing import says_when
from bot.understanding.instants import Wall
from bot.understanding.moments import Moment, Said
from bot.understanding.nodes import Mark
from bot.understanding.period import times_of
from bot.understanding.reckoning import Absence
from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Rule
from policy.reasons import Reason

_HOUSE_INTENTS = frozenset({Intent.AVAILABILITY_QUERY, Intent.COVERAGE_QUERY})


def times_asked(heard: Heard, rule: Rule) -> tuple[datetime | None, datetime | None]:
    """The period a question is about, the deadline of a promise, the day from which a phone is needed."""
    said = heard.said
    if not said.anything:
        return None, None
    if rule.intent in _HOUSE_INTENTS and rule.timed:
        return _period_asked(said, heard.wall)
    if rule.intent is Intent.CALLBACK_LOG:
        return _deadline(said, heard.wall)
    if rule.intent is Intent.CALLBACK_DONE:
        return None, _deadline(said, heard.wall)[1]
    if rule.intent is Intent.PHONE_REQUEST:
        times = times_of(Said(start=said.start or said.at or said.end), Absence(reason=Reason.OTHER), heard.wall)
        return (times.start, None) if times.start_said else (None, None)
    return None, None


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
