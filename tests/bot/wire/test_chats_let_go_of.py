"""What a turn left in a person's chat doesn't outlive its use, and nor does the chat its person."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot.chat import Chat, Outcome
from bot.wire.chat_upkeep import LOOKED_AFTER, ChatUpkeep
from policy.organisation import PersonId
from storage.chat_repository import StoredChats
from storage.kinds import CHAT
from tests.policy.small_town import ANNA, small_town
from tests.services.fakes import FakeDirectory
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
PUPIL = PersonId("somebody-of-the-tenant")
WAY = {"service_url": "https://smba.example/teams", "scope": "personal"}


class Kept:
    """Chats in a store, and their upkeep."""

    def __init__(self) -> None:
        self.store = MemoryStore(kinds=(CHAT,), now=lambda: NOW)
        self.chats = StoredChats(self.store)
        self.upkeep = ChatUpkeep(chats=self.chats, directory=FakeDirectory(small_town()))

    async def after_a_turn(self, person: PersonId, *, at: datetime) -> None:
        """Somebody said that they are ill and began a promise, and the answer is kept for when the turn comes again."""
        loaded = await self.chats.load(person)
        chat = Chat.from_json(loaded.value)
        chat.remember_reference("own", WAY, personal=True)
        chat.drafts["own"] = {"dialog": "callback", "values": {"caller": "Kalle Kula"}}
        chat.in_doubt = {"activity": "0", "did": "d", "at": at.timestamp()}
        chat.remember_outcome("1", Outcome(200, {"value": "Sjuk till 13"}), now=at)
        await self.chats.save(person, loaded, chat.to_json())

    async def of(self, person: PersonId) -> Chat | None:
        """The person's chat as it is stored."""
        loaded = await self.chats.load(person)
        return None if loaded.etag is None else Chat.from_json(loaded.value)


async def test_what_a_turn_left_behind_is_gone_a_day_later() -> None:
    """Also where the person never says another word: no reason and no caller stays, and the way to them does."""
    kept = Kept()
    await kept.after_a_turn(ANNA, at=NOW)
    assert await kept.upkeep.sweep(now=NOW + DAY - timedelta(seconds=1)) == 0
    assert await kept.upkeep.sweep(now=NOW + DAY) == 1
    chat = await kept.of(ANNA)
    assert chat is not None
    assert (chat.references, chat.personal) == ({"own": WAY}, "own")
    stored = json.dumps(chat.to_json())
    assert "Sjuk" not in stored
    assert "Kalle" not in stored
    assert (chat.outcomes, chat.drafts, chat.in_doubt) == ({}, {}, None)
    assert await kept.upkeep.sweep(now=NOW + DAY) == 0


async def test_who_comes_again_is_let_be() -> None:
    """A day counts from the latest turn, and what was seen as due is looked at once more before it is let go of."""
    kept = Kept()
    await kept.after_a_turn(ANNA, at=NOW)
    await kept.after_a_turn(ANNA, at=NOW + DAY / 2)
    assert await kept.upkeep.sweep(now=NOW + DAY) == 0
    chat = await kept.of(ANNA)
    assert chat is not None
    assert chat.drafts


async def test_whoever_has_left_is_gone_within_half_a_year() -> None:
    """And whoever was never in the directory, a pupil or a guest, but not whoever still works here."""
    kept = Kept()
    for person in (ANNA, PUPIL):
        await kept.after_a_turn(person, at=NOW)
    assert await kept.upkeep.sweep(now=NOW + DAY) == 2
    assert await kept.of(PUPIL) is not None
    assert await kept.upkeep.sweep(now=NOW + DAY + LOOKED_AFTER) == 2
    assert await kept.of(PUPIL) is None
    assert await kept.of(ANNA) is not None
    assert await kept.upkeep.sweep(now=NOW + DAY + LOOKED_AFTER) == 0


async def test_a_chat_that_no_turn_made_is_looked_at_too() -> None:
    """One that was opened for somebody, who never wrote in it."""
    kept = Kept()
    chat = Chat()
    chat.remember_reference("own", WAY, personal=True)
    await kept.chats.save(PUPIL, await kept.chats.load(PUPIL), chat.to_json())
    assert await kept.upkeep.sweep(now=NOW) == 1
    assert await kept.of(PUPIL) is not None
    assert await kept.upkeep.sweep(now=NOW + LOOKED_AFTER) == 1
    assert await kept.of(PUPIL) is None
