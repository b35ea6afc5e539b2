"""Owns the short lines beside the sentence of an answer: why not earlier, until when, who else, how sure it is.

What may be told is decided already; nothing here knows a reason that the reader may not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.cards.pieces import reason_name
from bot.dialogs.presence_words import with_presence
from bot.texts.catalogue import Words
from bot.texts.dates import clock, day, listing, moment
from bot.texts.numbers import phone_number
from policy.availability import Absence, Availability, State
from policy.details import Confirmed
from policy.details_marks import DetailsMark
from policy.organisation import Person, PersonId
from policy.presence import Presence
from policy.return_times import DayOff, Off
from services.taking_over import CanTake

MOST_DAYS = 4
"""How many days off are told of: a holiday week says enough by its first."""


def days_off_line(told: Availability, words: Words, now: datetime) -> str:
    """Why the person isn't back earlier: "Arbetar inte fredagar. Helgdag: julafton och juldagen."."""
    lines = []
    for off, days in groupby(told.days_off[:MOST_DAYS], key=lambda one: one.off):
        names = dict.fromkeys(_day_off(one, words, now) for one in days)
        lines.append(words(f"availability.off.{off.value}", days=listing(tuple(names), words)))
    return " ".join(lines)


def reachable_until(told: Availability, now: datetime) -> str:
    """Of someone who can be reached: until when, that day."""
    return clock(told.next.at.astimezone(now.tzinfo)) if told.is_reachable and told.next is not None else ""


def state_line(told: Availability, words: Words, now: datetime) -> str:
    """How it stands at a glance: "Inne till 14:00, därefter möte"; "Möte, åter 14:30"."""
    if told.state is State.IN:
        return _in(told, words, now)
    back = "" if told.back_at is None else moment(told.back_at, now, words)
    if told.absence is None:
        off_duty = words("availability.several.off_duty")
        return words("availability.several.off_duty_until", back=back) if back else off_duty
    reason = _reason(told.absence, words)
    if told.state is State.OPEN_LINE:
        return words("availability.several.open_line", reason=reason)
    if back:
        return words("availability.several.away_until", reason=reason, back=back)
    return words("availability.several.away", reason=reason)


def able_lines(able: Sequence[CanTake], seen: Mapping[PersonId, Presence], words: Words) -> tuple[str, ...]:
    """Who else can take the matters, numbered in the order to try: "1. Bo Ek, 4537, Bygglov"."""

    def line(number: int, one: CanTake) -> str:
        who = with_number(one.told.person, words)
        return words("availability.answer.able_row", n=number, name=who, answers_for=one.answers_for)

    return tuple(
        with_presence(line(number, one), one.told.person.id, seen, words) for number, one in enumerate(able, 1)
    )


def with_number(person: Person, words: Words) -> str:
    """The name and the number to connect to, where there is any."""
    number = number_of(person)
    return words("availability.answer.stand_in_with_number", name=person.name, number=number) if number else person.name


def number_of(person: Person) -> str:
    """The number to connect to: the extension, else a number from outside; empty where there is none."""
    return phone_number(person.extension or person.mobile or person.landline)


def mark_line(mark: DetailsMark | None, words: Words, now: datetime) -> str:
    """That the details may be old, and why where the reader may know."""
    if mark is None:
        return ""
    if not mark.is_whole:
        return words("availability.mark.may_be_old")
    lines = [line for line in (_confirmed(mark, words, now), _waiting(mark, words)) if line]
    return lines[0] if len(lines) == 1 else words("availability.mark.both", first=lines[0], second=lines[1])


def _in(told: Availability, words: Words, now: datetime) -> str:
    if told.next is None or (told.next.absence is None and not told.is_soon_gone):
        return words("availability.several.in")
    until = clock(told.next.at.astimezone(now.tzinfo))
    if told.next.absence is None:
        return words("availability.several.in_until", until=until)
    return words("availability.several.in_then", until=until, reason=_reason(told.next.absence, words).lower())


def _reason(absence: Absence, words: Words) -> str:
    return reason_name(absence.diversion.reason if absence.shows_reason else None, words)


def _confirmed(mark: DetailsMark, words: Words, now: datetime) -> str:
    if mark.confirmed is Confirmed.YES:
        return ""
    if mark.confirmed_on is None:
        return words("availability.mark.never")
    return words(f"availability.mark.{mark.confirmed.value}", day=day(mark.confirmed_on, now, words))


def _waiting(mark: DetailsMark, words: Words) -> str:
    if not mark.waiting:
        return ""
    fields = tuple(words(f"details.field.{field.value}").lower() for field in mark.waiting)
    return words("availability.mark.waiting", fields=listing(fields, words))


def _day_off(one: DayOff, words: Words, now: datetime) -> str:
    if one.off is Off.HOLIDAY:
        return one.name.lower()
    if one.off is Off.WEEKDAY:
        return words.several("dates.weekdays_every")[one.on.weekday()]
    on = day(one.on, now, words)
    return on if one.closes is None else words("availability.off.early", day=on, closes=clock(one.closes))
