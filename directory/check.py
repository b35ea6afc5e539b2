"""Owns the command `check-directory FILE`: says everything that is wrong in a municipality file, or what it holds.

A file with `entra` in it is a frame, whose people are in Entra; it is judged as one.
It writes for an administrator at a terminal, in English, a line a fault that an editor can jump to.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from directory.file_faults import BadMunicipalityFile
from directory.graph.frame_file import is_frame, parse_frame
from directory.municipality_file import parse_municipality, read_bytes

SOUND, FAULTY = 0, 1


def check_directory(path: Path, *, out: TextIO | None = None, errors: TextIO | None = None) -> int:
    """The command's exit status: 0 when the file can be used, 1 when it has faults, each then told by its line.

    It writes to standard output and standard error unless told otherwise.
    """
    try:
        holds = _held(read_bytes(path))
    except BadMunicipalityFile as bad:
        lines = [f"{path}:{fault.line}: {fault}" for fault in bad.faults]
        number = "1 fault" if len(lines) == 1 else f"{len(lines)} faults"
        (errors or sys.stderr).write("\n".join((*lines, f"{number}: nothing of the file is used.")) + "\n")
        return FAULTY
    (out or sys.stdout).write(f"{path}: {holds}. No faults.\n")
    return SOUND


def _held(content: bytes) -> str:
    if is_frame(content):
        frame = parse_frame(content)
        units, groups = _several(len(frame.declared), "declared unit"), _several(len(frame.groups), "answer group")
        return f"{frame.around.name}: people from Entra, {units}, {groups}"
    town = parse_municipality(content).municipality
    return f"{town.name}: {len(town.people)} people, {len(town.units)} units, {len(town.groups)} answer groups"


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
