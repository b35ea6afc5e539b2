"""Owns the shapes of lines about one's own calendar: have diversions suggested out of it, stop that, how it stands.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words_of_pattern

_CALENDAR = r"(?:kalender|kalendern|outlook|outlookkalender|outlookkalendern|calendar|diary)"
_MINE = rf"(?:(?:min|mitt|my|the|den|egen|own) )*{_CALENDAR}"
_SUGGESTIONS = (
    r"(?:kalenderförslag|kalenderförslagen|kalenderhänvisning|kalenderhänvisningen|kalenderkoll|kalenderkollen|"
    rf"(?:förslag|förslagen|suggestions|suggestion) (?:från|ur|i|efter|utifrån|via|from|out of|by) {_MINE}|"
    r"(?:calendar|diary) (?:suggestions|suggestion|check|checks))"
)
_DIVERSIONS = r"(?:hänvisning|hänvisningar|hänvisningarna|frånvaro|diversion|diversions|absence|absences)"
_LOOKING = (
    r"(?:titta|titta efter|kika|läs|läsa|kolla|kolla av|se|använd|använda|koppla|koppla ihop|koppla till|koppla på|"
    r"följ|följa|hämta|look|look at|look in|look into|look through|read|check|use|connect|follow|watch|link|access)"
)
_LOOKS = r"(?:tittar|kikar|läser|kollar|ser|använder|följer|looking|reading|checking|using|look|read|check|see|use)"
_IN = r"(?:i|på|in|into|at|av|efter|till|through|från|ur|of|to|from)"
_POLITE = (
    r"(?:(?:kan|kunde|skulle|could|can|would|vill|får|may|please|gärna|snälla|du|you|jag|i|att|want|to|ha|like|"
    r"börja|start|så) ){0,6}"
)
_STOPPING = (
    r"(?:sluta|sluta upp|sluta upp med att|sluta att|sluta med|sluta med att|stoppa|stäng av|stänga av|avsluta|"
    r"avaktivera|slå av|slå ifrån|koppla bort|koppla från|koppla ur|stop|turn off|switch off|disable|disconnect|end)"
)
_OFF = (
    (
        rf"{_POLITE}{_STOPPING}(?: (?:att|med|{_LOOKING}|tittandet|looking|reading|checking|using|watching|"
        rf"following))*(?: {_IN})* {_MINE}{{T}}"
    ),
    rf"{_POLITE}{_STOPPING}(?: (?:med|the|alla|all|dina|your))* {_SUGGESTIONS}{{T}}",
    (
        rf"{_POLITE}(?:{_STOPPING})(?: (?:att|med))*(?: (?:föreslå|föreslår|ge förslag|suggesting|suggest))"
        rf"(?: (?:mig|me|{_DIVERSIONS}|att jag ska|to|hänvisa|divert))*(?: {_IN} {_MINE})?{{T}}"
    ),
    (
        rf"(?:(?:jag|vill|i|do|please|du|ni|får|ska|you|may|must) ){{0,4}}(?:inte|do not|dont|not|aldrig|never)"
        rf"(?: (?:vill|want|like|du|ni|you|att|to|längre))* (?:{_LOOKING}|{_LOOKS})(?: {_IN})* {_MINE}"
        r"(?: (?:mer|längre|any more|anymore))*{T}"
    ),
    rf"{_LOOKING} (?:inte|aldrig)(?: {_IN})* {_MINE}(?: (?:mer|längre))*{{T}}",
    rf"(?:inga|ingen|no)(?: (?:fler|flera|more))* {_SUGGESTIONS}(?: (?:tack|thanks|please))?{{T}}",
    rf"(?:{_SUGGESTIONS}|{_CALENDAR}) (?:av|off|stopp|stop){{T}}",
)
_ON = (
    (
        rf"{_POLITE}(?:föreslå|föreslår|suggest|propose|ge mig|give me)(?: (?:mig|me|förslag på|suggestions for))*"
        rf"(?: {_DIVERSIONS})*(?: som står)? (?:från|ur|utifrån|efter|enligt|med hjälp av|via|i|from|out of|by|"
        rf"based on|using|after) {_MINE}{{T}}"
    ),
    (
        rf"{_POLITE}(?:hänvisa|divert)(?: (?:mig|me|telefonen|my phone|the phone))?(?: automatiskt| automatically)? "
        rf"(?:från|utifrån|efter|enligt|by|based on|from|according to) {_MINE}{{T}}"
    ),
    rf"{_POLITE}{_LOOKING}(?: {_IN})* {_MINE}(?: (?:åt mig|for me|igen|again))*{{T}}",
    (
        rf"{_POLITE}(?:slå på|sätt på|aktivera|starta|skicka|turn on|switch on|enable|send|ha|få|have|"
        r"get|want)(?: (?:mig|me|the|your|some|lite))* "
        rf"{_SUGGESTIONS}(?: (?:igen|again))?{{T}}"
    ),
    rf"(?:{_SUGGESTIONS}|{_CALENDAR}) (?:på|on){{T}}",
)
_SHOW = (
    rf"(?:{_SUGGESTIONS}|(?:min|my) {_CALENDAR}){{T}}",
    (
        rf"(?:{_LOOKS}|har|do|are|can|have|kan) (?:du|ni|you|boten|botten)(?: (?:tillgång till|åtkomst till|"
        rf"access to|{_LOOKING}|{_LOOKS}|läst|sett|tittat|i|in|into|at))* {_MINE}{{T}}"
    ),
    (
        rf"(?:vad|vilket|hur|hur ofta|när|what|how|how often|when)(?: (?:av|exakt|egentligen|exactly|do|are|can))* "
        rf"(?:{_LOOKS}|du|ni|you|kan|har)(?: (?:du|ni|you|av|of|i|in|from|ur|från|{_LOOKING}|"
        rf"{_LOOKS}))* {_MINE}{{T}}"
    ),
)


def _told(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What is told to be done; a question about it is answered with how it stands."""
    del match
    return None if heard.asked and heard.errand and heard.errand[0].text.lower() in _ASKS else {}


_ASKS = frozenset({"tittar", "läser", "kollar", "do", "are", "har", "ser", "vad", "what", "how", "hur"})
_NEEDED = words_of_pattern("|".join((_CALENDAR, _SUGGESTIONS))) - frozenset({"i", "av", "of", "out", "by", "from"})
_STOPS = frozenset({"föreslå", "föreslår", "förslag", "suggest", "suggesting"})

CALENDAR_RULES = [
    *rules_of(Intent.CALENDAR_OFF, nothing, *_OFF, needs=_NEEDED | _STOPS),
    *rules_of(Intent.CALENDAR_ON, _told, *_ON, needs=_NEEDED),
    *rules_of(Intent.CALENDAR_SHOW, nothing, *_SHOW, needs=_NEEDED),
]

SHARED_PATTERNS = (*_OFF, *_ON, *_SHOW)
