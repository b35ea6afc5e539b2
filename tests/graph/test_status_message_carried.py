"""A diversion as a status message in Teams: it comes, ends by itself, and what stood before comes back (A3)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from directory.graph.status_message import StatusMessages
from services.effect_ports import EffectKind
from tests.graph.carrying_stage import SHORT, WHO
from tests.graph.standin_presence import SET_MESSAGE, StatusMessage
from tests.graph.status_stage import DONE, LEFT_ALONE, OWN, StatusStage
from tests.policy.small_town import at


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
