"""Measures everything that docs/benchmarks.md has figures of, side by side on this machine, and says what is reached.

    make bench                 everything, in some minutes
    make bench BENCH=quick     fewer and shorter runs, in a minute and a half

The exit status is 1 only when something could not be measured: a missed aim is a figure, not a failure.
"""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.aims import verdicts
from benchmarks.finding import median_search_ms
from benchmarks.plan import FULL, QUICK, VARIANTS, Effort
from benchmarks.processes import ChildFailed, module
from benchmarks.rounds import BadRun, measure
from benchmarks.table import caution, table

ALONE = {
    "benchmarks.store": "The store by itself",
    "benchmarks.people_search": "Finding people by itself, beside others' searches",
    "benchmarks.matter_search": "Finding whom a matter leads to by itself",
    "benchmarks.entra_mapping": "The directory out of Microsoft Entra",
    "benchmarks.search_box": "Searching from Teams' own box",
    "benchmarks.understanding": "Understanding by itself",
    "benchmarks.reminders": "Promises to call back by themselves",
    "benchmarks.desk": "The switchboard's desks by themselves",
    "benchmarks.coverage": "The coverage of all groups at once",
    "benchmarks.coverage_watch": "The watch over coverage by itself",
    "benchmarks.errand_costs": "What each errand costs the store",
    "benchmarks.starting": "Starting",
}
"""What has figures of its own and no server: run one after another at the end, by the modules' own rules."""
ALONE_QUICKLY = {
    "benchmarks.people_search": ("1000",),
    "benchmarks.matter_search": ("1000",),
    "benchmarks.errand_costs": (),
}
"""What is measured of it in a hurry, and of how many people."""
ALONE_SECONDS = 1200


def main() -> int:
    """Measure and print; gives the exit status."""
    # Ended from outside, the children are ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    effort = QUICK if sys.argv[1:] == ["quick"] else FULL
    began = time.monotonic()
    print(_setting(effort), flush=True)
    found_ms = median_search_ms()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        try:
            measured = asyncio.run(measure(VARIANTS, effort, folder=Path(folder), told=_tell))
        except (BadRun, ChildFailed) as failure:
            print(failure, file=sys.stderr)
            return 1
    print(table(measured, VARIANTS))
    print(caution(measured))
    print("\nAims")
    for verdict in verdicts(measured, found_ms=found_ms):
        print(verdict)
    went_well = True
    alone: Mapping[str, Sequence[str]] = dict.fromkeys(ALONE, ()) if effort is FULL else ALONE_QUICKLY
    for name, arguments in alone.items():
        went_well = _measure_alone(name, ALONE[name], arguments) and went_well
    print(f"\n{time.monotonic() - began:.0f} s in all")
    return 0 if went_well else 1


def _measure_alone(name: str, subject: str, arguments: Sequence[str]) -> bool:
    print(f"\n{subject} (python -m {name})", flush=True)
    try:
        subprocess.run(module(name, *arguments), check=True, timeout=ALONE_SECONDS)
    except subprocess.SubprocessError as failure:
        print(failure, file=sys.stderr)
        return False
    return True


def _setting(effort: Effort) -> str:
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} cores, load before the start "
        f"{load:.1f}. {effort.rounds} rounds of {effort.seconds} s a run, each server a process of its own, the load "
        "another, the stand-in a third; medians, and ratios within a round."
    )


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
