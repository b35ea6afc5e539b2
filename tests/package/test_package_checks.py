"""What no schema sees: each of the package's own checks finds what is planted for it, and that alone."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from infra.teams.archive import zipped
from infra.teams.checks import faults_of
from tests.package.built import BOT, Json, built, files, spoilt

Spoil = Callable[[Json], object]


def _bot(manifest: Json) -> Json:
    return manifest["bots"][0]  # type: ignore[no-any-return]


def _commands(manifest: Json) -> list[Json]:
    return _bot(manifest)["commandLists"][0]["commands"]  # type: ignore[no-any-return]


def _search(manifest: Json) -> Json:
    return manifest["composeExtensions"][0]  # type: ignore[no-any-return]


def _asks_for(manifest: Json, name: str) -> None:
    asked = [{"name": name, "type": "Application"}]
    manifest["authorization"] = {"permissions": {"resourceSpecific": asked}}


PLANTED: dict[str, tuple[Spoil, str]] = {
    "a file that isn't there": (lambda m: m["icons"].update(color="colour.png"), "colour.png is missing"),
    "English by default": (
        lambda m: m["localizationInfo"].update(defaultLanguageTag="en"),
        "defaultLanguageTag is not sv",
    ),
    "an untranslated text": (lambda m: _commands(m).append({"title": "ny rad"}), "commands[10].title is missing"),
    "an empty text": (lambda m: _commands(m)[0].update(description=" "), "commands[0].description is empty"),
    "a long title": (lambda m: _commands(m)[0].update(title="x" * 33), "title has 33 characters, and 32 fit"),
    "a long description": (lambda m: _commands(m)[0].update(description="x" * 129), "has 129 characters, and 128 fit"),
    "a long name": (lambda m: m["name"].update(short="x" * 31), "name.short has 31 characters, and 30 fit"),
    "a long full name": (lambda m: m["name"].update(full="x" * 101), "name.full has 101 characters"),
    "a long summary": (lambda m: m["description"].update(short="x" * 81), "description.short has 81 characters"),
    "a long full text": (lambda m: m["description"].update(full="x" * 4001), "description.full has 4001 characters"),
    "a place left open": (
        lambda m: m["name"].update(full="{name} i kommunen"),
        "something to be filled in: ['{name}']",
    ),
    "two names alike": (lambda m: m["name"].update(full=m["name"]["short"]), "the full name is the short one"),
    "a text repeated": (
        lambda m: m["description"].update(full=m["description"]["short"] + " Jo."),
        "repeats the short",
    ),
    "too many commands": (
        lambda m: _commands(m).append(dict(_commands(m)[0], title="x")),
        "has 11 commands, and Teams shows 10",
    ),
    "a command twice": (lambda m: _commands(m)[1].update(title="Lunch"), "has “lunch” 2 times"),
    "a scope without a list": (lambda m: _bot(m)["commandLists"].pop(), "the scope groupChat has 0 command lists"),
    "a scope with two": (
        lambda m: _bot(m)["commandLists"][1]["scopes"].append("personal"),
        "personal has 2 command lists",
    ),
    "a list of no scope": (lambda m: _bot(m)["scopes"].remove("team"), "the bot is not in the scope team"),
    "an id twice": (
        lambda m: _search(m)["commands"].append(copy.deepcopy(_search(m)["commands"][0])),
        "2 commands have the id find",
    ),
    "two bots": (lambda m: _search(m).update(botId=BOT), "the ids differ"),
    "another registration": (lambda m: m["webApplicationInfo"].update(id=BOT), "the ids differ"),
    "a bot that only tells": (lambda m: _bot(m).update(isNotificationOnly=True), "isNotificationOnly is not false"),
    "a bot that takes files": (lambda m: _bot(m).update(supportsFiles=True), "supportsFiles is not false"),
    "an open address": (
        lambda m: m["developer"].update(privacyUrl="http://kommunen.se/"),
        "privacyUrl is no address over https",
    ),
    "everybody's domains": (
        lambda m: m["validDomains"].append("*.azurewebsites.net"),
        "*.azurewebsites.net is no whole name",
    ),
    "a domain with a scheme": (
        lambda m: m["validDomains"].append("https://kommunen.se"),
        "https://kommunen.se is no whole name",
    ),
    "another's resource": (
        lambda m: m["webApplicationInfo"].update(resource="api://else.se/x"),
        "at else.se, which is not among",
    ),
    "no resource": (lambda m: m["webApplicationInfo"].pop("resource"), "at None, which is not among"),
    "a permission of a team": (
        lambda m: _asks_for(m, "ChannelMessage.Read.Group"),
        "ChannelMessage.Read.Group is asked for",
    ),
    "a permission that isn't": (lambda m: _asks_for(m, "Nothing.Read.Group"), "Nothing.Read.Group is asked for"),
    "a permission of old": (lambda m: m["permissions"].append("messageTeamMembers"), "messageTeamMembers is asked for"),
    "the phone's camera": (lambda m: m.update(devicePermissions=["media"]), "devicePermissions: nothing needs any"),
    "shared channels": (lambda m: m["supportedChannelTypes"].append("sharedChannels"), "people of other organisations"),
    "every channel": (lambda m: m.update(supportsChannelFeatures="tier1"), "lets the app into shared channels too"),
    "half a version": (lambda m: m.update(version="1.0"), "version is '1.0'"),
    "a version with a tail": (lambda m: m.update(version="1.0.0-rc.1"), "version is '1.0.0-rc.1'"),
    "a colour by name": (lambda m: m.update(accentColor="teal"), "accentColor is 'teal'"),
    "another accent": (lambda m: m.update(accentColor="#0B4A5B"), "another ground than the accent colour #0B4A5B"),
    "two versions of the schema": (lambda m: m.update(manifestVersion="1.29"), "$schema and manifestVersion"),
}
IN_ENGLISH: dict[str, tuple[Spoil, str]] = {
    "a text too few": (lambda e: e.pop("name.full"), "en.json: name.full is missing"),
    "a text too many": (lambda e: e.update({"bots[0].commandLists[3].commands[0].title": "x"}), "leads nowhere"),
    "a long title": (lambda e: e.update({"composeExtensions[0].commands[0].title": "x" * 33}), "en.json: composeExt"),
    "an older schema": (lambda e: e.update({"$schema": e["$schema"].replace("1.30", "1.29")}), "not of version 1.30"),
    "a command twice": (lambda e: e.update({"bots[0].commandLists[0].commands[1].title": "lunch"}), "“lunch” 2 times"),
}


def test_the_package_is_sound() -> None:
    """Nothing is found in what is built."""
    assert faults_of(built()) == []


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_in_the_manifest_is_found(planted: str) -> None:
    """By a line that says where it is."""
    spoil, told = PLANTED[planted]
    faults = faults_of(spoilt(spoil))
    assert any(told in fault for fault in faults), faults


@pytest.mark.parametrize("planted", IN_ENGLISH)
def test_what_is_planted_in_the_english_is_found(planted: str) -> None:
    """As well as in the language that the manifest itself is in."""
    spoil, told = IN_ENGLISH[planted]
    faults = faults_of(spoilt(spoil, "en.json"))
    assert any(told in fault for fault in faults), faults


def test_all_faults_are_told_at_once() -> None:
    """Nobody uploads a package five times to learn of five."""

    def spoil(manifest: Any) -> None:
        manifest.update(version="1", supportsChannelFeatures="tier1", validDomains=[])

    assert len(faults_of(spoilt(spoil))) == 3


def test_what_is_no_package_is_told_so() -> None:
    """Neither a file of another kind, nor an archive without a manifest, nor one with a folder in it."""
    assert "can't be read" in faults_of(b"nothing")[0]
    assert "can't be read" in faults_of(zipped({"app/manifest.json": b"{}"}))[0]
    inside = {**files(), "app/readme.txt": b"x"}
    assert faults_of(zipped(inside)) == ["app/readme.txt is nothing that the manifest names"]
