"""What a Bicep file says, as plain values: its expressions and declarations. `bicep_parsing.py` makes them from text.

Nothing here knows what a resource of Azure may hold; that is `azure_types.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a truth value or null."""

    value: int | bool | None


@dataclass(frozen=True, slots=True)
class Text:
    """A string: what stands in it as it is, and expressions between."""

    parts: tuple[str | Expression, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A symbol; a nested resource is named `outer::inner`."""

    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """`target.name`, or `target.?name`."""

    target: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """`target[key]`."""

    target: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`, or a method of `target`."""

    function: str
    arguments: tuple[Expression, ...]
    target: Expression | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator between two, or before one."""

    operator: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`condition ? then : otherwise`."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Items:
    """An array."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: keys, which may be worked out, and values in their order."""

    fields: tuple[tuple[Expression, Expression], ...]

    def named(self, name: str) -> Expression | None:
        """The value of a key that is written out."""
        return next((value for key, value in self.fields if key == Text((name,))), None)


@dataclass(frozen=True, slots=True)
class Each:
    """`[for item, index in over: if (condition) body]`."""

    item: str
    index: str | None
    over: Expression
    condition: Expression | None
    body: Expression


@dataclass(frozen=True, slots=True)
class Lambda:
    """`(parameters) => body`."""

    parameters: tuple[str, ...]
    body: Expression


Expression: TypeAlias = (
    Literal | Text | Name | Member | Index | Call | Operation | Choice | Items | Fields | Each | Lambda
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BicepType:
    """A type as it is written. `kind`: string, int, bool, object, array, union (of literals), name or any."""

    kind: str
    of: BicepType | None = None
    literals: tuple[object, ...] = ()
    fields: Mapping[str, BicepType] = field(default_factory=dict)
    name: str = ""
    may_be_null: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What every declaration has."""

    symbol: str
    line: int
    decorators: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)

    @property
    def is_secure(self) -> bool:
        """Whether it is kept out of the deployment's history."""
        return "secure" in self.decorators


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Declared):
    """`param`."""

    type: BicepType
    default: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable(Declared):
    """`var`; in a parameters file, what a parameter is given."""

    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Output(Declared):
    """`output`."""

    type: BicepType
    value: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Declared):
    """What a resource and a module share: a body, perhaps under a condition, perhaps one for each of something."""

    body: Fields
    condition: Expression | None
    each: Each | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Body):
    """`resource`; `outer` is the symbol that it is nested in."""

    type: str
    version: str
    existing: bool
    outer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Module(Body):
    """`module`: another file, with parameters."""

    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Declared):
    """`func`."""

    value: Lambda


@dataclass(slots=True, kw_only=True)
class BicepFile:
    """A file's declarations by their symbols, and what couldn't be read of it."""

    path: Path
    text: str
    scope: str = "resourceGroup"
    parameters: dict[str, Parameter] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    modules: dict[str, Module] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    types: dict[str, BicepType] = field(default_factory=dict)
    using: str = ""
    """In a parameters file, whose parameters they are."""
    faults: list[str] = field(default_factory=list)

    def at(self, line: int, fault: str) -> str:
        """A fault as an editor finds it."""
        return f"{self.path.name}:{line}: {fault}"


def inner(expression: Expression) -> Iterator[Expression]:  # noqa: C901, PLR0912 - a table of kinds
    """What an expression is made of, one step down."""
    match expression:
        case Text(parts):
            yield from (part for part in parts if not isinstance(part, str))
        case Member(target, _):
            yield target
        case Index(target, key):
            yield from (target, key)
        case Call(_, arguments, target):
            yield from arguments
            if target is not None:
                yield target
        case Operation(_, operands):
            yield from operands
        case Choice(condition, then, otherwise):
            yield from (condition, then, otherwise)
        case Items(items):
            yield from items
        case Fields(fields):
            for key, value in fields:
                yield from (key, value)
        case Each(_, _, over, condition, body):
            yield over
            if condition is not None:
                yield condition
            yield body
        case Lambda(_, body):
            yield body


def everything_in(expression: Expression) -> Iterator[Expression]:
    """An expression and all that is in it."""
    yield expression
    for part in inner(expression):
        yield from everything_in(part)
