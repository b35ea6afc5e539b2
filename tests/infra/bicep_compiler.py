"""Microsoft's own compiler, where there is one: `bicep`, or the one within `az`."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

MISSING = "infra/ was not compiled: neither `bicep` nor `az bicep` is on the path. What it was held to: docs/azure.md"
SECONDS = 120


@cache
def compiler() -> tuple[str, ...]:
    """How it is started; nothing where there is none. `az bicep` would fetch one: only one that is there counts."""
    if found := shutil.which("bicep"):
        return (found,)
    inside_az = Path.home() / ".azure" / "bin" / "bicep"
    return (str(inside_az),) if inside_az.exists() else ()


def complaints(path: Path) -> list[str]:
    """What the compiler and its linter say of a file, with what each is about; its warnings, too."""
    verb, extra = ("build-params", ()) if path.suffix == ".bicepparam" else ("build", ())
    ran = subprocess.run(
        [*compiler(), verb, str(path), "--stdout", *extra], capture_output=True, text=True, check=False, timeout=SECONDS
    )
    told = [line for line in ran.stderr.splitlines() if ") : " in line]
    return told if told or ran.returncode == 0 else [f"{path.name}: the compiler ended with {ran.returncode}: {ran.stderr}"]
