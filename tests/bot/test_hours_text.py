"""Phone hours as people type them: read however they are written, shown alike (M2)."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.hours_text import hours_text, read_hours, shown_hours, usual_minimum
from bot.texts.catalogue import words_for
from policy.answer_groups import PhoneStretch
from policy.errors import PolicyError
from policy.working_calendar import Stretch

BOTH = "09:00–11:30, 13:00–15:00"


@pytest.mark.parametrize(
    "typed",
    [
        BOTH,
        "9-11.30, 13-15",
        "09:00-11:30 13:00-15:00",
        "9 - 11.30 och 13 - 15",
        "kl 9 till 11.30; kl. 13 till 15",
        "9–11:30 and 13–15.",
        "  9-11.30 ,13-15 ",
        "9-11.30 & 13-15",
        "13-15, 9-11.30",
    ],
)
def test_however_it_is_written_it_is_the_same(typed: str) -> None:
    """Dots or colons, dashes or words, commas or "och"."""
    assert hours_text(read_hours(typed, 1, field="mon"), usual=1) == BOTH


@pytest.mark.parametrize("typed", ["", " ", "-", "stängt", "Stängd", "closed", "ingen telefontid"])
def test_a_day_without_hours_is_closed(typed: str) -> None:
    """Empty, or in so many words."""
    assert read_hours(typed, 1, field="mon") == ()
    assert shown_hours((), words_for("sv")) == "stängt"


@pytest.mark.parametrize("typed", ["alltid", "9", "9-", "25-26", "9-12 eller", "9:75-12", "9-12-15", "9-12, " * 60])
def test_what_is_no_hours_is_a_fault_at_its_field(typed: str) -> None:
    """Never half a line."""
    with pytest.raises(PolicyError) as fault:
        read_hours(typed, 1, field="tue")
    assert (fault.value.code, fault.value.field) == ("notice.bad_hours", "tue")


def test_an_end_before_its_start_is_said_to_be_so() -> None:
    """15–13 is a slip, and not unreadable."""
    with pytest.raises(PolicyError) as fault:
        read_hours("15-13", 1, field="wed")
    assert fault.value.code == "notice.end_before_start"


def test_how_many_are_needed_follows_along() -> None:
    """What most stretches need goes without saying; the others say it."""
    read = read_hours("9-10 (2), 10-12", 1, field="mon")
    assert [one.minimum for one in read] == [2, 1]
    assert hours_text(read, usual=1) == "09:00–10:00 (2), 10:00–12:00"
    assert usual_minimum({0: read, 1: read[1:]}) == 1
    assert usual_minimum({}) == 1


TIMES = st.times().map(lambda clock: clock.replace(second=0, microsecond=0, fold=0))


@given(st.lists(st.tuples(TIMES, TIMES, st.integers(1, 50)), max_size=5), st.integers(1, 5))
def test_what_is_shown_in_a_form_is_read_as_it_was(drawn: list[tuple[time, time, int]], usual: int) -> None:
    """A form that is sent in untouched changes nothing."""
    made = [PhoneStretch(Stretch(min(a, b), max(a, b)), minimum) for a, b, minimum in drawn if a != b]
    stretches = sorted(made, key=lambda one: one.stretch)
    assert read_hours(hours_text(stretches, usual=usual), usual, field="mon") == tuple(stretches)
