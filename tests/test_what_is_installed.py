"""What is installed is what was looked at: each thing by one version and the digests of its files, from one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sources import PROJECT

LOCKS = sorted(PROJECT.glob("requirements*.txt"))
DIGEST = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(lock: Path) -> list[str]:
    """Each requirement of a lock, with its digests, as one line."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_requirement_is_one_version_with_digests(lock: Path) -> None:
    """No range, no address, no folder, no other index: a supplier who is taken over can't change what is here."""
    faults = [
        entry.split()[0]
        for entry in entries(lock)
        if not re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[\w.+!]+( ;[^-]*)? +--hash", entry) or not DIGEST.search(entry)
    ]
    assert entries(lock)
    assert faults == []


def test_nothing_is_installed_without_its_digest() -> None:
    """Neither by make, nor where the image is built, nor by the checks of a push."""
    checks = (path for path in PROJECT.glob(".ci/*") if path.is_file())
    for script in (PROJECT / "Makefile", *PROJECT.glob("Dockerfile*"), *checks):
        text = script.read_text(encoding="utf-8").replace("\\\n", " ")
        for line in text.splitlines():
            if re.search(r"\bpip (install|download)\b.* -r ", line):
                assert "--require-hashes" in line, f"{script.name}: {line.strip()}"
