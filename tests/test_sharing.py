"""What is divided between the processes that share a store, beside the work itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from assembly.sharing import Sharing, sharing
from bot.turn import Scope, Turn
from bot.wire.arrival import Arrival
from bot.wire.remembering import ChatMemory
from storage.chat_repository import StoredChats
from storage.document_store import Key, StoreUnavailable
from storage.kinds import CHAT, KINDS
from tests.bot.metered_house import REFERENCE, Silent
from tests.bot.replicas.replica import ANNA
from tests.bot.replicas.way_to_the_store import Way
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


async def test_what_was_told_in_vain_is_taken_back_by_the_next_sign_of_life() -> None:
    """The claim of a turn that could not begin stands in the Chat: the others would take the sign for its answer."""
    way = Way(MemoryStore(kinds=KINDS, now=CLOCK.now))
    shares = sharing(way, clock=CLOCK, alone=False)
    turns = shares.turns(ChatMemory(StoredChats(way)), contended=lambda _how: None)
    turn = Turn(activity_id="17", person=ANNA, conversation="a:anna", scope=Scope.PERSONAL, now=CLOCK.now(), text="hej")
    way.loses_answers_of = CHAT.name
    with pytest.raises(StoreUnavailable):
        await turns.begin(Arrival(turn=turn, speaker=Silent(count()), reference=REFERENCE, may_come_again=True))
    way.loses_answers_of = None
    assert (await _chat_in(way))["outcomes"].keys() == {"17"}
    (beat,) = shares.jobs
    await beat.run(CLOCK.now())
    assert (await _chat_in(way))["outcomes"] == {}
    assert "begun" not in await _chat_in(way)


async def _chat_in(way: Way) -> Mapping[str, Any]:
    document = await way.get(Key(CHAT.name, ANNA, "chat"))
    assert document is not None
    return document.body


def _lets_go(shares: Sharing) -> int:
    """How many messages may go at once."""
    pace = shares.pace
    return next(number for number in range(100) if pace.take(f"a:{number}"))
