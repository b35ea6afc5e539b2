"""Owns the shapes of questions about orders: how mine stand, what is to be ordered, what waits to be approved.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.order_details import ITEMS
from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words_of_pattern

_ORDER_NOUN = (
    r"(?:beställning|beställningar|beställningen|beställningarna|telefonbeställning|telefonbeställningar|"
    r"mobilbeställning|order|orders|phone order|phone orders)"
)
_MINE = r"(?:min|mitt|mina|den|det|de|my|the|nya|nytt|ny|new|beställda|ordered|egna|own|pågående|öppna|open)"
_ORDERED = "(?:" + "|".join(pattern for item, pattern in ITEMS.items() if item != "tablet") + ")"
_ORDERS = (
    (
        r"(?:(?:visa|se|lista|kolla|hitta|vilka|status på|status för|läget med|show|list|see|check|status of|track|"
        rf"what about|which) )?(?:mig |me )?(?:{_MINE} )+{_ORDER_NOUN}(?: (?:har jag|do i have|av|på|of|for|nu|"
        rf"{_ORDERED}))*{{T}}"
    ),
    (
        r"(?:hur går det|hur gick det|hur är det|hur ligger det till|hur ser det ut|vad händer|vad hände|how is|hows|"
        r"what is happening|whats happening|what happened|how did it go)(?: (?:med|with|"
        rf"to))? (?:{_MINE} )+(?:{_ORDER_NOUN}|{_ORDERED})(?: (?:jag|som|beställt|beställde|av|på|of|for|doing|going|"
        r"coming|"
        rf"along|{_ORDERED}))*{{T}}"
    ),
    (
        r"(?:var|vart|where|wheres|when|när|har|kommer|är|is|has|will)(?: (?:är|blev|finns|tog|is|kommer|får jag|"
        rf"levereras|does|will|do i get|can i get))?(?: {_MINE})+ (?:{_ORDER_NOUN}|{_ORDERED})(?: (?:vägen|någonstans|"
        r"nånstans|jag beställde|som jag beställde|då|come|arrive|be|delivered|ready|klar|klart|godkänd|godkänt|"
        r"beställd|beställt|kommit|kommer|levererad|levererat|på väg|on its way|been|approved|ordered|arrived|"
        r"i ordered|har|blivit|skickad|skickats|beställts|levererats|godkänts))*{T}"
    ),
    (
        r"(?:har ni|har du|have you|did you|har någon|har växeln) (?:beställt|ordered|order|fått|skickat|levererat|"
        rf"sent|delivered)(?: {_MINE})* (?:{_ORDER_NOUN}|{_ORDERED}){{T}}"
    ),
)
_ORDERS_UNNAMED = (
    (
        r"(?:status|statusen|läget|hur går det)(?: (?:på|för|med|of|on))? (?:beställningen|beställningarna|the order|"
        r"order){T}"
    ),
    (
        r"(?:har|did|has) (?:chefen|min chef|någon|växeln|ni|my manager|my boss|anyone) (?:godkänt|beställt|hanterat|"
        r"avslagit|"
        rf"approve|approved|order|ordered) (?:min|mitt|mina|my) (?:{_ORDER_NOUN}|{_ORDERED}){{T}}"
    ),
    (
        r"(?:har|är|has|is)(?: the)? (?:telefonen|mobilen|headsetet|laddaren|skalet|abonnemanget|simkortet|luren|"
        r"phone|headset|charger|sim card) (?:kommit|skickats|beställts|levererats|skickad|beställd|på väg|godkänd|"
        r"arrived|been ordered|been sent|on its way|ordered)(?: (?:än|ännu|yet|redan))*{T}"
    ),
    (
        r"(?:avbryt|avbeställ|ångra|stoppa|ta bort|dra tillbaka|ändra|cancel|undo|withdraw|stop|change)(?: (?:min|den|"
        rf"mitt|my|the))* (?:{_ORDER_NOUN}|beställningen)(?: (?:av|på|of|for) .*)?{{T}}|avbeställ (?:min|mitt|den|"
        rf"det) {_ORDERED}{{T}}"
    ),
    (
        r"(?:vad|vilka|what|which) (?:har|have) (?:jag|i) (?:för )?(?:beställt|ordered|beställningar|requested)"
        rf"(?: {_ORDER_NOUN})?{{T}}"
    ),
    r"(?:orderstatus|order status|beställningsstatus|mina telefonbeställningar|when do i get it|när kommer den){T}",
)
_TO_DO = (
    r"(?:att göra|att lägga|att beställa|att hantera|att ta hand om|som väntar|som ska göras|som ska läggas|i kön|"
    r"kvar|väntar på mig|väntar|ligger och väntar|to do|to place|to order|to handle|waiting|in the queue|pending|"
    r"inte lagda|inte beställda|inte gjorda|som inte är beställda)"
)
_QUEUE = (
    (
        r"(?:(?:visa|se|öppna|kolla|lista|show|open|see|check|the) )*(?:beställningskön|beställningskö|"
        r"beställningslistan|orderkön|orderkö|kön|telefonkön|order queue|queue|orderlistan)(?: (?:med|av|of|"
        r"with) (?:beställningar|orders))?{T}"
    ),
    (
        r"(?:vad|vad ligger|what is|finns det något) (?:i|in|på)(?: the)? (?:kön|beställningskön|queue){T}|(?:vad|"
        r"vilka|what|which|anything|finns det|något|nåt|är det)(?: (?:ska|något|nåt|måste|behöver|finns|har|is|should|"
        r"needs|must|är|vi|jag|i|we|there|det|do|have|orders|telefoner|beställningar))* (?:beställas|beställa|"
        r"att beställa|läggas|be ordered|to order|to be ordered|order){T}"
    ),
    (
        r"(?:(?:visa|finns det|har vi|hur många|vilka|lista|show|are there|any|which|what|how many|some|några|"
        rf"alla) )*(?:{_MINE} )*{_ORDER_NOUN}(?: (?:finns|är|ligger|are|do we have|har vi|is|"
        rf"that are))* {_TO_DO}(?: {_TO_DO})?{{T}}"
    ),
    r"(?:(?:visa|alla|inkomna|nya|show|all|incoming|the) )+(?:beställningar|telefonbeställningar|orders){T}",
)
_APPROVING = (
    r"(?:godkänna|godkänt|bli godkänt|godkänner|godkännande|godkännanden|attestera|attestkön|approve|approval|"
    r"approvals|attest)"
)
_APPROVALS = (
    (
        r"(?:vad|vilka|vilket|what|which|ska|måste|behöver|should|do|har|är|har jag|finns det|något|nåt|do i have|"
        r"is there|anything|väntar något|väntar|visa|lista|show|beställningar|orders|something|jag har|some|"
        r"några)(?: (?:ska|"
        r"måste|behöver|har|finns|kan|väntar|should|must|do|need|needs|have|is|are|there|jag|i|det|som|på|mig|bli|att|"
        r"to|"
        r"anything|waiting|något|nåt|beställningar|orders|nån|någon|anyone|beställt|ordered|vi|for|me|ligger|mitt|min|"
        r"my|mina|a|några|any|pending|ny|that))* "
        rf"{_APPROVING}(?: (?:av mig|by me|något|nåt|någonting|anything|something))?{{T}}"
    ),
    (
        r"(?:(?:visa|mina|my|show|se|öppna) )*(?:att godkänna|to approve|godkännanden|approvals|väntar på godkännande|"
        r"väntar på mitt godkännande|pending approvals|waiting for approval|waiting for my approval|attestkön){T}"
    ),
)


def _approvals(heard: Heard, match: re.Match[str]) -> Slots:
    del heard, match
    return {"approvals": True}


LIST_RULES = [
    *rules_of(Intent.ORDER_QUEUE, _approvals, *_APPROVALS, needs=words_of_pattern(_APPROVING)),
    *rules_of(Intent.ORDER_QUEUE, nothing, *_QUEUE),
    *rules_of(Intent.ORDER_LIST, nothing, *_ORDERS, needs=words_of_pattern(_ORDER_NOUN + _ORDERED)),
    *rules_of(Intent.ORDER_LIST, nothing, *_ORDERS_UNNAMED),
]

SHARED_PATTERNS = (*_ORDERS, *_ORDERS_UNNAMED, *_QUEUE, *_APPROVALS)
