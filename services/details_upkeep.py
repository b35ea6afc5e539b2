"""Owns what time and the directory bring about for details: whether they are right is asked (A1)."""

from __future__ import annotations

from datetime import datetime

from policy.details import Details, asked, looked_at, question_is_due, without_old
from policy.organisation import Municipality, Person
from services.details import SOURCE, WANTED, details_place
from services.ports import Cases, Directory, Messenger
from services.upkeep import KeepingUp, Subject


def details_upkeep(*, cases: Cases[Details], directory: Directory, messenger: Messenger) -> KeepingUp[Details]:
    """What keeps everyone's details up to date."""
    return KeepingUp(subject=_DETAILS, cases=cases, directory=directory, messenger=messenger)


def _looked_at(municipality: Municipality, person: Person, details: Details, /, *, now: datetime) -> Details:
    return looked_at(municipality, person, without_old(details, now=now), now=now)


_DETAILS = Subject(
    source=SOURCE,
    wanted=WANTED,
    place=details_place,
    concerns=lambda _person: True,
    begun=lambda person, now: Details(person=person, known_since_at=now),
    looked_at=_looked_at,
    question_is_due=question_is_due,
    asked=asked,
)
