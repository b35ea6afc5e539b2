"""Owns which mends of the directory a suggestion offers, the likeliest first; an editor may choose another (A1).

A call that should have gone to a group makes its matter another word for one of that group's matters, or a matter of
its own there; one that should have gone to a person makes it that person's own matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policy.directory_mends import MendKind
from policy.functions import Function, function_of, of_group, of_person
from policy.ids import GroupId, UnitId
from policy.matter_words import matter_key
from policy.misdirected import MisdirectedMatter, Whereabouts, most_named
from policy.organisation import Municipality

MOST_PLACES, MOST_SYNONYMS, MOST_PROPOSED = 2, 3, 6
SHARED_LETTERS = 4
_UNIT = "unit:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A mend that could be made: what the word is to be, and of what (`policy.directory_mends.Mend`)."""

    kind: MendKind
    target: str

    @property
    def id(self) -> str:
        """What tells it from every other, for a choice to carry."""
        return f"{self.kind.value}:{self.target}"


def proposal_of(id_: str) -> Proposal | None:
    """The proposal with that id; None where the text is none."""
    kind, _, target = id_.partition(":")
    if not target or kind not in set(MendKind):
        return None
    return Proposal(kind=MendKind(kind), target=target)


def proposals(case: MisdirectedMatter, municipality: Municipality) -> tuple[Proposal, ...]:
    """What could be done about it, by where its calls should have gone; nothing where nobody has said."""
    found: dict[Proposal, None] = {}
    for place, _ in most_named([call.right for call in case.calls])[:MOST_PLACES]:
        functions = functions_at(municipality, place)
        for function in functions:
            found |= dict.fromkeys(_of(function, case.matter, municipality, alone=len(functions) == 1))
    return tuple(found)[:MOST_PROPOSED]


def functions_at(municipality: Municipality, place: Whereabouts) -> tuple[Function, ...]:
    """The functions of a place, where the directory knows it; of a unit without answer groups, those there who have
    matters of their own, or else its manager.
    """
    if place.id.startswith(_UNIT):
        return _of_unit(municipality, UnitId(place.id.removeprefix(_UNIT)))
    function = function_of(place.id)
    if function is None:
        return ()
    there = function.group in municipality.groups or function.person in municipality.people
    return (function,) if there else ()


def _of_unit(municipality: Municipality, unit: UnitId) -> tuple[Function, ...]:
    groups = municipality.groups_by_unit.get(unit, ())
    if groups or unit not in municipality.units:
        return tuple(of_group(group) for group in groups)
    staff = [one.id for one in municipality.staff_of(unit) if one.matters]
    manager = municipality.units[unit].manager
    return tuple(of_person(person) for person in staff or ([] if manager is None else [manager]))


def _of(function: Function, word: str, municipality: Municipality, *, alone: bool) -> Iterator[Proposal]:
    """What could be done with one function; of one among several only what is likely, so that all have room."""
    if function.person is not None:
        yield Proposal(kind=MendKind.PERSON, target=str(function.person))
        return
    group = municipality.groups[function.group or GroupId("")]
    own = Proposal(kind=MendKind.GROUP, target=str(group.id))
    matters = [one for one in group.matters if matter_key(one) != matter_key(word)]
    alike = [one for one in matters if _are_alike(one, word)]
    is_likely = bool(alike) or len(matters) == 1
    if not is_likely:
        yield own
    for matter in dict.fromkeys((*alike, *(matters[:MOST_SYNONYMS] if alone else ()))):
        yield Proposal(kind=MendKind.SYNONYM, target=matter)
    if is_likely:
        yield own


def _are_alike(matter: str, word: str) -> bool:
    """Whether one begins or ends as the other: "parkering" and "parkeringstillstånd"."""
    first, second = matter_key(matter).replace(" ", ""), matter_key(word).replace(" ", "")
    least = min(len(first), len(second))
    if least < SHARED_LETTERS:
        return False
    return first[:least] == second[:least] or first[-least:] == second[-least:]
