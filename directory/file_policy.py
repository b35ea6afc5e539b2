"""Owns the part of a municipality file that says the phone policy's clauses in the municipality's own words."""

from __future__ import annotations

from collections.abc import Mapping

from directory.file_values import choice, several, text
from directory.yaml_tree import Field, Given, Shape, shaped
from policy.clauses import Clause, ClauseWords, OwnWords

CLAUSE_WORDS: Shape = {
    "title": Field(text, required=True),
    "says": Field(text, required=True),
    "keywords": Field(several(text)),
}
CLAUSE: Shape = {
    "sv": Field(shaped(CLAUSE_WORDS), required=True),
    "en": Field(shaped(CLAUSE_WORDS), required=True),
}
clause_name = choice(Clause)


def build_clauses(given: Mapping[str, Given]) -> OwnWords:
    """The clauses that the file has words for, in both languages."""
    return {Clause(name): {language: _words(one[language]) for language in CLAUSE} for name, one in given.items()}


def _words(given: Given) -> ClauseWords:
    return ClauseWords(
        title=given["title"],
        says=given["says"],
        keywords=tuple(keyword for keyword, _ in given.get("keywords", ())),
    )
