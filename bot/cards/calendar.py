"""Owns the cards of suggestions out of one's calendar: what is read and how it is turned off, and a suggestion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, finished, heading, subtle, title, warning
from bot.texts.catalogue import Words
from bot.texts.dates import dated, dated_period, moment
from policy.calendar_absences import DAYS_SEEN, Sign
from policy.calendar_suggestions import Fate
from policy.periods import Period


class Just(StrEnum):
    """What the card answers."""

    ASKED = "asked"
    TURNED_ON = "turned_on"
    TURNED_OFF = "turned_off"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """How it stands for the reader. `unread_since`: since when their calendar can't be read.

    `can_be_on`: whether the municipality lets calendars be read at all.
    """

    is_on: bool
    can_be_on: bool = True
    just: Just = Just.ASKED
    unread_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionView:
    """A suggestion as it stands; without an end it goes on for longer than is seen."""

    suggestion: str
    period: Period
    sign: Sign
    fate: Fate = Fate.OPEN


def calendar_card(view: CalendarView, words: Words, now: datetime) -> dict[str, Json]:
    """What is read of the calendar, how often, what is kept, and that it is off again at a word."""
    if view.just is Just.TURNED_OFF:
        return _turned_off_card(view, words)
    was_turned_on = view.just is Just.TURNED_ON
    body: list[Element] = [
        title(words("calendar.on.title" if was_turned_on else "calendar.title")),
        TextBlock(text=words("calendar.on.next" if was_turned_on else "calendar.offer"), spacing="small"),
    ]
    if view.unread_since is not None:
        body.append(warning(words("calendar.unread", when=moment(view.unread_since, now, words))))
    body += _what_is_read(words)
    if not was_turned_on:
        body.append(TextBlock(text=words("calendar.is_on" if view.is_on else "calendar.is_off"), spacing="medium"))
    body.append(subtle(words("calendar.off_again")))
    if view.is_on:
        return finished(body, words, [button(ActionName.CALENDAR_OFF, words("calendar.button.turn_off"))])
    turn_on = button(ActionName.CALENDAR_ON, words("calendar.button.turn_on"), style="positive")
    return finished(body, words, [turn_on, button(ActionName.FORM_CANCEL, words("forms.cancel"))])


def suggestion_card(view: SuggestionView, words: Words, now: datetime) -> dict[str, Json]:
    """That somebody seems to be away, with a tap to divert the phone, or what has become of that suggestion."""
    if view.fate is not Fate.OPEN:
        return _ended_card(view, words, now)
    body: list[Element] = [
        title(first_line(view, words, now)),
        TextBlock(text=words("calendar.suggestion.ask"), spacing="small"),
        subtle(words(f"calendar.sign.{view.sign.value}")),
    ]
    if view.period.end_at is None:
        body.append(subtle(words("calendar.suggestion.goes_on", n=DAYS_SEEN)))
    values = {"suggestion": view.suggestion}
    answers: list[Action] = [
        button(ActionName.CALENDAR_DIVERT, words("calendar.suggestion.divert"), values=values, style="positive"),
        button(ActionName.CALENDAR_DECLINE, words("calendar.suggestion.decline"), values=values),
    ]
    stop = button(ActionName.CALENDAR_OFF, words("calendar.suggestion.stop"), values=values)
    return finished([*body, *button_rows(answers, [stop])], words)


def suggestion_off_card(words: Words) -> dict[str, Json]:
    """What a suggestion's card says once it is turned off: nothing of what was suggested is left."""
    return finished([title(words("calendar.ended.off")), subtle(words("calendar.ended.off_why"))], words)


def first_line(view: SuggestionView, words: Words, now: datetime) -> str:
    """What the suggestion's card says first."""
    if view.fate is not Fate.OPEN:
        return words(f"calendar.ended.{view.fate.value}")
    if view.period.end_at is None:
        begins = view.period.start_at.astimezone(now.tzinfo).date()
        return words("calendar.suggestion.title_from", day=dated(begins, now, words))
    return words("calendar.suggestion.title", period=dated_period(view.period, now, words))


def _what_is_read(words: Words) -> list[Element]:
    return [
        heading(words("calendar.reads")),
        TextBlock(text=words("calendar.reads_what"), spacing="small"),
        TextBlock(text=words("calendar.never"), spacing="small"),
        heading(words("calendar.often")),
        TextBlock(text=words("calendar.often_what", n=DAYS_SEEN), spacing="small"),
        heading(words("calendar.kept")),
        TextBlock(text=words("calendar.kept_what"), spacing="small"),
    ]


def _turned_off_card(view: CalendarView, words: Words) -> dict[str, Json]:
    body = [title(words("calendar.off.title")), TextBlock(text=words("calendar.off.forgotten"), spacing="small")]
    if view.can_be_on:
        body.append(subtle(words("calendar.off.again")))
    return finished(body, words)


def _ended_card(view: SuggestionView, words: Words, now: datetime) -> dict[str, Json]:
    more = {Fate.DECLINED: "calendar.ended.declined_next", Fate.WITHDRAWN: "calendar.ended.withdrawn_why"}
    when = dated_period(view.period, now, words) if view.period.end_at is not None else ""
    lines = [when, words(more[view.fate]) if view.fate in more else ""]
    actions: list[Action] = []
    if view.fate is Fate.DIVERTED:
        actions = [button(ActionName.STATUS_SHOW, words("calendar.ended.show"))]
    body = [title(first_line(view, words, now)), *[subtle(line) for line in lines if line]]
    return finished(body, words, actions)
