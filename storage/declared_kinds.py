"""Owns what every engine refuses before it writes or looks: undeclared kinds and fields, odd keys, odd bodies.

The limits are the narrowest of the engines', so that what one takes the other takes too. It knows no engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from storage.document_store import Body, IndexValue, Key, Kind

LONGEST_KEY_PART = 255
"""Characters in a partition or an id; what Azure Cosmos DB takes as an item's id."""
LARGEST_BODY_BYTES = 1_500_000
"""Azure Cosmos DB takes items of 2 MB as JSON, with what it adds to them itself."""
LARGEST_INDEX_NUMBER = 2**53 - 1
"""JSON numbers are doubles outside Python: whole numbers beyond this lose digits (RFC 8259, 6)."""

_NAME = re.compile(r"[a-z][a-z0-9_]*")
# The last: a whole number that a double doesn't hold is refused, wherever in the body it stands.
_PLAIN = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_STRICT_INTEGER


class DeclaredKinds:
    """The kinds a store was opened with; ValueError for a name that is no plain identifier, or is there twice."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self._kinds: dict[str, Kind] = {}
        for kind in kinds:
            odd = [name for name in (kind.name, *kind.index_fields) if not _NAME.fullmatch(name)]
            if odd or kind.name in self._kinds:
                raise ValueError(f"a kind or field is named twice or oddly: {', '.join(odd) or kind.name}")
            self._kinds[kind.name] = kind

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def require(self, name: str) -> Kind:
        """The kind of that name; raises ValueError when it is not declared."""
        try:
            return self._kinds[name]
        except KeyError:
            raise ValueError(f"kind {name!r} is not declared") from None

    def check_key(self, key: Key) -> None:
        """Raise ValueError unless the kind is declared and both other parts are 1-255 characters."""
        self.require(key.kind)
        for part in (key.partition, key.id):
            if not 0 < len(part) <= LONGEST_KEY_PART:
                raise ValueError(f"a {key.kind}'s partition and id take 1 to {LONGEST_KEY_PART} characters")

    def encode(self, key: Key, body: Body) -> str:
        """The body as JSON text; raises ValueError if it isn't plain JSON, is too large, or odd in an index field."""
        self.check_key(key)
        for field in self.require(key.kind).index_fields:
            if not is_index_value(body.get(field)):
                raise ValueError(f"index field {key.kind}.{field} takes a text, a whole number or nothing")
        try:
            text = orjson.dumps(dict(body), option=_PLAIN)
        except TypeError as error:
            raise ValueError(f"the body of a {key.kind} is not plain JSON: {error}") from error
        if len(text) > LARGEST_BODY_BYTES:
            raise ValueError(f"the body of a {key.kind} is larger than {LARGEST_BODY_BYTES} bytes")
        return text.decode()


def is_index_value(value: Any) -> bool:
    """Whether every engine can compare and order by it alike."""
    if isinstance(value, str):
        # SQLite's json_extract cuts a text at U+0000.
        return "\0" not in value
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) <= LARGEST_INDEX_NUMBER
    return value is None


def index_value(body: Body, field: str) -> IndexValue:
    """What the body holds in an index field; None when it is null or absent."""
    value: IndexValue = body.get(field)
    return value
