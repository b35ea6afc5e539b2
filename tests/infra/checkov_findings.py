"""What checkov says of infra/, and what is amiss with how it is passed over: kept under .local by what it looked at."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.infra.infra_files import INFRA
from tests.sources import PROJECT

HERE = Path(__file__).parent
PLANTED = HERE / "planted"
ITS_OWN = PROJECT / ".local" / "checkov"
PASSED_OVER = re.compile(r"//\s*checkov:skip=(\w+)(?::\s*(.*))?")
BROKEN = re.compile(r"Failed to run check (\w+) on (.+):")
WORDS_OF_A_REASON = 3
SECONDS = 300

Findings = Mapping[str, Any]


def findings() -> tuple[Findings, Findings]:
    """Of infra/ and of what is planted: asked once for both, for it takes seconds to begin."""
    kept = PROJECT / ".local" / "checkov-found" / f"{_looked_at()}.json"
    if not kept.exists():
        found = _asked(INFRA, PLANTED)
        kept.parent.mkdir(parents=True, exist_ok=True)
        for older in kept.parent.glob("*.json"):
            older.unlink()
        kept.write_text(json.dumps(found), encoding="utf-8")
    of_infra, of_planted = json.loads(kept.read_text(encoding="utf-8"))
    return of_infra, of_planted


def _looked_at() -> str:
    files = (
        *sorted(INFRA.rglob("*.bicep")),
        *sorted(PLANTED.glob("*.bicep")),
        HERE / "checkov.txt",
        HERE / "checkov_run.py",
    )
    looked_at = hashlib.sha256()
    for path in files:
        looked_at.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return looked_at.hexdigest()


def _asked(*folders: Path) -> Sequence[Findings]:
    python = ITS_OWN / "bin" / "python"
    assert python.exists(), "checkov is not there: run make test, or make .local/checkov/.installed"
    command = [python, HERE / "checkov_run.py", *folders]
    # What this process is told of Python isn't for another one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS, env=environment)
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: Sequence[Findings] = json.loads(ran.stdout)
    return found


def faults_of(found: Findings, folder: Path) -> Iterator[str]:
    """What was found and not passed over, what couldn't be read, and what is passed over without need or reason."""
    yield from (f"can't be read: {path}" for path in found["unread"])
    for one in found["failed"]:
        yield f"{one['file']}:{one['line']}: {one['check']}: {one['says']} ({one['resource']})"
    needed = {(one["file"], one["check"]) for one in found["skipped"]}
    for line in found["broken"]:
        broken = BROKEN.search(line)
        # A check that can't take what is there is passed over like one that finds what is meant.
        if broken is None or not any(broken[2].endswith(f"/{file}") and broken[1] == check for file, check in needed):
            yield f"a check broke: {line}"
    for path in sorted(folder.rglob("*.bicep")):
        name = path.relative_to(folder).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if (passed := PASSED_OVER.search(line)) is None:
                continue
            if len((passed[2] or "").split()) < WORDS_OF_A_REASON:
                yield f"{name}:{number}: {passed[1]} is passed over without a reason"
            if (name, passed[1]) not in needed:
                yield f"{name}:{number}: {passed[1]} is passed over, and finds nothing"
