"""Owns the switchboard's question: one line in, one sentence to read aloud out (V1).

It must not decide what may be told; the service has masked that for whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.dialogs.asking_who import ask_who
from bot.dialogs.exchange import Exchange
from bot.dialogs.person_views import answer_reply, looks_like_number, no_one_reply, perhaps_someone_reply
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.diversions import FURTHEST_AHEAD
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import Period, as_utc
from services.availability import AvailabilityService, Found, Several

NAME = "availability"
MOST_WORDS_OF_A_NAME = 5
MOST_WORDS_OF_NOBODY = 2
"""A longer line with someone's name in it says something about them; it is no name that fits nobody."""
ASKED_BY_NUMBER = re.compile(r"(?:[^\W\d]+ ){1,2}(?P<number>\+?[0-9][0-9 ()/-]{2,}) ?[?.!]?")
"""Someone's number after a word or two: "vem är 4536?", "sök 070-174 06 05"."""
SURE_ENOUGH = 0.85
"""How well a bare line has to fit someone to be taken for their name; what is asked as a question may fit worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityDialog:
    """Answers who is in, who is away, and when they are back."""

    service: AvailabilityService

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks about someone, now or in a period."""
        name = str(understood.other.get("person", ""))
        period = _period_asked_for(understood)
        at = understood.start if understood.end is None else None
        return await self._answer(exchange, name, period, at)

    async def bare_name(self, exchange: Exchange) -> Reply | None:
        """A line that is nothing but someone's name, extension or number; None when it is like no one's."""
        line = (exchange.turn.text or "").strip()
        if not line or len(line.split()) > MOST_WORDS_OF_A_NAME:
            return None
        numbered = ASKED_BY_NUMBER.fullmatch(line)
        if numbered is not None and self.service.directory.find_people(numbered["number"]).matches:
            return await self._answer(exchange, numbered["number"])
        outcome = self.service.directory.find_people(line, near=exchange.person)
        if outcome.matches:
            is_sure = outcome.matches[0].score >= SURE_ENOUGH
            return await self._answer(exchange, line) if is_sure else None
        if looks_like_number(line):
            return no_one_reply(exchange, line, ())
        is_like_a_name = bool(outcome.nearest) and len(line.split()) <= MOST_WORDS_OF_NOBODY
        return perhaps_someone_reply(exchange, outcome.nearest) if is_like_a_name else None

    async def refresh(self, exchange: Exchange) -> Reply:
        """An answer's button asks how it stands now."""
        action = exchange.turn.action
        if action is None:
            raise ValueError("only a card's button refreshes it")
        return await self.go_on(exchange, PersonId(str(action.values.get("person", ""))), action.values)

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known who was meant."""
        period, at = _period_of(remembered, now=exchange.now), _instant_of(remembered, "at", now=exchange.now)
        found = await self.service.ask_about(exchange.audience, picked, now=exchange.now, period=period, at=at)
        return answer_reply(exchange, found, _remembered(period, at))

    async def _answer(
        self, exchange: Exchange, name: str, period: Period | None = None, at: datetime | None = None
    ) -> Reply:
        outcome = await self.service.ask(exchange.audience, name, now=exchange.now, period=period, at=at)
        if isinstance(outcome, Found):
            return answer_reply(exchange, outcome, _remembered(period, at))
        if isinstance(outcome, Several):
            return ask_who(exchange, outcome.people, then=NAME, remember=_remembered(period, at))
        return no_one_reply(exchange, name, outcome.nearest)


def _period_asked_for(understood: Understanding) -> Period | None:
    """The period of the question; None for a question about now, or where the line's times contradict each other."""
    start, end = understood.start, understood.end
    if start is None or end is None or as_utc(end) <= as_utc(start):
        return None
    return Period(start, end)


def _remembered(period: Period | None, at: datetime | None) -> dict[str, str]:
    if period is not None and period.end_at is not None:
        return {"start": period.start_at.isoformat(), "end": period.end_at.isoformat()}
    return {} if at is None else {"at": at.isoformat()}


def _period_of(remembered: Mapping[str, Any], *, now: datetime) -> Period | None:
    """The period that a button carried; one that can't be read was not made by us."""
    start, end = _instant_of(remembered, "start", now=now), _instant_of(remembered, "end", now=now)
    if start is None or end is None:
        return None
    if end <= start:
        raise PolicyError("chat.unknown_button")
    return Period(start, end)


def _instant_of(remembered: Mapping[str, Any], name: str, *, now: datetime) -> datetime | None:
    """The instant that a button carried under the name; one that can't be read was not made by us."""
    carried = remembered.get(name)
    if not carried:
        return None
    try:
        instant = as_utc(datetime.fromisoformat(str(carried)))
    except (ValueError, OverflowError):
        raise PolicyError("chat.unknown_button") from None
    if instant > as_utc(now) + FURTHEST_AHEAD:
        raise PolicyError("chat.unknown_button")
    return instant
