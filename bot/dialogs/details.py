"""Owns the dialog about one's own details: shown as the switchboard sees them, confirmed, corrected by a form (A1).

It must not decide anything; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.details import DetailsFormView, details_form_card
from bot.dialogs.details_views import correction_reply, seen_reply
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, answer, fill_in, open_form, submit
from bot.turn import CardJson, Reply
from bot.understanding.result import Intent, Understanding
from policy.details import DetailField
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.details import DetailsService

NAME = "details"
INPUTS = frozenset({"field", "text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsDialog:
    """Shows, confirms and corrects; and takes in that the switchboard has mended the directory."""

    service: DetailsService

    name = NAME
    inputs = INPUTS

    async def show(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks what the switchboard sees."""
        return await self.show_mine(exchange)

    async def show_mine(self, exchange: Exchange) -> Reply:
        """What the switchboard sees of the person."""
        seen = await self.service.seen(exchange.person.id, now=exchange.now)
        return seen_reply(exchange, seen, below=True)

    async def confirm(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line says that it is right."""
        return await self.confirm_mine(exchange)

    async def confirm_mine(self, exchange: Exchange) -> Reply:
        """*Stämmer*."""
        return seen_reply(exchange, await self.service.confirm(exchange.person.id, now=exchange.now), below=False)

    async def correct(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line says what is wrong: the form, with what was said in it, since the switchboard acts on it."""
        text = str(understood.slots.get("text", ""))
        return open_form(self, exchange, {"field": DetailField.OTHER.value, "text": text} if text else {})

    async def form(self, exchange: Exchange) -> Reply:
        """*Rätta*."""
        return open_form(self, exchange, {}, below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def withdraw(self, exchange: Exchange) -> Reply:
        """*Ta tillbaka*."""
        correction = carried_by_button(exchange).get("correction", "")
        return correction_reply(exchange, await self.service.withdraw(exchange.person.id, correction, now=exchange.now))

    async def mended(self, exchange: Exchange) -> Reply:
        """*Rättat i katalogen*: done, or who was first."""
        carried = carried_by_button(exchange)
        owner, correction = PersonId(carried.get("person", "")), carried.get("correction", "")
        corrected = await self.service.mended(exchange.person.id, owner, correction, now=exchange.now)
        return correction_reply(exchange, corrected)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, or what it is to say."""
        if exchange.hears("chat.yes") and draft.values.get("text"):
            exchange.drop_draft()
            return await fill_in(self, exchange, {str(k): str(v) for k, v in draft.values.items()})
        return await answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form (see `bot.dialogs.form.Form`)."""
        del exchange
        text = str(understood.slots.get("text", ""))
        if understood.intent is not Intent.DETAILS_CORRECT or not text:
            return None
        return {"field": DetailField.OTHER.value, **values, "text": text}

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """The form as it was filled in (see `bot.dialogs.form.Form`)."""
        del exchange
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        return details_form_card(DetailsFormView(values=values, faults=by_field(faults, exchange)), exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("details.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Send the correction to the switchboard."""
        corrected = await self.service.correct(
            exchange.person.id,
            _field(values.get("field", "")),
            values.get("text", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return correction_reply(exchange, corrected)


def _field(value: str) -> DetailField:
    try:
        return DetailField(value)
    except ValueError:
        raise PolicyError("details.pick_field", field="field") from None
