"""Owns which words are forms of one another: Swedish nouns however they are bent, English plurals, parts of compounds.

It has rules and few words, so it says what a word *may* be a form of; which of those exist is the directory's to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

SHORTEST_BENT = 4
"""Shorter words are bent into one another by too little: "bar" is no "barn"."""
SHORTEST_LEMMA = 3
_VOWELS = frozenset("aeiouyåäö")
_SYNCOPE = frozenset("lnr")
"""What an e has fallen out before: nyckel, nycklar; vatten, vattnet; nummer, numret."""
_IRREGULAR = {
    "städer": "stad",
    "händer": "hand",
    "tänder": "tand",
    "nätter": "natt",
    "böcker": "bok",
    "fötter": "fot",
    "rötter": "rot",
    "söner": "son",
    "männen": "man",
    "män": "man",
    "länder": "land",
    "stränder": "strand",
    "bränder": "brand",
    "ränder": "rand",
    "stänger": "stång",
    "tänger": "tång",
    "ledamöter": "ledamot",
    "döttrar": "dotter",
    "bröder": "bror",
    "mödrar": "mor",
    "fäder": "far",
    "bokstäver": "bokstav",
    "gäss": "gås",
    "möss": "mus",
    "löss": "lus",
    "anmälningar": "anmälan",
    "ansökningar": "ansökan",
}
_LONGEST_IRREGULAR = max(map(len, _IRREGULAR))
_PLURALS = ("ar", "or", "er")
_OF_VERBS = ("ar", "er", "at", "ats", "ade", "ades", "ad", "as", "a", "t", "ts", "te", "tes", "are", "aren", "arna")
SHORTEST_VERB = 4
_LINKS = ("", "s", "e", "o", "u")
"""What stands between the parts of a compound: bygglov-s-avgift, famil-je-, kyrk-o-, gat-u-."""


@lru_cache(maxsize=100_000)
def lemmas(word: str) -> frozenset[str]:
    """What the word may be a form of, itself included: "bygglovens" is perhaps bygglov, "soporna" sopor and sopa."""
    found = {word}
    if len(word) >= SHORTEST_BENT:
        found.update(_unbent(word))
        if word.endswith("s") and not word.endswith("ss"):
            owner = word[:-1]
            found.add(owner)
            found.update(_unbent(owner))
    return frozenset(one for one in found if len(one) >= SHORTEST_LEMMA or one == word)


@lru_cache(maxsize=100_000)
def first_parts(word: str) -> frozenset[str]:
    """How the word may look as the first part of a compound: "förskola" is förskol- and förskole-, "sopor" sop-."""
    found: set[str] = set()
    for lemma in lemmas(word):
        found.update(lemma + link for link in ("", "s"))
        if lemma[-1] in "ae" and len(lemma) > SHORTEST_LEMMA:
            found.update(lemma[:-1] + link for link in _LINKS)
    return frozenset(part for part in found if _is_stem(part))


def may_be_one_word(first: str, second: str) -> bool:
    """Whether nothing in how they end says that they are two: a noun has one plural.

    So "bullar" is no form of buller, although each may be a form of what the other may be.
    """
    if first in lemmas(second) or second in lemmas(first):
        return True
    one, other = _plural_ending(first), _plural_ending(second)
    return not (one and other) or one == other


def _plural_ending(word: str) -> str:
    """How its plural would end, if it is one: with -na or without, in the genitive or not."""
    plural = word.removesuffix("s").removesuffix("na")
    return plural[-2:] if plural.endswith(_PLURALS) else ""


def deeds(word: str) -> frozenset[str]:
    """The nouns of what is done: "snöröjt" is snöröjning, "parkerade" parkering, "vägledaren" vägledning."""
    stems = {word.removesuffix(ending) for ending in _OF_VERBS if word.endswith(ending)}
    return frozenset(stem + ending for stem in stems if len(stem) >= SHORTEST_VERB for ending in ("ning", "ing"))


def _unbent(word: str) -> Iterator[str]:
    """The word without an ending, and what that may be without another ("soporna": sopor, sopa)."""
    yield from _irregular(word)
    if word.endswith("na"):
        plural = word[:-2]
        if plural.endswith(("or", "ar", "er")):
            yield plural
            yield from _plural(plural)
            yield from _irregular(plural)
            yield plural + "e"
        elif plural and plural[-1] in _VOWELS:
            yield plural
    yield from _plural(word)
    yield from _definite(word)
    yield from _other(word)


def _irregular(word: str) -> Iterator[str]:
    for length in range(min(len(word), _LONGEST_IRREGULAR), 2, -1):
        single = _IRREGULAR.get(word[-length:])
        if single is not None:
            yield word[:-length] + single
            return


def _plural(word: str) -> Iterator[str]:
    ending, rest = word[-2:], word[:-2]
    if ending == "or" and _is_stem(rest):
        yield rest + "a"
    elif ending in ("ar", "er") and _is_stem(rest):
        yield rest
        yield rest + "e"
        yield from _with_e(rest)
        if ending == "er":
            yield from _latin(rest)
    if word.endswith("r") and len(word) > SHORTEST_BENT and word[-2] in _VOWELS and word[-2] not in "ao":
        yield word[:-1]


def _definite(word: str) -> Iterator[str]:
    ending, rest = word[-2:], word[:-2]
    if ending in ("en", "et") and _is_stem(rest):
        yield rest
        yield from _with_e(rest)
        if rest.endswith(("mm", "nn")):
            yield rest[:-1]
        if ending == "et":
            yield from _latin(rest)
    shorter = word[:-1]
    if len(shorter) >= SHORTEST_LEMMA and _ends_as_definite(word):
        yield shorter
        if shorter.endswith("ie"):
            yield shorter[:-1] + "um"
    if word.endswith(("eln", "ern", "orn", "arn")) and len(shorter) > SHORTEST_BENT:
        yield shorter


def _ends_as_definite(word: str) -> bool:
    """Whether an n is put after a vowel, or a t after such as neuter words end in: skolan, bron; ärendet, fotot."""
    return word.endswith(("et", "ot")) or (word[-1] == "n" and word[-2] in _VOWELS)


def _other(word: str) -> Iterator[str]:
    """Adjectives (kommunala, enskilt) and English plurals."""
    if word.endswith(("ala", "ella", "iga", "ska", "da")):
        yield word[:-1]
    if word.endswith("nna"):
        yield word[:-2]
    if word.endswith("ies") and len(word) > SHORTEST_BENT:
        yield word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        yield word[:-2]


def _with_e(stem: str) -> Iterator[str]:
    """The stem with the e that fell out of it, and with what stood double before."""
    if len(stem) > SHORTEST_LEMMA and stem[-1] in _SYNCOPE and stem[-2] not in _VOWELS:
        yield f"{stem[:-1]}e{stem[-1]}"
        if stem[-2] in "mn":
            yield f"{stem[:-1]}{stem[-2]}e{stem[-1]}"
        if stem.endswith("mr"):
            yield f"{stem[:-1]}mar"


def _latin(stem: str) -> Iterator[str]:
    """Words in -um: museet and museer, centret, gymnasier."""
    if stem.endswith(("e", "i", "tr")):
        yield stem + "um"


def _is_stem(rest: str) -> bool:
    return len(rest) >= SHORTEST_LEMMA and any(letter in _VOWELS for letter in rest)
