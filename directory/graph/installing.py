"""Owns installing the app for people through Microsoft Graph, and finding the chats that come with it.

It must not decide for whom. The permission is TeamsAppInstallation.ReadWriteSelfForUser.All, the least of those that do
it: it is for this one app alone, and lets nobody read a message (docs/microsoft-365.md).
"""

from __future__ import annotations

from datetime import timedelta

from directory.graph.client import VERSION, GraphClient, path_of
from directory.graph.refusals import CONFLICT, FORBIDDEN, NOT_FOUND, GraphAway, GraphFailed, GraphRefused
from policy.ids import PersonId
from policy.reachability import Refusal
from services.install_ports import InstallEnd, Installing

WITHIN = 20.0
"""Seconds for one question, with all its tries: nobody waits for it."""
WHAT, WHAT_CHAT = "install", "install_chat"
REFUSALS = {FORBIDDEN: Refusal.NOT_ALLOWED, NOT_FOUND: Refusal.NOT_FOUND}


class GraphInstaller:
    """Implements `services.install_ports.AppInstaller`. `app_id` is the app's id in the tenant's catalogue."""

    def __init__(self, client: GraphClient, *, endpoint: str, app_id: str) -> None:
        self._client = client
        self._app_id = app_id
        self._app = f"{endpoint.rstrip('/')}/{VERSION}/appCatalogs/teamsApps/{app_id}"

    async def install(self, person: PersonId) -> Installing:
        """Install it. Asked twice it is installed once; the second answer is that it is there already."""
        try:
            await self._client.send(
                "POST",
                path_of("users", person, "teamwork", "installedApps"),
                {"teamsApp@odata.bind": self._app},
                what=WHAT,
                within=WITHIN,
            )
        except GraphRefused as refused:
            if refused.status == CONFLICT:
                return Installing(end=InstallEnd.ALREADY)
            return _refused(refused)
        except GraphFailed as failed:
            return _away(failed)
        return Installing(end=InstallEnd.DONE)

    async def find_chat(self, person: PersonId) -> Installing:
        """The conversation of the installed app, by the installation's own id."""
        try:
            found = await self._client.get(
                path_of("users", person, "teamwork", "installedApps"),
                what=WHAT_CHAT,
                within=WITHIN,
                params={"$expand": "teamsApp", "$filter": f"teamsApp/id eq '{self._app_id}'"},
            )
        except GraphRefused as refused:
            return _refused(refused)
        except GraphFailed as failed:
            return _away(failed)
        installations = [one["id"] for one in found.get("value", ()) if isinstance(one.get("id"), str)]
        if not installations:
            return Installing(end=InstallEnd.NOT_INSTALLED)
        return await self._chat(person, installations[0])

    async def _chat(self, person: PersonId, installation: str) -> Installing:
        path = path_of("users", person, "teamwork", "installedApps", installation, "chat")
        try:
            chat = await self._client.get(path, what=WHAT_CHAT, within=WITHIN)
        except GraphRefused as refused:
            return Installing(end=InstallEnd.NO_CHAT) if refused.status == NOT_FOUND else _refused(refused)
        except GraphFailed as failed:
            return _away(failed)
        conversation = chat.get("id")
        if not isinstance(conversation, str) or not conversation:
            return Installing(end=InstallEnd.NO_CHAT)
        return Installing(end=InstallEnd.DONE, chat=conversation)


def _refused(refused: GraphRefused) -> Installing:
    return Installing(end=InstallEnd.REFUSED, why=REFUSALS.get(refused.status, Refusal.OTHER))


def _away(failed: GraphFailed) -> Installing:
    wait = failed.wait if isinstance(failed, GraphAway) else None
    return Installing(end=InstallEnd.AWAY, wait=timedelta(seconds=wait or 0.0))
