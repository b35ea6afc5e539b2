"""Owns how one promise is changed: load, follow it where it has moved, decide, tell whoever sees it, schedule, save.

Everything that changes a promise goes through here. A repeated turn finds what it did and changes nothing. A reader's
card that the reply replaces is not told of it: `shown_on` is the activity of the card whose button was pressed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy.callback_events import HOLDERS_CARD, MANAGERS_CARD, offers_card
from policy.callback_reminders import Reminding
from policy.callback_times import Diary
from policy.callbacks import Callback, Stage, id_once_moved
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import Person, PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import as_utc
from policy.working_calendar import OFFICE_HOURS
from services.ports import Cases, Conflict, Directory, DiversionRepository, Loaded, Place
from services.retrying import until_saved

SOURCE = "callback"
"""The subject's name in the outbox."""
CARD = "callback.card"
"""A card that shows the promise as it is now."""
RAISED_AGAIN = "callback.raised_again"
"""A line to a manager who was told before: a card that is changed in place makes no noise."""
REMINDERS = ("callback.before", "callback.due", "callback.overdue", RAISED_AGAIN)
"""The lines that remind its holder, and its manager once more."""
MOST_MOVES = 30

Decide = Callable[[Callback], Callback]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackCases:
    """The promises, and what is needed to change one."""

    cases: Cases[Callback]
    books: DiversionRepository
    directory: Directory
    delivered_soon: Callable[[Place], None]

    def person(self, person_id: PersonId) -> Person:
        """Someone in the directory; raises PolicyError `person.unknown`."""
        person = self.directory.municipality.people.get(person_id)
        if person is None:
            raise PolicyError("person.unknown")
        return person

    def name_of(self, callback: Callback) -> str:
        """The holder's name, for whoever may not mark the promise; empty for one who has left the directory."""
        holder = self.directory.municipality.people.get(callback.holder)
        return holder.name if holder is not None else ""

    def reminding(self, holder: PersonId) -> Reminding:
        """How the holder is reminded; by office hours, if they have left the directory."""
        municipality = self.directory.municipality
        person = municipality.people.get(holder)
        hours = person.hours if person is not None else OFFICE_HOURS
        return Reminding(terms=municipality.promises, calendar=municipality.calendar, hours=hours)

    def diary(self, person: Person, book: DiversionBook) -> Diary:
        """When the person can call."""
        return Diary(calendar=self.directory.municipality.calendar, hours=person.hours, book=book)

    async def diary_of(self, person: Person) -> Diary:
        """When the person can call, as their diversions stand."""
        return self.diary(person, (await self.books.load(person.id)).value)

    async def find(self, place: Place) -> Loaded[Callback]:
        """The promise that was at the place, wherever it has moved since; raises PolicyError `callback.gone`."""
        for _ in range(MOST_MOVES):
            loaded = await self.cases.load(place)
            if loaded is None:
                break
            callback = loaded.value
            if callback.moved_to is None:
                return loaded
            there = Place(str(callback.moved_to), id_once_moved(callback))
            if callback.closed_at is None and await self.cases.load(there) is None:
                return loaded  # Accepted, and not there yet: it is closed to everyone for the moment.
            place = there
        raise PolicyError("callback.gone")

    async def create(self, callback: Callback, *, now: datetime, book: DiversionBook | None = None) -> Callback:
        """Save a new promise; gives the one that is there already, when the same turn has made it before.

        `book`: its holder's, if it was read just now. Raises PolicyError `store.busy`.
        """
        reminding = self.reminding(callback.holder)
        return await self.add(reminding.scheduled(reminding.begun(callback, now=now)), book)

    async def add(self, new: Callback, book: DiversionBook | None = None) -> Callback:
        """The same of one whose reminders are worked out."""
        await self._bear_in_mind(new, book)
        try:
            await self.cases.save(None, new)
        except Conflict:
            return (await self.find(place_of(new))).value
        self.deliver(new)
        return new

    async def change(
        self, place: Place, decide: Decide, *, turn: str, now: datetime, shown_on: str | None = None
    ) -> Callback:
        """The promise after `decide`, which may raise PolicyError; as it is, if this turn has changed it before."""

        async def attempt() -> Callback:
            loaded = await self.find(place)
            before = loaded.value
            if before.event(turn) is not None:
                self.deliver(before)
                return before
            after = told(before, decide(before), turn=turn, now=now, shown_on=shown_on)
            return await self.save(loaded, after)

        return await until_saved(attempt)

    async def save(self, loaded: Loaded[Callback], after: Callback) -> Callback:
        """Save it with its next step worked out, and have what it tells delivered soon; raises Conflict."""
        scheduled = self.reminding(after.holder).scheduled(after)
        if not loaded.value.is_open or last_due_at(after) > last_due_at(loaded.value):
            await self._bear_in_mind(after)
        await self.cases.save(loaded, scheduled)
        self.deliver(scheduled)
        return scheduled

    def deliver(self, callback: Callback) -> None:
        """Have what the promise tells delivered soon."""
        if callback.outgoing.unsent:
            self.delivered_soon(place_of(callback))

    async def _bear_in_mind(self, callback: Callback, book: DiversionBook | None = None) -> None:
        """Note it in its holder's book of diversions before it is there: a diversion looks for it then (S7)."""
        is_noted = book is not None and book.promising(last_due_at(callback)) == book
        if is_noted or not callback.is_open:
            return

        async def attempt() -> None:
            loaded = await self.books.load(callback.holder)
            noted = loaded.value.promising(last_due_at(callback))
            if noted != loaded.value:
                await self.books.save(loaded, noted)

        await until_saved(attempt)


def last_due_at(callback: Callback) -> datetime:
    """The later of the promise's two times to keep."""
    return max(callback.contact_due_at, callback.answer_due_at or callback.contact_due_at)


def place_of(callback: Callback) -> Place:
    """Where the promise is kept."""
    return Place(str(callback.holder), callback.id)


def told(before: Callback, after: Callback, *, turn: str, now: datetime, shown_on: str | None = None) -> Callback:
    """The changed promise, with every card that shows it to be changed in place; nothing, if nothing has changed.

    What would remind the holder of a time that they have now done something about is called off; so is a message that
    was closed before it came.
    """
    if after == before:
        return before
    outgoing = _called_off(before, after)
    if after.moved_to is not None and after.closed_at is None:
        return replace(after, outgoing=outgoing)  # The cards go along with it, and are changed from there.
    for card in outgoing.standing:
        if card.activity != shown_on and _is_current(card.card, before):
            outgoing = outgoing.adding(card_notification(f"{turn}:{card.card}", card.to, card.card, now=now))
    return replace(after, outgoing=outgoing)


def card_notification(notification_id: str, to: PersonId, card: str, *, now: datetime) -> Notification:
    """That somebody's card is to show the promise as it is now, at once: a change in place makes no noise."""
    return Notification(
        id=notification_id, to=to, code=CARD, made_at=as_utc(now), due_at=as_utc(now), card=card, waits=False
    )


def line_notification(
    notification_id: str, to: PersonId, code: str, *, now: datetime, params: dict[str, str] | None = None
) -> Notification:
    """A line of its own in somebody's chat, once they work: what must be noticed."""
    made_at = as_utc(now)
    return Notification(
        id=notification_id, to=to, code=code, params=params or {}, made_at=made_at, due_at=made_at, waits=True
    )


def _called_off(before: Callback, after: Callback) -> Outgoing:
    outgoing = after.outgoing
    if len(after.events) > len(before.events):
        outgoing = outgoing.calling_off(*REMINDERS)
    return replace(outgoing, unsent=tuple(n for n in outgoing.unsent if _is_still_to_come(n, after)))


def _is_still_to_come(notification: Notification, after: Callback) -> bool:
    """Whether a card that nobody has yet is worth posting, as the promise now stands."""
    card = notification.card
    if not card or notification.begun_at is not None or after.outgoing.card_of(notification.to, card) is not None:
        return True
    if card.startswith(offers_card("")):
        return after.is_open and after.offer is not None and card == offers_card(after.offer.id)
    if card == MANAGERS_CARD:
        return after.is_open and Stage.MANAGER in (after.contact_reminded, after.answer_reminded)
    return after.is_open or card != HOLDERS_CARD


def _is_current(card: str, before: Callback) -> bool:
    """Whether the card shows the promise as it goes on; that of an earlier offer shows what has been."""
    if not card.startswith(offers_card("")):
        return True
    return before.offer is not None and card == offers_card(before.offer.id)
