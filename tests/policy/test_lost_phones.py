"""A lost phone: the whole switchboard is told at once, and whoever blocks it first has done it (R4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.lost_phones import (
    LostState,
    blocked,
    found,
    is_same_loss,
    may_block,
    missed,
    nobody_knows,
    noted,
    reached,
    reported,
)
from policy.outgoing import NOTHING_OUTGOING, StandingCard
from tests.policy.small_shop import NOW, TOWN
from tests.policy.small_town import ANNA, BO, EVA, VERA, at

NIGHT = at("2026-11-28 23:30")
LOST = reported(ANNA, TOWN, by=ANNA, turn="t1", devices=("Mobil 3",), now=NIGHT)


def test_the_switchboard_is_told_at_once() -> None:
    """In the middle of the night too: it waits for nobody's hours (R4)."""
    assert [(n.to, n.code, n.card, n.waits, n.due_at) for n in LOST.outgoing.unsent] == [
        (VERA, "lost.card", "lost", False, NIGHT)
    ]


def test_who_blocks_it_is_noted_and_the_owner_hears() -> None:
    """The owner gets a line that makes a sound, and the card kept up."""
    done = blocked(LOST, TOWN, by=VERA, turn="t2", now=NIGHT)
    assert (done.state, done.settled_by, done.settled_at) == (LostState.BLOCKED, VERA, NIGHT)
    assert {(n.to, n.code) for n in done.outgoing.unsent if n.to == ANNA} == {
        (ANNA, "lost.card"),
        (ANNA, "lost.told_blocked"),
    }
    assert not may_block(TOWN, done, VERA)


def test_who_comes_second_hears_who_came_first() -> None:
    """By name, and when."""
    done = found(LOST, TOWN, by=ANNA, turn="t2", now=NOW)
    with pytest.raises(PolicyError) as late:
        blocked(done, TOWN, by=VERA, turn="t3", now=NOW)
    assert (late.value.code, late.value.params) == (
        "lost.too_late",
        {"lost_state": "found", "who": "Anna Alm", "at": NOW},
    )


def test_others_may_neither_block_nor_find_it() -> None:
    """A colleague can't call off what the owner has lost."""
    with pytest.raises(NotAllowed):
        blocked(LOST, TOWN, by=BO, turn="t", now=NOW)
    with pytest.raises(NotAllowed):
        found(LOST, TOWN, by=BO, turn="t", now=NOW)


def test_a_colleague_can_report_it_and_who_owns_it_is_told() -> None:
    """Whoever has lost a phone may have nothing to write with; someone of another unit can't."""
    lost = reported(ANNA, TOWN, by=BO, turn="t", devices=(), now=NIGHT)
    assert {n.to for n in lost.outgoing.unsent} == {VERA, ANNA}
    with pytest.raises(NotAllowed) as refused:
        reported(ANNA, TOWN, by=EVA, turn="t", devices=(), now=NIGHT)
    assert refused.value.code == "lost.not_for_them"


def test_it_is_kept_three_months() -> None:
    """As an order that came to nothing."""
    assert LOST.kept_until == at("2027-02-28 23:30")


def test_the_owner_hears_once_when_nobody_at_the_switchboard_can_be_told() -> None:
    """However often it bounces; and not for somebody who isn't of the switchboard (R4)."""
    assert missed(LOST, TOWN, who=ANNA, now=NIGHT) == LOST
    alone = missed(LOST, TOWN, who=VERA, now=NIGHT)
    assert nobody_knows(alone, TOWN)
    assert [(n.code, n.waits) for n in alone.outgoing.unsent if n.to == ANNA] == [
        ("lost.card", False),
        ("lost.told_nobody", False),
    ]
    assert missed(alone, TOWN, who=VERA, now=NIGHT) == alone
    knows = reached(alone, TOWN, who=VERA, now=NIGHT)
    assert not nobody_knows(knows, TOWN)
    assert [n.code for n in knows.outgoing.unsent if n.to == ANNA] == ["lost.card"]


def test_what_is_seen_to_is_not_asked_to_be_rung_about() -> None:
    """A message that comes to nothing later changes nothing."""
    done = blocked(LOST, TOWN, by=VERA, turn="t2", now=NIGHT)
    assert missed(done, TOWN, who=VERA, now=NIGHT) == done
    alone = missed(LOST, TOWN, who=VERA, now=NIGHT)
    assert "lost.told_nobody" not in [n.code for n in found(alone, TOWN, by=ANNA, turn="t", now=NIGHT).outgoing.unsent]


def test_who_reports_it_from_the_switchboard_knows_of_it() -> None:
    """Even if no colleague there can be told; it is theirs to block."""
    lost = reported(ANNA, TOWN, by=VERA, turn="t", devices=(), out_of_reach=(VERA,), now=NIGHT)
    assert not nobody_knows(lost, TOWN)


def test_an_hour_later_it_may_be_another_loss() -> None:
    """Then the switchboard is told anew, whatever became of the first."""
    assert is_same_loss(LOST, at("2026-11-29 00:29"))
    assert not is_same_loss(LOST, at("2026-11-29 00:30"))
    assert not is_same_loss(blocked(LOST, TOWN, by=VERA, turn="t2", now=NIGHT), NIGHT)


def test_a_card_that_came_late_to_stand_is_brought_up_to_date() -> None:
    """It was blocked while the answer was on its way."""
    card = StandingCard(to=ANNA, card="lost", conversation="c", activity="a")
    assert noted(LOST, card, NIGHT) == LOST
    done = replace(blocked(LOST, TOWN, by=VERA, turn="t2", now=NIGHT + timedelta(seconds=1)), outgoing=NOTHING_OUTGOING)
    assert [(n.to, n.code) for n in noted(done, card, NIGHT).outgoing.unsent] == [(ANNA, "lost.card")]
