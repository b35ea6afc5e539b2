"""Owns the question about several people at once: one line in, one sentence and a row each out (V1).

It must not decide what may be told; the service has masked that for whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogs.exchange import Exchange
from bot.dialogs.person_views import LONGEST_NAME
from bot.dialogs.question_times import asked_of, carried
from bot.dialogs.several_views import several_reply
from bot.turn import Reply
from bot.understanding.several import shared_surname
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.availability import Asked
from services.several_people import MOST, Said, SeveralPeople

MOST_CARRIED = 3 * MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralDialog:
    """Answers which of several can be reached."""

    service: SeveralPeople

    async def ask(self, exchange: Exchange, names: Sequence[str], asked: Asked) -> Reply:
        """A line names them."""
        surname = shared_surname(tuple(names))
        said = [Said(name, shared_surname=surname if number == 0 else "") for number, name in enumerate(names)]
        return await self._answer(exchange, said, asked)

    async def again(self, exchange: Exchange) -> Reply:
        """An answer's *Uppdatera*, or a tap on whom one of the names meant."""
        action = exchange.turn.action
        if action is None:
            raise ValueError("only a card's button asks again")
        said = _said(action.values.get("people"))
        return await self._answer(exchange, said, asked_of(action.values, now=exchange.now))

    async def _answer(self, exchange: Exchange, said: Sequence[Said], asked: Asked) -> Reply:
        told = await self.service.ask(exchange.audience, said, asked)
        return several_reply(exchange, told, carried(asked))


def _said(people: Any) -> list[Said]:
    """Whom a button carried; what can't be read was not made by us."""
    if not isinstance(people, list) or not 0 < len(people) <= MOST_CARRIED:
        raise PolicyError("chat.unknown_button")
    return [_one(entry) for entry in people]


def _one(entry: Any) -> Said:
    if not isinstance(entry, Mapping) or not all(isinstance(value, str) for value in entry.values()):
        raise PolicyError("chat.unknown_button")
    name, person = entry.get("name", ""), entry.get("person", "")
    if bool(name) == bool(person) or len(name) > LONGEST_NAME:
        raise PolicyError("chat.unknown_button")
    return Said(name, PersonId(person) if person else None, entry.get("surname", "")[:LONGEST_NAME])
