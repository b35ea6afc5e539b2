"""Owns what is said and pressed about one's own promises: klart, ingen svarade, nytt besked, ta bort, ångra, the list.

A line names the caller, and one that fits is marked at once; several are asked about; none shows the list. It must not
decide who may: the service does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.callback_list import FROM_LIST, MOST_TO_PICK
from bot.cards.callback_receipt import DoneView, done_card
from bot.dialogs import callback_values as values_of
from bot.dialogs.callback import NextContactDialog
from bot.dialogs.callback_receipts import remember_receipt
from bot.dialogs.callback_views import list_reply, pick_reply, promise_reply, sight_of
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import fill_in
from bot.dialogs.person_views import shortened
from bot.texts.numbers import phone_number
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.callback_finding import meant
from policy.callbacks import Callback
from policy.errors import PolicyError
from services.callback_cases import place_of
from services.callback_messages import MessageService
from services.callbacks import CallbackService
from services.ports import Place

WHICH = "callback_which"
"""The draft of the question which promise is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackMarks:
    """Marks one's own promises, by line and by button."""

    service: CallbackService
    messages: MessageService
    next_contact: NextContactDialog

    async def show_list(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for one's own promises."""
        return await self.list(exchange)

    async def list(self, exchange: Exchange) -> Reply:
        """One's own promises, in due order, as a message of its own."""
        return list_reply(exchange, await self.service.mine(exchange.person.id), below=True)

    async def show(self, exchange: Exchange) -> Reply:
        """A row's *Visa*: the promise's own card, below."""
        place = values_of.place_in(carried_by_button(exchange))
        callback = await self.service.show(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        return promise_reply(exchange, callback, below=True)

    async def hear_done(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Har ringt Kalle"; with "inte klart", the next contact is agreed instead (S6)."""
        remembered = {"do": "not_ready" if understood.slots.get("unfinished") else "done"}
        if understood.end is not None:
            remembered |= values_of.instant_values("contact", understood.end, exchange.now)
        return await self._find(exchange, understood, remembered)

    async def hear_tried(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Kalle svarade inte"."""
        return await self._find(exchange, understood, {"do": "tried"})

    async def hear_withdraw(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Ta bort löftet till Kalle"; a message that one has left is meant where no promise of one's own is."""
        left = [one for one in await self.messages.left_by(exchange.person.id) if one.is_open]
        return await self._find(exchange, understood, {"do": "withdraw"}, beside=left)

    async def pick(self, exchange: Exchange) -> Reply:
        """A row of the question which promise is meant."""
        carried, asked = carried_by_button(exchange), exchange.draft()
        if asked is not None and asked.dialog == WHICH:
            exchange.drop_draft()
        return await self._go_on(exchange, values_of.place_in(carried), {**carried, "shown": "receipt"})

    async def answer_which(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A digit picks that row; more of the name picks whoever it fits alone."""
        line = (exchange.turn.text or "").strip().rstrip(".)")
        places = [Place(person, callback) for person, callback in draft.values["places"]]
        if line.isdecimal() and len(line) == 1:
            if not 1 <= int(line) <= len(places):
                return exchange.say("callback.list.pick_a_number", most=len(places))
            exchange.drop_draft()
            return await self._go_on(exchange, places[int(line) - 1], draft.values["remember"])
        if understood.intent is not None:
            return None
        named = [one for one in meant(await self._mine(exchange), caller=line) if place_of(one) in places]
        if len(named) != 1:
            return None
        exchange.drop_draft()
        return await self._go_on(exchange, place_of(named[0]), draft.values["remember"])

    async def done(self, exchange: Exchange) -> Reply:
        """A button says that it is done."""
        return await self._pressed(exchange, "done")

    async def tried(self, exchange: Exchange) -> Reply:
        """A button says that nobody answered."""
        return await self._pressed(exchange, "tried")

    async def withdraw(self, exchange: Exchange) -> Reply:
        """A button says that no call is needed."""
        return await self._pressed(exchange, "withdraw")

    async def undo(self, exchange: Exchange) -> Reply:
        """*Ångra* on the promise's card, or on a receipt."""
        carried = carried_by_button(exchange)
        place, event = values_of.place_in(carried), carried.get("event", "")
        if carried.get("shown") == "receipt":
            return await self.undo_one(exchange, place, event)
        return promise_reply(exchange, await self._undo(exchange, place, event))

    async def undo_one(self, exchange: Exchange, place: Place, event: str) -> Reply:
        """Take back that mark, with a receipt. Raises NotAllowed, or PolicyError."""
        callback = await self._undo(exchange, place, event)
        return _receipt(exchange, exchange.words("callback.receipt.undone", errand=sight_of(exchange).errand(callback)))

    async def remove_one(self, exchange: Exchange, place: Place) -> Reply:
        """Take away that promise, with a receipt. Raises NotAllowed, or PolicyError."""
        return await self._go_on(exchange, place, {"do": "withdraw", "shown": "receipt"})

    async def _undo(self, exchange: Exchange, place: Place, event: str) -> Callback:
        marked = await self.service.undo(
            exchange.person.id,
            place,
            event,
            turn=exchange.turn.activity_id,
            now=exchange.now,
            shown_on=exchange.turn.card_activity,
        )
        return marked.callback

    async def _mine(self, exchange: Exchange) -> tuple[Callback, ...]:
        return await self.service.mine(exchange.person.id)

    async def _find(
        self,
        exchange: Exchange,
        understood: Understanding,
        remembered: Mapping[str, str],
        beside: Sequence[Callback] = (),
    ) -> Reply:
        """Go on with the promise that the line means, or ask which, or show those that there are."""
        caller, phone = str(understood.slots.get("caller") or ""), str(understood.slots.get("phone") or "")
        mine = await self._mine(exchange)
        found = meant(mine, caller=caller, phone=phone) or meant(beside, caller=caller, phone=phone)
        if len(found) == 1:
            return await self._go_on(exchange, place_of(found[0]), {**remembered, "shown": "receipt"})
        if not found:
            name = shortened(caller) or phone_number(phone)
            return list_reply(exchange, mine, exchange.words("callback.list.no_such", name=name) if mine else "")
        return self._ask_which(exchange, found, remembered)

    def _ask_which(self, exchange: Exchange, found: Sequence[Callback], remembered: Mapping[str, str]) -> Reply:
        shown = found[:MOST_TO_PICK]
        remember = {**remembered, "shown": "receipt"}
        places = [[str(one.holder), one.id] for one in shown]
        exchange.keep_draft(WHICH, {"places": places, "remember": remember}, holds_work=False)
        return pick_reply(exchange, shown, remember)

    async def _pressed(self, exchange: Exchange, do: str) -> Reply:
        carried = carried_by_button(exchange)
        return await self._go_on(exchange, values_of.place_in(carried), {"do": do, "shown": carried.get("shown", "")})

    async def _go_on(self, exchange: Exchange, place: Place, remembered: Mapping[str, Any]) -> Reply:
        do = str(remembered.get("do", ""))
        if do == "not_ready":
            return await self._not_ready(exchange, place, remembered)
        mark = {"done": self.service.done, "tried": self.service.tried, "withdraw": self.service.withdraw}.get(do)
        if mark is None:
            raise PolicyError("chat.unknown_button")
        turn = exchange.turn.activity_id
        marked = await mark(
            exchange.person.id, place, turn=turn, now=exchange.now, shown_on=exchange.turn.card_activity
        )
        callback, what = marked.callback, _what(exchange, do, marked.callback)
        if do != "withdraw":
            remember_receipt(exchange, callback, what="marked", event=turn)
        if remembered.get("shown") == FROM_LIST:
            return list_reply(exchange, await self._mine(exchange), what)
        if remembered.get("shown") != "receipt":
            return promise_reply(exchange, callback)
        undo = {"person": str(callback.holder), "callback": callback.id, "event": turn, "shown": "receipt"}
        if do == "withdraw":
            return _receipt(exchange, what)
        return _receipt(exchange, what, next_=_next(exchange, do, callback), undo=undo)

    async def _not_ready(self, exchange: Exchange, place: Place, remembered: Mapping[str, Any]) -> Reply:
        """With a time it is agreed at once; without one it is asked for."""
        callback = await self.service.show(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        if not remembered.get("contact_date"):
            return self.next_contact.open_for(exchange, callback)
        values = {
            "person": place.partition,
            "callback": place.id,
            "who": sight_of(exchange).who(callback),
            "contact_date": str(remembered["contact_date"]),
            "contact_time": str(remembered.get("contact_time", "")),
        }
        return await fill_in(self.next_contact, exchange, values)


def _what(exchange: Exchange, do: str, callback: Callback) -> str:
    sight = sight_of(exchange)
    who = sight.who(callback)
    if do == "withdraw" and callback.left_by == exchange.person.id:
        return exchange.words("callback.sent.withdrawn", name=sight.name_of(callback.holder))
    if do == "done" and not callback.asks_for_a_call:
        return exchange.words("callback.receipt.read")
    if do == "done":
        return exchange.words("callback.receipt.done", who=who)
    if do == "tried":
        return exchange.words("callback.receipt.tried", who=who)
    return exchange.words("callback.receipt.withdrawn", who=who)


def _next(exchange: Exchange, do: str, callback: Callback) -> str:
    if do != "tried":
        return ""
    due = sight_of(exchange).moment(callback.contact_due_at)
    return exchange.words("callback.receipt.tried_next", moment=due)


def _receipt(exchange: Exchange, what: str, *, next_: str = "", undo: Mapping[str, str] | None = None) -> Reply:
    return exchange.show(done_card(DoneView(what=what, next=next_, undo=undo), exchange.words), what)
