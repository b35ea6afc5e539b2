"""Owns the words of matters, and which of them a word that was said may stand for, from exact to mistyped.

It must not decide which matter is meant: it says only what a word may be, and how surely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from directory.errand_words import AGENTS, FRAMING, HEADS, OFFICE
from directory.folding import fold, spelled_out
from directory.typing_errors import TypingErrors
from directory.word_forms import deeds, first_parts, lemmas, may_be_one_word
from services.ports import How

MARKS_LEFT_OUT = 0.99
BENT = 0.97
DEED = 0.95
JOINED = 0.95
COMPOUND = 0.93
CLIPPED = 0.9
PART, HEAD, BEGUN, SLIPPED = 0.7, 0.72, 0.75, 0.8
"""How well what is only like a word stands for it, at best."""
SHORTEST_PART = 3
SHORTEST_BARE = 3
SHORTEST_BEGUN = 3
SHORTEST_HEAD = 4
SHORTEST_SLIPPED_FORM = 6
SHORTEST_ENDING = 5
"""Shorter ones end too many words that they have nothing to do with: "anna" and "allmänna"."""
MOST_LIKE, MOST_BEGUN = 40, 400


@dataclass(frozen=True, slots=True)
class Sense:
    """A known word that a said one may stand for, how well, and in what way."""

    word: str
    score: float
    how: How


class MatterWords:
    """Known words, arranged for being found by what people say instead."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known = frozenset(known)
        self._folded: defaultdict[str, list[str]] = defaultdict(list)
        self._lemmas: defaultdict[str, list[str]] = defaultdict(list)
        self._parts: defaultdict[str, list[str]] = defaultdict(list)
        telling = self.known - _TELLS_LITTLE
        self._sorted = sorted((fold(word), word) for word in telling)
        self._sorted_backwards = sorted((folded[::-1], word) for folded, word in self._sorted)
        for word in sorted(self.known):
            self._folded[fold(word)].append(word)
            if not word.isascii():
                self._folded[spelled_out(word)].append(word)
            for lemma in lemmas(word):
                self._lemmas[fold(lemma)].append(word)
            if len(word) >= SHORTEST_PART and not word.isdigit() and word in telling:
                for part in first_parts(word):
                    self._parts[fold(part)].append(word)
        self._slips = TypingErrors(sorted({fold(word) for word in telling}))

    def sure(self, said: str, *, bare: bool) -> list[Sense]:
        """What the word stands for without a doubt: itself, a form of it, or a compound that adds nothing to it.

        `bare`: whoever said it leaves marks out, so that "hal" may be hål.
        """
        exact = [said] if said in self.known else []
        found = [Sense(word, 1.0, How.EXACT) for word in exact]
        if bare and not exact:
            exact = self._written_alike(said)
            found = [Sense(word, MARKS_LEFT_OUT, How.EXACT) for word in exact]
        found += [Sense(word, BENT, How.BENT) for word in self._bent(said, bare=bare) if word not in exact]
        found = found or [Sense(word, DEED, How.BENT) for word in sorted(deeds(said) & self.known)]
        return found or self._with_office_head(said, bare=bare)

    def joined(self, first: str, last: str, *, bare: bool) -> list[str]:
        """The known compounds of the two: "skola" and "skjutsen" are skolskjuts, "parkerings tillstånd" is one."""
        parts = sorted(first_parts(first) | {first})
        joined = (part + (last[1:] if part.endswith(last[:1] * 2) else last) for part in parts)
        return list(dict.fromkeys(word for whole in joined for word in self._whole(whole, bare=bare)))

    def like(self, said: str, *, bare: bool) -> list[Sense]:
        """What the word is only like: parts of a compound, words that begin or end so, words that it is a slip of."""
        found: dict[str, Sense] = {}
        firsts, lasts = self._in_parts(said, bare=bare)
        for sense in (*lasts, *firsts, *self._begun(said), *self._ending(said), *self._slipped(said)):
            if sense.word not in found or found[sense.word].score < sense.score:
                found[sense.word] = sense
        return sorted(found.values(), key=lambda sense: -sense.score)[:MOST_LIKE]

    def _in_parts(self, said: str, *, bare: bool) -> tuple[list[Sense], list[Sense]]:
        """The longest known words at the beginning of the compound, and those at its end; neither is sure."""
        splits = range(SHORTEST_PART, len(said) - SHORTEST_PART + 1)
        begun = ((at, self._as_first(said[:at], bare=bare)) for at in reversed(splits))
        at, firsts = next(((at, found) for at, found in begun if found), (0, []))
        ended = (
            (at, self._telling(self._whole(said[at:], bare=bare))) for at in splits if len(said) - at >= SHORTEST_HEAD
        )
        start, lasts = next(((at, found) for at, found in ended if found), (0, []))
        return (
            [Sense(word, _by_length(PART, at, said), How.COMPOUND) for word in firsts],
            [Sense(word, _by_length(HEAD, len(said) - start, said), How.COMPOUND) for word in lasts],
        )

    def _telling(self, found: list[str]) -> list[str]:
        return [word for word in found if word not in _TELLS_LITTLE]

    def _bent(self, said: str, *, bare: bool) -> list[str]:
        """The known words that are forms of the same word."""
        forms = lemmas(said)
        found = dict.fromkeys(word for form in forms for word in self._lemmas.get(fold(form), ()))
        return [word for word in found if _shares_a_form(forms, word, bare=bare) and may_be_one_word(said, word)]

    def _written_alike(self, said: str) -> list[str]:
        """The known words that it is with å, ä and ö left out or spelled out."""
        return self._folded.get(said, []) if len(said) >= SHORTEST_BARE else []

    def _whole(self, said: str, *, bare: bool) -> list[str]:
        exact = [said] if said in self.known else self._written_alike(said) if bare else []
        return list(dict.fromkeys((*exact, *self._bent(said, bare=bare))))

    def _as_first(self, part: str, *, bare: bool) -> list[str]:
        """The known words that look so as the first part of a compound."""
        found = self._parts.get(fold(part), ())
        return [word for word in found if bare or part in first_parts(word)]

    def _with_office_head(self, said: str, *, bare: bool) -> list[Sense]:
        """What is left of a compound without an end such as avgift or handläggare."""
        for at in range(SHORTEST_PART, len(said) - SHORTEST_PART + 1):
            head = said[at:]
            if head not in HEADS and not (lemmas(head) & HEADS):
                continue
            found = [Sense(word, COMPOUND, How.COMPOUND) for word in self._as_first(said[:at], bare=bare)]
            if not found and (head in AGENTS or lemmas(head) & AGENTS):
                found = [Sense(word, CLIPPED, How.COMPOUND) for word in self._clipped(said[:at])]
            if found:
                return found
        return []

    def _clipped(self, part: str) -> list[str]:
        """The known words that end so: a lovhandläggare sees to bygglov, marklov and rivningslov."""
        tail = part.removesuffix("s") if len(part) > SHORTEST_PART else part
        return [word for word in self._with_end(tail) if word != tail][:MOST_LIKE]

    def _begun(self, said: str) -> Iterator[Sense]:
        folded = fold(said)
        if len(folded) < SHORTEST_BEGUN:
            return
        first = bisect_left(self._sorted, (folded, ""))
        for begun, word in self._sorted[first : first + MOST_BEGUN]:
            if not begun.startswith(folded):
                return
            yield Sense(word, BEGUN * (0.6 + 0.4 * len(folded) / len(begun)), How.BEGUN)

    def _ending(self, said: str) -> Iterator[Sense]:
        for lemma in sorted(lemmas(said)):
            if len(lemma) >= SHORTEST_ENDING:
                for word in self._with_end(lemma):
                    yield Sense(word, HEAD * (0.6 + 0.4 * len(lemma) / len(word)), How.COMPOUND)

    def _with_end(self, tail: str) -> list[str]:
        backwards = fold(tail)[::-1]
        words = self._sorted_backwards
        found: list[str] = []
        for index in range(bisect_left(words, (backwards, "")), len(words)):
            ending, word = words[index]
            if not ending.startswith(backwards) or len(found) >= MOST_LIKE:
                break
            found.append(word)
        return found

    def _slipped(self, said: str) -> Iterator[Sense]:
        # Marks that are others are a slip too.
        for word in self._folded.get(fold(said), ()):
            yield Sense(word, SLIPPED, How.SLIPPED)
        forms = {fold(one) for one in lemmas(said) if one == said or len(one) >= SHORTEST_SLIPPED_FORM}
        for form in sorted(forms, key=lambda one: (-len(one), one)):
            slips = self._slips.near(form)
            for folded, count in slips.items():
                score = SLIPPED - 0.6 * (count - 1) / len(form) - (0.05 if folded[0] != form[0] else 0.0)
                for word in self._folded.get(folded, ()):
                    yield Sense(word, score, How.SLIPPED)
            if slips:
                return


def _by_length(score: float, letters: int, said: str) -> float:
    """More the more of what was said they are."""
    return score * (0.6 + 0.4 * letters / len(said))


def _shares_a_form(forms: frozenset[str], word: str, *, bare: bool) -> bool:
    """Marks may be left out of what was said, but not be others: "våg" is no form of väg."""
    others = lemmas(word)
    return bool(forms & ({fold(other) for other in others} if bare else others))


_TELLS_LITTLE = FRAMING | OFFICE
"""Words that no other is taken for, nor for a part of."""
