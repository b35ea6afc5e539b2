"""What an expression of Bicep can come to, when not everything is known before a deployment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from tests.infra.bicep_syntax import BicepType

MOST_BRANCHES = 64


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only Azure knows, of a kind that may be known: string, int, bool, array, object or any."""

    kind: str = "any"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Each of these may be the value: the branches of a condition that isn't known."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A resource or module itself, or what is read of it further in: not known before it is there.

    `kind` is the resource's type, or the module's file; `number` is which of a loop's.
    """

    kind: str
    symbol: str
    path: tuple[str, ...] = ()
    number: int | None = None


Value: TypeAlias = (
    str | int | float | bool | Sequence["Value"] | Mapping[str, "Value"] | Unknown | OneOf | Reference | None
)


def one_of(values: Iterable[Value]) -> Value:
    """The branches as one value: those that are alike count once."""
    different: list[Value] = []
    for value in values:
        different.extend(one for one in branches(value) if one not in different)
    return different[0] if len(different) == 1 else OneOf(tuple(different))


def branches(value: Value) -> tuple[Value, ...]:
    """All that a value may be."""
    return value.values if isinstance(value, OneOf) else (value,)


def in_each_branch(of: Callable[..., Value], *arguments: Value) -> Value:
    """What comes of it, whichever branch the arguments take."""
    combined = list(product(*map(branches, arguments)))
    if len(combined) > MOST_BRANCHES:
        return Unknown()
    return one_of(of(*each) for each in combined)


def is_known(value: Value) -> bool:
    """Whether it is plain all through."""
    match value:
        case Unknown() | OneOf() | Reference():
            return False
        case dict():
            return all(map(is_known, value.values()))
        case list():
            return all(map(is_known, value))
    return True


def settled(value: Value) -> Value:
    """What is read of a resource that isn't there yet is simply unknown; a resource itself stays one."""
    match value:
        case Reference(_, _, path) if path:
            return Unknown()
        case OneOf(values):
            return one_of(map(settled, values))
    return value


def of_type(kind: BicepType, named: Mapping[str, BicepType]) -> Value:
    """What is known of a value from its type alone."""
    if kind.may_be_null:
        return Unknown()
    match kind.kind:
        case "union":
            return one_of(kind.literals)  # type: ignore[arg-type]
        case "name":
            return of_type(named[kind.name], named) if kind.name in named else Unknown()
        case "object" if kind.fields:
            return {name: of_type(inner, named) for name, inner in kind.fields.items()}
    return Unknown(kind.kind)


def is_of_type(value: Value, kind: BicepType, named: Mapping[str, BicepType]) -> bool:
    """Whether a value may be given where the type is asked for."""
    if isinstance(value, OneOf):
        return all(is_of_type(one, kind, named) for one in value.values)
    if kind.kind == "name":
        return kind.name not in named or is_of_type(value, named[kind.name], named)
    if kind.kind == "any" or (value is None and kind.may_be_null):
        return True
    if isinstance(value, Unknown):
        return value.kind in ("any", kind.kind) or (kind.kind == "union" and value.kind == "string")
    return _is_plainly(value, kind, named)


def _is_plainly(  # noqa: PLR0911 - a table of kinds
    value: Value, kind: BicepType, named: Mapping[str, BicepType]
) -> bool:
    match kind.kind:
        case "string":
            return isinstance(value, str)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "bool":
            return isinstance(value, bool)
        case "union":
            return value in kind.literals
        case "array":
            within = kind.of
            return isinstance(value, list) and (within is None or all(is_of_type(v, within, named) for v in value))
    if not isinstance(value, dict) or not kind.fields:
        return isinstance(value, dict)
    missing = {name for name, inner in kind.fields.items() if not inner.may_be_null} - set(value)
    fits = all(name in kind.fields and is_of_type(value[name], kind.fields[name], named) for name in value)
    return fits and not missing
