"""Owns the shapes of what a caller on the line wants: whoever answers types it as they hear it (S3).

"Kunden vill klaga på sophämtningen" asks whom to connect them to. These shapes are wide, so they are tried late.
Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

from bot.understanding.matters import asked_without_a_time
from bot.understanding.result import Intent
from bot.understanding.rules import rules_of
from bot.understanding.vocabulary import words

_CALLER_SV = (
    r"(?:(?:en|den|här|nu|arg|argt|orolig|upprörd|äldre|ung|hit ringer|det ringer|ringer) ){0,4}"
    r"(?:kund|kunden|kunder|medborgare|medborgaren|invånare|invånaren|person|personen|någon|nån|man|mannen|kvinna|"
    r"kvinnan|dam|damen|herre|tant|farbror|pappa|mamma|förälder|företagare|boende|granne|anhörig|brukare|"
    r"uppringare|uppringaren|inringare|inringaren|innringaren|den som ringer|hon|han|hen|en|ett samtal|samtal)"
    r"(?: (?:i luren|på tråden|i telefonen|i telefon|på linjen|i växeln|på väg|här|nu))?"
)
_HAS_SV = r"(?:(?:jag |vi )?(?:har|fick|har fått)(?: (?:just|nu|här))* )?"
_WANTS_SV = (
    r"(?:(?:undrar|undrade|frågar|frågade|funderar)(?: (?:lite|mycket|mer|bara|mest))* (?:om|över|kring|angående|"
    r"gällande|efter|på)|"
    r"(?:har|hade|med)(?: (?:en|ett|några|lite|flera))* (?:fråga|frågor|fundering|funderingar|problem|ärende|"
    r"synpunkter|klagomål|bekymmer) (?:om|kring|med|på|angående|gällande|över|rörande|som gäller)|"
    r"(?:vill|ville|önskar|behöver|skulle vilja|försöker)(?: (?:gärna|bara|också))* "
    r"(?:klaga på|klaga om|anmäla|felanmäla|överklaga|ansöka om|söka hjälp med|söka|beställa|betala|boka|säga upp|"
    r"prata om|prata med någon om|prata med nån om|prata med|tala om|tala med någon om|tala med|diskutera|rapportera|"
    r"lämna synpunkter på|lämna in|få tag på någon om|få tag på|komma i kontakt med|bli kopplad till|kopplas till|"
    r"fråga om|veta vem som (?:har hand om|sköter|tar|ansvarar för|svarar på|hanterar)|veta om|veta mer om|"
    r"veta något om|veta|höra om|få veta|"
    r"(?:ha|få)(?: (?:svar|besked|hjälp|info|information|råd|stöd))+ (?:om|med|kring|angående|på|gällande)|"
    r"(?:ha|få) (?!(?:svar|besked|samtal|återkoppling|en återuppringning|återuppringning)(?: |$)))|"
    r"söker(?: hjälp med)?|letar efter|ringer om|ringer angående|klagar på)"
)
_CALLER_EN = (
    r"(?:(?:a|an|the|this|i have|i have got|ive got|have|got|we have|an angry|angry) ){0,3}"
    r"(?:caller|customer|citizen|resident|someone|somebody|person|woman|man|lady|gentleman|parent|"
    r"she|he|they|call)(?: (?:here|on the line|on the phone|who|that|is|are|on hold))*"
)
_WANTS_EN = (
    r"(?:(?:asks|asking|asked|is asking|calling|calls|wondering|wonders|enquiring|inquiring) (?:about|for|regarding)|"
    r"(?:has|with) (?:a |an |some )?(?:question|questions|problem|complaint|issue|query) (?:about|with|regarding|on)|"
    r"about|regarding|concerning|"
    r"(?:wants|would like|needs|wanted|is trying|wishes)(?: to)? (?:know who (?:handles|deals with|takes|answers)|"
    r"(?=a |an |the |some |his |her |their )|complain about|report|appeal|apply for|"
    r"pay|order|book|talk about|speak about|talk to someone about|speak to someone about|speak with someone about|"
    r"talk to|speak to|know about|know more about|know|ask about|discuss|help with|get help with|cancel))"
)
_WHITHER = (
    r"(?: ,)? (?:vart|vem|var|who|where)(?: (?:då|tar|det|den|ska|jag|koppla|kopplar|man|vi|takes|it|that|kan|"
    r"do|i|connect))*"
)
_ON_THE_LINE = (
    r"(?:jag |vi )?har (?:en|någon|nån|en kund|en medborgare|_(?: _){0,2}) (?:i luren|på tråden|i telefonen|i telefon|"
    r"på linjen|i växeln|i receptionen)"
    rf"(?: (?:som|,))* (?:{_WANTS_SV}|om|angående|gällande) ?{{X}}{{T}}"
)
"""Read before it is asked who is in at a unit: "har någon i växeln som frågar om avlopp" asks for nobody there."""
_NAMED = (
    r"_(?: _){0,2} (?:(?:undrar|undrade|frågar|frågade|asks|asked|is asking|wonders) (?:om|över|kring|angående|about)|"
    r"(?:vill|ville|önskar|wants to) (?:klaga på|anmäla|felanmäla|överklaga|ansöka om|prata om|complain about|report|"
    r"appeal|apply for)) {X}{T}"
)
"""A caller by name; less is made of what they want, since a colleague has a name too."""
_CALLERS = (
    _NAMED,
    rf"{_HAS_SV}{_CALLER_SV}(?: (?:som|,))* {_WANTS_SV} ?{{X}}(?:{_WHITHER})?{{T}}",
    rf"{_CALLER_EN} {_WANTS_EN} ?{{X}}(?:{_WHITHER})?{{T}}",
    rf"(?:vill|wants to|want to) (?:söka|anmäla|klaga på|prata om|veta mer om|apply for|report) {{X}}{_WHITHER}{{T}}",
    r"(?:vill )?(?:komma i kontakt med|få kontakt med) {X}{T}",
    (
        r"(?:kan|är det|finns det|har vi) (?:någon|nån)(?: (?:som|här|kan))* (?:ta|svara på|hjälpa till med|hjälpa med)"
        r" {X}{T}"
    ),
)
_ABOUT = r"(?:om|angående|ang|gällande|kring|rörande|rör|avseende|som gäller|som rör|som handlar om)"
_FRAMES = (
    (
        r"(?:om|ang|angående|gällande|calling about|about|regarding|concerning|re)(?: :)? "
        r"(?!.*(?:^| )(?:är|har|kan|ska|kommer|vill|jag|du|man|det|is|has|can|i|you|it)(?: |$)){X}{T}"
    ),
    (
        r"(?:ett |nytt |inkommande )*(?:samtal|ärende|call)(?: (?:från|from)(?: (?:en|ett|a|an))? \S+"
        rf" {_ABOUT}| :) {{X}}{{T}}"
    ),
    (
        rf"(?:det |hit |nu )?ringer (?:det )?(?:en|någon|nån)(?: (?:kund|medborgare|person|man|kvinna|dam))?(?: som)?"
        rf" {_ABOUT} {{X}}{{T}}"
    ),
    rf"{_HAS_SV}(?:ett |inkommande |ny |nytt )*(?:samtal|samtalet|ärende|ärendet) {_ABOUT} {{X}}{{T}}",
    rf"(?:en |jag har en |några |har en |har |jag har )?(?:fråga|frågor|fundering|funderingar) {_ABOUT} {{X}}{{T}}",
    (
        r"(?:ett |en |några )?(?:klagomål|synpunkt|synpunkter|felanmälan|felanmälningar|anmälan|ansökan) (?:om|på|av|"
        r"angående|gällande|till) {X}{T}"
    ),
    r"felanmälan {X}{T}",
    r"(?:det |ärendet |samtalet |det här )?(?:gäller|handlar om|rör) {X}{T}",
    rf"koppla (?:till (?:någon|nån) (?:på|för|i|inom|om)|(?:ett |samtal |samtalet |kunden ){{1,2}}{_ABOUT}) {{X}}{{T}}",
    r"{X} (?:sökes|söks)(?: !)*",
    r"(?:it is|its|this is) (?:about|regarding|concerning) {X}{T}",
    (
        r"(?:a |an |the |i have a |have a |got a )?(?:call|calls|question|questions|query|complaint|complaints|"
        r"enquiry) (?:about|regarding|concerning) {X}{T}"
    ),
)

_SAYS_WHAT = words(
    "om ang angående gällande gäller kring rörande rör avseende handlar på av till koppla felanmälan sökes söks ärende"
    " samtal call about regarding concerning re"
)
"""Of these every frame has one."""
_SAYS_THAT_THEY_WANT = words(
    "undrar undrade frågar frågade funderar har hade med vill ville önskar behöver vilja försöker söker letar ringer"
    " klagar någon nån asks asking asked calling calls wondering wonders enquiring inquiring has with about regarding"
    " concerning wants want would needs wanted trying wishes"
)
"""Of these every caller's line has one."""

ON_THE_LINE_RULES = rules_of(Intent.WHO_HANDLES_QUERY, asked_without_a_time, _ON_THE_LINE, needs=words("har"))
CALLER_RULES = [
    *rules_of(Intent.WHO_HANDLES_QUERY, asked_without_a_time, *_FRAMES, needs=_SAYS_WHAT),
    *rules_of(Intent.WHO_HANDLES_QUERY, asked_without_a_time, *_CALLERS, needs=_SAYS_THAT_THEY_WANT),
]

SHARED_PATTERNS = (_ON_THE_LINE, *_CALLERS, *_FRAMES)
