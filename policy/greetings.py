"""Owns the voicemail greeting: what is known of each person's, what that makes of it, and what goes out of date (A4).

No one but the person can hear what is recorded, so a greeting is what somebody has said of it: the person, or the
switchboard after a test call. When it is asked about is `policy.greeting_questions`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from policy.errors import PolicyError
from policy.months import months_after
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc

LONGEST_NOTE = 200


class GreetingKind(StrEnum):
    """What was recorded. The values stand in stored documents and never change."""

    GENERIC = "generic"
    """The mailbox's own words: the caller can't tell whose it is."""
    PERSONAL = "personal"
    ABSENCE = "absence"
    """Personal, and tells of one absence."""


class FaultKind(StrEnum):
    """What a test call found."""

    WRONG = "wrong"
    MISSING = "missing"
    OUTDATED = "outdated"


class State(StrEnum):
    """How a person's greeting stands."""

    NO_MAILBOX = "no_mailbox"
    """There is nothing to record a greeting in."""
    MISSING = "missing"
    GENERIC = "generic"
    PERSONAL = "personal"
    ABSENCE = "absence"
    OUTDATED = "outdated"


class Why(StrEnum):
    """What makes a greeting outdated."""

    REPORTED = "reported"
    NAME = "name"
    TITLE = "title"
    UNIT = "unit"
    ABSENCE_OVER = "absence_over"
    OLD = "old"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOf:
    """What a greeting says of its owner; compared with the directory later."""

    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A greeting that was recorded, and the absence that it tells of where it does: until when."""

    kind: GreetingKind
    recorded_on: date
    noted_at: datetime
    said: SaidOf
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a test call found, and who made it."""

    kind: FaultKind
    by: PersonId
    at: datetime
    note: str = ""
    turn: str = ""
    """The turn that noted it, which can take it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest thing noted about a greeting, kept so that it can be undone once: what was known before it."""

    id: str
    recorded: Recording | None
    fault: Fault | None
    undone_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """What is known of one person's greeting. Saved as one document."""

    person: PersonId
    known_since_at: datetime
    """When the bot first had someone to ask."""
    recorded: Recording | None = None
    fault: Fault | None = None
    last_change: Change | None = None
    asked_at: datetime | None = None
    asked_about: str = ""
    """What the latest question was about, so that the same is not asked again too soon."""
    look_again_at: datetime | None = None
    """When time alone will have made something of it: the absence is over, it is old, it may be asked about again."""
    outgoing: Outgoing = NOTHING_OUTGOING


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a greeting stands, and why, where it is outdated."""

    state: State
    whys: tuple[Why, ...] = ()

    @property
    def is_wanting(self) -> bool:
        """Whether callers don't learn that they have come to the right person (A4)."""
        return self.state in (State.MISSING, State.GENERIC, State.OUTDATED)

    @property
    def about(self) -> str:
        """What is wanting, in one word that stays the same as long as the same is."""
        return "+".join((self.state.value, *(why.value for why in self.whys))) if self.is_wanting else ""


def said_of(municipality: Municipality, person: Person) -> SaidOf:
    """What a greeting that is recorded today says of the person (S1)."""
    return SaidOf(name=person.name, title=person.title, unit=municipality.units[person.unit].name)


def standing(municipality: Municipality, person: Person, greeting: Greeting | None, *, now: datetime) -> Standing:
    """How the person's greeting stands now (A4)."""
    if not person.has_voicemail:
        return Standing(state=State.NO_MAILBOX)
    recorded, fault = (greeting.recorded, greeting.fault) if greeting is not None else (None, None)
    if fault is not None and fault.kind is FaultKind.MISSING:
        return Standing(state=State.MISSING)
    if fault is not None:
        return Standing(state=State.OUTDATED, whys=(Why.REPORTED,))
    if recorded is None:
        return Standing(state=State.MISSING)
    if recorded.kind is GreetingKind.GENERIC:
        return Standing(state=State.GENERIC)
    whys = _whys(municipality, person, recorded, now)
    return Standing(state=State.OUTDATED if whys else State(recorded.kind.value), whys=whys)


def turns_old_on(recorded: Recording, months: int) -> date:
    """The first day on which the greeting counts as old: so many months after it was recorded."""
    return months_after(recorded.recorded_on, months)


def record(greeting: Greeting, recording: Recording, *, change_id: str, today: date) -> Greeting:
    """With what was recorded now known; what a test call found before is mended by it.

    Raises PolicyError `greeting.not_yet` for a day to come.
    """
    if recording.recorded_on > today:
        raise PolicyError("greeting.not_yet", field="recorded_on")
    return replace(greeting, recorded=recording, fault=None, last_change=_change(greeting, change_id))


def forget_recording(greeting: Greeting, *, change_id: str) -> Greeting:
    """With no recording: the person says that there is none."""
    return replace(greeting, recorded=None, fault=None, last_change=_change(greeting, change_id))


def undo(greeting: Greeting, *, change_id: str, undone_by: str) -> Greeting:
    """What was known before the latest change, once; `undone_by` is the turn that asks.

    Raises PolicyError `greeting.undo_superseded` or `greeting.undo_used`.
    """
    change = greeting.last_change
    if change is None or change.id != change_id:
        raise PolicyError("greeting.undo_superseded")
    if change.undone_by == undone_by:
        return greeting
    if change.undone_by:
        raise PolicyError("greeting.undo_used")
    return replace(
        greeting,
        recorded=change.recorded,
        fault=change.fault,
        last_change=replace(change, undone_by=undone_by),
    )


def report(greeting: Greeting, fault: Fault) -> Greeting:
    """With what a test call found. Raises PolicyError `greeting.note_too_long`."""
    if len(fault.note) > LONGEST_NOTE:
        raise PolicyError("greeting.note_too_long", field="note", params={"most": LONGEST_NOTE})
    return replace(greeting, fault=fault)


def take_back_report(greeting: Greeting, *, turn: str) -> Greeting:
    """Without what the test call of that turn found; raises PolicyError `greeting.report_gone` if it is not there."""
    if greeting.fault is None or greeting.fault.turn != turn:
        raise PolicyError("greeting.report_gone")
    return replace(greeting, fault=None)


def was_done_by(greeting: Greeting, turn: str) -> bool:
    """Whether this very turn made, or undid, the latest change."""
    return greeting.last_change is not None and turn in (greeting.last_change.id, greeting.last_change.undone_by)


def _change(greeting: Greeting, change_id: str) -> Change:
    return Change(id=change_id, recorded=greeting.recorded, fault=greeting.fault)


def _whys(municipality: Municipality, person: Person, recorded: Recording, now: datetime) -> tuple[Why, ...]:
    said = said_of(municipality, person)
    today = municipality.calendar.local(now).date()
    found = {
        Why.NAME: recorded.said.name != said.name,
        Why.TITLE: recorded.said.title != said.title,
        Why.UNIT: recorded.said.unit != said.unit,
        Why.ABSENCE_OVER: recorded.until_at is not None and recorded.until_at <= as_utc(now),
        Why.OLD: turns_old_on(recorded, municipality.upkeep.greetings.oldest_months) <= today,
    }
    return tuple(why for why, is_so in found.items() if is_so)
