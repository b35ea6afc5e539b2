"""What everyone can read of an absence: true for as long as it stands, and no word of a private reason (A3, S1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.dialogs.effect_phrases import MOST_CHARACTERS, phrases_of
from policy.effects import Shown
from policy.organisation import Municipality, Person
from policy.reasons import Reason, is_public
from services.effect_ports import Said
from tests.policy.small_town import ANNA, BO, at, small_town
from tests.services.fakes import FakeDirectory

TOWN = small_town()


def shown(**changed: Any) -> Shown:
    """A lunch on a Tuesday, but for what is changed."""
    plain: dict[str, Any] = {
        "diversion": "d1",
        "start_at": at("2026-11-24 12:00"),
        "ends_at": at("2026-11-24 13:00"),
        "back_at": at("2026-11-24 13:00"),
        "reason": Reason.LUNCH,
        "open_line": False,
        "answers_instead": None,
    }
    return Shown(**{**plain, **changed})


def said(absence: Shown, stand_in: Person | None = None, town: Municipality = TOWN) -> Said:
    """What is told of Anna's absence from Tuesday at nine on."""
    return phrases_of(FakeDirectory(town))(TOWN.people[ANNA], absence, stand_in, at=at("2026-11-24 09:00"))


TOMORROW = at("2026-11-25 08:00")


@pytest.mark.parametrize(
    ("absence", "short"),
    [
        (shown(), "På lunch. Nås igen 13:00."),
        (
            shown(back_at=TOMORROW, reason=Reason.TRAINING),
            "På utbildning. Nås igen ons 25 nov 08:00.",
        ),
        (shown(reason=None), "Frånvarande. Nås igen 13:00."),
        (shown(reason=None, ends_at=None, back_at=None), "Frånvarande tills vidare."),
        (shown(back_at=None), "På lunch."),
        (shown(open_line=True), "På lunch till 13:00, men svarar i telefon."),
        (shown(open_line=True, ends_at=None, back_at=None), "På lunch tills vidare, men svarar i telefon."),
    ],
)
def test_a_status_message_is_one_sentence(absence: Shown, short: str) -> None:
    """With days by their dates: "imorgon" would be another day tomorrow."""
    assert said(absence).short == short


def test_an_automatic_reply_never_says_why() -> None:
    """Anyone at all gets it."""
    text = said(shown(back_at=TOMORROW, ends_at=TOMORROW)).long
    assert text.splitlines()[0] == "Tack för ditt meddelande. Jag är frånvarande och nås igen ons 25 nov 08:00."
    assert "lunch" not in text.casefold()
    assert text.splitlines()[-1].startswith("Anna Alm, Bygg, ")


def test_who_answers_instead_is_named_with_a_number_from_outside() -> None:
    """An extension can't be dialled from there."""
    bo = TOWN.people[BO]
    assert said(shown(), bo).short == "På lunch. Nås igen 13:00. Bo Berg svarar i stället."
    assert "kontakta Bo Berg." in said(shown(), replace(bo, landline="", mobile="")).long
    assert "kontakta Bo Berg, 070-174 06 05." in said(shown(), replace(bo, landline="", mobile="+46701740605")).long


def test_a_status_message_is_no_longer_than_graph_takes() -> None:
    """The colleague's name is left out before the return is."""
    long = replace(TOWN.people[BO], last_name="B" * 300)
    assert said(shown(), long).short == "På lunch. Nås igen 13:00."
    assert len(said(shown(), TOWN.people[BO]).short) < MOST_CHARACTERS


def test_it_is_in_the_municipality_s_language() -> None:
    """Whoever reads it has chosen none."""
    english = replace(TOWN, language="en")
    assert said(shown(), town=english).short == "At lunch. Can be reached again 13:00."


@pytest.mark.parametrize("reason", [reason for reason in Reason if is_public(reason)])
def test_every_public_reason_has_its_words(reason: Reason) -> None:
    """And the others none: they never get here."""
    assert said(shown(reason=reason)).short.endswith("Nås igen 13:00.")
