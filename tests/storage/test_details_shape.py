"""What details look like in storage: a promise to files that are in use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from policy.details import Correction, DetailField, Details, Fate
from policy.organisation import PersonId
from services.details import details_place
from storage.details_repository import stored_details
from storage.document_store import Key
from tests.storage.memory_store import MemoryStore
from tests.storage.pinned import as_json, undocumented, unstored

ANNAS = Key("details", "anna", "details")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
STORED: dict[str, Any] = {
    "person": "anna",
    "known_since_at": "2026-05-01T08:00:00.000000Z",
    "confirmed_on": "2026-05-29",
    "confirmed_as": "c0ffee",
    "corrections": [
        {
            "id": "t1",
            "field": "mobile",
            "text": "070-174 06 99",
            "made_at": "2026-06-01T08:00:00.000000Z",
            "fate": "mended",
            "ended_by": "vera",
            "ended_at": "2026-06-01T08:30:00.000000Z",
        }
    ],
    "asked_at": "2026-05-28T08:00:00.000000Z",
    "asked_about": "never",
    "look_again_at": "2026-11-28T23:00:00.000000Z",
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
    "next_step_at": "2026-11-28T23:00:00.000000Z",
}
"""Details as they lie in files that are in use. It never changes; what is added is added to another."""


async def test_details_from_a_file_in_use_are_read_and_written_as_they_always_were() -> None:
    """Renaming a field in the rules must not break it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, STORED)
    cases = stored_details(store)
    loaded = await cases.load(details_place(PersonId("anna")))
    assert loaded is not None
    (correction,) = loaded.value.corrections
    assert (correction.field, correction.fate) == (DetailField.MOBILE, Fate.MENDED)
    await cases.save(loaded, loaded.value)
    again = await store.get(ANNAS)
    assert again is not None
    assert as_json(again.body) == {**STORED, "desk_at": None}


async def test_details_of_the_first_days_have_only_a_beginning() -> None:
    """What was added later has a first value."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, {"person": "anna", "known_since_at": "2026-06-01T09:00:00Z"})
    loaded = await stored_details(store).load(details_place(PersonId("anna")))
    assert loaded is not None
    assert loaded.value == Details(person=PersonId("anna"), known_since_at=NOW)


def test_everything_that_is_said_is_stored_and_explained() -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    assert unstored(STORED, Details, Correction) == set()
    assert undocumented("details", STORED, data=frozenset({"unsent", "standing"})) == set()
