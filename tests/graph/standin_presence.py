"""What the stand-in for Microsoft Graph knows of presence and status messages, as Graph's documentation has it.

`cloudCommunications: getPresencesByUserId`, `Get presence` and `presence: setStatusMessage`: at most 650 ids, which are
GUIDs; who isn't known is shown as unknown; a status message is text within 280 characters, its end is written without
a zone, and neither its end nor when it was published is told of somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tests.graph.standin import Asked, GraphStandIn, Made, Refusal

MANY = "/communications/getPresencesByUserId"
ONE = "/users/{id}/presence"
SET_MESSAGE = "/users/{id}/presence/setStatusMessage"
MOST_IDS, LONGEST = 650, 280
WINDOWS_ZONES = {"W. Europe Standard Time": "Europe/Stockholm", "Pacific Standard Time": "America/Los_Angeles"}


@dataclass
class StatusMessage:
    """One that stands; `until` None: until it is changed."""

    content: str
    until: datetime | None = None


@dataclass
class TeamsOfTenant:
    """Everybody's lamp and status message. `now` is the stand-in's clock."""

    graph: GraphStandIn
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    lamps: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Availability and activity, in Graph's words, by id; who is here is somebody."""
    messages: dict[str, StatusMessage] = field(default_factory=dict)
    may_read: bool = True
    may_write: bool = True
    tells_ends: bool = False
    """Whether the end of a status message is told too, as to its own person."""

    def __post_init__(self) -> None:
        self.graph.route("POST", MANY, self._many)
        self.graph.route("GET", ONE, self._one)
        self.graph.route("POST", SET_MESSAGE, self._set_message)

    def message_of(self, person: str) -> str:
        """What stands there now."""
        message = self.messages.get(person)
        is_over = message is None or (message.until is not None and self.now() >= message.until)
        return "" if is_over or message is None else message.content

    async def _many(self, asked: Asked) -> Any:
        self._require(may=self.may_read)
        ids = asked.body["ids"]
        if len(ids) > MOST_IDS or not all(map(_is_guid, ids)):
            raise Refusal(400, "BadRequest")
        return {"value": [self._presence(one) for one in ids]}

    async def _one(self, asked: Asked) -> Any:
        self._require(may=self.may_read)
        person = self._somebody(asked)
        return {**self._presence(person), "statusMessage": self._told(person)}

    async def _set_message(self, asked: Asked) -> Any:
        self._require(may=self.may_write)
        person = self._somebody(asked)
        message = asked.body["statusMessage"]
        body, end = message["message"], message.get("expiryDateTime")
        if body["contentType"] != "text" or len(body["content"]) > LONGEST or "publishedDateTime" in message:
            raise Refusal(400, "BadRequest")
        self.messages[person] = StatusMessage(body["content"], None if end is None else instant_of(end))
        return Made(200)

    def _presence(self, person: str) -> Mapping[str, Any]:
        availability, activity = self.lamps.get(person, ("PresenceUnknown", "PresenceUnknown"))
        return {
            "id": person,
            "availability": availability,
            "activity": activity,
            "outOfOfficeSettings": {"message": None, "isOutOfOffice": False},
        }

    def _told(self, person: str) -> Mapping[str, Any] | None:
        content, message = self.message_of(person), self.messages.get(person)
        if not content or message is None:
            return None
        told: dict[str, Any] = {"message": {"content": content, "contentType": "text"}}
        if self.tells_ends and message.until is not None:
            told["expiryDateTime"] = {
                "dateTime": f"{message.until.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}0",
                "timeZone": "UTC",
            }
        return told

    def _somebody(self, asked: Asked) -> str:
        if asked.parts["id"] not in self.lamps:
            raise Refusal(404, "NotFound")
        return asked.parts["id"]

    def _require(self, *, may: bool) -> None:
        if not may:
            raise Refusal(403, "Forbidden")


def instant_of(given: Mapping[str, Any]) -> datetime:
    """The instant that a dateTimeTimeZone names; refused where it holds a zone of its own, or names none that is."""
    try:
        naive = datetime.fromisoformat(given["dateTime"][:26])
        zone = ZoneInfo(WINDOWS_ZONES.get(given["timeZone"], given["timeZone"]))
    except (ValueError, KeyError):
        raise Refusal(400, "BadRequest") from None
    if naive.tzinfo is not None or given["dateTime"].endswith("Z"):
        raise Refusal(400, "BadRequest")
    return naive.replace(tzinfo=zone)


def _is_guid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
