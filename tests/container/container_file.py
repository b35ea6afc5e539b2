"""Owns how Dockerfile is read: its instructions, stage by stage, its arguments filled in with their defaults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tests.sources import PROJECT

TEXT = (PROJECT / "Dockerfile").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction, its lines joined: `RUN` and what follows it."""

    word: str
    rest: str

    @property
    def words(self) -> Sequence[str]:
        """What follows, word by word: of the exec form the words in its list."""
        return json.loads(self.rest) if self.rest.startswith("[") else self.rest.split()


@dataclass(frozen=True, slots=True)
class Stage:
    """From one FROM to the next."""

    base: str
    name: str
    instructions: tuple[Instruction, ...]

    def all(self, word: str) -> tuple[Instruction, ...]:
        """The instructions that begin with that word."""
        return tuple(one for one in self.instructions if one.word == word)

    def only(self, word: str) -> Instruction:
        """The one instruction that begins with that word; raises ValueError when there isn't just one."""
        (one,) = self.all(word)
        return one

    def values(self, word: str) -> Mapping[str, str]:
        """What ENV, ARG or LABEL give names to."""
        pairs = re.findall(r'([\w.]+)=("[^"]*"|\S*)', " ".join(one.rest for one in self.all(word)))
        return {name: value.strip('"') for name, value in pairs}


def stages(text: str = TEXT) -> tuple[Stage, ...]:
    """All stages of a Dockerfile, the image itself last."""
    made: list[Stage] = []
    defaults: dict[str, str] = {}
    for one in _instructions(text):
        if one.word == "FROM":
            base, _, name = one.rest.partition(" AS ")
            made.append(Stage(_filled(base, defaults), name, ()))
        elif not made:
            defaults |= dict(re.findall(r"(\w+)=(\S*)", one.rest))
        else:
            last = made[-1]
            made[-1] = Stage(last.base, last.name, (*last.instructions, one))
    return tuple(made)


def copied(stage: Stage, seen: Sequence[str]) -> Mapping[str, str]:
    """What the stage's COPYs take of the files that a build sees: each file, and where in the image it comes to lie."""
    workdir, found = PurePosixPath("/"), dict[str, str]()
    for one in stage.instructions:
        if one.word == "WORKDIR":
            workdir /= one.rest
        elif one.word == "COPY" and not one.rest.startswith("--from"):
            *sources, target = one.words
            for source in sources:
                found |= {path: str(workdir / target / inside) for path, inside in _taken(source, seen)}
    return found


def _taken(source: str, seen: Sequence[str]) -> Iterator[tuple[str, str]]:
    for path in seen:
        if source.endswith("/") and path.startswith(source):
            yield path, path.removeprefix(source)
        elif "/" not in path and Path(path).match(source):
            yield path, path


def _instructions(text: str) -> Iterator[Instruction]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for joined in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        word, _, rest = joined.partition(" ")
        yield Instruction(word.upper(), " ".join(rest.split()))


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], text)
