"""What the exchange was told looks like this in storage: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from policy.organisation import PersonId
from policy.pbx_events import PbxAbsence, PbxEvent, PbxLine, Phone, number_at
from policy.reasons import Reason
from services.pbx_ports import PBX_LINE_ID
from services.ports import Place
from storage.document_store import Key
from storage.pbx_repository import LINE, StoredPbxEvents, StoredPbxLines
from storage.shapes import StoredShapeError, read_document
from tests.storage.memory_store import MemoryStore

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"
ANNA, BO = PersonId("anna"), PersonId("bo")
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
AWAY = PbxAbsence(
    start_at=NINE,
    back_at=NINE + HOUR,
    reason=Reason.LUNCH,
    open_line=True,
    answered_by=Phone(extension="4102"),
)
STORED: dict[str, Any] = {
    "latest": {
        "person": "anna",
        "sequence": 1795510800000,
        "at": "2026-11-24T09:00:00.000000Z",
        "phone": {"extension": "4101", "landline": "", "mobile": "+46701740605"},
        "absence": {
            "start_at": "2026-11-24T09:00:00.000000Z",
            "back_at": "2026-11-24T10:00:00.000000Z",
            "reason": "lunch",
            "open_line": True,
            "answered_by": {"extension": "4102", "landline": "", "mobile": ""},
        },
    },
    "taken": 7,
    "next_step_at": "2026-11-24T09:20:00.000000Z",
}
"""A line as it lies in files that are in use. It never changes; what is added is added to another."""


def event(person: PersonId = ANNA, *, minutes: int = 0, absence: PbxAbsence | None = AWAY) -> PbxEvent:
    """One that was decided so many minutes after nine."""
    decided, phone = NINE + timedelta(minutes=minutes), Phone(extension="4101", mobile="+46701740605")
    return PbxEvent(person=person, sequence=number_at(decided), at=decided, phone=phone, absence=absence)


LINE_STORED = PbxLine(latest=event(), taken=7, next_step_at=NINE + timedelta(minutes=20))


def test_a_line_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there."""
    assert read_document(LINE, Key("pbx_line", "anna", "pbx"), STORED) == LINE_STORED
    assert orjson.loads(orjson.dumps(LINE.write(LINE_STORED))) == STORED


async def test_lines_are_found_by_person_by_what_is_due_and_all_together() -> None:
    """What waits longest comes first."""
    lines = StoredPbxLines(MemoryStore(now=lambda: NINE))
    await lines.save(None, LINE_STORED)
    await lines.save(None, PbxLine(latest=event(BO, absence=None)))
    loaded = await lines.load(Place(ANNA, PBX_LINE_ID))
    assert loaded is not None
    assert loaded.value == LINE_STORED
    assert [page async for page in lines.steps_due(NINE)] == []
    assert [page async for page in lines.steps_due(NINE + HOUR)] == [[Place(ANNA, PBX_LINE_ID)]]
    assert {line.latest.person async for page in lines.everyone() for line in page} == {ANNA, BO}


async def test_events_come_in_the_order_of_their_numbers_until_they_expire() -> None:
    """Of everyone or of one person, from then on; noting one once more is the same."""
    now = [NINE]
    events = StoredPbxEvents(MemoryStore(now=lambda: now[0]))
    first, second, third = event(minutes=0), event(BO, minutes=5), event(minutes=9, absence=None)
    for one, kept in ((third, 3), (first, 1), (second, 2), (first, 1)):
        await events.note(one, until=NINE + kept * HOUR)

    async def since(at: datetime, person: PersonId | None = None) -> list[PbxEvent]:
        return [one async for page in events.since(at, person) for one in page]

    assert await since(NINE) == [first, second, third]
    assert await since(NINE + timedelta(minutes=5)) == [second, third]
    assert await since(NINE, ANNA) == await events.of(ANNA) == [first, third]
    now[0] = NINE + 2 * HOUR
    assert await since(NINE) == [third]
    await events.erase(ANNA)
    await events.erase(ANNA)
    assert await since(NINE) == []


def test_every_field_is_documented() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    part = text[text.index("## `pbx_line`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", part))
    classes: tuple[type[Any], ...] = (PbxLine, PbxEvent, PbxAbsence, Phone)
    assert {one.name for kind in classes for one in dataclasses.fields(kind)} <= documented


def test_a_broken_line_is_refused_without_repeating_what_stands_there() -> None:
    """A number is somebody's."""
    broken = {**STORED, "latest": {**STORED["latest"], "at": "+46701740605"}}
    with pytest.raises(StoredShapeError) as caught:
        read_document(LINE, Key("pbx_line", "anna", "pbx"), broken)
    assert "+467" not in str(caught.value)
