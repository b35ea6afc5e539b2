"""The house with its store on a meter, and with the wire's own running of turns: so that what a turn costs is counted
whole, the chat's read and write too, and what follows right after it by itself.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any

from prometheus_client import CollectorRegistry

from assembly import Inside, put_together
from assembly.reaches import TEAMS_ALONE, Reaches
from bot.chat import Chat
from bot.turn import CardJson, Message, Reply, Turn
from bot.wire.arrival import Arrival
from bot.wire.claim import ClaimTimes
from bot.wire.claims import ClaimedTurns
from bot.wire.metrics import WireMetrics
from bot.wire.remembering import ChatMemory
from bot.wire.speaking import Stood
from bot.wire.turn_order import OneProcess, TurnOrder
from bot.wire.turns import TurnRunner
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.ports import Sending
from storage.chat_repository import StoredChats
from storage.document_store import DocumentStore
from storage.metering import Bill, Call, Meter, MeteredStore
from tests.bot.house import MONDAY_MORNING, House
from tests.bot.mailbox import Mailbox
from tests.bot.replicas.replica import KnownLives
from tests.bot.talk import Someone
from tests.storage.memory_store import MemoryStore

REFERENCE = {
    "service_url": "https://smba.trafficmanager.net/emea/00000000-0000-0000-0000-000000000000/",
    "channel": "msteams",
    "tenant": "00000000-0000-0000-0000-000000000000",
    "bot": {"id": "28:00000000-0000-0000-0000-000000000000", "name": "Växelvis"},
    "user": {"id": "29:1A2b3C4d5E6f7G8h9I0j1K2l3M4n5O6p7Q8r9S0t1U2v3W4x5Y6z7A8b9C0d1E2f3G4h5", "name": "Anna Svensson"},
    "scope": "personal",
}
"""As long as what Teams names a conversation's ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What something came to: until it was answered, and what followed right after that."""

    turn: Bill
    after: Bill
    calls: Sequence[Call]
    """Those of the turn."""
    calls_after: Sequence[Call]


@dataclass
class Silent:
    """A Speaker whose far end takes everything."""

    numbers: itertools.count[int]

    async def say(self, message: Message) -> str:
        """Taken."""
        return f"said-{next(self.numbers)}"

    async def put_card(self, activity: str, card: CardJson) -> None:
        """Taken."""

    async def show_typing(self) -> None:
        """Seen."""


@dataclass
class ReadingMailbox(Mailbox):
    """The mailbox, which looks in the reader's chat for the way to them, as Teams' messenger does."""

    memory: ChatMemory | None = None

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat, which is read."""
        assert self.memory is not None
        await self.memory.load(person)
        return await super().can_reach(person)

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Put it in the person's pile, whose chat is read."""
        assert self.memory is not None
        await self.memory.load(notification.to)
        return await super().deliver(notification, about, standing)


class MeteredHouse(House):
    """What is done in it is counted. `shared`: as where several processes share the store, and a turn is claimed."""

    def __init__(self, now: datetime = MONDAY_MORNING, *, shared: bool = False, reaches: Reaches = TEAMS_ALONE) -> None:
        self.meter = Meter()
        self.shared = shared
        super().__init__(now, reaches=reaches)
        self.memory = ChatMemory(StoredChats(self.metered))
        assert isinstance(self.mailbox, ReadingMailbox)
        self.mailbox.memory = self.memory
        self._elsewhere = self.inside if not shared else self._another_inside()
        self._replies: dict[str, Reply] = {}
        self._numbers = itertools.count(1)
        self._runner = TurnRunner(
            self._routed,
            on_error=_raises,
            order=self.makes_order(self.memory),
            metrics=WireMetrics(CollectorRegistry()),
            note_cards=self._note_cards,
        )

    def _another_inside(self) -> Inside:
        return put_together(
            store=self.metered,
            directory=self.directory,
            messenger=self.mailbox,
            clock=self,
            start=self.soon.append,
        )

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """The store, with its meter."""
        self.metered = MeteredStore(store, self.meter)
        return self.metered

    def makes_order(self, memory: ChatMemory) -> TurnOrder:
        """How its turns are kept in order."""
        if not self.shared:
            return OneProcess(memory)
        return ClaimedTurns(memory, lives=KnownLives(), life="this", now=self.now, times=ClaimTimes(claim=600.0))

    def makes_mailbox(self) -> Mailbox:
        """The one that reads chats."""
        return ReadingMailbox(self.now)

    async def costs(self, *acts: Callable[[], Awaitable[None]]) -> Cost:
        """What doing these one after another costs, each with what follows right after it."""
        await self.does_what_follows()
        turn: list[Call] = []
        after: list[Call] = []
        self.meter.read_off()
        for act in acts:
            await act()
            turn += self.meter.read_off()
            await self.does_what_follows()
            after += self.meter.read_off()
        return Cost(turn=Bill.of(turn), after=Bill.of(after), calls=turn, calls_after=after)

    async def ticks(self, *jobs: str) -> None:
        """The named jobs run once, or all; in another process than the turns, where there are several."""
        for job in self._elsewhere.jobs:
            if not jobs or job.name in jobs:
                await job.run(self.now())

    async def meets(self, *names: str) -> tuple[Someone, ...]:
        """People who have talked with the bot before, and been away before."""
        return tuple([await self._meet(name) for name in names])

    async def _meet(self, name: str) -> Someone:
        one = self.someone_there(name)
        await one.opens_the_chat()
        one.unseen.clear()
        await one.says("rast i 5 min")
        one.unseen.clear()
        await one.says("jag är tillbaka")
        one.unseen.clear()
        await self.does_what_follows()
        return one

    async def _answer(self, turn: Turn, chat: Chat) -> Reply:
        arrival = Arrival(turn=turn, speaker=Silent(self._numbers), reference=REFERENCE, may_come_again=True)
        for someone in self.people:
            if someone.id == turn.person:
                someone.stood = None
        await self._runner.run(arrival)
        return self._replies.pop(turn.activity_id)

    async def _routed(self, turn: Turn, chat: Chat) -> Reply:
        reply = self._replies[turn.activity_id] = await self.router(turn, chat)
        return reply

    def _note_cards(self, turn: Turn, stood: Sequence[Stood]) -> None:
        for someone in self.people:
            if someone.id == turn.person:
                someone.stood = stood[-1].activity
        self.inside.note_cards(turn, stood)


def _raises(_turn: Turn, _chat: Chat, error: Exception) -> Any:
    raise error
