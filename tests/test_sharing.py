"""What is divided between the processes that share a store, beside the work itself."""

from __future__ import annotations

from datetime import UTC, datetime

from assembly.sharing import Sharing, sharing
from storage.kinds import KINDS
from tests.services.fakes import FixedClock
from tests.storage.memory_store import MemoryStore

CLOCK = FixedClock(datetime(2026, 11, 23, 9, 15, tzinfo=UTC))


async def test_what_teams_takes_from_the_app_is_divided_as_the_work_is() -> None:
    """25 messages a second for one process alone; two send no more than that together."""
    store = MemoryStore(kinds=KINDS, now=CLOCK.now)
    assert _lets_go(sharing(store, clock=CLOCK, alone=True)) == 25
    both = [sharing(store, clock=CLOCK, alone=False) for _ in range(2)]
    for one in (*both, *both):
        await one.begin()
    assert [_lets_go(one) for one in both] == [12, 12]


def _lets_go(shares: Sharing) -> int:
    """How many messages may go at once."""
    pace = shares.pace
    return next(number for number in range(100) if pace.take(f"a:{number}"))
