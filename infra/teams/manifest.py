"""Owns the manifest: what the app is, where it can be used, what it offers to type and what it asks for.

Each property that isn't plain has its reason in docs/teams-app.md. The schema's version stands here alone.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from infra.teams.parameters import HERE, MOST_REVISIONS, Parameters
from infra.teams.words import DEFAULT_LANGUAGE, LANGUAGES, Words, words_in

SCHEMA_VERSION = "1.30"
SCHEMA = f"https://developer.microsoft.com/json-schemas/teams/v{SCHEMA_VERSION}/MicrosoftTeams.schema.json"
LOCALISATION_SCHEMA = SCHEMA.replace("MicrosoftTeams.schema", "MicrosoftTeams.Localization.schema")
ACCENT = "#0B4A5A"
"""The ground of the colour icon, and what Teams may put behind the white one."""
COLOUR_ICON, OUTLINE_ICON = "color.png", "outline.png"
PROJECT_FILE = HERE.parents[1] / "pyproject.toml"

ALONE = ("lunch", "divert", "back", "status", "colleague", "whom", "message", "promise", "script", "help")
IN_COMPANY = ("colleague", "whom", "duty", "present", "policy", "help")
"""Where others read along the bot answers what anyone may know (`bot/router.py`), and offers no more."""
COMMANDS = {"personal": ALONE, "team": IN_COMPANY, "groupChat": IN_COMPANY}
"""What is offered to type in each scope, by the words' names; Teams shows ten at most."""

Json = dict[str, Any]


def manifest(parameters: Parameters) -> Json:
    """The manifest, in the default language."""
    words = words_in(DEFAULT_LANGUAGE, parameters)
    others = [{"languageTag": one, "file": f"{one}.json"} for one in LANGUAGES if one != DEFAULT_LANGUAGE]
    return {
        "$schema": SCHEMA,
        "manifestVersion": SCHEMA_VERSION,
        "version": app_version(parameters),
        "id": parameters.manifest_id,
        "localizationInfo": {"defaultLanguageTag": DEFAULT_LANGUAGE, "additionalLanguages": others},
        "developer": {
            "name": parameters.developer,
            "websiteUrl": parameters.website_url,
            "privacyUrl": parameters.privacy_url,
            "termsOfUseUrl": parameters.terms_url,
        },
        **_said(parameters, words),
        "icons": {"outline": OUTLINE_ICON, "color": COLOUR_ICON},
        "accentColor": ACCENT,
        "defaultInstallScope": "personal",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "supportedChannelTypes": ["privateChannels"],
        "permissions": ["identity"],
        "validDomains": [parameters.domain],
        "webApplicationInfo": {"id": parameters.bot_id, "resource": f"https://{parameters.domain}"},
    }


def localisations(parameters: Parameters) -> dict[str, Json]:
    """The other languages' files, by their names: each text by its place in the manifest."""
    return {
        f"{language}.json": {
            "$schema": LOCALISATION_SCHEMA,
            **dict(texts_of(_said(parameters, words_in(language, parameters)))),
        }
        for language in LANGUAGES
        if language != DEFAULT_LANGUAGE
    }


def app_version(parameters: Parameters) -> str:
    """The product's version, with the revision in its last part: 1.2.3 and 4 make 1.2.304, which 1.2.400 follows."""
    project = tomllib.loads(PROJECT_FILE.read_text(encoding="utf-8"))["project"]
    major, minor, patch = str(project["version"]).split(".")
    return f"{major}.{minor}.{int(patch) * (MOST_REVISIONS + 1) + parameters.revision}"


def texts_of(shown: Json) -> Iterator[tuple[str, str]]:
    """Every text of a manifest that has to be there in each language, by its place, as localisation files name it."""
    for part in ("name", "description"):
        yield from _texts(shown.get(part), part, ("short", "full"))
    for number, bot in enumerate(shown.get("bots", ())):
        for at, listed in enumerate(bot.get("commandLists", ())):
            for place, command in _numbered(listed, f"bots[{number}].commandLists[{at}].commands"):
                yield from _texts(command, place, ("title", "description", "prompt"))
    for number, extension in enumerate(shown.get("composeExtensions", ())):
        for place, command in _numbered(extension, f"composeExtensions[{number}].commands"):
            yield from _texts(command, place, ("title", "description"))
            for within, parameter in _numbered(command, f"{place}.parameters"):
                yield from _texts(parameter, within, ("title", "description", "value"))


def _said(parameters: Parameters, words: Words) -> Json:
    """What of the manifest is in a language."""
    return {
        "name": {"short": parameters.name, "full": words("app.full_name")},
        "description": {"short": words("app.short"), "full": words("app.full")},
        "bots": [
            {
                "botId": parameters.bot_id,
                "scopes": list(COMMANDS),
                "isNotificationOnly": False,
                "supportsFiles": False,
                "supportsCalling": False,
                "supportsVideo": False,
                "commandLists": [
                    {"scopes": [scope], "commands": [_command(name, words) for name in names]}
                    for scope, names in COMMANDS.items()
                ],
            }
        ],
        "composeExtensions": [
            {
                "botId": parameters.bot_id,
                "canUpdateConfiguration": False,
                "commands": [_search(words)],
            }
        ],
    }


def _command(name: str, words: Words) -> Json:
    return {"title": words(f"commands.{name}.title"), "description": words(f"commands.{name}.description")}


def _search(words: Words) -> Json:
    return {
        "id": "find",
        "type": "query",
        "title": words("search.title"),
        "description": words("search.description"),
        "context": ["compose", "commandBox"],
        "initialRun": True,
        "parameters": [
            {
                "name": "text",
                "title": words("search.text.title"),
                "description": words("search.text.description"),
                "inputType": "text",
            }
        ],
    }


def _numbered(holder: Json, place: str) -> Iterator[tuple[str, Json]]:
    for at, one in enumerate(holder.get(place.rpartition(".")[2], ())):
        yield f"{place}[{at}]", one


def _texts(holder: Json | None, place: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        if holder is not None and name in holder:
            yield f"{place}.{name}", holder[name]
