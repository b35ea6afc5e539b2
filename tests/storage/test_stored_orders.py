"""What an order and a lost phone look like in storage: a promise to files that are in use."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from policy.lost_phones import LostPhone, reported
from policy.outgoing import NOTHING_OUTGOING
from policy.phone_orders import Attestation, OrderEvent, OrderState, OrderWish, PhoneOrder
from services.ports import Conflict, Place
from storage.document_store import Document, Key
from storage.order_repository import LOST, ORDER, stored_lost_phones, stored_orders
from storage.shapes import StoredShapeError, read_document
from tests.policy.small_shop import TOWN, order_in
from tests.policy.small_town import ANNA, BO
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"
KEY = Key("phone_order", "anna", "o1")
OUTGOING: dict[str, Any] = {
    "unsent": [
        {
            "id": "o1:bo:card",
            "to": "bo",
            "code": "order.card",
            "params": {},
            "made_at": "2026-11-24T08:00:00.000000Z",
            "due_at": "2026-11-24T08:00:00.000000Z",
            "attempts": 0,
            "card": "order",
            "waits": True,
            "begun_at": None,
        }
    ],
    "standing": [{"to": "anna", "card": "order", "conversation": "a:anna", "activity": "1"}],
}
STORED: dict[str, Any] = {
    "id": "o1",
    "requester": "anna",
    "wish": {
        "for_person": "anna",
        "for_new": "",
        "errand": "broken",
        "kind": "phone",
        "item": "mobil",
        "device": "Mobil 3",
        "device_listed": True,
        "has_already": ["Mobil 3"],
        "number": "keep",
        "cost_centre": "2110",
        "deliver_to": "Bygg, rum 12",
        "wanted_on": "2026-12-01",
        "reason": "Skärmen är sprucken.",
        "attested": ["care", "property"],
        "assignment": "",
        "assignment_by": "",
    },
    "item_name": "Mobil",
    "supplier": "Mobil 5, art.nr 1",
    "price": 3490,
    "state": "requested",
    "asked": "bo",
    "asked_before": [],
    "level": 1,
    "levels": 1,
    "next_step_at": "2026-11-26T16:00:00.000000Z",
    "kept_until": None,
    "events": [{"kind": "requested", "by": "anna", "at": "2026-11-24T08:00:00.000000Z", "turn": "o1", "text": ""}],
    "outgoing": OUTGOING,
    "receiver": "anna",
    "next_delivery_at": "2026-11-24T08:00:00.000000Z",
}
"""An order as it lies in files that are in use. It never changes; what is added is added to another."""
STORED_LOST: dict[str, Any] = {
    "id": "t1",
    "person": "anna",
    "devices": ["Mobil 3"],
    "number": "+46701740605",
    "reported_by": "anna",
    "reported_at": "2026-11-24T08:00:00.000000Z",
    "state": "blocked",
    "settled_by": "vera",
    "settled_at": "2026-11-24T08:02:00.000000Z",
    "settled_in": "t2",
    "kept_until": "2027-02-24T08:00:00.000000Z",
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
}
STORED_LOST_SINCE: dict[str, Any] = {**STORED_LOST, "missed": []}
"""The same with what has been added since."""


async def _body(store: MemoryStore, key: Key) -> Any:
    document: Document | None = await store.get(key)
    assert document is not None
    return orjson.loads(orjson.dumps(dict(document.body)))


async def test_an_order_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise; so are the index fields beside it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(KEY, STORED)
    orders = stored_orders(store)
    loaded = await orders.load(Place("anna", "o1"))
    assert loaded is not None
    assert loaded.value.wish.attested == {Attestation.CARE, Attestation.PROPERTY}
    assert loaded.value.wish.wanted_on == date(2026, 12, 1)
    assert (loaded.value.state, loaded.value.asked) == (OrderState.REQUESTED, BO)
    await orders.save(loaded, loaded.value)
    assert await _body(store, KEY) == {**STORED, "desk_at": None}


async def test_a_lost_phone_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The same promise."""
    store = MemoryStore(now=lambda: NOW)
    key = Key("lost_phone", "anna", "t1")
    await store.create(key, STORED_LOST)
    phones = stored_lost_phones(store)
    loaded = await phones.load(Place("anna", "t1"))
    assert loaded is not None
    await phones.save(loaded, loaded.value)
    assert await _body(store, key) == STORED_LOST_SINCE


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (PhoneOrder, STORED),
        (OrderWish, STORED["wish"]),
        (OrderEvent, STORED["events"][0]),
        (LostPhone, STORED_LOST_SINCE),
    ],
)
def test_every_field_of_the_rules_values_is_stored(kind: type[Any], stored: dict[str, Any]) -> None:
    """A field that is added to a value and not to its shape would be lost in silence."""
    assert {one.name for one in dataclasses.fields(kind)} <= stored.keys()


def test_every_stored_field_is_in_the_documentation() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    documented = set(re.findall(r"`([a-z_]+)`", DATA_STORES.read_text(encoding="utf-8")))
    fields = {*STORED, *STORED["wish"], *STORED["events"][0], *STORED_LOST}
    assert fields - documented == set()


async def test_orders_in_every_state_come_back_as_they_were() -> None:
    """And whoever saves second meets a conflict."""
    orders = stored_orders(MemoryStore(now=lambda: NOW))
    loaded = None
    for state in (OrderState.REQUESTED, OrderState.APPROVED, OrderState.ORDERED, OrderState.DELIVERED):
        loaded = await orders.save(loaded, order_in(state))
        assert await orders.load(Place("anna", "o1")) == loaded
    with pytest.raises(Conflict):
        await orders.save(None, order_in(OrderState.REQUESTED))


async def test_orders_are_found_by_what_is_asked_of_them() -> None:
    """By state for the queue, by who is asked, by receiver, and by the step that is due."""
    orders = stored_orders(MemoryStore(now=lambda: NOW))
    order = order_in(OrderState.REQUESTED)
    await orders.save(None, order)
    for asked in ({"state": "requested"}, {"asked": "bo"}, {"receiver": "anna"}):
        assert [one.value for one in await orders.among(None, **asked)] == [order]
    assert await orders.among(None, state="approved") == []
    due_at = order.next_step_at
    assert due_at is not None
    assert [page async for page in orders.steps_due(due_at)] == [[Place("anna", "o1")]]
    assert [page async for page in orders.steps_due(due_at - timedelta(seconds=1))] == []


async def test_what_is_over_goes_on_its_day_once_everybody_knows() -> None:
    """Never with something unsent in it."""
    clock = [NOW]
    orders = stored_orders(MemoryStore(now=lambda: clock[0]))
    over = dataclasses.replace(order_in(OrderState.DELIVERED), kept_until=NOW + timedelta(days=90))
    unsent = read_document(ORDER, KEY, STORED).outgoing
    await orders.save(None, over)
    await orders.save(None, dataclasses.replace(over, id="o2", outgoing=unsent))
    clock[0] = NOW + timedelta(days=91)
    assert await orders.load(Place("anna", "o1")) is None
    assert await orders.load(Place("anna", "o2")) is not None


async def test_a_lost_phone_is_found_by_its_place_and_goes_on_its_day() -> None:
    """Three months on."""
    clock = [NOW]
    phones = stored_lost_phones(MemoryStore(now=lambda: clock[0]))
    lost = dataclasses.replace(reported(ANNA, TOWN, by=ANNA, turn="t1", devices=(), now=NOW), outgoing=NOTHING_OUTGOING)
    saved = await phones.save(None, lost)
    assert await phones.load(Place("anna", "t1")) == saved
    clock[0] = lost.kept_until
    assert await phones.load(Place("anna", "t1")) is None


@pytest.mark.parametrize("field", ["wish", "state", "events"])
def test_a_broken_order_is_refused_by_key_and_field(field: str) -> None:
    """The error says where, and never repeats what stands there."""
    with pytest.raises(StoredShapeError) as caught:
        read_document(ORDER, KEY, {**STORED, field: "secret"})
    assert caught.value.field.startswith(field)
    assert "secret" not in str(caught.value)
    with pytest.raises(StoredShapeError):
        read_document(ORDER, KEY, {**STORED, "wish": {**STORED["wish"], "wanted_on": "i morgon"}})
    with pytest.raises(StoredShapeError):
        read_document(LOST, Key("lost_phone", "anna", "t1"), {**STORED_LOST, "state": "secret"})
