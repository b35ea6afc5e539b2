"""Owns the shapes of questions about the phone policy: by its name, by a clause, by whether something is allowed.

It must not know what the policy says, only which clauses it has. Rules are tried in the order they stand; a rule's
words are spelt out whole, because the vocabulary is read from them.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of, topic_of
from bot.understanding.vocabulary import words, words_of_pattern

_POLICY = (
    r"(?:policy|policyn|telefonpolicy|telefonpolicyn|telefonreglerna|telefonregler|reglerna|regler|regeln|"
    r"riktlinjerna|riktlinjer|phone policy|telephone policy|the policy|rules|the rules|guidelines|the guidelines|"
    r"phone rules)"
)
_ABOUT = (
    r"(?:om|för|kring|vid|angående|gällande|när|när det gäller|rörande|att|about|on|regarding|for|concerning|when|if|"
    r"around)"
)
_ASKING = (
    r"(?:(?:vad|hur|vilka|var|vilken|visa|berätta|läs upp|förklara|finns det|finns|har vi|har kommunen|"
    r"jag undrar över|undrar över|kan jag läsa|kan jag se|se|läsa|öppna|slå upp|what|which|where|are there|is there|"
    r"do we have|show|tell me|read|explain|how|look up)(?: (?:säger|står|det|finns|är|gäller|lyder|vi|har|för|mig|i|"
    r"enligt|om|skrivet|a|an|någon|nån|en|some|any|do|does|is|are|me|about|in|the|our|vår|våra|kommunens|det några|"
    r"several|stated|written|egentligen|nu|actually|jag|read|läsa|hittar|find|say|says|under|there)){0,6} )?"
)
_BY_NAME = (
    (
        rf"{_ASKING}(?:vår |our |kommunens )?{_POLICY}(?: (?:säger|säga|say|says|gäller|stipulerar|kräver|require|"
        r"requires|"
        rf"there|finns|det|står))*(?: något| nåt| anything)? {_ABOUT} {{X}}{{T}}"
    ),
    (
        r"(?:vad|hur|what|how|får|är|is|kan|can|may)(?: (?:gäller|får|man|jag|vi|är|is|applies|för|to|göra|det|som|i|"
        rf"do|am|does|with|med))* {{X}} (?:enligt|according to|under|i) (?:vår |our )?{_POLICY}{{T}}"
    ),
    (
        r"(?:vad|vilket|what|which)(?: (?:som))? (?:gäller|applies)(?: (?:egentligen|nu|här|actually|here))* "
        rf"(?:{_ABOUT}|med|to|with) {{X}}{{T}}"
    ),
)
_BARE = rf"{_ASKING}(?:vår |our |kommunens |hela |the whole )?{_POLICY}(?: (?:säger|säga|say|says|är|is|tack))?{{T}}"
_CLAUSE = (
    rf"(?:(?:{_POLICY}|punkt|punkten|klausul|klausulen|regel|regeln|paragraf|paragrafen|clause|rule|section|point|"
    r"vad säger|vad är|vad står i|vad står det i|vad betyder|visa|förklara|läs upp|what is|whats|what does|what about|"
    r"explain|show|i|in|of|om|about|vad|the) ){1,5}(?:\S )?(?:T|#)(?: (?:say|says|säger|mean|betyder|i|in|policyn|the|"
    r"policy))*{T}"
)
_CLAUSES = re.compile(r"(?<![^\W_])(?P<part>[SARMBV]) ?(?P<number>\d)(?![^\W_]|[.:,/-]\d)", re.IGNORECASE)
_LAST_CLAUSE = {"S": 9, "A": 5, "R": 7, "M": 3, "B": 1, "V": 3}
_MAY_I = (
    r"(?:får (?:jag|man|vi|en)|måste (?:jag|man|vi)|ska (?:jag|man|vi)|bör (?:jag|man|vi)|behöver (?:jag|man|vi)|"
    r"kan (?:jag|man|vi)|är det (?:okej|ok|tillåtet|förbjudet|lov|lovligt|rätt)(?: att)?|går det bra att|har (?:jag|"
    r"man|vi) (?:lov|rätt|tillåtelse) att|hur snabbt (?:måste|ska|bör) (?:jag|man|vi)|inom vilken tid (?:måste|"
    r"ska) (?:jag|man)|hur (?:ofta|länge) (?:får|måste|ska) (?:jag|man|det)(?: (?:dröja|ta))?(?: innan (?:jag|man))?|"
    r"när (?:måste|ska) (?:jag|man)|am i (?:allowed|permitted|required)(?: to)?|are we (?:allowed|permitted|"
    r"required)(?: to)?|may (?:i|we|one)|can (?:i|we|one)|must (?:i|we)|should (?:i|we)|do (?:i|we) (?:have|need) to|"
    r"is it (?:ok|okay|allowed|permitted|fine|forbidden)(?: (?:to|if i))?|how (?:soon|fast|quickly) (?:must|should|"
    r"do) i(?: have to)?)"
)
_ALLOWED_TOPIC = re.compile(
    r"(?<!\S)(?:privat|privata|privatsamtal|privatsamtalen|privatringa|sociala medier|sociala|facebook|instagram|"
    r"tiktok|snapchat|twitter|linkedin|youtube|whatsapp|spel|spela|streama|surfa|appar|app|pinkod|kod|lösenord|"
    r"skärmlås|låna ut|låna|barn|barnen|utomlands|egen mobil|egna mobil|tjänstemobilen|jobbmobilen|jobbtelefonen|"
    r"tjänstetelefonen|tjänstemobil|jobbmobil|policyn|telefonpolicyn|röstbrevlåda|hänvisa när|hänvisa telefonen|"
    r"ringa tillbaka|ringer tillbaka|ringa upp någon|högtalare|högtalartelefon|i bussen|på tåget|svarsfras|"
    r"fullständigt namn|förnamn|efternamn|svara med|personlig hälsning|en hälsning|ha hälsning|simkortet i|"
    r"abonnemanget i|private|privately|personal calls|social media|games|apps|passcode|pin|pin code|password|lend|"
    r"borrow|abroad|work phone|personal greeting|a greeting|divert|call back|speakerphone|subscription in|sim in|"
    r"full name|my kids|children)(?!\S)"
)
_MAY = rf"(?:och |and |men |but )?{_MAY_I} {{X}}{{T}}"
_SUBJECTS = (
    r"(?P<topic>(?:privata samtal|privatsamtal|privat användning|private calls|private use|sociala medier|"
    r"social media)(?: (?:i|på|on|in) (?:jobbet|telefonen|mobilen|jobbmobilen|tjänstemobilen|the phone|work phone|"
    r"work))?){T}"
)
_IF_LOST = (
    r"(?:.{0,60}? )?(?:om|ifall|utifall|if|in case) (?:jag|man|vi|någon|nån|min|mitt|en|i|you|we|someone|somebody|my|a|"
    r"the|telefonen|mobilen)(?: \S{1,20}){0,4}? (?:tappar|tappat|tappade|förlorar|förlorat|stulen|stulits|stjäl|stjäls|"
    r"borta|borttappad|försvinner|försvunnen|lose|lost|loses|stolen|steals|missing)(?: .*)?"
)
_A_PHONE = re.compile(
    r"(?<!\S)(?:telefon|telefonen|mobil|mobilen|mobiltelefon|mobiltelefonen|tjänstemobil|tjänstemobilen|jobbmobil|"
    r"jobbmobilen|phone|mobile|cell)(?!\S)"
)


def _if_lost(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What to do in case a phone is lost one day; nobody is told that it is."""
    del match
    return {"clause": "R4"} if _A_PHONE.search(heard.shape.text) else None


def _topic(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What the question is about, as typed; a clause that is named besides."""
    topic = topic_of(heard.typed(match, "topic"))
    return ({"topic": topic} if topic else {}) | _clause_in(heard)


def _allowed(heard: Heard, match: re.Match[str]) -> Slots | None:
    """Whether one may or must do something that a phone policy is about."""
    return _topic(heard, match) if _ALLOWED_TOPIC.search(heard.shape.text) else None


def _clause(heard: Heard, match: re.Match[str]) -> Slots | None:
    del match
    return _clause_in(heard) or None


def _clause_in(heard: Heard) -> dict[str, str]:
    found = _CLAUSES.search(heard.line.text)
    if found is None:
        return {}
    part, number = found.group("part").upper(), int(found.group("number"))
    return {"clause": f"{part}{number}"} if 0 < number <= _LAST_CLAUSE[part] else {}


def _subject(heard: Heard, match: re.Match[str]) -> Slots:
    return {"topic": topic_of(heard.typed(match, "topic"))}


_NAMED = words_of_pattern(_POLICY) | words("gäller applies")
POLICY_RULES = [
    *rules_of(Intent.POLICY_QUERY, _clause, _CLAUSE),
    *rules_of(Intent.POLICY_QUERY, _topic, *_BY_NAME, needs=_NAMED),
    *rules_of(Intent.POLICY_QUERY, _if_lost, _IF_LOST, needs=words_of_pattern(_A_PHONE.pattern)),
    *rules_of(Intent.POLICY_QUERY, nothing, _BARE, needs=_NAMED),
    *rules_of(Intent.POLICY_QUERY, _subject, _SUBJECTS),
    *rules_of(Intent.POLICY_QUERY, _allowed, _MAY, needs=words_of_pattern(_ALLOWED_TOPIC.pattern)),
]

SHARED_PATTERNS = (
    _POLICY,
    *_BY_NAME,
    _BARE,
    _CLAUSE,
    _MAY,
    _SUBJECTS,
    _ALLOWED_TOPIC.pattern,
    _IF_LOST,
    _A_PHONE.pattern,
)
