"""What a manager's report looks like in storage: a promise to files that are in use, whole, and documented."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from policy.coverage_tallies import Duty
from policy.organisation import GroupId, PersonId, UnitId
from policy.periods import Period
from policy.person_months import PromisesKept
from policy.unit_figures import (
    BelowMonth,
    BelowWeek,
    Concerned,
    GapAhead,
    GroupMonth,
    Matter,
    MonthFigures,
    PersonFigures,
    Row,
    WeekFigures,
    WeekShare,
)
from policy.unit_reports import UnitReport
from services.ports import REPORT_ID, Place
from storage.document_store import Key
from storage.kinds import KINDS
from storage.report_repository import REPORT, stored_reports
from storage.shapes import StoredShapeError, read_document
from tests.storage.memory_store import MemoryStore

DATA_STORES = Path(__file__).parents[2] / "docs" / "data-stores.md"
PLACE = Key("unit_report", "karin", "report")
ANNA, KARIN, BYGGLOV, BYGG = PersonId("anna"), PersonId("karin"), GroupId("bygglov"), UnitId("bygg")
HOUR = timedelta(hours=1)
NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEPT = PromisesKept(done=12, in_time=11, worst=26 * HOUR, people=4)
FULL = UnitReport(
    person=KARIN,
    wants_month=False,
    week="2026-W48",
    month="2026-10",
    week_figures=WeekFigures(
        week="2026-W48",
        size=9,
        gaps=(GapAhead(BYGGLOV, Period(NINE, NINE + HOUR), True),),
        rows=(Row(matter=Matter.PROMISES, concerned=(Concerned(ANNA, 2),)),),
        notices=1,
        below=(BelowWeek(unit=BYGG, counts={"gaps": 1}, is_too_small=True),),
    ),
    month_figures=MonthFigures(
        month="2026-10",
        groups=(
            GroupMonth(
                group=BYGGLOV,
                promised=132 * HOUR,
                uncovered=3 * HOUR,
                accepted=HOUR,
                longest=2 * HOUR,
                longest_on=date(2026, 10, 14),
                gaps=2,
                uncertain_days=1,
                duty=50 * HOUR,
                by_person=(Duty(ANNA, 48 * HOUR),),
                weeks=(WeekShare("2026-W42", 30 * HOUR, 3 * HOUR),),
            ),
        ),
        promises=KEPT,
        people=(PersonFigures(person=ANNA, month="2026-10", duty=48 * HOUR, promises=KEPT),),
        below=(BelowMonth(unit=BYGG, promised=HOUR, uncovered=HOUR, longest=HOUR, promises=None),),
    ),
    next_step_at=NINE,
)
STORED: dict[str, Any] = {
    "person": "karin",
    "wants_week": True,
    "wants_month": False,
    "week": "2026-W48",
    "month": "2026-10",
    "week_figures": None,
    "month_figures": None,
    "next_step_at": "2026-11-30T07:00:00.000000Z",
    "outgoing": {"unsent": [], "standing": []},
    "next_delivery_at": None,
}
"""A report as it lies in files that are in use. It never changes; what is added is added to another."""


def test_a_report_comes_back_as_it_was_saved_with_all_its_figures() -> None:
    """Through the repository and JSON text, and is found by when its next card is due."""

    async def there_and_back() -> None:
        cases = stored_reports(MemoryStore(kinds=KINDS, now=lambda: NINE))
        saved = await cases.save(None, FULL)
        place = Place(KARIN, REPORT_ID)
        assert await cases.load(place) == saved
        assert [page async for page in cases.steps_due(NINE)] == [[place]]

    asyncio.run(there_and_back())


def test_a_report_from_a_file_in_use_is_read_and_written_as_it_always_was() -> None:
    """The stored shape is a promise to files that are there."""
    report = read_document(REPORT, PLACE, STORED)
    assert (report.wants_week, report.wants_month) == (True, False)
    assert orjson.loads(orjson.dumps({**REPORT.write(report), "next_delivery_at": None})) == STORED


def parts(value: object) -> Iterator[object]:
    """The value and every dataclass within it."""
    if isinstance(value, tuple):
        for one in value:
            yield from parts(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, Period | type):
        yield value
        for one in dataclasses.fields(value):
            yield from parts(getattr(value, one.name))


def test_every_field_of_the_figures_is_documented() -> None:
    """docs/data-stores.md names each of them, so that who reads it knows what is held about people."""
    text = DATA_STORES.read_text(encoding="utf-8")
    section = text[text.index("## `unit_report`") :].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z_]+)`", section))
    named = {one.name for part in parts(FULL) for one in dataclasses.fields(part)}  # type: ignore[arg-type]
    assert named - {"unsent", "standing"} <= documented


def test_a_broken_report_is_refused_without_repeating_what_stands_there() -> None:
    """It holds other people's figures."""
    with pytest.raises(StoredShapeError) as caught:
        read_document(REPORT, PLACE, {**STORED, "week_figures": {"week": "secret"}})
    assert "secret" not in str(caught.value)
