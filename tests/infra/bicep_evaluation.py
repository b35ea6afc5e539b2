"""Works out what a Bicep file would deploy: with what is given, or with parameters of which only the type is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from tests.infra import bicep_functions as functions
from tests.infra.bicep_parsing import read
from tests.infra.bicep_syntax import (
    BicepFile,
    Body,
    Call,
    Choice,
    Each,
    Expression,
    Fields,
    Index,
    Items,
    Lambda,
    Literal,
    Member,
    Module,
    Name,
    Operation,
    Parameter,
    Resource,
    Text,
)
from tests.infra.bicep_values import (
    OneOf,
    Reference,
    Unknown,
    Value,
    branches,
    in_each_branch,
    is_known,
    of_type,
    one_of,
    settled,
)

Locals = Mapping[str, Value]
Answers = Mapping[tuple[str, str], Value]
"""What Azure would say of what it has made, by type and path: ("…/userAssignedIdentities", "properties.clientId")."""
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "=~": lambda left, right: left.lower() == right.lower(),
    "!~": lambda left, right: left.lower() != right.lower(),
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left // right,
    "%": lambda left, right: left % right,
}
NUMBERS = set("+-*/%")


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


class Deployment:
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

    def value(self, expression: Expression, local: Locals | None = None) -> Value:
        """What an expression comes to."""
        return settled(self._value(expression, local or {}))

    def _bodies(self, body: Body) -> Iterator[Value]:
        for local in self._rounds(body.each, {}):
            if self._is_there(body, local):
                yield self.value(body.body, local)

    def _is_there(self, body: Body, local: Locals) -> bool:
        return body.condition is None or self.value(body.condition, local) is not False

    def _rounds(self, each: Each | None, local: Locals) -> Iterator[Locals]:
        """What the names of a loop mean, each time round."""
        if each is None:
            yield local
            return
        for over in branches(self.value(each.over, local)):
            items = over if isinstance(over, list) else [Unknown()]
            for number, item in enumerate(items):
                yield {**local, each.item: item, **({each.index: number} if each.index else {})}

    def _value(self, expression: Expression, local: Locals) -> Value:  # noqa: PLR0911, C901 - a table of kinds
        match expression:
            case Literal(value):
                return value
            case Text(parts):
                return self._text(parts, local)
            case Name(name):
                return self._named(name, local)
            case Member(target, name):
                return in_each_branch(lambda found: self._member(found, name), self._value(target, local))
            case Index(target, key):
                return in_each_branch(self._indexed, self._value(target, local), self.value(key, local))
            case Choice(condition, then, otherwise):
                return self._chosen(self.value(condition, local), then, otherwise, local)
            case Items(items):
                return [self.value(item, local) for item in items]
            case Fields(fields):
                return {
                    key: self.value(value, local)
                    for written, value in fields
                    if isinstance(key := self.value(written, local), str)
                }
            case Each(_, _, _, condition, body):
                rounds = self._rounds(expression, local)
                kept = (r for r in rounds if condition is None or self.value(condition, r) is not False)
                return [self.value(body, each) for each in kept]
            case Operation(operator, operands):
                return self._operation(operator, operands, local)
            case Call():
                return self._call(expression, local)
        return Unknown()

    def _text(self, parts: tuple[str | Expression, ...], local: Locals) -> Value:
        values = [part if isinstance(part, str) else self.value(part, local) for part in parts]

        def join(*found: Value) -> Value:
            if not all(map(is_known, found)):
                return Unknown("string")
            return functions.called("format", "{}" * len(found), *found)

        return in_each_branch(join, *values) if values else ""

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

    def _chosen(self, condition: Value, then: Expression, otherwise: Expression, local: Locals) -> Value:
        if isinstance(condition, bool):
            return self._value(then if condition else otherwise, local)
        return one_of((self._value(then, local), self._value(otherwise, local)))

    def _operation(self, operator: str, operands: tuple[Expression, ...], local: Locals) -> Value:
        first = self.value(operands[0], local)
        if operator in ("&&", "||"):
            return self._both(operator, first, self.value(operands[1], local))
        if operator == "??":
            rest = self.value(operands[1], local)
            return in_each_branch(
                lambda one: rest if one is None else one_of((one, rest)) if isinstance(one, Unknown) else one, first
            )
        if len(operands) == 1:
            turned = {"!": lambda one: not one, "-": lambda one: -one}[operator]
            return in_each_branch(lambda one: turned(one) if is_known(one) else Unknown(), first)
        kind = "int" if operator in NUMBERS else "bool"

        def work(left: Value, right: Value) -> Value:
            return cast("Value", OPERATORS[operator](left, right)) if is_known([left, right]) else Unknown(kind)

        return in_each_branch(work, first, self.value(operands[1], local))

    def _both(self, operator: str, left: Value, right: Value) -> Value:
        decides = operator == "||"
        if left is decides or right is decides:
            return decides
        return (not decides) if isinstance(left, bool) and isinstance(right, bool) else Unknown("bool")

    def _call(self, call: Call, local: Locals) -> Value:
        lambdas = [argument for argument in call.arguments if isinstance(argument, Lambda)]
        values = [self.value(argument, local) for argument in call.arguments if not isinstance(argument, Lambda)]
        if call.target is not None or call.function in functions.ONLY_AZURE_KNOWS:
            return Unknown(functions.GIVES.get(call.function, "any"))
        if call.function in self.file.functions:
            own = self.file.functions[call.function].value
            return in_each_branch(lambda *given: self.value(own.body, dict(zip(own.parameters, given, strict=False))), *values)
        if call.function in functions.OF_FILES:
            return self._from_outside(call.function, values)
        if lambdas:
            return in_each_branch(lambda over: self._with_lambda(call.function, over, lambdas[0], local), values[0])
        return in_each_branch(lambda *given: self._worked_out(call.function, given), *values)

    def _worked_out(self, function: str, given: tuple[Value, ...]) -> Value:
        if function in ("concat", "union") and any(isinstance(one, list | dict) for one in given):
            given = tuple(one for one in given if not isinstance(one, Unknown))  # what is known is looked at
        enough = not any(isinstance(one, Unknown | Reference) for one in given)
        if function not in functions.STRUCTURAL:
            enough = is_known(list(given))
        return functions.called(function, *given) if enough else Unknown(functions.GIVES.get(function, "any"))

    def _with_lambda(self, function: str, over: Value, lambda_: Lambda, local: Locals) -> Value:
        if not isinstance(over, list):
            return Unknown("array" if function in ("map", "filter", "sort") else "any")

        def of(item: Value) -> Value:
            return self.value(lambda_.body, {**local, lambda_.parameters[0]: item})

        match function:
            case "map":
                return [of(item) for item in over]
            case "filter":
                return [item for item in over if of(item) is not False]
            case "toObject":
                return {key: item for item in over if isinstance(key := of(item), str)}
        return Unknown()

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


__all__ = ["Deployment", "Made", "Module", "OneOf", "read_once"]
