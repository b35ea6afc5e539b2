"""Owns handing over a shift at the switchboard in chat: one form, one card for whoever takes over (V1-V3).

It must not move anything itself, nor decide who may. What is written in the form is never logged.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, replace

from bot.cards.desk_forms import EVERYONE, HandOverFormView, hand_over_form
from bot.dialogs.desk_shifts import hand_over_reply, what_is_given
from bot.dialogs.desk_views import sight_of
from bot.dialogs.errors import by_field, error_text
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, open_form, submit, yes_or_answer
from bot.turn import CardJson, Message, Reply
from bot.understanding.result import Intent, Understanding
from policy.desk_book import HandOver
from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId
from policy.reasons import Reason
from services.desk_hand_over import DeskHandOver

NAME = "hand_over"
INPUTS = frozenset({"to", "note"})
GIVES = "gives"
COLLEAGUES = "colleagues"
BEFORE_A_NAME = ("till ", "to ")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverDialog:
    """Hands a shift over, and takes one over."""

    service: DeskHandOver

    name = NAME
    inputs = INPUTS

    async def ask(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line says that the shift is to be handed over. Raises NotAllowed for who is no operator."""
        return await self._form(exchange)

    async def form(self, exchange: Exchange) -> Reply:
        """*Lämna över passet*."""
        return await self._form(exchange)

    async def give(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def show(self, exchange: Exchange) -> Reply:
        """A desk's line of a hand-over that waits was tapped."""
        hand_over = await self.service.show(exchange.person.id, _carried(exchange))
        return hand_over_reply(exchange, hand_over, below=True)

    async def take(self, exchange: Exchange) -> Reply:
        """*Ta över*."""
        step = self.service.take(
            exchange.person.id, _carried(exchange), now=exchange.now, shown_on=exchange.turn.card_activity
        )
        return await self._done(exchange, step)

    async def take_back(self, exchange: Exchange) -> Reply:
        """*Ta tillbaka*."""
        step = self.service.take_back(
            exchange.person.id, _carried(exchange), now=exchange.now, shown_on=exchange.turn.card_activity
        )
        return await self._done(exchange, step)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, to whom it goes, or something else."""
        values = {str(name): str(value) for name, value in draft.values.items()}
        return await yes_or_answer(self, exchange, understood, values)

    async def remind(self, exchange: Exchange, understood: Understanding, reply: Reply) -> Reply:
        """The answer to an operator who has gone for the day, with a word of the rows that they have taken."""
        if understood.intent is not Intent.DIVERSION_SET or understood.reason is not Reason.GONE_FOR_DAY:
            return reply
        taken = await self.service.desk.left_behind(exchange.person.id, now=exchange.now)
        if not taken:
            return reply
        return replace(reply, messages=(*reply.messages, Message(text=exchange.words("desk.leaving", n=taken))))

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """A colleague's name says to whom (see `bot.dialogs.form.Form`)."""
        if understood.intent not in (None, Intent.AVAILABILITY_QUERY):
            return None
        line = (exchange.turn.text or "").strip().rstrip(".!").casefold()
        name = next((line.removeprefix(to) for to in BEFORE_A_NAME if line.startswith(to)), line)
        named = [person for person, called in _colleagues(values) if name in _names(called)]
        return {**values, "to": named[0]} if len(named) == 1 else None

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """The form as it was filled in, with what there is to hand over now (see `bot.dialogs.form.Form`)."""
        return {**values, **await self._given(exchange)}

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = HandOverFormView(
            gives=values.get(GIVES, ""),
            colleagues=_colleagues(values),
            values=values,
            faults=by_field(faults, exchange),
        )
        return hand_over_form(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("desk.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Hand it over."""
        to = values.get("to", "")
        hand_over = await self.service.give(
            exchange.person.id,
            None if to in ("", EVERYONE) else PersonId(to),
            values.get("note", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return hand_over_reply(exchange, hand_over)

    async def _form(self, exchange: Exchange) -> Reply:
        return open_form(self, exchange, await self._given(exchange), below=True)

    async def _given(self, exchange: Exchange) -> dict[str, str]:
        """What the form tells beside its fields: what there is to hand over, and to whom."""
        shift = await self.service.shift(exchange.person.id, now=exchange.now)
        colleagues = [(str(person.id), person.name) for person in shift.colleagues]
        return {GIVES: what_is_given(shift, sight_of(exchange)), COLLEAGUES: json.dumps(colleagues)}

    async def _done(self, exchange: Exchange, step: Awaitable[HandOver]) -> Reply:
        """The hand-over after the step; as it stands, with what came between, when it couldn't be taken."""
        try:
            return hand_over_reply(exchange, await step)
        except NotAllowed:
            raise
        except PolicyError as late:
            if late.code != "desk.taken_over_already":
                raise
            hand_over = await self.service.show(exchange.person.id, _carried(exchange))
            return hand_over_reply(exchange, hand_over, between=error_text(late, exchange))


def _colleagues(values: Values) -> tuple[tuple[str, str], ...]:
    """Whom the form offers, each with their name."""
    return tuple((str(person), str(name)) for person, name in json.loads(values.get(COLLEAGUES, "[]")))


def _names(name: str) -> tuple[str, str]:
    """What somebody is called: by their whole name, or their first."""
    whole = name.casefold()
    return whole, whole.split()[0]


def _carried(exchange: Exchange) -> str:
    return carried_by_button(exchange).get("hand_over", "")
