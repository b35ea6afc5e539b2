"""What the drafts say (S1): names and titles as they are said, the return as it is heard on other days, never why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.dialogs.greeting_scripts import draft, phrase
from bot.texts.catalogue import words_for
from policy.greetings import SaidOf
from policy.organisation import Person
from services.greeting_outcomes import AbsenceToTell, Script
from tests.policy.small_town import ANNA, BO, at, small_town

TOWN = small_town()
NOW = at("2026-11-24 09:00")
SV, EN = words_for("sv"), words_for("en")
ANNAS = SaidOf(name="Anna Alm", title="Byggnadsinspektör", unit="Bygg")


def drafted(back_at: datetime | None, language: str = "sv", stand_in: Person | None = None) -> str:
    """The draft for an absence of Anna's."""
    absence = AbsenceToTell(diversion="d", back_at=back_at, stand_in=stand_in)
    script = Script(person=TOWN.people[ANNA], said=ANNAS, municipality="Småbygd", absence=absence)
    return draft(script, TOWN, words_for(language), NOW)


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Byggnadsinspektör", "Anna Alm, byggnadsinspektör, Bygg"),
        ("IT-tekniker", "Anna Alm, IT-tekniker, Bygg"),
        ("VA-ingenjör", "Anna Alm, VA-ingenjör, Bygg"),
        ("chef", "Anna Alm, chef, Bygg"),
        ("", "Anna Alm, Bygg"),
    ],
)
def test_a_title_is_said_as_within_a_sentence(title: str, said: str) -> None:
    """S1: first name, last name, department, and the title where it is needed; abbreviations stay as they are."""
    assert phrase(replace(ANNAS, title=title), SV, with_title=True) == said
    assert phrase(replace(ANNAS, title=title), SV, with_title=False) == "Anna Alm, Bygg"


@pytest.mark.parametrize(
    ("back", "swedish", "english"),
    [
        ("2026-12-14 08:00", "nås igen måndag 14 december.", "again on Monday 14 December."),
        ("2026-12-14 13:00", "nås igen måndag 14 december klockan 13:00.", "again on Monday 14 December at 13:00."),
        ("2026-11-25 08:00", "nås igen onsdag 25 november.", "again on Wednesday 25 November."),
        ("2028-01-10 08:00", "nås igen måndag 10 januari 2028.", "again on Monday 10 January 2028."),
    ],
)
def test_the_return_is_said_by_its_date(back: str, swedish: str, english: str) -> None:
    """S1: "imorgon" would be wrong to whoever calls the day after; the hour unless the working day begins then."""
    assert swedish in drafted(at(back))
    assert english in drafted(at(back), "en")


def test_an_absence_without_an_end_promises_no_call_back() -> None:
    """A5: nobody promises what they can't keep."""
    said = drafted(None)
    assert "tills vidare" in said
    assert "ringer jag upp" not in said


def test_whoever_answers_instead_is_named_with_a_number_that_can_be_dialled() -> None:
    """S1: an extension can't be dialled from outside; without a number the switchboard connects."""
    bo = TOWN.people[BO]
    assert "be växeln koppla dig till Bo Berg" in drafted(at("2026-12-14 08:00"), stand_in=bo)
    with_number = replace(bo, landline="+46846500412")
    assert "ring Bo Berg på 08-465 004 12" in drafted(at("2026-12-14 08:00"), stand_in=with_number)
    assert "ring växeln" in drafted(at("2026-12-14 08:00"))


def test_english_goes_without_the_title() -> None:
    """The directory's titles are Swedish."""
    assert drafted(None, "en").startswith("Hello! You have reached Anna Alm, Bygg in Småbygd.")
    assert phrase(ANNAS, EN, with_title=False) == "Anna Alm, Bygg"
