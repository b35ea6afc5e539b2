"""A stage for synchronising: a small Entra, a store in memory, and a sync over them that can be killed at any write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from directory.graph.answers import Answer, read_answer
from directory.graph.bucket_reader import BucketReader
from directory.graph.entries import Asked, Roster
from directory.graph.judging import RemovalJudge
from directory.graph.runs import Pacing, Run
from directory.graph.sync import DirectorySync
from policy.directory_losses import USUAL_REMOVALS, RemovalTerms
from policy.organisation import Municipality, Person, PersonId, Role, Unit, UnitId
from policy.working_calendar import WorkingCalendar
from services.directory_ports import SYNC_PLACE, Edition, SyncState
from storage.directory_repository import StoredBuckets, stored_sync_state
from tests.graph import published
from tests.graph.standin import Refusal
from tests.graph.standin_users import EntraStandIn, group_id
from tests.policy.small_town import ZONE
from tests.storage.memory_store import MemoryStore

START = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
SWITCHBOARD = group_id(1)
EXTENSION = "extensionAttribute7"
ASKED = Asked(groups=frozenset({SWITCHBOARD}), extension_attribute=EXTENSION)
UNIT = Unit(id=UnitId("all"), name="Alla")


class Killed(BaseException):
    """The process is gone: nothing after it is carried out."""


class DyingStore(MemoryStore):
    """A store whose process is killed right before, or right after, the write with that number."""

    def __init__(self) -> None:
        super().__init__()
        self.dies_before = self.dies_after = -1
        self._writes = count()

    def dies(self, *, before: int = -1, after: int = -1) -> None:
        """Count the writes anew, and die at one of them."""
        self.dies_before, self.dies_after, self._writes = before, after, count()

    async def create(self, *given: Any, **more: Any) -> Any:
        return await self._write(super().create, *given, **more)

    async def replace(self, *given: Any, **more: Any) -> Any:
        return await self._write(super().replace, *given, **more)

    async def delete(self, *given: Any, **more: Any) -> Any:
        return await self._write(super().delete, *given, **more)

    async def _write(self, write: Any, *given: Any, **more: Any) -> Any:
        number = next(self._writes)
        if number == self.dies_before:
            raise Killed
        done = await write(*given, **more)
        if number == self.dies_after:
            raise Killed
        return done


class NearGraph:
    """The small Entra without a wire between: as the client gives its answers, checked as the stand-in's are."""

    def __init__(self, entra: EntraStandIn) -> None:
        self.entra = entra
        self.asked: list[str] = []
        self.fails: list[Exception] = []
        self._fails_after: tuple[int, Exception] | None = None
        self.loses_links = False
        """Whether no link that was given leads anywhere."""

    def fails_after(self, answers: int, failure: Exception | None) -> None:
        """Fail once so many answers have come; None: no more."""
        self._fails_after = None if failure is None else (len(self.asked) + answers, failure)

    async def get(self, path: str, *, params: Mapping[str, str] | None = None, **_more: Any) -> Mapping[str, Any]:
        """The answer to a question."""
        return self._answer(f"/{path}", params or {})

    async def follow(self, link: str, **_more: Any) -> Mapping[str, Any]:
        """What a link leads to."""
        if self.loses_links:
            self.entra.forget_tokens()
        address = urlsplit(link)
        return self._answer(address.path.removeprefix("/v1.0"), dict(parse_qsl(address.query)))

    def _answer(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any]:
        self.asked.append(path)
        if self._fails_after is not None and len(self.asked) > self._fails_after[0]:
            failure, self._fails_after = self._fails_after[1], None
            raise failure
        if self.fails:
            raise self.fails.pop(0)
        try:
            body = self.entra.delta(path, query)
        except Refusal as refusal:
            return read_answer(Answer(refusal.status, b'{"error":{"code":"%b"}}' % refusal.code.encode(), None))
        shape = published.operation("GET", path).answer
        assert shape is not None
        shape.check(body)
        return body


class SyncStage:
    """All of it. People are made of users plainly: everyone who is enabled, with the switchboard's role by group."""

    def __init__(self, entra: EntraStandIn | None = None, *, terms: RemovalTerms = USUAL_REMOVALS) -> None:
        self.entra = entra or EntraStandIn()
        self.graph = NearGraph(self.entra)
        self.store = DyingStore()
        self.states, self.buckets = stored_sync_state(self.store), StoredBuckets(self.store)
        self.asked = ASKED
        self.terms = terms
        self.made_of: Callable[[Edition], Municipality | None] = lambda _edition: None
        self.now = START
        self.seconds = 0.0
        self.ours = True
        self.lasts = self.kept_every = 1e9

    def sync(self) -> DirectorySync:
        """What a process that has just started has."""
        judge = RemovalJudge(made_of=town_of, in_use=self.made_of, asked=lambda: self.asked, terms=lambda: self.terms)
        return DirectorySync(
            self.graph,
            states=self.states,
            buckets=self.buckets,
            reader=BucketReader(self.buckets),
            asked=lambda: self.asked,
            judge=judge,
            pacing=Pacing(clock=self._clock, lasts=self.lasts, kept_every=self.kept_every),
        )

    async def run(self, *, minutes: float = 10, **how: Any) -> Run:
        """A run of a process that has just started, so long after the last."""
        self.now += timedelta(minutes=minutes)
        return await self.sync().run(now=self.now, is_ours=lambda: self.ours, **how)

    async def state(self) -> SyncState:
        """As it is kept."""
        loaded = await self.states.load(SYNC_PLACE)
        assert loaded is not None
        return loaded.value

    async def in_use(self) -> Roster | None:
        """What a process that starts now takes."""
        state = await self.state()
        return None if state.used is None else await BucketReader(self.buckets).roster(state.used, self.asked.groups)

    async def bucket_names(self) -> set[str]:
        """All buckets that are there."""
        return {name async for page in self.buckets.every_name() for name in page}

    def expected(self) -> Roster:
        """What there is to know."""
        return self.entra.roster(*self.asked.groups, extension_attribute=self.asked.extension_attribute)

    def _clock(self) -> float:
        self.seconds += 1.0
        return self.seconds


def town_of(roster: Roster) -> Municipality:
    """A municipality of one unit."""
    at_switchboard = roster.members.get(SWITCHBOARD, frozenset())
    people = [
        Person(
            id=PersonId(user),
            first_name=entry.first_name,
            last_name=entry.last_name,
            title=entry.title,
            unit=UNIT.id,
            roles=frozenset({Role.SWITCHBOARD} if user in at_switchboard else ()),
        )
        for user, entry in roster.users.items()
        if entry.is_enabled
    ]
    return Municipality(
        name="Provköping",
        language="sv",
        calendar=WorkingCalendar(ZONE),
        people={person.id: person for person in people},
        units={UNIT.id: UNIT},
        groups={},
    )
