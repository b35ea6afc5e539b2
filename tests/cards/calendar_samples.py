"""Owns the sample cards of suggestions out of one's calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.calendar import CalendarView, Just, SuggestionView, calendar_card, suggestion_card, suggestion_off_card
from bot.texts.catalogue import Words
from policy.calendar_absences import Sign
from policy.calendar_suggestions import Fate
from policy.periods import Period
from tests.cards.sample_views import NOW, at


def suggestion(**changed: Any) -> SuggestionView:
    """A suggestion of some days, but for what is changed."""
    usual: dict[str, Any] = {
        "suggestion": "5c0f2b1d9a7e4463aa10c2de",
        "period": Period(at(26, 8), at(1, 17, month=12)),
        "sign": Sign.OUT_OF_OFFICE,
    }
    return SuggestionView(**{**usual, **changed})


def _card(**changed: Any) -> Callable[[Words], Mapping[str, Any]]:
    return lambda words: suggestion_card(suggestion(**changed), words, NOW)


CALENDAR_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "calendar-off": lambda words: calendar_card(CalendarView(is_on=False), words, NOW),
    "calendar-on": lambda words: calendar_card(CalendarView(is_on=True, unread_since=at(23, 7, 31)), words, NOW),
    "calendar-turned-on": lambda words: calendar_card(CalendarView(is_on=True, just=Just.TURNED_ON), words, NOW),
    "calendar-turned-off": lambda words: calendar_card(CalendarView(is_on=False, just=Just.TURNED_OFF), words, NOW),
    "calendar-gone": lambda words: calendar_card(
        CalendarView(is_on=False, can_be_on=False, just=Just.TURNED_OFF), words, NOW
    ),
    "suggestion": _card(),
    "suggestion-afternoon": _card(period=Period(at(25, 13), at(25, 17))),
    "suggestion-replies": _card(sign=Sign.REPLIES, period=Period(at(21, 8, month=12), at(31, 17, month=12))),
    "suggestion-goes-on": _card(sign=Sign.ALL_DAY, period=Period(at(7, 8, month=12), None)),
    "suggestion-declined": _card(fate=Fate.DECLINED),
    "suggestion-diverted": _card(fate=Fate.DIVERTED),
    "suggestion-withdrawn": _card(fate=Fate.WITHDRAWN),
    "suggestion-passed": _card(fate=Fate.PASSED, period=Period(at(7, 8, month=12), None)),
    "suggestion-off": suggestion_off_card,
}
