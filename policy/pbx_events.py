"""Owns what the telephone exchange (PBX, telefonväxeln) is told of a person's diversion: a state, as an event (A3).

An event holds the whole of what is to stand, so one can be sent again, and one that is missed does no harm. It holds
a reason only if everyone may know it, and never a note (POLICY's last section). What it looks like to a supplier is a
promise: docs/pbx-webhook.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.organisation import Person, PersonId
from policy.periods import as_utc
from policy.reasons import Reason, is_public

STATE_TYPE = "se.vaxelvis.diversion.state.v1"
TEST_TYPE = "se.vaxelvis.test.v1"
SEQUENCE_DIGITS = 16
LINE_KEPT = timedelta(days=35)
"""How long it is borne in mind that somebody's phone rings as usual: as long as a backup of an exchange may be old."""
FIRST_PAUSE = timedelta(minutes=20)
"""When an event that was not taken is looked at: whoever decided on it has tried it over and over before that."""
LONGEST_PAUSE = timedelta(hours=4)
TRIED_FOR = timedelta(days=3)
"""An exchange that is out of order over a weekend gets everything when it is back."""
MILLISECOND = timedelta(milliseconds=1)
EPOCH = as_utc(datetime.fromisoformat("1970-01-01T00:00:00+00:00"))

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """Where somebody is called; empty where they have none such. Numbers are E.164."""

    extension: str = ""
    landline: str = ""
    mobile: str = ""

    @property
    def name(self) -> str:
        """What the exchange most likely knows it by; empty when there is nothing to call."""
        return self.extension or self.landline or self.mobile


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxAbsence:
    """An absence as the exchange is told of it; `back_at` None is until further notice."""

    start_at: datetime
    back_at: datetime | None
    reason: Reason | None = None
    open_line: bool = False
    answered_by: Phone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxEvent:
    """What is to stand for a person's phone from now on; `absence` None: it rings as usual.

    `sequence` grows with each event of the person. `person` is who it is about, which the exchange knows by `phone`.
    """

    person: PersonId
    sequence: int
    at: datetime
    phone: Phone
    absence: PbxAbsence | None

    @property
    def id(self) -> str:
        """The event's own, the same whenever it is sent."""
        return f"{self.person}-{_padded(self.sequence)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PbxLine:
    """What the exchange is to have of one person: the latest event, and up to which one it has taken them.

    `next_step_at` is when the latest is to be sent once more by whoever sweeps; None when that is no use.
    """

    latest: PbxEvent
    taken: int = 0
    next_step_at: datetime | None = None

    @property
    def is_due(self) -> bool:
        """Whether the exchange has not taken the latest yet."""
        return self.taken < self.latest.sequence

    @property
    def kept_until(self) -> datetime | None:
        """When nobody needs it any more; None while somebody is away until further notice."""
        absence = self.latest.absence
        if absence is None:
            return self.latest.at + LINE_KEPT
        return None if absence.back_at is None else max(absence.back_at, self.latest.at) + LINE_KEPT


def phone_of(person: Person) -> Phone:
    """Where the person is called."""
    return Phone(extension=person.extension, landline=person.landline, mobile=person.mobile)


def absence_told(
    *,
    start_at: datetime,
    back_at: datetime | None,
    reason: Reason | None,
    open_line: bool,
    answers_instead: Person | None,
) -> PbxAbsence:
    """The absence as the exchange may be told of it: never a reason that is for few."""
    phone = phone_of(answers_instead) if answers_instead is not None else Phone()
    return PbxAbsence(
        start_at=as_utc(start_at),
        back_at=None if back_at is None else as_utc(back_at),
        reason=reason if reason is not None and is_public(reason) else None,
        open_line=open_line,
        answered_by=phone if phone.name else None,
    )


def number_at(at: datetime) -> int:
    """The least number of an event that is decided then: they follow the time."""
    return (as_utc(at) - EPOCH) // MILLISECOND


def following(line: PbxLine | None, event: PbxEvent) -> PbxLine:
    """The line with a newer event, which replaces what stood before, taken or not."""
    return PbxLine(latest=event, taken=0 if line is None else line.taken, next_step_at=event.at + FIRST_PAUSE)


def cleared(line: PbxLine, *, now: datetime) -> PbxEvent:
    """That the phone rings as usual, for a person who is back although the latest event tells of an absence.

    So it is where the exchange refused the latest: nothing stood there, and nothing had to be put back. The number is
    the next one, so that whatever is decided later has a larger.
    """
    return replace(line.latest, sequence=line.latest.sequence + 1, at=as_utc(now), absence=None)


def taken_up_to(line: PbxLine, event: PbxEvent) -> PbxLine:
    """The line once the exchange has taken the event."""
    after = replace(line, taken=max(line.taken, event.sequence))
    return after if after.is_due else replace(after, next_step_at=None)


def refused(line: PbxLine, event: PbxEvent) -> PbxLine:
    """The line once the exchange has refused the event: it would again, until somebody has changed something."""
    return replace(line, next_step_at=None) if line.latest == event else line


def put_off(line: PbxLine, event: PbxEvent, *, late: float, now: datetime) -> PbxLine:
    """The line once sending the event has come to nothing again: pauses grow with its age, and come to an end.

    `late`, from 0 to 1, draws how much longer than its least the pause is.
    """
    if line.latest != event:
        return line
    age = as_utc(now) - event.at
    if age >= TRIED_FOR:
        return replace(line, next_step_at=None)
    pause = min(max(age, FIRST_PAUSE), LONGEST_PAUSE) * (1 + late / 4)
    return replace(line, next_step_at=as_utc(now) + pause)


def cloud_event(event: PbxEvent, *, tenant: str) -> Json:
    """The event as it is sent: a CloudEvent, version 1.0, in structured mode.

    Its source is the person's line in this municipality, because that is what its `sequence` counts.
    """
    return {
        "specversion": "1.0",
        "id": event.id,
        "source": f"/vaxelvis/{tenant}/people/{event.person}",
        "type": STATE_TYPE,
        "subject": event.phone.name,
        "time": _instant(event.at),
        "sequence": _padded(event.sequence),
        "datacontenttype": "application/json",
        "data": {"phone": _phone(event.phone), **_state(event.absence)},
    }


def trial_event(*, tenant: str, at: datetime) -> Json:
    """What only tries the way to the exchange: it is about nobody, and changes nothing."""
    return {
        "specversion": "1.0",
        "id": f"test-{_padded(number_at(at))}",
        "source": f"/vaxelvis/{tenant}",
        "type": TEST_TYPE,
        "time": _instant(at),
        "datacontenttype": "application/json",
        "data": {},
    }


def _state(absence: PbxAbsence | None) -> Json:
    """Every key is always there: the state is set whole, and nothing of what stood before is left."""
    if absence is None:
        absent = {"from": None, "until": None, "reason": None, "open_line": False, "answered_by": None}
        return {"diverted": False, **absent}
    return {
        "diverted": True,
        "from": _instant(absence.start_at),
        "until": None if absence.back_at is None else _instant(absence.back_at),
        "reason": None if absence.reason is None else absence.reason.value,
        "open_line": absence.open_line,
        "answered_by": None if absence.answered_by is None else _phone(absence.answered_by),
    }


def _phone(phone: Phone) -> Json:
    return {
        "extension": phone.extension or None,
        "landline": phone.landline or None,
        "mobile": phone.mobile or None,
    }


def _instant(at: datetime) -> str:
    return as_utc(at).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def _padded(sequence: int) -> str:
    return f"{sequence:0{SEQUENCE_DIGITS}d}"
