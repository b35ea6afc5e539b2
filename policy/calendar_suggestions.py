"""Owns what is suggested to a person out of their calendar, each absence once, and what becomes of each (A3).

It is off until the person turns it on. What is found in the calendar is `policy.calendar_absences`'s; here it is
matched with what was suggested before, and with the diversions that there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import blake2s

from policy.calendar_absences import (
    Absence,
    OwnTime,
    Sign,
    is_worth_asking,
    not_diverted,
    seen_from,
    to_divert,
    worked_length,
)
from policy.diversions import Diversion
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import Period, as_utc

BEGINS_WITHIN = timedelta(days=21)
"""How far ahead an absence that is suggested begins at most."""
KEPT_AFTER_THE_END = timedelta(days=2)
NOON = time(12)
SPREAD_MINUTES = 60
"""Over so many minutes people's calendars are looked at, each at a minute of its own."""
DAYS_TO_LOOK = 14


class Fate(StrEnum):
    """What has become of a suggestion. The values stand in stored documents."""

    OPEN = "open"
    DECLINED = "declined"
    DIVERTED = "diverted"
    """The person is diverted then, by this suggestion or otherwise."""
    WITHDRAWN = "withdrawn"
    """The calendar shows it no more."""
    PASSED = "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An absence that the person was asked about, or need not be: what is wanted is `period`, out of `found`."""

    id: str
    found: Period
    period: Period
    sign: Sign
    fate: Fate = Fate.OPEN

    @property
    def card(self) -> str:
        """The name of the card that tells of it."""
        return f"suggestion:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarBook:
    """That a person's calendar is looked at, and what came of it. Saved as one document.

    `off_at`: they have turned it off; nothing is then left but the cards that still have to say so.
    """

    person: PersonId
    turned_on_at: datetime
    look_again_at: datetime | None
    suggestions: tuple[Suggestion, ...] = ()
    asked_on: date | None = None
    """The day on which the person was last asked about something."""
    unread_since: datetime | None = None
    """Since when the calendar could not be read, where somebody has to do something about that."""
    off_at: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def is_on(self) -> bool:
        """Whether the calendar is to be looked at."""
        return self.off_at is None

    def find(self, suggestion_id: str) -> Suggestion | None:
        """The suggestion with that id, or None."""
        return next((one for one in self.suggestions if one.id == suggestion_id), None)

    def with_changed(self, changed: Suggestion) -> CalendarBook:
        """The book with the suggestion of the same id as it is now."""
        return replace(self, suggestions=tuple(changed if one.id == changed.id else one for one in self.suggestions))


def turned_on(person: PersonId, *, now: datetime) -> CalendarBook:
    """The book of somebody who has just turned it on: looked at as soon as can be."""
    return CalendarBook(person=person, turned_on_at=as_utc(now), look_again_at=as_utc(now))


def turned_off(book: CalendarBook, *, now: datetime) -> CalendarBook:
    """What is left once it is off: nothing that was seen."""
    return CalendarBook(
        person=book.person,
        turned_on_at=book.turned_on_at,
        look_again_at=None,
        off_at=as_utc(now),
        outgoing=book.outgoing,
    )


def looked_at(
    book: CalendarBook, found: Sequence[Absence], diversions: Sequence[Diversion], own: OwnTime, *, now: datetime
) -> CalendarBook:
    """The book after a look: what stands, what holds no more, and at most one new suggestion a day.

    An absence that was suggested is not suggested again, however it was answered, unless it has changed a lot. One
    that is diverted when it is first seen is noted as such, so that nobody is asked who takes that diversion away.
    """
    unmatched = list(found)
    kept: list[Suggestion] = []
    for one in _worth_keeping(book, now):
        absence = _same(one, unmatched, own, now)
        if absence is not None:
            unmatched.remove(absence)
        kept.append(_after(one, absence, diversions, own, now))
    asked_on, today = book.asked_on, own.calendar.local(now).date()
    for absence in unmatched:
        rest = not_diverted(absence, diversions, now=now)
        if rest is None and is_worth_asking(absence, own, now=now):
            kept.append(_suggestion(book.person, absence, absence.period, now, Fate.DIVERTED))
        elif rest is not None and asked_on != today and _may_be_asked(rest, own, now):
            kept.append(_suggestion(book.person, absence, to_divert(rest, own), now, Fate.OPEN))
            asked_on = today
    return replace(
        book,
        suggestions=tuple(kept),
        asked_on=asked_on,
        unread_since=None,
        look_again_at=next_look_at(book.person, own, now=now),
    )


def diverted(book: CalendarBook, diversions: Sequence[Diversion], own: OwnTime, *, now: datetime) -> CalendarBook:
    """The book once the person's diversions have changed: what they cover is no more to be asked about.

    Where that is taken back, the card that stands offers it again; nobody is asked anew.
    """

    def settled(one: Suggestion) -> Suggestion:
        if one.fate is Fate.OPEN and not _is_left(one, diversions, own, now):
            return replace(one, fate=Fate.DIVERTED)
        stands = book.outgoing.card_of(book.person, one.card) is not None
        if one.fate is Fate.DIVERTED and stands and _is_left(one, diversions, own, now):
            return replace(one, fate=Fate.OPEN)
        return one

    return replace(book, suggestions=tuple(map(settled, book.suggestions)))


def answerable(book: CalendarBook | None, suggestion_id: str, *, now: datetime) -> Suggestion:
    """The suggestion that a button is about. Raises PolicyError `calendar.gone` or `calendar.passed`.

    Whoever presses has only their own book: somebody else's suggestion is not in it.
    """
    suggestion = book.find(suggestion_id) if book is not None and book.is_on else None
    if suggestion is None:
        raise PolicyError("calendar.gone")
    if suggestion.fate is Fate.PASSED or _is_over(suggestion.period, now):
        raise PolicyError("calendar.passed")
    return suggestion


def next_look_at(person: PersonId, own: OwnTime, *, now: datetime) -> datetime:
    """When to look next: before the person's work begins, and at noon where they work on, each at their own minute."""
    minute = timedelta(minutes=int.from_bytes(blake2s(str(person).encode(), digest_size=2).digest()) % SPREAD_MINUTES)
    calendar, now = own.calendar, as_utc(now)
    today = calendar.local(now).date()
    for day in (today + timedelta(days=number) for number in range(DAYS_TO_LOOK)):
        stretches = calendar.stretches(day, own.hours)
        if not stretches:
            continue
        morning = as_utc(calendar.at(day, stretches[0].start)) - timedelta(minutes=SPREAD_MINUTES) + minute
        noon = as_utc(calendar.at(day, NOON)) + minute
        looks = [morning, *([noon] if stretches[0].start < NOON < stretches[-1].end else [])]
        later = next((at for at in looks if at > now), None)
        if later is not None:
            return later
    return now + timedelta(days=1)


def _worth_keeping(book: CalendarBook, now: datetime) -> Sequence[Suggestion]:
    """Without those that are over, and those whose card has said that they hold no more."""
    unsent = {one.card for one in book.outgoing.unsent}
    gone = (Fate.WITHDRAWN, Fate.PASSED)
    return [
        one
        for one in book.suggestions
        if one.card in unsent or (one.fate not in gone and not _is_over(one.found, as_utc(now) - KEPT_AFTER_THE_END))
    ]


def _after(
    one: Suggestion, absence: Absence | None, diversions: Sequence[Diversion], own: OwnTime, now: datetime
) -> Suggestion:
    """A suggestion after a look at which that absence was found in its place, or none."""
    if one.fate in (Fate.WITHDRAWN, Fate.PASSED):
        return one
    if one.fate is Fate.OPEN and _is_over(one.period, now):
        return replace(one, fate=Fate.PASSED)
    if absence is None:
        return replace(one, fate=Fate.WITHDRAWN) if one.fate is Fate.OPEN else one
    # Of what has begun the calendar is read from today on: it goes on being from where it began.
    began = one.found.start_at if _has_begun(one.found, own, now) else absence.period.start_at
    one = replace(one, found=Period(min(began, absence.period.start_at), absence.period.end_at))
    return _brought_up_to_date(one, absence, diversions, own, now) if one.fate is Fate.OPEN else one


def _brought_up_to_date(
    one: Suggestion, absence: Absence, diversions: Sequence[Diversion], own: OwnTime, now: datetime
) -> Suggestion:
    """With what of the absence is left to be asked about."""
    rest = not_diverted(absence, diversions, now=now)
    if rest is None:
        return replace(one, fate=Fate.DIVERTED)
    wanted = to_divert(rest, own)
    if _has_begun(one.period, own, now) and _has_begun(wanted, own, now):
        wanted = Period(one.period.start_at, wanted.end_at)
    return replace(one, period=wanted, sign=rest.sign)


def _same(one: Suggestion, found: Sequence[Absence], own: OwnTime, now: datetime) -> Absence | None:
    """Which of the absences the suggestion was about: they share half of the longer of the two, as far as is seen."""
    within = seen_from(now, own.calendar)
    seen = one.found.intersection(within)
    if seen is None:
        return None
    worked = tuple(own.calendar.working_periods(Period(seen.start_at, seen.end_at or within.end_at), own.hours))
    length = worked_length(worked)
    for absence in found:
        shared = worked_length(
            both for part in absence.parts for whole in worked if (both := part.intersection(whole)) is not None
        )
        if shared and 2 * shared >= max(length, worked_length(absence.parts)):
            return absence
    return None


def _is_left(one: Suggestion, diversions: Sequence[Diversion], own: OwnTime, now: datetime) -> bool:
    """Whether anything of what is suggested, and still to come, is taken by no diversion."""
    seen = one.period.intersection(seen_from(now, own.calendar))
    parts = () if seen is None else tuple(own.calendar.working_periods(seen, own.hours))
    return bool(parts) and not_diverted(Absence(parts=parts, sign=one.sign), diversions, now=now) is not None


def _may_be_asked(rest: Absence, own: OwnTime, now: datetime) -> bool:
    if rest.period.start_at > as_utc(now) + BEGINS_WITHIN:
        return False
    return is_worth_asking(rest, own, now=now)


def _has_begun(period: Period, own: OwnTime, now: datetime) -> bool:
    return own.calendar.local(period.start_at).date() <= own.calendar.local(now).date()


def _is_over(period: Period, now: datetime) -> bool:
    return period.end_at is not None and period.end_at <= as_utc(now)


def _suggestion(person: PersonId, absence: Absence, period: Period, now: datetime, fate: Fate) -> Suggestion:
    told = f"{person} {absence.period.start_at.isoformat()} {as_utc(now).isoformat()}"
    return Suggestion(
        id=blake2s(told.encode(), digest_size=12).hexdigest(),
        found=absence.period,
        period=period,
        sign=absence.sign,
        fate=fate,
    )
