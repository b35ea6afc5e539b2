"""Owns what a finished package is held to beyond Microsoft's schema, which lets all of this pass: `faults_of` names
every fault at once, so that none is first seen as a refusal in the Teams admin center, or as an app that is dumb.

It reads the archive alone, and knows nothing of how it was built.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from infra.teams.icon_checks import icon_faults
from infra.teams.manifest import texts_of
from infra.teams.parameters import is_domain, is_web_page

MANIFEST = "manifest.json"
MOST_COMMANDS = 10
"""The schema lets twelve pass; Teams shows ten."""
LONGEST = (
    (r"name\.short", 30),
    (r"name\.full", 100),
    (r"description\.short", 80),
    (r"description\.full", 4000),
    (r".*commands\[\d+\](\.parameters\[\d+\])?\.title", 32),
    (r".*commands\[\d+\](\.parameters\[\d+\])?\.description", 128),
)
"""What fits in every client: of commands the newest schema lets more pass than older ones show."""
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LEFT_OPEN = re.compile(r"\{\{?[^{}\n]*\}\}?|<[^<>\n]*>|%[A-Z_]+%")
"""A place in a text that was to be filled in."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Package:
    """What is in the archive."""

    files: dict[str, bytes]
    manifest: Json
    languages: dict[str, Json]

    @property
    def bots(self) -> list[Json]:
        """The bots; Teams takes one."""
        return list(self.manifest.get("bots", ()))

    @property
    def extensions(self) -> list[Json]:
        """The message extensions; Teams takes one."""
        return list(self.manifest.get("composeExtensions", ()))


def faults_of(archive: bytes) -> list[str]:
    """A line for each fault; none when the package is sound."""
    try:
        opened = _opened(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        return [f"the package can't be read: {error}"]
    return [fault for check in CHECKS for fault in check(opened)]


def _opened(archive: bytes) -> Package:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    manifest = json.loads(files[MANIFEST])
    named = _language_files(manifest)
    return Package(files, manifest, {name: json.loads(files[name]) for name in named if name in files})


def _language_files(manifest: Json) -> list[str]:
    return [one["file"] for one in manifest.get("localizationInfo", {}).get("additionalLanguages", ())]


def _files(package: Package) -> Iterator[str]:
    """All that the manifest names is there, at the top, and nothing else."""
    named = {MANIFEST, *package.manifest["icons"].values(), *_language_files(package.manifest)}
    yield from (f"{name} is missing" for name in sorted(named - set(package.files)))
    yield from (f"{name} is nothing that the manifest names" for name in sorted(set(package.files) - named))


def _icons(package: Package) -> Iterator[str]:
    icons = package.manifest["icons"]
    colour, outline = (package.files.get(icons[kind], b"") for kind in ("color", "outline"))
    yield from icon_faults(colour=colour, outline=outline, ground=str(package.manifest["accentColor"]))


def _languages(package: Package) -> Iterator[str]:
    """Each language has each text and no other, by the same schema; Swedish is what those of no language see."""
    if package.manifest.get("localizationInfo", {}).get("defaultLanguageTag") != "sv":
        yield "localizationInfo.defaultLanguageTag is not sv"
    texts = dict(texts_of(package.manifest))
    version = package.manifest["manifestVersion"]
    for name, language in package.languages.items():
        keys = set(language) - {"$schema"}
        yield from (f"{name}: {key} is missing" for key in sorted(set(texts) - keys))
        yield from (f"{name}: {key} leads nowhere in the manifest" for key in sorted(keys - set(texts)))
        if f"/v{version}/" not in str(language.get("$schema")):
            yield f"{name}: its $schema is not of version {version}"


def _texts(package: Package) -> Iterator[str]:
    """Whatever the language: nothing is empty, too long or left to be filled in."""
    for name, texts in _by_file(package).items():
        for place, text in texts.items():
            most = next((most for pattern, most in LONGEST if re.fullmatch(pattern, place)), len(text))
            if not text.strip():
                yield f"{name}: {place} is empty"
            if len(text) > most:
                yield f"{name}: {place} has {len(text)} characters, and {most} fit"
            if LEFT_OPEN.search(text):
                yield f"{name}: {place} has something to be filled in: {LEFT_OPEN.findall(text)}"
        if texts["name.short"] == texts.get("name.full"):
            yield f"{name}: the full name is the short one"
        if texts["description.short"] in texts["description.full"]:
            yield f"{name}: the full description repeats the short one"


def _by_file(package: Package) -> dict[str, dict[str, str]]:
    texts = dict(texts_of(package.manifest))
    others = {name: texts | {key: str(text) for key, text in one.items()} for name, one in package.languages.items()}
    return {MANIFEST: texts, **{name: {key: one[key] for key in texts} for name, one in others.items()}}


def _commands(package: Package) -> Iterator[str]:
    """One list a scope, with room for all of it, and no line twice in any language."""
    for bot in package.bots:
        lists, scopes = bot.get("commandLists", ()), bot["scopes"]
        listed = Counter(scope for one in lists for scope in one["scopes"])
        yield from (f"the scope {scope} has {listed[scope]} command lists" for scope in scopes if listed[scope] != 1)
        yield from (f"the bot is not in the scope {scope}" for scope in listed if scope not in scopes)
        for at, one in enumerate(lists):
            if len(one["commands"]) > MOST_COMMANDS:
                yield f"commandLists[{at}] has {len(one['commands'])} commands, and Teams shows {MOST_COMMANDS}"
            yield from _said_twice(package, f"bots[0].commandLists[{at}].commands")
    ids = Counter(command["id"] for one in package.extensions for command in one.get("commands", ()))
    yield from (f"composeExtensions: {count} commands have the id {one}" for one, count in ids.items() if count > 1)


def _said_twice(package: Package, place: str) -> Iterator[str]:
    for name, texts in _by_file(package).items():
        titles = Counter(
            text.casefold() for key, text in texts.items() if key.startswith(place) and key.endswith(".title")
        )
        yield from (f"{name}: {place} has “{one}” {count} times" for one, count in titles.items() if count > 1)


def _identities(package: Package) -> Iterator[str]:
    """It is one bot everywhere, and the app registration is its own."""
    places = {f"bots[{at}].botId": bot["botId"] for at, bot in enumerate(package.bots)}
    places |= {f"composeExtensions[{at}].botId": one.get("botId") for at, one in enumerate(package.extensions)}
    places["webApplicationInfo.id"] = package.manifest.get("webApplicationInfo", {}).get("id")
    if len(set(places.values())) != 1:
        yield "the ids differ: " + ", ".join(f"{place} {one}" for place, one in places.items())
    for at, bot in enumerate(package.bots):
        for asked in ("isNotificationOnly", "supportsFiles", "supportsCalling", "supportsVideo"):
            if bot.get(asked) is not False:
                yield f"bots[{at}].{asked} is not false: the bot doesn't"


def _addresses(package: Package) -> Iterator[str]:
    for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl"):
        if not is_web_page(str(package.manifest["developer"].get(name))):
            yield f"developer.{name} is no address over https"
    domains = package.manifest.get("validDomains", [])
    yield from (f"validDomains: {one} is no whole name of one host" for one in domains if not is_domain(str(one)))
    resource = urlsplit(str(package.manifest.get("webApplicationInfo", {}).get("resource", "")))
    if resource.hostname not in domains:
        yield f"webApplicationInfo.resource is at {resource.hostname}, which is not among validDomains"


def _permissions(package: Package) -> Iterator[str]:
    """Växelvis asks no team and no chat for anything: what it may in Microsoft Graph is given in Entra."""
    asked = package.manifest.get("authorization", {}).get("permissions", {}).get("resourceSpecific", ())
    yield from (f"authorization: {one.get('name')} is asked for, and nothing needs it" for one in asked)
    for name in set(package.manifest.get("permissions", ())) - {"identity"}:
        yield f"permissions: {name} is asked for, and nothing needs it"
    if package.manifest.get("devicePermissions"):
        yield "devicePermissions: nothing needs any"
    if "sharedChannels" in package.manifest.get("supportedChannelTypes", ()):
        yield "supportedChannelTypes: people of other organisations read along in shared channels"
    if package.manifest.get("supportsChannelFeatures"):
        yield "supportsChannelFeatures: it lets the app into shared channels too"


def _plain_values(package: Package) -> Iterator[str]:
    if not VERSION.fullmatch(str(package.manifest["version"])):
        yield f"version is {package.manifest['version']!r}: it takes three numbers with stops between"
    if not COLOUR.fullmatch(str(package.manifest["accentColor"])):
        yield f"accentColor is {package.manifest['accentColor']!r}: it takes # and six hexadecimal digits"
    if f"/v{package.manifest['manifestVersion']}/" not in str(package.manifest.get("$schema")):
        yield "$schema and manifestVersion are of two versions"


CHECKS: tuple[Callable[[Package], Iterator[str]], ...] = (
    *(_files, _icons, _languages, _texts, _commands, _identities, _addresses, _permissions, _plain_values),
)
