"""The package is the same bytes wherever and whenever it is built, and holds what Teams takes and nothing else."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from infra.teams.archive import package
from tests.package.built import built, example, own
from tests.sources import PROJECT

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}


def test_it_is_the_same_wherever_it_is_built(tmp_path: Path) -> None:
    """In another process with another clock, language and mask, to the last byte (docs/teams-app.md has the rest)."""
    environment = {**os.environ, **ELSEWHERE}
    command = [sys.executable, "-m", "infra.teams", "--to", str(tmp_path)]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, umask=0o077, timeout=60)
    (written,) = tmp_path.iterdir()
    assert written.read_bytes() == built()


def test_nothing_of_the_machine_is_in_it() -> None:
    """No time, no owner, no compressor's own way; the files lie at the top, the manifest first."""
    with zipfile.ZipFile(io.BytesIO(built())) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["manifest.json", "color.png", "outline.png", "en.json"]
    for entry in entries:
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.compress_type, entry.create_system, entry.external_attr) == (
            zipfile.ZIP_STORED,
            3,
            0o100644 << 16,
        )
        assert (entry.extra, entry.comment, entry.flag_bits, entry.create_version) == (b"", b"", 0, 20)


def test_another_municipality_has_another_package() -> None:
    """The parameters are what tells them apart, and nothing of the example is left."""
    theirs = package(own())
    assert theirs != package(example())
    assert b"xempelkommun" not in theirs
    assert b"00000000-0000" not in theirs
