"""Owns the shapes of questions about figures: how one's unit is doing, how a month was, one's own; cards on and off.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import listed, words, words_of_pattern

_MONTHS = {
    **{
        word: number
        for number, word in enumerate(
            listed("januari februari mars april maj juni juli augusti september oktober november december"), start=1
        )
    },
    **{
        word: number
        for number, word in enumerate(
            listed("january february march april may june july august september october november december"), start=1
        )
    },
}
_LAST = words("förra föregående senaste last previous")
_THIS = words("denna innevarande nuvarande this current")
_FIGURES = r"(?:siffror|siffrorna|siffra|statistik|statistiken|figures|statistics|stats|numbers)"
_UNIT = r"(?:enhet|enheten|enhets|unit|team|avdelning|avdelningen|arbetsgrupp|verksamhet|verksamheten|department)"
_OUR = r"(?:min|mitt|vår|vårt|my|our|the)"
_SHOW = r"(?:visa|se|show|see|ge mig|give me|kan jag få|få se|öppna|hämta|ta fram|skicka|send)(?: (?:mig|me|oss|us))?"
_WEEKLY = r"(?:måndagskortet|måndagskort|veckokortet|veckokort|veckorapporten|veckorapport|weekly card|weekly report)"
_MONTHLY = r"(?:månadskortet|månadskort|månadsrapporten|månadsrapport|monthly card|monthly report)"
_CARD = rf"(?P<card>{_WEEKLY}|{_MONTHLY}|T card|T cards|monday card)"
_STOP = (
    (
        r"(?:sluta|sluta upp|stoppa|stäng av|avsluta|avprenumerera|stop|turn off|unsubscribe|cancel|end)(?: (?:med|"
        rf"att skicka|skicka|skickandet av|sending|från|from|the|me|mig|på|av|det här|this|getting))* {_CARD}{{T}}"
    ),
    (
        rf"(?:vill |i )?(?:inte|slippa|slipper|do not|dont|never|aldrig|no more|inga fler)(?: (?:skicka|skickas|ha|få|"
        rf"se|want|send|need|me|mig|the|mer|more|längre|behöver|any|vill))* {_CARD}"
        r"(?: (?:mer|längre|any more|anymore))*{T}"
    ),
    rf"(?:skicka|send|vill ha|want|behöver)(?: (?:mig|me))? inte {_CARD}(?: (?:mer|längre))*{{T}}",
    rf"{_CARD} (?:av|off){{T}}",
)
_START = (
    (
        r"(?:skicka|börja|börja skicka|slå på|sätt på|prenumerera på|send|start|turn on|resume|subscribe to|vill ha|"
        r"want|återuppta)(?: (?:med|att skicka|skicka|sending|the|me|mig|to|get|igen|again|åter))* "
        rf"{_CARD}(?: (?:igen|again|varje|vecka|månad|every|week|month|på nytt))*{{T}}"
    ),
    rf"{_CARD} (?:på|on){{T}}",
)
_WEEK = (
    rf"(?:{_SHOW} )?(?:the )?(?:{_WEEKLY}|T card|monday card){{T}}",
    (
        rf"(?=.* (?:vi|oss|we|us|things|telefonen|phones|{_UNIT})(?: |$))"
        r"(?:hur|how)(?: (?:ligger|står|går|ser|mår|är|fungerar|are|is|do|det|vi|läget|till|we|it|things|with|"
        rf"för|ut|hos|i|på|med|oss|us|doing|going|stand|standing|{_OUR}|{_UNIT}|just|nu|now|idag|today|telefonen|"
        rf"phones|the|phone)){{2,9}}{{T}}"
    ),
    (
        rf"(?:{_SHOW} )?(?:läget|status|statusen|läget på|status på|läget i|status for|status of|översikt|overview|"
        rf"översikten|rapport|report)(?: (?:på|i|för|hos|of|for|in))? (?:{_OUR} )?{_UNIT}{{T}}"
    ),
    (
        rf"(?:{_SHOW} )?(?:{_OUR} )?{_UNIT}(?: (?:s|läge|status|statusen|just nu|report|rapport|overview|"
        r"översikt)){1,2}{T}"
    ),
    rf"(?:{_SHOW} )?{_OUR} {_UNIT}{{T}}",
    (
        rf"(?:{_SHOW} )?(?:{_OUR} )?(?:enhetsrapporten|enhetsrapport|veckoläget|veckans läge|veckans rapport|"
        r"unit report){T}"
    ),
)
_WHEN = (
    r"(?:T|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|january|february|"
    r"march|may|june|july|august|october|förra|föregående|senaste|last|previous|denna|den här|this|innevarande|"
    r"nuvarande|månad|månaden|månadens|months|month|under|i|för|for|in|of|av|current|year|år|året)"
)
_MONTH = (
    rf"(?:{_SHOW} )?(?:the )?(?:{_MONTHLY})(?: {_WHEN})*{{T}}",
    rf"(?:{_SHOW} )?(?:the )?(?:{_WHEN} )+{_FIGURES}(?: {_WHEN})*{{T}}",
    rf"(?:{_SHOW} )?(?:alla |våra |vår |our |the |enhetens )?{_FIGURES}(?: {_WHEN})*{{T}}",
    (
        rf"(?:hur|how)(?: (?:gick|var|såg|blev|did|was|were|it|det|vi|we|går|för|oss|us|telefonen|phone|the|do|go|ut|"
        rf"bemanningen|bemannade)){{1,5}}(?: {_WHEN})+{{T}}"
    ),
    (
        rf"(?:hur|how)(?: (?:bemannade|bemannat|mycket|stor|andel|många|much|many|well|covered|var|vi|were|we|har|"
        rf"hade|telefonen|telefontiden|telefontid|phone|hours|the|av|of|is|was))+(?: {_WHEN})+{{T}}"
    ),
    rf"(?:{_SHOW} )?(?:bemanningsgraden|täckningsgraden|coverage rate|coverage figures)(?: {_WHEN})*{{T}}",
)
_OWN = (
    rf"(?:{_SHOW} )?(?:mina|my|min|egna|mina egna|my own)(?: personliga)? {_FIGURES}(?: {_WHEN})*{{T}}",
    (
        r"(?:hur|how)(?: (?:mycket|många|much|many|ofta|often))+(?: (?:telefonpass|passning|telefonpassning|"
        r"phone duty|duty|timmar|hours|pass))+(?: (?:har|hade|fick|did|have|do|had|gjorde))? (?:jag|i)"
        rf"(?: (?:haft|gjort|had|have|done|do|tagit|taken))*(?: {_WHEN})*{{T}}"
    ),
    (
        r"(?:hur|how)(?: (?:har|har jag|håller|höll|hållit|well|have|did|do)){1,3}(?: (?:jag|i))?(?: (?:hållit|håller|"
        rf"höll|kept|keep|mina|my))* (?:löften|ringlöften|promises|callbacks)(?: {_WHEN})*{{T}}"
    ),
)


def _which(heard: Heard, match: re.Match[str]) -> Slots:
    """Which card is turned off or on."""
    del heard
    monthly = re.compile(_MONTHLY).fullmatch(match.group("card"))
    return {"card": "month" if monthly else "week"}


def _turned_off(heard: Heard, match: re.Match[str]) -> Slots:
    return {**_which(heard, match), "on": False}


def _turned_on(heard: Heard, match: re.Match[str]) -> Slots:
    return {**_which(heard, match), "on": True}


def _month(heard: Heard, match: re.Match[str]) -> Slots | None:
    """The month that the line names, as "2026-11", or none. A line about some other time is about something else."""
    del match
    named = month_named(heard)
    if named is None:
        return None if "T" in heard.shape.text.split() else {}
    return {"month": f"{named:%Y-%m}"}


def month_named(heard: Heard) -> date | None:
    """The first day of the month that a line names: the latest of that name that has begun."""
    today = heard.wall.today
    this = today.replace(day=1)
    plain = [token.text.lower().rstrip(".?!,") for token in heard.line.tokens]
    for place, word in enumerate(plain):
        if word in _MONTHS:
            return _latest(_MONTHS[word], _year_after(plain, place), this)
    spoken = frozenset(plain)
    if not spoken & words("månad månaden month"):
        return None
    if spoken & _LAST:
        return (this - timedelta(days=1)).replace(day=1)
    return this if spoken & _THIS or "här" in spoken else None


def _year_after(plain: list[str], place: int) -> int | None:
    after = plain[place + 1] if place + 1 < len(plain) else ""
    return int(after) if re.fullmatch(r"20\d\d", after) else None


def _latest(month: int, year: int | None, this: date) -> date:
    if year is not None:
        return date(year, month, 1)
    found = date(this.year, month, 1)
    return found if found <= this else date(this.year - 1, month, 1)


_CARD_WORDS = words_of_pattern(_WEEKLY + _MONTHLY) | words("card cards")
CARD_RULES = [
    *rules_of(Intent.REPORT_CARD, _turned_off, *_STOP, needs=_CARD_WORDS),
    *rules_of(Intent.REPORT_CARD, _turned_on, *_START, needs=_CARD_WORDS),
]
FIGURE_RULES = [
    *rules_of(Intent.MY_FIGURES, _month, *_OWN),
    *rules_of(Intent.MONTH_REPORT, _month, *_MONTH),
    *rules_of(Intent.UNIT_REPORT, nothing, *_WEEK),
]

SHARED_PATTERNS = (*_STOP, *_START, *_WEEK, *_MONTH, *_OWN)
