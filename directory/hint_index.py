"""Owns the words that tell people of one name apart: their unit and those above it, their title, what they answer for.

It must not find people by such words alone, other than by a whole title: it says whom a word fits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from directory.folding import fold, words
from directory.name_index import Step
from directory.typing_errors import TypingErrors
from policy.organisation import Municipality, Person, Unit, UnitId

ENDINGS = ("s", "n", "t", "ns", "en", "et", "ens", "ets", "na", "erna", "arna")
"""What Swedish puts after a word to bend it: växel, växeln; chef, chefens."""
SHORTEST_STEM = 4
SHORTEST_BEGINNING = 3
SHORTEST_INSIDE = 4
SHORTEST_SLIPPED = 6
_IN_BETWEEN = "\n"


@dataclass(slots=True)
class Fitting:
    """Whom a hint fits: everyone of these units, with one of these titles, and these people."""

    units: set[UnitId] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.units or self.titles or self.people)

    def add(self, other: Fitting) -> None:
        """Let it fit whom the other fits too."""
        self.units |= other.units
        self.titles |= other.titles
        self.people |= other.people


class HintIndex:
    """The words of units, titles and matters, and whom each fits."""

    def __init__(self, municipality: Municipality, people: Sequence[Person]) -> None:
        self._people = people
        self._unit_of = [person.unit for person in people]
        self._title_of = [person.title for person in people]
        self._fits: defaultdict[str, Fitting] = defaultdict(Fitting)
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        self._add_units(municipality)
        self._add_people(municipality)
        self._known = sorted(self._fits)
        self._all = _IN_BETWEEN.join(self._known)
        self._starts = [0]
        for word in self._known:
            self._starts.append(self._starts[-1] + len(word) + len(_IN_BETWEEN))
        self._slips = TypingErrors(self._known)

    def fitting(self, folded: str, step: Step) -> Fitting:
        """Whom the hint fits, read as freely as the step allows; falsy when it is no hint at all."""
        fitting = Fitting()
        for word in self._readings(folded, step):
            fitting.add(self._fits[word])
        return fitting

    def among(self, candidates: set[int], fitting: Fitting) -> set[int]:
        """Those of the candidates whom it fits."""
        found = candidates & fitting.people
        if fitting.units:
            found |= {number for number in candidates if self._unit_of[number] in fitting.units}
        if fitting.titles:
            found |= {number for number in candidates if self._title_of[number] in fitting.titles}
        return found

    def holders(self, title: Sequence[str]) -> set[int]:
        """Who has this whole title, given as folded words and perhaps bent at its end ("byggchefen")."""
        whole = " ".join(title)
        if not whole:
            return set()
        stems = (whole.removesuffix(ending) for ending in ("", *ENDINGS))
        return next((self._holders[stem] for stem in stems if stem in self._holders), set())

    def _readings(self, folded: str, step: Step) -> set[str]:
        found = set(self._bent(folded))
        if step >= Step.BEGUN and len(folded) >= SHORTEST_BEGINNING:
            found.update(self._beginning_with(folded))
            if len(folded) >= SHORTEST_INSIDE:
                found.update(self._with_inside(folded))
        if step >= Step.SLIPPED and not found and len(folded) >= SHORTEST_SLIPPED:
            found.update(self._slips.near(folded))
        return found

    def _bent(self, folded: str) -> Iterator[str]:
        """The word itself, what it is a bent form of, and its bent forms."""
        if folded in self._fits:
            yield folded
        if len(folded) < SHORTEST_STEM:
            return
        for ending in ENDINGS:
            stem = folded.removesuffix(ending)
            if stem != folded and len(stem) >= SHORTEST_STEM and stem in self._fits:
                yield stem
            if folded + ending in self._fits:
                yield folded + ending

    def _beginning_with(self, folded: str) -> Iterator[str]:
        for index in range(bisect_left(self._known, folded), len(self._known)):
            if not self._known[index].startswith(folded):
                return
            yield self._known[index]

    def _with_inside(self, folded: str) -> Iterator[str]:
        at = self._all.find(folded)
        while at >= 0:
            index = bisect_right(self._starts, at) - 1
            yield self._known[index]
            at = self._all.find(folded, self._starts[index + 1])

    def _add_units(self, municipality: Municipality) -> None:
        below: defaultdict[UnitId, set[UnitId]] = defaultdict(set)
        for unit in municipality.units.values():
            above: Unit | None = unit
            while above is not None:
                below[above.id].add(unit.id)
                above = municipality.units[above.parent] if above.parent is not None else None
        for unit in municipality.units.values():
            for word in words(" ".join((unit.id, unit.name, *unit.aliases))):
                self._fits[fold(word)].units |= below[unit.id]

    def _add_people(self, municipality: Municipality) -> None:
        numbers = {person.id: number for number, person in enumerate(self._people)}
        for title in {person.title for person in self._people}:
            for word in words(title):
                self._fits[fold(word)].titles.add(title)
        for number, person in enumerate(self._people):
            self._holders[" ".join(fold(word) for word in words(person.title))].add(number)
            for matter in person.matters:
                for word in words(matter):
                    self._fits[fold(word)].people.add(number)
        for group in municipality.groups.values():
            members = {numbers[member] for member in group.members if member in numbers}
            for word in words(" ".join((group.name, *group.matters))):
                self._fits[fold(word)].people |= members
