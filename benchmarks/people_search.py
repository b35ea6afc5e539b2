"""Measures finding people among 50,000: how long it takes, and how often it finds the right one, by kind of question.

    python -m benchmarks.people_search [PEOPLE]

Each question is made from someone who is meant. Top 1 and top 5: the person, or one who shares what was asked for, is
the first answer, or among five. Wrong and certain: a single answer, and it is someone else. The pick is by name, so
people of one name count as one another.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.hand_written_searches import HAND_WRITTEN
from benchmarks.invented_people import large_municipality
from directory.municipality_file import load_municipality
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person
from services.ports import SearchOutcome

QUESTIONS_OF_A_KIND = 300
EXAMPLE = Path(__file__).parents[1] / "examples" / "exempelkommun.yaml"
MARKS_OFF = str.maketrans("åäöÅÄÖéë", "aaoAAOee")
SPELLED = {"å": "aa", "ä": "ae", "ö": "oe", "Å": "Aa", "Ä": "Ae", "Ö": "Oe"}
NICKNAMES = {
    "Karl": "Kalle", "Lars": "Lasse", "Per": "Pelle", "Margareta": "Maggan", "Nils": "Nisse", "Bo": "Bosse",
    "Kristina": "Kicki", "Mikael": "Micke", "Hans": "Hasse", "Ulf": "Uffe", "Jan": "Janne", "Henrik": "Henke",
    "Fredrik": "Fredde", "Ann-Christin": "Anki", "Elisabeth": "Lisbet", "Gustav": "Gurra", "Susanne": "Sussi",
}  # fmt: skip
HEARD = {"Erik": "Eric", "Sofia": "Sophia", "Marcus": "Markus", "Claes": "Klas", "Thomas": "Tomas", "Oskar": "Oscar"}
HEARD_LAST = {"Lindqvist": "Lindkvist", "Karlsson": "Carlsson", "Wikström": "Vikström", "Gustafsson": "Gustavsson",
              "Olofsson": "Olovsson", "Claesson": "Klasson", "Wallin": "Vallin", "Jakobsson": "Jacobsson"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and who is meant."""

    text: str
    person: Person
    near: Person | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What one kind of question came to."""

    milliseconds: list[float]
    first: int
    among_five: int
    wrong_and_certain: int


Maker = Callable[[Person, Municipality, random.Random], str | None]


def exact(person: Person, _town: Municipality, _chance: random.Random) -> str:
    """Anna Svensson."""
    return person.name


def swapped(person: Person, _town: Municipality, _chance: random.Random) -> str:
    """svensson anna."""
    return f"{person.last_name} {person.first_name}".lower()


def without_marks(person: Person, _town: Municipality, _chance: random.Random) -> str | None:
    """asa oberg."""
    typed = person.name.translate(MARKS_OFF).lower()
    return typed if typed != person.name.lower() else None


def spelled(person: Person, _town: Municipality, _chance: random.Random) -> str | None:
    """Aasa Oeberg."""
    typed = "".join(SPELLED.get(letter, letter) for letter in person.name)
    return typed if typed != person.name else None


def nickname(person: Person, _town: Municipality, _chance: random.Random) -> str | None:
    """Kalle Svensson."""
    short = NICKNAMES.get(person.first_name)
    return None if short is None else f"{short} {person.last_name}"


def as_heard(person: Person, _town: Municipality, _chance: random.Random) -> str | None:
    """Eric Lindkvist."""
    first = HEARD.get(person.first_name, person.first_name)
    last = HEARD_LAST.get(person.last_name, person.last_name)
    return None if (first, last) == (person.first_name, person.last_name) else f"{first} {last}"


def one_slip(person: Person, _town: Municipality, chance: random.Random) -> str:
    """Anna Svnesson."""
    first, last = person.first_name, person.last_name
    return f"{first} {_slip(last, chance)}" if len(last) >= len(first) else f"{_slip(first, chance)} {last}"


def two_slips(person: Person, _town: Municipality, chance: random.Random) -> str | None:
    """Aana Svnesson."""
    if min(len(person.first_name), len(person.last_name)) < len("anna"):
        return None
    return f"{_slip(person.first_name, chance)} {_slip(person.last_name, chance)}"


def begun(person: Person, _town: Municipality, _chance: random.Random) -> str | None:
    """anna sven."""
    return f"{person.first_name} {person.last_name[:4]}" if len(person.last_name) > len("sven") else None


def with_initial(person: Person, town: Municipality, _chance: random.Random) -> str:
    """Anna S på bygg norr."""
    return f"{person.first_name} {person.last_name[0]} på {town.units[person.unit].name.lower()}"


def with_unit(person: Person, town: Municipality, _chance: random.Random) -> str:
    """Svensson på bygg norr."""
    return f"{person.last_name} på {town.units[person.unit].name.lower()}"


def by_extension(person: Person, _town: Municipality, _chance: random.Random) -> str:
    """ankn 04536."""
    return f"ankn {person.extension}"


def by_mobile(person: Person, _town: Municipality, chance: random.Random) -> str:
    """070-123 45 67, +46 70 1234567, 1234567."""
    end = person.mobile[-7:]
    return chance.choice([f"070-{end[:3]} {end[3:5]} {end[5:]}", f"+46 70 {end}", f"070{end}", f"{end[:3]} {end[3:]}"])


def first_name_alone(person: Person, _town: Municipality, _chance: random.Random) -> str:
    """Anna, asked by a colleague of the same unit."""
    return person.first_name


def nobody(_person: Person, _town: Municipality, chance: random.Random) -> str:
    """Xrtqvz Mbklo: nobody at all."""
    return " ".join("".join(chance.choices("bcdfghklmnpqrstvxz", k=7)) for _ in range(2))


MAKERS: Mapping[str, Maker] = {
    "exact": exact, "swapped": swapped, "å ä ö left out": without_marks, "å ä ö spelled out": spelled,
    "nickname": nickname, "as it is heard": as_heard, "one slip": one_slip, "two slips": two_slips, "begun": begun,
    "first name, initial, unit": with_initial, "last name, unit": with_unit, "extension": by_extension,
    "mobile": by_mobile, "first name, in the unit": first_name_alone, "nobody": nobody,
}  # fmt: skip


def questions(maker: Maker, town: Municipality, chance: random.Random) -> Iterator[Asked]:
    """So many questions of the kind, from people drawn by lot; fewer where few can be asked for so."""
    drawn = list(town.people.values())
    chance.shuffle(drawn)
    made = 0
    for person in drawn:
        text = maker(person, town, chance)
        if text is not None and made < QUESTIONS_OF_A_KIND:
            made += 1
            yield Asked(text, person, near=person if maker is first_name_alone else None)


def with_the_example(town: Municipality) -> Municipality:
    """The town, with the example municipality's people and units as well."""
    example = load_municipality(EXAMPLE)
    people, units = {**town.people, **example.people}, {**town.units, **example.units}
    return replace(town, people=people, units=units, groups=example.groups)


def hand_written(town: Municipality) -> tuple[list[Asked], list[Asked]]:
    """The questions written by hand that someone answers to, and those that nobody does."""
    by_name = {person.name: person for person in town.people.values()}
    anyone = next(iter(by_name.values()))
    meant = [Asked(text, by_name[name]) for text, name in HAND_WRITTEN.items() if name is not None]
    return meant, [Asked(text, anyone) for text, name in HAND_WRITTEN.items() if name is None]


def measure(search: PeopleSearch, asked: list[Asked], *, exists: bool) -> Figures:
    """Ask them all."""
    milliseconds: list[float] = []
    first = among_five = wrong = 0
    for one in asked:
        began = time.perf_counter()
        outcome = search.find(one.text, near=one.near)
        milliseconds.append((time.perf_counter() - began) * 1000)
        names = _answered(outcome)
        meant = _meant(one)
        first += names[:1] == [meant] if exists else not names
        among_five += meant in names[:5] if exists else not names
        wrong += len(names) == 1 and (names != [meant] or not exists)
    return Figures(milliseconds, first, among_five, wrong)


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    town = with_the_example(large_municipality(size))
    began = time.perf_counter()
    search = PeopleSearch(town)
    print(f"{len(town.people):,} people, index built in {time.perf_counter() - began:.1f} s")
    print(f"{'':26}{'asked':>7}{'median ms':>11}{'p99 ms':>9}{'top 1 %':>9}{'top 5 %':>9}{'wrong and certain %':>21}")
    everything: list[float] = []
    meant, unmeant = hand_written(town)
    for name, maker in MAKERS.items():
        asked = list(questions(maker, town, random.Random(name)))
        figures = measure(search, asked, exists=maker is not nobody)
        everything += figures.milliseconds
        _print_row(name, figures)
    _print_row("written by hand", measure(search, meant, exists=True))
    _print_row("by hand, nobody", measure(search, unmeant, exists=False))
    median, p99 = statistics.median(everything), statistics.quantiles(everything, n=100)[98]
    print(f"{'all':26}{len(everything):>7}{median:>11.2f}{p99:>9.2f}")


def _print_row(name: str, figures: Figures) -> None:
    asked = len(figures.milliseconds)
    p99 = statistics.quantiles(figures.milliseconds, n=100)[98]
    shares = "".join(f"{100 * n / asked:>{width}.1f}" for n, width in (
        (figures.first, 9), (figures.among_five, 9), (figures.wrong_and_certain, 21)
    ))  # fmt: skip
    print(f"{name:26}{asked:>7}{statistics.median(figures.milliseconds):>11.2f}{p99:>9.2f}{shares}")


def _answered(outcome: SearchOutcome) -> list[str]:
    """The answers by name, each name once."""
    return list(dict.fromkeys(match.person.name for match in outcome.matches))


def _meant(one: Asked) -> str:
    return one.person.name


def _slip(word: str, chance: random.Random) -> str:
    """A letter doubled, dropped, mistaken or swapped with its neighbour; never the first one."""
    at = chance.randrange(1, len(word) - 1) if len(word) > len("ab") else 0
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at] + word[at:]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + chance.choice("aeiorstn") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if at + 1 < len(word) else word + word[at]


if __name__ == "__main__":
    main()
