"""Owns the making of a tree out of YAML: nodes of plain text with line numbers, refusing what could do harm.

PyYAML's own tree is made by recursion in C, so a deeply nested text ends the process, and an alias can stand for more
than memory holds. This one is made of the parser's events, in a loop, and knows neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from directory.file_faults import FaultCode, Faults

DEEPEST = 12
"""A municipality file's own parts nest half as deep."""

# The pure Python parser is the same but ten times slower; it is all there is where PyYAML was built without libyaml.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """Something in the file, with its line from 1."""

    line: int


@dataclass(slots=True)
class Scalar(Node):
    """A single value as it was written; `empty` where nothing was."""

    text: str
    empty: bool


@dataclass(slots=True)
class Listing(Node):
    """A list, in order."""

    elements: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Keyed(Node):
    """Keys and values by turns, in order; a key may come twice."""

    parts: list[Node] = field(default_factory=list)

    @property
    def pairs(self) -> list[tuple[Node, Node]]:
        """Each key with its value."""
        return list(zip(self.parts[::2], self.parts[1::2], strict=True))


def compose(text: str, faults: Faults) -> Node | None:
    """The text's tree, or None with faults noted: not YAML, nothing in it, nested too deeply, aliases or tags."""
    before = len(faults.found)
    root: Node | None = None
    try:
        root = _Composer(faults).compose(text)
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else _line_of_character(text, error)
        faults.add(FaultCode.SYNTAX, line=line, path="", why=_why(error))
    if root is None and len(faults.found) == before:
        faults.add(FaultCode.EMPTY, line=1, path="")
    return root if len(faults.found) == before else None


class _Composer:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._root: Node | None = None
        self._open: list[Listing | Keyed] = []

    def compose(self, text: str) -> Node | None:
        for event in yaml.parse(text, Loader=_LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent) and self._root is not None:
                self._faults.add(FaultCode.SYNTAX, line=line, path="", why="one file holds one document")
                return None
            if isinstance(event, yaml.CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._place(self._node(event, line))
                if len(self._open) > DEEPEST:
                    self._faults.add(FaultCode.SYNTAX, line=line, path="", why="it is nested too deeply")
                    return None
        return self._root

    def _node(self, event: yaml.NodeEvent, line: int) -> Node:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._faults.add(FaultCode.ALIAS, line=line, path="")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._faults.add(FaultCode.TAG, line=line, path="", tag=tag)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listing(line)
        if isinstance(event, yaml.MappingStartEvent):
            return Keyed(line)
        if isinstance(event, yaml.ScalarEvent):
            plain = bool(event.implicit[0])
            return Scalar(line, event.value, empty=plain and event.value in ("", "~"))
        return Scalar(line, "", empty=True)

    def _place(self, node: Node) -> None:
        if not self._open:
            self._root = node
        else:
            inside = self._open[-1]
            (inside.elements if isinstance(inside, Listing) else inside.parts).append(node)
        if isinstance(node, Listing | Keyed):
            self._open.append(node)


def _line_of_character(text: str, error: yaml.YAMLError) -> int:
    """The line of a character that YAML doesn't take; such an error tells its position alone."""
    return text.count("\n", 0, getattr(error, "position", 0)) + 1


def _why(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None)
    return " ".join(str(problem).split()) if problem else "it can't be read"
