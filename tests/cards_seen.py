"""Reads a rendered Adaptive Card as a person does: the words on it, the fields to fill in, the buttons to press."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

READ_ALOUD = ("text", "title", "label", "value")
NOT_SHOWN = ("fallback", "data", "msteams", "refresh")


def words_on(card: Mapping[str, Any]) -> str:
    """Everything that can be read on the card, a line for each element, without markdown's signs where it is read."""
    found = ((part, str(part[key])) for part in parts(card) for key in READ_ALOUD if isinstance(part.get(key), str))
    return "\n".join(text if _type(part) == "TextRun" else without_markdown(text) for part, text in found)


def without_markdown(text: str) -> str:
    """The text as it looks: bold and italic signs gone, escaped characters bare."""
    return re.sub(r"\\([^\w\s])", r"\1", re.sub(r"\*\*|(?<!\\)\*", "", text))


def fields_of(card: Mapping[str, Any]) -> dict[str, str]:
    """The inputs' ids with what is filled in already, empty where nothing is."""
    return {part["id"]: str(part.get("value", "")) for part in parts(card) if _type(part).startswith("Input.")}


def required_fields_of(card: Mapping[str, Any]) -> frozenset[str]:
    """The ids of the inputs that must be filled in."""
    return frozenset(p["id"] for p in parts(card) if _type(p).startswith("Input.") and p.get("isRequired"))


def buttons_of(card: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The actions by what is on them, or by what is shown when they are pointed at (a row that can be pressed)."""
    actions = (part for part in parts(card) if _type(part).startswith("Action."))
    return {name: action for action in actions if (name := action.get("title") or action.get("tooltip"))}


def parts(node: object) -> Iterator[Mapping[str, Any]]:
    """Every object of a card, in reading order; fallbacks and what buttons carry are not read by anyone."""
    # Every test that talks reads every card: one loop takes half the time of calls within calls.
    ahead = [node]
    while ahead:
        one = ahead.pop()
        if isinstance(one, dict | Mapping):
            yield one
            ahead += [one[key] for key in reversed(one) if key not in NOT_SHOWN and not isinstance(one[key], str)]
        elif isinstance(one, list | tuple):
            ahead += reversed(one)


def _type(part: Mapping[str, Any]) -> str:
    return str(part.get("type", ""))
