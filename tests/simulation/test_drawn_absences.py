"""The model that absences are drawn by: the same for the same seed, and as often as it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from policy.organisation import Municipality, PersonId
from policy.periods import Period
from policy.reasons import Reason
from simulation.drawn_absences import HABITS, draw_absences
from tests.policy.small_town import ANNA, period, small_town

QUARTER = period("2026-09-01 00:00", "2026-12-01 00:00")


def crowd(number: int = 200) -> Municipality:
    """The small town with so many people in Anna's hours."""
    town = small_town()
    people = {PersonId(f"p{n}"): replace(town.people[ANNA], id=PersonId(f"p{n}")) for n in range(number)}
    return replace(town, people=people)


def test_the_same_seed_draws_the_same_and_another_another() -> None:
    """Whoever tries something a second time sees the same days."""
    first = draw_absences(small_town(), QUARTER, seed=1)
    assert draw_absences(small_town(), QUARTER, seed=1) == first
    assert draw_absences(small_town(), QUARTER, seed=2) != first


def test_who_is_added_to_the_file_changes_nobody_elses_days() -> None:
    """Each person's days are drawn by themselves."""
    town = small_town()
    fewer = replace(town, people={ANNA: town.people[ANNA]})
    assert [one for one in draw_absences(town, QUARTER, seed=1) if one.person == ANNA] == list(
        draw_absences(fewer, QUARTER, seed=1)
    )


def test_nobody_is_away_twice_at_once_or_when_they_do_not_work() -> None:
    """One absence a day and person; each begins in working time, and is known by its end."""
    town = small_town()
    for person in town.people.values():
        mine = [one for one in draw_absences(town, QUARTER, seed=5) if one.person == person.id]
        spans = sorted((one.period for one in mine), key=lambda span: span.start_at)
        assert all(not spans[n].overlaps(spans[n + 1]) for n in range(len(spans) - 1))
        assert all(town.calendar.is_working_time(span.start_at, person.hours) for span in spans)
        assert all(one.period.end_at is not None and one.known_at < one.period.end_at for one in mine)


def test_who_has_been_away_for_a_while_is_away_on_the_first_day() -> None:
    """A replay does not begin with everyone well."""
    day = period("2026-11-26 00:00", "2026-11-27 00:00")
    drawn = draw_absences(crowd(), day, seed=1)
    assert any(one.period.start_at < day.start_at for one in drawn)
    assert all(one.period.overlaps(day) for one in drawn)


def test_absences_are_as_frequent_as_the_model_says() -> None:
    """Over 200 people and a quarter, within a fifth for what is common; and a rate of one's own counts."""
    asked = Period(QUARTER.start_at, QUARTER.end_at)
    town = crowd()
    begun = Counter(one.reason for one in draw_absences(town, asked, seed=1))
    lunches = next(one.a_day for one in HABITS if one.reason is Reason.LUNCH)
    meetings = next(one.a_day for one in HABITS if one.reason is Reason.MEETING)
    # What comes before it in the list takes a few of its days.
    assert 0.8 < begun[Reason.LUNCH] / begun[Reason.MEETING] / (lunches * (1 - meetings) / meetings) < 1.2
    assert draw_absences(town, asked, seed=1, sick_a_day=0.0)
    assert not any(one.reason is Reason.SICK for one in draw_absences(town, asked, seed=1, sick_a_day=0.0))
    assert {one.reason for one in draw_absences(town, asked, seed=1, sick_a_day=1.0)} == {Reason.SICK}
