"""People who never opened the bot are noted, the app comes to them once, and what waited is told (M1, M2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from policy.reach_reasons import Reason
from policy.reachability import LOOKED_AFTER, WELCOME, ReachState, Refusal
from services.ports import Place
from services.reachability import MOST_A_SWEEP, SOURCE
from tests.policy.small_town import BO, DAG, GUN, NILS, VERA, at
from tests.services.reach_stage import Stage


async def test_whoever_is_to_be_reached_and_has_no_chat_is_noted() -> None:
    """And nobody else: who has a chat, and who need not be reached, leave no trace."""
    stage = Stage()
    stage.tenant.chats |= {BO}
    await stage.reviews(BO, DAG, NILS, VERA)
    assert [await stage.state(one) for one in (BO, DAG, NILS, VERA)] == [
        None,
        ReachState.UNMET,
        None,
        ReachState.UNMET,
    ]


async def test_the_app_is_installed_its_chat_opened_and_a_welcome_sent() -> None:
    """Where Teams tells nothing of the chat, it is asked for."""
    stage = Stage()
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    assert (stage.tenant.installs, await stage.state(GUN)) == ([GUN], ReachState.INSTALLED)
    await stage.sweeps(minutes=4)
    known = await stage.known(GUN)
    assert known is not None
    assert (known.state, GUN in stage.tenant.chats) == (ReachState.REACHED, True)
    assert [one.code for one in known.outgoing.unsent] == [WELCOME]
    assert stage.tried == [(SOURCE, "gun", "reach", GUN)]
    assert await stage.sweeps(days=1) == 0


async def test_where_teams_tells_of_the_chat_nothing_more_is_asked() -> None:
    """The person was met there, and the welcome of that meeting was the quiet one."""
    stage = Stage()
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    assert await stage.reaching.brought(GUN, now=stage.now) is Reason.MANAGER
    await stage.comes(GUN)
    known = await stage.known(GUN)
    assert known is not None
    assert (known.state, known.outgoing.unsent) == (ReachState.REACHED, ())
    assert await stage.sweeps(hours=1) == 0
    assert await stage.reaching.brought(BO, now=stage.now) is None


async def test_an_app_that_was_there_already_has_its_chat_opened_at_once() -> None:
    """Installed by a policy of the tenant's, say."""
    stage = Stage()
    stage.tenant.has_app.add(GUN)
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    assert (await stage.state(GUN), stage.tenant.installs) == (ReachState.REACHED, [])


async def test_nothing_is_installed_outside_the_persons_hours() -> None:
    """It would be the first they ever heard of the bot."""
    stage = Stage()
    stage.now = at("2026-11-24 20:00")
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    assert stage.tenant.asked == []
    stage.now = at("2026-11-25 08:00")
    await stage.sweeps()
    assert stage.tenant.installs == [GUN]


@pytest.mark.parametrize("why", Refusal)
async def test_a_no_of_teams_is_asked_about_again_the_next_day_and_then_each_week(why: Refusal) -> None:
    """A licence may come."""
    stage = Stage()
    stage.tenant.refuses[GUN] = why
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    known = await stage.known(GUN)
    assert known is not None
    assert (known.state, known.refusal) == (ReachState.REFUSED, why)
    await stage.sweeps(hours=23)
    assert len(stage.tenant.asked) == 1
    await stage.sweeps(hours=2)
    await stage.sweeps(days=6)
    assert len(stage.tenant.asked) == 2
    del stage.tenant.refuses[GUN]
    await stage.sweeps(days=1)
    assert stage.tenant.installs == [GUN]


async def test_nobody_answers_and_everyone_waits_as_long_as_was_asked_for() -> None:
    """One person's Retry-After is everybody's."""
    stage = Stage()
    stage.tenant.away, stage.tenant.wait = 1, timedelta(minutes=30)
    await stage.reviews(GUN, BO)
    await stage.sweeps(minutes=11)
    assert len(stage.tenant.asked) == 1
    await stage.sweeps(minutes=20)
    assert len(stage.tenant.asked) == 1
    await stage.sweeps(minutes=11)
    assert sorted(stage.tenant.installs) == [BO, GUN]


async def test_an_answer_that_was_lost_is_no_second_installation() -> None:
    """The second time Teams says that it is there already, and it counts as brought by us."""
    stage = Stage()
    stage.tenant.loses_answers = 1
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    assert await stage.state(GUN) is ReachState.ASKED
    await stage.sweeps(minutes=5)
    known = await stage.known(GUN)
    assert known is not None
    assert (stage.tenant.installs, known.state, known.by_us) == ([GUN], ReachState.REACHED, True)


async def test_a_sweep_installs_for_a_few_and_the_next_goes_on() -> None:
    """No limit of Teams' comes near, however many managers there are."""
    stage = Stage()
    everyone = list(stage.directory.municipality.people)
    for person in everyone:
        await stage.bounces(person)
    stage.reaching.pace.left = 0
    stage.now += timedelta(minutes=11)
    await stage.reaching.sweep(now=stage.now)
    assert len(stage.tenant.asked) == min(len(everyone), MOST_A_SWEEP)
    for person in everyone:
        await stage.reaching.step(person, now=stage.now)
    assert len(stage.tenant.asked) <= MOST_A_SWEEP


async def test_who_took_the_app_away_is_never_given_it_again() -> None:
    """Not by time, not by the walk, not by what waits for them."""
    stage = Stage()
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    await stage.comes(GUN)
    await stage.takes_away(GUN)
    assert await stage.state(GUN) is ReachState.REMOVED
    for _ in range(3):
        await stage.reviews(GUN)
        await stage.bounces(GUN)
        await stage.sweeps(days=8)
    assert (stage.tenant.installs, await stage.state(GUN)) == ([GUN], ReachState.REMOVED)


async def test_who_took_it_away_before_its_chat_was_known_has_said_no_too() -> None:
    """It was installed, and is there no more."""
    stage = Stage()
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    stage.tenant.has_app.clear()
    await stage.sweeps(minutes=4)
    assert await stage.state(GUN) is ReachState.REMOVED
    await stage.sweeps(days=30)
    assert stage.tenant.installs == [GUN]


async def test_who_takes_it_away_before_its_installation_was_confirmed_is_not_given_it_again() -> None:
    """The answer was lost, and Teams tells of the removal before anybody asks again."""
    stage = Stage()
    stage.tenant.loses_answers = 1
    await stage.reviews(GUN)
    await stage.sweeps(minutes=11)
    await stage.takes_away(GUN)
    await stage.sweeps(days=8)
    assert (stage.tenant.installs, await stage.state(GUN)) == ([GUN], ReachState.REMOVED)


async def test_who_had_a_chat_once_and_has_none_is_taken_to_have_said_no() -> None:
    """Blocked, or taken away before the bot kept such records."""
    stage = Stage()
    stage.tenant.knows_bot.add(GUN)
    await stage.reviews(GUN)
    await stage.sweeps(days=1)
    assert (stage.tenant.asked, await stage.state(GUN)) == ([], ReachState.BLOCKED)


async def test_a_block_is_seen_when_something_bounces() -> None:
    """Teams takes nothing more for the person: their chat is forgotten before, by the messenger."""
    stage = Stage()
    await stage.comes(GUN)
    stage.tenant.chats.discard(GUN)
    await stage.bounces(GUN)
    assert await stage.state(GUN) is ReachState.BLOCKED
    await stage.sweeps(days=30)
    assert stage.tenant.asked == []


async def test_what_bounced_goes_out_once_there_is_a_chat() -> None:
    """In the order in which it came, after the welcome; and only once."""
    stage = Stage(installs=False)
    await stage.bounces(NILS)
    await stage.bounces(NILS, "coverage", Place("bygglov", "coverage"))
    await stage.bounces(NILS)
    await stage.comes(NILS)
    assert stage.tried == [("coverage", "bygglov", "coverage", NILS), ("diversion", "anna", "book", NILS)]
    await stage.comes(NILS)
    assert len(stage.tried) == 2


async def test_the_same_bounce_again_costs_no_write_until_a_day_has_passed() -> None:
    """The outbox tries nine times."""
    stage = Stage(installs=False)
    await stage.bounces(NILS)
    first = await stage.known(NILS)
    stage.now += timedelta(hours=5)
    await stage.bounces(NILS)
    assert await stage.known(NILS) == first
    stage.now += timedelta(hours=20)
    await stage.bounces(NILS)
    assert await stage.known(NILS) != first


async def test_whoever_something_waits_for_is_given_the_app_and_after_a_month_no_more() -> None:
    """An ordinary colleague whom somebody left a message."""
    stage = Stage()
    await stage.bounces(NILS)
    await stage.sweeps(minutes=11)
    assert stage.tenant.installs == [NILS]
    late = Stage()
    await late.bounces(NILS)
    await late.sweeps(days=31)
    assert late.tenant.asked == []


async def test_without_graph_people_are_noted_and_nothing_is_tried() -> None:
    """And whoever has left is let go of when they are looked at again."""
    stage = Stage(installs=False)
    await stage.reviews(GUN)
    assert await stage.sweeps(days=30) == 0
    assert await stage.state(GUN) is ReachState.UNMET
    town = stage.directory.municipality
    people = {id_: one for id_, one in town.people.items() if id_ != GUN}
    stage.directory.municipality = replace(town, people=people, units={})
    await stage.sweeps(days=LOOKED_AFTER.days)
    await stage.sweeps(minutes=11)
    assert await stage.known(GUN) is None
