"""Owns what everyone is told of an absence, in a status message and in automatic replies (S1, A3).

Everyone in the tenant reads the one and anyone at all gets the other. So the first says why only where the reason is
public, the second never does, and neither has the note. Both stand for days, so days are told by their dates.
"""

from __future__ import annotations

from datetime import datetime

from bot.texts.catalogue import Words, words_for
from bot.texts.dates import unmoving
from bot.texts.numbers import phone_number
from policy.effects import Shown
from policy.organisation import Municipality, Person
from services.effect_ports import Phrases, Said
from services.ports import Directory

MOST_CHARACTERS = 280
"""Of a status message, by Microsoft Graph."""


def phrases_of(directory: Directory) -> Phrases:
    """What says absences in the language of that directory's municipality."""

    def say(person: Person, shown: Shown, answers_instead: Person | None, *, at: datetime) -> Said:
        municipality = directory.municipality
        words, local = words_for(municipality.language), municipality.calendar.local(at)
        return Said(
            short=_short(shown, answers_instead, words, local),
            long=_long(person, municipality, shown, answers_instead, words, local),
        )

    return say


def _short(shown: Shown, stand_in: Person | None, words: Words, now: datetime) -> str:
    away = words(f"effects.away.{shown.reason.value if shown.reason is not None else 'masked'}")
    said = _away(away, shown, words, now)
    if stand_in is None:
        return said
    with_stand_in = f"{said} {words('effects.short.instead', name=stand_in.name)}"
    return with_stand_in if len(with_stand_in) <= MOST_CHARACTERS else said


def _away(away: str, shown: Shown, words: Words, now: datetime) -> str:
    if shown.open_line:
        if shown.ends_at is None:
            return words("effects.short.open_line_open_ended", away=away)
        return words("effects.short.open_line", away=away, back=unmoving(shown.ends_at, now, words))
    if shown.back_at is not None:
        return words("effects.short.until", away=away, back=unmoving(shown.back_at, now, words))
    return words("effects.short.open_ended" if shown.ends_at is None else "effects.short.unknown", away=away)


def _long(
    person: Person, municipality: Municipality, shown: Shown, stand_in: Person | None, words: Words, now: datetime
) -> str:
    if shown.back_at is None:
        lines = [words("effects.long.open_ended")]
    else:
        lines = [words("effects.long.until", back=unmoving(shown.back_at, now, words))]
    if stand_in is not None:
        lines.append(_instead(stand_in, words))
    unit = municipality.units[person.unit].name
    lines.append(words("effects.long.signed", name=person.name, unit=unit, municipality=municipality.name))
    return "\n\n".join(lines)


def _instead(stand_in: Person, words: Words) -> str:
    """Who helps meanwhile, on a number that can be dialled from outside where there is one; an extension can't."""
    number = stand_in.landline or stand_in.mobile
    if not number:
        return words("effects.long.instead", name=stand_in.name)
    return words("effects.long.instead_number", name=stand_in.name, number=phone_number(number))
