"""What desks, claims and hand-overs look like in storage: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from policy.desk import Desk, Shown, Waiting
from policy.desk_book import Claim, DeskBook, HandOver
from policy.desk_rows import DeskRow, Section, SectionSeen
from policy.organisation import PersonId
from services.ports import DESK_BOOK_PLACE, DESK_ID, Place
from storage.desk_repository import BOOK_SHAPE, DESK_SHAPE, stored_desk_book, stored_desks
from storage.document_store import Key
from storage.kinds import KINDS
from storage.shapes import StoredShapeError, read_document
from tests.storage.memory_store import MemoryStore

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"
VERA, MOHAMMED = PersonId("vera"), PersonId("mohammed")
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROW = DeskRow(
    section=Section.NOTICES,
    partition="notices",
    id="n1",
    what="hours",
    name="Bygglov",
    on=date(2026, 12, 1),
    days=5,
    is_pressing=True,
    is_overdue=True,
)
MESSAGE = DeskRow(section=Section.MESSAGES, partition="anna", id="m1", person=PersonId("anna"), at=NINE, until=NINE)
SEEN = SectionSeen(section=Section.NOTICES, rows=(ROW,), more=7, or_more=True)
CLAIM = Claim(row=ROW.key, by=MOHAMMED, at=NINE, until_at=NINE + 2 * HOUR)
DESK = Desk(
    person=VERA,
    opened_at=NINE,
    fresh_until=NINE + 32 * HOUR,
    shown=Shown(
        sections=(SEEN, SectionSeen(section=Section.MESSAGES, rows=(MESSAGE,), others=2)),
        claims=(CLAIM,),
        waiting=(Waiting(hand_over="h1", by=MOHAMMED, at=NINE),),
    ),
    changed_at=NINE,
    told_at=NINE,
)
BOOK = DeskBook(
    claims=(CLAIM,),
    hand_overs=(
        HandOver(
            id="h1",
            by=MOHAMMED,
            to=VERA,
            note="Kalle ringer igen.",
            rows=(ROW,),
            open=(dataclasses.replace(SEEN, rows=()),),
            made_at=NINE,
            open_until=NINE + 32 * HOUR,
            taken_by=VERA,
            taken_at=NINE + HOUR,
        ),
    ),
)
STORED_ROW: dict[str, Any] = {
    "section": "notices",
    "partition": "notices",
    "id": "n1",
    "part": "",
    "what": "hours",
    "name": "Bygglov",
    "person": None,
    "on": "2026-12-01",
    "at": None,
    "until": None,
    "days": 5,
    "is_pressing": True,
    "is_overdue": True,
}
STORED: dict[str, Any] = {
    "claims": [
        {
            "row": "notices\nnotices\nn1\n",
            "by": "mohammed",
            "at": "2026-11-24T09:00:00.000000Z",
            "until_at": "2026-11-24T11:00:00.000000Z",
        }
    ],
    "hand_overs": [
        {
            "id": "h1",
            "by": "mohammed",
            "to": "vera",
            "note": "Kalle ringer igen.",
            "rows": [STORED_ROW],
            "made_at": "2026-11-24T09:00:00.000000Z",
            "open_until": "2026-11-25T17:00:00.000000Z",
            "taken_by": "vera",
            "taken_at": "2026-11-24T10:00:00.000000Z",
            "withdrawn_at": None,
            "is_cleared": False,
            "open": [{"section": "notices", "rows": [], "more": 7, "or_more": True, "others": 0}],
        }
    ],
    "outgoing": {"unsent": [], "standing": []},
}
"""A book as it lies in files that are in use. It never changes; what is added is added to another."""


def test_desks_and_the_book_come_back_as_they_were_saved() -> None:
    """Through the repositories and JSON text; found by what is kept up, and by what ends next."""

    async def there_and_back() -> None:
        store = MemoryStore(kinds=KINDS, now=lambda: NINE)
        desks, book = stored_desks(store), stored_desk_book(store)
        saved = await desks.save(None, DESK)
        await book.save(None, BOOK)
        assert await desks.load(Place(VERA, DESK_ID)) == saved
        assert [one.value for one in await desks.among(None, is_fresh=1)] == [DESK]
        await desks.save(saved, dataclasses.replace(DESK, is_kept_up=False))
        assert await desks.among(None, is_fresh=1) == []
        loaded = await book.load(DESK_BOOK_PLACE)
        assert loaded is not None
        assert loaded.value == BOOK
        assert [page async for page in book.steps_due(NINE + HOUR)] == []
        assert [page async for page in book.steps_due(NINE + 2 * HOUR)] == [[DESK_BOOK_PLACE]]

    asyncio.run(there_and_back())


def test_a_book_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there."""
    assert read_document(BOOK_SHAPE, Key("desk_book", "desk", "book"), STORED) == BOOK
    assert orjson.loads(orjson.dumps(BOOK_SHAPE.write(BOOK))) == STORED


@pytest.mark.parametrize(
    ("section", "classes"),
    [("desk", (Desk, Shown, SectionSeen, DeskRow, Waiting)), ("desk_book", (DeskBook, HandOver, Claim))],
)
def test_every_field_is_documented(section: str, classes: tuple[type, ...]) -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    part = text[text.index(f"## `{section}`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", part))
    assert {one.name for kind in classes for one in dataclasses.fields(kind)} <= documented


def test_a_broken_book_is_refused_without_repeating_what_stands_there() -> None:
    """A note may be about callers."""
    broken = {**STORED, "hand_overs": [{**STORED["hand_overs"][0], "made_at": "Kalle ringer igen."}]}
    with pytest.raises(StoredShapeError) as caught:
        read_document(BOOK_SHAPE, Key("desk_book", "desk", "book"), broken)
    assert "Kalle" not in str(caught.value)


def test_a_broken_desk_is_refused() -> None:
    """Rather than shown half."""
    with pytest.raises(StoredShapeError):
        read_document(DESK_SHAPE, Key("desk", "vera", "desk"), {"person": "vera"})
