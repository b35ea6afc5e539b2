"""Placement at its edges: ids, what has no end, and the nights when the clocks change."""

from __future__ import annotations

from datetime import timedelta

from policy.diversions import Diversion, DiversionBook
from policy.periods import Period
from policy.placement import Placement, place
from policy.reasons import Reason
from tests.policy.small_town import ANNA, at, diversion, period

NOW = at("2026-11-24 09:00")
VACATION = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-04 17:00", id_="vacation")
MEETING = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 12:00", id_="meeting")
SICK = diversion(Reason.SICK, "2026-11-23 08:00", None, id_="sick")


def _book(*diversions: Diversion) -> DiversionBook:
    return DiversionBook(person=ANNA, diversions=diversions)


def _placed(book: DiversionBook, new: Diversion) -> Placement:
    return place(book, new, change_id=new.id, now=NOW)


def _held(book: DiversionBook) -> list[tuple[Reason, Period]]:
    return [(d.reason, d.period) for d in book.diversions]


def test_each_part_of_a_diversion_that_is_split_again_and_again_has_an_id_of_its_own() -> None:
    """A button names one diversion: splitting a vacation three times never makes two alike."""
    book = _book(VACATION)
    for day in ("2026-12-03", "2026-12-01", "2026-12-02"):
        book = _placed(book, diversion(Reason.MEETING, f"{day} 10:00", f"{day} 11:00")).book
    ids = [d.id for d in book.diversions]
    assert len(ids) == 7
    assert len(set(ids)) == len(ids)


def test_the_part_that_goes_on_keeps_the_id_when_the_other_part_is_over() -> None:
    """What a card's buttons name is the vacation that still runs, not the days that have passed."""
    running = diversion(Reason.VACATION, "2026-11-23 08:00", "2026-11-27 17:00", id_="vacation")
    meeting = diversion(Reason.MEETING, "2026-11-24 09:00", "2026-11-24 10:00")
    book = _placed(_book(running), meeting).book
    assert book.find("vacation") is not None
    assert [d.id for d in book.diversions] == [meeting.id, "vacation"]


def test_the_same_word_once_more_leaves_the_book_as_it_is() -> None:
    """A turn carried out twice: the second placing of the same diversion finds its own first one and replaces it."""
    training = diversion(Reason.TRAINING, "2026-12-02 08:00", "2026-12-02 17:00", id_="turn")
    once = _placed(_book(VACATION), training).book
    assert _placed(once, training).book.diversions == once.diversions


# --- Open-ended


def test_a_word_until_further_notice_takes_everything_that_lies_ahead() -> None:
    """Rule 3, open-ended new: what had begun before it keeps its beginning, the rest is replaced."""
    sick = diversion(Reason.SICK, "2026-12-01 08:00", None)
    placement = _placed(_book(MEETING, VACATION), sick)
    assert _held(placement.book) == [
        (Reason.MEETING, MEETING.period),
        (Reason.VACATION, period("2026-11-30 08:00", "2026-12-01 08:00")),
        (Reason.SICK, sick.period),
    ]


def test_an_open_ended_diversion_goes_on_after_what_cut_it() -> None:
    """Rule 3, open-ended old: an hour's meeting in a sick leave leaves the sick leave open-ended after it."""
    meeting = diversion(Reason.MEETING, "2026-11-24 10:00", "2026-11-24 11:00")
    placement = _placed(_book(SICK), meeting)
    assert _held(placement.book)[-1] == (Reason.SICK, period("2026-11-24 11:00", None))


# --- Clock changes


def test_a_split_in_the_hour_that_comes_twice_leaves_both_hours() -> None:
    """2026-10-25: the first 02-03 is taken out of the night, and the second 02-03 is still the night's."""
    night = diversion(Reason.TRAINING, "2026-10-25 00:00", "2026-10-25 06:00", id_="night")
    first_hour = Period(at("2026-10-25 02:00"), at("2026-10-25 02:00", fold=1))
    new = Diversion(id="l", reason=Reason.LUNCH, period=first_hour, set_by=ANNA, set_at=night.set_at)
    book = place(_book(night), new, change_id="l", now=at("2026-10-24 12:00")).book
    assert book.running(at("2026-10-25 02:30")) == new
    after = book.running(at("2026-10-25 02:30", fold=1))
    assert after is not None
    assert after.reason is Reason.TRAINING
    lengths = [d.period.length for d in book.diversions]
    assert lengths == [timedelta(hours=2), timedelta(hours=1), timedelta(hours=4)]


def test_consent_in_the_hour_that_comes_twice_goes_by_the_real_clock() -> None:
    """At the first 02:50, a meeting at the second 02:10 lies ahead, though the clock reads less: it is shown."""
    meeting = Diversion(
        id="m",
        reason=Reason.MEETING,
        period=Period(at("2026-10-25 02:10", fold=1), at("2026-10-25 03:10")),
        set_by=ANNA,
        set_at=at("2026-10-24 12:00"),
    )
    lunch = diversion(Reason.LUNCH, "2026-10-25 02:50", "2026-10-25 04:00")
    assert place(_book(meeting), lunch, change_id="l", now=at("2026-10-25 02:50")).needs_consent


def test_a_split_over_the_hour_that_never_comes_loses_nothing() -> None:
    """2027-03-28: 01-04 is two hours; a 01:30-03:30 taken out of it (one hour) leaves half an hour on each side."""
    night = diversion(Reason.TRAINING, "2027-03-28 01:00", "2027-03-28 04:00", id_="night")
    lunch = diversion(Reason.LUNCH, "2027-03-28 01:30", "2027-03-28 03:30")
    book = place(_book(night), lunch, change_id="l", now=at("2027-03-27 12:00")).book
    half_hour = timedelta(minutes=30)
    assert [d.period.length for d in book.diversions] == [half_hour, 2 * half_hour, half_hour]
