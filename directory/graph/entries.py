"""Owns what Graph says of people, as plain values: what is read from Graph, what is stored of it, what is mapped.

Nothing is judged here: a value stands as the tenant has it, however odd. What it means `directory.graph.mapping` says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UserEntry:
    """A user of the tenant as Graph has them; what Graph doesn't say is an empty text. Ids are in lower case."""

    id: str
    first_name: str = ""
    last_name: str = ""
    display_name: str = ""
    title: str = ""
    department: str = ""
    office: str = ""
    company: str = ""
    email: str = ""
    upn: str = ""
    landline: str = ""
    """The first of Graph's business phones; any others are among `other_phones`."""
    mobile: str = ""
    other_phones: tuple[str, ...] = ()
    extension: str = ""
    """What stands in the attribute that the frame keeps extensions in (`Asked.extension_attribute`)."""
    manager: str = ""
    """A user's id, who needn't be among the roster's users."""
    is_enabled: bool = True
    is_guest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All that Graph says at one time: the users by id, and who is in each group that was asked for, however deep.

    A group that Graph doesn't have is not among `members`; one that nobody is in is there, and empty.
    """

    users: Mapping[str, UserEntry]
    members: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a frame needs of Graph beyond every user: the groups whose members count, and where extensions stand."""

    groups: frozenset[str] = frozenset()
    """Object ids, in lower case."""
    extension_attribute: str = ""
    """One of `extensionAttribute1` to `extensionAttribute15`; empty: extensions aren't asked for."""
