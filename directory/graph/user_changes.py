"""Owns what a user or a group in an answer of Graph's delta queries says, and what becomes of what was known before.

Graph tells at least what has changed of somebody, and more as it pleases: what isn't told is as it was, what is null is
empty. A manager is told apart, as a list of who came and who went (`manager@delta`), and only where that has changed.
The same may be told twice, and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from directory.graph.entries import UserEntry
from directory.graph.refusals import GraphAway

Json = Mapping[str, Any]

TEXTS = {
    "givenName": "first_name",
    "surname": "last_name",
    "displayName": "display_name",
    "jobTitle": "title",
    "department": "department",
    "officeLocation": "office",
    "companyName": "company",
    "mail": "email",
    "userPrincipalName": "upn",
    "mobilePhone": "mobile",
}
PHONES, ENABLED, KIND, EXTENSIONS = "businessPhones", "accountEnabled", "userType", "onPremisesExtensionAttributes"
MANAGER, MEMBERS, REMOVED, TYPE = "manager@delta", "members@delta", "@removed", "@odata.type"
GUEST = "Guest"
USER_TYPE, GROUP_TYPE = "#microsoft.graph.user", "#microsoft.graph.group"


class OddAnswer(GraphAway):
    """An answer that isn't what Graph publishes, so that nothing is made of it."""


@dataclass(frozen=True, slots=True)
class MemberChange:
    """That a user, or a group, has come to be right in a group, or is not any more."""

    id: str
    is_group: bool
    is_there: bool


def asked_of_users(extension_attribute: str) -> str:
    """The properties to select."""
    extensions = (EXTENSIONS,) if extension_attribute else ()
    return ",".join(("id", *TEXTS, PHONES, ENABLED, KIND, *extensions, "manager"))


def rows_of(page: Json) -> tuple[Json, ...]:
    """What is told on a page; raises OddAnswer."""
    rows = page.get("value")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise OddAnswer("a page has no list of what it tells")
    return tuple(rows)


def id_of(row: Json) -> str:
    """Whom it is about, in lower case; raises OddAnswer."""
    found = row.get("id")
    if not isinstance(found, str) or not found:
        raise OddAnswer("something was told of nobody")
    return found.lower()


def is_removed(row: Json) -> bool:
    """Whether it is that it is there no more, be it for good or for now."""
    return REMOVED in row


def user_after(before: UserEntry | None, row: Json, extension_attribute: str) -> UserEntry:
    """The user as they are now; `before` None: nothing was known of them. Raises OddAnswer."""
    known = before or UserEntry(id=id_of(row))
    told: dict[str, Any] = {name: _text(row[given]) for given, name in TEXTS.items() if given in row}
    if PHONES in row:
        told["landline"], told["other_phones"] = _phones(row[PHONES])
    if ENABLED in row:
        told["is_enabled"] = row[ENABLED] is not False
    if KIND in row:
        told["is_guest"] = row[KIND] == GUEST
    if extension_attribute and EXTENSIONS in row:
        told |= _extension(row[EXTENSIONS], extension_attribute)
    if MANAGER in row:
        told["manager"] = _manager(known.manager, row[MANAGER])
    return replace(known, **told)


def member_changes(row: Json) -> Iterable[MemberChange]:
    """Who has come into the group or left it, in the order in which that is told; devices and the like are nobody."""
    for told in _listed(row.get(MEMBERS) or ()):
        kind = told.get(TYPE)
        if kind in (USER_TYPE, GROUP_TYPE):
            yield MemberChange(id_of(told), kind == GROUP_TYPE, not is_removed(told))
        elif kind is None:
            # A removal may come without saying of what; who comes without it is taken for a user.
            yield MemberChange(id_of(told), False, not is_removed(told))
            if is_removed(told):
                yield MemberChange(id_of(told), True, False)


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _phones(value: Any) -> tuple[str, tuple[str, ...]]:
    phones = [phone for phone in map(_text, value if isinstance(value, list) else ()) if phone]
    return (phones[0], tuple(phones[1:])) if phones else ("", ())


def _extension(value: Any, attribute: str) -> dict[str, str]:
    if value is None:
        return {"extension": ""}
    return {"extension": _text(value[attribute])} if isinstance(value, Mapping) and attribute in value else {}


def _manager(known: str, value: Any) -> str:
    """Who it is by now. That the one before went may be told before or after who came."""
    manager = known
    for one in _listed([value] if isinstance(value, Mapping) else value or ()):
        if not is_removed(one):
            manager = id_of(one)
        elif manager == id_of(one):
            manager = ""
    return manager


def _listed(value: Any) -> tuple[Json, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(one, Mapping) for one in value):
        raise OddAnswer("what has changed of somebody is no list")
    return tuple(value)
