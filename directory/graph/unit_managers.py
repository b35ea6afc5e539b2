"""Owns who leads each unit, where Entra knows only who each person's manager is.

1. Whom the frame declares.
2. Whoever of the unit's own people more than half of the others are below, by their managers within the unit. Who has
   no manager isn't counted.
3. Whoever of them more than half are below when the managers of the units right below it are counted in.
4. Whom most of its people have as manager who is not of the unit; of several, who works nearest above it.
5. The lowest whom nine in ten of the managers of the units right below it are below, or are.
6. Nobody: the nearest manager above is everyone's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from policy.ids import UnitId
from policy.organisation import Unit

Links = Mapping[str, str]
"""The manager of each person who has one; followed upwards, they end."""

MOST_OF_TEN, OF_TEN = 9, 10
MOST_STEPS = 40
"""No municipality has so many levels; what is above is not looked at."""


def led_by(
    units: Mapping[UnitId, Unit], unit_of: Mapping[str, UnitId], links: Links, declared: Mapping[UnitId, str]
) -> Mapping[UnitId, str]:
    """The manager of each unit that has one."""
    people: dict[UnitId, list[str]] = {}
    for person, unit in unit_of.items():
        people.setdefault(unit, []).append(person)
    below: dict[UnitId, list[UnitId]] = {}
    for one in units.values():
        if one.parent is not None:
            below.setdefault(one.parent, []).append(one.id)
    found: dict[UnitId, str] = {}
    for unit in _deepest_first(units):
        own = people.get(unit, [])
        heads = list(dict.fromkeys(found[one] for one in below.get(unit, ()) if one in found))
        leader = declared.get(unit) or _head(own, own, links) or _head(own, [*own, *heads], links)
        leader = leader or _outside(own, unit, links, units, unit_of) or _above_all(heads, links)
        if leader is not None:
            found[unit] = leader
    return found


def steps_up(unit: UnitId, units: Mapping[UnitId, Unit]) -> Iterator[UnitId]:
    """The unit and those above it, nearest first."""
    at: UnitId | None = unit
    while at is not None:
        yield at
        at = units[at].parent


def _deepest_first(units: Mapping[UnitId, Unit]) -> Sequence[UnitId]:
    depth = {unit: sum(1 for _ in steps_up(unit, units)) for unit in units}
    return sorted(units, key=lambda unit: (-depth[unit], unit))


def _head(people: Sequence[str], counted: Sequence[str], links: Links) -> str | None:
    """Rules 2 and 3. Everyone leads up to one who has no manager among the unit's people."""
    inside = set(people)
    top_of: dict[str, str] = {}
    for person in counted:
        trail = [person]
        while trail[-1] not in top_of and links.get(trail[-1]) in inside:
            trail.append(links[trail[-1]])
        top_of.update(dict.fromkeys(trail, top_of.get(trail[-1], trail[-1])))
    sizes = Counter(top for top in top_of.values() if top in inside)
    head, size = min(sizes.items(), key=lambda item: (-item[1], item[0]), default=("", 1))
    others = sum(1 for person in top_of if person != head and person in links)
    return head if 2 * (size - 1) > others else None


def _outside(
    people: Sequence[str], unit: UnitId, links: Links, units: Mapping[UnitId, Unit], unit_of: Mapping[str, UnitId]
) -> str | None:
    """Rule 4; of several who work equally near, the first by id."""
    inside = set(people)
    counted = Counter(links[person] for person in people if person in links and links[person] not in inside)
    most = max(counted.values(), default=0)
    nearness = {above: number for number, above in enumerate(steps_up(unit, units))} if most else {}
    named = (one for one, count in counted.items() if count == most)
    return min(named, key=lambda one: (nearness.get(unit_of[one], len(nearness)), one), default=None)


def _above_all(heads: Sequence[str], links: Links) -> str | None:
    """Rule 5. Who is above nobody but themselves is no one's superior."""
    above: Counter[str] = Counter()
    superiors: set[str] = set()
    for head in heads:
        chain = list(islice(_chain(head, links), MOST_STEPS))
        above.update(chain)
        superiors.update(chain[1:])
    enough = [one for one in superiors if above[one] * OF_TEN >= len(heads) * MOST_OF_TEN]
    return min(enough, key=lambda one: (-sum(1 for _ in islice(_chain(one, links), MOST_STEPS)), one), default=None)


def _chain(person: str, links: Links) -> Iterator[str]:
    """The person and those above them, nearest first."""
    at: str | None = person
    while at is not None:
        yield at
        at = links.get(at)
