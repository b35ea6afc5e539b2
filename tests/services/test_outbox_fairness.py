"""How a sweep of the outbox shares its time between the sources, when one of them has a long queue."""

from __future__ import annotations

import asyncio
from math import inf

from policy.outgoing import Notification, Outgoing, StandingCard
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.ports import Sending
from storage.case_repository import StoredCases
from tests.bot.replicas.jumping_clock import JumpingLoop
from tests.policy.small_town import ANNA, small_town
from tests.services.fakes import FakeDirectory, FixedClock
from tests.services.outbox_stage import dead_letters
from tests.services.test_outbox_guards import KIND, STORED_AS, TUESDAY, Case, Chats
from tests.storage.memory_store import MemoryStore


class SlowChats(Chats):
    """A Messenger that takes its time."""

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        await asyncio.sleep(0.02)
        return await super().deliver(notification, about, standing)


def test_a_long_queue_in_one_source_keeps_no_other_waiting() -> None:
    """A lost phone's card is not behind thousands of reminders; what time is left goes to the long queue (idea 4)."""
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(_two_queues())


async def _two_queues() -> None:
    now, chats = FixedClock(TUESDAY).now, SlowChats()
    queues = [StoredCases(MemoryStore(kinds=[KIND], now=now), STORED_AS) for _ in range(2)]
    for cases, many in zip(queues, (400, 1), strict=True):
        for n in range(many):
            await cases.save(None, Case(id=f"c{n}", outgoing=Outgoing(unsent=(_told(str(many)),))))
    sources = [OutboxSource(name=name, cases=cases) for name, cases in zip(("long", "short"), queues, strict=True)]
    outbox = Outbox(
        sources, messenger=chats, directory=FakeDirectory(small_town()), dead_letters=dead_letters(), lasts=0.3
    )
    visited = await outbox.sweep(now=TUESDAY)
    sent = [notification.id for notification, _, _ in chats.tried]
    assert len(sent) == visited < 401
    assert sent.count("1") == 1
    assert sent[-1] == "400", "the long queue goes on with the time that is left"


def _told(id_: str) -> Notification:
    return Notification(id=id_, to=ANNA, code="case.told", made_at=TUESDAY, due_at=TUESDAY)
