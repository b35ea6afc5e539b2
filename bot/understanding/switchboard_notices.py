"""Owns the shapes of what a manager tells the switchboard: phone hours, members, new and leaving staff, duties (M3).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
A line opens a form that says what was understood; nothing is carried out on it alone.
"""

from __future__ import annotations

import re

from bot.understanding.nodes import Clock, Day
from bot.understanding.result import Intent
from bot.understanding.rules import Build, Heard, Slots, nothing, rules_of, topic_of
from bot.understanding.vocabulary import words, words_of_pattern

_HOURS = (
    r"(?:telefontid|telefontiden|telefontider|telefontiderna|öppettid|öppettiden|öppettider|öppettiderna|"
    r"telefonöppettider|phone hours|opening hours|telephone hours)"
)
_CHANGE = (
    r"(?:ändra|ändrar|ändring av|byta|byt|justera|uppdatera|flytta|korta|förläng|förlänga|ny|nya|sätt|sätta|"
    r"change|update|set|new|edit|adjust)"
)
_WANTS = (
    r"(?:(?:jag|vi|i|we|kan jag|kan vi) )?(?:(?:vill|ska|behöver|måste|skulle vilja|want to|need to|would like to) )?"
)
_WHEN = r"(?: (?:från och med|från|fr o m|from|as of|starting|den|på|on|med start|redan|i))*{T}"
_FOR = r"(?: (?:för|på|hos|i|till|for|at|of|in) {X})?"
_CHANGE_HOURS = (
    rf"{_WANTS}{_CHANGE}(?: (?:på|i|vår|vårt|våra|the|our|my|mina))* {_HOURS}{_FOR}{_WHEN}",
    rf"{_WANTS}{_CHANGE} {{X}} {_HOURS}{_WHEN}",
)
_WE = r"(?:vi|we|{X})"
_TIMES = r" T(?: (?:T|-|och|and|till|to))*{T}"
_SHUT = (
    (
        rf"{_WE} (?:stänger|stänga|ska stänga|closes|close|will close|are closing)(?: (?:telefonen|telefonerna|"
        rf"telefontiden|tidigare|redan|för dagen|the phones|early|at|på|den|on))*{_TIMES}"
    ),
)
_CLOSED = (
    (
        rf"{_WE} (?:har|håller|är|have|has|is|are|will be|kommer ha|kommer att ha)(?: (?:telefonen|telefontiden|helt|"
        rf"hela dagen))* (?:stängt|stängda|stängd|closed|shut)(?: (?:på|den|on|hela))*{_TIMES}"
    ),
)
_OPENS = (
    (
        rf"{_WE} (?:öppnar|öppna|ska öppna|opens|open|will open)(?: (?:telefonen|telefonerna|telefontiden|senare|först|"
        rf"the phones|late|at|på|den|on|inte förrän))*{_TIMES}"
    ),
)
_OPEN = (
    (
        rf"{_WE} (?:har|håller|have|has|is|are|är|will be)(?: bara| only)? (?:öppet|öppen|öppna|telefontid|open|"
        rf"telefonöppet)(?: (?:på|den|on|bara|only|mellan|between|från|from))*{_TIMES}"
    ),
)
_MEMBERS = (
    (
        rf"{_WANTS}(?:ändra|ändrar|byt|byta|uppdatera|redigera|change|edit|update)(?: (?:på|i|the|våra|vår|our))* "
        rf"(?:medlemmar|medlemmarna|svarsgrupp|svarsgruppen|svarsgrupper|gruppmedlemmar|vilka som svarar|"
        rf"vem som svarar|members|answer group|who answers)(?: (?:i|för|på|hos|in|of|for|at))*(?: {{X}})?{_WHEN}"
    ),
    r"(?:(?:visa|se|show) )?(?:medlemmar|medlemmarna|members)(?: (?:i|för|på|hos|in|of|for|at) {X})?{T}",
    rf"{_WANTS}(?:lägg till|lägga till|add) {{N}} (?:i|till|på|bland|to|in) (?:svarsgruppen |gruppen )?{{X}}{_WHEN}",
    rf"{_WANTS}(?:ta bort|plocka bort|remove) {{N}} (?:från|ur|i|from) (?:svarsgruppen |gruppen )?{{X}}{_WHEN}",
)
_START = (
    (
        r"(?:(?:jag|vi|i) )?(?:(?:vill|ska|behöver|want to|need to) )?(?:gör |göra |skicka |lämna |ny |make |send )?"
        r"(?:en |a |an )?(?:anmälan|anmäl|anmäla|notice|ändring) (?:till|åt|to|for) (?:the )?(?:växeln|växel|"
        r"switchboard)(?: (?:en|ändring|något))*{T}"
    ),
    r"(?:ny anmälan|gör en anmälan|new notice|anmäl ändring|anmäl en ändring|anmäl ändringar)(?: till växeln)?{T}",
)
_EMPLOYEE = (
    r"(?:nyanställd|nyanställning|nyanställda|medarbetare|kollega|anställd|employee|colleague|staff member|coworker)"
)
_BEGINS = r"(?:börjar|ska börja|tillträder|är nyanställd|kommer börja|starts|begins|joins|will start|is starting)"
_NEW = (
    (
        rf"{_WANTS}(?:anmäl|anmäla|lägg till|lägg in|lägga till|registrera|ny|vi har fått en|report|register|add|new)"
        rf"(?: (?:en|ny|nya|a|new))* {_EMPLOYEE}(?: ,)?(?: {{N}})?{_WHEN}"
    ),
    (
        rf"{{N}} {_BEGINS}(?: (?:hos oss|här|jobba|arbeta|sin tjänst|med oss|as|on|working|with us|den|på|from|från))*"
        r" T{T}"
    ),
)
_ENDS = (
    r"(?:slutar|ska sluta|går i pension|avslutar sin tjänst|avslutar sin anställning|lämnar oss|lämnar kommunen|"
    r"leaves|is leaving|retires|is retiring|quits|will leave|leaves us)"
)
_LEAVING = (
    rf"{{N}} {_ENDS}(?: (?:hos oss|här|sin tjänst|för gott|den|på|on|us|jobbet|efter|med))* T{{T}}",
    rf"{_WANTS}(?:anmäl|anmäla|report)(?: (?:att|that))? {{N}}(?: (?:som|who))? {_ENDS}{_WHEN}",
    (
        rf"{_WANTS}(?:anmäl|anmäla|report)(?: (?:en|någon|someone))?(?: (?:som|who))? (?:slutar|ska sluta|leaves|"
        r"is leaving){T}"
    ),
)
_TAKES_OVER = (
    r"(?:tar över|ska ta över|tar nu över|får ansvar för|får ansvaret för|blir handläggare för|blir ansvarig för|"
    r"takes over|will take over|becomes responsible for|is taking over)"
)
_DUTIES = (
    rf"{{N}} {_TAKES_OVER} {{X}}{_WHEN}",
    (
        rf"{_WANTS}(?:ändra|ändrar|uppdatera|change|update)(?: (?:på|the))* (?:arbetsuppgifter|arbetsuppgifterna|"
        rf"ansvarsområden|ansvarsområdena|arbetsområden|duties)(?: (?:för|hos|of|for) {{N}})?{_WHEN}"
    ),
)
_LIST = (
    (
        r"(?:(?:visa|se|lista|vilka|vad|öppna|show|list|see) )?(?:(?:är|finns|har vi|mig|me) )?"
        r"(?:(?P<mine>mina|min|våra|my|our)|alla|the|all|nya|new)? ?(?:anmälningar|anmälningarna|notices)"
        r"(?: (?:till|från|to|for|hos|i) (?:the )?(?:växeln|växel|switchboard))?(?: (?:att kvittera|har jag|"
        r"to receive))?{T}"
    ),
    r"(?P<mine>vad har jag anmält|vad har vi anmält|what have i reported)(?: till växeln)?{T}",
)
_NOT_A_PLACE = words(
    "jag i du hon han hen den det de you he she they telefonen telefon mobilen mobil linjen phone affären butiken"
    " systemet min my dörren kontoret"
)
_NO_MATTER = words(
    "samtal samtalet samtalen telefon telefonen telefonerna mobil mobilen mina min mitt mig löfte löftet löften"
    " ringlöfte ringlöftet växeln jour jouren pass passet telefonpassning telefonpassningen luckan receptionen calls"
    " call phone phones my me promise promises duty"
)


def _place(heard: Heard, match: re.Match[str]) -> str | None:
    """The words for a group or unit: empty where the line says "vi", None where they name no part of the house."""
    if match.groupdict().get("topic") is None:
        return ""
    place = topic_of(heard.typed(match, "topic"))
    return None if _NOT_A_PLACE & frozenset(place.casefold().split()) else place


def _of_place(heard: Heard, match: re.Match[str]) -> Slots | None:
    place = _place(heard, match)
    if place is None or (heard.asked and "T" in heard.shape.text.split()):
        return None
    return {"unit": place} if place else {}


def _one_day(what: str) -> Build:
    def build(heard: Heard, match: re.Match[str]) -> Slots | None:
        place = _of_place(heard, match)
        clock = any(isinstance(element.node, Clock) for element in heard.scan.elements)
        if place is None or heard.asked or (what in ("closes", "opens", "hours") and not clock):
            return None
        return {**place, "one_day": True, what: True}

    return build


def _named(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Whom it is about; a time of day makes it somebody's working day instead."""
    elements = [element.node for element in heard.scan.elements]
    if heard.asked or any(isinstance(node, Clock) for node in elements):
        return None
    if any(isinstance(node, Day) and node.on == heard.wall.today for node in elements):
        return None
    return heard.person(match) if match.groupdict().get("name") else {}


def _duties(heard: Heard, match: re.Match[str]) -> Slots | None:
    named = _named(heard, match)
    if named is None or match.groupdict().get("topic") is None:
        return named
    matter = topic_of(heard.typed(match, "topic"))
    if not matter or _NO_MATTER & frozenset(matter.casefold().split()):
        return None
    return {**named, "matter": matter}


def _listed(_heard: Heard, match: re.Match[str]) -> Slots:
    return {"mine": True} if match.groupdict().get("mine") else {}


NOTICE_RULES = [
    *rules_of(Intent.NOTICE_LIST, _listed, *_LIST),
    *rules_of(Intent.NOTICE_START, nothing, *_START),
    *rules_of(Intent.HOURS_CHANGE, _of_place, *_CHANGE_HOURS, needs=words_of_pattern(_HOURS)),
    *rules_of(Intent.HOURS_CHANGE, _one_day("closed"), *_CLOSED, needs=words("stängt stängda stängd closed shut")),
    *rules_of(Intent.HOURS_CHANGE, _one_day("closes"), *_SHUT, needs=words("stänger stänga closes close closing")),
    *rules_of(Intent.HOURS_CHANGE, _one_day("opens"), *_OPENS, needs=words("öppnar öppna opens open")),
    *rules_of(
        Intent.HOURS_CHANGE, _one_day("hours"), *_OPEN, needs=words("öppet öppen öppna telefontid open telefonöppet")
    ),
    *rules_of(Intent.MEMBERS_CHANGE, _of_place, *_MEMBERS),
    *rules_of(Intent.NOTICE_NEW, _named, *_NEW),
    *rules_of(Intent.NOTICE_LEAVING, _named, *_LEAVING),
    *rules_of(Intent.NOTICE_DUTIES, _duties, *_DUTIES),
]

SHARED_PATTERNS = (
    *_CHANGE_HOURS,
    *_SHUT,
    *_CLOSED,
    *_OPENS,
    *_OPEN,
    *_MEMBERS,
    *_START,
    *_NEW,
    *_LEAVING,
    *_DUTIES,
    *_LIST,
)
