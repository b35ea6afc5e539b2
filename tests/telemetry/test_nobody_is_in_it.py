"""A day of the example municipality with everything on: nobody, and nothing that anybody wrote, is in what came out.

Logs from DEBUG up, every trace, and every metric, as a collector and Prometheus got them. What went in is looked for in
all of it: everybody in the municipality file, and callers, numbers, matters, reasons and notes of the day.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.wire.log_lines import configure_logging
from policy.organisation import Person
from settings import Settings
from telemetry.spans import ids_now
from tests.bot.house import example_directory
from tests.bot.wire.far_end import Script
from tests.telemetry.collector import OtlpCollector
from tests.telemetry.whole_bot import Whole, whole_bot

Collecting = type(Settings().collecting)
ANNA, KARIN, VERA, BO = "Anna Svensson", "Karin Lindqvist", "Vera Åkesson", "Bo Ek"
WRITTEN = (
    "Kalle", "Kula", "Kajsa", "Kavat", "taklagning", "skilsmässa", "migrän", "rehab", "huvudvärk", "sjuk", "sick",
    "vab", "child_care", "elefant", "halsduk", "070-174 06 77", "0701740677", "46701740677", "08-465 004 99",
    "46846500499",
)  # fmt: skip
"""What the day's people wrote, and what it means."""


@dataclass(frozen=True, slots=True)
class Day:
    """All that came of it."""

    log: str
    page: str
    collector: OtlpCollector

    @property
    def all_of_it(self) -> str:
        """As it can be read."""
        return "\n".join((self.log, self.page, self.collector.everything()))


async def _morning(bot: Whole) -> None:
    for name in (KARIN, VERA, BO, ANNA):
        await bot.says(name, "hej")
    await bot.says(ANNA, "sjuk till 10, migrän")
    await bot.says(ANNA, "lunch till 13")
    await bot.says(KARIN, "Bo Ek sjuk idag")
    await bot.says(BO, "vab imorgon")
    await bot.says(BO, "tillsvidare rehab")
    await bot.says(ANNA, "ring upp Kalle Kula 070-174 06 77 om taklagning senast 13")
    await bot.says(VERA, "hälsa Anna Svensson att Kajsa Kavat 08-465 004 99 vill bli uppringd om skilsmässa")
    await bot.says(VERA, "hälsa Bo Ek att Kajsa Kavat 08-465 004 99 söker honom")
    await bot.says(VERA, "är Anna Svensson inne?")
    await bot.says(VERA, "vem svarar på bygglov?")
    await bot.says(VERA, "kunden vill klaga på taklagning")
    for sought in ("anna svensson", "kalle kula", "4536", "070-174 06 05"):
        await bot.searches(VERA, sought)


async def _afternoon(bot: Whole) -> None:
    await bot.says(ANNA, "lämna över Kalle Kula till Bo Ek")
    await bot.says(ANNA, "beställ headset")
    await bot.says(ANNA, "min mobil är stulen")
    await bot.says(BO, "grön elefant med halsduk")
    await bot.says(BO, "vilka når du inte?")
    await bot.says(ANNA, "sjuk 2026-11-20 - 2026-11-21")
    await bot.says(ANNA, "mina löften")
    await bot.says(KARIN, "mina enheter")
    await bot.says(KARIN, "vilka luckor har bygglov?")
    for name in (ANNA, KARIN, VERA):
        bot.far_end.scripts.extend(
            [Script(status=403, code="MessageWritesBlocked"), Script(status=400, code="Kalle Kula")]
        )
        await bot.client.post("/api/messages", json=bot.activity(name, {"type": "message", "text": "min status"}))
        bot.far_end.scripts.clear()
    await bot.client.post("/api/messages", data="Kalle Kula", headers={"Content-Type": "application/json"})
    nobody = bot.activity(ANNA, {"type": "message", "text": "sjuk"}) | {"from": {"id": "29:kula", "name": "Kula"}}
    await bot.client.post("/api/messages", json=nobody)


async def _lived(folder: Path, collector: OtlpCollector) -> str:
    collecting = Collecting(endpoint=collector.endpoint)
    async with whole_bot(folder, at="2026-11-23 07:55", collecting=collecting) as bot:
        await _morning(bot)
        await bot.until("2026-11-23 09:30")
        await bot.until("2026-11-23 13:05")
        await _afternoon(bot)
        await bot.until("2026-11-23 16:55")
        await bot.until("2026-11-24 08:05")
        _spoil(folder)
        for text in ("sjuk, migrän", "mina löften"):
            await bot.client.post("/api/messages", json=bot.activity(ANNA, {"type": "message", "text": text}))
        await bot.until("2026-11-24 10:00")
        return await (await bot.client.get("/metrics")).text()


def _spoil(folder: Path) -> None:
    """From now on what is stored of promises and diversions can't be read, and whoever tries quotes it."""
    with closing(sqlite3.connect(folder / "vaxelvis.db")) as file, file:
        for kind in ("callback", "diversion_book"):
            spoilt = (
                "UPDATE document SET body = json_set(body, '$.state', 'Kula', '$.diversions', 'migrän') WHERE kind = ?"
            )
            assert file.execute(spoilt, (kind,)).rowcount


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The day, lived through once."""
    root, stream = logging.getLogger(), io.StringIO()
    before = root.handlers[:], root.level
    configure_logging("json", stream, found_by=ids_now)
    root.setLevel(logging.DEBUG)
    with OtlpCollector() as collector:
        page = asyncio.run(_lived(tmp_path_factory.mktemp("day"), collector))
    for handler in root.handlers:
        handler.flush()
    root.handlers[:], root.level = before
    return Day(stream.getvalue(), page, collector)


def test_the_day_was_a_whole_one(day: Day) -> None:
    """Or nothing would have been looked for in anything."""
    spans = day.collector.spans
    turns = [one.facts for one in spans if one.name == "turn"]
    assert len(turns) > 30
    intents = {facts.get("turn.intent") for facts in turns}
    assert {"diversion_set", "callback_log", "leave_message", "availability_query", "who_handles_query"} <= intents
    assert {"ok", "unsent", "error"} <= {facts["turn.status"] for facts in turns}
    assert {facts.get("turn.refused") for facts in turns} >= {"person.lacks_role", "diversion.already_over"}
    told = {one.facts["notification.code"] for one in spans if one.name == "delivery"}
    assert {"callback.left", "coverage.alert", "diversion.set_by_other"} <= told, told
    assert {"bot_turns", "refusals", "notifications"} <= set(day.collector.metrics)
    assert 'coverage_alerts_total{what="raised"}' in day.page
    for line in ("turn failed", "reply could not be sent", "request refused", "activity without a person ignored"):
        assert line in day.log


def test_nobody_is_in_it(day: Day) -> None:
    """No name, number, e-mail or id of anyone in the municipality file."""
    everything = day.all_of_it
    people = example_directory().municipality.people.values()
    found = {word for person in people for word in _words_of(person) if word}
    assert len(found) > 150
    assert _those_in(everything, found) == []


def test_nothing_that_was_written_is_in_it(day: Day) -> None:
    """Callers, numbers, matters, reasons and notes; whatever failed, and whatever it said."""
    assert _those_in(day.all_of_it, WRITTEN) == []


def test_the_log_lines_of_a_turn_lead_to_its_trace(day: Day) -> None:
    """By the ids that OpenTelemetry gave it."""
    ids = set(re.findall(r'"message":"turn".*?"trace_id":"([0-9a-f]{32})"', day.log))
    assert {one.trace.hex() for one in day.collector.spans if one.name == "turn"} >= ids
    assert len(ids) > 30


def _words_of(person: Person) -> Iterator[str]:
    yield from (str(person.id), person.first_name, person.last_name, person.name)
    yield from person.nicknames
    for number in (person.mobile, person.landline):
        digits = re.sub(r"\D", "", number)
        yield from (number, digits, digits.removeprefix("46"), digits.removeprefix("0"))
    yield person.email


def _those_in(text: str, words: Iterable[str]) -> list[str]:
    """Those that stand in the text: as a word of it, or anywhere where they are more than one."""
    text = text.casefold()
    single = set(re.findall(r"\w+", text))
    return sorted(word for word in words if _is_in(word.casefold(), text, single))


def _is_in(word: str, text: str, single: set[str]) -> bool:
    return word in single if word.isalnum() else word in text
