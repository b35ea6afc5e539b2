"""Owns what an editor's words mean that say where a word is to lead, and where it leads already (A1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy.directory_mends import Lead, Leads, Mend, MendKind
from policy.errors import PolicyError
from policy.functions import function_of, of_group, of_person
from policy.ids import GroupId, PersonId
from policy.mend_proposals import Proposal, functions_at
from policy.misdirected import Whereabouts
from policy.organisation import Municipality
from services.effective_directory import EffectiveDirectory
from services.misdirected_places import (
    MANY,
    SURE,
    function_name,
    is_all,
    matters_of,
    place_meant,
    place_name,
    units_called,
)
from services.ports import How

MOST_NEAREST = 3
LETTER = frozenset({How.EXACT, How.SYNONYM})


def proposal_meant(directory: EffectiveDirectory, text: str, *, field: str, by_place: bool = False) -> Proposal:
    """A matter of the directory's, a group, or a person, by what it is called; `by_place`: no matter.

    Raises PolicyError `mends.nothing_said`, `mends.which`, `mends.no_such_place` or `mends.no_such` at the field.
    """
    if not text.strip():
        raise PolicyError("mends.nothing_said", field=field)
    if not by_place:
        matters = _matters_called(directory, text)
        if len(matters) == 1:
            return Proposal(kind=MendKind.SYNONYM, target=matters[0])
    meant = place_meant(directory, text)
    if meant.several:
        raise PolicyError("mends.which", field=field, params={"names": ", ".join(meant.several)})
    function = function_of(meant.place.id)
    if function is not None and not meant.is_sure:
        names = function_name(directory.municipality, function)
        raise PolicyError("mends.no_such_but", field=field, params={"text": text, "names": names})
    if function is not None:
        kind = MendKind.PERSON if function.group is None else MendKind.GROUP
        return Proposal(kind=kind, target=meant.place.id.partition(":")[2])
    if meant.place.id:
        raise _whole_unit(directory.municipality, meant.place, field)
    nearest = dict.fromkeys(one.matter for one in directory.find_matters(text).nearest[:MOST_NEAREST])
    if nearest and not by_place:
        raise PolicyError("mends.no_such_but", field=field, params={"text": text, "names": ", ".join(nearest)})
    raise PolicyError("mends.no_such", field=field, params={"text": text})


def wanted_by(directory: EffectiveDirectory, proposal: Proposal) -> frozenset[str]:
    """The ids of the functions that a word would lead to by the mend; empty where there are none any more."""
    if proposal.kind is MendKind.GROUP:
        return frozenset({of_group(GroupId(proposal.target)).id})
    if proposal.kind is MendKind.PERSON:
        return frozenset({of_person(PersonId(proposal.target)).id})
    found = [one for one in directory.find_matters(proposal.target, limit=MANY).matches if one.how in LETTER]
    people = (of_person(person).id for one in found for person in one.people)
    return frozenset((*(one.function.id for one in found), *people))


def leads_of(directory: EffectiveDirectory, word: str) -> tuple[Lead, ...]:
    """Where the word leads already, to the letter: whose name it is, whose matter, for which matter another word."""
    return (*_by_name(directory, word), *_by_matter(directory, word))


def leads_by(directory: EffectiveDirectory, mend: Mend) -> tuple[Lead, ...]:
    """Where a mend's word leads by that mend alone, whether the directory is read with it yet or not."""
    by = Leads.SYNONYM if mend.kind is MendKind.SYNONYM else Leads.MATTER
    functions = sorted(wanted_by(directory, Proposal(kind=mend.kind, target=mend.target)))
    names = (place_name(directory.municipality, Whereabouts(id=one)) for one in functions)
    return tuple(Lead(function=one, called=name, by=by) for one, name in zip(functions, names, strict=True))


def _whole_unit(municipality: Municipality, unit: Whereabouts, field: str) -> PolicyError:
    """That the place is a unit, with those there who may be meant."""
    there = [function_name(municipality, one) for one in functions_at(municipality, unit)[:MOST_NEAREST]]
    name = place_name(municipality, unit)
    return PolicyError("mends.whole_unit", field=field, params={"name": name, "names": ", ".join(there) or name})


def _by_name(directory: EffectiveDirectory, word: str) -> Iterator[Lead]:
    municipality, said = directory.municipality, word.casefold()
    for unit in units_called(municipality, word):
        name = municipality.units[unit].name
        if said not in (name.casefold(), *(alias.casefold() for alias in municipality.units[unit].aliases)):
            continue
        for function in functions_at(municipality, Whereabouts(id=f"unit:{unit}")):
            yield Lead(function=function.id, called=name, by=Leads.NAME)
    for match in directory.find_people(word, limit=MANY).matches:
        person = match.person
        if said in (person.name.casefold(), person.first_name.casefold(), person.last_name.casefold()):
            yield Lead(function=of_person(person.id).id, called=person.name, by=Leads.PERSON)


def _by_matter(directory: EffectiveDirectory, word: str) -> Iterator[Lead]:
    municipality = directory.municipality
    for match in directory.find_matters(word, limit=MANY).matches:
        if match.how not in LETTER or not is_all(municipality, match, word):
            continue
        name = function_name(municipality, match.function)
        by = Leads.SYNONYM if match.how is How.SYNONYM else Leads.MATTER
        if name.casefold() == word.casefold() or match.matter not in matters_of(municipality, match):
            by = Leads.NAME if by is Leads.MATTER else by
        yield Lead(function=match.function.id, called=name, by=by)
        for person in match.people:
            yield Lead(function=of_person(person).id, called=place_name(municipality, _person(person)), by=by)


def _matters_called(directory: EffectiveDirectory, text: str) -> Sequence[str]:
    """The matters of that name, each as the directory spells it; those to the letter alone where there are any.

    A name that is no matter of anybody's is a place's, and not among them.
    """
    municipality = directory.municipality
    found = [one for one in directory.find_matters(text, limit=MANY).matches if one.how in SURE]
    found = [one for one in found if one.matter in matters_of(municipality, one) and is_all(municipality, one, text)]
    found = [one for one in found if one.how is How.EXACT] or found
    return list({one.matter.casefold(): one.matter for one in found}.values())


def _person(person: PersonId) -> Whereabouts:
    return Whereabouts(id=of_person(person).id)
