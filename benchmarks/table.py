"""Owns how the figures are shown. It must not judge them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.figures import Spread, cpu_a_turn, figure_of, p99, ratio_of, turns_a_second
from benchmarks.plan import BARE, CALLERS, Door, Variant
from benchmarks.rounds import Measured

DOORS = {
    Door.PLAIN: "Connector over plain http",
    Door.TLS: "Connector over TLS",
    Door.SLOW: "Connector that takes 100 ms, plain http",
}
HEADINGS = (
    "",
    "turns/s",
    "(least-most)",
    "x bare",
    "CPU ms",
    "x bare",
    "(least-most)",
    "p50 ms",
    "p99 ms",
    "gap ms",
    "busy",
)
WIDTHS = (46, 9, 15, 8, 9, 8, 13, 9, 9, 8, 10)
ALONE_ON_ITS_CORE = 0.9
COUNTED = ("", "tokens checked", "turns", "new connections/100 turns", "token requests", "memory MB")
COUNTED_WIDTHS = (46, 16, 9, 27, 16, 11)


def table(measured: Measured, variants: Sequence[Variant]) -> str:
    """Every figure of a run, a section for each door, and then what was counted."""
    return "\n".join([*_doors(measured, variants), "", *_counted(measured, variants)])


def _doors(measured: Measured, variants: Sequence[Variant]) -> Iterator[str]:
    for door, title in DOORS.items():
        yield f"\n{title}, {CALLERS} at once"
        yield _line(HEADINGS, WIDTHS)
        for variant in variants:
            if door in variant.doors:
                yield _line((variant.title, *_cells(measured, variant, door)), WIDTHS)


def caution(measured: Measured) -> str:
    """A line to read the figures by when something else used the machine meanwhile; empty when nothing did."""
    busy = figure_of(measured, BARE, Door.PLAIN, lambda run: run.busy).middle
    if busy >= ALONE_ON_ITS_CORE:
        return ""
    return (
        f"\nThe bare handler got {busy:.2f} of a core, so something else used the machine: turns a second, p50 and p99 "
        "are worse than they would be alone, and unevenly so. CPU a turn suffers least."
    )


def _cells(measured: Measured, variant: Variant, door: Door) -> Iterator[str]:
    turns = figure_of(measured, variant, door, turns_a_second)
    cpu_ratio = ratio_of(measured, variant, BARE, door, cpu_a_turn)
    yield f"{turns.middle:,.0f}"
    yield f"({turns.least:,.0f}-{turns.most:,.0f})"
    yield _short(ratio_of(measured, variant, BARE, door, turns_a_second))
    yield f"{figure_of(measured, variant, door, cpu_a_turn).middle:.3f}"
    yield _short(cpu_ratio)
    yield f"({cpu_ratio.least:.2f}-{cpu_ratio.most:.2f})"
    yield f"{figure_of(measured, variant, door, lambda run: run.p50_ms).middle:.1f}"
    yield f"{figure_of(measured, variant, door, p99).middle:.1f}"
    yield f"{figure_of(measured, variant, door, lambda run: run.worst_gap_ms).middle:.1f}"
    busy = figure_of(measured, variant, door, lambda run: run.busy).middle
    others = figure_of(measured, variant, door, lambda run: run.others_busy).middle
    yield f"{busy:.2f}+{others:.2f}"


def _counted(measured: Measured, variants: Sequence[Variant]) -> Iterator[str]:
    yield "Counted from start to end, warm-up too"
    yield _line(COUNTED, COUNTED_WIDTHS)
    for variant in variants:
        tally = measured.tallies[variant.name]
        cells = (
            variant.title,
            "yes" if variant.authenticates else "no",
            f"{tally.turns:,}",
            f"{100 * tally.connections / tally.turns:.2f}",
            str(tally.tokens),
            f"{tally.rss_mb:.0f}",
        )
        yield _line(cells, COUNTED_WIDTHS)


def _short(ratio: Spread) -> str:
    return f"{ratio.middle:.1f}" if ratio.middle >= 10 else f"{ratio.middle:.2f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.ljust(width) if number == 0 else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return first + "".join(rest)
