"""Owns the dialog of suggestions out of one's own calendar: what is read is told before it is turned on (A3).

It must not decide anything; the service and the policy do. Nothing is diverted here: the diversion's own form is.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.calendar import Just
from bot.dialogs.calendar_views import stands_reply, suggestion_reply, to_fill_in
from bot.dialogs.diversion import DiversionDialog
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import open_form
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.calendar_suggestions import Fate
from services.calendar_suggestions import CalendarSuggestions

NAME = "calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDialog:
    """Turns suggestions on and off, and takes in what a person makes of one."""

    service: CalendarSuggestions
    diverting: DiversionDialog

    async def ask(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for suggestions, or what is read: that is told first, and nothing is read before a yes."""
        return await self.show(exchange)

    async def show(self, exchange: Exchange) -> Reply:
        """What would be read, or is. Raises PolicyError `calendar.not_reached` or `calendar.no_address`."""
        stands = await self.service.offered(exchange.person.id)
        if not stands.is_on:
            exchange.keep_draft(NAME, {}, holds_work=False)
        return stands_reply(exchange, stands)

    async def answer(self, exchange: Exchange, _draft: Draft, _understood: Understanding) -> Reply | None:
        """A yes or no, typed where the card asked."""
        if exchange.hears("chat.yes"):
            return await self.turn_on(exchange)
        if exchange.hears("chat.no"):
            exchange.drop_draft()
            return exchange.say("chat.nothing_changed")
        return None

    async def turn_on(self, exchange: Exchange) -> Reply:
        """*Slå på*."""
        stands = await self.service.turn_on(exchange.person.id, now=exchange.now)
        exchange.drop_draft()
        return stands_reply(exchange, stands, Just.TURNED_ON)

    async def stop(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line turns it off."""
        return await self.turn_off(exchange)

    async def turn_off(self, exchange: Exchange) -> Reply:
        """*Stäng av*, or a suggestion's *Sluta föreslå*; also where it was off, or no calendar is reached any more."""
        pressed = "" if exchange.turn.action is None else carried_by_button(exchange).get("suggestion", "")
        stands = await self.service.turn_off(exchange.person.id, now=exchange.now, pressed=pressed)
        return stands_reply(exchange, stands, Just.TURNED_OFF)

    async def divert(self, exchange: Exchange) -> Reply:
        """*Hänvisa*: the form below, with the times in it. The suggestion stands until there is a diversion.

        Raises PolicyError `calendar.gone` or `calendar.passed`.
        """
        pressed = carried_by_button(exchange).get("suggestion", "")
        suggestion = await self.service.find(exchange.person.id, pressed, now=exchange.now)
        if suggestion.fate in (Fate.DIVERTED, Fate.WITHDRAWN):
            return suggestion_reply(exchange, suggestion)
        values = to_fill_in(suggestion, exchange.person.id, now=exchange.now)
        return open_form(self.diverting, exchange, values, below=True)

    async def decline(self, exchange: Exchange) -> Reply:
        """*Inte den här*. Raises PolicyError `calendar.gone` or `calendar.passed`."""
        pressed = carried_by_button(exchange).get("suggestion", "")
        return suggestion_reply(exchange, await self.service.decline(exchange.person.id, pressed, now=exchange.now))
