"""What the stand-in for Microsoft Graph knows of mailboxes' settings, as Graph's documentation has it.

`Get user mailbox settings` and `Update user mailbox settings`: what isn't sent keeps its value; a schedule has an end
after its beginning, and ahead; Exchange writes a reply anew as a document of its own; no more than four requests at
once for a mailbox; who hasn't got a mailbox in Exchange Online is told apart from who isn't there.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from tests.graph.standin import Asked, GraphStandIn, Refusal
from tests.graph.standin_presence import instant_of

SETTINGS = "/users/{id}/mailboxSettings"
AT_ONCE = 4
OTHER = {
    "archiveFolder": "AQMkADk",
    "timeZone": "W. Europe Standard Time",
    "dateFormat": "yyyy-MM-dd",
    "timeFormat": "HH:mm",
    "language": {"locale": "sv-SE", "displayName": "Swedish (Sweden)"},
}


@dataclass(frozen=True)
class Replies:
    """How somebody's automatic replies are set; the times are those of a schedule."""

    status: str = "disabled"
    audience: str = "all"
    inside: str = ""
    outside: str = ""
    start_at: datetime = datetime(2026, 11, 20, 8, tzinfo=UTC)
    end_at: datetime = datetime(2026, 11, 21, 8, tzinfo=UTC)


@dataclass
class MailboxesOfTenant:
    """Everybody's mailbox; `now` is the stand-in's clock."""

    graph: GraphStandIn
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    replies: dict[str, Replies] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    """Who is there, and has no mailbox."""
    out_of_bounds: set[str] = field(default_factory=set)
    """Whose mailbox the app may not touch, by a policy of the tenant's."""
    seconds: float = 0.0
    """What each request takes."""
    _at_work: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.graph.route("GET", SETTINGS, self._read)
        self.graph.route("PATCH", SETTINGS, self._update)

    def answers(self, person: str) -> str:
        """What a colleague who writes to the person now is answered; nothing where no reply is on."""
        held = self.replies[person]
        is_on = held.status == "alwaysEnabled" or (
            held.status == "scheduled" and held.start_at <= self.now() < held.end_at
        )
        return held.inside if is_on else ""

    async def _read(self, asked: Asked) -> Any:
        async with self._one_more(asked.parts["id"]):
            person = self._somebody(asked)
            chosen = asked.query.get("$select")
            told = {**OTHER, "automaticRepliesSetting": _written(self.replies[person])}
            return {name: held for name, held in told.items() if chosen is None or name in chosen.split(",")}

    async def _update(self, asked: Asked) -> Any:
        async with self._one_more(asked.parts["id"]):
            person = self._somebody(asked)
            held = self.replies[person] = self._updated(self.replies[person], asked.body["automaticRepliesSetting"])
            return {"automaticRepliesSetting": _written(held)}

    def _updated(self, held: Replies, given: Mapping[str, Any]) -> Replies:
        start, end = given.get("scheduledStartDateTime"), given.get("scheduledEndDateTime")
        after = replace(
            held,
            status=given.get("status", held.status),
            audience=given.get("externalAudience", held.audience),
            inside=_as_exchange_writes(given.get("internalReplyMessage"), held.inside),
            outside=_as_exchange_writes(given.get("externalReplyMessage"), held.outside),
            start_at=held.start_at if start is None else instant_of(start),
            end_at=held.end_at if end is None else instant_of(end),
        )
        if end is not None and (after.end_at <= after.start_at or after.end_at <= self.now()):
            raise Refusal(400, "ErrorInvalidTimeSettings")
        return after

    def _somebody(self, asked: Asked) -> str:
        person = asked.parts["id"]
        if person in self.without:
            raise Refusal(404, "MailboxNotEnabledForRESTAPI")
        if person in self.out_of_bounds:
            raise Refusal(403, "ErrorAccessDenied")
        if person not in self.replies:
            raise Refusal(404, "ResourceNotFound")
        return person

    def _one_more(self, person: str) -> _Under:
        return _Under(self, person)


class _Under:
    """One request of those that are under way for a mailbox."""

    def __init__(self, mailboxes: MailboxesOfTenant, person: str) -> None:
        self._mailboxes, self._person = mailboxes, person

    async def __aenter__(self) -> None:
        at_work = self._mailboxes._at_work
        if at_work[self._person] >= AT_ONCE:
            raise Refusal(429, "ApplicationThrottled", Retry_After="1")
        at_work[self._person] += 1
        await asyncio.sleep(self._mailboxes.seconds)

    async def __aexit__(self, *_raised: object) -> None:
        self._mailboxes._at_work[self._person] -= 1


def _as_exchange_writes(text: str | None, held: str) -> str:
    """The reply as Exchange gives it back; what isn't sent stays."""
    if text is None:
        return held
    if not text:
        return ""
    inner = text.partition("<body>")[2].partition("</body>")[0] or text
    head = '<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>'
    return f'<html>\r\n{head}\r\n<body>\r\n<div dir="ltr">{inner.strip()}</div>\r\n</body>\r\n</html>\r\n'


def _written(held: Replies) -> Mapping[str, Any]:
    return {
        "status": held.status,
        "externalAudience": held.audience,
        "internalReplyMessage": held.inside,
        "externalReplyMessage": held.outside,
        "scheduledStartDateTime": _in_utc(held.start_at),
        "scheduledEndDateTime": _in_utc(held.end_at),
    }


def _in_utc(instant: datetime) -> Mapping[str, str]:
    return {"dateTime": f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.0000000", "timeZone": "UTC"}
