"""When someone is asked about their greeting (A4), and which absence one is to tell of (S1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from policy.diversions import Diversion, DiversionBook
from policy.greeting_questions import absence_to_tell, asked, is_long_absence, looked_at, question_is_due
from policy.greetings import FaultKind, Greeting, GreetingKind, Recording, record
from policy.organisation import PersonId
from policy.reasons import Reason
from policy.upkeep import GreetingUpkeep, Upkeep
from tests.policy.small_town import ANNA, DISA, PERMITS, at, diversion, period, small_town
from tests.policy.test_greeting_rules import fault, greeting, recording

TOWN = small_town()
ANNAS = TOWN.people[ANNA]
NOW = at("2026-11-24 09:00")
MET = at("2026-11-20 09:00")


def is_due(known: Greeting, now: datetime = NOW, **of_anna: Any) -> bool:
    """Whether Anna is asked, with this changed in the directory."""
    return question_is_due(TOWN, replace(ANNAS, **of_anna), known, now=now)


def test_somebody_new_is_left_alone_for_a_week() -> None:
    """A4: the first days with the bot are for getting to know it."""
    known = greeting(known_since_at=MET)
    assert not is_due(known, MET + timedelta(days=7, seconds=-1))
    assert is_due(known, MET + timedelta(days=7))
    assert looked_at(TOWN, ANNAS, known, now=NOW).look_again_at == MET + timedelta(days=7)


def test_the_same_is_asked_about_again_only_after_the_interval() -> None:
    """A4: sixty days, unless the municipality says otherwise."""
    known = asked(TOWN, ANNAS, greeting(known_since_at=MET), now=NOW)
    assert not is_due(known, NOW + timedelta(days=59))
    assert is_due(known, NOW + timedelta(days=60))
    often = replace(TOWN, upkeep=Upkeep(greetings=GreetingUpkeep(ask_again_days=10)))
    assert question_is_due(often, ANNAS, known, now=NOW + timedelta(days=10))


def test_each_change_is_asked_about_once_and_at_once() -> None:
    """A4: a new title, and then a new unit: two changes, two questions."""
    known = greeting(recording())
    assert not is_due(known)
    assert is_due(known, title="arkivarie")
    told = asked(TOWN, replace(ANNAS, title="arkivarie"), known, now=NOW)
    assert not is_due(told, NOW + timedelta(days=1), title="arkivarie")
    assert is_due(told, NOW + timedelta(days=1), title="arkivarie", unit=PERMITS)


@pytest.mark.parametrize(
    "known",
    [
        greeting(),
        greeting(recording(kind=GreetingKind.GENERIC)),
        greeting(recording(recorded_on=date(2020, 1, 1))),
        greeting(recording(), fault=fault(FaultKind.MISSING)),
    ],
)
def test_who_has_no_mailbox_is_never_asked(known: Greeting) -> None:
    """A4: whatever is known, and however long it has been."""
    assert not is_due(known, NOW + timedelta(days=1000), has_voicemail=False)
    assert looked_at(TOWN, replace(ANNAS, has_voicemail=False), known, now=NOW).look_again_at is None
    assert is_due(known, NOW + timedelta(days=1000))


@pytest.mark.parametrize(
    ("recorded", "at_"),
    [
        (recording(recorded_on=date(2026, 9, 1)), at("2027-09-01 00:00")),
        (recording(kind=GreetingKind.ABSENCE, until_at=at("2026-12-14 08:00")), at("2026-12-14 08:00")),
        (
            recording(kind=GreetingKind.ABSENCE, recorded_on=date(2026, 9, 1), until_at=at("2028-01-10 08:00")),
            at("2027-09-01 00:00"),
        ),
    ],
)
def test_a_good_greeting_is_looked_at_when_it_goes_out_of_date_and_not_before(
    recorded: Recording, at_: datetime
) -> None:
    """A4: at that very instant it is due, and a second earlier it isn't."""
    known = looked_at(TOWN, ANNAS, greeting(recorded), now=NOW)
    assert known.look_again_at == at_
    assert not is_due(known, at_ - timedelta(seconds=1))
    assert is_due(known, at_)


def test_asking_about_nothing_leaves_no_trace() -> None:
    """A greeting that is as it should be is not noted as asked about."""
    known = record(greeting(recording()), recording(), change_id="c", today=date(2026, 11, 24))
    assert asked(TOWN, ANNAS, known, now=NOW) == known


@pytest.mark.parametrize(
    ("start", "end", "person", "is_long"),
    [
        ("2026-11-26 08:00", "2026-11-27 17:00", ANNA, False),
        ("2026-11-25 08:00", "2026-11-27 17:00", ANNA, True),
        ("2026-11-26 08:00", "2026-11-30 12:00", ANNA, True),
        ("2026-12-24 08:00", "2026-12-28 17:00", ANNA, False),
        ("2026-11-26 08:00", None, ANNA, True),
        ("2026-11-26 08:00", "2026-12-01 17:00", DISA, False),
        ("2026-11-26 08:00", "2026-12-02 17:00", DISA, True),
    ],
)
def test_an_absence_is_long_by_the_persons_own_working_days(
    start: str, end: str | None, person: PersonId, is_long: bool
) -> None:
    """A4: three of them; weekends, holidays and days that a part-timer doesn't work count not."""
    assert is_long_absence(TOWN, TOWN.people[person], period(start, end)) is is_long


LUNCH = diversion(Reason.LUNCH, "2026-11-24 08:30", "2026-11-24 13:00")
AFTERNOON = diversion(Reason.MEETING, "2026-11-24 08:30", "2026-11-24 17:00")
DAY_OFF = diversion(Reason.LEAVE, "2026-11-26 08:00", "2026-11-26 17:00")
HOLIDAY = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-11 17:00")
FAR = diversion(Reason.VACATION, "2026-12-07 08:00", "2026-12-11 17:00")
SICK = diversion(Reason.SICK, "2026-11-24 08:00", None)


@pytest.mark.parametrize(
    ("diversions", "told"),
    [
        ((), None),
        ((LUNCH,), None),
        ((AFTERNOON,), None),
        ((LUNCH, HOLIDAY), HOLIDAY),
        ((DAY_OFF, HOLIDAY), DAY_OFF),
        ((FAR,), None),
        ((SICK,), SICK),
    ],
)
def test_which_absence_a_greeting_tells_of(diversions: tuple[Diversion, ...], told: Diversion | None) -> None:
    """S1: one that runs or begins within a week and takes a whole day; nobody records a greeting for a lunch."""
    book = DiversionBook(person=ANNA, diversions=diversions)
    assert absence_to_tell(TOWN, ANNAS, book, now=NOW) == told
