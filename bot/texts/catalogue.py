"""Owns how words are found: one `Words` a language, read once from `sv/*.toml` and `en/*.toml` beside this file.

To add a text: write it in `sv/SUBJECT.toml` and `en/SUBJECT.toml`, in the table where it belongs, and ask for it as
`words("SUBJECT.TABLE.key", name="Anna")`. The file's name is the first part of the key; tables nest as deep as needed.

    [receipt]                                   words("diversion.receipt.title", until="13:00")
    title = "Du är hänvisad till {until}"

    [pick.more]                                 words("people.pick.more", n=3)      a plural goes by the number `n`
    one = "{n} till"
    other = "{n} till"

    examples = ["lunch till 13", "sjuk idag"]   words.several("help.examples")      a list has no parameters

Texts are plain: no markdown, no formatting beyond `{name}`. Cards escape everything they show, so a `*` is shown as
a `*`. `tests/texts` checks that both languages have the same keys with the same parameters, and that every key is
used; a key that is built from a value (`f"reasons.{reason}.name"`) is declared there, in `built_keys.py`.

It must not know any subject, any date or any card.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
PLURAL_FORMS = frozenset({"one", "other"})
FOLDER = Path(__file__).parent


class MissingText(LookupError):
    """No such key in that language, or not these parameters: a fault in the code, which the tests find."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under one key: one form, a plural's forms by name, or the lines of a list; and its parameters."""

    forms: Mapping[str, str]
    lines: tuple[str, ...] = ()
    parameters: frozenset[str] = frozenset()

    def form(self, parameters: Mapping[str, object]) -> str:
        """The form that the parameters call for: a plural's by `n`, else the only one."""
        return self.forms.get("one" if parameters.get("n") == 1 else "other", "")


class Words:
    """The words of one language. Made by `words_for`; never changes."""

    def __init__(self, language: str, entries: Mapping[str, Entry]):
        self.language = language
        self._entries = entries

    def __call__(self, key: str, **parameters: str | int) -> str:
        """The text under the key with its parameters filled in; raises MissingText if either doesn't fit."""
        entry = self.entry(key)
        if entry.lines or entry.parameters != parameters.keys():
            wanted = ", ".join(sorted(entry.parameters)) or "no parameters"
            raise MissingText(f"{self.language}: {key} takes {wanted}, got {', '.join(sorted(parameters)) or 'none'}")
        return entry.form(parameters).format(**parameters)

    def several(self, key: str) -> tuple[str, ...]:
        """The lines of a list; raises MissingText if the key isn't one."""
        entry = self.entry(key)
        if not entry.lines:
            raise MissingText(f"{self.language}: {key} is not a list")
        return entry.lines

    def __iter__(self) -> Iterator[str]:
        """Every key of the language."""
        return iter(self._entries)

    def entry(self, key: str) -> Entry:
        """What stands under the key; raises MissingText."""
        try:
            return self._entries[key]
        except KeyError:
            raise MissingText(f"{self.language}: no text {key}") from None


@cache
def words_for(language: str) -> Words:
    """The words of a language, one of LANGUAGES; raises MissingText for any other."""
    if language not in LANGUAGES:
        raise MissingText(f"no texts in {language}")
    entries: dict[str, Entry] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        with path.open("rb") as file:
            entries.update(entries_of(path.stem, tomllib.load(file)))
    return Words(language, entries)


@cache
def several_in_any(key: str) -> tuple[str, ...]:
    """The lines of a list in every language, for what people may type in either; raises MissingText if it is none."""
    return tuple(line for language in LANGUAGES for line in words_for(language).several(key))


def entries_of(key: str, value: object) -> Iterator[tuple[str, Entry]]:
    """Every entry of a parsed file under its key; raises TypeError for what is neither text, texts nor table."""
    if isinstance(value, str):
        yield key, _counted({"other": value, "one": value})
    elif isinstance(value, list) and all(isinstance(line, str) for line in value) and value:
        yield key, Entry(forms={}, lines=tuple(value))
    elif isinstance(value, dict) and value.keys() == PLURAL_FORMS:
        yield key, _counted(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from entries_of(f"{key}.{name}", inner)
    else:
        raise TypeError(f"{key} is neither a text, a list of texts nor a table")


def _counted(forms: Mapping[str, str]) -> Entry:
    names = {name for form in forms.values() for _, name, _, _ in string.Formatter().parse(form) if name is not None}
    counted = {"n"} if forms["one"] != forms["other"] else set()
    return Entry(forms=forms, parameters=frozenset(names | counted))
