"""Measures how long users in Entra take to become the municipality, when all is in order there and when nothing is.

    python -m benchmarks.entra_mapping [PEOPLE]

Of each case the processor time is told, and how many units came of it. The first is mapped
twice, since numbers that were read once are remembered; then its people are arranged for being found.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.invented_people import large_municipality
from directory.graph.entries import Roster, UserEntry
from directory.graph.frame_file import parse_frame
from directory.graph.mapping import Mapped, mapped
from directory.people_search import PeopleSearch

PEOPLE = 50_000
IN_A_UNIT = 12
ADMINISTRATIONS = 40
FRAME = parse_frame(
    b"municipality: {name: Storstad}\nentra: {units: {separator: ' / '}, phones: {extension_digits: 4}}\n"
)
Users = Mapping[str, UserEntry]


def main() -> None:
    """Print a line for each case."""
    sound = _sound(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
    print(f"{len(sound):,} users; processor time of one mapping")
    print(f"  {'':44}{'units':>8}{'seconds':>9}")
    found = _told("in order, for the first time", sound)
    _told("the same again", sound)
    for name, users in _disorders(sound):
        _told(name, users)
    took = _timed(lambda: (found.municipality.made_ready(), PeopleSearch(found.municipality)))
    print(f"  {'the people in order arranged for being found':44}{'':>8}{took:>9.1f}")


def _sound(people: int) -> Users:
    """People with a manager of their unit each, whose own unit is one above."""
    invented = list(large_municipality(people, rare_names=True).people.values())
    ids = [person.id for person in invented]
    return {
        person.id: UserEntry(
            id=person.id,
            first_name=person.first_name,
            last_name=person.last_name,
            title=person.title,
            department=f"Förvaltning {number // IN_A_UNIT % ADMINISTRATIONS} / Enhet {number // IN_A_UNIT}",
            email=person.email,
            landline=f"08-{4_000_000 + number}",
            mobile=person.mobile,
            manager=ids[(number - 1) // IN_A_UNIT] if number else "",
        )
        for number, person in enumerate(invented)
    }


def _disorders(sound: Users) -> list[tuple[str, Users]]:
    ids, chance = list(sound), random.Random(5)
    places = {one: number for number, one in enumerate(ids)}
    each: dict[str, Callable[[UserEntry], UserEntry]] = {
        "numbers written oddly": lambda user: replace(user, mobile=f"tel (0){user.mobile}", landline="växeln"),
        "a unit each": lambda user: replace(user, department=user.id),
        "nobody has a department": lambda user: replace(user, department=""),
        "a unit each, and each the next one's manager": lambda user: replace(
            user, department=user.id, manager=ids[places[user.id] - 1]
        ),
        "anybody anybody's manager": lambda user: replace(user, manager=chance.choice(ids)),
    }
    return [(name, {one: made(user) for one, user in sound.items()}) for name, made in each.items()]


def _told(name: str, users: Users) -> Mapped:
    found: list[Mapped] = []
    took = _timed(lambda: found.append(mapped(Roster(users=users, members={}), FRAME)))
    print(f"  {name:44}{len(found[0].municipality.units):>8,}{took:>9.1f}", flush=True)
    return found[0]


def _timed(errand: Callable[[], object]) -> float:
    began = time.process_time()
    errand()
    return time.process_time() - began


if __name__ == "__main__":
    main()
