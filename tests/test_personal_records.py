"""Privacy over everything that is stored: nothing is left out, what can go goes, also after a crash at any point."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import main
from personal_records import HELD_IN, privacy_over
from policy.coverage_books import CoverageBook
from policy.details import DetailField
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.greetings import GreetingKind
from policy.organisation import PersonId
from policy.outgoing import DeadLetter
from policy.person_months import PersonMonth
from policy.reasons import Reason
from policy.unit_reports import UnitReport
from services.details import DetailsService
from services.greeting_outcomes import Recorded
from services.greetings import GreetingService
from services.privacy import PrivacyService
from storage.chat_repository import StoredChats
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from storage.diversion_repository import StoredDiversions
from storage.document_store import Key, StoreUnavailable
from storage.figures_repository import stored_person_months
from storage.greeting_repository import stored_greetings
from storage.housekeeping_repository import stored_dead_letters
from storage.kinds import COPY_MARK, COVERAGE_MONTH, DIRECTORY_SYNC, ERASURE, KINDS, PROGRESS_MARK, SHARD_TABLE
from storage.report_repository import stored_reports
from tests.policy.counted_group import GROUP, shift
from tests.policy.small_town import ANNA, BO, STRANGER, at, diversion, small_town
from tests.services.fakes import FakeDirectory, RecordingMessenger
from tests.storage.backup_stage import made
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 09:00")
SICK = diversion(Reason.SICK, "2026-11-24 08:00", None, note="Magsjuka")
OF_NO_PERSON = (SHARD_TABLE, COPY_MARK, PROGRESS_MARK, ERASURE, COVERAGE_MONTH, DIRECTORY_SYNC)
"""Which processes share the work, and how far jobs and the reading of Microsoft 365 have come, is of no person; a store
that is still being copied serves nobody; a group's months name nobody; that somebody was forgotten is told, and is what
is left in the end."""


def test_every_kind_of_document_is_told_of_and_let_go_of() -> None:
    """A kind that is added to the store is added here too, or held about people without their knowing."""
    assert {kind.name for kind in KINDS} == {kind.name for kind in (*HELD_IN.values(), *OF_NO_PERSON)}
    privacy = privacy_over(MemoryStore(), FakeDirectory(small_town()))
    assert [subject.name for subject in privacy.subjects] != []
    assert {subject.name for subject in privacy.subjects} == HELD_IN.keys()


async def filled(store: MemoryStore) -> PrivacyService:
    """Something of every subject of Anna's, and a little of Bo's."""
    directory, messenger = FakeDirectory(small_town()), RecordingMessenger()
    books, chats = StoredDiversions(store), StoredChats(store)
    greetings = GreetingService(
        cases=stored_greetings(store), books=books, directory=directory, messenger=messenger, deliver_soon=_nobody
    )
    details = DetailsService(
        cases=stored_details(store), directory=directory, messenger=messenger, deliver_soon=_nobody
    )
    for person in (ANNA, BO):
        await books.save(await books.load(person), DiversionBook(person=person, diversions=(SICK,)))
        way = {"references": {"c": {"x": "y"}}, "personal": "c", "greeted": True}
        await chats.save(person, await chats.load(person), {**way, "language": "sv", "drafts": {"c": "Magsjuka"}})
        recorded = Recorded(kind=GreetingKind.PERSONAL, recorded_on=date(2026, 11, 24))
        await greetings.record(person, recorded, change_id="t", now=NOW)
        await details.correct(person, DetailField.MOBILE, "070-174 06 99", turn="t", now=NOW)
        letter = DeadLetter(id=str(person), source="s", to=person, code="c", outcome="o", made_at=NOW, given_up_at=NOW)
        await stored_dead_letters(store).save(None, letter)
        month = PersonMonth(person=person, month="2026-11", kept_until=NOW + timedelta(days=400))
        await stored_person_months(store).save(None, month.with_promise("p1", timedelta(hours=2)))
        report = UnitReport(person=person, week="2026-W48", month="2026-10", next_step_at=NOW)
        await stored_reports(store).save(None, report)
    duty = (shift(ANNA, "2026-11-24 09:00", "2026-11-24 12:00"), shift(BO, "2026-11-24 12:00", "2026-11-24 15:00"))
    await stored_coverage(store).save(None, CoverageBook(group=GROUP, shifts=duty, looked_at=NOW))
    return privacy_over(store, directory)


def _nobody(_place: object) -> None:
    """Nothing is to be delivered here."""


async def test_all_that_is_held_is_told_and_nothing_of_anybody_else() -> None:
    """As plain JSON, with what the directory says."""
    privacy = await filled(MemoryStore(now=lambda: NOW))
    held = json.loads(json.dumps(await privacy.held_about(ANNA, now=NOW)))
    assert held["person"] == ANNA
    assert held["directory"]["title"] == "byggnadsinspektör"
    assert held["diversions"][0]["diversions"][0]["note"] == "Magsjuka"
    assert held["greeting"][0]["recorded"]["recorded_on"] == "2026-11-24"
    assert held["details"][0]["corrections"][0]["text"] == "070-174 06 99"
    assert held["chat"][0]["language"] == "sv"
    assert held["figures"] == [{"month": "2026-11", "promises_late_by_seconds": [7200.0], "duty_seconds": {}}]
    assert len(held["duty"]) == len(held["duty"][0]["duty"]) == 1
    assert held["unit_report"] == [{"wants_week": True, "wants_month": True, "week": "2026-W48", "month": "2026-10"}]
    assert len(held["undelivered"]) == 1
    assert f'"{BO}"' not in json.dumps({**held, "diversions": []})


async def test_who_is_forgotten_is_gone_and_others_are_not() -> None:
    """What is left is the way to the chat; and doing it again changes nothing."""
    store = MemoryStore(now=lambda: NOW)
    privacy = await filled(store)
    before = await privacy.held_about(BO, now=NOW)
    assert await privacy.forget(ANNA, now=NOW) == ()
    assert await privacy.forget(ANNA, now=NOW) == ()
    note = await store.get(Key(ERASURE.name, ANNA, "erasure"))
    assert note is not None
    assert (note.expires_at, note.body["next_step_at"]) == (NOW + timedelta(days=35), None)
    held = await privacy.held_about(ANNA, now=NOW)
    assert held["chat"] == [{"references": {"c": {"x": "y"}}, "personal": "c", "greeted": True}]
    assert [name for name in HELD_IN if held[name]] == ["chat"]
    assert held["forgotten"] == [{"asked_at": NOW.astimezone(UTC).isoformat()}]
    assert await privacy.held_about(BO, now=NOW) == before
    await privacy.erase_of(ANNA, now=NOW)
    assert (await privacy.held_about(ANNA, now=NOW))["chat"] == []


class Dying(MemoryStore):
    """A store that is out of reach after so many writes and removals."""

    left = 10_000

    async def create(self, *arguments: Any, **also: Any) -> Any:
        """Write, while it can."""
        self._counts()
        return await super().create(*arguments, **also)

    async def replace(self, *arguments: Any, **also: Any) -> Any:
        """Write over, while it can."""
        self._counts()
        return await super().replace(*arguments, **also)

    async def delete(self, *arguments: Any, **also: Any) -> Any:
        """Remove, while it can."""
        self._counts()
        return await super().delete(*arguments, **also)

    def _counts(self) -> None:
        if self.left == 0:
            raise StoreUnavailable("gone")
        self.left -= 1


@pytest.mark.parametrize("writes", range(11))
async def test_what_is_cut_off_anywhere_is_completed_by_the_next_sweep(writes: int) -> None:
    """Once that somebody is to be forgotten is saved, a restart completes it; before that nothing has happened."""
    store = Dying(now=lambda: NOW)
    privacy = await filled(store)
    before = await privacy.held_about(ANNA, now=NOW)
    store.left = writes
    try:
        await privacy.forget(ANNA, now=NOW)
    except StoreUnavailable:
        store.left = 10_000
        if writes == 0:
            assert await privacy.held_about(ANNA, now=NOW) == before
            return
        assert await privacy.sweep(now=NOW) == 0
        assert await privacy.sweep(now=NOW + timedelta(minutes=2)) == 1
    held = await privacy.held_about(ANNA, now=NOW)
    assert [name for name in HELD_IN if held[name]] == ["chat"]
    assert await privacy.sweep(now=NOW + timedelta(days=1)) == 0


async def test_who_is_in_no_directory_asks_in_vain() -> None:
    """In chat; the command line can still let go of what is left of them."""
    privacy = await filled(MemoryStore(now=lambda: NOW))
    for attempt in (
        privacy.held_about(STRANGER, now=NOW),
        privacy.outline(STRANGER),
        privacy.forget(STRANGER, now=NOW),
    ):
        with pytest.raises(PolicyError, match=r"person\.not_in_directory"):
            await attempt
    assert await privacy.erase_of(STRANGER, now=NOW) == ()


async def test_nothing_of_it_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither what is held nor about whom, nor that they asked."""
    caplog.set_level(logging.DEBUG)
    privacy = await filled(MemoryStore(now=lambda: NOW))
    await privacy.held_about(ANNA, now=NOW)
    await privacy.forget(ANNA, now=NOW)
    assert caplog.records == []


def test_the_commands_write_and_erase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`export-person ID` and `erase-person ID`, over the store and the directory that the settings name."""
    monkeypatch.setenv("STORAGE", f"sqlite:{tmp_path / 'v.db'}")
    asyncio.run(made(tmp_path / "v.db"))
    anna = PersonId("e5e5e5e5-0000-4000-8000-000000000001")
    assert main(["export-person", anna]) == 0
    held = json.loads(capsys.readouterr().out)
    assert (held["directory"]["first_name"], held["diversions"]) == ("Anna", [])
    assert main(["erase-person", anna]) == 0
    assert capsys.readouterr().out == "Erased.\n"
    monkeypatch.setenv("STORAGE", "nonsense")
    assert main(["export-person", anna]) == 1
    assert "STORAGE" in capsys.readouterr().err
