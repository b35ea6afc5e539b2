"""What is wrong with the symbols of one Bicep file: not there, not used, of no function, of no property."""

from __future__ import annotations

from collections.abc import Iterator

from tests.infra.bicep_functions import EXISTING
from tests.infra.bicep_syntax import (
    BicepFile,
    Body,
    Call,
    Each,
    Expression,
    Fields,
    Lambda,
    Member,
    Name,
    everything_in,
    inner,
)

AZURES_OWN = {"id", "name", "type", "apiVersion"}


def faults_in_names(file: BicepFile) -> list[str]:
    """Every finding of one file."""
    used: set[str] = set()
    found = list(file.faults)
    for line, expression, names in _expressions(file):
        found += [file.at(line, fault) for fault in _in(expression, names, file, used)]
    for kind, declared in (("parameter", file.parameters), ("variable", file.variables), ("function", file.functions)):
        for symbol, declaration in declared.items():
            if symbol not in used and file.path.suffix == ".bicep":
                found.append(file.at(declaration.line, f"{kind} {symbol} is used nowhere"))
    for symbol, resource in file.resources.items():
        if resource.existing and symbol not in used and resource.outer is None:
            found.append(file.at(resource.line, f"existing resource {symbol} is used nowhere"))
    return found


def declared_twice(file: BicepFile) -> list[str]:
    """Symbols that stand for two things."""
    tables = (file.parameters, file.variables, file.resources, file.modules, file.functions)
    symbols = [symbol for table in tables for symbol in table]
    return [
        f"{file.path.name}: {symbol} is declared twice" for symbol in sorted(set(symbols)) if symbols.count(symbol) > 1
    ]


def _expressions(file: BicepFile) -> Iterator[tuple[int, Expression, frozenset[str]]]:
    """Every expression of the file, its line, and what names there are beside those at the top."""
    nothing: frozenset[str] = frozenset()
    for variable in file.variables.values():
        yield variable.line, variable.value, nothing
    for parameter in file.parameters.values():
        if parameter.default is not None:
            yield parameter.line, parameter.default, nothing
    for output in file.outputs.values():
        yield output.line, output.value, nothing
    for function in file.functions.values():
        yield function.line, function.value, nothing
    bodies: list[Body] = [*file.resources.values(), *file.modules.values()]
    for body in bodies:
        nested = frozenset(
            resource.symbol.rsplit("::", 1)[1] for resource in file.resources.values() if _is_around(body, resource)
        )
        if body.each is not None:
            yield body.line, body.each, nested
            continue
        if body.condition is not None:
            yield body.line, body.condition, nested
        yield body.line, body.body, nested


def _is_around(body: Body, resource: Body) -> bool:
    outer = getattr(resource, "outer", None)
    return outer is not None and (body.symbol == outer or body.symbol.startswith(f"{outer}::"))


def _in(expression: Expression, names: frozenset[str], file: BicepFile, used: set[str]) -> Iterator[str]:
    match expression:
        case Name(name):
            used.add(name)
            if name not in names and not _is_declared(name, file):
                yield f"{name} is nowhere declared"
        case Call(function, _, None):
            used.add(function)
            if function not in EXISTING and function not in file.functions:
                yield f"there is no function {function}, or this check doesn't know it"
        case Each():
            yield from _in_loop(expression, names, file, used)
            return
        case Lambda(parameters, body):
            yield from _in(body, names | set(parameters), file, used)
            return
        case Fields(fields):
            keys = [key for key, _ in fields]
            yield from (f"{key.parts[0]} is given twice" for key in _twice(keys))  # type: ignore[union-attr]
    for part in inner(expression):
        yield from _in(part, names, file, used)


def _in_loop(each: Each, names: frozenset[str], file: BicepFile, used: set[str]) -> Iterator[str]:
    yield from _in(each.over, names, file, used)
    own = {each.item, *([each.index] if each.index else [])}
    parts = [part for part in (each.condition, each.body) if part is not None]
    for part in parts:
        yield from _in(part, names | own, file, used)
    if not any(isinstance(one, Name) and one.name in own for part in parts for one in everything_in(part)):
        yield f"{each.item} of the loop is used nowhere"


def _twice(keys: list[Expression]) -> list[Expression]:
    return [key for number, key in enumerate(keys) if key in keys[:number]]


def _is_declared(name: str, file: BicepFile) -> bool:
    return any(name in table for table in (file.parameters, file.variables, file.resources, file.modules))


def read_of_resources(file: BicepFile) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each chain of properties that is read of a resource or a module: the line, its symbol, and the path."""
    for line, expression, _ in _expressions(file):
        for part in everything_in(expression):
            if isinstance(part, Member) and (chain := _chain(part)):
                yield line, chain[0], chain[1:]


def _chain(expression: Expression) -> tuple[str, ...]:
    """`a.b.c`, or nothing when it doesn't begin with a name; an index into a loop is passed over."""
    match expression:
        case Name(name):
            return (name,)
        case Member(target, name):
            before = _chain(target)
            return (*before, name) if before else ()
    return ()
