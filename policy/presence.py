"""Owns what Teams shows of a person just now, and what that means beside their diversion to who connects calls (V1).

A diversion is the person's own word and says more than a lamp: nothing here changes what is told of it. Where the two
disagree both are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from policy.availability import Availability
from policy.organisation import PersonId
from policy.reasons import Reason


class Lamp(StrEnum):
    """What Teams shows of somebody."""

    FREE = "free"
    IN_CALL = "in_call"
    IN_MEETING = "in_meeting"
    PRESENTING = "presenting"
    DO_NOT_DISTURB = "do_not_disturb"
    BUSY = "busy"
    AWAY = "away"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Presence:
    """What Teams showed, and how long ago that was."""

    lamp: Lamp
    age: timedelta


class Bearing(StrEnum):
    """What a lamp means beside what is told of the person."""

    NOTHING = "nothing"
    """It says nothing that isn't told already."""
    LINE_BUSY = "line_busy"
    MAY_NOT_ANSWER = "may_not_answer"
    ANSWERS_ALL_THE_SAME = "answers_all_the_same"
    """Who isn't at the computer may still have the phone at hand."""
    YET_ACTIVE = "yet_active"
    """The person is told to be away, and uses Teams."""


_OCCUPIED = frozenset({Lamp.IN_CALL, Lamp.PRESENTING})
"""What nobody is without being at it this very moment: others can answer sooner."""
_ACTIVE = _OCCUPIED | {Lamp.FREE}
"""What shows that somebody uses Teams now. Meetings and "busy" may be the calendar's, "do not disturb" is chosen."""
_HELD_UP = frozenset({Lamp.IN_MEETING, Lamp.PRESENTING, Lamp.DO_NOT_DISTURB, Lamp.BUSY})
_HELD_IN_TEAMS = frozenset({Reason.MEETING, Reason.TRAINING})
"""What somebody may be away for in Teams itself."""


def bearing(told: Availability, lamp: Lamp) -> Bearing:
    """What the lamp means beside what one viewer is told of the person now (V1)."""
    if not told.is_reachable:
        return Bearing.YET_ACTIVE if lamp in _ACTIVE and not _fits(told, lamp) else Bearing.NOTHING
    if lamp is Lamp.IN_CALL:
        return Bearing.LINE_BUSY
    if lamp in _HELD_UP:
        return Bearing.MAY_NOT_ANSWER
    return Bearing.NOTHING if lamp is Lamp.FREE else Bearing.ANSWERS_ALL_THE_SAME


def is_occupied(person: PersonId, seen: Mapping[PersonId, Presence]) -> bool:
    """Whether Teams shows that the person is taken up this very moment, so that others are to be tried first."""
    presence = seen.get(person)
    return presence is not None and presence.lamp in _OCCUPIED


def occupied_last(people: Sequence[Availability], seen: Mapping[PersonId, Presence]) -> tuple[Availability, ...]:
    """The same people, whoever is taken up just now after the others; else in the order that they came in (V1)."""
    return tuple(sorted(people, key=lambda one: is_occupied(one.person.id, seen)))


def _fits(told: Availability, lamp: Lamp) -> bool:
    """Whether it is what the person is away for, as far as the viewer may know why: a meeting is often a call."""
    absence = told.absence
    is_held = absence is not None and absence.shows_reason and absence.diversion.reason in _HELD_IN_TEAMS
    return is_held and lamp in _OCCUPIED
