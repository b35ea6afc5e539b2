"""Owns how a part of a file is read by a table of its keys. It must not know what a municipality is.

Nothing is turned into Python values by YAML's own rules, so its traps are none here: an unquoted `no` is the text
"no", 08:00 is not a number in base sixty, and a tag runs no code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.file_faults import FaultCode, Faults
from directory.yaml_events import Keyed, Listing, Node, Scalar

LONGEST_TEXT = 200
NEAR_ENOUGH = 0.6
"""How alike a word must be to what exists, from 0 to 1, to be suggested in its place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the file: what stands there, the keys that lead to it, and where its faults go."""

    node: Node
    path: str
    faults: Faults

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.node.line

    def fault(self, code: FaultCode, **params: object) -> None:
        """Note that something is wrong here."""
        self.faults.add(code, line=self.line, path=self.path, **params)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands here, as after a key with no value."""
        return isinstance(self.node, Scalar) and self.node.empty

    @property
    def is_scalar(self) -> bool:
        """Whether a single value stands here, not keys and not a list."""
        return isinstance(self.node, Scalar)

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        return isinstance(self.node, Listing)

    def has_key(self, *names: str) -> bool:
        """Whether one of these keys stands here; nothing is noted."""
        if not isinstance(self.node, Keyed):
            return False
        return any(isinstance(key, Scalar) and key.text in names for key, _ in self.node.pairs)

    def text(self) -> str | None:
        """The single value as it was written, with single spaces; None (a fault noted) where there isn't one."""
        if not isinstance(self.node, Scalar):
            self.fault(FaultCode.NOT_TEXT)
            return None
        text = " ".join(self.node.text.split())
        if self.is_empty or not text:
            self.fault(FaultCode.EMPTY)
        elif len(text) > LONGEST_TEXT:
            self.fault(FaultCode.TOO_LONG, most=LONGEST_TEXT)
        elif not text.isprintable():
            self.fault(FaultCode.UNPRINTABLE)
        else:
            return text
        return None

    def items(self) -> Iterator[tuple[Spot, Spot]]:
        """Each key and its value, noting keys that come twice; none (a fault noted) if these are not keys."""
        if not isinstance(self.node, Keyed):
            self.fault(FaultCode.EMPTY if self.is_empty else FaultCode.NOT_A_MAPPING)
            return
        first: dict[str, int] = {}
        for key_node, value_node in self.node.pairs:
            key = Spot(key_node, self.path, self.faults)
            name = key.text()
            if name is None:
                continue
            if name in first:
                key.fault(FaultCode.DUPLICATE_KEY, key=name, first=first[name])
                continue
            first[name] = key.line
            path = f"{self.path}.{name}" if self.path else name
            yield key, Spot(value_node, path, self.faults)

    def elements(self) -> Iterator[Spot]:
        """Each element of a list; none (a fault noted) if this is not a list."""
        if not isinstance(self.node, Listing):
            self.fault(FaultCode.EMPTY if self.is_empty else FaultCode.NOT_A_LIST)
            return
        for node in self.node.elements:
            yield Spot(node, self.path, self.faults)


@dataclass(frozen=True, slots=True)
class Field:
    """A key that a part of the file may have. `read` gives its value, or None with a fault noted."""

    read: Callable[[Spot], Any]
    required: bool = False


Shape = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Given:
    """What one part of the file gave: the values that were well-formed, and the line of every key that was there."""

    line: int
    path: str
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def get(self, key: str, default: Any = None) -> Any:
        """The key's value, or the default where the file says nothing."""
        return self.values.get(key, default)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def says(self, key: str) -> bool:
        """Whether the key was there, well-formed or not."""
        return key in self.lines

    def line_of(self, key: str) -> int:
        """The line of the key's value; that of the whole part where the key isn't given."""
        return self.lines.get(key, self.line)


def read_shape(spot: Spot, shape: Shape, *, line: int | None = None) -> Given:
    """The part's values, each read as its shape says; unknown, missing and repeated keys are noted as faults.

    `line` is the one to name for missing keys: that of the key which the part stands under.
    """
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    seen: set[str] = set()
    for key, value_spot in spot.items():
        name = str(key.text())
        seen.add(name)
        if name not in shape:
            key.fault(FaultCode.UNKNOWN_KEY, key=name, advice=advice(name, sorted(shape)))
            continue
        lines[name] = value_spot.line
        value = shape[name].read(value_spot)
        if value is not None:
            values[name] = value
    own_line = spot.line if line is None else line
    if isinstance(spot.node, Keyed):
        for name, field in shape.items():
            if field.required and name not in seen:
                spot.faults.add(FaultCode.MISSING_KEY, line=own_line, path=spot.path, key=name)
    return Given(line=own_line, path=spot.path, values=values, lines=lines)


def shaped(shape: Shape) -> Callable[[Spot], Given]:
    """A reader of a part with that shape."""
    return lambda spot: read_shape(spot, shape)


def keyed(shape: Shape, read_key: Callable[[Spot], object]) -> Callable[[Spot], Mapping[str, Given]]:
    """A reader of parts of one shape by key; `read_key` judges the keys, and what is badly named is read too."""

    def read(spot: Spot) -> Mapping[str, Given]:
        parts: dict[str, Given] = {}
        for key, value in spot.items():
            read_key(key)
            parts[str(key.text())] = read_shape(value, shape, line=key.line)
        return parts

    return read


def advice(word: str, known: Sequence[str]) -> str:
    """What to do about a word that isn't known: the nearest that is, if any is near."""
    best = process.extractOne(word, known, scorer=OSA.normalized_similarity, score_cutoff=NEAR_ENOUGH)
    if best is not None:
        return f"did you mean {best[0]!r}?"
    few = 14
    return f"choose from {', '.join(known)}" if len(known) <= few else "is it spelled as where it is defined?"
