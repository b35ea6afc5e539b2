"""Owns what is told of suggestions: a card each, changed in place for as long as it stands. Nothing is sent here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from policy.calendar_suggestions import CalendarBook, Fate, Suggestion
from policy.outgoing import Notification
from policy.periods import as_utc

SOURCE = "calendar"
SUGGESTED = "calendar.suggested"
ENDED = "calendar.ended"
TURNED_OFF = "calendar.turned_off"


def told_of(before: CalendarBook, after: CalendarBook, *, now: datetime) -> CalendarBook:
    """The book with what has become of each suggestion on its way to the person.

    A new card waits for the person's working time. One that ends before its card was sent is not told of at all.
    """
    let_go = {one.card for one in before.suggestions} - {one.card for one in after.suggestions}
    after = replace(after, outgoing=after.outgoing.without_cards(*let_go))
    for one in after.suggestions:
        known = before.find(one.id)
        if known == one:
            continue
        if one.fate is Fate.OPEN and (known is None or _shown_by(known) != _shown_by(one)):
            after = _adding(after, one, SUGGESTED, now)
        elif known is not None and known.fate is Fate.OPEN and one.fate is not Fate.OPEN:
            after = _adding(after, one, ENDED, now) if _may_stand(after, one) else _calling_off(after, one)
    return after


def told_that_it_is_off(book: CalendarBook, pressed: str, *, now: datetime) -> CalendarBook:
    """The book with word on every card that stands or may, but for that of the suggestion `pressed`."""
    for one in book.suggestions:
        if one.id != pressed and _may_stand(book, one):
            book = _adding(book, one, TURNED_OFF, now)
        else:
            book = _calling_off(book, one)
    return book


def _shown_by(one: Suggestion) -> tuple[object, ...]:
    """What a card shows of it."""
    return one.fate, one.period, one.sign


def _adding(book: CalendarBook, one: Suggestion, code: str, now: datetime) -> CalendarBook:
    notification = Notification(
        id=f"{one.id}:{code}:{as_utc(now).isoformat()}",
        to=book.person,
        code=code,
        params={"suggestion": one.id},
        made_at=as_utc(now),
        due_at=as_utc(now),
        card=one.card,
        waits=code == SUGGESTED and not _may_stand(book, one),
    )
    return replace(book, outgoing=book.outgoing.adding(notification))


def _calling_off(book: CalendarBook, one: Suggestion) -> CalendarBook:
    unsent = tuple(waiting for waiting in book.outgoing.unsent if waiting.card != one.card)
    return replace(book, outgoing=replace(book.outgoing, unsent=unsent).without_cards(one.card))


def _may_stand(book: CalendarBook, one: Suggestion) -> bool:
    """Whether its card stands in the person's chat, or has begun to be sent."""
    begun = any(waiting.card == one.card and waiting.begun_at is not None for waiting in book.outgoing.unsent)
    return begun or book.outgoing.card_of(book.person, one.card) is not None
