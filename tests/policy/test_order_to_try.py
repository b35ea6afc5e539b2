"""In which order several people are told of whom somebody asks for at once (V1)."""

from __future__ import annotations

from dataclasses import replace

from policy.availability import Availability, availability, outlook
from policy.diversions import Diversion, DiversionBook
from policy.order_to_try import rank_ahead, rank_now
from policy.reasons import Reason
from tests.policy.small_town import ANNA, VERA, at, diversion, period, small_town

TOWN = small_town()
SOON = diversion(Reason.MEETING, "2026-11-24 10:10", "2026-11-24 11:00")
LATER = diversion(Reason.MEETING, "2026-11-24 14:00", "2026-11-24 15:00")
OPEN = diversion(Reason.TRAINING, "2026-11-24 09:00", "2026-11-24 15:00", open_line=True)
LUNCH = diversion(Reason.LUNCH, "2026-11-24 09:30", "2026-11-24 10:30")
ALL_DAY = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-24 17:00")
NO_END = diversion(Reason.SICK, "2026-11-24 08:00", None)


def _told(*diversions: Diversion) -> Availability:
    book = DiversionBook(person=ANNA, diversions=diversions)
    return availability(TOWN, book, TOWN.people[ANNA], viewer=VERA, at=at("2026-11-24 10:00"))


def test_whom_to_try_first_comes_first() -> None:
    """V1: who soon is gone before who stays; then an open line; then by return; whose return nobody knows last."""
    wanted = [_told(SOON), _told(LATER), _told(OPEN), _told(LUNCH), _told(ALL_DAY), _told(NO_END)]
    backwards = wanted[::-1]
    assert sorted(backwards, key=rank_now) == wanted


def test_who_stays_in_is_as_good_as_any_other_and_keeps_the_place_it_was_named_in() -> None:
    """V1: the order of the question decides among equals."""
    assert rank_now(_told()) == rank_now(_told(LATER))


def test_of_a_time_ahead_who_has_nothing_in_the_way_comes_first() -> None:
    """V1: then who can be reached in part of it; an open line takes nothing away."""
    asked = period("2026-11-24 12:00", "2026-11-24 17:00")

    def ahead(*diversions: Diversion) -> tuple[int, object]:
        book = DiversionBook(person=ANNA, diversions=diversions)
        person = TOWN.people[ANNA]
        return rank_ahead(outlook(TOWN, book, person, viewer=VERA, period=asked, now=at("2026-11-24 10:00")))

    assert ahead() < ahead(LATER) < ahead(replace(LATER, period=period("2026-11-24 08:00", "2026-11-24 17:00")))
