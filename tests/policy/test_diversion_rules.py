"""Which diversions are allowed, and what a book of them knows: running, upcoming, over, and how long it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from policy.diversions import (
    FURTHEST_AHEAD,
    KEPT_AFTER_THE_END,
    LONGEST_NOTE,
    Change,
    DiversionBook,
    Proposal,
    faults,
)
from policy.outgoing import Notification, Outgoing
from policy.reasons import Reason
from tests.policy.small_town import ANNA, DAG, at, diversion

NOW = at("2026-11-24 09:00")
GOOD = Proposal(person=ANNA, reason=Reason.MEETING, start_at=NOW, end_at=at("2026-11-24 10:00"))
NOTIFICATION = Notification(id="n", to=ANNA, code="diversion.set_by_other", made_at=NOW, due_at=NOW)


def _found(proposal: Proposal, now: datetime = NOW) -> list[tuple[str, str | None]]:
    return [(fault.code, fault.field) for fault in faults(proposal, now=now)]


def test_a_meeting_with_an_end_is_allowed() -> None:
    """A3: reason and return time are what it takes."""
    assert _found(GOOD) == []


@pytest.mark.parametrize("reason", [Reason.SICK, Reason.CHILD_CARE, Reason.LEAVE, Reason.PARENTAL_LEAVE])
def test_until_further_notice_is_allowed_where_the_reason_allows_it(reason: Reason) -> None:
    """A3: nobody knows when a cold is over."""
    assert _found(replace(GOOD, reason=reason, end_at=None)) == []


@pytest.mark.parametrize(
    "reason", sorted(set(Reason) - {Reason.SICK, Reason.CHILD_CARE, Reason.LEAVE, Reason.PARENTAL_LEAVE})
)
def test_any_other_reason_needs_a_return_time(reason: Reason) -> None:
    """A3: "no diversion without a return time"; the fault stands at the end's field and says for which reason."""
    (fault,) = faults(replace(GOOD, reason=reason, end_at=None), now=NOW)
    assert (fault.code, fault.field, fault.params) == ("diversion.end_missing", "end", {"reason": reason.value})


@pytest.mark.parametrize("end", [NOW, NOW - timedelta(minutes=1)])
def test_an_end_no_later_than_the_start_is_a_fault_at_the_end(end: datetime) -> None:
    """A3: the return comes after the leaving."""
    assert _found(replace(GOOD, end_at=end)) == [("diversion.end_before_start", "end")]


def test_what_is_over_already_is_a_fault_at_the_end() -> None:
    """A3: to divert this morning's calls in the afternoon tells no caller anything; ending now counts as over."""
    morning = replace(GOOD, start_at=at("2026-11-24 07:00"), end_at=NOW)
    assert _found(morning) == [("diversion.already_over", "end")]
    assert _found(replace(morning, end_at=NOW + timedelta(minutes=1))) == []


def test_a_start_in_the_past_is_no_fault() -> None:
    """A3: who has been sick since Monday may say so on Tuesday."""
    assert _found(replace(GOOD, reason=Reason.SICK, start_at=at("2026-11-23 08:00"))) == []


def test_what_lies_years_ahead_is_taken_for_a_slip() -> None:
    """A3: the start and the end each have their own fault, at their own field, in the order of the form."""
    limit = NOW.astimezone(UTC) + FURTHEST_AHEAD
    assert _found(replace(GOOD, reason=Reason.PARENTAL_LEAVE, end_at=limit)) == []
    assert _found(replace(GOOD, reason=Reason.PARENTAL_LEAVE, end_at=limit + timedelta(minutes=1))) == [
        ("diversion.too_far_ahead", "end")
    ]
    beyond = replace(GOOD, start_at=limit + timedelta(days=1), end_at=limit + timedelta(days=2))
    assert _found(beyond) == [("diversion.too_far_ahead", "start"), ("diversion.too_far_ahead", "end")]
    assert _found(replace(beyond, reason=Reason.SICK, end_at=None)) == [("diversion.too_far_ahead", "start")]


def test_nobody_answers_in_their_own_place() -> None:
    """A3: a colleague may answer instead; the person is no such colleague."""
    assert _found(replace(GOOD, answers_instead=DAG)) == []
    assert _found(replace(GOOD, answers_instead=ANNA)) == [("diversion.answers_self", "answers_instead")]


def test_a_note_has_a_greatest_length() -> None:
    """The note is read aloud; the fault says how long it may be."""
    assert _found(replace(GOOD, note="x" * LONGEST_NOTE)) == []
    (fault,) = faults(replace(GOOD, note="x" * (LONGEST_NOTE + 1)), now=NOW)
    assert (fault.code, fault.field, fault.params) == ("diversion.note_too_long", "note", {"most": LONGEST_NOTE})


def test_every_fault_is_told_at_once_in_the_order_of_the_form() -> None:
    """One form shows all that must be mended: start, end, who answers, note."""
    far = NOW + FURTHEST_AHEAD + timedelta(days=9)
    bad = replace(GOOD, start_at=far, end_at=far, answers_instead=ANNA, note="x" * 201)
    assert _found(bad) == [
        ("diversion.too_far_ahead", "start"),
        ("diversion.end_before_start", "end"),
        ("diversion.answers_self", "answers_instead"),
        ("diversion.note_too_long", "note"),
    ]


def test_the_second_half_past_two_in_october_comes_after_the_first() -> None:
    """A3 over the clock change: the same wall-clock time, an hour later, is a good end; the other way round is not."""
    first, second = at("2026-10-25 02:30"), at("2026-10-25 02:30", fold=1)
    before = at("2026-10-25 01:00")
    assert _found(replace(GOOD, start_at=first, end_at=second), before) == []
    assert _found(replace(GOOD, start_at=second, end_at=first), before) == [("diversion.end_before_start", "end")]


def test_an_end_in_the_hour_that_comes_twice_is_over_by_the_real_clock() -> None:
    """A3: at the second 02:10, what ended at the first 02:50 is over."""
    proposal = replace(GOOD, start_at=at("2026-10-25 01:00"), end_at=at("2026-10-25 02:50"))
    assert _found(proposal, at("2026-10-25 02:10", fold=1)) == [("diversion.already_over", "end")]
    assert _found(proposal, at("2026-10-25 02:10")) == []


def test_an_end_in_the_hour_that_never_comes_is_read_as_the_hour_after() -> None:
    """2027-03-28 has no 02:30; it is the instant that 03:30 also names, so 02:30 till 03:30 holds nothing."""
    empty = replace(GOOD, start_at=at("2027-03-28 02:30"), end_at=at("2027-03-28 03:30"))
    assert _found(empty, at("2027-03-28 01:00")) == [("diversion.end_before_start", "end")]


LUNCH = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
MEETING = diversion(Reason.MEETING, "2026-11-24 13:00", "2026-11-24 14:00")
SICK = diversion(Reason.SICK, "2026-11-25 08:00", None)
BOOK = DiversionBook(person=ANNA, diversions=(LUNCH, MEETING, SICK))


def test_the_running_diversion_is_the_one_whose_period_holds_the_instant() -> None:
    """A3: at 13:00 sharp lunch is over and the meeting has begun."""
    assert BOOK.running(at("2026-11-24 11:59")) is None
    assert BOOK.running(at("2026-11-24 12:00")) == LUNCH
    assert BOOK.running(at("2026-11-24 13:00")) == MEETING
    assert BOOK.running(at("2026-11-24 14:00")) is None
    assert BOOK.running(at("2036-01-01 00:00")) == SICK


def test_what_begins_this_instant_runs_and_is_not_upcoming() -> None:
    """A diversion is listed once: as running or as upcoming."""
    assert BOOK.upcoming(at("2026-11-24 12:00")) == (MEETING, SICK)
    assert BOOK.upcoming(at("2026-11-24 11:00")) == (LUNCH, MEETING, SICK)


def test_past_diversions_leave_the_book_at_their_end() -> None:
    """Masking: what is over is of no use to anyone; the open-ended one stays."""
    assert BOOK.without_past(at("2026-11-24 12:59")).diversions == (LUNCH, MEETING, SICK)
    assert BOOK.without_past(at("2026-11-24 13:00")).diversions == (MEETING, SICK)
    assert BOOK.without_past(at("2036-01-01 00:00")).diversions == (SICK,)


def test_a_book_is_kept_for_a_while_after_the_last_end() -> None:
    """Retention: thirty days after the last diversion's end, or after the last change if that came later."""
    book = replace(BOOK, diversions=(LUNCH, MEETING))
    assert book.kept_until == at("2026-11-24 14:00") + KEPT_AFTER_THE_END
    changed_late = replace(book, last_change=Change(id="c", made_by=ANNA, made_at=at("2026-12-24 15:00"), before=()))
    assert changed_late.kept_until == at("2026-12-24 15:00") + KEPT_AFTER_THE_END
    changed_early = replace(book, last_change=Change(id="c", made_by=ANNA, made_at=at("2026-11-01 15:00"), before=()))
    assert changed_early.kept_until == book.kept_until


def test_a_book_is_kept_while_anything_in_it_is_of_use() -> None:
    """Retention: an open-ended diversion and an unsent notification have no date after which they may go."""
    assert BOOK.kept_until is None
    assert replace(BOOK, diversions=(LUNCH,), outgoing=Outgoing(unsent=(NOTIFICATION,))).kept_until is None


def test_the_next_delivery_is_the_earliest_one_that_is_due() -> None:
    """The outbox wakes for the first of them, in whatever order they lie."""
    later = replace(NOTIFICATION, id="m", due_at=NOW + timedelta(minutes=5))
    assert Outgoing(unsent=(later, NOTIFICATION)).next_delivery_at == NOW
    assert BOOK.outgoing.next_delivery_at is None
