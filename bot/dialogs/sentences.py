"""Owns the sentence that is read aloud to a caller (V1). What may be said is decided already; this only says it."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.texts.catalogue import Words
from bot.texts.dates import clock, period, spoken_moment
from policy.availability import Absence, Availability, Outlook, State
from policy.periods import as_utc
from services.availability import Found


def availability_sentence(told: Availability, words: Words, now: datetime) -> str:
    """One sentence: "Anna Svensson är på möte och nås igen 14:30." """
    name = told.person.name
    if told.state is State.IN:
        return _in(told, words, now)
    if told.absence is None:
        return _off_duty(told, words, now)
    away = _away(told.absence, name, words)
    return _open_line(told, away, words, now) if told.state is State.OPEN_LINE else _until(told, away, words, now)


def next_phrase(told: Availability, words: Words, now: datetime) -> str:
    """What takes the person from the phone next that day: "har möte från 14:00"; empty where nothing is known."""
    if told.next is None:
        return ""
    begins, absence = clock(told.next.at.astimezone(now.tzinfo)), told.next.absence
    if absence is None:
        return words("spoken.then.off_duty", begins=begins)
    return words(f"spoken.then.{_reason(absence)}", begins=begins)


def _in(told: Availability, words: Words, now: datetime) -> str:
    """In; with what comes next that day, where that is an absence or comes soon."""
    name = told.person.name
    if told.next is None or (told.next.absence is None and not told.is_soon_gone):
        return words("spoken.state.in", name=name)
    then = next_phrase(told, words, now)
    if not told.is_soon_gone or as_utc(told.at) != as_utc(now):
        return words("spoken.state.in_then", name=name, then=then)
    return words("spoken.state.in_soon", name=name, then=then, n=minutes_until(told.next.at, now))


def minutes_until(instant: datetime, now: datetime) -> int:
    """How many minutes there are to it, a begun one counted."""
    return -((as_utc(now) - as_utc(instant)) // timedelta(minutes=1))


def _off_duty(told: Availability, words: Words, now: datetime) -> str:
    name = told.person.name
    if told.back_at is None:
        return words("spoken.state.off_duty_unknown", name=name)
    return words("spoken.state.off_duty", name=name, back=back_at(told.back_at, words, now))


def _until(told: Availability, away: str, words: Words, now: datetime) -> str:
    """Away, and until when: told as not known where it is something else that goes on until further notice."""
    if told.back_at is not None:
        return words("spoken.state.away_until", away=away, back=back_at(told.back_at, words, now))
    if told.lasting is not None:
        return words("spoken.state.away_and_then", away=away)
    is_open_ended = told.absence is not None and told.absence.diversion.period.end_at is None
    return words("spoken.state.away_open_ended" if is_open_ended else "spoken.state.away_unknown", away=away)


def _open_line(told: Availability, away: str, words: Words, now: datetime) -> str:
    if told.next is None or (told.next.absence is None and not told.is_soon_gone):
        return words("spoken.state.open_line", away=away)
    return words("spoken.state.open_line_until", away=away, until=clock(told.next.at.astimezone(now.tzinfo)))


def sentence_at(told: Availability, at: datetime, words: Words, now: datetime) -> str:
    """The sentence of an instant ahead: "Klockan 15:00: Anna Svensson är på möte och nås igen 16:00." """
    when = spoken_moment(at, now, words)
    return words("spoken.state.at", when=when[:1].upper() + when[1:], sentence=availability_sentence(told, words, now))


def found_sentence(found: Found, words: Words, now: datetime) -> str:
    """The sentence of an answer about one person: of the period or the instant that was asked about, else of now."""
    if found.outlook is not None:
        return outlook_sentence(found.outlook, words, now)
    if found.at is not None:
        return sentence_at(found.told, found.at, words, now)
    return availability_sentence(found.told, words, now)


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
    return words(f"spoken.away.{_reason(absence)}", name=name)


def _reason(absence: Absence) -> str:
    return absence.diversion.reason.value if absence.shows_reason else "masked"


def back_at(instant: datetime, words: Words, now: datetime) -> str:
    """When somebody is back, to be read aloud: "14:30" today, else "på onsdag klockan 08:00"."""
    local = instant.astimezone(now.tzinfo)
    return clock(local) if local.date() == now.date() else spoken_moment(instant, now, words)
