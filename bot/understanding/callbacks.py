"""Owns the shapes of callbacks: a promise to call someone back, the list of them, and that one has been kept.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.asked_times import ANSWER_PATTERN, answer_by
from bot.understanding.matters import PATTERN as MATTER_PATTERN
from bot.understanding.matters import matter_in
from bot.understanding.names import display
from bot.understanding.result import Intent
from bot.understanding.rules import SOMEONE, Heard, Slots, nothing, rules_of

_LOG_SV = (
    (
        r"(?:logga|registrera|lägg in|lägg till|lägg upp|notera|anteckna|skapa|ny|nytt|spara|boka)(?: en| ett| ny|"
        r" nytt)?(?: återuppringning| ringlöfte| uppringning| löfte| callback| samtal)"
        r"(?: till| :| ,| -| för| med)?(?P<who> .*)"
    ),
    r"(?:återuppringning|återuppring|ringlöfte|uppringning|callback)(?: till| :| ,| -| för)?(?P<who> .*)",
    (
        r"(?:påminn mig (?:om )?(?:att )?)?(?:jag )?(?:ska |måste |behöver |lovade |har lovat |lovat |vill |bör |"
        r"glöm inte )?(?:att )?(?:ringa|ring|återkomma|återkom|ringer|kontakta|återkoppla)"
        r"(?: (?:upp|tillbaka|till)){0,2}(?P<who> .*)"
    ),
    (
        r"(?P<who>.+?) (?:vill|önskar|ville|väntar på|skulle vilja)(?: gärna| att)?(?: (?:bli|att|jag|vi|du|ha|en|ett|"
        r"få))*(?: (?:uppringd|återkoppling|återuppringning|"
        r"uppringning|ringer|återuppringd|kontaktad|tillbakaringd|ringer upp|återkopplad|"
        r"besked|samtal|svar))(?: tillbaka| upp)?(?P<after>(?: .*)?)"
    ),
    (
        r"(?P<who>_.*?) (?:ska|behöver|bör|måste) (?:ringas|ringas upp|bli uppringd|bli kontaktad|kontaktas|"
        r"återuppringas)(?: upp| tillbaka)?(?P<after>(?: .*)?)"
    ),
    (
        r"(?P<who>_.*?) (?:ringde|har ringt|har sökt|sökte|söker|har ringt och sökt)(?: mig| och sökte mig| dig|"
        r" upp)?(?P<after>(?: .*)?)"
    ),
)
_LOG_CALLER_ASKS = (
    r"(?P<who>(?:medborgare |kund |invånare )?(?:_|P).*?) (?:undrar|frågar|har frågor|has questions|asks|is asking)"
    r"(?P<after>(?: .*)?) (?:ring|ringa|call|återkom)(?: (?:upp|tillbaka|back|gärna|please|på|on))*(?: P)?{T}"
)
_LOG_PROMISED = (
    r"(?:jag )?(?:har )?(?:lova|lovat|lovade)(?P<who> _.*?) att (?:ringa|återkomma|höra av mig)(?P<after>(?: .*)?)"
)
_LOG_ANSWER = (
    (
        r"(?:jag )?(?:har )?(?:lovat att ge|lovade att ge|lovat att lämna|lovade att lämna|lovat|lovade|lova|ska ge|"
        r"ska lämna|måste ge|måste lämna|behöver ge|har lovat)"
        r"(?P<who> _.*?) (?:svar|besked|återkoppling|ett svar|ett besked)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag )?(?:har )?(?:lovat|lovade|lova|ska ge|ska lämna)(?: (?:att|ge|lämna|ett))* (?:svar|besked|"
        r"återkoppling|svara|återkomma|ringa|höra av mig)(?: (?:till|åt|upp|tillbaka))*(?P<who> _.*)"
    ),
    r"(?:jag )?(?:återkommer|hör av mig|ska höra av mig)(?: igen)? till(?P<who> _.*)",
    (
        r"(?:i |i have |ive )?(?:promised|promise|owe)(?P<who> _.*?) (?:an answer|an update|a reply|a call|a callback|"
        r"answer|reply|feedback)(?P<after>(?: .*)?)"
    ),
)
_LOG_EN = (
    (
        r"(?:log|jot down|write down|note down|put down|add|create|register|note|new|save)(?: a|"
        r" new)?(?: callback| call back| promise)(?: to| for| :| ,|"
        r" -)?(?P<who> .*)"
    ),
    r"(?:callback|callbacks)(?: to| for| :| ,)?(?P<who> .*)",
    (
        r"(?:remind me to |i |please )?(?:need to |must |should |have to |promised to |will |going to |"
        r"gotta )?(?:call|phone|ring|return the call from|get back to|return call from|return call to|"
        r"return the call to|"
        r"return a call from)(?: back)?(?P<who> .*)"
    ),
    (
        r"(?P<who>_.*?) (?:wants|needs|would like|asked|wanted|is waiting for|asks)(?: (?:to be|a|me to|for a|us to|"
        r"for|to get a))?(?: (?:called|call|callback|call back|phoned|rung|calling))(?: back)?(?P<after>(?: .*)?)"
    ),
    r"(?P<who>_.*?) (?:called|phoned|rang)(?: me)?(?P<after>(?: .*)?)",
)
_LOG_NOBODY_YET = (
    (
        r"(?:logga|registrera|lägg in|lägg till|lägg upp|notera|anteckna|skapa|ny|nytt|spara|log|add|create|register|"
        r"new|make|save)(?: (?:en|ett|ny|nytt|a|new))* (?:återuppringning|ringlöfte|löfte|callback|call back|promise)"
        r"{T}"
    ),
    r"(?:jag )?(?:lova|lovar)(?: att)? (?:ringa|återkomma till)(?: upp| tillbaka)? (?:någon|nån|en kund){T}",
    r"(?:ring|ringa|lova att ringa) (?:upp|tillbaka){T}|(?:ringlöfte|återuppringning|callback|call back){T}",
    r"promise to (?:call|ring|phone)(?: back)? (?:someone|somebody|a customer|a citizen)(?: back)?{T}",
)
_DONE = (
    (
        r"(?:återuppringning|ringlöfte|callback) (?:klar|klart|avklarad|gjord|done)(?: (?:till|med|för|,|"
        r":))? {N}(?P<after>{T})"
    ),
    (
        r"(?:nu )?(?:jag )?(?:har )?(?:jag )?(?:nu )?(?:ringt|ringde|snackat med|snackade med|hört av mig till|svarat|"
        r"pratat med|talat med|återkopplat till|"
        r"återkopplat|kontaktat|nått|"
        r"nådde|fått tag på|fått tag i|svarat|pratade med|talade med|återkommit till|ringt klart)"
        r"(?: (?:upp|tillbaka|till|nu|precis|med|redan)){0,3} {N}(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag )?(?:har )?(?:pratat|pratade|talat|talade|snackat|snackade|talked|spoke|spoken)(?: (?:precis|just|nu|"
        r"idag|redan|"
        r"T|now|already))+ (?:med|to|with) {N}(?P<after>(?: .*)?)"
    ),
    (
        r"(?:jag (?:är )?|är )?(?:klar|klart|färdig|avklarad|avklarat|bocka av|klarmarkera|klarmarkerad|(?:avsluta|"
        r"stäng|markera) (?:ringlöftet|återuppringningen))(?: (?:med|är|ringlöftet|ringlöfte|återuppringningen|"
        r"återuppringning|samtalet|till|löftet|uppringningen|att|ringa|för|mot|upp)){0,5} {N}(?P<after>(?: .*)?)"
    ),
    r"{N} (?:har|hade) fått (?:sitt |ett |sina |rätt )?(?:svar|besked|hjälp)(?P<after>{T})",
    (
        r"(?:nu|now) (?:är|har|is) {N} (?:blivit )?(?:uppringd|återuppringd|kontaktad|ringd|klar|avklarad|called|"
        r"done)(?P<after>{T})"
    ),
    (
        r"(?:återuppringningen|återuppringning|löftet|promise|ringlöftet|ringlöfte|samtalet|callback|the callback|"
        r"call back)(?: (?:till|to|med|with|for|hos)) {N} (?:är |is )?(?:klar|klart|avklarad|gjord|gjort|avklarat|"
        r"färdig|avslutad|done|finished|completed|complete|made)(?P<after>{T})"
    ),
    (
        r"{N} (?:är|har blivit|is|has been|blev) (?:nu |redan )?(?:uppringd|återuppringd|kontaktad|ringd|"
        r"tillbakaringd|called|called back|avklarad|klar|klart|done)(?P<after>(?: back)?{T})"
    ),
    (
        r"(?:i )?(?:have |ive |just )?(?:called|phoned|rang|rung|spoken to|spoken with|spoke to|spoke with|talked to|"
        r"talked with|reached|contacted|got back to|returned the call to|returned the call from|"
        r"got hold of)(?: back)? {N}(?: back)?(?P<after>(?: .*)?)"
    ),
    (
        r"(?:i am |im )?(?:done|finished|complete|completed)(?: (?:with|the|callback|call|back|calling|to|"
        r"for)){1,6} {N}(?P<after>(?: back)?{T})"
    ),
    (
        r"(?:nu )?(?:jag |i )?(?:har |have |ive )?(?:nu |just )?(?:ringt|ringde|pratat med|talat med|kontaktat|nått|"
        r"fått tag på|klar med|klart med|called|phoned|rang|reached|contacted|spoken to|done with)"
        r"(?: (?:upp|tillbaka|till|nu|precis|redan|back)){0,3} P(?: back)?(?P<after>(?: .*)?)"
    ),
    r"(?:ringt|ringt klart|har ringt|called|called back)(?: , | )(?:klart|klar|done){T}",
)
_LIST = (
    (
        r"vad lovade jag{T}|(?:vad|vilka|vem|vilken)(?: (?:mer|allt|alla))? har jag (?:lovat|lovat bort|kvar att ringa|"
        r"att ringa|"
        r"att återkomma till|att återkomma om|kvar att återkomma till){T}"
    ),
    (
        r"(?:(?:visa|lista|se|hur många|vilka|vad har jag för|har jag|finns det|show|list|see|what|which|how many|"
        r"do i have|any) )?(?:(?:mig|alla|mina|me|my|all|några|öppna|open|kvarvarande|obesvarade|försenade|late|"
        r"overdue|unkept|the|ohållna) )*(?:löften|löftena|promises|ringlöften|callbacks|återuppringningar)"
        r"(?: (?:har jag|do i have|have i made|idag|kvar|är öppna|som är öppna|är försenade|som väntar|are open|"
        r"are overdue|att hålla|to keep|till kunder|jag har)){0,3}{T}"
    ),
    r"(?:what|who|whom) (?:have|did) i (?:promised|promise)(?: to call)?{T}",
    r"(?:har jag|har jag fått|finns det|jag har)(?: (?:fått|några|något|nya|nytt|mig))* (?:meddelanden|meddelande){T}",
    r"(?:do i have|have i got|are there)(?: (?:any|new))* messages(?: for me)?{T}",
    r"(?:which|what) calls (?:should|do|must|shall) i (?:need to |have to )?(?:return|make|call back){T}",
    (
        r"(?:visa|lista|se|show|list) (?:vilka|vem|who|whom) (?:jag|i) (?:ska|måste|behöver|har lovat|lovat|should|"
        r"must|"
        r"need to|promised to)(?: (?:att|ringa|ringa upp|återkomma till|höra av mig till|kontakta|upp|tillbaka|call|"
        r"ring|"
        r"back)){1,4}{T}"
    ),
    (
        r"(?:vilka|vem|who) (?:väntar|is waiting)(?: (?:på|for))? (?:svar|besked|en återkoppling|återkoppling|"
        r"an answer)(?: (?:från|av|from) (?:mig|me))?{T}"
    ),
    (
        r"(?:har jag|did i|have i) (?:glömt|missat|forget|forgotten)(?: (?:att|to))? (?:ringa|ringa upp|återkomma till|"
        r"call)"
        r"(?: (?:någon|nån|anyone|someone|upp|tillbaka|back))*{T}"
    ),
    r"(?:vilka|hur många) samtal (?:är|finns|har jag)(?: (?:kvar|att|ringa|göra|ta|som|väntar|jag))+{T}",
    r"vilka samtal (?:ska|måste|behöver|har) jag (?:att )?(?:ringa|återkomma på|besvara|ringa upp|ringa tillbaka){T}",
    r"(?:what|which) callbacks (?:do i have|are left|are open|are mine){T}",
    (
        r"(?:visa|lista|se|vad är|vilka är|vilka|öppna|hämta|kolla|vad har jag för|har jag|har jag några|"
        r"finns det några|show|list|see|view|open|check|what are|do i have any|do i have|any)? ?(?:(?:mig|alla|"
        r"mina|me|my|all|några|öppna|pending|open|kvarvarande|återstående|remaining|outstanding|väntande|the) )*"
        r"(?:återuppringningar|återuppringningarna|ringlöften|ringlöftena|löften|callbacks|call backs|"
        r"uppringningar|ringlista|ringlistan|callback list|samtal att ringa|att ringa)(?: (?:har jag|do i have|idag|"
        r"kvar|left|att göra|som väntar|att ringa|att ta|finns|finns det)){0,3}{T}"
    ),
    (
        r"(?:vilka|vem|vilken)(?: (?:är det|är det som))? (?:ska|måste|behöver|borde|skulle|har|lovade|"
        r"väntar)(?: jag)?(?: (?:lovat|att|lovade))*(?: (?:ringa|ringa upp|ringa tillbaka|återkomma till|kontakta|"
        r"höra av mig till|höra av mig|återkoppla till|"
        r"på att bli uppringda|på samtal|på svar|på mig|"
        r"bli uppringda|på att jag ringer|på att jag ska ringa|på att jag hör av mig))(?: upp| tillbaka| till)?{T}"
    ),
    (
        r"(?:who|whom) (?:do|should|must|have|did|am) i (?:(?:need|have|promised|promise|supposed|going|got|"
        r"to) ){0,3}(?:call|ring|phone|get)(?: back)?(?: to)?{T}|who is waiting for (?:a call|a callback|"
        r"me)(?: back)?{T}"
    ),
)
# "Ring Anna" seeks Anna; "ring upp Anna" and "ring Anna om bygglov" are promises.
_BARE_CALL = re.compile(r"(?:ring|ringa|call|phone|kontakta) _(?: - _| _){0,3}(?: [?!])*$")
_FIRST_NAME = re.compile(
    r"^(?:(?:upp|tillbaka|till|to|for|back|:|,|-|min|kund|kunden|medborgare|medborgaren|invånare|herr|fru|mr|mrs|"
    r"ms|the|att|ringa|från|"
    r"from) )*(?P<name>_(?: - _| _){0,3}|#)(?= |$)"
)


def _callback(heard: Heard, match: re.Match[str]) -> Slots | None:
    """The caller, the number and the matter of a promise to call; without a name or a number it is no promise."""
    who, start = (
        match.group("who").strip(),
        match.start("who") + len(match.group("who")) - len(match.group("who").lstrip()),
    )
    slots: dict[str, Any] = {}
    name = _FIRST_NAME.match(who)
    if name is not None:
        first, end = heard.shape.tokens_of(start + name.start("name"), start + name.end("name"))
        slots["caller"] = display(heard.line.slice(first, end))
    if heard.line.phones:
        slots["phone"] = heard.line.phones[0].e164
    if not slots or (set(slots) == {"caller"} and _BARE_CALL.match(heard.shape.text) and not heard.said.anything):
        return None
    matter, answer = matter_in(heard, match.start("who")), answer_by(heard)
    slots |= {"topic": matter} if matter else {}
    return slots | ({"answer_by": answer.replace(tzinfo=None).isoformat()} if answer is not None else {})


def _called(heard: Heard, match: re.Match[str]) -> Slots | None:
    """ "Kalle ringde": a promise only when something says that a call back is due."""
    told = heard.line.phones or re.search(
        r"(?<!\S)(?:om|about|angående|vill|wants|tillbaka|back|uppringd|senast|ang|gällande)(?!\S)",
        match.group("after"),
    )
    return _callback(heard, match) if told and not heard.asked else None


def _done(heard: Heard, match: re.Match[str]) -> Slots | None:
    if heard.asked:
        return None
    slots: dict[str, Any] = {}
    if match.groupdict().get("name"):
        slots["caller"] = display(heard.typed(match, "name"))
    if heard.line.phones:
        slots["phone"] = heard.line.phones[0].e164
    after = match.groupdict().get("after") or ""
    if re.search(
        r"(?<!\S)(?:inte|ej|not|nytt besked|fortsätter|next|återkommer|hör av mig|"
        r"väntar|kolla vidare|får besked|får svar|måste kolla|ska kolla|ringer igen|follow up|get back|call again|"
        r"again)(?!\S)",
        after,
    ):
        slots["unfinished"] = True
    return slots


LIST_RULES = rules_of(Intent.CALLBACK_LIST, nothing, *_LIST)
DONE_RULES = [
    *rules_of(Intent.CALLBACK_DONE, _done, *_DONE[:-1], needs=SOMEONE),
    *rules_of(Intent.CALLBACK_DONE, _done, _DONE[-1]),
]
LOG_RULES = [
    *rules_of(
        Intent.CALLBACK_LOG,
        _callback,
        *_LOG_SV[:5],
        *_LOG_EN[:4],
        _LOG_CALLER_ASKS,
        _LOG_PROMISED,
        *_LOG_ANSWER,
        timed=True,
        needs=SOMEONE,
    ),
    *rules_of(Intent.CALLBACK_LOG, nothing, *_LOG_NOBODY_YET, timed=True),
    *rules_of(Intent.CALLBACK_LOG, _called, _LOG_SV[5], _LOG_EN[4], timed=True, needs=SOMEONE),
]

SV_PATTERNS = (*_LOG_SV, _LOG_PROMISED, *_LOG_ANSWER[:3])
EN_PATTERNS = _LOG_EN
SHARED_PATTERNS = (
    _LOG_CALLER_ASKS,
    _LOG_ANSWER[3],
    ANSWER_PATTERN,
    *_LOG_NOBODY_YET,
    *_DONE,
    *_LIST,
    MATTER_PATTERN,
    _FIRST_NAME.pattern,
)
