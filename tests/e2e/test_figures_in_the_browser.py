"""Figures as a manager sees them, with the charts that Teams draws, in the local Teams client in Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from directory.file_directory import FileDirectory
from examples.playground.people import Part
from examples.playground.stage import PROJECT, Stage
from policy.coverage_tallies import CoverageMonth, DayTally
from policy.organisation import GroupId
from policy.person_months import PersonMonth
from storage.figures_repository import stored_coverage_months, stored_person_months
from storage.opening import open_store
from tests.e2e.browser import sit_down
from tests.e2e.town import TOWN, open_town

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOUR = timedelta(hours=1)
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
BYGGLOV = GroupId("bygglov")
OCTOBER = {"Anna Svensson": (48, (0, 3)), "Bo Ek": (44, (0, 0)), "Åsa Berg": (12, (0,))}
"""Hours of phone duty, and how many hours late each promise was."""


async def counted(folder: Path) -> None:
    """What was counted of October, in the store that the bot will open."""
    people = {one.name: one.id for one in FileDirectory(PROJECT / TOWN).municipality.people.values()}
    kept_until = NOW + timedelta(days=400)
    store = await open_store(folder / "vaxelvis.db", now=lambda: NOW)
    try:
        days = tuple(
            DayTally(
                on=date(2026, 10, 5 + 7 * day),
                promised=4.5 * HOUR,
                uncovered=day * timedelta(minutes=20),
                longest=day * timedelta(minutes=20),
                gaps=min(day, 1),
                duty=26 * HOUR,
            )
            for day in range(4)
        )
        month = CoverageMonth(group=BYGGLOV, month="2026-10", kept_until=kept_until, days=days)
        await stored_coverage_months(store).save(None, month)
        for name, (hours, late) in OCTOBER.items():
            own = PersonMonth(person=people[name], month="2026-10", kept_until=kept_until)
            own = own.with_duty(BYGGLOV, date(2026, 10, 5), hours * HOUR)
            for number, one in enumerate(late):
                own = own.with_promise(f"p{number}", one * HOUR)
            await stored_person_months(store).save(None, own)
    finally:
        await store.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The bot with a month behind it."""
    await counted(tmp_path)
    async with open_town(tmp_path, parts=(Part.MANAGER,)) as running:
        yield running


async def test_a_manager_reads_the_month_with_its_chart_and_goes_on_to_each(browser: Browser, stage: Stage) -> None:
    """M1, S6: the chart is drawn, and the same stands beside it in words."""
    async with sit_down(browser, stage.windows[Part.MANAGER]) as karin:
        await karin.reads("Hej Karin! Jag är Växelvis.")
        await karin.types("hur gick det i oktober?")
        await karin.reads_on_card("Telefonen i oktober 2026", "Bygglov", "Anna Svensson", "48 tim", "44 tim")
        await karin.reads_on_card("Skillnad mellan mest och minst", "i tid", "som mest 3 tim för sent")
        for chart in ("Bemannad telefontid, procent", "Telefonpass, timmar", "Ringlöften som hölls, antal"):
            await karin.sees_a_drawing(chart)
        await karin.is_photographed("month-report")
        await karin.presses("Var och en")
        await karin.reads_on_card("Var och en i oktober 2026", "Åsa Berg", "Telefonpass 12 tim")
        await karin.types("hur ligger vi till?")
        await karin.reads_on_card("Så ligger det till", "Hälsningar som saknas eller är inaktuella")
        await karin.is_photographed("week-report")
        await karin.taps("Hälsningar som saknas eller är inaktuella")
        await karin.reads_on_card("Anna Svensson", "Namnen ser bara du")
