"""Who is put down for a gap, and who says no to one (M2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.coverage_books import Ending
from policy.errors import PolicyError
from policy.periods import as_utc
from services.coverage_outcomes import Done
from tests.policy.counted_group import GROUP, TUESDAY
from tests.policy.small_town import BO, DISA, NILS, STRANGER
from tests.policy.watched_group import LO, MIA
from tests.services.coverage_stage import AWAY, with_colleagues_asked, with_gap


async def test_whoever_is_put_down_is_told_and_covers_at_once() -> None:
    """*Utse*: the gap is covered, the card with them says so, and they may say no (M2)."""
    stage = await with_gap()
    outcome = await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    assert (outcome.done, outcome.alert.ending, outcome.alert.ended_by) == (Done.APPOINTED, Ending.COVERED, LO)
    await stage.delivers()
    assert stage.heard() == ["lo invited card"]
    again = await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    assert again.done is Done.APPOINTED
    said = await stage.alerts.take(LO, GROUP, TUESDAY, turn="t2", now=stage.now)
    assert said.done is Done.TAKEN
    (one,) = (await stage.alert()).invitations
    assert one.answered_at == as_utc(stage.now)
    assert len((await stage.book()).shifts) == 1


async def test_who_says_no_to_being_put_down_opens_the_gap_again_and_it_is_told() -> None:
    """With why, for the manager who put them down alone."""
    stage = await with_gap()
    await stage.alerts.appoint(BO, GROUP, TUESDAY, LO, turn="t1", now=stage.now)
    await stage.delivers()
    stage.heard()
    stage.now += timedelta(minutes=5)
    outcome = await stage.alerts.decline(LO, GROUP, TUESDAY, note="Jag är på kurs", turn="t2", now=stage.now)
    assert (outcome.done, outcome.alert.ending) == (Done.DECLINED, None)
    assert (await stage.book()).shifts == ()
    await stage.delivers()
    assert sorted(stage.heard()) == ["bo alert card", "bo declined"]
    shown = await stage.alerts.show(BO, GROUP, TUESDAY, now=stage.now)
    assert [one.note for one in shown.alert.invitations] == ["Jag är på kurs"]
    others = await stage.alerts.show(MIA, GROUP, TUESDAY, now=stage.now)
    assert [one.note for one in others.alert.invitations] == [""]
    once_more = await stage.alerts.decline(LO, GROUP, TUESDAY, note="", turn="t3", now=stage.now)
    assert once_more.done is Done.DECLINED
    assert [one.note for one in (await stage.alert()).invitations] == ["Jag är på kurs"]


async def test_who_cannot_cover_or_be_told_cannot_be_put_down() -> None:
    """The fault is at the person."""
    stage = await with_gap()
    await stage.diverts(LO, AWAY)
    stage.chats.unreachable = {MIA}
    for person, code in (
        (LO, "coverage.cannot_cover"),
        (NILS, "coverage.cannot_cover"),
        (MIA, "coverage.out_of_reach"),
        (STRANGER, "person.unknown"),
    ):
        with pytest.raises(PolicyError, match=code.replace(".", r"\.")) as refused:
            await stage.alerts.appoint(BO, GROUP, TUESDAY, person, turn="t1", now=stage.now)
        assert refused.value.field == "person"


async def test_a_no_of_everyone_asked_is_told_to_who_asked() -> None:
    """What was done has come to nothing, so it sounds again."""
    stage = await with_colleagues_asked()
    for person in (DISA, LO, MIA):
        stage.now += timedelta(minutes=1)
        await stage.alerts.decline(person, GROUP, TUESDAY, turn=f"no-{person}", now=stage.now)
    await stage.delivers()
    assert "bo sounds" in stage.heard()


async def test_a_no_of_one_of_several_waits_for_the_others() -> None:
    """The rest may still say yes; after as long as a manager has to answer in, it sounds again."""
    stage = await with_colleagues_asked()
    await stage.alerts.decline(LO, GROUP, TUESDAY, turn="t1", now=stage.now)
    await stage.sweeps("2026-11-23 13:59")
    assert [one for one in stage.heard() if one.startswith("bo ") and not one.endswith("card")] == []
    await stage.sweeps("2026-11-23 14:00")
    assert "bo sounds" in stage.heard()


async def test_only_who_was_asked_can_say_no() -> None:
    """There is nothing to say no to."""
    stage = await with_colleagues_asked()
    with pytest.raises(PolicyError, match=r"coverage\.not_invited"):
        await stage.alerts.decline(NILS, GROUP, TUESDAY, turn="t1", now=stage.now)
    with pytest.raises(PolicyError, match=r"coverage\.text_too_long") as refused:
        await stage.alerts.decline(LO, GROUP, TUESDAY, note="x" * 201, turn="t1", now=stage.now)
    assert refused.value.field == "note"
