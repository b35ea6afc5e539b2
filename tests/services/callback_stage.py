"""A stage for the use cases of promises: the small town, its promises in a store in memory, and an outbox over them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from policy.callbacks import Callback, Wanted
from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from services.callback_cases import CallbackCases, place_of
from services.callback_handover import HandoverService
from services.callback_messages import MessageService, bounced, noted, sent
from services.callback_privacy import CallbackPrivacy
from services.callback_reminders import CallbackReminders
from services.callbacks import CallbackService
from services.dead_letters import DeadLetters
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.person_months import PersonMonths
from services.ports import Delivery, Place
from services.promise_tallies import PromiseTallies
from storage.callback_repository import stored_callbacks
from storage.figures_repository import stored_person_months
from storage.housekeeping_repository import stored_dead_letters
from storage.kinds import KINDS
from tests.policy.promises import PHONE
from tests.policy.small_town import ANNA, at, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory, FixedClock, RecordingMessenger
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")
"""A Tuesday."""
SOURCE = "callback"


class CallbackStage:
    """The services and all that they touch. `unreachable` have no chat with the bot."""

    def __init__(self, *diversions: Diversion, person: PersonId = ANNA, now: datetime = NOW) -> None:
        self.clock = FixedClock(now)
        self.unreachable: set[PersonId] = set()
        self.books = BooksInMemory(*([DiversionBook(person=person, diversions=diversions)] if diversions else []))
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.clock.now().astimezone(UTC))
        self.cases = stored_callbacks(self.store)
        self.soon: list[Place] = []
        directory = FakeDirectory(small_town())
        self.desk = CallbackCases(
            cases=self.cases, books=self.books, directory=directory, delivered_soon=self.soon.append
        )
        self.callbacks = CallbackService(desk=self.desk)
        self.messages = MessageService(desk=self.desk, can_reach=self.can_reach)
        self.handover = HandoverService(desk=self.desk, can_reach=self.can_reach)
        self.months = stored_person_months(self.store)
        months = PersonMonths(cases=self.months, directory=directory)
        tallies = PromiseTallies(months=months, directory=directory)
        self.reminders = CallbackReminders(
            desk=self.desk, handover=self.handover, can_reach=self.can_reach, tallies=tallies
        )
        self.privacy = CallbackPrivacy(cases=self.cases)
        self.messenger = RecordingMessenger()
        self.directory = directory
        self.outbox = self.outbox_to(self.messenger)
        self.turns = 0

    def outbox_to(self, messenger: RecordingMessenger) -> Outbox:
        """The outbox, sending through this messenger."""
        source = OutboxSource(name=SOURCE, cases=self.cases, sent=sent, bounced=bounced, noted=noted)
        dead_letters = DeadLetters(cases=stored_dead_letters(self.store), directory=self.directory)
        return Outbox([source], messenger=messenger, directory=self.directory, dead_letters=dead_letters)

    async def stands(self, callback: Callback, to: PersonId, card: str, activity: str) -> None:
        """An answer has shown the card in the person's chat."""
        standing = StandingCard(to=to, card=card, conversation="chat", activity=activity)
        await self.outbox.note_card(SOURCE, place_of(callback), standing, now=self.now)

    def fails_to_send(self, *outcomes: Delivery) -> None:
        """What the next attempts to send end in."""
        self.messenger = RecordingMessenger(outcomes)
        self.outbox = self.outbox_to(self.messenger)

    async def can_reach(self, person: PersonId) -> bool:
        """Whether the person has a chat with the bot."""
        return person not in self.unreachable

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock.now()

    def turn(self) -> str:
        """A turn's id, like no other's."""
        self.turns += 1
        return f"turn-{self.turns}"

    async def promised(
        self,
        due: str | None = "2026-11-24 15:00",
        actor: PersonId = ANNA,
        *,
        answer: str | None = None,
        **more: Any,
    ) -> Callback:
        """A promise to call Kalle, saved."""
        outcome = await self.callbacks.promise(actor, wanted(due, answer, **more), turn=self.turn(), now=self.now)
        assert outcome.saved
        return outcome.callback

    async def left(self, actor: PersonId, to: PersonId = ANNA, due: str | None = None, **more: Any) -> Callback:
        """A message left, saved."""
        outcome = await self.messages.leave(actor, to, wanted(due, **more), turn=self.turn(), now=self.now)
        assert outcome.saved
        return outcome.callback

    async def stored(self, callback: Callback) -> Callback:
        """The document that the promise was saved as, as it is now."""
        loaded = await self.cases.load(place_of(callback))
        assert loaded is not None
        return loaded.value

    async def passes_until(self, local: str, *, step: timedelta = timedelta(minutes=15)) -> list[Notification]:
        """Let time pass with the jobs ticking; gives what was sent on the way."""
        already = len(self.messenger.sent)
        while self.now < at(local):
            self.clock.passes(seconds=min(step, at(local).astimezone(UTC) - self.now).total_seconds())
            await self.ticks()
        return self.messenger.sent[already:]

    async def ticks(self) -> list[Notification]:
        """One tick of the jobs, now; gives what was sent."""
        already = len(self.messenger.sent)
        await self.reminders.sweep(now=self.now)
        await self.outbox.sweep(now=self.now)
        return self.messenger.sent[already:]


def wanted(due: str | None = "2026-11-24 15:00", answer: str | None = None, **more: Any) -> Wanted:
    """A call to Kalle about a building permit, but for what is changed."""
    facts: dict[str, Any] = {"caller": "Kalle", "phone": PHONE, "matter": "bygglov", **more}
    return Wanted(
        contact_due_at=None if due is None else at(due),
        answer_due_at=None if answer is None else at(answer),
        **facts,
    )


def told(sent_: list[Notification]) -> list[tuple[str, str]]:
    """Whom and what: ("anna", "callback.due")."""
    return [(str(one.to), one.code) for one in sent_]
