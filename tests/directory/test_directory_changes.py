"""What a newer state of the directory would change is told whole, in one order, and names nobody's number."""

from __future__ import annotations

import json
from dataclasses import replace

from directory.graph.changes_told import render_changes
from directory.graph.directory_changes import DirectoryChanges, MembersLost, RolesChanged, changes
from directory.graph.entries import UserEntry
from directory.graph.mapping import Mapped, mapped
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Role
from tests.directory.frame_text import SOUND, frame_of, roster, user

FRAME = frame_of(SOUND)
P = PersonId
PEOPLE = {
    "anna.alm": user("anna.alm", "Bygg", "bo.ek", first_name="Anna", last_name="Alm", mobile="070-174 06 05"),
    "bo.ek": user("bo.ek", "Bygg", "dir", first_name="Bo"),
    "cia": user("cia", "Skola", "dir", first_name="Cia"),
    "dir": user("dir", "Ledning", first_name="Dag"),
    "eva": user("eva", "Skola", "cia", first_name="Eva"),
}


def town_of(*users: UserEntry, switchboard: tuple[str, ...] = ("bo.ek",)) -> Mapped:
    """The municipality that they are, all of them staff."""
    everyone = {one.id for one in users}
    return mapped(roster(*users, staff=everyone, switchboard=set(switchboard), administrator={"dir"}), FRAME)


BEFORE = town_of(*PEOPLE.values()).municipality


def with_changed(*changed: UserEntry, gone: str = "", switchboard: tuple[str, ...] = ("bo.ek",)) -> DirectoryChanges:
    """What changes when these are otherwise, or new, and one is gone."""
    users = {**PEOPLE, **{entry.id: entry for entry in changed}}
    after = town_of(*(entry for entry in users.values() if entry.id != gone), switchboard=switchboard)
    return changes(BEFORE, after.municipality, after.remarks)


def test_the_same_changes_nothing() -> None:
    """Remarks are no changes."""
    found = with_changed()
    assert found.are_none
    assert render_changes(found).startswith("Nothing would change: 5 people in 5 units.\n\nremarks (")


def test_people_who_come_and_go() -> None:
    """A group that loses one says so, and how many are left in it."""
    found = with_changed(user("fia", "Skola", "cia"), gone="anna.alm")
    assert (found.new, found.left) == (("fia",), ("anna.alm",))
    assert found.groups == (MembersLost(GroupId("bygglov"), (P("anna.alm"),), 1),)
    assert not found.are_none


def test_somebody_who_moves_has_another_unit_and_another_manager() -> None:
    """Whoever leads the unit that they come to."""
    found = with_changed(replace(PEOPLE["anna.alm"], department="Skola", manager="cia"))
    assert (found.moved, found.new_manager) == (("anna.alm",), ("anna.alm",))
    assert (found.new, found.left, found.groups) == ((), (), ())


def test_a_renamed_department_is_a_unit_that_goes_and_one_that_comes() -> None:
    """Everyone in it moves: a declared unit would have stayed."""
    renamed = [replace(PEOPLE[one], department="Lärande") for one in ("cia", "eva")]
    found = with_changed(*renamed)
    (gone,), (new,) = found.gone_units, found.new_units
    assert (BEFORE.units[gone].name, found.after.units[new].name) == ("Skola", "Lärande")
    assert found.moved == ("cia", "eva")


def test_a_unit_with_another_leader_or_another_spelling() -> None:
    """Its id is the same."""
    led = with_changed(replace(PEOPLE["eva"], manager="dir"), replace(PEOPLE["cia"], manager="eva"))
    assert [led.after.units[one].name for one in led.led_anew] == ["Skola"]
    spelled = with_changed(*(replace(PEOPLE[one], department="SKOLA") for one in ("cia", "eva")))
    assert [spelled.after.units[one].name for one in spelled.renamed_units] == ["SKOLA"]
    assert spelled.moved == ()


def test_a_new_name_and_a_new_number() -> None:
    """The one is told by name, the other only whose it is."""
    found = with_changed(replace(PEOPLE["cia"], last_name="Al", mobile="070-174 06 99"))
    assert (found.renamed, found.amended) == (("cia",), ("cia",))
    told = render_changes(found)
    assert "\n  Cia Ek -> Cia Al <cia@s.example>\n" in told
    assert "70174" not in told.replace(" ", "").replace("-", "")


def test_roles_that_are_gained_and_lost() -> None:
    """By those who stay; whoever is new or has left is told as such."""
    found = with_changed(switchboard=("cia",))
    assert found.roles == (
        RolesChanged(P("bo.ek"), (), (Role.SWITCHBOARD,)),
        RolesChanged(P("cia"), (Role.SWITCHBOARD,), ()),
    )
    assert "  Bo Ek <bo.ek@s.example>: -switchboard\n  Cia Ek <cia@s.example>: +switchboard\n" in render_changes(found)


def test_a_group_that_the_frame_has_no_more_loses_everybody() -> None:
    """Nobody is left to answer for it."""
    after = replace(BEFORE, groups={})
    assert changes(BEFORE, after).groups == (MembersLost(GroupId("bygglov"), (P("anna.alm"), P("bo.ek")), 0),)


def test_everybody_is_new_at_the_first_sync() -> None:
    """And nothing else differs, since there was nothing."""
    found = changes(None, BEFORE)
    assert found.new == ("anna.alm", "bo.ek", "cia", "dir", "eva")
    assert len(found.new_units) == len(BEFORE.units)
    assert (found.moved, found.new_manager, found.roles, found.groups) == ((), (), (), ())
    assert render_changes(found).startswith("Nothing is in use yet. There would be 5 people in 5 units.\n\nnew (5)\n")


def test_a_long_list_is_cut_and_counted() -> None:
    """The JSON has all of it."""
    found = changes(None, BEFORE)
    told = render_changes(found, most=2)
    assert (
        "  Anna Alm <anna.alm@s.example>, Bygg och miljö\n  Bo Ek <bo.ek@s.example>, Bygg och miljö\n  and 3 more\n"
        in told
    )
    assert len(json.loads(render_changes(found, as_json=True, most=2))["new"]) == len(PEOPLE)


def test_the_json_has_every_change_by_id() -> None:
    """For a script that asks whether somebody has to look first."""
    found = with_changed(
        replace(PEOPLE["eva"], department="Bygg", last_name="Al"),
        user("fia", "Ny", "fia"),
        gone="anna.alm",
        switchboard=("cia",),
    )
    told = json.loads(render_changes(found, as_json=True))
    assert told["people"] == {"before": 5, "after": 5}
    assert [one["id"] for one in told["new"]] == ["fia"]
    assert told["left"] == [{"id": "anna.alm", "name": "Anna Alm", "email": "anna.alm@s.example", "unit": "bygg"}]
    (moved,) = told["moved"]
    assert (moved["id"], moved["unit"], moved["from"]) == ("eva", "bygg", BEFORE.people[P("eva")].unit)
    assert told["roles"][0]["lost"] == ["switchboard"]
    assert told["groups"] == [{"id": "bygglov", "lost": ["anna.alm"], "left": 1}]
    remarks = {one["code"]: one for one in told["remarks"]}
    assert remarks["own_manager"] == {"code": "own_manager", "count": 1, "examples": ["fia"]}
    assert UnitId(told["new_units"][0]["id"]).startswith("entra-ny-")


def test_what_is_told_is_in_the_same_order_every_time() -> None:
    """Two replicas' dry runs can be compared."""
    one = changes(None, town_of(*PEOPLE.values()).municipality)
    other = changes(None, town_of(*reversed(list(PEOPLE.values()))).municipality)
    assert render_changes(one) == render_changes(other)
    assert render_changes(one, as_json=True) == render_changes(other, as_json=True)
