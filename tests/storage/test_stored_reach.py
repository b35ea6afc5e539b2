"""What is stored of how somebody can be reached: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing
from policy.reachability import Reachability, ReachState, Refusal, Waiting
from services.install_ports import REACH_ID
from services.ports import Place
from storage.document_store import Key
from storage.kinds import KINDS
from storage.reach_repository import REACH, stored_reach
from storage.shapes import StoredShapeError, read_document
from tests.storage.memory_store import MemoryStore

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"
PLACE = Key("reachability", "gun", REACH_ID)
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
FULL = Reachability(
    person=PersonId("gun"),
    state=ReachState.REFUSED,
    since_at=NINE,
    installed_at=NINE,
    asked_by=PersonId("anna"),
    refusal=Refusal.NOT_ALLOWED,
    attempts=2,
    waiting=(Waiting(source="coverage", partition="bygglov", id="coverage"),),
    bounced_at=NINE,
    next_step_at=NINE,
    outgoing=Outgoing(
        unsent=(Notification(id="w", to=PersonId("gun"), code="reach.welcome", made_at=NINE, due_at=NINE),)
    ),
)
AT = "2026-11-24T09:00:00.000000Z"
STORED: dict[str, Any] = {
    "person": "gun",
    "state": "blocked",
    "since_at": AT,
    "installed_at": None,
    "asked_by": None,
    "refusal": None,
    "attempts": 0,
    "waiting": [{"source": "callback", "partition": "gun", "id": "c1"}],
    "bounced_at": AT,
    "next_step_at": AT,
    "outgoing": {"unsent": [], "standing": []},
}


async def test_it_comes_back_whole_and_is_found_by_what_is_due() -> None:
    """Its next step, its welcome, and whoever can't be reached."""
    cases = stored_reach(MemoryStore(kinds=KINDS))
    await cases.save(None, FULL)
    met = dataclasses.replace(FULL, person=PersonId("bo"), state=ReachState.REACHED, outgoing=Outgoing())
    await cases.save(None, met)
    loaded = await cases.load(Place("gun", REACH_ID))
    assert loaded is not None
    assert loaded.value == FULL
    assert [one.value.person for one in await cases.among(is_out=1)] == ["gun"]
    assert [place async for page in cases.deliveries_due(NINE) for place in page] == [Place("gun", REACH_ID)]
    assert {place.partition async for page in cases.steps_due(NINE) for place in page} == {"gun", "bo"}


def test_one_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there."""
    known = read_document(REACH, PLACE, STORED)
    assert (known.state, known.is_out) == (ReachState.BLOCKED, True)
    assert orjson.loads(orjson.dumps(REACH.write(known))) == STORED


def test_every_field_is_documented() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    section = text[text.index("## `reachability`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", section))
    named = {one.name for part in (FULL, FULL.waiting[0]) for one in dataclasses.fields(part)}
    assert named | {"is_out", "next_delivery_at"} <= documented
    assert {state.value for state in ReachState} | {why.value for why in Refusal} <= documented


def test_a_broken_one_is_refused_without_repeating_what_stands_there() -> None:
    """It says where, and not what."""
    with pytest.raises(StoredShapeError) as caught:
        read_document(REACH, PLACE, {**STORED, "state": "secret"})
    assert "secret" not in str(caught.value)
