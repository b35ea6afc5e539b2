"""Owns the function: whom a caller with a matter is connected to, a group or somebody whose own matter it is (S3).

It is no more than a name for them; whether anyone answers is `policy.coverage_answers` and `policy.availability`.
"""

from __future__ import annotations

from dataclasses import dataclass

from policy.ids import GroupId, PersonId

_GROUP, _PERSON = "group", "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """An answer group or a person: the one of the two that is not None."""

    group: GroupId | None = None
    person: PersonId | None = None

    def __post_init__(self) -> None:
        if (self.group is None) == (self.person is None):
            raise ValueError("a function is either a group or a person")

    @property
    def id(self) -> str:
        """What tells it from every other, for a button to carry."""
        return f"{_PERSON}:{self.person}" if self.group is None else f"{_GROUP}:{self.group}"


def of_group(group: GroupId) -> Function:
    """The function that the group is."""
    return Function(group=group)


def of_person(person: PersonId) -> Function:
    """The function that the person is."""
    return Function(person=person)


def function_of(id_: str) -> Function | None:
    """The function with that id; None where the text is no id of one."""
    kind, _, rest = id_.partition(":")
    if not rest or kind not in (_GROUP, _PERSON):
        return None
    return of_group(GroupId(rest)) if kind == _GROUP else of_person(PersonId(rest))
