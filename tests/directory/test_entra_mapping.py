"""What becomes of users in Entra: who counts, which unit they are in, and what the frame adds (DIRECTORY=graph)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.graph.frame import TOP
from directory.graph.mapping import Mapped
from directory.graph.remarks import RemarkCode as R
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Role
from tests.directory.frame_text import PLAIN, SOUND, frame_of, put_in, remarked, user

BYGG, TOPP, OKAND = UnitId("bygg"), UnitId("topp"), UnitId("okand")
BY_SEPARATOR = "municipality: {name: Småbygd}\nentra: {units: {separator: ' / '}}\n"
BY_COMPANY = "municipality: {name: Småbygd}\nentra: {units: {above: [company]}}\n"


def unit_names(found: Mapped, *people: str) -> list[str]:
    """What the units of these people are called."""
    town = found.municipality
    return [town.units[town.people[PersonId(one)].unit].name for one in people]


def test_staff_are_enabled_users_who_are_no_guests_and_have_a_name() -> None:
    """Whoever is left out is counted by why."""
    nobody = replace(user("e"), first_name="", last_name="", email="")
    users = (user("a"), user("b", is_enabled=False), user("c", is_guest=True), nobody)
    found = put_in(PLAIN, *users)
    assert list(found.municipality.people) == ["a"]
    assert {code: remarked(found)[code] for code in (R.DISABLED, R.GUEST, R.NAMELESS)} == {
        R.DISABLED: ("b",),
        R.GUEST: ("c",),
        R.NAMELESS: ("e",),
    }


def test_staff_may_be_the_members_of_one_group_but_for_some_departments_and_titles() -> None:
    """Case and spaces make no difference to what is left out."""
    users = (
        user("a"),
        user("b"),
        user("c", department="FÖRTROENDEVALDA "),
        user("d", title="tjänstekonto"),
    )
    found = put_in(SOUND, *users, staff={"a", "c", "d"}, switchboard=set(), administrator=set())
    assert list(found.municipality.people) == ["a"]
    assert (remarked(found)[R.OUTSIDE_GROUP], remarked(found)[R.LEFT_OUT]) == (("b",), ("c", "d"))


def test_a_group_of_staff_that_entra_lacks_leaves_nobody_and_says_so() -> None:
    """So that the guard against removing everybody stops it, and nobody guesses that all of the tenant works here."""
    found = put_in(SOUND, user("a"))
    assert found.municipality.people == {}
    assert len(remarked(found)[R.ENTRA_GROUP_UNKNOWN]) == 3


def test_each_department_is_a_unit_right_below_the_municipality() -> None:
    """Spelled as most have it; case, spaces and invisible letters make no other unit."""
    found = put_in(
        PLAIN, user("a", "VA"), user("b", "va"), user("c", " VA\u200b"), user("d", "Vård"), user("e", "Vard")
    )
    assert unit_names(found, "a", "b", "c", "d", "e") == ["VA", "VA", "VA", "Vård", "Vard"]
    units = found.municipality.units
    assert {unit.parent for unit in units.values()} == {None, TOP}
    assert units[TOP].name == "Småbygd"
    assert len(remarked(found)[R.SPELLED_DIFFERENTLY]) == 1


def test_a_department_has_the_same_id_whatever_else_is_there() -> None:
    """Letters written as one sign or as two are the same; another name is another unit."""
    alone = put_in(PLAIN, user("a", "Miljö och hälsa")).municipality.people[PersonId("a")].unit
    among = put_in(PLAIN, user("b", "Bygg"), user("a", "MILJO\u0308  och hälsa"), user("c", "Miljö"))
    assert among.municipality.people[PersonId("a")].unit == alone
    assert alone.startswith("entra-miljo-och-halsa-")
    assert len({person.unit for person in among.municipality.people.values()}) == len("abc")


def test_a_separator_makes_units_inside_units() -> None:
    """The unit between is there too, once, though nobody is in it."""
    found = put_in(BY_SEPARATOR, user("a", "Social / Hem / Norr"), user("b", "Social / Hem / Söder"))
    town = found.municipality
    norr, soder = (town.units[town.people[PersonId(one)].unit] for one in "ab")
    assert (norr.name, soder.name, norr.parent == soder.parent) == ("Norr", "Söder", True)
    hem = town.units[norr.parent or TOP]
    social = town.units[hem.parent or TOP]
    assert (hem.name, social.name, social.parent) == ("Hem", "Social", TOP)


def test_what_is_above_a_department_tells_two_of_one_name_apart() -> None:
    """Whoever has no department is in what is above it; whoever lacks what is above is in a unit by itself."""
    found = put_in(
        BY_COMPANY,
        user("a", "Administration", company="Kultur AB"),
        user("b", "Administration", company="Vatten AB"),
        user("c", "", company="Kultur AB"),
        user("d", "Administration"),
    )
    town = found.municipality
    a, b, c, d = (town.people[PersonId(one)].unit for one in "abcd")
    assert len({a, b, d}) == len("abd")
    assert (town.units[a].parent, town.units[c].name, town.units[d].parent) == (c, "Kultur AB", TOP)


def test_a_declared_unit_is_what_its_departments_say_and_keeps_its_id() -> None:
    """So a department can be renamed: the new name is added to the list. What is inside it lies below it."""
    users = (user("a", "bygg"), user("b", "Samhälle / Bygg"), user("c", "Bygg", company="Bolaget"))
    within = user("d", "Samhälle / Bygg / Lov")
    found = put_in(SOUND, *users, within, staff=set("abcd"), switchboard=set(), administrator=set())
    town = found.municipality
    assert [town.people[PersonId(one)].unit for one in "abc"] == [BYGG] * 3
    lov = town.units[town.people[PersonId("d")].unit]
    assert (lov.name, lov.parent, town.units[BYGG].parent, town.units[BYGG].cost_centre) == ("Lov", BYGG, TOPP, "2110")
    assert town.units[BYGG].aliases == ("byggkontoret",)


def test_a_declared_unit_whose_departments_nobody_is_in_is_remarked_on() -> None:
    """The department may have been renamed in Entra; the unit stays, since the frame names it."""
    found = put_in(SOUND, user("a", "Byggenheten"), staff={"a"})
    assert remarked(found)[R.DEPARTMENT_UNKNOWN] == ("bygg",)
    assert found.municipality.staff_of(BYGG) == ()


def test_somebody_without_a_department_is_in_their_managers_unit() -> None:
    """The nearest manager's who has one; else in the unit for the rest, also where they go round in a circle."""
    found = put_in(
        SOUND,
        user("a", "Bygg"),
        user("b", "", "a"),
        user("c", " ", "b"),
        user("d", "", "gone"),
        user("e", "", "f"),
        user("f", "", "e"),
        staff=set("abcdef"),
    )
    assert [found.municipality.people[PersonId(one)].unit for one in "bcdef"] == [BYGG, BYGG, OKAND, OKAND, OKAND]
    assert remarked(found)[R.DEPARTMENT_MISSING] == tuple("bcdef")


def test_a_frame_may_put_everybody_without_a_department_in_one_unit() -> None:
    """Whoever their manager is."""
    text = SOUND.replace("missing_as_manager: yes", "missing_as_manager: no")
    found = put_in(text, user("a", "Bygg"), user("b", "", "a"), staff=set("ab"))
    assert found.municipality.people[PersonId("b")].unit == OKAND


def test_roles_come_from_groups_and_from_the_frame() -> None:
    """Whoever isn't staff has none, even if a group says so, and an empty role is remarked on."""
    users = (user("anna.alm"), user("v"), user("g", is_guest=True))
    everyone = {"anna.alm", "v", "g"}
    found = put_in(SOUND, *users, staff=everyone, switchboard={"v", "g", "gone"}, administrator=set())
    assert found.municipality.people[PersonId("v")].roles == {Role.SWITCHBOARD}
    assert found.municipality.people[PersonId("anna.alm")].roles == {Role.EDITOR}
    assert remarked(found)[R.ROLE_NOT_STAFF] == ("g", "gone")
    assert remarked(found)[R.ROLE_EMPTY] == ("administrator",)


def test_what_entra_does_not_hold_is_added_by_address() -> None:
    """Matters, nicknames, hours, no mailbox, phones handed out; another has the usual."""
    users = (user("x", email="ANNA.ALM@s.example"), user("bo.ek"))
    town = put_in(SOUND, *users, staff={"x", "bo.ek"}).municipality
    anna, bo = town.people[PersonId("x")], town.people[PersonId("bo.ek")]
    assert (anna.nicknames, anna.matters, anna.has_voicemail) == (("Annis",), ("bygglov",), False)
    assert anna.hours == frame_of().additions[0].hours
    assert (bo.has_voicemail, bo.hours) == (True, frame_of().usual_hours)
    assert list(town.catalogue.devices) == ["x"]


def test_a_member_whom_entra_lacks_leaves_the_group_short_and_ends_nothing() -> None:
    """People leave: the group's coverage shows it (A2), and the remark names the line and no address."""
    found = put_in(SOUND, user("anna.alm"), user("bo.ek", is_enabled=False), staff={"anna.alm", "bo.ek"})
    group = found.municipality.groups[GroupId("bygglov")]
    assert (group.members, group.phone_hours.weekdays[0][0].minimum) == (("anna.alm",), 2)
    said = remarked(found)
    assert said[R.GROUP_SHORT] == ("bygglov",)
    lines = SOUND.splitlines()
    assert any("members:" in lines[int(example.removeprefix("line ")) - 1] for example in said[R.ADDRESS_NOT_STAFF])
    assert any("dir@" in lines[int(example.removeprefix("line ")) - 1] for example in said[R.ADDRESS_UNKNOWN])


def test_an_address_that_two_have_is_nobodys() -> None:
    """The wrong one of them would get the other's role. Who signs in by it is the one who is meant."""
    shared = {"email": "anna.alm@s.example"}
    found = put_in(SOUND, user("a", **shared), user("b", **shared), staff=set("ab"))
    assert all(person.roles == frozenset() for person in found.municipality.people.values())
    assert (remarked(found)[R.EMAIL_SHARED], len(remarked(found)[R.ADDRESS_SHARED])) == (("a", "b"), 4)
    found = put_in(SOUND, user("a", **shared), user("b", upn="Anna.Alm@s.example", **shared), staff=set("ab"))
    assert found.municipality.people[PersonId("b")].roles == {Role.EDITOR}


def test_somebody_is_known_by_what_they_sign_in_with_where_that_is_nobodys_address() -> None:
    """Frames are written from either."""
    found = put_in(SOUND, user("a", email="", upn="anna.alm@s.example"), staff={"a"})
    assert found.municipality.people[PersonId("a")].roles == {Role.EDITOR}


@pytest.mark.parametrize("order", ["abc", "cab", "bca"])
def test_the_order_in_which_graph_tells_makes_no_difference(order: str) -> None:
    """Each page of a delta comes as it comes; every replica has the same municipality."""
    users = {"a": user("a", "Bygg"), "b": user("b", "BYGG", "a"), "c": user("c", "", "b")}
    first = put_in(PLAIN, *users.values())
    again = put_in(PLAIN, *(users[one] for one in order))
    assert again == first
    assert list(again.municipality.people) == list(first.municipality.people)
    assert list(again.municipality.units) == list(first.municipality.units)


def test_an_empty_roster_is_a_municipality_with_what_the_frame_declares() -> None:
    """Before the first sync there are the declared units and groups, and nobody in them."""
    town = put_in(SOUND).municipality
    assert (town.people, set(town.units)) == ({}, {TOPP, BYGG, OKAND})
    assert town.groups[GroupId("bygglov")].members == ()
