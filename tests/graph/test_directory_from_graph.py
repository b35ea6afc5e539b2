"""People out of Microsoft 365 in the whole product: the command, and the bot that serves, against a small Entra."""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from directory_commands import add_directory_commands, run_directory_command
from scheduler import Job
from settings import Settings
from tests.graph.standin import GraphStandIn
from tests.graph.standin_users import EntraStandIn, group_id, user_id

OPERATORS, ADMINISTRATORS = group_id(1), group_id(2)
FRAME = f"""\
municipality:
  name: Småbygd
entra:
  roles:
    switchboard: [{OPERATORS}]
    administrator: [{ADMINISTRATORS}]
"""
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass
class Scene:
    """The tenant, its Graph, and the settings of a bot that reads it."""

    entra: EntraStandIn
    graph: GraphStandIn
    frame: Path
    store: Path

    @property
    def environment(self) -> dict[str, str]:
        """What the command is started with."""
        return {
            "DIRECTORY": "graph",
            "MUNICIPALITY_FILE": str(self.frame),
            "GRAPH_ENDPOINT": self.graph.url,
            "STORAGE": f"sqlite:{self.store}",
        }

    @property
    def settings(self) -> Settings:
        """What the bot is."""
        return Settings(
            sqlite_path=self.store, directory_file=None, municipality_file=self.frame, graph_endpoint=self.graph.url
        )

    async def command(self, *arguments: str, hours: float = 0) -> tuple[int, str, str]:
        """The status of the command, and what it says to both sides."""
        parser = argparse.ArgumentParser()
        add_directory_commands(parser.add_subparsers(dest="command"))
        given, out, errors = parser.parse_args(["sync-directory", *arguments]), io.StringIO(), io.StringIO()
        status = await asyncio.to_thread(
            run_directory_command,
            given,
            self.environment,
            now=lambda: MORNING + timedelta(hours=hours),
            out=out,
            errors=errors,
        )
        return status, out.getvalue(), errors.getvalue()


@asynccontextmanager
async def scene(folder: Path, people: int = 40) -> AsyncIterator[Scene]:
    """So many people in two departments; the first two are operators and the third is an administrator."""
    entra, graph, frame = EntraStandIn(page=15), GraphStandIn(), folder / "ram.yaml"
    for number in range(people):
        entra.put(
            user_id(number),
            givenName=f"Kim{number}",
            surname="Alm",
            mail=f"kim{number}@s.example",
            department="Bygg" if number % 2 else "Växeln",
            accountEnabled=True,
            userType="Member",
        )
    entra.put_in(OPERATORS, user_id(0), user_id(1))
    entra.put_in(ADMINISTRATORS, user_id(2))
    entra.add_to(graph)
    frame.write_text(FRAME, encoding="utf-8")
    async with graph.serving():
        yield Scene(entra, graph, frame, folder / "vaxelvis.db")


async def test_a_rehearsal_says_who_would_be_there_and_keeps_nothing(tmp_path: Path) -> None:
    """Before the bot has ever been started no store is made for it."""
    async with scene(tmp_path) as one:
        status, out, errors = await one.command("--dry-run")
        assert (status, errors) == (0, "")
        assert "There would be 40 people" in out
        assert "Kim0 Alm" in out
        assert not one.store.exists()


async def test_the_command_reads_holds_up_and_lets_go_on(tmp_path: Path) -> None:
    """Ten of forty are deleted by mistake: that is said and nothing is taken; and then it was no mistake."""
    async with scene(tmp_path) as one:
        status, out, errors = await one.command()
        assert (status, out, errors) == (0, "Read to the end, and in use. 40 people.\n", "")
        for number in range(10, 20):
            one.entra.remove(user_id(number))
        status, out, errors = await one.command("--dry-run", hours=1)
        assert status == 0
        assert "Kim10 Alm" in out
        assert "10 of 40 people would go" in out
        status, out, errors = await one.command(hours=2)
        assert (status, out) == (1, "")
        assert "10 of 40 people would go" in errors
        status, out, errors = await one.command("--accept-removals", hours=3)
        assert (status, out, errors) == (0, "In use: 30 people, 10 fewer than before.\n", "")
        status, out, _ = await one.command("--whole", hours=4)
        assert (status, out) == (0, "Read to the end: nothing has changed. 30 people.\n")


async def test_a_first_reading_that_makes_nobody_staff_takes_nobody_for_gone(tmp_path: Path) -> None:
    """The group of staff is misspelt on the day that people move from a file: what is in the store is let be."""
    async with scene(tmp_path) as one:
        wrong = FRAME.replace("roles:\n", f"staff:\n    group: {group_id(9)}\n  roles:\n", 1)
        one.frame.write_text(wrong, encoding="utf-8")
        status, out, errors = await one.command()
        assert (status, out) == (1, "")
        assert "nobody of it is staff" in errors
        assert "--dry-run" in errors
        async with TestClient(TestServer(build_app(one.settings))) as client:
            assert (await client.get("/readyz")).status == 503
        one.frame.write_text(FRAME, encoding="utf-8")
        status, out, _ = await one.command(hours=1)
        assert (status, out) == (0, "Read to the end, and in use. 40 people.\n")


async def test_a_rehearsal_says_what_a_changed_frame_would_do(tmp_path: Path) -> None:
    """Whom it leaves out goes, although nothing has changed in Entra."""
    async with scene(tmp_path) as one:
        await one.command()
        other = tmp_path / "ny-ram.yaml"
        changed = "staff:\n    without_departments: [Bygg]\n  roles:\n"
        other.write_text(FRAME.replace("roles:\n", changed, 1), encoding="utf-8")
        status, out, errors = await one.command("--dry-run", "--frame", str(other), hours=1)
        assert (status, errors) == (0, "")
        assert "Kim11 Alm" in out
        assert "Kim10 Alm" not in out
        assert "20 of 40 people would go" in out
        asks_more = changed.replace("[Bygg]", f"[Bygg]\n    group: {group_id(1)}")
        other.write_text(FRAME.replace("roles:\n", asks_more, 1), encoding="utf-8")
        status, out, errors = await one.command("--dry-run", "--frame", str(other), hours=2)
        assert (status, errors) == (0, "")
        assert "39 of 40 people would go" in out
        status, _, errors = await one.command("--frame", str(other), hours=3)
        assert status == 1
        assert "--dry-run" in errors


async def test_what_graph_refuses_or_puts_off_is_said(tmp_path: Path) -> None:
    """With the code that the documentation explains."""
    async with scene(tmp_path) as one:
        one.graph.faults.next("groups/delta", status=403, code="Authorization_RequestDenied")
        status, out, errors = await one.command()
        assert (status, out) == (1, "")
        assert "403 Authorization_RequestDenied" in errors
        status, out, _ = await one.command()
        assert (status, out) == (0, "Read to the end, and in use. 40 people.\n")


async def test_a_bot_with_a_file_has_nothing_to_read(tmp_path: Path) -> None:
    """It says so."""
    async with scene(tmp_path) as one:
        given = argparse.Namespace(command="sync-directory")
        errors = io.StringIO()
        environment = {"STORAGE": one.environment["STORAGE"]}
        status = run_directory_command(given, environment, now=lambda: MORNING, errors=errors)
        assert status == 1
        assert "DIRECTORY=graph" in errors.getvalue()


async def becomes_ready(client: TestClient[web.Request, web.Application]) -> None:
    """Wait until the bot says so."""
    for _ in range(400):
        if (await client.get("/readyz")).status == 200:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it never became ready")


def quick(job: Job) -> Job:
    """Every job as often as a test can wait for."""
    return replace(job, every=timedelta(seconds=0.05))


async def test_the_bot_is_ready_once_it_knows_who_there_is(tmp_path: Path) -> None:
    """Until then it says that it isn't; throttled at first, it goes on; and it is at once after a start anew."""
    async with scene(tmp_path) as one:
        one.graph.faults.next("users/delta", status=429, retry_after="1")
        async with TestClient(TestServer(build_app(one.settings, paced=quick))) as client:
            assert (await (await client.get("/readyz")).json())["checks"]["directory"] == "failing"
            await becomes_ready(client)
            metrics = await (await client.get("/metrics")).text()
            assert "directory_people 40.0" in metrics
            assert "directory_held 0.0" in metrics
            assert 'directory_runs_total{end="in_use"} 1.0' in metrics
        async with TestClient(TestServer(build_app(one.settings))) as client:
            assert (await client.get("/readyz")).status == 200


@pytest.mark.parametrize("changed", ["roles:\n    editor: [{}]\n    ", "staff:\n    group: {}\n  roles:\n    "])
async def test_a_frame_that_asks_for_more_waits_until_that_is_read(tmp_path: Path, changed: str) -> None:
    """Nobody is gone meanwhile, though nobody is known yet to be in the group that says who is staff."""
    async with scene(tmp_path) as one:
        one.entra.put_in(group_id(3), *(user_id(number) for number in range(40)))
        await one.command()
        one.frame.write_text(FRAME.replace("roles:\n    ", changed.format(group_id(3)), 1), encoding="utf-8")
        async with TestClient(TestServer(build_app(one.settings, paced=quick))) as client:
            await becomes_ready(client)
            assert "directory_people 40.0" in await (await client.get("/metrics")).text()
