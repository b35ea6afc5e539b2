"""Owns the switchboard's question: one line in, one sentence to read aloud out (V1).

It must not decide what may be told; the service has masked that for whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialogs.asking_who import ask_who
from bot.dialogs.exchange import Exchange
from bot.dialogs.person_views import answer_reply, looks_like_number, no_one_reply, perhaps_someone_reply
from bot.dialogs.question_times import asked_in, asked_of, carried
from bot.dialogs.several_people import SeveralDialog
from bot.turn import Reply
from bot.understanding.result import Understanding
from bot.understanding.several import people_named
from policy.organisation import PersonId
from services.availability import Asked, AvailabilityService, Found, Several
from services.ports import SearchOutcome

NAME = "availability"
MOST_WORDS_OF_A_NAME = 5
MOST_WORDS_OF_NOBODY = 2
"""A longer line with someone's name in it says something about them; it is no name that fits nobody."""
ASKED_BY_NUMBER = re.compile(r"(?:[^\W\d]+ ){1,2}(?P<number>\+?[0-9][0-9 ()/-]{2,}) ?[?.!]?")
"""Someone's number after a word or two: "vem är 4536?", "sök 070-174 06 05"."""
SURE_ENOUGH = 0.85
"""How well a bare line has to fit someone to be taken for their name; what is asked as a question may fit worse."""
TURNED_ROUND = 2
"""How many single words with a comma between may be one person's surname and first name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityDialog:
    """Answers who is in, who is away, and when they are back."""

    service: AvailabilityService
    several: SeveralDialog

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks about someone, or about several at once, now or at another time."""
        name, names = str(understood.other.get("person", "")), tuple(understood.more.get("people", ()))
        asked = asked_in(understood, now=exchange.now)
        if len(names) > 1 and not self._is_one(exchange, name, names):
            return await self.several.ask(exchange, names, asked)
        return await self._answer(exchange, name, asked)

    async def bare_name(self, exchange: Exchange) -> Reply | None:
        """A line that is nothing but names, someone's extension or number; None when it is like no one's."""
        line = (exchange.turn.text or "").strip()
        names = people_named(line)
        if len(names) > 1 and not self._is_one(exchange, line, names) and self._are_people(exchange, names):
            return await self.several.ask(exchange, names, Asked(now=exchange.now))
        return await self._bare_name_of_one(exchange, line)

    async def _bare_name_of_one(self, exchange: Exchange, line: str) -> Reply | None:
        if not line or len(line.split()) > MOST_WORDS_OF_A_NAME:
            return None
        numbered = ASKED_BY_NUMBER.fullmatch(line)
        if numbered is not None and self.service.directory.find_people(numbered["number"]).matches:
            return await self._answer(exchange, numbered["number"], Asked(now=exchange.now))
        outcome = self._find(exchange, line)
        if outcome.matches:
            is_sure = outcome.matches[0].score >= SURE_ENOUGH
            return await self._answer(exchange, line, Asked(now=exchange.now)) if is_sure else None
        if looks_like_number(line):
            return no_one_reply(exchange, line, ())
        is_like_a_name = bool(outcome.nearest) and len(line.split()) <= MOST_WORDS_OF_NOBODY
        return perhaps_someone_reply(exchange, outcome.nearest) if is_like_a_name else None

    async def refresh(self, exchange: Exchange) -> Reply:
        """An answer's button asks how it stands now."""
        values = _pressed(exchange)
        return await self.go_on(exchange, PersonId(str(values.get("person", ""))), values)

    async def show(self, exchange: Exchange) -> Reply:
        """A row of an answer about several was tapped: all that is told of that one, below."""
        values = _pressed(exchange)
        asked = asked_of(values, now=exchange.now)
        found = await self._found(exchange, PersonId(str(values.get("person", ""))), asked)
        return answer_reply(exchange, found, carried(asked), below=True)

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known who was meant."""
        asked = asked_of(remembered, now=exchange.now)
        return answer_reply(exchange, await self._found(exchange, picked, asked), carried(asked))

    async def _found(self, exchange: Exchange, person: PersonId, asked: Asked) -> Found:
        return await self.service.ask_about(exchange.audience, person, now=asked.now, period=asked.period, at=asked.at)

    async def _answer(self, exchange: Exchange, name: str, asked: Asked) -> Reply:
        outcome = await self.service.ask(exchange.audience, name, now=asked.now, period=asked.period, at=asked.at)
        if isinstance(outcome, Found):
            return answer_reply(exchange, outcome, carried(asked))
        if isinstance(outcome, Several):
            return ask_who(exchange, outcome.people, then=NAME, remember=carried(asked))
        return no_one_reply(exchange, name, outcome.nearest)

    def _is_one(self, exchange: Exchange, line: str, names: Sequence[str]) -> bool:
        """Whether what looks like several is one, the surname first: "Svensson, Anna"."""
        if "," not in line or len(names) != TURNED_ROUND or any(len(name.split()) > 1 for name in names):
            return False
        return self._find(exchange, f"{names[1]} {names[0]}").is_certain

    def _are_people(self, exchange: Exchange, names: Sequence[str]) -> bool:
        """Whether a line that asks nothing is a list of people: each is short, and two of them are surely somebody's.

        Of two that are written as names are, one is enough: the other is told to be nobody's.
        """
        if any(len(name.split()) > MOST_WORDS_OF_A_NAME for name in names):
            return False
        outcomes = [self._find(exchange, name) for name in names]
        known = sum(bool(one.matches) and one.matches[0].score >= SURE_ENOUGH for one in outcomes)
        return known > 1 or (known == 1 and all(part[:1].isupper() for name in names for part in name.split()))

    def _find(self, exchange: Exchange, name: str) -> SearchOutcome:
        return self.service.directory.find_people(name, near=exchange.person)


def _pressed(exchange: Exchange) -> Mapping[str, Any]:
    action = exchange.turn.action
    if action is None:
        raise ValueError("only a card's button carries values")
    return action.values
