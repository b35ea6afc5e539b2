"""The bot's inside over Azure Cosmos DB: what people say, what is kept, what they are told. The same tests run against
the test server in every run, and against a real account where one is named; the latter has never been done.
"""

from __future__ import annotations

import asyncio
from datetime import UTC

import pytest

from storage.document_store import DocumentStore
from storage.kinds import CHAT, DIVERSION_BOOK, KINDS
from tests.bot.house import MONDAY_MORNING, House
from tests.bot.talk import WallClock
from tests.real_account.shared_container import SharedContainer
from tests.storage.memory_store import MemoryStore


class HouseElsewhere(House):
    """A house whose inside keeps everything in a store that is given."""

    def __init__(self, store: DocumentStore, clock: WallClock) -> None:
        self.elsewhere = store
        super().__init__()
        self.clock = clock

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """The store that was given: the one in memory stays empty."""
        return self.elsewhere


class UseCases:
    """Inherit, and give the fixture `container`."""

    @pytest.fixture
    async def house(self, container: SharedContainer) -> HouseElsewhere:
        clock = WallClock(MONDAY_MORNING)
        store = await container.open(KINDS, now=lambda: clock.now.astimezone(UTC))
        return HouseElsewhere(store, clock)

    async def test_a_diversion_is_set_told_and_undone(self, house: HouseElsewhere) -> None:
        """A3: one line, one receipt; the switchboard's answer; *Ångra*."""
        anna, vera = house.someone("Anna Svensson"), house.someone("Vera Åkesson")
        await anna.says("lunch till 13")
        anna.sees("Du är hänvisad till 13:00")
        await vera.says("är Anna Svensson inne?")
        vera.sees("Anna Svensson är på lunch och nås igen 13:00.")
        await anna.presses("Ångra")
        anna.sees("Ångrat", "”Anna Svensson är inne.”")
        await vera.says("är Anna Svensson inne?")
        vera.sees("Anna Svensson är inne.")

    async def test_a_message_goes_all_the_way(self, house: HouseElsewhere) -> None:
        """S5: left, delivered by the outbox, done, and its sender's own card tells."""
        vera, anna = house.someone("Vera Åkesson"), house.someone("Anna Svensson")
        await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
        vera.sees("Meddelandet till Anna Svensson är lämnat")
        await house.sends_what_is_due()
        vera.is_told("Anna Svensson har fått meddelandet", changed=True)
        anna.is_told("Ring Kalle", "bygglov")
        await anna.presses("Klart")
        anna.sees("Klart")
        await house.sends_what_is_due()
        vera.is_told("klar", changed=True)

    async def test_of_two_changes_at_once_none_is_lost(self, house: HouseElsewhere) -> None:
        """Both lines hold in the end: who is second meets the first one's etag, and decides anew."""
        here, there = house.someone("Anna Svensson"), house.someone("Anna Svensson")
        await asyncio.gather(here.says("möte imorgon 9-10"), there.says("möte imorgon 13-14"))
        for one in (here, there):
            one.sees("Du är hänvisad imorgon")
        (book,) = (await house.elsewhere.query(DIVERSION_BOOK.name)).documents
        assert len(book.body["diversions"]) == 2
        assert (await house.elsewhere.query(CHAT.name)).documents == []


class TestOnTheTestServer(UseCases):
    @pytest.fixture
    def container(self, stand_in: SharedContainer) -> SharedContainer:
        return stand_in


@pytest.mark.real_account
class TestOnARealAccount(UseCases):
    @pytest.fixture
    def container(self, account: SharedContainer) -> SharedContainer:
        return account
