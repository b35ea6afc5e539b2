"""Owns who may act on an answer group: those of its line of managers, and no one else (M2, B1)."""

from __future__ import annotations

from policy.errors import NotAllowed
from policy.leadership import line_of
from policy.organisation import AnswerGroup, Municipality, PersonId


def leads(municipality: Municipality, actor: PersonId, group: AnswerGroup) -> bool:
    """Whether the actor leads, or is deputy in, the group's unit or one above it."""
    return actor in line_of(municipality, group.unit)


def require_leader(municipality: Municipality, actor: PersonId, group: AnswerGroup) -> None:
    """Return if the actor may act on the group; raises NotAllowed `coverage.not_yours`."""
    if not leads(municipality, actor, group):
        raise NotAllowed("coverage.not_yours", params={"group": group.name})
