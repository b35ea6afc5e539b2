"""Owns how suggestions out of one's calendar become cards, for who asks and when they come by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.cards.calendar import (
    CalendarView,
    Just,
    SuggestionView,
    calendar_card,
    first_line,
    suggestion_card,
    suggestion_off_card,
)
from bot.dialogs.exchange import Exchange
from bot.dialogs.notifications import Telling
from bot.turn import Message, Reply
from policy.calendar_suggestions import CalendarBook, Suggestion
from policy.organisation import PersonId
from services.calendar_suggestions import CalendarStands


def stands_reply(exchange: Exchange, stands: CalendarStands, just: Just = Just.ASKED) -> Reply:
    """How it stands; as the answer to a press it takes the pressed card's place."""
    view = CalendarView(is_on=stands.is_on, can_be_on=stands.is_reached, just=just, unread_since=stands.unread_since)
    card = calendar_card(view, exchange.words, exchange.now)
    heads = {Just.ASKED: "calendar.title", Just.TURNED_ON: "calendar.on.title", Just.TURNED_OFF: "calendar.off.title"}
    show = exchange.show_below if just is Just.ASKED else exchange.show
    return show(card, exchange.words(heads[just]))


def suggestion_reply(exchange: Exchange, suggestion: Suggestion) -> Reply:
    """The suggestion as it stands, in its card's place."""
    view = _view(suggestion)
    return exchange.show(
        suggestion_card(view, exchange.words, exchange.now), first_line(view, exchange.words, exchange.now)
    )


def to_fill_in(suggestion: Suggestion, me: PersonId, *, now: datetime) -> Mapping[str, str]:
    """The diversion's form as far as it is known; why the person is away is theirs to say."""
    start = max(suggestion.period.start_at, now).astimezone(now.tzinfo)
    values = {"person": str(me), "start_date": start.date().isoformat(), "start_time": f"{start:%H:%M}"}
    if suggestion.period.end_at is not None:
        end = suggestion.period.end_at.astimezone(now.tzinfo)
        values |= {"end_date": end.date().isoformat(), "end_time": f"{end:%H:%M}"}
    return values


def calendar_notice(telling: Telling) -> Message:
    """A suggestion as it stands when its card is sent; one that is forgotten says only that."""
    book = telling.about
    if not isinstance(book, CalendarBook):
        raise TypeError("a notification of this subject is about what came of looking at a calendar")
    suggestion = book.find(telling.notification.params["suggestion"]) if book.is_on else None
    if suggestion is None:
        return Message(card=suggestion_off_card(telling.words), summary=telling.words("calendar.ended.off"))
    view = _view(suggestion)
    card = suggestion_card(view, telling.words, telling.now)
    return Message(card=card, summary=first_line(view, telling.words, telling.now))


def _view(suggestion: Suggestion) -> SuggestionView:
    return SuggestionView(
        suggestion=suggestion.id, period=suggestion.period, sign=suggestion.sign, fate=suggestion.fate
    )
