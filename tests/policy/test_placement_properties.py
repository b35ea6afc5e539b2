"""Placement against a painter who goes minute by minute and knows nothing of periods, parts or splitting."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.diversions import Diversion, DiversionBook
from policy.periods import Period
from policy.placement import Placement, place, undo
from policy.reasons import Reason
from tests.policy.small_town import ANNA, ZONE

MINUTES = 36
BEYOND = MINUTES + 2
"""The painter's last minute; only what is open-ended reaches it."""
ORIGIN = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
"""Fifteen minutes before the clocks go back: the first 02:45."""
REASONS = (Reason.MEETING, Reason.LUNCH, Reason.SICK)


def _minute(number: int) -> datetime:
    return (ORIGIN + timedelta(minutes=number)).astimezone(ZONE)


@st.composite
def _words(draw: st.DrawFn) -> tuple[tuple[int, Diversion], ...]:
    """Up to seven things said after each other: the minute each is said at, and the diversion, tagged by its note."""
    said, now = [], 0
    for number in range(draw(st.integers(1, 7))):
        now = draw(st.integers(now, MINUTES - 2))
        start = draw(st.integers(0, MINUTES - 2))
        end = draw(st.none() | st.integers(max(start, now) + 1, MINUTES))
        new = Diversion(
            id=f"turn{number}",
            reason=draw(st.sampled_from(REASONS)),
            period=Period(_minute(start), None if end is None else _minute(end)),
            note=f"word {number}",
            set_by=ANNA,
            set_at=_minute(now),
        )
        said.append((now, new))
    return tuple(said)


def _painted(book: DiversionBook, *, since: int) -> dict[int, Diversion]:
    """Each minute from `since` on, and the diversion that holds it."""
    return {
        number: one
        for number in range(since, BEYOND + 1)
        for one in book.diversions
        if one.period.contains(ORIGIN + timedelta(minutes=number))
    }


def _expected_notes(before: dict[int, Diversion], new: Diversion, now: int) -> dict[int, str]:
    """Repaint by the rules: the new word over everything; the same reason, where it is met, wiped out.

    But for the minutes until the new one begins, of one that runs.
    """
    mine = {n for n in range(now, BEYOND + 1) if new.period.contains(ORIGIN + timedelta(minutes=n))}
    corrected = {one.id for one in before.values() if one.reason is new.reason and one.period.overlaps(new.period)}
    running, begins = before.get(now), min(mine, default=now)
    kept = {
        n: one.note
        for n, one in before.items()
        if n not in mine and (one.id not in corrected or (one is running and n < begins))
    }
    return kept | dict.fromkeys(mine, new.note)


def _say(book: DiversionBook, new: Diversion, now: int) -> Placement:
    return place(book, new, change_id=new.id, now=_minute(now))


@settings(max_examples=150)
@given(_words())
def test_every_minute_is_held_as_the_rules_say(said: tuple[tuple[int, Diversion], ...]) -> None:
    """Rules 1-3: the new one holds its own period; others hold what they held outside it, unless it corrects them."""
    book = DiversionBook(person=ANNA)
    for now, new in said:
        before = _painted(book, since=now)
        book = _say(book, new, now).book
        after = _painted(book, since=now)
        assert {n: one.note for n, one in after.items()} == _expected_notes(before, new, now)
        assert book.find(new.id) == new


@settings(max_examples=150)
@given(_words())
def test_a_book_lies_in_order_and_apart_with_ids_of_its_own(said: tuple[tuple[int, Diversion], ...]) -> None:
    """What the book promises holds after any sequence of words, and nothing in it is over."""
    book = DiversionBook(person=ANNA)
    for now, new in said:
        book = _say(book, new, now).book
        held = book.diversions
        assert len({one.id for one in held}) == len(held)
        for one, following in pairwise(held):
            assert one.period.end_at is not None
            assert one.period.end_at <= following.period.start_at
        assert all(one.period.end_at is None or one.period.end_at > _minute(now).astimezone(UTC) for one in held)


@settings(max_examples=150)
@given(_words())
def test_undo_gives_back_exactly_what_stood(said: tuple[tuple[int, Diversion], ...]) -> None:
    """Undo: the book is what it was, but for what was over already."""
    book = DiversionBook(person=ANNA)
    for now, new in said:
        before = book.without_past(_minute(now))
        book = _say(book, new, now).book
        assert undo(book, change_id=new.id, undone_by="undo", now=_minute(now)).diversions == before.diversions


@settings(max_examples=150)
@given(_words())
def test_what_is_displaced_is_told_in_full_and_asked_about_by_rule_4(
    said: tuple[tuple[int, Diversion], ...],
) -> None:
    """Rule 4: asked if a met one lies ahead, or runs and, with another reason, goes on after the new one."""
    book = DiversionBook(person=ANNA)
    for now, new in said:
        before = _painted(book, since=now)
        met = {one.id: one for n, one in before.items() if one.period.overlaps(new.period)}
        placement = _say(book, new, now)
        assert {d.before.id: d.before for d in placement.displaced} == met
        last = max((n for n in range(BEYOND + 1) if new.period.contains(ORIGIN + timedelta(minutes=n))), default=0)
        running = before.get(now)
        ahead = any(running is None or one.id != running.id for one in met.values())
        goes_on = (
            running is not None
            and running.id in met
            and running.reason is not new.reason
            and any(one is running for n, one in before.items() if n > last)
        )
        assert placement.needs_consent == (ahead or goes_on)
        for one in placement.displaced:
            lengths = [part.period.length for part in one.left if part.period.length is not None]
            assert all(replace(part, period=one.before.period, id=one.before.id) == one.before for part in one.left)
            assert all(length > timedelta(0) for length in lengths)
        book = placement.book


@settings(max_examples=80)
@given(_words())
def test_a_word_said_twice_is_said_once(said: tuple[tuple[int, Diversion], ...]) -> None:
    """The same turn carried out again, on the book that it made, leaves that book as it is."""
    book = DiversionBook(person=ANNA)
    for now, new in said:
        book = _say(book, new, now).book
        assert _say(book, new, now).book.diversions == book.diversions
