"""Owns how a diversion's form values become a proposal, and how what was understood becomes form values.

Values are the raw strings of the card's inputs (see `bot.dialogs.form`). It must not decide whether a diversion is
allowed: `policy.diversions.faults` does, and its faults come back to the same fields.

    person             whose diversion it is: an id
    replaces           the id of the diversion that this is a changed form of
    continues          "true": only a new return was said, so the one that runs keeps its reason
    reason             a value of Reason
    start_date/_time   local; no date is today, no time is now or the start of the working day
    end_date/_time     local; no date is the start's, no time is the end of the working day
    open_ended         "true": until further notice
    answers_instead    the colleague's name as it was typed
    answers_instead_id the colleague, once it is known who is meant
    open_line          "true": calls are let through
    also               what else it sets, with commas between; NONE is nothing, left out is as usual
    note               the person's own words
    ambiguous          "true": the line could be read in two ways, so the receipt says how it was read
    seen               what the person has accepted to displace (see `services.diversion_outcomes.SetDiversion`)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from bot.dialogs.field_values import is_at, local_instant, read_date, read_time
from bot.dialogs.form import Values
from bot.understanding.result import Understanding
from policy.diversions import Diversion, Proposal, faults
from policy.effects import EffectKind
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import PersonId
from policy.periods import Period
from policy.reasons import Reason
from policy.working_calendar import OFFICE_HOURS, Stretch

INPUTS = frozenset(
    {
        "reason",
        "start_date",
        "start_time",
        "end_date",
        "end_time",
        "open_ended",
        "answers_instead",
        "open_line",
        "also",
        "note",
    }
)
YES = "true"
NONE = "none"
EARLIEST_MORNING = 7
FULL_HOUR = re.compile(r"[01]?[0-9]|2[0-3]")
_FIELDS = ("person", "reason", "start", "end", "open_ended", "answers_instead", "open_line", "note", "")
"""The order in which the form shows faults; the empty one is a fault of no field."""


def from_understanding(understood: Understanding, person: PersonId) -> dict[str, str]:
    """The values that a line of chat gives, as they would have been filled in."""
    values = {"person": str(person)}
    if understood.end_said and not understood.reason_said and not understood.start_said:
        values["continues"] = YES
    if understood.reason is not None:
        values["reason"] = understood.reason.value
    if understood.start is not None:
        values |= {"start_date": understood.start.date().isoformat(), "start_time": f"{understood.start:%H:%M}"}
    if understood.end is not None:
        values |= {"end_date": understood.end.date().isoformat(), "end_time": f"{understood.end:%H:%M}"}
    if understood.other.get("open_ended"):
        values["open_ended"] = YES
    if understood.open_line:
        values["open_line"] = YES
    if understood.note:
        values["note"] = understood.note
    if understood.other.get("ambiguous") or understood.other.get("approx"):
        values["ambiguous"] = YES
    colleague = understood.other.get("to_person")
    if colleague:
        values["answers_instead"] = str(colleague)
    return values


def says_when_or_why(understood: Understanding) -> bool:
    """Whether the line itself holds a reason or a time, rather than a rule having filled them in."""
    return understood.reason_said or understood.start_said or understood.end_said


def names_one(understood: Understanding) -> bool:
    """Whether a line that takes a diversion away says which: by its reason or by when it is."""
    return understood.takes_away is not None or understood.start is not None


def is_meant(diversion: Diversion, understood: Understanding) -> bool:
    """Whether a line that takes a diversion away can mean this one."""
    if understood.takes_away not in (None, diversion.reason):
        return False
    if understood.start is None or understood.end is None:
        return understood.start is None or diversion.period.contains(understood.start)
    return diversion.period.overlaps(Period(understood.start, understood.end))


def is_complete(values: Values, understood: Understanding) -> bool:
    """Whether a line is enough to go on: something was said, and there is an end or "until further notice" (A3)."""
    return says_when_or_why(understood) and bool(values.get("end_date") or values.get("open_ended"))


def only_adds(understood: Understanding) -> bool:
    """Whether the line has no reason or time of its own, but says something else of a diversion."""
    about_answers = understood.other.get("to_person") or understood.note or understood.open_line is not None
    says_more = about_answers or understood.other.get("open_ended")
    return bool(says_more) and not says_when_or_why(understood)


def with_end_at_hour(values: Values, line: str) -> dict[str, str] | None:
    """The values with an end at the full hour that the line is ("15"); None if it is anything else."""
    if not FULL_HOUR.fullmatch(line):
        return None
    hour = int(line)
    # An hour before the working day means the afternoon, as everywhere else ("till 3" is 15:00).
    hour += 12 if 0 < hour < EARLIEST_MORNING else 0
    kept = {name: value for name, value in values.items() if name != "open_ended"}
    return {**kept, "end_date": values.get("end_date") or values.get("start_date", ""), "end_time": f"{hour:02}:00"}


def from_diversion(diversion: Diversion, *, person: PersonId, stand_in_name: str, now: datetime) -> dict[str, str]:
    """The values that show a diversion as it stands, so that it can be changed."""
    start = diversion.period.start_at.astimezone(now.tzinfo)
    values = {
        "person": str(person),
        "replaces": diversion.id,
        "reason": diversion.reason.value,
        "start_date": start.date().isoformat(),
        "start_time": f"{start:%H:%M}",
        "open_line": YES if diversion.open_line else "",
        "note": diversion.note,
    }
    if diversion.also is not None:
        values["also"] = ",".join(kind.value for kind in diversion.also) or NONE
    if diversion.period.end_at is None:
        values["open_ended"] = YES
    else:
        end = diversion.period.end_at.astimezone(now.tzinfo)
        values |= {"end_date": end.date().isoformat(), "end_time": f"{end:%H:%M}"}
    if diversion.answers_instead is not None:
        values |= {"answers_instead": stand_in_name, "answers_instead_id": str(diversion.answers_instead)}
    return values


def is_an_errand_of_its_own(values: Values, understood: Understanding) -> bool:
    """Whether a line says a whole other diversion, why and until when, rather than what this one lacks."""
    if not understood.reason_said or understood.end is None or not understood.end_said:
        return False
    if values.get("reason", "") not in ("", Reason.OTHER, understood.reason):
        return True
    return understood.end.date().isoformat() < values.get("start_date", "")


def merged(values: Values, understood: Understanding) -> dict[str, str] | None:
    """The values with what an answer in chat adds: only what it really said. None if it said nothing of use."""
    heard = from_understanding(understood, PersonId(values.get("person", "")))
    said: set[str] = set()
    if understood.reason_said:
        said |= {"reason"}
    if understood.start_said:
        said |= {"start_date", "start_time"}
    if understood.end_said:
        said |= {"end_date", "end_time"}
    said |= {"open_ended", "open_line", "note", "answers_instead"} & heard.keys()
    if not said:
        return None
    added = {name: heard[name] for name in said if name in heard}
    kept = {
        name: value for name, value in values.items() if name != "answers_instead_id" or "answers_instead" not in said
    }
    if "end_date" in added:
        kept.pop("open_ended", None)
        if not understood.start_said and added["end_date"] < kept.get("start_date", ""):
            # "till 12", said of something on another day, is noon of that day.
            added["end_date"] = kept["start_date"]
    return {**kept, **added}


def spelled_out(running: Values, values: Values) -> dict[str, str]:
    """The diversion that runs with the end, and what else, that the values give it."""
    said = ("end_date", "end_time", "answers_instead", "answers_instead_id", "open_line", "note", "ambiguous")
    kept = {name: value for name, value in running.items() if name != "open_ended"}
    if values.get("answers_instead"):
        kept.pop("answers_instead_id", None)
    return {**kept, **{name: values[name] for name in said if values.get(name)}}


def to_proposal(values: Values, *, now: datetime, beside: Sequence[PolicyError] = ()) -> Proposal:
    """What the values ask for; raises PolicyErrors with all that can't be read, with `beside`, each at its field.

    If anything is amiss, what the rules have against the rest comes with it, so that the form shows all together.
    """
    found: list[PolicyError] = []
    reason = _reason(values, found)
    start = _start(values, now, found)
    open_ended = values.get("open_ended") == YES
    end = None if open_ended else _end(values, start or now, found)
    if end is None and not open_ended and not is_at(found, "end"):
        # An end that is merely left out is never taken for "until further notice", whatever the reason allows (A3).
        found.append(_end_missing(reason))
    proposal = Proposal(
        person=PersonId(values.get("person", "")),
        reason=reason or Reason.OTHER,
        start_at=start or now,
        end_at=end,
        note=values.get("note", ""),
        answers_instead=PersonId(values["answers_instead_id"]) if values.get("answers_instead_id") else None,
        open_line=values.get("open_line") == YES,
        also=_also(values),
    )
    found += beside
    if found:
        unread = {fault.field for fault in found} | ({"end"} if reason is None and open_ended else set())
        found += [fault for fault in faults(proposal, now=now) if fault.field not in unread]
        raise PolicyErrors(sorted(found, key=lambda fault: _FIELDS.index(fault.field or "")))
    return proposal


def _also(values: Values) -> tuple[EffectKind, ...] | None:
    """What else it sets; None is as usual. What a button says may be anything at all."""
    said = {one.strip() for one in values.get("also", "").split(",")} - {""}
    return tuple(kind for kind in EffectKind if kind.value in said) if said else None


def _end_missing(reason: Reason | None) -> PolicyError:
    if reason is None:
        return PolicyError("form.end_missing", field="end")
    return PolicyError("diversion.end_missing", field="end", params={"reason": reason.value})


def _reason(values: Values, found: list[PolicyError]) -> Reason | None:
    try:
        return Reason(values.get("reason", ""))
    except ValueError:
        found.append(PolicyError("form.pick_reason", field="reason"))
        return None


def _start(values: Values, now: datetime, found: list[PolicyError]) -> datetime | None:
    day = read_date(values, "start", found) or now.date()
    clock = read_time(values, "start", found)
    if is_at(found, "start"):
        return None
    if clock is None:
        return now if day == now.date() else local_instant(day, _workday().start, now)
    at = local_instant(day, clock, now)
    # "Now" reaches the form as hours and minutes; what began within this minute begins now, not before it.
    return now if at <= now and (now - at).total_seconds() < 60 else at  # noqa: PLR2004


def _end(values: Values, start: datetime, found: list[PolicyError]) -> datetime | None:
    day = read_date(values, "end", found)
    clock = read_time(values, "end", found)
    if is_at(found, "end") or (day is None and clock is None):
        return None
    return local_instant(day or start.date(), clock or _workday().end, start)


def _workday() -> Stretch:
    return OFFICE_HOURS.weeks[0][0]
