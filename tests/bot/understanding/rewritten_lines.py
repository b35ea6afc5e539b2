"""Other ways to write a line that mean the same: typing errors, no dots, other clocks, manners, another order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests.bot.understanding.expected_lines import ExpectedLine

Rewriting = Callable[[str, random.Random], str | None]

# Slots that give a stretch of the line back as typed: what is rewritten in them comes back rewritten.
_QUOTING = frozenset(
    {"message", "topic", "unit", "duty", "person", "caller", "to_person", "for_person", "text", "note", "wish"}
)
_LONG_WORD = re.compile(r"[A-Za-zåäöÅÄÖ]{7,}")
_NO_DOTS = str.maketrans("åäöÅÄÖ", "aaoAAO")
_DECIMAL = re.compile(r"\d,\d")


def _misspelt(text: str, chance: random.Random) -> str | None:
    """One slip in one long word: two letters swapped, one lost, one twice."""
    found = [match for match in _LONG_WORD.finditer(text) if match.group().islower() or match.start() == 0]
    if not found:
        return None
    match = chance.choice(found)
    word = match.group()
    at = chance.randrange(2, len(word) - 2)
    slips = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
    )
    return text[: match.start()] + chance.choice(slips) + text[match.end() :]


def _without_dots(text: str, chance: random.Random) -> str | None:
    del chance
    plain = text.translate(_NO_DOTS)
    return None if plain == text else plain


def _shouted(text: str, chance: random.Random) -> str | None:
    del chance
    return text.upper()


def _begun_with_a_capital(text: str, chance: random.Random) -> str | None:
    del chance
    return text[0].upper() + text[1:]


def _other_clock(text: str, chance: random.Random) -> str | None:
    """13.30 as 13:30 and the other way about; dashes long, or with room around them."""
    if "." in text and not _DECIMAL.search(text):
        text = re.sub(r"\b(\d{1,2})\.(\d\d)\b", r"\1:\2", text)
    else:
        text = re.sub(r"\b(\d{1,2}):(\d\d)\b", r"\1.\2", text)
    if not re.search(r"\d{4}-\d\d-\d\d|\*", text):
        text = re.sub(r"(?<=\d)\s*[-–]\s*(?=\d)", chance.choice(("-", "–", " - ")), text)
    return text


def _polite_swedish(text: str, chance: random.Random) -> str | None:
    return chance.choice(("hej, {}", "Hej! {}", "{} tack", "hej {}, tack!", "God morgon, {}", "  {}  ", "{}!")).format(
        text
    )


def _polite_english(text: str, chance: random.Random) -> str | None:
    return chance.choice(
        ("hi, {}", "Hello, {}", "{} please", "hi {}, thanks!", "Good morning, {}", " {} ", "{}!")
    ).format(text)


_NOUN_FIRST = re.compile(
    r"(?P<why>lunch|möte|sjuk|semester|ledig|kurs|vab|tjänsteresa|fika|borta|apt|meeting|vacation|break|training) "
    r"(?P<when>(?:till|mellan|\d|v\b|på|i |imorgon|idag|kl|fr|den|until|tomorrow|today|on ).*)$"
)


def _time_first(text: str, chance: random.Random) -> str | None:
    del chance
    match = _NOUN_FIRST.match(text)
    return f"{match['when']} {match['why']}" if match else None


def rewritings(line: ExpectedLine) -> tuple[Rewriting, ...]:
    """The ways in which this line may be rewritten without meaning another thing."""
    polite = _polite_english if line.language == "en" else _polite_swedish
    if line.text.startswith(("*", "#")):
        return ()
    if _QUOTING & set(line.other) or line.note or line.intent is None:
        return () if line.intent is None or "message" in line.other or line.note else (polite,)
    if line.intent != "diversion_set":
        return _misspelt, _without_dots, _shouted, _begun_with_a_capital, polite
    return _misspelt, _without_dots, _shouted, _begun_with_a_capital, _other_clock, polite, _time_first


def rewritten(lines: list[ExpectedLine], seed: int, rounds: int = 1) -> Iterator[tuple[ExpectedLine, str]]:
    """Each line in each way that it can be rewritten, `rounds` times over; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    for _ in range(rounds):
        for line in lines:
            if line.other.get("hello"):
                continue
            for rewrite in rewritings(line):
                text = rewrite(line.text, chance)
                if text is not None and text != line.text:
                    yield line, text
