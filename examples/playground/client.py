"""Owns one window: an Agents Playground with its own folder, port and person, talking with one bot.

The user can't be changed inside the Playground's page, so each person has an instance. Its configuration is strict,
and what it does over HTTP is undocumented: the version is pinned, and nothing else in the project knows it.
"""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

import aiohttp

from examples.playground.children import Child, ChildFailed, start_child
from examples.playground.people import Seat
from policy.organisation import Person

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
PROGRAM = "agentsplayground"
DOWNLOAD_LIMIT = 300.0
START_LIMIT = 60.0
LOOPBACK_ONLY = Path(__file__).with_name("loopback.cjs")

TENANT = "00000000-0000-4000-8000-0000000076e1"
BOT = {"id": "28:vaxelvis", "name": "Växelvis"}
COLLEAGUES_WANTED = 5
"""The configuration's schema takes exactly five users beside the current one."""


@dataclass(frozen=True, slots=True)
class Window:
    """A running client: whose it is, and where."""

    seat: Seat
    address: str
    conversation: str
    child: Child

    async def install(self, http: aiohttp.ClientSession) -> None:
        """Install the bot for the person, so that it can write to them before they have written to it."""
        async with http.post(f"{self.address}/_debug/conversation/{self.conversation}/installation", json={}) as answer:
            answer.raise_for_status()


async def find_program() -> Path:
    """Where npx keeps the client's program, downloaded if need be; raises ChildFailed with what npx said."""
    process = await asyncio.create_subprocess_exec(
        *("npx", "--yes", f"--package={PACKAGE}", "--", "sh", "-c", f"command -v {PROGRAM}"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(DOWNLOAD_LIMIT):
            found, complaints = await process.communicate()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    path = found.decode().strip()
    if process.returncode != 0 or not path:
        raise ChildFailed(f"npx could not bring {PACKAGE}\n{complaints.decode(errors='replace').strip()}")
    return Path(path)


async def open_window(
    seat: Seat, *, program: Path, folder: Path, port: int, bot_address: str, http: aiohttp.ClientSession
) -> Window:
    """Start a client for the person and wait until it answers; port 0 takes any. Raises ChildFailed."""
    _write_configuration(seat, folder)
    child = await start_child(
        f"the client of {seat.person.name}",
        (
            *("node", "--require", str(LOOPBACK_ONLY), str(program), "start", "--disable-telemetry"),
            *("-e", f"{bot_address}/api/messages", "-c", "msteams", "-p", str(port)),
        ),
        folder=folder,
        output=folder / "output.log",
        told=folder / "devTools" / "m365agentsplayground.log",
        environment=_environment(),
    )
    try:
        # A port that is taken is replaced without a word, so the one it says is the one to believe.
        listening = await child.line(r"^Listening on (\d+)$", limit=START_LIMIT)
        window = Window(seat, f"http://localhost:{listening[1]}", _conversation(seat.person), child)
        # It listens first and reads its configuration after.
        await answers(child, f"{window.address}/_internal/v1/config", http, limit=START_LIMIT)
    except BaseException:
        await child.stop()
        raise
    return window


async def answers(child: Child, url: str, http: aiohttp.ClientSession, *, limit: float) -> None:
    """Return when the child answers the URL with 200; raises ChildFailed if it dies or hasn't after `limit` seconds."""
    try:
        async with asyncio.timeout(limit):
            while not await _is_ok(url, http):
                child.require_alive()
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise ChildFailed(f"{child.name} did not answer {url} in {limit:.0f} s\n{child.last_words()}") from None


async def _is_ok(url: str, http: aiohttp.ClientSession) -> bool:
    try:
        async with http.get(url) as answer:
            return answer.status == HTTPStatus.OK
    except aiohttp.ClientError:
        return False


def _environment() -> dict[str, str]:
    return os.environ | {
        "TEAMSAPPTESTER_BROWSER": "none",
        "APPLICATION_INSIGHTS_NO_STATSBEAT": "1",
        "TZ": "Europe/Stockholm",
    }


def _conversation(person: Person) -> str:
    return f"personal-{person.id}"


def _write_configuration(seat: Seat, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(_configuration(seat), ensure_ascii=False, indent=2)  # JSON is YAML, and quotes itself
    (folder / ".m365agentsplayground.yml").write_text(text, encoding="utf-8")


def _configuration(seat: Seat) -> dict[str, Any]:
    person = seat.person
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": BOT,
        "currentUser": _user(person),
        "users": [_user(colleague) for colleague in seat.colleagues[:COLLEAGUES_WANTED]],
        "personalChat": {"id": _conversation(person)},
        "groupChat": {"id": f"group-{person.id}", "name": "Gruppchatt"},
        "team": {
            "id": f"team-{person.id}",
            "name": seat.unit_name,
            "aadGroupId": TENANT,
            "channels": [{"id": f"channel-{person.id}", "name": "Allmänt"}],
        },
    }


def _user(person: Person) -> dict[str, str]:
    address = person.email or f"{person.id}@example.com"
    return {
        "id": f"29:{person.id}",
        "name": person.name,
        "userPrincipleName": address,  # so spelt in its schema
        "aadObjectId": person.id,
        "givenName": person.first_name,
        "surname": person.last_name,
        "email": address,
    }
