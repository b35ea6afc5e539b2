"""What is wrong in a municipality file is named: each kind of fault, with its line, and all of them at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from directory.file_faults import BadMunicipalityFile, FaultCode
from directory.municipality_file import MOST_MEGABYTES, load_municipality, parse_municipality
from tests.directory.test_frame_faults import FRAMES_ALONE
from tests.directory.town_file import SOUND, changed, faults_of, line_of

F = FaultCode
BO_ENTRA = "e5e5e5e5-0000-4000-8000-000000000002"

# What stands in the sound file, what is put in its place, the fault, and a piece of the line that is to be named.
ONE_FAULT = {
    "not YAML": ("  name: Småbygd", "  name: [Småbygd", F.SYNTAX, "language: sv"),
    "a tab for indentation": ("  language: sv", "\tlanguage: sv", F.SYNTAX, "\tlanguage"),
    "two documents": ("people:\n  karin:", "---\npeople:\n  karin:", F.SYNTAX, "---"),
    "an anchor": ("parent: topp", "parent: &top topp", F.ALIAS, "parent: &top"),
    "a tag": ("parent: topp", "parent: !!str topp", F.TAG, "parent: !!str"),
    "keys where a value belongs": ("name: Toppen", "name: {sv: Toppen}", F.NOT_TEXT, "{sv: Toppen}"),
    "a value where keys belong": ("{hours: 09:00-10:00, minimum: 2}", "{hours: {a: 1}}", F.NOT_TEXT, "{hours: {a"),
    "a list where keys belong": ("usual_minutes: {lunch: 45}", "usual_minutes: [45]", F.NOT_A_MAPPING, "[45]"),
    "a value where a list belongs": ("deputies: [anna]", "deputies: anna", F.NOT_A_LIST, "deputies"),
    "a key without a value": ("name: Toppen", "name:  # none", F.EMPTY, "# none"),
    "a null": ("name: Toppen", "name: ~", F.EMPTY, "name: ~"),
    "an empty list row": ("roles: [editor]", "roles: ['']", F.EMPTY, "roles: ['"),
    "a long text": ("name: Toppen", f"name: {'T' * 201}", F.TOO_LONG, "TTT"),
    "an invisible character": ("name: Toppen", 'name: "To\\u200bppen"', F.UNPRINTABLE, "u200b"),
    "a missing key": ("    last_name: Ek\n", "", F.MISSING_KEY, "  bo:"),
    "a person without a unit": ("    title: Byggchef\n    unit: bygg", "    title: Byggchef", F.MISSING_KEY, "  bo:"),
    "an unknown key": ("parent: topp", "parant: topp", F.UNKNOWN_KEY, "parant"),
    "the same key twice": ("name: Toppen", "name: Toppen\n    name: Tippen", F.DUPLICATE_KEY, "Tippen"),
    "a short name with a space": ("  mobil:", "  mo bil:", F.BAD_SHORT_NAME, "mo bil"),
    "an id that is none": (BO_ENTRA, "bo@exempel", F.BAD_GUID, "bo@exempel"),
    "an id of zeros": (BO_ENTRA, "00000000-0000-0000-0000-000000000000", F.BAD_GUID, "0000-0000-0000"),
    "another's id": (BO_ENTRA, "E5E5E5E5-0000-4000-8000-000000000001", F.DUPLICATE_ID, "E5E5"),
    "an address without a domain": ("anna.alm@exempelkommun.example", "anna.alm", F.BAD_EMAIL, " email: "),
    "an extension with letters": ("extension: 0453", "extension: a53", F.BAD_EXTENSION, "extension"),
    "a number too short": ("070-174 06 05", "070-174", F.BAD_NUMBER, "mobile"),
    "a date in words": ("closed_on: [2026-05-15]", "closed_on: [15 maj]", F.BAD_DATE, "closed_on"),
    "a day that isn't": ("2026-12-30: closed", "2026-02-30: closed", F.BAD_DATE, "2026-02-30"),
    "a time that isn't": ("2026-12-23: 13:00", "2026-12-23: 25:00", F.BAD_TIME, "25:00"),
    "hours without an end": ("mon-thu: 09:00-11:00", "mon-thu: 09:00", F.BAD_HOURS, "mon-thu"),
    "hours that end first": ("mon-thu: 09:00-11:00", "mon-thu: 11:00-09:00", F.HOURS_BACKWARDS, "mon-thu"),
    "hours that overlap": ("08:00-12:00, 13:00-17:00", "08:00-12:00, 11:00-17:00", F.HOURS_OVERLAP, "even_weeks"),
    "rows that overlap": ("- hours: 10:00-11:00", "- hours: 09:30-11:00", F.HOURS_OVERLAP, "09:30"),
    "no day of the week": ("mon-thu:", "mån-tor:", F.BAD_WEEKDAY, "mån-tor"),
    "days backwards": ("mon-thu:", "thu-mon:", F.BAD_WEEKDAY, "thu-mon"),
    "a day in two rows": ("mon-thu:", "mon-fri:", F.WEEKDAY_TWICE, "        fri:"),
    "no zone": ("Europe/Stockholm", "Europe/Smabygd", F.BAD_ZONE, "zone"),
    "a zone outside the table": ("Europe/Stockholm", "../../etc/passwd", F.BAD_ZONE, "zone"),
    "a language without texts": ("language: sv", "language: no", F.BAD_CHOICE, "language"),
    "no role": ("roles: [editor]", "roles: [king]", F.BAD_CHOICE, "roles: [k"),
    "no reason": ("{lunch: 45}", "{luncheon: 45}", F.BAD_CHOICE, "luncheon"),
    "neither yes nor no": ("voicemail: no", "voicemail: maybe", F.BAD_YES_NO, "voicemail"),
    "a minimum of none": ("minimum: 1", "minimum: 0", F.BAD_COUNT, "minimum: 0"),
    "a key of the keypad that isn't": ("keypad: {1: lunch}", "keypad: {12: lunch}", F.BAD_COUNT, "{12: lunch}"),
    "a member twice": ("members: [bo, anna]", "members: [bo, anna, bo]", F.NAMED_TWICE, "members"),
    "a manager as deputy": ("deputies: [anna]", "deputies: [bo]", F.DEPUTY_OF_SELF, "deputies"),
    "an unknown manager": ("manager: bo", "manager: boo", F.UNKNOWN_PERSON, "manager: boo"),
    "an unknown member": ("members: [bo, anna]", "members: [bo, anna, eva]", F.UNKNOWN_PERSON, "members"),
    "an unknown deputy": ("deputies: [anna]", "deputies: [ana]", F.UNKNOWN_PERSON, "deputies"),
    "an unknown unit above": ("parent: topp", "parent: botten", F.UNKNOWN_UNIT, "parent"),
    "an unknown unit": ("title: Chef\n    unit: topp", "title: Chef\n    unit: tipp", F.UNKNOWN_UNIT, "unit: tipp"),
    "units inside each other": ("manager: karin", "parent: bygg", F.UNIT_CYCLE, "parent: bygg"),
    "a unit inside itself": ("parent: topp", "parent: bygg", F.UNIT_CYCLE, "parent: bygg"),
    "each other's managers": ("title: Chef\n    unit: topp", "title: Chef\n    unit: bygg  #", F.MANAGER_CYCLE, "  #"),
    "nobody in charge": ("    manager: karin\n", "", F.NO_MANAGER, "  topp:"),
    "more than there are": ("minimum: 2", "minimum: 3", F.MINIMUM_ABOVE_MEMBERS, "minimum: 3"),
    "a kind that isn't": ("kind: phone", "kind: fax", F.BAD_CHOICE, "kind: fax"),
    "a price with decimals": ("price: 3490", "price: 34.90", F.BAD_COUNT, "price: 34.90"),
    "an item for no unit": ("units: [bygg]", "units: [byg]", F.UNKNOWN_UNIT, "units: [byg]"),
    "an item for no role": ("roles: [switchboard]", "roles: [king]", F.BAD_CHOICE, "roles: [king]"),
    "a nameless item": ("name: Laddare, ", "", F.MISSING_KEY, "  laddare:"),
    "orders without an answer": ("approval_days: 3", "approval_days: 0", F.BAD_COUNT, "approval_days: 0"),
    "nobody's phone": ("devices:\n  anna:", "devices:\n  ana:", F.UNKNOWN_PERSON, "  ana:"),
    "a phone without a model": ("    - model: Lur", "    - number: 070-174 06 07", F.MISSING_KEY, "06 07"),
    "a synonym of nothing": ("  Bygglov: [byggt", "  Byglov: [byggt", F.UNKNOWN_MATTER, "  Byglov:"),
    "a synonym that says nothing": ("lov att bygga", "fråga om", F.SAYS_NOTHING, "fråga om"),
    "a switchboard's group that isn't": ("group: bygglov", "group: byggloven", F.UNKNOWN_GROUP, "byggloven"),
    "a code with letters": ('"#23#"', '"#23a#"', F.BAD_CODE, "#23a#"),
    "a code that YAML takes for a remark": ('off: "#23#"', "off: #23#", F.EMPTY, "off: #23#"),
    "a digit for no reason": ("{lunch: 1, sick", "{luncheon: 1, sick", F.BAD_CHOICE, "luncheon: 1"),
    "a digit that is none": ("{lunch: 1, sick", "{lunch: ett, sick", F.BAD_COUNT, "lunch: ett"),
    "phones that are no list": ("devices:\n  anna:\n    - {model: Mobil 3, number: 070-174 06 06}\n    - model: Lur",
                                "devices:\n  anna: lur", F.NOT_A_LIST, "anna: lur"),
    "closed and shortened": ("[2026-05-15]", "[2026-12-23]", F.CLOSED_AND_SHORTENED, "2026-12-23: 13:00"),
}  # fmt: skip


def test_the_sound_file_is_sound() -> None:
    """So that each fault below is the change's own."""
    assert faults_of(SOUND) == ()


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_is_named_with_its_line(case: str) -> None:
    """One change, one fault, at the line where it is mended; the words can be read and leave nothing unfilled."""
    old, new, code, fragment = ONE_FAULT[case]
    text = changed(old, new)
    faults = faults_of(text)
    assert [fault.code for fault in faults] == [code]
    assert faults[0].line == line_of(text, fragment)
    assert not re.search(r"\{\w+[!}]", str(faults[0]))


def test_every_kind_of_fault_is_tried() -> None:
    """A new kind comes with a case; the three that are not of a text have tests of their own below.

    And those that only a file of absences can have are tried with that, those of a frame with frames.
    """
    tried = {code for _, _, code, _ in ONE_FAULT.values()} | {F.BAD_MOMENT, F.ENDS_TOO_EARLY} | FRAMES_ALONE
    assert set(FaultCode) - tried == {F.UNREADABLE, F.TOO_LARGE, F.NOT_UTF8}


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    """Nobody mends a file one fault at a time."""
    text = SOUND.replace("language: sv", "language: xx").replace("unit: topp", "unit: tipp")
    text = text.replace("13:00\n", "26:00\n")
    assert [(fault.code, fault.line) for fault in faults_of(text)] == [
        (F.BAD_CHOICE, line_of(text, "language")),
        (F.BAD_TIME, line_of(text, "26:00")),
        (F.UNKNOWN_UNIT, line_of(text, "unit: tipp")),
    ]


def test_the_nearest_name_is_suggested() -> None:
    """A slip in a key, a person or a unit is answered with what was probably meant."""
    for old, new, meant in (
        ("parent: topp", "parant: topp", "parent"),
        ("parent: topp", "parent: top", "topp"),
        ("manager: karin", "manager: karinn", "karin"),
    ):
        assert f"did you mean '{meant}'?" in str(faults_of(changed(old, new))[0])


def test_a_badly_made_person_is_still_someone_to_refer_to() -> None:
    """A person whose own row has a fault is not called unknown wherever the file refers to them."""
    assert [fault.code for fault in faults_of(changed("last_name: Ek", "last_name: "))] == [F.EMPTY]


def test_a_group_without_members_is_no_fault_of_the_file() -> None:
    """That nobody answers is told as a gap (A2), so it has to be possible to say."""
    assert faults_of(changed("members: [bo, anna]", "members: []")) == ()


def test_text_that_is_deeper_than_the_stack_ends_nothing() -> None:
    """Half a million brackets are a fault on the first line, not the end of the process."""
    assert [fault.code for fault in faults_of("[" * 500_000)] == [F.SYNTAX]


def test_an_alias_bomb_is_refused_without_being_unfolded() -> None:
    """Each level would be nine of the one below: a billion values out of half a page."""
    levels = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert {fault.code for fault in faults_of("\n".join(levels))} == {F.ALIAS}


def test_a_file_that_is_not_utf8_is_named_with_the_line() -> None:
    """Old editors still save å as one byte."""
    with pytest.raises(BadMunicipalityFile) as caught:
        parse_municipality(SOUND.encode().replace("å".encode(), b"\xe5"))
    assert [(fault.code, fault.line) for fault in caught.value.faults] == [(F.NOT_UTF8, 2)]


def test_a_byte_order_mark_is_nobodys_fault() -> None:
    """Windows puts one first."""
    assert parse_municipality(b"\xef\xbb\xbf" + SOUND.encode()).municipality.name == "Småbygd"


def test_a_file_that_is_not_there_is_a_fault_like_any_other(tmp_path: Path) -> None:
    """Whoever reads the faults need not know of the file system's own."""
    with pytest.raises(BadMunicipalityFile) as caught:
        load_municipality(tmp_path / "none.yaml")
    assert [fault.code for fault in caught.value.faults] == [F.UNREADABLE]


def test_a_file_too_large_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    """A log or a film by mistake doesn't fill the memory."""
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(MOST_MEGABYTES * 1024 * 1024 + 1)
    with pytest.raises(BadMunicipalityFile) as caught:
        load_municipality(path)
    assert [fault.code for fault in caught.value.faults] == [F.TOO_LARGE]
