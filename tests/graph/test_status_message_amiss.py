"""A status message when something goes wrong on the way: nobody's words are lost, and nothing is guessed (A3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from directory.graph.status_message import StatusMessages
from services.effect_ports import NotKept
from tests.graph.carrying_stage import SHORT, WHO
from tests.graph.standin_presence import ONE
from tests.graph.status_stage import DONE, LATER, OWN, REFUSED, StatusStage


@pytest.fixture
async def stage() -> AsyncIterator[StatusStage]:
    """It, serving."""
    stage = StatusStage()
    async with stage.carrying(lambda client: StatusMessages(client, now=stage.now, local=stage.local)):
        yield stage


async def test_what_is_over_by_now_is_not_set(stage: StatusStage) -> None:
    """An attempt that came late."""
    stage.goes_on("2026-11-24 13:00")
    assert (await stage.sets("2026-11-24 13:00")).outcome is DONE
    assert stage.graph.requests == []


async def test_nothing_is_asked_where_nothing_of_ours_can_stand(stage: StatusStage) -> None:
    """Taken back before it was ever set."""
    assert (await stage.ends()).outcome is DONE
    assert stage.graph.requests == []


async def test_where_what_stood_before_cannot_be_kept_nothing_is_overwritten(stage: StatusStage) -> None:
    """A store that is away loses nobody's words."""
    stage.stands, stage.can_keep = OWN, False
    with pytest.raises(NotKept):
        await stage.sets()
    assert (stage.stands, stage.sent) == (OWN, 0)


async def test_a_process_that_dies_over_it_loses_nobodys_words(stage: StatusStage) -> None:
    """What stood before was kept before it was overwritten; the next attempt goes on from there."""
    stage.stands = OWN
    await stage.sets(forgets=True)
    assert stage.stands == SHORT
    await stage.sets()
    await stage.ends()
    assert stage.stands == OWN


async def test_ours_that_nobody_remembers_is_not_taken_for_the_persons_own(stage: StatusStage) -> None:
    """It was set, and the process died before that was noted."""
    await stage.sets(forgets=True)
    assert (await stage.sets()).outcome is DONE
    await stage.ends()
    assert stage.stands == ""


@pytest.mark.parametrize("carries_out", [True, False], ids=["utfört", "inte utfört"])
async def test_when_an_answer_is_lost_it_is_found_out_what_stands(stage: StatusStage, *, carries_out: bool) -> None:
    """A3: then it is set, or taken back, from there; nobody's words are taken for ours, nor ours for theirs."""
    stage.stands = OWN
    stage.graph.faults.next("setStatusMessage", dropped=True, carries_out=carries_out, times=10)
    assert (await stage.sets()).outcome is LATER
    assert stage.stands == (SHORT if carries_out else OWN)
    stage.graph.faults.clear()
    assert (await stage.sets()).outcome is DONE
    stage.graph.faults.next("setStatusMessage", dropped=True, carries_out=carries_out, times=10)
    assert (await stage.ends()).outcome is LATER
    stage.graph.faults.clear()
    assert (await stage.ends()).outcome is DONE
    assert (stage.stands, stage.memo) == (OWN, "")


async def test_taken_back_after_an_attempt_that_may_have_come_to_something(stage: StatusStage) -> None:
    """Nothing stood before, and the answer was lost: what was set all the same is taken away."""
    stage.graph.faults.next("setStatusMessage", dropped=True, carries_out=True, times=10)
    assert (await stage.sets()).outcome is LATER
    stage.graph.faults.clear()
    assert (await stage.ends()).outcome is DONE
    assert stage.stands == ""


async def test_it_is_left_alone_for_as_long_as_it_asks(stage: StatusStage) -> None:
    """429: the engine tries again then."""
    stage.graph.faults.next("presence", status=429, retry_after="90", times=10)
    end = await stage.sets()
    assert (end.outcome, end.wait) == (LATER, timedelta(seconds=90))


@pytest.mark.parametrize(
    ("status", "code", "why"),
    [(403, "Forbidden", "no_permission"), (404, "NotFound", "no_licence"), (400, "BadRequest", "other")],
)
async def test_what_is_refused_says_why(stage: StatusStage, status: int, code: str, why: str) -> None:
    """For whoever has to do something about it."""
    stage.stands = OWN
    stage.graph.faults.next("setStatusMessage", status=status, code=code)
    end = await stage.sets()
    assert (end.outcome, end.why, stage.stands) == (REFUSED, why, OWN)


async def test_a_permission_that_is_missing_is_said(stage: StatusStage) -> None:
    """Presence.ReadWrite.All."""
    stage.teams.may_read = stage.teams.may_write = False
    end = await stage.sets()
    assert (end.outcome, end.why) == (REFUSED, "no_permission")


async def test_nothing_is_sent_when_the_time_is_over(stage: StatusStage) -> None:
    """By then it may be another's to carry out."""
    stage.graph.faults.next(ONE.replace("{id}", WHO), seconds=0.3)
    assert (await stage.sets(within=0.1)).outcome is LATER
    await asyncio.sleep(0.3)
    assert stage.sent == 0
    assert (await stage.sets(within=0.0)).outcome is LATER
    assert stage.sent == 0


async def test_what_is_remembered_is_plain(stage: StatusStage) -> None:
    """It stands in the book as text, and holds what stood before and nothing else of the person."""
    stage.stands = OWN
    await stage.sets()
    held = json.loads(stage.memo)
    assert set(held) == {"diversion", "message", "before", "read_at", "is_sure"}
    assert held["before"]["text"] == OWN
