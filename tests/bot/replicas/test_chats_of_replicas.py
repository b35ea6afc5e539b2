"""What is remembered of a person stays whole and small when several processes write it, and goes when it is to go."""

from __future__ import annotations

import asyncio

from bot.chat import MOST_OUTCOMES, Outcome
from bot.wire.claim import ClaimTimes
from bot.wire.remembering import ChatMemory
from storage.chat_repository import StoredChats
from storage.document_store import Key
from storage.kinds import CHAT
from tests.bot.replicas.replica import ANNA, TIMES, Replica, Start

DONE = Outcome(200)
STEPS = ["chat.read", "chat.write", "chat.written", "before", "diversion_book.written", "after", "saying", "said"]


async def test_being_forgotten_leaves_no_claim_behind(start: Start) -> None:
    """While it is under way the order is kept all the same; afterwards nothing but the way to the chat is left."""
    one, two = start(), start()
    await two.does("draft semester")
    gate = one.stop_at("after")
    forgetting = one.does("glöm mig", "17")
    await gate.reached.wait()
    midway = await one.chat_of()
    assert midway["begun"]["activity"] == "17"
    assert "drafts" not in midway
    assert "outcomes" not in midway
    line = two.does("hej")
    await asyncio.sleep(TIMES.claim * 2)
    assert not line.done()
    gate.open.set()
    await forgetting
    left = await one.chat_of()
    assert left["drafts"] == {}
    assert list(left["references"]) == ["a:anna"]
    await line
    assert set((await one.chat_of())["outcomes"]) >= {"17"}
    assert "draft semester" not in str(await one.chat_of())


async def test_what_a_turn_changed_goes_on_top_of_what_others_stored(start: Start) -> None:
    """A draft, while the app was installed somewhere and another line waited: all of it is kept."""
    one, two = start(), start()
    gate = one.stop_at("after")
    drafting = one.does("draft semester")
    await gate.reached.wait()
    waiting = two.does("klar")
    memory = ChatMemory(StoredChats(two.way))
    await memory.change(ANNA, lambda chat: chat.remember_reference("19:team", {"user": "x"}, personal=False))
    gate.open.set()
    await asyncio.gather(drafting, waiting)
    stored = await one.chat_of()
    assert stored["drafts"] == {"a:anna": {"dialog": "draft semester"}}
    assert set(stored["references"]) == {"19:team", "a:anna"}
    assert len(stored["outcomes"]) == 2


async def test_a_draft_of_a_paused_turn_does_not_undo_a_later_one(start: Start) -> None:
    """Both opened a form: the later turn's is the one that is open, until the paused turn is begun anew."""
    one, two = start(), start(times=TIMES)
    gate = one.stop_at("said")
    paused = one.does("draft första")
    await gate.reached.wait()
    one.freeze()
    await two.does("draft andra")
    gate.open.set()
    one.thaw()
    await paused
    assert (await one.chat_of())["drafts"] == {"a:anna": {"dialog": "draft andra"}}


async def test_the_chat_stays_small_and_old_ones_are_read(start: Start) -> None:
    """A Chat that a process alone had stored, then many turns at two replicas."""
    one, two = start(times=ClaimTimes(claim=0.001)), start(times=ClaimTimes(claim=0.001))
    at = one.world.now().timestamp()
    old = {"language": "en", "drafts": {}, "outcomes": {"17": {"status": 200, "body": None, "at": at}}}
    await one.way.inner.create(Key(CHAT.name, ANNA, "chat"), old)
    assert await two.does("lunch", "17") == DONE
    assert two.turns == []
    await _many(one, two)
    stored = await one.chat_of()
    assert stored["language"] == "en"
    assert len(stored["outcomes"]) == MOST_OUTCOMES
    assert "waiting" not in stored
    assert len(str(stored)) < 3_000


async def _many(*replicas: Replica) -> None:
    for number in range(MOST_OUTCOMES + 4):
        await replicas[number % len(replicas)].does(str(number))
