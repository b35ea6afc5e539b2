"""Owns the shapes of lines about the voicemail greeting: recorded, asked about, found faulty.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.names import display, is_of_a_workplace, owner
from bot.understanding.past_days import past_day
from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Heard, Slots, rules_of
from bot.understanding.vocabulary import words_of_pattern

GREETING_NOUN = (
    r"(?:hälsning|hälsningen|hälsningar|röstbrevlåda|röstbrevlådan|svarsmeddelande|svarsmeddelandet|telefonsvarare|"
    r"telefonsvararen|svararen|"
)
GREETING_NOUN += (
    r"röstmeddelande|voicemail|voicemail greeting|voicemail message|greeting|talsvar|hälsningsmeddelande|"
    r"hälsningsfras|mobilsvar|mobilsvaret|hälsningsmeddelandet|svarshälsning|brevlådan|standardhälsning|"
    r"standardhälsningen|semesterhälsning|semesterhälsningen|frånvarohälsning|frånvarohälsningen|greetings)"
)
_RECORDED = (
    r"(?:läst in|med att läsa in|med att tala in|med att spela in|put up|lagt upp|talat in|pratat in|sagt in|"
    r"spelat in|lagt in|bytt|uppdaterat|ändrat|fixat|gjort|klar|klart|inläst|inläst|inspelad|inspelat|intalad|ordnad|"
    r"fixad|"
)
_RECORDED += (
    r"uppdaterad|bytt|gjord|på plats|färdig|redo|recorded|done|updated|changed|set up|in place|re recorded|"
    r"re - recorded|ready|set|"
    r"finished|sorted)"
)
_NOT_YET = r"(?!.*\?)(?!(?:.* )?(?:inte|ingen|inget|saknar|utan|ska|behöver|not|no|havent|need) )"
_GREETING = (
    (
        rf"{_NOT_YET}(?!hur |how )(?:.{{0,60}} )?{_RECORDED}(?: (?:nu|"
        r"meddelande|svar|text|message|med|with|min|mitt|en|ett|ny|nytt|nya|my|the|a|new|personlig|personal|up|in|på|"
        rf"i|voice)){{0,4}} {GREETING_NOUN}(?: .*)?"
    ),
    (
        rf"{_NOT_YET}(?:.{{0,30}} )?{GREETING_NOUN}(?: (?:är|har|jag|blev|finns|nu|is|has|been|it|mail|"
        rf"on)){{0,4}} {_RECORDED}(?: .*)?"
    ),
    r"(?:jag )?(?:har )?(?:nu )?(?:läst in|spelat in|talat in)(?: den| nu| det)?{T}",
    (
        r"(?:nu )?(?:är )?(?:det |mitt )?(?:nya )?(?:meddelandet|meddelande|svaret)(?: (?:är|har blivit|blev|"
        r"nu))* (?:inspelat|inläst|intalat){T}"
    ),
    r"(?:jag )?(?:har )?(?:nu )?(?:läst in|spelat in|talat in) (?:ett |mitt )?(?:nytt )?(?:meddelande|svar){T}",
    r"(?:i )?(?:have |ive )?recorded it{T}",
)
_SINCE = (
    (
        rf"(?:jag )?(?:har |fick )?(?:en |ett )?(?:ny|nytt|nya) {GREETING_NOUN}"
        r" (?:sedan|sen|sedan i|från|since|from)(?: .*)?"
    ),
    (
        r"(?!.*\?)(?:jag )?(?:läste|talade|pratade|spelade|la|lade|bytte|uppdaterade|ändrade|fixade|gjorde|recorded|"
        r"changed|updated|i recorded|i changed|i updated)(?: in| om| upp| till)?(?: (?:min|mitt|en|ett|ny|nytt|nya|my|"
        r"the|a|new|"
        rf"personlig|personliga|egna|personal)){{0,4}} {GREETING_NOUN}(?: .*)?"
    ),
)
_LOOSELY = (
    (
        rf"{_NOT_YET}(?:.{{0,60}} )?(?:läst in|läste in|läste|bytt från|bytte från|talat in|talade in|pratat in|"
        r"pratade in|spelat in|"
        rf"spelade in|lagt in|la in|lade in|recorded|put in)(?: \S+){{0,5}} {GREETING_NOUN}(?: .*)?"
    ),
    (
        rf"{_NOT_YET}(?:min |mitt |my )?{GREETING_NOUN} (?:har fått|fick|got|has)(?: (?:nu|en|ett|just|a))* (?:ny|"
        rf"nytt|new)(?: \S+)? {GREETING_NOUN}(?: .*)?"
    ),
)
_FAULT = {
    "missing": (
        r"(?:ingen|inga|inget|fick ingen|saknar|saknas|fattas|saknade|utan|no|missing|lacks|without|inte någon|"
        r"har inte|"
        r"finns inte|finns ingen|has not|never recorded|aldrig)"
    ),
    "outdated": (
        r"(?:gammal|gamla|gammalt|inaktuell|inaktuellt|föråldrad|utgången|omodern|gått ut|ouppdaterad|inte aktuell|"
        r"inte uppdaterad|för länge sedan|old|outdated|out of date|expired|stale|not up to date|obsolete|not current)"
    ),
    "wrong": (
        r"(?:fel|felaktig|felaktigt|konstig|knas|knasig|tokig|annans|standardhälsning|standardhälsningen|standard|"
        r"opersonlig|generisk|inte personlig|trasig|ohörbar|otydlig|hörs inte|stämmer inte|funkar inte|wrong|"
        r"incorrect|bad|faulty|generic|default|not personal|broken|inaudible)"
    ),
}
_ANY_FAULT = "(?:" + "|".join(_FAULT.values()) + ")"
_OF_FAULT = {fault: re.compile(rf"(?<!\S){pattern}(?!\S)") for fault, pattern in _FAULT.items()}
_ARE = r"(?:är|e|var|låter|verkar|har|hade|säger|is|was|sounds|seems|has|says)"
_FAULTY = (
    rf"(?:(?:{_ARE} |det |hon |han |en |ett |bara |only |a |an |the |it |there |"
    rf"any ){{0,4}}(?:{_ANY_FAULT}(?: (?:namn|namnet|name|titel|title|personlig|personal|någon|inläst|i|på|in|on|sin|"
    rf"den|the|his|her|egen))* {GREETING_NOUN}|{GREETING_NOUN}(?: (?:{_ARE}|helt|lite|så|jätte|very|really|completely|"
    rf"nu|fortfarande|still))* {_ANY_FAULT}|"
    r"(?:fel|wrong) (?:namn|name|titel|title)|standardhälsningen|standardhälsning|gammal text|(?:den |it )?(?:är |"
    r"is )?(?:fel|gammal|inaktuell|wrong|outdated)))"
)
_TESTED = (
    r"(?:testringt|testringde|testringer|testringa|testringning|provringt|provringde|provringning|testat|testade|"
    r"kontrollringt|kontrollringde|testat ringa|provat ringa|ringde|ringt|kollat|kollade|lyssnade på|lyssnat på|"
    r"test called|tested|test call|testcalled|test ring|tested calling|called|rang|checked)"
)
_REPORTED = (
    rf"(?:hos|på) {{N}} (?:hörs|är det|finns|finns det|ligger|är) {_FAULTY}(?: (?P<note>.*))?",
    (
        rf"(?:jag |vi |i )?(?:har |have )?{_TESTED}(?: (?:upp|till|hos|av|to|of))* {{N}}(?: s)?(?: (?:,|:|-|och|men|"
        rf"and|but|där|som|which|fick|hörde|got|heard|hon|han|hen|de|fortfarande|still))* {_FAULTY}(?: (?P<note>.*))?"
    ),
    (
        rf"{_ANY_FAULT}(?: (?:personlig|personal))? {GREETING_NOUN} (?:hos|för|på|till|at|for|"
        rf"on) {{N}}(?: {GREETING_NOUN})?(?: (?P<note>.*))?"
    ),
    (
        rf"{GREETING_NOUN} (?:hos|för|på|till|for|of|on) {{N}} {_ARE}(?: (?:helt|lite|nu|fortfarande|still|"
        rf"completely))* {_ANY_FAULT}(?: (?P<note>.*))?"
    ),
    (
        rf"{{N}} (?:har|hade|saknar|saknade|has|had|lacks|is missing)(?: (?:en|ett|a|an|any|nog|fortfarande|still|"
        rf"bara|only|sin|sitt|den|det|the|his|her|their|kvar))*(?: {_ANY_FAULT})?(?: (?:personlig|personal|namn i|"
        rf"namn på|name in))? {GREETING_NOUN}"
        r"(?: (?P<note>.*))?"
    ),
)
_TESTED_AND_TOLD = (
    r"(?:jag |vi |i )?(?:har |have )?(?:testringt|testringde|testringning|provringt|provringde|provringning|"
    r"kontrollringt|kontrollringde|test called|test call|testcalled)(?: (?:till|hos|av|to|of))* {N}(?: s)? "
    r"(?:,|:|-) (?P<note>.*)"
)
"""A test call that says in its own words what is amiss; after all that say it in the usual ones."""
_ALL_IS_WELL = re.compile(
    r"(?:.* )?(?:ok|okej|okay|bra|fint|rätt|stämmer|korrekt|perfekt|fine|good|well|right|correct|svarade|answered)"
    r"(?: .*)?"
)
_UNRECORDED = (
    rf"{{N}} (?:har|hade|has) (?:inte|not|never|aldrig)(?: (?:ens|ännu|still|fortfarande))* (?:läst in|spelat in|"
    r"talat in|"
    rf"recorded)(?: (?:någon|nån|sin|en|ny|a|any|personlig))* {GREETING_NOUN}(?: (?P<note>.*))?"
)
_REPORTED_OWN = (
    rf"{{N}}(?: s)? {GREETING_NOUN} (?:saknas|fattas|finns inte|is missing|missing)(?: (?P<note>.*))?",
    rf"(?:fel|wrong) (?:namn|name|titel|title) (?:i|på|in|on) {{N}}(?: s)? {GREETING_NOUN}(?: (?P<note>.*))?",
    (
        rf"{{N}}(?: s)? {GREETING_NOUN} {_ARE}(?:(?: från .{{1,30}}?| from .{{1,30}}?|"
        rf" fortfarande .{{1,30}}?)(?: ,)?)?(?: (?:helt|lite|nu|fortfarande|still|completely|a|en))* {_ANY_FAULT}"
        r"(?: (?:namn|name|titel|title))?(?: (?P<note>.*))?"
    ),
)
_NONE = re.compile(r"(?<!\S)(?:inte|ingen|inget|inga|saknar|no|lack|dont|do not|havent|not)(?!\S)")
_A_GREETING = re.compile(r"(?<!\S)(?:hälsning|hälsningen|svarsmeddelande|hälsningsfras|svarshälsning|greeting)(?!\S)")
MY = r"(?:min|mitt|mina|my|den|det|the|någon|nån|en|ett|ny|nya|nytt|en ny|ett nytt|a|any|new)"
_MISSING = (
    (
        r"(?:jag |i )?(?:har|saknar|have|dont have|do not have|lack|havent|have not|hade)(?: (?:just nu|nog|ju|"
        r"fortfarande|still|currently|inte|ingen|inget|inga|inte någon|no|a|any|läst in|spelat in|talat in|lagt in|"
        rf"recorded|set up|personlig|personal|någon|nån|min|my|på|i))* {GREETING_NOUN}(?: (?:inläst|än|ännu|nu|alls|"
        rf"inspelad|recorded|yet|set up|T|i|min|telefon))*{{T}}"
    ),
    (
        rf"(?:nu )?{MY} {GREETING_NOUN}(?: {_ARE})?(?: (?:helt|lite|nog|ju|nu|fortfarande|still|completely|a|"
        rf"bit))* {_ANY_FAULT}(?: .*)?"
    ),
    (
        r"(?:hur står det till med|hur är det med|hur ser det ut med|hur ligger jag till med|hur mår|hur ser|hur är|"
        r"vad är|vad har jag för|vad säger|vilken|vilka|har jag|finns|visa|visa mig|se|kolla|status på|status för|"
        r"läget med|hur är läget med|är|stämmer|behöver jag|saknar jag|whats the status of|what is the status of|"
        r"status of|när läste jag in|när spelade jag in|när talade jag in|when did i record|how is|hows|what is|whats|"
        r"what about|which|do i have|have i got|is|show|show me|check|see|view|status of|"
        rf"have i recorded|does)(?: (?:{MY}|personlig|personal|för|inläst|inspelad|läsa in|spela in|byta|"
        rf"uppdatera))* {GREETING_NOUN}(?: (?:har jag|inläst|inspelad|ut|nu|ok|okej|bra|aktuell|personlig|godkänd|"
        r"rätt|fortfarande|gammal|fel|som den ska|do i have|recorded|fine|up to date|personal|still|set|like|correct|"
        rf"doing|look|old|outdated|for me|på plats|klar|på|i))*{{T}}"
    ),
    rf"(?:{MY} ){{0,2}}{GREETING_NOUN}{{T}}",
    rf"{GREETING_NOUN} (?:saknas|status|statusen|missing){{T}}",
)
_RECORDED_WORD = r"(?:h[ae]lsn|medd|svar|rost|brev|text|frase?n?|greet|message|voice)"
_ABSENCE_KIND = r"(?:franvaro|semester|ledighet|vab|sjuk|foraldraledig|jul|sommar|lov|kurs|tjansteresa|lunch)"
_KINDS = {
    "absence": re.compile(
        rf"\b{_ABSENCE_KIND}s?[ -]?{_RECORDED_WORD}|{_RECORDED_WORD}\w* (?:for|infor|till|under|om) (?:min |mitt |my |"
        rf"the )?(?:{_ABSENCE_KIND}|vacation|holiday|"
        r"absence|leave)|(?:absence|vacation|holiday|out of office|away|leave|sick leave|christmas|"
        r"summer) (?:greeting|message|voicemail)"
    ),
    "generic": re.compile(r"\b(?:standard|generisk|generell|allman|forinspela|opersonlig|generic|default|preset)"),
    "personal": re.compile(r"\b(?:personlig|personal|egen h|eget m|med mitt namn|with my name)"),
}


def kind_of(heard: Heard) -> dict[str, str]:
    """Which sort of greeting a line names."""
    plain = heard.plain
    if "bytt" in plain and " fran " in plain:  # what a greeting was changed from it no longer is
        plain = plain.rpartition(" till ")[2] or plain
    return next(({"greeting": kind} for kind, pattern in _KINDS.items() if pattern.search(plain)), {})


def _recorded(heard: Heard, match: re.Match[str]) -> Slots:
    del match
    day = past_day(heard)
    return kind_of(heard) | ({} if day is None else {"recorded_on": day.isoformat()})


def _status(heard: Heard, match: re.Match[str]) -> Slots:
    del match
    return kind_of(heard)


def _reported(heard: Heard, match: re.Match[str]) -> Slots | None:
    return _faulty(heard, match, _whose(heard.typed(match, "name")))


def _tested_and_told(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A fault in the caller's own words, unless it says that all is well."""
    note = heard.typed(match, "note").strip(" .,:;-!")
    if heard.asked or not note or _ALL_IS_WELL.fullmatch(match.group("note")):
        return None
    return {"person": _whose(heard.typed(match, "name")), "fault": "wrong", "note": note}


def _none(heard: Heard, match: re.Match[str]) -> Slots:
    """Whether the line says that there is no greeting; a mailbox that isn't there is another matter."""
    says_so = _NONE.search(match.group(0)) is not None and _A_GREETING.search(match.group(0)) is not None
    return {"none": True} if says_so and not heard.asked else {}


_FILLED_OUT = re.compile(r"^(?:(?:alls|nu|tyvärr|där|kvar|at all|now|still)(?= |$|,)[ ,]*)+", re.IGNORECASE)


def _whose(typed: str) -> str:
    """Who has the greeting: "on Eva Lind's voicemail" is Eva Lind."""
    return owner(typed) if typed.endswith("'s") else display(typed)


def _reported_own(heard: Heard, match: re.Match[str]) -> Slots | None:
    return _faulty(heard, match, heard.owner(match))


def _faulty(heard: Heard, match: re.Match[str], person: str) -> Slots | None:
    """Whose greeting it is and what is wrong with it; a question reports nothing, nor what a unit has."""
    told = match.group(0) if match.group("note") is None else match.group(0)[: match.start("note")]
    fault = next((fault for fault, pattern in _OF_FAULT.items() if pattern.search(told)), None)
    if heard.asked or fault is None or is_of_a_workplace(person):
        return None
    slots: dict[str, Any] = {"person": person, "fault": fault}
    note = _FILLED_OUT.sub("", heard.typed(match, "note")).strip(" .,:;-!")
    return slots | ({"note": note} if note else {})


REPORT_RULES = [
    *rules_of(Intent.GREETING_REPORTED, _reported, *_REPORTED, _UNRECORDED, needs=SOMEONE),
    *rules_of(Intent.GREETING_REPORTED, _reported_own, *_REPORTED_OWN, needs=SOMEONE),
    *rules_of(Intent.GREETING_REPORTED, _tested_and_told, _TESTED_AND_TOLD, needs=SOMEONE),
]
RECORDED_RULES = rules_of(Intent.GREETING_RECORDED, _recorded, *_GREETING, *_SINCE, *_LOOSELY)
STATUS_RULES = [
    *rules_of(Intent.GREETING_MISSING, _status, _MISSING[0], more=_none, needs=words_of_pattern(GREETING_NOUN)),
    *rules_of(Intent.GREETING_MISSING, _status, *_MISSING[1:], needs=words_of_pattern(GREETING_NOUN)),
]

SHARED_PATTERNS = (*_GREETING, *_SINCE, *_LOOSELY, *_REPORTED, _TESTED_AND_TOLD, _UNRECORDED, *_REPORTED_OWN, *_MISSING)
