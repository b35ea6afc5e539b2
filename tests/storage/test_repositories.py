"""The typed repositories: everyone has a book, the first save counts, and what is of no use any more is gone."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from policy.diversions import DiversionBook
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import Period
from policy.reasons import Reason
from services.ports import ChatRepository, Conflict, DiversionRepository
from storage.chat_repository import StoredChats
from storage.diversion_repository import StoredDiversions
from storage.shapes import read_document
from tests.storage.books import ANNA, BO, CIA, NOW, diversion, notification
from tests.storage.contract_terms import ManualClock
from tests.storage.memory_store import MemoryStore


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def store(clock: ManualClock) -> MemoryStore:
    return MemoryStore(now=clock.now)


@pytest.fixture
def books(store: MemoryStore) -> DiversionRepository:
    return StoredDiversions(store)


@pytest.fixture
def chats(store: MemoryStore) -> ChatRepository:
    return StoredChats(store)


async def test_who_has_no_book_yet_has_an_empty_one(books: DiversionRepository) -> None:
    """load() and load_many() answer for everyone they are asked about."""
    saved = await books.save(await books.load(ANNA), DiversionBook(person=ANNA, diversions=(diversion(),)))
    assert (await books.load(BO)).value == DiversionBook(person=BO)
    assert (await books.load(BO)).etag is None
    assert await books.load_many([BO, ANNA]) == {ANNA: saved.value, BO: DiversionBook(person=BO)}


async def test_all_books_that_are_stored_are_found(store: MemoryStore) -> None:
    """In pages, each once; who has none isn't among them."""
    books = StoredDiversions(store)
    for person in (BO, ANNA):
        await books.save(await books.load(person), DiversionBook(person=person, diversions=(diversion(),)))
    found = [book async for page in books.all_stored() for book in page]
    assert sorted(book.person for book in found) == sorted((ANNA, BO))
    assert all(book.diversions == (diversion(),) for book in found)


async def test_whoever_saves_second_meets_a_conflict(books: DiversionRepository) -> None:
    """For the first book of a person as for the next; who was first stands, and can go on saving."""
    empty = await books.load(ANNA)
    first = await books.save(empty, DiversionBook(person=ANNA, diversions=(diversion(),)))
    with pytest.raises(Conflict):
        await books.save(empty, DiversionBook(person=ANNA))
    second = await books.save(first, DiversionBook(person=ANNA, diversions=(diversion(id="d2"),)))
    with pytest.raises(Conflict):
        await books.save(first, DiversionBook(person=ANNA))
    assert await books.load(ANNA) == second


async def test_a_book_is_gone_once_nothing_in_it_is_of_use(books: DiversionRepository, clock: ManualClock) -> None:
    """Past absences are kept by no one: the document expires when the book says so, and a new one can begin."""
    book = DiversionBook(person=ANNA, diversions=(diversion(),))
    kept_until = book.kept_until
    assert kept_until is not None
    old = await books.save(await books.load(ANNA), book)
    clock.instant = kept_until - timedelta(seconds=1)
    assert (await books.load(ANNA)).value == book
    clock.instant = kept_until
    assert (await books.load(ANNA)).value == DiversionBook(person=ANNA)
    with pytest.raises(Conflict):
        await books.save(old, book)
    await books.save(await books.load(ANNA), DiversionBook(person=ANNA))


async def test_a_book_with_something_open_ended_stays(books: DiversionRepository, clock: ManualClock) -> None:
    """Sick until further notice is not forgotten, however long it lasts."""
    book = DiversionBook(person=ANNA, diversions=(diversion(reason=Reason.SICK, period=Period(NOW, None)),))
    await books.save(await books.load(ANNA), book)
    clock.passes(days=5_000)
    assert (await books.load(ANNA)).value == book


async def test_the_outbox_finds_what_is_due_longest_due_first(books: DiversionRepository) -> None:
    """Books with nothing unsent, or with something later, are not visited; the instant itself counts as due."""
    due = {
        ANNA: [NOW + timedelta(minutes=5), NOW],
        BO: [NOW - timedelta(hours=1)],
        CIA: [NOW + timedelta(microseconds=1)],
        PersonId("dag"): [],
    }
    for person, instants in due.items():
        unsent = tuple(notification(instant, person) for instant in instants)
        await books.save(await books.load(person), DiversionBook(person=person, outgoing=Outgoing(unsent=unsent)))
    assert [list(page) async for page in books.deliveries_due(NOW)] == [[BO, ANNA]]
    assert [list(page) async for page in books.deliveries_due(NOW + timedelta(minutes=1))] == [[BO, ANNA, CIA]]
    loaded = await books.load(BO)
    await books.save(loaded, dataclasses.replace(loaded.value, outgoing=NOTHING_OUTGOING))
    assert [list(page) async for page in books.deliveries_due(NOW)] == [[ANNA]]


async def test_chats_are_kept_apart_and_saved_in_turn(chats: ChatRepository) -> None:
    """A new person's is empty; the second of two who save at once meets a conflict."""
    empty = await chats.load(ANNA)
    assert (empty.value, empty.etag) == ({}, None)
    first = await chats.save(ANNA, empty, {"language": "sv", "draft": {"fields": ["åter", None, 1.5]}})
    assert await chats.load(ANNA) == first
    assert (await chats.load(BO)).value == {}
    with pytest.raises(Conflict):
        await chats.save(ANNA, empty, {})
    second = await chats.save(ANNA, first, {"language": "en"})
    with pytest.raises(Conflict):
        await chats.save(ANNA, first, {})
    assert await chats.load(ANNA) == second


async def test_only_plain_json_becomes_chat_state(chats: ChatRepository) -> None:
    """An object of the program's is refused when it is saved, so nothing that is read back can ever become one."""
    for odd in ({"when": NOW}, {"book": DiversionBook(person=ANNA)}, {"reader": read_document}):
        with pytest.raises(ValueError, match="not plain JSON"):
            await chats.save(ANNA, await chats.load(ANNA), odd)
