"""Owns the shapes of what the law lets a person ask of whoever keeps their data: to see all of it, to be forgotten.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words, words_of_pattern

_DATA = (
    r"(?:data|datan|uppgifter|uppgifterna|personuppgifter|personuppgifterna|registerutdrag|registerutdraget|"
    r"information|informationen|personal data|data export|personal information|details|dataexport|data extract|"
    r"records|gdpr utdrag|utdrag|utdraget)"
)
_KNOWS = (
    r"(?:vet|sparar|lagrar|samlar|sparat|lagrat|samlat|registrerat|minns|kommer ihåg|know|store|keep|hold|collect|"
    r"remember|stored|saved|have stored|have saved|collected)"
)
_EXPORT = (
    (
        rf"(?=.* {_KNOWS} )(?:vad|vilken|vilka|vilket|what|which)(?: (?:allt|all|information|uppgifter|data|"
        r"personuppgifter|personal data|har|för|kind of|du|ni|botten|boten|systemet|vi|växelvis|do|you|have|does|it|"
        rf"the bot|in|som|det|finns|är|egentligen|actually|{_KNOWS})){{1,9}} (?:om|på|about|on) (?:mig|"
        rf"me)(?: (?:egentligen|då|actually))?{{T}}"
    ),
    (
        rf"(?:vilka|vad för|vilken|what|which) {_DATA} (?:har|finns|do|lagras|sparas|is|are)(?: (?:du|ni|det|you|have|"
        r"there|stored|kept|held|sparade|lagrade))* (?:om|på|about|on) (?:mig|me){T}"
    ),
    (
        r"(?:jag |i |kan jag |kan du |can i |can you )?(?:vill |want to |would like to |would like |"
        r"want )?(?:exportera|ladda ner|ladda ned|ladda hem|hämta|hämta ut|ge|skicka|få|få ut|begär|begära|ha|ta fram|"
        r"ta ut|export|download|give|send|get|request|have)(?: (?:mig|me|ut|alla|all|allt|everything|en|ett|kopia|av|"
        r"på|a|an|copy|of|the|min|"
        rf"mina|my|fil|file|med|with|export)){{0,7}} (?:{_DATA}|(?:du|ni) (?:vet|har)|you (?:know|have))"
        r"(?: (?:du|ni|you|har|have|som|that|finns|sparat|stored))*(?: (?:om|about|on|på) (?:mig|me))?{T}"
    ),
    (
        r"(?:(?:mina|min|my|ett|mitt) )?(?:data|personuppgifter|registerutdrag|gdpr|data export|dataexport|"
        r"personal data|gdpr utdrag|gdpr request|export){T}"
    ),
    r"(?:vad minns du om mig|what do you remember about me){T}",
)
_FORGET = r"(?:glöm|glömma|radera|raderas|ta bort|tag bort|rensa|utplåna|släng|förstör|forget|erase|delete|remove|wipe)"
_ERASE = (
    (
        r"(?:jag vill |i want to |i want you to |kan du |kan ni |can you |please |vill |jag vill att ni |"
        r"jag vill att du )?"
        rf"(?:att (?:ni|du) )?(?:bli |be |få |ha )?(?:{_FORGET}|raderad|glömd|borttagen|raderar|glömmer|tar bort|"
        r"forgotten|erased|deleted|removed)(?: (?:bort|allt|alla|all|allting|everything))*(?: (?:mig|me|om mig|"
        r"about me|on me|mina uppgifter|mina personuppgifter|mina data|min data|mitt konto|min profil|min information|"
        r"my data|my details|my personal data|my account|my profile|my information|uppgifter om mig|data om mig|"
        r"information om mig|information about me|data about me|"
        r"det ni vet|det du vet|ni vet|du vet|ni har|du har|you know|you have|sparat|stored|som|that|ur systemet|"
        r"från systemet|from the system|ur botten|helt|completely|permanent|permanently))+{T}"
    ),
    r"(?:jag vill bli |i want to be |bli |be )?(?:raderad|bortglömd|glömd|forgotten|erased){T}",
    r"(?:rätten att bli glömd|rätt att bli bortglömd|right to be forgotten|right to erasure){T}",
)
_SELF = re.compile(
    r"(?<!\S)(?:mig|mina|min|mitt|me|my|raderad|bortglömd|glömd|forgotten|erased|rätten|rätt|right)(?!\S)"
)


def _erase(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Only what says whose data goes: "radera allt" alone takes away a diversion."""
    del match
    return {} if _SELF.search(heard.shape.text) else None


ERASE_RULES = rules_of(Intent.PRIVACY_ERASE, _erase, *_ERASE)
EXPORT_RULES = rules_of(
    Intent.PRIVACY_EXPORT,
    nothing,
    *_EXPORT,
    needs=words_of_pattern(_DATA + _KNOWS) | words("har have gdpr minns remember export"),
)

SHARED_PATTERNS = (*_EXPORT, *_ERASE)
