"""Owns the shapes of a diversion that is set: mine or a colleague's, to whom the calls go, the note, the open line.

It must not work out times; that is `period`. Nothing is guessed: a line without a reason, a return, a diversion word
or a time that stands alone is no diversion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.names import COMMON_GIVEN_NAMES, display
from bot.understanding.reasons import Found, find_reason
from bot.understanding.rules import Heard
from bot.understanding.vocabulary import words
from policy.reasons import Reason

_N = r"(?P<name>_(?: - _| _){0,3}|#)"

_SET_FOR = re.compile(
    rf"(?:sätt|sätta|hänvisa|hänvis|lägg in|lägg|registrera|registrer|markera|ställ|ställ in|anmäl|sjukanmäl|put|"
    rf"set|mark|divert|register|report|koppla)(?: upp| in)? {_N}(?: (?:s )?(?:telefon|samtal|calls|"
    rf"phone))?(?: (?:på|som|till|i|as|on|in|to|for|med|är|som är|hänvisning|att))*(?P<rest> .*)$"
)
_IS_FOR = re.compile(
    rf"{_N} (?P<rest>(?:är|e|har|sitter|jobbar|arbetar|vabbar|vabar|kommer|går|gick|gått|slutar|slutade|tar|åker|"
    rf"åkte|fikar|äter|ska|mår|blir|blev|vobbar|måste|lunchar|kompar|flexar|semestrar|återkommer|"
    rf"is|has|will|takes|works|left|went|goes|feels|had|leaves|was) .*|vabbar|vabar|fikar|lunchar|flexar|kompar)$"
)
_BARE_FOR = re.compile(rf"{_N}(?: ,| :)? (?P<rest>.*)$")
_TO_PERSON = (
    re.compile(rf"(?<!\S)(?:have|let) (?:my|all|the)(?: my)? calls (?:go|forwarded|sent) to {_N}(?= |$)"),
    re.compile(
        rf"(?<!\S)(?:hänvisa|hänvisar|hänvisning|hänvisas|vidarekoppla|vidarekopplar|koppla|kopplar|skicka|"
        rf"skickar|styr|styra|flytta|slussa|led|lägg|släpp|lägg över|ställ|ställ om|koppla om|koppla över|"
        rf"dirigera)(?: (?:mig|min|mina|mitt|telefon|telefonen|"
        rf"samtal|samtalen|alla|allt|inkommande|över|vidare|om|anknytning|nummer|linje|linjen|T|"
        rf"reason))*(?: (?:till|mot|åt)) (?:kollega |kollegan |anknytning |ankn )?(?:\. )?{_N}(?= |$)"
    ),
    re.compile(
        rf"(?<!\S)(?:forward|divert|send|route|redirect|transfer|put|direct|switch)(?: (?:me|my|all|calls|phone|"
        rf"incoming|over|the|any|through|T))*(?: to) (?:my colleague |extension |ext )?{_N}(?= |$)"
    ),
    re.compile(
        rf"(?<!\S){_N} (?:svarar|tar(?: över| emot)?(?: alla| mina)*(?: samtal| samtalen| telefonen| telefon)?|"
        rf"täcker(?: upp)?|ersätter mig|vikarierar|passar(?: min| mina)? (?:telefon|samtal|telefonen)|"
        rf"är (?:min )?ersättare|har (?:min telefon|mina samtal)|kan svara|"
        rf"covers|covering|answers|takes (?:my|the|over)(?: (?:my|calls|phone))*|is (?:covering|answering|"
        rf"taking)|will (?:answer|take|cover)|hoppar in|backar upp|backup)(?: (?:för|åt|i|mitt|ställe|mig|for|me|"
        rf"istället|mina|samtal|my|calls|phone|the|under|tiden|så|länge))*(?= |$)"
    ),
    re.compile(
        rf"(?<!\S)(?:ring|kontakta|sök|ersättare|backup|ersättare är|vikarie|vikarie är|ersätts av|call|contact|"
        rf"ask|instead|cover|covered by|samtal till|calls to)(?: (?:är|:|is))? {_N}(?: (?:istället|i stället|"
        rf"instead|så länge|under tiden|meanwhile))?(?= |$)"
    ),
)
_DIVERT_WORDS = re.compile(
    r"(?<!\S)(?:hänvisa|hänvisar|hänvisning|hänvisad|vidarekoppla|vidarekoppling|divert|diversion|forward|"
    r"forwarding|koppla om|koppla bort|lägg in hänvisning|frånvaro|stäng av telefonen)(?!\S)"
)
# "Hänvisa mig" and nothing more: what, and until when, is asked for in the form.
_ASKS_TO_BE_DIVERTED = re.compile(
    r"(?:(?:jag vill|vill|kan du|kan jag|ny|en ny|new|a new|sätt|lägg in|skapa|create|set)(?: en)? )?"
    r"(?:hänvisa|hänvisas|hänvisning|vidarekoppla|vidarekoppling|koppla om|koppla bort|divert|diversion|forward)"
    r"(?: (?:mig|telefonen|min|mina|telefon|mobil|samtal|me|my|phone|calls|the))*(?: [,!?]|T)*"
)
_OPEN_LINE = re.compile(
    r"(?: [,&])?(?: (?:men|och|but|and))?(?<!\S)(?: )?(?P<open>(?:släpp|släpper|koppla|låt|slipp|tar|"
    r"ta)(?: (?:ändå|gärna))? (?:fram|igenom|genom|ändå emot)(?: (?:alla|mina|ändå))*(?: (?:samtal|samtalen))?|"
    r"(?:let|put|allow)(?: (?:all|my|the))? calls(?: come)? through|keep (?:the|my) line open|(?:håll|"
    r"lämna)(?: (?:linjen|telefonen))? öppen)(?!\S)|"
    r"(?: [,&])?(?: (?:men|och|but|and))?(?<!\S)(?: )?(?P<closed>(?:stäng|stängt|stäng av|spärra|blockera|"
    r"håll)(?: (?:telefonen|linjen))?(?: (?:för|mina|alla|av))* (?:samtal|samtalen)|(?:släpp|koppla)(?: (?:inte|"
    r"ej|inga))+(?: (?:fram|igenom))*(?: (?:samtal|samtalen))?(?: (?:fram|igenom))?|"
    r"inga samtal|(?:hold|block|stop)(?: (?:all|my))? calls|no calls)(?!\S)"
)
_NOTE = re.compile(
    r"(?<= )(?:[,&-] |(?:och|men|and|but) |[,-] (?:och|men|and|but) )(?P<note>(?!(?:ring|ringa|kontakta|call|"
    r"contact) _)(?:jag )?(?:går att |kan |"
    r"can be )?(?:nås|nåbar|nå|ring|ringa|sms|sms a|smsa|mejla|maila|mail|mejl|skicka|skriv|kontakta|"
    r"vid (?:brådskande|akut|akuta|frågor|behov)|kollar|läser|svarar på|har (?:mobilen|telefonen|datorn)|"
    r"reachable|reach|reached|email|call|text|contact|checking|available (?:on|by|via)|anträffbar (?:på|via)|"
    r"tillgänglig (?:på|via)|finns (?:på|via)|på mobilen|på mejl|på teams) ?.*)$"
)
_NEGATED = re.compile(
    r"(?<!\S)(?:inte|ingen|inget|inga|aldrig|inställt|inställd|avbokat|cancelled|not|no|never|dont|ej)(?: (?:på|"
    r"i|ett|en|a|in|having|on|längre|have|"
    r"any|är|har))*$"
)
_ABOUT_A_MEETING = re.compile(
    r"^(?:kaffet|maten|käket|the (?:coffee|food)|mötet|lunchen|kursen|utbildningen|resan|semestern|fikat|konferensen|"
    r"the (?:meeting|course|lunch|"
    r"conference)) (?:är|var|blev|blir|gick|har|is|was|went|has|had|flyttas|flyttat|börjar|starts|ställs)(?= |$)"
)

# "Det är måndag idag", "idag är det fredag", "it is Monday": which day it is, not when someone is away.
_NAMES_THE_DAY = re.compile(
    r"(?:idag |nu |T )?(?:det är|är det|it is|its|today is|T är)"
    r"(?: (?:ju|nu|bara|redan|only))* T(?: T)?(?: (?:ju|nu))*(?: !)*$"
)

# "Jag älskar semester" tells what someone does with it, not that they are away.
_LIKES = re.compile(r"(?:jag|vi|i|we) _ \S+(?: !)*$")

# "Får jag gå hem?" and "är telefonen på väg?" ask, and "glöm mötet" takes something back: nobody is away.
_ASKS = re.compile(
    r"(?:får|måste|ska|behöver|bör|står|har|är|e|finns|kommer|blir|blev|var|hade|gick|kom|may|must|should|is|are|was|"
    r"has|"
    r"have|"
    r"does|do|did|will)(?= )"
)
_TAKES_BACK = re.compile(r"(?:glöm|glöm bort|forget|forget about)(?! (?:inte|not))(?= )")
_QUESTION = re.compile(
    r"(?:vad|vem|vems|vilka|vilken|vilket|när|hur|var|vart|varför|what|whats|who|whos|when|whens|how|hows|why|"
    r"which|where|wheres|ask if|ask whether|vet du|vet ni|vet någon|do you know)(?= )"
)


@dataclass(frozen=True, slots=True)
class Diversion:
    """What a line says of a diversion, its times apart."""

    found: Found | None
    to_person: str | None = None
    to_phone: str | None = None
    for_person: str | None = None
    note: str | None = None
    open_line: bool | None = None
    returning: bool = False
    bare_time: bool = False
    line_only: bool = False
    """Whether the open line is all that was said: it is about the diversion that runs."""


def sets(heard: Heard) -> Diversion | None:  # noqa: PLR0911  (one return for each way to be none)
    """What a line that sets a diversion says, or None if it sets none."""
    shape = heard.shape.text
    if _QUESTION.match(shape) or _TAKES_BACK.match(shape) or (heard.asked and _ASKS.match(shape)):
        return None
    note, shape = _note(heard, shape)
    open_line, shape = _line_open(shape)
    if open_line is not None and not shape.strip(" ,!"):
        return Diversion(None, open_line=open_line, line_only=True)
    to_person, to_phone, shape = _to_person(heard, shape)
    for_person, shape = _for_person(heard, shape)
    found = find_reason(shape)
    if found is not None and (_denied(shape, found) or _ABOUT_A_MEETING.match(shape)):
        return None
    if found is None and for_person is not None and not heard.said.back:
        return None
    diverted = to_person is not None or to_phone is not None or _DIVERT_WORDS.search(shape) is not None
    diverted = diverted or open_line is False
    bare = found is None and not diverted and _only_time(heard, shape)
    timed = heard.said.anything or heard.said.back
    returning = found is None and heard.said.back and not diverted
    asks = diverted and (timed or to_person or to_phone or _ASKS_TO_BE_DIVERTED.fullmatch(shape))
    if found is None and not (heard.said.back or bare or asks):
        return None
    if _only_remarks(shape, found, timed=timed):
        return None
    if _mostly_unknown(shape, timed=timed) and to_person is None:
        return None
    if heard.asked and for_person is not None:
        return None
    return Diversion(found, to_person, to_phone, for_person, note, open_line, returning, bare)


def _only_remarks(shape: str, found: Found | None, *, timed: bool) -> bool:
    """Whether the line is about the day, the weather ("det snöar ute") or what someone likes."""
    if found is None:
        return _NAMES_THE_DAY.match(shape) is not None
    if found.reason is Reason.OTHER and shape.startswith("det _"):
        return True
    return not timed and _LIKES.match(shape) is not None


def _note(heard: Heard, shape: str) -> tuple[str | None, str]:
    match = _NOTE.search(shape)
    if match is None or shape[match.start("note") :].startswith(("ring T", "nås T")):
        return None, shape
    end = len(shape)
    note = heard.line.slice(*heard.shape.tokens_of(match.start("note"), end))
    return note.strip(" .,!"), shape[: match.start()].rstrip()


def _line_open(shape: str) -> tuple[bool | None, str]:
    match = _OPEN_LINE.search(shape)
    if match is None:
        return None, shape
    return match.group("open") is not None, shape[: match.start()] + _blank(match) + shape[match.end() :]


def _blank(match: re.Match[str]) -> str:
    """As many places as the match had, so that what follows keeps its place in the shape."""
    return " " * (match.end() - match.start())


def _to_person(heard: Heard, shape: str) -> tuple[str | None, str | None, str]:
    for pattern in _TO_PERSON:
        match = pattern.search(shape)
        if match:
            name = heard.line.slice(*heard.shape.tokens_of(*match.span("name")))
            return display(name), None, shape[: match.start()] + _blank(match) + shape[match.end() :]
    if _DIVERT_WORDS.search(shape) and heard.line.phones:
        return None, heard.line.phones[0].e164, shape
    return None, None, shape


def _for_person(heard: Heard, shape: str) -> tuple[str | None, str]:
    for pattern in (_SET_FOR, _IS_FOR):
        match = pattern.match(shape)
        if match:
            name = heard.line.slice(*heard.shape.tokens_of(*match.span("name")))
            return display(name), match.group("rest")
    match = _BARE_FOR.match(shape)
    if match:
        name = heard.line.slice(*heard.shape.tokens_of(*match.span("name")))
        if name.split()[0].lower() in COMMON_GIVEN_NAMES:
            return display(name), match.group("rest")
    return None, shape


def _denied(shape: str, found: Found) -> bool:
    if found.reason in {Reason.OTHER, Reason.GONE_FOR_DAY}:
        return False
    return _NEGATED.search(shape[: found.at].rstrip()) is not None


_TIME_WORDS = words(
    """T , - till tills until to t från from åter tillbaka back kl och and fram tom senast by before efter i på ca cirka
    vid ! nej ja ok okej då typ tv vidare further notice är jag kommer det blir the at on framåt mellan between #
    återkommer för about runt omkring"""
)


def _only_time(heard: Heard, shape: str) -> bool:
    """Whether the line is nothing but a time, as an answer to "till när?"; a number alone says too little."""
    pieces = shape.split()
    if not heard.said.anything or any(piece not in _TIME_WORDS for piece in pieces) or "#" in pieces:
        return False
    tokens = [token for token in heard.line.tokens if token.kind != "mark"]
    return not (len(tokens) == 1 and tokens[0].kind == "number" and len(tokens[0].text) < 4)  # noqa: PLR2004


def _mostly_unknown(shape: str, *, timed: bool) -> bool:
    pieces = [piece for piece in shape.split() if piece not in {",", "!", "-"}]
    unknown = sum(piece == "_" for piece in pieces)
    return unknown > (6 if timed else 3) and unknown * (2 if timed else 3) > len(pieces)


SHARED_PATTERNS = (
    _SET_FOR.pattern,
    _IS_FOR.pattern,
    *(pattern.pattern for pattern in _TO_PERSON),
    _DIVERT_WORDS.pattern,
    _OPEN_LINE.pattern,
    _NOTE.pattern,
    _NEGATED.pattern,
    _ABOUT_A_MEETING.pattern,
)
