"""Two replicas of the real bot on one store, under load, one killed, one standing still for longer than it may: nothing
that was acknowledged is lost, turns keep their order, and nobody is told twice unmarked. `make soak` is the same for
minutes.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.ground import Plan
from tests.soak.ledger import table
from tests.soak.run import carried_out

pytestmark = pytest.mark.xdist_group("replicas")
"""Beside those that start a browser: it waits more than it works."""


async def test_nothing_is_lost_and_nothing_said_twice(tmp_path: Path) -> None:
    """A3, A5, M2 and idea 4, with real processes, judged by what is stored and what the connector took."""
    plan = Plan(
        replicas=2,
        store="cosmos",
        seconds=18.0,
        seed=20_261_124,
        folder=tmp_path,
        pause=1.0,
        hurry=10.0,
        troubles=("killed", "paused"),
        leaps=True,
    )
    ledger = await carried_out(plan)
    assert not ledger.faults, table(ledger)
    assert ledger.counts["killed"] == ledger.counts["paused"] == 1
    # How much there was to judge depends on the machine; that there was something must not.
    for what in ("looked after an acknowledged turn", "told unasked", "reminders due"):
        assert ledger.counts[what] > 0, table(ledger)
    assert ledger.contests, table(ledger)
