"""A stage for the watch over coverage: the small town with its answer group, a store, an outbox, and a clock by hand.

Bygglov has phone hours 9–15 on weekdays, Anna alone in it unless another group is given. Bo leads its unit, Dag is his
deputy, Karin leads the unit above; Lo and Mia are colleagues.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from math import inf

from policy.answer_groups import AnswerGroup
from policy.coverage_books import CoverageAlert, CoverageBook
from policy.coverage_notices import noted
from policy.diversions import Diversion, DiversionBook
from policy.organisation import GroupId, Municipality, PersonId
from policy.outgoing import Notification, StandingCard
from policy.periods import as_utc
from policy.reasons import Reason
from services.coverage_alerts import CoverageAlerts
from services.coverage_desk import SOURCE, CoverageDesk, bounced
from services.coverage_facts import CoverageFacts, book_place
from services.coverage_foresight import CoverageForesight
from services.coverage_of_all import CoverageOfAll
from services.coverage_outcomes import Foreseen
from services.coverage_review import CoverageReview
from services.coverage_watch import CoverageWatch
from services.dead_letters import DeadLetters
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.ports import Delivery, Loaded, Place, Sending
from storage.coverage_repository import stored_coverage
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore, StoreUnavailable
from storage.housekeeping_repository import stored_dead_letters, stored_progress
from tests.policy.counted_group import GROUP, TUESDAY
from tests.policy.small_town import ANNA, BO, at, diversion
from tests.policy.watched_group import watched_town
from tests.services.fakes import FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore


class Chats(RecordingMessenger):
    """People's chats: some of them can't be reached, and then nothing arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.unreachable: set[PersonId] = set()
        self.blocked: set[PersonId] = set()
        """Who has a chat as far as is known, in which nothing arrives."""

    async def can_reach(self, person: PersonId) -> bool:
        """Whether they have a chat."""
        return person not in self.unreachable

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """As the recording messenger, but for those who can't be reached."""
        if notification.to in self.unreachable | self.blocked:
            self.tried.append(notification)
            return Sending(outcome=Delivery.UNREACHABLE)
        return await super().deliver(notification, about, standing)


class HeldUp:
    """The groups' books, where somebody else may come before a save: `before_save` is awaited ahead of the next one."""

    def __init__(self, store: DocumentStore) -> None:
        self._cases = stored_coverage(store)
        self.before_save: Callable[[], Awaitable[object]] | None = None
        self.saves = 0
        self.unreadable: GroupId | None = None
        """A group whose book the store can't give."""

    async def load(self, place: Place) -> Loaded[CoverageBook] | None:
        """The group's book."""
        if place.partition == self.unreadable:
            raise StoreUnavailable("out of reach")
        return await self._cases.load(place)

    async def load_many(self, places: Sequence[Place]) -> Sequence[CoverageBook]:
        """The books that are there."""
        return await self._cases.load_many(places)

    async def save(self, loaded: Loaded[CoverageBook] | None, case: CoverageBook) -> Loaded[CoverageBook]:
        """Save it, if nobody came before; raises Conflict."""
        held_up, self.before_save = self.before_save, None
        if held_up is not None:
            await held_up()
        saved = await self._cases.save(loaded, case)
        self.saves += 1
        return saved

    async def erase(self, loaded: Loaded[CoverageBook]) -> None:
        """Remove it."""
        await self._cases.erase(loaded)

    def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """What the outbox is to look at."""
        return self._cases.deliveries_due(before)

    def steps_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """What the watch is to look at."""
        return self._cases.steps_due(before)

    async def among(self, partition: str | None = None, /, **equal: str | int | None) -> Sequence[Loaded[CoverageBook]]:
        """Those whose index fields equal these."""
        return await self._cases.among(partition, **equal)


class CoverageStage:
    """The use cases and all that they touch."""

    def __init__(
        self,
        *groups: AnswerGroup,
        now: str = "2026-11-23 10:00",
        store: DocumentStore | None = None,
        town: Municipality | None = None,
    ) -> None:
        self.now = at(now)
        self.store = store or MemoryStore(now=lambda: self.now.astimezone(UTC))
        self.directory = FakeDirectory(town or watched_town(*groups))
        self.diversions = StoredDiversions(self.store)
        self.chats = Chats()
        self.cases = HeldUp(self.store)
        self.soon: list[Place] = []
        self.facts = CoverageFacts(cases=self.cases, books=self.diversions, directory=self.directory)
        desk = CoverageDesk(
            cases=self.cases,
            facts=self.facts,
            directory=self.directory,
            can_reach=self.chats.can_reach,
            delivered_soon=self.soon.append,
        )
        self.alerts = CoverageAlerts(desk=desk)
        self.watch = CoverageWatch(desk=desk, progress=stored_progress(self.store))
        self.foresight = CoverageForesight(facts=self.facts, directory=self.directory)
        self.outbox = Outbox(
            [OutboxSource(name=SOURCE, cases=self.cases, bounced=bounced, noted=noted)],
            messenger=self.chats,
            directory=self.directory,
            dead_letters=DeadLetters(cases=stored_dead_letters(self.store), directory=self.directory),
        )

    def review(self) -> CoverageReview:
        """The walk through the groups, as it begins in a new process."""
        seen = CoverageOfAll(cases=self.cases, books=self.diversions, directory=self.directory)
        return CoverageReview(self.directory, self.watch, seen)

    async def diverts(self, person: PersonId, *diversions: Diversion) -> DiversionBook:
        """Whose diversions are these from now on; nobody has looked at what that does to any group."""
        loaded = await self.diversions.load(person)
        book = replace(loaded.value, diversions=diversions, changed_at=as_utc(self.now))
        return (await self.diversions.save(loaded, book)).value

    async def follows(self, person: PersonId) -> None:
        """The groups are looked at that the person's diversions touch."""
        await self.watch.look_at_groups_of((await self.diversions.load(person)).value, now=self.now)

    async def foresees(self, after: DiversionBook) -> tuple[Foreseen, ...]:
        """What would come of the diversions that are stored becoming these."""
        before = await self.facts.books.load(after.person)
        return await self.foresight.compared(before.value, after, self.now)

    async def looks(self, local: str | None = None, group: GroupId = GROUP) -> None:
        """The group is looked at then, and whoever is to be told is."""
        if local is not None:
            self.now = at(local)
        await self.watch.look_at(group, now=self.now)
        await self.delivers()

    async def delivers(self) -> None:
        """What may be sent now is."""
        await self.outbox.sweep(now=self.now)

    async def sweeps(self, local: str) -> int:
        """The jobs tick at that time; gives how many groups' time had come."""
        self.now = at(local)
        found = await self.watch.sweep(now=self.now)
        await self.delivers()
        return found

    async def book(self, group: GroupId = GROUP) -> CoverageBook:
        """The group's book as it is stored; an empty one if none is."""
        loaded = await self.cases.load(book_place(group))
        return CoverageBook(group=group) if loaded is None else loaded.value

    async def alert(self, on: date = TUESDAY, group: GroupId = GROUP) -> CoverageAlert:
        """That day's alert as it is stored."""
        alert = (await self.book(group)).alert_of(on)
        assert alert is not None, f"there is no alert of {on}"
        return alert

    def heard(self) -> list[str]:
        """What has arrived since the last time this was asked, cards too: "bo alert", "lo taken"."""
        said = [
            f"{one.to} {one.code.removeprefix('coverage.')}{' card' if one.card else ''}" for one in self.chats.sent
        ]
        self.chats.sent.clear()
        return said


AWAY = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-24 17:00")
"""All of Tuesday."""


async def with_gap(stage: CoverageStage | None = None) -> CoverageStage:
    """Anna is on holiday on Tuesday, and Bo has been told on the Monday."""
    stage = stage or CoverageStage()
    await stage.diverts(ANNA, AWAY)
    await stage.looks()
    stage.heard()
    return stage


async def with_colleagues_asked(stage: CoverageStage | None = None) -> CoverageStage:
    """And Bo has asked his colleagues."""
    stage = await with_gap(stage)
    await stage.alerts.ask_colleagues(BO, GROUP, TUESDAY, turn="ask", now=stage.now)
    await stage.delivers()
    stage.heard()
    return stage
