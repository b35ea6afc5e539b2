"""Measures finding whom a matter leads to: how often the right function comes first, how quickly, and its memory.

    python -m benchmarks.matter_search [PEOPLE ...] [--wrong]     by default 1,000 50,000 and 1,200,000

An answer group for each twenty people. What is given as an answer is given as certain; what is offered is not, and
stands first where nothing is given. Each size is measured in a process of its own; times are CPU time of the thread.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.gauge import memory_mb
from benchmarks.hand_written_searches import MATTERS_ASKED_FOR
from benchmarks.invented_matters import matter_searches, with_groups
from benchmarks.invented_people import large_municipality
from benchmarks.labelled_searches import Search, Tally
from benchmarks.processes import module
from directory.matter_search import MatterSearch
from directory.municipality_file import load_municipality
from policy.functions import of_group, of_person
from policy.organisation import GroupId, Municipality

SIZES = (1_000, 50_000, 1_200_000)
ROUNDS = 5
EXAMPLE = Path(__file__).parents[1] / "examples" / "exempelkommun.yaml"
HEADINGS = ("asked", "first", "among five", "offered only", "wrong and certain")


def main() -> int:
    """Measure each size in a process of its own; gives the exit status."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or SIZES
    if len(sizes) == 1:
        _measure(sizes[0])
        return 0
    for size in sizes:
        subprocess.run(module("benchmarks.matter_search", str(size)), check=True)
    return 0


def _measure(size: int) -> None:
    town = with_groups(large_municipality(size))
    gc.collect()
    gc.freeze()  # as the server does after its start
    before_mb, began = memory_mb(), time.process_time()
    search = MatterSearch(town)
    built_s, index_mb = time.process_time() - began, memory_mb() - before_mb
    print(f"\n{len(town.groups):,} answer groups: arranged in {built_s:.1f} s of CPU, {index_mb:,.0f} MB")
    print(
        f"{'%, two thirds / third held back':34}"
        + "".join(f"{heading:>18}" for heading in HEADINGS)
        + f"{'median ms':>11}{'p99 ms':>9}"
    )
    for name, searches in matter_searches(town).items():
        _print_row(name, search, searches)
    example = load_municipality(EXAMPLE)
    _print_row("written by hand, in the example", MatterSearch(example), list(hand_written(example)))
    sys.stdout.flush()


def hand_written(town: Municipality) -> Iterator[Search]:
    """Those in the example municipality."""
    people = {person.name: of_person(person.id).id for person in town.people.values()}
    for text, right in MATTERS_ASKED_FOR.items():
        functions = (of_group(GroupId(one)).id if GroupId(one) in town.groups else people[one] for one in right)
        yield Search(text, frozenset(functions))


def _print_row(name: str, search: MatterSearch, searches: Sequence[Search]) -> None:
    tallies, offered, took = _tallied(search, searches)
    p99 = statistics.quantiles(took, n=100)[98] if len(took) > 1 else 0.0

    def both(what: str) -> str:
        cells = [f"{100 * getattr(tallies[held], what) / max(tallies[held].asked, 1):.0f}" for held in (False, True)]
        return f"{'/'.join(cells):>18}"

    counts = "/".join(str(tallies[held].asked) for held in (False, True))
    only = "/".join(str(offered[held]) for held in (False, True))
    wrong = "/".join(str(tallies[held].wrong_and_certain) for held in (False, True))
    print(
        f"{name:34}{counts:>18}{both('first')}{both('among_five')}{only:>18}{wrong:>18}"
        f"{statistics.median(took):>11.3f}{p99:>9.3f}"
    )


def _tallied(
    search: MatterSearch, searches: Sequence[Search]
) -> tuple[Mapping[bool, Tally], Mapping[bool, int], list[float]]:
    tallies: defaultdict[bool, Tally] = defaultdict(Tally)
    offered: defaultdict[bool, int] = defaultdict(int)
    took: list[float] = []
    for one in searches:
        for _ in range(ROUNDS):
            began = time.thread_time()
            found = search.find(one.text)
            took.append((time.thread_time() - began) * 1000)
        answers = [match.function.id for match in found.matches]
        near = [match.function.id for match in found.nearest]
        tally = tallies[one.is_held_back]
        tally.asked += 1
        told = answers or near
        is_first = told[:1] and told[0] in one.right if one.right else not answers
        tally.first += bool(is_first)
        tally.among_five += not one.right.isdisjoint((answers + near)[:5]) if one.right else not answers
        offered[one.is_held_back] += not answers and not one.right.isdisjoint(near)
        is_wrong = bool(answers) and one.right.isdisjoint(answers)
        tally.wrong_and_certain += is_wrong
        if "--wrong" in sys.argv and not one.is_held_back and not is_first:
            print(f"  {one.text!r} {one.names}: {answers[:3]}, offered {near[:3]}, right {sorted(one.right)[:3]}")
    return tallies, offered, took


if __name__ == "__main__":
    sys.exit(main())
