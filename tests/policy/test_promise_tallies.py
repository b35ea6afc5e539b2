"""What is counted of promises to call back (S6, A5): share kept in time and the worst case, never a mean."""

from __future__ import annotations

from datetime import timedelta

from policy.callback_events import accepted, done, left_behind, moved, not_ready, offered, tried, undone, withdrawn
from policy.callbacks import Callback
from policy.promise_tallies import IN_TIME, done_in, is_counted, late_by
from tests.policy.promises import CALENDAR, TERMS, message, promise
from tests.policy.small_town import ANNA, NILS, at


def kept_at(local: str, callback: Callback | None = None) -> Callback:
    """The promise, done at a local time."""
    return done(callback or promise(), turn="t", by=ANNA, at=at(local), terms=TERMS)


def test_a_promise_is_late_by_how_long_after_its_time_it_was_kept() -> None:
    """S6: on the minute is in time."""
    assert late_by(kept_at("2026-11-24 14:00")) == IN_TIME
    assert late_by(kept_at("2026-11-24 15:00")) == IN_TIME
    assert late_by(kept_at("2026-11-25 09:30")) == timedelta(hours=18, minutes=30)


def test_a_contact_on_the_way_keeps_the_promise_and_a_late_one_breaks_it() -> None:
    """S6: "not ready, Friday" in time keeps it; late is late, however early the answer came in the end."""
    in_time = not_ready(promise(), turn="n", by=ANNA, at=at("2026-11-24 14:00"), until=at("2026-11-27 14:00"))
    assert late_by(kept_at("2026-11-27 13:00", in_time)) == IN_TIME
    late = not_ready(promise(), turn="n", by=ANNA, at=at("2026-11-24 17:00"), until=at("2026-11-27 14:00"))
    assert late_by(kept_at("2026-11-27 13:00", late)) == timedelta(hours=2)
    both = promise(answer_due_at=at("2026-11-24 16:00"))
    assert late_by(kept_at("2026-11-24 18:00", both)) == timedelta(hours=3)


def test_what_was_undone_was_no_contact() -> None:
    """A slip of the finger neither keeps nor breaks anything."""
    slip = not_ready(promise(), turn="n", by=ANNA, at=at("2026-11-24 17:00"), until=at("2026-11-27 14:00"))
    back = undone(slip, "n", turn="u", by=ANNA, at=at("2026-11-24 17:01"))
    assert late_by(kept_at("2026-11-24 17:30", back)) == timedelta(hours=2, minutes=30)


def test_to_have_tried_keeps_nothing() -> None:
    """The caller has heard nothing (S6)."""
    called = tried(promise(), turn="n", by=ANNA, at=at("2026-11-24 14:00"))
    assert late_by(kept_at("2026-11-24 16:00", called)) == timedelta(hours=1)


def test_a_promise_is_counted_in_the_month_of_the_municipality_in_which_it_was_done() -> None:
    """Half past eleven in the evening of the last of November is November, though it is past ten in UTC."""
    late = promise(contact_due_at=at("2026-11-30 15:00"))
    assert done_in(CALENDAR, kept_at("2026-11-30 23:30", late)) == "2026-11"
    assert done_in(CALENDAR, kept_at("2026-12-01 00:00", late)) == "2026-12"
    assert done_in(CALENDAR, kept_at("2027-01-01 00:30", late)) == "2027-01"


def test_only_a_call_that_was_made_is_counted() -> None:
    """Not what is open, withdrawn or handed over, nor a message that was only to be read."""
    assert is_counted(kept_at("2026-11-24 14:00"))
    assert not is_counted(promise())
    assert not is_counted(withdrawn(promise(), turn="w", by=ANNA, at=at("2026-11-24 10:00"), terms=TERMS))
    asked = offered(promise(), NILS, turn="o", by=ANNA, at=at("2026-11-24 10:00"))
    taken = accepted(asked, turn="a", by=NILS, at=at("2026-11-24 10:05"))
    assert not is_counted(left_behind(taken, at=at("2026-11-24 10:06"), terms=TERMS))
    assert not is_counted(kept_at("2026-11-24 14:00", message(caller="", phone="", message="Bara så du vet")))
    assert done_in(CALENDAR, promise()) == ""


def test_a_promise_that_moves_is_counted_anew() -> None:
    """With the colleague it has another id."""
    counted = promise(tallied_in="2026-11")
    taken = accepted(
        offered(counted, NILS, turn="o", by=ANNA, at=at("2026-11-24 10:00")),
        turn="a",
        by=NILS,
        at=at("2026-11-24 11:00"),
    )
    assert moved(taken).tallied_in == ""
