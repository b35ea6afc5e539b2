"""The whole bot but for the wire, for tests that talk with it: real rules, services, dialogs, cards and search, over
the example municipality, with a store in memory and a clock that is moved by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chat import Chat
from bot.dialogs.notifications import notification_renderer
from bot.router import Router
from bot.routes import build_router
from bot.turn import Message
from directory.file_directory import FileDirectory
from policy.diversions import Notification
from policy.organisation import Person, PersonId
from services.availability import AvailabilityService
from services.diversions import DiversionService
from services.outbox import Outbox
from services.ports import Delivery
from storage.diversion_repository import StoredDiversions
from storage.kinds import KINDS
from tests.bot.talk import Someone, WallClock
from tests.storage.memory_store import MemoryStore

EXAMPLE = Path(__file__).parents[2] / "examples" / "exempelkommun.yaml"
ZONE = ZoneInfo("Europe/Stockholm")
MONDAY_MORNING = datetime(2026, 11, 23, 10, 15, tzinfo=ZONE)


@cache
def example_directory() -> FileDirectory:
    """The example municipality with its search index, which no test changes."""
    return FileDirectory(EXAMPLE)


@dataclass
class Mailbox:
    """The Messenger of the tests: keeps what people were sent, rendered as they would see it."""

    house: House
    sent: dict[PersonId, list[Message]] = field(default_factory=dict)

    async def deliver(self, notification: Notification) -> Delivery:
        """Render it and put it in the person's pile."""
        message = self.house.render(notification, "sv")
        self.sent.setdefault(notification.to, []).append(message)
        return Delivery.SENT


class House:
    """The bot's inside, and the people who talk with it."""

    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self.clock = WallClock(now)
        self.directory = example_directory()
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.clock.now.astimezone(UTC))
        self.books = StoredDiversions(self.store)
        self.due: list[PersonId] = []
        self.diversions = DiversionService(books=self.books, directory=self.directory, delivered_soon=self.due.append)
        self.answers = AvailabilityService(books=self.books, directory=self.directory)
        self.router: Router = build_router(directory=self.directory, diversions=self.diversions, answers=self.answers)
        self.render = notification_renderer(self.directory, self)
        self.mailbox = Mailbox(self)
        self.outbox = Outbox(books=self.books, messenger=self.mailbox)
        self.people: list[Someone] = []

    def now(self) -> datetime:
        """The house is the Clock of what it holds."""
        return self.clock.now.astimezone(UTC)

    def person(self, name: str) -> Person:
        """The one person of that name in the example municipality."""
        (person,) = [p for p in self.directory.municipality.people.values() if p.name == name]
        return person

    def someone(self, name: str) -> Someone:
        """A person of the example municipality in their own chat with the bot."""
        someone = Someone(id=self.person(name).id, handler=self.router, clock=self.clock, chat=Chat())
        self.people.append(someone)
        return someone

    async def sends_what_is_due(self) -> None:
        """What the scheduler does: deliver what was decided."""
        await self.outbox.sweep(now=self.now())

    def nobody_left_anything_unseen(self) -> None:
        """Raise if a reply was never looked at."""
        for someone in self.people:
            someone.left_unseen()
