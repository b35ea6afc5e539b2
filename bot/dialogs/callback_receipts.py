"""Owns what is typed right after something was done about a promise: *ångra* takes it back, *ändra* opens its form.

It must not do either itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialogs.exchange import Draft, Exchange
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.callbacks import Callback
from services.ports import Place

NAME = "callback_receipt"
"""The draft of a receipt that was just shown: it has nothing to fill in, but *ångra* and *ändra* are heard."""

Undo = Callable[[Exchange, Place, str], Awaitable[Reply]]
Remove = Callable[[Exchange, Place], Awaitable[Reply]]
ChangeOne = Callable[[Exchange, Place], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackReceipts:
    """Hears what is said of the latest receipt."""

    undo: Undo
    remove: Remove
    change_one: ChangeOne

    async def cancel(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra* takes back the mark, promise or message that was just made; *avbryt* has nothing to close."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        exchange.drop_draft()
        place = Place(draft.values["person"], draft.values["callback"])
        if draft.values["what"] in ("promised", "left"):
            return await self.remove(exchange, place)
        return await self.undo(exchange, place, draft.values["event"])

    async def answer(self, exchange: Exchange, draft: Draft, _understood: Understanding) -> Reply | None:
        """*Ändra* opens the form of a promise that was just made."""
        if draft.values["what"] != "promised" or not exchange.hears("chat.change"):
            return None
        return await self.change_one(exchange, Place(draft.values["person"], draft.values["callback"]))


def remember_receipt(exchange: Exchange, callback: Callback, *, what: str, event: str = "") -> None:
    """Keep what the receipt is about (`what`: promised, marked or left), unless something is being filled in."""
    draft = exchange.draft()
    if draft is not None and draft.holds_work:
        return
    values = {"person": str(callback.holder), "callback": callback.id, "what": what, "event": event}
    exchange.keep_draft(NAME, values, holds_work=False)
