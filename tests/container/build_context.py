"""Owns which files a container's build gets to see: .dockerignore, by the rules that the builders share.

A line is a pattern, or `!` and a pattern that takes back what was ignored; the last that fits decides. A pattern fits a
path, or a folder that the path lies in; `*` and `?` stand for letters of one name, `**` for any folders.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

NEVER_LOOKED_INTO = {".git", ".venv", ".local", "node_modules"}
"""Too large to walk through for a test; that they are ignored is asked of one path in each."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of the file. `takes_back`: what fits is let in after all."""

    fits: re.Pattern[str]
    takes_back: bool


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """The patterns of a .dockerignore, in their order."""
    lines = (line.strip() for line in text.splitlines() if not line.startswith("#"))
    return tuple(_pattern(line) for line in lines if line)


def is_let_in(path: str, patterns: Sequence[Pattern]) -> bool:
    """Whether the build sees that path, which is written with slashes from the top."""
    parts = path.split("/")
    above = ["/".join(parts[: number + 1]) for number in range(len(parts))]
    let_in = True
    for pattern in patterns:
        if pattern.takes_back != let_in and any(pattern.fits.fullmatch(one) for one in above):
            let_in = pattern.takes_back
    return let_in


def let_in(folder: Path) -> Iterator[str]:
    """Each file below the folder that a build there sees."""
    patterns = read_patterns((folder / ".dockerignore").read_text(encoding="utf-8"))
    yield from (path for path in _files(folder, "") if is_let_in(path, patterns))


def _files(folder: Path, above: str) -> Iterator[str]:
    for entry in sorted(folder.iterdir()):
        path = f"{above}{entry.name}"
        if entry.name in NEVER_LOOKED_INTO:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry, f"{path}/")
        else:
            yield path


def _pattern(line: str) -> Pattern:
    takes_back = line.startswith("!")
    path = posixpath.normpath(line.removeprefix("!").strip()).removeprefix("/")
    return Pattern(re.compile("".join(_pieces(path))), takes_back)


def _pieces(path: str) -> Iterator[str]:
    """The pattern as a regular expression, piece by piece."""
    for piece in re.findall(r"\*\*/|\*\*|\*|\?|\[[^\]]*\]|\\.|.", path):
        match piece:
            case "**/":
                yield r"(?:.*/)?"
            case "**":
                yield r".*"
            case "*":
                yield r"[^/]*"
            case "?":
                yield r"[^/]"
            case _ if piece.startswith("["):
                yield piece
            case _:
                yield re.escape(piece[-1])
