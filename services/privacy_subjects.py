"""Owns what is held about a person, subject by subject: how each is told to them, and how each lets go of them.

Nothing here authorises anybody; `services.privacy` does. Erasing is safe to repeat, also after it was cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from policy.calendar_suggestions import CalendarBook
from policy.details import Details
from policy.diversions import DiversionBook
from policy.effect_decisions import forgotten
from policy.greetings import Greeting
from policy.organisation import Municipality, PersonId
from policy.outgoing import DeadLetter
from services.calendar_suggestions import calendar_place
from services.callback_privacy import CallbackPrivacy
from services.details import details_place
from services.greetings import greeting_place
from services.lost_phones import LostPhoneService
from services.order_lists import OrderLists
from services.ports import DEAD_LETTERS, Cases, ChatRepository, DiversionRepository, Loaded, Place

UNTOLD = frozenset({"outgoing", "confirmed_as"})
"""Fields that say nothing of anyone: what is on its way out, and a digest."""
OF_OTHERS = frozenset({"caller", "phone", "matter", "message"})
"""What a promise holds about somebody else: the caller."""
WAY_TO_THE_CHAT = ("references", "personal", "greeted", "look_again_at")
TURNS_UNDER_WAY = ("begun", "waiting")
"""Ids of turns and of processes, so that turns stay in order while somebody is forgotten; gone when that turn ends."""
OF_MINUTES = frozenset({"outcomes", *TURNS_UNDER_WAY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """How much a subject holds about a person: what goes when they are forgotten, and what stays."""

    subject: str
    goes: int = 0
    stays: int = 0


class Subject(Protocol):
    """One subject's part in it."""

    @property
    def name(self) -> str:
        """What it is called in an export."""

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """All that is held about the person, as plain JSON, without what is about others."""

    async def outline(self, person: PersonId) -> Outline:
        """How much that is, and how much of it would stay."""

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Let go of what can go; `whole` also of the way to the person's chat. Raises Conflict."""


class ForgettableChats(ChatRepository, Protocol):
    """Chats that can be forgotten."""

    async def erase(self, person: PersonId, loaded: Loaded[Mapping[str, Any]]) -> None:
        """Remove it for good; raises Conflict."""


@dataclass(frozen=True, slots=True)
class DiversionsHeld:
    """A person's diversions."""

    books: DiversionRepository
    name: str = "diversions"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """The book."""
        loaded = await self.books.load(person)
        return [] if loaded.etag is None else [as_json(loaded.value)]

    async def outline(self, person: PersonId) -> Outline:
        """Each diversion in it."""
        return Outline(subject=self.name, goes=len((await self.books.load(person)).value.diversions))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of it; but that there are promises to call back is borne in mind as long as those are, and what it set
        elsewhere until that is as it was before.
        """
        loaded = await self.books.load(person)
        promised_until, effects = loaded.value.promised_until, forgotten(loaded.value.effects)
        if whole or (promised_until is None and not effects.rows):
            await self.books.erase(loaded)
        else:
            left = DiversionBook(person=person, promised_until=promised_until, effects=effects)
            await self.books.save(loaded, left)


@dataclass(frozen=True, slots=True)
class ChatHeld:
    """What is remembered of talking with a person. The way to the chat stays as long as they talk with the bot."""

    chats: ForgettableChats
    name: str = "chat"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """All but how the latest turns go and were answered, which is there for minutes and is nothing of its own."""
        loaded = await self.chats.load(person)
        told = {name: value for name, value in loaded.value.items() if name not in OF_MINUTES}
        return [told] if told else []

    async def outline(self, person: PersonId) -> Outline:
        """One, if there is any."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of it, or all but the way there."""
        loaded = await self.chats.load(person)
        if whole:
            await self.chats.erase(person, loaded)
        elif loaded.etag is not None:
            stays = {name: loaded.value[name] for name in WAY_TO_THE_CHAT + TURNS_UNDER_WAY if name in loaded.value}
            await self.chats.save(person, loaded, stays)


@dataclass(frozen=True, slots=True)
class OneDocument:
    """A subject that has one document a person. `of_others` are its fields that are about others."""

    cases: Cases[Any]
    place: Callable[[PersonId], Place]
    name: str
    of_others: frozenset[str] = frozenset()

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """The document, without what is about others."""
        loaded = await self.cases.load(self.place(person))
        told = {} if loaded is None else as_json(loaded.value)
        return [{name: value for name, value in told.items() if name not in self.of_others}] if told else []

    async def outline(self, person: PersonId) -> Outline:
        """One, if it is there."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of it."""
        del whole
        loaded = await self.cases.load(self.place(person))
        if loaded is not None:
            await self.cases.erase(loaded)


def greeting_held(cases: Cases[Greeting]) -> OneDocument:
    """What is known of a person's voicemail greeting."""
    return OneDocument(cases, greeting_place, "greeting")


def details_held(cases: Cases[Details]) -> OneDocument:
    """What a person has said of their details."""
    return OneDocument(cases, details_place, "details")


def calendar_held(cases: Cases[CalendarBook]) -> OneDocument:
    """That a person lets the bot look at their calendar, and what was suggested; forgotten, it is turned off."""
    return OneDocument(cases, calendar_place, "calendar")


@dataclass(frozen=True, slots=True)
class PromisesHeld:
    """A person's promises to call back, and the messages that they have left. What is open stays: someone waits."""

    promises: CallbackPrivacy
    name: str = "promises"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them, without the caller."""
        held = await self.promises.held_of(person)
        told = [as_json(one) for one in (*held.own, *held.left)]
        return [{name: value for name, value in one.items() if name not in OF_OTHERS} for one in told]

    async def outline(self, person: PersonId) -> Outline:
        """Those that are closed go."""
        held = await self.promises.held_of(person)
        every = (*held.own, *held.left)
        stays = sum(one.closed_at is None for one in every)
        return Outline(subject=self.name, goes=len(every) - stays, stays=stays)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Those that are closed."""
        del whole
        await self.promises.erase_of(person)


@dataclass(frozen=True, slots=True)
class OrdersHeld:
    """A person's phone orders. Those under way stay, and those delivered are records of the accounts."""

    orders: OrderLists
    name: str = "orders"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them."""
        return await self.orders.export_of(person)

    async def outline(self, person: PersonId) -> Outline:
        """Those that came to nothing go."""
        every = await self.orders.orders_of(person)
        goes = sum(one.state.value in ("rejected", "cancelled") for one in every)
        return Outline(subject=self.name, goes=goes, stays=len(every) - goes)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """What came to nothing, and the person's own words in the rest."""
        del whole
        await self.orders.erase_of(person)


@dataclass(frozen=True, slots=True)
class LostPhonesHeld:
    """A person's reports of lost phones; one that waits for the switchboard stays."""

    lost: LostPhoneService
    name: str = "lost_phones"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them."""
        return await self.lost.export_of(person)

    async def outline(self, person: PersonId) -> Outline:
        """Those that are seen to go."""
        every = await self.held(person)
        stays = sum(one["state"] == "reported" for one in every)
        return Outline(subject=self.name, goes=len(every) - stays, stays=stays)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Those that are seen to."""
        del whole
        await self.lost.erase_of(person)


@dataclass(frozen=True, slots=True)
class DeadLettersHeld:
    """What could not be delivered to a person."""

    letters: Cases[DeadLetter]
    name: str = "undelivered"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Each of them."""
        return [as_json(one.value) for one in await self.letters.among(DEAD_LETTERS) if one.value.to == person]

    async def outline(self, person: PersonId) -> Outline:
        """All of them go."""
        return Outline(subject=self.name, goes=len(await self.held(person)))

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """All of them."""
        del whole
        for one in await self.letters.among(DEAD_LETTERS):
            if one.value.to == person:
                await self.letters.erase(one)


def directory_entry(municipality: Municipality, person: PersonId) -> Mapping[str, Any]:
    """What the directory says of the person; empty for who isn't in it."""
    known = municipality.people.get(person)
    if known is None:
        return {}
    told = {one.name: getattr(known, one.name) for one in fields(known) if one.name != "hours"}
    return {**{name: as_json(value) for name, value in told.items()}, "unit": municipality.units[known.unit].name}


def as_json(value: Any) -> Any:
    """The rules' value as plain JSON, without what says nothing of anyone."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value) if one.name not in UNTOLD}
    if isinstance(value, Mapping):
        return {str(name): as_json(inner) for name, inner in value.items()}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [as_json(inner) for inner in (sorted(value) if isinstance(value, frozenset) else value)]
    return value
