"""Owns the drafts: what to answer with, and what to read into the mailbox, in a language (S1).

A draft never says why someone is away (POLICY, "Whom the answers may tell what"): a greeting is heard by everyone.
"""

from __future__ import annotations

from datetime import datetime, time

from bot.texts.catalogue import Words
from bot.texts.dates import clock, spoken_day
from bot.texts.numbers import phone_number
from policy.greetings import SaidOf
from policy.organisation import Municipality, Person
from services.greeting_outcomes import AbsenceToTell, Script

WITH_TITLE = "sv"
"""The language that the directory's titles are in; in another they would only be in the way."""


def phrase(said: SaidOf, words: Words, *, with_title: bool) -> str:
    """What to answer with: first name, last name and department; the title where it is needed (S1)."""
    if not with_title or not said.title:
        return words("greeting.said.phrase", name=said.name, unit=said.unit)
    return words("greeting.said.phrase_with_title", name=said.name, title=_mid_sentence(said.title), unit=said.unit)


def ordinary_draft(said: SaidOf, municipality: str, words: Words) -> str:
    """What to read into the mailbox when nothing is out of the ordinary; the promise in it is the policy's (A5)."""
    return words("greeting.said.ordinary", who=_who(said, words), municipality=municipality)


def draft(script: Script, municipality: Municipality, words: Words, now: datetime) -> str:
    """What to read into the mailbox: of the absence where there is one to tell of."""
    absence = script.absence
    if absence is None:
        return ordinary_draft(script.said, script.municipality, words)
    who, instead = _who(script.said, words), _instead(absence, words)
    if absence.back_at is None:
        return words("greeting.said.absence_open_ended", who=who, municipality=script.municipality, instead=instead)
    back = _back(absence.back_at, script.person, municipality, words, now)
    return words("greeting.said.absence", who=who, municipality=script.municipality, back=back, instead=instead)


def _who(said: SaidOf, words: Words) -> str:
    return phrase(said, words, with_title=words.language == WITH_TITLE)


def _instead(absence: AbsenceToTell, words: Words) -> str:
    """Who helps meanwhile, on a number that can be dialled from outside; an extension can't."""
    colleague = absence.stand_in
    if colleague is None:
        return words("greeting.said.instead_switchboard")
    number = colleague.landline or colleague.mobile
    if not number:
        return words("greeting.said.instead_name", name=colleague.name)
    return words("greeting.said.instead_number", name=colleague.name, number=phone_number(number))


def _back(back_at: datetime, person: Person, municipality: Municipality, words: Words, now: datetime) -> str:
    """The day in full, since a greeting is heard on other days; the hour too unless the working day begins then."""
    local = municipality.calendar.local(back_at)
    said = spoken_day(local.date(), now, words)
    begins = municipality.calendar.next_working_time(municipality.calendar.at(local.date(), time(0)), person.hours)
    if begins == local:
        return words("greeting.said.back_day", day=said)
    return words("greeting.said.back_day_and_clock", day=said, clock=clock(local))


def _mid_sentence(title: str) -> str:
    """A title as it is written within a sentence: "Bygglovshandläggare" small, "IT-tekniker" as it stands."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
