"""A mapping that is another with a few entries otherwise: it is as a copy would be, and grouped as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.changed import Changed, regrouped
from policy.organisation import PersonId, Role
from tests.policy.notice_town import PHONES, group, notice_town
from tests.policy.small_town import ANNA, BUILDING, DAG, GUN

ENTRIES = st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=6)
GONE = st.lists(st.integers(0, 6), max_size=3)


@settings(max_examples=60, deadline=None)
@given(below=ENTRIES, first=ENTRIES, second=ENTRIES, gone=GONE, gone_then=GONE)
def test_it_is_as_a_copy_would_be(
    below: dict[int, int], first: dict[int, int], second: dict[int, int], gone: list[int], gone_then: list[int]
) -> None:
    """One change or two, one over the other: entries, order of those that stay, length, what is not there."""
    now = Changed(Changed(below, first, gone), second, gone_then)
    copy = _copied(_copied(below, first, gone), second, gone_then)
    assert dict(now) == dict(now.items()) == copy == now
    assert sorted(now.values()) == sorted(copy.values())
    assert len(now) == len(copy)
    assert [key for key in now if key in below] == [key for key in below if key in copy]
    for key in range(7):
        assert (key in now) == (key in copy)
        assert now.get(key) == copy.get(key)
    by_value = _by_value(below)
    found = regrouped(
        by_value, now, groups_of=lambda value: (value,), key_of=lambda entry: entry[0], entry_of=lambda v: (-1, v)
    )
    assert {value: len(entries) for value, entries in found.items()} == {
        value: list(copy.values()).count(value) for value in set(copy.values())
    }


def test_what_is_gone_is_no_key() -> None:
    """As in any mapping."""
    with pytest.raises(KeyError):
        Changed({1: "a"}, {}, [1])[1]
    assert repr(Changed({1: "a"}, {2: "b"}, [1])) == "Changed({2: 'b'}, gone={1}, over 1)"


def test_a_changed_municipality_is_looked_up_as_one_made_anew() -> None:
    """Staff by unit, who has a role, groups by person, and who is reached by an address."""
    base = notice_town()
    anna, gun = base.people[ANNA], base.people[GUN]
    new = replace(anna, id=PersonId("new"), email="New@example.se", roles=frozenset({Role.EDITOR}))
    changed = replace(
        base,
        people=Changed(base.people, {new.id: new, GUN: replace(gun, unit=BUILDING, roles=frozenset())}, [ANNA]),
        groups=Changed(base.groups, {PHONES: group(members=(DAG, new.id))}),
        like=base,
    )
    afresh = replace(changed, people=dict(changed.people), groups=dict(changed.groups), like=None)
    for unit in base.units:
        assert sorted(one.id for one in changed.staff_of(unit)) == sorted(one.id for one in afresh.staff_of(unit))
    for role in Role:
        assert sorted(changed.with_role(role)) == sorted(afresh.with_role(role))
    assert dict(changed.groups_by_person) == dict(afresh.groups_by_person)
    assert dict(changed.groups_by_unit) == dict(afresh.groups_by_unit)
    assert changed.led_by is base.led_by
    assert changed.units_below is base.units_below
    assert changed.made_ready().has_address("new@example.se")
    assert not base.has_address("new@example.se")


def test_what_is_the_same_in_both_is_worked_out_once() -> None:
    """And what is not, is not taken from the other."""
    base = notice_town()
    same = replace(base, name="Storbygd", like=base)
    assert same.staff_of(BUILDING) is base.staff_of(BUILDING)
    assert same.groups_by_person is base.groups_by_person
    other = replace(base, people={}, groups={}, units={}, like=base)
    assert (other.staff_of(BUILDING), dict(other.groups_by_person)) == ((), {})
    assert (dict(other.led_by), dict(other.units_below), dict(other.groups_by_unit)) == ({}, {}, {})


def _copied(below: Mapping[int, int], changed: Mapping[int, int], gone: list[int]) -> dict[int, int]:
    return {**{key: value for key, value in below.items() if key not in gone}, **changed}


def _by_value(below: Mapping[int, int]) -> dict[int, tuple[tuple[int, int], ...]]:
    return {value: tuple((key, one) for key, one in below.items() if one == value) for value in set(below.values())}
