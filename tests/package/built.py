"""Owns the packages that the tests look into: the example's, one with a municipality's own values, and spoilt ones."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from infra.teams.archive import as_json, package, zipped
from infra.teams.manifest import localisations, manifest
from infra.teams.parameters import EXAMPLE, Parameters, read_parameters

BOT = "5f0c2a4e-7d19-4b86-9c33-1e8fa6b0d257"
Json = dict[str, Any]
Files = dict[str, bytes]


def own() -> Parameters:
    """What a municipality might write, with names as long as there is room for."""
    return Parameters(
        name="Växelvis i Storfors och Kils k",
        organisation="Kommunalförbundet växeln i Storfors och Kilen",
        developer="Storfors och Kils växelförbund",
        bot_id=BOT,
        manifest_id=BOT,
        domain="vaxelvis.storfors-kil.se",
        website_url="https://www.storfors-kil.se/vaxelvis",
        privacy_url="https://www.storfors-kil.se/vaxelvis/personuppgifter",
        terms_url="https://www.storfors-kil.se/vaxelvis/villkor",
        revision=7,
    )


@cache
def example() -> Parameters:
    """The example's parameters."""
    return read_parameters(EXAMPLE, {})


@cache
def built() -> bytes:
    """The example's package."""
    return package(example())


def files() -> Files:
    """What is in the example's package."""
    with zipfile.ZipFile(io.BytesIO(built())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def spoilt(spoil: Callable[[Json], object], name: str = "manifest.json") -> bytes:
    """The example's package with one of its JSON files changed."""
    inside = files()
    document = json.loads(inside[name])
    spoil(document)
    return zipped({**inside, name: as_json(document)})


def shown_in(language: str) -> Json:
    """The manifest as Teams applies a language to it: the other languages' texts put in their places."""
    shown = copy.deepcopy(manifest(example()))
    for place, text in localisations(example()).get(f"{language}.json", {}).items():
        if place != "$schema":
            _put(shown, place, text)
    return shown


def _put(document: Json, place: str, text: str) -> None:
    at: Any = document
    *way, last = place.replace("[", ".").replace("]", "").split(".")
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    at[last] = text
