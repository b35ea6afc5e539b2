"""Calendars in the stand-in for Microsoft Graph: free and busy times with all that comes along, and automatic replies.

Entries are held with subjects, places and notes, as Exchange holds them, so that a test can look for those words
wherever they must not come.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.graph import published
from tests.graph.standin import Asked, GraphStandIn, Refusal

SCHEDULES = "/users/{id}/calendar/getSchedule"
REPLIES = "/users/{id}/mailboxSettings/automaticRepliesSetting"
MOST_SCHEDULES = 20
MOST_DAYS = 62
SECRET = "Läkarbesök hos onkologen"
"""What an entry is about, and what an automatic reply says."""


@dataclass(kw_only=True)
class Mailbox:
    """One person's calendar and automatic replies. `seen_by`: who else may see it; None: everyone."""

    id: str
    address: str
    entries: list[tuple[str, datetime, datetime]] = field(default_factory=list)
    replies: tuple[str, datetime | None, datetime | None] = ("disabled", None, None)
    seen_by: frozenset[str] | None = None
    zone: str = ""
    """The zone to answer in whatever was asked for; "" as asked."""

    def shows(self, status: str, start: datetime, end: datetime) -> None:
        """Put an entry in."""
        self.entries.append((status, start, end))


class StandInCalendars:
    """Mailboxes, by the ids of users."""

    def __init__(self, standin: GraphStandIn) -> None:
        self.mailboxes: dict[str, Mailbox] = {}
        standin.route("POST", SCHEDULES, self._schedules)
        standin.route("GET", REPLIES, self._replies, odata=False)

    def mailbox(self, id_: str, address: str) -> Mailbox:
        """A mailbox, made if it isn't there."""
        return self.mailboxes.setdefault(id_, Mailbox(id=id_, address=address))

    async def _schedules(self, asked: Asked) -> Any:
        through = self._of(asked)
        assert asked.headers.get("Prefer") == 'outlook.timezone="UTC"', "times are asked for in UTC"
        wanted: list[str] = asked.body["schedules"]
        start, end = (_instant(asked.body[edge]) for edge in ("startTime", "endTime"))
        if len(wanted) > MOST_SCHEDULES or (end - start).days >= MOST_DAYS:
            raise Refusal(400, "ErrorInvalidRequest")
        return {"value": [self._information(address, through, start, end) for address in wanted]}

    def _information(self, address: str, through: Mailbox, start: datetime, end: datetime) -> dict[str, Any]:
        found = next((one for one in self.mailboxes.values() if one.address.casefold() == address.casefold()), None)
        if found is None:
            return _error(address, "ErrorMailRecipientNotFound")
        if found is not through and found.seen_by is not None and through.id not in found.seen_by:
            return _error(address, "ErrorNoFreeBusyAccess")
        shown = [one for one in found.entries if one[1] < end and one[2] > start]
        return {
            "scheduleId": address,
            "availabilityView": "0" * max(1, (end - start).days),
            "scheduleItems": [self._item(found, *one) for one in shown],
            "workingHours": {"daysOfWeek": ["monday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000"},
        }

    def _item(self, mailbox: Mailbox, status: str, start: datetime, end: datetime) -> dict[str, Any]:
        return {
            "status": status,
            "subject": SECRET,
            "location": SECRET,
            "isPrivate": True,
            "start": _told(start, mailbox.zone),
            "end": _told(end, mailbox.zone),
        }

    async def _replies(self, asked: Asked) -> Any:
        mailbox = self._of(asked)
        status, start, end = mailbox.replies
        told = {
            "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#automaticRepliesSetting",
            "status": status,
            "externalAudience": "all",
            "internalReplyMessage": SECRET,
            "externalReplyMessage": SECRET,
            "scheduledStartDateTime": _told(start or datetime.now(UTC), mailbox.zone),
            "scheduledEndDateTime": _told(end or datetime.now(UTC), mailbox.zone),
        }
        published.type_named("automaticRepliesSetting").check(told)
        return told

    def _of(self, asked: Asked) -> Mailbox:
        found = self.mailboxes.get(asked.parts["id"])
        if found is None:
            raise Refusal(404, "MailboxNotEnabledForRESTAPI")
        return found


def _error(address: str, code: str) -> dict[str, Any]:
    return {"scheduleId": address, "availabilityView": "", "error": {"message": SECRET, "responseCode": code}}


def _told(instant: datetime, zone: str) -> dict[str, str]:
    local = instant.astimezone(ZoneInfo(zone) if zone and zone != "W. Europe Standard Time" else UTC)
    if zone == "W. Europe Standard Time":
        local = instant.astimezone(ZoneInfo("Europe/Berlin"))
    return {"dateTime": f"{local:%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": zone or "UTC"}


def _instant(told: dict[str, str]) -> datetime:
    assert told["timeZone"] == "UTC", "times are asked for in UTC"
    return datetime.fromisoformat(told["dateTime"]).replace(tzinfo=UTC)
