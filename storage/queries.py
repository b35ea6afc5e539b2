"""Owns a query as every engine reads it: checked, and with a continuation that says where the last page ended.

The order is total, so that a page ends at one exact place: by the field, then id, then partition; without a field, by
partition and then id. Every number comes before every text, and None has no place; descending turns all of it around.
A continuation names the last document of the page, never a count, so writes between pages shift nothing.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any, get_args

import orjson

from storage.declared_kinds import DeclaredKinds, index_value, is_index_value
from storage.document_store import Condition, Document, IndexValue, Operator, Page

MOST_PER_PAGE = 1000
OPERATORS = frozenset(get_args(Operator))


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The place in a query's order of one document; `value` is None when the query is ordered by no field."""

    value: IndexValue
    partition: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What `DocumentStore.query` was asked."""

    kind: str
    partition: str | None
    where: Sequence[Condition]
    order_by: str | None
    descending: bool
    limit: int

    @property
    def sorted_by(self) -> str | None:
        """The field that the order is by: the one asked for, or else the first that is held to one value.

        What an engine finds by a field lies in that field's order already, and needn't be put in another.
        """
        if self.order_by is not None:
            return self.order_by
        held = (condition.field for condition in self.where if condition.op == "=" and condition.value is not None)
        return next(held, None)

    def check(self, kinds: DeclaredKinds) -> None:
        """Raise ValueError for an undeclared kind or field, a limit out of bounds, or None under `<` and the like."""
        declared = kinds.require(self.kind).index_fields
        asked = [condition.field for condition in self.where] + ([self.order_by] if self.order_by else [])
        for field in asked:
            if field not in declared:
                raise ValueError(f"{self.kind}.{field} is not a declared index field")
        for condition in self.where:
            if condition.op not in OPERATORS:
                raise ValueError(f"{condition.op!r} compares nothing")
            if not is_index_value(condition.value) or (condition.value is None and condition.op != "="):
                raise ValueError(f"{self.kind}.{condition.field} can't be compared with that by {condition.op}")
        if not 0 < self.limit <= MOST_PER_PAGE:
            raise ValueError(f"a page takes 1 to {MOST_PER_PAGE} documents")

    def page(self, documents: Sequence[Document]) -> Page:
        """The page out of what an engine found, which is one document more than the limit if there are more."""
        if len(documents) <= self.limit:
            return Page(documents)
        return Page(documents[: self.limit], self._continuation_after(documents[self.limit - 1]))

    def _continuation_after(self, document: Document) -> str:
        value = index_value(document.body, self.sorted_by) if self.sorted_by else None
        place = [self._fingerprint(), value, document.key.partition, document.key.id]
        return urlsafe_b64encode(orjson.dumps(place)).decode()

    def position(self, continuation: str) -> Position:
        """Where the last page ended; raises ValueError for a text that this same query did not give."""
        try:
            place: Any = orjson.loads(urlsafe_b64decode(continuation))
        except (binascii.Error, ValueError):
            place = None
        match place:
            case [str(fingerprint), str() | int() | None as value, str(partition), str(document_id)]:
                if fingerprint == self._fingerprint():
                    return Position(value=value, partition=partition, id=document_id)
        raise ValueError("the continuation belongs to another query")

    def _fingerprint(self) -> str:
        asked = [[c.field, c.op, c.value] for c in self.where]
        question = orjson.dumps([self.kind, self.partition, asked, self.order_by, self.descending])
        return blake2s(question, digest_size=8).hexdigest()
