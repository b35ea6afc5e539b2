"""Owns the port to whoever traces turns: each is a span, from its coming to its end. Only words of our own go in."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Protocol, Self


class Span(Protocol):
    """Something that is under way from `with` to its end."""

    def note(self, name: str, fact: str | int | float, /) -> None:
        """A fact about it."""

    def fails(self, why: str, /) -> None:
        """It did not come to what it was for."""

    def __enter__(self) -> Self:
        """It begins."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """It has ended."""


class Spans(Protocol):
    """What opens them."""

    def open(self, name: str, facts: Mapping[str, str | int | float] | None = None) -> Span:
        """A span, within what is under way."""


class _Untraced:
    """Nobody traces it."""

    def note(self, name: str, fact: str | int | float, /) -> None:
        """Nothing."""

    def fails(self, why: str, /) -> None:
        """Nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """Nothing."""

    def open(self, name: str, facts: Mapping[str, str | int | float] | None = None) -> Span:
        """Itself."""
        return self


UNTRACED: Spans = _Untraced()
