"""The shapes that Microsoft Graph publishes, read out of Microsoft's own SDK, which is generated from Graph's metadata.

The package is fetched by `make` into .local/graph, by the hash in published.txt, and never installed: it is read as an
archive, module by module as they are asked for. What a stand-in says, and what is said to it, is held against them.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import UUID

FOLDER = Path(__file__).parents[2] / ".local" / "graph"
ROOT = "msgraph/generated"
MODELS = f"{ROOT}/models"
TYPE = "@odata.type"
NAMESPACE = "#microsoft.graph."
SENDERS = ("send_async", "send_collection_async", "send_primitive_async", "send_no_response_content_async")


class NotPublished(AssertionError):
    """Graph publishes no such thing."""


def _is_instant(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_guid(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


PRIMITIVES: Mapping[str, Any] = {
    "str": lambda value: isinstance(value, str),
    "bool": lambda value: isinstance(value, bool),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "float": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "datetime": _is_instant,
    "date": lambda value: isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value),
    "time": lambda value: isinstance(value, str) and re.fullmatch(r"\d\d:\d\d:\d\d(\.\d+)?", value),
    "timedelta": lambda value: isinstance(value, str) and value.startswith(("P", "-P")),
    "uuid": _is_guid,
    "UUID": _is_guid,
    "bytes": lambda value: isinstance(value, str),
}


@dataclass(frozen=True, slots=True)
class _Field:
    """How a property is read: the reader's name in the SDK, and the type that it is given, as its module names it."""

    reader: str
    of: str
    module: str


@dataclass(frozen=True, slots=True)
class PublishedType:
    """A type by the module that holds it."""

    module: str
    name: str

    def check(self, value: Any, at: str = "") -> None:
        """Raise AssertionError unless the value, parsed JSON, is of the type. Annotations (`@...`) may be anything."""
        at = at or self.name
        if _is_enum(self.module, self.name):
            assert value in _enum_values(self.module, self.name), f"{at}: {value!r} is none of {self.name}"
            return
        assert isinstance(value, dict), f"{at}: {value!r} is no object"
        shape = self._as_said(value)
        for key, held in value.items():
            if "@" not in key:
                shape.check_property(key, held, at)

    def check_property(self, key: str, held: Any, at: str) -> None:
        """Raise AssertionError unless the type has that property, and it may hold this."""
        # The parameters of some actions are published as `StartTime`, and written `startTime` in their own examples.
        found = self.properties.get(key) or self.properties.get(key[:1].upper() + key[1:])
        assert found is not None, f"{at}: {self.name} has no {key!r}"
        if held is not None:
            self._check_field(found, held, f"{at}.{key}")

    def of_property(self, key: str) -> PublishedType | None:
        """The type of what a property holds, or of each that it holds; None for primitives."""
        found = self.properties[key]
        return None if found.of in PRIMITIVES or not found.of else _resolved(found.module, found.of)

    @property
    def properties(self) -> Mapping[str, _Field]:
        """Its properties, and those of the types that it extends."""
        return _properties(self.module, self.name)

    def _as_said(self, value: Mapping[str, Any]) -> PublishedType:
        """What it says to be itself, which may extend this type."""
        said = value.get(TYPE)
        return type_named(said.removeprefix(NAMESPACE)) if isinstance(said, str) and NAMESPACE in said else self

    def _check_field(self, field: _Field, held: Any, at: str) -> None:
        each = [held]
        if field.reader.startswith("get_collection"):
            assert isinstance(held, list), f"{at}: {held!r} is no list"
            each = held
        for one in each:
            if field.of in PRIMITIVES:
                assert PRIMITIVES[field.of](one), f"{at}: {one!r} is no {field.of}"
            else:
                _resolved(field.module, field.of).check(one, at)


@dataclass(frozen=True, slots=True)
class Operation:
    """What can be done at a path: what it takes, what it gives, and the query parameters that it knows."""

    body: PublishedType | None
    answer: PublishedType | None
    parameters: frozenset[str]


@cache
def type_named(name: str) -> PublishedType:
    """The type as Graph names it, such as `user` or `automaticRepliesSetting`; raises NotPublished."""
    module = f"{MODELS}/{_snake(name)}.py"
    _source(module)
    return PublishedType(module, name[0].upper() + name[1:])


@cache
def operation(method: str, path: str) -> Operation:
    """What Graph publishes of a method at a path such as `/users/{id}/presence`; raises NotPublished."""
    folder = "/".join(("item" if part.startswith("{") else _snake(part)) for part in path.strip("/").split("/"))
    found = [name for name in _names() if re.fullmatch(rf"{ROOT}/{folder}/[a-z_]+_request_builder\.py", name)]
    if len(found) != 1:
        raise NotPublished(f"{path} is not in Graph's published metadata")
    source = _source(found[0])
    function = next(
        (node for node in ast.walk(source) if isinstance(node, ast.AsyncFunctionDef) and node.name == method.lower()),
        None,
    )
    if function is None:
        raise NotPublished(f"{method} {path} is not in Graph's published metadata")
    body = next((arg.annotation for arg in function.args.args if arg.arg == "body"), None)
    return Operation(
        body=None if body is None else _resolved(found[0], ast.unparse(body)),
        answer=_answer(found[0], function),
        parameters=frozenset(_parameters(source, method)),
    )


def _answer(module: str, function: ast.AsyncFunctionDef) -> PublishedType | None:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SENDERS:
            of = ast.unparse(node.args[1]) if len(node.args) > 2 else ""
            return _resolved(module, of) if of.isidentifier() and of not in PRIMITIVES else None
    return None


def _parameters(source: ast.Module, method: str) -> Iterator[str]:
    ending = f"RequestBuilder{method.capitalize()}QueryParameters"
    for node in ast.walk(source):
        if isinstance(node, ast.ClassDef) and node.name.endswith(ending):
            told = (one.value for one in ast.walk(node) if isinstance(one, ast.Return) and one.value is not None)
            yield from (unquote(str(one.value)) for one in told if isinstance(one, ast.Constant))


@cache
def _properties(module: str, name: str) -> Mapping[str, _Field]:
    found: dict[str, _Field] = {}
    declared = _class(module, name)
    for base in declared.bases:
        if isinstance(base, ast.Name) and base.id in _imported(module):
            extended = _resolved(module, base.id)
            found |= extended.properties
    for node in ast.walk(declared):
        if (
            isinstance(node, ast.AnnAssign)
            and ast.unparse(node.target) == "fields"
            and isinstance(node.value, ast.Dict)
        ):
            for key, read in zip(node.value.keys, node.value.values, strict=True):
                if isinstance(key, ast.Constant):
                    found[str(key.value)] = _field(read, module)
    return found


def _field(read: ast.expr, module: str) -> _Field:
    """Out of `lambda n : setattr(self, 'x', n.get_object_value(X))`."""
    call = next(
        node
        for node in ast.walk(read)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith("get_")
    )
    assert isinstance(call.func, ast.Attribute)
    reader = call.func.attr
    primitive = {"get_datetime_value": "datetime", "get_timedelta_value": "timedelta"}.get(reader)
    of = ast.unparse(call.args[0]) if call.args else primitive or reader.removeprefix("get_").removesuffix("_value")
    return _Field(reader, of, module)


def _resolved(module: str, name: str) -> PublishedType:
    """A type that a module names."""
    if any(isinstance(node, ast.ClassDef) and node.name == name for node in _source(module).body):
        return PublishedType(module, name)
    imported = _imported(module)
    if name not in imported:
        raise NotPublished(f"{name} of {module}")
    return PublishedType(imported[name], name)


@cache
def _imported(module: str) -> Mapping[str, str]:
    """The module of each type that this one imports from beside itself."""
    found: dict[str, str] = {}
    for node in ast.walk(_source(module)):
        if isinstance(node, ast.ImportFrom) and node.level and node.module:
            above = module.split("/")[: -node.level]
            path = "/".join((*above, *node.module.split("."))) + ".py"
            found |= {alias.name: path for alias in node.names}
    return found


def _is_enum(module: str, name: str) -> bool:
    return any(ast.unparse(base) == "Enum" for base in _class(module, name).bases)


@cache
def _enum_values(module: str, name: str) -> frozenset[str]:
    """Out of `Scheduled = "scheduled",`."""
    assigned = (node.value for node in _class(module, name).body if isinstance(node, ast.Assign))
    return frozenset(
        str(one.value)
        for value in assigned
        if isinstance(value, ast.Tuple)
        for one in value.elts
        if isinstance(one, ast.Constant)
    )


def _class(module: str, name: str) -> ast.ClassDef:
    for node in _source(module).body:
        if isinstance(node, ast.ClassDef) and node.name == name:
            return node
    raise NotPublished(f"{name} of {module}")


@cache
def _archive() -> zipfile.ZipFile:
    (archive,) = FOLDER.glob("msgraph_sdk-*.whl")
    return zipfile.ZipFile(archive)


@cache
def _names() -> frozenset[str]:
    return frozenset(_archive().namelist())


@cache
def _source(module: str) -> ast.Module:
    if module not in _names():
        raise NotPublished(f"{module} is not in Graph's published metadata")
    return ast.parse(_archive().read(module))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
