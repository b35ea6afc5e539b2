"""After a restore to an earlier time, what was due says that it may have come before; the rest is as it was."""

from __future__ import annotations

from datetime import timedelta

from policy.diversions import DiversionBook
from policy.outgoing import Notification, Outgoing
from services.ports import Loaded
from storage.diversion_repository import StoredDiversions
from storage.doubting import MAILED, doubt_unsent
from storage.kinds import KINDS
from tests.policy.small_town import ANNA, BO, at
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 10:00")
BEFORE = NOW - timedelta(minutes=30)


def told(name: str, *, due: timedelta = timedelta(), begun: bool = False) -> Notification:
    return Notification(
        id=name,
        to=BO,
        code="diversion.set",
        made_at=BEFORE,
        due_at=BEFORE + due,
        begun_at=BEFORE if begun else None,
    )


async def test_what_was_due_is_in_doubt_and_what_is_due_later_is_not() -> None:
    """What had begun already keeps when it did; how often it was tried and when it is due stay."""
    store = MemoryStore(now=lambda: NOW)
    books = StoredDiversions(store)
    unsent = (told("due"), told("begun", begun=True), told("later", due=timedelta(hours=2)))
    book = DiversionBook(person=ANNA, outgoing=Outgoing(unsent=unsent))
    await books.save(Loaded(book, None), book)
    assert await doubt_unsent(store, now=NOW) == 1
    after = (await books.load(ANNA)).value
    assert [(one.id, one.begun_at, one.due_at) for one in after.outgoing.unsent] == [
        ("due", NOW, BEFORE),
        ("begun", BEFORE, BEFORE),
        ("later", None, BEFORE + timedelta(hours=2)),
    ]
    assert await doubt_unsent(store, now=NOW) == 0


async def test_more_than_a_page_of_them() -> None:
    """All of them, once."""
    store = MemoryStore(now=lambda: NOW)
    books = StoredDiversions(store)
    for number in range(230):
        person = type(ANNA)(f"person-{number}")
        book = DiversionBook(person=person, outgoing=Outgoing(unsent=(told("due"), told("too"))))
        await books.save(Loaded(book, None), book)
    assert await doubt_unsent(store, now=NOW) == 460


def test_every_kind_with_an_outbox_is_looked_at() -> None:
    """The outbox finds them by this field, too."""
    assert set(MAILED) == {kind.name for kind in KINDS if "next_delivery_at" in kind.index_fields}
    assert "callback" in MAILED
