"""Owns the parts of a municipality file about whom callers are connected to (S3): what else people call a matter, and
what the switchboard does with one that leads nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from directory.errand_words import CALLERS, FRAMING
from directory.file_faults import FaultCode, Faults
from directory.file_values import count, several, short_name, text
from directory.folding import words
from directory.yaml_tree import Field, Given, Shape, Spot, advice, shaped
from policy.ids import GroupId
from policy.switchboard_terms import USUAL_SWITCHBOARD, SwitchboardTerms

MOST_CALLS = 50
MOST_DAYS = 730

OWN_WORDS: Shape = {"sv": Field(text, required=True), "en": Field(text, required=True)}

SWITCHBOARD: Shape = {
    "group": Field(short_name),
    "words": Field(shaped(OWN_WORDS)),
    "misdirected_to_suggest": Field(count(2, MOST_CALLS)),
    "misdirected_days": Field(count(1, MOST_DAYS)),
}

Others = tuple[tuple[str, int], ...]
"""Words for one matter, each with its line."""


def synonyms(spot: Spot) -> Mapping[str, tuple[Others, int]]:
    """Other words for matters, by the matter, with the line of each."""
    found: dict[str, tuple[Others, int]] = {}
    for key, value in spot.items():
        matter, others = key.text(), several(text)(value)
        if matter is not None and others is not None:
            found[matter] = (others, key.line)
    return found


def check_switchboard(file: Given, faults: Faults) -> None:
    """Note synonyms of what nobody answers for or that say nothing, and a group that isn't there."""
    groups: Mapping[str, Given] = file.get("answer_groups", {})
    given: Given | None = file.get("switchboard")
    group = None if given is None else given.get("group")
    if given is not None and group is not None and group not in groups:
        told = {"value": group, "advice": advice(group, list(groups)) if groups else "add it, or take the key away"}
        faults.add(FaultCode.UNKNOWN_GROUP, line=given.line_of("group"), path=f"{given.path}.group", **told)
    known = _matters(file)
    for matter, (others, line) in file.get("synonyms", {}).items():
        if matter.casefold() not in known:
            told = {"value": matter, "advice": advice(matter.casefold(), sorted(known))}
            faults.add(FaultCode.UNKNOWN_MATTER, line=line, path="synonyms", **told)
        for other, other_line in others:
            if set(words(other)) <= FRAMING - CALLERS:
                faults.add(FaultCode.SAYS_NOTHING, line=other_line, path=f"synonyms.{matter}", value=other)


def build_synonyms(file: Given) -> Mapping[str, tuple[str, ...]]:
    """What else people call each matter."""
    return {matter: tuple(one for one, _ in others) for matter, (others, _) in file.get("synonyms", {}).items()}


def build_switchboard(given: Given | None) -> SwitchboardTerms:
    """The municipality's terms; what the file doesn't say is as usual."""
    usual = USUAL_SWITCHBOARD
    if given is None:
        return usual
    group, own = given.get("group"), given.get("words")
    return SwitchboardTerms(
        group=None if group is None else GroupId(group),
        words={} if own is None else own.values,
        misdirected_to_suggest=given.get("misdirected_to_suggest", usual.misdirected_to_suggest),
        misdirected_days=given.get("misdirected_days", usual.misdirected_days),
    )


def _matters(file: Given) -> frozenset[str]:
    """What somebody answers for, and what groups are called, in lower case."""
    parts = (*file.get("answer_groups", {}).values(), *file.get("people", {}).values())
    matters = (matter for part in parts for matter, _ in part.get("matters", ()))
    names = (group.get("name", "") for group in file.get("answer_groups", {}).values())
    return frozenset(one.casefold() for one in (*matters, *names))
