"""`make image` builds with the engine that there is; where there is none it says so aloud, and doesn't say done."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.sources import PROJECT

TOOLS = ("bash", "dirname", "git", "env")


def test_where_no_engine_answers_it_says_so_and_fails(tmp_path: Path) -> None:
    """Also where a client is installed whose engine isn't running, which is what `docker` often is."""
    _engine(tmp_path, "docker", answers=False)
    ended = _image(tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("NOT BUILT: there is no engine")
    assert "docs/container.md" in ended.stderr


@pytest.mark.parametrize("engine", ["docker", "podman", "buildah"])
def test_it_builds_with_the_engine_that_answers(engine: str, tmp_path: Path) -> None:
    """The project's Dockerfile, under the name that was asked for, with the revision that it is of."""
    _engine(tmp_path, engine, answers=True)
    ended = _image(tmp_path)
    assert ended.returncode == 0, ended.stderr
    said = ended.stdout.split()
    assert said[:2] == [engine, "build"]
    assert said[-1] == "."
    assert ("--format" in said) is (engine != "docker"), "or the health check would be left out"
    for option in ("--file Dockerfile", "--tag vaxelvis", "--build-arg REVISION="):
        assert option in ended.stdout
    assert "PYTHON_IMAGE" not in ended.stdout


def test_another_base_is_passed_on(tmp_path: Path) -> None:
    """A registry's own copy, or the base by its digest."""
    _engine(tmp_path, "docker", answers=True)
    ended = _image(tmp_path, PYTHON_IMAGE="registry.example/python:3.13.14-slim-trixie")
    assert "--build-arg PYTHON_IMAGE=registry.example/python:3.13.14-slim-trixie" in ended.stdout


def _engine(folder: Path, name: str, *, answers: bool) -> None:
    """A client of that name, which says what it is asked to build."""
    script = folder / name
    script.write_text(f'#!/bin/bash\n[ "$1" = info ] && exit {int(not answers)}\necho "{name} $*"\n', encoding="utf-8")
    script.chmod(0o755)


def _image(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run it where no other engine is on the path."""
    for tool in TOOLS:
        where = subprocess.run(["which", tool], capture_output=True, text=True, check=True).stdout.strip()
        (folder / tool).symlink_to(where)
    environment = {"PATH": str(folder), "HOME": os.environ.get("HOME", "/"), **settings}
    return subprocess.run(
        [folder / "bash", PROJECT / ".ci" / "image", "vaxelvis"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
