"""Owns who answers for the phrases that an errand fits: groups, with the people whose own matter it is, or people (S3).

It must not find phrases. What two functions answer alike is given as both; what is surer leaves no room for what isn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from directory.matter_fitting import Fit
from directory.matter_shelf import MatterShelf, Phrase, Source
from policy.functions import function_of, of_group, of_person
from policy.organisation import AnswerGroup, GroupId, Person, PersonId, UnitId
from services.ports import How, MatterMatch

CLEARLY_WORSE = 0.05
SYNONYM = 0.97
MOST_FUNCTIONS = 12
"""Functions of one phrase that are looked at; any others are only counted."""
MOST_PEOPLE = 12
MOST_PEOPLE_LOOKED_AT = 24
"""Of one phrase, beside those in the group itself."""


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
    """Those who answer, in no order, what leads to people beside, and how many functions more there are.

    `units` and `members` are those of all the groups.
    """

    all: tuple[Answering, ...]
    of_people: tuple[Lead, ...]
    more: int
    units: frozenset[UnitId]
    members: frozenset[PersonId]

    @property
    def bits(self) -> int:
        """All words said that lead to anyone."""
        taken = 0
        for one in self.all:
            taken |= one.bits
        return taken


@dataclass(frozen=True, slots=True)
class Gone:
    """The groups and people that the directory's own phrases lead to no more."""

    groups: frozenset[GroupId] = frozenset()
    people: frozenset[PersonId] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.groups or self.people)


NOBODY_GONE = Gone()


def gone_of(ids: Iterable[str]) -> Gone:
    """Those that the ids of functions name."""
    found = [function for id_ in ids if (function := function_of(id_)) is not None]
    return Gone(
        groups=frozenset(one.group for one in found if one.group is not None),
        people=frozenset(one.person for one in found if one.person is not None),
    )


@dataclass(frozen=True, slots=True)
class AnswerFinder:
    """From phrases to functions. Those that are `gone` count only where they are told beside."""

    groups: Callable[[GroupId], AnswerGroup | None]
    shelves: Sequence[MatterShelf]
    gone: Gone = NOBODY_GONE

    def stands(self, word: str) -> bool:
        """Whether any phrase with the known word leads to somebody still."""
        if not self.gone:
            return True
        return any(self._leads_on(phrase) for shelf in self.shelves for phrase in shelf.with_word(word))

    def answering(self, fits: Iterable[Fit], said: int, *, within: float = CLEARLY_WORSE) -> Answerings:
        """Whoever answers for the phrases, the surest and those `within` so much of them; `said` are all the words that
        tell the matter.
        """
        leads, more = [], 0
        for fit in fits:
            for phrase, score, how in self._meant(fit):
                found, left_out = self._leads(phrase, Lead(phrase, fit.bits, score, how), not said & ~fit.bits)
                leads += found
                more += left_out
        if within <= CLEARLY_WORSE:
            # Of what is only alike nobody is chosen, so neither is it asked whose group answers for more of it.
            leads += [narrowed for lead in leads if lead.group is None for narrowed in self._narrowed(lead, leads)]
        all_, of_people = _surest(leads, within)
        groups = [group for one in all_ if one.group is not None and (group := self.groups(one.group)) is not None]
        return Answerings(
            all=all_,
            of_people=of_people,
            more=more,
            units=frozenset(group.unit for group in groups),
            members=frozenset(member for group in groups for member in group.members),
        )

    def match(self, answering: Answering, found: Answerings) -> MatterMatch | None:
        """What is told of it: its people too. None where there is nobody any more."""
        people, left_out = self._people(answering, found)
        shown = tuple(person.id for person in people[:MOST_PEOPLE])
        if answering.group is None and not shown:
            return None
        best = answering.best
        return MatterMatch(
            function=of_person(shown[0]) if answering.group is None else of_group(answering.group),
            matter=best.phrase.spelled,
            score=round(best.score, 3),
            how=best.how,
            people=shown,
            more_people=max(len(people) - MOST_PEOPLE, 0) + left_out,
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
        led = phrase.groups_led_to(is_whole=is_whole)
        groups = (one for one in led if phrase.is_beside or one[0] not in self.gone.groups)
        found = [
            Lead(phrase, lead.bits, lead.score * source.value, lead.how, group)
            for group, source in islice(groups, MOST_FUNCTIONS)
        ]
        if self._has_people(phrase, phrase.people):
            found.append(lead)
        elif is_whole and self._has_people(phrase, phrase.holders):
            found.append(Lead(phrase, lead.bits, lead.score * Source.TITLE.value, lead.how))
        return found, max(len(led) - MOST_FUNCTIONS, 0)

    def _narrowed(self, lead: Lead, leads: Sequence[Lead]) -> Iterator[Lead]:
        """Their groups, where these answer for something else of what was said: "enskilt avlopp" is for whoever in a
        group for avlopp has just that, and for the group through them.
        """
        people = lead.phrase.people
        for group_id in dict.fromkeys(one.group for one in leads if _is_wider(one, lead)):
            group = None if group_id is None else self.groups(group_id)
            if group is not None and any(member in people for member in group.members):
                yield Lead(lead.phrase, lead.bits, lead.score, lead.how, group_id)

    def _leads_on(self, phrase: Phrase) -> bool:
        """Whether it leads to anybody; of another word for something that isn't asked, that is for what it means."""
        return (
            phrase.is_beside
            or bool(phrase.means)
            or any(group not in self.gone.groups for group in phrase.groups)
            or self._has_people(phrase, phrase.people)
            or self._has_people(phrase, phrase.holders)
        )

    def _has_people(self, phrase: Phrase, people: Mapping[PersonId, Person]) -> bool:
        return any(phrase.is_beside or person not in self.gone.people for person in people)

    def _people(self, answering: Answering, found: Answerings) -> tuple[list[Person], int]:
        """Whose own matter it is: those of the group first, and nobody of another group that answers too. And how many
        there may be beside.
        """
        leads = answering.leads if answering.group is None else found.of_people
        just = [lead for lead in leads if lead.bits == answering.bits]
        just = just or [lead for lead in leads if lead.bits & answering.bits]
        group = None if answering.group is None else self.groups(answering.group)
        own = self._own(just, () if group is None else group.members)
        left_out = sum(max(len(lead.phrase.people) - MOST_PEOPLE_LOOKED_AT, 0) for lead in just)
        if group is None:
            return list(own.values()), left_out
        near = {id_: person for id_, person in own.items() if person.unit == group.unit or id_ in group.members}
        elsewhere = (
            person for id_, person in own.items() if id_ not in found.members and person.unit not in found.units
        )
        return [*near.values(), *elsewhere], left_out

    def _own(self, leads: Sequence[Lead], members: Sequence[PersonId]) -> Mapping[PersonId, Person]:
        """Those of these members whose own matter it is, and others."""
        found: dict[PersonId, Person] = {}
        for lead in leads:
            people = lead.phrase.people or lead.phrase.holders
            here = (people[member] for member in members if member in people)
            for person in (*here, *islice(people.values(), MOST_PEOPLE_LOOKED_AT)):
                if lead.phrase.is_beside or person.id not in self.gone.people:
                    found.setdefault(person.id, person)
        return found


def _is_wider(one: Lead, lead: Lead) -> bool:
    """Whether the first leads somewhere by other words, or by the same less surely."""
    return one.bits & lead.bits != lead.bits or one.score < lead.score


def _surest(leads: Sequence[Lead], within: float) -> tuple[tuple[Answering, ...], tuple[Lead, ...]]:
    """Each function once, of those that take up most of what was said and of these the surest; people's leads beside.

    People stand for themselves only where no group answers for the same words about as surely.
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
    kept = _best_of((*groups, *people), within)
    with_group = [one for one in kept if one.group is not None]
    return (
        tuple(one for one in kept if one.group is not None or not any(_covers(other, one) for other in with_group)),
        tuple(lead for several in of_people.values() for lead in several),
    )


def _covers(group: Answering, people: Answering) -> bool:
    """Whether what is the people's matter goes to the group, under which they are told of."""
    is_same = group.best.phrase.key == people.best.phrase.key
    return bool(group.bits & people.bits) and (is_same or group.best.score >= people.best.score - CLEARLY_WORSE)


def _together(group: GroupId | None, leads: Sequence[Lead]) -> Answering:
    bits = 0
    for lead in leads:
        bits |= lead.bits
    best = max(leads, key=lambda lead: (lead.bits.bit_count(), lead.score))
    return Answering(group, best, bits, tuple(leads))


def _best_of(answering: Sequence[Answering], within: float) -> list[Answering]:
    """Without those that take up less of the same words than another, or fit the same ones clearly worse."""
    best: dict[int, float] = {}
    for one in answering:
        best[one.bits] = max(one.best.score, best.get(one.bits, 0.0))
    most = [bits for bits in best if not any(bits != other and bits & other == bits for other in best)]
    return [one for one in answering if one.bits in most and one.best.score >= best[one.bits] - within]
