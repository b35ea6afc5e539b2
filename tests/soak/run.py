"""A run: replicas, people and troubles for some time, then quiet, then the verdict.

What it shows it shows of the product's own processes; what a test server can't show is in docs/replicas.md.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime

from storage.opening import StoreAddress
from tests.soak.cast import all_stories
from tests.soak.chaos import Chaos
from tests.soak.connector import GOOD, Connector, Moods
from tests.soak.going import Going
from tests.soak.ground import Plan, a_store, a_town
from tests.soak.ledger import Ledger
from tests.soak.processes import Replica, Starting, open_replicas
from tests.soak.shared_clock import SharedClock
from tests.soak.stored import Stored, all_stored
from tests.soak.stories import Step, again_and_again
from tests.soak.teams import Teams
from tests.soak.verdict import (
    judge_contests,
    judge_meetings,
    judge_promises,
    judge_running,
    judge_turns,
    judge_unsent,
)
from tests.soak.verdict_told import Lateness, judge_alerts, judge_logs, judge_reminders, judge_told

STARTS = "2026-11-24T10:00+01:00"
"""A Tuesday morning on which people work and phones are answered."""
LEAP = 300.0
"""Seconds: past when everything of a short run is due, and what somebody had begun to send is anyone's."""
HANDED_OVER = 30.0
"""Seconds until what a dead replica held is another's (services/replicas.py)."""
SWEPT_EVERY = 60.0
LOOKED_AT_EVERY = 5.0
"""Seconds: how often changes of coverage are looked at, and what is to be sent."""
MARGIN = 30.0
"""For a machine that does much else, and an answer from the connector that is slow or asks to wait."""
READ_EVERY = {"a change of the file": 30.0, "what was told in chat": 60.0}
"""Seconds: how often each replica reads it."""
KNOWING_MARGIN = 15.0
QUIET_WITHIN = 180.0
"""Seconds: a message that had begun to be sent is nobody else's for two minutes."""


async def carried_out(plan: Plan) -> Ledger:
    """Carry it out and judge it; gives the ledger, whose faults are what went wrong."""
    clock, ledger = SharedClock(datetime.fromisoformat(STARTS), time.time()), Ledger()
    connector = Connector(GOOD, random.Random(plan.seed + 1))
    async with AsyncExitStack() as closing:
        await connector.open()
        closing.push_async_callback(connector.close)
        address, settings = await closing.enter_async_context(a_store(plan))
        town = a_town(plan.folder)
        starting = Starting(plan.folder, {**settings, "DIRECTORY": f"file:{town}"}, clock, plan.hurry)
        replicas = await closing.enter_async_context(open_replicas(plan.replicas, starting))
        teams = Teams(replicas, connector, ledger, random.Random(plan.seed + 2))
        going = Going(clock, ledger, random.Random(plan.seed + 3), plan.pause, within=QUIET_WITHIN)
        known = {what: seconds / plan.hurry + KNOWING_MARGIN for what, seconds in READ_EVERY.items()}
        stories = await all_stories(teams, town, going, replicas, known)
        connector.moods = Moods()
        await _goes_on(
            plan, stories, going, Chaos(replicas, connector, ledger, random.Random(plan.seed), plan.troubles)
        )
        connector.moods = GOOD
        await teams.close()
        if plan.leaps:
            await asyncio.gather(*(replica.end() for replica in replicas))
            clock = SharedClock(clock.start, clock.began - LEAP)
            starting = Starting(plan.folder, starting.settings, clock, plan.hurry, first=plan.replicas)
            replicas += await closing.enter_async_context(open_replicas(1, starting))
        stored = await _until_quiet(address, clock, ledger)
    _judge(plan, going, connector, replicas, stored, ended=clock)
    return ledger


async def _goes_on(plan: Plan, stories: Sequence[Step], going: Going, chaos: Chaos) -> None:
    """People and troubles for so long; then the troubles end, and people finish what they are at."""
    tasks = [asyncio.create_task(again_and_again(going, step)) for step in stories]
    troubles = [asyncio.create_task(chaos.goes_on(going.over)) for _ in range(max(1, plan.replicas // 2))]
    await asyncio.wait([*tasks, *troubles], timeout=plan.seconds, return_when=asyncio.FIRST_EXCEPTION)
    if plan.troubles:
        await asyncio.wait(troubles)
    going.over.set()
    await asyncio.gather(*tasks, *troubles)


async def _until_quiet(address: StoreAddress, clock: SharedClock, ledger: Ledger) -> Stored:
    """Wait until nothing that is due lies undone or unsent, or for long; gives all that is stored then."""
    began = time.time()
    while True:
        stored = await all_stored(address, clock.now())
        waited = time.time() - began
        if not stored.steps_due(clock.now()) and not stored.unsent(clock.now()):
            ledger.lasted("until nothing was left to be done or sent", waited)
            return stored
        if waited > QUIET_WITHIN:
            return stored
        await asyncio.sleep(1.0)


def _judge(
    plan: Plan,
    going: Going,
    connector: Connector,
    replicas: Sequence[Replica],
    stored: Stored,
    *,
    ended: SharedClock,
) -> None:
    """Everything, now that nothing happens any more; `ended` is the clock that the last of it went by."""
    ledger, now = going.ledger, ended.now()
    judge_turns(ledger, connector, replicas)
    judge_meetings(ledger, stored)
    judge_running(ledger, stored, now)
    judge_promises(ledger, stored)
    judge_contests(ledger, stored)
    judge_unsent(ledger, stored, now)
    judge_told(ledger, connector)
    late = Lateness(SWEPT_EVERY / plan.hurry + MARGIN, HANDED_OVER, connector, replicas, ledger)
    until = going.clock.seconds(now) - HANDED_OVER - late.usual
    judge_reminders(ledger, connector, going.clock, late, until)
    judge_alerts(ledger, connector, replace(late, usual=LOOKED_AT_EVERY + MARGIN))
    judge_logs(ledger, replicas)
