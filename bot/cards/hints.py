"""Owns what an annotation of a card's property says of a value: whether it fits, and as what it is kept.

Each annotation is turned into a function once, since a card sets a hundred properties. It must not know any part.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin

Reader: TypeAlias = Callable[[object], object]
"""Gives the value as it is kept (a sequence as a tuple, a text escaped), or UNFIT."""
UNFIT = object()


def reader(hint: Any) -> Reader:
    """The reader of an annotation: a class, Any, a union, a Literal of texts, Sequence, Mapping, or Annotated text."""
    if hint is Any:
        return lambda value: value
    make = _MAKERS.get(get_origin(hint))
    return _of_class(hint) if make is None else make(get_args(hint))


def _of_class(kind: type) -> Reader:
    accepted = (int, float) if kind is float else (kind,)

    def read(value: object) -> object:
        # A bool is an int to Python, but not to a card.
        fits = isinstance(value, accepted) and (kind is bool or not isinstance(value, bool))
        return value if fits else UNFIT

    return read


def _union(alternatives: tuple[Any, ...]) -> Reader:
    readers = [reader(alternative) for alternative in alternatives]

    def read(value: object) -> object:
        return next((kept for kept in (one(value) for one in readers) if kept is not UNFIT), UNFIT)

    return read


def _literal(words: tuple[Any, ...]) -> Reader:
    allowed = frozenset(words)
    return lambda value: value if isinstance(value, str) and value in allowed else UNFIT


def _annotated(arguments: tuple[Any, ...]) -> Reader:
    escape: Callable[[str], str] = arguments[1]
    return lambda value: escape(value) if isinstance(value, str) else UNFIT


def _sequence(arguments: tuple[Any, ...]) -> Reader:
    read_one = reader(arguments[0])

    def read(value: object) -> object:
        if not isinstance(value, list | tuple):
            return UNFIT
        kept = tuple(read_one(item) for item in value)
        return UNFIT if any(item is UNFIT for item in kept) else kept

    return read


def _mapping(arguments: tuple[Any, ...]) -> Reader:
    read_key, read_value = reader(arguments[0]), reader(arguments[1])

    def read(value: object) -> object:
        if not isinstance(value, Mapping):
            return UNFIT
        kept = {read_key(key): read_value(inner) for key, inner in value.items()}
        return UNFIT if UNFIT in kept or any(inner is UNFIT for inner in kept.values()) else kept

    return read


_MAKERS: Mapping[Any, Callable[[tuple[Any, ...]], Reader]] = {
    Union: _union,
    types.UnionType: _union,
    Literal: _literal,
    Annotated: _annotated,
    Sequence: _sequence,
    Mapping: _mapping,
}
