"""The whole bot but for the wire, for tests that talk with it: real rules, services, dialogs, cards and search, over
the example municipality, with a store in memory and a clock that is moved by hand.
"""

from __future__ import annotations

import itertools
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from assembly import COVERAGE_REVIEW, REACH_REVIEW, RENDERERS, REPORT_REVIEW, REVIEW, put_together
from assembly.reaches import TEAMS_ALONE, Reaches
from bot.chat import Chat, Outcome
from bot.dialogs.notifications import notification_renderer
from bot.turn import Reply, Turn
from bot.wire.speaking import Stood
from directory.file_directory import FileDirectory
from policy.organisation import Person
from services.ports import Directory
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.kinds import KINDS
from tests.bot.mailbox import Mailbox
from tests.bot.talk import Someone, WallClock
from tests.storage.memory_store import MemoryStore

EXAMPLE = Path(__file__).parents[2] / "examples" / "exempelkommun.yaml"
ZONE = ZoneInfo("Europe/Stockholm")
HOUR = timedelta(hours=1)
MONDAY_MORNING = datetime(2026, 11, 23, 10, 15, tzinfo=ZONE)


@cache
def example_directory() -> FileDirectory:
    """The example municipality with its search index, which no test changes."""
    return FileDirectory(EXAMPLE)


class House:
    """The bot's inside, and the people who talk with it."""

    leftovers: ClassVar[list[list[Coroutine[Any, Any, None]]]] = []
    """What each house of the test has left to do right after a turn; closed when the test ends."""

    def __init__(
        self,
        now: datetime = MONDAY_MORNING,
        directory: Directory | None = None,
        reaches: Reaches = TEAMS_ALONE,
    ) -> None:
        self.clock = WallClock(now)
        self.directory: Directory = directory or example_directory()
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.clock.now.astimezone(UTC))
        self.books = StoredDiversions(self.store)
        self.mailbox = self.makes_mailbox()
        self.soon: list[Coroutine[Any, Any, None]] = []
        """What is to be done right after a turn; done when the test says so, or when time passes."""
        self.leftovers.append(self.soon)
        self.inside = put_together(
            store=self.reached_through(self.store),
            directory=self.directory,
            messenger=self.mailbox,
            clock=self,
            start=self.soon.append,
            reaches=reaches,
        )
        self.directory = self.inside.directory
        self.router = self.inside.router(self.directory)
        self.mailbox.render = notification_renderer(self.directory, self, RENDERERS)
        self.people: list[Someone] = []
        self.reviews_the_directory = False
        """Whether everyone in the directory is met, and asked about what is wanting: for the tests about that."""
        self.meets_managers = False
        """Whether managers are met, so that cards of their units' figures come by themselves."""
        self.looks_for_the_unreached = False
        """Whether those who are to be reached are looked through, for who has no chat."""
        self._activities = itertools.count(1)

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """What the inside reaches the store through, for houses that count or disturb that."""
        return store

    def makes_mailbox(self) -> Mailbox:
        """Where what people are told lands."""
        return Mailbox(self.now)

    def now(self) -> datetime:
        """The house is the Clock of what it holds."""
        return self.clock.now.astimezone(UTC)

    def person(self, name: str) -> Person:
        """The one person of that name in the example municipality."""
        (person,) = [p for p in self.directory.municipality.people.values() if p.name == name]
        return person

    def someone(self, name: str) -> Someone:
        """A person of the example municipality in their own chat with the bot."""
        someone = Someone(id=self.person(name).id, handler=self._answer, clock=self.clock, chat=Chat())
        self.mailbox.arrives[someone.id] = someone.takes_in
        self.people.append(someone)
        return someone

    def someone_there(self, name: str) -> Someone:
        """The same; who is here already stays who they are."""
        person = self.person(name).id
        return next((one for one in self.people if one.id == person), None) or self.someone(name)

    async def _answer(self, turn: Turn, chat: Chat) -> Reply:
        """The reply, and what the wire would then know of it and of the cards in it."""
        reply = await self.router(turn, chat)
        chat.remember_outcome(turn.activity_id, Outcome(200), now=turn.now)
        stood = [
            Stood(message.stands_for, f"said-{next(self._activities)}")
            for message in reply.messages
            if message.stands_for is not None
        ]
        if reply.stands_for is not None:
            stood.append(Stood(reply.stands_for, turn.card_activity or f"said-{next(self._activities)}"))
        for someone in self.people:
            if someone.id == turn.person:
                someone.stood = stood[-1].activity if stood else None
        self.inside.note_cards(turn, stood)
        return reply

    async def sends_what_is_due(self) -> None:
        """What happens right after a turn and at the scheduler's next ticks: deliver what was decided."""
        await self.does_what_follows()
        for job in self.inside.jobs:
            if self._runs(job.name):
                await job.run(self.now())
        await self.does_what_follows()

    async def does_what_follows(self) -> None:
        """What is put off until right after a turn, or a job's run."""
        while self.soon:
            await self.soon.pop(0)

    def _runs(self, job: str) -> bool:
        if job == REPORT_REVIEW:
            return self.meets_managers
        if job == REACH_REVIEW:
            return self.looks_for_the_unreached
        return job not in (REVIEW, COVERAGE_REVIEW) or self.reviews_the_directory

    async def lets_time_pass(self, *, until: str) -> None:
        """Go on to a local time ("2026-11-24 09:00"), waking when something is due and once an hour, as jobs do."""
        end = datetime.fromisoformat(until).replace(tzinfo=ZONE).astimezone(UTC)
        await self.sends_what_is_due()
        while self.now() < end:
            due = self.store.next_due_after(self.now())
            wakes = min(self.now() + HOUR, end, *([due] if due is not None else []))
            self.clock.now = wakes.astimezone(ZONE)
            await self.sends_what_is_due()

    def nobody_left_anything_unseen(self) -> None:
        """Raise if a reply, or something that someone was told, was never looked at."""
        for someone in self.people:
            someone.left_unseen()
            someone.left_untold()
