"""Owns the shapes of questions about the house: who is on duty, who is in at a unit.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of

_DUTY = (
    r"(?P<duty>(?:(?:the )?phone duty|(?:the )?telephone duty|(?:the )?duty|on call|telefonpassning|"
    r"telefonpassningen|telefonpass|telefonjour|jour|jouren|beredskap|beredskapen|växelpassning|växelpass|"
    r"växeln|passning|passningen|telefonen|telefonerna|telefon|receptionen|receptionspassning|luckan|telefonvakt|"
    r"telefonvakten|helgjour|bakjour|kundtjänst|telefontid|telefontiden|"
    r"(?:the )?phones?|(?:the )?switchboard|(?:the )?reception|(?:the )?front desk|on call duty|vakt|vakten|"
    r"vaktpass|lunchpassning|lunchpassningen|telefonschema))"
)
_UNIT = r"(?: (?:på|hos|vid|inom|i|at|in|from|on|för|for|av|of)) {X}"
_COVER_DUTY = (
    (
        rf"(?:vem|vilka|vilken)(?: (?:är det som|är det))? (?:har|tar|sköter|sitter i|passar|är på|håller|håller i|"
        rf"bevakar|svarar i|svarar|har hand om|är i|sitter på|kan ta|går på|bemannar|gör)(?: (?:idag|nu|T|på|"
        rf"hand om))* {_DUTY}(?: (?:nu|T|idag))*(?:{_UNIT})?{{T}}"
    ),
    rf"(?:vems tur är det(?: att ta)?|vem är det som har) {_DUTY}(?:{_UNIT})?{{T}}",
    (
        rf"(?:who|whos) (?:is |are |has |takes |does |will be |covers |answers |will |handles |got |have |"
        rf"had )?(?:on |doing |covering |answering |manning |minding |taking |holding |staffing |have |take |cover |"
        rf"in |at )?{_DUTY}(?:{_UNIT})?{{T}}"
    ),
    (
        rf"(?:är|is) {_DUTY}(?: T)* (?:bemannad|bemannade|bemannat|öppen|öppet|staffed|manned|open|covered|täckt|"
        rf"täckta|passad)(?:{_UNIT})?{{T}}"
    ),
    (
        rf"(?:har|finns)(?: (?:vi|ni|det))? (?:någon|nån|folk) (?:i|på|som tar|som har|som sköter|till|vid|"
        rf"som passar|som svarar i|som kan ta) {_DUTY}(?:{_UNIT})?{{T}}"
    ),
)
_BARE_DUTY = (
    (
        r"(?:(?:visa|se|kolla|show|check) )?(?P<duty>telefonpassning|telefonpassningen|telefonpass|telefontid|"
        r"telefontiden|telefontider|telefonjour|telefonvakt|passning|passningen|phone duty|phone hours)"
        rf"(?:{_UNIT})?(?: (?:T|-|till|mellan|och|to|until|and))*{{T}}"
    ),
    r"(?:vem|vilka|who) (?:är det som )?(?P<duty>svarar|answers|is answering)(?: (?:T|just|nu|now))*{T}",
)
_PRESENT = (
    r"(?:inne|på plats|tillgänglig|tillgängliga|på jobbet|i tjänst|anträffbar|anträffbara|här|kvar|som kan svara|"
    r"som svarar|lediga|ledig|i telefonen|på kontoret|bemannar|"
    r"in|available|on site|working|around|here|at work|on duty|present|there|free|in the office|staffing|"
    r"som kan ta samtal|som jobbar|jobbar|svarar|nåbar)"
)
_COVER_UNIT = (
    (
        rf"(?:vem|vilka|vilken)(?: (?:alla))? (?:är|finns|jobbar|sitter|arbetar|har vi|tjänstgör|e|"
        rf"är det som är)(?: (?:det|som|T|nu|just nu|idag|kvar))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i|"
        rf"från)) {{X}}{{T}}"
    ),
    (
        rf"(?:är|finns|har|sitter|jobbar|svarar|e|kan)(?: (?:det|vi|ni))? (?:någon|nån|några|folk|någon alls|"
        rf"någon annan|en person|ingen)(?: (?:som är|som|nu|T|är))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i|"
        rf"från)) {{X}}{{T}}"
    ),
    (
        rf"(?:någon|nån|några|folk|bemanning)(?: (?:nu|T|är))*(?: {_PRESENT})?(?: T)*"
        r"(?: (?:på|hos|vid|inom|i)) {X}(?: T)* \?"
    ),
    (
        r"(?:är|e|har)(?: det)?(?: (?:T|nu))* (?:bemannat|öppet|obemannat|underbemannat|folktomt)(?: T)*"
        r"(?: (?:på|hos|vid|inom|i)) {X}{T}"
    ),
    (
        rf"(?:hur många|hur mycket folk)(?: (?:är|finns|jobbar|sitter|har vi))?(?: (?:det|vi|"
        rf"T))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i)) {{X}}{{T}}"
    ),
    (
        r"(?:är|har) {X} (?:bemannad|bemannade|bemannat|öppen|öppet|öppna|täckt|täckta|bemanning|underbemannad|"
        r"underbemannat|obemannat|obemannad)(?: {PLAIN})?{T}"
    ),
    (
        r"(?:hur är |hur ser |visa |kolla )?(?:bemanning|bemanningen|täckning|täckningen|läget)(?: (?:ut|"
        r"är))?(?: (?:på|hos|för|i|inom))? {X}{T}"
    ),
    (
        rf"(?:who|whos|how many|which people) (?:is |are |we have |do we have |people are |"
        rf"people do we have )?{_PRESENT}(?: (?:right now|now|T|today))*(?: (?:at|in|on|from|for))+ {{X}}{{T}}"
    ),
    r"(?:who|whos) (?:is |are |do we have )?(?:at|in|left at|left in) {X}{T}",
    (
        rf"(?:(?:is|are|do we have|have we got|is there|will)(?: there)? )?(?:anyone|anybody|someone|somebody|people|"
        rf"enough people)(?: (?:be|is))?(?: {_PRESENT})?(?: (?:now|T))*(?: (?:at|in|from|on|for))+ {{X}}{{T}}"
    ),
    r"(?:is|are) {X} (?:staffed|manned|open|covered|understaffed|unstaffed){T}",
    r"(?:who works|who is working|whos working|who will be working)(?: T)? (?:at|in|on) {X}{T}",
)
_COVER_ANY = (
    rf"(?:vem|vilka)(?: alla)? (?:är|finns|jobbar|sitter|arbetar)(?: (?:det|T|nu))*(?: {_PRESENT})?{{T}}(?: nu| \?)*",
    rf"(?:who|whos) (?:is |are )?{_PRESENT}{{T}}(?: now| \?)*",
    r"(?:är|finns)(?: det)? (?:någon|nån) (?:inne|på plats|här|där){T}",
    r"is (?:anyone|anybody|someone) (?:in|there|around|available){T}",
    r"(?:(?:hur är|hur ser|hur blir|visa|kolla|se) )?(?:bemanning|bemanningen|staffing)(?: (?:ut|T|nu|idag))*{T}",
)
_NO_UNIT = frozenset(["plats", "jobbet", "kontoret", "telefonen", "telefonerna", "telefon", "väg", "gång"])
"""What follows a preposition as a unit would, and tells where somebody is instead."""
_UNIT_WORDS = re.compile(r"^(?:the|en|ett|vår|our) (?=\S)", re.IGNORECASE)


def unit_of(text: str) -> str:
    """A unit without the words around it: "the library" is library."""
    text = " ".join(text.split()).strip(" .,:;!?\"'-")
    return _UNIT_WORDS.sub("", text)


def _duty(heard: Heard, match: re.Match[str]) -> Slots:
    slots: dict[str, Any] = {"duty": unit_of(heard.typed(match, "duty")).lower()}
    unit = unit_of(heard.typed(match, "topic")) if match.groupdict().get("topic") else ""
    return slots | ({"unit": unit} if unit else {})


def _bare_duty(heard: Heard, match: re.Match[str]) -> Slots:
    return {**_duty(heard, match), "duty": "telefonpassning"}


def _unit(heard: Heard, match: re.Match[str]) -> Slots | None:
    unit = unit_of(heard.typed(match, "topic"))
    return {"unit": unit} if unit and match.group("topic") not in {"T", "?"} | _NO_UNIT else None


DUTY_RULES = [
    *rules_of(Intent.COVERAGE_QUERY, _duty, *_COVER_DUTY, timed=True),
    *rules_of(Intent.COVERAGE_QUERY, _bare_duty, *_BARE_DUTY, timed=True),
]
COVERAGE_RULES = [
    *rules_of(Intent.COVERAGE_QUERY, _unit, *(pattern.replace("{PLAIN}", "T") for pattern in _COVER_UNIT), timed=True),
    *rules_of(Intent.COVERAGE_QUERY, nothing, *_COVER_ANY, timed=True),
]

SHARED_PATTERNS = (*_COVER_DUTY, *_BARE_DUTY, *_COVER_UNIT, *_COVER_ANY)
