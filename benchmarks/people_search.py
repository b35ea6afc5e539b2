"""Measures finding people: how often the right one is found, how surely, how quickly, and what that costs in memory.

    python -m benchmarks.people_search [PEOPLE ...]     by default 1,000 50,000 and 1,200,000
    python -m benchmarks.people_search PEOPLE --wrong   also what goes wrong of the two thirds that may be looked at

Each size is measured in a process of its own. Times are CPU time of the thread, so that whatever else the machine does
is not counted in.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.aims import search_verdicts
from benchmarks.gauge import memory_mb
from benchmarks.hand_written_searches import PEOPLE_ASKED_FOR
from benchmarks.invented_matters import with_groups
from benchmarks.invented_people import large_municipality
from benchmarks.labelled_searches import Answer, Names, Search, Tally
from benchmarks.processes import module
from benchmarks.register import Register
from benchmarks.search_kinds import KINDS, TIMED, searches, texts
from benchmarks.search_refresh import refreshed
from benchmarks.search_rivals import compared
from directory.municipality_file import load_municipality
from directory.people_search import PeopleSearch
from policy.organisation import Municipality

SIZES = (1_000, 50_000, 1_200_000)
TIMED_OF_A_KIND = 300
EXAMPLE = Path(__file__).parents[1] / "examples" / "exempelkommun.yaml"
HEADINGS = ("one person", "top 1", "top 5", "certain", "several", "top 5", "nobody", "silent", "wrong and certain")


def main() -> int:
    """Measure each size in a process of its own; gives the exit status."""
    sizes = [int(size) for size in sys.argv[1:] if size.isdigit()] or SIZES
    if len(sizes) == 1:
        _measure(sizes[0])
        return 0
    for size in sizes:
        subprocess.run(module("benchmarks.people_search", str(size)), check=True)
    return 0


def asked(register: Register) -> Mapping[str, Sequence[Search]]:
    """The labelled searches of each kind in an invented municipality."""
    return {name: list(searches(kind, register, random.Random(name))) for name, kind in KINDS.items()}


def hand_written(town: Municipality) -> Iterator[Search]:
    """Those in the example municipality."""
    for text, names in PEOPLE_ASKED_FOR.items():
        right = {
            str(person.id)
            for name in names
            for person in town.people.values()
            if person.name == name.partition("@")[0] and person.unit.startswith(name.partition("@")[2])
        }
        yield Search(text, frozenset(right))


def answer(search: PeopleSearch, one: Search) -> Answer:
    """What our search answers."""
    outcome = search.find(one.text, near=one.near)
    return Answer(tuple(str(match.person.id) for match in outcome.matches), outcome.is_certain)


def times(search: PeopleSearch, register: Register, kinds: Sequence[str], most: int) -> list[float]:
    """Milliseconds of each of so many searches of each of those kinds."""
    took: list[float] = []
    for name in kinds:
        for text, near in list(texts(KINDS[name], register, random.Random(f"{name} timed"), most)):
            began = time.thread_time()
            search.find(text, near=near)
            took.append((time.thread_time() - began) * 1000)
    return took


def _measure(size: int) -> None:
    town = with_groups(large_municipality(size, rare_names=True))
    gc.collect()
    gc.freeze()  # as the server does after its start
    before_mb, began = memory_mb(), time.process_time()
    search = PeopleSearch(town)
    built_s, index_mb = time.process_time() - began, memory_mb() - before_mb
    register = Register(town)
    print(f"\n{size:,} people: arranged in {built_s:.1f} s of CPU, {index_mb:,.0f} MB beside the people themselves")
    labelled = asked(register)
    held_back, wrong = _print_quality(search, labelled)
    print(f"\n{'milliseconds of CPU':34}{'asked':>7}{'median':>9}{'p99':>9}{'most':>9}")
    p99 = {name: _print_times(name, times(search, register, kinds, TIMED_OF_A_KIND)) for name, kinds in TIMED.items()}
    print()
    for line in compared(search, town, labelled):
        print(line)
    print()
    for line in asyncio.run(refreshed(town, search)):
        print(line)
    print()
    for verdict in search_verdicts(size, held_back=held_back, wrong_and_certain=wrong, p99=p99, index_mb=index_mb):
        print(verdict)
    sys.stdout.flush()


def _print_times(name: str, took: Sequence[float]) -> float:
    """Print how long they took; gives what one in a hundred takes longer than."""
    p99 = statistics.quantiles(took, n=100)[98]
    print(f"{name:34}{len(took):>7}{statistics.median(took):>9.3f}{p99:>9.3f}{max(took):>9.3f}")
    return p99


def _print_quality(search: PeopleSearch, labelled: Mapping[str, Sequence[Search]]) -> tuple[Tally, int]:
    """Print how each kind went; gives the held-back third that names one person, and who is wrong in all of them."""
    print(f"{'%, two thirds / third held back':34}" + "".join(f"{heading:>14}" for heading in HEADINGS))
    together: defaultdict[tuple[Names, bool], Tally] = defaultdict(Tally)
    for name, group in labelled.items():
        tallies = _tallied(search, group)
        _print_row(name, tallies)
        for key, tally in tallies.items():
            together[key] += tally
    _print_row("all of them", together)
    example = load_municipality(EXAMPLE)
    by_hand = _tallied(PeopleSearch(example), list(hand_written(example)))
    _print_row("written by hand, in the example", by_hand)
    wrong = sum(tally.wrong_and_certain for tallies in (together, by_hand) for tally in tallies.values())
    return together[Names.ONE, True], wrong


def _tallied(search: PeopleSearch, group: Sequence[Search]) -> Mapping[tuple[Names, bool], Tally]:
    tallies: defaultdict[tuple[Names, bool], Tally] = defaultdict(Tally)
    for one in group:
        tally = tallies[one.names, one.is_held_back]
        wrong = tally.wrong_and_certain
        first = tally.first
        told = answer(search, one)
        tally.add(one, told)
        is_mistaken = tally.wrong_and_certain > wrong or tally.first == first
        if "--wrong" in sys.argv and is_mistaken and not one.is_held_back:
            print(f"  {one.text!r} {one.names}: {told}, right {sorted(one.right)[:3]}")
    return tallies


def _print_row(name: str, tallies: Mapping[tuple[Names, bool], Tally]) -> None:
    def both(names: Names, what: str, *, share: bool = True) -> str:
        cells = []
        for held in (False, True):
            tally = tallies.get((names, held), Tally())
            count = getattr(tally, what)
            cells.append(f"{100 * count / tally.asked:.0f}" if share and tally.asked else "-" if share else f"{count}")
        return f"{'/'.join(cells):>14}"

    wrong = [
        sum(tally.wrong_and_certain for (_, held), tally in tallies.items() if held is one) for one in (False, True)
    ]
    columns = [
        both(Names.ONE, "asked", share=False),
        *(both(Names.ONE, what) for what in ("first", "among_five", "certain")),
        both(Names.SEVERAL, "asked", share=False),
        both(Names.SEVERAL, "among_five"),
        both(Names.NOBODY, "asked", share=False),
        both(Names.NOBODY, "first"),
        f"{'/'.join(map(str, wrong)):>14}",
    ]
    print(f"{name:34}{''.join(columns)}")


if __name__ == "__main__":
    sys.exit(main())
