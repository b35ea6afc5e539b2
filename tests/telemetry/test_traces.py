"""Traces, from a turn to the store and the connector: whose part each span is, and what it says."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from settings import Settings
from tests.telemetry.collector import OtlpCollector, Seen
from tests.telemetry.whole_bot import whole_bot

Collecting = type(Settings().collecting)


async def _a_few_turns(folder: Path, collector: OtlpCollector) -> None:
    collecting = Collecting(endpoint=collector.endpoint, headers=(("api-key", "s3cret"),))
    async with whole_bot(folder, collecting=collecting) as bot:
        await bot.says("Karin Lindqvist", "hej")
        await bot.says("Anna Svensson", "lunch till 13")
        await bot.presses("Anna Svensson", "Ångra")
        await bot.says("Anna Svensson", "sjuk 2026-11-20 - 2026-11-21")
        await bot.says("Anna Svensson", "grön elefant i köket")
        await bot.searches("Vera Åkesson", "anna")
        await bot.says("Karin Lindqvist", "Anna Svensson sjuk idag")
        await bot.until("2026-11-23 08:10")


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> OtlpCollector:
    """What a few turns came to; lived through once."""
    with OtlpCollector() as collector:
        asyncio.run(_a_few_turns(tmp_path_factory.mktemp("bot"), collector))
    return collector


def _turn(collector: OtlpCollector, **facts: object) -> Seen:
    wanted = {f"turn.{name}": fact for name, fact in facts.items()}
    return next(one for one in collector.spans if one.name == "turn" and wanted.items() <= one.facts.items())


def _below(collector: OtlpCollector, above: Seen) -> list[Seen]:
    return [one for one in collector.spans if one.parent == above.id]


def test_a_turn_is_the_root_of_what_it_asked_of_the_store_and_the_connector(collector: OtlpCollector) -> None:
    """Turn, store, connector: one trace, in which each is the turn's own."""
    turn = _turn(collector, kind="message", intent="diversion_set", status="ok")
    below = _below(collector, turn)
    assert turn.parent == b""
    assert {one.trace for one in below} == {turn.trace}
    names = {one.name for one in below}
    assert {"store get", "store create", "connector POST"} <= names
    sent = next(one for one in below if one.name == "connector POST")
    assert sent.facts == {
        "http.request.method": "POST",
        "http.route": "v3/conversations/{conversation}/activities/{activity}",
        "server": "this_machine",
        "http.response.status_code": 200,
    }
    kept = next(one for one in below if one.name == "store create")
    assert kept.facts["db.system.name"] == "sqlite"
    assert kept.facts["db.operation.name"] == "create"
    assert kept.facts["db.collection.name"] in {"chat", "diversion_book"}
    asked = [one for one in collector.spans if one.name in {"store query", "store get_many"}]
    assert {one.name for one in asked if "store.documents" in one.facts} == {one.name for one in asked} != set()


def test_a_turn_says_what_it_was_about_and_how_it_ended(collector: OtlpCollector) -> None:
    """A button by its name, a refusal by its code, a line that was missed as that, and a search as one."""
    assert _turn(collector, action="diversion.undo").facts["turn.kind"] == "execute"
    assert _turn(collector, refused="diversion.already_over").facts["turn.intent"] == "diversion_set"
    assert _turn(collector, missed=1).facts["turn.intent"] == "none"
    assert _turn(collector, kind="search", status="ok").parent == b""


def test_what_a_turn_leaves_to_be_done_right_after_it_is_of_its_trace(collector: OtlpCollector) -> None:
    """Someone is told of what another has set: the delivery belongs to the turn that decided it, the request to it."""
    delivery = next(one for one in collector.spans if one.facts.get("notification.code") == "diversion.set_by_other")
    assert delivery.facts["delivery.outcome"] == "sent"
    turns = {one.trace for one in collector.spans if one.name == "turn"}
    assert delivery.trace in turns
    assert "connector POST" in {one.name for one in _below(collector, delivery)}


def test_each_run_of_a_job_is_a_root(collector: OtlpCollector) -> None:
    """With what it asked of the store below it."""
    runs = [one for one in collector.spans if one.name == "job outbox"]
    assert runs
    assert {run.parent for run in runs} == {b""}
    assert "store query" in {below.name for run in runs for below in _below(collector, run)}


def test_whose_they_are_and_what_is_shown_for_them(collector: OtlpCollector) -> None:
    """As the settings say."""
    assert collector.resource["service.name"] == "vaxelvis"
    assert collector.resource["service.version"]
    assert len(collector.resource["service.instance.id"]) == 32
    assert {headers.get("Api-Key") or headers.get("api-key") for _, _, headers in collector.bodies} == {"s3cret"}


def test_no_exception_is_ever_recorded(collector: OtlpCollector) -> None:
    """Its message may quote a person."""
    assert not [one for one in collector.spans if one.events]


def test_metrics_are_the_numbers_of_the_page(collector: OtlpCollector) -> None:
    """Counted once: sums that only grow, a histogram, and what is just now."""
    metrics = collector.metrics
    turns = metrics["bot_turns"].sum
    assert turns.is_monotonic
    assert sum(point.as_double for point in turns.data_points) == 7
    spread = metrics["bot_turn_seconds"].histogram.data_points
    assert sum(point.count for point in spread) == 7
    assert all(sum(point.bucket_counts) == point.count for point in spread)
    assert metrics["shards_held"].gauge.data_points[0].as_double == 32
