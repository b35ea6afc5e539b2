"""What a book looks like in storage: a promise to files that are in use, and strict about what is broken."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings

from policy.diversions import Change, Diversion, DiversionBook, OnDuty
from policy.effects import NO_EFFECTS, EffectRow, Effects, Shown, Stood
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from policy.periods import Period
from policy.reasons import Reason
from storage.diversion_repository import BOOK, DERIVED, NEXT_EFFECT_AT, StoredDiversions
from storage.document_store import Key
from storage.instants import instant_from_text, instant_text
from storage.kinds import KINDS
from storage.shapes import StoredShapeError, read_document
from tests.storage.books import ANNA, BO, BOOKS, INSTANTS, NOW, diversion
from tests.storage.memory_store import MemoryStore

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
            "also": None,
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
        "stood": [
            {
                "kind": "pbx",
                "shown": {
                    "diversion": "d0",
                    "start_at": "2026-05-29T07:00:00.000000Z",
                    "ends_at": "2026-05-29T15:00:00.000000Z",
                    "back_at": "2026-06-01T06:00:00.000000Z",
                    "reason": None,
                    "open_line": False,
                    "answers_instead": None,
                    "asked_for": True,
                },
            }
        ],
    },
    "outgoing": {
        "unsent": [
            {
                "id": "d1",
                "to": "anna",
                "code": "diversion.set_by_other",
                "params": {"by": "bo"},
                "made_at": "2026-06-01T08:59:00.000000Z",
                "due_at": "2026-06-01T09:05:00.000000Z",
                "attempts": 1,
                "card": "",
                "waits": True,
                "begun_at": None,
            }
        ],
        "standing": [{"to": "anna", "card": "receipt", "conversation": "a:anna", "activity": "1"}],
    },
    "asked_at": "2026-05-30T06:00:00.000000Z",
    "ask_at": "2026-06-02T06:00:00.000000Z",
    "changed_at": "2026-06-01T06:00:00.000000Z",
    "promised_until": "2026-06-03T00:00:00.000000Z",
    "duties": [{"group": "bygglov", "until_at": "2026-06-05T00:00:00.000000Z"}],
    "effects": {
        "chosen": ["status_message"],
        "offered_at": "2026-06-01T08:00:00.000000Z",
        "version": 1780300800001,
        "rows": [
            {
                "kind": "status_message",
                "version": 1780300800001,
                "decided_at": "2026-06-01T09:00:00.000000Z",
                "shown": {
                    "diversion": "d1",
                    "start_at": "2026-06-01T09:00:00.000000Z",
                    "ends_at": "2026-06-01T10:00:00.000000Z",
                    "back_at": "2026-06-01T10:00:00.000000Z",
                    "reason": "meeting",
                    "open_line": False,
                    "answers_instead": "bo",
                    "asked_for": False,
                },
                "state": "waiting",
                "due_at": "2026-06-01T09:00:30.000000Z",
                "begun_by": "1f2e3d",
                "attempts": 1,
                "stands": False,
                "memo": "{}",
                "why": "",
                "ended_at": None,
            }
        ],
        "next_at": "2026-06-01T09:00:30.000000Z",
    },
    "next_delivery_at": "2026-06-01T09:05:00.000000Z",
    "next_effect_at": "2026-06-01T09:00:30.000000Z",
}
"""A book as it lies in files that are in use. It never changes; what is added is added to another."""


@settings(deadline=None)
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


@settings(deadline=None)
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
    assert book.outgoing.unsent[0].due_at == NOW + timedelta(minutes=5)
    written = {**BOOK.write(book), **{name: STORED[name] for name in (DERIVED, NEXT_EFFECT_AT)}}
    assert orjson.loads(orjson.dumps(written)) == STORED


@pytest.mark.parametrize(
    "kind",
    [
        *(Diversion, Change, Notification, Outgoing, StandingCard, DiversionBook, OnDuty, Period),
        *(Effects, EffectRow, Shown, Stood),
    ],
)
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
    del earlier["last_change"], earlier["outgoing"], earlier["asked_at"], earlier["ask_at"]
    del earlier["changed_at"], earlier["promised_until"], earlier["duties"], earlier["effects"]
    for name in ("note", "answers_instead", "open_line", "also"):
        del earlier["diversions"][0][name]
    book = read_document(BOOK, ANNAS_BOOK, earlier)
    assert (book.last_change, book.outgoing, book.asked_at, book.ask_at) == (None, NOTHING_OUTGOING, None, None)
    assert (book.promised_until, book.duties, book.effects) == (None, (), NO_EFFECTS)
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
        ("outgoing.unsent[0].attempts", True),
        ("outgoing.unsent[0].attempts", 1.0),
        ("outgoing.unsent[0].params", []),
        ("outgoing.unsent[0].params.by", 1),
    ],
)
async def test_a_broken_document_is_refused_by_key_and_field(field: str, value: object) -> None:
    """The error says where, and never repeats what stands there: it may be about someone's health."""
    store = MemoryStore(now=lambda: NOW)
    books = StoredDiversions(store)
    await store.create(ANNAS_BOOK, _with(STORED, field, value))
    for reading in (books.load(ANNA), books.load_many([BO, ANNA])):
        with pytest.raises(StoredShapeError) as caught:
            await reading
        assert (caught.value.key, caught.value.field) == (ANNAS_BOOK, field)
        assert f"diversion_book anna/book: {field} is" in str(caught.value)
        assert "secret" not in str(caught.value)


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


async def test_what_was_unsent_in_a_file_from_before_is_still_sent() -> None:
    """It stood in the book itself then; the next write puts it where it belongs."""
    store = MemoryStore()
    earlier = {**STORED, "unsent": [{**STORED["outgoing"]["unsent"][0]}]}
    del earlier["outgoing"]
    await store.create(ANNAS_BOOK, earlier)
    books = StoredDiversions(store)
    loaded = await books.load(ANNA)
    assert [n.id for n in loaded.value.outgoing.unsent] == ["d1"]
    await books.save(loaded, loaded.value)
    assert (await books.load(ANNA)).value.outgoing == loaded.value.outgoing
