"""Owns what runs amount to: medians with their spread, and ratios within a round, where noise meets both alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.plan import Door, Variant
from benchmarks.rounds import Measured, Run

Figure = Callable[[Run], float]


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle one of several figures, and the outermost."""

    middle: float
    least: float
    most: float


def spread(figures: Sequence[float]) -> Spread:
    """The figures' middle and outermost."""
    return Spread(median(figures), min(figures), max(figures))


def figure_of(measured: Measured, variant: Variant, door: Door, figure: Figure) -> Spread:
    """A figure of a server over a door."""
    return spread([figure(run) for run in measured.runs[variant.name, door]])


def ratio_of(measured: Measured, variant: Variant, to: Variant, door: Door, figure: Figure) -> Spread:
    """A server's figure in parts of another's in the same round, over the same door."""
    pairs = zip(measured.runs[variant.name, door], measured.runs[to.name, door], strict=True)
    return spread([figure(run) / figure(other) for run, other in pairs])


def turns_a_second(run: Run) -> float:
    """How many turns a second."""
    return run.per_second


def cpu_a_turn(run: Run) -> float:
    """Milliseconds of the server's CPU, a turn."""
    return run.cpu_ms


def p99(run: Run) -> float:
    """Milliseconds that one turn in a hundred takes longer than."""
    return run.p99_ms
