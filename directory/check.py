"""Owns the command `check-directory FILE`: says everything that is wrong in a municipality file, or what it holds.

It writes for an administrator at a terminal, in English, a line a fault that an editor can jump to.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from directory.file_faults import BadMunicipalityFile
from directory.municipality_file import load_municipality

SOUND, FAULTY = 0, 1


def check_directory(path: Path, *, out: TextIO | None = None, errors: TextIO | None = None) -> int:
    """The command's exit status: 0 when the file can be used, 1 when it has faults, each then told by its line.

    It writes to standard output and standard error unless told otherwise.
    """
    try:
        town = load_municipality(path)
    except BadMunicipalityFile as bad:
        lines = [f"{path}:{fault.line}: {fault}" for fault in bad.faults]
        number = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
        (errors or sys.stderr).write("\n".join((*lines, f"{number}: nothing of the file is used.")) + "\n")
        return FAULTY
    holds = f"{len(town.people)} people, {len(town.units)} units, {len(town.groups)} answer groups"
    (out or sys.stdout).write(f"{path}: {town.name}: {holds}. No faults.\n")
    return SOUND
