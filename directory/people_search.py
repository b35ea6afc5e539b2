"""Owns whom a question names: everyone it fits best, in order, or else the nearest names, and never a guess.

It reads the question in steps, each freer than the one before (name_index.Step), and stops at the first that finds
anyone: who is called exactly so comes without those whose names are merely like it. Everything is in memory and
nothing is awaited. The same question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nsmallest

from directory.folding import fold, words
from directory.hint_index import Fitting, HintIndex
from directory.name_index import INITIALS, NameIndex, Step
from directory.nearest_names import NearestNames
from directory.number_index import NumberIndex
from directory.questions import MOST_LETTERS, Question, Word, joined_readings, parse_question
from directory.readings import Reading, by_length, fit
from policy.organisation import Municipality, Person
from services.ports import PersonMatch, SearchOutcome

LAST_DIGITS = 0.9
WHOLE_TITLE = 0.9
CLEARLY_WORSE = 0.08
"""Of typing errors, those so much less likely than the likeliest are left out."""
MOST_WEIGHED = 1_000
"""People weighed one by one; only a question that fits thousands exceeds it, and nobody is meant by such a one."""

Scores = dict[int, float]
"""Who answers, by number, and how well, above 0 and up to 1."""


class PeopleSearch:
    """A municipality's people, arranged for being found; made anew when the municipality changes."""

    def __init__(self, municipality: Municipality) -> None:
        self._people = sorted(municipality.people.values(), key=_in_order)
        self._names = NameIndex(self._people)
        self._hints = HintIndex(municipality, self._people)
        self._numbers = NumberIndex(self._people)
        self._nearest = NearestNames(self._people, self._names)
        self._of_unit: defaultdict[str, set[int]] = defaultdict(set)
        self._named: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
        for number, person in enumerate(self._people):
            self._of_unit[person.unit].add(number)
            first, last = words(person.first_name), words(person.last_name)
            for order in (first + last, last + first) if first and last else ():
                self._named[order].add(number)

    def find(self, text: str, *, near: Person | None = None, limit: int = 6) -> SearchOutcome:
        """People by name, extension, number or e-mail address; `near` ranks that person's unit first among equals."""
        if limit < 1:
            return SearchOutcome()
        question = parse_question(text)
        close = self._of_unit.get(near.unit, set()) if near is not None else set()
        # First what is theirs to the letter, so that a name with a word like "på" in it is a name all the same.
        exact = self._numbers.by_address(text) or self._named.get(words(text[:MOST_LETTERS]), set())
        scores = dict.fromkeys(exact, 1.0) or self._answers(question, close)
        if scores:
            ranked = nsmallest(limit, ((-score, number not in close, number) for number, score in scores.items()))
            return SearchOutcome(matches=tuple(PersonMatch(self._people[n], -negative) for negative, _, n in ranked))
        return SearchOutcome(nearest=self._nearest.suggest([word.folded for word in question.words], limit=limit))

    def _answers(self, question: Question, close: set[int]) -> Scores:
        """Everyone whom the question fits, with how well; empty when it fits nobody."""
        if not question.number:
            return self._by_words(question, close)
        numbered, whole = self._numbers.by_number(question.number)
        if question.words:
            return self._by_words(question, close, among=numbered)
        return dict.fromkeys(numbered, 1.0 if whole else LAST_DIGITS)

    def _by_words(self, question: Question, close: set[int], *, among: set[int] | None = None) -> Scores:
        variants = list(joined_readings(question.words, self._names.is_compound))
        for step in Step:
            found: Scores = {}
            if step is Step.BEGUN:
                found = dict.fromkeys(self._names.initials.get(question.initials, ()), INITIALS)
            found = found or self._at_step(variants, step, close, among)
            if step is Step.CALLED:
                found = found or self._by_title(question.words)
            if among is not None:
                found = {number: score for number, score in found.items() if number in among}
            if found:
                return _likeliest(found) if step is Step.SLIPPED else found
        return {}

    def _at_step(
        self, variants: Sequence[tuple[Word, ...]], step: Step, close: set[int], among: set[int] | None
    ) -> Scores:
        """Names alone before names with hints, so that "Anna Berg" is nobody who merely works at Bergskolan.

        Unless a place is told: "Anna på Berg" is nobody who merely is called so.
        """
        read = [[Reading(self._names, word, index, step) for index, word in enumerate(v)] for v in variants]
        tells_where = any(word.tells_where for word in variants[0])
        best = {} if tells_where else self._best([(readings, {}) for readings in read], close, among)
        if best or step is Step.LETTERS:
            return best
        hinted = ((readings, self._hints_of(readings, step)) for readings in read)
        return self._best([(readings, hints) for readings, hints in hinted if hints or tells_where], close, among)

    def _best(
        self,
        ways: Iterable[tuple[Sequence[Reading], Mapping[int, Fitting]]],
        close: set[int],
        among: set[int] | None,
    ) -> Scores:
        """Whom the words fit in any of the ways of reading them, with the best of their scores."""
        best: Scores = {}
        for readings, hints in ways:
            for number, score in self._fitting(readings, hints, close, among).items():
                best[number] = max(score, best.get(number, 0.0))
        return best

    def _fitting(
        self, readings: Sequence[Reading], hints: Mapping[int, Fitting], close: set[int], among: set[int] | None
    ) -> Scores:
        """Whom the words fit, those with an index in `hints` also as hints."""
        if len(readings) == 1:
            return readings[0].scores_of_bearers()
        named = [r for i, r in enumerate(readings) if not (r.word.tells_where and i in hints)]
        sure = [reading.people for index, reading in enumerate(readings) if index not in hints]
        candidates = _candidates(named, sure)
        if among is not None:
            candidates &= among
        hinted = {index: self._hints.among(candidates, fitting) for index, fitting in hints.items()}
        for index, fits in hinted.items():
            candidates &= fits if readings[index].word.tells_where else fits | readings[index].people
        order = by_length(readings)
        scores = {
            number: fit(order, self._names.words_of[number], [i for i, fits in hinted.items() if number in fits])
            for number in self._weighed(candidates, close)
        }
        return {number: score for number, score in scores.items() if score}

    def _hints_of(self, readings: Sequence[Reading], step: Step) -> Mapping[int, Fitting]:
        """The words that may be hints, by index. A name isn't half a hint: "Per" is not the permits' people."""
        hints: dict[int, Fitting] = {}
        for index, reading in enumerate(readings):
            word = reading.word
            in_its_own_right = not word.tells_where and self._names.is_a_name(word.folded)
            fitting = self._hints.fitting(word.folded, Step.NAME if in_its_own_right else step)
            if fitting and not word.is_letter:
                hints[index] = fitting
        return hints

    def _weighed(self, candidates: set[int], close: set[int]) -> Iterable[int]:
        if len(candidates) <= MOST_WEIGHED:
            return candidates
        return sorted(candidates, key=lambda number: (number not in close, number))[:MOST_WEIGHED]

    def _by_title(self, parts: Sequence[Word]) -> Scores:
        """Whoever has the whole title that was typed, where a place was told only those who work there."""
        holders = self._hints.holders([word.folded for word in parts if not word.tells_where])
        for word in parts:
            if word.tells_where:
                holders = self._hints.among(holders, self._hints.fitting(word.folded, Step.BEGUN))
        return dict.fromkeys(holders, WHOLE_TITLE)


def _candidates(named: Sequence[Reading], sure: Sequence[set[int]]) -> set[int]:
    """Who bears every word that can only be a name; if there are none, who bears any that may be one."""
    if sure:
        return set.intersection(*sorted(sure, key=len)) if len(sure) > 1 else set(sure[0])
    return set().union(*(reading.people for reading in named))


def _likeliest(scores: Scores) -> Scores:
    least = max(scores.values()) - CLEARLY_WORSE
    return {number: score for number, score in scores.items() if score >= least}


def _in_order(person: Person) -> tuple[str, str, str, str]:
    return fold(person.last_name.casefold()), fold(person.first_name.casefold()), person.unit, person.id
