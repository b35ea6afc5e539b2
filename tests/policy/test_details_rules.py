"""Whether a person's details are confirmed, what is to be mended in them, and when they are asked about (A1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from policy.details import (
    LONGEST_CORRECTION,
    MOST_OPEN,
    Confirmed,
    Correction,
    DetailField,
    Details,
    Fate,
    asked,
    confirm,
    confirmed,
    confirmed_on,
    correct,
    end_correction,
    looked_at,
    question_is_due,
    without_old,
)
from policy.errors import PolicyError
from policy.outgoing import Outgoing, StandingCard
from policy.upkeep import DetailsUpkeep, Upkeep
from tests.policy.small_town import ANNA, PERMITS, VERA, at, small_town

TOWN = small_town()
ANNAS = TOWN.people[ANNA]
NOW = at("2026-11-24 09:00")
NEW = Details(person=ANNA, known_since_at=NOW)


def correction(id_: str = "t", text: str = "070-174 06 99", **changed: Any) -> Correction:
    """A correction of Anna's mobile number."""
    return Correction(id=id_, field=DetailField.MOBILE, text=text, made_at=NOW, **changed)


def stands(details: Details | None, now: datetime = NOW, **of_anna: Any) -> Confirmed:
    """Whether Anna's details are confirmed, with this changed in the directory."""
    return confirmed(TOWN, replace(ANNAS, **of_anna), details, now=now)


def test_details_are_confirmed_for_six_months_from_the_day_they_were() -> None:
    """A1: half-open, and as long as the municipality says."""
    said = confirm(TOWN, ANNAS, NEW, now=NOW)
    assert stands(NEW) is Confirmed.NEVER
    assert stands(said) is Confirmed.YES
    assert stands(said, at("2027-05-23 23:59")) is Confirmed.YES
    assert stands(said, at("2027-05-24 00:00")) is Confirmed.LONG_AGO
    patient = replace(TOWN, upkeep=Upkeep(details=DetailsUpkeep(confirmed_months=12)))
    assert confirmed(patient, ANNAS, said, now=at("2027-05-24 00:00")) is Confirmed.YES


@pytest.mark.parametrize(
    "changed",
    [
        {"last_name": "Ek"},
        {"title": "arkivarie"},
        {"unit": PERMITS},
        {"extension": "9999"},
        {"landline": "+46846500499"},
        {"mobile": "+46701740699"},
        {"matters": ("arkiv",)},
    ],
)
def test_a_change_of_anything_that_the_switchboard_sees_undoes_a_confirmation(changed: dict[str, Any]) -> None:
    """A1: what was said to be right is no longer what is there."""
    said = confirm(TOWN, ANNAS, NEW, now=NOW)
    assert stands(said, **changed) is Confirmed.CHANGED
    assert stands(said, email="anna@smabygd.example", nicknames=("Annie",)) is Confirmed.YES


def test_the_later_of_the_directorys_day_and_the_persons_own_counts() -> None:
    """A1: whichever way it was said."""
    said = confirm(TOWN, ANNAS, NEW, now=NOW)
    assert confirmed_on(ANNAS, None) is None
    for on, expected in ((date(2026, 1, 1), date(2026, 11, 24)), (date(2026, 12, 1), date(2026, 12, 1))):
        assert confirmed_on(replace(ANNAS, details_confirmed_on=on), said) == expected
    assert stands(None, details_confirmed_on=date(2026, 11, 1)) is Confirmed.YES
    assert stands(said, title="arkivarie", details_confirmed_on=date(2026, 12, 1)) is Confirmed.YES


def test_a_correction_says_something_and_not_too_much_and_there_are_not_too_many() -> None:
    """At its field, so that a form can show it; the same turn again changes nothing."""
    one = correct(NEW, correction())
    assert correct(one, correction(text="something else")) == one
    for text, code in (("", "nothing_said"), ("x" * (LONGEST_CORRECTION + 1), "too_long")):
        with pytest.raises(PolicyError, match=f"details.{code}") as refused:
            correct(NEW, correction(text=text))
        assert refused.value.field == "text"
    full = replace(NEW, corrections=tuple(correction(str(n)) for n in range(MOST_OPEN)))
    with pytest.raises(PolicyError, match=r"details\.too_many"):
        correct(full, correction())
    assert correct(end_correction(full, "1", Fate.MENDED, by=VERA, now=NOW), correction()).find("t") is not None


def test_a_correction_is_ended_once_and_the_first_to_do_it_stands() -> None:
    """A1: whoever comes second changes nothing, and sees who was first."""
    open_ = correct(NEW, correction())
    mended = end_correction(open_, "t", Fate.MENDED, by=VERA, now=NOW)
    assert mended.open == ()
    assert end_correction(mended, "t", Fate.WITHDRAWN, by=ANNA, now=NOW + timedelta(hours=1)) == mended
    with pytest.raises(PolicyError, match=r"details\.gone"):
        end_correction(open_, "another", Fate.MENDED, by=VERA, now=NOW)


def test_what_was_dealt_with_long_ago_is_kept_by_no_one() -> None:
    """Thirty days, and the cards that told of it are forgotten too."""
    card = StandingCard(to=VERA, card="correction:t", conversation="c", activity="a")
    mended = end_correction(correct(NEW, correction()), "t", Fate.MENDED, by=VERA, now=NOW)
    mended = replace(mended, outgoing=Outgoing(standing=(card,)))
    assert without_old(mended, now=NOW + timedelta(days=30, seconds=-1)) == mended
    assert without_old(mended, now=NOW + timedelta(days=30)) == NEW
    assert without_old(correct(NEW, correction()), now=NOW + timedelta(days=400)).open != ()


def is_due(details: Details, now: datetime, **of_anna: Any) -> bool:
    """Whether Anna is asked."""
    return question_is_due(TOWN, replace(ANNAS, **of_anna), details, now=now)


def test_somebody_new_is_asked_after_two_weeks_and_again_after_the_interval() -> None:
    """A1: a question at most every thirty days about the same."""
    first = NOW + timedelta(days=14)
    assert not is_due(NEW, first - timedelta(seconds=1))
    assert is_due(NEW, first)
    assert looked_at(TOWN, ANNAS, NEW, now=NOW).look_again_at == first
    told = asked(TOWN, ANNAS, NEW, now=first)
    assert not is_due(told, first + timedelta(days=29))
    assert is_due(told, first + timedelta(days=30))


def test_each_change_is_asked_about_at_once_and_once() -> None:
    """A1: a new title today, a new number tomorrow: two changes, two questions; none while one is to be mended."""
    said = confirm(TOWN, ANNAS, NEW, now=NOW)
    assert not is_due(said, NOW)
    assert is_due(said, NOW, title="arkivarie")
    told = asked(TOWN, replace(ANNAS, title="arkivarie"), said, now=NOW)
    assert not is_due(told, NOW + timedelta(days=1), title="arkivarie")
    assert is_due(told, NOW + timedelta(days=1), title="arkivarie", mobile="+46701740699")
    assert not is_due(correct(said, correction()), NOW, title="arkivarie")


def test_confirmed_details_are_looked_at_when_they_turn_stale() -> None:
    """A1: at that very instant a question is due, and not a second before."""
    said = looked_at(TOWN, ANNAS, confirm(TOWN, ANNAS, NEW, now=NOW), now=NOW)
    assert said.look_again_at == at("2027-05-24 00:00")
    assert not is_due(said, at("2027-05-23 23:59"))
    assert is_due(said, at("2027-05-24 00:00"))
    waiting = looked_at(TOWN, ANNAS, correct(said, correction()), now=NOW)
    assert waiting.look_again_at == NOW + timedelta(days=30)
