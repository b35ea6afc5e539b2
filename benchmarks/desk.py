"""Measures what keeping the switchboard's desks up costs, by what is open and what exists.

    python -m benchmarks.desk [GROUPS]

SQLite with `synchronous=FULL`, a file for each size. What is open is the same in each size: gaps that run, orders to
place, notices, corrections, and messages of twenty operators that nobody has seen. What exists beside grows with the
groups, of which the largest size has GROUPS (60,000 unless told): groups' books with gaps to come, orders that are
delivered, messages that are seen, details that are right. So if a look costs what desks show and not what exists, it
takes as long in each. Beside the clock stands what the processor was used for, since a look has the disk to itself
only on a quiet machine.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from assembly.desking import desking
from assembly.ground import Ground
from benchmarks.reminders import AnsweringAtOnce
from benchmarks.variants.whole import InventedDirectory
from policy.answer_groups import AnswerGroup, PhoneHours
from policy.callbacks import Callback
from policy.catalogue import ItemKind
from policy.coverage import Gap
from policy.coverage_books import CoverageAlert, CoverageBook, Rung
from policy.coverage_causes import Explained
from policy.details import Correction, DetailField, Details
from policy.ids import GroupId, PersonId
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality, Role, UnitId
from policy.periods import Period
from policy.phone_orders import Errand, OrderEvent, OrderEventKind, OrderState, OrderWish, PhoneOrder
from services.desk import DeskService
from storage.callback_repository import stored_callbacks
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.notice_repository import stored_notices
from storage.opening import open_store
from storage.order_repository import stored_orders

LARGEST = 60_000
SIZES = (1 / 60, 1 / 6, 1.0)
OPERATORS = 20
OPEN = 100
"""What is open of each kind, and how many messages of each operator's nobody has seen."""
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
AT_ONCE = 64
LOOKS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One size's figures, in seconds by the clock and of the processor, at the median."""

    groups: int
    closed: tuple[float, float]
    same: tuple[float, float]
    changed: tuple[float, float]


def town_of(groups: int) -> Municipality:
    """An invented municipality with so many groups, whose first people are the operators."""
    town = InventedDirectory().municipality
    switchboard = frozenset({Role.SWITCHBOARD})
    people = {
        person.id: replace(person, roles=switchboard) if number < OPERATORS else person
        for number, person in enumerate(town.people.values())
    }
    unit, hours = next(iter(town.units)), PhoneHours(weekdays={})
    of_town = (AnswerGroup(id=GroupId(f"g{n}"), name=f"Grupp {n}", unit=unit, phone_hours=hours) for n in range(groups))
    return replace(town, people=people, groups={one.id: one for one in of_town})


async def measure(groups: int, directory: InventedDirectory) -> Measured:
    """A store with so many groups, and desks of all operators over it."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = await open_store(Path(folder, "store.db"), now=lambda: NOW)
        operators = list(directory.municipality.people)[:OPERATORS]
        await _fill(store, groups, list(directory.municipality.people), operators)
        ground = Ground(
            store=store,
            books=StoredDiversions(store),
            directory=directory,
            messenger=AnsweringAtOnce(),
            soon=lambda _source: lambda _place: None,
        )
        desk = desking(ground).services.desk
        closed = await _looks(desk)
        for operator in operators:
            await desk.open(operator, now=NOW)
        same = await _looks(desk)
        changed = await _looks(desk, before=lambda number: _received(store, number))
        await store.close()
    return Measured(groups=groups, closed=closed, same=same, changed=changed)


async def _looks(desk: DeskService, before: Callable[[int], Awaitable[None]] | None = None) -> tuple[float, float]:
    clock, processor = [], []
    for number in range(LOOKS):
        if before is not None:
            await before(number)
        began = perf_counter(), process_time()
        await desk.keep_up(now=NOW + number * HOUR / 60)
        clock.append(perf_counter() - began[0])
        processor.append(process_time() - began[1])
    return median(clock), median(processor)


async def _received(store: DocumentStore, number: int) -> None:
    """The notice at the top of every desk is received, so that each of them changes."""
    (first, *_), by = await stored_notices(store).at_desk(1), PersonId(f"r{number}")
    await stored_notices(store).save(first, replace(first.value, received_by=by, received_at=NOW))


async def _fill(store: DocumentStore, groups: int, people: list[PersonId], operators: list[PersonId]) -> None:
    coverage, orders, notices = stored_coverage(store), stored_orders(store), stored_notices(store)
    messages, details = stored_callbacks(store), stored_details(store)
    unseen = ((operator, number) for operator in operators for number in range(OPEN))
    await _all(coverage.save(None, _book(number)) for number in range(groups))
    await _all(orders.save(None, _order(number, people)) for number in range(groups))
    await _all(notices.save(None, _notice(number)) for number in range(OPEN))
    await _all(details.save(None, _details(number, person)) for number, person in enumerate(people[:groups]))
    await _all(messages.save(None, _message(f"u{number}", one)) for one, number in unseen)
    seen = (_message(f"s{n}", operators[n % OPERATORS]) for n in range(groups))
    await _all(messages.save(None, replace(one, seen_at=NOW)) for one in seen)


async def _all(saves: Iterable[Awaitable[object]]) -> None:
    waiting = iter(saves)

    async def some() -> None:
        for one in waiting:
            await one

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def _book(number: int) -> CoverageBook:
    """A group's book: with a gap that runs, with one to come, or with none."""
    start = NOW - HOUR if number < OPEN else NOW + timedelta(days=1 + number % 4)
    gap = Gap(Period(start, start + 8 * HOUR), 0, 1)
    alert = CoverageAlert(
        on=start.date(), open=(Explained(gap, ()),), first=(gap,), raised_at=NOW - HOUR, rung=Rung.DAY
    )
    has_one = number < OPEN or number % 20 == 0
    return CoverageBook(group=GroupId(f"g{number}"), alerts=(alert,) if has_one else ())


def _order(number: int, people: list[PersonId]) -> PhoneOrder:
    person = people[number % len(people)]
    return PhoneOrder(
        id=f"o{number}",
        requester=person,
        wish=OrderWish(for_person=person, errand=Errand.NEW, kind=ItemKind.PHONE),
        item_name="Standardmobil",
        state=OrderState.APPROVED if number < OPEN else OrderState.ATTESTED,
        kept_until=None if number < OPEN else NOW + timedelta(days=700),
        events=(OrderEvent(kind=OrderEventKind.APPROVED, by=person, at=NOW),),
    )


def _notice(number: int) -> Notice:
    on = NOW.date() + timedelta(days=number)
    content = NoticeContent(kind=NoticeKind.LEAVING, unit=UnitId("u"), effective_on=on, person_name="Kalle")
    return Notice(id=f"n{number:03}", content=content, made_by=PersonId("p"), made_at=NOW, lead_days=5, is_late=False)


def _details(number: int, person: PersonId) -> Details:
    asked = Correction(id="t", field=DetailField.MOBILE, text="070-174 06 05", made_at=NOW)
    return Details(person=person, known_since_at=NOW, corrections=(asked,) if number < OPEN else ())


def _message(id_: str, left_by: PersonId) -> Callback:
    return Callback(
        id=f"{id_}-{left_by}",
        holder=PersonId(f"h{id_}"),
        caller="Kalle Persson",
        message="Vill bli uppringd om bygglov för en carport på Storgatan",
        contact_due_at=NOW + 4 * HOUR,
        made_by=left_by,
        made_at=NOW,
        left_by=left_by,
    )


def main() -> None:
    """Measure and print."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    print(f"Desks of {OPERATORS} operators in SQLite; {OPEN} of each kind open, and each operator's messages unseen")
    print("    groups    no desk open (processor)    nothing new (processor)    all changed (processor)")
    for size in SIZES:
        groups = max(OPEN, int(largest * size))
        run = asyncio.run(measure(groups, InventedDirectory(town_of(groups))))
        shown = "".join(
            f"{clock * 1000:>16.2f} ms ({processor * 1000:.2f})"
            for clock, processor in (run.closed, run.same, run.changed)
        )
        print(f"{run.groups:>10,}{shown}", flush=True)


if __name__ == "__main__":
    main()
