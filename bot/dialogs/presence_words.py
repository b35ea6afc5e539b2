"""Owns how it is said what Teams shows of somebody, beside what their diversion says (V1).

Who may be told of it is decided already: for everyone else there is nothing here to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.cards.presence import PresenceView
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from policy.availability import Availability
from policy.organisation import PersonId
from policy.presence import Bearing, Lamp, Presence, bearing

JUST_NOW = timedelta(seconds=5)
IN_SECONDS = timedelta(seconds=90)
"""What is older is told in minutes."""

Seen = Mapping[PersonId, Presence]


def presence_view(told: Availability, seen: Seen, words: Words, now: datetime) -> PresenceView | None:
    """What Teams shows of the person, and what follows for the call; None where nothing is known."""
    presence = seen.get(told.person.id)
    if presence is None:
        return None
    means = bearing(told, presence.lamp)
    if means is Bearing.YET_ACTIVE:
        return PresenceView(says=_yet_active(told, presence, words, now), stands_out=True)
    says = words("presence.line", says=words(f"presence.lamp.{presence.lamp.value}"), age=_age(presence, words))
    if means is Bearing.NOTHING:
        return PresenceView(says=says)
    stands_out = means is not Bearing.ANSWERS_ALL_THE_SAME
    return PresenceView(says=says, means=words(f"presence.means.{means.value}"), stands_out=stands_out)


def presence_in_short(person: PersonId, seen: Seen, words: Words) -> str:
    """What Teams shows of somebody who can be called, in a few words; empty where that is simply that they are free."""
    presence = seen.get(person)
    if presence is None or presence.lamp is Lamp.FREE:
        return ""
    says = words(f"presence.lamp.{presence.lamp.value}")
    return words("presence.short", says=says[:1].lower() + says[1:], age=_age(presence, words))


def with_presence(line: str, person: PersonId, seen: Seen, words: Words) -> str:
    """A line about somebody who can be called, with that."""
    short = presence_in_short(person, seen, words)
    return words("presence.beside", line=line, short=short) if short else line


def _yet_active(told: Availability, presence: Presence, words: Words, now: datetime) -> str:
    age = _age(presence, words)
    if told.absence is None:
        return words("presence.active.off_duty", age=age)
    if told.back_at is None:
        return words("presence.active.open_ended", age=age)
    return words("presence.active.until", back=moment(told.back_at, now, words), age=age)


def _age(presence: Presence, words: Words) -> str:
    if presence.age < JUST_NOW:
        return words("presence.age.now")
    if presence.age < IN_SECONDS:
        return words("presence.age.seconds", n=int(presence.age.total_seconds()))
    return words("presence.age.minutes", n=round(presence.age / timedelta(minutes=1)))
