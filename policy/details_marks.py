"""Owns what whoever asks about a person is told of how sure the person's details are (A1).

It marks and never blocks: an old number may be the right one all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from policy.access import has_role
from policy.announced import is_announced
from policy.details import Confirmed, DetailField, Details, confirmed, confirmed_on
from policy.organisation import Municipality, Person, PersonId, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsMark:
    """That the details may not be right: not confirmed as they are, or what the owner wants mended waits.

    `is_whole`: the viewer may be told why. To anyone else it is no more than that they may be old.
    """

    confirmed: Confirmed
    confirmed_on: date | None = None
    waiting: tuple[DetailField, ...] = ()
    is_whole: bool = False


def details_mark(
    municipality: Municipality, person: Person, details: Details | None, *, viewer: PersonId, now: datetime
) -> DetailsMark | None:
    """What the viewer is told; None where the details are confirmed and nothing waits, or are only just announced."""
    if is_announced(person.id):
        return None
    stands = confirmed(municipality, person, details, now=now)
    waiting = () if details is None else tuple(dict.fromkeys(one.field for one in details.open))
    if stands is Confirmed.YES and not waiting:
        return None
    if not _may_see_why(municipality, viewer, person):
        return DetailsMark(confirmed=stands)
    return DetailsMark(confirmed=stands, confirmed_on=confirmed_on(person, details), waiting=waiting, is_whole=True)


def _may_see_why(municipality: Municipality, viewer: PersonId, person: Person) -> bool:
    return viewer in (person.id, municipality.nearest_manager(person)) or has_role(
        municipality, viewer, Role.SWITCHBOARD
    )
