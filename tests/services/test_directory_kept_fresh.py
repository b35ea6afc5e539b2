"""What another process has told the switchboard is seen within minutes; where nothing is new one read says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from directory.people_search import PeopleSearch
from services.effective_directory import WHOLE_EVERY, EffectiveDirectory
from storage.coverage_repository import stored_coverage
from storage.document_store import StoreUnavailable
from storage.housekeeping_repository import stored_progress
from storage.metering import Bill, Meter, MeteredStore
from storage.misdirected_repository import stored_misdirected
from storage.notice_repository import stored_notices
from tests.policy.notice_town import LISA, NOW, new_employee
from tests.policy.small_town import at
from tests.services.notice_stage import NoticeStage
from tests.storage.memory_store import MemoryStore

MINUTE = timedelta(minutes=1)


class Another:
    """Another process over the same store: its directory, and what keeping that fresh costs it."""

    def __init__(self, stage: NoticeStage) -> None:
        self.meter = Meter()
        store = MeteredStore(stage.store, self.meter)
        self.directory = EffectiveDirectory(
            stage.base,
            notices=stored_notices(store),
            books=stored_coverage(store),
            mends=stored_misdirected(store),
            marks=stored_progress(store),
            search_over=PeopleSearch,
        )

    async def looks(self, now: datetime) -> tuple[int, int]:
        """The reads and the queries of a minute's look."""
        self.meter.read_off()
        await self.directory.keep_fresh(now=now)
        bill = Bill.of(self.meter.read_off())
        return bill.reads, bill.queries

    def knows(self, text: str) -> bool:
        """Whether somebody of that name is found."""
        return any(one.person.name == text for one in self.directory.find_people(text).matches)


async def test_where_nothing_is_new_a_look_is_one_read() -> None:
    """After the first, which reads everything, and once more for what is on its way."""
    another = Another(NoticeStage())
    looks = [await another.looks(NOW + number * MINUTE) for number in range(5)]
    assert looks == [(1, 3), (1, 3), (1, 0), (1, 0), (1, 0)]


async def test_what_another_process_has_told_is_seen_at_the_next_look() -> None:
    """And is read once more: the mark may be seen before the whole of the change is."""
    stage = NoticeStage()
    another = Another(stage)
    start = at("2026-12-01 08:00")
    for number in range(3):
        await another.looks(start + number * MINUTE)
    await stage.tells(new_employee(new=LISA))
    await stage.at(at("2026-12-01 08:03"))
    assert not another.knows("Lisa Lund")
    looks = [await another.looks(start + number * MINUTE) for number in range(3, 7)]
    assert another.knows("Lisa Lund")
    assert looks == [(1, 3), (1, 3), (1, 0), (1, 0)]


async def test_its_own_change_is_read_at_once_and_not_again() -> None:
    """The mark is its own."""
    another = Another(NoticeStage())
    for number in range(3):
        await another.looks(NOW + number * MINUTE)
    await another.directory.refresh(now=NOW + 3 * MINUTE)
    assert await another.looks(NOW + 4 * MINUTE) == (1, 0)


async def test_another_day_is_read_anew_and_so_is_what_no_mark_tells_of() -> None:
    """At midnight what begins that day holds; whose process died before it set the mark is seen in ten minutes."""
    another = Another(NoticeStage())
    for number in range(3):
        await another.looks(at("2026-11-30 23:50") + number * MINUTE)
    assert await another.looks(at("2026-11-30 23:59")) == (1, 0)
    assert await another.looks(at("2026-12-01 00:00")) == (1, 3)
    assert await another.looks(at("2026-12-01 00:09")) == (1, 0)
    assert await another.looks(at("2026-12-01 00:00") + WHOLE_EVERY) == (1, 3)


async def test_a_look_that_fails_is_made_good_by_the_next() -> None:
    """The mark is not believed before everything is read."""
    stage = NoticeStage()
    another = Another(stage)
    for number in range(3):
        await another.looks(NOW + number * MINUTE)
    await stage.directory.refresh(now=NOW)
    assert isinstance(stage.store, MemoryStore)
    query, stage.store.query = stage.store.query, _fails  # type: ignore[method-assign,assignment]
    try:
        await another.looks(NOW + 4 * MINUTE)
    except StoreUnavailable:
        stage.store.query = query  # type: ignore[method-assign]
    assert await another.looks(NOW + 5 * MINUTE) == (1, 3)


async def _fails(*_arguments: object, **_named: object) -> None:
    raise StoreUnavailable("out of reach")
