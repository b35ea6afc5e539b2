"""What this replica's directory does not know is let be for a while: another's may know it already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from policy.diversions import DiversionBook
from policy.organisation import PersonId
from services.coverage_facts import book_place
from services.open_ended import OpenEndedQuestions
from services.strangers import LET_BE, is_gone
from tests.policy.counted_group import GROUP
from tests.policy.small_town import ANNA, at, small_town
from tests.services.callback_stage import CallbackStage
from tests.services.coverage_stage import CoverageStage
from tests.services.fakes import BooksInMemory, FakeDirectory

NOON = at("2026-11-24 12:00")


def test_what_has_been_due_for_long_enough_is_gone() -> None:
    """And what is due at no time has nothing to wait for."""
    assert not is_gone(NOON, now=NOON + LET_BE - timedelta(seconds=1))
    assert is_gone(NOON, now=NOON + LET_BE)
    assert is_gone(None, now=NOON)


async def test_a_group_that_another_replica_may_know_already_is_let_be_for_a_while() -> None:
    """A new directory reaches the replicas one after the other: what one has begun to watch no other lets go of."""
    stage = CoverageStage()
    await stage.looks()
    loaded = await stage.cases.load(book_place(GROUP))
    assert loaded is not None
    due = loaded.value.next_step_at
    assert due is not None
    stage.directory.municipality = replace(stage.directory.municipality, groups={})
    await stage.watch.sweep(now=due + timedelta(minutes=9))
    assert await stage.cases.load(book_place(GROUP)) == loaded
    await stage.watch.sweep(now=due + timedelta(minutes=10))
    after = await stage.cases.load(book_place(GROUP))
    assert after is not None
    assert after.value.next_step_at is None


async def test_a_promise_of_somebody_not_known_yet_is_looked_at_again_before_it_is_raised() -> None:
    """Its steps are not used up by a replica that could tell nobody (S6)."""
    stage = CallbackStage()
    made = await stage.promised("2026-11-24 11:00")
    of_new = replace(made, holder=PersonId("new"), id="of-new")
    await stage.cases.save(None, of_new)
    due = of_new.next_step_at
    assert due is not None
    assert await stage.reminders.sweep(now=due + timedelta(minutes=9)) == 2
    assert (await stage.stored(of_new)).next_step_at == due
    await stage.reminders.sweep(now=due + timedelta(minutes=10))
    assert (await stage.stored(of_new)).next_step_at != due


async def test_whether_a_diversion_lasts_is_still_asked_where_somebody_is_not_known_yet() -> None:
    """The question waits for the replica that knows them (A3)."""
    books = BooksInMemory(DiversionBook(person=ANNA, ask_at=NOON))
    questions = OpenEndedQuestions(
        books=books,
        directory=FakeDirectory(replace(small_town(), people={})),
        delivered_soon=lambda _person: None,
    )
    await questions.sweep(now=NOON + timedelta(minutes=9))
    assert books[ANNA].ask_at == NOON
    await questions.sweep(now=NOON + timedelta(minutes=10))
    assert books[ANNA].ask_at is None
