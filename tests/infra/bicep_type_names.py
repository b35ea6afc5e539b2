"""Reads a type as Bicep writes it: `string`, `'small' | 'large'`, `string[]`, `{ name: string }`, `int?`."""

from __future__ import annotations

from tree_sitter import Node

from tests.infra.bicep_expressions import as_expression, contents, joined, source_of
from tests.infra.bicep_syntax import BicepType, Literal, Text


def as_type(node: Node) -> BicepType:  # noqa: PLR0911 - a table of kinds
    """The type that is written here."""
    match node.type:
        case "type" | "parenthesized_type" | "parenthesized_expression":
            return as_type(contents(node)[0])
        case "primitive_type":
            return BicepType(kind=source_of(node))
        case "array_type":
            return BicepType(kind="array", of=as_type(contents(node)[0]))
        case "nullable_type":
            found = as_type(contents(node)[0])
            return BicepType(
                kind=found.kind,
                of=found.of,
                literals=found.literals,
                fields=found.fields,
                name=found.name,
                may_be_null=True,
            )
        case "union_type":
            members = [as_type(member) for member in contents(node)]
            literals = tuple(literal for member in members for literal in member.literals)
            return BicepType(kind="union", literals=literals)
        case "object":
            properties = [contents(part) for part in contents(node) if part.type == "object_property"]
            return BicepType(kind="object", fields={source_of(p[0]): as_type(p[1]) for p in properties if len(p) > 1})
        case "identifier":
            return BicepType(kind="name", name=source_of(node))
        case _:
            return _literal(node)


def _literal(node: Node) -> BicepType:
    match as_expression(node):
        case Text() as text:
            return BicepType(kind="union", literals=(joined(text),))
        case Literal(value):
            return BicepType(kind="union", literals=(value,))
        case _:
            return BicepType(kind="any")
