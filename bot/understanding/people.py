"""Owns telling names from words: "Jan", "Maj" and "Ida" are people where a person is spoken of, and words elsewhere.

It must not know who exists. A word is only made a name where the line has a place for one; its spelling is kept.
"""

from __future__ import annotations

from dataclasses import replace

from bot.understanding.names import COMMON_GIVEN_NAMES, MONTHS_THAT_ARE_NAMES, NAMES_THAT_ARE_WORDS
from bot.understanding.timewords import MONTHS, WEEKDAYS
from bot.understanding.tokens import Line, Token
from bot.understanding.vocabulary import words

_QUESTION_WORDS = words("när var vart when where whens wheres hur how vet du vet ni någon vad what länge long om if")
_QUESTION_VERBS = words(
    "är e is har has jobbar arbetar finns sitter kommer svarar vabbar will does can kan går nås på tillbaka åter gör"
)
_ADDRESSED = words(
    """meddela informera upplys hälsa underrätta påminn be tell let inform notify remind ask message text sök söker söka
    hitta nå kontakta ring ringa ringt ringde called phoned find reach contact återkopplat efter upp med in callback
    nådde når nått reached testringde testringt testringde provringde provringt testade tested överlåt överlämna"""
)
_SENT = words(
    """hänvisa hänvisar hänvisas vidarekoppla vidarekopplar koppla kopplar skicka skickar styr lägg flytta samtal
    forward divert transfer send route redirect put calls meddelande hälsning lapp message note säg återuppringning
    ringlöfte återuppringningen callback säga tala berätta skriv framför nummer numret anknytning number
    extension connect löftet löfte ringlöftet promise besked svar answer lämna överlåt överlämna ge give hand telefon
    mobil phone headset fel gammal ingen wrong outdated"""
)
_TOWARDS = words("till åt to for för on hos from at")
_OF_A_PERSON = words(
    """är e var har is has vabbar vabar kommer jobbar arbetar sitter går gick slutar tar vill ringde svarar ska söker
    sökte undrar frågar önskar behöver bad wants called , sjuk ledig no doesnt didnt isnt lyfter lyfte får needs
    asked rang phoned"""
)
_BETWEEN = words("inte över over")
_THAT = words("att that")
_NOT_OF_A_PERSON = words("jag vi det i we it du")
_SUBORDINATE = words("om if when när var vart where av")
_DATED = words("number ordinal iso slash clock")
_SURNAMES_THAT_ARE_WORDS = words("hall strand ask winter vinter sommar sand lind gran dahl sten")
_CAN_BE_NAMES = NAMES_THAT_ARE_WORDS | MONTHS_THAT_ARE_NAMES
_MY = words("my will love mark bill grace per stig ute")
"""Words too common to be names when they are not capitalised."""


def named(line: Line) -> Line:
    """The line with each word that stands where a person does, and can be a name, as one."""
    tokens = list(line.tokens)
    for i, token in enumerate(tokens):
        if token.kind != "word":
            continue
        if _given_name(line, tokens, i) or _surname(line, tokens, i):
            tokens[i] = replace(token, word="_")
    return replace(line, tokens=tuple(tokens))


def _given_name(line: Line, tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    plain = token.text.lower()
    if plain not in _CAN_BE_NAMES or token.word == "_":
        return False
    if _is_last_of_a_period(line, i):
        return False
    if line.kind(i - 1) in _DATED or (line.kind(i + 1) in _DATED and line.word(i - 1) != "till"):
        return False
    if _joined_to_name(line, i):
        return True
    if (token.text.islower() or line.text.isupper()) and plain in _MY:
        return False
    return _named_in_full(line, i) or _stands_for_person(line, i)


def _is_last_of_a_period(line: Line, i: int) -> bool:
    """Whether the month stands after "till och med" or "t o m", which lead to days and not to people."""
    return line.word(i - 1) == "med" and line.word(i - 2) in {"och", "o"}


def _joined_to_name(line: Line, i: int) -> bool:
    """The first half of "Jan-Erik" and "maj-britt"; "jan-mars" and "jan - 5 feb" are months."""
    if line.word(i + 1) != "-" or line.kind(i + 2) != "word":
        return False
    dash, last = line.tokens[i + 1], line.tokens[i + 2]
    adjacent = dash.start == line.tokens[i].end and last.start == dash.end
    return adjacent and (last.word == "_" or last.text.lower() in COMMON_GIVEN_NAMES)


def _named_in_full(line: Line, i: int) -> bool:
    """ "Jan Ek" and "Ida Lund", each with its capital."""
    following = line.tokens[i + 1] if i + 1 < len(line.tokens) else None
    return (
        following is not None
        and following.kind == "word"
        and line.tokens[i].text.istitle()
        and following.text.istitle()
        and following.word == "_"
    )


def _stands_for_person(line: Line, i: int) -> bool:
    before = line.word(i - 1)
    spoken = [line.word(k) for k in range(i)]
    does = i + 2 if line.word(i + 1) == "_" else i + 1
    if not spoken:
        return (
            line.word(does) in _OF_A_PERSON
            and line.word(does + 1) not in _NOT_OF_A_PERSON
            and line.word(0) not in WEEKDAYS
        )
    if before in _ADDRESSED or (before in _BETWEEN and line.word(i - 2) in _ADDRESSED | _SENT):
        return True
    if before in _THAT and line.word(does) in _OF_A_PERSON:
        return True
    if before in _TOWARDS and _SENT.intersection(spoken):
        return True
    asked = any(token.text == "?" for token in line.tokens) or spoken[0] in _QUESTION_WORDS
    return asked and before in _QUESTION_VERBS | _SUBORDINATE and len(spoken) <= 4  # noqa: PLR2004


def _surname(line: Line, tokens: list[Token], i: int) -> bool:
    """A surname that is also a word, straight after a given name: "Anna Frisk", "maja hall"."""
    token = tokens[i]
    if i == 0 or not token.known or tokens[i - 1].word != "_" or tokens[i - 1].kind != "word":
        return False
    given, plain = tokens[i - 1].text.lower(), token.text.lower()
    if given not in COMMON_GIVEN_NAMES and given not in _CAN_BE_NAMES and not tokens[i - 1].text.istitle():
        return False
    if token.text.istitle() and tokens[i - 1].text.istitle() and len(plain) > 2:  # noqa: PLR2004
        return token.word not in WEEKDAYS and token.word not in MONTHS
    return plain in _SURNAMES_THAT_ARE_WORDS
