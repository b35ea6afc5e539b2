"""Owns who answers for the phrases that an errand fits: groups, with the people whose own matter it is, or people (S3).

It must not find phrases. What two functions answer alike is given as both; what is surer leaves no room for what isn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from directory.matter_fitting import Fit
from directory.matter_shelf import MatterShelf, Phrase, Source
from policy.functions import Function, of_group, of_person
from policy.organisation import AnswerGroup, GroupId, Person
from services.ports import How, MatterMatch

CLEARLY_WORSE = 0.05
SYNONYM = 0.97
MOST_FUNCTIONS = 60
"""Functions of one phrase that are looked at; any others are only counted."""
MOST_PEOPLE = 12
MOST_PEOPLE_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class Lead:
    """That a phrase leads to a group, or to people whose own matter it is (`group` None), and how surely."""

    phrase: Phrase
    bits: int
    score: float
    how: How
    group: GroupId | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """A function (`group` None: the people) with the best that leads to it; `bits` are all words said that do."""

    group: GroupId | None
    best: Lead
    bits: int
    leads: tuple[Lead, ...]


@dataclass(frozen=True, slots=True)
class Answerings:
    """Those who answer, in no order, what leads to people beside, and how many functions more there are."""

    all: tuple[Answering, ...]
    of_people: tuple[Lead, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class AnswerFinder:
    """From phrases to functions. Of phrases that aren't told `beside`, the functions in `gone` don't count."""

    groups: Callable[[GroupId], AnswerGroup | None]
    shelves: Sequence[MatterShelf]
    gone: frozenset[str] = frozenset()

    def answering(self, fits: Iterable[Fit], said: int) -> Answerings:
        """Whoever answers for the phrases; `said` are all the words that tell the matter."""
        leads, more = [], 0
        for fit in fits:
            for phrase, score, how in self._meant(fit):
                found, left_out = self._leads(phrase, Lead(phrase, fit.bits, score, how), not said & ~fit.bits)
                leads += found
                more += left_out
        leads += [narrowed for lead in leads if lead.group is None for narrowed in self._narrowed(lead, leads)]
        return Answerings(*_surest(leads), more)

    def match(self, answering: Answering, found: Answerings) -> MatterMatch | None:
        """What is told of it: its people too. None where there is nobody any more."""
        people = self._people(answering, found)
        shown = tuple(person.id for person in islice(people, MOST_PEOPLE))
        if answering.group is None and not shown:
            return None
        best = answering.best
        return MatterMatch(
            function=Function(person=shown[0]) if answering.group is None else of_group(answering.group),
            matter=best.phrase.spelled,
            score=round(best.score, 3),
            how=best.how,
            people=shown,
            more_people=max(len(people) - MOST_PEOPLE, 0),
        )

    def _meant(self, fit: Fit) -> Iterator[tuple[Phrase, float, How]]:
        """The phrase itself, and those that it is another word for."""
        yield fit.phrase, fit.score, fit.how
        how = How.SYNONYM if fit.how is How.EXACT else fit.how
        for key in fit.phrase.means:
            for shelf in self.shelves:
                if key in shelf.phrases:
                    yield shelf.phrases[key], fit.score * SYNONYM, how

    def _leads(self, phrase: Phrase, lead: Lead, is_whole: bool) -> tuple[list[Lead], int]:
        found = [
            Lead(phrase, lead.bits, lead.score * source.value, lead.how, group)
            for group, source in phrase.groups.items()
            if (is_whole or not source.is_whole) and not self._is_gone(phrase, of_group(group))
        ]
        left_out = max(len(found) - MOST_FUNCTIONS, 0)
        del found[MOST_FUNCTIONS:]
        if phrase.people:
            found.append(lead)
        elif phrase.holders and is_whole:
            found.append(Lead(phrase, lead.bits, lead.score * Source.TITLE.value, lead.how))
        return found, left_out

    def _narrowed(self, lead: Lead, leads: Sequence[Lead]) -> Iterator[Lead]:
        """Their groups, where these answer for something else of what was said: "enskilt avlopp" is for whoever in a
        group for avlopp has just that, and for the group through them.
        """
        wider = {one.group for one in leads if one.bits & lead.bits != lead.bits}
        people = self._own([lead]).values()
        for group_id in wider - {None}:
            group = None if group_id is None else self.groups(group_id)
            if any(_belongs(person, group) for person in people):
                yield Lead(lead.phrase, lead.bits, lead.score, lead.how, group_id)

    def _is_gone(self, phrase: Phrase, function: Function) -> bool:
        return bool(self.gone) and not phrase.is_beside and function.id in self.gone

    def _people(self, answering: Answering, found: Answerings) -> list[Person]:
        """Whose own matter it is: those of the group first, and nobody of another group that answers too."""
        leads = answering.leads if answering.group is None else found.of_people
        just = [lead for lead in leads if lead.bits == answering.bits]
        own = self._own(just or [lead for lead in leads if lead.bits & answering.bits])
        if answering.group is None:
            return list(own.values())
        group = self.groups(answering.group)
        others = [self.groups(one.group) for one in found.all if one.group not in (None, answering.group)]
        near = [person for person in own.values() if _belongs(person, group)]
        far = [
            person
            for person in own.values()
            if not _belongs(person, group) and not any(_belongs(person, other) for other in others)
        ]
        return near + far

    def _own(self, leads: Iterable[Lead]) -> Mapping[str, Person]:
        found: dict[str, Person] = {}
        for lead in leads:
            people = lead.phrase.people or lead.phrase.holders
            for person in islice(people.values(), MOST_PEOPLE_LOOKED_AT):
                if not self._is_gone(lead.phrase, of_person(person.id)):
                    found.setdefault(person.id, person)
        return found


def _surest(leads: Sequence[Lead]) -> tuple[tuple[Answering, ...], tuple[Lead, ...]]:
    """Each function once, of those that take up most of what was said and of these the surest; people's leads beside.

    People stand for themselves only where no group answers for the same words.
    """
    by_group: dict[GroupId, list[Lead]] = {}
    of_people: dict[int, list[Lead]] = {}
    for lead in leads:
        if lead.group is None:
            of_people.setdefault(lead.bits, []).append(lead)
        else:
            by_group.setdefault(lead.group, []).append(lead)
    groups = [_together(group, several) for group, several in by_group.items()]
    people = [_together(None, several) for several in of_people.values()]
    kept = _best_of((*groups, *people))
    with_group = [one for one in kept if one.group is not None]
    return (
        tuple(one for one in kept if one.group is not None or not any(one.bits & other.bits for other in with_group)),
        tuple(lead for several in of_people.values() for lead in several),
    )


def _together(group: GroupId | None, leads: Sequence[Lead]) -> Answering:
    bits = 0
    for lead in leads:
        bits |= lead.bits
    best = max(leads, key=lambda lead: (lead.bits.bit_count(), lead.score))
    return Answering(group, best, bits, tuple(leads))


def _best_of(answering: Sequence[Answering]) -> list[Answering]:
    """Without those that take up less of the same words than another, or fit the same ones clearly worse."""
    best: dict[int, float] = {}
    for one in answering:
        best[one.bits] = max(one.best.score, best.get(one.bits, 0.0))
    most = [bits for bits in best if not any(bits != other and bits & other == bits for other in best)]
    return [one for one in answering if one.bits in most and one.best.score >= best[one.bits] - CLEARLY_WORSE]


def _belongs(person: Person, group: AnswerGroup | None) -> bool:
    return group is not None and (person.unit == group.unit or person.id in group.members)
