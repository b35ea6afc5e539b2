"""Who can't be reached is told to administrators, and to leaders of their own line; to nobody else (M1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from policy.errors import NotAllowed, PolicyError
from policy.organisation import PersonId
from policy.reach_reasons import Reason
from policy.reachability import ReachState
from tests.policy.small_town import ANNA, BO, BUILDING, DAG, DISA, EVA, GUN, KARIN, NILS, PERMITS, VERA
from tests.services.reach_stage import Stage


async def test_only_an_administrator_sees_the_list() -> None:
    """Not a manager, not the switchboard, not somebody on it."""
    stage = Stage()
    for person in (BO, VERA, GUN, DISA, PersonId("nobody")):
        with pytest.raises(NotAllowed) as caught:
            await stage.unreached.seen_by(person, now=stage.now)
        assert caught.value.code == "person.lacks_role"
        with pytest.raises(NotAllowed):
            await stage.unreached.try_again(person, GUN, now=stage.now)
        with pytest.raises(NotAllowed):
            await stage.unreached.try_all(person, now=stage.now)


async def test_the_list_has_everyone_who_is_to_be_reached_and_cannot_be() -> None:
    """By name, with why; of how many."""
    stage = Stage(installs=False)
    stage.tenant.chats |= {ANNA, BO, KARIN, VERA}
    await stage.reviews(*stage.directory.municipality.people)
    await stage.bounces(NILS)
    seen = await stage.unreached.seen_by(ANNA, now=stage.now)
    assert [(one.known.person, one.reason) for one in seen.out] == [
        (DAG, Reason.DEPUTY),
        (DISA, Reason.EDITOR),
        (EVA, Reason.MANAGER),
        (GUN, Reason.MANAGER),
        (NILS, Reason.WAITING),
    ]
    assert (seen.wanted, seen.installs) == (9, False)
    await stage.comes(DAG)
    stage.now += timedelta(days=31)
    after = await stage.unreached.seen_by(ANNA, now=stage.now)
    assert [one.known.person for one in after.out] == [DISA, EVA, GUN]


async def test_an_administrator_may_have_it_installed_for_who_took_it_away() -> None:
    """By name, once; then it is the person's own choice again."""
    stage = Stage()
    await stage.comes(GUN)
    await stage.takes_away(GUN)
    asked = await stage.unreached.try_again(ANNA, GUN, now=stage.now)
    assert (asked.asked_by, stage.steps) == (ANNA, [GUN])
    await stage.reaching.step(GUN, now=stage.now)
    assert stage.tenant.installs == [GUN]
    await stage.bounces(GUN)
    assert await stage.state(GUN) is ReachState.INSTALLED
    await stage.sweeps(minutes=4)
    assert await stage.state(GUN) is ReachState.REACHED
    await stage.takes_away(GUN)
    await stage.sweeps(days=30)
    assert stage.tenant.installs == [GUN]


async def test_trying_with_all_leaves_those_alone_who_said_no() -> None:
    """They are asked for by name."""
    stage = Stage()
    await stage.reviews(BO, GUN)
    await stage.comes(EVA)
    await stage.takes_away(EVA)
    assert await stage.unreached.try_all(ANNA, now=stage.now) == 2
    assert sorted(stage.steps) == [BO, GUN]


async def test_another_try_needs_something_to_try_with_and_somebody_on_the_list() -> None:
    """Without Graph there is nothing to ask."""
    alone = Stage(installs=False)
    with pytest.raises(PolicyError) as caught:
        await alone.unreached.try_again(ANNA, GUN, now=alone.now)
    assert caught.value.code == "reach.cannot_install"
    stage = Stage()
    with pytest.raises(PolicyError) as unknown:
        await stage.unreached.try_again(ANNA, GUN, now=stage.now)
    assert unknown.value.code == "reach.gone"
    await stage.reviews(GUN)
    await stage.comes(GUN)
    assert not (await stage.unreached.try_again(ANNA, GUN, now=stage.now)).is_out
    assert stage.steps == []


async def test_who_leads_a_unit_sees_whom_of_its_leaders_alerts_pass_by() -> None:
    """Not themselves, and nobody of other units; who doesn't lead it is told nothing."""
    stage = Stage(installs=False)
    assert await stage.unreached.leaders_without_chat(BO, BUILDING) == (DAG,)
    assert await stage.unreached.leaders_without_chat(BO, PERMITS) == (GUN,)
    stage.tenant.chats.add(DAG)
    assert await stage.unreached.leaders_without_chat(BO, BUILDING) == ()
    for person in (NILS, EVA, GUN):
        with pytest.raises(NotAllowed) as caught:
            await stage.unreached.leaders_without_chat(person, BUILDING)
        assert caught.value.code == "units.not_yours"
