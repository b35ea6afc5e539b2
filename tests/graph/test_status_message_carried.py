"""A diversion as a status message in Teams: it comes, ends by itself, and what stood before comes back (A3)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from directory.graph.status_message import StatusMessages
from services.effect_ports import EffectKind, EffectOutcome, NotKept
from tests.graph.carrying_stage import SHORT, WHO, CarryingStage
from tests.graph.standin_presence import ONE, SET_MESSAGE, StatusMessage, TeamsOfTenant
from tests.policy.small_town import at

OWN = "Ring hellre 4536 än chatta"
DONE, LATER, REFUSED, LEFT_ALONE = EffectOutcome


class StatusStage(CarryingStage):
    """Teams beside it."""

    def __init__(self, now: str = "2026-11-24 12:00") -> None:
        super().__init__(now)
        self.teams = TeamsOfTenant(self.graph, now=self.now, lamps={WHO: ("Away", "Away")})

    @property
    def stands(self) -> str:
        """The person's status message now."""
        return self.teams.message_of(WHO)

    @stands.setter
    def stands(self, text: str) -> None:
        self.teams.messages[WHO] = StatusMessage(text)

    @property
    def sent(self) -> int:
        """How often a message was set, or taken away."""
        return len(self.graph.asked(SET_MESSAGE))


@pytest.fixture
async def stage() -> AsyncIterator[StatusStage]:
    """It, serving."""
    stage = StatusStage()
    async with stage.carrying(lambda client: StatusMessages(client, now=stage.now, local=stage.local)):
        yield stage


async def test_it_stands_until_the_return_and_goes_by_itself(stage: StatusStage) -> None:
    """A3: the sentence, and the return time as its end, whatever the zones."""
    assert (await stage.sets()).outcome is DONE
    assert stage.carrier.kind is EffectKind.STATUS_MESSAGE
    (asked,) = stage.graph.asked(SET_MESSAGE)
    end = asked.body["statusMessage"]["expiryDateTime"]
    assert end == {"dateTime": "2026-11-24T12:00:00.0000000", "timeZone": "UTC"}
    assert stage.stands == SHORT
    stage.goes_on("2026-11-24 13:00")
    assert stage.stands == ""
    assert stage.kept == []


async def test_until_further_notice_it_has_no_end(stage: StatusStage) -> None:
    """A3: it is noted beforehand, since nothing else would take it away if we died over it."""
    await stage.sets(None)
    assert "expiryDateTime" not in stage.graph.asked(SET_MESSAGE)[0].body["statusMessage"]
    assert len(stage.kept) == 1
    stage.goes_on("2026-11-30 08:00")
    assert stage.stands == SHORT
    assert (await stage.ends()).outcome is DONE
    assert (stage.stands, stage.memo) == ("", "")


@pytest.mark.parametrize(
    ("now", "until", "end"),
    [
        ("2026-10-25 01:30", "2026-10-25 04:00", "2026-10-25T03:00:00.0000000"),
        ("2026-03-29 01:30", "2026-03-29 04:00", "2026-03-29T02:00:00.0000000"),
        ("2026-12-31 23:00", "2027-01-01 01:00", "2027-01-01T00:00:00.0000000"),
    ],
)
async def test_its_end_is_right_when_clocks_change_and_years_do(
    stage: StatusStage, now: str, until: str, end: str
) -> None:
    """Times: what is sent is in UTC."""
    stage.goes_on(now)
    await stage.sets(until)
    assert stage.graph.asked(SET_MESSAGE)[0].body["statusMessage"]["expiryDateTime"]["dateTime"] == end


async def test_the_same_once_more_changes_nothing(stage: StatusStage) -> None:
    """It is looked at, not set again."""
    stage.stands = OWN
    for _ in range(3):
        assert (await stage.sets()).outcome is DONE
    assert (stage.sent, len(stage.kept)) == (1, 1)


async def test_a_change_changes_it_and_what_stood_at_first_comes_back(stage: StatusStage) -> None:
    """A3: extended, then followed by another diversion, then undone."""
    stage.stands = OWN
    await stage.sets()
    await stage.sets("2026-11-24 14:00")
    await stage.sets("2026-11-24 15:00", diversion="d2", short="Anna Alm är på möte och nås igen 15:00.")
    assert stage.stands == "Anna Alm är på möte och nås igen 15:00."
    assert stage.teams.messages[WHO].until == at("2026-11-24 15:00")
    assert (await stage.ends()).outcome is DONE
    assert (stage.stands, stage.memo) == (OWN, "")


async def test_what_stood_before_comes_back_when_ours_has_ended_by_itself(stage: StatusStage) -> None:
    """A3: at the return; for the rest of that day, since nobody tells us when their own message ends."""
    stage.stands = OWN
    await stage.sets()
    stage.goes_on("2026-11-24 13:01")
    assert stage.stands == ""
    await stage.ends()
    assert stage.stands == OWN
    stage.goes_on("2026-11-25 00:00")
    assert stage.stands == ""


async def test_on_another_day_what_has_no_end_that_is_told_does_not_come_back(stage: StatusStage) -> None:
    """ "Jobbar hemma idag" is untrue tomorrow."""
    stage.stands = OWN
    await stage.sets("2026-11-26 08:00")
    stage.goes_on("2026-11-26 08:00")
    assert (await stage.ends()).outcome is DONE
    assert (stage.stands, stage.sent) == ("", 1)


@pytest.mark.parametrize(("back", "comes"), [("2026-11-25 08:00", True), ("2026-11-27 17:00", False)])
async def test_an_end_that_is_told_is_kept_to(stage: StatusStage, back: str, comes: bool) -> None:
    """Where Graph tells it: on any day before it, and with that end."""
    stage.teams.tells_ends = True
    stage.teams.messages[WHO] = StatusMessage(OWN, at("2026-11-27 17:00"))
    await stage.sets(back)
    stage.goes_on(back)
    await stage.ends()
    assert stage.stands == (OWN if comes else "")
    assert not comes or stage.teams.messages[WHO].until == at("2026-11-27 17:00")
    assert stage.sent == (2 if comes else 1)


async def test_what_the_person_has_written_since_stays(stage: StatusStage) -> None:
    """The person comes first: while the diversion goes on, when it is changed, and when it is over."""
    stage.stands = OWN
    await stage.sets()
    stage.stands = "Tillbaka snart!"
    assert (await stage.sets("2026-11-24 14:00")).outcome is LEFT_ALONE
    assert stage.stands == "Tillbaka snart!"


async def test_what_the_person_has_written_since_stays_when_it_is_over(stage: StatusStage) -> None:
    """Nothing of ours stands then, and nothing is remembered."""
    stage.stands = OWN
    await stage.sets()
    stage.stands = "Tillbaka snart!"
    assert (await stage.ends()).outcome is LEFT_ALONE
    assert (stage.stands, stage.memo) == ("Tillbaka snart!", "")


async def test_what_the_person_has_taken_away_stays_away(stage: StatusStage) -> None:
    """Also what stood before ours: they have seen that it was gone."""
    stage.stands = OWN
    await stage.sets()
    stage.stands = ""
    assert (await stage.sets()).outcome is LEFT_ALONE
    stage.memo = ""
    assert (await stage.ends()).outcome is DONE
    assert stage.stands == ""


async def test_another_diversion_is_set_over_what_they_wrote_and_gives_it_back(stage: StatusStage) -> None:
    """It is a wish of its own."""
    await stage.sets()
    stage.stands = OWN
    assert (await stage.sets("2026-11-24 15:00", diversion="d2")).outcome is DONE
    assert stage.stands == SHORT
    await stage.ends()
    assert stage.stands == OWN


async def test_ours_is_known_again_however_teams_has_cleansed_it(stage: StatusStage) -> None:
    """Signs may come back written otherwise, and with tags of Teams' own."""
    stage.stands = OWN
    await stage.sets(short="Anna & Bo <är> på lunch.")
    assert stage.stands == "Anna & Bo ‹är› på lunch."
    stage.stands = "Anna &amp; Bo är på lunch.<pinnednote></pinnednote>"
    await stage.ends()
    assert stage.stands == OWN


async def test_signs_alone_are_a_message_too(stage: StatusStage) -> None:
    """A person's own, and it is not taken for none."""
    stage.stands = "🏖️"
    await stage.sets()
    await stage.ends()
    assert stage.stands == "🏖️"


async def test_it_is_no_longer_than_teams_takes(stage: StatusStage) -> None:
    """280 characters, whatever names people have."""
    assert (await stage.sets(short="Anna " * 100)).outcome is DONE
    assert len(stage.stands) <= 280
    assert stage.stands.endswith("…")


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
    [(403, "Forbidden", "no_permission"), (404, "NotFound", "no_teams"), (400, "BadRequest", "not_taken")],
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
