"""What the record of a matter looks like in storage: a promise to files that are in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from policy.directory_mends import Mend
from policy.misdirected import MisdirectedCall, MisdirectedMatter, Stands, Suggestion, Whereabouts, nothing_yet
from services.ports import MISDIRECTED, Place
from storage.document_store import Key
from storage.misdirected_repository import MEND as MEND_SHAPE
from storage.misdirected_repository import stored_misdirected
from tests.storage.memory_store import MemoryStore
from tests.storage.pinned import as_json, undocumented, unstored

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
ID = "c6fbc4b4"
KEY = Key("misdirected", "misdirected", ID)
MEND: dict[str, Any] = {
    "id": "m1",
    "kind": "synonym",
    "word": "sopor",
    "target": "avfall",
    "made_by": "karin",
    "made_at": "2026-11-23T09:15:00.000000Z",
}
STORED: dict[str, Any] = {
    "id": ID,
    "matter": "sopor",
    "calls": [
        {
            "id": "c1",
            "at": "2026-11-20T09:15:00.000000Z",
            "by": "vera",
            "landed": {"id": "person:anna", "words": ""},
            "right": {"id": "", "words": "renhållningen"},
        },
        {
            "id": "c2",
            "at": "2026-11-23T09:15:00.000000Z",
            "by": None,
            "landed": {"id": "", "words": ""},
            "right": {"id": "group:avfall", "words": ""},
        },
    ],
    "counted_from": "2026-11-23T09:15:00.000000Z",
    "suggestion": {
        "round": 1,
        "calls": 2,
        "state": "accepted",
        "decided_by": "karin",
        "decided_at": "2026-11-23T09:15:00.000000Z",
        "turn": "t1",
        "mend": MEND,
    },
    "mends": [MEND],
    "next_step_at": "2026-11-24T09:15:00.000000Z",
    "kept_until": None,
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
    "has_mend": 1,
}
"""A record as it lies in files that are in use. It never changes; what is added is added to another."""


async def test_a_record_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise; so are the index fields beside it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(KEY, STORED)
    cases = stored_misdirected(store)
    loaded = await cases.load(Place(MISDIRECTED, ID))
    assert loaded is not None
    assert loaded.value.suggestion is not None
    assert loaded.value.suggestion.state is Stands.ACCEPTED
    assert loaded.value.calls[0].right == Whereabouts(words="renhållningen")
    await cases.save(loaded, loaded.value)
    document = await store.get(KEY)
    assert document is not None
    assert as_json(document.body) == STORED


def test_every_field_is_stored_and_documented() -> None:
    """What the rules know of a matter lies in the file, and docs/data-stores.md says what it is."""
    assert unstored(STORED, MisdirectedMatter, MisdirectedCall, Whereabouts, Suggestion, Mend) == set()
    assert undocumented("misdirected", STORED, data=frozenset({"unsent", "standing"})) == set()


async def test_only_what_the_directory_is_read_with_is_read_for_it() -> None:
    """Among any number of matters that calls went wrong about (A1)."""
    cases = stored_misdirected(MemoryStore(now=lambda: NOW))
    await cases.save(None, nothing_yet("hundskatt"))
    mended = nothing_yet("sopor")
    await cases.save(None, replace(mended, mends=(MEND_SHAPE.read(MEND),)))
    assert [one.value.matter for one in await cases.among(MISDIRECTED, has_mend=1)] == ["sopor"]
