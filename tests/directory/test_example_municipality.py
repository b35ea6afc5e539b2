"""The example municipality is what the documents promise, and nothing in it is anyone's."""

from __future__ import annotations

import re
from collections import Counter

from directory.file_catalogue import DEVICE, ITEM, ORDERS
from directory.file_habits import HABITS
from directory.file_pbx import KEYPAD, PBX
from directory.file_policy import CLAUSE, CLAUSE_WORDS
from directory.file_shapes import ANSWER_GROUP, CALENDAR, FILE, MUNICIPALITY, PERSON, PHONE_HOURS, UNIT
from directory.file_switchboard import OWN_WORDS, SWITCHBOARD
from directory.file_upkeep import DETAILS, GREETINGS
from directory.municipality_file import load_municipality
from policy.catalogue import ItemKind
from policy.order_rules import cost_centre_of, items_for
from policy.organisation import GroupId, PersonId, Role, UnitId
from policy.working_calendar import OFFICE_HOURS
from tests.sources import PROJECT

FILE_PATH = PROJECT / "examples" / "exempelkommun.yaml"
TOWN = load_municipality(FILE_PATH)
PEOPLE = tuple(TOWN.people.values())

# What the Swedish Post and Telecom Authority keeps free for books and films.
FICTION = (
    re.compile(r"\+46701740(60[5-9]|6[1-9]\d)"),
    re.compile(r"\+468465004\d\d"),
)


def test_it_has_people_enough_to_get_lost_among() -> None:
    """At least forty-five; Anna alone is an answer, two share the name Åsa, and two a whole name in different units."""
    assert len(PEOPLE) >= 45
    first_names = Counter(person.first_name for person in PEOPLE)
    assert (first_names["Anna"], first_names["Åsa"]) == (1, 2)
    shared = [name for name, count in Counter(person.name for person in PEOPLE).items() if count > 1]
    assert shared == ["Maria Johansson"]
    assert len({person.unit for person in PEOPLE if person.name == "Maria Johansson"}) == 2


def test_every_number_is_set_aside_for_fiction() -> None:
    """Nobody's phone rings because someone tried the example."""
    numbers = [number for person in PEOPLE for number in (person.mobile, person.landline) if number]
    numbers += [one.number for devices in TOWN.catalogue.devices.values() for one in devices if one.number]
    numbers += [group.number for group in TOWN.groups.values() if group.number]
    assert len(numbers) > len(PEOPLE)
    assert [number for number in numbers if not any(kept.fullmatch(number) for kept in FICTION)] == []


def test_no_two_people_share_a_number_or_an_address() -> None:
    """A number typed in chat leads to one person."""
    for said in ("mobile", "landline", "extension", "email"):
        counts = Counter(getattr(person, said) for person in PEOPLE if getattr(person, said))
        assert counts.most_common(1)[0][1] == 1, said


def test_every_extension_has_four_digits() -> None:
    """As the extensions of the examples in the user guide."""
    assert all(re.fullmatch(r"\d{4}", person.extension) for person in PEOPLE)


def test_its_first_three_are_a_member_of_staff_her_manager_and_an_operator() -> None:
    """Those whom the local client is started for."""
    anna, manager, operator = PEOPLE[:3]
    assert (anna.name, anna.unit, anna.extension) == ("Anna Svensson", UnitId("bygg"), "4536")
    assert TOWN.nearest_manager(anna) == manager.id
    assert Role.SWITCHBOARD in operator.roles
    assert [person.id for person in PEOPLE[:3]] == [f"e5e5e5e5-0000-4000-8000-00000000000{n}" for n in (1, 2, 3)]


def test_bygg_answers_for_bygglov() -> None:
    """The unit and the answer group that the documents speak of."""
    bygglov = TOWN.groups[GroupId("bygglov")]
    assert bygglov.unit == UnitId("bygg")
    assert PEOPLE[0].id in bygglov.members
    assert "bygglov" in bygglov.matters
    assert bygglov.phone_hours.weekdays


def test_the_switchboard_lies_under_the_staff_office_and_is_an_answer_group() -> None:
    """The office that sees to the switchboard's basic staffing (B1)."""
    switchboard = TOWN.units[UnitId("vaxeln")]
    assert switchboard.parent == UnitId("kommunledningsstaben")
    members = TOWN.groups[GroupId("vaxel")].members
    assert all(Role.SWITCHBOARD in TOWN.people[member].roles for member in members)


def test_everyone_but_the_head_of_the_municipality_has_a_manager() -> None:
    """Whoever is missed is missed by someone."""
    without = [person.title for person in PEOPLE if TOWN.nearest_manager(person) is None]
    assert without == ["Kommunchef"]


def test_it_has_the_odd_cases_that_a_real_one_has() -> None:
    """A unit with no members and a group with none, part time by turns, deputies, a short day and a closed one."""
    assert {unit.id for unit in TOWN.units.values()} - {person.unit for person in PEOPLE} == {UnitId("konsument")}
    assert [group.id for group in TOWN.groups.values() if not group.members] == [GroupId("konsument")]
    assert sum(person.hours.odd_weeks is not None for person in PEOPLE) == 2
    assert sum(person.hours != OFFICE_HOURS for person in PEOPLE) >= 6
    assert any(len(unit.deputies) > 1 for unit in TOWN.units.values())
    assert TOWN.calendar.closed_on
    assert TOWN.calendar.shortened_on


def test_its_closed_and_shortened_days_would_be_working_days_otherwise() -> None:
    """A bridge day that is a Saturday, or a shortened holiday, would be a slip in the example."""
    for day in (*TOWN.calendar.closed_on, *TOWN.calendar.shortened_on):
        assert day.weekday() < 5
        assert TOWN.calendar.holiday_name(day) is None


def test_it_shows_every_key_that_a_file_can_have() -> None:
    """It is the documentation by example, so a new key is added to it; what it shows is also explained in words."""
    page = (PROJECT / "docs" / "municipality-file.md").read_text(encoding="utf-8")
    shapes = (
        FILE,
        MUNICIPALITY,
        CALENDAR,
        UNIT,
        PERSON,
        ANSWER_GROUP,
        PHONE_HOURS,
        HABITS,
        ITEM,
        ORDERS,
        DEVICE,
        GREETINGS,
        DETAILS,
        CLAUSE,
        CLAUSE_WORDS,
        SWITCHBOARD,
        OWN_WORDS,
        PBX,
        KEYPAD,
    )
    # What a frame has in the place of people stands in examples/entra-ram.yaml.
    keys = {key for shape in shapes for key in shape} - {"entra"}
    text = FILE_PATH.read_text(encoding="utf-8")
    assert [key for key in sorted(keys) if not re.search(rf"^\s*{key}:", text, re.MULTILINE)] == []
    assert [key for key in sorted(keys) if f"`{key}`" not in page] == []


def test_its_catalogue_has_something_of_every_kind_for_everyone() -> None:
    """Whoever tries the example can order a phone, a headset, an accessory and a subscription."""
    items = TOWN.catalogue.items.values()
    for person in PEOPLE:
        assert {item.kind for item in items_for(TOWN, person)} == set(ItemKind)
        assert cost_centre_of(TOWN, person)
    assert any(item.units for item in items)
    assert any(item.roles for item in items)
    above = TOWN.catalogue.rules.approval_above
    assert above is not None
    assert any(item.price > above for item in items)


def test_the_ids_are_no_ones() -> None:
    """They are not of a version that Entra gives out by chance alone: the pattern is seen at once."""
    assert all(re.fullmatch(r"e5e5e5e5-0000-4000-8000-\d{12}", person.id) for person in PEOPLE)
    assert len({PersonId(person.id) for person in PEOPLE}) == len(PEOPLE)
