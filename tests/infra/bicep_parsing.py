"""Reads Bicep with tree-sitter's grammar of it into `bicep_syntax.py`. What the grammar can't read is a fault, never
passed over: such a place is written so that it can be (no spread, no `!` inside an array).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tree_sitter_bicep
from tree_sitter import Language, Node, Parser

from tests.infra.bicep_expressions import as_expression, as_fields, contents, joined, source_of
from tests.infra.bicep_syntax import (
    BicepFile,
    Each,
    Expression,
    Function,
    Lambda,
    Module,
    Output,
    Parameter,
    Resource,
    Text,
    Variable,
)
from tests.infra.bicep_type_names import as_type

PARSER = Parser(Language(tree_sitter_bicep.language()))
GIVEN = re.compile(r"^param(\s+\w+\s*=)", re.MULTILINE)


def read(path: Path) -> BicepFile:
    """A file as it is written."""
    return parse(path.read_text(encoding="utf-8"), path)


def parse(text: str, path: Path) -> BicepFile:
    """A text as if it stood in a file of that name."""
    file = BicepFile(path=path, text=text)
    # The grammar knows the values of a parameters file only as variables: they are written the same.
    readable = GIVEN.sub(r"var  \1", text) if path.suffix == ".bicepparam" else text
    root = PARSER.parse(readable.encode()).root_node
    file.faults.extend(_syntax_faults(file, root))
    if file.faults:
        return file
    decorators: dict[str, tuple[Expression, ...]] = {}
    for node in contents(root):
        if node.type == "decorators":
            decorators = _decorators(node)
            continue
        _declare(file, node, decorators)
        decorators = {}
    return file


def _syntax_faults(file: BicepFile, node: Node) -> Iterator[str]:
    if node.type == "ERROR" or node.is_missing:
        yield file.at(node.start_point.row + 1, f"can't be read: {source_of(node)[:60]!r}")
    for child in node.children:
        yield from _syntax_faults(file, child)


def _decorators(node: Node) -> dict[str, tuple[Expression, ...]]:
    found = {}
    for decorator in contents(node):
        called = as_expression(contents(decorator)[0])
        found[getattr(called, "function", "")] = getattr(called, "arguments", ())
    return found


def _declare(  # noqa: C901 - a table of kinds
    file: BicepFile, node: Node, decorators: dict[str, tuple[Expression, ...]]
) -> None:
    parts, line = contents(node), node.start_point.row + 1
    symbol = source_of(parts[0]) if parts else ""
    shared = {"symbol": symbol, "line": line, "decorators": decorators}
    match node.type:
        case "parameter_declaration":
            default = as_expression(parts[2]) if len(parts) > 2 else None
            file.parameters[symbol] = Parameter(type=as_type(parts[1]), default=default, **shared)  # type: ignore[arg-type]
        case "variable_declaration":
            file.variables[symbol] = Variable(value=as_expression(parts[1]), **shared)  # type: ignore[arg-type]
        case "output_declaration":
            file.outputs[symbol] = Output(type=as_type(parts[1]), value=as_expression(parts[2]), **shared)  # type: ignore[arg-type]
        case "type_declaration":
            file.types[symbol] = as_type(parts[1])
        case "user_defined_function":
            file.functions[symbol] = _function(node, shared)
        case "resource_declaration":
            _resource(file, node, shared, None)
        case "module_declaration":
            file.modules[symbol] = Module(path=_plain(parts[1]), **_body(parts), **shared)  # type: ignore[arg-type]
        case "target_scope_assignment":
            file.scope = _plain(parts[0])
        case "using_statement":
            file.using = _plain(parts[0])
        case "metadata_declaration":
            pass
        case _:
            file.faults.append(file.at(line, f"{node.type} isn't read by this check"))


def _function(node: Node, shared: dict[str, object]) -> Function:
    named = next(part for part in contents(node) if part.type == "parameters")
    parameters = tuple(source_of(contents(parameter)[0]) for parameter in contents(named))
    value = Lambda(parameters, as_expression(contents(node)[-1]))
    return Function(value=value, **{**shared, "symbol": source_of(contents(node)[0])})  # type: ignore[arg-type]


def _resource(file: BicepFile, node: Node, shared: dict[str, object], outer: Resource | None) -> None:
    parts = contents(node)
    type_name, _, version = _plain(parts[1]).partition("@")
    if outer is not None:
        type_name, version = f"{outer.type}/{type_name}", version or outer.version
        shared = {**shared, "symbol": f"{outer.symbol}::{shared['symbol']}"}
    resource = Resource(
        type=type_name,
        version=version,
        existing=any(child.type == "existing" for child in node.children),
        outer=outer.symbol if outer else None,
        **_body(parts),  # type: ignore[arg-type]
        **shared,  # type: ignore[arg-type]
    )
    file.resources[resource.symbol] = resource
    for inner in _nested(node):
        symbol = source_of(contents(inner)[0])
        _resource(file, inner, {"symbol": symbol, "line": inner.start_point.row + 1}, resource)


def _nested(node: Node) -> Iterator[Node]:
    """The resources directly within this one's body."""
    for child in contents(node):
        if child.type == "resource_declaration":
            yield child
        elif child.type in ("object", "object_property", "if_statement", "for_statement"):
            yield from _nested(child)


def _body(parts: list[Node]) -> dict[str, object]:
    node, condition, each = parts[-1], None, None
    if node.type == "for_statement":
        each = as_expression(node)
        assert isinstance(each, Each)
        return {"body": each.body, "condition": each.condition, "each": each}
    if node.type == "if_statement":
        test, node = contents(node)[0], contents(node)[1]
        condition = as_expression(test)
    return {"body": as_fields(node), "condition": condition, "each": None}


def _plain(node: Node) -> str:
    text = as_expression(node)
    return joined(text) if isinstance(text, Text) else source_of(node)
