"""Owns the shape of a document as an item of Azure Cosmos DB: its id, its sort keys, how long it lives. It is pure.

A sort key is one text that says a field's value, then the id, then the partition, and that sorts as these three do.
So one plain index of one path compares, orders and goes on from page to page, and what is merged from several real
partitions is always texts. Field names are those of docs/data-stores.md, "As items of Azure Cosmos DB".
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

import orjson

from storage.declared_kinds import LARGEST_INDEX_NUMBER, index_value
from storage.document_store import Document, IndexValue, Key, Kind
from storage.instants import instant_from_text, instant_text

Item = Mapping[str, Any]

PLACE = "@"
"""The sort key of a document's own place, beside those of its fields: no field can have this name."""
SEPARATOR, JUST_ABOVE = " ", "!"
"""No text holds the separator unescaped, and nothing sorts between it and the character above it."""
NUMBERS, TEXTS, BEYOND = "1", "2", "3"
"""What the sort keys of numbers and of texts begin with, and what is more than both."""
LONGEST_ID_BYTES = 1_000
"""Azure Cosmos DB takes ids of 1,023 bytes ("Azure Cosmos DB service quotas", per-item limits)."""
LONGEST_TTL = 2**31 - 1
TTL_MARGIN = timedelta(days=1)
"""How long after its end an item is let go of by the engine: whether it has expired is decided by this process's clock
alone, which may be behind the engine's."""

_PLAIN_IN_ID = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:@=+")


def item_of(key: Key, body_text: str, kind: Kind, *, token: str, expires_at: datetime | None, now: datetime) -> Item:
    """The item that a document is written as; `body_text` is checked JSON, `token` is this very write's."""
    body = orjson.loads(body_text)
    item: dict[str, Any] = {
        "id": item_id(key),
        "pk": key.partition,
        "kind": key.kind,
        "name": key.id,
        "body": body,
        "ix": {key.kind: _sort_keys(key, body, kind)},
        "written": token,
    }
    if expires_at is not None:
        item["expiresAt"] = instant_text(expires_at)
        lives = ceil((expires_at - now + TTL_MARGIN).total_seconds())
        if lives <= LONGEST_TTL:
            item["ttl"] = max(1, lives)
    return item


def document_of(item: Item) -> Document:
    """The document that an item is. Its etag says also when it expires, so that a write needn't read that first."""
    key = Key(item["kind"], item["pk"], item["name"])
    expires = item.get("expiresAt")
    expires_at = None if expires is None else instant_from_text(expires)
    return Document(key, item["body"], etag_of(item["_etag"], expires_at), expires_at)


def etag_of(engines: str, expires_at: datetime | None) -> str:
    """The etag of a document whose item has this one in the engine."""
    return engines if expires_at is None else f"{engines}{SEPARATOR}{instant_text(expires_at)}"


def engines_etag(etag: str) -> tuple[str, datetime | None]:
    """The item's own etag out of a document's, and when it expires."""
    engines, _, expires = etag.rpartition(SEPARATOR)
    return (engines, instant_from_text(expires)) if engines else (etag, None)


def is_over(item: Item, now: datetime) -> bool:
    """Whether the item has expired, though it is still there."""
    expires = item.get("expiresAt")
    return expires is not None and expires <= instant_text(now)


def item_id(key: Key) -> str:
    """The item's id: the kind, and the document's id with all that an address or the engine would take amiss escaped.

    One that grows too long ends in a digest instead.
    """
    escaped = "".join(c if c in _PLAIN_IN_ID else f"~{ord(c):x}." for c in key.id)
    text = f"{key.kind}.{escaped}"
    if len(text) <= LONGEST_ID_BYTES:
        return text
    digest = hashlib.blake2s(key.id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{text[: LONGEST_ID_BYTES - 40]}~~{digest}"


def sort_key(value: IndexValue, document_id: str, partition: str) -> str:
    """Where a document with this value is in the order by a field; raises ValueError for None, which has no place."""
    return f"{sortable_value(value)}{SEPARATOR}{_sortable(document_id)}{SEPARATOR}{_sortable(partition)}"


def place_key(partition: str, document_id: str) -> str:
    """Where a document is among all of its kind, which is by partition, then id."""
    return f"{_sortable(partition)}{SEPARATOR}{_sortable(document_id)}"


def sortable_value(value: IndexValue) -> str:
    """A number or text as a text that sorts as they do, numbers before texts; raises ValueError for None."""
    if value is None:
        raise ValueError("None has no place in an order")
    if isinstance(value, int):
        return f"{NUMBERS}{value + LARGEST_INDEX_NUMBER:017d}"
    return f"{TEXTS}{_sortable(value)}"


def _sort_keys(key: Key, body: Mapping[str, Any], kind: Kind) -> dict[str, str]:
    values = {field: index_value(body, field) for field in kind.index_fields}
    placed = {field: sort_key(value, key.id, key.partition) for field, value in values.items() if value is not None}
    return {PLACE: place_key(key.partition, key.id), **placed}


def _sortable(text: str) -> str:
    """Plain ASCII without a separator, in the same order: how an engine orders other letters needn't be known."""
    if text.isalnum() and text.isascii():
        return text
    return "".join(map(_sortable_character, text))


def _sortable_character(character: str) -> str:
    if character <= JUST_ABOVE:
        return f"{JUST_ABOVE}{ord(character):02x}"
    return character if character < "~" else f"~{ord(character):06x}"
