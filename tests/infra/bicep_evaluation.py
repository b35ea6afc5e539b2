"""Works out what a Bicep file would deploy: with what is given, or with parameters of which only the type is known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import yaml

from tests.infra import bicep_functions as functions
from tests.infra.bicep_parsing import read
from tests.infra.bicep_syntax import (
    BicepFile,
    Body,
    Expression,
    Fields,
    Literal,
    Parameter,
    Resource,
)
from tests.infra.bicep_values import (
    Reference,
    Unknown,
    Value,
    of_type,
    one_of,
)
from tests.infra.bicep_working_out import Expressions, Locals

Answers = Mapping[tuple[str, str], Value]
"""What Azure would say of what it has made, by type and path: ("…/userAssignedIdentities", "properties.clientId")."""


@cache
def read_once(path: Path) -> BicepFile:
    """A file, read the first time it is asked for."""
    return read(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One resource that would be deployed, and where it is written."""

    file: BicepFile
    resource: Resource
    body: Mapping[str, Value]

    @property
    def at(self) -> str:
        """Where it is written, and its symbol."""
        return f"{self.file.path.name}:{self.resource.line}: {self.resource.symbol}"


class Deployment(Expressions):
    """One file with its parameters; the modules in it are deployments of their own."""

    def __init__(
        self,
        file: BicepFile,
        given: Mapping[str, Value] | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        answers: Answers | None = None,
    ):
        self.file = file
        self._given = given
        self._environment = environment
        self._answers = answers or {}
        self._found: dict[str, Value] = {}
        self._inner: dict[str, Deployment] = {}

    def made(self) -> Iterator[Made]:
        """What would be there afterwards, modules' resources too; of a condition that isn't known, what it may make."""
        for resource in self.file.resources.values():
            if not resource.existing:
                for body in self._bodies(resource):
                    yield Made(file=self.file, resource=resource, body=cast("Mapping[str, Value]", body))
        for module in self.file.modules.values():
            if self._is_there(module, {}):
                yield from self.module(module.symbol).made()

    def outputs(self) -> dict[str, Value]:
        """Each output."""
        return {name: self.value(output.value) for name, output in self.file.outputs.items()}

    def assigned(self) -> dict[str, Value]:
        """In a parameters file: what each parameter is given."""
        return {name: self._named(name, {}) for name in self.file.variables}

    def module(self, symbol: str) -> Deployment:
        """The deployment of a module; of a loop's, of the first."""
        if symbol not in self._inner:
            module = self.file.modules[symbol]
            local = next(self._rounds(module.each, {}), {})
            asked = module.body.named("params")
            given = self.value(asked, local) if asked is not None else {}
            path = (self.file.path.parent / module.path).resolve()
            self._inner[symbol] = Deployment(
                read_once(path), given if isinstance(given, dict) else {}, answers=self._answers
            )
        return self._inner[symbol]

    def _bodies(self, body: Body) -> Iterator[Value]:
        for local in self._rounds(body.each, {}):
            if self._is_there(body, local):
                yield self.value(body.body, local)

    def _is_there(self, body: Body, local: Locals) -> bool:
        return body.condition is None or self.value(body.condition, local) is not False

    def _named(self, name: str, local: Locals) -> Value:
        if name in local:
            return local[name]
        if name not in self._found:
            self._found[name] = self._looked_up(name)
        return self._found[name]

    def _looked_up(self, name: str) -> Value:
        file = self.file
        if name in file.variables:
            return self.value(file.variables[name].value)
        if name in file.parameters:
            return self._parameter(file.parameters[name])
        if name in file.resources:
            return Reference(file.resources[name].type, name)
        if name in file.modules:
            return Reference(file.modules[name].path, name)
        return Unknown()

    def _parameter(self, parameter: Parameter) -> Value:
        if self._given is not None and parameter.symbol in self._given:
            return self._given[parameter.symbol]
        if self._given is not None and parameter.default is not None:
            return self.value(parameter.default)
        if "allowed" in parameter.decorators:
            allowed = self.value(parameter.decorators["allowed"][0])
            return one_of(cast("list[Value]", allowed))
        return of_type(parameter.type, self.file.types)

    def _member(self, target: Value, name: str) -> Value:
        if isinstance(target, dict):
            return target.get(name)
        if isinstance(target, Reference):
            return self._read(Reference(target.kind, target.symbol, (*target.path, name), target.number))
        return Unknown()

    def _indexed(self, target: Value, key: Value) -> Value:
        if isinstance(target, Reference) and not target.path:
            return Reference(target.kind, target.symbol, (), key if isinstance(key, int) else 0)
        if isinstance(target, dict) and isinstance(key, str):
            return self._member(target, key)
        if isinstance(target, list) and isinstance(key, int) and key < len(target):
            return cast("Value", target[key])
        if isinstance(target, dict) and key == Unknown("string"):
            return one_of(target.values())
        return Unknown()

    def _read(self, reference: Reference) -> Value:
        """What is read of a resource: what it was written with, or what Azure says of it; of a module: an output."""
        if reference.symbol in self.file.modules:
            outputs = len(reference.path) == 2 and self.module(reference.symbol).outputs_named(reference.path[1])
            return outputs if outputs is not False else reference
        resource = self.file.resources[reference.symbol]
        answer = self._answers.get((resource.type.lower(), ".".join(reference.path)))
        if answer is not None:
            return answer
        rounds = list(self._rounds(resource.each, {}))
        local = rounds[min(reference.number or 0, len(rounds) - 1)] if rounds else {}
        if reference.path == ("id",):
            name = self.value(resource.body.named("name") or Literal(None), local)
            return functions.called("format", functions.GROUP + "/providers/{}/{}", resource.type, name)
        written: Expression | None = resource.body
        for name in reference.path:
            written = written.named(name) if isinstance(written, Fields) else None
        # Of an object that is written, Azure may hold more than was written: what is read is looked for further in.
        return reference if written is None or isinstance(written, Fields) else self._value(written, local)

    def outputs_named(self, name: str) -> Value:
        """One output."""
        return self.value(self.file.outputs[name].value) if name in self.file.outputs else Unknown()

    def _from_outside(self, function: str, values: list[Value]) -> Value:
        asked = str(values[0])
        if function == "readEnvironmentVariable":
            default = values[1] if len(values) > 1 else Unknown("string")
            return self._environment.get(asked, default) if self._environment is not None else Unknown("string")
        path = self.file.path.parent / asked
        if not path.exists():
            return Unknown("string" if function == "loadTextContent" else "any")
        text = path.read_text(encoding="utf-8")
        if function == "loadTextContent":
            return text
        found: Value = json.loads(text) if function == "loadJsonContent" else yaml.safe_load(text)
        return found
