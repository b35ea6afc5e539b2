"""What a frame says is what people in Entra are put into, and the example of one can be used."""

from __future__ import annotations

import io
from datetime import time
from pathlib import Path

from directory.check import FAULTY, SOUND, check_directory
from directory.graph.entries import Asked
from directory.graph.frame import TOP, Address, PhoneRule, StaffRule, UnitAttribute, UnitRule
from directory.graph.frame_file import parse_frame
from policy.directory_losses import USUAL_REMOVALS, RemovalTerms
from policy.ids import GroupId, UnitId
from policy.organisation import Role
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingHours
from tests.directory import frame_text
from tests.directory.frame_text import ADMINISTRATORS, PLAIN, STAFF_GROUP, SWITCHBOARD_GROUP, frame_of

EXAMPLE = Path("examples/entra-ram.yaml")
FRAME = frame_of()


def test_who_counts_and_how_units_and_numbers_are_made_is_read_whole() -> None:
    """Names that are compared are folded, as what they are compared with."""
    assert FRAME.staff == StaffRule(
        group=STAFF_GROUP,
        without_departments=frozenset({"förtroendevalda"}),
        without_titles=frozenset({"tjänstekonto"}),
    )
    assert FRAME.units == UnitRule(
        made_of=UnitAttribute.DEPARTMENT,
        above=(UnitAttribute.COMPANY,),
        separator=" / ",
        top=UnitId("topp"),
        under=UnitId("topp"),
        missing=UnitId("okand"),
        missing_as_manager=True,
    )
    assert FRAME.phones == PhoneRule(country="SE", extension_digits=3, extension_attribute="extensionAttribute7")
    assert FRAME.removals == RemovalTerms(most_percent=20, always=2)
    assert frame_of(PLAIN).removals == USUAL_REMOVALS
    assert FRAME.roles == {Role.SWITCHBOARD: {SWITCHBOARD_GROUP}, Role.ADMINISTRATOR: {ADMINISTRATORS}}


def test_what_is_needed_of_graph_is_the_groups_that_the_frame_names_and_its_attribute() -> None:
    """Nobody asks Graph for more."""
    groups = frozenset({STAFF_GROUP, SWITCHBOARD_GROUP, ADMINISTRATORS})
    assert FRAME.asked == Asked(groups=groups, extension_attribute="extensionAttribute7")
    assert frame_of(PLAIN).asked == Asked()


def test_people_are_named_by_addresses_in_lower_case_with_their_lines() -> None:
    """So that an address that nobody has can be pointed at without writing it in a log."""
    (group,) = FRAME.groups
    line = next(n for n, text in enumerate(frame_text.SOUND.splitlines(), start=1) if "members:" in text)
    assert group.members == (Address("bo.ek@s.example", line), Address("anna.alm@s.example", line))
    assert (group.group.id, group.group.members) == (GroupId("bygglov"), ())
    (anna,) = FRAME.additions
    assert anna.address.email == "anna.alm@s.example"
    assert anna.hours == WorkingHours(dict.fromkeys(range(3), (Stretch(time(8), time(12)),)))
    assert (anna.nicknames, anna.matters, anna.has_voicemail) == (("Annis",), ("bygglov",), False)
    assert anna.roles == {Role.EDITOR}


def test_a_declared_unit_without_a_parent_is_right_below_the_top() -> None:
    """And the top is below nothing."""
    parents = {unit.id: unit.parent for unit in FRAME.declared.values()}
    assert parents == {"topp": None, "bygg": "topp", "okand": "topp"}
    assert FRAME.declared[UnitId("bygg")].departments == ("Bygg", "Samhälle / Bygg")


def test_a_name_and_a_heading_are_a_frame() -> None:
    """Units are departments right below the municipality, everyone enabled is staff, and hours are the office's."""
    plain = frame_of(PLAIN)
    assert (plain.units, plain.staff, plain.phones) == (UnitRule(), StaffRule(), PhoneRule())
    assert (plain.units.top, plain.usual_hours, plain.declared, plain.groups) == (TOP, OFFICE_HOURS, {}, ())


def test_the_terms_of_the_municipality_are_read_as_in_a_file_with_people() -> None:
    """Its calendar, its catalogue and its synonyms; a device stands under its owner's address."""
    around = FRAME.around
    assert (around.name, around.people, around.units, around.groups) == ("Småbygd", {}, {}, {})
    assert around.synonyms == {"bygglov": ("byggtillstånd",)}
    assert list(around.catalogue.devices) == ["anna.alm@s.example"]
    assert around.switchboard.group == "bygglov"


def test_the_example_has_every_key_and_no_faults() -> None:
    """Whoever copies it begins with a frame that can be used."""
    frame = parse_frame(EXAMPLE.read_bytes())
    text = EXAMPLE.read_text(encoding="utf-8")
    for key in (
        "without_departments",
        "made_of",
        "separator",
        "under",
        "missing_as_manager",
        "extension_digits",
        "most_percent",
    ):
        assert f"{key}:" in text
    assert frame.roles.keys() == set(Role)
    assert frame.groups
    assert any(unit.departments for unit in frame.declared.values())


def test_check_directory_says_what_a_frame_holds(tmp_path: Path) -> None:
    """Its people are in Entra, so it doesn't count them."""
    path, out = tmp_path / "ram.yaml", io.StringIO()
    path.write_text(frame_text.SOUND, encoding="utf-8")
    assert check_directory(path, out=out) == SOUND
    assert out.getvalue() == f"{path}: Småbygd: people from Entra, 3 declared units, 1 answer group. No faults.\n"


def test_check_directory_names_a_frames_faults_by_their_lines(tmp_path: Path) -> None:
    """As those of a file with people."""
    path, errors = tmp_path / "ram.yaml", io.StringIO()
    path.write_text(frame_text.changed("country: SE", "country: Sverige"), encoding="utf-8")
    assert check_directory(path, errors=errors) == FAULTY
    line = next(n for n, text in enumerate(frame_text.SOUND.splitlines(), start=1) if "country" in text)
    assert errors.getvalue().startswith(f"{path}:{line}: 'Sverige' is not possible here")
