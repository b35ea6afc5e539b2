"""Automatic replies when something goes wrong on the way: nobody's words are lost, and nothing is guessed (A3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.graph.automatic_replies import LONGEST_KEPT, AutomaticReplies
from services.effect_ports import NotKept
from tests.graph.carrying_stage import LONG, WHO
from tests.graph.replies_stage import DONE, HELD, LATER, LEFT_ALONE, OWN, REFUSED, RepliesStage
from tests.graph.standin_mailbox import Replies


@pytest.fixture
async def stage() -> AsyncIterator[RepliesStage]:
    """It, serving."""
    stage = RepliesStage()
    async with stage.carrying(lambda client: AutomaticReplies(client, now=stage.now)):
        yield stage


async def test_where_there_is_nothing_to_put_back_nothing_is_kept(stage: RepliesStage) -> None:
    """It saves a write; they end by themselves."""
    stage.held = Replies()
    await stage.sets()
    assert stage.kept == []
    await stage.ends()
    assert (stage.held.status, stage.held.inside) == ("disabled", "")


async def test_where_their_words_cannot_be_kept_nothing_is_overwritten(stage: RepliesStage) -> None:
    """A store that is away loses nobody's words; nor do words that are too many to keep."""
    stage.can_keep = False
    with pytest.raises(NotKept):
        await stage.sets()
    stage.can_keep = True
    too_many = stage.held = replace(HELD, inside="x" * LONGEST_KEPT)
    assert (await stage.sets()).outcome is LEFT_ALONE
    assert (stage.held, stage.sent) == (too_many, 0)


async def test_a_process_that_dies_over_it_loses_nobodys_words(stage: RepliesStage) -> None:
    """They were kept before they were overwritten."""
    await stage.sets(forgets=True)
    assert stage.answer
    await stage.sets()
    await stage.ends()
    assert stage.is_as_it_was


@pytest.mark.parametrize("carries_out", [True, False], ids=["utfört", "inte utfört"])
async def test_when_an_answer_is_lost_it_is_found_out_what_stands(stage: RepliesStage, *, carries_out: bool) -> None:
    """A3: set, and taken back, from there."""
    stage.graph.faults.next(method="PATCH", dropped=True, carries_out=carries_out, times=10)
    assert (await stage.sets()).outcome is LATER
    assert bool(stage.answer) is carries_out
    stage.graph.faults.clear()
    assert (await stage.sets()).outcome is DONE
    stage.graph.faults.next(method="PATCH", dropped=True, carries_out=carries_out, times=10)
    assert (await stage.ends()).outcome is LATER
    stage.graph.faults.clear()
    assert (await stage.ends()).outcome is DONE
    assert stage.is_as_it_was


async def test_what_never_came_to_be_set_is_not_taken_back(stage: RepliesStage) -> None:
    """Undone after an attempt that failed: their own words stand there, and are not touched."""
    stage.graph.faults.next(method="PATCH", status=503, times=10)
    assert (await stage.sets()).outcome is LATER
    stage.graph.faults.clear()
    assert (await stage.ends()).outcome is DONE
    assert (stage.held, stage.sent) == (HELD, 0)


async def test_a_schedule_of_ours_that_exchange_has_turned_off_is_over_and_not_turned_off(stage: RepliesStage) -> None:
    """Who did it is told by when it was."""
    await stage.sets()
    stage.goes_on("2026-11-24 13:00")
    stage.held = replace(stage.held, status="disabled")
    assert (await stage.ends()).outcome is DONE
    assert stage.is_as_it_was


async def test_who_has_no_mailbox_is_told_so(stage: RepliesStage) -> None:
    """Not there, or not in Exchange Online: nobody tries again for it."""
    stage.mailboxes.without.add(WHO)
    end = await stage.sets()
    assert (end.outcome, end.why) == (REFUSED, "no_mailbox")
    stage.mailboxes.without.clear()
    stage.mailboxes.replies.clear()
    end = await stage.sets()
    assert (end.outcome, end.why) == (REFUSED, "no_mailbox")


async def test_a_mailbox_that_the_tenant_keeps_us_from_is_a_permission_that_is_missing(stage: RepliesStage) -> None:
    """A policy that leaves out some mailboxes; or the permission itself."""
    stage.mailboxes.out_of_bounds.add(WHO)
    end = await stage.sets()
    assert (end.outcome, end.why) == (REFUSED, "no_permission")


async def test_a_mailbox_that_is_asked_too_much_of_is_left_alone(stage: RepliesStage) -> None:
    """Exchange takes four requests at once for one, and others ask too: soon over, or for as long as it asks."""
    stage.graph.faults.next(status=429, code="ApplicationThrottled", retry_after="0", times=2)
    assert (await stage.sets()).outcome is DONE
    stage.graph.faults.next(status=429, code="ApplicationThrottled", retry_after="120", times=10)
    end = await stage.ends()
    assert (end.outcome, end.wait) == (LATER, timedelta(minutes=2))
    stage.graph.faults.clear()
    assert (await stage.ends()).outcome is DONE
    assert stage.is_as_it_was


async def test_nothing_is_sent_when_the_time_is_over(stage: RepliesStage) -> None:
    """By then it may be another's to carry out."""
    stage.mailboxes.seconds = 0.3
    assert (await stage.sets(within=0.1)).outcome is LATER
    await asyncio.sleep(0.3)
    assert stage.sent == 0


async def test_what_is_remembered_is_plain(stage: RepliesStage) -> None:
    """It stands in the book as text: the person's own words, and ours to know them again by."""
    await stage.sets()
    held = json.loads(stage.memo)
    assert set(held) == {"diversion", "text", "until", "inside", "outside", "is_sure"}
    assert (held["inside"], held["text"]) == (OWN, LONG)
