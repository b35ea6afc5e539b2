"""Owns what the greeting's use cases are asked and what they give: plain values, no behaviour, no words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.greetings import Fault, GreetingKind, Recording, SaidOf, Standing, State
from policy.organisation import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What somebody says that they have recorded. `diversion` names the absence that it tells of, where one is meant.

    `kind` None: they say that there is no greeting.
    """

    kind: GreetingKind | None
    recorded_on: date
    diversion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceToTell:
    """An absence that a greeting may tell of: never why. `back_at` None: until further notice."""

    diversion: str
    back_at: datetime | None
    stand_in: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingSeen:
    """A person's greeting as it stands."""

    person: Person
    standing: Standing
    recorded: Recording | None
    fault: Fault | None
    absence: AbsenceToTell | None

    @property
    def tells_of_no_absence(self) -> bool:
        """Whether it was recorded for an absence, and there is none, now or soon."""
        return self.standing.state is State.ABSENCE and self.absence is None


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingNoted:
    """What was noted, and what it takes the place of."""

    seen: GreetingSeen
    change_id: str
    replaced: Recording | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """What a person is to say (S1): of themselves, and of an absence where one is to be told of."""

    person: Person
    said: SaidOf
    municipality: str
    absence: AbsenceToTell | None

    @property
    def ordinary(self) -> Script:
        """The same without any absence."""
        return replace(self, absence=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A test call's fault is noted: who is told, and whether the bot can reach them.

    `earlier` is the fault of the same kind that somebody had noted already; then nobody is told again.
    """

    person: Person
    fault: Fault
    can_be_told: bool
    earlier: Fault | None = None
