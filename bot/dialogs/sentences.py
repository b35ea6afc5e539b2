"""Owns the sentence that is read aloud to a caller (V1). What may be said is decided already; this only says it."""

from __future__ import annotations

from datetime import datetime

from bot.texts.catalogue import Words
from bot.texts.dates import clock, period, spoken_moment
from policy.availability import Absence, Availability, Outlook, State


def availability_sentence(told: Availability, words: Words, now: datetime) -> str:
    """One sentence: "Anna Svensson är på möte och nås igen 14:30." """
    name = told.person.name
    if told.state is State.IN:
        return words("spoken.state.in", name=name)
    if told.absence is None:
        if told.back_at is None:
            return words("spoken.state.off_duty_unknown", name=name)
        return words("spoken.state.off_duty", name=name, back=_back(told.back_at, now, words))
    away = _away(told.absence, name, words)
    if told.state is State.OPEN_LINE:
        return words("spoken.state.open_line", away=away)
    if told.back_at is None:
        return words("spoken.state.away_open_ended", away=away)
    return words("spoken.state.away_until", away=away, back=_back(told.back_at, now, words))


def sentence_at(told: Availability, at: datetime, words: Words, now: datetime) -> str:
    """The sentence of an instant ahead: "Klockan 15:00: Anna Svensson är på möte och nås igen 16:00." """
    when = spoken_moment(at, now, words)
    return words("spoken.state.at", when=when[:1].upper() + when[1:], sentence=availability_sentence(told, words, now))


def outlook_sentence(ahead: Outlook, words: Words, now: datetime) -> str:
    """One sentence about a stretch of time: "Anna Svensson är borta fre 27 nov." """
    if not ahead.works:
        key = "spoken.ahead.not_working"
    elif not ahead.absences:
        key = "spoken.ahead.reachable"
    else:
        key = "spoken.ahead.partly_away" if ahead.reachable else "spoken.ahead.away"
    return words(key, name=ahead.person.name, period=period(ahead.period, now, words))


def _away(absence: Absence, name: str, words: Words) -> str:
    reason = absence.diversion.reason.value if absence.shows_reason else "masked"
    return words(f"spoken.away.{reason}", name=name)


def _back(instant: datetime, now: datetime, words: Words) -> str:
    local = instant.astimezone(now.tzinfo)
    return clock(local) if local.date() == now.date() else spoken_moment(instant, now, words)
