"""Measures what ticks over answer groups: the sweep by what is due and what exists, and what one diversion changes.

    python -m benchmarks.coverage_watch [GROUPS]

SQLite with `synchronous=FULL`, a file for each size. So many of the groups have come to a rung of the ladder, the same
number in each size, the largest of which is GROUPS (60,000 unless told): if the sweep costs what is due and not what
exists, it takes as long in each. Then one member of one group sets a diversion that leaves it without anyone, and takes
it back, again and again: what is measured is the look at the group that follows, with its reads and its write. The
collector is set as when serving.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Collection, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from assembly.covering import Covering, covering
from assembly.ground import Ground
from benchmarks.reminders import AnsweringAtOnce
from bot.wire.collection import settle_heap
from policy.answer_groups import AnswerGroup, PhoneHours, PhoneStretch
from policy.diversions import Diversion, DiversionBook
from policy.organisation import GroupId, Municipality, Person, PersonId, Unit, UnitId
from policy.outgoing import NOTHING_OUTGOING
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import MONDAY_TO_FRIDAY, Stretch, WorkingCalendar
from services.coverage_facts import book_place
from services.ports import MattersBeside, MattersFound, PersonMatch, SearchOutcome
from storage.coverage_repository import stored_coverage
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.opening import open_store

LARGEST = 60_000
SIZES = (1 / 60, 1 / 6, 1.0)
DUE = 500
MEMBERS = 5
POOL = 5_000
"""How many people the groups share; each is a member of as many groups as that makes."""
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday at nine, local time."""
AT_ONCE = 64
IDLE_SWEEPS = 50
CHANGES = 300


@dataclass(frozen=True, slots=True)
class Measured:
    """One size's figures, in seconds; `changed` is of one diversion, at the median and at the 99th percentile."""

    groups: int
    idle: float
    swept: float
    changed: tuple[float, float]


class ManyGroups:
    """A Directory of so many groups, each of its own unit; search finds nobody."""

    def __init__(self, groups: int) -> None:
        units = {UnitId(f"u{number}"): _unit(number) for number in range(groups)}
        people = {PersonId(f"p{number}"): _person(number) for number in range(POOL)}
        made = (_group(number) for number in range(groups))
        self.municipality = Municipality(
            name="Storstad",
            language="sv",
            calendar=WorkingCalendar(ZoneInfo("Europe/Stockholm")),
            people=people,
            units=units,
            groups={one.id: one for one in made},
        )

    def find_people(
        self, _text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """Nobody; that isn't measured here."""
        none: tuple[PersonMatch, ...] = ()[:limit]
        return SearchOutcome(matches=none if near is None else ())

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Nothing."""
        del text, limit, beside
        return MattersFound()


def _member(group: int, seat: int) -> PersonId:
    return PersonId(f"p{(group * MEMBERS + seat) % POOL}")


def _unit(number: int) -> Unit:
    return Unit(id=UnitId(f"u{number}"), name=f"Enhet {number}", manager=_member(number, 0))


def _person(number: int) -> Person:
    return Person(
        id=PersonId(f"p{number}"),
        first_name="Namn",
        last_name=f"Nummer{number}",
        title="handläggare",
        unit=UnitId(f"u{number // MEMBERS}"),
    )


def _group(number: int) -> AnswerGroup:
    stretches = (PhoneStretch(Stretch(time(9), time(11))), PhoneStretch(Stretch(time(13), time(15))))
    return AnswerGroup(
        id=GroupId(f"g{number}"),
        name=f"Grupp {number}",
        unit=UnitId(f"u{number}"),
        members=tuple(_member(number, seat) for seat in range(1, MEMBERS)),
        phone_hours=PhoneHours(weekdays=dict.fromkeys(MONDAY_TO_FRIDAY, stretches)),
    )


def _later(errand: Coroutine[Any, Any, None]) -> None:
    """Nothing is delivered here."""
    errand.close()


async def measure(groups: int) -> Measured:
    """A store with so many groups' books, of which DUE have a gap tomorrow that has come to its next rung."""
    directory = ManyGroups(groups)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = await open_store(Path(folder, "store.db"), now=lambda: NOW)
        covers = covering(
            Ground(
                store=store,
                books=StoredDiversions(store),
                directory=directory,
                messenger=AnsweringAtOnce(),
                soon=lambda _source: lambda _place: None,
            )
        )
        await _fill(store, covers, groups)
        settle_heap()
        before = NOW - timedelta(hours=1)
        idle = await _timed(covers, before, IDLE_SWEEPS) / IDLE_SWEEPS
        swept = await _timed(covers, NOW, 1)
        changed = await _changed(store, covers)
        await store.close()
    return Measured(groups, idle, swept, changed)


async def _timed(covers: Covering, now: datetime, times: int) -> float:
    began = perf_counter()
    for _ in range(times):
        await covers.watch.sweep(now=now)
    return perf_counter() - began


async def _fill(store: DocumentStore, covers: Covering, groups: int) -> None:
    """As the watch would have: one group of each sort is looked at, and the others' books are like it."""
    cases, diversions, before = stored_coverage(store), StoredDiversions(store), NOW - timedelta(days=1)
    away = Diversion(
        id="d",
        reason=Reason.VACATION,
        period=Period(NOW + timedelta(hours=20), NOW + timedelta(hours=34)),
        set_by=PersonId("p0"),
        set_at=before,
    )
    first_due = groups - DUE
    concerned = {_member(number, seat) for number in range(first_due, groups) for seat in range(1, MEMBERS)}
    for person in sorted(concerned):
        empty = await diversions.load(person)
        await diversions.save(empty, DiversionBook(person=person, diversions=(away,)))
    await covers.watch.look_at(GroupId(f"g{first_due}"), now=before)
    await covers.watch.look_at(GroupId("g0"), now=before)
    calm = await cases.load(book_place(GroupId("g0")))
    due = await cases.load(book_place(GroupId(f"g{first_due}")))
    assert calm is not None
    assert due is not None
    in_hand = replace(due.value.alerts[0], handled_at=before)
    at_its_rung = replace(due.value, alerts=(in_hand,), next_step_at=NOW, outgoing=NOTHING_OUTGOING)
    await cases.save(due, at_its_rung)
    numbers = iter(number for number in range(1, groups) if number != first_due)

    async def some() -> None:
        for number in numbers:
            like = at_its_rung if number > first_due else replace(calm.value, next_step_at=NOW + timedelta(days=9))
            await cases.save(None, replace(like, group=GroupId(f"g{number}")))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


async def _changed(store: DocumentStore, covers: Covering) -> tuple[float, float]:
    """How long the look takes that follows each change of one member's diversions."""
    diversions, took = StoredDiversions(store), []
    everyone_else = [_member(1, seat) for seat in range(2, MEMBERS)]
    away = Diversion(
        id="d",
        reason=Reason.VACATION,
        period=Period(NOW + timedelta(days=2), NOW + timedelta(days=3)),
        set_by=PersonId("p0"),
        set_at=NOW,
    )
    for person in everyone_else:
        await diversions.save(await diversions.load(person), DiversionBook(person=person, diversions=(away,)))
    for number in range(CHANGES):
        person = _member(1, 1)
        book = DiversionBook(person=person, diversions=() if number % 2 else (away,))
        await diversions.save(await diversions.load(person), book)
        began = perf_counter()
        await covers.watch.look_at(GroupId("g1"), now=NOW + timedelta(seconds=number))
        took.append(perf_counter() - began)
    return statistics.median(took), statistics.quantiles(took, n=100)[-1]


def main() -> None:
    """Measure and print."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    runs = [asyncio.run(measure(max(2 * DUE, int(largest * size)))) for size in SIZES]
    print(f"Answer groups in SQLite, {DUE:,} due; a sweep with nothing due; the due ones; what one diversion changes")
    print("  groups   idle sweep   due swept   x smallest   a group   one change      p99")
    for run in runs:
        median, worst = run.changed
        print(
            f"{run.groups:>8,}{run.idle * 1000:>10.2f} ms{run.swept * 1000:>9.0f} ms{run.swept / runs[0].swept:>13.2f}"
            f"{run.swept / DUE * 1000:>7.2f} ms{median * 1000:>10.2f} ms{worst * 1000:>6.2f} ms"
        )


if __name__ == "__main__":
    main()
