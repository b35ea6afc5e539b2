"""Owns what can be done from a receipt: take its change back, or mend what it shows, by its buttons or in words.

It must not set anything itself.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.cards.still_away import still_away_noted_card
from bot.dialogs.coverage_asking import ColleagueAsking
from bot.dialogs.diversion_views import status_reply, too_late_reply, undone_reply
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId
from services.diversions import DiversionService

NAME = "diversion_receipt"
"""The draft of a receipt that was just shown: it has nothing to fill in, but *ångra* and *ändra* are heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """Answers what is done about a receipt; `change_one` opens the form of the diversion that it shows."""

    service: DiversionService
    asking: ColleagueAsking
    change_one: Callable[[Exchange, PersonId, str], Awaitable[Reply]]

    async def undo(self, exchange: Exchange) -> Reply:
        """A receipt's *Ångra*."""
        carried = carried_by_button(exchange)
        return await self._undo(exchange, PersonId(carried.get("person", "")), carried.get("change", ""))

    async def cancel(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra* typed after a receipt takes its change back; *avbryt* there has nothing to close, and says so."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        return await self._undo(exchange, PersonId(draft.values["person"]), draft.values["change"])

    async def answer(self, exchange: Exchange, draft: Draft, _understood: Understanding) -> Reply | None:
        """*Ändra* typed after a receipt opens the form of what it shows; *fråga kollegorna* asks about its gaps."""
        if draft.values.get("gaps") and exchange.hears("coverage.hears.ask"):
            return Reply(messages=(Message(text=await self.asking.about(exchange, draft.values["gaps"])),))
        diversion = draft.values["diversion"]
        if not diversion or not exchange.hears("chat.change"):
            return None
        return await self.change_one(exchange, PersonId(draft.values["person"]), diversion)

    async def cancel_just_done(self, exchange: Exchange) -> Reply | None:
        """The same right after one's own change, of which no receipt is kept; None after anything else."""
        change = await self._just_done(exchange)
        if change is None:
            return None
        receipt = _receipt(exchange.person.id, change, change)
        if not exchange.hears("chat.undo"):
            exchange.keep_draft(NAME, receipt.values, holds_work=False)  # It is heard after the answer too.
        return await self.cancel(exchange, receipt)

    async def change_just_done(self, exchange: Exchange) -> Reply | None:
        """*Ändra* right after one's own change, where no receipt is kept; None after anything else."""
        change = await self._just_done(exchange) if exchange.hears("chat.change") else None
        return None if change is None else await self.change_one(exchange, exchange.person.id, change)

    async def still(self, exchange: Exchange) -> Reply:
        """A yes to the morning's question (A3); if it holds no more, how things stand."""
        me = exchange.person.id
        status = await self.service.status(me, me, now=exchange.now)
        if status.running is None or status.running.diversion.period.end_at is not None:
            return status_reply(exchange, status)
        return exchange.show(still_away_noted_card(exchange.words), exchange.words("diversion.still.noted"))

    async def _just_done(self, exchange: Exchange) -> str | None:
        """The turn before this one, if it changed the person's own diversions and that can be undone."""
        before, me = exchange.turn_before, exchange.person.id
        if before is None or not exchange.is_private:
            return None
        status = await self.service.status(me, me, now=exchange.now)
        return before if status.changed_by == before else None

    async def _undo(self, exchange: Exchange, person: PersonId, change: str) -> Reply:
        try:
            undone = await self.service.undo(
                exchange.person.id, person, change_id=change, turn=exchange.turn.activity_id, now=exchange.now
            )
        except NotAllowed:
            raise
        except PolicyError as too_late:
            return too_late_reply(exchange, person, too_late)
        return undone_reply(exchange, undone)


def remember_receipt(
    exchange: Exchange, person: PersonId, change: str, diversion: str = "", places: Sequence[str] = ()
) -> None:
    """Keep what the receipt is about, for what is typed right after it, unless something is being filled in.

    `places` are the gaps that colleagues can be asked about. Of one's own change without any nothing need be kept: the
    book itself knows which turn changed it, so that a diversion leaves the chat as it was, and that need not be saved.
    """
    draft = exchange.draft()
    if draft is not None and draft.holds_work:
        return
    if person == exchange.person.id and not places:
        exchange.drop_draft()
        return
    exchange.keep_draft(NAME, _receipt(person, change, diversion, places).values, holds_work=False)


def _receipt(person: PersonId, change: str, diversion: str = "", places: Sequence[str] = ()) -> Draft:
    values = {"person": str(person), "change": change, "diversion": diversion, "gaps": list(places)}
    return Draft(NAME, values, holds_work=False)
