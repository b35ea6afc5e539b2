"""Owns how a query is said to Azure Cosmos DB; it is pure. Values are parameters, names declared plain identifiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.cosmos_items import (
    BEYOND,
    JUST_ABOVE,
    NUMBERS,
    PLACE,
    SEPARATOR,
    TEXTS,
    place_key,
    sort_key,
    sortable_value,
)
from storage.document_store import Condition
from storage.instants import instant_text
from storage.queries import Position, Query

_ALIVE = '(NOT IS_DEFINED(c["expiresAt"]) OR c["expiresAt"] > @now)'


@dataclass(frozen=True, slots=True)
class Question:
    """A text in the engine's SQL, and the values of its parameters."""

    text: str
    values: Sequence[tuple[str, str]]

    @property
    def parameters(self) -> list[dict[str, object]]:
        """The values as the engine takes them."""
        return [{"name": name, "value": value} for name, value in self.values]


def question_of(query: Query, after: Position | None, *, now: datetime) -> Question:
    """The question; it finds one document more than a page, so that the caller sees whether more follows."""
    clauses, values = [_ALIVE], [("@now", instant_text(now))]
    order = _path(query.kind, query.sorted_by or PLACE)
    if query.partition is not None:
        clauses.append('c["pk"] = @partition')
        values.append(("@partition", query.partition))
    # Also what finds documents of the kind at all: it is the only path that every one of them has.
    clauses.append(f"{order} >= @least")
    values.append(("@least", "" if query.sorted_by is None else NUMBERS))
    for number, condition in enumerate(query.where):
        path = _path(query.kind, condition.field)
        if condition.value is None:
            clauses.append(f"NOT IS_DEFINED({path})")
            continue
        clauses.append(f"{path} >= @from{number} AND {path} < @below{number}")
        least, below = _range(condition)
        values += [(f"@from{number}", least), (f"@below{number}", below)]
    if after is not None:
        clauses.append(f"{order} {'<' if query.descending else '>'} @after")
        values.append(("@after", _key_of(query, after)))
    direction = "DESC" if query.descending else "ASC"
    text = f"SELECT TOP {query.limit + 1} * FROM c WHERE {' AND '.join(clauses)} ORDER BY {order} {direction}"  # noqa: S608
    return Question(text, values)


def among(places: Sequence[tuple[str, str]]) -> Question:
    """The question after items by id and partition. It may find others too, that have the id of one and lie in the
    partition of another.

    Each list is answered by an index, and its text depends on how many there are alone: one pair after the other, as
    the SDK would ask, is a text that is read anew each time.
    """
    ids = [(f"@id{number}", value) for number, value in enumerate(dict.fromkeys(place[0] for place in places))]
    partitions = [(f"@pk{number}", value) for number, value in enumerate(dict.fromkeys(place[1] for place in places))]
    text = f'SELECT * FROM c WHERE c["id"] IN ({_names(ids)}) AND c["pk"] IN ({_names(partitions)})'  # noqa: S608
    return Question(text, [*ids, *partitions])


def expired_before(now: datetime, *, limit: int) -> Question:
    """The question after what has expired and is still there, the longest expired first."""
    text = (
        f'SELECT TOP {limit} c["id"], c["pk"], c["_etag"] FROM c WHERE c["expiresAt"] <= @now '  # noqa: S608
        'ORDER BY c["expiresAt"] ASC'
    )
    return Question(text, [("@now", instant_text(now))])


def _names(values: Sequence[tuple[str, str]]) -> str:
    return ", ".join(name for name, _value in values)


def _path(kind: str, field: str) -> str:
    return f'c["ix"]["{kind}"]["{field}"]'


def _range(condition: Condition) -> tuple[str, str]:
    """The least sort key that meets the condition, and the least one above it that doesn't any more."""
    value = condition.value
    exactly = sortable_value(value)
    least, most = (NUMBERS, TEXTS) if isinstance(value, int) else (TEXTS, BEYOND)
    match condition.op:
        case "=":
            return exactly + SEPARATOR, exactly + JUST_ABOVE
        case "<":
            return least, exactly + SEPARATOR
        case "<=":
            return least, exactly + JUST_ABOVE
        case ">":
            return exactly + JUST_ABOVE, most
        case ">=":
            return exactly + SEPARATOR, most


def _key_of(query: Query, position: Position) -> str:
    if query.sorted_by is None:
        return place_key(position.partition, position.id)
    return sort_key(position.value, position.id, position.partition)
