"""Measures the coverage of all answer groups at once, over facts in memory and from the store; and one diversion's.

    python -m benchmarks.coverage [GROUPS]

Twenty people a group; 60,000 groups unless told. Everything runs in this process, one after the other. What is worked
out at once is compared with the plain rule, which does one group at a time, over the same facts: all that both are
asked agrees, or the measurement ends. SQLite with `synchronous=FULL` for what is read and saved.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from pathlib import Path

from assembly.covering import covering
from assembly.ground import Ground
from benchmarks.gauge import most_memory_mb
from benchmarks.invented_groups import MEMBERS, MONDAY, Invented, invented_groups
from benchmarks.reminders import AnsweringAtOnce
from bot.wire.collection import settle_heap
from policy.coverage import GroupFacts, gaps
from policy.coverage_books import CoverageBook
from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period
from policy.reasons import Reason
from services.coverage_columns import Columns, columns_of
from services.coverage_facts import book_place
from services.coverage_in_bulk import GapsOfAll, gaps_of_all
from services.coverage_of_all import CoverageOfAll
from services.coverage_watch import CoverageWatch
from services.ports import Loaded, MattersBeside, MattersFound, Place, SearchOutcome
from storage.coverage_repository import stored_coverage
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.opening import open_store

GROUPS = 60_000
NOW = (MONDAY + timedelta(hours=10)).astimezone(UTC)
"""Monday at ten."""
TIMES = 5
SAMPLED = 300
CHANGES = 300
AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Given:
    """The Directory of services over an invented municipality, in which nobody is looked for by name."""

    municipality: Municipality

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """Nobody."""
        del text, near, limit
        return SearchOutcome()

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Nothing."""
        del text, limit, beside
        return MattersFound()


def in_bulk(invented: Invented) -> None:
    """All groups' gaps over facts in memory, and what the plain rule takes for them."""
    began = time.perf_counter()
    facts = columns_of(invented.municipality, invented.coverage, invented.diversions)
    made = time.perf_counter() - began
    groups, people = len(facts.groups), len(invented.municipality.people)
    print(f"{groups:,} answer groups, {people:,} people; put in columns in {made:.1f} s")
    print("  ahead    all at once   one by one (sampled)      x     gaps    most memory")
    for days in (1, 7):
        within = Period(MONDAY, MONDAY + timedelta(days=days))
        found, seconds = _middle(lambda within=within: gaps_of_all(facts, within))  # type: ignore[misc]
        plain = _plain(invented, facts, found, within) * groups
        print(
            f"{days:>3} days{seconds:>12.2f} s{plain:>20.0f} s{plain / seconds:>11,.0f}{len(found.group):>9,}"
            f"{most_memory_mb():>12,.0f} MB"
        )


def _middle(step: Callable[[], GapsOfAll]) -> tuple[GapsOfAll, float]:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = step()
        times.append(time.perf_counter() - began)
    return found, statistics.median(times)


def _plain(invented: Invented, facts: Columns, found: GapsOfAll, within: Period) -> float:
    """Seconds a group of the plain rule, over groups from all through the municipality."""
    calendar, people = invented.municipality.calendar, invented.municipality.people
    diversions = {book.person: book for book in invented.diversions}
    shifts = {book.group: book.shifts for book in invented.coverage}
    seconds = 0.0
    sample = facts.groups[:: max(1, len(facts.groups) // SAMPLED)]
    for group in sample:
        members = {person: people[person] for person in group.everyone}
        books = {person: diversions[person] for person in members if person in diversions}
        one = GroupFacts(group=group, people=members, books=books, shifts=shifts.get(group.id, ()))
        began = time.perf_counter()
        expected = gaps(calendar, one, within)
        seconds += time.perf_counter() - began
        assert found.of(group.id) == expected, group.id
    return seconds / len(sample)


async def in_a_store(invented: Invented) -> None:
    """Everything read from a store, and what one diversion changes in it."""
    settle_heap()  # as the program does when it starts: what never changes is out of the garbage collector's sight
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder, "store.db")
        await _fill(invented, path)
        await _read_cold(invented, path)
        store = await open_store(path, now=lambda: NOW)
        await _one_change(invented, store, _watch(invented, store))
        await store.close()


async def _read_cold(invented: Invented, path: Path) -> None:
    began = time.perf_counter()
    store = await open_store(path, now=lambda: NOW)
    cases, books = stored_coverage(store), StoredDiversions(store)
    seen = CoverageOfAll(cases=cases, books=books, directory=Given(invented.municipality))
    found = await seen.gaps(Period(MONDAY, MONDAY + timedelta(days=7)))
    await store.close()
    documents = len(found.groups) + len(invented.diversions)
    print(
        f"All read from a store just opened, and seven days worked out: {time.perf_counter() - began:.1f} s for "
        f"{documents:,} documents ({len(found.groups):,} groups' books, {len(invented.diversions):,} people's)"
    )


async def _one_change(invented: Invented, store: DocumentStore, watch: CoverageWatch) -> None:
    """What one diversion changes: loaded, decided and saved, group by group."""
    books, cases = StoredDiversions(store), stored_coverage(store)
    times: list[float] = []
    used: list[float] = []
    opened = 0
    people = list(invented.municipality.people)[MEMBERS * 2 + 7 :: 3 * MEMBERS + 1][:CHANGES]
    for number, person in enumerate(people):
        loaded = await books.load(person)
        away = await books.save(loaded, _away(loaded.value, number))
        began, processor = time.perf_counter(), time.process_time()
        await watch.look_at_groups_of(away.value, now=NOW)
        times.append(time.perf_counter() - began)
        used.append(time.process_time() - processor)
        (group,) = invented.municipality.groups_by_person[person]
        book = await cases.load(book_place(group))
        opened += book is not None and bool(book.value.open_alerts)
    middle, late = statistics.median(times), statistics.quantiles(times, n=100)[-1]
    print(
        f"What one diversion changes, load to save: {middle * 1000:.2f} ms at the median, {late * 1000:.1f} ms p99; "
        f"{statistics.median(used) * 1000:.2f} ms of processor time; {opened} of {CHANGES} in a group with gaps ahead"
    )


def _away(book: DiversionBook, number: int) -> DiversionBook:
    start_at = NOW + timedelta(minutes=number)
    away = Diversion(
        id=f"b{number}",
        reason=Reason.MEETING,
        period=Period(start_at, start_at + timedelta(hours=2)),
        set_by=book.person,
        set_at=NOW,
    )
    return replace(book, diversions=(away,), changed_at=NOW)


async def _fill(invented: Invented, path: Path) -> None:
    """A book for each group, as after the first walk through the directory; and one for whoever is away."""
    store = await open_store(path, now=lambda: NOW)
    known = {book.group: book for book in invented.coverage}
    groups, diversions = iter(invented.municipality.groups), iter(invented.diversions)
    cases, books = stored_coverage(store), StoredDiversions(store)

    async def coverage() -> None:
        for group in groups:
            book = known.get(group, CoverageBook(group=group))
            await cases.save(None, replace(book, next_step_at=NOW + timedelta(days=1)))

    async def away() -> None:
        for book in diversions:
            await books.save(Loaded(book, None), book)

    await asyncio.gather(*(coverage() for _ in range(AT_ONCE)), *(away() for _ in range(AT_ONCE)))
    await store.close()


def _watch(invented: Invented, store: DocumentStore) -> CoverageWatch:
    ground = Ground(
        store=store,
        books=StoredDiversions(store),
        directory=Given(invented.municipality),
        messenger=AnsweringAtOnce(),
        soon=lambda _source: _nobody,
    )
    return covering(ground).watch


def _nobody(_place: Place) -> None:
    """What is measured is the watch: nobody is told."""


def main() -> None:
    """Measure and print."""
    invented = invented_groups(int(sys.argv[1]) if len(sys.argv) > 1 else GROUPS)
    in_bulk(invented)
    asyncio.run(in_a_store(invented))


if __name__ == "__main__":
    main()
