"""The texts and the source fit each other: nothing is missing, nothing is left over, and no prose stands in code."""

from __future__ import annotations

import ast
import re

import pytest

from bot.texts.catalogue import FOLDER, LANGUAGES, Entry, words_for
from tests.texts.built_keys import VALUES, keys_of, known_faults
from tests.texts.text_usage import ROOT, given_to_built, prose, trees, usage

SUBJECTS = sorted(path.stem for path in (FOLDER / "sv").glob("*.toml"))
PLACES_WITHOUT_PROSE = ("bot/cards", "bot/dialogs", "bot/router.py", "bot/routes.py")
LOOKS_LIKE_A_KEY = re.compile(rf"^({'|'.join(SUBJECTS)})(\.[a-z_{{}}]+)+$")
SAME_IN_BOTH = {"reasons.lunch.name", "figures.length.minutes"}
"""Texts that happen to be spelt alike in both languages."""
ENGLISH = {"the", "and", "you", "your", "is", "are", "not", "with", "for", "from", "this", "that", "of", "or", "it"}
SWEDISH = {
    "och",
    "du",
    "är",
    "inte",
    "med",
    "för",
    "från",
    "det",
    "den",
    "som",
    "att",
    "ett",
    "kan",
    "när",
    "vem",
    "jag",
    "din",
}


def entries(language: str) -> dict[str, Entry]:
    """Every entry of a language by its key."""
    words = words_for(language)
    return {key: words.entry(key) for key in words}


def texts_of(entry: Entry) -> list[str]:
    """Every text under a key."""
    return [*entry.forms.values(), *entry.lines]


def test_both_languages_have_the_same_keys() -> None:
    """English is complete beside Swedish, and nothing is said in English alone."""
    assert entries("sv").keys() == entries("en").keys()


def test_both_languages_take_the_same_parameters() -> None:
    """A text that leaves a fact out in one language is a text that says less there."""
    english = entries("en")
    differing = {key for key, entry in entries("sv").items() if entry.parameters != english[key].parameters}
    assert differing == set()


def test_every_key_that_is_asked_for_exists_and_gets_its_parameters() -> None:
    """What the source asks for by name is there, and takes exactly what it is given."""
    swedish = entries("sv")
    missing = [(one.key, one.where) for one in usage().asked if one.key not in swedish]
    assert missing == []
    wrong = [
        (one.key, one.where)
        for one in usage().asked
        if one.parameters is not None and not swedish[one.key].lines and one.parameters != swedish[one.key].parameters
    ]
    assert wrong == []


def test_every_key_that_is_built_is_declared_and_exists() -> None:
    """A key made of a value has every text that the value can call for: each reason, each broken rule."""
    built = {pattern for pattern in usage().patterns if LOOKS_LIKE_A_KEY.match(pattern)}
    assert built == VALUES.keys()
    swedish = entries("sv")
    assert {key for pattern in VALUES for key in keys_of(pattern) if key not in swedish} == set()


def test_a_key_that_is_built_takes_what_it_is_given() -> None:
    """One text among many that takes less than the others would fail when somebody is to read it, and not before."""
    swedish = entries("sv")
    wrong = [
        (key, sorted(swedish[key].parameters))
        for built, given in given_to_built().items()
        if built in VALUES and None not in given
        for key in keys_of(built)
        if key not in usage().literals and not swedish[key].lines and swedish[key].parameters not in given
    ]
    assert wrong == []


def test_every_broken_rule_gives_the_facts_that_its_text_needs() -> None:
    """No more and no less, since a text is never filled in by halves."""
    swedish = entries("sv")
    wrong = [
        (one.key, one.where)
        for one in known_faults()
        if one.parameters is not None and one.parameters != swedish[f"errors.{one.key}"].parameters
    ]
    assert wrong == []


def test_no_text_is_left_over() -> None:
    """Each text is one that someone can come to read."""
    used = usage().literals | {key for pattern in VALUES for key in keys_of(pattern)}
    assert entries("sv").keys() - used == set()


@pytest.mark.parametrize("place", PLACES_WITHOUT_PROSE)
def test_no_prose_stands_in_code(place: str) -> None:
    """Words that people read are in the texts alone."""
    found = [f"{path.relative_to(ROOT)}:{line}: {text}" for path, tree in trees(place) for line, text in prose(tree)]
    assert found == []


def test_the_search_for_prose_finds_it() -> None:
    """The check above can fail: a sentence given to a card is found, a docstring and an exception's text are not."""
    source = '"""Owns it all."""\ntitle(text="Du är borta")\nraise ValueError("not like that")\nx = "small"\n'
    assert prose(ast.parse(source)) == [(2, "Du är borta")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_neat(language: str) -> None:
    """No spaces at the ends or doubled, no three full stops, no markdown: cards would show it as it stands."""
    untidy = [
        (key, text)
        for key, entry in entries(language).items()
        for text in texts_of(entry)
        if text != text.strip()
        or "  " in text
        or "..." in text
        or re.search(r"[*_`\[\]]", re.sub(r"\{\w+\}", "", text))
    ]
    assert untidy == []


@pytest.mark.parametrize(("language", "foreign"), [("sv", ENGLISH), ("en", SWEDISH)])
def test_no_text_is_in_the_other_language(language: str, foreign: set[str]) -> None:
    """No word that only the other language has."""
    strays = [
        (key, text)
        for key, entry in entries(language).items()
        for text in texts_of(entry)
        if foreign & set(re.findall(r"\w+", re.sub(r"\{\w+\}", "", text).lower()))
    ]
    assert strays == []


def test_no_text_is_left_untranslated() -> None:
    """A text of words reads differently in the two languages."""
    english = entries("en")
    same = {
        key
        for key, entry in entries("sv").items()
        if texts_of(entry) == texts_of(english[key])
        and re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", " ".join(texts_of(entry))))
    }
    assert same == SAME_IN_BOTH
