"""A stage for reaching people: the small town with an administrator and an editor, and a tenant that installs apps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from policy.organisation import Municipality, PersonId, Role
from policy.outgoing import Notification
from policy.reachability import Reachability, ReachState, Refusal
from services.install_ports import InstallEnd, Installing
from services.ports import Place
from services.reach_list import ReachList
from services.reachability import Reaching, reach_place
from storage.reach_repository import stored_reach
from tests.policy.small_town import ANNA, DISA, at, small_town
from tests.services.fakes import FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore

NINE = at("2026-11-24 09:00")
"""A Tuesday, when everybody works."""
BOOK = Place("anna", "book")


def town() -> Municipality:
    """The small town, where Anna administers the system and Disa edits the directory."""
    usual = small_town()
    people = dict(usual.people)
    for person, role in ((ANNA, Role.ADMINISTRATOR), (DISA, Role.EDITOR)):
        people[person] = replace(people[person], roles=frozenset({role}))
    return replace(usual, people=people)


@dataclass
class Tenant(RecordingMessenger):
    """Teams, Graph and what the bot remembers of chats, in one: an AppInstaller, the Meetings, and a Messenger.

    `events_come`: whether Teams tells the bot of an installation; `told` are those whom it told of.
    """

    has_app: set[PersonId] = field(default_factory=set)
    chats: set[PersonId] = field(default_factory=set)
    knows_bot: set[PersonId] = field(default_factory=set)
    refuses: dict[PersonId, Refusal] = field(default_factory=dict)
    has_no_chat_yet: set[PersonId] = field(default_factory=set)
    away: int = 0
    loses_answers: int = 0
    wait: timedelta = timedelta()
    asked: list[PersonId] = field(default_factory=list)
    installs: list[PersonId] = field(default_factory=list)
    """Whom the app was installed for, who had not got it."""

    def __post_init__(self) -> None:
        super().__init__()

    async def can_reach(self, person: PersonId) -> bool:
        return person in self.chats

    async def had_chat(self, person: PersonId) -> bool:
        return person in self.knows_bot and person not in self.chats

    async def open(self, person: PersonId, chat: str) -> bool:
        assert chat == f"19:{person}"
        if person in self.chats:
            return False
        self.chats.add(person)
        self.knows_bot.add(person)
        return True

    async def install(self, person: PersonId) -> Installing:
        self.asked.append(person)
        if self.away:
            self.away -= 1
            return Installing(end=InstallEnd.AWAY, wait=self.wait)
        if person in self.refuses:
            return Installing(end=InstallEnd.REFUSED, why=self.refuses[person])
        if person in self.has_app:
            return Installing(end=InstallEnd.ALREADY)
        self.has_app.add(person)
        self.installs.append(person)
        if self.loses_answers:
            self.loses_answers -= 1
            return Installing(end=InstallEnd.AWAY)
        return Installing(end=InstallEnd.DONE)

    async def find_chat(self, person: PersonId) -> Installing:
        if person not in self.has_app:
            return Installing(end=InstallEnd.NOT_INSTALLED)
        if person in self.has_no_chat_yet:
            return Installing(end=InstallEnd.NO_CHAT)
        return Installing(end=InstallEnd.DONE, chat=f"19:{person}")


class Stage:
    """The services over a store in memory, and the tenant."""

    def __init__(self, *, installs: bool = True) -> None:
        self.now: datetime = NINE
        self.directory = FakeDirectory(town())
        self.store = MemoryStore(now=lambda: self.now)
        self.cases = stored_reach(self.store)
        self.tenant = Tenant()
        self.tried: list[tuple[str, str, str, PersonId]] = []
        self.reaching = Reaching(
            cases=self.cases,
            directory=self.directory,
            messenger=self.tenant,
            meetings=self.tenant,
            installer=self.tenant if installs else None,
            try_again=self._try_again,
        )
        self.steps: list[PersonId] = []
        self.unreached = ReachList(reaching=self.reaching, start_step=self.steps.append)

    async def _try_again(self, source: str, partition: str, id_: str, to: PersonId, /, *, now: datetime) -> None:
        del now
        self.tried.append((source, partition, id_, to))

    async def known(self, person: PersonId) -> Reachability | None:
        """The record of the person, or None."""
        loaded = await self.cases.load(reach_place(person))
        return None if loaded is None else loaded.value

    async def state(self, person: PersonId) -> ReachState | None:
        """How it stands with the person; None without a record."""
        known = await self.known(person)
        return None if known is None else known.state

    async def reviews(self, *people: PersonId) -> None:
        """The daily walk comes to these."""
        for person in people:
            await self.reaching.review(self.directory.municipality.people[person], now=self.now)

    async def sweeps(self, **later: float) -> int:
        """Time passes, and then the sweep comes; gives how many it looked at."""
        self.now += timedelta(**later)
        return await self.reaching.sweep(now=self.now)

    async def bounces(self, person: PersonId, source: str = "diversion", place: Place = BOOK) -> None:
        """Something in a case found no chat of the person's."""
        told = Notification(id="n", to=person, code="diversion.set_by_other", made_at=self.now, due_at=self.now)
        await self.reaching.bounced(source, place, told, now=self.now)

    async def takes_away(self, person: PersonId) -> None:
        """The person uninstalls the app, and Teams tells."""
        self.tenant.has_app.discard(person)
        self.tenant.chats.discard(person)
        await self.reaching.went(person, now=self.now)

    async def comes(self, person: PersonId) -> None:
        """The person opens the chat themselves."""
        self.tenant.has_app.add(person)
        self.tenant.chats.add(person)
        self.tenant.knows_bot.add(person)
        await self.reaching.came(person, now=self.now)
