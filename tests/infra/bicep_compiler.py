"""Microsoft's own compiler, where there is one: `bicep`, or that within `az`. A run without it says so at its end."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

MARKER = "bicep_compiler"
MISSING = (
    "infra/ was not compiled: there is no `bicep` here, nor one within `az` (docs/azure.md says what it was held to)"
)
SECONDS = 120


@cache
def compiler() -> tuple[str, ...]:
    """How it is started; nothing where there is none. `az bicep` would fetch one: only one that is there counts."""
    if found := shutil.which("bicep"):
        return (found,)
    inside_az = Path.home() / ".azure" / "bin" / "bicep"
    return (str(inside_az),) if inside_az.exists() else ()


def complaints(path: Path, started_by: Sequence[str]) -> list[str]:
    """What the compiler and its linter say of a file; warnings, too."""
    command = [*started_by, "build", str(path), "--stdout"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    told = [line for line in ran.stderr.splitlines() if ") : " in line]
    if ran.returncode and not told:
        told = [f"{path.name}: the compiler ended with {ran.returncode}: {ran.stderr}"]
    return told


def leave_out_compiling(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take those out that need the compiler where there is none."""
    need_it = [item for item in items if item.get_closest_marker(MARKER)]
    if need_it and not compiler():
        items[:] = [item for item in items if item not in need_it]
        config.hook.pytest_deselected(items=need_it)


def say_what_was_not_compiled(reporter: pytest.TerminalReporter) -> None:
    """In the last lines of a run."""
    if not compiler():
        reporter.write_line(MISSING)
