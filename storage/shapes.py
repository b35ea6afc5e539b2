"""Owns how typed values become plain JSON and come back: small shapes that combine, checked as they are read.

A shape is written out field by field, so that what is stored is decided here and not by how a class happens to look.
Unknown fields are let through unread, so that a file written by the next version can be read; what lacks or is of
the wrong type is refused with its path and never with its value, which can be health data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from storage.document_store import Key, StoreError
from storage.instants import instant_from_text, instant_text

T = TypeVar("T")
EnumT = TypeVar("EnumT", bound=StrEnum)

REQUIRED: Any = object()
"""Says of a field that a stored value without it is broken."""


class StoredShapeError(StoreError):
    """A stored document isn't what it should be; `key` and `field` (`diversions[0].period.end`) say where."""

    def __init__(self, key: Key, field: str, reason: str):
        super().__init__(f"{key.kind} {key.partition}/{key.id}: {field or 'the body'} {reason}")
        self.key = key
        self.field = field


class Misshapen(Exception):
    """A value that isn't of its shape; its path grows on the way out, and `read_document` says which document."""

    def __init__(self, reason: str, path: str = ""):
        super().__init__(reason)
        self.reason = reason
        self.path = path

    def inside(self, step: str) -> Misshapen:
        """The same, seen from one level further out."""
        joint = "." if self.path and not self.path.startswith("[") else ""
        return Misshapen(self.reason, f"{step}{joint}{self.path}")


@dataclass(frozen=True, slots=True)
class Shape(Generic[T]):
    """One type's way to JSON and back; `read` raises Misshapen. `fields`: those of the record that it is, or holds."""

    write: Callable[[T], Any]
    read: Callable[[Any], T]
    fields: tuple[Stored, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """A field of a record, with the value that documents from before it was added are taken to have."""

    name: str
    shape: Shape[Any]
    missing: Any = field(default=REQUIRED)


def read_document(shape: Shape[T], key: Key, body: Mapping[str, Any]) -> T:
    """The value that the body holds; raises StoredShapeError."""
    try:
        return shape.read(body)
    except Misshapen as error:
        raise StoredShapeError(key, error.path, error.reason) from error


def plain(kind: type[T], called: str) -> Shape[T]:
    """A value that JSON has itself; true and false are no numbers."""

    def read(value: Any) -> T:
        if type(value) is not kind:
            raise Misshapen(f"is not {called}")
        return value

    return Shape(lambda value: value, read)


TEXT = plain(str, "a text")
NUMBER = plain(int, "a whole number")
FLAG = plain(bool, "true or false")


def _read_instant(value: Any) -> datetime:
    try:
        return instant_from_text(TEXT.read(value))
    except ValueError as error:
        raise Misshapen("is not an instant") from error


INSTANT: Shape[datetime] = Shape(instant_text, _read_instant)


def _read_day(value: Any) -> date:
    try:
        return date.fromisoformat(TEXT.read(value))
    except ValueError as error:
        raise Misshapen("is not a day") from error


DAY: Shape[date] = Shape(date.isoformat, _read_day)
SPAN: Shape[timedelta] = Shape(
    lambda span: span // timedelta(seconds=1), lambda value: timedelta(seconds=NUMBER.read(value))
)
"""A length of time, in whole seconds."""


def choice(kind: type[EnumT]) -> Shape[EnumT]:
    """An enum, by its value."""

    def read(value: Any) -> EnumT:
        try:
            return kind(value)
        except ValueError as error:
            raise Misshapen(f"is no {kind.__name__}") from error

    return Shape(lambda member: member.value, read)


def optional(shape: Shape[T]) -> Shape[T | None]:
    """The value, or null for None."""
    return Shape(
        lambda value: None if value is None else shape.write(value),
        lambda value: None if value is None else shape.read(value),
        shape.fields,
    )


def tuple_of(shape: Shape[T]) -> Shape[tuple[T, ...]]:
    """A list of them, in order."""

    def read(value: Any) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise Misshapen("is not a list")
        return tuple(_within(f"[{place}]", shape, item) for place, item in enumerate(value))

    return Shape(lambda items: [shape.write(item) for item in items], read, shape.fields)


def mapping_of(shape: Shape[T]) -> Shape[dict[str, T]]:
    """An object whose names are data."""

    def read(value: Any) -> dict[str, T]:
        return {name: _within(name, shape, item) for name, item in _object(value).items()}

    return Shape(lambda items: {name: shape.write(item) for name, item in items.items()}, read, shape.fields)


def record(kind: Callable[..., T], *fields: Stored) -> Shape[T]:
    """An object with these fields, each named as the value's attribute and constructor argument are."""

    def write(value: T) -> dict[str, Any]:
        return {one.name: one.shape.write(getattr(value, one.name)) for one in fields}

    def read(value: Any) -> T:
        stored = _object(value)
        arguments = {one.name: _field(one, stored) for one in fields}
        try:
            return kind(**arguments)
        except ValueError as error:
            raise Misshapen(f"is no {getattr(kind, '__name__', 'value')}") from error

    return Shape(write, read, fields)


def _field(one: Stored, stored: Mapping[str, Any]) -> Any:
    if one.name in stored:
        return _within(one.name, one.shape, stored[one.name])
    if one.missing is REQUIRED:
        raise Misshapen("is missing", one.name)
    return one.missing


def _within(step: str, shape: Shape[T], value: Any) -> T:
    try:
        return shape.read(value)
    except Misshapen as error:
        raise error.inside(step) from error


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise Misshapen("is not an object")
    return value
