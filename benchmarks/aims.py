"""Owns what we aim for, and whether a run reached it. A missed aim is said, never hidden, and fails nothing.

An echo is judged twice: the SDK's own echo bot on our adapter, which is like for like with the stock bot and the
successors; and our whole turn around an echo, with all that they leave out (once only, in order, remembered, logged).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.figures import Figure, cpu_a_turn, figure_of, p99, ratio_of, turns_a_second
from benchmarks.labelled_searches import Tally
from benchmarks.plan import ADAPTER, BARE, DIVERSION, ECHO, SETTLED, STOCK, SUCCESSORS, Door, Variant
from benchmarks.rounds import Measured

CPU_OF_BARE = 1.0
TIMES_STOCK = {Door.PLAIN: 50.0, Door.TLS: 200.0}
TIMES_SUCCESSOR = 10.0
P99_OF_BARE = 1.0
CONNECTIONS_A_HUNDRED = 1.0
DIVERSION_TIMES_STOCK = 10.0
FIND_MS = 2.0
LARGEST = 1_200_000
"""People; the searches' times and memory are aimed at there."""
TOP_1, TOP_5 = 95.0, 99.0
"""Per cent of the held-back searches that name one person."""
EXACT_P99_MS, TYPO_P99_MS = 1.0, 10.0
INDEX_MB = 2048.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """An aim, the figure, and whether it is reached."""

    aim: str
    figure: str
    is_reached: bool

    def __str__(self) -> str:
        return f"{'reached    ' if self.is_reached else 'NOT REACHED'}  {self.aim}: {self.figure}"


def verdicts(measured: Measured, *, found_ms: float) -> Iterator[Verdict]:
    """Every aim with its figure."""
    for ours in (ADAPTER, ECHO):
        yield from _echo(measured, ours)
    yield from _counted(measured)
    yield _at_least(
        f"our durable diversion's turns a second at least {DIVERSION_TIMES_STOCK:.0f} x the SDK's echo",
        ratio_of(measured, DIVERSION, STOCK, Door.PLAIN, turns_a_second).middle,
        DIVERSION_TIMES_STOCK,
    )
    yield Verdict(
        f"a person found among 50,000 in {FIND_MS} ms at the median", f"{found_ms:.2f} ms", found_ms <= FIND_MS
    )


def search_verdicts(
    size: int, *, held_back: Tally, wrong_and_certain: int, p99: Mapping[str, float], index_mb: float
) -> Iterator[Verdict]:
    """The aims of finding people; those of time and memory at the largest size alone. `p99` is by sort of search."""
    for name, count, least in (("top 1", held_back.first, TOP_1), ("top 5", held_back.among_five, TOP_5)):
        share = 100 * count / held_back.asked
        aim = f"{name} at least {least:.0f} % where one of {size:,} is named, in the third held back"
        yield Verdict(aim, f"{share:.1f} %", share >= least)
    yield Verdict(
        f"nobody wrong given as certain among {size:,}, in all thirds", f"{wrong_and_certain}", not wrong_and_certain
    )
    if size < LARGEST:
        return
    for name, most in (("exact", EXACT_P99_MS), ("prefix", EXACT_P99_MS), ("typo", TYPO_P99_MS)):
        yield Verdict(f"{name}: p99 among {size:,} within {most:.0f} ms", f"{p99[name]:.2f} ms", p99[name] <= most)
    yield Verdict(f"the search of {size:,} in {INDEX_MB:,.0f} MB", f"{index_mb:,.0f} MB", index_mb <= INDEX_MB)


def _echo(measured: Measured, ours: Variant) -> Iterator[Verdict]:
    for door in (Door.PLAIN, Door.TLS):
        yield _against_bare(measured, ours, "CPU a turn", door, cpu_a_turn, CPU_OF_BARE)
    for door, times in TIMES_STOCK.items():
        yield _at_least(
            f"{ours.title}: turns a second, over {door}, at least {times:.0f} x the SDK's echo",
            ratio_of(measured, ours, STOCK, door, turns_a_second).middle,
            times,
        )
    for door in TIMES_STOCK:
        better = max(SUCCESSORS, key=lambda one: figure_of(measured, one, door, turns_a_second).middle)
        yield _at_least(
            f"{ours.title}: turns a second, over {door}, at least {TIMES_SUCCESSOR:.0f} x {better.title}",
            ratio_of(measured, ours, better, door, turns_a_second).middle,
            TIMES_SUCCESSOR,
        )
    for door in Door:
        yield _against_bare(measured, ours, "p99", door, p99, P99_OF_BARE)


def _counted(measured: Measured) -> Iterator[Verdict]:
    tally = measured.tallies[ECHO.name]
    opened = 100 * tally.connections / tally.turns
    yield Verdict(
        f"at most {CONNECTIONS_A_HUNDRED:.0f} new connection in 100 turns",
        f"{opened:.2f}",
        opened <= CONNECTIONS_A_HUNDRED,
    )
    yield Verdict("one token request in a token's lifetime", f"{tally.tokens}", tally.tokens == 1)


def _against_bare(measured: Measured, ours: Variant, what: str, door: Door, figure: Figure, most: float) -> Verdict:
    """The aim against the handler out of the box; beside it, what is left without our collector's settings."""
    ratio = ratio_of(measured, ours, BARE, door, figure).middle
    settled = ratio_of(measured, ours, SETTLED, door, figure).middle
    return Verdict(
        f"{ours.title}: {what}, over {door}, at most {most} x the bare handler's",
        f"{ratio:.2f} x ({settled:.2f} x with the collector set alike)",
        ratio <= most,
    )


def _at_least(aim: str, ratio: float, least: float) -> Verdict:
    return Verdict(aim, f"{ratio:.1f} x", ratio >= least)
