"""What a greeting looks like in storage: a promise to files that are in use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from policy.greetings import Change, Fault, Greeting, GreetingKind, Recording, SaidOf
from policy.organisation import PersonId
from services.greetings import greeting_place
from storage.document_store import Key
from storage.greeting_repository import stored_greetings
from storage.shapes import StoredShapeError
from tests.storage.memory_store import MemoryStore
from tests.storage.pinned import as_json, undocumented, unstored

ANNAS = Key("greeting", "anna", "greeting")
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
RECORDED: dict[str, Any] = {
    "kind": "absence",
    "recorded_on": "2026-05-29",
    "noted_at": "2026-06-01T08:00:00.000000Z",
    "said": {"name": "Anna Alm", "title": "arkitekt", "unit": "Bygg"},
    "until_at": "2026-07-27T06:00:00.000000Z",
}
FAULT: dict[str, Any] = {
    "kind": "wrong",
    "by": "vera",
    "at": "2026-06-01T08:30:00.000000Z",
    "note": "Säger Lisa",
    "turn": "t2",
}
STORED: dict[str, Any] = {
    "person": "anna",
    "known_since_at": "2026-05-01T08:00:00.000000Z",
    "recorded": RECORDED,
    "fault": FAULT,
    "last_change": {"id": "t1", "recorded": None, "fault": None, "undone_by": ""},
    "asked_at": "2026-06-01T08:30:00.000000Z",
    "asked_about": "outdated+reported",
    "look_again_at": "2026-07-31T08:30:00.000000Z",
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
    "next_step_at": "2026-07-31T08:30:00.000000Z",
}
"""A greeting as it lies in files that are in use. It never changes; what is added is added to another."""


async def test_a_greeting_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """Renaming a field in the rules must not break it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, STORED)
    cases = stored_greetings(store)
    loaded = await cases.load(greeting_place(PersonId("anna")))
    assert loaded is not None
    assert loaded.value.recorded is not None
    assert loaded.value.recorded.kind is GreetingKind.ABSENCE
    assert loaded.value.recorded.recorded_on == date(2026, 5, 29)
    await cases.save(loaded, loaded.value)
    again = await store.get(ANNAS)
    assert again is not None
    assert as_json(again.body) == STORED


async def test_a_greeting_of_the_first_days_has_only_a_beginning() -> None:
    """What was added later has a first value."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, {"person": "anna", "known_since_at": "2026-06-01T09:00:00Z"})
    loaded = await stored_greetings(store).load(greeting_place(PersonId("anna")))
    assert loaded is not None
    assert loaded.value == Greeting(person=PersonId("anna"), known_since_at=NOW)


@pytest.mark.parametrize(
    ("field", "value"), [("recorded_on", "yesterday"), ("recorded_on", 3), ("kind", "loud"), ("said", None)]
)
async def test_a_broken_greeting_is_refused_by_its_field(field: str, value: object) -> None:
    """The error says where, and never repeats what stands there."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(ANNAS, {**STORED, "recorded": {**RECORDED, field: value}})
    with pytest.raises(StoredShapeError) as refused:
        await stored_greetings(store).load(greeting_place(PersonId("anna")))
    assert refused.value.field == f"recorded.{field}"
    assert "yesterday" not in str(refused.value)


def test_everything_that_is_known_is_stored_and_explained() -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    assert unstored(STORED, Greeting, Recording, Fault, Change, SaidOf) == set()
    assert undocumented("greeting", STORED, data=frozenset({"unsent", "standing"})) == set()
