"""What is wrong in a frame is named: each kind of fault that a frame alone can have, with its line."""

from __future__ import annotations

import re

import pytest

from directory.file_faults import FaultCode as F
from tests.directory import town_file
from tests.directory.frame_text import PLAIN, SOUND, STAFF_GROUP, changed, faults_of

DOUBLE = F.DEPARTMENT_TWICE
ONE_FAULT = {
    "people of its own": ("synonyms:", "people: {}\nsynonyms:", F.PEOPLE_IN_FRAME, "people: {}"),
    "no entra": (SOUND[SOUND.index("entra:") : SOUND.index("units:\n  topp")], "", F.MISSING_KEY, "municipality:"),
    "an id's beginning as a name": ("  okand:\n", "  entra-x: {name: X}\n  okand:\n", F.RESERVED_NAME, "  entra-x:"),
    "a top with a parent": ("name: Småbygds kommun", "name: T\n    parent: okand", F.TOP_HAS_PARENT, "parent: ok"),
    "a department of two units": ("name: Utan avdelning", "name: U\n    departments: [ BYGG ]", DOUBLE, "BYGG"),
    "the path of two units": ("name: Utan avdelning", "name: U\n    departments: [samhälle /  bygg]", DOUBLE, "samh"),
    "above what it is made of": ("above: [company]", "above: [department]", F.MADE_OF_ITSELF, "above"),
    "an attribute that isn't": ("above: [company]", "above: [country]", F.BAD_CHOICE, "above"),
    "an undeclared unit of a group": ("unit: bygg", "unit: byg", F.UNKNOWN_UNIT, "unit: byg"),
    "an undeclared unit of an item": ("units: [bygg]", "units: [byg]", F.UNKNOWN_UNIT, "units: [byg]"),
    "an undeclared unit above": ("parent: topp", "parent: tipp", F.UNKNOWN_UNIT, "parent: tipp"),
    "an undeclared top": ("top: topp", "top: tipp", F.UNKNOWN_UNIT, "top: tipp"),
    "an undeclared unit for the rest": ("missing: okand", "missing: okant", F.UNKNOWN_UNIT, "missing: okant"),
    "an undeclared unit for the new": ("under: topp", "under: tipp", F.UNKNOWN_UNIT, "under: tipp"),
    "a unit inside itself": ("parent: topp", "parent: bygg", F.UNIT_CYCLE, "parent: bygg"),
    "a manager without an address": ("manager: bo.ek@s.example", "manager: bo", F.BAD_EMAIL, "manager: bo"),
    "a member without an address": ("members: [bo.ek@", "members: [bo.ek, b@", F.BAD_EMAIL, "members"),
    "a member twice": ("members: [bo.ek@", "members: [Anna.Alm@s.example, bo.ek@", F.NAMED_TWICE, "members"),
    "a manager as deputy": ("deputies: [anna.alm@", "deputies: [Bo.Ek@s.example, a@", F.DEPUTY_OF_SELF, "deputies"),
    "more than there are": ("minimum: 2", "minimum: 3", F.MINIMUM_ABOVE_MEMBERS, "minimum: 3"),
    "a group that is no id": (STAFF_GROUP, "personal", F.BAD_GUID, "group: personal"),
    "no country": ("country: SE", "country: Sverige", F.BAD_CHOICE, "country"),
    "no attribute of Entra's": ("extensionAttribute7", "extensionAttribute16", F.BAD_CHOICE, "extension_attribute"),
    "an extension of a digit": ("extension_digits: 3", "extension_digits: 1", F.BAD_COUNT, "extension_digits"),
    "more than all may go": ("most_percent: 20", "most_percent: 101", F.BAD_COUNT, "most_percent"),
    "a long separator": ('separator: " / "', 'separator: " ---- "', F.TOO_LONG, "separator"),
    "a separator of nothing": ('separator: " / "', 'separator: " "', F.EMPTY, "separator"),
    "an addition to nobody": ("    Anna.Alm@s.example:\n", "    anna:\n", F.BAD_EMAIL, "    anna:"),
    "an addition twice": ("  people:\n", "  people:\n    anna.alm@s.example: {}\n", F.DUPLICATE_KEY, "    Anna.Alm"),
    "an owner twice": ("devices:\n", "devices:\n  Anna.Alm@s.example: []\n", F.DUPLICATE_KEY, "  anna.alm@"),
    "an unknown key of Entra's": ("  phones:\n", "  telephones:\n", F.UNKNOWN_KEY, "  telephones:"),
    "a role that isn't": ("    administrator: [", "    king: [", F.UNKNOWN_KEY, "    king:"),
    "a synonym of nothing": ("  bygglov: [byggtillstånd]", "  byglov: [byggtillstånd]", F.UNKNOWN_MATTER, "  byglov:"),
    "closed and shortened": (
        "entra:\n", "  shortened_on: {2026-05-15: 13:00}\nentra:\n", F.CLOSED_AND_SHORTENED, "shortened_on"
    ),
}  # fmt: skip
FRAMES_ALONE = {
    F.PEOPLE_IN_FRAME,
    F.FRAME_AS_FILE,
    F.RESERVED_NAME,
    F.TOP_HAS_PARENT,
    F.DEPARTMENT_TWICE,
    F.MADE_OF_ITSELF,
}


def test_the_sound_frames_are_sound() -> None:
    """So that each fault below is the change's own. A name and a heading are enough."""
    assert faults_of(SOUND) == ()
    assert faults_of(PLAIN) == ()


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_of_a_frame_is_named_with_its_line(case: str) -> None:
    """One change, one fault, at the line where it is mended; the words can be read and leave nothing unfilled."""
    old, new, code, fragment = ONE_FAULT[case]
    text = changed(old, new)
    faults = faults_of(text)
    assert [fault.code for fault in faults] == [code]
    assert fragment in text.splitlines()[faults[0].line - 1]
    assert not re.search(r"\{\w+[!}]", str(faults[0]))


def test_every_kind_that_only_a_frame_has_is_tried() -> None:
    """But for a frame that is given as a municipality file, which is tried below."""
    assert {code for _, _, code, _ in ONE_FAULT.values()} >= FRAMES_ALONE - {F.FRAME_AS_FILE}


def test_a_frame_that_is_given_as_a_municipality_file_says_where_it_belongs() -> None:
    """DIRECTORY=file:FRAME would leave everybody out: it is told what to set instead."""
    faults = town_file.faults_of(PLAIN)
    assert F.FRAME_AS_FILE in [fault.code for fault in faults]
    assert "DIRECTORY=graph" in str(faults[-1]) + str(faults[0])
