"""Owns the shapes of what becomes of a promise to call back: tried in vain, moved on, handed over, withdrawn.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.names import display
from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Heard, Slots, rules_of

_ONE = r"_(?: - _| _){0,3}"
_CALLER = (
    rf"(?:kund |kunden |medborgare |medborgaren |herr |fru |mr |mrs |ms )?(?P<caller>{_ONE}|P)(?:(?: på| on| ,|"
    r" tel)? P)?"
)
_TO = rf"(?:kollega |kollegan |min kollega |my colleague |colleague )?(?P<to>{_ONE}|#)"
_PROMISE = (
    r"(?:löftet|löfte|ringlöftet|ringlöfte|återuppringningen|återuppringning|uppringningen|uppringning|callback|"
    r"call back|promise|call|samtalet|samtal)"
)
_NO_ANSWER = (
    r"(?:inget svar|utan svar|inte svar|fick inte svar|fick inget svar|svarar inte|svarade inte|svarar aldrig|"
    r"upptaget|upptagen|ingen svarar|ingen svarade|ingen där|gick inte att nå|inte anträffbar|telefonsvarare|"
    r"telefonsvararen|mobilsvar|röstbrevlåda|röstbrevlådan|ingen kontakt|utan resultat|utan framgång|"
    r"utan att få tag på|ingen hemma|lade på|inte hemma|inte inne|inte där|utan att nå|no answer|busy|didnt answer|"
    r"did not answer|doesnt answer|not answering|no reply|went to voicemail|voicemail|not there|without luck|no luck|"
    r"nobody answered|no one answered|nobody home|didnt pick up|engaged|line busy)"
)
_TRIED = (
    (
        r"(?:jag |vi )?(?:har )?(?:nådde|når|nått|fick|får|fått|lyckades|lyckas|kom|kommer|kunde|kan|"
        r"hittade)(?: (?:tyvärr|ännu|fortfarande|dock))* (?:inte|aldrig)(?: (?:tag|fram|igenom|nå|få|till|på|i|hos|"
        r"med|svar|kontakt|"
        rf"av|från|ens))* {_CALLER}(?: (?:nu|idag|igen|än|ännu|tyvärr|på|telefon|telefonen|P|T|,|"
        r"!))*(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag |vi )?(?:har )?(?:försökt|försökte|provat|provade|testat|prövat|försöker)(?: (?:att|nu|precis|igen))* "
        rf"(?:ringa|nå|få tag på|få tag i|kontakta|söka|ringa upp|återkomma till)(?: (?:upp|tillbaka|till))* {_CALLER}"
        r"(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag |vi |i |we )?(?:har |have |ive |just )?(?:ringt|ringde|sökt|sökte|ringer|called|phoned|rang|rung)"
        rf"(?: (?:upp|till|nu|precis|igen|back|again|idag|T))* {_CALLER}(?: .{{0,60}})? {_NO_ANSWER}(?P<after>(?: .*)?)"
    ),
    (
        rf"{_CALLER} (?:svarar|svarade|lyfter|lyfte|har|hade|gick|går|var|kunde|kan|tog|tar)"
        r"(?: (?:fortfarande|tyvärr|ju|nog))* (?:inte|aldrig)(?: (?:svarat|att nå|luren|telefonen|anträffbar|nås|inne|"
        r"hemma|där|ringt tillbaka|på telefon|på|telefon|telefonen|i|mobilen|nu|just nu|fortfarande|tyvärr|igen|när|"
        r"jag|ringer|ringde|upp|emot|heller|längre|idag))*(?P<after>(?: [,.&-] .*| men .*| och .*)?)"
    ),
    (
        rf"{_CALLER} (?:var|satt) (?:upptagen|upptaget|inte inne|inte på plats|borta|på möte|i möte|i telefon|ute|"
        r"inte anträffbar)(?: (?:när jag ringde|då|tyvärr|igen))(?P<after>(?: .*)?)"
    ),
    (
        rf"{_CALLER}(?: ,| :| -)? {_NO_ANSWER}(?: (?:nu|idag|tyvärr|när|jag|ringde|T))*(?P<after>(?: , .*| men .*|"
        r" och .*)?)"
    ),
    (
        r"(?:inget svar|ingen kontakt|upptaget|fick inget svar|ingen svarar|ingen svarade|telefonsvararen|no answer|"
        r"no reply|busy|got no answer|no luck)(?: (?:hos|från|av|för|med|till|from|at|with|for|when|"
        rf"calling))* {_CALLER}"
        r"(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag |i )?(?:har |have |ive )?(?:lämnade|lämnat|talade in|talat in|left)(?: (?:ett|a|en|voicemail|message|"
        rf"meddelande|röstmeddelande|hälsning)){{1,3}}(?: (?:till|hos|på|åt|for|to|"
        rf"with))? {_CALLER}(?P<after>(?: , .*)?)"
    ),
    (
        r"(?:i |we )?(?:have |ive )?(?:tried|trying|attempted)(?: (?:to|calling|call|reach|reaching|phone|phoning|ring|"
        rf"ringing|get|getting|hold|of|back|contact|contacting|again))+ {_CALLER}(?P<after>(?: .*)?)"
    ),
    (
        rf"(?:i |we )?(?:have |ive )?(?:tried|attempted) {_CALLER}(?: (?:twice|again|today|several times|but|"
        r",)(?: .*)?)?(?P<after>)"
    ),
    (
        r"(?:i |we )?(?:couldnt|could not|cant|cannot|didnt|did not|failed to|unable to|wasnt able to|havent|have not)"
        rf"(?: (?:reach|reached|get|got|hold|of|find|through|to|contact|catch|caught))+ {_CALLER}(?P<after>(?: .*)?)"
    ),
    (
        rf"{_CALLER} (?:didnt|doesnt|did not|isnt|does not|is not|wont|wasnt|hasnt)"
        r" (?:answer|answering|pick up|picking up|reply|respond|answered|there)(?: (?:the|his|her|phone|now|today|"
        r"T))*(?P<after>(?: , .*| but .*| and .*)?)"
    ),
)
_NOT_READY = (
    r"(?:inte klart|inte klar|inte färdigt|inte färdig|inget klart|inte avslutat|inget besked|not ready|not done|"
    r"not finished|not complete|no answer yet|inte helt klart|inte klarlagt|oklart)"
)
_MOVED = (
    (
        r"(?:jag )?(?:har )?(?:lovat |lovade |lämnar |ger )?(?:ett )?(?:nytt|nästa|new|next|another|ny) (?:besked|"
        r"kontakt|uppdatering|svar|update|word|contact|samtal|call|ringtid|tid)"
        r"(?:(?: (?:T|på|on))+(?= (?:till|åt|för|med|to|for|with|hos) ))?(?: (?:till|åt|för|med|to|for|with|hos))*"
        rf" {_CALLER}(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag |vi )?(?:återkommer|hör av mig|ringer|kontaktar|ska ringa|måste ringa|will call|ill call|"
        rf"get back to|call)(?: (?:igen|till|upp|tillbaka|back|again))* {_CALLER}(?: .{{0,60}})? {_NOT_READY}"
        r"(?P<after>(?: .*)?)"
    ),
    rf"{_CALLER}(?: ,| :| -| är| is)? {_NOT_READY}(?P<after>(?: .*)?)",
    rf"{_CALLER} (?:får|fick|will have to|has to|får nog) (?:vänta|wait)(?: (?:på|for))?(?P<after>(?: .*)?)",
    rf"{_NOT_READY}(?: (?:med|för|hos|till|with|for|,|än|ännu|yet))+ {_CALLER}(?P<after>(?: .*)?)",
)
_OVER = (
    (
        r"(?:jag |vi )?(?:vill |kan du |måste |behöver |let me |låt mig )?(?:lämna över|lämnar över|lämna vidare|"
        r"lämna|överlämna|överlåt|överlåta|överlåter|flytta över|för över|skicka över|skicka vidare|skicka|slussa|"
        r"slussa vidare|ge|ge över|delegera|hand over|hand|pass on|give|delegate|"
        rf"assign|reassign|pass)(?: (?:det|ärendet|over|on|vidare|the|my|mitt|min|case|{_PROMISE}|till|med|to|for|"
        rf"from|with|att ringa|att återkomma till|om))* {_CALLER}(?: over| vidare| on| along| över)? (?:till|åt|"
        rf"to) {_TO}{{T}}"
    ),
    (
        r"(?:flytta|lägg|lägg över|skicka|styr om|byt|transfer|move|send|forward)(?: (?:över|the|my|mitt|min|"
        rf"om))* {_PROMISE}(?: (?:till|med|för|to|for|from|with|att ringa))* {_CALLER} (?:till|på|åt|to) {_TO}{{T}}"
    ),
    (
        r"(?:(?:jag )?(?:hinner|kan|orkar) inte(?: ringa)?(?: ,)? (?:så )?)?(?:kan|skulle|kunde|could|can|would|"
        rf"will) {_TO} (?:kunna )?(?:ta|ta över|överta|ringa|ta hand om|kontakta|"
        r"återkomma till|take|take over|call|ring|phone|handle|contact)"
        rf"(?: (?:över|{_PROMISE}|till|med|the|to|back|upp|tillbaka|for|from|with|ärendet|my))* {_CALLER}"
        r"(?: (?:istället|i stället|åt mig|för mig|instead|for me|tillbaka|upp|back))*{T}"
    ),
    (
        rf"(?:att |that )?{_TO} (?:får ta|får ta över|kan ta över|tar|tar över|tar hand om|övertar|ska ta|ska ta över|"
        rf"takes|takes over|will take|will take over|is taking)(?: (?:över|the|my|mitt))* {_PROMISE}(?: (?:till|med|"
        rf"för|to|for|from|with))* {_CALLER}{{T}}"
    ),
    (
        rf"{_TO} (?:ringer|ringer upp|kontaktar|ska ringa|återkommer till|kan ta|kan ringa|tar|tar över|tar hand om|"
        rf"ska ta|will call|calls|can take|can call|takes|will take) {_CALLER}"
        r" (?:istället|i stället|åt mig|för mig|instead|for me){T}"
    ),
)
_OVER_ALL = (
    r"(?:jag |vi )?(?:vill |kan du )?(?:lämna över|lämnar över|överlåt|överlämna|flytta|ge|hand over|give|transfer|"
    r"pass|delegate|delegera|lämna)(?: (?:alla|mina|mitt|all|my|the|öppna|open|kvarvarande|över))* (?:löften|löftena|"
    r"ringlöften|ringlöftena|återuppringningar|återuppringningarna|callbacks|promises|löftet|ringlöftet|"
    rf"återuppringningen|callback|promise) (?:till|åt|to) {_TO}{{T}}"
)
_DROP = (
    r"(?:ta bort|tag bort|stryk|stryka|radera|avboka|släng|ångra|dra tillbaka|återkalla|glöm|glöm bort|skippa|avskriv|"
    r"annullera|ställ in|makulera|drop|remove|delete|cancel|withdraw|scrap|forget|forget about|undo|call off)"
)
_WITHDRAWN = (
    (
        rf"(?:kan du |jag vill )?{_DROP} {_CALLER} (?:från|ur|på|from|off|in) (?:(?:min|mina|listan|ringlistan|"
        r"listan över|löften|ringlöften|återuppringningar|my|the|list|callbacks|callback list|"
        rf"promises) ?){{1,4}}(?P<after>{{T}})"
    ),
    (
        rf"{_CALLER} .{{1,60}} (?:, |och |så |and |so ){_DROP} (?:det |mitt |min |his |her |the |"
        rf"my )?(?:{_PROMISE})(?P<after>{{T}})"
    ),
    (
        rf"(?:kan du |jag vill )?{_DROP}(?: (?:mitt|min|the|my|det|den|om))* (?:{_PROMISE}|att ringa|calling|"
        rf"to call)(?: (?:till|med|för|om|att ringa|upp|to|for|with|from|back))* {_CALLER}(?P<after>{{T}}|(?: längre|"
        r" mer)*)"
    ),
    (
        rf"{_CALLER} (?:behöver|ska|vill|måste|har)(?: (?:längre|nog|ju))* (?:inte|inget)(?: (?:längre|bli|ha|något|"
        r"någon|ett))*(?: (?:ringas|uppringd|kontaktas|kontaktad|återuppringning|behov av|samtal|uppringning|"
        r"ringas upp|att jag ringer))(?: (?:upp|tillbaka|längre|mer|nu|alls|samtal))*(?P<after>{T})"
    ),
    (
        r"(?:jag |vi |man )?(?:behöver|ska|måste|tänker)(?: (?:längre|nog))* inte(?: (?:längre|mer))*"
        rf" (?:ringa|kontakta|återkomma till|ringa upp)(?: (?:upp|tillbaka|till))* {_CALLER}"
        r"(?: (?:längre|mer|upp|tillbaka|ändå))*(?P<after>{T})"
    ),
    (
        r"(?:det är )?inte (?:längre )?(?:aktuellt|nödvändigt|behövligt)(?: (?:längre|mer|nu))* att (?:ringa|kontakta|"
        rf"återkomma till|ringa upp) {_CALLER}(?: (?:längre|mer))*(?P<after>{{T}})"
    ),
    (
        r"(?:there is |theres )?(?:no need to|dont need to|i dont need to|i dont have to|i no longer need to|neednt|"
        rf"no longer need to) (?:call|ring|phone|contact)(?: back)? {_CALLER}(?: (?:back|any more|anymore|any longer|"
        r"after all))*(?P<after>{T})"
    ),
    (
        rf"{_CALLER} (?:doesnt|does not|no longer|dont)(?: (?:need|needs|want|wants|longer|to|be|a|called|callback|"
        r"call|calling|back|any more|anymore|any longer|after all))+(?P<after>{T})"
    ),
)
_WITHDRAWN_ONE = (
    rf"(?:kan du )?{_DROP} (?:mitt |min |the |my )?(?:ringlöftet|löftet|återuppringningen|callback|promise){{T}}"
)


def _caller(heard: Heard, match: re.Match[str]) -> dict[str, Any]:
    """Who is to be called, by name or by number."""
    if match.group("caller") == "P":
        return {"phone": heard.line.phones[0].e164}
    phone = {"phone": heard.line.phones[0].e164} if heard.line.phones else {}
    return {"caller": display(heard.typed(match, "caller"))} | phone


def _event(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Something that has happened; a question tells nothing."""
    return None if heard.asked else _caller(heard, match)


def _moved(heard: Heard, match: re.Match[str]) -> Slots | None:
    return None if heard.asked else _caller(heard, match) | {"unfinished": True}


def _over(heard: Heard, match: re.Match[str]) -> Slots:
    return _caller(heard, match) | _to(heard, match)


def _to(heard: Heard, match: re.Match[str]) -> dict[str, Any]:
    return {"to_person": display(heard.typed(match, "to"))}


def _unnamed(heard: Heard, match: re.Match[str]) -> Slots | None:
    del match
    return None if heard.asked else {}


HAND_OVER_RULES = [
    *rules_of(Intent.CALLBACK_HAND_OVER, _to, _OVER_ALL, needs=SOMEONE),
    *rules_of(Intent.CALLBACK_HAND_OVER, _over, *_OVER, needs=SOMEONE),
]
WITHDRAW_RULES = [
    *rules_of(Intent.CALLBACK_WITHDRAW, _event, *_WITHDRAWN, needs=SOMEONE),
    *rules_of(Intent.CALLBACK_WITHDRAW, _unnamed, _WITHDRAWN_ONE),
]
TRIED_RULES = rules_of(Intent.CALLBACK_TRIED, _event, *_TRIED, needs=SOMEONE)
MOVED_RULES = rules_of(Intent.CALLBACK_DONE, _moved, *_MOVED, needs=SOMEONE)

SHARED_PATTERNS = (*_OVER, _OVER_ALL, *_WITHDRAWN, _WITHDRAWN_ONE, *_TRIED, *_MOVED)
