"""What is told of a person right now: in, away, off duty, when they are back, and why if that may be said (V1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from policy.availability import Availability, State, availability
from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from policy.return_times import MOST_LINKS
from policy.working_calendar import WorkingCalendar, WorkingHours
from tests.policy.small_town import (
    ANNA,
    BO,
    DAG,
    DISA,
    EVA,
    KARIN,
    STRANGER,
    VERA,
    ZONE,
    at,
    diversion,
    small_town,
)

TOWN = small_town()
SHORT_DAYS = small_town(
    WorkingCalendar(ZONE, closed_on=frozenset({date(2026, 11, 26)}), shortened_on={date(2026, 11, 25): time(12)})
)
LUNCH = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
MEETING = diversion(Reason.MEETING, "2026-11-24 13:00", "2026-11-24 17:00")


def _told(
    when: str, *diversions: Diversion, viewer: PersonId = VERA, person: PersonId = ANNA, fold: int = 0
) -> Availability:
    book = DiversionBook(person=person, diversions=diversions)
    return availability(TOWN, book, TOWN.people[person], viewer=viewer, at=at(when, fold=fold))


def test_someone_at_work_with_no_diversion_is_in() -> None:
    """V1: connect the call; there is no return to tell."""
    told = _told("2026-11-24 10:00")
    assert (told.state, told.back_at, told.absence) == (State.IN, None, None)


def test_someone_with_a_diversion_is_away_until_its_end() -> None:
    """V1: at lunch, back at 13."""
    told = _told("2026-11-24 12:30", LUNCH)
    assert (told.state, told.back_at) == (State.AWAY, at("2026-11-24 13:00"))


def test_the_instant_a_diversion_ends_the_person_is_in() -> None:
    """V1: half-open, so 13:00 sharp is back."""
    assert _told("2026-11-24 13:00", LUNCH).state is State.IN
    assert _told("2026-11-24 12:00", LUNCH).state is State.AWAY
    assert _told("2026-11-24 11:59", LUNCH).state is State.IN


def test_someone_outside_their_hours_is_off_duty_until_they_work_again() -> None:
    """V1: Tuesday evening is back Wednesday at 8; part time decides for those who have it."""
    assert (_told("2026-11-24 18:00").state, _told("2026-11-24 18:00").back_at) == (
        State.OFF_DUTY,
        at("2026-11-25 08:00"),
    )
    disa = _told("2026-11-25 13:00", person=DISA)
    assert (disa.state, disa.back_at) == (State.OFF_DUTY, at("2026-11-30 08:00"))


def test_an_open_line_is_told_as_such_with_its_reason_and_return() -> None:
    """V1: in a training but with calls let through: the switchboard may connect."""
    open_line = diversion(Reason.TRAINING, "2026-11-24 09:00", "2026-11-24 15:00", open_line=True)
    told = _told("2026-11-24 10:00", open_line)
    assert (told.state, told.back_at) == (State.OPEN_LINE, at("2026-11-24 15:00"))
    assert told.absence is not None
    assert told.absence.diversion is open_line


VACATION = diversion(Reason.VACATION, "2026-11-24 08:00", "2026-11-27 17:00")
RETURNS: list[tuple[str, tuple[Diversion, ...], str, str | None]] = [
    ("möte till fem: nästa morgon", (MEETING,), "2026-11-24 14:00", "2026-11-25 08:00"),
    ("lunch som går över i möte till fem: nästa morgon", (LUNCH, MEETING), "2026-11-24 12:30", "2026-11-25 08:00"),
    ("semester till fredag: måndag", (VACATION,), "2026-11-25 10:00", "2026-11-30 08:00"),
    (
        "semester till fredag och utbildning hela måndagen: tisdag",
        (VACATION, diversion(Reason.TRAINING, "2026-11-30 08:00", "2026-11-30 17:00")),
        "2026-11-25 10:00",
        "2026-12-01 08:00",
    ),
    (
        "semester till fredag och möte på måndag förmiddag: måndag före mötet",
        (VACATION, diversion(Reason.MEETING, "2026-11-30 09:00", "2026-11-30 12:00")),
        "2026-11-25 10:00",
        "2026-11-30 08:00",
    ),
    (
        "semester till dagen före julafton: måndag i mellandagarna",
        (diversion(Reason.VACATION, "2026-12-21 08:00", "2026-12-23 17:00"),),
        "2026-12-22 10:00",
        "2026-12-28 08:00",
    ),
    (
        "ledig till nyårsafton: måndag i nästa år",
        (diversion(Reason.LEAVE, "2026-12-28 08:00", "2026-12-30 17:00"),),
        "2026-12-29 10:00",
        "2027-01-04 08:00",
    ),
    ("sjuk tills vidare: det vet ingen", (diversion(Reason.SICK, "2026-11-23 08:00", None),), "2026-11-24 10:00", None),
    (
        "möte och sedan föräldraledig tills vidare: det vet ingen",
        (MEETING, diversion(Reason.PARENTAL_LEAVE, "2026-11-25 08:00", None)),
        "2026-11-24 14:00",
        None,
    ),
    (
        "möte och sedan öppen hänvisning: den hindrar inte",
        (LUNCH, replace(MEETING, open_line=True)),
        "2026-11-24 12:30",
        "2026-11-24 13:00",
    ),
    (
        "tjänsteresa över helgen då klockan ställs tillbaka",
        (diversion(Reason.BUSINESS_TRIP, "2026-10-23 08:00", "2026-10-25 02:30"),),
        "2026-10-24 10:00",
        "2026-10-26 08:00",
    ),
    (
        "tjänsteresa över påsken då klockan ställs fram",
        (diversion(Reason.BUSINESS_TRIP, "2027-03-25 08:00", "2027-03-28 03:00"),),
        "2027-03-26 10:00",
        "2027-03-30 08:00",
    ),
]


@pytest.mark.parametrize(("name", "diversions", "asked", "back"), RETURNS, ids=[row[0] for row in RETURNS])
def test_the_return_is_the_first_working_time_that_no_other_diversion_holds(
    name: str, diversions: tuple[Diversion, ...], asked: str, back: str | None
) -> None:
    """A3, V1: "when the person sought can be reached" is moved on over evenings, holidays and what comes next."""
    told = _told(asked, *diversions)
    assert told.back_at == (None if back is None else at(back)), name


def test_the_return_steps_over_an_early_closing_and_a_closed_day() -> None:
    """A3: Wednesday closes at 12 and Thursday is closed, so a lunch on Wednesday ends on Friday morning."""
    lunch = diversion(Reason.LUNCH, "2026-11-25 11:30", "2026-11-25 12:30")
    book = DiversionBook(person=ANNA, diversions=(lunch,))
    told = availability(SHORT_DAYS, book, SHORT_DAYS.people[ANNA], viewer=VERA, at=at("2026-11-25 11:45"))
    assert told.back_at == at("2026-11-27 08:00")


def test_off_duty_is_back_after_the_diversion_that_the_next_morning_begins_with() -> None:
    """V1: asked on Monday evening about someone in a training all Tuesday: Wednesday."""
    training = diversion(Reason.TRAINING, "2026-11-24 08:00", "2026-11-24 17:00")
    told = _told("2026-11-23 19:00", training)
    assert (told.state, told.back_at) == (State.OFF_DUTY, at("2026-11-25 08:00"))
    assert told.absence is None


def test_someone_who_has_no_hours_is_never_said_to_be_back() -> None:
    """V1: no working time in sight, no return told."""
    nobody = replace(TOWN.people[ANNA], hours=WorkingHours({}))
    told = availability(TOWN, DiversionBook(person=ANNA), nobody, viewer=VERA, at=at("2026-11-24 10:00"))
    assert (told.state, told.back_at) == (State.OFF_DUTY, None)


def test_a_return_is_followed_through_a_month_of_whole_days_away() -> None:
    """A3: thirty single days of vacation, told one by one, are one absence to whoever calls."""
    days = [date(2027, 6, 28 + n) for n in range(3)] + [date(2027, 7, n) for n in range(1, 28)]
    working = [day.isoformat() for day in days if TOWN.calendar.is_working_day(day)]
    single = tuple(diversion(Reason.VACATION, f"{day} 08:00", f"{day} 17:00") for day in working)
    assert len(single) < MOST_LINKS
    assert _told("2027-06-28 10:00", *single).back_at == at("2027-07-28 08:00")


def test_in_the_hour_that_comes_twice_the_real_clock_decides_who_is_away() -> None:
    """V1: away from 01:00 until the clock shows 02:00 for the second time: away at one 02:30, not at the other."""
    meeting = diversion(Reason.MEETING, "2026-10-25 01:00", "2026-10-25 03:00")
    until_the_second_two = replace(meeting, period=Period(at("2026-10-25 01:00"), at("2026-10-25 02:00", fold=1)))
    assert _told("2026-10-25 02:30", until_the_second_two).state is State.AWAY
    assert _told("2026-10-25 02:30", until_the_second_two, fold=1).state is State.OFF_DUTY


SICK = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 17:00", note="Magsjuka, ring Dag", answers_instead=DAG)
VIEWERS = [
    ("själv", ANNA, True),
    ("närmaste chefen", BO, True),
    ("chefens chef", KARIN, False),
    ("chefens ställföreträdare", DAG, False),
    ("växeln", VERA, False),
    ("en kollega", EVA, False),
    ("någon utanför katalogen", STRANGER, False),
]


@pytest.mark.parametrize(("name", "viewer", "sees"), VIEWERS, ids=[row[0] for row in VIEWERS])
@pytest.mark.parametrize("reason", [r for r in Reason if r not in (Reason.LUNCH, Reason.MEETING, Reason.GONE_FOR_DAY)])
def test_reason_and_note_are_masked_together_and_the_return_never(
    name: str, viewer: PersonId, sees: bool, reason: Reason
) -> None:
    """Masking: "any other shows as away with the return time"; the note could give the reason away, so it goes too."""
    public = reason in (Reason.TRAINING, Reason.BUSINESS_TRIP)
    told = _told("2026-11-24 10:00", replace(SICK, reason=reason), viewer=viewer)
    assert told.absence is not None
    assert told.absence.shows_reason is (sees or public), name
    assert told.absence.note == ("Magsjuka, ring Dag" if sees or public else "")
    assert told.back_at == at("2026-11-26 08:00")
    assert told.absence.diversion.answers_instead == DAG


@pytest.mark.parametrize("reason", [Reason.LUNCH, Reason.MEETING, Reason.GONE_FOR_DAY])
def test_a_public_reason_and_its_note_are_told_to_a_stranger(reason: Reason) -> None:
    """Masking: "lunch, meeting, training, business trip, gone for the day" are for everyone, with their notes."""
    told = _told("2026-11-24 10:00", replace(SICK, reason=reason), viewer=STRANGER)
    assert told.absence is not None
    assert told.absence.shows_reason
    assert told.absence.note == "Magsjuka, ring Dag"
