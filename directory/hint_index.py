"""Owns the words that tell people of one name apart: their unit and those above it, their title, what they answer for.

It must not find people by such words alone, other than by a whole title: it says whom a word fits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from directory.columns import NONE, Flags, Ints, Rows, ints, joined, starts_of
from directory.folding import fold, words
from directory.hints import Fitting, UnitsInOrder
from directory.name_index import Step
from directory.people_in_order import PeopleInOrder
from directory.typing_errors import TypingErrors
from policy.organisation import Municipality

ENDINGS = ("s", "n", "t", "ns", "en", "et", "ens", "ets", "na", "erna", "arna")
"""What Swedish puts after a word to bend it: växel, växeln; chef, chefens."""
SHORTEST_STEM = 4
SHORTEST_BEGINNING = 3
SHORTEST_INSIDE = 4
SHORTEST_SLIPPED = 6
MOST_RECENT = 50
_IN_BETWEEN = "\n"


class HintIndex:
    """The words of units, titles and matters, and whom each fits."""

    def __init__(self, municipality: Municipality, people: PeopleInOrder) -> None:
        self._people = people
        self._units = UnitsInOrder(municipality.units, people.units)
        self._fits: defaultdict[str, Fitting] = defaultdict(Fitting)
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        self._topics: list[Ints] = []
        self._add_units(municipality)
        self._add_titles()
        self._add_matters()
        self._add_groups(municipality)
        self._who = Rows(starts_of(ints(map(len, self._topics))), joined(self._topics))
        del self._topics
        self._known = sorted(self._fits)
        self._all = _IN_BETWEEN.join(self._known)
        self._starts = starts_of(ints(len(word) + len(_IN_BETWEEN) for word in self._known)).tolist()
        self._slips = TypingErrors(self._known)
        self._recent: dict[tuple[str, Step], Fitting] = {}
        """One question asks for the same word several times."""

    def fitting(self, folded: str, step: Step) -> Fitting:
        """Whom the hint fits, read as freely as the step allows; falsy when it is no hint at all."""
        fitting = self._recent.get((folded, step))
        if fitting is None:
            fitting = Fitting()
            for word in self._readings(folded, step):
                fitting.add(self._fits[word])
            if len(self._recent) == MOST_RECENT:
                self._recent.clear()
            self._recent[folded, step] = fitting
        return fitting

    def fits(self, candidates: Ints, fitting: Fitting) -> Flags:
        """Which of the candidates it fits."""
        found = np.zeros(len(candidates), dtype=np.bool_)
        if fitting.units:
            if fitting.in_units is None:
                fitting.in_units = self._units.at_or_below(fitting.units)
            found |= fitting.in_units[self._people.unit_of[candidates]]
        if fitting.titles:
            having = np.zeros(len(self._people.titles), dtype=np.bool_)
            having[list(fitting.titles)] = True
            found |= having[self._people.title_of[candidates]]
        if fitting.topics:
            if fitting.in_topics is None:
                fitting.in_topics = self._who.all_of(ints(fitting.topics))
            having = np.zeros(len(self._people.people), dtype=np.bool_)
            having[fitting.in_topics] = True
            found |= having[candidates]
        return found

    def holders(self, title: Sequence[str]) -> Ints:
        """Who has this whole title, given as folded words and perhaps bent at its end ("byggchefen")."""
        whole = " ".join(title)
        stems = (whole.removesuffix(ending) for ending in ("", *ENDINGS)) if whole else ()
        titles: Iterable[int] = next((self._holders[stem] for stem in stems if stem in self._holders), ())
        return joined([self._people.with_title.of(one) for one in titles])

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
        for unit in municipality.units.values():
            for word in words(" ".join((unit.id, unit.name, *unit.aliases))):
                self._fits[fold(word)].units.add(self._units.number[unit.id])

    def _add_titles(self) -> None:
        for number, title in enumerate(self._people.titles):
            parts = [fold(word) for word in words(title)]
            self._holders[" ".join(parts)].append(number)
            for word in parts:
                self._fits[word].titles.add(number)

    def _add_matters(self) -> None:
        having: defaultdict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(self._people.people):
            for matter in person.matters:
                having[matter].append(number)
        for matter, numbers in having.items():
            self._add_topic(matter, ints(numbers))

    def _add_groups(self, municipality: Municipality) -> None:
        groups = list(municipality.groups.values())
        numbers = self._people.number_of_each([member for group in groups for member in group.members])
        starts = starts_of(ints(len(group.members) for group in groups)).tolist()
        for at, group in enumerate(groups):
            members = numbers[starts[at] : starts[at + 1]]
            self._add_topic(" ".join((group.name, *group.matters)), members[members >= 0])

    def _add_topic(self, text: str, numbers: Ints) -> None:
        for word in words(text):
            self._fits[fold(word)].topics.add(len(self._topics))
        self._topics.append(numbers if len(numbers) else NONE)
