"""What has expired is removed so that nobody who waits for an answer is crowded out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from storage.cosmos_items import Item
from storage.cosmos_query import Question
from storage.cosmos_store import CosmosStore
from storage.declared_kinds import DeclaredKinds
from tests.storage.contract_terms import KINDS, ManualClock
from tests.storage.test_cosmos_write_in_doubt import Lagging


class Expired(Lagging):
    """Items that have all expired; it counts how many removals are under way."""

    def __init__(self) -> None:
        super().__init__(behind=0)
        self.removed: list[str] = []
        self.most_at_once = 0
        self._under_way = 0

    async def ask(self, question: Question, partition: str | None, *, most: int) -> Sequence[Item]:
        return [{"id": f"note.{number}", "pk": "anna", "_etag": '"1"'} for number in range(most)]

    async def remove(self, item_id: str, partition: str, etag: str) -> None:
        self._under_way += 1
        self.most_at_once = max(self.most_at_once, self._under_way)
        await asyncio.sleep(0)
        self._under_way -= 1
        self.removed.append(item_id)


async def test_what_has_expired_is_removed_one_after_the_other() -> None:
    """A thousand at once would be more than an account gives in a second."""
    items = Expired()
    store = CosmosStore(items, kinds=DeclaredKinds(KINDS), now=ManualClock().now)
    assert await store.delete_expired(limit=50) == 50
    assert items.removed == [f"note.{number}" for number in range(50)]
    assert items.most_at_once == 1
