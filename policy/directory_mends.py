"""Owns what editors add to the directory in chat: what else people call a matter, or a new matter of somebody's (A1).

A mend is read over the directory, and never written into it (`policy.announced`); it is let go of once the directory
itself says the same. What a word leads to already is asked of the directory's own search; here is decided whether the
word may then be added.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from policy.access import has_role
from policy.errors import NotAllowed, PolicyError
from policy.ids import GroupId, PersonId
from policy.organisation import AnswerGroup, Municipality, Person, Role

LONGEST_WORD = 60


class MendKind(StrEnum):
    """What a mend does with its word."""

    SYNONYM = "synonym"
    """It is another word for a matter that the directory has."""
    GROUP = "group"
    """It is a matter of an answer group's."""
    PERSON = "person"
    """It is a person's own matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What a word is to lead to. `target` is a matter as the directory spells it, or a group's or a person's id.

    `made_by` is None once whoever made it has been forgotten.
    """

    id: str
    kind: MendKind
    word: str
    target: str
    made_by: PersonId | None
    made_at: datetime

    def does_as(self, other: Mend) -> bool:
        """Whether both do the same, whoever made them."""
        return (self.kind, self.word.casefold(), self.target) == (other.kind, other.word.casefold(), other.target)


class Leads(StrEnum):
    """By what a word leads to a function already."""

    PERSON = "person"
    """It is somebody's own name, whatever they answer for."""
    NAME = "name"
    MATTER = "matter"
    SYNONYM = "synonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A function that the word leads to already, by its id (`policy.functions`), and what it is called."""

    function: str
    called: str
    by: Leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What of a municipality is otherwise by mends: `groups` and `people` are whole, as they then are."""

    groups: Mapping[GroupId, AnswerGroup]
    people: Mapping[PersonId, Person]
    synonyms: Mapping[str, tuple[str, ...]]


def editors_of(municipality: Municipality) -> tuple[PersonId, ...]:
    """Who may mend the directory in chat: its editors, or its administrators where it has none (A1)."""
    return municipality.with_role(Role.EDITOR) or municipality.with_role(Role.ADMINISTRATOR)


def may_mend(municipality: Municipality, person: PersonId) -> bool:
    """Whether that person is one of them."""
    if has_role(municipality, person, Role.EDITOR):
        return True
    return has_role(municipality, person, Role.ADMINISTRATOR) and person in editors_of(municipality)


def require_editor(municipality: Municipality, actor: PersonId) -> None:
    """Return if the actor may mend the directory in chat; raises NotAllowed `mends.not_editor`."""
    if not may_mend(municipality, actor):
        raise NotAllowed("mends.not_editor")


def require_sound(mend: Mend, municipality: Municipality, leads: Sequence[Lead], wanted: frozenset[str]) -> None:
    """Return if the mend can be made. `leads` is where its word leads already, `wanted` the functions it is to lead to.

    A word that is another function's own name, or another word for another matter, is refused: the answer to it would
    be a wrong one, given as certain. That two functions have the same matter is nothing wrong. Raises PolicyError.
    """
    if not mend.word:
        raise PolicyError("mends.word_missing", field="word")
    if len(mend.word) > LONGEST_WORD:
        raise PolicyError("mends.word_long", field="word", params={"most": LONGEST_WORD})
    if not _is_there(municipality, mend) or not wanted:
        raise PolicyError("mends.no_target", field="other")
    mine = [one for one in leads if one.function in wanted and one.by is not Leads.PERSON]
    others = [one for one in leads if one.function not in wanted or one.by is Leads.PERSON]
    named = next((one for one in others if one.by is Leads.PERSON), None)
    if mine and named is None and (not others or mend.kind is not MendKind.SYNONYM):
        raise PolicyError("mends.already", field="word", params={"word": mend.word, "name": mine[0].called})
    for one in others:
        _require_no_contradiction(mend, one)


def has_caught_up(base: Municipality, mend: Mend, town: Municipality) -> bool:
    """Whether the directory itself, `base`, says the same by now; or nobody is there to whom the word could lead, nor
    in the `town` with all that is told beside it.
    """
    if mend.kind is MendKind.SYNONYM:
        return any(
            _has(others, mend.word)
            for matter, others in base.synonyms.items()
            if matter.casefold() == mend.target.casefold()
        )
    if mend.kind is MendKind.GROUP:
        group = base.groups.get(GroupId(mend.target))
        return group is None or _has(group.matters, mend.word)
    person = base.people.get(PersonId(mend.target))
    if person is None:
        return PersonId(mend.target) not in town.people
    return _has(person.matters, mend.word)


def mended(town: Municipality, mends: Sequence[Mend]) -> Mended:
    """The groups, people and synonyms that the mends change, in the order in which they were made."""
    groups: dict[GroupId, AnswerGroup] = {}
    people: dict[PersonId, Person] = {}
    synonyms: dict[str, tuple[str, ...]] = {}
    for mend in sorted(mends, key=lambda one: (one.made_at, one.id)):
        if mend.kind is MendKind.SYNONYM:
            known = synonyms.get(mend.target, town.synonyms.get(mend.target, ()))
            synonyms[mend.target] = _with(known, mend.word)
        elif mend.kind is MendKind.GROUP:
            group = groups.get(GroupId(mend.target)) or town.groups.get(GroupId(mend.target))
            if group is not None:
                groups[group.id] = replace(group, matters=_with(group.matters, mend.word))
        else:
            person = people.get(PersonId(mend.target)) or town.people.get(PersonId(mend.target))
            if person is not None:
                people[person.id] = replace(person, matters=_with(person.matters, mend.word))
    return Mended(groups=groups, people=people, synonyms=synonyms)


def _is_there(municipality: Municipality, mend: Mend) -> bool:
    if mend.kind is MendKind.GROUP:
        return GroupId(mend.target) in municipality.groups
    return mend.kind is MendKind.SYNONYM or PersonId(mend.target) in municipality.people


def _require_no_contradiction(mend: Mend, other: Lead) -> None:
    said = {"word": mend.word, "name": other.called}
    if other.by in (Leads.NAME, Leads.PERSON):
        raise PolicyError("mends.name_of_other", field="word", params=said)
    if other.by is Leads.SYNONYM:
        raise PolicyError("mends.synonym_of_other", field="word", params=said)
    if mend.kind is MendKind.SYNONYM:
        raise PolicyError("mends.matter_of_other", field="word", params=said)


def _has(known: Sequence[str], word: str) -> bool:
    return word.casefold() in (one.casefold() for one in known)


def _with(known: tuple[str, ...], word: str) -> tuple[str, ...]:
    return known if _has(known, word) else (*known, word)
