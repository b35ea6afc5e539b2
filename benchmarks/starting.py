"""Measures how long `python app.py` takes until it is ready, and what it holds in memory then.

    python -m benchmarks.starting [ROUNDS]     by default 5

Each start is a process of its own, with an empty SQLite file. A round starts every case once, beginning elsewhere each
time; ratios are to the bare server's start in the same round. Bytecode lies in a folder of this run's own, so that it
can be left out: the Python of container images comes without any of its standard library's.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from textwrap import indent

import yaml

from benchmarks.invented_people import large_municipality
from benchmarks.processes import free_port, module

PROJECT = Path(__file__).parents[1]
EXAMPLE = PROJECT / "examples" / "exempelkommun.yaml"
OURS = (sys.executable, "app.py")
ROUNDS = 5
LIMIT_SECONDS = 120.0
BARE = "bare aiohttp server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way to start. `bytecode` is the folder that has it; `cold`: what is on the disk has to be read from there."""

    name: str
    command: Sequence[str] = OURS
    file: Path = EXAMPLE
    bytecode: Path
    cold: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took, and its end."""

    seconds: float
    cpu_s: float
    memory_mb: float
    end_ms: float


def main() -> int:
    """Measure each case in rounds, and print a line for it; gives the exit status."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        cases = list(_cases(folder))
        for case in cases:
            _start(case, folder, writes=True)
        taken: dict[str, list[Start]] = {case.name: [] for case in cases}
        shutil.rmtree(folder / "no-standard-library" / sysconfig.get_path("stdlib").lstrip("/"))
        shutil.rmtree(folder / "none")
        for number in range(rounds):
            for case in (*cases[number % len(cases) :], *cases[: number % len(cases)]):
                taken[case.name].append(_start(case, folder))
    _tell(taken, rounds)
    return 0


def _cases(folder: Path) -> Iterator[Case]:
    all_of_it = folder / "all"
    yield Case(name=BARE, command=module("benchmarks.variants.bare"), bytecode=all_of_it)
    yield Case(name="ours, the example municipality", bytecode=all_of_it)
    for people in (500, 5_000):
        yield Case(name=f"ours, {people:,} people", file=_town(people, folder), bytecode=all_of_it)
    yield Case(name="  the example, from a cold disk", bytecode=all_of_it, cold=True)
    yield Case(name="  no bytecode of the standard library", bytecode=folder / "no-standard-library")
    yield Case(name="  no bytecode at all", bytecode=folder / "none")


def _town(people: int, folder: Path) -> Path:
    """The example municipality's file with so many people more."""
    text = EXAMPLE.read_text(encoding="utf-8")
    units = list(yaml.safe_load(text)["units"])
    more = {
        f"p{number}": {
            "entra_id": person.id.replace("e5e5e5e5", "e6e6e6e6"),
            "first_name": person.first_name,
            "last_name": person.last_name,
            "title": person.title,
            "unit": units[number % len(units)],
            "email": person.email,
            "mobile": person.mobile,
        }
        for number, person in enumerate(large_municipality(people, rare_names=True).people.values())
    }
    written = indent(yaml.safe_dump(more, allow_unicode=True, sort_keys=False), "  ")
    file = folder / f"{people}.yaml"
    file.write_text(text.replace("\npeople:\n", f"\npeople:\n{written}", 1), encoding="utf-8")
    return file


def _start(case: Case, folder: Path, *, writes: bool = False) -> Start:
    """Start it and wait until it is ready, then end it."""
    if case.cold:
        _forget_pages(case.bytecode)
    port, store = free_port(), folder / "store"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("MICROSOFT_", "PYTHONDONT"))},
        "PORT": str(port),
        "STORAGE": f"sqlite:{store / 'vaxelvis.db'}",
        "DIRECTORY": f"file:{case.file}",
        "PYTHONPYCACHEPREFIX": str(case.bytecode),
        **({} if writes else {"PYTHONDONTWRITEBYTECODE": "1"}),
    }
    command = case.command if case.command is OURS else (*case.command, str(port))
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_ready(port, process)
        seconds = time.monotonic() - began
        cpu_s, memory_mb = _used(process.pid)
        ending = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(LIMIT_SECONDS)
        return Start(seconds, cpu_s, memory_mb, (time.monotonic() - ending) * 1000)
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(store, ignore_errors=True)


def _wait_until_ready(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return when it says that it is ready; the bare server, which knows no such question, when it says anything."""
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status in (200, 404):
                return
        except OSError:
            time.sleep(0.01)
        finally:
            connection.close()
    raise SystemExit(f"it was not ready: {process.args!r}")


def _used(pid: int) -> tuple[float, float]:
    """Seconds of a processor, and megabytes in memory."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    ticks = int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _forget_pages(bytecode: Path) -> None:
    """Have the system let go of what it holds in memory of the files that a start reads, as far as it will."""
    for folder in (bytecode, Path(sys.prefix), PROJECT / "bot", Path(sysconfig.get_path("stdlib"))):
        for path in folder.rglob("*"):
            if path.suffix in (".pyc", ".so", ".py", ".toml") and path.is_file():
                file = os.open(path, os.O_RDONLY)
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(file)


def _tell(taken: Mapping[str, Sequence[Start]], rounds: int) -> None:
    print(f"Until ready, medians of {rounds} rounds; load now {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"  {'':40}{'seconds':>9}{'x bare':>8}{'CPU s':>8}{'x bare':>8}{'MB':>6}{'end ms':>8}")
    bare = taken[BARE]
    for name, starts in taken.items():
        clock = statistics.median(one.seconds for one in starts)
        cpu = statistics.median(one.cpu_s for one in starts)
        by_clock = statistics.median(one.seconds / base.seconds for one, base in zip(starts, bare, strict=True))
        by_cpu = statistics.median(one.cpu_s / base.cpu_s for one, base in zip(starts, bare, strict=True))
        memory = statistics.median(one.memory_mb for one in starts)
        end = statistics.median(one.end_ms for one in starts)
        print(f"  {name:40}{clock:>9.2f}{by_clock:>8.1f}{cpu:>8.2f}{by_cpu:>8.1f}{memory:>6.0f}{end:>8.0f}")


if __name__ == "__main__":
    sys.exit(main())
