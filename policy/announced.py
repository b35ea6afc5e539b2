"""Owns the municipality as it is with what managers have told the switchboard: who has come, left, or does other things
(M3), and with what editors have mended (A1). A notice holds from its day on, and until the directory itself says the
same.

Somebody who has been announced has no Entra id yet. They are found and their number is read out; they can't write to
the bot before they are in the directory, where they then are somebody of another id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from policy.answer_groups import AnswerGroup, GroupChange
from policy.changed import Changed
from policy.directory_mends import Mend, Mended, mended
from policy.ids import GroupId, PersonId, UnitId
from policy.notices import NewEmployee, Notice, NoticeKind
from policy.organisation import Municipality, Person, Unit

_ANNOUNCED = "announced-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What holds beside the directory on a day: notices about people, in the order made, groups' changes, mends."""

    people: tuple[Notice, ...] = ()
    changes: Mapping[GroupId, tuple[GroupChange, ...]] = field(default_factory=dict)
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Overlay:
    """The municipality with all that; `added` are in it anew or changed, `gone` are the ids that searches leave out.

    `groups` have other matters than in the directory, and `synonyms` are those of the matters that have more of them.
    """

    municipality: Municipality
    added: tuple[Person, ...] = ()
    gone: frozenset[PersonId] = frozenset()
    groups: tuple[AnswerGroup, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING_ANNOUNCED = Announced()


def announced_on(
    notices: Sequence[Notice],
    changes: Mapping[GroupId, tuple[GroupChange, ...]],
    day: date,
    *,
    mends: Sequence[Mend] = (),
) -> Announced:
    """What of it holds on that day; changes of groups are all there, as each holds from a day of its own."""
    holding = [one for one in notices if one.touches_people and one.content.effective_on <= day]
    return Announced(
        people=tuple(sorted(holding, key=lambda one: (one.made_at, one.id))),
        changes=changes,
        mends=tuple(sorted(mends, key=lambda one: (one.made_at, one.id))),
    )


def overlaid(base: Municipality, announced: Announced) -> Overlay:
    """The municipality as it is with it: the very same where nothing is announced."""
    if announced == NOTHING_ANNOUNCED:
        return Overlay(base)
    added: dict[PersonId, Person] = {}
    gone: set[PersonId] = set()
    known = _known(base, announced.people)
    for notice in announced.people:
        person, leaves = _changed(notice, base, Changed(base.people, added, gone - added.keys()), known)
        if leaves is not None:
            added.pop(leaves, None)
            gone.add(leaves)
        if person is not None:
            added[person.id] = person
            gone.update({person.id} & base.people.keys())
    left = gone - added.keys()
    town = replace(
        base,
        people=Changed(base.people, added, left) if announced.people else base.people,
        units=_without_leaders(base.units, left) if left else base.units,
        groups=_with_changes(base, announced) if announced.changes else base.groups,
        like=base,
    )
    told = Overlay(town, tuple(added.values()), frozenset(gone))
    return _with_mends(told, mended(town, announced.mends), base) if announced.mends else told


def has_caught_up(base: Municipality, notice: Notice) -> bool:
    """Whether the directory itself says the same by now; always for what is no matter of the directory's."""
    content = notice.content
    if content.kind is NoticeKind.NEW_EMPLOYEE:
        return bool(_known(base, [notice]))
    person = None if content.person is None else base.people.get(content.person)
    if content.kind is NoticeKind.DUTIES:
        return person is None or person.matters == content.matters
    return content.kind is not NoticeKind.LEAVING or person is None


def is_announced(person: PersonId) -> bool:
    """Whether somebody is there by a notice alone, and can't write to the bot yet."""
    return person.startswith(_ANNOUNCED)


def notice_of(person: PersonId) -> str:
    """The id of the notice that announces somebody."""
    return person.removeprefix(_ANNOUNCED)


def announced_id(notice_id: str) -> PersonId:
    """Whom a notice announces goes by this; no Entra id looks like it."""
    return PersonId(f"{_ANNOUNCED}{notice_id}")


def _changed(
    notice: Notice, base: Municipality, people: Mapping[PersonId, Person], known: frozenset[str]
) -> tuple[Person | None, PersonId | None]:
    """Whom the notice adds or changes, and who leaves by it."""
    content = notice.content
    if content.kind is NoticeKind.NEW_EMPLOYEE and content.new is not None and content.unit in base.units:
        return (None if notice.id in known else _person_of(notice.id, content.new, content.unit)), None
    if content.kind is NoticeKind.LEAVING:
        return None, content.person
    person = None if content.person is None else people.get(content.person)
    if content.kind is NoticeKind.DUTIES and person is not None and person.matters != content.matters:
        return replace(person, matters=content.matters), None
    return None, None


def _known(base: Municipality, notices: Sequence[Notice]) -> frozenset[str]:
    """The ids of the notices whose new employee is in the directory: of the same e-mail address, or of the same name
    in that unit.
    """
    return frozenset(notice.id for notice in notices if _is_known(base, notice))


def _is_known(base: Municipality, notice: Notice) -> bool:
    new = notice.content.new
    if new is None:
        return False
    if new.email and base.has_address(new.email):
        return True
    return any(one.name.casefold() == new.name.casefold() for one in base.staff_of(notice.content.unit))


def _person_of(notice_id: str, new: NewEmployee, unit: UnitId) -> Person:
    return Person(
        id=announced_id(notice_id),
        first_name=new.first_name,
        last_name=new.last_name,
        title=new.title,
        unit=unit,
        email=new.email,
        extension=new.extension,
        landline=new.landline,
        mobile=new.mobile,
        has_voicemail=False,
        matters=new.matters,
    )


def _with_mends(told: Overlay, by: Mended, base: Municipality) -> Overlay:
    """With the mends, over what notices tell."""
    town = told.municipality
    added = {**{person.id: person for person in told.added}, **by.people}
    return Overlay(
        replace(
            town,
            people=Changed(town.people, by.people) if by.people else town.people,
            groups=Changed(town.groups, by.groups) if by.groups else town.groups,
            synonyms={**town.synonyms, **by.synonyms} if by.synonyms else town.synonyms,
        ),
        added=tuple(added.values()),
        gone=told.gone | (by.people.keys() & base.people.keys()),
        groups=tuple(by.groups.values()),
        synonyms=by.synonyms,
    )


def _without_leaders(units: Mapping[UnitId, Unit], left: set[PersonId]) -> Mapping[UnitId, Unit]:
    """The units without those who have left among their managers and deputies."""
    return {
        key: unit
        if unit.manager not in left and left.isdisjoint(unit.deputies)
        else replace(
            unit,
            manager=None if unit.manager in left else unit.manager,
            deputies=tuple(deputy for deputy in unit.deputies if deputy not in left),
        )
        for key, unit in units.items()
    }


def _with_changes(base: Municipality, announced: Announced) -> Mapping[GroupId, AnswerGroup]:
    changed = {
        group: replace(base.groups[group], changes=changes)
        for group, changes in announced.changes.items()
        if group in base.groups
    }
    return Changed(base.groups, changed)
