"""Owns the words around an errand: greetings before it, asking nicely, thanks after it. No intents."""

from __future__ import annotations

from bot.understanding.lexicon import GREETINGS
from bot.understanding.tokens import Line
from bot.understanding.vocabulary import listed, words

_POLITE_FIRST = words(
    "hej hejsan hallå hallo tja tjena tjenare hejhej morsning mors hello hey hi snälla please vänligen ok okej så yo"
    " halloj du ja heja"
)
_POLITE_PHRASES = tuple(
    listed(phrase)
    for phrase in (
        "god morgon",
        "good morning",
        "good afternoon",
        "god dag",
        "kan du snälla",
        "skulle du kunna",
        "kan du vara snäll och",
        "jag skulle vilja",
        "jag vill gärna",
        "jag vill",
        "i would like to",
        "i want to",
        "could you please",
        "can you please",
        "could you",
        "can you",
        "kan du",
        "kan ni",
        "id like to",
        "would you",
        "skriv upp att",
        "kom ihåg att",
        "notera att",
        "anteckna att",
        "jag undrar",
        "undrar",
        "tack",
        "var snäll och",
        "hej igen",
        "excuse me",
    )
)
_PHRASES_BY_WORD: dict[str, list[tuple[str, ...]]] = {}
for _phrase in _POLITE_PHRASES:
    _PHRASES_BY_WORD.setdefault(_phrase[0], []).append(_phrase)
_POLITE_LAST = words(
    "tack snälla please thanks mvh vh hälsningar thx förhand advance tackar pls hej då ha en bra dag så mycket"
)
_LAST_SURE = words("tack please thanks mvh vh snälla thx hälsningar tackar")
_CLOSING_MARKS = frozenset(".!,:;-")


def errand_within(line: Line) -> tuple[int, int]:
    """Where the errand begins and ends, once greetings and thanks are taken off."""
    first, end = 0, len(line.tokens)
    while first < end:
        word = line.word(first)
        if word in _POLITE_FIRST or (word in {",", "!", ".", ":", "-"} and line.kind(first) == "mark"):
            first += 1
            continue
        begun = _PHRASES_BY_WORD.get(word, ())
        phrase = next((p for p in begun if all(line.word(first + k) == w for k, w in enumerate(p))), None)
        if phrase is None:
            break
        first += len(phrase)
    end = _before_thanks(line, first, end)
    while end > first and line.kind(end - 1) == "mark" and line.word(end - 1) in _CLOSING_MARKS:
        end -= 1
    return first, end


def _before_thanks(line: Line, first: int, end: int) -> int:
    """Where closing thanks begin, with at most a name after them ("mvh Anna"); "på svenska tack" keeps its words."""
    for i in range(max(first, end - 6), end):
        rest = range(i, end)
        if line.word(i) in _LAST_SURE and all(
            line.word(k) in _POLITE_LAST or line.kind(k) == "mark" or k > i + 1 for k in rest
        ):
            return i
    return end


def only_greets(line: Line) -> bool:
    """Whether a line without an errand greets; thanks alone don't."""
    return any(token.word in GREETINGS and token.word not in _LAST_SURE for token in line.tokens)
