"""What a notice to the switchboard looks like in storage: a promise to files that are in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from policy.answer_groups import GroupChange
from policy.notices import NewEmployee, Notice, NoticeContent, NoticeState
from services.ports import Place
from storage.document_store import Key
from storage.notice_repository import stored_notices
from tests.policy.notice_town import change, hours, new_employee, notice
from tests.storage.memory_store import MemoryStore
from tests.storage.pinned import as_json, undocumented, unstored

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
KEY = Key("notice", "notices", "t1")
NOON = {"stretch": {"start": "09:00:00", "end": "12:00:00"}, "minimum": 1}
CHANGE: dict[str, Any] = {
    "id": "t1",
    "from_on": "2026-12-07",
    "published_on": "2026-11-23",
    "weekdays": {"0": [NOON]},
    "exceptions": {"2026-12-08": []},
    "members": ["anna", "dag"],
    "keeps_roster": False,
    "leaving": ["bo"],
}
STORED: dict[str, Any] = {
    "id": "t1",
    "content": {
        "kind": "hours",
        "unit": "bygg",
        "effective_on": "2026-12-07",
        "note": "Ny tid",
        "group": "bygg-telefon",
        "change": CHANGE,
        "before": None,
        "person": "anna",
        "person_name": "Anna Alm",
        "new": {
            "first_name": "Lisa",
            "last_name": "Lund",
            "title": "arkitekt",
            "email": "lisa@example.se",
            "extension": "2009",
            "landline": "",
            "mobile": "+46701740640",
            "matters": ["bygglov"],
        },
        "matters": ["bygglov"],
        "matters_before": [],
    },
    "made_by": "bo",
    "made_at": "2026-11-23T09:15:00.000000Z",
    "lead_days": 10,
    "is_late": False,
    "turns": ["t1"],
    "received_by": "vera",
    "received_at": "2026-11-23T09:20:00.000000Z",
    "reminded_at": None,
    "withdrawn_by": None,
    "withdrawn_at": None,
    "in_force_at": None,
    "carried_out": True,
    "caught_up": False,
    "next_step_at": "2026-12-06T23:00:00.000000Z",
    "kept_until": None,
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
    "unit": "bygg",
    "is_open": 1,
    "touches_people": None,
}
"""A notice as it lies in files that are in use. It never changes; what is added is added to another."""
WEEKDAYS_AND_DATES = frozenset({"0", "2026-12-08"})


async def test_a_notice_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise; so are the index fields beside it."""
    store = MemoryStore(now=lambda: NOW)
    await store.create(KEY, STORED)
    notices = stored_notices(store)
    loaded = await notices.load(Place("notices", "t1"))
    assert loaded is not None
    assert loaded.value.state is NoticeState.RECEIVED
    assert loaded.value.content.change is not None
    assert loaded.value.content.change.exceptions == {date(2026, 12, 8): ()}
    await notices.save(loaded, loaded.value)
    document = await store.get(KEY)
    assert document is not None
    assert as_json(document.body) == {**STORED, "desk_at": None}


def test_every_field_is_stored_and_documented() -> None:
    """What the rules know of a notice lies in the file, and docs/data-stores.md says what it is."""
    assert unstored(STORED, Notice, NoticeContent, NewEmployee, GroupChange) == set()
    of_groups = frozenset({*CHANGE, "stretch", "start", "end", "minimum", "unsent", "standing"})
    assert undocumented("notice", STORED, data=WEEKDAYS_AND_DATES | of_groups) == set()


async def test_what_is_asked_for_is_found_by_its_index() -> None:
    """Those that are open, and those that the directory is read with."""
    notices = stored_notices(MemoryStore(now=lambda: NOW))
    about_hours, about_people = notice(hours(change=change())), notice(new_employee(), turn="t2")
    over = replace(notice(new_employee(), turn="t3"), caught_up=True, received_at=NOW, in_force_at=NOW)
    for one in (about_hours, about_people, over):
        await notices.save(None, one)
    assert {one.value.id for one in await notices.among("notices", is_open=1)} == {"t1", "t2"}
    assert {one.value.id for one in await notices.among("notices", touches_people=1)} == {"t2"}
    assert len(await notices.among("notices", unit="bygg")) == 3
