"""The child that `test_killed_at_any_moment` kills: it writes diversions and says which of them are safe.

Each line on its output is `PERSON NUMBER`, printed after the repository's save() has returned: from then on that
person's book holds a diversion of at least that number. Writers share some people, so that conflicts are met too.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from services.ports import Conflict
from storage.diversion_repository import StoredDiversions
from storage.opening import open_store

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
SHARED = [PersonId(f"shared-{number}") for number in range(3)]
WRITERS = 8


def with_next_diversion(book: DiversionBook) -> tuple[DiversionBook, int]:
    """The book with the diversion after its last, and that one's number."""
    number = 1 + int(book.diversions[-1].id) if book.diversions else 1
    diversion = Diversion(
        id=str(number),
        reason=Reason.MEETING,
        period=Period(NOW, NOW + timedelta(hours=number)),
        note="möte " * 30,
        set_by=book.person,
        set_at=NOW,
    )
    return DiversionBook(person=book.person, diversions=(diversion,)), number


async def write(books: StoredDiversions, name: str) -> None:
    """Save for ever: to books that others write too, and to new ones."""
    for turn in itertools.count():
        for person in (*SHARED, PersonId(f"{name}-{turn}")):
            loaded = await books.load(person)
            book, number = with_next_diversion(loaded.value)
            try:
                await books.save(loaded, book)
            except Conflict:
                continue
            os.write(1, f"{person} {number}\n".encode())


async def main(path: Path) -> None:
    """Write until killed."""
    store = await open_store(path, now=lambda: NOW)
    books = StoredDiversions(store)
    await asyncio.gather(*(write(books, f"writer-{os.getpid()}-{number}") for number in range(WRITERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
