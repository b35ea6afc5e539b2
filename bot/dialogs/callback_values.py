"""Owns how the values of the forms about promises become what is wanted, and how what was understood becomes values.

Values are the raw strings of the cards' inputs (see `bot.dialogs.form`). It must not decide what is allowed.

    caller, phone, matter   who is to be called, at what number, about what; as typed
    contact_date/_time      local; no date is today, no time is the end of that working day
    answer_date/_time       the same, for when the answer is due
    to, to_id               the colleague, as typed and once it is known who is meant
    message, urgent         of a message that is left; urgent is "true"
    person, callback        the place of a promise that stands already
    keep                    "true": one's own time was insisted on
    asked                   the turn that first asked, of what is new: answered twice, it is one promise
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import local_instant, read_date, read_number, read_time
from bot.dialogs.form import Values
from bot.texts.numbers import phone_number
from bot.understanding.result import Intent, Understanding
from policy.callback_times import end_of_working_day
from policy.callbacks import Callback, Wanted, faults
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import Person
from services.ports import Place

YES = "true"
PROMISE_INPUTS = frozenset({"caller", "phone", "matter", "contact_date", "contact_time", "answer_date", "answer_time"})
MESSAGE_INPUTS = frozenset({"to", "caller", "phone", "matter", "message", "contact_date", "contact_time", "urgent"})
NEXT_INPUTS = frozenset({"contact_date", "contact_time"})
HAND_OVER_INPUTS = frozenset({"to"})
MOST_WORDS_OF_A_NAME = 5
LONGEST_ID = 100
"""Longer than any id that we have made, or that a turn has."""
_FIELDS = ("to", "caller", "phone", "matter", "message", "contact", "answer", "urgent", "")
"""The order in which the forms show faults; the empty one is a fault of no field."""


def from_understanding(understood: Understanding, now: datetime) -> dict[str, str]:
    """The values that a line about a promise gives, as they would have been filled in."""
    said = understood.slots
    values = {
        "caller": str(said.get("caller") or ""),
        "phone": phone_number(str(said.get("phone") or "")),
        "matter": str(said.get("topic") or ""),
    }
    if understood.end is not None:
        values |= instant_values("contact", understood.end, now)
    for slot, field in (("answer_by", "answer"), ("call_by", "contact")):
        instant = _said_instant(said.get(slot), now)
        if instant is not None:
            values |= instant_values(field, instant, now)
    return {name: value for name, value in values.items() if value}


def message_from_understanding(understood: Understanding, sender: Person, now: datetime) -> dict[str, str]:
    """The values that a line which leaves a message gives; "ring mig" is a call to its sender.

    One that says no more than whom to call about what says it once, in its own fields.
    """
    said = understood.slots
    values = from_understanding(understood, now) | {"to": str(said.get("person") or "")}
    if said.get("calls_sender"):
        known = phone_number(sender.extension or sender.mobile or sender.landline)
        values = {"phone": known, **values, "caller": sender.name}
    if said.get("message") and not said.get("only_a_call"):
        values["message"] = str(said["message"])
    if said.get("urgent"):
        values["urgent"] = YES
    return values


def from_callback(callback: Callback, now: datetime) -> dict[str, str]:
    """The values that show a promise as it stands, so that it can be changed."""
    values = {
        "person": str(callback.holder),
        "callback": callback.id,
        "caller": callback.caller,
        "phone": phone_number(callback.phone),
        "matter": callback.matter,
        **instant_values("contact", callback.contact_due_at, now),
    }
    if callback.answer_due_at is not None:
        values |= instant_values("answer", callback.answer_due_at, now)
    return values


def as_asked(exchange: Exchange, values: Values) -> dict[str, str]:
    """The values of something new, with the turn that asks for it; it tells two askings apart, never who asks."""
    return {**values, "asked": exchange.turn.activity_id}


def asked_by(exchange: Exchange, values: Values) -> str:
    """The turn that first asked for what is new."""
    return values.get("asked", "")[:LONGEST_ID] or exchange.turn.activity_id


def instant_values(field: str, instant: datetime, now: datetime) -> dict[str, str]:
    """An instant as a day and a time of day, as the municipality's clocks show it."""
    local = instant.astimezone(now.tzinfo)
    return {f"{field}_date": local.date().isoformat(), f"{field}_time": f"{local:%H:%M}"}


def to_wanted(
    exchange: Exchange, values: Values, *, person: Person, is_message: bool, beside: Sequence[PolicyError] = ()
) -> Wanted:
    """What the values ask for; raises PolicyErrors with all that can't be read, with `beside`, each at its field.

    If anything is amiss, what the rules have against the rest comes with it, so that the form shows all together.
    """
    found = list(beside)
    wanted = Wanted(
        caller=values.get("caller", ""),
        phone=read_number(values, "phone", found),
        matter=values.get("matter", ""),
        contact_due_at=read_due(exchange, values, "contact", person, found),
        answer_due_at=read_due(exchange, values, "answer", person, found),
        message=values.get("message", ""),
        urgent=values.get("urgent") == YES,
    )
    if found:
        unread = {fault.field for fault in found}
        if "phone" in unread:
            unread |= {"caller", "message"}
        rules = faults(wanted, now=exchange.now, is_message=is_message)
        found += [fault for fault in rules if fault.field not in unread]
        raise PolicyErrors(sorted(found, key=lambda fault: _FIELDS.index(fault.field or "")))
    return wanted


def read_due(
    exchange: Exchange, values: Values, field: str, person: Person, found: list[PolicyError]
) -> datetime | None:
    """A time to keep: a day alone is the end of the person's work that day, a time alone is today's."""
    before = len(found)
    day, clock = read_date(values, field, found), read_time(values, field, found)
    if len(found) > before or (day is None and clock is None):
        return None
    if clock is None and day is not None:
        return end_of_working_day(exchange.municipality.calendar, person.hours, day)
    if clock is None:
        return None
    return local_instant(day or exchange.now.date(), clock, exchange.now)


def place_in(values: Mapping[str, str]) -> Place:
    """The place of the promise that a button or a form carries; raises PolicyError for one that was not made by us."""
    person, callback = values.get("person", ""), values.get("callback", "")
    if not 0 < len(person) <= LONGEST_ID or not 0 < len(callback) <= LONGEST_ID:
        raise PolicyError("chat.unknown_button")
    return Place(person, callback)


def places_in(carried: str) -> tuple[Place, ...]:
    """The places of several promises that a button carries; raises PolicyError as `place_in` does."""
    places = []
    for one in carried.split():
        person, _, callback = one.rpartition(":")
        places.append(place_in({"person": person, "callback": callback}))
    if not places:
        raise PolicyError("chat.unknown_button")
    return tuple(places)


def with_line(exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
    """The values with what a line adds to an open form: a time, a number, a name. None if it is something else."""
    line = (exchange.turn.text or "").strip()
    kept = {name: value for name, value in values.items() if name != "keep"}
    if understood.intent is Intent.DIVERSION_SET:
        # A time on its own is read as a return: "fredag 14", "senast 15".
        said_only_when = not understood.reason_said and not understood.slots.get("for_person")
        if not said_only_when or understood.end is None or not understood.end_said:
            return None
        return {**kept, **instant_values("contact", understood.end, exchange.now)}
    if understood.intent is not None or not line:
        return None
    number = read_number({"phone": line}, "phone", [])
    if number and not kept.get("phone"):
        return {**kept, "phone": phone_number(number)}
    nameless = not kept.get("caller") and len(line.split()) <= MOST_WORDS_OF_A_NAME
    return {**kept, "caller": line} if nameless and not number else None


def _said_instant(said: object, now: datetime) -> datetime | None:
    """An instant that the line gave as text, in the municipality's zone unless it says another."""
    if not said:
        return None
    try:
        instant = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=now.tzinfo)
