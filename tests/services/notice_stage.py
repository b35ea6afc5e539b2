"""A stage for the use cases of notices: the small town with its group, a store in memory, a real search."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from directory.matter_search import MatterSearch
from directory.people_search import PeopleSearch
from policy.coverage_books import CoverageBook
from policy.ids import GroupId
from policy.notices import Notice, NoticeContent
from policy.organisation import Municipality, Person, PersonId
from services.coverage_facts import CoverageFacts, book_place
from services.effective_directory import EffectiveDirectory
from services.group_changes import GroupChanges
from services.notices import NoticeService, place_of
from services.ports import Cases, Loaded, MattersBeside, MattersFound, Place, SearchOutcome
from storage.coverage_repository import stored_coverage
from storage.document_store import StoreUnavailable
from storage.housekeeping_repository import stored_progress
from storage.misdirected_repository import stored_misdirected
from storage.notice_repository import stored_notices
from tests.policy.notice_town import NOW, PHONES, notice_town
from tests.policy.small_town import BO
from tests.services.fakes import BooksInMemory
from tests.storage.memory_store import MemoryStore


class SearchedDirectory:
    """A directory of a municipality with the search that is used."""

    def __init__(self, municipality: Municipality) -> None:
        self.turn_to(municipality)

    def turn_to(self, municipality: Municipality) -> None:
        """Let it be this municipality from now on."""
        self.municipality = municipality
        self._search = PeopleSearch(municipality)
        self._matters = MatterSearch(municipality)

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People of it."""
        return self._search.find(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions of it."""
        return self._matters.find(text, limit=limit, beside=beside)


class FailingBooks:
    """Groups' books that can't be saved for a while."""

    def __init__(self, cases: Cases[CoverageBook]) -> None:
        self._cases = cases
        self.fails = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cases, name)

    async def save(self, loaded: Loaded[CoverageBook] | None, case: CoverageBook) -> Loaded[CoverageBook]:
        """Save it, unless it fails."""
        if self.fails:
            raise OSError("out of reach")
        return await self._cases.save(loaded, case)


class DyingStore(MemoryStore):
    """A store that is out of reach after so many writes, until it is revived."""

    left = 10_000

    async def create(self, *arguments: Any, **also: Any) -> Any:
        """Write, while it can."""
        self._counts()
        return await super().create(*arguments, **also)

    async def replace(self, *arguments: Any, **also: Any) -> Any:
        """Write over, while it can."""
        self._counts()
        return await super().replace(*arguments, **also)

    def _counts(self) -> None:
        if not self.left:
            raise StoreUnavailable("gone")
        self.left -= 1


class NoticeStage:
    """The service and all that it touches."""

    def __init__(self) -> None:
        self.now = NOW
        self.store = DyingStore(now=lambda: self.now.astimezone(UTC))
        self.soon: list[Place] = []
        self.looked_at: list[GroupId] = []
        self.base = SearchedDirectory(notice_town())
        self.notices = stored_notices(self.store)
        self.books = FailingBooks(stored_coverage(self.store))
        books: Any = self.books
        self.directory = EffectiveDirectory(
            self.base,
            notices=self.notices,
            books=books,
            mends=stored_misdirected(self.store),
            marks=stored_progress(self.store),
            search_over=PeopleSearch,
        )
        facts = CoverageFacts(cases=books, books=BooksInMemory(), directory=self.directory)
        self.changes = GroupChanges(books=books, facts=facts, look_at=self._look_at)
        self.service = NoticeService(
            notices=self.notices, changes=self.changes, directory=self.directory, deliver_soon=self.soon.append
        )

    async def _look_at(self, group: GroupId, *, now: datetime) -> None:
        del now
        self.looked_at.append(group)

    async def tells(self, content: NoticeContent, *, turn: str = "t1", by: PersonId = BO) -> Notice:
        """Somebody tells the switchboard."""
        return await self.service.send(by, content, turn=turn, now=self.now)

    async def at(self, now: datetime) -> None:
        """Let it be that late, and do what is due."""
        self.now = now
        await self.directory.refresh(now=now)
        await self.service.sweep(now=now)

    async def stored(self, notice: Notice) -> Notice:
        """The notice as it lies in the store."""
        loaded = await self.notices.load(place_of(notice))
        assert loaded is not None
        return loaded.value

    async def book(self, group: GroupId = PHONES) -> CoverageBook:
        """The group's book as it lies in the store; an empty one where there is none."""
        loaded = await self.books.load(book_place(group))
        return CoverageBook(group=group) if loaded is None else loaded.value
