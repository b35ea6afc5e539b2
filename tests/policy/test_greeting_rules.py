"""What is made of what is known of a voicemail greeting (A4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.errors import PolicyError
from policy.greetings import (
    LONGEST_NOTE,
    Fault,
    FaultKind,
    Greeting,
    GreetingKind,
    Recording,
    Standing,
    State,
    Why,
    forget_recording,
    record,
    report,
    said_of,
    standing,
    take_back_report,
    turns_old_on,
    undo,
)
from policy.organisation import Municipality, Person, Unit
from policy.upkeep import GreetingUpkeep, Upkeep
from tests.policy.small_town import ANNA, BUILDING, PERMITS, VERA, at, small_town

TOWN = small_town()
NOW = at("2026-11-24 09:00")
TODAY = date(2026, 11, 24)


def recording(**changed: Any) -> Recording:
    """A personal greeting of Anna's, recorded in September, but for what is changed."""
    usual: dict[str, Any] = {
        "kind": GreetingKind.PERSONAL,
        "recorded_on": date(2026, 9, 1),
        "noted_at": at("2026-09-01 09:00"),
        "said": said_of(TOWN, TOWN.people[ANNA]),
    }
    return Recording(**{**usual, **changed})


def greeting(recorded: Recording | None = None, **changed: Any) -> Greeting:
    """What is known of Anna's greeting."""
    usual: dict[str, Any] = {"person": ANNA, "known_since_at": at("2026-09-01 08:00"), "recorded": recorded}
    return Greeting(**{**usual, **changed})


def fault(kind: FaultKind = FaultKind.WRONG, **changed: Any) -> Fault:
    """What Vera found when she rang this morning."""
    usual: dict[str, Any] = {"kind": kind, "by": VERA, "at": at("2026-11-24 08:30"), "turn": "test-call"}
    return Fault(**{**usual, **changed})


def stands(known: Greeting | None, *, now: datetime = NOW, town: Municipality = TOWN, **of_anna: Any) -> Standing:
    """How Anna's greeting stands, with this changed in the directory."""
    person: Person = replace(TOWN.people[ANNA], **of_anna)
    return standing(town, person, known, now=now)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (None, State.MISSING),
        (greeting(), State.MISSING),
        (greeting(recording(kind=GreetingKind.GENERIC)), State.GENERIC),
        (greeting(recording()), State.PERSONAL),
        (greeting(recording(kind=GreetingKind.ABSENCE, until_at=at("2026-11-24 09:01"))), State.ABSENCE),
        (greeting(recording(), fault=fault(FaultKind.MISSING)), State.MISSING),
        (greeting(recording(), fault=fault(FaultKind.WRONG)), State.OUTDATED),
        (greeting(recording(), fault=fault(FaultKind.OUTDATED)), State.OUTDATED),
    ],
)
def test_how_a_greeting_stands(known: Greeting | None, state: State) -> None:
    """A4: missing, generic, personal, for an absence, or outdated; only a personal one lets the caller be sure."""
    assert stands(known).state is state
    assert stands(known).is_wanting is (state in {State.MISSING, State.GENERIC, State.OUTDATED})


@pytest.mark.parametrize(
    "known", [None, greeting(), greeting(recording(), fault=fault()), greeting(recording(kind=GreetingKind.GENERIC))]
)
def test_who_has_no_mailbox_needs_no_greeting(known: Greeting | None) -> None:
    """A4 is about whoever has a voice mailbox; nothing is wanting of anyone else."""
    assert stands(known, has_voicemail=False) == Standing(state=State.NO_MAILBOX)
    assert not stands(known, has_voicemail=False).is_wanting


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"last_name": "Alm-Ek"}, Why.NAME),
        ({"title": "byggnadsingenjör"}, Why.TITLE),
        ({"unit": PERMITS}, Why.UNIT),
    ],
)
def test_a_greeting_is_outdated_when_what_it_says_has_changed(changed: dict[str, Any], why: Why) -> None:
    """A4: a new name, title or unit since it was recorded, and each says which."""
    assert stands(greeting(recording()), **changed) == Standing(state=State.OUTDATED, whys=(why,))


def test_a_unit_that_only_got_another_name_makes_a_greeting_outdated_too() -> None:
    """A4: what the caller hears is the name."""
    units = {**TOWN.units, BUILDING: Unit(id=BUILDING, name="Samhällsbyggnad", parent=TOWN.units[BUILDING].parent)}
    assert stands(greeting(recording()), town=replace(TOWN, units=units)).whys == (Why.UNIT,)


def test_an_absence_greeting_is_outdated_from_the_instant_the_absence_is_over() -> None:
    """A4: half-open, like every period."""
    known = greeting(recording(kind=GreetingKind.ABSENCE, until_at=at("2026-11-24 09:00")))
    assert stands(known, now=at("2026-11-24 08:59")).state is State.ABSENCE
    assert stands(known, now=at("2026-11-24 09:00")) == Standing(state=State.OUTDATED, whys=(Why.ABSENCE_OVER,))


@pytest.mark.parametrize(
    ("recorded_on", "months", "old_on"),
    [
        (date(2025, 11, 24), 12, date(2026, 11, 24)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_a_greeting_turns_old_after_a_number_of_months(recorded_on: date, months: int, old_on: date) -> None:
    """A4: the municipality says how many; the end of a month and leap days give no day that isn't there."""
    assert turns_old_on(recording(recorded_on=recorded_on), months) == old_on


def test_the_day_on_which_a_greeting_turns_old() -> None:
    """A4: twelve months unless the municipality says otherwise."""
    known = greeting(recording(recorded_on=date(2025, 11, 25)))
    assert stands(known).state is State.PERSONAL
    assert stands(known, now=at("2026-11-25 00:00")) == Standing(state=State.OUTDATED, whys=(Why.OLD,))
    patient = replace(TOWN, upkeep=Upkeep(greetings=GreetingUpkeep(oldest_months=24)))
    assert stands(known, now=at("2026-11-25 00:00"), town=patient).state is State.PERSONAL


def test_a_new_recording_mends_what_a_test_call_found() -> None:
    """A4: the fault was of the greeting that is no more."""
    known = record(greeting(recording(), fault=fault()), recording(), change_id="c1", today=TODAY)
    assert (known.fault, stands(known).state) == (None, State.PERSONAL)


def test_a_recording_of_a_day_to_come_is_refused() -> None:
    """A4: nobody has recorded anything tomorrow."""
    with pytest.raises(PolicyError, match=r"greeting\.not_yet") as refused:
        record(greeting(), recording(recorded_on=date(2026, 11, 25)), change_id="c1", today=TODAY)
    assert refused.value.field == "recorded_on"


def test_undoing_gives_back_what_was_known_once() -> None:
    """Also the fault that the recording seemed to mend; the same turn again changes nothing, another one is told."""
    before = greeting(recording(), fault=fault())
    noted = record(before, recording(kind=GreetingKind.GENERIC), change_id="c1", today=TODAY)
    undone = undo(noted, change_id="c1", undone_by="turn")
    assert (undone.recorded, undone.fault) == (before.recorded, before.fault)
    assert undo(undone, change_id="c1", undone_by="turn") == undone
    with pytest.raises(PolicyError, match=r"greeting\.undo_used"):
        undo(undone, change_id="c1", undone_by="another turn")
    with pytest.raises(PolicyError, match=r"greeting\.undo_superseded"):
        undo(forget_recording(noted, change_id="c2"), change_id="c1", undone_by="turn")
    with pytest.raises(PolicyError, match=r"greeting\.undo_superseded"):
        undo(before, change_id="c1", undone_by="turn")


def test_saying_that_there_is_none_can_be_undone_too() -> None:
    """A4: missing again, and back."""
    none = forget_recording(greeting(recording()), change_id="c1")
    assert stands(none).state is State.MISSING
    assert undo(none, change_id="c1", undone_by="turn").recorded == recording()


def test_a_test_call_is_taken_back_by_who_noted_it() -> None:
    """By the turn that noted it; what somebody else found since stays."""
    known = report(greeting(recording()), fault())
    assert take_back_report(known, turn="test-call").fault is None
    with pytest.raises(PolicyError, match=r"greeting\.report_gone"):
        take_back_report(known, turn="another")
    with pytest.raises(PolicyError, match=r"greeting\.report_gone"):
        take_back_report(greeting(recording()), turn="test-call")


def test_a_note_of_a_test_call_has_a_longest_length() -> None:
    """At its field, so that a form can show it."""
    assert report(greeting(), fault(note="x" * LONGEST_NOTE)).fault is not None
    with pytest.raises(PolicyError, match=r"greeting\.note_too_long") as refused:
        report(greeting(), fault(note="x" * (LONGEST_NOTE + 1)))
    assert refused.value.field == "note"


@given(days=st.integers(0, 4000), months=st.integers(1, 60))
def test_no_greeting_is_old_before_its_months_are_over_and_every_one_is_after(days: int, months: int) -> None:
    """A4: within a few days of so many months, whatever the calendar."""
    recorded_on = date(2020, 1, 1) + timedelta(days=days)
    lasted = turns_old_on(recording(recorded_on=recorded_on), months) - recorded_on
    assert timedelta(days=months * 30.4 - 6) <= lasted <= timedelta(days=months * 30.5 + 3)
