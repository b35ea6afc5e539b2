"""An outbox over the small town's diversion books, for tests of delivery."""

from __future__ import annotations

from services.dead_letters import DeadLetters
from services.outbox import Ended, Outbox
from services.outbox_sources import DIVERSIONS, BookCases, OutboxSource
from services.ports import Messenger
from storage.housekeeping_repository import stored_dead_letters
from tests.policy.small_town import small_town
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.storage.memory_store import MemoryStore


def dead_letters() -> DeadLetters:
    """Where what is given up is kept, empty."""
    return DeadLetters(cases=stored_dead_letters(MemoryStore()), directory=FakeDirectory(small_town()))


def outbox_over(
    books: BooksInMemory,
    messenger: Messenger,
    *,
    letters: DeadLetters | None = None,
    directory: FakeDirectory | None = None,
    ended: Ended = lambda _source, _delivery: None,
) -> Outbox:
    """The outbox of those books."""
    return Outbox(
        [OutboxSource(name=DIVERSIONS, cases=BookCases(books))],
        messenger=messenger,
        directory=directory or FakeDirectory(small_town()),
        dead_letters=letters or dead_letters(),
        ended=ended,
    )
