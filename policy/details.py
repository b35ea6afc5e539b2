"""Owns what is said of a person's details: whether their owner finds them right, and what is to be mended (A1).

The details themselves are the directory's. Here is kept that they were confirmed, as what, and what the owner wants
mended in them; who mends the directory is people's business.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2s

from policy.errors import PolicyError
from policy.months import months_after
from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc

LONGEST_CORRECTION = 300
MOST_OPEN = 5
KEPT_AFTER_THE_END = timedelta(days=30)


class DetailField(StrEnum):
    """What in the details is wrong."""

    NAME = "name"
    TITLE = "title"
    UNIT = "unit"
    EXTENSION = "extension"
    LANDLINE = "landline"
    MOBILE = "mobile"
    MATTERS = "matters"
    OTHER = "other"


class Fate(StrEnum):
    """What has become of a correction."""

    OPEN = "open"
    MENDED = "mended"
    WITHDRAWN = "withdrawn"


class Confirmed(StrEnum):
    """Whether the owner has said that the details are right."""

    YES = "yes"
    NEVER = "never"
    LONG_AGO = "long_ago"
    CHANGED = "changed"
    """The directory says something else by now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the owner wants mended: in which detail, and what it is to be. `id` is the turn that asked."""

    id: str
    field: DetailField
    text: str
    made_at: datetime
    fate: Fate = Fate.OPEN
    ended_by: PersonId | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person has said of their details. Saved as one document."""

    person: PersonId
    known_since_at: datetime
    confirmed_on: date | None = None
    confirmed_as: str = ""
    """A digest of what was confirmed, so that a change of it is noticed without keeping it twice."""
    corrections: tuple[Correction, ...] = ()
    asked_at: datetime | None = None
    asked_about: str = ""
    look_again_at: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    def find(self, correction_id: str) -> Correction | None:
        """The correction with that id, or None."""
        return next((one for one in self.corrections if one.id == correction_id), None)

    @property
    def open(self) -> tuple[Correction, ...]:
        """Those that nobody has dealt with."""
        return tuple(one for one in self.corrections if one.fate is Fate.OPEN)


def digest_of(municipality: Municipality, person: Person) -> str:
    """What the switchboard sees of the person, in a form that says nothing but whether it is the same."""
    unit = municipality.units[person.unit].name
    seen = (person.name, person.title, unit, person.extension, person.landline, person.mobile, *person.matters)
    return blake2s("\n".join(seen).encode(), digest_size=16).hexdigest()


def confirmed_on(person: Person, details: Details | None) -> date | None:
    """The day on which the details were last said to be right, here or in the directory."""
    said = (details.confirmed_on if details is not None else None, person.details_confirmed_on)
    return max((on for on in said if on is not None), default=None)


def confirmed(municipality: Municipality, person: Person, details: Details | None, *, now: datetime) -> Confirmed:
    """Whether the owner has said that the details are right as they are now, and not too long ago (A1)."""
    on = confirmed_on(person, details)
    if on is None:
        return Confirmed.NEVER
    if details is not None and details.confirmed_on == on and details.confirmed_as != digest_of(municipality, person):
        return Confirmed.CHANGED
    today = municipality.calendar.local(now).date()
    stale = months_after(on, municipality.upkeep.details.confirmed_months) <= today
    return Confirmed.LONG_AGO if stale else Confirmed.YES


def confirm(municipality: Municipality, person: Person, details: Details, *, now: datetime) -> Details:
    """With what the switchboard sees now confirmed (A1)."""
    return replace(
        details,
        confirmed_on=municipality.calendar.local(now).date(),
        confirmed_as=digest_of(municipality, person),
    )


def correct(details: Details, correction: Correction) -> Details:
    """With one more thing to be mended; the same turn again changes nothing.

    Raises PolicyError `details.nothing_said`, `details.too_long` or `details.too_many`.
    """
    if details.find(correction.id) is not None:
        return details
    if not correction.text:
        raise PolicyError("details.nothing_said", field="text")
    if len(correction.text) > LONGEST_CORRECTION:
        raise PolicyError("details.too_long", field="text", params={"most": LONGEST_CORRECTION})
    if len(details.open) >= MOST_OPEN:
        raise PolicyError("details.too_many")
    return replace(details, corrections=(*details.corrections, correction))


def end_correction(details: Details, correction_id: str, fate: Fate, *, by: PersonId, now: datetime) -> Details:
    """With the correction dealt with; one that was already stays as it is. Raises PolicyError `details.gone`."""
    correction = details.find(correction_id)
    if correction is None:
        raise PolicyError("details.gone")
    if correction.fate is not Fate.OPEN:
        return details
    ended = replace(correction, fate=fate, ended_by=by, ended_at=as_utc(now))
    return replace(details, corrections=tuple(ended if one is correction else one for one in details.corrections))


def without_old(details: Details, *, now: datetime) -> Details:
    """Without the corrections that were dealt with long ago, and the cards that tell of them."""
    old = {one.id for one in details.corrections if _is_old(one, now)}
    outgoing = details.outgoing
    for card in outgoing.standing:
        if card.card.partition(":")[2] in old:
            outgoing = outgoing.without_card(card.to, card.card)
    left = tuple(one for one in details.corrections if one.id not in old)
    return replace(details, corrections=left, outgoing=outgoing)


def question_is_due(municipality: Municipality, person: Person, details: Details, *, now: datetime) -> bool:
    """Whether the person is to be asked if the details are right; not while something is to be mended (A1)."""
    stands = confirmed(municipality, person, details, now=now)
    if stands is Confirmed.YES or details.open:
        return False
    return _asked_next_at(municipality, details, stands, _about(municipality, person, stands)) <= as_utc(now)


def asked(municipality: Municipality, person: Person, details: Details, *, now: datetime) -> Details:
    """With the question put now."""
    stands = confirmed(municipality, person, details, now=now)
    return replace(details, asked_at=as_utc(now), asked_about=_about(municipality, person, stands))


def looked_at(municipality: Municipality, person: Person, details: Details, *, now: datetime) -> Details:
    """With the next time that they are worth looking at if nobody does anything."""
    stands, rules = confirmed(municipality, person, details, now=now), municipality.upkeep.details
    on = confirmed_on(person, details)
    if details.open:
        return replace(details, look_again_at=as_utc(now) + rules.ask_again)
    if stands is Confirmed.YES and on is not None:
        stale_on = months_after(on, rules.confirmed_months)
        return replace(details, look_again_at=as_utc(municipality.calendar.at(stale_on, time(0))))
    about = _about(municipality, person, stands)
    return replace(details, look_again_at=_asked_next_at(municipality, details, stands, about))


def _about(municipality: Municipality, person: Person, stands: Confirmed) -> str:
    return f"{stands.value}:{digest_of(municipality, person)}" if stands is Confirmed.CHANGED else stands.value


def _asked_next_at(municipality: Municipality, details: Details, stands: Confirmed, about: str) -> datetime:
    rules = municipality.upkeep.details
    if details.asked_at is not None and details.asked_about == about:
        return as_utc(details.asked_at) + rules.ask_again
    known_since = as_utc(details.known_since_at)
    return known_since if stands is Confirmed.CHANGED else known_since + rules.settle


def _is_old(correction: Correction, now: datetime) -> bool:
    return correction.ended_at is not None and correction.ended_at + KEPT_AFTER_THE_END <= as_utc(now)
