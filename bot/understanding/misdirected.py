"""Owns the shapes of misdirected calls, and of what editors add to the directory by line (S3, A1).

Rules are tried in the order they stand; a rule's words are spelt out whole, because the vocabulary is read from them.
Matters and places are given as they were typed: what they mean in the directory is the service's to find.
"""

from __future__ import annotations

import re

from bot.understanding.result import Intent
from bot.understanding.rules import Heard, Slots, nothing, rules_of, topic_of
from bot.understanding.vocabulary import words, words_of_pattern

_WRONG = (
    r"(?:felkopplat|felkopplad|felkopplade|felkopplingar|felkoppling|fel kopplat|fel kopplad|kopplades fel|"
    r"kopplat fel|kopplad fel|feldirigerat|felringning|fel ringt|hamnade fel|hamnat fel|wrong number|wrongly connected|"
    r"wrong connection|misdirected|misrouted|misconnected|wrong department|wrong transfer|wrongly transferred|"
    r"call for the wrong person|call for the wrong department)"
)
_CALL = r"(?:samtal|samtalet|telefonsamtal|call|calls|phone call)"
_NEW = r"(?:(?:ett|en|ny|nytt|logga|notera|anmäl|anmäla|registrera|rapportera|log|report|note|another|a|till|igen) )*"
_HEAD = rf"{_NEW}{_WRONG}(?: {_CALL})?(?: (?:igen|again))?"
_TO_ME = r"(?:(?: (?:till|hos|to) (?P<landed>mig|oss|me|us))?(?: (?:igen|again))?)"
_ABOUT = r"(?:om|angående|ang|gällande|rörande|kring|about|regarding|concerning|for)"
_MATTER = r"(?P<matter>\S.{0,160}?)"
_LANDED = r"(?P<landed>\S.{0,80}?)"
_PLACE = r"(?P<place>\S.{0,80}?)"
_GOES = (
    r"(?:,? ?(?:men|och|som|det|den|de|but|and|which|that|it|they|egentligen|really|samtalet))*"
    r" (?:skulle|ska|skall|borde|bör|måste|should|must|ought to|needs to|was meant|was supposed to|is|is for|hör|"
    r"tillhör|belongs)"
    r"(?: (?:ha|have|ju|egentligen|rätteligen|nog|gått|gå|kopplats|kopplas|varit|vara|hamnat|hamna|skickats|vidare|"
    r"rätt|been|be|go|gone|come|sent|connected|transferred|instead|really|i stället|istället|for|actually))*"
    r" (?:till|hos|på|hemma hos|hemma på|to|with|at|by|for)"
)
_FELL = (
    r"(?:hamnade|hamnar|hamnat|kom|kommit|landade|gick|gått|kopplades|kopplats|kopplat|skickades|ringde|ended up|"
    r"landed|went|came|was sent|got|was connected|was transferred|arrived)(?: (?:fel|wrongly|in|vidare))?"
    r" (?:hos|till|på|i|with|at|to|on)"
)
_PREFIXED = (
    rf"{_HEAD}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER} {_FELL} {_LANDED}(?: ,)?{_GOES} {_PLACE}(?: ,)?{{T}}",
    rf"{_HEAD}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER}{_GOES} {_PLACE}(?: ,)? {_FELL} {_LANDED}{{T}}",
    rf"{_HEAD}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER}{_GOES} {_PLACE}{{T}}",
    rf"{_HEAD}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER} - {_PLACE}{{T}}",
    rf"{_HEAD}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER} {_FELL} {_LANDED}{{T}}",
    rf"{_HEAD} (?:till|hos|på|to|with) {_LANDED} : {_MATTER}{{T}}",
    rf"{_HEAD}{_TO_ME}(?: [:,-])?(?: {_ABOUT}(?: :)?)? {_MATTER}{{T}}",
)
_WRONG_PLACE = (
    rf"(?:fel avdelning|fel enhet|fel person|fel ställe|fel kontor|wrong person|wrong office|wrong place) : "
    rf"{_MATTER}{{T}}"
)
_ALONE = rf"{_HEAD}{_TO_ME}(?: [:,-])?{{T}}"
_GOT = (
    r"(?:jag |vi |i |we |ive )?(?:(?:har|have|just|nyss|precis|just nu|igen) )*(?:fick|fått|får|tog emot|got|received|"
    r"get|had|took)(?: (?:precis|nyss|just|igen|again|in))*(?: (?:ett|en|ännu ett|ännu en|another|a|flera|some|many|"
    r"till mig|många|fel|wrong|felaktigt|felkopplat|felkopplade|misdirected))* "
    rf"{_CALL}(?: till)?"
)
_TOLD_OF_ONE = (
    rf"{_GOT} {_ABOUT} {_MATTER}{_GOES} {_PLACE}{{T}}",
    rf"{_GOT} {_ABOUT} {_MATTER} {_FELL} {_LANDED}{_GOES} {_PLACE}{{T}}",
    rf"{_GOT}{_GOES} {_PLACE}(?: ,)? {_ABOUT} {_MATTER}{{T}}",
    rf"{_GOT}{_GOES} {_PLACE}{{T}}",
)
_TOLD = (
    rf"(?:ett |en |a )?{_CALL} {_ABOUT} {_MATTER} {_FELL} {_LANDED}(?: ,)?{_GOES} {_PLACE}{{T}}",
    (
        rf"(?:ett |en |a )?{_CALL} {_ABOUT} {_MATTER} (?:hamnade fel|hamnar fel|kopplades fel|gick fel|was misdirected|"
        rf"went wrong|ended up wrong)(?: (?:hos|till|på|with|at) {_LANDED})?{{T}}"
    ),
    rf"(?:ett |en |a )?{_CALL} {_ABOUT} {_MATTER}{_GOES} {_PLACE}{{T}}",
    rf"{_MATTER} {_FELL} {_LANDED}(?: ,)?{_GOES} {_PLACE}{{T}}",
    rf"{_MATTER} {_FELL} (?P<landed>mig|oss|me|us){{T}}",
    (
        rf"{_MATTER} (?:är |was |blev |got )?(?:kopplades fel|fel kopplat|felkopplat|felkopplad|hamnade fel|"
        rf"misdirected|misrouted){{T}}"
    ),
)
_GOT_WRONG = (
    (
        rf"{_NEW}(?:jag |vi |i |we )?(?:(?:har|have) )?(?:fick|fått|got|received)(?: (?:ett|en|ännu ett|another|a))* "
        rf"(?:felkopplat|fel kopplat|felaktigt|misdirected|misrouted|wrong) {_CALL}(?: {_ABOUT} {_MATTER})?{{T}}"
    ),
)
_SYNONYM = r"(?:synonym|synonymen|synonymer)"
_ADD = r"(?:lägg till|lägga till|lägg in|spara|ny|nytt|skapa|add|new|create)"
_WANTS = r"(?:(?:jag|vi|i|we) )?(?:(?:vill|ska|kan du|kan jag|want to|please|can you) )?"
_SYNONYMS = (
    rf"{_WANTS}(?:{_ADD} )?(?:en |a )?{_SYNONYM}(?: [:,-])? (?P<pair>\S.*)",
    (
        r"(?P<word>\S.{0,80}?) (?:betyder|är samma sak som|är samma som|är detsamma som|är synonym till|"
        r"är synonymt med|är en synonym till|räknas som|kallas också för|means|is the same as|is a synonym of|"
        r"is a synonym for|counts as) (?P<matter>\S.{0,80}?){T}"
    ),
)
_MATTER_WORD = r"(?:ärendet|ärende|the matter|matter)"
_ON = r"(?:på|hos|till|för|i|to|at|for|on|in)"
_MATTERS = (
    rf"{_WANTS}{_ADD} {_MATTER_WORD}(?: :)? {_MATTER} {_ON} {_PLACE}{{T}}",
    rf"{_WANTS}{_ADD} {_MATTER} som ärende {_ON} {_PLACE}{{T}}",
    rf"{_WANTS}{_ADD} {_MATTER} as a matter {_ON} {_PLACE}{{T}}",
)
_REMOVE = r"(?:ta bort|tag bort|ta tillbaka|radera|plocka bort|stryk|remove|delete|take back|undo)"
_REMOVED = (
    rf"{_WANTS}{_REMOVE} (?:synonymen|synonym|the synonym)(?: :)? (?P<pair>\S.*)",
    rf"{_WANTS}{_REMOVE} {_MATTER_WORD}(?: :)? {_MATTER}(?: (?:från|ur|hos|på|from|at|on) {_PLACE})?{{T}}",
)
_LISTS = (
    (
        r"(?:(?:visa|se|lista|vilka|mina|våra|alla|öppna|ta bort|show|list|see|which|all|the|our|me|"
        r"mig) )*(?:synonymer|synonym|"
        r"synonymerna|synonyms|tillagda ärenden|ärenden som lagts till)(?: (?:finns|har vi|har lagts till|är|tillagda|"
        r"det|there|are|do we have|in the directory|i katalogen))*{T}"
    ),
    (
        r"(?:(?:visa|se|lista|vilka|alla|öppna|show|list|see|all|the|our) )+(?:felkopplade samtal|felkopplingar|"
        r"felkopplingarna|misdirected calls|misrouted calls|förslag till katalogen|förslagen till katalogen){T}"
    ),
    r"(?:felkopplade samtal|felkopplingar|misdirected calls|förslag till katalogen){T}",
)
_EQUALS = re.compile(r"\s*(?:=>|->|→|=|\s(?:betyder|är samma som|means|som|till|to|as|for|för)\s)\s*", re.IGNORECASE)
_ARROW = re.compile(r"\s*[-=]>\s*")
_OF_A_CALL = re.compile(
    r"^(?:(?:ett|en|a|an|någon|nån|kund|kunden|någon som|someone|customer|den|det) )*(?:(?:samtal|telefonsamtal|"
    r"ärende|call|question|med fråga|med frågor|som ringde|som frågade|som undrade|caller|ville|vill|wanting|asking) )*"
    r"(?:om|angående|gällande|ang|about|regarding|ha|prata om|fråga om) (?=\S)",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"^(?:\S+ ){0,6}?(?:ville ha|vill ha|ringde om|ringer om|frågade om|frågade efter|undrade om|sökte|asked about|"
    r"asked for|called about|wanted) (?=\S)",
    re.IGNORECASE,
)
"""Who called and asked stands before what it was about, and is not told on."""
_BEFORE_THE_END = re.compile(r"[\s,;.!–-]+$")
_A_CALL = words("samtal samtalet samtalen telefonsamtal call calls kund kunden någon ett en den det a the")
_ME = words("mig oss mej här me us here")
_NO_MATTER = words("jag du hon han vi hen det den dom de mobilen telefonen i you he she it we they my min mitt mina")
_SAYS_THAT = ("att ", "that ")
_ASKS = words("vad vem vilka vilken hur var när what who which how where when ska kan is does do can")


def _called(text: str) -> str:
    """What a matter or a place is called, without the words around it."""
    bare = _BEFORE_THE_END.sub("", " ".join(text.split()))
    return topic_of(_OF_A_CALL.sub("", _ASKED_FOR.sub("", bare)))


def _typed(heard: Heard, match: re.Match[str], name: str) -> str:
    return _called(heard.typed(match, name)) if match.groupdict().get(name) else ""


def _call(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A misdirected call: its matter, where it landed, and its right place, each as far as the line says."""
    if heard.asked or heard.line.word(0) in _ASKS:
        return None
    matter, place = _typed(heard, match, "matter"), _typed(heard, match, "place")
    if _NO_MATTER & frozenset(matter.casefold().split()[:1]):
        return None
    if frozenset(matter.casefold().split()) <= _A_CALL:
        matter = ""
    if " - " in match.group(0) and place and not _ARROW.search(heard.line.text):
        matter, place = _called(heard.rest(match, "matter")), ""
    found = {"matter": matter, "landed": _typed(heard, match, "landed"), "place": place}
    if frozenset(found["landed"].casefold().split()) <= _ME and found["landed"]:
        found["landed"] = "me"
    return {name: text for name, text in found.items() if text}


def _got_call(heard: Heard, match: re.Match[str]) -> Slots | None:
    """One that came to whoever writes."""
    found = _call(heard, match)
    return None if found is None else {"landed": "me", **found}


def _pair(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What else people call a matter: "sopor = sophämtning"."""
    if heard.asked or heard.line.word(0) in _ASKS:
        return None
    if match.groupdict().get("pair") is None:
        word, matter = _typed(heard, match, "word"), _typed(heard, match, "matter")
        named = word and matter and word.casefold() not in _NO_MATTER and "T" not in match.group(0).split()
        return {"word": word, "matter": matter} if named and not matter.casefold().startswith(_SAYS_THAT) else None
    first, _, second = _EQUALS.sub("\n", heard.rest(match, "pair"), count=1).partition("\n")
    word, matter = _called(first), _called(second)
    return {name: text for name, text in (("word", word), ("matter", matter)) if text}


def _added(heard: Heard, match: re.Match[str]) -> Slots | None:
    """A matter that is to lead to a place."""
    return None if heard.asked else {"matter": _typed(heard, match, "matter"), "place": _typed(heard, match, "place")}


def _removed(heard: Heard, match: re.Match[str]) -> Slots | None:
    """What is to be taken away again; of a synonym the word alone counts."""
    if heard.asked:
        return None
    if match.groupdict().get("pair") is not None:
        return {"word": _called(_EQUALS.split(heard.rest(match, "pair"))[0])}
    place = _typed(heard, match, "place")
    return {"word": _typed(heard, match, "matter"), **({"place": place} if place else {})}


MISDIRECTED_RULES = [
    *rules_of(Intent.MEND_LIST, nothing, *_LISTS),
    *rules_of(Intent.MEND_REMOVE, _removed, *_REMOVED, needs=words_of_pattern(_REMOVE)),
    *rules_of(Intent.MEND_ADD, _added, *_MATTERS, needs=words_of_pattern(_MATTER_WORD)),
    *rules_of(Intent.MEND_ADD, _pair, *_SYNONYMS),
    *rules_of(Intent.MISDIRECTED, _got_call, *_GOT_WRONG),
    *rules_of(Intent.MISDIRECTED, _call, _ALONE, *_PREFIXED, needs=words_of_pattern(_WRONG)),
    *rules_of(Intent.MISDIRECTED, _call, _WRONG_PLACE, needs=words("fel wrong")),
    *rules_of(Intent.MISDIRECTED, _got_call, *_TOLD_OF_ONE, needs=words_of_pattern(_GOT)),
]
LOOSE_RULES = rules_of(Intent.MISDIRECTED, _call, *_TOLD, needs=words_of_pattern(_FELL + _WRONG + _CALL))
"""Lines that don't begin with what they are: tried after those that may hold any words, such as a message."""

SHARED_PATTERNS = (
    _ALONE,
    _WRONG_PLACE,
    *_PREFIXED,
    *_TOLD_OF_ONE,
    *_TOLD,
    *_GOT_WRONG,
    *_SYNONYMS,
    *_MATTERS,
    *_REMOVED,
    *_LISTS,
)
