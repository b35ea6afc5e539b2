"""The example municipality's people, come from Entra, are where they are in its file, led by whom they are there."""

from __future__ import annotations

from directory.graph.frame_file import parse_frame
from directory.graph.mapping import mapped
from directory.graph.remarks import RemarkCode as R
from policy.ids import GroupId
from policy.organisation import Role
from tests.directory.example_in_entra import FRAME_PATH, TOWN, example_roster
from tests.directory.frame_text import remarked

FRAME = parse_frame(FRAME_PATH.read_bytes())
FOUND = mapped(example_roster(FRAME), FRAME)
HERE = FOUND.municipality


def test_everyone_is_there_by_name_and_number() -> None:
    """And with the extension that their attribute has."""
    assert HERE.people.keys() == TOWN.people.keys()
    for person in HERE.people.values():
        there = TOWN.people[person.id]
        assert (person.name, person.title, person.email) == (there.name, there.title, there.email)
        assert (person.landline, person.mobile) == (there.landline, there.mobile)
        assert not there.extension or person.extension == there.extension


def test_everyone_is_in_the_unit_of_their_department() -> None:
    """A unit inside a unit too."""
    for person in HERE.people.values():
        here, there = HERE.units[person.unit], TOWN.units[TOWN.people[person.id].unit]
        assert here.name == there.name
        if there.parent is not None:
            assert here.parent is not None
            assert HERE.units[here.parent].name == TOWN.units[there.parent].name


def test_everyones_nearest_manager_is_the_same() -> None:
    """Found from who is whose manager, but for the municipality's own, who is declared (M1)."""
    for person in HERE.people.values():
        assert HERE.nearest_manager(person) == TOWN.nearest_manager(TOWN.people[person.id]), person.name


def test_roles_are_those_of_the_groups_and_groups_have_their_members() -> None:
    """The answer groups are the frame's."""
    assert set(HERE.with_role(Role.SWITCHBOARD)) == set(TOWN.with_role(Role.SWITCHBOARD))
    assert HERE.groups[GroupId("bygglov")].members == TOWN.groups[GroupId("bygglov")].members


def test_little_is_remarkable_about_it() -> None:
    """A municipality whose Entra is in order has few remarks, none of them about managers or addresses."""
    assert remarked(FOUND).keys() <= {R.TITLE_MISSING, R.LED_FROM_ABOVE}
