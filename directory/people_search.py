"""Owns whom a question names: everyone it fits best, in order, or else the nearest names, and never a guess.

It reads the question in steps, each freer than the one before (name_index.Step), and stops at the first that finds
anyone: who is called exactly so comes without those whose names are merely like it. Everything is in memory and
nothing is awaited. The same question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

from directory.folding import fold
from directory.hint_index import Fitting, HintIndex
from directory.name_index import INITIALS, NameIndex, Step
from directory.nearest_names import NearestNames
from directory.number_index import NumberIndex
from directory.questions import Question, Word, joined_readings, parse_question
from directory.readings import Reading, by_length, fit
from policy.organisation import Municipality, Person
from services.ports import PersonMatch, SearchOutcome

LAST_DIGITS = 0.9
WHOLE_TITLE = 0.9
CLEARLY_WORSE = 0.08
"""Of typing errors, those so much less likely than the likeliest are left out."""
MOST_WEIGHED = 2_000
"""People weighed one by one; only a question that fits thousands exceeds it, and nobody is meant by such a one."""


class PeopleSearch:
    """A municipality's people, arranged for being found; made anew when the municipality changes."""

    def __init__(self, municipality: Municipality) -> None:
        self._people = sorted(municipality.people.values(), key=_in_order)
        self._names = NameIndex(self._people)
        self._hints = HintIndex(municipality, self._people)
        self._numbers = NumberIndex(self._people)
        self._nearest = NearestNames(self._people, self._names)
        self._of_unit: dict[str, set[int]] = {}
        for number, person in enumerate(self._people):
            self._of_unit.setdefault(person.unit, set()).add(number)

    def find(self, text: str, *, near: Person | None = None, limit: int = 6) -> SearchOutcome:
        """People by name, extension, number or e-mail address; `near` ranks that person's unit first among equals."""
        if limit < 1:
            return SearchOutcome()
        close = self._of_unit.get(near.unit, set()) if near is not None else set()
        question = parse_question(text)
        by_address = self._numbers.by_address(text)
        scored = [(1.0, number) for number in by_address] if by_address else self._answers(question, close)
        if scored:
            ranked = nsmallest(limit, scored, key=lambda one: (-round(one[0], 3), one[1] not in close, one[1]))
            matches = tuple(PersonMatch(self._people[number], round(score, 3)) for score, number in ranked)
            return SearchOutcome(matches=matches)
        return SearchOutcome(nearest=self._nearest.suggest([word.folded for word in question.words], limit=limit))

    def _answers(self, question: Question, close: set[int]) -> list[tuple[float, int]]:
        """Everyone whom the question fits, with how well; empty when it fits nobody."""
        if not question.number:
            return self._by_words(question, close)
        numbered, whole = self._numbers.by_number(question.number)
        if question.words:
            return [(score, one) for score, one in self._by_words(question, close, among=numbered) if one in numbered]
        return [(1.0 if whole else LAST_DIGITS, one) for one in numbered]

    def _by_words(
        self, question: Question, close: set[int], *, among: set[int] | None = None
    ) -> list[tuple[float, int]]:
        variants = list(joined_readings(question.words))
        for step in Step:
            if step is Step.BEGUN and (bearers := self._names.initials.get(question.initials)):
                return [(INITIALS, one) for one in bearers]
            found = self._at_step(variants, step, close, among)
            if step is Step.CALLED and not found:
                found = self._by_title(question.words)
            if found:
                return _best_of_each(found, step)
        return []

    def _at_step(
        self, variants: Sequence[tuple[Word, ...]], step: Step, close: set[int], among: set[int] | None
    ) -> list[tuple[float, int]]:
        """Names alone before names with hints, so that "Anna Berg" is nobody who merely works at Bergskolan."""
        read = [[Reading(self._names, word, index, step) for index, word in enumerate(v)] for v in variants]
        for with_hints in (False, True):
            found: list[tuple[float, int]] = []
            for readings in read:
                found += self._fitting(readings, step, close, among, with_hints=with_hints)
            if found:
                return found
        return []

    def _fitting(
        self, readings: Sequence[Reading], step: Step, close: set[int], among: set[int] | None, *, with_hints: bool
    ) -> list[tuple[float, int]]:
        hints = {}
        if with_hints and step >= Step.NAME:
            fittings = {index: self._fitting_hint(reading.word, step) for index, reading in enumerate(readings)}
            hints = {index: fitting for index, fitting in fittings.items() if fitting}
        if with_hints and not hints:
            return []
        named = [r for i, r in enumerate(readings) if not (r.word.tells_where and i in hints)]
        sure = [r.people for i, r in enumerate(readings) if i not in hints and not r.word.tells_where]
        candidates = _candidates(named, sure)
        if among is not None:
            candidates &= among
        order = by_length(readings)
        found = []
        for number in self._weighed(candidates, close):
            hinted = [index for index, fitting in hints.items() if self._hints.fits(fitting, number)]
            if all(index in hinted or number in readings[index].people for index in hints):
                score = fit(order, self._names.words_of[number], hinted)
                if score > 0.0:
                    found.append((score, number))
        return found

    def _fitting_hint(self, word: Word, step: Step) -> Fitting:
        """Whom the word fits as a hint; a name isn't taken for half a hint: "Per" is not the permits' people."""
        if word.is_letter:
            return Fitting()
        in_its_own_right = not word.tells_where and self._names.is_a_name(word.folded)
        return self._hints.fitting(word.folded, Step.NAME if in_its_own_right else step)

    def _weighed(self, candidates: set[int], close: set[int]) -> Iterable[int]:
        if len(candidates) <= MOST_WEIGHED:
            return candidates
        return sorted(candidates, key=lambda number: (number not in close, number))[:MOST_WEIGHED]

    def _by_title(self, parts: Sequence[Word]) -> list[tuple[float, int]]:
        """Whoever has the whole title that was typed, where a place was told only those who work there."""
        holders = self._hints.holders([word.folded for word in parts if not word.tells_where])
        places = [self._hints.fitting(word.folded, Step.BEGUN) for word in parts if word.tells_where]
        return [(WHOLE_TITLE, one) for one in holders if all(self._hints.fits(place, one) for place in places)]


def _candidates(named: Sequence[Reading], sure: Sequence[set[int]]) -> set[int]:
    """Who bears every word that can only be a name; if there are none, who bears any that may be one."""
    smallest_first = sorted(sure, key=len)
    if smallest_first:
        return set.intersection(*smallest_first) if len(smallest_first) > 1 else set(smallest_first[0])
    return set().union(*(reading.people for reading in named)) if named else set()


def _best_of_each(found: Iterable[tuple[float, int]], step: Step) -> list[tuple[float, int]]:
    best: dict[int, float] = {}
    for score, number in found:
        best[number] = max(score, best.get(number, 0.0))
    least = max(best.values()) - CLEARLY_WORSE if step is Step.SLIPPED else 0.0
    return [(score, number) for number, score in best.items() if score >= least]


def _in_order(person: Person) -> tuple[str, str, str, str]:
    return fold(person.last_name.casefold()), fold(person.first_name.casefold()), person.unit, person.id
