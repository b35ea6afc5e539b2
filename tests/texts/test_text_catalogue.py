"""How a text is found and filled in, and what is refused."""

from __future__ import annotations

import tomllib

import pytest

from bot.texts.catalogue import Entry, MissingText, Words, entries_of, words_for

TOML = """
greeting = "Hej {name}!"
examples = ["en", "två"]
[box]
title = "Låda"
[box.deep]
inner = "{a} och {b}"
[many]
one = "{n} sak"
other = "{n} saker"
[alike]
one = "Saken"
other = "Sakerna"
"""


@pytest.fixture
def words() -> Words:
    """A language of a few texts."""
    return Words("sv", dict(entries_of("test", tomllib.loads(TOML))))


def test_a_text_is_found_by_its_key_and_filled_in(words: Words) -> None:
    """The file is the first part of the key, tables the next."""
    assert words("test.greeting", name="Anna") == "Hej Anna!"
    assert words("test.box.title") == "Låda"
    assert words("test.box.deep.inner", a=1, b="2") == "1 och 2"


def test_a_plural_goes_by_its_number(words: Words) -> None:
    """One thing and two things are said differently, and so are none."""
    assert [words("test.many", n=n) for n in (0, 1, 2)] == ["0 saker", "1 sak", "2 saker"]
    assert words("test.alike", n=1) == "Saken"


def test_a_list_is_asked_for_as_a_list(words: Words) -> None:
    """Its lines come in order; a text is no list and a list is no text."""
    assert words.several("test.examples") == ("en", "två")
    with pytest.raises(MissingText):
        words.several("test.greeting")
    with pytest.raises(MissingText):
        words("test.examples")


@pytest.mark.parametrize(
    ("key", "parameters"),
    [
        ("test.nothing", {}),
        ("test.box", {}),
        ("test.greeting", {}),
        ("test.greeting", {"name": "Anna", "age": 3}),
        ("test.box.title", {"name": "Anna"}),
        ("test.many", {}),
    ],
)
def test_what_does_not_fit_is_refused(words: Words, key: str, parameters: dict[str, str | int]) -> None:
    """A missing key, a missing parameter and one too many are all faults of the code, and told as such."""
    with pytest.raises(MissingText, match="test"):
        words(key, **parameters)


def test_braces_in_what_is_filled_in_are_left_alone(words: Words) -> None:
    """What people typed is never read as a template."""
    assert words("test.greeting", name="{name} {0}") == "Hej {name} {0}!"


def test_a_value_that_is_no_text_is_refused_as_the_file_is_read() -> None:
    """A number or an empty list in the file is a slip, found before anyone reads it."""
    slips: list[dict[str, object]] = [{"a": 3}, {"a": []}, {"a": ["x", 3]}]
    for wrong in slips:
        with pytest.raises(TypeError, match=r"test\.a"):
            dict(entries_of("test", wrong))


def test_the_languages_are_known_and_read_once() -> None:
    """Swedish and English; anything else is refused rather than guessed."""
    assert words_for("sv").language == "sv"
    assert words_for("en") is words_for("en")
    with pytest.raises(MissingText):
        words_for("de")


def test_an_entry_knows_its_parameters() -> None:
    """They are those of every form together."""
    entry = dict(entries_of("test", tomllib.loads(TOML)))["test.many"]
    assert entry == Entry(forms={"one": "{n} sak", "other": "{n} saker"}, parameters=frozenset({"n"}))
