"""Who sees whose figures (M1): the person and the nearest manager alone see them one by one, everyone else sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.answer_groups import AnswerGroup
from policy.errors import NotAllowed
from policy.organisation import GroupId, Municipality, PersonId, UnitId
from policy.unit_sight import leads_a_unit, managers, require_own_or_nearest, sight_of
from tests.policy.counted_group import group
from tests.policy.small_town import (
    ANNA,
    BO,
    BUILDING,
    DAG,
    DISA,
    EVA,
    GUN,
    KARIN,
    NILS,
    PERMITS,
    TOP,
    VERA,
    small_town,
)

CASES, DESK = GroupId("bygglov"), GroupId("bygg")


def town() -> Municipality:
    """The small town, with an answer group in Bygg and one in Bygglov below it."""
    desk: AnswerGroup = replace(group(), id=DESK, unit=BUILDING)
    cases: AnswerGroup = replace(group(), id=CASES, unit=PERMITS)
    return replace(small_town(), groups={DESK: desk, CASES: cases})


def test_a_manager_sees_their_own_people_one_by_one_and_units_below_as_sums() -> None:
    """M1: Bo's own are those of Bygg and the manager of the unit below; what Gun leads is Gun's."""
    sight = sight_of(town(), town().people[BO])
    assert sight.units == (BUILDING,)
    assert set(sight.people) == {DAG, ANNA, DISA, GUN}
    assert sight.groups == (DESK,)
    (below,) = sight.below
    assert (below.unit, below.people, below.groups) == (PERMITS, (NILS,), (CASES,))
    assert below.is_too_small
    assert sight.leads


def test_whoever_is_further_up_sees_only_sums_of_them() -> None:
    """Karin sees Vera and Bo, whose nearest manager she is; of Bygg and all below it sums."""
    sight = sight_of(town(), town().people[KARIN])
    assert set(sight.people) == {VERA, BO}
    (below,) = sight.below
    assert (below.unit, set(below.people)) == (BUILDING, {DAG, ANNA, DISA, GUN, NILS})
    assert set(below.groups) == {DESK, CASES}
    assert not below.is_too_small


def test_a_unit_without_a_manager_of_its_own_belongs_to_the_one_above() -> None:
    """Its people and groups are the reader's own."""
    known = town()
    units = {**known.units, PERMITS: replace(known.units[PERMITS], manager=None)}
    sight = sight_of(replace(known, units=units), known.people[BO])
    assert set(sight.people) == {DAG, ANNA, DISA, GUN, NILS}
    assert sight.groups == (DESK, CASES)
    assert sight.below == ()


def test_who_manages_two_units_sees_the_people_of_both() -> None:
    """Also where one lies below a unit of somebody else's."""
    known = town()
    units = {**known.units, PERMITS: replace(known.units[PERMITS], manager=KARIN)}
    sight = sight_of(replace(known, units=units), known.people[KARIN])
    assert sight.units == (TOP, PERMITS)
    assert set(sight.people) == {VERA, BO, GUN, NILS}
    (below,) = sight.below
    assert set(below.people) == {DAG, ANNA, DISA}


@pytest.mark.parametrize(("reader", "unit"), [(DAG, BUILDING), (ANNA, BUILDING), (NILS, PERMITS)])
def test_a_deputy_and_a_colleague_see_sums_alone(reader: PersonId, unit: UnitId) -> None:
    """M1: nobody but the nearest manager sees anybody else's figures."""
    sight = sight_of(town(), town().people[reader])
    assert (sight.people, sight.groups, sight.units) == ((), (), ())
    assert [below.unit for below in sight.below] == [unit]
    assert not sight.leads


def test_the_readers_own_figures_do_not_make_a_sum_large_enough() -> None:
    """Of three people, one of them the reader, two are left once the reader takes their own away."""
    known = town()
    three = {person: known.people[person] for person in (BO, DAG, ANNA)}
    (below,) = sight_of(replace(known, people=three), three[ANNA]).below
    assert (len(below.people), below.is_too_small) == (3, True)
    four = {**three, DISA: known.people[DISA]}
    (below,) = sight_of(replace(known, people=four), four[ANNA]).below
    assert not below.is_too_small


def test_figures_of_ones_own_are_for_oneself_and_the_nearest_manager() -> None:
    """M1; every other is refused, also a deputy and whoever leads the unit above."""
    known = town()
    for actor in (ANNA, BO):
        require_own_or_nearest(known, actor, known.people[ANNA])
    for actor in (DAG, DISA, KARIN, VERA, EVA):
        with pytest.raises(NotAllowed, match=r"figures\.not_yours"):
            require_own_or_nearest(known, actor, known.people[ANNA])


def test_managers_are_those_who_lead_a_unit_and_are_there() -> None:
    """Once each."""
    known = town()
    assert set(managers(known)) == {KARIN, BO, GUN, EVA}
    assert leads_a_unit(known, GUN)
    assert not leads_a_unit(known, DAG)
    gone = replace(known, people={person: one for person, one in known.people.items() if person != EVA})
    assert EVA not in managers(gone)
