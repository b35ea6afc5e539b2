"""Owns how a query is said in SQL. Values are bound, never written in; names are declared plain identifiers."""

from __future__ import annotations

from collections.abc import Sequence

from storage.document_store import Condition, IndexValue, Key
from storage.queries import Position, Query
from storage.sqlite_file import field_expression

Bound = list[IndexValue]


def select(query: Query, after: Position | None, *, now: str) -> tuple[str, Bound]:
    """The statement and its values; one row more than a page, so that the caller sees whether more follows."""
    # The kind stands as a literal: an index of one kind alone is only considered when SQLite can see which.
    clauses = [f"kind = '{query.kind}'", "(expires_at IS NULL OR expires_at > ?)"]
    bound: Bound = [now]
    if query.partition is not None:
        clauses.append("partition = ?")
        bound.append(query.partition)
    if query.order_by is not None:
        clauses.append(f"{field_expression(query.order_by)} IS NOT NULL")
    for condition in query.where:
        clause, values = _comparison(condition)
        clauses.append(clause)
        bound += values
    if after is not None:
        clause, values = _beyond(query, after)
        clauses.append(clause)
        bound += values
    statement = (
        f"SELECT kind, partition, id, body, etag, expires_at FROM document WHERE {' AND '.join(clauses)} "  # noqa: S608
        f"ORDER BY {', '.join(f'{column} {_direction(query)}' for column in _order(query))} LIMIT {query.limit + 1}"
    )
    return statement, bound


def lookup(keys: Sequence[Key], *, now: str) -> tuple[str, Bound]:
    """The statement that finds the documents of these keys, and its values.

    The keys stand to the left of a CROSS JOIN, which keeps SQLite from turning the two round: each is then sought in
    the index. With `IN (VALUES ...)` it reads every document there is as soon as there are two keys.
    """
    places = ", ".join(["(?, ?, ?)"] * len(keys))
    statement = (
        f"WITH wanted (of_kind, in_partition, by_id) AS (VALUES {places}) "  # noqa: S608
        "SELECT kind, partition, id, body, etag, expires_at FROM wanted CROSS JOIN document "
        "WHERE partition = in_partition AND id = by_id AND kind = of_kind AND (expires_at IS NULL OR expires_at > ?)"
    )
    return statement, [*(part for key in keys for part in (key.kind, key.partition, key.id)), now]


def _order(query: Query) -> tuple[str, ...]:
    return (field_expression(query.sorted_by), "id", "partition") if query.sorted_by else ("partition", "id")


def _direction(query: Query) -> str:
    return "DESC" if query.descending else "ASC"


def _comparison(condition: Condition) -> tuple[str, Bound]:
    expression = field_expression(condition.field)
    if condition.value is None:
        return f"{expression} IS NULL", []
    clause = f"{expression} {condition.op} ?"
    # SQLite puts every number before every text; only values of the same type are to be compared.
    if isinstance(condition.value, str) and condition.op in ("<", "<="):
        clause += f" AND {expression} >= ''"
    elif isinstance(condition.value, int) and condition.op in (">", ">="):
        clause += f" AND {expression} < ''"
    return clause, [condition.value]


def _beyond(query: Query, after: Position) -> tuple[str, Bound]:
    """What lies after the position."""
    sign = "<" if query.descending else ">"
    if query.sorted_by is None:
        return f"(partition, id) {sign} (?, ?)", [after.partition, after.id]
    further = f"({field_expression(query.sorted_by)}, id, partition) {sign} (?, ?, ?)"
    return further, [after.value, after.id, after.partition]
