"""A lost phone: the whole switchboard is told at once, and whoever blocks it first has done it (R4)."""

from __future__ import annotations

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.lost_phones import LostState, blocked, found, may_block, reported
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
