"""Several replicas' outboxes over one case, and a wire where each sending waits until a test lets it through."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import inf

from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.ports import Delivery, Place, Sending
from services.retrying import until_saved
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import Kind
from storage.outgoing_shapes import OUTGOING
from storage.shapes import TEXT, Stored, record, tuple_of
from tests.policy.small_town import ANNA, at, small_town
from tests.services.fakes import FakeDirectory
from tests.services.outbox_stage import dead_letters
from tests.storage.memory_store import MemoryStore

TUESDAY = at("2026-11-24 09:00")
PLACE = Place("anna", "c1")
KIND = Kind("case", index_fields=("next_delivery_at",))
CARD = "mine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of a subject that only these tests have; its card shows all that has `happened`."""

    happened: tuple[str, ...] = ()
    outgoing: Outgoing = NOTHING_OUTGOING


STORED_AS = StoredAs(
    kind=KIND,
    shape=record(Case, Stored("happened", tuple_of(TEXT)), Stored("outgoing", OUTGOING)),
    place=lambda _case: PLACE,
    kept_until=lambda _case: None,
    index={"next_delivery_at": lambda case: case.outgoing.next_delivery_at},
)


@dataclass(eq=False)
class Ticket:
    """A sending on its way: it goes out once it is let through, and ends once it is answered."""

    replica: int
    notification: Notification
    shows: tuple[str, ...]
    standing: StandingCard | None
    before: float
    through: asyncio.Event = field(default_factory=asyncio.Event)
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    is_heard: bool = True

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for it."""
        return not self.answered.is_set()


class Town:
    """The store, the chat at the far end, the time, and a number of replicas."""

    def __init__(self, replicas: int, *, skews: tuple[float, ...] = ()) -> None:
        self.seconds = 0.0
        self.skews = skews or (0.0,) * replicas
        self.cases = StoredCases(MemoryStore(kinds=[KIND], now=lambda: TUESDAY), STORED_AS)
        self.posted: list[tuple[str, bool]] = []
        """Each new message that has arrived, and whether it says that it may have come before."""
        self.cards: dict[str, tuple[str, ...]] = {}
        """What each card in the chat shows."""
        self.tickets: list[Ticket] = []
        self.died_over_a_card = False
        """Whether a replica was killed between a card's being changed by it and its own noticing of that."""
        self.outboxes = [self._outbox(number) for number in range(replicas)]
        self.tasks: list[tuple[int, asyncio.Task[object]]] = []

    def _outbox(self, number: int) -> Outbox:
        source = OutboxSource(name="case", cases=self.cases)
        return Outbox(
            [source],
            messenger=Wire(self, number),
            directory=FakeDirectory(small_town()),
            dead_letters=dead_letters(),
            seconds=lambda: self.seconds,
        )

    def now(self, replica: int) -> datetime:
        """The instant that the replica takes it to be."""
        return TUESDAY + timedelta(seconds=self.seconds + self.skews[replica])

    async def happens(self, what: str, *, tells: bool = False) -> None:
        """Something that the card shows; `tells`: Anna gets a line about it too."""

        async def attempt() -> None:
            loaded = await self.cases.load(PLACE)
            case = Case() if loaded is None else loaded.value
            card = Notification(
                id=f"card:{what}", to=ANNA, code="case.told", made_at=self.now(0), due_at=self.now(0), card=CARD
            )
            line = replace(card, id=what, card="")
            outgoing = case.outgoing.adding(card, line) if tells else case.outgoing.adding(card)
            await self.cases.save(loaded, replace(case, happened=(*case.happened, what), outgoing=outgoing))

        await until_saved(attempt)

    async def starts(self, replica: int, *, sweeps: bool = False) -> None:
        """An errand of that replica, or a sweep, as far as it goes by itself."""
        outbox, now = self.outboxes[replica], self.now(replica)
        work = outbox.sweep(now=now) if sweeps else outbox.deliver("case", PLACE, now=now)
        self.tasks.append((replica, asyncio.create_task(_guarded(work))))
        await self.settles()

    async def settles(self) -> None:
        """Let everything go on that waits for nothing of the test's."""
        for _ in range(30):
            await asyncio.sleep(0)

    async def lets_through(self, ticket: Ticket) -> None:
        """The replica runs on to where it sends, and what it sends arrives."""
        ticket.through.set()
        await self.settles()

    async def answers(self, ticket: Ticket, *, is_heard: bool = True) -> None:
        """Its answer arrives, or is lost."""
        ticket.is_heard = is_heard
        ticket.through.set()
        ticket.answered.set()
        await self.settles()

    async def kills(self, replica: int) -> None:
        """End a replica as it stands, and start it anew."""
        tasks = [task for number, task in self.tasks if number == replica]
        tasks += list(self.outboxes[replica]._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.died_over_a_card |= any(
            ticket.replica == replica and ticket.is_open and ticket.through.is_set() and ticket.standing is not None
            for ticket in self.tickets
        )
        self.tasks = [(number, task) for number, task in self.tasks if number != replica]
        self.tickets = [ticket for ticket in self.tickets if ticket.replica != replica]
        self.outboxes[replica] = self._outbox(replica)

    async def runs_out(self) -> None:
        """Everything is let through and answered, and swept until nothing is left."""
        for _ in range(40):
            while waiting := [ticket for ticket in self.tickets if ticket.is_open]:
                await self.answers(waiting[0])
            await asyncio.gather(*(task for _, task in self.tasks))
            loaded = await self.cases.load(PLACE)
            if loaded is None or not loaded.value.outgoing.unsent:
                return
            self.seconds += 60.0
            await self.starts(0, sweeps=True)
        raise AssertionError("something is never told")


class Wire:
    """The Messenger of one replica, as far as the wire goes: nothing goes out from `before` on."""

    def __init__(self, town: Town, replica: int) -> None:
        self._town = town
        self._replica = replica

    async def can_reach(self, person: PersonId) -> bool:
        """Everyone."""
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Wait to be let through, then arrive, then wait for the answer."""
        assert isinstance(about, Case)
        town, ticket = self._town, Ticket(self._replica, notification, about.happened, standing, before)
        town.tickets.append(ticket)
        await ticket.through.wait()
        if town.seconds >= before:
            ticket.answered.set()
            return Sending(outcome=Delivery.TRY_LATER)
        activity = self._arrives(ticket)
        await ticket.answered.wait()
        if not ticket.is_heard:
            return Sending(outcome=Delivery.TRY_LATER if standing is not None else Delivery.UNCERTAIN)
        if not notification.card:
            return Sending(outcome=Delivery.SENT)
        card = StandingCard(to=notification.to, card=notification.card, conversation="chat", activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card)

    def _arrives(self, ticket: Ticket) -> str:
        town = self._town
        if ticket.standing is None:
            town.posted.append((ticket.notification.id, ticket.notification.begun_at is not None))
        activity = f"a{len(town.cards) + 1}" if ticket.standing is None else ticket.standing.activity
        if ticket.notification.card:
            town.cards[activity] = ticket.shows
        return activity


async def _guarded(work: object) -> object:
    try:
        return await work  # type: ignore[misc]
    except asyncio.CancelledError:
        return None
