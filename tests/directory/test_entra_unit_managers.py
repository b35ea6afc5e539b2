"""Who leads each unit, where Entra knows only who each person's manager is (M1)."""

from __future__ import annotations

from directory.graph.entries import UserEntry
from directory.graph.frame import TOP
from directory.graph.mapping import Mapped
from directory.graph.remarks import RemarkCode as R
from policy.ids import PersonId, UnitId
from tests.directory.frame_text import PLAIN, put_in, remarked, user

PATHS = "municipality: {name: Småbygd}\nentra: {units: {separator: ' / '}}\n"
DECLARED = """\
municipality: {name: Småbygd}
entra: {}
units:
  bygg: {name: Bygg, departments: [Bygg], manager: MANAGER, deputies: [d@s.example, emma@s.example]}
"""


def manager_of(found: Mapped, department: str) -> str | None:
    """The id of the manager of the unit with that name."""
    (unit,) = [unit for unit in found.municipality.units.values() if unit.name == department]
    return unit.manager


def nearest(found: Mapped, *people: str) -> list[str | None]:
    """The nearest manager of each of them."""
    town = found.municipality
    return [town.nearest_manager(town.people[PersonId(one)]) for one in people]


def staff_under(manager: str, *people: str, department: str = "Bygg") -> list[UserEntry]:
    """People of one department with one manager."""
    return [user(one, department, manager) for one in people]


def test_whoever_most_of_the_unit_are_below_leads_it() -> None:
    """Also through someone between them: the team leaders of home care are not its manager."""
    home_care = [user("m", "Hem", "d"), user("t", "Hem", "m"), user("u", "Hem", "m")]
    found = put_in(PLAIN, *home_care, *staff_under("t", "a", "b", "c", department="Hem"), user("d", "Ledning"))
    assert manager_of(found, "Hem") == "m"
    assert nearest(found, "a", "t", "m") == ["m", "m", "d"]


def test_a_manager_who_works_elsewhere_leads_the_unit_where_nobody_in_it_does() -> None:
    """A unit of one person is led by that person's manager."""
    found = put_in(PLAIN, *staff_under("m", "a", "b"), user("m", "Teknik"), user("c", "Arkiv", "m"))
    assert (manager_of(found, "Bygg"), manager_of(found, "Arkiv")) == ("m", "m")


def test_whoever_has_no_manager_says_nothing_of_who_leads() -> None:
    """A unit of three keeps its manager when one of the two others has none; as many who have another decide it."""
    three = (user("m", "Bygg", "d"), user("a", "Bygg", "m"), user("d", "Ledning"))
    assert manager_of(put_in(PLAIN, *three, user("b", "Bygg")), "Bygg") == "m"
    assert manager_of(put_in(PLAIN, *three, user("b", "Bygg", "d")), "Bygg") == "d"
    assert manager_of(put_in(PLAIN, user("m"), user("a")), "Bygg") is None


def test_of_two_managers_elsewhere_the_one_nearest_above_leads() -> None:
    """And without that the first by id, so that it is the same on every replica."""
    users = (user("a", "Teknik / VA", "x"), user("b", "Teknik / VA", "z"))
    near = put_in(PATHS, *users, user("x", "Social"), user("z", "Teknik"))
    assert manager_of(near, "VA") == "z"
    assert manager_of(put_in(PATHS, *users, user("x", "Social"), user("z", "Skola")), "VA") == "x"


def test_whoever_leads_the_units_below_leads_a_unit_where_they_are_alone() -> None:
    """The head of an administration is not led by the municipality's director in their own administration."""
    found = put_in(
        PATHS,
        user("chef", "Teknik", "dir"),
        user("va", "Teknik / VA", "chef"),
        user("gata", "Teknik / Gata", "chef"),
        *staff_under("va", "a", "b", department="Teknik / VA"),
        *staff_under("gata", "c", "d", department="Teknik / Gata"),
        user("dir", "Ledning"),
    )
    assert [manager_of(found, one) for one in ("Teknik", "VA", "Gata")] == ["chef", "va", "gata"]
    assert nearest(found, "a", "va") == ["va", "chef"]


def test_a_unit_where_nobody_works_is_led_by_the_lowest_who_is_above_all_its_units() -> None:
    """The municipality itself too; departments side by side don't make the head of most of them its director."""
    small = [user(f"h{n}", f"Enhet {n}", "chef") for n in range(3)]
    found = put_in(
        PLAIN,
        *small,
        *(user(f"p{n}", f"Enhet {n}", f"h{n}") for n in range(3)),
        user("chef", "Stab", "dir"),
        user("s", "Stab", "chef"),
        user("annan", "Skola", "dir"),
        user("l", "Skola", "annan"),
        user("dir", "Ledning"),
        user("k", "Ledning", "dir"),
    )
    assert found.municipality.units[TOP].manager == "dir"
    assert nearest(found, "h0", "chef", "annan", "dir") == ["dir", "dir", "dir", None]
    assert remarked(found)[R.MANAGER_DIFFERS] == ("h0", "h1", "h2")


def test_a_declared_manager_leads_whoever_people_have_in_entra() -> None:
    """Somebody who isn't staff doesn't, and is no deputy either; a manager is not their own deputy."""
    users = (*staff_under("x", "a", "b"), user("x"), user("m", "Teknik", upn="emma@s.example"), user("d", "Teknik"))
    found = put_in(DECLARED.replace("MANAGER", "M@s.example"), *users)
    bygg = found.municipality.units[UnitId("bygg")]
    assert (bygg.manager, bygg.deputies) == ("m", ("d",))
    found = put_in(DECLARED.replace("MANAGER", "gone@s.example"), *users)
    bygg = found.municipality.units[UnitId("bygg")]
    assert (bygg.manager, bygg.deputies) == ("x", ("d", "m"))
    assert remarked(found)[R.ADDRESS_UNKNOWN] == ("line 4",)


def test_managers_who_lead_nowhere_are_ignored_and_remarked_on() -> None:
    """Oneself, somebody who has left, somebody whose account is disabled."""
    users = (user("a", manager="a"), user("b", manager="gone"), user("c", manager="old"))
    found = put_in(PLAIN, *users, user("old", is_enabled=False))
    assert {code: remarked(found)[code] for code in (R.OWN_MANAGER, R.MANAGER_GONE, R.MANAGER_NOT_STAFF)} == {
        R.OWN_MANAGER: ("a",),
        R.MANAGER_GONE: ("b",),
        R.MANAGER_NOT_STAFF: ("c",),
    }
    assert manager_of(found, "Bygg") is None
    assert len(remarked(found)[R.NOBODY_IN_CHARGE]) == 1


def test_a_circle_of_managers_is_cut_above_the_one_most_people_have() -> None:
    """The chief whose assistant was set as their manager by mistake is still the chief."""
    found = put_in(PLAIN, *staff_under("chef", "a", "b", "sekr"), user("chef", manager="sekr"))
    assert manager_of(found, "Bygg") == "chef"
    assert remarked(found)[R.MANAGER_CYCLE] == ("chef", "sekr")


def test_managers_of_two_units_who_would_be_each_others_are_not() -> None:
    """Each works in the unit that the other leads: the outer unit gives way, and the manager above is taken."""
    frame = """\
municipality: {name: Småbygd}
entra: {units: {top: topp}}
units:
  topp: {name: Toppen, manager: dir@s.example}
  ett: {name: Ett, departments: [Ett], manager: b@s.example}
  tva: {name: Två, departments: [Två], parent: ett, manager: a@s.example}
"""
    found = put_in(frame, user("a", "Ett"), user("b", "Två"), user("dir", "Ledning"), user("c", "Ett"))
    assert nearest(found, "a", "b", "c") == ["dir", "a", "dir"]
    assert remarked(found)[R.LEAD_EACH_OTHER] == ("ett",)


def test_a_declared_manager_stays_where_a_found_one_can_give_way() -> None:
    """Though the other is nearer the top."""
    frame = """\
municipality: {name: Småbygd}
entra: {}
units:
  ett: {name: Ett, departments: [Ett], manager: b@s.example}
"""
    # `b` works in Två, which is led by `a`, whom most of its people have, and `a` works in Ett.
    found = put_in(frame, user("a", "Ett"), user("b", "Två", "a"), user("c", "Två", "a"))
    assert (manager_of(found, "Ett"), manager_of(found, "Två")) == ("b", None)


def test_the_example_of_the_documentation_is_as_it_says() -> None:
    """docs/municipality-file.md tells it in a table."""
    gata = staff_under("cia", "anna", "bo", "lo", department="Teknik / Gata")
    rest = (user("cia", "Teknik / Gata", "dan"), user("dan", "Teknik", "eva"), user("eva", "Ledning"))
    found = put_in(PATHS, *gata, *rest)
    assert [manager_of(found, one) for one in ("Gata", "Teknik", "Ledning", "Småbygd")] == ["cia", "dan", None, "eva"]
    assert nearest(found, "cia", "dan", "eva") == ["dan", "eva", None]
    found = put_in(PATHS, *gata, user("bo", "Teknik / Gata", "dan"), *rest)
    assert nearest(found, "bo") == ["cia"]
    assert remarked(found)[R.MANAGER_DIFFERS] == ("bo",)


def test_a_unit_without_a_manager_is_led_from_above() -> None:
    """Somebody who works alone, below nobody, in a unit inside another."""
    found = put_in(PATHS, user("m", "Teknik"), user("a", "Teknik", "m"), user("b", "Teknik / Arkiv"))
    assert nearest(found, "b") == ["m"]
    assert len(remarked(found)[R.LED_FROM_ABOVE]) == 1
