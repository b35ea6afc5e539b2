"""Owns the shapes of messages that are left for colleagues.

A message is kept whole, as typed; who called, about what and by when they want an answer is read out of it besides.
Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.asked_times import deadline_in
from bot.understanding.matters import matter_in
from bot.understanding.names import display
from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Heard, Slots, nothing, rules_of

_MESSAGE = (
    (
        r"(?:meddela|informera|upplys|hälsa|tala om för|berätta för|säg till|säg åt|säga till|hälsa till|skriv till|"
        r"framför till|framföra till|underrätta|påminn|vidarebefordra till|be|säg) {N}(?: (?:om att|att|om|:|,|"
        r"-))?(?: :)? {MSG}"
    ),
    (
        r"(?:(?:lämna|skicka|skriv|vidarebefordra|framför|lägg)(?: (?:ett|en))? )?(?:brådskande |akut |viktigt )?"
        r"(?:nytt meddelande|meddelande|besked|hälsning|"
        r"hälsningar|sms|medd|msg|lapp)(?: (?:till|för|åt)) {N}(?: (?:om att|att|:|,|-))?(?: :)? {MSG}"
    ),
    r"(?:kan|skulle) (?:du|ni) (?:be|hälsa|säga till|meddela) {N}(?: (?:att|om))? {MSG}",
    r"(?:lämna|skicka) (?:till )?{N} (?:ett )?(?:meddelande|besked)(?: (?:om att|att|:|,|-))? {MSG}",
    r"(?:tell|inform|notify|remind|ask|let|message|text|advise) {N}(?: (?:know that|know|that|to|:|,|-))?(?: :)? {MSG}",
    (
        r"(?:(?:leave|send|take|pass)(?: (?:a|an|on a|the))? )?(?:new |urgent )?(?:message|note|msg) (?:for|to) {N}"
        r"(?: (?:that|"
        r"saying that|saying|:|,|-))?(?: :)? {MSG}"
    ),
    (
        r"(?:pass on to|leave word with|give) {N} (?:that|a message that|a message :|a message|the message that|"
        r"word that)(?: :)? {MSG}"
    ),
    r"(?:säg|meddela|hälsa|meddelande)(?: till)? : {MSG}",
)
_WRITE = (
    r"(?:lämna|skicka|skriv|framför|lägg|leave|send|take|pass on|write|(?:kan|får|skulle) (?:jag|man|vi)(?: få)? "
    r"(?:lämna|skicka)|(?:can|could|may) (?:i|we) (?:leave|send))"
)
_PRESSING = r"(?:brådskande|akut|viktigt|urgent)"
_MESSAGE_WORD = r"(?:meddelande|medd|message|msg)"
_SOMEBODY_WANTS = (
    r"(?:(?:en |den |jag har en )?(?:kund|kunden|medborgare|medborgaren|person|han|hon|caller|customer)(?: som)? "
    r"(?:vill|önskar|wants to) )?"
)
_FOR_ONE = (
    (
        rf"{_SOMEBODY_WANTS}(?:{_WRITE}(?: (?:ett|en|nytt|a|an|new|{_PRESSING}))* (?:{_MESSAGE_WORD}|"
        rf"(?<!nytt )(?:besked|hälsning|sms|lapp|note))|"
        rf"(?:(?:ett|nytt|a|new|{_PRESSING}) )*{_MESSAGE_WORD}) (?:till|för|åt|for|to) {{N}}{{T}}"
    ),
    rf"(?:lämna|skicka|leave|send)(?: till)? {{N}} (?:ett |a )?{_MESSAGE_WORD}{{T}}",
)
_BETWEEN_NAMES = frozenset({"och", "and", "eller", "or", "-"})
_MOST_NAMES = 2
"""How many names in small letters are a person's; more of them are someone's name and what they are to be told."""
_FOR_NOBODY_YET = (
    rf"(?:{_WRITE}(?: (?:ett|nytt|a|an|new|{_PRESSING}))*|(?!.*\?)(?:ett |a )?(?:nytt|new|{_PRESSING})) {_MESSAGE_WORD}"
    r"(?: (?:till|åt|for|to) (?:någon|nån|en kollega|someone|somebody|a colleague))?{T}"
)
_PRESSING_TO = (
    rf"(?:{_PRESSING}|bråttom) (?:till|för|åt|to|for) {{N}}(?: (?:,|-))? : (?!(?:åter|tillbaka|back|tbx)(?: |$)){{MSG}}"
)
_PRESSED = r"(?:(?:brådskande|akut|bråttom|viktigt|urgent)(?: [:,!-])* )?"
_URGENT_WORDS = (
    r"(?:brådskande|brådskar|akut|bråttom|omgående|genast|urgent|urgently|asap|as soon as possible|emergency|"
    r"right away|immediately)"
)
_URGENT = re.compile(rf"(?<!\S){_URGENT_WORDS}(?!\S)")
_NOT_URGENT = re.compile(
    rf"(?<!\S)(?:inte|ingen|inget|not|no|ej)(?: (?:är|så|alls|at all|that|very))? {_URGENT_WORDS}(?!\S)"
)
_ONE = r"_(?: - _| _){0,3}"
_CITIZEN = r"(?:(?:kund|kunden|medborgare|medborgaren|invånare|herr|fru|en|mr|mrs|ms|caller) )*"
_SAYS_WHO_CALLED = (
    (
        rf"(?:(?:urgent|brådskande|akut|viktigt)(?: [,:!-])? )?(?:att |that )?{_CITIZEN}(?P<caller>{_ONE})(?:(?: på| :|"
        r" ,| tel| telefon|"
        rf" on)* P(?: ,)?)? (?:från .{{1,40}} )?"
        r"(?:har |hade |has |had |ska ha |just )?(?:sökt|sökte|söker|ringt|ringde|ringer|vill|ville|önskar|väntar|"
        r"behöver|undrar|undrade|frågar|frågade|hört av sig|var här|bad|ber|called|phoned|rang|is looking|was looking|"
        r"wants|wanted|would like|asked|asks|is waiting|needs|looked for|tried to|rung|been looking|is calling)(?= |$)"
    ),
    rf"{_CITIZEN}(?P<caller>{_ONE})(?: (?:på|,|:|tel|telefon|on|at|-|mobil))* P(?= |$)",
    (
        r"(?:.{0,60} )?(?:ring|ringa|ringer|återkomma|återkom|återkommer|kontakta|kontaktar|höra av|hör av|call|phone|"
        r"contact|get back)(?: (?:upp|tillbaka|till|sig|to|back|gärna|please|medborgaren|kunden|herr|fru|mr|mrs|ms))* "
        rf"(?P<caller>{_ONE})(?= |$)"
    ),
)
_CALLS_SENDER = (
    r"(?:.{0,40} )?(?:ring|ringa|ringer|kontakta|kontaktar|återkomma|återkom|återkommer|höra av|hör av|call|phone|"
    r"contact|get back)(?: (?:upp|tillbaka|till|sig|to|back|gärna|please|snarast))* (?:mig|me)(?= |$)"
)
"""Whoever leaves the message is the one to be called."""
_CALL_ME = re.compile(_CALLS_SENDER)
_WHO_CALLED = tuple(re.compile(pattern) for pattern in _SAYS_WHO_CALLED)
_WORD = re.compile(r"\w+")
_TO_CALL = re.compile(
    r"(?<!\S)(?:ring|ringa|ringer|återkomma|återkom|kontakta|uppringd|svar|återkoppling|höra av|hör av|call|phone|"
    r"contact|callback|get back|reply|answer)(?!\S)"
)
_DUE = re.compile(r"(?<!\S)(?:senast|före|innan|by|before|no later than|inom|within)(?!\S)")
_TIMED_CALL = re.compile(
    r"(?<!\S)(?:ring|ringa|återkomma|återkom|kontakta|call|phone|contact)(?! (?:efter|after))(?: (?:_|-|P|på|om|till|"
    r"upp|tillbaka|back|on|at|about|gärna|please|henne|honom|her|him|mig|me))* T(?: T)*(?= |$)"
)

_CALL_WORDS = frozenset(
    _WORD.findall(
        "att hon han hen de du ska kan vill ville önskar gärna bli ha få en ett ring ringa ringer upp tillbaka till "
        "uppringd återuppringd kontaktad kontakta uppringning på om tel telefon angående that to should please call "
        "phone wants wanted would like be a an back callback on at about"
    )
)
"""What a message says that asks for a call and nothing else, but for whom, and about what."""


def _message(heard: Heard, match: re.Match[str]) -> Slots | None:
    if "name" not in match.groupdict():
        return None
    text = heard.rest(match, "message")
    slots: dict[str, Any] = heard.person(match)
    begins = heard.shape.tokens_of(*match.span("message"))[0]
    start = heard.line.tokens[begins].start
    phones = [phone for phone in heard.line.phones if phone.start >= start]
    return slots | ({"phone": phones[0].e164} if phones else {}) | {"message": text}


def _receiver(heard: Heard, match: re.Match[str]) -> Slots | None:
    """For whom a message is that is not told yet: "till Anna Svensson", but "till Anna servern" tells one."""
    typed = heard.typed(match, "name").split()
    plain = [word for word in typed if word.lower() not in _BETWEEN_NAMES]
    all_alike = len({word[:1].isupper() for word in plain}) == 1
    return heard.person(match) if all_alike and (len(plain) <= _MOST_NAMES or plain[-1][:1].isupper()) else None


def _how_pressing(heard: Heard, match: re.Match[str]) -> Slots:
    del match
    return {"urgent": True} if _URGENT.search(heard.shape.text) else {}


def _told(heard: Heard, match: re.Match[str]) -> Slots:
    """Who called, about what, how pressing it is, and by when they want an answer, as the message says."""
    start = match.start("message")
    text = heard.shape.text[start:]
    slots: dict[str, Any] = {}
    found = next((found for pattern in _WHO_CALLED if (found := pattern.match(text))), None)
    if found is not None:
        first, end = heard.shape.tokens_of(start + found.start("caller"), start + found.end("caller"))
        slots["caller"] = display(heard.line.slice(first, end))
    elif _CALL_ME.match(text):
        slots["calls_sender"] = True
    about_a_call = found is not None or "P" in text.split() or _TO_CALL.search(text) is not None
    matter = matter_in(heard, start) if about_a_call else ""
    if matter:
        slots["topic"] = matter
    if _URGENT.search(heard.shape.text) and not _NOT_URGENT.search(heard.shape.text):
        slots["urgent"] = True
    timed = _TIMED_CALL.search(text) or (about_a_call and _DUE.search(text))
    first, end = heard.shape.tokens_of(start, len(heard.shape.text))
    caller = "mig me" if slots.get("calls_sender") else slots.get("caller", "")
    if about_a_call and _says_only_whom_to_call(heard, first, end, f"{caller} {matter}".strip()):
        slots["only_a_call"] = True
    due = deadline_in(heard, heard.line.tokens[first:end]) if timed else None
    return slots | ({"call_by": due.replace(tzinfo=None).isoformat()} if due is not None else {})


def _says_only_whom_to_call(heard: Heard, first: int, end: int, said: str) -> bool:
    """Whether the message says nothing beside whom to call, at what number and about what, as is read out of it."""
    start, stop = heard.line.tokens[first].start, heard.line.tokens[end - 1].end
    text = heard.line.text[start:stop]
    phones = [one for one in heard.line.phones if one.start >= start]
    for phone in phones:
        text = text[: phone.start - start] + " " + text[phone.end - start :]
    known = _CALL_WORDS | set(_WORD.findall(said.casefold()))
    return len(phones) <= 1 and bool(said or phones) and known.issuperset(_WORD.findall(text.casefold()))


MESSAGE_RULES = [
    *rules_of(
        Intent.LEAVE_MESSAGE,
        _receiver,
        *(_PRESSED + pattern for pattern in _FOR_ONE),
        more=_how_pressing,
        needs=SOMEONE,
    ),
    *rules_of(
        Intent.LEAVE_MESSAGE,
        _message,
        *(_PRESSED + pattern for pattern in _MESSAGE),
        _PRESSING_TO,
        more=_told,
        needs=SOMEONE,
    ),
    *rules_of(Intent.LEAVE_MESSAGE, nothing, _PRESSED + _FOR_NOBODY_YET, more=_how_pressing),
]

SHARED_PATTERNS = (
    _PRESSED,
    *_FOR_ONE,
    _FOR_NOBODY_YET,
    *_MESSAGE,
    _PRESSING_TO,
    *_SAYS_WHO_CALLED,
    _CALLS_SENDER,
    _URGENT_WORDS,
)
