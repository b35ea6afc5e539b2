"""Desks are kept up where they stand, seldom enough, and cost next to nothing while nothing has changed (V1-V3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.desk import CALM, noted
from policy.desk_rows import MOST_COUNTED, MOST_ROWS
from policy.errors import NotAllowed
from policy.organisation import PersonId
from policy.outgoing import StandingCard
from services.desk_held import DeskBookHeld, desk_held
from services.desk_keeping import LOOKED_AT_EVERY
from services.desk_reading import READ
from storage.document_store import StoreUnavailable
from tests.policy.small_town import ANNA, DAG, EVA, VERA
from tests.services.desk_stage import OPERATORS, DeskStage


async def test_nobody_but_an_operator_has_a_desk_or_takes_a_row() -> None:
    """V1: each use case refuses everyone else, and nothing is stored of them."""
    stage = DeskStage()
    row = await stage.tells()
    given = await stage.hand_over.give(VERA, None, "Hej", turn="t", now=stage.now)
    for refused in (
        stage.desk.open(ANNA, now=stage.now),
        stage.desk.everything(ANNA, now=stage.now),
        stage.desk.claim(ANNA, row, now=stage.now),
        stage.desk.release(ANNA, row, now=stage.now),
        stage.hand_over.shift(ANNA, now=stage.now),
        stage.hand_over.give(ANNA, None, "Hej", turn="t", now=stage.now),
        stage.hand_over.take(ANNA, given.id, now=stage.now),
        stage.hand_over.take_back(ANNA, given.id, now=stage.now),
        stage.hand_over.show(ANNA, given.id),
    ):
        with pytest.raises(NotAllowed) as caught:
            await refused
        assert caught.value.code == "desk.not_operator"
    assert await stage.desk.left_behind(ANNA, now=stage.now) == 0
    assert (await stage.book()).hand_overs == (given,)
    assert (await stage.store.query("desk")).documents == []


async def test_now_and_then_one_replica_looks_and_each_at_what_it_has_changed_itself() -> None:
    """Four of them paint no desk four times over."""
    stage = DeskStage()
    assert await stage.keeping.run(stage.desk, now=stage.now, looks_after_all=False) is False
    assert stage.store.asked == {}
    stage.keeping.changed()
    assert await stage.keeping.run(stage.desk, now=stage.now, looks_after_all=False) is True
    later = stage.now + 2 * LOOKED_AT_EVERY
    assert await stage.keeping.run(stage.desk, now=later, looks_after_all=False) is False
    assert await stage.keeping.run(stage.desk, now=later) is True


async def test_while_nothing_has_changed_a_look_asks_nothing_of_the_store() -> None:
    """And one that is due asks one question where no desk is open."""
    stage = DeskStage()
    assert await stage.keeping.run(stage.desk, now=stage.now) is True
    assert stage.store.asked == {"query desk": 1}
    stage.store.asked.clear()
    assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=5)) is False
    assert stage.store.asked == {}
    stage.keeping.changed()
    assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=5)) is True
    assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=LOOKED_AT_EVERY.total_seconds())) is True
    assert stage.store.asked == {"query desk": 2}


async def test_one_look_costs_what_desks_show_and_not_what_is_open() -> None:
    """A question for each section and operator, a few dozen documents of each, however many wait."""
    stage = DeskStage()
    for number in range(3 * MOST_COUNTED):
        await stage.tells(number)
    desk = await stage.opens()
    assert sum(len(one.rows) for one in desk.shown.sections) == MOST_ROWS
    assert (desk.shown.sections[0].count, desk.shown.sections[0].or_more) == (MOST_COUNTED, True)
    stage.store.asked.clear()
    await stage.desk.keep_up(now=stage.now)
    wanted = ("desk", "notice", "phone_order", "coverage_book", "details")
    asked = {f"query {kind}": 1 for kind in wanted} | {"query callback": len(OPERATORS)}
    assert stage.store.asked == {**asked, "get desk_book": 1}
    assert stage.store.largest <= READ


async def test_a_card_is_changed_by_itself_no_more_often_than_every_ten_seconds() -> None:
    """What comes within them is shown after them, in one change."""
    stage = DeskStage()
    await stage.opens()
    await stage.tells(1)
    assert await stage.desk.keep_up(now=stage.now) is True
    (first,) = (await stage.stored()).outgoing.unsent
    await stage.tells(2)
    await stage.tells(3)
    assert await stage.desk.keep_up(now=stage.passes(seconds=5)) is False
    assert (await stage.stored()).outgoing.unsent == (first,)
    assert await stage.desk.keep_up(now=stage.passes(seconds=CALM.total_seconds())) is True
    desk = await stage.stored()
    assert desk.shown.sections[0].count == 3
    assert len(desk.outgoing.unsent) == 1


async def test_what_is_not_looked_at_in_time_is_looked_at_again() -> None:
    """A desk that has to wait, and a store that was out of reach, are not forgotten."""
    stage = DeskStage()
    await stage.opens()
    for number in (1, 2):
        await stage.tells(number)
        stage.keeping.changed()
        assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=1)) is True
    assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=CALM.total_seconds())) is True
    assert (await stage.stored()).shown.sections[0].count == 2
    await stage.tells(3)
    stage.keeping.changed()
    stage.store.left = 0
    with pytest.raises(StoreUnavailable):
        await stage.keeping.run(stage.desk, now=stage.passes(seconds=CALM.total_seconds()))
    stage.store.left = 10_000
    assert await stage.keeping.run(stage.desk, now=stage.passes(seconds=1)) is True
    assert (await stage.stored()).shown.sections[0].count == 3


async def test_a_desk_is_kept_up_until_the_next_working_day_has_ended() -> None:
    """Then its card stays as it is, and it goes; asked for again it is kept up again."""
    stage = DeskStage()
    await stage.opens()
    stage.passes(days=1, hours=8)
    await stage.desk.keep_up(now=stage.now)
    assert (await stage.stored()).is_kept_up is False
    await stage.tells()
    await stage.desk.keep_up(now=stage.passes(minutes=1))
    desk = await stage.stored()
    assert (desk.shown.sections[0].count, desk.outgoing.unsent) == (0, ())
    await stage.opens()
    assert (await stage.stored()).is_kept_up is True
    stage.passes(days=6)
    assert (await stage.store.query("desk")).documents == []


async def test_who_leaves_the_switchboard_has_no_desk_any_more() -> None:
    """Their card is not changed again."""
    stage = DeskStage()
    await stage.opens(DAG)
    town = stage.directory.municipality
    people = {**town.people, DAG: replace(town.people[DAG], roles=frozenset())}
    stage.directory.municipality = replace(town, people=people)
    await stage.desk.keep_up(now=stage.now)
    assert (await stage.store.query("desk")).documents == []


async def test_what_changes_before_the_answers_card_stands_is_told_once_it_does() -> None:
    """No second card is posted meanwhile."""
    stage = DeskStage()
    await stage.desk.open(VERA, now=stage.now)
    answered_at = stage.now
    await stage.tells()
    await stage.desk.keep_up(now=stage.passes(seconds=1))
    desk = await stage.stored()
    assert (desk.shown.sections[0].count, desk.outgoing.unsent) == (1, ())
    card = StandingCard(to=VERA, card="desk", conversation="c", activity="a")
    assert len(noted(desk, card, answered_at).outgoing.unsent) == 1
    assert noted(desk, card, stage.now) == desk


async def test_what_an_operator_has_taken_is_told_them_and_let_go_of() -> None:
    """What others wrote and what rows are about is not told; erasing twice changes nothing."""
    stage = DeskStage()
    row = await stage.tells()
    await stage.opens()
    await stage.desk.claim(VERA, row, now=stage.now)
    await stage.hand_over.give(DAG, VERA, "Kalle ringer igen", turn="t", now=stage.now)
    held, desks = DeskBookHeld(stage.desk.book), desk_held(stage.desk.desks)
    (desk,) = await desks.held(VERA)
    assert sorted(desk) == ["changed_at", "fresh_until", "is_kept_up", "opened_at", "person", "told_at"]
    told = repr(await held.held(VERA))
    assert ("taken_at" in told, "Kalle" in told, str(DAG) in told) == (True, False, False)
    assert "Kalle" in repr(await held.held(DAG))
    assert await held.held(EVA) == []
    for person in (VERA, VERA):
        assert (await held.outline(person)).stays == 0
        await held.erase(person, whole=False)
        await desks.erase(person, whole=False)
        assert (await held.held(person), await desks.held(person)) == ([], [])
    book = await stage.book()
    assert (book.claims, book.hand_overs[0].is_open) == ((), False)
    await held.erase(PersonId(DAG), whole=True)
    assert "Kalle" not in repr((await stage.store.query("desk_book")).documents)
