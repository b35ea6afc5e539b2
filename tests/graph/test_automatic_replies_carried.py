"""A diversion as automatic replies: they come with their times; what the person had there stays or comes back (A3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from directory.graph.automatic_replies import LONGEST_KEPT, AutomaticReplies
from services.effect_ports import EffectKind, EffectOutcome, NotKept
from tests.graph.carrying_stage import LONG, WHO, CarryingStage
from tests.graph.standin_mailbox import SETTINGS, MailboxesOfTenant, Replies
from tests.policy.small_town import at

OWN = '<html><body><div class="x">Jag är borta. Ring <b>4500</b>.</div></body></html>'
OWN_OUTSIDE = "<p>Out of office &amp; away</p>"
HELD = Replies(status="disabled", audience="contactsOnly", inside=OWN, outside=OWN_OUTSIDE)
DONE, LATER, REFUSED, LEFT_ALONE = EffectOutcome


class RepliesStage(CarryingStage):
    """A mailbox beside it."""

    def __init__(self, now: str = "2026-11-24 12:00") -> None:
        super().__init__(now)
        self.mailboxes = MailboxesOfTenant(self.graph, now=self.now, replies={WHO: HELD})

    @property
    def held(self) -> Replies:
        """How the person's replies are set."""
        return self.mailboxes.replies[WHO]

    @held.setter
    def held(self, replies: Replies) -> None:
        self.mailboxes.replies[WHO] = replies

    @property
    def answer(self) -> str:
        """What a colleague who writes now is answered."""
        return self.mailboxes.answers(WHO)

    @property
    def sent(self) -> int:
        """How often they were set."""
        return len(self.graph.asked(SETTINGS, "PATCH"))

    @property
    def is_as_it_was(self) -> bool:
        """Whether the person's own words stand there again, turned off."""
        held = self.held
        own = ("Jag är borta. Ring <b>4500</b>." in held.inside, "Out of office &amp; away" in held.outside)
        return own == (True, True) and (held.status, held.audience) == ("disabled", "contactsOnly")


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
