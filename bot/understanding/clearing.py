"""Owns the shapes of a diversion that ends: someone is back, or takes it away, for themselves or for a colleague.

"Tillbaka på måndag" has a time to come and sets a diversion; "tillbaka" and "tillbaka från lunchen" clear one.
"""

from __future__ import annotations

import re

from bot.understanding.names import display, owner
from bot.understanding.reasons import find_reason
from bot.understanding.rules import Heard
from policy.reasons import Reason

_N = r"(?P<name>_(?: - _| _){0,3}|#)"
_PRESENT = (
    r"(?:tillbaka|åter|inne|nås|på plats|på kontoret|på jobbet|på jobb|i tjänst|nåbar|anträffbar|tillgänglig|frisk|"
    r"här|på benen|online|igång|"
    r"back|available|in|at my desk|in the office|reachable|here|around|at work|free|online|kurant|kry|ledig för samtal)"
)
_BEFORE_PRESENT = (
    r"(?:(?:jag|nu|så|är|e|igen|har|kommit|äntligen|redan|nyss|precis|finns|sitter|även|åter|och|im|i|am|now|"
    r"finally|just|got|m|ja|ok|okej|då|kan|nås|har blivit) )*"
)
_AFTER_PRESENT = (
    r"(?: (?:igen|nu|again|now|och tar samtal|och tillgänglig|på plats|på kontoret|på jobbet|på min plats|"
    r"at my desk|in the office|vid skrivbordet|vid datorn|i tjänst|"
    r"och frisk|i telefonen|online|from|från|efter|after|at work|hos er|för samtal|and available|and well|!|,|på|"
    r"mitt|min|the|my|ett|en|rummet|kontoret|och|and|tack|för|inne|här|här igen|"
    r"semester|semestern|lunch|lunchen|mötet|möte|rast|rasten|fika|fikan|kurs|kursen|utbildning|utbildningen|"
    r"resa|tjänsteresan|ledighet|ledigheten|sjukdom|vab|föräldraledigheten|"
    r"vacation|meeting|break|the meeting|leave|sick leave|holiday|coffee|training|T))*"
)
_REMOVE = (
    r"(?:ta tillbaka|dra tillbaka|take back|ångra|"
    r"ta bort|tar bort|tag bort|ta väck|ta av|plocka bort|avsluta|avbryt|stäng av|häv|radera|rensa|nollställ|"
    r"koppla ur|"
    r"koppla bort|koppla av|släpp|upphäv|slå av|deaktivera|avaktivera|avboka|"
    r"bort med|återställ|remove|cancel|clear|delete|end|stop|turn off|disable|deactivate|take off|lift|"
    r"switch off|get rid of|undo)"
)
_DIVERSION = (
    r"(?:hänvisning|hänvisningen|hänvisningar|hänvisningarna|vidarekoppling|vidarekopplingen|frånvaro|frånvaron|"
    r"frånvaromeddelande|omkoppling|status|diversion|diversions|forwarding|"
    r"call forwarding|absence|away status|out of office|redirect|hänvisa)"
)
_ABSENCE = (
    r"(?:möte|mötet|lunch|lunchen|semester|semestern|sjuk|sjukdom|sjukanmälan|fika|fikat|rast|rasten|kurs|kursen|"
    r"ledighet|ledigheten|ledig|vab|meeting|vacation|resa|resan|utbildning|utbildningen|paus|break)"
)
_CALLED_OFF = (
    rf"(?:min |mitt |mina |my |the )?{_ABSENCE}(?: (?!för |åt |for |of )\S+){{0,4}}? "
    r"(?:är|e|blev|blir|har blivit|is|was|has been)(?: nu| now)? "
    r"(?:inställt|inställd|inställda|avbokat|avbokad|avbokade|avblåst|cancelled|canceled|called off)(?: T)*"
)
_CLEAR = (
    rf"{_BEFORE_PRESENT}{_PRESENT}{_AFTER_PRESENT}",
    (
        rf"(?:kan du )?{_REMOVE}(?: (?:all|alla|min|mina|mitt|my|the|any|every|aktuell|den|det|mig|från|on|nuvarande|"
        rf"current))* (?:{_DIVERSION}|{_ABSENCE})(?P<after>(?: (?!för _|på _|åt _|for _|of _).*)?)"
    ),
    (
        r"(?:ta bort|tag bort|remove|clear|delete) (?:allt|alla|den|det|everything|all|it){T}|(?:sluta|upphör|stop|"
        r"quit)(?: att)? (?:hänvisa|vidarekoppla|diverting|forwarding|divert|forward)(?: .*)?"
    ),
    (
        r"(?:ingen|inga|no) (?:hänvisning|hänvisningar|diversion|forwarding|vidarekoppling)(?: (?:längre|mer|nu|"
        r"any more|now|tack|anymore))*"
    ),
    (
        r"(?:mötet|lunchen|kursen|fikat|rasten|utbildningen|semestern|pausen|sammanträdet|meeting|the meeting|lunch|"
        r"the course|my meeting|mitt möte|min lunch)(?: (?:är|is|has|var|blev|nu))* (?:slut|slutar nu|över|klart|"
        r"klar|färdigt|färdig|avslutat|avslutad|over|finished|done|ended)(?: (?:nu|now|T|tidigare|early))*"
    ),
    (
        r"(?:jag (?:är )?|är |im |i am )?(?:klar|färdig|done|finished)(?: (?:med|with|på|för|nu))+ (?:mitt |min |my |"
        r"the )?(?:mötet|möte|lunchen|lunch|kursen|fikat|fikan|rasten|utbildningen|meeting|break|course|training|"
        r"intervjun|samtalet|sammanträdet|dagens möten)(?: (?:nu|now))?{T}"
    ),
    (
        r"(?:jag )?(?:är |känner mig )?(?:inte|ej|not) (?:längre )?(?:sjuk|borta|ledig|upptagen|på möte|i möte|"
        r"på semester|frånvarande|sick|away|busy|hänvisad)(?: (?:längre|mer|any more|anymore|any longer))+"
    ),
    (
        r"(?:jag )?(?:är )?(?:inte|ej) längre (?:sjuk|borta|ledig|upptagen|på möte|i möte|på semester|frånvarande|"
        r"hänvisad)"
    ),
    (
        r"(?:jag )?(?:kan|tar|svarar|börjar ta|kan börja ta|kan ta|kan svara på)(?: (?:emot|åter|ta|svara|nu|i|"
        r"på))* (?:samtal|telefonen|telefon)(?: (?:igen|nu|som vanligt|åter))*"
    ),
    (
        r"(?:i )?(?:can|am|will|im|start)(?: (?:take|taking|answer|answering|now))* (?:calls|the phone|phone calls|"
        r"my phone)(?: (?:again|now))*"
    ),
    (
        r"(?:öppna|slå på|sätt på|aktivera|öppna upp)(?: (?:min|mina|upp|för))* (?:telefon|telefonen|linje|linjen|"
        r"anknytning|samtal)(?: igen)?"
    ),
    r"(?:hänvisa|koppla)(?: mig)? (?:inte|ej)(?: (?:längre|mer|mig))*",
    r"(?:frisk|kry|pigg)(?: (?:igen|nu|och|tillbaka|på|jobbet|åter))*",
    r"(?:börjat|börjar|började) jobba (?:igen|nu)(?: nu)?|(?:jobbar|arbetar) (?:igen|nu|som vanligt)(?: igen)?",
    r"(?:loggat|loggar|stämplat|stämplar|checkat) in(?: (?:igen|nu))?",
    _CALLED_OFF,
)
_NAMES_AN_ABSENCE = re.compile(rf"(?:kan du )?{_REMOVE}(?: \S+){{0,3}}? {_ABSENCE}(?!\S)|{_CALLED_OFF}")
_CLEAR_FOR = (
    rf"{_REMOVE}(?: den| the)? {_N} (?:s )?(?:{_DIVERSION}|{_ABSENCE})(?: .*)?",
    (
        rf"{_REMOVE}(?: (?:alla|all|the|any))* (?:{_DIVERSION}|{_ABSENCE}) (?:för|på|åt|hos|for|of|on|from|"
        rf"från) {_N}(?: T)*"
    ),
)
_BACK_FOR = (rf"{_N} (?:är|e|har|is|has)(?: (?:kommit|nu|redan|now|come|igen))* {_PRESENT}{_AFTER_PRESENT}",)


def _rules(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{pattern.replace('{T}', '(?: T| ,| !)*')})(?: [!,])*$") for pattern in patterns)


_CLEAR_RULES, _CLEAR_FOR_RULES, _BACK_FOR_RULES = _rules(*_CLEAR), _rules(*_CLEAR_FOR), _rules(*_BACK_FOR)
_PRESENT_RULE = _CLEAR_RULES[0]


def clears(heard: Heard) -> dict[str, str] | None:
    """The slots of a line that removes a diversion or says someone is back, or None."""
    shape = heard.shape.text
    if heard.asked:
        return None
    here_and_now = not says_when(heard)
    for index, rule in enumerate(_CLEAR_RULES):
        if rule.match(shape) and (index or here_and_now):
            return {}
    for rule in _CLEAR_FOR_RULES:
        match = rule.match(shape)
        if match:
            return {"for_person": owner(heard.typed(match, "name"))}
    if here_and_now:
        for rule in _BACK_FOR_RULES:
            match = rule.match(shape)
            if match:
                return {"for_person": display(heard.typed(match, "name"))}
    return None


def absence_cleared(heard: Heard) -> Reason | None:
    """Which absence a line takes away by name: "avboka mötet"; None for "ta bort hänvisningen" and "tillbaka"."""
    if _NAMES_AN_ABSENCE.match(heard.shape.text) is None:
        return None
    found = find_reason(heard.shape.text)
    return None if found is None or found.reason is Reason.OTHER else found.reason


def says_when(heard: Heard) -> bool:
    """Whether a return is later than now: "tillbaka på måndag", but not "tillbaka idag"."""
    said = heard.said
    moment = said.end or said.at or said.start
    if said.back_later is not None or said.later is not None or said.length is not None:
        return True
    if moment is None:
        return False
    today = moment.day is not None and moment.day.on == heard.wall.today and not moment.clock and not moment.part
    return not today


SHARED_PATTERNS = (*_CLEAR, *_CLEAR_FOR, *_BACK_FOR)
