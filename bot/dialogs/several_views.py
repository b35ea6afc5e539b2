"""Owns how the answer about several people is put into words: a short sentence of each, a row each, who is unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.cards.several_answers import ChoiceView, RowView, SeveralView, UnclearView, several_card
from bot.dialogs.exchange import Exchange
from bot.dialogs.person_views import LONGEST_NAME, looks_like_number, picked_row, shortened, takes_messages
from bot.dialogs.presence_words import presence_view
from bot.dialogs.reach_words import number_of, state_line, with_number
from bot.dialogs.sentences import back_at, next_phrase, outlook_sentence
from bot.texts.catalogue import Words
from bot.texts.dates import listing, spoken_moment
from bot.turn import Reply
from policy.availability import State
from policy.organisation import Person
from services.availability import Found
from services.several_people import Said, SeveralTold, Unclear

FEWEST_TOGETHER = 3
"""So many who are in are told of in one breath."""


def several_reply(exchange: Exchange, told: SeveralTold, times: Mapping[str, str]) -> Reply:
    """The answer card; its sentence is what the switchboard reads aloud (V1). `times` is when it was about."""
    words, now = exchange.words, exchange.now
    sentence = _sentence(told, words, now)
    old = tuple(one.told.person.name for one in told.found if one.mark is not None)
    view = SeveralView(
        sentence=sentence,
        rows=tuple(_row(exchange, one, times) for one in told.found),
        unclear=tuple(_unclear(exchange, one, told.said, times) for one in told.unclear),
        left_out=told.left_out,
        mark=words("availability.several.mark", names=listing(old, words)) if old else "",
        as_of=now,
        values={**times, "people": [_carried(one) for one in told.said]},
    )
    return exchange.show(several_card(view, words, now), sentence)


def _sentence(told: SeveralTold, words: Words, now: datetime) -> str:
    """A short sentence of each, whom to try first first."""
    if not told.found:
        return words("spoken.several.none_known")
    said = " ".join(_each(told.found, words, now))
    at = told.found[0].at
    if at is None or told.found[0].outlook is not None:
        return said
    when = spoken_moment(at, now, words)
    return words("spoken.state.at", when=when[:1].upper() + when[1:], sentence=said)


def _each(found: Sequence[Found], words: Words, now: datetime) -> Iterator[str]:
    """A short sentence of each; three who are in and stay are one."""
    for stays, alike in groupby(found, key=_stays):
        some = list(alike)
        if stays and len(some) >= FEWEST_TOGETHER:
            names = tuple(_called(one.told.person) for one in some)
            yield words("spoken.several.all_in", names=listing(names, words))
        else:
            yield from (_of_one(one, words, now) for one in some)


def _stays(found: Found) -> bool:
    return found.outlook is None and found.told.state is State.IN and not found.told.is_soon_gone


def _called(person: Person) -> str:
    """Whom to call and where, in one breath: "Bo Ek 4531"."""
    return f"{person.name} {number_of(person)}".strip()


def _of_one(found: Found, words: Words, now: datetime) -> str:
    told = found.told
    name, number = told.person.name, number_of(told.person)
    if found.outlook is not None:
        return outlook_sentence(found.outlook, words, now)
    if told.state is State.IN and told.is_soon_gone:
        return words("spoken.several.in_then", name=_called(told.person), then=next_phrase(told, words, now))
    if told.state is State.IN:
        return words("spoken.several.in", name=name, number=number) if number else words("spoken.state.in", name=name)
    if told.state is State.OPEN_LINE:
        return words("spoken.several.open_line", name=_called(told.person))
    if told.back_at is not None:
        return words("spoken.several.back", name=name, back=back_at(told.back_at, words, now))
    is_open_ended = told.absence is not None
    return words("spoken.several.away" if is_open_ended else "spoken.several.unknown", name=name)


def _row(exchange: Exchange, found: Found, times: Mapping[str, str]) -> RowView:
    told, words, now = found.told, exchange.words, exchange.now
    reachable = told.is_reachable if found.outlook is None else found.outlook.reachable
    return RowView(
        person=str(told.person.id),
        name=with_number(told.person, words),
        says=state_line(told, words, now) if found.outlook is None else outlook_sentence(found.outlook, words, now),
        is_reachable=reachable,
        presence=presence_view(told, found.seen, words, now),
        takes_messages=not reachable and takes_messages(exchange, told.person),
        values=times,
    )


def _unclear(exchange: Exchange, unclear: Unclear, said: tuple[Said, ...], times: Mapping[str, str]) -> UnclearView:
    choices = unclear.fits or unclear.nearest
    return UnclearView(
        asks=_asks(unclear, exchange.words),
        choices=tuple(_choice(exchange, person, unclear.said, said, times) for person in choices),
        more=unclear.more,
    )


def _choice(
    exchange: Exchange, person: Person, meant_by: Said, said: tuple[Said, ...], times: Mapping[str, str]
) -> ChoiceView:
    """A tap on it asks the same again, with this one in the name's place."""
    row = picked_row(exchange, person)
    people = [_carried(Said(person=person.id) if one is meant_by else one) for one in said]
    return ChoiceView(row.name, row.described, {**times, "people": people})


def _asks(unclear: Unclear, words: Words) -> str:
    name = shortened(unclear.said.name)
    if not name:
        return words("people.someone")
    if unclear.fits:
        return words("availability.several.which", name=name)
    if unclear.nearest:
        return words("availability.several.perhaps", name=name)
    return (
        words("people.no_one_at_number", number=name) if looks_like_number(name) else words("people.no_one", name=name)
    )


def _carried(said: Said) -> dict[str, Any]:
    if said.person is not None:
        return {"person": str(said.person)}
    named = {"name": said.name[:LONGEST_NAME]}
    return {**named, "surname": said.shared_surname[:LONGEST_NAME]} if said.shared_surname else named
