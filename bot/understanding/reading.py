"""Owns reading one line: from text to an Understanding. It asks each subject in turn and holds no grammar itself.

The order matters where shapes overlap: a message may contain anything, so it comes first; a diversion, which almost
any reason makes, comes last.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.understanding import errands, queries
from bot.understanding.diversions import Diversion, clears, sets
from bot.understanding.habits import Habits
from bot.understanding.instants import Wall
from bot.understanding.keypad import keypad_code
from bot.understanding.languages import language_of, settled
from bot.understanding.lexicon import GREETINGS, NAME_WORDS, SPELLER
from bot.understanding.moments import Moment, Said, roles
from bot.understanding.nodes import Mark
from bot.understanding.period import Absence, Times, times_of
from bot.understanding.result import Intent, Understanding
from bot.understanding.rules import Heard, Rule
from bot.understanding.scanner import scan
from bot.understanding.shape import shape_of
from bot.understanding.tokens import LONGEST_TEXT, Line, tokenise
from bot.understanding.vocabulary import words
from policy.periods import as_utc
from policy.reasons import Reason

_POLITE_FIRST = words(
    "hej hejsan hallå hallo tja tjena tjenare hejhej morsning mors hello hey hi snälla please vänligen ok okej så yo"
    " halloj du ja heja"
)
_POLITE_PHRASES: tuple[tuple[str, ...], ...] = (
    ("god", "morgon"), ("good", "morning"), ("good", "afternoon"), ("god", "dag"), ("kan", "du", "snälla"), ("skulle", "du", "kunna"),
    ("kan", "du", "vara", "snäll", "och"), ("jag", "skulle", "vilja"), ("jag", "vill", "gärna"), ("jag", "vill"), ("i", "would", "like", "to"),
    ("i", "want", "to"), ("could", "you", "please"), ("can", "you", "please"), ("could", "you"), ("can", "you"), ("kan", "du"), ("kan", "ni"),
    ("id", "like", "to"), ("would", "you"), ("jag", "undrar"), ("undrar"), ("tack",), ("var", "snäll", "och"), ("hej", "igen"), ("excuse", "me"),
)  # fmt: skip
_POLITE_LAST = words("tack snälla please thanks mvh vh hälsningar thx förhand advance tackar pls hej då ha en bra dag")
_LAST_SURE = words("tack please thanks mvh vh snälla thx hälsningar tackar")
_RULES: tuple[Rule, ...] = (
    *errands.LANGUAGE_RULES,
    *errands.CANCEL_RULES,
    *errands.MESSAGE_RULES,
    *errands.LIST_RULES,
    *errands.GREETING_RULES,
    *queries.STATUS_RULES,
    *queries.DUTY_RULES,
    *errands.PHONE_RULES,
    *queries.WHO_RULES,
    *queries.COVERAGE_RULES,
    *errands.DONE_RULES,
    *errands.LOG_RULES,
    *queries.AVAILABILITY_RULES,
    *errands.HELP_RULES,
)
_HOUSE_INTENTS = frozenset({Intent.AVAILABILITY_QUERY, Intent.COVERAGE_QUERY})


def understand(text: str, *, now: datetime, locale: str = "sv", habits: Habits = Habits()) -> Understanding:  # noqa: B008
    """What one line of chat means: intent, reason, aware start and end in `now`'s zone, slots; never raises on any text.

    `now` must be aware, in the municipality's zone; ValueError if it is naive. Text beyond 2,000 characters is not
    read. The rules of reading are those of the examples in `tests/bot/understanding/utterances.jsonl`.
    """
    as_utc(now)
    wall = Wall(now, habits)
    text = text[:LONGEST_TEXT]
    hint = "en" if locale.lower().startswith("en") else "sv"
    if text.lstrip().startswith(("*", "#")):
        return keypad_code(text, wall, habits, hint) or Understanding(intent=None, language=hint)
    line = settled(tokenise(text, SPELLER, NAME_WORDS))
    language = language_of(line, locale)
    first, end = _without_politeness(line)
    if first >= end:
        greeted = any(token.word in GREETINGS and token.word not in _LAST_SURE for token in line.tokens)
        return Understanding(
            intent=Intent.HELP if greeted else None, other={"hello": True} if greeted else {}, language=language
        )
    line = Line(line.text, line.tokens[:end], line.phones)
    scanned = scan(line, wall.today, first=first)
    heard = Heard(line, scanned, shape_of(line, scanned, first=first), roles(scanned), wall)
    return _asked(heard, language) or _diverted(heard, language) or Understanding(intent=None, language=language)


def _without_politeness(line: Line) -> tuple[int, int]:
    """Where the errand begins and ends, once greetings and thanks are taken off."""
    first, end = 0, len(line.tokens)
    while first < end:
        word = line.word(first)
        if word in _POLITE_FIRST or (word in {",", "!", ".", ":", "-"} and line.kind(first) == "mark"):
            first += 1
            continue
        phrase = next(
            (
                p
                for p in _POLITE_PHRASES
                if isinstance(p, tuple) and all(line.word(first + k) == w for k, w in enumerate(p))
            ),
            None,
        )
        if phrase is None:
            break
        first += len(phrase)
    for i in range(max(first, end - 6), end):
        if line.word(i) in _LAST_SURE and all(
            line.word(k) in _POLITE_LAST or line.kind(k) == "mark" or k > i + 1 for k in range(i, end)
        ):
            if line.word(i - 1) != "på" or line.word(i) != "tack":
                end = i
            break
    while end > first and line.kind(end - 1) == "mark" and line.word(end - 1) in {".", "!", ",", ":", ";", "-"}:
        end -= 1
    return first, end


def _asked(heard: Heard, language: str) -> Understanding | None:
    """What the rules of shapes say; clearing a diversion has its place among them."""
    cleared = clears(heard)
    for rule in _RULES:
        if cleared is not None and rule.intent in _AFTER_CLEARING:
            break
        match = rule.pattern.match(heard.shape.text)
        slots = rule.build(heard, match) if match else None
        if slots is None:
            continue
        start, end = _times_asked(heard, rule)
        return Understanding(
            intent=rule.intent,
            start=start,
            end=end,
            other=dict(slots),
            language=language,
            start_said=start is not None,
            end_said=end is not None,
        )
    return (
        Understanding(intent=Intent.DIVERSION_CLEAR, other=cleared, language=language) if cleared is not None else None
    )


_AFTER_CLEARING = frozenset(
    {
        Intent.CALLBACK_DONE,
        Intent.CALLBACK_LOG,
        Intent.AVAILABILITY_QUERY,
        Intent.HELP,
        Intent.COVERAGE_QUERY,
        Intent.WHO_HANDLES_QUERY,
        Intent.MY_STATUS,
    }
)


def _times_asked(heard: Heard, rule: Rule) -> tuple[datetime | None, datetime | None]:
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


def _diverted(heard: Heard, language: str) -> Understanding | None:
    diversion = sets(heard)
    if diversion is None:
        return None
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
    if times.implied_today:
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
    r"(?<!\S)(?:våren|sommaren|hösten|vintern|sommar|vårterminen|höstterminen|terminen|sportlov|sportlovet|höstlov|höstlovet|"
    r"påsklov|påsklovet|jullov|jullovet|sommarlov|lov|spring|summer|autumn|winter|term)(?!\S)"
)
_HALF_A_DAY = re.compile(r"(?<!\S)(?:halva dagen|halv dag|half day|half the day)(?!\S)")


def _unclear_days(heard: Heard, times: Times) -> None:
    """Take back the guess of today where other days were said in words that no calendar settles."""
    if _SEASONS.search(heard.shape.text):
        times.start, times.end, times.implied_today, times.needs_end = None, None, False, True
        times.doubt("which_days")
    elif _HALF_A_DAY.search(heard.shape.text):
        times.doubt("which_half")


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
    from bot.understanding.calendar_days import next_working_day  # noqa: PLC0415

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
