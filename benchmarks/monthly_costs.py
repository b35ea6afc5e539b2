"""What errands come to in a month: request units, storage and money, for employers of four sizes, as assumed here.

Everything that is assumed stands here by its name, with where it comes from; docs/costs.md tells it in words. Prices
are list prices without tax, for a region with one price tag in the pages named: whoever buys checks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

SIZES = {500: 2, 5_000: 2, 50_000: 3, 1_200_000: 8}
"""Staff, and how many replicas serve them."""
A_DAY: Mapping[tuple[str, str], float] = {
    ("diversion", "by a line"): 1.2,
    ("diversion", "by a line, in phone hours of one's group"): 0.6,
    ("diversion", "by a form"): 0.15,
    ("diversion", "back by a line"): 0.5,
    ("diversion", "undone by a line"): 0.05,
    ("diversion", "a colleague's, by the switchboard"): 0.02,
    ("diversion", "over a promise to call back"): 0.1,
    ("greeting", "noted by a line"): 0.02,
    ("promise", "made by a line, the first of a day"): 0.1,
    ("promise", "made by a line, another"): 0.1,
    ("promise", "closed by a button"): 0.2,
    ("promise", "handed over, and taken"): 0.01,
    ("promise", "one's own listed"): 0.05,
    ("message", "left by a line, and delivered"): 0.1,
    ("message", "seen by a button"): 0.08,
    ("order", "made by a form"): 0.002,
    ("order", "approved by a button"): 0.002,
    ("order", "placed by the switchboard"): 0.002,
    ("lost phone", "reported by a line, and told to the switchboard"): 0.0002,
    ("gap", "a diversion that opens one, warned of and saved, the manager told"): 0.02,
    ("gap", "colleagues asked by a button"): 0.01,
    ("gap", "taken by a button"): 0.008,
    ("gap", "accepted by a button"): 0.004,
    ("notice", "phone hours told, in a form"): 0.001,
    ("notice", "received by the switchboard"): 0.001,
    ("misdirected call", "noted by a line"): 0.002,
    ("question", "when can somebody be reached?"): 0.4,
    ("question", "the same of somebody who is away"): 0.2,
    ("question", "several at once"): 0.02,
    ("question", "who answers the phones?"): 0.05,
    ("question", "whom to connect a matter to"): 0.2,
    ("desk", "kept up, something new on it"): 0.02,
    ("figures", "the month's"): 0.002,
    ("status", "all that is one's own"): 0.05,
    ("policy", "a question"): 0.005,
    ("help", "by a line"): 0.02,
}
"""How often each member of staff does each errand on a working day: assumed, and to be varied; about four in all."""
REMINDERS_A_DAY = 0.1
WORKING_DAYS = 22
STAFF_A_NOTICE = 600
"""How many there are for each notice about people or groups that the directory is read with, at any time."""
NOTICE_UNITS = 3.0
"""Of each of them, whenever a replica reads them all: they are 3 KB."""
NOTICE_ACTS = 0.002
"""How often a day each member of staff makes or receives one: then all replicas read them, twice."""
READ_ANYWAY_AN_HOUR = 6
LETTERS = 0.03
"""Of each member of staff, notifications that were given up in the last thirty days: one a day in a thousand."""
LETTER_UNITS = 0.6
"""Of each of them, whenever one replica counts them: they are 0.6 KB."""
COUNTED_AN_HOUR = 6.7
VARIED = (0.5, 2.0)
BUSIEST_HOUR = 0.2
"""The part of a day's errands that is done in its busiest hour."""
BUSIEST_SECOND = 2.0
"""How many times the average of that hour its busiest seconds are: throughput is bought for these."""
KILOBYTES_A_PERSON = 40
"""Items and their index: the chat with its latest answers, book, greeting, details, thirteen months, some promises."""
PARTITION_GIGABYTES, PARTITION_UNITS = 50, 10_000
"""What a physical partition holds, and gives a second ("Query an Azure Cosmos DB container", 2023-03-09)."""
HOURS = 730
SERVERLESS_MILLION, STORAGE_GIGABYTE = 0.25, 0.25
"""USD a million request units, and a gigabyte and month ("Plan and manage costs for Azure Cosmos DB", 2020-08-13)."""
MANUAL_HUNDRED, AUTOSCALE_HUNDRED = 0.008, 0.012
"""USD an hour for 100 RU/s ("How to choose between manual and autoscale on Azure Cosmos DB", 2024-07-26)."""
LEAST_MANUAL, LEAST_AUTOSCALE = 400, 1_000
MOST_SERVERLESS = 5_000
"""RU/s that a serverless container gives ("Azure Cosmos DB serverless account performance", read in 2026)."""
BUSY_HOURS = 22 * 9
BUSY_SCALE, IDLE_SCALE = 0.5, 0.1
"""What of its maximum autoscale is billed for in working hours, on the average, and at other times: its least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What a month of one employer comes to, in USD and request units."""

    staff: int
    replicas: int
    errands: float
    """Millions of request units."""
    idle: float
    """Millions, whether or not anybody does anything."""
    gigabytes: float
    peak: float
    """RU/s in the busiest seconds."""

    @property
    def units(self) -> float:
        """Millions of request units in all."""
        return self.errands + self.idle

    @property
    def serverless(self) -> float | None:
        """Paid for what is used; None where the busiest seconds need more than that gives."""
        return None if self.peak > MOST_SERVERLESS else self.units * SERVERLESS_MILLION + self.storage

    @property
    def autoscale(self) -> float:
        """Paid by the hour, between a tenth of the maximum and all of it."""
        most = max(LEAST_AUTOSCALE, 1_000 * ceil(self.peak / 1_000))
        hours = BUSY_HOURS * BUSY_SCALE + (HOURS - BUSY_HOURS) * IDLE_SCALE
        return most / 100 * AUTOSCALE_HUNDRED * hours + self.storage

    @property
    def manual(self) -> float:
        """Paid by the hour for what the busiest second needs."""
        return max(LEAST_MANUAL, 100 * ceil(self.peak / 100)) / 100 * MANUAL_HUNDRED * HOURS + self.storage

    @property
    def storage(self) -> float:
        """For what lies there."""
        return self.gigabytes * STORAGE_GIGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """What is counted, in request units."""

    errands: Mapping[tuple[str, str], float]
    """Of one of each."""
    reminder: float
    met_again: float
    """By the job that looks at changed diversions once more."""
    waiting: float
    """Of the jobs of one replica with nothing to do, an hour: queries, which look in every physical partition."""
    beats: float
    """Of its signs of life, an hour."""


def reckoned(staff: int, replicas: int, units: Units, *, times: float = 1.0) -> Month:
    """A month, with so many times the errands that are assumed."""
    a_day = sum(A_DAY[name] * units.errands[name] for name in A_DAY) + REMINDERS_A_DAY * units.reminder
    a_day += sum(often for (part, _), often in A_DAY.items() if part == "diversion") * units.met_again
    day = staff * a_day * times
    peak = day * BUSIEST_HOUR / 3_600 * BUSIEST_SECOND
    gigabytes = staff * KILOBYTES_A_PERSON / 1e6
    partitions = max(ceil(gigabytes / PARTITION_GIGABYTES), ceil(peak / PARTITION_UNITS), 1)
    an_hour = replicas * (units.waiting * partitions + units.beats)
    an_hour += staff * LETTERS * LETTER_UNITS * COUNTED_AN_HOUR
    told = replicas * staff / STAFF_A_NOTICE * NOTICE_UNITS
    busy = min(60.0, READ_ANYWAY_AN_HOUR + 2 * staff * NOTICE_ACTS * times * BUSIEST_HOUR / 2)
    return Month(
        staff=staff,
        replicas=replicas,
        errands=day * WORKING_DAYS / 1e6,
        idle=(an_hour * HOURS + told * (busy * BUSY_HOURS + READ_ANYWAY_AN_HOUR * (HOURS - BUSY_HOURS))) / 1e6,
        gigabytes=gigabytes,
        peak=peak + (an_hour + told * busy) / 3_600,
    )


def by_size(units: Units) -> Iterator[str]:
    """The table of a month, as docs/costs.md has it."""
    yield "| staff | replicas | errands, M RU | idle, M RU | GB | peak RU/s | serverless | autoscale | manual |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for staff, replicas in SIZES.items():
        yield _row(reckoned(staff, replicas, units))


def by_number(units: Units) -> Iterator[str]:
    """The bill with fewer errands than are assumed, and with more."""
    yield "| errands | " + " | ".join(f"{staff:,}: serverless | autoscale" for staff in SIZES) + " |"
    yield "|---" * (2 * len(SIZES) + 1) + "|"
    for times in VARIED:
        bills = [reckoned(*size, units, times=times) for size in SIZES.items()]
        told = " | ".join(f"{_dollars(one.serverless)} | {_dollars(one.autoscale)}" for one in bills)
        yield f"| {times:g} times as many | {told} |"


def _row(one: Month) -> str:
    return (
        f"| {one.staff:,} | {one.replicas} | {one.errands:,.1f} | {one.idle:,.1f} | {one.gigabytes:,.2f} "
        f"| {one.peak:,.0f} | {_dollars(one.serverless)} | {_dollars(one.autoscale)} | {_dollars(one.manual)} |"
    )


def _dollars(amount: float | None) -> str:
    if amount is None:
        return "too small"
    return f"${amount:,.2f}" if amount < 100 else f"${amount:,.0f}"
