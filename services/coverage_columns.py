"""Owns a whole municipality's facts of coverage in columns: who is in which group, when they work, when they are away.

They are made once, of the same values that `policy.coverage` judges by. People, groups and patterns of hours are
numbers in them. What follows from them for a period is `services.coverage_in_bulk`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from policy.answer_groups import AnswerGroup
from policy.coverage_books import CoverageBook
from policy.diversions import DiversionBook
from policy.ids import GroupId, PersonId
from policy.organisation import Municipality
from policy.working_calendar import WorkingCalendar, WorkingHours
from services.columns import Ints, Ragged, bounds, columns, ints, ragged
from services.coverage_spells import Spells, spells_of

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The facts, in the order of the municipality's groups and people.

    A group whose members all answer by being in, on every day, is counted: so many of them work those hours. Of the
    others (which keep a roster, have shifts, or change their members) each one's spells are kept.
    """

    calendar: WorkingCalendar
    groups: tuple[AnswerGroup, ...]
    number_of: Mapping[GroupId, int]
    hours: tuple[WorkingHours, ...]
    """The distinct patterns of working hours, and which one each person has."""
    hours_of: Ints
    phone_hours: tuple[AnswerGroup, ...]
    """One group of each distinct pattern of phone hours, and which pattern each group has."""
    phone_hours_of: Ints
    counted_group: Ints
    """The counted groups in order: the group, a pattern of hours, and how many of its members work by that."""
    counted_hours: Ints
    counted: Ints
    counted_groups_of: Ragged
    """The counted groups that each person is a member of."""
    away_of: Ragged
    """The diversions of each person that let no calls through: their starts and ends."""
    spells: Spells


def columns_of(
    municipality: Municipality, coverage: Iterable[CoverageBook], diversions: Iterable[DiversionBook]
) -> Columns:
    """The municipality's facts, with its groups' books and its people's diversions: those of them that are stored."""
    books = {book.group: book for book in coverage}
    groups = tuple(_with_changes(group, books.get(group.id)) for group in municipality.groups.values())
    numbers = {person: number for number, person in enumerate(municipality.people)}
    hours, hours_of = _distinct([person.hours for person in municipality.people.values()], _hours_key)
    phone_hours, phone_hours_of = _distinct(groups, _phone_hours_key)
    shifts = [books[group.id].shifts if group.id in books else () for group in groups]
    is_counted = [
        not (group.changes or group.keeps_roster or has_shifts)
        for group, has_shifts in zip(groups, shifts, strict=True)
    ]
    group_of, person_of = _members(groups, is_counted, numbers)
    pairs, counted = np.unique(group_of * len(hours) + hours_of[person_of], return_counts=True)
    away_person, away_start_at, away_end_at = _away(diversions, numbers)
    others = [(n, group, shifts[n]) for n, group in enumerate(groups) if not is_counted[n]]
    return Columns(
        calendar=municipality.calendar,
        groups=groups,
        number_of={group.id: number for number, group in enumerate(groups)},
        hours=hours,
        hours_of=hours_of,
        phone_hours=phone_hours,
        phone_hours_of=phone_hours_of,
        counted_group=pairs // max(len(hours), 1),
        counted_hours=pairs % max(len(hours), 1),
        counted=counted.astype(np.int64),
        counted_groups_of=ragged(person_of, len(numbers), group_of),
        away_of=ragged(away_person, len(numbers), away_start_at, away_end_at),
        spells=spells_of(municipality.calendar, others, numbers),
    )


def _with_changes(group: AnswerGroup, book: CoverageBook | None) -> AnswerGroup:
    return group if book is None or not book.changes else replace(group, changes=book.changes)


def _distinct(values: Sequence[Value], key: Callable[[Value], Hashable]) -> tuple[tuple[Value, ...], Ints]:
    """One value of each key, and the place of each value's own. Most values are the same object as others."""
    places: dict[Hashable, int] = {}
    known: dict[int, int] = {}
    found: list[Value] = []
    for value in values:
        if id(value) in known:
            continue
        place = places.setdefault(key(value), len(found))
        if place == len(found):
            found.append(value)
        known[id(value)] = place
    return tuple(found), ints(known[id(value)] for value in values)


def _hours_key(hours: WorkingHours) -> Hashable:
    odd_weeks = None if hours.odd_weeks is None else tuple(sorted(hours.odd_weeks.items()))
    return tuple(sorted(hours.weeks.items())), odd_weeks


def _phone_hours_key(group: AnswerGroup) -> Hashable:
    """Hours that a manager has changed are the group's alone."""
    if group.changes:
        return group.id
    hours = group.phone_hours
    return tuple(sorted(hours.weekdays.items())), tuple(sorted(hours.exceptions.items()))


def _members(
    groups: Sequence[AnswerGroup], is_counted: Sequence[bool], numbers: Mapping[PersonId, int]
) -> tuple[Ints, Ints]:
    """The groups that are counted and their members whom the directory knows, in order of group."""
    group_of: list[int] = []
    person_of: list[int] = []
    for number, group in enumerate(groups):
        if is_counted[number]:
            known = [numbers[member] for member in dict.fromkeys(group.members) if member in numbers]
            group_of += [number] * len(known)
            person_of += known
    return ints(group_of), ints(person_of)


def _away(diversions: Iterable[DiversionBook], numbers: Mapping[PersonId, int]) -> tuple[Ints, ...]:
    rows = (
        (numbers[book.person], *bounds(one.period))
        for book in diversions
        if book.person in numbers
        for one in book.diversions
        if not one.open_line
    )
    return columns(rows, 3)
