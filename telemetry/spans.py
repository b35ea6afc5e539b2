"""Owns what is under way: the turn or job that whatever happens now belongs to, for log lines and for spans.

It follows what is done through asyncio by itself, errands that are left to be done right after a turn too. Where
traces are off a turn has no more than an id of its own, so that its log lines can be found together: that costs nothing
that can be measured. What is noted of a span is a word of our own or a number; see docs/telemetry.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar, Token
from random import getrandbits
from types import TracebackType
from typing import Protocol, Self

Fact = str | int | float


class Span(Protocol):
    """Something that is under way from `with` to its end."""

    @property
    def ids(self) -> Mapping[str, str]:
        """What a log line says to be found by."""

    def note(self, name: str, fact: Fact) -> None:
        """A fact about it; the same name again takes the place of the first."""

    def adds(self, name: str, number: float) -> None:
        """Add to a number about it, 0 before."""

    def fails(self, why: str) -> None:
        """It did not come to what it was for: a word of our own."""

    def __enter__(self) -> Self:
        """It is what is under way from now on."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """It has ended; what was under way before it is so again."""


class Spans(Protocol):
    """What opens them."""

    def open(self, name: str, facts: Mapping[str, Fact] | None = None) -> Span:
        """A span, within what is under way; `with` begins it."""


UNDER_WAY: ContextVar[Span | None] = ContextVar("under_way", default=None)


def ids_now() -> Mapping[str, str]:
    """What a log line that is written now is found by; nothing outside any turn or job."""
    span = UNDER_WAY.get()
    return {} if span is None else span.ids


def note_now(name: str, fact: Fact) -> None:
    """A fact about what is under way."""
    span = UNDER_WAY.get()
    if span is not None:
        span.note(name, fact)


class Numbered:
    """A span that is nothing but an id for log lines."""

    __slots__ = ("_before", "_ids")

    def __init__(self, name: str) -> None:
        self._ids = {f"{name}_id": f"{getrandbits(64):016x}"}
        self._before: Token[Span | None] | None = None

    @property
    def ids(self) -> Mapping[str, str]:
        """Its own."""
        return self._ids

    def note(self, name: str, fact: Fact) -> None:
        """Nobody keeps it."""

    def adds(self, name: str, number: float) -> None:
        """Nobody keeps it."""

    def fails(self, why: str) -> None:
        """Nobody keeps it."""

    def __enter__(self) -> Self:
        self._before = UNDER_WAY.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        if self._before is not None:
            UNDER_WAY.reset(self._before)


class NumberedSpans:
    """The Spans of a process whose traces are off."""

    def open(self, name: str, facts: Mapping[str, Fact] | None = None) -> Span:
        """One that has an id."""
        return Numbered(name)
