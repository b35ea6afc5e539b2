"""Owns how people are shown: as a row to pick, as an answer about them, as the nearest names when no one fits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.cards.availability_answer import AbsenceView, AnswerView, StandInView, answer_card
from bot.cards.pick_list import PersonRow
from bot.dialogs.exchange import Exchange
from bot.dialogs.presence_words import presence_in_short, presence_view
from bot.dialogs.reach_words import (
    able_lines,
    days_off_line,
    mark_line,
    reachable_until,
)
from bot.dialogs.sentences import found_sentence, minutes_until
from bot.texts.dates import listing
from bot.turn import Reply
from policy.access import has_role
from policy.announced import is_announced
from policy.availability import Absence, Availability, State
from policy.organisation import Person, Role
from services.availability import Found

NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]*")
FEWEST_DIGITS = 3
LONGEST_NAME = 60


def picked_row(exchange: Exchange, person: Person) -> PersonRow:
    """A row of a pick list: what tells this person from others of the same name."""
    about = (person.title, exchange.municipality.units[person.unit].name, person.extension)
    return PersonRow(person=str(person.id), name=person.name, described=", ".join(part for part in about if part))


def answer_reply(exchange: Exchange, found: Found, values: Mapping[str, str], *, below: bool = False) -> Reply:
    """The answer card; its sentence is what the switchboard reads aloud (V1). `values` ask the same again.

    `below`: as a card of its own, where the one that asked is worth keeping.
    """
    sentence = found_sentence(found, exchange.words, exchange.now)
    view = _answer_view(exchange, found, sentence, values)
    if view.perhaps:
        sentence = f"{exchange.words('availability.answer.perhaps', name=view.perhaps)} {sentence}"
    show = exchange.show_below if below else exchange.show
    return show(answer_card(view, exchange.words, exchange.now), sentence)


def _answer_view(exchange: Exchange, found: Found, sentence: str, values: Mapping[str, str]) -> AnswerView:
    told, words, now = found.told, exchange.words, exchange.now
    person, is_now = told.person, found.outlook is None and found.at is None
    # Of a stretch of time ahead nothing is told that is of now alone.
    moment = told if found.outlook is None else Availability(person=person, state=told.state, at=told.at)
    absence, comes = moment.absence, moment.next.absence if moment.next is not None else None
    return AnswerView(
        person=str(person.id),
        sentence=sentence,
        is_reachable=told.is_reachable if is_now else None,
        presence=presence_view(told, found.seen, words, now) if is_now else None,
        back_in=minutes_until(told.back_at, now) if is_now and told.is_back_soon and told.back_at else 0,
        described=_described(exchange, person),
        days_off=days_off_line(moment, words, now),
        extension=person.extension,
        landline=person.landline,
        mobile=person.mobile,
        stand_in=_stand_in(exchange, found),
        lets_calls_through=None if absence is None else told.state is State.OPEN_LINE,
        reachable_until=reachable_until(moment, now),
        afterwards=None if comes is None else _absence(comes),
        able=able_lines(found.able, found.seen, words),
        note="" if absence is None else absence.note,
        absences=tuple(_absence(one) for one in found.outlook.absences) if found.outlook is not None else (),
        set_at=None if absence is None else absence.diversion.set_at,
        as_of=now,
        mark=mark_line(found.mark, words, now),
        values=values,
        takes_messages=takes_messages(exchange, person),
        tests_calls=_tests_calls(exchange, person),
        perhaps="" if found.is_certain else person.name,
    )


def _absence(absence: Absence) -> AbsenceView:
    return AbsenceView(absence.diversion.period, absence.diversion.reason if absence.shows_reason else None)


def takes_messages(exchange: Exchange, person: Person) -> bool:
    """Whether the reader may leave the person a message here: not oneself, and not where others read along."""
    return exchange.is_private and person.id != exchange.person.id and not is_announced(person.id)


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


def _stand_in(exchange: Exchange, found: Found) -> StandInView | None:
    if found.stand_in is None:
        return None
    person, told = found.stand_in, found.stand_in_told
    return StandInView(
        name=person.name,
        number=person.extension or person.mobile or person.landline,
        is_away=told is not None and not told.is_reachable,
        presence=presence_in_short(person.id, found.seen, exchange.words),
    )
