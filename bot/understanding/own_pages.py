"""Owns the shapes of lines about one's own pages: how I stand, and my details as the switchboard has them (A1).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of
from bot.understanding.vocabulary import words, words_of_pattern

_STATUS = (
    r"står jag (?:som |inlagd )?(?:hänvisad|hänvisat|borta|inlagd|frånvarande|tillgänglig)(?: .*)?",
    r"(?:vad|hur|som vad) är jag (?:hänvisad|satt|inlagd|markerad|registrerad|frånvarande)(?: som| till)?{T}",
    (
        r"(?:är|e|is) (?:min|mitt|my) (?:telefon|anknytning|mobil|linje|nummer|phone|line|extension|"
        r"calls) (?:fortfarande |still )?(?:hänvisad|hänvisat|kopplad|öppen|stängd|diverted|forwarded|open|closed){T}"
    ),
    r"(?:vad|vilken|vilka) har jag (?:för )?(?:hänvisning|hänvisningar|frånvaro|status)(?: inlagd| inlagt)?{T}",
    r"what am i (?:set|shown|marked|listed)(?: as)?{T}",
    (
        r"(?:vad |vilken |hur )?(?:är |har |ser )?(?:jag |min |mitt )?(?:för )?(?:status|statusen)(?: (?:nu|just nu|"
        r"är|har jag|ut|idag|på mig|min|för mig))*{T}"
    ),
    (
        r"(?:är|blev|e) jag (?:fortfarande |redan |nu )?(?:hänvisad|hänvisat|borta|inne|tillgänglig|frånvarande|"
        r"vidarekopplad|på plats|kopplad|inlagd|satt som|upptagen|anmäld|ledig|sjukanmäld|på möte|på lunch|"
        r"registrerad|markerad)(?: .*)?"
    ),
    (
        r"(?:när|hur länge|tills när|till när|hur dags|vilken tid) (?:går|är|slutar|gäller|varar|upphör|tar|löper|"
        r"försvinner|har|står|ligger|släpper)(?: (?:min|mina|jag|hänvisningen|den))+(?: (?:hänvisning|hänvisningar|"
        r"hänvisad|ut|slut|åter|tillbaka|borta|frånvarande|som|till|frånvaro|en|ute))*{T}"
    ),
    (
        r"(?:visa|se|kolla|kontrollera|läs upp|hämta|vad är|vilken är|vilka är|vilken|vilka|vad|vad säger|har jag|"
        r"har jag någon|finns|hur ser|hur är|lista|min|mina|aktuell|nuvarande|aktiv)(?: (?:mig|alla|någon|det|ut|"
        r"är))*(?: (?:min|mina|aktuell|nuvarande|aktiv))* ?(?:hänvisning|hänvisningar|hänvisningarna|frånvaro|"
        r"frånvaron)(?: (?:har jag|gäller|just nu|nu|inlagd|inlagda|inne|ligger|som gäller|aktiv|ut|jag|har|för mig|"
        r"registrerad|finns|på mig|på|igång|lagd))* ?(?P<question>\?)?(?: T)*(?: \?)?"
    ),
    (
        r"(?:vad|hur) (?:säger|står|visar|ser|tror)(?: (?:växeln|det|telefonen|jag|systemet|ni|folk))+(?: (?:om|på|"
        r"som|att|jag|mig|just nu|nu|för|är|ut|hos|växeln|i|hänvisad))*{T}"
    ),
    (
        r"(?:what is|whats|show|show me|tell me|check|see|get|view)?(?: ?(?:my|me|current|the))+(?: (?:status|"
        r"diversion|diversions|absence|forwarding|state|presence|availability|call forwarding|"
        r"current status))(?: (?:now|right now|currently))*{T}"
    ),
    (
        r"am i (?:still |currently |now )?(?:diverted|away|available|forwarded|in|out|set as|shown as|marked|"
        r"marked as|on leave|busy|absent|redirected)(?: .*)?"
    ),
    (
        r"(?:when|how long|until when)(?: (?:does|is|am|will|do))?(?: (?:my|i|the))?(?: (?:diversion|diverted|"
        r"forwarding|away|absence|out|current))+(?: (?:end|ends|over|expire|run out|expires|stop|last|until|for))*{T}"
    ),
    r"status{T}",
    r"(?:what does the switchboard|what do callers)(?: .*)?",
    (
        r"(?:do i have|have i got|is there)(?: (?:a|any|an|active|my))* (?:diversion|diversions|forwarding|"
        r"absence)(?: (?:set|active|on|now|right now|running))*{T}"
    ),
)
_PAGES = (
    (
        r"(?:(?:visa|öppna|se|gå till|till|show|open|see|view|go to) )?(?:mig |me )?(?:min|mina|my|mitt)(?: (?:egen|"
        r"egna|personliga|own|personal))? (?:sida|sidor|sidan|page|pages|översikt|overview|startsida|läge|dashboard|"
        r"ärenden|errands){T}"
    ),
    r"(?:hur ser|how does|visa hur) (?:min|my) (?:sida|page)(?: (?:ut|look))?{T}",
    r"(?:hur ligger jag till|hur står det till med mig|how am i doing){T}",
)
_ABOUT_THE_WHOLE = re.compile(r"(?<!\S)(?:status|statusen|state)(?!\S)")
ATTRIBUTE = (
    r"(?:nummer|numret|telefonnummer|telefonnumret|mobilnummer|mobilnumret|direktnummer|direktnumret|anknytning|"
    r"anknytningen|titel|titeln|rum|rummet|rumsnummer|rumsnumret|namn|namnet|efternamn|efternamnet|förnamn|enhet|"
    r"enheten|avdelning|avdelningen|mejladress|mejladressen|e - postadress|epost|arbetsuppgifter|befattning|"
    r"befattningen|yrkestitel|kontor|adress|number|phone number|mobile number|extension|title|job title|room|"
    r"room number|name|surname|last name|first name|unit|department|email|email address|office|position)"
)
_DETAILS = (
    r"(?:uppgifter|uppgifterna|kontaktuppgifter|kontaktuppgifterna|profil|profilen|kontaktinfo|detaljer|katalogpost|"
    r"details|contact details|profile|information|info|record|directory entry|personal details)"
)
_IN_THE_HOUSE = (
    r"(?:(?:i|hos|in|at|with) (?:the )?(?:växeln|växel|katalogen|telefonkatalogen|telefonlistan|switchboard|directory|"
    r"phone book))"
)
_WITH_US = (
    r"(?: (?:i|hos|in|at|with|på|for|the|er|växeln|växel|katalogen|telefonkatalogen|telefonlistan|ut|ni|du|har|nu|"
    r"registret|switchboard|directory|system|systemet|you|have|on|me|om|mig|för|look|like)){0,6}"
)
_SHOW = (
    (
        r"(?:(?:visa|se|kolla|vad är|vilka är|hur ser|kan jag se|kan jag få se|får jag se|öppna|läs upp|kontrollera|"
        r"granska|stämmer|show|see|view|check|what are|whats|let me see|open|review|are|how do) )?(?:mig |me |på |"
        r"ut )?"
        rf"(?:alla |all )?(?:mina|min|my) {_DETAILS}{_WITH_US}(?: (?:rätt|aktuella|correct|right|up to date))?{{T}}"
    ),
    (
        r"(?:vad|vilka|what|which)(?: (?:har|finns|är|står|do|does|has|have|information|details|uppgifter|ni|du|det|"
        r"you|växeln|katalogen|the switchboard|the directory|för|som|registrerade|registrerat|hold|list)){0,8}"
        rf" (?:om|på|för|till|on|about|for) (?:mig|me) {_IN_THE_HOUSE}{{T}}"
    ),
    (
        r"(?:vad|vilka|vilket|vilken|what|which)(?: (?:uppgifter|information|details))? (?:har|does|has) (?:växeln|"
        r"katalogen|the switchboard|the directory)(?: (?:för|have|uppgifter|information|details|nummer|titel|"
        r"registrerat)){0,4} (?:om|på|för|till|on|about|for) (?:mig|me){T}"
    ),
    (
        rf"(?:vad|vilken|vilket|vilka|what|which)(?: (?:är|is))? {ATTRIBUTE}(?: (?:har|står|är|is|does|do|am|växeln|"
        r"ni|du|you|the switchboard|have|till|för|for|on|på)){0,5} (?:jag|mig|i|me|mitt|min)(?: (?:have|med|har|nu|"
        r"registrerad|registrerat|på|listed|with|fått|got|i|växeln|katalogen)){0,4}{T}"
    ),
    rf"(?:vad|vilken|vilket|what|whats|which)(?: (?:är|is))? (?:mitt|min|mina|my) {ATTRIBUTE}{_WITH_US}{{T}}",
    rf"(?:vad|vilket) har (?:ni|du|växeln) (?:för|som) {ATTRIBUTE} (?:på|till|om|för) mig{_WITH_US}{{T}}",
    rf"(?:vad|vilket) (?:har|står) jag (?:för|som|med för) {ATTRIBUTE}{_WITH_US}{{T}}",
    (
        r"(?:hur|how|vad) (?:står|ser|är|am|do)(?: (?:jag|det|i))(?: (?:ut|med|upp|uppförd|registrerad|inlagd|listed|"
        r"look|"
        rf"shown|registered|om mig))* {_IN_THE_HOUSE}{{T}}"
    ),
)
_RIGHT = (
    r"(?:stämmer|är rätt|är korrekta|är aktuella|är riktiga|ser bra ut|ser rätt ut|är ok|är okej|är uppdaterade|"
    r"are right|are correct|are up to date|are fine|look right|look good|look fine|look correct|is correct|is right|"
    r"is up to date)"
)
_CONFIRM = (
    (
        rf"(?:ja |ja , |yes |yes , |jo )?(?:alla |all )?(?:mina |de |my |the |these )?{_DETAILS}(?: om mig|"
        rf" about me)?(?: {_IN_THE_HOUSE})? (?:fortfarande |"
        r"still )?"
        rf"{_RIGHT}(?: (?:fortfarande|allihop|alla|nu|helt|bra|still|all))*{{T}}"
    ),
    (
        rf"(?:allt|det|allting|everything|it)(?: (?:som står|ser))? {_RIGHT} (?:i|med|på|in|with) (?:mina|"
        rf"my) {_DETAILS}{{T}}"
    ),
    (
        r"(?:jag (?:vill )?|i (?:want to )?)?(?:bekräfta|bekräftar|intyga|intygar|godkänn|godkänner|confirm|"
        rf"verify)(?: (?:att|that|alla|all))?(?: (?:mina|my|the))? {_DETAILS}(?: {_RIGHT})?{{T}}"
    ),
)
WRONG = (
    r"(?:fel|felaktig|felaktigt|felaktiga|inaktuell|inaktuellt|inaktuella|gammal|gammalt|gamla|inte rätt|inte aktuell|"
    r"stämmer inte|felstavat|felstavad|wrong|incorrect|outdated|old|out of date|not right|not correct|misspelt|"
    r"misspelled|not up to date)"
)
_CHANGED = r"(?:bytt|ändrat|fått|byter|fick|byta|ändrar|har|heter|flyttat|changed|got|have|moved)"
_MEND = (
    r"(?:rätta|rätta till|ändra|uppdatera|korrigera|fixa|byt|byta|ändring av|rättelse av|rättelse|ändring|correct|"
    r"change|update|fix|amend|edit|correction|rättning)"
)
_CORRECT_ATTRIBUTE = (
    rf"(?:mitt|min|my) {ATTRIBUTE} (?:har|has)(?: (?:nu|now|just))? (?:ändrats|bytts|blivit|changed|become)(?: .*)?",
    (
        rf"(?:{ATTRIBUTE}|{_DETAILS})(?: (?:på|om|för|for) (?:mig|me))? {_IN_THE_HOUSE}(?: (?:är|e|is|are|har|"
        rf"står))?(?: (?:helt|fortfarande|lite|nu|still))* {WRONG}(?: .*)?"
    ),
    (
        rf"(?:(?:mitt|min|mina|my|det|the) )(?:{ATTRIBUTE}|{_DETAILS})(?: {_IN_THE_HOUSE})?(?: (?:är|e|is|are|har|"
        r"står))?"
        rf"(?: (?:helt|fortfarande|lite|nu|still|completely|som))* {WRONG}(?: .*)?"
    ),
    (
        r"(?:ni har |du har |växeln har |you have |det står |det är |there is |"
        rf"the switchboard has )?{WRONG} {ATTRIBUTE}(?: (?:på|hos|i|för|till|on|for|in|om|mig|min|mitt|me|my|"
        r"växeln|katalogen|the|switchboard|"
        rf"directory)){{0,6}}(?: [,:] .*)?{{T}}"
    ),
    (
        rf"(?:jag |i |ive )(?:har |have )?(?:nu )?{_CHANGED}(?: (?:ett|en|ny|nytt|nya|a|new|my|mitt|min|"
        rf"nu))* {ATTRIBUTE}"
        r"(?: .*)?"
    ),
    rf"(?:har )?(?:bytt|ändrat|fått|changed|got)(?: (?:ny|nytt|new|a|my|ett|en))* {ATTRIBUTE} .*",
    rf"(?:mitt|min|my) (?:nya|new) {ATTRIBUTE} (?:är|is|:|e|blir) .*",
    rf"(?:ny|nytt|new) {ATTRIBUTE}(?: (?:är|is|:|-|,))? (?:_|P|T|#|\S+ som|till)(?: .*)?",
    (
        r"(?:jag |i )?(?:har )?(?:flyttat|bytt rum|bytt plats|moved)(?: (?:till|to|in))? (?:rum|rummet|room|kontor|"
        r"office|plan) .*"
    ),
    rf"(?:mitt|min|my) {ATTRIBUTE} (?:är|is|blir|heter) (?:nu|numera|now) .*",
    r"(?:jag|i) (?:heter|kallas|sitter|har|am called) (?:nu|numera|nuförtiden|now) (?:rum |i rum )?(?:_|#).*",
    rf".{{0,120}} , (?:så )?{_MEND}(?: (?:mitt|min|my))+ {ATTRIBUTE}(?: .*)?",
    rf"{_MEND}(?: (?:mitt|min|mina|my|the))* {ATTRIBUTE}(?: .*)?",
)
_CORRECT_DETAILS = (
    (
        rf"(?:jag vill |jag behöver |kan ni |i want to |i need to )?{_MEND}(?: (?:av|mitt|min|mina|my|the|"
        rf"to))* {_DETAILS}(?: {_IN_THE_HOUSE})?(?: [:,-])?(?: (?P<message>.*))?"
    ),
)


def _only_diversion(heard: Heard, match: re.Match[str]) -> Slots:
    """Whether the diversion alone is asked about, and not the whole page."""
    del match
    return {} if _ABOUT_THE_WHOLE.search(heard.shape.text) else {"only": "diversion"}


def _correction(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What is to be mended, as typed; a question mends nothing."""
    if heard.asked:
        return None
    if not match.groupdict().get("message"):
        return {} if "message" in match.re.groupindex else {"text": typed_from(heard, 0)}
    return {"text": typed_from(heard, match.start("message"))}


def _stated(heard: Heard, match: re.Match[str]) -> Slots | None:
    del match
    return None if heard.asked else {}


def typed_from(heard: Heard, start: int) -> str:
    """What was typed from a place in the shape to where the thanks begin."""
    first, _ = heard.shape.tokens_of(start, start + 1)
    return heard.line.text[heard.line.tokens[first].start : heard.line.tokens[-1].end]


_NAMED = words_of_pattern(ATTRIBUTE + _DETAILS) | words("flyttat bytt moved heter kallas sitter called")
_HOUSE = words_of_pattern(_IN_THE_HOUSE)
STATUS_RULES = [
    *rules_of(Intent.MY_STATUS, nothing, *_PAGES),
    *rules_of(Intent.MY_STATUS, nothing, *_STATUS, more=_only_diversion),
]
DETAILS_RULES = [
    *rules_of(Intent.DETAILS_CORRECT, _correction, *_CORRECT_DETAILS, *_CORRECT_ATTRIBUTE, needs=_NAMED),
    *rules_of(Intent.DETAILS_CONFIRM, _stated, *_CONFIRM, needs=_NAMED),
    *rules_of(Intent.DETAILS_SHOW, nothing, *_SHOW, needs=_NAMED | _HOUSE),
]

SHARED_PATTERNS = (*_STATUS, *_PAGES, *_SHOW, *_CONFIRM, *_CORRECT_ATTRIBUTE, *_CORRECT_DETAILS)
