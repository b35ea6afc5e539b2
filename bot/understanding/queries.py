"""Owns the shapes of questions about a person.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Build, Heard, Rule, Slots, person, rules_of
from bot.understanding.several import JOINED_BY
from bot.understanding.vocabulary import words

_IN = (
    r"(?:inne|på plats|på kontoret|på jobbet|på jobb|tillgänglig|tillgängliga|anträffbar|anträffbara|nåbar|"
    r"nåbara|här|där|ledig|lediga|tillbaka|åter|i tjänst|"
    r"kvar|hemma|borta|ute|upptagen|frånvarande|sjuk|på semester|på lunch|på lunchen|i möte|på möte|"
    r"på tjänsteresa|på utbildning|på kurs|"
    r"att nå|att få tag på|nås|gått hem|gått för dagen|slutat|inloggad|bortrest|föräldraledig|på rast|hänvisad|"
    r"i huset|igång|ledig|framme|"
    r"in|available|at work|around|here|there|back|out|away|free|busy|at lunch|on vacation|on leave|in a meeting|"
    r"on holiday|on site|in the office|"
    r"at the office|reachable|sick|off|working|at her desk|at his desk|at their desk|on duty|gone home|left|"
    r"at home|in yet|around|home|"
    r"jobbar|jobbat|svarar|semester|lunch|möte|kommit|vab|vabbar)"
)
_ASKED = (
    r"(?:(?:kan|skulle) (?:du|ni|någon|nån)(?: kunna)? (?:säga|berätta|kolla|se)(?: mig| oss)?|"
    r"(?:säga|säg|berätta|kolla|se)(?: mig| oss)?|can you(?: please)? (?:tell me|say|check)|(?:please )?tell me)"
)
"""Asking nicely, before what is asked."""
_AVAILABLE = (
    (
        r"(?:är|e|finns|sitter|nås|jobbar|arbetar|svarar|kommer|har|vabbar|är det så att|vet du om|undrar om|"
        r"jag undrar om|kan du se om|"
        r"vet ni om|kolla om|se om|kan du kolla om)(?: (?:är|finns|har|jobbar|sitter|kommer))?"
        r"(?: (?:någon av|nån av|både|antingen))? {N}(?: (?:nu|just nu|"
        r"redan|också|möjligen|T|fortfarande|månne|hemma))*"
        rf"(?P<predicate>(?: (?:inte|kommit|gått|tagit|på|i|hem|in|sitt|sin))*(?: {_IN})?)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:vet du om|vet ni om|undrar om|jag undrar om|kan du se om|kolla om|se om|kan du kolla om|"
        rf"är du säker på att|stämmer det att|{_ASKED} (?:om|if|whether)) {{N}} (?:är|is|"
        r"finns|har|jobbar|sitter|kommer)(?P<predicate> .*)(?P<after>)"
    ),
    (
        r"(?:kan man|kan jag|kan jag få|skulle jag kunna få|kan jag få lov att|går det att|får jag|får man|"
        r"kan vi|går det|hur)(?: (?:nå|når jag|når man|nå|få tag på|"
        r"få tag i|prata med|tala med|ringa|kontakta|träffa|"
        r"koppla till))(?: på)? {N}(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:nås|går|kan) {N} (?:att |)(?:nå|nås|få tag på|få tag i|ta samtal|prata|svara|ta emot samtal|"
        r"ta ett samtal)(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:is|has|does|will|can|are|do you know if|know if|any idea if|check if|see if|can you see if|"
        r"can you check if)(?: (?:is|has))? {N}(?: (?:be|have|already|still|currently|T|is|right now|currently))*"
        rf"(?P<predicate>(?: (?:gone|on|at|in|take|taking|the))*(?: {_IN})?)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:can|could|may) (?:i|you|we) (?:(?:please )?(?:reach|get hold of|speak to|speak with|talk to|talk with|"
        r"call|contact|see|get|find))(?: me)? {N}(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    rf"{{N}}(?P<predicate>(?: T)?(?: {_IN})(?: T)?) \?(?P<after>)",
    r"{N}(?: T)? \?(?P<predicate>)(?P<after>)",
    r"{N} (?:svarar|svarade)(?: inte)?(?P<predicate>)(?: (?:T|nu|på|i|telefon|telefonen|mobilen))* \?(?P<after>)",
    rf"om {{N}} (?:är|finns)(?P<predicate> {_IN})(?: T)?(?P<after>)(?: \?)?",
    rf"{{N}} , (?:är|is|finns) (?:hon|han|hen|she|he|they)(?P<predicate> {_IN})(?P<after>(?: .*)?)",
    (
        r"(?:vad gör|what is|hur ser|hur är det med) {N} (?:doing|schema|kalender|idag|nu|ut|"
        r"T)(?P<predicate>)(?P<after>(?: .*)?)"
    ),
)
_AMONG = (
    (
        r"(?:vem|vilka|vilken|vilken som|någon|nån|någon utav|är någon|finns någon|går någon|nås någon)(?: alla)? "
        r"(?:av|utav) {N}(?: (?:är|finns|sitter|jobbar|svarar|nås|går|kan|har|som))?"
        rf"(?P<predicate>(?: (?:inte|som|är|kan svara|svara|ta samtal|ta ett samtal|ledig nu))*(?: {_IN})?)"
        r"(?P<after>(?: .*)?)"
    ),
    (
        r"(?:who|which|which one|which ones|any|anyone|either|is any|is either|are any|is anyone|whos)"
        r"(?: one)? (?:of|out of) {N}(?: (?:is|are|can|has|works|answers))?"
        rf"(?P<predicate>(?: (?:answer|take calls|take a call|currently))*(?: {_IN})?)(?P<after>(?: .*)?)"
    ),
    rf"(?:(?:is|are|can) )?either {{N}}(?P<predicate>(?: currently)?(?: {_IN})?)(?P<after>(?: .*)?)",
)
_WHEN = (
    (
        r"(?:vet du |vet ni )?när (?:är|slutar|börjar|äter|åker|går|kommer|nås|blir|finns|kan|går|återkommer|"
        r"tror du|väntas|förväntas|"
        r"tar)(?: (?:man|jag|vi|det|att))*(?: (?:nå|få tag på|få tag i|prata med))? {N}(?P<after>(?: .*)?)"
    ),
    r"(?:vet du |vet ni )?hur (?:länge|lång tid) (?:är|har|blir|ska|sitter|dröjer) {N}(?P<after>(?: .*)?)",
    rf"(?:vet (?:du|ni|någon|nån) |{_ASKED} )?när {{N}} (?:är|kommer|nås|blir)(?P<after>(?: .*)?)",
    (
        r"(?:do you know )?(?:whens|when (?:is|will|does|can|can i|could i|are|should))"
        r"(?: (?:i|we|reach|get hold of|talk to|speak to))* {N}(?P<after>(?: .*)?)"
    ),
    r"(?:do you know )?how long (?:is|will|has) {N}(?P<after>(?: .*)?)",
    rf"(?:do you know |{_ASKED} )?when {{N}} (?:is|will be|comes|returns)(?P<after>(?: .*)?)",
    r"(?:what time|vilken tid|hur dags) (?:is|will|does|kommer|är) {N}(?P<after>(?: .*)?)",
)
_RETURNS = re.compile(
    r"(?<!\S)(?:åter|tillbaka|inne|igen|nåbar|anträffbar|på plats|tillgänglig|in|here|här|back|available|return|"
    r"returning|borta|ledig|away|out|"
    r"nå|nås|kommer|återkommer|hänvisad|reachable|free|gone|upptagen|frånvarande|reach|hold|comes|returns|länge|"
    r"long|på jobbet|jobb|kontoret|semester|få tag|"
    r"on vacation|on leave|busy|möte)(?!\S)"
)
_WHERE = (
    (
        r"(?:vet du )?(?:var|vart) (?:är|e|finns|sitter|håller|befinner sig|någonstans är|har|tog|"
        r"jobbar) {N}(?: (?:någonstans|nånstans|idag|nu|hus|hus|just nu|vägen|T|sig))*(?: \?)?"
    ),
    rf"(?:vet du |{_ASKED} )?(?:var|vart) {{N}} (?:är|finns|sitter)(?: (?:någonstans|T))*(?: \?)?",
    (
        r"(?:where is|where are|wheres|where|do you know where|any idea where)(?: (?:is|can i find))? {N}(?: (?:is|"
        r"right now|now|today|at|"
        r"T))*(?: \?)?"
    ),
)
_SEEK = (
    (
        r"(?:jag |vi )?(?:sök|söker|söka|letar efter|leta efter|leta upp|leta|hitta|slå upp|visa|ring|nå|kontakta|"
        r"behöver nå|behöver få tag på|behöver få tag i|vill nå|vill ha tag på|vill prata med|"
        r"vill tala med|behöver prata med|behöver tala med|måste nå|skulle vilja prata med|skulle vilja tala med|"
        r"få prata med|få tala med|försöker nå|prata med|få tag på|få tag i)"
        r"(?: (?:upp|anknytning|ankn|nummer|efter|person|en))*(?: \.)? {N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
    (
        r"(?:jag vill bli |kan du |bli )?(?:koppla|kopplad|kopplas|transferera|connect|put|transfer|patch)(?: (?:mig|"
        r"oss|samtalet|vidare|me|us|this call|the call|call|over|through|in|fram))*(?: (?:till|"
        r"to)) (?!mig)(?:anknytning |ankn )?{N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
    (
        r"(?:i |i am |im |we are )?(?:looking for|look for|looking up|search|search for|find|seek|seeking|"
        r"trying to reach|reach|look up|need to reach|need to talk to|need to speak to|need to speak with|"
        r"want to talk to|"
        r"want to speak to|want to speak with|would like to speak to|would like to talk to|id like to speak to|"
        r"id like to talk to|need to get hold of|contact|get hold of)(?: (?:extension|"
        r"ext))? {N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
)
_NUMBER_NOUN = (
    r"(?:nummer|numret|telefonnummer|telefonnumret|mobilnummer|mobilnumret|mobil|anknytning|ankn|direktnummer|"
    r"number|phone number|mobile number|extension|"
    r"telnr|tel|mobile|cell number|contact details|kontaktuppgifter|mejl|mejladress|e - post|epost|mail|email)"
)
_NUMBER = (
    rf"(?:vad|vilket|vilken)(?: är)? (?:har|har det|heter) {{N}}(?: (?:för|i))? {_NUMBER_NOUN}(?: .*)?",
    rf"(?:vad|vilket|vilken) {_NUMBER_NOUN} har {{N}}{{T}}",
    (
        rf"(?:(?:vad är|vilket är|ge mig|kan jag få|får jag|visa|har du|jag behöver|behöver|hitta|sök|"
        rf"finns) )?(?:{_NUMBER_NOUN}|numret|"
        rf"telefonnumret|direktnumret|anknytningen|anknytning)(?: (?:till|för|hos)) {{N}}{{T}}"
    ),
    (
        rf"(?:what|which)(?: {_NUMBER_NOUN})? (?:is|does|has) {{N}}(?: (?:have|s))?(?: {_NUMBER_NOUN})?(?: (?:for|"
        rf"have))*{{T}}"
    ),
    (
        rf"(?:(?:what is|whats|give me|show me|do you have|i need|need|find) )?(?:the )?{_NUMBER_NOUN}(?: (?:of|for|"
        rf"to)) {{N}}{{T}}"
    ),
)
_OWNED_NUMBER = (
    (
        rf"(?:(?:vad är|vilket är|ge mig|visa|har du|jag behöver|behöver|hitta|sök|what is|whats|give me|show me|"
        rf"do you have|i need|need|find) )?{{N}} {_NUMBER_NOUN}{{T}}"
    ),
)


def _asks_about(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A yes-or-no question about someone: it needs a question mark, or a predicate that only a question has."""
    predicate = match.group("predicate").strip()
    if not (heard.asked or predicate) and match.group(0).split()[0] not in {
        "kan",
        "går",
        "får",
        "nås",
        "can",
        "could",
        "may",
        "hur",
        "har",
        "jobbar",
        "finns",
    }:
        return None
    return heard.person(match)


def _asks_when(heard: Heard, match: re.Match[str]) -> Slots:
    returns = _RETURNS.search(match.group(0))
    return heard.person(match) | ({"ask": "when_back"} if returns else {})


def _asks_where(heard: Heard, match: re.Match[str]) -> Slots:
    return heard.person(match) | {"ask": "where"}


_CONNECT = words("koppla kopplas transferera transfer forward")


def _seeks(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Someone sought; "koppla mig till Karin 10-12" has a period and diverts instead."""
    if match.group(0).split()[0] in _CONNECT and heard.said.anything:
        return None
    return heard.person(match)


def _owned(heard: Heard, match: re.Match[str]) -> Slots:
    return {"person": heard.owner(match)}


def _people(heard: Heard, match: re.Match[str]) -> Slots:
    return heard.people(match)


def _of_one_or_several(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The patterns of a question about someone, which may be about several at once."""
    return tuple(pattern.replace("{N}", "{S}") for pattern in patterns)


def _queries(build: Build, patterns: tuple[str, ...], *, timed: bool = False) -> list[Rule]:
    several = _of_one_or_several(patterns)
    return rules_of(Intent.AVAILABILITY_QUERY, build, *several, timed=timed, more=_people, needs=SOMEONE)


AVAILABILITY_RULES = [
    *_queries(_asks_about, _AMONG, timed=True),
    *_queries(_asks_where, _WHERE),
    *_queries(_asks_when, _WHEN),
    *rules_of(Intent.AVAILABILITY_QUERY, _owned, *_OWNED_NUMBER, needs=SOMEONE),
    *_queries(person, _NUMBER),
    *_queries(_seeks, _SEEK, timed=True),
    *_queries(_asks_about, _AVAILABLE, timed=True),
]
SHARED_PATTERNS = (
    *_AMONG,
    *_AVAILABLE,
    *_WHEN,
    *_WHERE,
    *_SEEK,
    *_NUMBER,
    *_OWNED_NUMBER,
    _RETURNS.pattern,
    JOINED_BY,
)
