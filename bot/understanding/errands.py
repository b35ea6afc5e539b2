"""Owns the shapes of lines about the talk itself: cancel, help, language.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

from bot.understanding.result import Intent
from bot.understanding.rules import nothing, rules_of

_CANCEL_SV = (
    r"(?:nej |nej , |nä |nä , )?"
    r"(?:avbryt|skit i det|avbryta|avbryter|avbryt det|glöm det|glöm bort det|glöm|strunta i det|"
    r"strunt i det|strunt|strunta i|"
    r"skippa det|ångra|ångra mig|jag ångrar mig|"
    r"ångrar mig|stopp|stoppa|nej|nej tack|nej inget|inget|det var inget|ingenting|låt bli|sluta|backa|lägg ner|"
    r"lägg ned|hoppa över)(?: det| detta| nu| samma| allt| bara)?(?: där| här)?{T}"
)
_CANCEL_EN = (
    r"(?:no |nope |nope , |no , )?(?:cancel|cancel that|cancel it|never mind|nevermind|nvm|forget it|forget that|"
    r"forget about it|"
    r"stop|abort|quit|exit|scrap that|no|"
    r"no thanks|nothing|drop it|undo|start over|skip it)(?: it| this| that)?{T}"
)
_HELP_SV = (
    (
        r"(?:jag behöver |vill ha |behöver |få )?(?:hjälp|hjälpa mig|hjälp mig|hjälpa till|lite hjälp|hjälptext|"
        r"manual|instruktion|instruktioner|meny|"
        r"menyn|kommandon|kommando|guide|info)(?: mig| tack| med .*)?{T}"
    ),
    r"(?:vad|vilka saker) (?:kan|gör|klarar) (?:du|man|jag|den|botten|boten)(?: .*)?",
    r"(?:hur|vad) (?:gör|funkar|fungerar|används|använder|skriver|gjorde) (?:jag|man|du|det|den|detta|det här).*",
    (
        r"hur (?:hänvisar|hänvisa|lägger|lägga|sätter|sätta|tar|ta|ändrar|ändra|skickar|spelar|spela|anmäler|loggar|"
        r"registrerar|beställer|ställer|"
        r"ställa|avbryter|vidarekopplar|kopplar|läser|säger|ringer|kan|ska|får|ser|hittar|lämnar|exporterar|raderar|"
        r"avslutar|byter|svarar|godkänner|"
        r"rättar|bekräftar|visar|söker|begär|avbeställer|hämtar)(?: jag| man| vi)?(?: .*)?"
    ),
    r"vad (?:är det här|är detta|är du|ska jag skriva|kan man skriva)(?: .*)?",
    r"vem är du{T}",
    r"(?:var|vart) (?:hittar|ser|finns) (?:jag|man|mina|min)(?: .*)?",
    r"(?:jag )?(?:fattar|förstår) (?:inte|ingenting|inget)(?: .*)?",
    r"\?(?: \?){0,5}",
)
_HELP_EN = (
    (
        r"(?:i need |need |get )?(?:help|help me|some help|assistance|manual|instructions|menu|commands|guide)(?: me|"
        r" with .*)?{T}"
    ),
    r"what (?:can|do|does|are|should) (?:you|i|it|this)(?: .*)?",
    r"how (?:do|does|can|to|should|would)(?: .*)?",
    r"where (?:do i find|can i find|can i see|do i see) (?:my|the)(?: .*)?",
    r"who are you{T}|(?:i )?dont (?:understand|get it)(?: .*)?",
)
_LANGUAGE = {
    "sv": (
        r"(?:(?:på|prata|byt till|byta till|byt språk till|språk|tala|skriv|svara|kan du|kan vi ta det|ta det|"
        r"använd|växla till|switch to|speak|change to|change language to|in|language|:) ){0,3}"
        r"(?:svenska|swedish)(?: tack| please)?{T}"
    ),
    "en": (
        r"(?:(?:på|prata|byt till|byta till|byt språk till|språk|tala|skriv|svara|kan du|do|you|can|we|can you|"
        r"i prefer|kan vi ta det|ta det|ta|använd|växla till|switch to|speak|talk|change to|change language to|in|"
        r"language|use|answer|set|to|reply|:) ){0,4}"
        r"(?:english|engelska|eng)(?: tack| please)?{T}"
    ),
}


LANGUAGE_RULES = [
    rule
    for code, pattern in _LANGUAGE.items()
    for rule in rules_of(Intent.LANGUAGE, lambda _heard, _match, code=code: {"language": code}, pattern)  # type: ignore[misc]
]
CANCEL_RULES = rules_of(Intent.CANCEL, nothing, _CANCEL_SV, _CANCEL_EN)
HELP_RULES = rules_of(Intent.HELP, nothing, *_HELP_SV, *_HELP_EN)

SV_PATTERNS = (_CANCEL_SV, *_HELP_SV)
EN_PATTERNS = (_CANCEL_EN, *_HELP_EN)
SHARED_PATTERNS = (*_LANGUAGE.values(),)
