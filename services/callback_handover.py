"""Use cases of handing a promise over: it is offered, and stays with the first until the colleague takes it (S6).

A move is three writes in an order that a restart completes: the old promise is marked as accepted, the new one is
made under an id that follows from it, the old one is closed. Each can be done again without harm, and the sweep of
`services.callback_reminders` finds what is half done.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from policy import callback_events as events
from policy.availability import availability
from policy.callback_events import offers_card
from policy.callbacks import Callback, id_once_moved, require_holder, require_offered, require_open
from policy.errors import PolicyError
from policy.organisation import Person, PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import as_utc
from services.callback_cases import CallbackCases, card_notification, line_notification, place_of, told
from services.callback_outcomes import Offered
from services.ports import Place
from services.retrying import until_saved

OFFER = "callback.offer"
"""A colleague asks the reader to take a promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverService:
    """`can_reach` asks whether someone has a chat with the bot."""

    desk: CallbackCases
    can_reach: Callable[[PersonId], Awaitable[bool]]

    async def offer(
        self,
        actor: PersonId,
        places: Sequence[Place],
        to: PersonId,
        *,
        turn: str,
        now: datetime,
        shown_on: str | None = None,
    ) -> Offered:
        """Ask a colleague to take these promises; each stays where it is until they do.

        Raises NotAllowed, or PolicyError `callback.to_oneself`, `callback.unreachable`, `callback.closed`, `….gone`.
        """
        colleague = self.desk.person(to)
        if to == actor:
            raise PolicyError("callback.to_oneself", field="to")
        if not await self.can_reach(to):
            raise PolicyError("callback.unreachable", field="to", params={"name": colleague.name})

        def decide(callback: Callback) -> Callback:
            require_holder(callback, actor, self.desk.name_of(callback))
            require_open(callback)
            asked = events.offered(callback, to, turn=turn, by=actor, at=now)
            return replace(asked, outgoing=asked.outgoing.adding(_offer(asked, to, turn=turn, now=now)))

        waiting = await self._waiting(places)
        asked = [await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on) for place in waiting]
        book = (await self.desk.books.load(to)).value
        told_of = availability(self.desk.directory.municipality, book, colleague, viewer=actor, at=now)
        return Offered(callbacks=tuple(asked), to=colleague, told=told_of)

    async def accept(
        self, actor: PersonId, place: Place, offer: str, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Callback:
        """The colleague takes it: it is theirs from here on, and both it and its first holder know.

        Raises NotAllowed, or PolicyError `callback.offer_over` or `callback.gone`.
        """

        found = (await self.desk.find(place)).value
        made = found.event(offer)
        if made is not None and made.to == actor == found.holder:
            return found  # It was taken before, and has moved.

        def decide(callback: Callback) -> Callback:
            require_offered(callback, actor, offer)
            return events.accepted(callback, turn=turn, by=actor, at=now)

        taken = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return await self.complete(Place(str(taken.holder), taken.id), now=now, shown_on=shown_on)

    async def decline(
        self, actor: PersonId, place: Place, offer: str, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> tuple[Callback, Person]:
        """The colleague can't take it: it stays with the first, who is told. Gives the promise and its holder.

        Raises NotAllowed, or PolicyError `callback.offer_over` or `callback.gone`.
        """

        def decide(callback: Callback) -> Callback:
            require_offered(callback, actor, offer)
            declined = events.declined(callback, turn=turn, by=actor, at=now)
            line = line_notification(
                f"{turn}:declined", callback.holder, "callback.declined", now=now, params={"by": str(actor)}
            )
            return replace(declined, outgoing=declined.outgoing.adding(line))

        callback = await self.desk.change(place, decide, turn=turn, now=now, shown_on=shown_on)
        return callback, self.desk.person(callback.holder)

    async def _waiting(self, places: Sequence[Place]) -> Sequence[Place]:
        """Of several, those that are open still; the only one, whatever it is, so that its reader is told why not."""
        if len(places) == 1:
            return places
        found = [(await self.desk.find(place)).value for place in places]
        waiting = [place_of(one) for one in found if one.is_open]
        if not waiting:
            raise PolicyError("callback.closed")
        return waiting

    async def complete(self, place: Place, *, now: datetime, shown_on: str | None = None) -> Callback:
        """Do what is left of a move; gives the promise as it is with the colleague. Raises PolicyError."""

        async def attempt() -> Callback:
            loaded = await self.desk.cases.load(place)
            if loaded is None or loaded.value.moved_to is None:
                raise PolicyError("callback.gone")
            old = loaded.value
            new = await self._begin(old, now=now, shown_on=shown_on)
            if old.closed_at is None:
                await self.desk.save(loaded, self._closed(old, now=now, shown_on=shown_on))
            return new

        return await until_saved(attempt)

    async def _begin(self, old: Callback, *, now: datetime, shown_on: str | None) -> Callback:
        """The new promise, made if it isn't there; its cards show it."""
        there = await self.desk.cases.load(Place(str(old.moved_to), id_once_moved(old)))
        if there is not None:
            return there.value
        new, turn = events.moved(old), old.events[-1].id
        reminding = self.desk.reminding(new.holder)
        new = reminding.scheduled(reminding.begun(new, now=now))
        for card in new.outgoing.standing:
            if card.activity != shown_on:
                change = card_notification(f"{turn}:{card.card}", card.to, card.card, now=now)
                new = replace(new, outgoing=new.outgoing.adding(change))
        return await self.desk.add(new)

    def _closed(self, old: Callback, *, now: datetime, shown_on: str | None) -> Callback:
        """What stays with the first holder, who is told; the cards that went along are no longer this one's."""
        turn = old.events[-1].id
        terms = self.desk.directory.municipality.promises
        own = Outgoing(
            unsent=tuple(one for one in old.outgoing.unsent if one.to == old.holder),
            standing=tuple(card for card in old.outgoing.standing if card.to == old.holder),
        )
        kept = replace(old, outgoing=own)
        closed = told(kept, events.left_behind(kept, at=now, terms=terms), turn=turn, now=now, shown_on=shown_on)
        line = line_notification(
            f"{turn}:accepted", old.holder, "callback.accepted", now=now, params={"by": str(old.moved_to)}
        )
        return replace(closed, outgoing=closed.outgoing.adding(line))


def _offer(callback: Callback, to: PersonId, *, turn: str, now: datetime) -> Notification:
    made_at = as_utc(now)
    return Notification(
        id=f"{turn}:offer",
        to=to,
        code=OFFER,
        params={"offer": turn},
        made_at=made_at,
        due_at=made_at,
        card=offers_card(turn),
        waits=not callback.urgent,
    )
