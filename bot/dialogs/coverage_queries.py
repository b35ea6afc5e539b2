"""Owns the question who answers for the phones, or who is in: one line in, one card out (A2, V1).

It must not decide what may be told; the service has masked that for whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs.asking_where import ask_where, place_said
from bot.dialogs.coverage_answers import answered_reply
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.question_times import asked_in, asked_of, carried
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.errors import PolicyError
from services.coverage_queries import CoverageQueries, WhoAnswers
from services.place_finding import Spot, spot_of, spots_named

PHONES = "phones"
"""What a question carries that is about who answers, rather than about who is in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageQueryDialog:
    """Answers who has phone duty, and who is in at a unit."""

    service: CoverageQueries

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks: of a place that it names, or of the asker's own."""
        values = {PHONES: PHONES} if "duty" in understood.slots else {}
        values |= carried(asked_in(understood, now=exchange.now))
        name = place_said(understood)
        if name:
            found = spots_named(exchange.municipality, name)
            if len(found.spots) != 1:
                return ask_where(exchange, found, name, action=ActionName.UNITS_ASK, values=values)
            return await self.go_on(exchange, {**values, "spot": found.spots[0].id})
        # "Vem sitter i växeln?" names a place by its duty, where there is such a place.
        by_duty = spots_named(exchange.municipality, str(understood.slots.get("duty", "")), loosely=False).spots
        return await self.go_on(exchange, {**values, "spot": by_duty[0].id} if len(by_duty) == 1 else values)

    async def pressed(self, exchange: Exchange) -> Reply:
        """A row of a list was tapped, or an answer's *Uppdatera*."""
        exchange.drop_draft()
        return await self.go_on(exchange, carried_by_button(exchange))

    async def go_on(self, exchange: Exchange, values: Mapping[str, str]) -> Reply:
        """Answer, once it is known which place is meant."""
        spot: Spot | None = None
        if values.get("spot"):
            spot = spot_of(exchange.municipality, values["spot"])
            if spot is None:
                raise PolicyError("coverage.no_such_group")
        times = asked_of(values, now=exchange.now)
        asked = WhoAnswers(spot=spot, period=times.period, at=times.at, phones=values.get(PHONES) == PHONES)
        answered = await self.service.answer(exchange.person, asked, viewer=exchange.audience, now=exchange.now)
        return answered_reply(exchange, answered, values)
