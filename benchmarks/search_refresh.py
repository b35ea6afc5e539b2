"""Measures what one change costs: somebody is announced, leaves, or does other things, until they are found so.

The change is read from the store, read over the directory, and a search is answered: all that a process does when a
manager has told the switchboard. Wall time, as the store has threads of its own.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Collection
from datetime import UTC, date, datetime
from pathlib import Path

from assembly.noticing import effective_directory
from directory.matter_search import MatterSearch
from directory.people_search import PeopleSearch
from policy.notices import NewEmployee, Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality, Person, PersonId
from services.effective_directory import EffectiveDirectory
from services.ports import Cases, MattersBeside, MattersFound, SearchOutcome
from storage.notice_repository import stored_notices
from storage.opening import open_store

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
EACH = 5


class Searched:
    """The directory of a municipality and a search that there are."""

    def __init__(self, town: Municipality, search: PeopleSearch) -> None:
        self.municipality = town
        self._search = search
        self._matters = MatterSearch(town)

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People of it."""
        return self._search.find(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions of it."""
        return self._matters.find(text, limit=limit, beside=beside)


KINDS = {
    NoticeKind.NEW_EMPLOYEE: "somebody begins",
    NoticeKind.DUTIES: "somebody does other things",
    NoticeKind.LEAVING: "somebody leaves",
}


async def refreshed(town: Municipality, search: PeopleSearch) -> list[str]:
    """A line for each sort of change."""
    town.made_ready()
    people = list(town.people.values())
    lines = [f"{'one change, until it is found':34}{'changed':>9}{'median ms':>11}{'most':>9}"]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = await open_store(Path(folder, "store.db"), now=lambda: NOW)
        directory, notices = effective_directory(Searched(town, search), store), stored_notices(store)
        for kind, name in KINDS.items():
            took = sorted([await _timed(directory, notices, kind, people[number * 7]) for number in range(EACH)])
            lines.append(f"{name:34}{EACH:>9}{took[EACH // 2]:>11.2f}{took[-1]:>9.2f}")
        await store.close()
    return lines


async def _timed(directory: EffectiveDirectory, notices: Cases[Notice], kind: NoticeKind, person: Person) -> float:
    new = NewEmployee(first_name="Xenofon", last_name="Nyberg", title="Handläggare", email=f"{person.id}@nya.example")
    content = NoticeContent(
        kind=kind,
        unit=person.unit,
        effective_on=date(2026, 11, 1),
        person=None if kind is NoticeKind.NEW_EMPLOYEE else person.id,
        person_name=person.name,
        new=new if kind is NoticeKind.NEW_EMPLOYEE else None,
        matters=("luftballonger",),
    )
    notice = Notice(
        id=f"{kind}-{person.id}", content=content, made_by=person.id, made_at=NOW, lead_days=5, is_late=False
    )
    await notices.save(None, notice)
    began = time.perf_counter()
    await directory.refresh(now=NOW)
    outcome = directory.find_people(new.email if content.new else person.email)
    took = (time.perf_counter() - began) * 1000
    assert len(outcome.matches) == (0 if kind is NoticeKind.LEAVING else 1)
    return took
