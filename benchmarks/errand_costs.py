"""Counts what each errand costs the store: reads, writes, queries, bytes, and request units by the published formula.

    python -m benchmarks.errand_costs             the table of every dialog and every job
    python -m benchmarks.errand_costs --month     what that comes to in a month, for employers of four sizes

The whole inside runs, over the example municipality, with the wire's own running of turns; nothing is timed. Request
units are reckoned (`storage.request_units`), as if everything lay in one physical partition of Azure Cosmos DB.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import timedelta

from benchmarks import errands_of_others
from benchmarks.errands import CALL, ERRANDS, GORAN, Errand, Play, says
from benchmarks.monthly_costs import month
from storage.metering import Bill
from tests.bot.house import House
from tests.bot.metered_house import MeteredHouse

HOURS_A_MONTH = 30 * 24
WAYS = {"one process": False, "several processes": True}
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


async def count(shared: bool) -> list[Counted]:
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
        for _ in range(int(timedelta(hours=1) / job.every)):
            house.clock.passes(seconds=job.every.total_seconds())
            await job.run(house.now())
        found[job.name] = (job.every, Bill.of(house.meter.read_off()))
        house.clock.passes(hours=-1)
    return found


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


def main() -> None:
    """Count and print."""
    counted = {way: asyncio.run(count(shared)) for way, shared in WAYS.items()}
    waits, reminds = asyncio.run(idle()), asyncio.run(reminder())
    if sys.argv[1:] == ["--month"]:
        shared = {(one.errand.part, one.errand.title): one.request_units for one in counted["several processes"]}
        waiting = sum(bill.request_units for _, bill in waits.values())
        print("\n".join(month(shared, waiting, reminder=reminds.request_units)))
        return
    for way, rows in counted.items():
        print("\n".join(table(way, rows)))
    print(f"\nA reminder of a promise, with its messages {_calls(reminds)} {reminds.request_units:.1f} RU")
    print("\nJobs with nothing to do, an hour of them              reads writes queries      RU   a month, million RU")
    for name, (every, bill) in waits.items():
        print(
            f"  {name:<17} every {every.total_seconds():>5,.0f} s {'':20}{_calls(bill)}{bill.request_units:>8,.0f}"
            f"{bill.request_units * HOURS_A_MONTH / 1e6:>14.2f}"
        )


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
