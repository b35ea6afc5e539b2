"""A stage for the switchboard's desk: the small town with two more operators, and a store in memory that counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from policy.desk import CARD, Desk
from policy.desk_book import NOTHING_TAKEN, DeskBook
from policy.desk_rows import Section
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import PersonId, Role
from policy.outgoing import StandingCard
from services.desk import DeskService, desk_place
from services.desk_hand_over import DeskHandOver
from services.desk_keeping import DeskKeeping
from services.desk_reading import DeskReading
from services.ports import DESK_BOOK_PLACE, Place
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.desk_repository import stored_desk_book, stored_desks
from storage.details_repository import stored_details
from storage.notice_repository import stored_notices
from storage.order_repository import stored_orders
from tests.policy.small_town import BO, BUILDING, DAG, EVA, VERA, at, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.services.notice_stage import DyingStore

NOW = at("2026-11-24 09:00")
OPERATORS = (VERA, DAG, EVA)
"""Those at the switchboard: Vera Varg, Dag Dahl, Eva Ek."""


class CountingStore(DyingStore):
    """A store that counts what is asked of it, by operation and kind."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        self.asked: Counter[str] = Counter()
        self.largest = 0

    async def query(self, kind: str, **how: Any) -> Any:
        """Ask, and count."""
        self.asked[f"query {kind}"] += 1
        page = await super().query(kind, **how)
        self.largest = max(self.largest, len(page.documents))
        return page

    async def get(self, key: Any) -> Any:
        """Read, and count."""
        self.asked[f"get {key.kind}"] += 1
        return await super().get(key)


class DeskStage:
    """The services and all that they touch."""

    def __init__(self) -> None:
        self.now = NOW
        self.store = CountingStore(now=lambda: self.now.astimezone(UTC))
        town = small_town()
        roles = {person: frozenset({Role.SWITCHBOARD}) for person in OPERATORS}
        people = {one.id: replace(one, roles=roles.get(one.id, one.roles)) for one in town.people.values()}
        self.directory = FakeDirectory(replace(town, people=people))
        self.soon: list[Place] = []
        self.diversions = BooksInMemory()
        self.unreachable: set[PersonId] = set()
        self.keeping = DeskKeeping()
        self.notices = stored_notices(self.store)
        self.desk = DeskService(
            desks=stored_desks(self.store),
            book=stored_desk_book(self.store),
            reading=DeskReading(
                notices=self.notices,
                orders=stored_orders(self.store),
                messages=stored_callbacks(self.store),
                coverage=stored_coverage(self.store),
                details=stored_details(self.store),
                directory=self.directory,
            ),
            diversions=self.diversions,
            directory=self.directory,
            deliver_soon=self.soon.append,
            book_soon=self.soon.append,
            changed=self.keeping.changed,
        )
        self.hand_over = DeskHandOver(desk=self.desk, can_reach=self._can_reach)

    async def _can_reach(self, person: PersonId) -> bool:
        return person not in self.unreachable

    async def tells(self, number: int = 1, *, days: int = 7) -> str:
        """Bo tells the switchboard of something; gives the key of its row."""
        on = date(2026, 11, 24) + timedelta(days=days)
        content = NoticeContent(kind=NoticeKind.MEMBERS, unit=BUILDING, effective_on=on, person_name=f"Grupp {number}")
        notice = Notice(id=f"n{number}", content=content, made_by=BO, made_at=self.now, lead_days=days, is_late=False)
        await self.notices.save(None, notice)
        return f"{Section.NOTICES}\nnotices\nn{number}\n"

    async def is_received(self, number: int = 1) -> None:
        """Somebody receives it."""
        loaded = await self.notices.load(Place("notices", f"n{number}"))
        assert loaded is not None
        await self.notices.save(loaded, replace(loaded.value, received_by=DAG, received_at=self.now))

    async def opens(self, person: PersonId = VERA) -> Desk:
        """Somebody opens the desk, and its card stands in their chat."""
        await self.desk.open(person, now=self.now)
        loaded = await self.desk.desks.load(desk_place(person))
        assert loaded is not None
        card = StandingCard(to=person, card=CARD, conversation="c", activity="a")
        standing = replace(loaded.value, outgoing=loaded.value.outgoing.standing_as(card))
        return (await self.desk.desks.save(loaded, standing)).value

    async def stored(self, person: PersonId = VERA) -> Desk:
        """Somebody's desk as it lies in the store."""
        loaded = await self.desk.desks.load(desk_place(person))
        assert loaded is not None
        return loaded.value

    async def book(self) -> DeskBook:
        """What is taken, as it lies in the store."""
        loaded = await self.desk.book.load(DESK_BOOK_PLACE)
        return NOTHING_TAKEN if loaded is None else loaded.value

    async def claims(self) -> dict[str, PersonId]:
        """Who has which row."""
        return {one.row: one.by for one in (await self.book()).claims}

    def passes(self, **span: float) -> datetime:
        """Let time pass."""
        self.now += timedelta(**span)
        return self.now
