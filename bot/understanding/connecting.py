"""Owns the shapes of questions who handles a matter, or where a caller with it is connected (S3).

A line gives its matter bare, without the words around it ("kunden vill klaga på sophämtningen" is sophämtningen).
Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

from bot.understanding.matters import asked_about
from bot.understanding.result import Intent
from bot.understanding.rules import rules_of
from bot.understanding.vocabulary import words

_ASKING_NICELY = (
    r"(?:(?:vet du|vet ni|vet någon|vet nån|någon som vet|nån som vet|tips på|har du koll på|säga|säg|berätta|"
    r"do you know|tell me|any idea) )?"
)
_WHO_VERB = (
    r"(?:svarar(?: på| för| om)?|har hand om|hanterar|ansvarar(?: för| över)?|(?:är |har )?(?:ansvarig|ansvar|"
    r"ansvaret|huvudansvar)(?: för| över)?|jobbar med|arbetar med|sköter(?: om)?|håller i|håller på med|handlägger|"
    r"tar hand om|tar emot|tar|administrerar|bestämmer om|beslutar om|granskar|driver|fixar|ordnar|ska ha|"
    r"hjälper till med|är bäst på|är bra på|"
    r"är (?:handläggare|kontaktperson|kontakt|rätt person|rätt|handläggaren|expert|ansvarig handläggare|"
    r"rätt person att prata med|sakkunnig|samordnare|systemförvaltare|systemägare|experten)(?: (?:för|på|i|om|"
    r"gällande|inom|över|kring))?|"
    r"kan(?: (?:svara på|svara|hjälpa(?: mig| till)? med|hjälpa mig|hjälpa|något om|nåt om|mest om|ta|svara om|"
    r"hantera|ge besked om|informera om))?|vet(?: (?:något|nåt|mest|allt|mer))? om|har koll på|känner till)"
)
_WHO_CONTACT = (
    r"(?:ska|kan|bör|får|skall|måste|ringer|kontaktar|pratar|talar|frågar|mejlar|vänder|hör|kopplar|söker|når|"
    r"skickar|hänvisar|kopplas)(?: (?:jag|man|vi|kunden|medborgaren|samtalet|samtal|en medborgare|en kund|invånaren|"
    r"jag mig|man sig))?"
    r"(?: (?:mig|sig|oss|av|prata|tala|ringa|kontakta|vända|fråga|höra|söka|nå|koppla|kopplas|kopplar|hänvisa|"
    r"skicka|vidare|med|till|åt|samtal|samtalet))*(?: (?:om|angående|ang|för|gällande|kring|rörande|i frågor om|"
    r"i frågan om|med frågor om|med|i|när det gäller|vid|avseende))"
)
_WHICH = r"vilken avdelning|vilken enhet|vilken svarsgrupp|vilken grupp|vilken funktion|vilken förvaltning"
_CONNECTED = r"kopplar|kopplas|skickar|hänvisar|ställer|slussar|styr|vidarekopplar|lägger|släpper"
_TO_CONNECT = r"koppla|kopplas|skicka|hänvisa|ställa|slussa|styra|vidarekoppla|lägga|släppa"
_WHO = (
    (
        rf"{_ASKING_NICELY}(?:vem|vart|vilken|vilka|var|hos vem|till vem|åt vem|med vem|{_WHICH})"
        rf"(?: (?:det är|är det|som))* {_WHO_CONTACT} {{X}}{{T}}"
    ),
    (
        rf"{_ASKING_NICELY}(?:vem|vilka|vilken|vilken person|vilken handläggare|{_WHICH})"
        rf"(?: (?:det är|är det|är det som|är den som|på kommunen|hos er|här|hos oss|av er|i kommunen|som))*"
        rf" {_WHO_VERB} {{X}}{{T}}"
    ),
    (
        rf"{_ASKING_NICELY}(?:vem|vart|var|vilka|till vem|åt vem|{_WHICH}) (?:(?:{_CONNECTED})(?: (?:jag|man|vi))|"
        rf"(?:jag|man|vi) (?:{_CONNECTED})|"
        rf"(?:ska|kan|bör|får|skall|måste) (?:jag|man|vi) (?:{_TO_CONNECT})|"
        rf"(?:jag|man|vi) (?:ska|kan|bör|får|skall|måste) (?:{_TO_CONNECT}))"
        r"(?: (?:vidare|till|in|fram|om|för|när|samtal|samtalet|ett|en|kunden|kund|folk|ärenden|ärende|frågor))*"
        r" {X}{T}"
    ),
    (
        rf"{_ASKING_NICELY}(?:vem|vilka|vilken handläggare) (?:på|hos|i|inom) \S+(?: \S+)? (?:kan svara(?: på| om)|"
        r"svarar(?: på| om)|tar|har hand om|handlägger|sköter|kan) {X}{T}"
    ),
    r"(?:vem|vilka) (?:är) {X}s? (?:handläggare|ansvarig|ansvariga|kontaktperson){T}",
    r"(?:vem|vilka) (?:har|gör) (?P<topic>_(?: _){0,2}){T}",
    r"(?:hos vem|var|vart) (?:hamnar|hör) {X}(?: hemma)?{T}",
    (
        r"(?:vem|vart|var) ska (?:(?:ta|ha) )?(?:det|den|detta|det här|den här)(?: till)?"
        r"(?: (?::|,|om|som gäller|det gäller))+ {X}{T}"
    ),
    (
        r"(?:do you know )?(?:who|whos|which person|which department|which unit|which group)(?: (?:is it that|"
        r"is the one who|here|"
        r"at the municipality|person|that))* (?:handles|deals with|answers|answers for|is responsible for|"
        r"responsible for|takes care of|manages|works with|works on|is in charge of|in charge of|looks after|"
        r"is handling|handling|does|knows about|knows|is the contact for|is the right person for|can help me with|"
        r"can help with|can help|can answer|can answer questions about|answers questions about|answers questions on|"
        r"is the expert on|covers|can take|can deal with|"
        r"runs|oversees|administers|is the contact person for|is the case officer for|takes|dealing with|"
        r"is dealing with|processes|decides on|owns) {X}{T}"
    ),
    (
        r"(?:who|where) (?:do|should) i (?:send|put|connect|transfer) (?:this|the) (?:caller|call)"
        r"(?: (?:to|through))*"
        r"(?: (?:,|:|it|is|its|about|for|regarding))+ {X}{T}"
    ),
    (
        r"(?:who|whom|where|which department) (?:do|should|can|must|shall|would|to|could) (?:(?:i|we|one|you) )?"
        r"(?:put|connect|transfer|pass|route|send)(?: for)? {X}(?: (?:through|over|on))?(?: to)?{T}"
    ),
    (
        r"(?:who|whom|where|which department) (?:do|should|can|must|shall|would|to|could|is)(?: (?:i|we|one|you|"
        r"the caller|a citizen|turn|best|it|right|the right person|person|to))*(?: (?:talk|speak|call|contact|ask|"
        r"turn|reach|go|ring|connect|phone|forward|transfer|to|with|up|a call|calls))*(?: (?:about|regarding|for|"
        r"concerning|on|with|with questions about|re|if it is about)) {X}{T}"
    ),
    r"where (?:does|should|do) (?:a |the )?(?:call|calls|question|questions)(?: about| for| on)? {X} go(?: to)?{T}",
    r"(?:who|which department) (?:should|could|will) (?:take|get|have|deal with|answer) {X}{T}",
    r"(?:who|where) should (?:this|it|the call|this call) (?:go|be put through)(?: to)?(?: (?::|,|about|for))* {X}{T}",
    r"(?:vem är|vem e|vilka är|who is|whos) (?P<topic>(?:_|chef|chefen|rektor|manager)(?: \S+){0,5}?){T}",
)

_SOUGHT = (
    (
        r"(?:jag |vi )?(?:söker|letar efter|behöver|behöver nå|vill prata med|vill nå|sök|behöver prata med|"
        r"behöver få tag på|har en kund som)(?: (?:någon|nån|en|den|rätt|handläggare|handläggaren|person|ansvarig|"
        r"kontaktperson|ansvariga|en medborgare))+"
        r"(?: (?:som|vill|frågar))*(?: (?:svarar på|kan svara på|har hand om|ansvarar för|jobbar med|kan|handlägger|"
        r"hanterar|sköter|för|på|till|i|inom|fråga om|undrar om|om|frågar om|veta)){1,3} {X}{T}"
    ),
    (
        r"(?:är det|finns det|finns|har vi) (?:någon|nån)(?: här)? som (?:svarar på frågor om|tar frågor om|"
        r"kan(?: (?:svara på frågor om|svara på|svara om|hjälpa till med|hjälpa kunden med|ta))) {X}{T}"
    ),
    (
        r"(?:kontaktperson|handläggare|ansvarig|ansvarig handläggare|kontakt|rätt person|rätt funktion)"
        r"(?: (?:för|på|till|i|inom)) {X}{T}"
    ),
    r"(?:handläggare|kontaktperson) {X}{T}",
    (
        r"(?:i )?(?:need|looking for|want|im looking for|need to talk to|need to speak to)(?: (?:someone|somebody|to|"
        r"speak|talk|anyone|with|the person|person))+(?: (?:who|that|handles|deals|with|about|regarding|in charge of|"
        r"responsible for|for|can help|works)){1,4} {X}{T}"
    ),
)
_ASKING = words("vem vart vilken vilka var who whos whom which where")
_SOUGHT_WORDS = words(
    "någon nån en den rätt handläggare handläggaren person ansvarig ansvariga kontaktperson kontakt medborgare someone"
    " somebody anyone to speak talk with the"
)

WHO_RULES = [
    *rules_of(Intent.WHO_HANDLES_QUERY, asked_about, *_WHO, timed=True, needs=_ASKING),
    *rules_of(Intent.WHO_HANDLES_QUERY, asked_about, *_SOUGHT, timed=True, needs=_SOUGHT_WORDS),
]

SHARED_PATTERNS = (*_WHO, *_SOUGHT)
