"""A diversion as automatic replies: they come with their times; what the person had there stays or comes back (A3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from directory.graph.automatic_replies import AutomaticReplies
from services.effect_ports import EffectKind
from tests.graph.replies_stage import DONE, HELD, LEFT_ALONE, RepliesStage
from tests.graph.standin_mailbox import SETTINGS, Replies
from tests.policy.small_town import at


@pytest.fixture
async def stage() -> AsyncIterator[RepliesStage]:
    """It, serving."""
    stage = RepliesStage()
    async with stage.carrying(lambda client: AutomaticReplies(client, now=stage.now)):
        yield stage


async def test_they_are_sent_from_now_until_the_return(stage: RepliesStage) -> None:
    """A3: to colleagues and to others, to as many of those as the person has chosen."""
    assert (await stage.sets()).outcome is DONE
    assert stage.carrier.kind is EffectKind.AUTOMATIC_REPLIES
    assert (stage.held.status, stage.held.audience) == ("scheduled", "contactsOnly")
    assert (stage.held.start_at, stage.held.end_at) == (at("2026-11-24 12:00"), at("2026-11-24 13:00"))
    assert "nås igen tisdag 24 november klockan 13:00.<br>" in stage.answer
    assert stage.held.inside == stage.held.outside
    (asked,) = stage.graph.asked(SETTINGS, "PATCH")
    assert "externalAudience" not in asked.body["automaticRepliesSetting"]
    stage.goes_on("2026-11-24 13:00")
    assert stage.answer == ""


async def test_no_more_of_the_mailbox_is_read_than_its_replies(stage: RepliesStage) -> None:
    """Language, working hours and the rest are nobody's business here."""
    await stage.sets()
    assert [one.query for one in stage.graph.asked(SETTINGS, "GET")] == [{"$select": "automaticRepliesSetting"}]


async def test_what_is_written_is_text_and_no_markup(stage: RepliesStage) -> None:
    """Names are what people type."""
    await stage.sets(long="Anna <script>alert(1)</script> & Bo\nRing 'växeln'")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Bo<br>" in stage.answer
    assert "<script>" not in stage.answer


async def test_until_further_notice_they_are_on(stage: RepliesStage) -> None:
    """A3: without an end, until they are taken back."""
    assert (await stage.sets(None)).outcome is DONE
    assert stage.held.status == "alwaysEnabled"
    assert (await stage.ends()).outcome is DONE
    assert stage.is_as_it_was


@pytest.mark.parametrize(
    ("now", "until"),
    [("2026-10-25 01:30", "2026-10-25 04:00"), ("2026-03-29 01:30", "2026-03-29 04:00")],
)
async def test_their_times_are_right_when_clocks_change(stage: RepliesStage, now: str, until: str) -> None:
    """Times: what is sent is in UTC."""
    stage.goes_on(now)
    await stage.sets(until)
    assert (stage.held.start_at, stage.held.end_at) == (at(now), at(until))


async def test_the_persons_own_words_come_back_turned_off(stage: RepliesStage) -> None:
    """A3: when it is over or undone; of what Exchange holds nothing is ours then."""
    await stage.sets()
    await stage.sets("2026-11-25 08:00")
    stage.goes_on("2026-11-25 08:00")
    assert (await stage.ends()).outcome is DONE
    assert stage.is_as_it_was
    assert stage.memo == ""


async def test_a_schedule_of_their_own_that_is_over_comes_back_as_turned_off(stage: RepliesStage) -> None:
    """Graph takes none that has passed; it comes to the same."""
    stage.held = replace(HELD, status="scheduled")
    assert (await stage.sets()).outcome is DONE
    await stage.ends()
    assert stage.is_as_it_was


@pytest.mark.parametrize(
    "own",
    [
        replace(HELD, status="alwaysEnabled"),
        replace(HELD, status="scheduled", end_at=at("2026-11-24 12:30")),
        replace(HELD, status="scheduled", start_at=at("2026-12-20 08:00"), end_at=at("2027-01-07 08:00")),
    ],
    ids=["på", "pågår", "väntar"],
)
async def test_what_they_have_set_up_themselves_is_left_alone(stage: RepliesStage, own: Replies) -> None:
    """The person comes first: also what they have scheduled for later, which there is no other place to keep."""
    stage.held = own
    assert (await stage.sets()).outcome is LEFT_ALONE
    assert (stage.held, stage.sent) == (own, 0)
    assert (await stage.ends()).outcome is DONE
    assert stage.held == own


async def test_what_they_have_changed_since_stays(stage: RepliesStage) -> None:
    """Their words, or their times: while it goes on, and when it is over."""
    for change in (replace(HELD, status="alwaysEnabled"), None):
        stage.held, stage.memo = HELD, ""
        await stage.sets()
        theirs = stage.held = change or replace(stage.held, end_at=at("2026-11-30 08:00"))
        memo = stage.memo
        assert (await stage.sets("2026-11-24 14:00")).outcome is LEFT_ALONE
        stage.memo = memo
        assert (await stage.ends()).outcome is LEFT_ALONE
        assert (stage.held, stage.memo) == (theirs, "")


async def test_who_turns_ours_off_gets_their_own_words_back_with_it(stage: RepliesStage) -> None:
    """They would else find our words there the next time they turn their replies on."""
    await stage.sets()
    stage.held = replace(stage.held, status="disabled")
    assert (await stage.sets("2026-11-24 14:00")).outcome is LEFT_ALONE
    assert stage.is_as_it_was
    await stage.sets(diversion="d2")
    stage.held = replace(stage.held, status="disabled")
    assert (await stage.ends()).outcome is LEFT_ALONE
    assert stage.is_as_it_was


async def test_another_diversion_is_a_wish_of_its_own(stage: RepliesStage) -> None:
    """Though the last was turned off."""
    await stage.sets()
    stage.held = replace(stage.held, status="disabled")
    assert (await stage.sets("2026-11-24 15:00", diversion="d2")).outcome is DONE
    assert stage.held.end_at == at("2026-11-24 15:00")
    await stage.ends()
    assert stage.is_as_it_was


async def test_the_same_once_more_changes_nothing(stage: RepliesStage) -> None:
    """They are looked at, not set again."""
    for _ in range(3):
        assert (await stage.sets()).outcome is DONE
    assert (stage.sent, len(stage.kept)) == (1, 1)


async def test_a_change_changes_them(stage: RepliesStage) -> None:
    """Other words, another return."""
    await stage.sets()
    await stage.sets("2026-11-24 14:00", long="Anna Alm nås igen 14:00.")
    assert stage.held.end_at == at("2026-11-24 14:00")
    assert "14:00" in stage.answer
    await stage.sets(None, long="Anna Alm är frånvarande tills vidare.")
    assert "tills vidare" in stage.answer
    stage.goes_on("2026-12-24 12:00")
    await stage.ends()
    assert stage.is_as_it_was
