"""What can be learned from logs and metrics: how the bot does, and nothing about anybody."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from threading import Thread

import pytest
from prometheus_client import generate_latest

from bot.chat import Chat
from bot.turn import Message, Reply, Turn
from bot.wire.log_lines import GATHERED_SECONDS, JsonLines, TextLines, configure_logging
from tests.bot.house import House
from tests.bot.wire.far_end import TENANT, Script
from tests.bot.wire.stage import ANNA, Stage

PERSONAL = ("Anna", "Alm", "migrän", "sjuk", "070-174 06 05", ANNA, "a:anna", "29:anna")


def _written(stream: io.StringIO) -> str:
    """What the log holds once its lines are written together, as the end of the process would."""
    for handler in logging.getLogger().handlers:
        handler.flush()
    return stream.getvalue()


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Everything the process logs, as it is configured to."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    configure_logging("json", stream)
    yield stream
    root.handlers[:], root.level = before


async def clumsy(turn: Turn, _chat: Chat) -> Reply:
    """Fail as code fails: with what it was given in the error's message."""
    if turn.text is not None and "sjuk" in turn.text:
        logging.getLogger("bot.dialogs").info("looking", extra={"kind": "x"})
        raise ValueError(f"can't understand {turn.text}")
    return Reply(messages=(Message(text="Anna är åter 13:00"),))


async def test_no_name_reason_or_number_reaches_the_log_or_the_metrics(lines: io.StringIO) -> None:
    """Turns that end well, that fail, that are refused, that can't be sent, and a button named after an illness."""
    async with Stage(authenticates=True, handler=clumsy) as stage:
        await stage.post(stage.activity(text="Anna sjuk migrän 070-174 06 05"))
        await stage.post(stage.activity(text="när är Anna åter?"))
        await stage.post(stage.activity(text="Anna", conversation={"id": "a:anna", "tenantId": "other"}))
        await stage.post(stage.activity(text="Anna", type={"Anna": "sjuk"}))
        await stage.post(stage.activity(text=None, value={"action": "Anna är sjuk", "values": {"note": "migrän"}}))
        stage.far_end.scripts.extend([Script(status=400, code="Anna is sjuk")])
        await stage.post(stage.activity(text="hej"))
        stage.chats.is_down = True
        await stage.post(stage.activity(text="Anna sjuk"))
        written = _written(lines) + generate_latest(stage.registry).decode()
        assert written.count('"message":"turn"') == 5
        for word in PERSONAL:
            assert word not in written
        assert TENANT not in written


async def test_nothing_of_a_promise_or_a_message_reaches_the_log(lines: io.StringIO) -> None:
    """Callers are people outside the house: made, left, handed over, reminded of, not delivered, given up, broken."""
    house = House()
    anna, vera = house.someone("Anna Svensson"), house.someone("Vera Åkesson")
    await anna.says("ring upp Kalle Kula 070-174 06 05 om taklagning senast 13")
    anna.sees("Ring Kalle Kula")
    await anna.says("lämna över Kalle Kula till Bo Ek")
    anna.sees("Bo Ek är tillfrågad")
    house.mailbox.unreachable |= {anna.id, vera.id, house.person("Bo Ek").id, house.person("Karin Lindqvist").id}
    await vera.says("hälsa Anna Svensson att Kalle Kula 070-174 06 05 vill bli uppringd om taklagning")
    vera.sees("Jag når inte Anna Svensson")
    await house.lets_time_pass(until="2026-11-30 12:00")
    document = (await house.store.query("callback")).documents[0]
    await house.store.replace(document, {**document.body, "state": "Kalle Kula", "next_step_at": "2026-11-01"})
    await house.sends_what_is_due()
    written = _written(lines)
    assert "notification given up" in written
    assert "one of a sweep failed" in written
    house.nobody_left_anything_unseen()
    for word in ("Kalle", "Kula", "174 06 05", "46701740605", "taklagning", "Anna", "Vera"):
        assert word not in written


def test_what_a_line_is_found_by_stands_in_it() -> None:
    """The ids of the turn that it was written in."""
    written = json.loads(JsonLines(lambda: {"turn_id": "ab12"}).format(record("bot.x", "looked", rows=3)))
    assert (written["rows"], written["turn_id"]) == (3, "ab12")


async def test_a_turn_is_one_line_of_facts(lines: io.StringIO) -> None:
    """What it takes to follow a turn through: which, of what kind, how it ended, how long it took."""
    async with Stage() as stage:
        await stage.post(stage.activity(id="17"))
    (line,) = [json.loads(line) for line in _written(lines).splitlines() if '"turn"' in line]
    assert set(line) == {
        "at",
        "level",
        "logger",
        "message",
        "activity",
        "conversation",
        "kind",
        "action",
        "status",
        "ms",
    }
    assert (line["activity"], line["kind"], line["status"]) == ("17", "message", "ok")


def record(name: str, message: str, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, (), None)
    made.__dict__.update(facts)
    return made


def test_an_error_is_logged_as_its_type_and_the_places_it_came_through() -> None:
    """Its message may quote a person."""
    try:
        raise ValueError("Anna är sjuk")
    except ValueError as error:
        failed = record("bot.x", "failed", exc_info=(type(error), error, error.__traceback__))
    written = json.loads(JsonLines().format(failed))
    assert written["error"] == "ValueError"
    assert written["places"][0].startswith("test_nothing_personal_is_logged.py:")
    assert "Anna" not in json.dumps(written, ensure_ascii=False)


def test_of_others_loggers_only_the_first_line_is_kept() -> None:
    """asyncio prints a forgotten task with the error's message on the second line."""
    message = "Task exception was never retrieved\nfuture: <Task exception=ValueError('Anna')>"
    assert json.loads(JsonLines().format(record("asyncio", message)))["message"] == message.partition("\n")[0]


def test_a_line_for_a_terminal_reads_as_words_and_facts() -> None:
    """`LOG_FORMAT=text`."""
    written = TextLines().format(record("bot.wire.turns", "turn", status="ok", ms=1.5))
    assert written.endswith("WARNING bot.wire.turns: turn status=ok ms=1.5")


async def test_lines_of_a_moment_are_written_together_and_soon(lines: io.StringIO) -> None:
    """Turns that go well wait for each other; they don't wait for the end of the process."""
    logging.getLogger("bot").info("turn")
    assert lines.getvalue() == ""
    await asyncio.sleep(3 * GATHERED_SECONDS)
    assert "turn" in lines.getvalue()


async def test_a_warning_is_written_at_once_with_all_that_waits(lines: io.StringIO) -> None:
    """What explains a crash must not die with it."""
    logging.getLogger("bot").info("turn")
    logging.getLogger("bot").warning("trouble")
    assert [json.loads(line)["message"] for line in lines.getvalue().splitlines()] == ["turn", "trouble"]


async def test_a_threads_line_is_written_while_the_loop_stands_still(lines: io.StringIO) -> None:
    """The pulse that tells of it must not wait for the loop that doesn't come back."""
    logging.getLogger("bot").info("turn")
    pulse = Thread(target=lambda: logging.getLogger("telemetry").info("pulse"))
    pulse.start()
    pulse.join()  # This holds up the loop.
    assert [json.loads(line)["message"] for line in lines.getvalue().splitlines()] == ["turn", "pulse"]


def test_a_line_is_written_at_once_where_no_loop_runs(lines: io.StringIO) -> None:
    """Commands and threads have nobody who would come back to write it."""
    logging.getLogger("bot").info("checked")
    assert "checked" in lines.getvalue()
