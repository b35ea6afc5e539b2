"""Owns who may act on an answer group, its line of managers (M2, B1), and who may see and take its gaps."""

from __future__ import annotations

from policy.access import require_known
from policy.coverage import GroupFacts
from policy.coverage_books import CoverageAlert
from policy.coverage_candidates import possible_candidates
from policy.coverage_causes import CauseKind
from policy.errors import NotAllowed
from policy.leadership import leads_unit, units_led
from policy.organisation import AnswerGroup, GroupId, Municipality, Person, PersonId


def leads(municipality: Municipality, actor: PersonId, group: AnswerGroup) -> bool:
    """Whether the actor leads, or is deputy in, the group's unit or one above it."""
    return leads_unit(municipality, actor, group.unit)


def require_leader(municipality: Municipality, actor: PersonId, group: AnswerGroup) -> None:
    """Return if the actor may act on the group; raises NotAllowed `coverage.not_yours`."""
    if not leads(municipality, actor, group):
        raise NotAllowed("coverage.not_yours", params={"group": group.name})


def opened_it(actor: PersonId, alert: CoverageAlert) -> bool:
    """Whether the actor's own absence is among the causes of what is open."""
    return any(cause.person == actor and cause.kind is CauseKind.DIVERTED for one in alert.open for cause in one.causes)


def require_sight(municipality: Municipality, actor: PersonId, facts: GroupFacts, alert: CoverageAlert) -> None:
    """Return if the alert concerns the actor: of the line, asked, of the group or its unit. Else NotAllowed."""
    if actor not in municipality.people or not _concerns(municipality, actor, facts, alert):
        raise NotAllowed("coverage.not_yours", params={"group": facts.group.name})


def require_taker(
    municipality: Municipality, actor: PersonId, facts: GroupFacts, alert: CoverageAlert | None
) -> Person:
    """The actor as who may take a gap: anyone whom it concerns. Raises NotAllowed `coverage.not_asked`."""
    person = require_known(municipality, actor)
    if not _concerns(municipality, actor, facts, alert):
        raise NotAllowed("coverage.not_asked", params={"group": facts.group.name})
    return person


def _concerns(municipality: Municipality, actor: PersonId, facts: GroupFacts, alert: CoverageAlert | None) -> bool:
    invited = () if alert is None else tuple(one.person for one in alert.invitations)
    colleagues = (one.id for one in possible_candidates(municipality, facts))
    return actor in invited or actor in colleagues or leads(municipality, actor, facts.group)


def groups_led(municipality: Municipality, actor: PersonId) -> tuple[GroupId, ...]:
    """The groups of the units that the actor leads, or is deputy in, and of all below them."""
    units = units_led(municipality, actor)
    return tuple(group for unit in units for group in municipality.groups_by_unit.get(unit, ()))
