"""The bot as the image has it, in the nearest thing to a container that a machine without an engine has: one start."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from app import SHUTDOWN_SECONDS
from benchmarks.processes import free_port
from tests.container.build_context import let_in
from tests.container.confinement import Confined, is_whole
from tests.container.container_file import copied, stages
from tests.sources import PROJECT

BUILD, IMAGE = stages()
EXAMPLE = PROJECT / "examples" / "exempelkommun.yaml"
ANNA = "e5e5e5e5-0000-4000-8000-000000000001"
START_LIMIT = 60.0
NOT_WHOLE = "the bot ran from unwritable files as this user: nobody in namespaces takes root on Linux"


async def test_it_serves_and_ends_as_nobody_where_only_its_own_folders_can_be_written(tmp_path: Path) -> None:
    """From the files that the build lets in, as process 1: alive, ready, a turn answered, and ended by SIGTERM."""
    if not is_whole():
        warnings.warn(NOT_WHOLE, stacklevel=1)
    confined = _staged(tmp_path)
    port = free_port()
    settings = {**IMAGE.values("ENV"), "PATH": "/venv/bin:/usr/bin", "PORT": str(port)}
    files = _files(tmp_path / "app")
    async with _running(confined.command(IMAGE.only("ENTRYPOINT").words, settings), tmp_path / "log") as process:
        address = f"http://127.0.0.1:{port}"
        await _ready(address, process, tmp_path / "log")
        inside = confined.process(process.pid)
        _is_nobody(inside)
        assert _health(tmp_path, port) == 0
        (answer,) = await _answered_turn(address)
        assert "Du är inte hänvisad just nu" in answer
        began = time.monotonic()
        os.kill(inside, signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), SHUTDOWN_SECONDS) == 0, (tmp_path / "log").read_text()
        assert time.monotonic() - began < SHUTDOWN_SECONDS
    assert _health(tmp_path, port) == 1
    assert _files(tmp_path / "app") == files
    assert _files(tmp_path / "data") == {"vaxelvis.db", "vaxelvis.db-serving"}, "closed: nothing waits in a -wal"
    assert _files(tmp_path / "tmp") == set()


def test_nobody_can_write_elsewhere_in_there(tmp_path: Path) -> None:
    """Or the test above would say nothing: whoever is in there tries."""
    if not is_whole():
        warnings.warn(NOT_WHOLE, stacklevel=1)
        return
    tmp_path.chmod(0o755)
    (tmp_path / "app").mkdir()
    confined = Confined(tmp_path)
    confined.prepare()
    (tmp_path / "app").chmod(0o777)
    places = ("/app/x", "/venv/x", "/usr/x", "/etc/x", "/x", "/data/x", "/tmp/x")  # noqa: S108 - in there
    trying = "for place; do touch $place && echo $place; done"
    command = confined.command(["sh", "-c", trying, "sh", *places], {"PATH": "/usr/bin"})
    tried = subprocess.run(command, check=False, capture_output=True, text=True)
    assert tried.stdout.split() == ["/data/x", "/tmp/x"], tried.stderr  # noqa: S108


def _staged(root: Path) -> Confined:
    """The files where the image has them, with bytecode made as there, and a municipality."""
    root.chmod(0o755)
    for source, target in copied(BUILD, list(let_in(PROJECT))).items():
        if not target.startswith("/app/"):
            continue  # The image takes no other folder of the build's but the packages'.
        place = root / target.removeprefix("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PROJECT / source, place)
    (compiling,) = [one.words for one in BUILD.all("RUN") if "compileall" in one.rest]
    arguments = [str(root / "app") if word == "/app" else word for word in compiling[1:] if word != "/venv/lib"]
    subprocess.run([sys.executable, *arguments], check=True)
    (root / "config").mkdir()
    shutil.copyfile(EXAMPLE, root / "config" / "municipality.yaml")
    confined = Confined(root)
    confined.prepare()
    return confined


@asynccontextmanager
async def _running(command: Sequence[str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    with log.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(*command, stdout=sink, stderr=sink, start_new_session=True)
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _ready(address: str, process: asyncio.subprocess.Process, log: Path) -> None:
    """Return when it answers that it is alive and ready."""
    async with asyncio.timeout(START_LIMIT), aiohttp.ClientSession() as http:
        while True:
            assert process.returncode is None, log.read_text()  # noqa: ASYNC240 - it is over
            try:
                async with http.get(f"{address}/healthz") as alive, http.get(f"{address}/readyz") as ready:
                    assert alive.status == 200
                    if ready.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


def _is_nobody(process: int) -> None:
    """It runs as the image's user, may do nothing that root may, and is the first process of its own."""
    if not is_whole():
        return
    told = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines())
    assert set(told["Uid"].split()) == set(told["Gid"].split()) == {"10001"}
    assert [told[name].strip("\t0") for name in ("CapPrm", "CapEff", "CapBnd", "CapInh")] == [""] * 4
    assert told["NSpid"].split()[-1] == "1"


def _health(root: Path, port: int) -> int:
    """What the image's own question about its health ends with."""
    words = IMAGE.only("HEALTHCHECK").rest.partition(" CMD ")[2]
    assert words == '["python", "-S", "check_health.py"]'
    asked = [sys.executable, "-S", str(root / "app" / "check_health.py")]
    return subprocess.run(asked, env={"PORT": str(port)}, check=False).returncode


async def _answered_turn(address: str) -> list[str]:
    """What the bot says when somebody asks for all that is theirs."""
    said: list[dict[str, Any]] = []

    async def take(request: web.Request) -> web.Response:
        said.append(await request.json())
        return web.json_response({"id": "sent"}, status=201)

    connector = web.Application()
    connector.router.add_route("*", "/{path:.*}", take)
    async with TestServer(connector) as server, aiohttp.ClientSession() as http:
        activity = {
            "type": "message",
            "id": "said",
            "text": "min status",
            "channelId": "msteams",
            "serviceUrl": str(server.make_url("/")),
            "from": {"id": "29:anna", "aadObjectId": ANNA},
            "recipient": {"id": "28:vaxelvis"},
            "conversation": {"id": "personal-anna", "conversationType": "personal"},
        }
        async with http.post(f"{address}/api/messages", json=activity) as answer:
            assert answer.status == 200
    return [str(one["attachments"]) for one in said]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
