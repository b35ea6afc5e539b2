"""What must be seen before a diversion is saved, and what is never held up (A3, M2)."""

from __future__ import annotations

import pytest

from policy.coverage import Gap
from policy.periods import Period
from policy.reasons import Reason
from services.coverage_outcomes import Foreseen
from tests.policy.counted_group import group
from tests.policy.small_town import ANNA, at, small_town
from tests.services.diversion_stage import Stage, wanted

GROUP = group()


def gap(start: str = "2026-11-25 09:00", end: str = "2026-11-25 11:30", able: int = 0) -> Gap:
    """A stretch of phone hours with too few."""
    return Gap(Period(at(start), at(end)), able, max(able + 1, 1))


@pytest.fixture
def stage() -> Stage:
    """Anna's meeting would leave her group without anyone."""
    stage = Stage()
    stage.opens = (Foreseen(GROUP, (gap(),)),)
    return stage


async def test_a_gap_is_seen_before_anything_is_saved(stage: Stage) -> None:
    """M2: the outcome says which, and nothing is stored; with what it names as seen, it is."""
    shown = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00"))
    assert not shown.saved
    assert shown.opens == stage.opens
    assert (await stage.books.load(ANNA)).value.diversions == ()
    again = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00", seen=shown.to_be_seen))
    assert again.saved
    assert again.opens == stage.opens


@pytest.mark.parametrize("reason", [Reason.SICK, Reason.CHILD_CARE, Reason.PARENTAL_LEAVE])
async def test_what_nobody_chooses_is_saved_at_once(stage: Stage, reason: Reason) -> None:
    """A3, M2: and the outcome still says what became unstaffed."""
    outcome = await stage.set(ANNA, wanted(reason, "2026-11-25 08:00", "2026-11-25 17:00"))
    assert outcome.saved
    assert outcome.opens == stage.opens


async def test_the_manager_is_warned_of_it_too(stage: Stage) -> None:
    """M2: whoever sets it."""
    manager = small_town().nearest_manager(small_town().people[ANNA])
    assert manager is not None
    outcome = await stage.set(manager, wanted(Reason.TRAINING, "2026-11-25 09:00", "2026-11-25 12:00"))
    assert not outcome.saved


@pytest.mark.parametrize(
    ("later", "is_saved"),
    [
        (gap(), True),
        (gap(start="2026-11-25 09:20"), True),
        (gap(end="2026-11-25 11:00"), True),
        (gap(end="2026-11-25 11:45"), False),
        (gap(start="2026-11-25 08:45"), False),
        (Gap(gap().period, 0, 2), False),
    ],
)
async def test_a_part_of_what_was_seen_is_seen(stage: Stage, later: Gap, is_saved: bool) -> None:
    """M2: time goes by before the yes, and others come back; more than was seen is shown anew."""
    shown = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00"))
    stage.opens = (Foreseen(GROUP, (later,)),)
    again = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00", seen=shown.to_be_seen))
    assert again.saved is is_saved


async def test_another_groups_gap_was_not_seen(stage: Stage) -> None:
    """M2: the yes was to one group's gap."""
    shown = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00"))
    seen = shown.to_be_seen.replace(str(GROUP.id), "another")
    again = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00", seen=seen))
    assert not again.saved


@pytest.mark.parametrize("seen", ["", "nonsense", "|||", "a|b|c|d", "bygglov|x|2026|2027", "||||"])
async def test_what_a_button_says_was_seen_is_not_trusted(stage: Stage, seen: str) -> None:
    """A card's values are never trusted, and none of them breaks anything."""
    outcome = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00", seen=seen))
    assert not outcome.saved


async def test_a_repeated_turn_is_compared_with_what_stood_before_it(stage: Stage) -> None:
    """M2: carried out again, it is told of the same gap, and saved only once."""
    shown = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00"))
    asked = wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00", seen=shown.to_be_seen)
    await stage.set(ANNA, asked, turn="twice")
    stage.opens = (Foreseen(GROUP, (gap(end="2026-11-25 12:00"),)),)
    again = await stage.set(ANNA, asked, turn="twice")
    assert again.saved
    before, after = stage.compared[-1]
    assert before.diversions == ()
    assert len(after.diversions) == 1


async def test_what_cannot_be_foreseen_holds_nothing_up(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """A3: the switchboard must know that Anna is away, whatever is wrong with a group's book; no name is logged."""
    stage.foreseeing_fails = True
    outcome = await stage.set(ANNA, wanted(Reason.MEETING, "2026-11-25 09:00", "2026-11-25 12:00"))
    assert outcome.saved
    assert outcome.opens == ()
    assert "gaps could not be foreseen" in caplog.text
    assert ANNA not in caplog.text
