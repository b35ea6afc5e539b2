"""Owns the shapes of lines about a unit over time: its week, the units one leads, phone duty planned and one's own.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.staffing import unit_of

_PLEASE = (
    r"(?:(?:kan du|kan jag få|kan jag|får jag|jag vill|vill|jag behöver|behöver|jag ska|ska|dags att|hjälp mig att|"
    r"hjälp mig|hjälpa mig att|hjälpa mig|kan du hjälpa mig att|kan du hjälpa mig|can you|can i|i want to|i need to|"
    r"id like to|let me|please|time to|help me)(?: (?:se|få se|see|please))? )?"
)
_AT = r"(?: (?:på|hos|vid|inom|i|för|at|in|on|for|of|over at)) {X}"
_THE_WEEK = r"(?:veckan|telefonveckan|veckans|arbetsveckan|hela veckan|the week|the whole week|our week|vår vecka|T)"
_LOOK = r"(?:hur ser|hur är|hur blir|hur e|hur verkar|hur ligger)"
_SHOW = r"(?:visa|se|kolla|öppna|show|see|view|open|check|get)(?: (?:mig|me|upp|på|hela))*"
_STAFFING = r"(?:bemanning|bemanningen|täckning|täckningen|schema|schemat|coverage|staffing|schedule)"
_OVERVIEW = r"(?:veckan|veckoöversikt|veckoöversikten|veckoschema|veckoschemat|week overview|weekly overview|week view)"
_WEEKS = (
    rf"{_PLEASE}{_LOOK} {_THE_WEEK}(?: (?:ut|bemannad|bemannade|bemannat|täckt))?(?:{_AT})?{{T}}",
    rf"{_PLEASE}{_LOOK} {_STAFFING}(?: (?:ut|i|för|under))* {_THE_WEEK}(?: ut)?(?:{_AT})?{{T}}",
    (
        rf"{_PLEASE}{_LOOK} (?:det|vi)(?: (?:ut|till|bemannade|bemannat|bemanningsmässigt|personalmässigt))*"
        rf"(?: (?:i|under|för))? {_THE_WEEK}(?:{_AT})?{{T}}"
    ),
    rf"{_PLEASE}{_SHOW} {_THE_WEEK}(?: {_STAFFING})?(?:{_AT})?{{T}}",
    rf"{_PLEASE}{_SHOW} {_STAFFING}(?: (?:i|för|under|for|in|of))* {_THE_WEEK}(?:{_AT})?{{T}}",
    rf"(?:how does|how is|hows|how will) {_THE_WEEK}(?: (?:look|looking|covered|staffed|be))*(?:{_AT})?{{T}}",
    rf"(?:vad händer|vad gäller|whats happening|what happens)(?: (?:i|under))? {_THE_WEEK}(?:{_AT})?{{T}}",
    rf"(?:hela )?(?:veckans|veckas|this weeks|the weeks) {_STAFFING}(?:{_AT})?{{T}}",
    rf"(?:{_LOOK} )?{_STAFFING}(?: (?:ut|look))?{_AT}(?: (?:i|under|för|for|in))? {_THE_WEEK}{{T}}",
    rf"(?:är|blir|is){{T}} ?{_THE_WEEK} (?:täckt|bemannad|fullbemannad|full|covered|staffed){{T}}",
    rf"(?:vem|vilka|who) (?:täcker|täcker upp|bemannar|bemannas|covers|staffs) {_THE_WEEK}(?:{_AT})?{{T}}",
    rf"what does {_THE_WEEK} look like(?:{_AT})?{{T}}",
    rf"(?:how does|how is|hows)(?: the)? {_STAFFING}(?: (?:look|looking|for|in))* {_THE_WEEK}(?:{_AT})?{{T}}",
    rf"{_OVERVIEW}(?:{_AT})?{{T}}",
    rf"{_STAFFING}(?: (?:i|för|under|for|in))? {_THE_WEEK}(?:{_AT})?{{T}}",
)
_ONLY_A_WEEK = re.compile(r"(?:(?:nästa|denna|next|this) (?:vecka|week)|(?:vecka|v\.?|week) ?\d{1,2}) ?[.?!]?")
_A_WEEK = re.compile(r"veck|(?<![a-zåäö])v\.? ?\d|week")

_UNIT_WORD = (
    r"(?:enhet|enheter|enheten|enheterna|avdelning|avdelningar|avdelningen|avdelningarna|förvaltning|förvaltningar|"
    r"förvaltningen|verksamhet|verksamheter|svarsgrupp|svarsgrupper|svarsgruppen|grupp|grupper|team|arbetsgrupp|"
    r"unit|units|department|departments|division|teams|answer group|answer groups|groups|group)"
)
_MINE = r"(?:min|mina|mitt|vår|våra|vårt|my|our)"
_UNITS = (
    rf"{_PLEASE}(?:{_SHOW} )?{_MINE} {_UNIT_WORD}{{T}}",
    (
        rf"{_PLEASE}(?:hur går det|hur är läget|hur ser det ut|hur ser läget ut|hur står det till|hur ligger det till|"
        rf"läget|hur är det)(?: (?:för|på|i|med|hos))? {_MINE} {_UNIT_WORD}{{T}}"
    ),
    (
        r"(?:vilka|vilken) (?:enheter|enhet|avdelningar|avdelning|grupper|svarsgrupper) (?:har|leder|ansvarar|styr) jag"
        r"(?: för)?{T}"
    ),
    r"(?:which|what) (?:units|departments|answer groups|groups) (?:do i have|do i lead|am i responsible for){T}",
    r"(?:enheter|enheterna|units){T}",
    rf"(?:how is|how are|hows|how does) {_MINE} {_UNIT_WORD}(?: (?:doing|look|looking|going))?{{T}}",
    r"(?:enhetsöversikt|enhetsöversikten|unit overview|units overview|överblick|översikt över enheter){T}",
)

_DUTY = (
    r"(?:telefonpassning|passen|pass|telefonpassningen|telefonpass|telefonpassen|passning|passningen|telefonjour|telefonvakt|"
    r"telefonschema|telefonschemat|passningsschema|passningsschemat|passningslista|passningslistan|passningsscheman|"
    r"telefonlistan|vaktschema|jourschema|jourlista|jourlistan|telefonlista|"
    r"the phone duty|phone duty|telephone duty|the phones|phone rota|duty rota|phone duty rota|duty roster|"
    r"phone roster|duty list|duty schedule|phone schedule|the rota|rota)"
)
_BARE_DUTY = (
    r"(?:telefonpassning|telefonpassningen|telefonschema|telefonschemat|passningsschema|passningsschemat|"
    r"passningslista|passningslistan|phone duty|duty rota|phone rota|phone duty rota|duty roster)"
)
_PLAN = (
    r"(?:planera|planerar|planering|planeringen|planering av|planeringen av|planering för|planer|lägg|lägga|lägg upp|"
    r"lägga upp|lägg in|lägga in|fördela|fördelar|schemalägg|schemalägga|sätt|sätta|sätt upp|sätta upp|gör|göra|skapa|"
    r"ändra|fyll i|bestäm|rätta|plan|planning|schedule|set up|make|create|change|edit|arrange|organise|organize|"
    r"assign|fill in)"
)
_SCHEDULE = (
    r"(?:telefonschema|telefonschemat|passningsschema|passningsschemat|passningslista|passningslistan|telefonlistan|"
    r"phone rota|duty rota|phone duty rota|duty roster)"
)
_PHONES = r"(?:telefonen|telefonerna|telefontiden|telefontiderna|telefonin|the phone|the phones|phones)"
_PLANS = (
    (
        rf"{_PLEASE}{_PLAN}(?: (?:ett|en|den|det|min|vår|vårt|nytt|ny|schema|schemat|för|på|av|i|om|a|an|the|new|our|"
        rf"T))* {_DUTY}(?: T)*(?:{_AT})?{{T}}"
    ),
    rf"{_PLEASE}(?:{_SHOW} )?(?:en |ett |the |a )?{_BARE_DUTY}{_AT}(?: (?:för|i|under|for|in))? T{{T}}",
    rf"{_PLEASE}(?:{_SHOW} )?(?:en |ett |the |a )?{_BARE_DUTY}(?: (?:för|i|under|for|in))? T(?:{_AT})?{{T}}",
    rf"{_BARE_DUTY} {{X}} T{{T}}",
    rf"{_PLEASE}(?:{_SHOW} )?(?:the )?{_SCHEDULE}(?:{_AT})?(?: T)?{{T}}",
    (
        r"(?:planera|bestäm|bestämma|plan|decide) (?:vem|vilka|who) (?:som )?(?:ska |skall |will |should |is |are )?"
        rf"(?:passa|svara i|ta|ha|sitta i|sköta|svara|answer|answers|man|on|take) (?:{_PHONES}|{_DUTY}){{T}}"
    ),
    rf"{_PLEASE}(?:planera|schemalägg|schemalägga|fördela|bemanna|plan|schedule) {_PHONES}(?:{_AT})?{{T}}",
)
_PLANS_WEEK = (
    rf"{_PLEASE}(?:planera|planering av|planering för|schemalägg|bemanna|plan|schedule) {_THE_WEEK}(?:{_AT})?{{T}}",
    (
        rf"{_PLEASE}(?:planera|lägg|lägga|gör|göra|skapa|plan|make|create)(?: (?:ett|nytt|ny|a|the|new))* "
        rf"(?:schema|schemat|schedule)(?: (?:för|for|T))* {_THE_WEEK}(?:{_AT})?{{T}}"
    ),
)
_ONE_WEEK = (r"T(?: \?)?",)

_SHIFT = (
    r"(?:telefonpassning|telefonpassningen|passning|passningen|telefonpass|pass|passningar|telefonpassningar|telefonjour|telefonvakt|telefonen|"
    r"telefonerna|telefontid|phone duty|duty|telephone duty|the phones|phones|shift|shifts|duties|a shift|"
    r"a phone shift|phone shifts|phone shift)"
)
_OWN = (
    (
        r"(?:när|vilka dagar|vilken dag|vilka tider|hur dags|vilken tid) (?:har|ska|sitter|tar|är|passar) jag"
        rf"(?: (?:nästa|ha|ta|i|på|passa|sitta i|min|mina|T))* {_SHIFT}(?: (?:nästa gång|igen))?{{T}}"
    ),
    rf"(?:what are|what is|whats|which are) my(?: next| coming)? {_SHIFT}{{T}}",
    rf"(?:when|what days) (?:are|is) my {_SHIFT}{{T}}",
    r"is it my turn(?: (?:to|on|at|answer|take|the|phone|phones|duty|T))*{T}",
    rf"(?:när|vilken dag) är (?:mitt|min|mina)(?: nästa)? {_SHIFT}{{T}}",
    (
        r"(?:när|vilken dag) är det min tur(?: (?:att|i|på|med|passa|ta|sitta i|svara i|svara|ha|telefonen|"
        r"telefonerna|telefonpassningen|telefonpassning|passningen))*{T}"
    ),
    r"(?:är|blir) det min tur(?: (?:att|i|på|med|passa|ta|sitta i|svara i|svara|telefonen|telefonerna|T))*{T}",
    (
        r"(?:har|ska|tar|sitter|är|står) jag(?: (?:någon|nån|något|nåt|några|ha|ta|i|på|passa|sitta i|T))* "
        rf"{_SHIFT}(?: i veckan)?{{T}}"
    ),
    r"(?:vilka|vilket|vad för|hur många) (?:pass|telefonpass|passningar|tider) har jag{T}",
    rf"{_PLEASE}(?:{_SHOW} )?(?:min|mina|mitt|my)(?: (?:nästa|next|kommande|coming))? {_SHIFT}{{T}}",
    r"(?:nästa|next) (?:pass|telefonpass|telefonpassning|passning|shift|phone duty|duty){T}",
    (
        r"(?:when|what days|which days|what time) (?:am i|do i|will i|is it|is)"
        rf"(?: (?:have|on|be on|my|next|turn|doing|do|take|scheduled for|to))* {_SHIFT}{{T}}"
    ),
    (
        r"(?:when|which day) is (?:it )?my (?:turn|next shift|shift|next duty)"
        r"(?: (?:to|on|at|answer|take|the|phone|phones|duty))*{T}"
    ),
    rf"(?:am i|do i|will i)(?: (?:have|on|be on|be|doing|do|take|any))* {_SHIFT}{{T}}",
)
_A_DAY = (
    rf"{_PLEASE}(?:hur ser|hur blir) T ut(?:{_AT})?{{T}}",
    rf"(?:how does|hows) T look(?:{_AT})?{{T}}",
)


def _place(heard: Heard, match: re.Match[str]) -> Slots:
    """The unit or group that is named, if one is."""
    topic = match.groupdict().get("topic")
    name = unit_of(heard.typed(match, "topic")) if topic and topic not in {"T", "?"} else ""
    return {"unit": name} if name else {}


def _of_a_week(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Its place, where the time that is said is a week."""
    return _place(heard, match) if _A_WEEK.search(heard.plain) else None


def _only_a_week(heard: Heard, _match: re.Match[str]) -> Slots | None:
    """A week and nothing more is to be looked at: nobody is away for days without saying so."""
    return {} if _ONLY_A_WEEK.fullmatch(heard.line.text.strip().lower()) else None


WEEK_RULES = [
    *rules_of(Intent.COVERAGE_WEEK, _only_a_week, *_ONE_WEEK, timed=True),
    *rules_of(Intent.COVERAGE_WEEK, _of_a_week, *_WEEKS, timed=True),
    *rules_of(Intent.COVERAGE_QUERY, _place, *_A_DAY, timed=True),
]
UNIT_RULES = rules_of(Intent.MY_UNITS, nothing, *_UNITS)
PLAN_RULES = [
    *rules_of(Intent.DUTY_PLAN, _place, _PLANS[0], *_PLANS[-3:], timed=True),
    *rules_of(Intent.DUTY_PLAN, _of_a_week, *_PLANS[1:-3], *_PLANS_WEEK, timed=True),
]
OWN_RULES = rules_of(Intent.DUTY_MINE, nothing, *_OWN, timed=True)

SHARED_PATTERNS = (*_WEEKS, *_UNITS, *_PLANS, *_PLANS_WEEK, *_OWN, *_A_DAY)
