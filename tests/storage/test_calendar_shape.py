"""What a calendar book looks like in storage: a promise to files that are in use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from policy.calendar_absences import Sign
from policy.calendar_suggestions import CalendarBook, Fate, Suggestion
from policy.organisation import PersonId
from services.calendar_suggestions import calendar_place
from storage.calendar_repository import stored_calendar_books
from storage.document_store import Key
from storage.shapes import StoredShapeError
from tests.storage.memory_store import MemoryStore
from tests.storage.pinned import as_json, undocumented, unstored

ANNAS = Key("calendar", "anna", "calendar")
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SUGGESTED: dict[str, Any] = {
    "id": "s1",
    "found": {"start_at": "2026-07-03T06:00:00.000000Z", "end_at": "2026-07-07T15:00:00.000000Z"},
    "period": {"start_at": "2026-07-03T06:00:00.000000Z", "end_at": None},
    "sign": "replies",
    "fate": "declined",
}
STORED: dict[str, Any] = {
    "person": "anna",
    "turned_on_at": "2026-06-01T09:00:00.000000Z",
    "look_again_at": "2026-06-02T05:17:00.000000Z",
    "suggestions": [SUGGESTED],
    "asked_on": "2026-06-01",
    "unread_since": "2026-06-01T10:00:00.000000Z",
    "off_at": None,
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
    "next_step_at": "2026-06-02T05:17:00.000000Z",
}
"""A book as it lies in files that are in use. It never changes; what is added is added to another."""


async def test_a_book_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """Renaming a field in the rules must not break it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, STORED)
    cases = stored_calendar_books(store)
    loaded = await cases.load(calendar_place(PersonId("anna")))
    assert loaded is not None
    (one,) = loaded.value.suggestions
    assert (one.sign, one.fate, loaded.value.asked_on) == (Sign.REPLIES, Fate.DECLINED, date(2026, 6, 1))
    await cases.save(loaded, loaded.value)
    again = await store.get(ANNAS)
    assert again is not None
    assert as_json(again.body) == STORED


async def test_a_book_of_the_first_days_has_only_a_beginning() -> None:
    """What was added later has a first value."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, {"person": "anna", "turned_on_at": "2026-06-01T09:00:00Z"})
    loaded = await stored_calendar_books(store).load(calendar_place(PersonId("anna")))
    assert loaded is not None
    assert loaded.value == CalendarBook(person=PersonId("anna"), turned_on_at=NOW, look_again_at=None)


@pytest.mark.parametrize(("field", "value"), [("sign", "subject"), ("fate", 3), ("found", None)])
async def test_a_broken_suggestion_is_refused_by_its_field(field: str, value: object) -> None:
    """The error says where, and never repeats what stands there."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, {**STORED, "suggestions": [{**SUGGESTED, field: value}]})
    with pytest.raises(StoredShapeError) as refused:
        await stored_calendar_books(store).load(calendar_place(PersonId("anna")))
    assert refused.value.field == f"suggestions[0].{field}"
    assert "subject" not in str(refused.value)


async def test_what_is_left_once_it_is_off_is_gone_after_a_day() -> None:
    """Also where a card could never be changed."""
    times = [NOW]
    store = MemoryStore(now=lambda: times[-1])
    cases = stored_calendar_books(store)
    book = CalendarBook(person=PersonId("anna"), turned_on_at=NOW, look_again_at=None, off_at=NOW)
    await cases.save(None, book)
    times.append(NOW + timedelta(hours=23))
    assert await cases.load(calendar_place(PersonId("anna"))) is not None
    times.append(NOW + timedelta(days=1))
    assert await cases.load(calendar_place(PersonId("anna"))) is None


def test_everything_that_is_known_is_stored_and_explained() -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    assert unstored(STORED, CalendarBook, Suggestion) == set()
    assert undocumented("calendar", STORED, data=frozenset({"unsent", "standing"})) == set()
