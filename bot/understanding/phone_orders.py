"""Owns the shapes of lines that order phones and what goes with them, hand them in or end a subscription.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.order_details import END, ITEMS, NOUN, RETURN, about_a_number, is_not_lost, wanted
from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words_of_pattern

_WANT = (
    r"(?:beställ|beställa|beställer|beställning|behöver|behövs|vill ha|skulle vilja ha|önskar|önska|ansöka om|"
    r"ansöker om|skaffa|få|ny|nytt|nya|byta|byt|byter|uppgradera|ersätta|ersätt|köpa|utöka|order|id like|would like|"
    r"request|need|want|get|new|replace|replacement|ordering|requesting|another|spare|change|upgrade|switch)"
)
_BROKEN = (
    r"(?:trasig|trasigt|trasiga|sönder|sprucken|sprack|spruckit|krossad|krossat|dött|dog|död|kraschat|kraschad|tappat|"
    r"tappa|"
    r"tappade|tappat bort|stulen|stulits|stulet|borttappad|borttappat|försvunnen|försvunnit|försvann|borta|förlorat|"
    r"slut|fungerar inte|funkar inte|går inte att|startar inte|laddar inte|laddas inte|blivit stulen|gått sönder|"
    r"gick sönder|bort|pajat|pajade|paj|glappar|blivit av med|blev av med|stal|snodd|hittar inte|slarvat bort|"
    r"slarvade bort|glömt kvar|kvarglömd|bestulen på|strular|krånglar|spärra|spärras|broken|broke|cracked|lost|stolen|"
    r"dead|damaged|died|doesnt work|not working|stopped working|wont start|smashed|missing|cant find|block|"
    r"wont charge)"
)
_DETERMINERS = (
    r"(?: (?:en|ett|ny|nytt|nya|new|a|an|my|till|på|om|min|mitt|mina|det|den|the|bättre|annan|annat|extra|work|gamla|"
    r"old|mobila|större|bigger|mindre|även|också))"
)
_THING = f"(?P<item>{ITEMS['accessory']}|{ITEMS['headset']}|{ITEMS['subscription']}|iphone|samsung|galaxy|smartphone)"
_NEWCOMER = r"(?:ny|nya|nytt|vikarie|vikarien|sommarvikarie|sommarvikarien|nyanställd|nyanställda|new)"
_NOT_HOW = r"(?!hur |how |vad |var |when |när |vem |who |where )"
_PHONES = (
    (
        rf"(?!.*(?:telefonpassning|duty))(?:.{{0,60}}? )?{_WANT}(?: (?:en|ett|ny|nytt|nya|new|a|an|my|till|på|om|min|"
        rf"mitt|bättre|annan|annat|större|bigger|extra|work|mer|more|T|#|två|tre|fyra|fem|two|three)){{0,4}}(?: (?:åt|"
        rf"till|för|for) _(?: - _| _){{0,3}})?(?: [:,])?(?: (?:en|ett|a|an))? {NOUN}(?: .*)?"
    ),
    # "Jag vill" in front of it is heard as politeness by then.
    rf"ha(?: (?:en|ett|ny|nytt|nya|annan|annat|större|bättre|också)){{0,3}} {NOUN}(?: .*)?",
    (
        r"(?:en |ett |a |an )?(?P<item>telefon|mobil|mobiltelefon|tjänstemobil|jobbmobil|jobbtelefon|phone|"
        rf"mobile) (?:till|åt|för|for|to)(?: (?:en|vår|våra|min|a|my|our|the))? {_NEWCOMER}(?: .*)?"
    ),
    (
        r"(?:en |ett |a |an )?(?P<item>tjänstemobil|tjänstetelefon|jobbmobil|jobbtelefon|work phone) (?:till|åt|för|"
        r"for|to) _(?: .*)?"
    ),
    (
        r"(?:någon|nån|en tjuv|someone|somebody)(?: har| has)? (?:tog|tagit|stal|stulit|snott|snodde|took|taken|stole|"
        r"stolen)"
        rf" (?:min|mitt|my) {NOUN}(?: .*)?"
    ),
    (
        r"(?:en |ett |a |an )?(?P<item>telefon|mobil|phone|mobile)(?: och| med| and| with| \+|"
        rf" ,)+ (?:{ITEMS['subscription']}|"
        rf"{ITEMS['headset']}|{ITEMS['accessory']})(?: (?:till|åt|för|for|to) .*)?"
    ),
    rf"(?:en |ett |a |an )?{_THING}(?: galaxy)?(?: (?:till|åt|för|for|to|T|#|_)(?: .*)?)?",
    (
        rf"(?:.{{0,60}}? )?{NOUN}(?: (?:till|åt|of|for|på|i) (?:_(?: - _| _){{0,3}}|mobilen|telefonen))?(?: (?:är|har|"
        r"is|has|was|been|blev|blivit|jag|helt|the|i|my|min|på|ska|måste|"
        rf"behöver|needs|to|be|dessutom)){{0,3}} {_BROKEN}(?: .*)?"
    ),
    rf"(?:.{{0,60}}? )?{_BROKEN}(?: (?:min|mitt|mina|the|my|a|på|skärm|screen|bort|en|ett|den)){{0,3}} {NOUN}(?: .*)?",
    rf"{_NOT_HOW}(?:.{{0,60}}? )?{RETURN}{_DETERMINERS}{{0,4}} {NOUN}(?: .*)?",
    (
        rf"{_NOT_HOW}(?:.{{0,60}}? )?{NOUN}(?: (?:ska|kan|till|to|should|be)){{0,3}} (?:lämnas tillbaka|lämnas in|"
        r"returned)"
        rf"(?: .*)?"
    ),
    (
        rf"{_NOT_HOW}(?P<item>{ITEMS['subscription']})(?: (?:till|för|åt|for|of) _(?: - _| _){{0,3}})?(?: (?:ska|kan|"
        r"behöver|måste|bör|should|can|must|needs to|be)){1,3} (?:sägas upp|avslutas|stängas av|upphöra|ended|"
        r"terminated|closed|cancelled)(?: .*)?"
    ),
    (rf"{_NOT_HOW}(?:.{{0,60}}? )?{END}{_DETERMINERS}{{0,4}} (?P<item>{ITEMS['subscription']})(?: .*)?"),
    (
        r"(?:jag |vi )?(?:vill |behöver )?(?:ändra|change|"
        rf"modify){_DETERMINERS}{{0,4}} (?P<item>{ITEMS['subscription']})(?: .*)?"
    ),
)


_ANYTHING = (
    r"(?:jag |vi |i )?(?:vill |ska |behöver |want to |need to )?(?:göra |lägga |place |make )?(?:en |ny |en ny |a |"
    r"a new |new )?(?:beställa|beställ|beställning|order)(?: (?:något|nåt|utrustning|saker|something|equipment))?{T}"
)


_FOUND = (
    (
        r"(?:jag |i )?(?:har |have |ive )?(?:nu |now )?(?:hittat|hittade|found)(?: (?:igen|tillbaka|min|mitt|my|"
        rf"the)){{0,2}} {ITEMS['phone']}(?: (?:igen|again|nu|now|min|mitt))*{{T}}"
    ),
    (
        rf"(?:min |mitt |my |the )?{ITEMS['phone']}(?: (?:är|har|blev|blivit|is|was|has|been|nu|now|igen)){{1,3}} "
        r"(?:hittad|hittat|återfunnen|upphittad|found)(?: (?:igen|nu|again|now))*{T}"
    ),
)
"""A lost phone that has turned up; of a phone that isn't one's own it is "en telefon", and no such line."""


def _found(heard: Heard, match: re.Match[str]) -> Slots:
    del heard, match
    return {"item": "phone", "errand": "found"}


def _order(heard: Heard, match: re.Match[str]) -> Slots | None:
    """No slot of the examples; what the order is about stands beside them."""
    del match
    shape = heard.shape.text
    return None if about_a_number(shape) or is_not_lost(shape) else {}


_SPOKEN_OF = re.compile(rf"(?<!\S){NOUN}(?!\S)")
_SOMETHING_TO_DO = re.compile(rf"(?<!\S)(?:{_WANT}|{_BROKEN}|{RETURN}|{END})(?!\S)")
_ASKS_HOW = re.compile(_NOT_HOW)


def spoken_of(heard: Heard) -> Slots | None:
    """What a line orders that says so in no usual order: a thing, and somewhere what is to be done about it."""
    shape = heard.shape.text
    item = _SPOKEN_OF.search(shape)
    if item is None or _SOMETHING_TO_DO.search(shape) is None or _ASKS_HOW.match(shape) is None:
        return None
    return None if about_a_number(shape) or is_not_lost(shape) else wanted(heard, item)


def _something(heard: Heard, match: re.Match[str]) -> Slots:
    del heard, match
    return {"errand": "new"}


PHONE_RULES = [
    *rules_of(Intent.PHONE_REQUEST, nothing, *_FOUND, more=_found, needs=words_of_pattern(NOUN)),
    *rules_of(Intent.PHONE_REQUEST, _order, *_PHONES, timed=True, more=wanted, needs=words_of_pattern(NOUN)),
    *rules_of(Intent.PHONE_REQUEST, nothing, _ANYTHING, more=_something),
]

SHARED_PATTERNS = (*_PHONES, _ANYTHING, *_FOUND)
