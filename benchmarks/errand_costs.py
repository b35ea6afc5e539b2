"""Counts what each errand costs the store: reads, writes, queries, bytes, and request units by the published formula.

    python -m benchmarks.errand_costs             the table of every dialog and every job
    python -m benchmarks.errand_costs --month     what that comes to in a month, for employers of four sizes
    python -m benchmarks.errand_costs --page      write both into docs/costs.md

The whole inside runs, over the example municipality, with the wire's own running of turns; nothing is timed. Request
units are reckoned (`storage.request_units`), as if everything lay in one physical partition of Azure Cosmos DB.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from time import monotonic

from assembly.watching import LETTERS, LETTERS_EVERY
from benchmarks import errands_of_others
from benchmarks.cost_page import PAGE, with_parts
from benchmarks.errands import ANNA, CALL, ERRANDS, EVERY_MINUTE, GORAN, Errand, Play, says
from benchmarks.monthly_costs import HOURS, Units, by_number, by_size
from services.replicas import BEAT_EVERY, Replicas
from storage.housekeeping_repository import stored_shard_table
from storage.kinds import PROGRESS_MARK
from storage.metering import Bill
from tests.bot.house import House
from tests.bot.metered_house import MeteredHouse

BEAT = "sign of life"
PACE = 0.9
"""How long a job waits, of the time that it is said to wait: the scheduler's jitter, as its mean."""
MET_FOR = 3
"""Minutes after which, in hours of use, something newer is met in its place."""
assert errands_of_others.__doc__  # It puts its errands on the list as it is imported.


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """An errand with its cost until it was answered, and of what followed right after that."""

    errand: Errand
    turn: Bill
    after: Bill

    @property
    def request_units(self) -> float:
        """All of it."""
        return self.turn.request_units + self.after.request_units


async def count(*, shared: bool) -> list[Counted]:
    """Every errand, each in a house of its own."""
    counted = []
    for errand in ERRANDS:
        play = Play(MeteredHouse(shared=shared))
        await errand.plays(play)
        counted.append(
            Counted(
                errand=errand,
                turn=together(cost.turn for cost in play.costs),
                after=together(cost.after for cost in play.costs),
            )
        )
    House.leftovers.clear()
    return counted


async def met_again() -> float:
    """What the jobs of another process do about a member's diversion after the turn, in request units.

    That it is noted how far they have come is left out: once a minute at most, for however many diversions.
    """
    spent = []
    for diverts in (False, True):
        house = MeteredHouse(shared=True)
        (anna,) = await house.meets(ANNA)
        await house.ticks(*EVERY_MINUTE)
        house.clock.passes(minutes=10)
        await house.ticks(*EVERY_MINUTE)
        if diverts:
            await house.costs(says(anna, "möte 10.30-11", "Du är hänvisad"))
        house.meter.read_off()
        for _ in range(MET_FOR):
            house.clock.passes(minutes=1)
            await house.ticks(*EVERY_MINUTE)
            await house.does_what_follows()
        calls = (call for call in house.meter.read_off() if call.kind != PROGRESS_MARK.name)
        spent.append(Bill.of(calls).request_units)
    return spent[1] - spent[0]


async def idle() -> Mapping[str, tuple[timedelta, Bill]]:
    """Each job with how often it runs, and what an hour of its runs costs in which there is nothing to do."""
    house = MeteredHouse()
    await house.meets(GORAN, "Anna Svensson", "Vera Åkesson")
    found = {}
    for job in house.inside.jobs:
        await job.run(house.now())  # The first run of some has everything to look at.
        await house.does_what_follows()
    for job in house.inside.jobs:
        house.meter.read_off()
        for _ in range(_runs_an_hour(job.every)):
            house.clock.passes(seconds=job.every.total_seconds() * PACE)
            await job.run(house.now())
        found[job.name] = (job.every, Bill.of(house.meter.read_off()))
        house.clock.passes(hours=-1)
    beats = Replicas(stored_shard_table(house.metered), life="this", seconds=monotonic)
    await beats.beat(now=house.now())
    house.meter.read_off()
    for _ in range(_runs_an_hour(BEAT_EVERY)):
        await beats.beat(now=house.now())
    found = {BEAT: (BEAT_EVERY, Bill.of(house.meter.read_off())), **found}
    for _ in range(_runs_an_hour(LETTERS_EVERY)):
        await house.inside.services.dead_letters.count()
    return {**found, LETTERS: (LETTERS_EVERY, Bill.of(house.meter.read_off()))}


def _runs_an_hour(every: timedelta) -> int:
    return round(timedelta(hours=1) / (every * PACE))


async def reminder() -> Bill:
    """What it costs that a promise is due and its holder reminded: the step, and the messages that it makes."""
    house = MeteredHouse()
    (goran,) = await house.meets(GORAN)
    await house.costs(says(goran, CALL, "Ring Kalle"))
    await house.ticks()
    await house.does_what_follows()
    house.clock.passes(hours=29, minutes=50)
    house.meter.read_off()
    await house.ticks("promises")
    await house.does_what_follows()
    return Bill.of(house.meter.read_off())


def together(bills: Iterable[Bill]) -> Bill:
    """The sum of several bills."""
    listed = list(bills)
    return Bill(**{one.name: sum(getattr(bill, one.name) for bill in listed) for one in fields(Bill)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Everything that is counted."""

    alone: Sequence[Counted]
    shared: Sequence[Counted]
    waits: Mapping[str, tuple[timedelta, Bill]]
    reminder: Bill
    met_again: float

    @property
    def units(self) -> Units:
        """What a month is reckoned with: the way of several replicas."""
        return Units(
            errands={(one.errand.part, one.errand.title): one.request_units for one in self.shared},
            reminder=self.reminder.request_units,
            met_again=self.met_again,
            waiting=sum(bill.request_units for name, (_, bill) in self.waits.items() if name != BEAT),
            beats=self.waits[BEAT][1].request_units,
        )


def everything() -> Costs:
    """Count it."""
    return Costs(
        alone=asyncio.run(count(shared=False)),
        shared=asyncio.run(count(shared=True)),
        waits=asyncio.run(idle()),
        reminder=asyncio.run(reminder()),
        met_again=asyncio.run(met_again()),
    )


def parts(costs: Costs) -> Mapping[str, Iterable[str]]:
    """The tables of docs/costs.md."""
    return {
        "month": by_size(costs.units),
        "varied": by_number(costs.units),
        "errands": errand_rows(costs.shared),
        "jobs": job_rows(costs.waits),
    }


def main() -> None:
    """Count, and print or write."""
    costs = everything()
    if sys.argv[1:] == ["--page"]:
        PAGE.write_text(with_parts(PAGE.read_text(encoding="utf-8"), parts(costs)), encoding="utf-8")
    elif sys.argv[1:] == ["--month"]:
        print("\n".join([*by_size(costs.units), "", *by_number(costs.units)]))
    else:
        for way, rows in (("one process", costs.alone), ("several processes", costs.shared)):
            print("\n".join(table(way, rows)))
        told = f"{_calls(costs.reminder)} {costs.reminder.request_units:.1f} RU"
        print(f"\nA reminder of a promise, with its messages {told}")
        print(f"A diversion, met again by the job behind it: {costs.met_again:.1f} RU")
        print("\nNothing to do, for an hour\n" + "\n".join(job_rows(costs.waits)))


def errand_rows(counted: Iterable[Counted]) -> Iterator[str]:
    """A row each."""
    yield "| errand | reads | writes | queries | RU | after: reads | writes | queries | RU |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in counted:
        bills = (one.turn, one.after)
        told = " | ".join(f"{bill.reads} | {bill.writes} | {bill.queries} | {bill.request_units:.0f}" for bill in bills)
        yield f"| {one.errand.part}: {one.errand.title} | {told} |"


def job_rows(waits: Mapping[str, tuple[timedelta, Bill]]) -> Iterator[str]:
    """A row for each job that costs anything by waiting."""
    yield "| job | every | RU an hour | a month, M RU |"
    yield "|---|---|---|---|"
    for name, (every, bill) in waits.items():
        if bill.request_units:
            units = bill.request_units
            yield f"| {name} | {every.total_seconds():.0f} s | {units:,.0f} | {units * HOURS / 1e6:.2f} |"


def table(way: str, rows: Iterable[Counted]) -> Iterator[str]:
    """What the errands cost, a line each."""
    yield f"\nErrands, {way}{'':40}until it is answered                    | right after"
    yield f"{'':50}reads writes queries   bytes     RU | reads writes queries     RU"
    for row in rows:
        name = f"{row.errand.part}: {row.errand.title}"
        yield (
            f"{name[:49]:<50}{_calls(row.turn)}{row.turn.size:>8,}{row.turn.request_units:>7.1f} |"
            f"{_calls(row.after)}{row.after.request_units:>7.1f}"
        )


def _calls(bill: Bill) -> str:
    return f"{bill.reads:>5}{bill.writes:>7}{bill.queries:>8}"


if __name__ == "__main__":
    main()
