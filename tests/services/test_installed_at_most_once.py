"""Whatever happens in whatever order: the app comes to a person once of our own accord, and never after their no."""

from __future__ import annotations

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from policy.reachability import ReachState, Refusal
from tests.policy.small_town import ANNA, GUN
from tests.services.reach_stage import Stage

HAPPENS = (
    *("sweep", "sweep", "sweep", "review", "bounce", "comes", "takes_away", "blocks", "is_gone", "taken_unseen"),
    *("away", "loses_answer", "refuses", "admits", "no_chat", "chat", "asked_by_name", "asked_with_all"),
)
OVER_A_WEEK = 8 * 24


async def happens(stage: Stage, what: str, hours: int) -> None:
    """Let it happen, to Gun or to Teams."""
    tenant = stage.tenant
    if what == "sweep":
        await stage.sweeps(hours=hours)
    elif what == "review":
        await stage.reviews(GUN)
    elif what == "bounce" and GUN not in tenant.chats:
        await stage.bounces(GUN)
    elif what == "comes":
        await stage.comes(GUN)
    elif what in ("refuses", "admits"):
        tenant.refuses = {GUN: Refusal.NOT_ALLOWED} if what == "refuses" else {}
    elif what in ("no_chat", "chat"):
        tenant.has_no_chat_yet = {GUN} if what == "no_chat" else set()
    tenant.away += what == "away"
    tenant.loses_answers += what == "loses_answer"


async def says_no(stage: Stage, what: str) -> bool:
    """Let Gun say no in that way, if it is one and she can; gives whether she did."""
    tenant, has_it = stage.tenant, GUN in stage.tenant.has_app
    if what == "takes_away" and has_it:
        await stage.takes_away(GUN)
        return True
    if what in ("blocks", "is_gone") and GUN in tenant.chats:
        tenant.chats.discard(GUN)
        if what == "is_gone":
            tenant.has_app.discard(GUN)
        await stage.bounces(GUN)
        return True
    if what == "taken_unseen" and has_it and await stage.state(GUN) is ReachState.INSTALLED:
        tenant.has_app.discard(GUN)
        return True
    return False


async def lived_through(story: list[tuple[str, int]]) -> None:
    stage, may = Stage(), 1
    await stage.reviews(GUN)
    for what, hours in story:
        before = len(stage.tenant.installs)
        if what == "asked_by_name" and await stage.known(GUN) is not None:
            may = max(may, int((await stage.unreached.try_again(ANNA, GUN, now=stage.now)).is_out))
        elif what == "asked_with_all":
            seen = await stage.unreached.seen_by(ANNA, now=stage.now)
            may = max(may, await stage.unreached.try_all(ANNA, now=stage.now))
            no = {one.known.person for one in seen.out if one.known.state in (ReachState.REMOVED, ReachState.BLOCKED)}
            assert GUN not in no or GUN not in stage.steps
        await happens(stage, what, hours)
        if await says_no(stage, what):
            may = 0
        may -= len(stage.tenant.installs) - before
        assert may >= 0, f"installed against her will after {what}"
        stage.steps.clear()


@given(st.lists(st.tuples(st.sampled_from(HAPPENS), st.integers(0, OVER_A_WEEK)), max_size=25))
@settings(max_examples=50, deadline=None)
def test_it_is_installed_once_and_never_against_a_no(story: list[tuple[str, int]]) -> None:
    """An administrator's word opens it for once more."""
    asyncio.run(lived_through(story))
