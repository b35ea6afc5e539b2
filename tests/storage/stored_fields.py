"""Every field of every kind of document, enumerated from the code that writes it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import SimpleNamespace
from typing import Any

import storage
from bot.begun import Begun, expect_outcome
from bot.chat import Chat
from bot.second_tries import Doubt
from bot.wire.activities import reference_of
from directory.graph.buckets import Bucket, bucket_body
from directory.graph.entries import UserEntry
from storage.case_repository import StoredAs
from storage.copy_marks import CopyMark
from storage.diversion_repository import BOOK
from storage.kinds import CHAT, COPY_MARK, DIRECTORY_BUCKET, DIVERSION_BOOK, KINDS, PBX_EVENT
from storage.outgoing_shapes import OUTGOING
from storage.pbx_repository import EVENT
from storage.shapes import Stored

DRAFT = {"dialog": "", "values": {}, "holds_work": True, "expires_at": ""}
"""What `bot.dialogs.exchange` keeps; `test_a_draft_is_as_it_is_said_to_be` holds it to that."""


@dataclass(frozen=True)
class Field:
    """One field, and those within it. `record` tells where two hold the very same."""

    name: str
    inner: tuple[Field, ...] = ()
    record: object = None


@cache
def stored_as() -> Mapping[str, StoredAs[Any]]:
    """How each kind of case is stored, by the kind's name."""
    found: dict[str, StoredAs[Any]] = {}
    for module in pkgutil.iter_modules(storage.__path__):
        for value in vars(importlib.import_module(f"storage.{module.name}")).values():
            if isinstance(value, StoredAs):
                found[value.kind.name] = value
    return found


@cache
def shapes_of_kinds() -> Mapping[str, tuple[Stored, ...]]:
    """The shape of each kind that has one."""
    of_shapes = {name: one.shape.fields for name, one in stored_as().items()}
    return of_shapes | {DIVERSION_BOOK.name: BOOK.fields, PBX_EVENT.name: EVENT.fields}


@cache
def fields_of_kinds() -> Mapping[str, tuple[Field, ...]]:
    """The fields of each kind, with those that are stored for queries alone."""
    by_kind = {name: tuple(_of_shapes(shapes)) for name, shapes in shapes_of_kinds().items()}
    by_kind |= {CHAT.name: _of_chats(), DIRECTORY_BUCKET.name: _of_buckets(), COPY_MARK.name: _named(CopyMark)}
    return {
        kind.name: (
            *by_kind[kind.name],
            *(Field(name) for name in kind.index_fields if name not in {one.name for one in by_kind[kind.name]}),
        )
        for kind in KINDS
    }


def of_outgoing() -> tuple[Field, ...]:
    """The outbox in each case."""
    return tuple(_of_shapes(OUTGOING.fields))


def _of_shapes(shapes: tuple[Stored, ...]) -> Iterator[Field]:
    for one in shapes:
        inner = one.shape.fields
        yield Field(one.name, tuple(_of_shapes(inner)), id(inner) if inner else None)


def _of_chats() -> tuple[Field, ...]:
    chat = Chat(drafts={"c": DRAFT}, waiting={"a": 0.0}, in_doubt={})
    account = SimpleNamespace(id="", tenant_id="", conversation_type="personal", is_group=False)
    activity = SimpleNamespace(
        service_url="", channel_id="", conversation=account, recipient=account, from_property=account
    )
    begun = Begun(activity="a", life="l", until=0.0, lasts=0.0)
    chat.remember_reference("c", reference_of(activity), personal=True)
    begun.noted_in(chat)
    expect_outcome(chat, begun, at=0.0)
    chat.in_doubt = {**Doubt(activity="a", did="d", at=0.0).as_kept(), "settled_as": "b"}
    stored = chat.to_json()
    one_of = {"drafts", "references", "outcomes"}
    return tuple(
        Field(name, tuple(map(Field, _inner(next(iter(value.values())) if name in one_of else value))))
        for name, value in stored.items()
    )


def _inner(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, Mapping) else ()


def _of_buckets() -> tuple[Field, ...]:
    texts = {one.name: "x" for one in fields(UserEntry)}
    whole = UserEntry(**{**texts, "other_phones": ("x",), "is_enabled": False, "is_guest": True})  # type: ignore[arg-type]
    body = bucket_body(Bucket(users={"u": whole}, members={"g": frozenset({"u"})}))
    return (Field("users", tuple(map(Field, body["users"]["u"]))), Field("members"))


def _named(kind: type[Any]) -> tuple[Field, ...]:
    return tuple(Field(one.name) for one in fields(kind))
