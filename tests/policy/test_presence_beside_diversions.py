"""What Teams shows of a person, beside what their diversion says (V1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.availability import Availability, availability
from policy.diversions import Diversion, DiversionBook
from policy.order_to_try import rank_now
from policy.organisation import PersonId
from policy.presence import Bearing, Lamp, Presence, bearing, is_occupied, occupied_last
from policy.reasons import Reason
from tests.policy.small_town import ANNA, BO, EVA, VERA, at, diversion, small_town

TOWN = small_town()
LUNCH = diversion(Reason.LUNCH, "2026-11-24 09:30", "2026-11-24 10:30")
MEETING = diversion(Reason.MEETING, "2026-11-24 09:30", "2026-11-24 10:30")
SICK = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-24 17:00")
OPEN = diversion(Reason.TRAINING, "2026-11-24 09:00", "2026-11-24 15:00", open_line=True)


def _told(
    *diversions: Diversion, viewer: PersonId = VERA, when: str = "2026-11-24 10:00", person: PersonId = ANNA
) -> Availability:
    book = DiversionBook(person=person, diversions=diversions)
    return availability(TOWN, book, TOWN.people[person], viewer=viewer, at=at(when))


@pytest.mark.parametrize(
    ("lamp", "means"),
    [
        (Lamp.FREE, Bearing.NOTHING),
        (Lamp.IN_CALL, Bearing.LINE_BUSY),
        (Lamp.IN_MEETING, Bearing.MAY_NOT_ANSWER),
        (Lamp.PRESENTING, Bearing.MAY_NOT_ANSWER),
        (Lamp.DO_NOT_DISTURB, Bearing.MAY_NOT_ANSWER),
        (Lamp.BUSY, Bearing.MAY_NOT_ANSWER),
        (Lamp.AWAY, Bearing.ANSWERS_ALL_THE_SAME),
        (Lamp.OFFLINE, Bearing.ANSWERS_ALL_THE_SAME),
    ],
)
def test_of_who_is_in_it_says_how_likely_an_answer_is(lamp: Lamp, means: Bearing) -> None:
    """V1: with no diversion, or on an open line; who is not at the computer may have the phone at hand all the same."""
    assert bearing(_told(), lamp) is means
    assert bearing(_told(OPEN), lamp) is means


@pytest.mark.parametrize("lamp", list(Lamp))
def test_of_who_is_away_it_is_told_only_that_they_use_teams_now(lamp: Lamp) -> None:
    """V1: what comes from the calendar, or is chosen, shows nobody at work."""
    is_active = lamp in (Lamp.FREE, Lamp.IN_CALL, Lamp.PRESENTING)
    means = Bearing.YET_ACTIVE if is_active else Bearing.NOTHING
    assert bearing(_told(LUNCH), lamp) is means
    assert bearing(_told(when="2026-11-24 20:00"), lamp) is means


@pytest.mark.parametrize(
    ("lamp", "means"),
    [(Lamp.IN_CALL, Bearing.NOTHING), (Lamp.PRESENTING, Bearing.NOTHING), (Lamp.FREE, Bearing.YET_ACTIVE)],
)
def test_a_meeting_may_well_be_held_in_teams(lamp: Lamp, means: Bearing) -> None:
    """V1: a call is no contradiction of it; to be free is."""
    assert bearing(_told(MEETING), lamp) is means


def test_what_is_shown_tells_nothing_of_a_reason_that_the_viewer_may_not_know() -> None:
    """Masking: a reason that is not shown bears on nothing, so that nobody reads it out of the difference."""
    masked, known = _told(SICK, viewer=VERA), _told(SICK, viewer=BO)
    assert masked.absence is not None
    assert known.absence is not None
    assert (masked.absence.shows_reason, known.absence.shows_reason) == (False, True)
    for lamp in Lamp:
        assert bearing(masked, lamp) is bearing(known, lamp)


def _shown(**lamps: Lamp) -> dict[PersonId, Presence]:
    people = {"anna": ANNA, "bo": BO, "eva": EVA}
    return {people[name]: Presence(lamp, timedelta()) for name, lamp in lamps.items()}


def test_whoever_is_in_a_call_is_tried_after_the_others_and_stays_among_them() -> None:
    """V1: nobody is taken out, and the others keep their order; a meeting may be of the calendar alone."""
    people = [_told(person=one) for one in (ANNA, BO, EVA)]

    def order(**lamps: Lamp) -> list[PersonId]:
        return [one.person.id for one in occupied_last(people, _shown(**lamps))]

    assert order() == [ANNA, BO, EVA]
    assert order(anna=Lamp.IN_CALL) == [BO, EVA, ANNA]
    assert order(anna=Lamp.PRESENTING, bo=Lamp.IN_CALL) == [EVA, ANNA, BO]
    assert order(anna=Lamp.IN_MEETING, bo=Lamp.OFFLINE, eva=Lamp.FREE) == [ANNA, BO, EVA]
    assert order(anna=Lamp.IN_CALL, bo=Lamp.IN_CALL, eva=Lamp.IN_CALL) == [ANNA, BO, EVA]


def test_of_several_who_is_in_a_call_comes_after_who_can_answer_and_before_who_is_away() -> None:
    """V1: also after an open line, which is answered now; it changes nothing for who is away."""
    free, busy = rank_now(_told()), rank_now(_told(), is_occupied=True)
    assert free < rank_now(_told(OPEN)) < busy < rank_now(_told(LUNCH))
    assert rank_now(_told(LUNCH), is_occupied=True) == rank_now(_told(LUNCH))


def test_of_whom_nothing_is_known_is_not_taken_up() -> None:
    """Teams may show nothing of somebody."""
    assert not is_occupied(ANNA, {})
    assert is_occupied(ANNA, _shown(anna=Lamp.IN_CALL))
