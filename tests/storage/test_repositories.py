"""The typed repositories: what is saved comes back the same, what is broken is named, and the first save counts."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.diversions import Change, Diversion, DiversionBook, Notification
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from services.ports import ChatRepository, Conflict, DiversionRepository
from storage.chat_repository import StoredChats
from storage.diversion_repository import BOOK, DERIVED, StoredDiversions
from storage.document_store import Key
from storage.instants import instant_from_text, instant_text
from storage.kinds import KINDS
from storage.shapes import StoredShapeError, read_document
from tests.storage.contract_terms import ManualClock
from tests.storage.memory_store import MemoryStore

ANNA, BO, CIA = PersonId("anna"), PersonId("bo"), PersonId("cia")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ANNAS_BOOK = Key("diversion_book", "anna", "book")
DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"

STORED: dict[str, Any] = {
    "person": "anna",
    "diversions": [
        {
            "id": "d1",
            "reason": "sick",
            "period": {"start_at": "2026-06-01T09:00:00.000000Z", "end_at": None},
            "note": "",
            "answers_instead": "bo",
            "open_line": False,
            "set_by": "bo",
            "set_at": "2026-06-01T08:59:00.000000Z",
        }
    ],
    "last_change": {
        "id": "d1",
        "made_by": "bo",
        "made_at": "2026-06-01T08:59:00.000000Z",
        "before": [],
        "undone_by": "",
    },
    "unsent": [
        {
            "id": "d1",
            "to": "anna",
            "code": "diversion.set_by_other",
            "params": {"by": "bo"},
            "made_at": "2026-06-01T08:59:00.000000Z",
            "due_at": "2026-06-01T09:05:00.000000Z",
            "attempts": 1,
        }
    ],
    "next_delivery_at": "2026-06-01T09:05:00.000000Z",
}
"""A book as it lies in files that are in use. It never changes; what is added is added to another."""


def diversion(**changed: Any) -> Diversion:
    usual: dict[str, Any] = {
        "id": "d1",
        "reason": Reason.MEETING,
        "period": Period(NOW, NOW + timedelta(hours=1)),
        "set_by": ANNA,
        "set_at": NOW,
    }
    return Diversion(**usual | changed)


def notification(due_at: datetime, to: PersonId = ANNA) -> Notification:
    return Notification(id="n1", to=to, code="diversion.set_by_other", made_at=NOW, due_at=due_at)


# Any instant that a calendar in use can name, in UTC or as the municipality's clocks show it.
INSTANTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2200, 1, 1),  # noqa: DTZ001 - the zone is drawn beside
    timezones=st.sampled_from([UTC, ZoneInfo("Europe/Stockholm")]),
).map(lambda instant: instant.astimezone(UTC))  # fmt: skip
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
PEOPLE = st.text("abcåäö-0123456789", min_size=1, max_size=36).map(PersonId)
PERIODS = st.builds(
    lambda start, length: Period(start, None if length is None else start + length),
    INSTANTS,
    st.none() | st.timedeltas(timedelta(microseconds=1), timedelta(days=2000)),
)
DIVERSIONS = st.builds(
    Diversion,
    id=TEXTS,
    reason=st.sampled_from(Reason),
    period=PERIODS,
    note=TEXTS,
    answers_instead=st.none() | PEOPLE,
    open_line=st.booleans(),
    set_by=PEOPLE,
    set_at=INSTANTS,
)
BOOKS = st.builds(
    DiversionBook,
    person=PEOPLE,
    diversions=st.lists(DIVERSIONS, max_size=3).map(tuple),
    last_change=st.none()
    | st.builds(
        Change,
        id=TEXTS,
        made_by=PEOPLE,
        made_at=INSTANTS,
        before=st.lists(DIVERSIONS, max_size=2).map(tuple),
        undone_by=TEXTS,
    ),
    unsent=st.lists(
        st.builds(
            Notification,
            id=TEXTS,
            to=PEOPLE,
            code=TEXTS,
            params=st.dictionaries(TEXTS, TEXTS, max_size=3),
            made_at=INSTANTS,
            due_at=INSTANTS,
            attempts=st.integers(0, 20),
        ),
        max_size=2,
    ).map(tuple),
)


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


@given(BOOKS)
def test_every_book_comes_back_as_it_was_saved(book: DiversionBook) -> None:
    """Through the repository and JSON text, to the microsecond and the letter."""

    async def there_and_back() -> None:
        repository = StoredDiversions(MemoryStore(now=lambda: datetime(1990, 1, 1, tzinfo=UTC)))
        saved = await repository.save(await repository.load(book.person), book)
        assert saved.value == book
        assert await repository.load(book.person) == saved
        assert await repository.load_many([book.person]) == {book.person: book}

    asyncio.run(there_and_back())


@given(INSTANTS, INSTANTS)
def test_written_instants_are_in_order_as_text(one: datetime, other: datetime) -> None:
    """Engines compare text; that must be comparing time."""
    assert (instant_text(one) < instant_text(other)) == (one < other)
    assert instant_from_text(instant_text(one)) == one


def test_an_instant_without_a_zone_is_no_instant() -> None:
    """Neither written nor read."""
    with pytest.raises(ValueError, match="zone"):
        instant_text(datetime(2026, 6, 1))  # noqa: DTZ001 - the point
    with pytest.raises(ValueError, match="offset"):
        instant_from_text("2026-06-01T09:00:00")


def test_a_book_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there; renaming a field in the rules must not break it."""
    book = read_document(BOOK, ANNAS_BOOK, STORED)
    assert book.diversions[0].reason is Reason.SICK
    assert book.diversions[0].period == Period(NOW, None)
    assert book.unsent[0].due_at == NOW + timedelta(minutes=5)
    written = {**BOOK.write(book), DERIVED: STORED[DERIVED]}
    assert orjson.loads(orjson.dumps(written)) == STORED


@pytest.mark.parametrize("kind", [Diversion, Change, Notification, DiversionBook, Period])
def test_every_field_of_the_rules_values_is_stored(kind: type[Any]) -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    stored = {name for name, _ in _fields("", STORED)}
    assert {one.name for one in dataclasses.fields(kind)} <= stored


def test_every_kind_and_stored_field_is_in_the_documentation() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    documented = set(re.findall(r"`([a-z_]+)`", DATA_STORES.read_text(encoding="utf-8")))
    assert {kind.name for kind in KINDS} <= documented
    assert {name for name, _ in _fields("", STORED) if name != "by"} <= documented


def test_fields_of_a_later_version_are_let_through() -> None:
    """A file that the next version has written can be read by this one."""
    later = _with(STORED, "weather", "sun")
    later = _with(later, "diversions[0].colour", {"deep": [1]})
    later = _with(later, "diversions[0].period.colour", 1)
    assert read_document(BOOK, ANNAS_BOOK, later) == read_document(BOOK, ANNAS_BOOK, STORED)


def test_fields_that_an_earlier_version_did_not_know_have_their_first_value() -> None:
    """What was added with a value for documents without it isn't asked of them."""
    earlier = orjson.loads(orjson.dumps(STORED))
    del earlier["last_change"], earlier["unsent"]
    for name in ("note", "answers_instead", "open_line"):
        del earlier["diversions"][0][name]
    book = read_document(BOOK, ANNAS_BOOK, earlier)
    assert (book.last_change, book.unsent) == (None, ())
    assert dataclasses.replace(book.diversions[0], answers_instead=BO) == diversion(
        reason=Reason.SICK,
        period=Period(NOW, None),
        answers_instead=BO,
        set_by=BO,
        set_at=NOW - timedelta(minutes=1),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", 1),
        ("person", ...),
        ("diversions", None),
        ("diversions[0]", "secret"),
        ("diversions[0].reason", "secret"),
        ("diversions[0].reason", ["secret"]),
        ("diversions[0].open_line", 1),
        ("diversions[0].set_at", ...),
        ("diversions[0].set_at", "secret"),
        ("diversions[0].set_at", "2026-06-01T09:00:00"),
        ("diversions[0].period", {"start_at": "2026-06-01T09:00:00Z", "end_at": "2026-06-01T08:00:00Z"}),
        ("diversions[0].period.end_at", ...),
        ("diversions[0].period.start_at", None),
        ("last_change.before", {"secret": 1}),
        ("unsent[0].attempts", True),
        ("unsent[0].attempts", 1.0),
        ("unsent[0].params", []),
        ("unsent[0].params.by", 1),
    ],
)
async def test_a_broken_document_is_refused_by_key_and_field(
    store: MemoryStore, books: DiversionRepository, field: str, value: object
) -> None:
    """The error says where, and never repeats what stands there: it may be about someone's health."""
    await store.create(ANNAS_BOOK, _with(STORED, field, value))
    for reading in (books.load(ANNA), books.load_many([BO, ANNA])):
        with pytest.raises(StoredShapeError) as caught:
            await reading
        assert (caught.value.key, caught.value.field) == (ANNAS_BOOK, field)
        assert f"diversion_book anna/book: {field} is" in str(caught.value)
        assert "secret" not in str(caught.value)


async def test_who_has_no_book_yet_has_an_empty_one(books: DiversionRepository) -> None:
    """load() and load_many() answer for everyone they are asked about."""
    saved = await books.save(await books.load(ANNA), DiversionBook(person=ANNA, diversions=(diversion(),)))
    assert (await books.load(BO)).value == DiversionBook(person=BO)
    assert (await books.load(BO)).etag is None
    assert await books.load_many([BO, ANNA]) == {ANNA: saved.value, BO: DiversionBook(person=BO)}


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
        await books.save(await books.load(person), DiversionBook(person=person, unsent=unsent))
    assert await books.with_unsent(before=NOW, limit=10) == [BO, ANNA]
    assert await books.with_unsent(before=NOW, limit=1) == [BO]
    assert await books.with_unsent(before=NOW + timedelta(minutes=1), limit=10) == [BO, ANNA, CIA]
    loaded = await books.load(BO)
    await books.save(loaded, dataclasses.replace(loaded.value, unsent=()))
    assert await books.with_unsent(before=NOW, limit=10) == [ANNA]


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


def _fields(path: str, value: Any) -> list[tuple[str, str]]:
    """Every field name of a stored value with its path."""
    if isinstance(value, list):
        return [found for item in value for found in _fields(path, item)]
    if not isinstance(value, dict):
        return []
    return [
        found
        for name, inner in value.items()
        for found in [(name, f"{path}.{name}"), *_fields(f"{path}.{name}", inner)]
    ]


def _with(stored: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy with another value at the path; `...` takes the field away."""
    changed: dict[str, Any] = orjson.loads(orjson.dumps(stored))
    *way, last = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", path)]
    place: Any = changed
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return changed
