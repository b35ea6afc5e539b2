"""Owns who may do and see what. Identity is an argument; where it comes from is the wire's business.

POLICY, "Whom the answers may tell what": a reason is shown to everyone if it is public; any other only to the
person and the nearest manager.
"""

from policy.errors import NotAllowed, PolicyError
from policy.organisation import Municipality, Person, PersonId, Role
from policy.reasons import Reason, is_public


def not_in_directory(municipality: Municipality) -> PolicyError:
    """What somebody who isn't in the directory is told of their own errands."""
    return PolicyError("person.not_in_directory", params={"place": municipality.name})


def require_known(municipality: Municipality, actor: PersonId) -> Person:
    """The actor as the directory has them; raises PolicyError `person.not_in_directory`."""
    person = municipality.people.get(actor)
    if person is None:
        raise not_in_directory(municipality)
    return person


def may_see_reason(municipality: Municipality, viewer: PersonId, person: Person, reason: Reason) -> bool:
    """Whether the viewer may be told why the person is away."""
    return is_public(reason) or may_see_all(municipality, viewer, person)


def may_see_all(municipality: Municipality, viewer: PersonId, person: Person) -> bool:
    """Whether the viewer is the person or the nearest manager."""
    return viewer in (person.id, municipality.nearest_manager(person))


def require_sight_of_all(municipality: Municipality, viewer: PersonId, person: Person) -> None:
    """Return if nothing is masked for the viewer; raises NotAllowed with code `diversion.not_shown`."""
    if not may_see_all(municipality, viewer, person):
        raise NotAllowed("diversion.not_shown", field="person", params={"name": person.name})


def require_diversion_change(municipality: Municipality, actor: PersonId, person: Person) -> None:
    """Return if the actor may set or end the person's diversion: the person, the nearest manager, the switchboard.

    Raises NotAllowed with code `diversion.not_allowed`.
    """
    if may_see_all(municipality, actor, person):
        return
    colleague = municipality.people.get(actor)
    if colleague is not None and Role.SWITCHBOARD in colleague.roles:
        return
    raise NotAllowed("diversion.not_allowed", field="person", params={"name": person.name})


def has_role(municipality: Municipality, person: PersonId, role: Role) -> bool:
    """Whether someone in the directory has the role."""
    known = municipality.people.get(person)
    return known is not None and role in known.roles


def at_switchboard(municipality: Municipality) -> tuple[PersonId, ...]:
    """Everyone at the switchboard, in the order of the directory."""
    return municipality.with_role(Role.SWITCHBOARD)


def require_role(municipality: Municipality, actor: PersonId, role: Role) -> None:
    """Return if the actor has the role; raises NotAllowed with code `person.lacks_role`."""
    if not has_role(municipality, actor, role):
        raise NotAllowed("person.lacks_role")
