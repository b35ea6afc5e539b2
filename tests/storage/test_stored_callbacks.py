"""What a promise to call back looks like in storage: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy.callbacks import Callback, CallbackEvent, Happening, Stage, State
from policy.outgoing import Outgoing
from services.ports import Place
from storage.callback_repository import SHAPE, stored_callbacks
from storage.document_store import Key
from storage.kinds import CALLBACK, KINDS
from storage.shapes import StoredShapeError, read_document
from tests.storage.books import INSTANTS, PEOPLE, TEXTS, notification
from tests.storage.memory_store import MemoryStore

PLACE = Key("callback", "anna", "p1")
DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"

STORED: dict[str, Any] = {
    "id": "p1",
    "holder": "anna",
    "caller": "Kalle",
    "phone": "+46701740605",
    "matter": "bygglov",
    "contact_due_at": "2026-11-27T14:00:00.000000Z",
    "answer_due_at": "2026-12-01T16:00:00.000000Z",
    "made_by": "vera",
    "made_at": "2026-11-24T08:00:00.000000Z",
    "left_by": "vera",
    "message": "Vill ha besked om taket",
    "urgent": True,
    "delivered_at": "2026-11-24T08:00:05.000000Z",
    "seen_at": "2026-11-24T08:05:00.000000Z",
    "bounced_at": None,
    "events": [
        {
            "id": "t2",
            "what": "not_ready",
            "by": "anna",
            "at": "2026-11-24T08:05:00.000000Z",
            "until": "2026-11-27T14:00:00.000000Z",
            "due_before": "2026-11-25T16:00:00.000000Z",
            "to": None,
        }
    ],
    "offered_to": None,
    "moved_to": None,
    "state": "open",
    "closed_at": None,
    "contact_reminded": "none",
    "answer_reminded": "before",
    "raised_to": None,
    "next_step_at": "2026-11-27T13:00:00.000000Z",
    "erased_after": None,
    "erased": False,
    "tallied_in": "",
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
}
"""A promise as it lies in files that are in use. It never changes; what is added is added to another."""

EVENTS = st.builds(
    CallbackEvent,
    id=TEXTS,
    what=st.sampled_from(Happening),
    by=PEOPLE,
    at=INSTANTS,
    until=st.none() | INSTANTS,
    due_before=st.none() | INSTANTS,
    to=st.none() | PEOPLE,
)
CALLBACKS = st.builds(
    Callback,
    id=st.text("abc123", min_size=1, max_size=32),
    holder=PEOPLE,
    caller=TEXTS,
    phone=TEXTS,
    matter=TEXTS,
    contact_due_at=INSTANTS,
    answer_due_at=st.none() | INSTANTS,
    made_by=PEOPLE,
    made_at=INSTANTS,
    left_by=st.none() | PEOPLE,
    message=TEXTS,
    urgent=st.booleans(),
    delivered_at=st.none() | INSTANTS,
    seen_at=st.none() | INSTANTS,
    bounced_at=st.none() | INSTANTS,
    events=st.lists(EVENTS, max_size=3).map(tuple),
    offered_to=st.none() | PEOPLE,
    moved_to=st.none() | PEOPLE,
    state=st.sampled_from(State),
    closed_at=st.none() | INSTANTS,
    contact_reminded=st.sampled_from(Stage),
    answer_reminded=st.sampled_from(Stage),
    raised_to=st.none() | PEOPLE,
    next_step_at=st.none() | INSTANTS,
    erased_after=st.none() | INSTANTS,
    erased=st.booleans(),
    tallied_in=TEXTS,
    outgoing=st.lists(INSTANTS.map(notification), max_size=1).map(lambda unsent: Outgoing(unsent=tuple(unsent))),
)


@settings(deadline=None)
@given(CALLBACKS)
def test_every_promise_comes_back_as_it_was_saved(callback: Callback) -> None:
    """Through the repository and JSON text, to the microsecond and the letter, and is found by what is indexed."""

    async def there_and_back() -> None:
        cases = stored_callbacks(MemoryStore(kinds=KINDS, now=lambda: datetime(1990, 1, 1, tzinfo=UTC)))
        saved = await cases.save(None, callback)
        place = Place(str(callback.holder), callback.id)
        assert await cases.load(place) == saved
        assert list(await cases.among(str(callback.holder), state=callback.state.value)) == [saved]
        if callback.next_step_at is not None:
            assert [page async for page in cases.steps_due(callback.next_step_at)] == [[place]]
        due = callback.outgoing.next_delivery_at
        if due is not None:
            assert [page async for page in cases.deliveries_due(due)] == [[place]]

    asyncio.run(there_and_back())


def test_a_promise_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there."""
    callback = read_document(SHAPE, PLACE, STORED)
    assert (callback.events[0].what, callback.answer_reminded) == (Happening.NOT_READY, Stage.BEFORE)
    written = {**SHAPE.write(callback), "next_delivery_at": None}
    assert orjson.loads(orjson.dumps(written)) == STORED


@pytest.mark.parametrize("kind", [Callback, CallbackEvent])
def test_every_field_of_a_promise_is_stored(kind: type[Any]) -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    stored = {*STORED, *STORED["events"][0]}
    assert {one.name for one in dataclasses.fields(kind)} <= stored


async def test_what_is_indexed_is_stored() -> None:
    """Queries find nothing by a field that no document has."""
    store = MemoryStore(kinds=KINDS)
    await stored_callbacks(store).save(None, read_document(SHAPE, PLACE, STORED))
    (document,) = (await store.query(CALLBACK.name)).documents
    assert set(CALLBACK.index_fields) <= document.body.keys()


def test_every_stored_field_of_a_promise_is_in_the_documentation() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    section = text[text.index("## `callback`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", section))
    assert {*STORED, *STORED["events"][0]} - {"outgoing"} <= documented


@pytest.mark.parametrize(("field", "value"), [("state", "secret"), ("events", [{"what": "secret"}]), ("phone", 1)])
def test_a_broken_promise_is_refused_without_repeating_what_stands_there(field: str, value: object) -> None:
    """It holds a caller's name and number."""
    with pytest.raises(StoredShapeError) as caught:
        read_document(SHAPE, PLACE, {**STORED, field: value})
    assert "secret" not in str(caught.value)
    assert "Kalle" not in str(caught.value)
