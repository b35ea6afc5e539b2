"""Measures what others make of the same searches, side by side with ours in the same run.

SQLite's FTS5 with trigrams (any three letters in a row that are the same, the best by BM25), FTS5 with prefixes (each
word as the beginning of a name), and rapidfuzz alone over every name. All are as they come, without nicknames, sounds,
units or numbers, and none of them says whether it is sure: they are asked only for people by name.
"""

from __future__ import annotations

import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from benchmarks.labelled_searches import Answer, Names, Search, Tally
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person

KINDS = (
    *("exact", "swapped", "å ä ö left out", "å ä ö spelled out", "nickname"),
    *("as it is heard", "one slip", "two slips", "begun"),
)
MOST_ASKED = 200
SECONDS_EACH = 25.0
"""Whoever is slow is asked fewer, the same ones for all: drawn in the same order."""
FIVE = 5


@dataclass(frozen=True, slots=True)
class Rival:
    """A search, with what it took to arrange it."""

    name: str
    find: Callable[[str], Sequence[str]]
    built_s: float
    memory_mb: float


def compared(search: PeopleSearch, town: Municipality, labelled: Mapping[str, Sequence[Search]]) -> Iterator[str]:
    """A line for each, ours first; the same searches for all, as many as each had time for."""
    drawn = [one for kind in KINDS for one in labelled[kind] if one.names is Names.ONE]
    random.Random(1).shuffle(drawn)
    people = list(town.people.values())
    yield (
        f"{'the same searches of all':26}{'asked':>7}{'top 1 %':>9}{'top 5 %':>9}"
        f"{'median ms':>11}{'p99 ms':>9}{'x ours':>9}{'MB':>7}{'built s':>9}"
    )
    ours = Rival("ours", lambda text: [str(m.person.id) for m in search.find(text, limit=FIVE).matches], 0.0, 0.0)
    usual = 0.0
    for make in (lambda _: ours, _trigram, _prefix, _rapidfuzz):
        rival = make(people)
        tally, took = _asked(rival, drawn[:MOST_ASKED])
        usual = usual or statistics.median(took)
        yield _line(rival, tally, took, usual)


def _asked(rival: Rival, searches: Sequence[Search]) -> tuple[Tally, list[float]]:
    tally, took = Tally(), list[float]()
    for one in searches:
        began = time.thread_time()
        ids = tuple(rival.find(one.text))
        took.append((time.thread_time() - began) * 1000)
        tally.add(one, Answer(ids))
        if sum(took) > SECONDS_EACH * 1000:
            break
    return tally, took


def _line(rival: Rival, tally: Tally, took: Sequence[float], usual: float) -> str:
    median, p99 = statistics.median(took), statistics.quantiles(took, n=100)[98]
    cost = f"{rival.memory_mb:>7,.0f}{rival.built_s:>9.1f}" if rival.built_s else f"{'above':>7}{'above':>9}"
    return (
        f"{rival.name:26}{tally.asked:>7}{100 * tally.first / tally.asked:>9.1f}"
        f"{100 * tally.among_five / tally.asked:>9.1f}{median:>11.3f}{p99:>9.2f}{median / usual:>9,.1f}{cost}"
    )


def _trigram(people: Sequence[Person]) -> Rival:
    def query(text: str) -> str:
        parts = {text[at : at + 3] for at in range(len(text) - 2)}
        return " OR ".join(f'"{part}"' for part in sorted(parts) if '"' not in part)

    return _sqlite("SQLite FTS5, trigrams", people, "tokenize='trigram'", query)


def _prefix(people: Sequence[Person]) -> Rival:
    def query(text: str) -> str:
        return " AND ".join(f'"{word}"*' for word in re.findall(r"\w+", text))

    return _sqlite("SQLite FTS5, prefixes", people, "prefix='2 3 4', tokenize='unicode61 remove_diacritics 2'", query)


def _sqlite(name: str, people: Sequence[Person], options: str, query: Callable[[str], str]) -> Rival:
    began = time.process_time()
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE people USING fts5(name, {options})")
    database.executemany("INSERT INTO people(rowid, name) VALUES (?, ?)", ((n, p.name) for n, p in enumerate(people)))
    built_s = time.process_time() - began
    (pages,), (page,) = (database.execute(f"PRAGMA page_{what}").fetchone() for what in ("count", "size"))

    def find(text: str) -> list[str]:
        found = database.execute(
            "SELECT rowid FROM people WHERE people MATCH ? ORDER BY rank LIMIT ?", (query(text), FIVE)
        )
        return [str(people[number].id) for (number,) in found]

    return Rival(name, find, built_s, pages * page / 2**20)


def _rapidfuzz(people: Sequence[Person]) -> Rival:
    began = time.process_time()
    names = [person.name.casefold() for person in people]

    def find(text: str) -> list[str]:
        found = process.extract(text.casefold(), names, scorer=fuzz.token_sort_ratio, limit=FIVE)
        return [str(people[number].id) for _, _, number in found]

    return Rival("rapidfuzz, every name", find, time.process_time() - began, sum(map(sys.getsizeof, names)) / 2**20)
