"""Owns how people's names look in a line: which words may be names, and how a name is given back.

It must not know who exists; the directory decides that. No list of names is exhaustive, so a word that the grammar
lacks may always be one.
"""

from __future__ import annotations

from bot.understanding.vocabulary import words

# Names that are also words of the grammar; capitalised inside a sentence they are names.
NAMES_THAT_ARE_WORDS = words(
    "maj april may june august tom mark will bill grace dag stig tor kim love ute per klara ida tim my"
)
# These too, but only where the line has a place for a person: English writes its months with a capital.
MONTHS_THAT_ARE_NAMES = words("jan juni juli mars")

# Given names that end in s, so that "Lars hänvisning" is about Lars and "Annas hänvisning" about Anna.
NAMES_IN_S = words(
    """lars hans nils jens mats johannes jonas tomas thomas niklas nicklas niclas andreas mattias matthias magnus
    markus marcus tobias anders elias lukas lucas linus rasmus klas claes agnes doris iris ines frans james charles
    julius hampus dennis moses silas pontus antonius marius lis alexis måns nikolaus clas"""
)

# What a workplace's name ends in; no person is called so.
_WORKPLACES = tuple(
    words(
        """bygglov enheten tjänsten kontoret avdelningen förvaltningen skolan vården omsorgen gruppen biblioteket
        nämnden verksamheten expeditionen receptionen service"""
    )
)

_SMALL_PARTS = words("von af av de la der da eller el or och o and samt respektive")


def display(name: str) -> str:
    """A name as a person writes it: "åsa öberg" and "ÅSA ÖBERG" are Åsa Öberg; one that has capitals keeps them."""
    name = _without_what_follows(" ".join(name.split()).strip(" .,:;!?\"'"))
    if not name or not (name.islower() or (name.isupper() and len(name) > 1)):
        return " ".join(_capital(part) for part in name.split())
    return " ".join(
        part if part in _SMALL_PARTS and index else "-".join(piece.capitalize() for piece in part.split("-"))
        for index, part in enumerate(name.lower().split())
    )


def _without_what_follows(name: str) -> str:
    """ "Mona Lind flera gånger" is Mona Lind: who writes both names with a capital writes what follows without."""
    parts = name.split()
    capitals = [k for k, part in enumerate(parts) if part[0].isupper()]
    plain = (
        len(capitals) > 1 and capitals[0] == 0 and not {part.lower() for part in parts} & {"eller", "or", "och", "and"}
    )
    return " ".join(parts[: capitals[-1] + 1]) if plain else name


def is_of_a_workplace(name: str) -> bool:
    """Whether a single word is what a part of the house is called: "bygglov", "hemtjänsten"."""
    return len(name.split()) == 1 and name.lower().endswith(_WORKPLACES)


def owner(possessive: str) -> str:
    """Whose a thing is: "Annas" is Anna's, "Lars" is Lars's, "Anna's" is Anna's."""
    for ending in ("'s", "'"):
        if possessive.lower().endswith(ending):
            return display(possessive[: -len(ending)])
    last = possessive.rsplit(maxsplit=1)[-1].lower() if possessive.split() else ""
    if last.endswith("s") and last not in NAMES_IN_S and len(last) > 2:  # noqa: PLR2004
        return display(possessive[:-1])
    return display(possessive)


def _capital(part: str) -> str:
    return part if part[0].isupper() or part.lower() in _SMALL_PARTS else part[0].upper() + part[1:]


# The given names that most people here have: enough to tell "Anna sjuk idag" from "Planerad semester".
COMMON_GIVEN_NAMES = words(
    """iman mona tina lotta stina mia maya vera tove signe nora selma wilma alva ella märta berit solveig gun britt
    liam noah max otto arne alf rut yngve valter ture sixten albert olof gustaf carl moa tuva elsa alma klara
    inga-lill anna-karin susann pernilla ylva charlotte charlotta maud viktoria victoria isabelle nathalie
    joel jesper kim lukas lucas isak isac arvid melker emanuel samuel jakob jacob benjamin ludvig viggo mehmet omar
    anna eva maria karin kristina christina lena sara kerstin emma malin jenny ingrid marie annika hanna birgitta
    linda susanne elin monica monika inger sofia ulla johanna carina julia elisabeth elisabet ellen emelie ida
    anette anita helena camilla amanda gunilla åsa sandra linnea anneli margareta ann alice agneta frida sofie
    gunnel siv maja lisa marianne josefin matilda louise katarina madeleine therese ebba lina cecilia barbro kajsa
    astrid petra pia jessica lars mikael anders erik per peter karl johan jan daniel fredrik andreas hans stefan
    mats thomas tomas marcus bengt nils bo magnus niklas göran leif alexander björn ulf mattias christer jonas oskar
    henrik patrik kjell martin robert joakim anton rickard håkan emil lennart roger david tobias gustav jonathan
    rolf kalle pelle lasse olle bosse nisse claes sven kent axel simon adam bertil filip albin john ali mohamed
    ahmed oscar viktor victor hugo elias william pär jörgen kenneth torbjörn gunnar stig rune jens jimmy tommy conny
    ronny eriks åke ove sara fatima james mary jane david michael susan"""
)
