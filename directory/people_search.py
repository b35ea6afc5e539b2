"""Owns whom a question names: everyone it fits best, in order, or else the nearest names, and never a guess.

It reads the question in steps, each freer than the one before (name_index.Step), and stops at the first that finds
anyone: who is called exactly so comes without those whose names are merely like it. Everything is in memory and
nothing is awaited. The same question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from directory.certainty import Certainty
from directory.columns import Flags, Ints, Scores, distinct
from directory.folding import words
from directory.hint_index import HintIndex
from directory.hints import Fitting
from directory.name_index import INITIALS, NameIndex, Step
from directory.nearest_names import NearestNames
from directory.number_index import NumberIndex
from directory.people_in_order import PeopleInOrder
from directory.questions import MOST_LETTERS, Question, Word, joined_readings, parse_question
from directory.ranking import Ranked, Ranking
from directory.readings import NamesWeighed, Reading, names_bearing_all, read_at
from policy.organisation import Municipality, Person, PersonId
from services.ports import PersonMatch, SearchOutcome

LAST_DIGITS = 0.9
WHOLE_TITLE = 0.9
CLEARLY_WORSE = 0.08
"""Of typing errors, those so much less likely than the likeliest are left out."""
FEWEST = 2
"""How many are looked for at least, so that one who is found is known to be the only one."""


class PeopleSearch:
    """A municipality's people, arranged for being found; made anew when the municipality changes."""

    def __init__(self, municipality: Municipality) -> None:
        self._people = PeopleInOrder(list(municipality.people.values()))
        self._names = NameIndex(self._people)
        self._hints = HintIndex(municipality, self._people)
        self._numbers = NumberIndex(self._people.people)
        self._nearest = NearestNames(self._people, self._names)
        self._certainty = Certainty(self._people, self._names, self._hints, self._numbers)

    def find(
        self,
        text: str,
        *,
        near: Person | None = None,
        limit: int = 6,
        without: Collection[PersonId] = (),
    ) -> SearchOutcome:
        """People by name, extension, number or e-mail address; `near` ranks that person's unit first among equals.

        Nobody of `without` is in the answer; it is what it would be if they weren't there.
        """
        if limit < 1:
            return SearchOutcome()
        question = parse_question(text)
        none = np.empty(0, dtype=np.int32)
        ranking = Ranking(
            self._people,
            none if near is None else self._people.staff(near),
            self._people.numbers_of(tuple(without)) if without else none,
            max(limit, FEWEST),
        )
        addressed = self._numbers.by_address(text)
        found = ranking.of_people(addressed, _all(1.0, addressed))
        if found:
            return self._outcome(found, limit, is_certain=len(found) == 1)
        exact = self._to_the_letter(text, ranking)
        found = exact or self._answers(question, ranking)
        if found:
            is_lone = len(found) == 1
            is_certain = is_lone and self._certainty.is_certain(question, found[0].number, exactly=bool(exact))
            return self._outcome(found, limit, is_certain=is_certain)
        folded = [word.folded for word in question.words]
        return SearchOutcome(nearest=self._nearest.suggest(folded, limit=limit, without=frozenset(without)))

    def _outcome(self, found: Sequence[Ranked], limit: int, *, is_certain: bool) -> SearchOutcome:
        people = self._people.people
        matches = tuple(PersonMatch(people[one.number], one.score) for one in found[:limit])
        return SearchOutcome(matches=matches, is_certain=is_certain)

    def _to_the_letter(self, text: str, ranking: Ranking) -> list[Ranked]:
        """First what is theirs to the letter, so that a name with a word like "på" in it is a name all the same."""
        names = self._names.words.called(words(text[:MOST_LETTERS]))
        if "-" in text:
            # Hassan-Forsberg is a family name, and not Hassan Forsberg's.
            names = names[[self._people.spoken(name).count("-") >= text.count("-") for name in names.tolist()]]
        return ranking.of_names(names, _all(1.0, names)) if len(names) else []

    def _answers(self, question: Question, ranking: Ranking) -> list[Ranked]:
        """Whom the question fits, the best first; empty when it fits nobody."""
        if not question.number:
            return self._by_words(question, ranking)
        numbered, is_whole = self._numbers.by_number(question.number)
        if question.words:
            return self._by_words(question, ranking, among=numbered)
        return ranking.of_people(numbered, _all(1.0 if is_whole else LAST_DIGITS, numbered))

    def _by_words(self, question: Question, ranking: Ranking, *, among: Ints | None = None) -> list[Ranked]:
        variants = list(joined_readings(question.words, self._names.is_compound)) if question.words else []
        read: list[list[Reading]] = []
        for step in Step:
            found: list[Ranked] = []
            if step is Step.BEGUN and among is None and question.initials:
                names = self._names.words.with_initials(question.initials)
                found = ranking.of_names(names, _all(INITIALS, names))
            if not found:
                read = self._read(variants, step, read)
                found = self._at_step(read, step, ranking, among)
            if step is Step.CALLED and not found:
                found = self._by_title(question.words, ranking, among)
            if found:
                return _likeliest(found) if step is Step.SLIPPED else found
        return []

    def _read(
        self, variants: Sequence[Sequence[Word]], step: Step, narrower: Sequence[Sequence[Reading]]
    ) -> list[list[Reading]]:
        """Each way of parting the question into words, read at the step; `narrower` is the same at the one before."""
        return [
            [
                read_at(self._names, word, index, step, narrower[at][index] if narrower else None)
                for index, word in enumerate(variant)
            ]
            for at, variant in enumerate(variants)
        ]

    def _at_step(
        self, read: Sequence[Sequence[Reading]], step: Step, ranking: Ranking, among: Ints | None
    ) -> list[Ranked]:
        """Names alone before names with hints, so that "Anna Berg" is nobody who merely works at Bergskolan.

        Unless a place is told: "Anna på Berg" is nobody who merely is called so.
        """
        tells_where = any(reading.word.tells_where for readings in read for reading in readings)
        # What is read no more freely than at the step before finds nobody again.
        wider = [readings for readings in read if any(reading.is_wider for reading in readings)]
        best = [] if tells_where else self._best([(readings, {}) for readings in wider], ranking, among)
        if best or step is Step.LETTERS:
            return best
        freer = wider if step is Step.CALLED else read
        hinted = ((readings, self._hints_of(readings, step)) for readings in freer)
        return self._best([(readings, hints) for readings, hints in hinted if hints or tells_where], ranking, among)

    def _best(
        self,
        ways: Iterable[tuple[Sequence[Reading], Mapping[int, Fitting]]],
        ranking: Ranking,
        among: Ints | None,
    ) -> list[Ranked]:
        """Whom the words fit in any of the ways of reading them, with the best of their scores."""
        found: list[Ranked] = []
        for readings, hints in ways:
            if len(readings) == 1 and among is None:
                found += ranking.of_names(*readings[0].scored())
            elif hints or among is not None:
                found += ranking.of_people(*self._fitting(readings, hints, among))
            elif not any(reading.is_vain for reading in readings):
                names = names_bearing_all(readings)
                if len(names):
                    found += ranking.of_names(names, NamesWeighed(self._names, names).fit(readings, {}))
        return ranking.merged(found)

    def _fitting(
        self, readings: Sequence[Reading], hints: Mapping[int, Fitting], among: Ints | None
    ) -> tuple[Ints, Scores]:
        """Whom the words fit, those with an index in `hints` also as hints."""
        people = self._candidates(readings, hints) if among is None else among
        fits: dict[int, Flags] = {index: self._hints.fits(people, fitting) for index, fitting in hints.items()}
        kept = np.ones(len(people), dtype=np.bool_)
        for index, flags in fits.items():
            reading = readings[index]
            if reading.word.tells_where or reading.is_vain:
                kept &= flags
            else:
                kept &= flags | reading.is_borne_by(self._people.name_of[people])
        people = people[kept]
        hinted = {index: flags[kept] for index, flags in fits.items()}
        return people, NamesWeighed(self._names, self._people.name_of[people]).fit(readings, hinted)

    def _candidates(self, readings: Sequence[Reading], hints: Mapping[int, Fitting]) -> Ints:
        """Who bears every word that can only be a name; if there are none, who bears any that may be one."""
        sure = [reading for index, reading in enumerate(readings) if index not in hints]
        if any(reading.is_vain for reading in sure):
            names = np.empty(0, dtype=np.int32)
        elif any(not reading.is_letter for reading in sure):
            names = names_bearing_all(sure)
        else:
            named = [r for i, r in enumerate(readings) if not (r.is_letter or (r.word.tells_where and i in hints))]
            names = distinct(np.concatenate([np.empty(0, dtype=np.int32), *(reading.names for reading in named)]))
        return self._people.bearers(names)

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

    def _by_title(self, parts: Sequence[Word], ranking: Ranking, among: Ints | None) -> list[Ranked]:
        """Whoever has the whole title that was typed, where a place was told only those who work there."""
        holders = self._hints.holders([word.folded for word in parts if not word.tells_where])
        if among is not None:
            holders = holders[np.isin(holders, among)]
        for word in parts:
            if word.tells_where:
                holders = holders[self._hints.fits(holders, self._hints.fitting(word.folded, Step.BEGUN))]
        return ranking.of_people(holders, _all(WHOLE_TITLE, holders))


def _all(score: float, numbers: Ints) -> Scores:
    return np.full(len(numbers), score, dtype=np.float32)


def _likeliest(found: Sequence[Ranked]) -> list[Ranked]:
    least = max(one.score for one in found) - CLEARLY_WORSE
    return [one for one in found if one.score >= least]
