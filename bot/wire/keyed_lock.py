"""Owns taking turns by key: those of one key run one at a time, in the order they came; others don't wait."""

from __future__ import annotations

import asyncio
from types import TracebackType


class KeyedLock:
    """A lock for each key in use; a key that no one holds or waits for takes no room."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}

    def __len__(self) -> int:
        return len(self._held)

    def __call__(self, key: str) -> _Held:
        """What to hold the key by, for the length of an `async with` that starts at once."""
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = _Held(self._held, key)
        held.users += 1
        return held


class _Held:
    """One key's lock, and how many hold it or wait for it."""

    __slots__ = ("_all", "_key", "_lock", "users")

    def __init__(self, all_held: dict[str, _Held], key: str) -> None:
        self._all = all_held
        self._key = key
        self._lock = asyncio.Lock()
        self.users = 0

    async def __aenter__(self) -> None:
        try:
            await self._lock.acquire()
        except BaseException:
            self._let_go()
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
        self._let_go()

    def _let_go(self) -> None:
        self.users -= 1
        if self.users == 0:
            del self._all[self._key]
