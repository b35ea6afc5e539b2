"""A person's own figures of a month (M1): each thing once, and how several people's add up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from policy.organisation import GroupId, PersonId
from policy.person_months import PersonMonth, PromisesKept, gone_at, kept_in_time, month_before, month_of
from policy.promise_tallies import IN_TIME
from policy.working_calendar import WorkingCalendar
from tests.policy.small_town import ANNA, BO, NILS, ZONE, at

HOUR = timedelta(hours=1)
BYGGLOV, RECEPTION = GroupId("bygg lov"), GroupId("bygg")


def month(person: PersonId, *late: timedelta) -> PersonMonth:
    """Somebody's November."""
    begun = PersonMonth(person=person, month="2026-11", kept_until=at("2027-12-01 00:00"))
    for number, one in enumerate(late):
        begun = begun.with_promise(f"p{number}", one)
    return begun


def test_promises_are_counted_once_and_add_up_to_share_and_worst_case() -> None:
    """S6, not the mean: nine in time say nothing to the tenth caller."""
    annas = month(ANNA, IN_TIME, 3 * HOUR, IN_TIME)
    assert annas.with_promise("p1", 3 * HOUR) == annas
    assert annas.with_promise("p1", HOUR).late["p1"] == HOUR
    assert kept_in_time([annas, month(BO, HOUR), month(NILS)]) == PromisesKept(
        done=4, in_time=2, worst=3 * HOUR, people=2
    )
    assert kept_in_time([]) == PromisesKept()
    assert annas.without_promise("p1").late == {"p0": IN_TIME, "p2": IN_TIME}


def test_duty_is_counted_once_a_group_and_day() -> None:
    """A group whose name begins like another's is another."""
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    annas = month(ANNA).with_duty(BYGGLOV, tuesday, HOUR).with_duty(BYGGLOV, wednesday, HOUR)
    annas = annas.with_duty(BYGGLOV, tuesday, 2 * HOUR).with_duty(RECEPTION, tuesday, 4 * HOUR)
    assert annas.duty_in(BYGGLOV) == 3 * HOUR
    assert annas.duty_in(RECEPTION) == 4 * HOUR
    assert annas.duty_in_all == 7 * HOUR


@pytest.mark.parametrize(
    ("on", "this", "before"),
    [
        (date(2026, 12, 1), "2026-12", "2026-11"),
        (date(2027, 1, 4), "2027-01", "2026-12"),
        (date(2026, 3, 31), "2026-03", "2026-02"),
    ],
)
def test_months_have_names(on: date, this: str, before: str) -> None:
    """Over New Year too."""
    assert (month_of(on), month_before(on)) == (this, before)


def test_a_month_is_kept_as_many_months_as_the_municipality_says_after_its_end() -> None:
    """November 2026 and thirteen months: to New Year 2028, at midnight in the municipality."""
    assert gone_at("2026-11", WorkingCalendar(ZONE), 13) == at("2028-01-01 00:00")
