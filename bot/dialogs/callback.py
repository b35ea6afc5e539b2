"""Owns the dialogs that make a promise to call back, correct it, or agree on the next contact: a line or a form in.

It must not decide what is allowed, nor which times can be kept; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.callback import who
from bot.cards.callback_forms import next_contact_form_card, promise_form_card
from bot.cards.callback_receipt import DoneView, done_card
from bot.dialogs import callback_values as values_of
from bot.dialogs.callback_previews import preview_reply
from bot.dialogs.callback_receipts import remember_receipt
from bot.dialogs.callback_values import NEXT_INPUTS, PROMISE_INPUTS, YES
from bot.dialogs.callback_views import form_view, promise_reply, sight_of
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, answer, fill_in, open_form, submit, yes_or_answer
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.callbacks import Callback
from policy.errors import PolicyError, PolicyErrors
from services.callbacks import CallbackService
from services.ports import Place

NAME = "callback"
NEXT = "callback_next"


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDialog:
    """Makes promises, and corrects them."""

    service: CallbackService

    name = NAME
    inputs = PROMISE_INPUTS

    async def log(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line promises a call: save it if there is someone to call, else show the form with what is known."""
        values = values_of.as_asked(exchange, values_of.from_understanding(understood, exchange.now))
        if not values.get("caller") and not values.get("phone"):
            return open_form(self, exchange, values)
        return await fill_in(self, exchange, values)

    async def new(self, exchange: Exchange) -> Reply:
        """A button asks for an empty form."""
        return open_form(self, exchange, values_of.as_asked(exchange, {}), below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def change(self, exchange: Exchange) -> Reply:
        """A card's *Ändra*: the form, with the promise as it stands. Raises NotAllowed, or PolicyError."""
        return await self.change_one(exchange, values_of.place_in(carried_by_button(exchange)))

    async def change_one(self, exchange: Exchange, place: Place) -> Reply:
        """The form of that promise, below its card. Raises NotAllowed, or PolicyError."""
        callback = await self.service.show(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        if not callback.is_open:
            raise PolicyError("callback.closed")
        return open_form(self, exchange, values_of.from_callback(callback, exchange.now), below=True)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, what it lacks, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form (see `bot.dialogs.form.Form`)."""
        return values_of.with_line(exchange, understood, values)

    async def shown(self, _exchange: Exchange, values: Values) -> Values:
        """The values as they were entered (see `bot.dialogs.form.Form`)."""
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = form_view(exchange, values, faults, self.inputs, changes=bool(values.get("callback")))
        return promise_form_card(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("callback.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Save the promise, or show what better times there are."""
        me, turn, now = exchange.person.id, exchange.turn.activity_id, exchange.now
        changes = bool(values.get("callback"))
        wanted = values_of.to_wanted(exchange, values, person=exchange.person, is_message=False)
        keep = values.get("keep") == YES
        if changes:
            place = values_of.place_in(values)
            outcome = await self.service.change(me, place, wanted, turn=turn, now=now, keep=keep)
        else:
            asked = values_of.asked_by(exchange, values)
            outcome = await self.service.promise(me, wanted, turn=asked, now=now, keep=keep)
        if not outcome.saved:
            return preview_reply(exchange, self, values, contact=outcome.contact, answer_=outcome.answer)
        if changes:
            return _receipt(exchange, "callback.receipt.changed", outcome.callback)
        if outcome.callback.is_open:
            remember_receipt(exchange, outcome.callback, what="promised")
        return promise_reply(exchange, outcome.callback)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContactDialog:
    """Agrees on the next contact with a caller who has been reached (S6)."""

    service: CallbackService

    name = NEXT
    inputs = NEXT_INPUTS

    async def ask(self, exchange: Exchange) -> Reply:
        """A card's *Nytt besked*: when? Raises NotAllowed, or PolicyError."""
        carried = carried_by_button(exchange)
        place = values_of.place_in(carried)
        callback = await self.service.show(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        return self.open_for(exchange, callback)

    def open_for(self, exchange: Exchange, callback: Callback) -> Reply:
        """The form for that promise; raises PolicyError when it is closed."""
        if not callback.is_open:
            raise PolicyError("callback.closed")
        values = {"person": str(callback.holder), "callback": callback.id, "who": who(callback, exchange.words)}
        return open_form(self, exchange, values, below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A time typed while the form is open."""
        return await answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """A time, and nothing else (see `bot.dialogs.form.Form`)."""
        heard = values_of.with_line(exchange, understood, {**values, "caller": "-", "phone": "-"})
        if heard is None or heard.get("contact_date") is None:
            return None
        return {name: value for name, value in heard.items() if name not in ("caller", "phone")}

    async def shown(self, _exchange: Exchange, values: Values) -> Values:
        """The values as they were entered (see `bot.dialogs.form.Form`)."""
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = form_view(exchange, values, faults, self.inputs, about=values.get("who", ""))
        return next_contact_form_card(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("callback.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Agree on it, or show what better time there is."""
        found: list[PolicyError] = []
        until = values_of.read_due(exchange, values, "contact", exchange.person, found)
        if until is None and not found:
            found.append(PolicyError("callback.next_missing", field="contact"))
        if until is None:
            raise PolicyErrors(found)
        outcome = await self.service.not_ready(
            exchange.person.id,
            values_of.place_in(values),
            until,
            turn=exchange.turn.activity_id,
            now=exchange.now,
            keep=values.get("keep") == YES,
        )
        if not outcome.saved:
            return preview_reply(exchange, self, values, contact=outcome.contact)
        remember_receipt(exchange, outcome.callback, what="marked", event=exchange.turn.activity_id)
        return _receipt(exchange, "callback.receipt.agreed", outcome.callback, undo=exchange.turn.activity_id)


def _receipt(exchange: Exchange, key: str, callback: Callback, *, undo: str = "") -> Reply:
    sight = sight_of(exchange)
    what = exchange.words(key, who=sight.who(callback), moment=sight.moment(callback.contact_due_at))
    carried = {"person": str(callback.holder), "callback": callback.id, "event": undo, "shown": "receipt"}
    card = done_card(DoneView(what=what, undo=carried if undo else None), exchange.words)
    return exchange.show(card, what)
