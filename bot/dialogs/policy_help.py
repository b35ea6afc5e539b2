"""Owns questions about the phone policy: the clauses that a question is about, in plain words.

A municipality's own words go before the usual ones. It must not decide anything: what a clause leads to is in the
rules that carry it.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.cards.policy_help import ClauseView, SubjectsView, clauses_card, subjects_card
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.texts.catalogue import LANGUAGES, Words, several_in_any, words_for
from bot.turn import Reply
from bot.understanding.result import Understanding
from bot.understanding.spelling import fold
from policy.clauses import Clause, OwnWords
from policy.errors import PolicyError

MOST_CLAUSES = 3
ALIKE = 84.0
"""How well a keyword has to fit what was asked, of 100."""
NEARLY_AS_WELL = 8.0
"""How much worse than the best another clause may fit and still be told."""
SHORTEST = 4
"""A keyword of fewer letters has to be one of the words asked for, to the letter."""


@dataclass(frozen=True, slots=True)
class PolicyHelp:
    """Answers what the policy says."""

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks about a clause, about something, or about the policy."""
        named, topic = str(understood.slots.get("clause", "")), str(understood.slots.get("topic", ""))
        if named in set(Clause):
            return _clauses(exchange, (Clause(named),))
        if not topic:
            return _subjects(exchange, asked=False)
        found = clauses_about(topic, exchange.municipality.clauses)
        return _clauses(exchange, found) if found else _subjects(exchange, asked=True)

    async def show(self, exchange: Exchange) -> Reply:
        """A button asks for a clause, or for all subjects."""
        named = carried_by_button(exchange).get("clause", "")
        if not named:
            return _subjects(exchange, asked=False)
        if named not in set(Clause):
            raise PolicyError("chat.unknown_button")
        return _clauses(exchange, (Clause(named),))


def clauses_about(topic: str, own: OwnWords) -> tuple[Clause, ...]:
    """The clauses that it is about, the likeliest first; by keywords of both languages, since people mix them."""
    asked = _folded(topic)
    scores = {clause: max(_fits(asked, _folded(word)) for word in _keywords(clause, own)) for clause in Clause}
    best = max(scores.values())
    if best < ALIKE:
        return ()
    near = [clause for clause, score in scores.items() if score >= max(ALIKE, best - NEARLY_AS_WELL)]
    return tuple(sorted(near, key=lambda clause: -scores[clause])[:MOST_CLAUSES])


def _fits(asked: str, keyword: str) -> float:
    """How well a keyword fits: its words are among those asked for, or the two are nearly the same, run together."""
    if len(keyword) < SHORTEST:
        return 100.0 if keyword in asked.split() else 0.0
    among = set(keyword.split()) <= set(asked.split())
    # Of two that fit whole, the one with more to it says more about what was asked.
    if among:
        return 100.0 + len(keyword)
    return fuzz.ratio(asked.replace(" ", ""), keyword.replace(" ", ""))


def _keywords(clause: Clause, own: OwnWords) -> tuple[str, ...]:
    key = clause.value.lower()
    usual = several_in_any(f"policy.{key}.keywords")
    mine = [word for words in own.get(clause, {}).values() for word in (words.title, *words.keywords)]
    titles = [_title(clause, words_for(code), own) for code in LANGUAGES]
    return (*usual, *mine, *titles)


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in "".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _title(clause: Clause, words: Words, own: OwnWords) -> str:
    mine = own.get(clause, {}).get(words.language)
    return mine.title if mine is not None else words(f"policy.{clause.value.lower()}.title")


def _clauses(exchange: Exchange, clauses: tuple[Clause, ...]) -> Reply:
    words, own = exchange.words, exchange.municipality.clauses
    views = tuple(_view(clause, words, own) for clause in clauses)
    return exchange.show_below(clauses_card(views, words), views[0].says)


def _view(clause: Clause, words: Words, own: OwnWords) -> ClauseView:
    key = clause.value.lower()
    mine = own.get(clause, {}).get(words.language)
    return ClauseView(
        id=clause.value,
        title=_title(clause, words, own),
        says=mine.says if mine is not None else words(f"policy.{key}.says"),
        bot=words(f"policy.{key}.bot"),
    )


def _subjects(exchange: Exchange, *, asked: bool) -> Reply:
    words, own = exchange.words, exchange.municipality.clauses
    subjects = tuple((clause.value, _title(clause, words, own)) for clause in Clause)
    key = "policy.none_found" if asked else "policy.all"
    return exchange.show_below(subjects_card(SubjectsView(subjects=subjects, asked=asked), words), words(key))
