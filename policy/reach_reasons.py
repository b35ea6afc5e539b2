"""Owns whom the bot has to reach in a chat of their own: whoever is told of others' affairs (M1, M2).

Everyone else is met when they first write. It must not know who has a chat.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from policy.ids import PersonId, UnitId
from policy.organisation import Municipality, Role
from policy.periods import as_utc
from policy.reachability import Reachability
from policy.unit_tree import units_within

WAITS_FOR = timedelta(days=30)
"""How long somebody who was to be told something counts as one to be reached, if nothing else makes them one."""


class Reason(StrEnum):
    """What makes somebody one to be reached."""

    MANAGER = "manager"
    DEPUTY = "deputy"
    SWITCHBOARD = "switchboard"
    ADMINISTRATOR = "administrator"
    EDITOR = "editor"
    WAITING = "waiting"
    """Something waits to be told them."""


ROLES = {
    Role.SWITCHBOARD: Reason.SWITCHBOARD,
    Role.ADMINISTRATOR: Reason.ADMINISTRATOR,
    Role.EDITOR: Reason.EDITOR,
}


def reason_to_reach(municipality: Municipality, person: PersonId) -> Reason | None:
    """What makes the person one to be reached by what they are in the directory, the weightiest first; None if nothing.

    Managers and deputies count where their unit, or one below it, has people or answer groups to be told of.
    """
    known = municipality.people.get(person)
    if known is None:
        return None
    for reason in (Reason.MANAGER, Reason.DEPUTY):
        if unit_of_reason(municipality, person, reason) is not None:
            return reason
    return next((reason for role, reason in ROLES.items() if role in known.roles), None)


def unit_of_reason(municipality: Municipality, person: PersonId, reason: Reason) -> UnitId | None:
    """The first unit that the person is manager of, or a deputy in, for those who are to be reached for that."""
    led = municipality.led_by.get(person, ()) if reason in (Reason.MANAGER, Reason.DEPUTY) else ()
    wanted = reason is Reason.MANAGER
    return next(
        (
            unit
            for unit in led
            if (municipality.units[unit].manager == person) is wanted and _is_worked_in(municipality, unit)
        ),
        None,
    )


def to_be_reached(municipality: Municipality) -> tuple[PersonId, ...]:
    """Everyone whom what they are in the directory makes one to be reached, once each."""
    with_roles = (person for role in ROLES for person in municipality.with_role(role))
    candidates = dict.fromkeys((*municipality.led_by, *with_roles))
    return tuple(person for person in candidates if reason_to_reach(municipality, person) is not None)


def still_reason(municipality: Municipality, known: Reachability, *, now: datetime) -> Reason | None:
    """What makes the person one to be reached now, also that something lately found no chat; None if nothing."""
    reason = reason_to_reach(municipality, known.person)
    if reason is None and known.person in municipality.people and known.bounced_at is not None:
        return Reason.WAITING if as_utc(now) < known.bounced_at + WAITS_FOR else None
    return reason


def _is_worked_in(municipality: Municipality, unit: UnitId) -> bool:
    return any(
        municipality.staff_of(one) or municipality.groups_by_unit.get(one) for one in units_within(municipality, unit)
    )
