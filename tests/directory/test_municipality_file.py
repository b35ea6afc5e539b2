"""What a municipality file says is what the rules see, down to the traps that YAML sets."""

from __future__ import annotations

import io
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.check import FAULTY, SOUND, check_directory
from directory.file_faults import BadMunicipalityFile, Fault, FaultCode
from directory.municipality_file import parse_municipality
from policy.answer_groups import PhoneStretch
from policy.callback_terms import USUAL_TERMS, PromiseTerms
from policy.catalogue import NOTHING_TO_ORDER, CatalogueItem, Device, ItemKind, OrderRules
from policy.clauses import Clause, ClauseWords
from policy.organisation import GroupId, Municipality, Person, PersonId, Role, UnitId
from policy.pbx_terms import KeypadCodes, PbxTerms
from policy.reasons import Reason
from policy.switchboard_terms import USUAL_SWITCHBOARD, SwitchboardTerms
from policy.upkeep import DetailsUpkeep, GreetingUpkeep, Upkeep
from policy.working_calendar import OFFICE_HOURS, Stretch, WorkingHours
from tests.directory import town_file

KARIN, BO, ANNA = (PersonId(f"e5e5e5e5-0000-4000-8000-00000000000{n}") for n in (1, 2, 3))
TOWN = parse_municipality(town_file.SOUND.encode())
FORENOON = Stretch(time(8), time(12))


def test_a_person_is_read_whole() -> None:
    """Numbers are in E.164, an extension keeps its leading zero, and every other week has its own hours."""
    assert TOWN.municipality.people[ANNA] == Person(
        id=ANNA,
        first_name="Anna",
        last_name="Alm",
        title="Arkitekt",
        unit=UnitId("bygg"),
        email="anna.alm@exempelkommun.example",
        extension="0453",
        mobile="+46701740605",
        hours=WorkingHours(
            dict.fromkeys(range(3), (FORENOON, Stretch(time(13), time(17)))), odd_weeks={3: (FORENOON,)}
        ),
        details_confirmed_on=date(2026, 9, 1),
    )


def test_the_traps_of_yaml_are_none() -> None:
    """An unquoted no is a family name here and a no there, 08:00 is a time, and 2026-12-23 a date."""
    karin = TOWN.municipality.people[KARIN]
    assert (karin.last_name, karin.has_voicemail) == ("No", False)
    assert TOWN.municipality.calendar.shortened_on == {date(2026, 12, 23): time(13)}
    assert TOWN.municipality.calendar.closed_on == {date(2026, 5, 15)}


def test_whoever_has_no_hours_of_their_own_works_everyones() -> None:
    """The calendar's, and office hours where it says nothing."""
    assert TOWN.municipality.people[BO].hours == OFFICE_HOURS
    shorter = parse_municipality(town_file.changed("mon-fri: 08:00-17:00", "mon: 08:00-12:00").encode())
    assert shorter.municipality.people[BO].hours == WorkingHours({0: (FORENOON,)})


def test_units_know_who_leads_them() -> None:
    """Managers and deputies are people of the file, by their Entra ids."""
    bygg = TOWN.municipality.units[UnitId("bygg")]
    assert (bygg.parent, bygg.manager, bygg.deputies) == (UnitId("topp"), BO, (ANNA,))
    assert TOWN.municipality.people[BO].roles == {Role.EDITOR}


def test_phone_hours_carry_how_many_must_answer_and_when_they_were_told() -> None:
    """A row's own minimum goes before the group's, and an exception has its own day of publication (M2)."""
    hours = TOWN.municipality.groups[GroupId("bygglov")].phone_hours
    nine, ten, eleven = time(9), time(10), time(11)
    assert hours.weekdays[0] == (PhoneStretch(Stretch(nine, eleven), 1),)
    assert hours.weekdays[4] == (PhoneStretch(Stretch(nine, ten), 2), PhoneStretch(Stretch(ten, eleven), 1))
    assert hours.exceptions == {date(2026, 12, 23): (PhoneStretch(Stretch(nine, ten), 1),), date(2026, 12, 30): ()}
    assert hours.published_on == date(2026, 1, 7)
    assert hours.exceptions_published_on == {date(2026, 12, 23): date(2026, 11, 16)}


def test_habits_are_told_apart_from_silence() -> None:
    """What the file doesn't state is left for others to decide."""
    assert TOWN.habits.workday_start == time(7, 30)
    assert TOWN.habits.workday_end is None
    assert TOWN.habits.usual_lengths == {Reason.LUNCH: timedelta(minutes=45)}
    assert TOWN.habits.keypad_reasons == {"1": Reason.LUNCH}


def test_what_can_be_ordered_is_read_whole() -> None:
    """The catalogue in its order, the rules of orders, a unit's cost centre, and the phones that people have (R1)."""
    catalogue = TOWN.municipality.catalogue
    assert list(catalogue.items.values()) == [
        CatalogueItem(
            id="mobil",
            kind=ItemKind.PHONE,
            name="Mobil",
            price=3490,
            supplier="Mobil 5",
            units=frozenset({"bygg"}),
            roles=frozenset({Role.SWITCHBOARD}),
        ),
        CatalogueItem(id="laddare", kind=ItemKind.ACCESSORY, name="Laddare", price=199),
    ]
    assert catalogue.rules == OrderRules(approval_above=5000, approval_days=3)
    assert catalogue.devices == {ANNA: (Device(model="Mobil 3", number="+46701740606"), Device(model="Lur"))}
    assert TOWN.municipality.units[UnitId("bygg")].cost_centre == "2110"


def test_a_file_without_a_catalogue_has_nothing_to_order() -> None:
    """All three parts may be left out."""
    text = town_file.SOUND[: town_file.SOUND.index("orders:")]
    assert parse_municipality(text.encode()).municipality.catalogue == NOTHING_TO_ORDER


def test_the_command_says_what_a_sound_file_holds(tmp_path: Path) -> None:
    """One line, and a status that a script can go by."""
    path, out = tmp_path / "town.yaml", io.StringIO()
    path.write_text(town_file.SOUND, encoding="utf-8")
    assert check_directory(path, out=out) == SOUND
    assert out.getvalue() == f"{path}: Småbygd: 3 people, 2 units, 1 answer groups. No faults.\n"


def test_the_command_names_each_fault_as_an_editor_finds_it(tmp_path: Path) -> None:
    """FILE:LINE: and what to do; the number of them last."""
    path, errors = tmp_path / "town.yaml", io.StringIO()
    path.write_text(town_file.changed("manager: bo", "manager: boo"), encoding="utf-8")
    assert check_directory(path, errors=errors) == FAULTY
    assert errors.getvalue().splitlines() == [
        f"{path}:21: there is no person 'boo': did you mean 'bo'?",
        "1 fault: nothing of the file is used.",
    ]


LINES = town_file.SOUND.splitlines()
TYPED = st.one_of(
    st.text(max_size=12), st.sampled_from(["- x", "{", "a: b", "&a", "*a", "!!int 3", "  ", "? y", "|", "bo", "karin"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), TYPED, st.booleans()), max_size=4))
def test_a_file_is_used_whole_or_refused_with_lines(edits: list[tuple[int, str, bool]]) -> None:
    """Whatever is typed into it, nothing else is raised, every fault has a line of the file, and no half is used."""
    lines = list(LINES)
    for at, text, replaces in edits:
        lines[at] = text if replaces else lines[at] + text
    content = "\n".join(lines)
    last_line = len(content.splitlines()) + 1
    town, faults = _outcome(content.encode())
    assert all(1 <= fault.line <= last_line and str(fault) for fault in faults)
    if town is not None:
        assert all(person.unit in town.units for person in town.people.values())
        assert all(town.nearest_manager(person) != person.id for person in town.people.values())
        assert all(member in town.people for group in town.groups.values() for member in group.members)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_that_are_no_file_are_refused(content: bytes) -> None:
    """A picture by mistake, or half a download."""
    town, faults = _outcome(content)
    assert town is None
    assert faults


def _outcome(content: bytes) -> tuple[Municipality | None, tuple[Fault, ...]]:
    try:
        return parse_municipality(content).municipality, ()
    except BadMunicipalityFile as bad:
        return None, bad.faults


def test_the_terms_of_promises_are_the_municipalitys_or_the_usual() -> None:
    """What the file leaves out is as usual; no reminder before is a choice."""
    assert TOWN.municipality.promises == USUAL_TERMS
    given_ = "promises: {remind_before_minutes: 0, manager_after_hours: 8, kept_days: 30}\nunits:\n"
    terms = parse_municipality(town_file.changed("units:\n", given_).encode()).municipality.promises
    assert terms == PromiseTerms(remind_before=timedelta(), manager_after=timedelta(hours=8), kept=timedelta(days=30))


def test_how_often_people_are_asked_is_the_municipalitys_to_say() -> None:
    """A1, A4: what the file doesn't state is as it usually is."""
    said = "greetings:\n  oldest_months: 24\n  settle_days: 0\ndetails:\n  confirmed_months: 3\nhabits:"
    upkeep = parse_municipality(town_file.changed("habits:", said).encode()).municipality.upkeep
    assert upkeep == Upkeep(
        greetings=GreetingUpkeep(oldest_months=24, settle_days=0), details=DetailsUpkeep(confirmed_months=3)
    )
    assert TOWN.municipality.upkeep == Upkeep()


def test_the_switchboards_words_and_terms_are_the_municipalitys_to_say() -> None:
    """S3: what else people call a matter, and where it connects a caller whose matter leads nowhere."""
    town = TOWN.municipality
    assert town.synonyms == {"Bygglov": ("byggtillstånd", "lov att bygga")}
    assert town.switchboard == SwitchboardTerms(group=GroupId("bygglov"), misdirected_days=30)
    words = "{sv: Ta emot ett meddelande., en: Take a message.}"
    said = town_file.changed("  group: bygglov\n", f"  words: {words}\n  misdirected_to_suggest: 5\n")
    terms = parse_municipality(said.encode()).municipality.switchboard
    assert terms.words == {"sv": "Ta emot ett meddelande.", "en": "Take a message."}
    assert (terms.group, terms.misdirected_to_suggest) == (None, 5)
    without = parse_municipality(said.split("synonyms:")[0].encode()).municipality
    assert (without.synonyms, without.switchboard) == ({}, USUAL_SWITCHBOARD)


def test_the_exchanges_codes_are_the_municipalitys_to_say() -> None:
    """A3: with digits of its own, or those that its people know from their phones already."""
    keypad = KeypadCodes(
        same_day="*23*{reason}*{time}#",
        other_day="*23*{reason}*{date}#",
        open_ended="*23*{reason}#",
        off="#23#",
        reasons={Reason.LUNCH: "1", Reason.SICK: "3", Reason.OTHER: "0"},
    )
    assert TOWN.municipality.pbx == PbxTerms(kept=timedelta(days=3), keypad=keypad)
    own = "    reasons: {lunch: 1, sick: 3, other: 0}\n"
    usual = parse_municipality(town_file.changed(own, "").encode()).municipality.pbx
    assert usual.keypad.reasons == {Reason.LUNCH: "1"}
    without = parse_municipality(town_file.changed("  kept_days: 3\n", "").encode()).municipality.pbx
    assert without.kept == timedelta(days=7)


def test_a_code_with_a_reason_needs_digits_from_somewhere() -> None:
    """Where neither the exchange's nor chat's are given, the line of the first such code is named."""
    text = town_file.changed("    reasons: {lunch: 1, sick: 3, other: 0}\n", "")
    text = text.replace("  keypad: {1: lunch}\n", "")
    (fault,) = town_file.faults_of(text)
    assert (fault.code, fault.line) == (FaultCode.MISSING_KEY, town_file.line_of(text, "same_day"))


def test_a_clause_has_the_municipalitys_own_words_in_both_languages() -> None:
    """A clause that the policy doesn't have, or one in a single language, is a fault."""
    words = "\n    {}: {{title: Kort, says: Håll det kort., keywords: [ringa hem]}}"
    whole = f"policy:\n  R2:{words.format('sv')}{words.format('en')}\nhabits:"
    clauses = parse_municipality(town_file.changed("habits:", whole).encode()).municipality.clauses
    assert clauses[Clause.R2]["sv"] == ClauseWords(title="Kort", says="Håll det kort.", keywords=("ringa hem",))
    assert TOWN.municipality.clauses == {}
    for broken in (f"policy:\n  R2:{words.format('sv')}\nhabits:", whole.replace("R2", "Z9")):
        with pytest.raises(BadMunicipalityFile):
            parse_municipality(town_file.changed("habits:", broken).encode())
