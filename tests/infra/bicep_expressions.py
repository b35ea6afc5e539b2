"""Makes expressions of the syntax tree of Bicep."""

from __future__ import annotations

import re

from tree_sitter import Node

from tests.infra.bicep_syntax import (
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

REMARKS = {"comment", "diagnostic_comment", "decorators"}
ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}
LEFTMOST = ("object", "left", "condition", "function")
AFTERWARDS = ("member_expression", "subscript_expression", "call_expression")


class Unread(Exception):
    """The tree holds something that this doesn't know."""


def source_of(node: Node) -> str:
    """The text that the node was made of."""
    return (node.text or b"").decode()


def contents(node: Node) -> list[Node]:
    """What a node holds beside remarks and signs; decorators stand before what they are about at the top only."""
    remarks = REMARKS if node.type != "infrastructure" else REMARKS - {"decorators"}
    return [child for child in node.named_children if child.type not in remarks]


def joined(text: Text) -> str:
    """A string that has no expression within."""
    return "".join(part for part in text.parts if isinstance(part, str))


def as_fields(node: Node) -> Fields:
    """An object; the resources that are nested in it are read by themselves."""
    pairs = []
    for part in contents(node):
        inside = contents(part)
        if part.type != "object_property" or inside[0].type == "resource_declaration":
            continue
        key = inside[0]
        pairs.append((Text((source_of(key),)) if key.type == "identifier" else as_expression(key), inside[1]))
    return Fields(tuple((key, as_expression(value)) for key, value in pairs))


def as_expression(node: Node) -> Expression:
    """The expression that is written here."""
    if (parameters := _parameters_of_leftmost_lambda(node)) is not None:
        # `x => x.name`: the grammar takes `x => x` for what has the name.
        return Lambda(parameters, _plain_expression(node))
    return _plain_expression(node)


def _plain_expression(node: Node) -> Expression:  # noqa: C901, PLR0911 - a table of kinds
    parts = contents(node)
    if node.type in AFTERWARDS:
        found = _afterwards(node, parts)
        for sign in _signs_before(node):
            found = Operation(sign, (found,))
        return found
    match node.type:
        case "string":
            return _text(node)
        case "number" | "boolean" | "null":
            return _literal(node)
        case "identifier" | "property_identifier" | "loop_variable":
            return Name(source_of(node))
        case "resource_expression":
            return Name("::".join(source_of(part) for part in parts))
        case "object":
            return as_fields(node)
        case "array":
            return Items(tuple(map(as_expression, parts)))
        case "parenthesized_expression":
            return as_expression(parts[0])
        case "lambda_expression":
            return as_expression(parts[-1])
        case _:
            return _compound(node, parts)


def _compound(node: Node, parts: list[Node]) -> Expression:
    match node.type:
        case "ternary_expression":
            return Choice(_plain_expression(parts[0]), as_expression(parts[1]), as_expression(parts[2]))
        case "binary_expression":
            operator = source_of(_field(node, "operator"))
            return Operation(operator, (_plain_expression(parts[0]), as_expression(parts[1])))
        case "unary_expression":
            return Operation(source_of(_field(node, "operator")), (as_expression(parts[0]),))
        case "for_statement":
            return _each(node, parts)
        case "if_statement":
            return as_expression(parts[-1])
        case _:
            raise Unread(f"{node.type} in line {node.start_point.row + 1}: {source_of(node)[:60]}")


def _afterwards(node: Node, parts: list[Node]) -> Expression:
    match node.type:
        case "member_expression":
            return Member(_before(parts[0]), source_of(parts[1]))
        case "subscript_expression":
            return Index(_before(parts[0]), as_expression(parts[1]))
    return _call(node, parts)


def _before(node: Node) -> Expression:
    """What something stands after, without signs: of `!a.b` the grammar takes `!a` for what has the b."""
    while node.type == "unary_expression":
        node = contents(node)[0]
    return _afterwards(node, contents(node)) if node.type in AFTERWARDS else _plain_expression(node)


def _signs_before(node: Node) -> list[str]:
    """The signs that the grammar has put too far in, the innermost first."""
    while node.type in AFTERWARDS:
        node = contents(node)[0]
    signs: list[str] = []
    while node.type == "unary_expression":
        signs.insert(0, source_of(_field(node, "operator")))
        node = contents(node)[0]
    return signs


def _parameters_of_leftmost_lambda(node: Node) -> tuple[str, ...] | None:
    if node.type == "lambda_expression":
        names = contents(node)[:-1]
        return tuple(part for name in names for part in re.findall(r"\w+", source_of(name)))
    for name in LEFTMOST:
        left = node.child_by_field_name(name)
        if left is not None and node.type != "parenthesized_expression":
            return _parameters_of_leftmost_lambda(left)
    return None


def _call(node: Node, parts: list[Node]) -> Expression:
    called, arguments = parts[0], tuple(map(as_expression, contents(_field(node, "arguments"))))
    if called.type == "member_expression":
        target, name = contents(called)
        if source_of(target) in ("sys", "az"):
            return Call(source_of(name), arguments)
        return Call(source_of(name), arguments, _before(target))
    return Call(source_of(called), arguments)


def _each(node: Node, parts: list[Node]) -> Each:
    first, over, body = parts[0], parts[1], parts[-1]
    names = re.findall(r"\w+", source_of(first))
    condition = None
    if body.type == "if_statement":
        condition, body = as_expression(contents(body)[0]), contents(body)[-1]
    return Each(names[0], names[1] if len(names) > 1 else None, as_expression(over), condition, as_expression(body))


def _field(node: Node, name: str) -> Node:
    found = node.child_by_field_name(name)
    if found is None:
        raise Unread(f"{node.type} without {name}: {source_of(node)[:60]}")
    return found


def _literal(node: Node) -> Literal:
    text = source_of(node)
    if node.type == "null":
        return Literal(None)
    return Literal(text == "true") if node.type == "boolean" else Literal(int(text))


def _text(node: Node) -> Text:
    if source_of(node).startswith("'''"):
        return Text((source_of(node)[3:-3].removeprefix("\n"),))
    parts: list[str | Expression] = []
    at, written = node.start_byte + 1, node.text or b""
    for part in [*(one for one in node.named_children if one.type == "interpolation"), None]:
        until = part.start_byte if part is not None else node.end_byte - 1
        # What stands between is taken as it is: the grammar lets an escaped sign of what is put in drop out.
        plain = _unescaped(written[at - node.start_byte : until - node.start_byte].decode())
        if plain:
            parts.append(plain)
        if part is not None:
            parts.append(as_expression(contents(part)[0]))
            at = part.end_byte
    return Text(tuple(parts))


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else ESCAPED.get(found[2], found[2])

    return re.sub(r"\\(?:u\{([0-9a-fA-F]+)\}|(.))", plain, text)
