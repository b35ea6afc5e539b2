"""Owns the shapes of lines about gaps in phone hours: which there are, that one takes a gap, that one can't (M2).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of

_GAPS = (
    r"(?:lucka|luckor|luckorna|bemanningslucka|bemanningsluckor|obemannat|gap|gaps|coverage gap|coverage gaps|"
    r"staffing gaps|uncovered hours)"
)
_WHERE = (
    r"(?: (?:på|hos|för|i|inom|at|in|for|on) (?:telefonpassningen|telefontiden|telefontiderna|schemat|bemanningen|"
    r"veckan|vår grupp|mina grupper|våra grupper|min enhet|mina enheter|phone duty|phone hours|the phone hours|"
    r"my groups|our groups|my unit|the week|_))"
)
_AHEAD = r"(?: framöver| ahead| coming up| denna vecka)?(?: \?)?"
_LIST = (
    (
        r"(?:(?:visa|se|lista|show|list|see) )?(?:(?:mina|våra|alla|öppna|my|our|the|all|open) )*"
        rf"{_GAPS}(?:{_WHERE})*{{T}}{_AHEAD}"
    ),
    (
        r"(?:vilka|vad för|har vi|har jag|finns det|är det|blir det|what|which|any|do we have|do i have|are there|"
        rf"is there)(?: (?:några|någon|nåt|något|any|are|the|de|öppna|open|stora))* {_GAPS}"
        r"(?: (?:har|finns|är|have|are|do)(?: (?:vi|jag|det|we|i|there|have))*)?"
        rf"(?:{_WHERE})*{{T}}{_AHEAD}"
    ),
    (
        r"(?:var|när|where|when) (?:är|blir|har|finns|do|is|are)(?: (?:det|vi|we|there|have|any))* "
        rf"{_GAPS}(?:{_WHERE})*{{T}}"
    ),
    rf"(?:dagens|veckans|todays|this weeks) {_GAPS}{{T}}",
    (
        r"(?:(?:jag vill|vill|i want to) )?(?:acceptera|accepterar|godta|åtgärda|lös|lösa|hantera|accept|solve|handle)"
        rf"(?: (?:den|de|en|alla|mina|våra|the|a|all|our))* (?:luckan|gapet|{_GAPS}){{T}}"
    ),
)
_IT = r"(?:det|den|dem|hela|allt|alltihop|luckan|passet|tiden|it|that|all of it|the gap)"
_PHONE = r"(?:telefonen|telefonpassningen|the phone|the phones)"
_GROUP = r"(?P<topic>_(?: -)?(?: _)?(?: (?:och|and) _)?|växeln|the switchboard)"
_WHEN = r"(?: (?:T|-|till|mellan|från|och|to|from|until|between|and|,))*"
_SURE = r"(?: gärna| bara| då| i så fall| också| istället| i stället| tack| sure| instead| then| alone| myself)*"
_YES = r"(?:ja |yes |ok |okej |sure |, )*"
_I = r"(?:(?:jag |i )(?:kan |ska |vill |can |will |could )?|can |will )"
_TAKES = (
    rf"{_YES}{_I}?(?:tar|ta|fixar|fixa|täcker|täcka|take|cover)(?: på mig)? (?:{_IT}|{_PHONE}){_SURE}{_WHEN}{{T}}",
    (
        rf"{_YES}{_I}(?:tar|ta|svarar|svara|take|cover|answer|do)(?: bara| only)?(?: från| till| from| until)? T"
        rf"{_WHEN}{{T}}"
    ),
    (
        rf"{_YES}{_I}(?:tar|ta|täcker|täcka|svarar på|svara på|svarar för|svara för|take|cover|answer for) "
        rf"{_GROUP}{_SURE}{_WHEN}{{T}}"
    ),
)
_NO = r"(?:nej |no |tyvärr |sorry |unfortunately |, |_ )*"
_DECLINES = (
    rf"{_NO}(?:jag |i )?(?:kan|hinner|can) (?:tyvärr )?(?:inte|not)(?: ta {_IT}| take {_IT})?(?: tyvärr| sorry)*{{T}}",
    rf"{_NO}(?:kan|hinner) jag (?:tyvärr )?inte(?: ta {_IT})?{{T}}",
    r"(?:nej (?:, )?(?:tyvärr|inte jag)|tyvärr (?:inte|nej|ej)|no (?:, )?sorry|sorry (?:, )?(?:no|not me))",
    rf"{_NO}(?:i )?(?:cant|cannot)(?: take {_IT}| do {_IT})?(?: sorry)?{{T}}",
)


def _taken(heard: Heard, match: re.Match[str]) -> Slots:
    group = heard.typed(match, "topic") if match.groupdict().get("topic") else ""
    return {**_times_said(heard, match), **({"group": " ".join(group.split())} if group else {})}


def _times_said(heard: Heard, match: re.Match[str]) -> Slots:
    """Which of a day, a start and an end by the clock the line itself has."""
    del match
    said = heard.said
    first, last = said.start or said.at, said.end
    found = {
        "day_said": any(one is not None and one.has_day for one in (first, last)),
        "from_said": first is not None and first.clock is not None,
        "to_said": last is not None and last.clock is not None,
    }
    return {name: True for name, is_said in found.items() if is_said}


GAP_RULES = [
    *rules_of(Intent.COVERAGE_GAPS, nothing, *_LIST),
    *rules_of(Intent.COVERAGE_TAKE, _taken, *_TAKES, timed=True),
    *rules_of(Intent.COVERAGE_DECLINE, _times_said, *_DECLINES, timed=True),
]

SHARED_PATTERNS = (*_LIST, *_TAKES, *_DECLINES)
