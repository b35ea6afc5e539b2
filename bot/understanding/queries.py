"""Owns the shapes of questions: who is in, when someone is back, who handles a matter, who is on duty, my own status.

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re
from typing import Any

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, person, rules_of, topic_of
from bot.understanding.vocabulary import words

_IN = (
    r"(?:inne|på plats|på kontoret|på jobbet|på jobb|tillgänglig|tillgängliga|anträffbar|anträffbara|nåbar|"
    r"nåbara|här|där|ledig|lediga|tillbaka|åter|i tjänst|"
    r"kvar|hemma|borta|ute|upptagen|frånvarande|sjuk|på semester|på lunch|på lunchen|i möte|på möte|"
    r"på tjänsteresa|på utbildning|på kurs|"
    r"att nå|att få tag på|nås|gått hem|gått för dagen|slutat|inloggad|bortrest|föräldraledig|på rast|hänvisad|"
    r"i huset|igång|ledig|framme|"
    r"in|available|at work|around|here|there|back|out|away|free|busy|at lunch|on vacation|on leave|in a meeting|"
    r"on holiday|on site|in the office|"
    r"at the office|reachable|sick|off|working|at her desk|at his desk|at their desk|on duty|gone home|left|"
    r"at home|in yet|around|home|"
    r"jobbar|jobbat|svarar|semester|lunch|möte|kommit|vab|vabbar)"
)
_AVAILABLE = (
    (
        r"(?:är|e|finns|sitter|nås|jobbar|arbetar|svarar|kommer|har|vabbar|är det så att|vet du om|undrar om|"
        r"jag undrar om|kan du se om|"
        r"vet ni om|kolla om|se om|kan du kolla om)(?: (?:är|finns|har|jobbar|sitter|kommer))? {N}(?: (?:nu|just nu|"
        r"redan|också|möjligen|T|fortfarande|månne|hemma))*"
        rf"(?P<predicate>(?: (?:inte|kommit|gått|tagit|på|i|hem|in|sitt|sin))*(?: {_IN})?)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:vet du om|vet ni om|undrar om|jag undrar om|kan du se om|kolla om|se om|kan du kolla om) {N} (?:är|"
        r"finns|har|jobbar|sitter|kommer)(?P<predicate> .*)(?P<after>)"
    ),
    (
        r"(?:kan man|kan jag|kan jag få|skulle jag kunna få|kan jag få lov att|går det att|får jag|får man|kan vi|går det|hur)(?: (?:nå|når jag|når man|nå|få tag på|"
        r"få tag i|prata med|tala med|ringa|kontakta|träffa|"
        r"koppla till))(?: på)? {N}(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:nås|går|kan) {N} (?:att |)(?:nå|nås|få tag på|få tag i|ta samtal|prata|svara|ta emot samtal|"
        r"ta ett samtal)(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:is|has|does|will|can|are|do you know if|know if|any idea if|check if|see if|can you see if|"
        r"can you check if)(?: (?:is|has))? {N}(?: (?:be|have|already|still|currently|T|is|right now|currently))*"
        rf"(?P<predicate>(?: (?:gone|on|at|in|take|taking|the))*(?: {_IN})?)(?P<after>(?: .*)?)"
    ),
    (
        r"(?:can|could|may) (?:i|you|we) (?:(?:please )?(?:reach|get hold of|speak to|speak with|talk to|talk with|"
        r"call|contact|see|get|find))(?: me)? {N}(?P<predicate>)(?P<after>(?: .*)?)"
    ),
    rf"{{N}}(?P<predicate>(?: T)?(?: {_IN})(?: T)?) \?(?P<after>)",
    r"{N}(?: T)? \?(?P<predicate>)(?P<after>)",
    rf"{{N}} , (?:är|is|finns) (?:hon|han|hen|she|he|they)(?P<predicate> {_IN})(?P<after>(?: .*)?)",
    (
        r"(?:vad gör|what is|hur ser|hur är det med) {N} (?:doing|schema|kalender|idag|nu|ut|"
        r"T)(?P<predicate>)(?P<after>(?: .*)?)"
    ),
)
_WHEN = (
    (
        r"(?:vet du |vet ni )?när (?:är|slutar|börjar|äter|åker|går|kommer|nås|blir|finns|kan|går|återkommer|tror du|väntas|förväntas|"
        r"tar)(?: (?:man|jag|vi|det|att))*(?: (?:nå|få tag på|få tag i|prata med))? {N}(?P<after>(?: .*)?)"
    ),
    r"(?:vet du |vet ni )?hur (?:länge|lång tid) (?:är|har|blir|ska|sitter|dröjer) {N}(?P<after>(?: .*)?)",
    r"(?:vet du )?när {N} (?:är|kommer|nås|blir)(?P<after>(?: .*)?)",
    (
        r"(?:do you know )?when (?:is|will|does|can|can i|could i|are|should)(?: (?:i|we|reach|get hold of|talk to|"
        r"speak to))* {N}(?P<after>(?: .*)?)"
    ),
    r"(?:do you know )?how long (?:is|will|has) {N}(?P<after>(?: .*)?)",
    r"(?:do you know )?when {N} (?:is|will be|comes|returns)(?P<after>(?: .*)?)",
    r"(?:what time|vilken tid|hur dags) (?:is|will|does|kommer|är) {N}(?P<after>(?: .*)?)",
)
_RETURNS = re.compile(
    r"(?<!\S)(?:åter|tillbaka|inne|igen|nåbar|anträffbar|på plats|tillgänglig|in|here|här|back|available|return|"
    r"returning|borta|ledig|away|out|"
    r"nå|nås|kommer|återkommer|hänvisad|reachable|free|gone|upptagen|frånvarande|reach|hold|comes|returns|länge|"
    r"long|på jobbet|jobb|kontoret|semester|få tag|"
    r"on vacation|on leave|busy|möte)(?!\S)"
)
_WHERE = (
    (
        r"(?:vet du )?(?:var|vart) (?:är|e|finns|sitter|håller|befinner sig|någonstans är|har|tog|"
        r"jobbar) {N}(?: (?:någonstans|nånstans|idag|nu|hus|hus|just nu|vägen|T|sig))*(?: \?)?"
    ),
    r"(?:vet du )?(?:var|vart) {N} (?:är|finns|sitter)(?: (?:någonstans|T))*(?: \?)?",
    (
        r"(?:where is|wheres|where|do you know where|any idea where)(?: (?:is|can i find))? {N}(?: (?:is|right now|now|today|at|"
        r"T))*(?: \?)?"
    ),
)
_SEEK = (
    (
        r"(?:jag |vi )?(?:sök|söker|söka|letar efter|leta efter|leta upp|leta|hitta|slå upp|visa|ring|nå|kontakta|"
        r"behöver nå|behöver få tag på|behöver få tag i|vill nå|vill ha tag på|vill prata med|"
        r"vill tala med|behöver prata med|behöver tala med|måste nå|skulle vilja prata med|skulle vilja tala med|"
        r"få prata med|få tala med|försöker nå|prata med|få tag på|få tag i)"
        r"(?: (?:upp|anknytning|ankn|nummer|efter|person|en))*(?: \.)? {N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
    (
        r"(?:jag vill bli |kan du |bli )?(?:koppla|kopplad|kopplas|transferera|connect|put|transfer|patch)(?: (?:mig|"
        r"oss|samtalet|vidare|me|us|this call|the call|call|over|through|in|fram))*(?: (?:till|"
        r"to)) (?!mig)(?:anknytning |ankn )?{N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
    (
        r"(?:i |i am |im |we are )?(?:looking for|look for|looking up|search|search for|find|seek|seeking|"
        r"trying to reach|reach|look up|need to reach|need to talk to|need to speak to|need to speak with|"
        r"want to talk to|"
        r"want to speak to|want to speak with|would like to speak to|would like to talk to|id like to speak to|"
        r"id like to talk to|need to get hold of|contact|get hold of)(?: (?:extension|ext))? {N}(?P<rest>(?: (?:på|hos|i|from|at|in) .*)?{T})"
    ),
)
_NUMBER_NOUN = (
    r"(?:nummer|numret|telefonnummer|telefonnumret|mobilnummer|mobilnumret|mobil|anknytning|ankn|direktnummer|"
    r"number|phone number|mobile number|extension|"
    r"telnr|tel|mobile|cell number|contact details|kontaktuppgifter|mejl|mejladress|e - post|epost|mail|email)"
)
_NUMBER = (
    rf"(?:vad|vilket|vilken)(?: är)? (?:har|har det|heter) {{N}}(?: (?:för|i))? {_NUMBER_NOUN}(?: .*)?",
    rf"(?:vad|vilket|vilken) {_NUMBER_NOUN} har {{N}}{{T}}",
    (
        rf"(?:(?:vad är|vilket är|ge mig|visa|har du|jag behöver|behöver|hitta|sök|finns) )?(?:{_NUMBER_NOUN}|numret|"
        rf"telefonnumret|direktnumret|anknytningen|anknytning)(?: (?:till|för|hos)) {{N}}{{T}}"
    ),
    (
        rf"(?:what|which)(?: {_NUMBER_NOUN})? (?:is|does|has) {{N}}(?: (?:have|s))?(?: {_NUMBER_NOUN})?(?: (?:for|"
        rf"have))*{{T}}"
    ),
    (
        rf"(?:(?:what is|whats|give me|show me|do you have|i need|need|find) )?(?:the )?{_NUMBER_NOUN}(?: (?:of|for|"
        rf"to)) {{N}}{{T}}"
    ),
)
_OWNED_NUMBER = (
    (
        rf"(?:(?:vad är|vilket är|ge mig|visa|har du|jag behöver|behöver|hitta|sök|what is|whats|give me|show me|"
        rf"do you have|i need|need|find) )?{{N}} {_NUMBER_NOUN}{{T}}"
    ),
)
_DUTY = (
    r"(?P<duty>(?:(?:the )?phone duty|(?:the )?telephone duty|(?:the )?duty|on call|telefonpassning|"
    r"telefonpassningen|telefonpass|telefonjour|jour|jouren|beredskap|beredskapen|växelpassning|växelpass|"
    r"växeln|passning|passningen|telefonen|telefonerna|telefon|receptionen|receptionspassning|luckan|telefonvakt|"
    r"telefonvakten|helgjour|bakjour|kundtjänst|telefontid|telefontiden|"
    r"(?:the )?phones?|(?:the )?switchboard|(?:the )?reception|(?:the )?front desk|on call duty|vakt|vakten|"
    r"vaktpass|lunchpassning|lunchpassningen|telefonschema))"
)
_UNIT = r"(?: (?:på|hos|vid|inom|i|at|in|from|on|för|for|av|of)) {X}"
_COVER_DUTY = (
    (
        rf"(?:vem|vilka|vilken)(?: (?:är det som|är det))? (?:har|tar|sköter|sitter i|passar|är på|håller|håller i|"
        rf"bevakar|svarar i|svarar|har hand om|är i|sitter på|kan ta|går på|bemannar|gör)(?: (?:idag|nu|T|på|"
        rf"hand om))* {_DUTY}(?: (?:nu|T|idag))*(?:{_UNIT})?{{T}}"
    ),
    rf"(?:vems tur är det(?: att ta)?|vem är det som har) {_DUTY}(?:{_UNIT})?{{T}}",
    (
        rf"(?:who|whos) (?:is |are |has |takes |does |will be |covers |answers |will |handles |got |have |"
        rf"had )?(?:on |doing |covering |answering |manning |minding |taking |holding |staffing |have |take |cover |"
        rf"in |at )?{_DUTY}(?:{_UNIT})?{{T}}"
    ),
    (
        rf"(?:är|is) {_DUTY}(?: T)* (?:bemannad|bemannade|bemannat|öppen|öppet|staffed|manned|open|covered|täckt|"
        rf"täckta|passad)(?:{_UNIT})?{{T}}"
    ),
    (
        rf"(?:har|finns)(?: (?:vi|ni|det))? (?:någon|nån|folk) (?:i|på|som tar|som har|som sköter|till|vid|"
        rf"som passar|som svarar i|som kan ta) {_DUTY}(?:{_UNIT})?{{T}}"
    ),
)
_PRESENT = (
    r"(?:inne|på plats|tillgänglig|tillgängliga|på jobbet|i tjänst|anträffbar|anträffbara|här|kvar|som kan svara|"
    r"som svarar|lediga|ledig|i telefonen|på kontoret|bemannar|"
    r"in|available|on site|working|around|here|at work|on duty|present|there|free|in the office|staffing|"
    r"som kan ta samtal|som jobbar|jobbar|svarar|nåbar)"
)
_COVER_UNIT = (
    (
        rf"(?:vem|vilka|vilken)(?: (?:alla))? (?:är|finns|jobbar|sitter|arbetar|har vi|tjänstgör|e|"
        rf"är det som är)(?: (?:det|som|T|nu|just nu|idag|kvar))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i|"
        rf"från)) {{X}}{{T}}"
    ),
    (
        rf"(?:är|finns|har|sitter|jobbar|svarar|e|kan)(?: (?:det|vi|ni))? (?:någon|nån|några|folk|någon alls|"
        rf"någon annan|en person|ingen)(?: (?:som är|som|nu|T|är))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i|"
        rf"från)) {{X}}{{T}}"
    ),
    (
        rf"(?:hur många|hur mycket folk)(?: (?:är|finns|jobbar|sitter|har vi))?(?: (?:det|vi|"
        rf"T))*(?: {_PRESENT})?(?: T)*(?: (?:på|hos|vid|inom|i)) {{X}}{{T}}"
    ),
    (
        r"(?:är|har) {X} (?:bemannad|bemannade|bemannat|öppen|öppet|öppna|täckt|täckta|bemanning|underbemannad|"
        r"underbemannat|obemannat|obemannad)(?: {PLAIN})?{T}"
    ),
    (
        r"(?:hur är |hur ser |visa |kolla )?(?:bemanning|bemanningen|täckning|täckningen|läget)(?: (?:ut|"
        r"är))?(?: (?:på|hos|för|i|inom))? {X}{T}"
    ),
    (
        rf"(?:who|whos|how many|which people) (?:is |are |we have |do we have |people are |"
        rf"people do we have )?{_PRESENT}(?: (?:right now|now|T|today))*(?: (?:at|in|on|from|for))+ {{X}}{{T}}"
    ),
    r"(?:who|whos) (?:is |are |do we have )?(?:at|in|left at|left in) {X}{T}",
    (
        rf"(?:(?:is|are|do we have|have we got|is there|will)(?: there)? )?(?:anyone|anybody|someone|somebody|people|"
        rf"enough people)(?: (?:be|is))?(?: {_PRESENT})?(?: (?:now|T))*(?: (?:at|in|from|on|for))+ {{X}}{{T}}"
    ),
    r"(?:is|are) {X} (?:staffed|manned|open|covered|understaffed|unstaffed){T}",
    r"(?:who works|who is working|whos working|who will be working)(?: T)? (?:at|in|on) {X}{T}",
)
_COVER_ANY = (
    rf"(?:vem|vilka)(?: alla)? (?:är|finns|jobbar|sitter|arbetar)(?: (?:det|T|nu))*(?: {_PRESENT})?{{T}}(?: nu| \?)*",
    rf"(?:who|whos) (?:is |are )?{_PRESENT}{{T}}(?: now| \?)*",
    r"(?:är|finns)(?: det)? (?:någon|nån) (?:inne|på plats|här|där){T}",
    r"is (?:anyone|anybody|someone) (?:in|there|around|available){T}",
)
_WHO_VERB = (
    r"(?:svarar(?: på| för| om)?|har hand om|hanterar|ansvarar(?: för| över)?|(?:är |har )?(?:ansvarig|ansvar|"
    r"ansvaret|huvudansvar)(?: för| över)?|jobbar med|arbetar med|sköter|håller i|håller på med|handlägger|"
    r"tar hand om|tar emot|tar|administrerar|bestämmer om|beslutar om|granskar|driver|fixar|ordnar|"
    r"är (?:handläggare|kontaktperson|kontakt|rätt person|rätt|chef|handläggaren|expert|ansvarig handläggare|"
    r"rätt person att prata med|sakkunnig|samordnare|systemförvaltare|systemägare|experten)(?: (?:för|på|i|om|"
    r"gällande|inom|över|kring))?|"
    r"kan(?: (?:svara på|svara|hjälpa(?: mig| till)? med|hjälpa mig|hjälpa|något om|nåt om|mest om|ta|svara om|"
    r"hantera|ge besked om|informera om))?|vet(?: (?:något|nåt|mest|allt|mer))? om|har koll på|känner till)"
)
_WHO_CONTACT = (
    r"(?:ska|kan|bör|får|skall|måste|ringer|kontaktar|pratar|talar|frågar|mejlar|vänder|hör|kopplar|söker|når|"
    r"skickar|hänvisar|kopplas)(?: (?:jag|man|vi|kunden|medborgaren|samtalet|samtal|en medborgare|invånaren|"
    r"jag mig|man sig))?"
    r"(?: (?:mig|sig|oss|av|prata|tala|ringa|kontakta|vända|fråga|höra|söka|nå|koppla|kopplas|kopplar|hänvisa|"
    r"skicka|vidare|med|till|åt|samtal|samtalet))*(?: (?:om|angående|ang|för|gällande|kring|rörande|i frågor om|"
    r"i frågan om|med frågor om|med|i|när det gäller|vid|avseende))"
)
_WHO = (
    rf"(?:vem|vart|vilken|vilka|var|hos vem|till vem|med vem|vilken avdelning|vilken enhet) {_WHO_CONTACT} {{X}}{{T}}",
    (
        rf"(?:vem|vilka|vilken|vilken person|vilken handläggare|vilken avdelning|vilken enhet|"
        rf"vilken förvaltning)(?: (?:det är|är det|är det som|är den som|på kommunen|hos er|här|hos oss|av er|"
        rf"i kommunen|som))* {_WHO_VERB} {{X}}{{T}}"
    ),
    (
        r"(?:jag |vi )?(?:söker|letar efter|behöver|behöver nå|vill prata med|vill nå|sök|behöver prata med|"
        r"behöver få tag på|har en kund som)(?: (?:någon|nån|en|den|rätt|handläggare|handläggaren|person|ansvarig|"
        r"kontaktperson|ansvariga|en medborgare))+"
        r"(?: (?:som|vill|frågar))*(?: (?:svarar på|kan svara på|har hand om|ansvarar för|jobbar med|kan|handlägger|"
        r"hanterar|sköter|för|på|till|i|inom|fråga om|undrar om|om|frågar om|veta)){1,3} {X}{T}"
    ),
    r"(?:vem|vilka) (?:är) {X}s? (?:handläggare|ansvarig|ansvariga|kontaktperson){T}",
    r"(?:kontaktperson|handläggare|ansvarig|ansvarig handläggare|kontakt)(?: (?:för|på|till|i|inom)) {X}{T}",
    (
        r"(?:who|whos|which person|which department|which unit)(?: (?:is it that|is the one who|here|"
        r"at the municipality|person|that))* (?:handles|deals with|answers|answers for|is responsible for|"
        r"responsible for|takes care of|manages|works with|works on|is in charge of|in charge of|looks after|"
        r"is handling|handling|does|knows about|knows|is the contact for|is the right person for|can help me with|"
        r"can help with|can help|can answer|can answer questions about|answers questions about|answers questions on|"
        r"is the expert on|covers|"
        r"runs|oversees|administers|is the contact person for|is the case officer for|takes|dealing with|"
        r"is dealing with|processes|decides on|owns) {X}{T}"
    ),
    (
        r"(?:who|whom|where|which department) (?:do|should|can|must|shall|would|to|could|is)(?: (?:i|we|one|you|"
        r"the caller|a citizen|turn|best|it|right|the right person|person|to))*(?: (?:talk|speak|call|contact|ask|"
        r"turn|reach|go|ring|connect|phone|forward|transfer|to|with|up|a call|calls))*(?: (?:about|regarding|for|"
        r"concerning|on|with|with questions about|re|if it is about)) {X}{T}"
    ),
    (
        r"(?:i )?(?:need|looking for|want|im looking for|need to talk to|need to speak to)(?: (?:someone|somebody|to|"
        r"speak|talk|anyone|with|the person|person))+(?: (?:who|that|handles|deals|with|about|regarding|in charge of|"
        r"responsible for|for|can help|works)){1,4} {X}{T}"
    ),
)
_STATUS = (
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
        r"registrerad|finns|på mig))* ?(?P<question>\?)?(?: T)*(?: \?)?"
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
_UNIT_WORDS = re.compile(r"^(?:the|en|ett|vår|our) (?=\S)", re.IGNORECASE)


def _asks_about(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A yes-or-no question about someone: it needs a question mark, or a predicate that only a question has."""
    predicate = match.group("predicate").strip()
    if not (heard.asked or predicate) and match.group(0).split()[0] not in {
        "kan",
        "går",
        "får",
        "nås",
        "can",
        "could",
        "may",
        "hur",
        "har",
        "jobbar",
        "finns",
    }:
        return None
    return heard.person(match)


def _asks_when(heard: Heard, match: re.Match[str]) -> Slots:
    returns = _RETURNS.search(match.group(0))
    return heard.person(match) | ({"ask": "when_back"} if returns else {})


def _asks_where(heard: Heard, match: re.Match[str]) -> Slots:
    return heard.person(match) | {"ask": "where"}


_CONNECT = words("koppla kopplas transferera transfer forward")


def _seeks(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Someone sought; "koppla mig till Karin 10-12" has a period and diverts instead."""
    if match.group(0).split()[0] in _CONNECT and heard.said.anything:
        return None
    return heard.person(match)


def _owned(heard: Heard, match: re.Match[str]) -> Slots:
    return {"person": heard.owner(match)}


def _unit_of(text: str) -> str:
    text = " ".join(text.split()).strip(" .,:;!?\"'-")
    return _UNIT_WORDS.sub("", text)


def _duty(heard: Heard, match: re.Match[str]) -> Slots:
    slots: dict[str, Any] = {"duty": _unit_of(heard.typed(match, "duty")).lower()}
    unit = _unit_of(heard.typed(match, "topic")) if match.groupdict().get("topic") else ""
    return slots | ({"unit": unit} if unit else {})


def _unit(heard: Heard, match: re.Match[str]) -> Slots | None:
    unit = _unit_of(heard.typed(match, "topic"))
    return {"unit": unit} if unit and match.group("topic") not in {"T", "?"} else None


def _topic(heard: Heard, match: re.Match[str]) -> Slots | None:
    topic = topic_of(heard.typed(match, "topic"))
    return {"topic": topic} if topic else None


STATUS_RULES = rules_of(Intent.MY_STATUS, nothing, *_STATUS)
DUTY_RULES = rules_of(Intent.COVERAGE_QUERY, _duty, *_COVER_DUTY, timed=True)
COVERAGE_RULES = [
    *rules_of(Intent.COVERAGE_QUERY, _unit, *(pattern.replace("{PLAIN}", "T") for pattern in _COVER_UNIT), timed=True),
    *rules_of(Intent.COVERAGE_QUERY, nothing, *_COVER_ANY, timed=True),
]
WHO_RULES = rules_of(Intent.WHO_HANDLES_QUERY, _topic, *_WHO)
AVAILABILITY_RULES = [
    *rules_of(Intent.AVAILABILITY_QUERY, _asks_where, *_WHERE),
    *rules_of(Intent.AVAILABILITY_QUERY, _asks_when, *_WHEN),
    *rules_of(Intent.AVAILABILITY_QUERY, person, *_NUMBER),
    *rules_of(Intent.AVAILABILITY_QUERY, _owned, *_OWNED_NUMBER),
    *rules_of(Intent.AVAILABILITY_QUERY, _seeks, *_SEEK, timed=True),
    *rules_of(Intent.AVAILABILITY_QUERY, _asks_about, *_AVAILABLE, timed=True),
]
ALL_PATTERNS = (
    *_AVAILABLE, *_WHEN, *_WHERE, *_SEEK, *_NUMBER, *_OWNED_NUMBER, *_COVER_DUTY, *_COVER_UNIT, *_COVER_ANY, *_WHO, *_STATUS, _RETURNS.pattern,
)  # fmt: skip
