"""Owns what somebody is called aloud, where Entra may have given names apart, run together, or none at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from directory.graph.entries import UserEntry
from directory.graph.folded import cleaned, folded
from directory.name_words import PARTICLES

_BRACKETED = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
_SUFFIX = re.compile(r"\s+[-–—|/·]\s+.*$")
_APART = re.compile(r"[^\w'’-]|[_\d]")


class SpokenName(NamedTuple):
    """First and last name; `last` is empty for somebody with one name. `guessed`: Entra doesn't have both as such."""

    first: str
    last: str
    guessed: bool


def spoken_name(entry: UserEntry) -> SpokenName | None:
    """What the user is called: by given name and surname, else by display name, else by address; None for nobody."""
    first, last = cleaned(entry.first_name), cleaned(entry.last_name)
    if first and last:
        return SpokenName(first, last, guessed=False)
    shown = _shown(entry)
    if shown:
        first, last = _taken_apart(shown, first, last)
    elif not (first or last):
        first, last = _taken_apart(_addressed(entry), "", "")
    if not first:
        first, last = last, ""
    return SpokenName(first, last, guessed=True) if first else None


def _shown(entry: UserEntry) -> str:
    """The display name without what is added to it: "Anna Andersson (Bygg)", "Anna Andersson - Bygg"."""
    shown = cleaned(entry.display_name)
    bare = _SUFFIX.sub("", _BRACKETED.sub(" ", shown)).strip(" ,;")
    before, comma, after = bare.partition(",")
    said = {folded(value) for value in (entry.title, entry.department, entry.office, entry.company)}
    if comma and folded(after) in said:
        return before.strip()
    return " ".join(bare.split())


def _taken_apart(shown: str, first: str, last: str) -> tuple[str, str]:
    """First and last name in a name as it is shown; what is known of them already holds."""
    before, comma, after = (part.strip() for part in shown.partition(","))
    words = f"{after} {before}".split() if comma else shown.split()
    if first:
        return first, " ".join(_without(words, first.split(), at_end=False))
    if last:
        return " ".join(_without(words, last.split(), at_end=True)), last
    if comma and after:
        return after, before
    at = next((n for n, word in enumerate(words) if n and word.casefold() in PARTICLES), max(1, len(words) - 1))
    return " ".join(words[:at]), " ".join(words[at:])


def _without(words: list[str], known: list[str], *, at_end: bool) -> list[str]:
    """The words but for those that are known, if they stand at that end; the others may then be a name of their own."""
    ends = words[-len(known) :] if at_end else words[: len(known)]
    if [word.casefold() for word in ends] != [word.casefold() for word in known]:
        return [word for word in words if word.casefold() not in {one.casefold() for one in known}]
    return words[: -len(known)] if at_end else words[len(known) :]


def _addressed(entry: UserEntry) -> str:
    """What is before the @ as a name: "anna.andersson2@" is Anna Andersson."""
    local, _, _ = cleaned(entry.email or entry.upn).partition("@")
    return " ".join(word.capitalize() for word in _APART.sub(" ", local).split())
