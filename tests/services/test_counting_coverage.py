"""Putting days into the month's figures (M1): once each, whatever is cut off, and only groups whose day is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from policy.answer_groups import GroupChange
from policy.coverage_books import CoverageBook
from policy.coverage_counting import counted
from policy.coverage_tallies import CoverageMonth, DayTally
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import AnswerGroup, GroupId
from policy.reasons import Reason
from services.coverage_desk import CoverageDesk
from services.coverage_facts import CoverageFacts, book_place
from services.coverage_tallies import CoverageTallies
from services.group_changes import GroupChanges
from services.person_months import PersonMonths, person_month_place
from services.ports import Place
from storage.coverage_repository import stored_coverage
from storage.document_store import StoreUnavailable
from storage.figures_repository import stored_coverage_months, stored_person_months
from storage.kinds import KINDS
from tests.policy.counted_group import GROUP, TUESDAY, book, group, shift, stretch, town_with
from tests.policy.small_town import ANNA, BO, BUILDING, at, diversion
from tests.services.fakes import BooksInMemory, FakeDirectory, RecordingMessenger
from tests.storage.memory_store import MemoryStore

HOUR = timedelta(hours=1)


class Stage:
    """A group, its book and its months, and what is known of people's diversions."""

    def __init__(self, answers: AnswerGroup | None = None, *, now: str = "2026-11-24 08:00") -> None:
        self.now = at(now)
        self.directory = FakeDirectory(town_with(answers or group(members=(ANNA,))))
        self.store = MemoryStore(kinds=KINDS, now=lambda: self.now.astimezone(UTC))
        self.books = BooksInMemory()
        self.cases = stored_coverage(self.store)
        self.months = stored_coverage_months(self.store)
        self.facts = CoverageFacts(cases=self.cases, books=self.books, directory=self.directory)
        self.people = stored_person_months(self.store)
        people = PersonMonths(cases=self.people, directory=self.directory)
        self.tallies = CoverageTallies(
            facts=self.facts, due=self.cases, months=self.months, people=people, directory=self.directory
        )

    async def is_looked_at(
        self, local: str, change: Callable[[CoverageBook], CoverageBook] = lambda book: book
    ) -> None:
        """The group is looked at, as it is when something has changed; then its book is changed."""
        self.now = at(local)
        found = await self.facts.of(GROUP)
        calendar = self.directory.municipality.calendar
        await self.cases.save(found.loaded, change(counted(calendar, found.facts, found.book, now=self.now)))

    async def sweeps(self, local: str) -> int:
        """The job runs at that time; gives how many groups it looked at."""
        self.now = at(local)
        return await self.tallies.sweep(now=self.now)

    async def month(self, name: str = "2026-11") -> CoverageMonth | None:
        """What is stored of a month."""
        loaded = await self.months.load(Place(GROUP, name))
        return None if loaded is None else loaded.value

    async def days(self, name: str = "2026-11") -> tuple[DayTally, ...]:
        """Its days."""
        month = await self.month(name)
        return () if month is None else month.days

    async def stored(self) -> CoverageBook:
        """The group's book."""
        loaded = await self.cases.load(book_place(GROUP))
        assert loaded is not None
        return loaded.value


async def test_a_day_is_closed_when_its_phone_hours_are_over_and_not_before() -> None:
    """Once; and nothing is looked at until the next day's are over."""
    stage = Stage()
    await stage.is_looked_at("2026-11-24 08:00")
    assert await stage.sweeps("2026-11-24 15:04") == 0
    assert await stage.sweeps("2026-11-24 15:05") == 1
    assert await stage.days() == (DayTally(on=TUESDAY, promised=6 * HOUR),)
    assert await stage.sweeps("2026-11-24 15:06") == 0
    assert await stage.sweeps("2026-11-25 15:04") == 0
    assert await stage.sweeps("2026-11-25 15:05") == 1
    assert [day.on for day in await stage.days()] == [TUESDAY, date(2026, 11, 25)]
    assert (await stage.stored()).tallied_until == date(2026, 11, 26)


async def test_days_follow_each_other_over_christmas_and_new_year() -> None:
    """Days off are no days; December's are in December's document, January's in January's."""
    stage = Stage(now="2026-12-23 08:00")
    await stage.is_looked_at("2026-12-23 08:00")
    for day in (*range(23, 32),):
        await stage.sweeps(f"2026-12-{day} 18:00")
    for day in range(1, 6):
        await stage.sweeps(f"2027-01-{day:02} 18:00")
    assert [day.on.day for day in await stage.days("2026-12")] == [23, 28, 29, 30]
    assert [day.on.day for day in await stage.days("2027-01")] == [4, 5]


async def test_a_gap_that_was_covered_after_twenty_minutes_counts_twenty() -> None:
    """Though at the day's end nothing shows it any more."""
    stage = Stage()
    await stage.is_looked_at("2026-11-24 08:00")
    await stage.books.save(
        await stage.books.load(ANNA),
        book(ANNA, diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00"), changed_at="2026-11-24 09:00"),
    )
    await stage.is_looked_at("2026-11-24 09:00")

    def taken(before: CoverageBook) -> CoverageBook:
        return replace(before, shifts=(shift(BO, "2026-11-24 10:20", "2026-11-24 12:00", agreed=True),))

    await stage.is_looked_at("2026-11-24 10:20", taken)
    await stage.is_looked_at("2026-11-24 12:00", lambda before: replace(before, shifts=()))
    await stage.books.save(await stage.books.load(ANNA), book(ANNA))
    await stage.sweeps("2026-11-24 15:05")
    (day,) = await stage.days()
    assert (day.uncovered, day.longest, day.gaps) == (timedelta(minutes=20), timedelta(minutes=20), 1)
    assert day.duty == timedelta(minutes=100)
    bos = await stage.people.load(person_month_place(BO, "2026-11"))
    assert bos is not None
    assert dict(bos.value.duty) == {"bygglov 2026-11-24": timedelta(minutes=100)}


@pytest.mark.parametrize("writes", range(2))
async def test_a_crash_between_the_month_and_the_book_counts_nothing_twice(writes: int) -> None:
    """Whichever of the two saves is the last that went through, the next sweep ends it right."""
    stage = Stage()
    await stage.is_looked_at("2026-11-24 08:00")
    save = stage.months.save if writes == 0 else stage.cases.save

    async def gone(*_: object) -> None:
        raise StoreUnavailable("gone")

    dying = stage.months if writes == 0 else stage.cases
    dying.save = gone  # type: ignore[method-assign, assignment]
    assert await stage.sweeps("2026-11-24 15:05") == 1
    dying.save = save  # type: ignore[method-assign]
    assert (await stage.stored()).tallied_until is None
    assert len(await stage.days()) == writes
    assert await stage.sweeps("2026-11-24 15:06") == 1
    assert await stage.days() == (DayTally(on=TUESDAY, promised=6 * HOUR),)
    assert await stage.sweeps("2026-11-24 15:07") == 0


async def test_after_a_standstill_the_days_are_counted_from_what_is_known_and_say_that_they_are_uncertain() -> None:
    """Up to a week back; what is further back has no figures."""
    stage = Stage(now="2026-11-02 08:00")
    await stage.is_looked_at("2026-11-02 08:00")
    assert await stage.sweeps("2026-11-20 09:00") == 1
    days = await stage.days()
    assert [day.on.day for day in days] == [2, 13, 16, 17, 18, 19]
    assert [day.is_uncertain for day in days] == [True] * 5 + [True]
    assert await stage.sweeps("2026-11-20 15:05") == 1
    assert not (await stage.days())[-1].is_uncertain


async def test_hours_that_are_moved_the_same_day_move_when_it_is_closed() -> None:
    """Longer hours today: the group is looked at as they are changed."""
    stage = Stage()
    await stage.is_looked_at("2026-11-24 08:00")
    usual = group(members=(ANNA,))
    longer = replace(usual.phone_hours, exceptions={TUESDAY: (stretch("09:00", "18:00"),)})
    stage.directory.municipality = town_with(replace(usual, phone_hours=longer))
    await stage.is_looked_at("2026-11-24 10:00")
    assert await stage.sweeps("2026-11-24 18:04") == 0
    assert await stage.sweeps("2026-11-24 18:05") == 1
    assert await stage.days() == (DayTally(on=TUESDAY, promised=9 * HOUR, uncovered=HOUR, longest=HOUR, gaps=1),)


async def test_hours_that_are_taken_away_in_the_middle_of_the_day_were_promised_until_then() -> None:
    """What the public was told, and what was a gap, doesn't go away with them; the day after is counted as any."""
    stage = Stage(group(members=()))
    await stage.is_looked_at("2026-11-24 08:00")
    await stage.is_looked_at("2026-11-24 10:30")
    usual = group(members=())
    none = replace(usual.phone_hours, exceptions={TUESDAY: ()})
    stage.directory.municipality = town_with(replace(usual, phone_hours=none))
    await stage.is_looked_at("2026-11-24 11:00")
    assert await stage.sweeps("2026-11-25 15:05") == 1
    first, second = await stage.days()
    assert first.promised == first.uncovered == timedelta(minutes=90)
    assert (second.on.day, second.promised) == (25, 6 * HOUR)


async def test_a_manager_who_takes_the_rest_of_the_day_away_takes_no_gap_with_it() -> None:
    """M2, M3: what was promised and missed until then stands."""
    stage = Stage(group(members=()))
    await stage.is_looked_at("2026-11-24 08:00")
    closes = GroupChange(id="n1", from_on=TUESDAY, published_on=TUESDAY, exceptions={TUESDAY: ()})
    content = NoticeContent(
        kind=NoticeKind.DATES, unit=BUILDING, effective_on=TUESDAY, group=GROUP, change=closes, before=None
    )
    notice = Notice(id="n1", content=content, made_by=BO, made_at=stage.now, lead_days=0, is_late=True)

    async def nobody_looks(group: GroupId, *, now: datetime) -> None:
        del group, now

    changes = GroupChanges(books=stage.cases, facts=stage.facts, look_at=nobody_looks)
    await changes.carry_out(notice, [GROUP], now=at("2026-11-24 10:30"))
    await stage.is_looked_at("2026-11-24 10:31")
    await stage.sweeps("2026-11-25 00:00")
    (day,) = await stage.days()
    assert day.promised == day.uncovered == timedelta(minutes=90)


async def test_a_book_from_before_is_counted_from_the_next_look_at_it() -> None:
    """Though nothing else is new: the watch saves it for that alone, once."""
    stage = Stage()
    desk = CoverageDesk(
        cases=stage.cases,
        facts=stage.facts,
        directory=stage.directory,
        can_reach=RecordingMessenger().can_reach,
        delivered_soon=lambda _place: None,
    )
    await desk.look(GROUP, now=at("2026-11-24 08:00"))
    begun = await stage.stored()
    loaded = await stage.cases.load(book_place(GROUP))
    await stage.cases.save(loaded, replace(begun, so_far=None, tally_at=None))
    await desk.look(GROUP, now=at("2026-11-24 08:30"))
    assert (await stage.stored()).tally_at == begun.tally_at
    etag = (await stage.facts.of(GROUP)).loaded
    await desk.look(GROUP, now=at("2026-11-24 08:31"))
    assert (await stage.facts.of(GROUP)).loaded == etag


async def test_a_group_that_is_no_more_is_let_go_of() -> None:
    """Its figures stay as long as any, and it is not looked at again."""
    stage = Stage()
    await stage.is_looked_at("2026-11-24 08:00")
    stage.directory.municipality = replace(stage.directory.municipality, groups={})
    assert await stage.sweeps("2026-11-24 16:00") == 1
    assert await stage.sweeps("2026-11-24 17:00") == 0
    assert await stage.month() is None
