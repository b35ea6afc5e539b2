"""When a promise is reminded of (S6), and when its manager hears (M1): each stage once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from policy.callback_events import accepted, done, erased, not_ready, offered
from policy.callback_terms import PromiseTerms
from policy.callbacks import Callback, Stage
from policy.outgoing import Outgoing, StandingCard
from policy.periods import as_utc
from policy.promise_tallies import COUNTED_AFTER
from tests.policy.promises import TERMS, TUESDAY, local, promise, reminding
from tests.policy.small_town import ANNA, MORNINGS_MONDAY_TO_WEDNESDAY, NILS, at

FRIDAY = as_utc(at("2026-11-27 15:00"))


def _walk(callback: Callback) -> list[tuple[str, Stage]]:
    """The instants at which it is looked at, one after the other, and what has come by then."""
    walked: list[tuple[str, Stage]] = []
    callback = reminding().scheduled(callback)
    while callback.next_step_at is not None:
        when: datetime = callback.next_step_at
        callback, stage = reminding().come(callback, now=when)
        walked.append((local(when), stage))
        callback = reminding().scheduled(callback)
    return walked


def test_an_open_promise_is_reminded_of_before_at_and_after_its_time_and_then_raised() -> None:
    """S6, M1: an hour before, at three, an hour after, and to the manager after four hours of work."""
    assert _walk(promise()) == [
        ("2026-11-24 14:00", Stage.BEFORE),
        ("2026-11-24 15:00", Stage.DUE),
        ("2026-11-24 16:00", Stage.OVERDUE),
        ("2026-11-25 10:00", Stage.MANAGER),
    ]


def test_both_times_are_reminded_of_and_one_that_is_both_only_once() -> None:
    """S6: two clocks."""
    both = promise(answer_due_at=FRIDAY)
    assert [stage for _, stage in _walk(both)] == [Stage.BEFORE, Stage.DUE, Stage.OVERDUE, Stage.MANAGER] * 2
    once = promise(answer_due_at=promise().contact_due_at)
    assert [stage for _, stage in _walk(once)] == [Stage.BEFORE, Stage.DUE, Stage.OVERDUE, Stage.MANAGER]


def test_what_nobody_was_there_to_tell_of_is_told_once() -> None:
    """After a night's standstill the latest stage says it all."""
    noted, stage = reminding().come(promise(), now=at("2026-11-24 16:30"))
    assert stage is Stage.OVERDUE
    assert reminding().come(noted, now=at("2026-11-24 16:30"))[1] is Stage.NONE
    assert reminding().come(promise(), now=at("2026-11-24 13:59"))[1] is Stage.NONE


def test_a_promise_for_soon_begins_without_its_first_reminder() -> None:
    """Whoever promises to call within half an hour has just been told."""
    soon = reminding().begun(promise(contact_due_at=as_utc(at("2026-11-24 09:30"))), now=TUESDAY)
    assert soon.contact_reminded is Stage.BEFORE
    assert local(reminding().scheduled(soon).next_step_at) == "2026-11-24 09:30"


def test_one_taken_over_late_reaches_the_new_manager() -> None:
    """A colleague who takes it overdue isn't reminded of all at once, but it doesn't get lost either."""
    late = reminding().begun(promise(), now=at("2026-11-26 09:00"))
    assert late.contact_reminded is Stage.OVERDUE
    assert reminding().come(late, now=at("2026-11-26 09:00"))[1] is Stage.MANAGER


def test_a_next_contact_starts_the_reminders_over() -> None:
    """S6: the promise was kept, and the next one is a new one."""
    overdue, _ = reminding().come(promise(), now=at("2026-11-24 16:30"))
    agreed = not_ready(overdue, turn="t2", by=ANNA, at=at("2026-11-24 16:40"), until=FRIDAY)
    assert local(reminding().scheduled(agreed).next_step_at) == "2026-11-27 14:00"


def test_what_is_closed_is_counted_once_and_a_move_is_completed() -> None:
    """A half-done handover keeps its step, so that the sweep finds it."""
    closed = done(promise(next_step_at=FRIDAY), turn="t2", by=ANNA, at=TUESDAY, terms=TERMS)
    assert reminding().scheduled(closed).next_step_at == as_utc(TUESDAY) + COUNTED_AFTER
    closed = replace(closed, tallied_in="2026-11")
    assert reminding().scheduled(closed).next_step_at is None
    card = StandingCard(to=ANNA, card="promise", conversation="c", activity="1")
    shown = replace(closed, outgoing=Outgoing(standing=(card,)))
    assert reminding().scheduled(shown).next_step_at == closed.erased_after
    assert reminding().scheduled(erased(shown)).next_step_at is None
    taken = accepted(offered(promise(), NILS, turn="t2", by=ANNA, at=TUESDAY), turn="t3", by=NILS, at=TUESDAY)
    assert reminding().scheduled(taken).next_step_at == as_utc(TUESDAY)


def test_the_manager_hears_after_the_holders_own_working_time() -> None:
    """M1: a part-timer's four hours are those that they work, and never before the person was told."""
    part_time = reminding(hours=MORNINGS_MONDAY_TO_WEDNESDAY)
    overdue = replace(promise(), contact_reminded=Stage.OVERDUE)
    assert local(part_time.scheduled(overdue).next_step_at) == "2026-11-25 12:00"
    hasty = reminding(PromiseTerms(manager_after=timedelta(), overdue_after=timedelta(hours=2)))
    assert local(hasty.scheduled(overdue).next_step_at) == "2026-11-24 17:00"


def test_the_reminder_before_can_be_left_out() -> None:
    """`remind_before` nothing: the first word is when it is due."""
    terse = reminding(PromiseTerms(remind_before=timedelta()))
    assert local(terse.scheduled(promise()).next_step_at) == "2026-11-24 15:00"
