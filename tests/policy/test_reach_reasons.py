"""Whom the bot has to reach: those who are told of others' affairs, and whom something waits for (M1, M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from policy.organisation import PersonId, Role, Unit, UnitId
from policy.reach_reasons import WAITS_FOR, Reason, reason_to_reach, still_reason, to_be_reached, unit_of_reason
from policy.reachability import Waiting, begun, bounced
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, EVA, GUN, KARIN, NILS, STRANGER, VERA, at, small_town

NOW = at("2026-11-24 09:00")


def test_managers_deputies_and_whoever_has_a_role_are_to_be_reached() -> None:
    """In the order of the directory, once each; ordinary staff are met when they first write."""
    assert to_be_reached(small_town()) == (KARIN, BO, DAG, GUN, EVA, VERA)


def test_being_a_manager_weighs_more_than_a_role_or_being_a_deputy() -> None:
    """It is what somebody is told that it was for."""
    town = small_town()
    people = {**town.people, BO: replace(town.people[BO], roles=frozenset({Role.ADMINISTRATOR, Role.SWITCHBOARD}))}
    units = {**town.units, UnitId("skola"): replace(town.units[UnitId("skola")], deputies=(BO,))}
    both = replace(town, people=people, units=units)
    assert (reason_to_reach(both, BO), unit_of_reason(both, BO, Reason.MANAGER)) == (Reason.MANAGER, BUILDING)
    assert unit_of_reason(both, BO, Reason.DEPUTY) == UnitId("skola")
    assert reason_to_reach(both, DAG) is Reason.DEPUTY
    assert unit_of_reason(both, VERA, Reason.SWITCHBOARD) is None
    no_units = replace(both, units={}, people={BO: people[BO]})
    assert reason_to_reach(no_units, BO) is Reason.SWITCHBOARD


def test_a_unit_without_people_or_groups_in_it_or_below_gives_no_alerts() -> None:
    """Its manager is to be reached for nothing."""
    town = small_town()
    empty = Unit(id=UnitId("tom"), name="Tom", manager=NILS)
    above = Unit(id=UnitId("ovan"), name="Ovan", manager=ANNA)
    units = {**town.units, empty.id: empty, above.id: above, BUILDING: replace(town.units[BUILDING], parent=above.id)}
    changed = replace(town, units=units)
    assert reason_to_reach(changed, NILS) is None
    assert reason_to_reach(changed, ANNA) is Reason.MANAGER


def test_whom_something_waits_for_is_to_be_reached_for_a_month() -> None:
    """Unless they have left, or are to be reached for what they are."""
    town = small_town()
    what = Waiting(source="callback", partition="nils", id="1")
    nils, gun, gone = (
        bounced(begun(one, had_chat=False, now=NOW), what, had_chat=False, now=NOW) for one in (NILS, GUN, STRANGER)
    )
    assert still_reason(town, nils, now=NOW) is Reason.WAITING
    assert still_reason(town, nils, now=NOW + WAITS_FOR - timedelta(seconds=1)) is Reason.WAITING
    assert still_reason(town, nils, now=NOW + WAITS_FOR) is None
    assert still_reason(town, gun, now=NOW + WAITS_FOR) is Reason.MANAGER
    assert still_reason(town, gone, now=NOW) is None
    assert still_reason(town, begun(NILS, had_chat=False, now=NOW), now=NOW) is None
    assert reason_to_reach(town, PersonId("nobody")) is None
