"""Owns which files `az acr build` packs for the registry: it reads .dockerignore by rules of its own.

A part `**` stands for anything at all and takes the slash after it along; a line without `!` keeps a slash at its end,
and so fits nothing. The line that decides a folder decides what is in it, unless a later one fits. It is written from
the CLI's own source (azure-cli, `acr/_archive_utils.py`, of 2025), which says nothing of what it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.container.build_context import NEVER_LOOKED_INTO, Pattern


def read_as_az(text: str) -> tuple[Pattern, ...]:
    """The patterns of a .dockerignore, in their order."""
    lines = (line.rstrip() for line in text.splitlines() if not line.startswith("#"))
    return tuple(_pattern(line) for line in lines if line)


def packed(folder: Path, text: str) -> Iterator[str]:
    """Each file below the folder that is sent to the registry."""
    yield from _packed(folder, "", read_as_az(text), (True, -1))


def _packed(folder: Path, above: str, patterns: Sequence[Pattern], decided: tuple[bool, int]) -> Iterator[str]:
    for entry in sorted(folder.iterdir()):
        if entry.name in NEVER_LOOKED_INTO:
            continue
        path = f"{above}{entry.name}"
        now = _decided(path, patterns, decided)
        if entry.is_dir() and not entry.is_symlink():
            yield from _packed(entry, f"{path}/", patterns, now)
        elif now[0]:
            yield path


def _decided(path: str, patterns: Sequence[Pattern], above: tuple[bool, int]) -> tuple[bool, int]:
    """Whether the path is in, and by which line: the last that fits, of those after the one that decided its folder."""
    for place in range(len(patterns) - 1, above[1], -1):
        if patterns[place].fits.fullmatch(path):
            return patterns[place].takes_back, place
    return above


def _pattern(line: str) -> Pattern:
    takes_back = line.startswith("!")
    path = line.removeprefix("!").removeprefix("/").rstrip("/") if takes_back else line
    parts = [".*" if part == "**" else f"{_part(part)}/" for part in path.split("/")]
    return Pattern(re.compile("".join(parts).removesuffix("/")), takes_back)


def _part(part: str) -> str:
    return re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
