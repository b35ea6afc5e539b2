"""How units lie in their tree, and how their groups stand for who leads them (M1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from policy.answer_groups import AnswerGroup, PhoneHours, PhoneStretch
from policy.coverage import GroupFacts
from policy.diversions import DiversionBook
from policy.ids import GroupId
from policy.reasons import Reason
from policy.unit_standing import standing, sums
from policy.unit_tree import is_within, people_within, units_led_by, units_within, with_those_above
from policy.working_calendar import Stretch
from tests.policy.small_town import (
    ANNA,
    BO,
    BUILDING,
    DAG,
    EVA,
    KARIN,
    PERMITS,
    SCHOOL,
    TOP,
    at,
    diversion,
    period,
    small_town,
)

TOWN = small_town()
MORNING = PhoneStretch(Stretch(time(9), time(11)))
GROUP = AnswerGroup(
    id=GroupId("bygglov"),
    name="Bygglov",
    unit=BUILDING,
    members=(ANNA,),
    phone_hours=PhoneHours(weekdays=dict.fromkeys(range(5), (MORNING,))),
)
SICK = DiversionBook(person=ANNA, diversions=(diversion(Reason.SICK, "2026-11-24 10:00", "2026-11-25 17:00"),))
FACTS = GroupFacts(group=GROUP, people=TOWN.people, books={ANNA: SICK})


def test_a_unit_is_told_of_with_those_below_and_those_above() -> None:
    """M1: Bygg with Bygglov below it, under Kommunledningen; Skola lies apart."""
    assert units_within(TOWN, TOP) == (TOP, BUILDING, PERMITS)
    assert [unit.id for unit in with_those_above(TOWN, PERMITS)] == [PERMITS, BUILDING, TOP]
    assert is_within(TOWN, PERMITS, TOP)
    assert not is_within(TOWN, TOP, PERMITS)
    assert not is_within(TOWN, SCHOOL, TOP)
    assert [person.name for person in people_within(TOWN, BUILDING)][-2:] == ["Gun Gran", "Nils Norén"]


def test_a_unit_is_led_by_its_manager_and_its_deputies() -> None:
    """M1: what lies below comes with it, so it is not listed; staff lead nothing."""
    assert units_led_by(TOWN, BO) == units_led_by(TOWN, DAG) == (BUILDING,)
    assert units_led_by(TOWN, KARIN) == (TOP,)
    assert units_led_by(TOWN, EVA) == (SCHOOL,)
    assert units_led_by(TOWN, ANNA) == ()


def test_before_the_gap_the_group_is_covered_and_the_gap_is_next() -> None:
    """M1, M2: Anna is alone, and falls ill at ten."""
    stands = standing(TOWN, FACTS, at=at("2026-11-24 09:30"))
    assert (stands.is_open, stands.able, stands.now, stands.opens_at) == (True, 1, None, None)
    assert stands.next_gap is not None
    assert stands.next_gap.period == period("2026-11-24 10:00", "2026-11-24 11:00")


def test_in_the_gap_it_is_now_and_the_next_is_tomorrows() -> None:
    """M1, M2: at eleven the phones close, and open tomorrow at nine."""
    stands = standing(TOWN, FACTS, at=at("2026-11-24 10:30"))
    assert (stands.is_open, stands.able) == (True, 0)
    assert stands.now is not None
    assert stands.next_gap is not None
    assert stands.next_gap.period == period("2026-11-25 09:00", "2026-11-25 11:00")
    after = standing(TOWN, FACTS, at=at("2026-11-24 11:00"))
    assert (after.is_open, after.now, after.opens_at) == (False, None, at("2026-11-25 09:00"))


def test_a_group_without_phone_hours_never_opens() -> None:
    """M1: and has no gap."""
    closed = replace(FACTS, group=replace(GROUP, phone_hours=PhoneHours(weekdays={})))
    stands = standing(TOWN, closed, at=at("2026-11-24 10:30"))
    assert (stands.is_open, stands.now, stands.next_gap, stands.opens_at) == (False, None, None, None)


def test_a_units_groups_are_added_up() -> None:
    """M1: how many have a gap now, and how many have one ahead."""
    now, later = (standing(TOWN, FACTS, at=at(f"2026-11-24 {clock}")) for clock in ("10:30", "09:30"))
    well = standing(TOWN, replace(FACTS, books={}), at=at("2026-11-24 10:30"))
    added = sums(BUILDING, [now, later, well])
    assert (added.groups, added.gaps_now, added.gaps_ahead) == (3, 1, 2)
