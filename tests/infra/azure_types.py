"""Owns what a resource of Azure may hold, by Microsoft's own definitions, and what is wrong with one that is written.

Where the package names a type and doesn't hold it, a narrow definition stands in `azure_types_by_hand.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from tests.infra.azure_types_by_hand import BY_HAND
from tests.infra.azure_types_package import Definitions, NotInPackage, definitions
from tests.infra.bicep_values import OneOf, Reference, Unknown, Value, branches

REQUIRED, READ_ONLY = 1, 2
BICEPS_OWN = {"parent", "scope", "dependsOn"}
SCOPES = {"tenant": 1, "managementGroup": 2, "subscription": 4, "resourceGroup": 8}
EXTENSION = 16
PLAIN = {"StringType": (str,), "IntegerType": (int, float), "BooleanType": (bool,)}
"""A number with a fraction is an int to Bicep's types, which have no other."""
NAMES = {"StringType": "string", "IntegerType": "int", "BooleanType": "bool", "ArrayType": "array", None: "object"}


@cache
def is_by_hand(kind: str, version: str) -> bool:
    """Whether the type is checked by what was written here from documentation, not by the package."""
    return f"{kind}@{version}".lower() in BY_HAND


def faults_of(kind: str, version: str, body: Mapping[str, Value]) -> list[str]:
    """What is wrong with a resource's body; each with the property that it is about."""
    try:
        found = _found(kind, version)
    except NotInPackage:
        return [f"{kind}@{version} has no definition: no such type or version, or one to write by hand"]
    own = {name: value for name, value in body.items() if name not in BICEPS_OWN}
    return list(found.faults(own, found.body, kind.rsplit("/", 1)[-1]))


def may_be_in(kind: str, version: str, scope: str) -> bool:
    """Whether such a resource can be made where the file is deployed."""
    writable = _found(kind, version).writable
    return not writable or bool(writable & (SCOPES[scope] | EXTENSION))


def has_property(kind: str, version: str, path: tuple[str, ...]) -> bool:
    """Whether what is read of a resource is there, as far as it is defined."""
    found = _found(kind, version)
    return found.has(found.body, path)


@cache
def _found(kind: str, version: str) -> Defined:
    if is_by_hand(kind, version):
        everything = BY_HAND[f"{kind}@{version}".lower()]
        return Defined(everything, everything[0])
    everything, place = definitions(kind, version)
    return Defined(everything, everything[place])


class Defined:
    """One type of resource, and the definitions that its own refers to."""

    def __init__(self, everything: Definitions, resource: Mapping[str, Any]):
        self._everything = everything
        self.body = self._at(resource["body"])
        self.writable: int = resource.get("writableScopes", resource.get("scopeType", 0))

    def _at(self, reference: Mapping[str, str]) -> Mapping[str, Any]:
        return self._everything[int(reference["$ref"].rsplit("/", 1)[-1])]

    def has(self, definition: Mapping[str, Any], path: tuple[str, ...]) -> bool:
        """Whether the path leads to something."""
        if not path:
            return True
        if definition["$type"] == "DiscriminatedObjectType":
            branches = [self._at(branch) for branch in definition["elements"].values()]
            return self._has_named(definition["baseProperties"], path) or any(self.has(one, path) for one in branches)
        if definition["$type"] != "ObjectType":
            return definition["$type"] in ("AnyType", "ArrayType", "UnionType")
        return self._has_named(definition["properties"], path) or "additionalProperties" in definition

    def _has_named(self, properties: Mapping[str, Any], path: tuple[str, ...]) -> bool:
        found = properties.get(path[0])
        return found is not None and self.has(self._at(found["type"]), path[1:])

    def faults(self, value: Value, definition: Mapping[str, Any], where: str) -> Iterator[str]:
        """What is wrong with a value; with one that may be several, what is wrong with any of them."""
        match value:
            case OneOf(values):
                for one in values:
                    yield from self.faults(one, definition, where)
            case Unknown(kind):
                if kind != "any" and not self._takes_kind(definition, kind):
                    yield f"{where}: takes {self._named(definition)}, and is given what is {kind}"
            case Reference():
                yield f"{where}: takes {self._named(definition)}, and is given a whole resource"
            case _:
                yield from self._of_known(value, definition, where)

    def _of_known(self, value: Value, definition: Mapping[str, Any], where: str) -> Iterator[str]:
        match definition["$type"]:
            case "AnyType":
                return
            case "ObjectType":
                if not isinstance(value, dict):
                    yield f"{where}: takes an object, and is given {value!r}"
                    return
                extra = definition.get("additionalProperties")
                yield from self._members(value, definition["properties"], extra, where)
            case "DiscriminatedObjectType":
                yield from self._discriminated(value, definition, where)
            case "ArrayType":
                if not isinstance(value, list):
                    yield f"{where}: takes an array, and is given {value!r}"
                    return
                yield from _outside(len(value), definition, "Length", f"{where} has {len(value)} items")
                for number, item in enumerate(value):
                    yield from self.faults(item, self._at(definition["itemType"]), f"{where}[{number}]")
            case _:
                yield from self._plain(value, definition, where)

    def _members(
        self, value: Mapping[str, Value], properties: Mapping[str, Any], extra: Mapping[str, str] | None, where: str
    ) -> Iterator[str]:
        for name, inner in value.items():
            if name not in properties:
                if extra is None:
                    yield f"{where}.{name}: no such property{_meant(name, properties)}"
                else:
                    yield from self.faults(inner, self._at(extra), f"{where}.{name}")
            elif properties[name]["flags"] & READ_ONLY:
                yield f"{where}.{name}: is read, never written"
            else:
                needed = properties[name]["flags"] & REQUIRED
                given = [one for one in branches(inner) if needed or one is not None]  # null is as if it weren't there
                for one in given:
                    yield from self.faults(one, self._at(properties[name]["type"]), f"{where}.{name}")
        for name, one in properties.items():
            if one["flags"] & REQUIRED and not one["flags"] & READ_ONLY and name not in value:
                yield f"{where}.{name}: is missing"

    def _discriminated(self, value: Value, definition: Mapping[str, Any], where: str) -> Iterator[str]:
        name = definition["discriminator"]
        chosen = value.get(name) if isinstance(value, dict) else None
        if isinstance(chosen, Unknown | OneOf):
            return
        if not isinstance(value, dict) or chosen not in definition["elements"]:
            yield f"{where}.{name}: takes {' or '.join(definition['elements'])}, and is given {chosen!r}"
            return
        branch = self._at(definition["elements"][chosen])
        properties = {**definition["baseProperties"], **branch["properties"]}
        yield from self._members(value, properties, branch.get("additionalProperties"), where)

    def _plain(self, value: Value, definition: Mapping[str, Any], where: str) -> Iterator[str]:
        literals = {one["value"] for one in self._branches(definition) if one["$type"] == "StringLiteralType"}
        if isinstance(value, str) and literals:
            # Where the service takes newer words too, a definition has "or any string": an odd word is odd even so.
            if value not in literals:
                yield f"{where}: takes {' or '.join(sorted(literals))}, and is given {value!r}"
            return
        for one in self._branches(definition):
            if one["$type"] == "AnyType":
                return
            if type(value) in PLAIN.get(one["$type"], ()):
                yield from _out_of_bounds(value, one, where)
                return
            if one["$type"] in ("ObjectType", "ArrayType") and isinstance(value, dict | list):
                yield from self.faults(value, one, where)
                return
        yield f"{where}: takes {self._named(definition)}, and is given {value!r}"

    def _branches(self, definition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        if definition["$type"] != "UnionType":
            return [definition]
        return [part for one in definition["elements"] for part in self._branches(self._at(one))]

    def _takes_kind(self, definition: Mapping[str, Any], kind: str) -> bool:
        kinds = {self._kind(one) for one in self._branches(definition)}
        return "any" in kinds or kind in kinds

    def _kind(self, definition: Mapping[str, Any]) -> str:
        match definition["$type"]:
            case "AnyType":
                return "any"
            case "StringLiteralType":
                return "string"
            case other:
                return NAMES.get(other, "object")

    def _named(self, definition: Mapping[str, Any]) -> str:
        return " or ".join(sorted({self._kind(one) for one in self._branches(definition)}))


def _out_of_bounds(value: Value, definition: Mapping[str, Any], where: str) -> Iterator[str]:
    if isinstance(value, str):
        yield from _outside(len(value), definition, "Length", f"{where} is of {len(value)} letters")
        pattern = definition.get("pattern")
        if pattern and not _may_match(pattern, value):
            yield f"{where}: {value!r} isn't of the form {pattern}"
    elif isinstance(value, int):
        yield from _outside(value, definition, "Value", f"{where} is {value}")


def _may_match(pattern: str, value: str) -> bool:
    try:
        return re.search(pattern, value) is not None
    except re.error:
        return True  # of another dialect


def _outside(size: int, definition: Mapping[str, Any], what: str, told: str) -> Iterator[str]:
    least, most = definition.get(f"min{what}"), definition.get(f"max{what}")
    if least is not None and size < least:
        yield f"{told}: at least {least}"
    if most is not None and size > most:
        yield f"{told}: at most {most}"


def _meant(name: str, properties: Mapping[str, Any]) -> str:
    near = next((other for other in properties if other.lower() == name.lower()), None)
    return f" (meant {near}?)" if near else ""
