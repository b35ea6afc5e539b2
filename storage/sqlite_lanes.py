"""Owns the threads on which SQLite is met, and the way of an operation there and its outcome back.

The event loop hands an operation to a lane and awaits its future. The writing lane commits everything that queued up
while it was busy as one transaction. Outcomes return through one mailbox that wakes the loop once for all that lies in
it. A lane knows no SQL but that of a transaction.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from storage.document_store import StoreUnavailable

log = logging.getLogger(__name__)

T = TypeVar("T")
Connect = Callable[[], sqlite3.Connection]


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Generic[T]):
    """Something to do on a lane; `deadline` is by time.monotonic()."""

    run: Callable[[sqlite3.Connection], T]
    future: asyncio.Future[T]
    deadline: float

    @property
    def is_awaited(self) -> bool:
        """Whether anyone still waits for the outcome."""
        return not self.future.done() and time.monotonic() < self.deadline


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation gave, or raised."""

    value: Any = None
    error: Exception | None = None


Group = Sequence[Operation[Any]]
CarryOut = Callable[[sqlite3.Connection, Group], list[Outcome]]


class Mailbox:
    """Brings outcomes from any thread to the loop it was made in."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._delivered: deque[tuple[Operation[Any], Outcome]] = deque()
        self._loop_is_called = False

    def deliver(self, group: Group, outcomes: Sequence[Outcome]) -> None:
        """Settle the operations' futures, soon, in the loop; safe from any thread."""
        self._delivered.extend(zip(group, outcomes, strict=True))
        if self._loop_is_called:
            return  # `_empty` lowers the flag before it looks, so it will see what was just laid in
        self._loop_is_called = True
        with suppress(RuntimeError):  # the loop has ended: nobody waits any more
            self._loop.call_soon_threadsafe(self._empty)

    def _empty(self) -> None:
        self._loop_is_called = False
        while self._delivered:
            operation, outcome = self._delivered.popleft()
            if operation.future.done():
                continue
            if outcome.error is not None:
                operation.future.set_exception(outcome.error)
            else:
                operation.future.set_result(outcome.value)


class Lane:
    """A bounded queue of operations, and the thread that carries them out with its own connection.

    What is asked within one step of the event loop is handed over together at its end: the thread then finds a whole
    group to commit, rather than the first of it, and doesn't fight the loop for the interpreter meanwhile.
    """

    def __init__(
        self,
        name: str,
        *,
        connect: Connect,
        carry_out: CarryOut,
        mailbox: Mailbox,
        together: int,
        capacity: int,
        timeout_seconds: float,
    ) -> None:
        self._name = name
        self._connect = connect
        self._carry_out = carry_out
        self._mailbox = mailbox
        self._together = together
        self._capacity = capacity
        self._timeout_seconds = timeout_seconds
        self._loop = asyncio.get_running_loop()
        self._open = True
        self._asked: list[Operation[Any]] = []
        self._submitted = 0
        # The thread's own, but for the queue: how many it has begun is only read elsewhere.
        self._queue: SimpleQueue[list[Operation[Any]] | None] = SimpleQueue()
        self._backlog: deque[Operation[Any]] = deque()
        self._taken = 0
        self._closing = False
        # A daemon, so that a process that forgets to close still ends; the file survives being left at any moment.
        self._thread = Thread(target=self._work, name=f"store {name}", daemon=True)
        self._thread.start()

    async def submit(self, run: Callable[[sqlite3.Connection], T]) -> T:
        """What `run` gives on the lane's connection; raises what it raises, or StoreUnavailable."""
        if not self._open:
            raise StoreUnavailable("the store is closed")
        if self._submitted - self._taken >= self._capacity:
            raise StoreUnavailable(f"{self._capacity} operations are waiting to {self._name}")
        future: asyncio.Future[T] = self._loop.create_future()
        if not self._asked:
            self._loop.call_soon(self._hand_over)
        self._asked.append(Operation(run, future, time.monotonic() + self._timeout_seconds))
        self._submitted += 1
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await future
        except TimeoutError:
            raise StoreUnavailable(f"no answer to {self._name} within {self._timeout_seconds} s") from None

    async def close(self) -> None:
        """Finish what is queued and let the connection go; give up waiting when the thread is stuck."""
        if self._open:
            self._open = False
            self._hand_over()
            self._queue.put(None)
        await asyncio.to_thread(self._thread.join, 2 * self._timeout_seconds)

    def _hand_over(self) -> None:
        if self._asked:
            self._queue.put(self._asked)
            self._asked = []

    def _work(self) -> None:
        connection: sqlite3.Connection | None = None
        trouble: sqlite3.Error | None = None
        while group := self._next_group():
            before = trouble
            try:
                if connection is None:
                    connection = self._connect()
                outcomes = self._carry_out(connection, group)
            except sqlite3.Error as error:
                outcomes = [Outcome(error=error) for _ in group]
            trouble = next((outcome.error for outcome in outcomes if isinstance(outcome.error, sqlite3.Error)), None)
            if trouble is not None:
                # A new connection remembers nothing of what was wrong.
                _let_go(connection)
                connection = None
                outcomes = [self._without_sqlite(outcome) for outcome in outcomes]
            self._log_change(before, trouble)
            self._mailbox.deliver(group, outcomes)
        _let_go(connection)

    def _without_sqlite(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome.error, sqlite3.Error):
            return Outcome(error=StoreUnavailable(f"can't {self._name}: {outcome.error}"))
        return outcome

    def _log_change(self, before: sqlite3.Error | None, after: sqlite3.Error | None) -> None:
        """One line when trouble begins and one when it ends, however many operations meet it."""
        if before is None and after is not None:
            log.error("store can't %s", self._name, extra={"error": str(after)})
        elif before is not None and after is None:
            log.info("store can %s again", self._name)

    def _next_group(self) -> list[Operation[Any]]:
        """The next operations to do together, waiting for the first; none when the lane has closed."""
        if not self._backlog and not self._closing:
            self._take(self._queue.get())
        with suppress(Empty):
            while len(self._backlog) < self._together and not self._closing:
                self._take(self._queue.get_nowait())
        group = [self._backlog.popleft() for _ in range(min(self._together, len(self._backlog)))]
        self._taken += len(group)
        return group

    def _take(self, operations: list[Operation[Any]] | None) -> None:
        if operations is None:
            self._closing = True
        else:
            self._backlog.extend(operations)


def alone(connection: sqlite3.Connection, group: Group) -> list[Outcome]:
    """Each operation for itself: what one meets, a damaged page perhaps, doesn't touch those beside it."""
    return [_attempt(connection, operation) for operation in group]


def in_one_transaction(connection: sqlite3.Connection, group: Group) -> list[Outcome]:
    """All operations in one transaction, on the disk when this returns; raises sqlite3.Error when none of them is."""
    connection.execute("BEGIN IMMEDIATE")
    outcomes = []
    for operation in group:
        outcome = _attempt(connection, operation)
        if isinstance(outcome.error, sqlite3.Error):
            # SQLite may have ended the transaction itself: what followed would be committed one by one.
            raise outcome.error
        outcomes.append(outcome)
    connection.execute("COMMIT")
    return outcomes


def _attempt(connection: sqlite3.Connection, operation: Operation[Any]) -> Outcome:
    if not operation.is_awaited:
        # Nobody was told that it is done, so under load it is better left undone.
        return Outcome(error=StoreUnavailable("waited too long"))
    try:
        return Outcome(operation.run(connection))
    except Exception as error:  # noqa: BLE001 - it belongs to whoever asked, and must not end the thread
        return Outcome(error=error)


def _let_go(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        with suppress(sqlite3.Error), closing(connection):
            connection.rollback()
