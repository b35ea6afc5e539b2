"""Owns the shapes of what becomes of messages: those one has left, asked about or taken back; those that never arrived.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.names import display
from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words_of_pattern

_ONE = r"_(?: - _| _){0,3}"
_MINE = r"(?:mitt|mina|min|det|de|alla|all|my|the|any|every)"
_MESSAGES = (
    r"(?:meddelanden|meddelandena|meddelande|meddelandet|hälsningen|hälsningarna|messages|message|notes|note|lappen)"
)
_FOR = rf"(?: (?:till|åt|för|to|for) (?P<name>{_ONE}))?"
_LEFT = (
    rf"(?:visa |se )?(?:vad|vilka) (?:jag har|har jag|jag) (?:lämnat|skickat|lämnade|skickade) för {_MESSAGES}{{T}}",
    (
        rf"(?:(?:visa|se|lista|kolla|hämta|vilka|show|list|see|check) )?(?:mig |me )?(?:{_MINE} )*(?:lämnade|skickade|"
        rf"left|sent|utgående|avsända) {_MESSAGES}{_FOR}{{T}}"
    ),
    (
        rf"(?:(?:visa|se|lista|vilka|vad för|show|list|which|what) )?(?:{_MINE} )*{_MESSAGES}(?: (?:som|that|har|have|"
        r"ive|did))* (?:jag|i|ive)(?: (?:har|have))? (?:lämnat|lämnade|skickat|skickade|left|sent|leave|"
        rf"send){_FOR}{{T}}"
    ),
    (
        rf"(?:visa |se )?(?:vilka|which|what|vad för) {_MESSAGES} (?:har|have) (?:jag|i) (?:lämnat|skickat|left|"
        rf"sent){_FOR}{{T}}"
    ),
    (
        r"(?:vad|hur|what|whats|how)(?: (?:hände|har hänt|blev|became|gick|går|är|hänt|happened|happens|is|about|did))+"
        rf"(?: (?:det|med|av|to|with|for|of|status))*(?: {_MINE})? {_MESSAGES}{_FOR}(?: (?:jag|som|lämnade|skickade|"
        rf"i left|i sent))*{{T}}"
    ),
    rf"(?:status|läget)(?: (?:på|för|of|on))? (?:{_MINE} )*{_MESSAGES}{_FOR}{{T}}",
    (
        rf"(?:(?:vet du om|vet ni om|kan du se om|undrar om|do you know if|can you see if) (?P<name>{_ONE}) (?:har|"
        rf"fick|has|got|have)|(?:har|fick|såg|läste|har inte|did|has|have) (?P<person>{_ONE}))(?: (?:fått|sett|läst|"
        r"öppnat|hunnit läsa|tagit|emot|get|got|gotten|seen|see|read|received|receive|"
        rf"inte))*(?: {_MINE})? {_MESSAGES}(?: (?:än|ännu|yet|redan))?{{T}}"
    ),
    (
        rf"(?:har|är|kom|gick|nådde|blev|did|has|was|is)(?: {_MINE})? {_MESSAGES}{_FOR}(?: (?:gått|kommit|kom|nått|"
        rf"blivit|get|been|gone))*(?: (?:fram|läst|levererat|sett|through|delivered|read|seen|arrived|ut|out)){{T}}"
    ),
)
_LEFT_WORD = r"(?:meddelande|meddelandet|meddelanden|meddelandena|message|messages)"
_I_LEFT = r"(?: (?:som|that|jag|i|lämnade|skickade|skrev|lämnat|skickat|left|sent|wrote))*"
_MAY_I = r"(?:(?:kan|får|can|may|could) (?:jag|i) )?"
_TAKEN_BACK = (
    (
        rf"{_MAY_I}(?:ta tillbaka|tar tillbaka|dra tillbaka|återkalla|take back|withdraw)(?: {_MINE})* {_LEFT_WORD}"
        rf"{_I_LEFT}{_FOR}{_I_LEFT}{{T}}"
    ),
    (
        rf"{_MAY_I}(?:ta bort|tag bort|ångra|radera|stryk|delete|remove|cancel|undo)(?: {_MINE})* {_LEFT_WORD}{_I_LEFT}"
        rf" (?:till|åt|för|to|for) (?P<name>{_ONE}){_I_LEFT}{{T}}"
    ),
)
_WHAT_I_SENT = (
    rf"(?:har|did|has) (?P<name>{_ONE}) (?:läst|sett|fått|read|seen|got|get|see)(?: (?:det|vad|what))? (?:jag|i)"
    r" (?:skickade|skickat|skrev|lämnade|lämnat|sent|wrote|left){T}"
)
_SENT_OUT = (
    r"(?:utskick|utskicken|meddelanden|meddelande|leveranser|sändningar|påminnelser|notiser|notifieringar|messages|"
    r"message|deliveries|notifications|reminders|letters|sendings)"
)
_UNDELIVERED = (
    (
        rf"(?:har|har alla|är|did|have)(?: (?:alla|allt|all|everything|alla mina))*(?: {_SENT_OUT})?(?: (?:gått|kommit|"
        r"nått|gone|"
        r"been|got))* (?:fram|iväg|levererade|levererat|through|delivered){T}"
    ),
    (
        r"(?:visa |finns det |är det )?(?:vad|vilka|några|vilket|något|nåt|allt|det)(?: (?:är|har|som|är det som|"
        r"finns|det|kom|gick|"
        rf"{_SENT_OUT}))* (?:inte|aldrig)(?: (?:har|blev|blivit|kunnat|kunde))* (?:gått fram|kommit fram|levererats|"
        r"levererat|gått iväg|skickats|nått fram|gått ut|kom fram|gick fram|gick iväg|levereras|skickas){T}"
    ),
    (
        r"(?:(?:visa|lista|se|har vi|finns det|några|show|list|see|any|are there|are there any|"
        r"do we have) )*(?:misslyckade|olevererade|strandade|fastnade|inte levererade|icke levererade|inte skickade|"
        r"missade|undelivered|failed|stuck|dead|undeliverable|unsent|not delivered)"
        rf"(?: {_SENT_OUT})+{{T}}"
    ),
    (
        rf"{_SENT_OUT} (?:som |that |which )?(?:inte|misslyckats|misslyckades|not|failed|were not|havent been|didnt)"
        r"(?: (?:har|gått fram|kommit fram|levererats|gick fram|delivered|been delivered|to send|get through|"
        r"arrive))*{T}"
    ),
    (
        rf"(?:vad|vilka|något|nåt)(?: {_SENT_OUT})?(?: (?:gick|kom|nådde|har|som))* (?:inte (?:fram|iväg|ut)|fastnat|"
        rf"misslyckats){{T}}"
    ),
    (
        r"(?:what|which messages|anything|is there anything|has anything)(?: (?:has|was|were|have|that))* (?:not|"
        r"failed|never|couldnt|could not|wasnt|hasnt)(?: (?:been|be|to|got|get|arrived))* (?:delivered|sent|send|"
        r"through|deliver|arrived|arrive){T}|what (?:failed|didnt get through){T}|(?:dead letters|undelivered){T}"
    ),
)


_OF_MINE = r"(?:(?:visa|läs|se|kolla|show|read|check) )?(?:mina|my) (?:nya )?(?:meddelanden|messages){T}"
_UNSEEN = r"(?:olästa|osedda|obesvarade|oöppnade|unread|unseen|unopened|unanswered)"
_SEEN = r"(?:sett|läst|öppnat|sedda|lästa|öppnade|svarat på|seen|read|opened|answered)"
_NOT_SEEN = (
    (
        rf"(?:(?:visa|se|lista|kolla|bara|show|list|only|har jag|do i have|jag har|vilka av|which of|några|any|är|are|"
        rf"vilka|which) )*(?:{_MINE} |lämnade |skickade )*{_UNSEEN}(?: {_MESSAGES})?{_FOR}{{T}}"
    ),
    (
        rf"(?:(?:visa|se|lista|show|list|vilka|which|är|have) )*(?:{_MINE} |lämnade |skickade )*{_MESSAGES}(?: (?:som|"
        r"är|har|blivit|that|which|are|have|been|jag|lämnat|i|left))* (?:inte|ingen|aldrig|not|nobody|no one|havent|"
        rf"arent|never)(?: (?:har|är|blivit|have|has|been|än|ännu|yet))* {_SEEN}(?: (?:än|ännu|yet))?{{T}}"
    ),
    rf"(?:vilka|which)(?: (?:av|of))?(?: {_MINE})? {_MESSAGES} (?:är|are) {_UNSEEN}{{T}}",
    rf"(?:är|har|are|have)(?: (?:alla|all))?(?: {_MINE})* {_MESSAGES}(?: (?:blivit|been))? {_SEEN}{{T}}",
    (
        rf"(?:vem|vilka|who)(?: (?:har|have|has|hasnt|havent|inte|not))+ {_SEEN}(?: {_MINE})* {_MESSAGES}"
        r"(?: (?:än|ännu|yet))?{T}"
    ),
    rf"(?:inga|inget|no) (?:svar|answers|answer|reply|replies) (?:på|to|on)(?: {_MINE})* {_MESSAGES}{{T}}",
)
_TO_SOMEONE = (
    rf"(?:(?:visa|se|show|list) )?(?:{_MINE} )*(?:meddelanden|meddelandena|messages) (?:till|åt|to|for) "
    rf"(?P<name>{_ONE}){{T}}"
)


def _unseen(heard: Heard, match: re.Match[str]) -> Slots:
    return {**_left(heard, match), "only": "unseen"}


def _left(heard: Heard, match: re.Match[str]) -> Slots:
    whose = next((group for group in ("name", "person") if match.groupdict().get(group)), None)
    return {} if whose is None else {"person": display(heard.typed(match, whose))}


LEFT_RULES = [
    *rules_of(Intent.MESSAGES_LEFT, _unseen, *_NOT_SEEN),
    *rules_of(Intent.MESSAGES_MINE, nothing, _OF_MINE),
    *rules_of(Intent.MESSAGES_LEFT, _left, _TO_SOMEONE, needs=SOMEONE),
    *rules_of(Intent.MESSAGES_LEFT, _left, *_LEFT, *_TAKEN_BACK, needs=words_of_pattern(_MESSAGES)),
    *rules_of(Intent.MESSAGES_LEFT, _left, _WHAT_I_SENT, needs=SOMEONE),
]
UNDELIVERED_RULES = rules_of(Intent.UNDELIVERED_LIST, nothing, *_UNDELIVERED)

SHARED_PATTERNS = (*_NOT_SEEN, _OF_MINE, _TO_SOMEONE, *_LEFT, *_TAKEN_BACK, _WHAT_I_SENT, *_UNDELIVERED)
