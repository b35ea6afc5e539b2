"""What a replay remembers: diversions and shifts as they came to pass, also those that the bot has let go of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from policy.coverage_books import CoverageBook
from policy.diversions import DiversionBook
from policy.ids import GroupId
from policy.reasons import Reason
from simulation.history import History
from tests.policy.phone_duty import duty
from tests.policy.small_town import ANNA, BO, at, diversion, period

GROUP = GroupId("bygglov")
MORNING = diversion(Reason.MEETING, "2026-11-24 08:00", "2026-11-24 10:00", id_="m")


def test_what_is_past_stays_when_the_book_has_let_go_of_it() -> None:
    """A book keeps no past absences."""
    history = History()
    history.note_diversions(DiversionBook(person=ANNA, diversions=(MORNING,)), at("2026-11-24 08:00"))
    lunch = diversion(Reason.LUNCH, "2026-11-24 12:00", "2026-11-24 13:00")
    history.note_diversions(DiversionBook(person=ANNA, diversions=(lunch,)), at("2026-11-24 12:00"))
    (book,) = history.diversion_books
    assert book.diversions == (MORNING, lunch)


def test_what_is_cut_short_was_there_until_then() -> None:
    """And what had not begun never was."""
    history = History()
    later = diversion(Reason.MEETING, "2026-11-24 15:00", "2026-11-24 16:00")
    history.note_diversions(DiversionBook(person=ANNA, diversions=(MORNING, later)), at("2026-11-24 08:00"))
    history.note_diversions(DiversionBook(person=ANNA), at("2026-11-24 09:00"))
    (book,) = history.diversion_books
    assert [one.period for one in book.diversions] == [period("2026-11-24 08:00", "2026-11-24 09:00")]


def test_what_goes_on_is_there_once() -> None:
    """A diversion that is still in the book, or has given way to another, is not counted twice."""
    history = History()
    history.note_diversions(DiversionBook(person=ANNA, diversions=(MORNING,)), at("2026-11-24 08:00"))
    sick = diversion(Reason.SICK, "2026-11-24 09:00", None)
    cut = replace(MORNING, period=period("2026-11-24 08:00", "2026-11-24 09:00"))
    history.note_diversions(DiversionBook(person=ANNA, diversions=(cut, sick)), at("2026-11-24 09:00"))
    (book,) = history.diversion_books
    assert book.diversions == (cut, sick)


def test_a_shift_that_is_over_stays_and_one_that_was_given_back_goes() -> None:
    """The bot forgets a shift after a week; who declines one has not had it."""
    history = History()
    done, given_back = (
        duty(ANNA, "2026-11-24 08:00", "2026-11-24 10:00"),
        duty(BO, "2026-11-25 08:00", "2026-11-25 10:00"),
    )
    history.note_books([CoverageBook(group=GROUP, shifts=(done, given_back))], at("2026-11-24 07:00"))
    history.note_books([CoverageBook(group=GROUP)], at("2026-11-24 10:00") + timedelta(hours=1))
    (book,) = history.coverage
    assert book.shifts == (done,)
