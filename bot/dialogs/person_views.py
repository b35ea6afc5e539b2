"""Owns how people are shown: as a row to pick, as an answer about them, as the nearest names when no one fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.cards.availability_answer import AbsenceView, AnswerView, StandInView, answer_card
from bot.cards.pick_list import PersonRow
from bot.dialogs.exchange import Exchange
from bot.dialogs.sentences import availability_sentence, outlook_sentence, sentence_at
from bot.texts.dates import listing
from bot.turn import Reply
from policy.access import has_role
from policy.announced import is_announced
from policy.availability import State
from policy.organisation import Person, Role
from services.availability import Found

NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]*")
FEWEST_DIGITS = 3
LONGEST_NAME = 60


def picked_row(exchange: Exchange, person: Person) -> PersonRow:
    """A row of a pick list: what tells this person from others of the same name."""
    about = (person.title, exchange.municipality.units[person.unit].name, person.extension)
    return PersonRow(person=str(person.id), name=person.name, described=", ".join(part for part in about if part))


def answer_reply(exchange: Exchange, found: Found) -> Reply:
    """The answer card; its sentence is what the switchboard reads aloud (V1)."""
    told, words = found.told, exchange.words
    if found.outlook is not None:
        sentence = outlook_sentence(found.outlook, words, exchange.now)
    elif found.at is not None:
        sentence = sentence_at(told, found.at, words, exchange.now)
    else:
        sentence = availability_sentence(told, words, exchange.now)
    person = told.person
    ahead = found.outlook.absences if found.outlook is not None else ()
    view = AnswerView(
        person=str(person.id),
        sentence=sentence,
        described=_described(exchange, person),
        extension=person.extension,
        landline=person.landline,
        mobile=person.mobile,
        stand_in=_stand_in(found),
        open_line=told.state is State.OPEN_LINE,
        note=told.absence.note if told.absence is not None else "",
        absences=tuple(AbsenceView(a.diversion.period, a.diversion.reason if a.shows_reason else None) for a in ahead),
        set_at=told.absence.diversion.set_at if told.absence is not None else None,
        as_of=exchange.now,
        takes_messages=exchange.is_private and person.id != exchange.person.id and not is_announced(person.id),
        tests_calls=_tests_calls(exchange, person),
        perhaps="" if found.is_certain else person.name,
    )
    if view.perhaps:
        sentence = f"{words('availability.answer.perhaps', name=view.perhaps)} {sentence}"
    return exchange.show(answer_card(view, exchange.words, exchange.now), sentence)


def looks_like_number(text: str) -> bool:
    """Whether what was asked for is an extension or a phone number rather than a name."""
    return NUMBER.fullmatch(text) is not None and sum(character.isdigit() for character in text) >= FEWEST_DIGITS


def no_one_reply(exchange: Exchange, name: str, nearest: Sequence[Person]) -> Reply:
    """That nobody answers to the name or number, with the nearest names: never a guess."""
    name = shortened(name)
    if looks_like_number(name):
        return exchange.say("people.no_one_at_number", number=name)
    if not nearest:
        return exchange.say("people.no_one", name=name)
    return exchange.say("people.no_one_but", name=name, names=listing(_told_apart(exchange, nearest), exchange.words))


def perhaps_someone_reply(exchange: Exchange, nearest: Sequence[Person]) -> Reply:
    """That a line was not understood, and whose names are near if it was meant for one."""
    return exchange.say("people.perhaps_someone", names=listing(_told_apart(exchange, nearest), exchange.words))


def shortened(name: str) -> str:
    """What someone typed as a name, cut to a length that no real name has."""
    return name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME].rstrip()}…"


def _told_apart(exchange: Exchange, people: Sequence[Person]) -> tuple[str, ...]:
    units = exchange.municipality.units
    return tuple(f"{person.name} ({units[person.unit].name})" for person in people)


def _described(exchange: Exchange, person: Person) -> str:
    about = (person.title, exchange.municipality.units[person.unit].name)
    return ", ".join(part for part in about if part)


def _tests_calls(exchange: Exchange, person: Person) -> bool:
    """Whether the reader may note what a test call found (A4): the switchboard, of a mailbox, and in private."""
    if not exchange.is_private or not person.has_voicemail:
        return False
    return has_role(exchange.municipality, exchange.person.id, Role.SWITCHBOARD)


def _stand_in(found: Found) -> StandInView | None:
    if found.stand_in is None:
        return None
    number = found.stand_in.extension or found.stand_in.mobile or found.stand_in.landline
    away = found.stand_in_told is not None and found.stand_in_told.state in (State.AWAY, State.OFF_DUTY)
    return StandInView(name=found.stand_in.name, number=number, is_away=away)
