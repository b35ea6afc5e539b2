"""A person is understood by name, also where the name is a month, a day or another word."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.understanding import understand
from bot.understanding.vocabulary import listed
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 11, 23, 10, 15, tzinfo=STOCKHOLM)
ASKED = (
    ("är {} inne?", "person"),
    ("när är {} åter?", "person"),
    ("när är {} tillbaka?", "person"),
    ("var är {}?", "person"),
    ("sök {}", "person"),
    ("har {} semester v 28?", "person"),
    ("jobbar {} på fredag?", "person"),
    ("when is {} back?", "person"),
    ("is {} in?", "person"),
    ("meddela {} att mötet är flyttat", "person"),
    ("tell {} that I am late", "person"),
    ("ring upp {} 070-174 06 33", "caller"),
    ("har ringt {}", "caller"),
    ("hänvisa mig till {} 13-14", "to_person"),
    ("koppla mina samtal till {} imorgon", "to_person"),
)
GIVEN_NAMES = listed(
    """Anna Eva Maria Karin Kristina Lena Sara Kerstin Emma Malin Jenny Ingrid Marie Hanna Linda Susanne Elin
    Monica Inger Ulla Julia Ida Anette Åsa Sandra Frida Siv Maj Lars Mikael Anders Erik Per Peter Karl Johan Jan Daniel
    Fredrik Andreas Hans Stefan Mats Bengt Bo Ulf Leif Tor Tim Tom Stig Dag Iman Vera Li Ed Jan-Erik Per-Olof
    Maj-Britt Ida-Marie Ann-Sofie Sven-Erik Jan-Olof"""
)
SURNAMES = listed(
    """Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson
    Jonsson Jansson Hansson Bengtsson Lindberg Jakobsson Lindström Berg Ek Holm Lund Öberg Bergman Sjöberg Dahl
    Lindqvist Ström Hall Strand"""
)
PEOPLE = [*GIVEN_NAMES, *(f"{given} {SURNAMES[i % len(SURNAMES)]}" for i, given in enumerate(GIVEN_NAMES))]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_is_meant_however_the_name_is_typed(name: str) -> None:
    """Each question and errand is about the person named, with capitals or without."""
    wrong = [
        text
        for pattern, slot in ASKED
        for typed in (name, name.lower())
        if understand(text := pattern.format(typed), now=NOW).other.get(slot) != name
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["Anna Frisk", "Leif Vinter", "Maya Sommar", "Ida Modig", "Jan Stark"])
def test_a_surname_may_be_a_word_when_it_has_its_capital(name: str) -> None:
    """ "Är Anna Frisk inne?" asks for Anna Frisk, not whether Anna is well."""
    assert understand(f"är {name} inne?", now=NOW).other.get("person") == name


@pytest.mark.parametrize(
    ("text", "day"),
    [("ledig till 5 jan", "2027-01-05"), ("semester 3 maj", "2027-05-03"), ("off until Jan 5", "2027-01-05")],
)
def test_a_month_beside_a_number_is_no_person(text: str, day: str) -> None:
    """Where a date is said its month stays a month."""
    end = understand(text, now=NOW).end
    assert end is not None
    assert end.date().isoformat() == day
