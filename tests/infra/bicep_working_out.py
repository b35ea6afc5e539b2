"""Works out an expression of Bicep, in each branch of what isn't known. `bicep_evaluation.py` says what names mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from tests.infra import bicep_functions as functions
from tests.infra.bicep_syntax import (
    BicepFile,
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
    Name,
    Operation,
    Text,
)
from tests.infra.bicep_values import (
    Reference,
    Unknown,
    Value,
    branches,
    in_each_branch,
    is_known,
    one_of,
    settled,
)

Locals = Mapping[str, Value]
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
SIGNS: dict[str, Callable[[Any], Any]] = {"!": lambda one: not one, "-": lambda one: -one}
NUMBERS = set("+-*/%")


class Expressions(ABC):
    """What is the same wherever an expression stands."""

    file: BicepFile

    @abstractmethod
    def _named(self, name: str, local: Locals) -> Value:
        """What a name means."""

    @abstractmethod
    def _member(self, target: Value, name: str) -> Value:
        """What is read of a value."""

    @abstractmethod
    def _indexed(self, target: Value, key: Value) -> Value:
        """What stands at a key."""

    @abstractmethod
    def _from_outside(self, function: str, values: list[Value]) -> Value:
        """What is read of files and of the environment."""

    def value(self, expression: Expression, local: Locals | None = None) -> Value:
        """What an expression comes to."""
        return settled(self._value(expression, local or {}))

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
                    named: self.value(inner, local)
                    for written, inner in fields
                    if isinstance(named := self.value(written, local), str)
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
            return in_each_branch(lambda one: SIGNS[operator](one) if is_known(one) else Unknown(), first)
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
            return in_each_branch(
                lambda *given: self.value(own.body, dict(zip(own.parameters, given, strict=False))), *values
            )
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
