"""Who has a row of the switchboard's desk, whatever several operators do in whatever order; and shifts handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.desk_book import CLAIM_HOLDS, NOTHING_TAKEN, DeskBook, HandOver, claimed, released, without_rows
from policy.desk_hand_over import handed_over, taken_back, taken_over, tidied
from policy.desk_rows import DeskRow, Section
from policy.errors import NotAllowed, PolicyError
from policy.organisation import Municipality, Person, PersonId
from tests.policy.small_town import BO, DISA, KARIN, VERA, at, small_town

TOWN: Municipality = small_town()
OPERATORS = (VERA, KARIN, BO)
ROWS = tuple(DeskRow(section=Section.ORDERS, partition="anna", id=f"o{n}", what="new") for n in range(3))
NINE = at("2026-11-24 09:00")
STEPS = ("claim", "release", "done", "away", "hand_over", "take", "take_back")


def who(person: PersonId) -> Person:
    """One of the town."""
    return TOWN.people[person]


def given_by(book: DeskBook, person: PersonId, *, to: PersonId | None = None, now: datetime, **more: Any) -> HandOver:
    """What somebody hands over at that time."""
    mine = {one.row for one in book.claims if one.by == person}
    rows = tuple(row for row in ROWS if row.key in mine)
    until = at("2026-11-25 17:00")
    plain: dict[str, Any] = {"id": f"h-{now.isoformat()}", "note": "n", "open_until": until}
    return HandOver(by=person, to=to, rows=rows, made_at=now, **plain | more)


def stepped(book: DeskBook, step: str, person: PersonId, row: DeskRow, now: datetime) -> DeskBook:
    """The book after a step; as it was where the step is refused."""
    last = book.hand_overs[-1].id if book.hand_overs else ""
    steps: Mapping[str, Callable[[], DeskBook]] = {
        "claim": lambda: claimed(book, TOWN, row.key, who(person), now=now),
        "release": lambda: released(book, TOWN, row.key, person),
        "done": lambda: without_rows(book, {row.key}),
        "away": lambda: tidied(book, away={person}, now=now),
        "hand_over": lambda: handed_over(book, given_by(book, person, now=now), OPERATORS, now=now),
        "take": lambda: taken_over(book, TOWN, last, who(person), now=now),
        "take_back": lambda: taken_back(book, TOWN, last, who(person), now=now),
    }
    try:
        return steps[step]()
    except PolicyError:
        return book


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from(OPERATORS), st.sampled_from(ROWS), st.integers(0, 50)),
        max_size=25,
    )
)
def test_a_row_is_one_persons_and_nobody_is_blocked_for_good(steps: list[tuple[str, PersonId, DeskRow, int]]) -> None:
    """V2: at most one has it, nobody's is taken from them by another's claim, and in the end all of them are free."""
    book, now = NOTHING_TAKEN, NINE
    for step, person, row, minutes in steps:
        now += timedelta(minutes=minutes)
        book = tidied(book, now=now)
        before = {one.row: one.by for one in book.claims}
        book = stepped(book, step, person, row, now)
        rows = [one.row for one in book.claims]
        assert len(rows) == len(set(rows))
        assert all(now < one.until_at <= now + CLAIM_HOLDS for one in book.claims)
        if step in ("claim", "take", "take_back"):
            assert before.items() <= {one.row: one.by for one in book.claims}.items()
        if step == "hand_over":
            assert all(by == person for row, by in before.items() if book.claim_of(row) is None)
        assert sum(one.is_open and one.by == person for one in book.hand_overs) <= 1
    free = tidied(book, now=now + CLAIM_HOLDS)
    assert free.claims == ()
    assert claimed(free, TOWN, ROWS[0].key, who(BO), now=now + CLAIM_HOLDS).claim_of(ROWS[0].key) is not None


def test_the_second_is_told_who_was_first_and_when() -> None:
    """And who lets go of another's row is refused."""
    book = claimed(NOTHING_TAKEN, TOWN, ROWS[0].key, who(VERA), now=NINE)
    assert claimed(book, TOWN, ROWS[0].key, who(VERA), now=NINE + timedelta(minutes=5)) == book
    with pytest.raises(PolicyError) as late:
        claimed(book, TOWN, ROWS[0].key, who(BO), now=NINE)
    assert late.value.code == "desk.claimed_already"
    assert late.value.params == {"who": "Vera Varg", "at": NINE}
    with pytest.raises(NotAllowed) as refused:
        released(book, TOWN, ROWS[0].key, BO)
    assert refused.value.code == "desk.not_your_claim"
    assert released(book, TOWN, ROWS[0].key, VERA) == NOTHING_TAKEN == released(NOTHING_TAKEN, TOWN, ROWS[0].key, BO)


@pytest.mark.parametrize(
    ("person", "now", "until"),
    [
        (VERA, "2026-11-24 09:00", "2026-11-24 11:00"),
        (VERA, "2026-11-24 16:00", "2026-11-24 17:00"),
        (DISA, "2026-11-24 11:30", "2026-11-24 12:00"),
        (DISA, "2026-11-24 13:00", "2026-11-24 15:00"),
        (VERA, "2026-11-28 10:00", "2026-11-28 12:00"),
    ],
    ids=["two hours", "the day ends before", "half days", "after one's hours", "a Saturday"],
)
def test_a_claim_holds_two_hours_and_no_longer_than_the_day(person: PersonId, now: str, until: str) -> None:
    """V2: whoever works after their hours has two hours too."""
    book = claimed(NOTHING_TAKEN, TOWN, ROWS[0].key, who(person), now=at(now))
    assert [one.until_at for one in book.claims] == [at(until)]
    assert book.next_step_at == at(until)


def test_what_is_taken_over_is_all_but_what_others_have_by_then() -> None:
    """V1: the rows are free from the hand-over on, and the first to take one has it."""
    book = NOTHING_TAKEN
    for row in ROWS:
        book = claimed(book, TOWN, row.key, who(VERA), now=NINE)
    book = handed_over(book, given_by(book, VERA, now=NINE), (KARIN, BO), now=NINE)
    assert book.claims == ()
    book = claimed(book, TOWN, ROWS[1].key, who(BO), now=NINE)
    taken = taken_over(book, TOWN, book.hand_overs[0].id, who(KARIN), now=NINE)
    assert {one.row: one.by for one in taken.claims} == {ROWS[0].key: KARIN, ROWS[1].key: BO, ROWS[2].key: KARIN}
    assert taken_over(taken, TOWN, book.hand_overs[0].id, who(KARIN), now=NINE) == taken
    with pytest.raises(PolicyError) as late:
        taken_over(taken, TOWN, book.hand_overs[0].id, who(BO), now=NINE)
    assert (late.value.code, late.value.params["who"]) == ("desk.taken_over_already", "Karin Kvist")


def test_a_hand_over_is_whose_it_is_to_take() -> None:
    """Not its giver's, not another's than whom it is to, and nobody's once it is over."""
    book = handed_over(NOTHING_TAKEN, given_by(NOTHING_TAKEN, VERA, to=KARIN, now=NINE, id="h"), (KARIN,), now=NINE)
    for person in (VERA, BO):
        with pytest.raises(NotAllowed):
            taken_over(book, TOWN, "h", who(person), now=NINE)
    with pytest.raises(NotAllowed):
        taken_back(book, TOWN, "h", who(KARIN), now=NINE)
    for made_up, now in (("x", NINE), ("h", at("2026-11-25 17:00"))):
        with pytest.raises(PolicyError) as gone:
            taken_over(book, TOWN, made_up, who(KARIN), now=now)
        assert gone.value.code == "desk.hand_over_gone"
    assert taken_over(book, TOWN, "h", who(KARIN), now=NINE).hand_overs[0].taken_by == KARIN


def test_the_same_turn_hands_over_once_and_a_new_one_takes_the_place_of_the_old() -> None:
    """A repeated turn tells nobody twice; a second thought leaves one card to take."""
    first = given_by(NOTHING_TAKEN, VERA, now=NINE, id="h1")
    book = handed_over(NOTHING_TAKEN, first, (KARIN,), now=NINE)
    assert handed_over(book, first, (KARIN,), now=NINE) == book
    both = handed_over(book, replace(first, id="h2"), (KARIN,), now=NINE)
    assert [one.is_open for one in both.hand_overs] == [False, True]
    assert [one.card for one in both.outgoing.unsent] == ["hand_over:h2"]
    assert both.hand_overs[0].note == ""


def test_a_hand_over_that_is_long_over_leaves_nothing_behind() -> None:
    """Its note goes with the next working day, and the rest of it, told or not, three days later."""
    book = handed_over(NOTHING_TAKEN, given_by(NOTHING_TAKEN, VERA, now=NINE), (KARIN,), now=NINE)
    cleared = tidied(book, now=at("2026-11-25 17:00"))
    assert (cleared.hand_overs[0].note, cleared.hand_overs[0].is_cleared) == ("", True)
    assert tidied(cleared, now=at("2026-11-25 17:00")) == cleared
    stuck = replace(cleared, outgoing=book.outgoing)
    assert tidied(stuck, now=at("2026-11-28 17:00")) == NOTHING_TAKEN
