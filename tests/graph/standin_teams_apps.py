"""What the stand-in for Microsoft Graph knows of apps installed for people, as Graph's documentation has it.

`userTeamwork: Install app for user`, `List apps installed for user` and `Get chat between user and teamsApp`: an app is
named by its address in the catalogue, an installation has an id of its own, and a second installation is a conflict.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from tests.graph.standin import Asked, GraphStandIn, Made, Refusal

INSTALLED = "/users/{id}/teamwork/installedApps"
CHAT = "/users/{id}/teamwork/installedApps/{installation}/chat"
APP = "0c5cbf3f-8c57-4d8d-9c1c-5f8c3c2c0a01"
BY_ID = re.compile(r"teamsApp/id eq '([0-9a-f-]{36})'")


@dataclass
class AppsOfTenant:
    """For whom the one app of the catalogue is installed. `known`: who is there, and may use Teams."""

    graph: GraphStandIn
    known: set[str]
    blocked_by_policy: set[str] = field(default_factory=set)
    installed: set[str] = field(default_factory=set)
    has_no_chat_yet: set[str] = field(default_factory=set)
    may: bool = True

    def __post_init__(self) -> None:
        self.graph.route("POST", INSTALLED, self._install)
        self.graph.route("GET", INSTALLED, self._list)
        self.graph.route("GET", CHAT, self._chat)

    async def _install(self, asked: Asked) -> Any:
        person = self._person(asked)
        bound = f"{self.graph.url}/v1.0/appCatalogs/teamsApps/{APP}"
        if asked.body != {"teamsApp@odata.bind": bound}:
            raise Refusal(404, "NotFound")
        if person in self.blocked_by_policy:
            raise Refusal(403, "Forbidden")
        if person in self.installed:
            raise Refusal(409, "Conflict")
        self.installed.add(person)
        return Made(201)

    async def _list(self, asked: Asked) -> Any:
        person = self._person(asked)
        wanted = BY_ID.fullmatch(asked.query.get("$filter", ""))
        assert wanted is not None, "the filter is not by the app's id"
        assert asked.query.get("$expand") == "teamsApp", "a filter on an app needs it expanded"
        found = person in self.installed and wanted[1] == APP
        app = {"id": APP, "externalId": "vaxelvis", "displayName": "Växelvis", "distributionMethod": "organization"}
        return {"value": [{"id": installation_of(person), "teamsApp": app}] if found else []}

    async def _chat(self, asked: Asked) -> Any:
        person = self._person(asked)
        if asked.parts["installation"] != installation_of(person) or person in self.has_no_chat_yet:
            raise Refusal(404, "NotFound")
        return {"id": chat_of(person), "chatType": "oneOnOne", "createdDateTime": "2026-11-24T08:00:00Z"}

    def _person(self, asked: Asked) -> str:
        if not self.may:
            raise Refusal(403, "Forbidden")
        person = asked.parts["id"]
        if person not in self.known:
            raise Refusal(404, "NotFound")
        return person


def installation_of(person: str) -> str:
    """The id of the person's installation: base64, as Graph's are, so that it has to be quoted in a path."""
    return b64encode(f"{person}##{APP}".encode()).decode()


def chat_of(person: str) -> str:
    """The conversation of the person with the app, as Graph names it."""
    return f"19:{person}_bot@unq.gbl.spaces"
