"""Owns reading one line: from text to an Understanding. It asks each subject in turn and holds no grammar itself.

The order matters where shapes overlap: what rules of shapes say comes first, in the order of `rule_order`; a diversion,
which almost any reason makes, comes last.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.understanding.asked_times import period_cleared, times_asked
from bot.understanding.calendar_days import next_working_day
from bot.understanding.clearing import absence_cleared, clears
from bot.understanding.diversions import Diversion, sets
from bot.understanding.habits import Habits
from bot.understanding.instants import Wall
from bot.understanding.keypad import keypad_code
from bot.understanding.languages import language_of, settled
from bot.understanding.lexicon import NAME_WORDS, SPELLER
from bot.understanding.moments import Said, roles
from bot.understanding.nodes import Mark
from bot.understanding.people import named
from bot.understanding.period import times_of
from bot.understanding.politeness import errand_within, only_greets
from bot.understanding.reckoning import Absence, Times
from bot.understanding.result import Intent, Understanding
from bot.understanding.rule_order import RULES
from bot.understanding.rules import Heard
from bot.understanding.scanner import scan
from bot.understanding.shape import shape_of
from bot.understanding.subjects import subject_of
from bot.understanding.tokens import LONGEST_TEXT, Line, tokenise
from policy.periods import as_utc
from policy.reasons import Reason

_USUAL_HABITS = Habits()


def understand(text: str, *, now: datetime, locale: str = "sv", habits: Habits = _USUAL_HABITS) -> Understanding:
    """What one line of chat means: intent, reason, aware start and end in `now`'s zone, slots; no text makes it raise.

    `now` must be aware, in the municipality's zone; ValueError if it is naive. Text beyond 2,000 characters is not
    read. The rules of reading are those of the examples in `tests/bot/understanding/utterances.jsonl`.
    """
    as_utc(now)
    wall = Wall(now, habits)
    text = text[:LONGEST_TEXT]
    hint = "en" if locale.lower().startswith("en") else "sv"
    if text.lstrip().startswith(("*", "#")):
        return keypad_code(text, wall, habits, hint) or Understanding(intent=None, language=hint)
    line = settled(named(tokenise(text, SPELLER, NAME_WORDS)))
    language = language_of(line, locale)
    heard = hear(line, wall)
    if heard is None:
        greeted = only_greets(line)
        return Understanding(
            intent=Intent.HELP if greeted else None, other={"hello": True} if greeted else {}, language=language
        )
    understood = _asked(heard, language) or _diverted(heard, language) or subject_of(heard, language)
    return understood or Understanding(intent=None, language=language)


def hear(line: Line, wall: Wall) -> Heard | None:
    """A line as the rules see it; None when there is nothing in it but greetings and thanks."""
    first, end = errand_within(line)
    if first >= end:
        return None
    line = Line(line.text, line.tokens[:end], line.phones)
    scanned = scan(line, wall.today, first=first)
    return Heard(line, scanned, shape_of(line, scanned, first=first), roles(scanned), wall)


def _asked(heard: Heard, language: str) -> Understanding | None:
    """What the rules of shapes say; clearing a diversion has its place among them."""
    cleared = clears(heard)
    spoken = frozenset(heard.shape.text.split())
    for rule in RULES:
        if rule.needs and rule.needs.isdisjoint(spoken):
            continue
        if cleared is not None and rule.intent in _AFTER_CLEARING:
            break
        match = rule.match(heard)
        slots = rule.build(heard, match) if match else None
        if slots is None:
            continue
        start, end = times_asked(heard, rule)
        return Understanding(
            intent=rule.intent,
            start=start,
            end=end,
            other=dict(slots),
            more=dict((rule.more(heard, match) if rule.more and match else None) or {}),
            language=language,
            start_said=start is not None,
            end_said=end is not None,
        )
    if cleared is None:
        return None
    start, end = period_cleared(heard)
    return Understanding(
        intent=Intent.DIVERSION_CLEAR,
        takes_away=absence_cleared(heard),
        start=start,
        end=end,
        other=cleared,
        language=language,
        start_said=start is not None,
        end_said=end is not None,
    )


_AFTER_CLEARING = frozenset(
    {
        Intent.CALLBACK_TRIED,
        Intent.CALLBACK_DONE,
        Intent.CALLBACK_LOG,
        Intent.AVAILABILITY_QUERY,
        Intent.HELP,
        Intent.COVERAGE_QUERY,
        Intent.WHO_HANDLES_QUERY,
        Intent.MY_STATUS,
    }
)


def _diverted(heard: Heard, language: str) -> Understanding | None:
    diversion = sets(heard)
    if diversion is None:
        return None
    if diversion.line_only:
        return Understanding(
            intent=Intent.DIVERSION_SET, reason=Reason.OTHER, language=language, open_line=diversion.open_line
        )
    said = heard.said
    if diversion.bare_time:
        _as_end(said)
    reason = diversion.found.reason if diversion.found else Reason.OTHER
    if reason is Reason.GONE_FOR_DAY and _back_today(said, heard.wall):
        said.back, said.end, said.end_mark = False, None, None
    appointment = diversion.found is not None and diversion.found.appointment
    times = times_of(said, Absence(reason=reason, appointment=appointment), heard.wall)
    if diversion.found is not None and diversion.found.conference and _day_long(times):
        reason = Reason.TRAINING
    _unclear_days(heard, times)
    other = _slots(diversion, times)
    if reason is Reason.GONE_FOR_DAY and times.start is not None:
        other["back"] = _back(said, times, heard.wall).replace(tzinfo=None).isoformat()
    return Understanding(
        intent=Intent.DIVERSION_SET,
        reason=reason,
        start=times.start,
        end=times.end,
        other=other,
        language=language,
        returning=diversion.returning,
        reason_said=diversion.found is not None,
        start_said=times.start_said,
        end_said=times.end_said,
        open_line=diversion.open_line,
        note=diversion.note,
    )


def _as_end(said: Said) -> None:
    """A time alone answers "till när?"; a range or a stretch of days is what it is."""
    if (
        said.at is not None
        and not said.ranged
        and said.end is None
        and said.start is None
        and said.at.span is None
        and not said.days
    ):
        said.end, said.end_mark, said.at = said.at, Mark.TO, None
    if said.later is not None and said.end is None and said.length is None:
        said.back_later, said.later = said.later, None


# Stretches whose days differ from place to place and year to year: they are asked about.
_SEASONS = re.compile(
    r"(?<!\S)(?:våren|sommaren|hösten|vintern|sommar|vårterminen|höstterminen|terminen|sportlov|sportlovet|höstlov|"
    r"höstlovet|"
    r"påsklov|påsklovet|jullov|jullovet|sommarlov|lov|spring|summer|autumn|winter|term)(?!\S)"
)
_TIME_KINDS = frozenset({"iso", "slash", "clock", "decimal"})
_HALF_A_DAY = re.compile(r"(?<!\S)(?:halva dagen|halv dag|half day|half the day)(?!\S)")


def _unclear_days(heard: Heard, times: Times) -> None:
    """Take back what was guessed where days were said that no calendar settles, or that it doesn't have."""
    guessed = times.implied_today and (_SEASONS.search(heard.shape.text) is not None or _unread_time(heard))
    if guessed or times.ambiguous == "no_such_date":
        times.start, times.end, times.implied_today, times.needs_end = None, None, False, True
        times.start_said = times.end_said = False
        times.doubt("which_days")
    elif times.implied_today and _HALF_A_DAY.search(heard.shape.text):
        times.doubt("which_half")


def _unread_time(heard: Heard) -> bool:
    """Whether something written like a date or a time could not be read as one ("25:99", "9999-12-31")."""
    return any(token.kind in _TIME_KINDS and i not in heard.scan.covered for i, token in enumerate(heard.line.tokens))


def _back_today(said: Said, wall: Wall) -> bool:
    """ "Kommer inte tillbaka idag" says that today is over, not that today is the return."""
    end = said.end
    return end is not None and end.day is not None and end.day.on == wall.today and not end.clock and not end.part


def _day_long(times: Times) -> bool:
    return times.start is not None and times.end is not None and (times.end - times.start).total_seconds() >= 6 * 3600


def _back(said: Said, times: Times, wall: Wall) -> datetime:
    """When someone who has gone for the day is back: as said, else when the next working day starts."""
    if said.back and times.end is not None and times.end_said:
        return times.end
    return wall.returning(next_working_day((times.start or wall.now).date()))


def _slots(diversion: Diversion, times: Times) -> dict[str, Any]:
    slots: dict[str, Any] = {
        "to_person": diversion.to_person,
        "phone": diversion.to_phone,
        "for_person": diversion.for_person,
        "approx": times.approx,
        "ambiguous": times.ambiguous,
        "needs_end": times.needs_end,
        "open_ended": times.open_ended,
        "implied_today": times.implied_today,
        "recurring": times.recurring,
    }
    return {name: value for name, value in slots.items() if value}
