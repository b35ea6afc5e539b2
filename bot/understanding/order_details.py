"""Owns what a line that orders a phone tells of the order: what, why, which model, which number, for whom.

A model's name is kept as typed, and its digits are no times ("iphone 15"). It must not know which lines are orders.
"""

from __future__ import annotations

import itertools
import re
from typing import Any

from bot.understanding.names import COMMON_GIVEN_NAMES, display, owner
from bot.understanding.rules import Heard, Slots
from bot.understanding.tokens import Token

ITEMS = {
    "phone": (
        r"(?:telefon|telefonen|telefoner|mobil|mobilen|mobiler|mobiltelefon|mobiltelefonen|tjänstemobil|"
        r"tjänstemobilen|tjänstetelefon|tjänstetelefonen|jobbmobil|jobbmobilen|jobbtelefon|jobbtelefonen|iphone|"
        r"smartphone|lur|luren|bordstelefon|bordstelefonen|skärm|skärmen|phone|phones|mobile|mobile phone|cell|"
        r"cellphone|cell phone|work phone|handset|screen|display|displayen|samsung|galaxy|android|nallen|nalle)"
    ),
    "headset": r"(?:headset|headsetet|headsets|hörlurar|hörlurarna|earphones|headphones|jabra|öronsnäckor)",
    "accessory": (
        r"(?:laddare|laddaren|mobilladdare|mobilladdaren|skal|skalet|mobilskal|mobilskalet|telefontillbehör|tillbehör|"
        r"skärmskydd|skärmskyddet|fodral|fodralet|laddkabel|laddkabeln|laddsladd|powerbank|batteri|batteriet|charger|"
        r"phone case|case|cable|battery|screen protector|bilhållare|hållare)"
    ),
    "subscription": (
        r"(?:abonnemang|abonnemanget|mobilabonnemang|mobilabonnemanget|telefonabonnemang|simkort|simkortet|sim kort|"
        r"sim - kort|esim|subscription|sim|sim card|surfpott|surf|mobilsurf|datasim|phone plan|contract)"
    ),
    "tablet": r"(?:surfplatta|surfplattan|tablet|ipad|ipaden|padda|paddan)",
}
NOUN = "(?P<item>" + "|".join(ITEMS.values()) + ")"
_ANY_ITEM = re.compile("|".join(ITEMS.values()))
_OF_ITEM = {item: re.compile(pattern) for item, pattern in ITEMS.items()}
RETURN = (
    r"(?:lämna tillbaka|lämnar tillbaka|lämna in|lämnar in|återlämna|återlämnar|lämna åter|skicka tillbaka|return|"
    r"returning|hand in|hand back|give back|turn in)"
)
END = (
    r"(?:avsluta|avslutar|avslut av|säga upp|säg upp|säger upp|stänga av|stäng av|avbeställ|avbeställa|upphöra med|"
    r"end|terminate|close|cancel|discontinue)"
)
_NUMBER = r"(?:nummer|numret|mobilnummer|mobilnumret|telefonnummer|telefonnumret|number|phone number)"
_OWN = r"(?: (?:mitt|mina|gamla|my|the|old|current|nuvarande|befintliga|existing|det|mobila))*"
_KEEPS = re.compile(
    r"(?<!\S)(?:behålla|behåll|behåller|samma|keep|keeping|same|ta med|flytta över|flytta|"
    rf"retain){_OWN} {_NUMBER}(?!\S)|(?<!\S){_NUMBER}(?: (?:ska|vill jag|bör|can|should))? (?:behållas|behålla|"
    r"behålls|be kept|följa med)(?!\S)"
)
_RENEWS = re.compile(
    rf"(?<!\S)(?:nytt|new|annat|another|byta|byt|different)(?: (?:ett|a|till))* {_NUMBER}(?!\S)|(?<!\S)(?:inte|"
    rf"not)(?: \S+){{0,2}} (?:behålla|keep){_OWN} {_NUMBER}(?!\S)"
)
_ABOUT_A_NUMBER = re.compile(
    rf"(?<!\S)(?:{ITEMS['phone']} {_NUMBER}|(?:mobilnummer|mobilnumret|telefonnummer|telefonnumret|phone number)|"
    rf"{_NUMBER} (?:till|för|hos|to|for|of|on))(?!\S)"
)
_LOST = re.compile(
    r"(?<!\S)(?:tappat|tappade|tappat bort|stulen|stulits|stulet|borttappad|borttappat|försvunnen|försvunnit|försvann|"
    r"borta|förlorat|slarvat bort|slarvade bort|glömt kvar|kvarglömd|bestulen på|blivit av med|någon tog|"
    r"någon har tagit|någon har stulit|stulit|snott|someone took|someone stole|blev av med|stal|snodd|hittar inte|"
    r"spärra|spärras|lost|stolen|missing|cant find|block)(?!\S)"
)
_NOT_LOST = re.compile(
    r"(?<!\S)(?:inte|aldrig|not|never|havent|hasnt|didnt)(?: (?:har|hade|blivit|längre|been))? (?:tappat|tappade|borta|"
    r"stulen|förlorat|borttappad|försvunnen|lost|lose|stolen|missing)(?!\S)"
)
_CRACKED = re.compile(
    r"(?<!\S)(?:trasig|trasigt|trasiga|sönder|sprucken|sprack|spruckit|krossad|krossat|dött|dog|strular|krånglar|död|"
    r"kraschat|kraschad|slut|fungerar inte|funkar inte|går inte|startar inte|laddar inte|laddas inte|pajat|pajade|paj|"
    r"glappar|skärm|skärmen|broken|broke|cracked|dead|damaged|died|doesnt work|not working|stopped working|wont start|"
    r"smashed|wont charge|golvet|marken|toaletten|vatten|vattnet)(?!\S)"
)
_ERRANDS = (
    ("return", re.compile(rf"(?<!\S)(?:{RETURN}|lämnas tillbaka|lämnas in|returned)(?!\S)")),
    (
        "end",
        re.compile(rf"(?<!\S)(?:{END}|sägas upp|avslutas|stängas av|upphöra|ended|terminated|closed|cancelled)(?!\S)"),
    ),
    (
        "change",
        re.compile(
            r"(?<!\S)(?:byta|byt|byter|ändra|uppgradera|ersätta|ersätt|utöka|replace|replacement|change|upgrade|"
            r"switch|modify|större|bigger|mer surf|more data)(?!\S)"
        ),
    ),
)
_FOR_NEW = re.compile(
    r"(?<![^\W_])(?:\w*vikari\w*|ny(?:a|e)? (?:\w+ )?(?:kolleg\w*|medarbetar\w*|anstall\w*|handlagg\w*|chef\w*|"
    r"personal|person|lakare\w*|larare\w*|lararinna)|nyanstall\w*|sommarjobbar\w*|praktikant\w*|nyborja\w*|"
    r"new (?:\w+ )?(?:colleague|employee|hire|starter|staff|co-?worker|team member|person|case officer|manager)|"
    r"substitute|temp(?:orary)?)(?![^\W_])"
)
_FOR = re.compile(r"(?<!\S)(?:till|åt|för|for|to) (?P<name>_(?: - _| _){0,3})(?= |$)")
_OWNED = re.compile(rf"(?P<name>_(?: - _| _){{0,3}}) {ITEMS['phone']}(?!\S)")
_NEEDS = re.compile(
    r"^(?P<name>_(?: - _| _){0,3}) (?:behöver|vill ha|ska ha|saknar|needs|wants|should have|has lost|har tappat)(?= )"
)
_BRANDS = (
    r"iphones?|samsung|galaxy|google pixel|pixel|nokia|sony|xperia|motorola|moto|oneplus|doro|fairphone|caterpillar|"
    r"jabra|poly|plantronics|logitech|epos|sennheiser|airpods|bose|yealink|sonim|ipad|otterbox|crosscall|htc|huawei"
)
_MODEL = (
    r"(?:[a-z]{0,2}\d{1,4}[a-z]{0,4}|pro|max|plus|mini|ultra|se|air|galaxy|pixel|note|xcover|fe|lite|neo|evolve2?|"
    r"engage|voyager|focus|zone|elite|speak|biz|wireless|mono|stereo|duo|uc|ms|flex|edge|xperia|buds|blackwire|sync)"
)
_WISH = re.compile(rf"\b(?:{_BRANDS})(?:[ -]{_MODEL}\b)*", re.IGNORECASE)
_WISH_AFTER = re.compile(
    (
        r"\b(?:vill ha|behöver|beställ\w*|ny|nytt|till|mot|want|need|new|order|get|"
        rf"to)\s(?:\w+\s){{0,2}}?(?P<wish>{_WISH.pattern})"
    ),
    re.IGNORECASE,
)
_PART_OF = re.compile(
    rf"(?<!\S)(?P<item>{ITEMS['accessory']}|{ITEMS['headset']}|{ITEMS['subscription']}) (?:till|för|på|i|for|to|of|on|"
    rf"in)(?: (?:min|mitt|den|en|the|my|a))* {ITEMS['phone']}(?!\S)"
)


def about_a_number(shape: str) -> bool:
    """Whether a number is spoken of without being kept or renewed: such a line asks for it."""
    return _ABOUT_A_NUMBER.search(shape) is not None and not (_KEEPS.search(shape) or _RENEWS.search(shape))


def is_not_lost(shape: str) -> bool:
    """Whether the line says that nothing is lost."""
    return _NOT_LOST.search(shape) is not None


def wanted(heard: Heard, match: re.Match[str]) -> Slots:
    """What is ordered and why, which model, whether the number is kept, and for whom."""
    shape = heard.shape.text
    noun = (_PART_OF.search(shape) or match).group("item")
    item = next((item for item, pattern in _OF_ITEM.items() if pattern.fullmatch(noun)), "phone")
    errand = _errand(shape)
    slots: dict[str, Any] = ({} if item == "tablet" else {"item": item}) | {"errand": errand}
    wish = _wish(heard.line.text, errand)
    if wish:
        slots["wish"] = wish
    if _RENEWS.search(shape) or _KEEPS.search(shape):
        slots["keep_number"] = _RENEWS.search(shape) is None
    return slots | _receiver(heard)


def _errand(shape: str) -> str:
    lost, cracked = _LOST.search(shape), _CRACKED.search(shape)
    if lost and not cracked:
        return "lost"
    if cracked:
        return "broken"
    return next((errand for errand, pattern in _ERRANDS if pattern.search(shape)), "new")


def _receiver(heard: Heard) -> dict[str, Any]:
    if _FOR_NEW.search(heard.plain):
        return {"for_new": True}
    owner_of = _OWNED.match(heard.shape.text)
    if owner_of is not None:
        return {"for_person": owner(heard.line.slice(*heard.shape.tokens_of(*owner_of.span("name"))))}
    for found in (*_NEEDS.finditer(heard.shape.text), *_FOR.finditer(heard.shape.text)):
        typed = heard.line.slice(*heard.shape.tokens_of(*found.span("name")))
        named = typed[:1].isupper() or typed.split()[0].split("-")[0].lower() in COMMON_GIVEN_NAMES
        if named and _WISH.match(typed) is None:
            return {"for_person": display(typed)}
    return {}


def _wish(text: str, errand: str) -> str:
    """The model that is wished for, as typed, or ""; of a phone that is broken, lost or handed in, not its own model.""
    "" """
    after = _WISH_AFTER.search(text)
    if after is not None and errand != "new":
        return after.group("wish")
    found = _WISH.search(text) if errand in {"new", "change"} else None
    return "" if found is None else found.group()


def beside_the_wish(heard: Heard) -> tuple[Token, ...]:
    """The line's tokens without numbers that are no times: those of models ("iphone 15"), how many ("2 headset")."""
    models = [found.span() for found in _WISH.finditer(heard.line.text)]
    return tuple(
        token
        for token, following in itertools.zip_longest(heard.errand, heard.errand[1:])
        if token is not None
        and not any(first < token.end and token.start < end for first, end in models)
        and not (token.kind == "number" and following is not None and _ANY_ITEM.fullmatch(following.word))
    )


_NEWCOMERS = (
    "kollega kollegan colleague employee medarbetare medarbetaren nyanställd praktikant vikarie vikarien substitute"
)
SHARED_PATTERNS = (
    _NEWCOMERS,
    _KEEPS.pattern,
    _RENEWS.pattern,
    _LOST.pattern,
    _CRACKED.pattern,
    *(each.pattern for _, each in _ERRANDS),
)
