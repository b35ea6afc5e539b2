"""Owns reading people's calendars out of Microsoft Graph: free or busy, and when automatic replies are on. Read only.

What Graph sends along beside that (subjects, places, what a reply says, whether an entry is private) is not looked at:
`_shown` and `_replies` read the fields that they name, and nothing else goes further. A private entry is as busy or as
free as any other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from directory.graph.client import GraphClient, path_of
from directory.graph.refusals import UNAUTHORISED, GraphAway, GraphFailed, GraphRefused
from policy.calendar_absences import CalendarSeen, Showing, Shown
from policy.organisation import Person, PersonId
from policy.periods import Period, as_utc
from services.calendar_ports import MOST_AT_ONCE, CalendarsRead

SCHEDULES_WITHIN, REPLIES_WITHIN, ALL_REPLIES_WITHIN = 8.0, 4.0, 8.0
"""In seconds: several people's free and busy times, one person's automatic replies, and those of all of them."""
REPLIES_AT_ONCE = 4
DAY_IN_MINUTES = 1440
"""The coarsest view, since the entries are what is read."""
IN_UTC = {"Prefer": 'outlook.timezone="UTC"'}
NO_CONSENT = "Authorization_RequestDenied"
"""The tenant has not granted what it takes: it is the same for everyone."""
PASSES = frozenset({"ErrorTimeoutExpired", "ErrorServerBusy", "ErrorProxyRequestProcessingFailed"})
"""What Exchange says of one person's calendar where it may go better later."""
SHOWING = {"busy": Showing.BUSY, "oof": Showing.OUT_OF_OFFICE}
UTC_BY_NAME = frozenset({"utc", "tzone://microsoft/utc", "etc/gmt"})
WINDOWS_ZONES = {
    "W. Europe Standard Time": "Europe/Stockholm",
    "Central Europe Standard Time": "Europe/Stockholm",
    "Central European Standard Time": "Europe/Stockholm",
    "Romance Standard Time": "Europe/Stockholm",
    "GMT Standard Time": "Europe/London",
    "FLE Standard Time": "Europe/Helsinki",
}
"""Windows' names of the zones nearby; UTC is asked for, so another name is an answer to something else."""

Json = Mapping[str, Any]


class _Unreadable(Exception):
    """It ends the same way again until somebody changes something."""


class _Later(Exception):
    """It may go better later."""


@dataclass
class _Reading:
    """What has come of reading so far."""

    seen: dict[PersonId, CalendarSeen] = field(default_factory=dict)
    unreadable: set[PersonId] = field(default_factory=set)
    wait: float | None = None

    def told_to_wait(self, away: GraphAway) -> None:
        """Graph asked to be left alone for a while."""
        if away.wait is not None:
            self.wait = max(self.wait or 0.0, away.wait)


class GraphCalendars:
    """The CalendarReach of services, over Microsoft Graph."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client

    async def read(self, people: Sequence[Person], within: Period) -> CalendarsRead:
        """What those people's calendars show in the period; at most MOST_AT_ONCE people."""
        reading = _Reading()
        reading.unreadable |= {person.id for person in people if not person.email}
        reachable = [person for person in people if person.email]
        for first in range(0, len(reachable), MOST_AT_ONCE):
            await self._schedules(reachable[first : first + MOST_AT_ONCE], within, reading)
        await self._add_replies([person for person in reachable if person.id in reading.seen], reading)
        return CalendarsRead(
            seen=reading.seen,
            unreadable=frozenset(reading.unreadable),
            wait=None if reading.wait is None else timedelta(seconds=reading.wait),
        )

    async def _schedules(self, people: Sequence[Person], within: Period, reading: _Reading) -> None:
        """The free and busy times of several people, asked for through the first one's mailbox.

        Whose the first one may not see, or if that is no mailbox, each is asked for through their own.
        """
        if not people or reading.wait is not None:
            return
        try:
            told = await self._schedules_told(people, within)
        except GraphAway as away:
            reading.told_to_wait(away)
            return
        except GraphFailed as refused:
            if len(people) == 1 or _is_everyones(refused):
                reading.unreadable |= {person.id for person in people}
                return
            told = {}
            for person in people:
                await self._schedules([person], within, reading)
            return
        for person in people:
            await self._schedule(person, told.get(person.email.casefold()), people, within, reading)

    async def _schedule(
        self, person: Person, told: Json | None, asked: Sequence[Person], within: Period, reading: _Reading
    ) -> None:
        try:
            reading.seen[person.id] = CalendarSeen(shown=tuple(_shown(told)))
        except _Unreadable:
            if len(asked) > 1 and person is not asked[0]:
                await self._schedules([person], within, reading)
            else:
                reading.unreadable.add(person.id)
        except _Later:
            return

    async def _schedules_told(self, people: Sequence[Person], within: Period) -> dict[str, Json]:
        """By address, in lower case. Raises GraphFailed."""
        answer = await self._client.send(
            "POST",
            path_of("users", str(people[0].id), "calendar", "getSchedule"),
            {
                "schedules": [person.email for person in people],
                "startTime": _told_in_utc(within.start_at),
                "endTime": _told_in_utc(within.end_at or within.start_at),
                "availabilityViewInterval": DAY_IN_MINUTES,
            },
            what="calendars",
            within=SCHEDULES_WITHIN,
            again=True,
            headers=IN_UTC,
        )
        listed = answer.get("value")
        told = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
        return {str(one.get("scheduleId", "")).casefold(): one for one in told}

    async def _add_replies(self, people: Sequence[Person], reading: _Reading) -> None:
        """When automatic replies are on; whose that can't be read just now are left for later whole."""
        turns, left = asyncio.Semaphore(REPLIES_AT_ONCE), {person.id for person in people}

        async def add(person: Person) -> None:
            async with turns:
                if reading.wait is not None:
                    return
                try:
                    replies = await self._replies_of(person)
                except _Later:
                    return
                except GraphAway as away:
                    reading.told_to_wait(away)
                    return
                left.discard(person.id)
                if replies is not None:
                    seen = reading.seen[person.id]
                    reading.seen[person.id] = CalendarSeen(shown=seen.shown, replies=replies)

        try:
            async with asyncio.timeout(ALL_REPLIES_WITHIN):
                await asyncio.gather(*(add(person) for person in people))
        except TimeoutError:
            pass
        for person_id in left:
            del reading.seen[person_id]

    async def _replies_of(self, person: Person) -> Period | None:
        """Raises GraphAway or _Later. Where they may not be read at all, the calendar alone tells."""
        path = path_of("users", str(person.id), "mailboxSettings", "automaticRepliesSetting")
        try:
            setting = await self._client.get(path, what="replies", within=REPLIES_WITHIN, headers=IN_UTC)
        except GraphAway:
            raise
        except GraphFailed:
            return None
        return _replies(setting)


def _shown(told: Json | None) -> Iterator[Shown]:
    """Each stretch that is no free time, out of its status, start and end. Raises _Unreadable or _Later."""
    if told is None:
        raise _Later
    error = told.get("error")
    if isinstance(error, Mapping):
        raise _Later if error.get("responseCode") in PASSES else _Unreadable
    entries = told.get("scheduleItems")
    if entries is None:
        return
    if not isinstance(entries, list):
        raise _Later
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise _Later
        showing = SHOWING.get(str(entry.get("status", "")).casefold())
        if showing is None:
            continue
        period = _period(entry.get("start"), entry.get("end"))
        if period is not None:
            yield Shown(showing, period)


def _replies(setting: Json) -> Period | None:
    """When automatic replies are on, where a time was given; always on says nothing of when. Raises _Later."""
    if str(setting.get("status", "")).casefold() != "scheduled":
        return None
    return _period(setting.get("scheduledStartDateTime"), setting.get("scheduledEndDateTime"))


def _period(start: object, end: object) -> Period | None:
    """None for what takes no time. Raises _Later for what is no time."""
    start_at, end_at = _instant(start), _instant(end)
    return Period(start_at, end_at) if start_at < end_at else None


def _instant(told: object) -> datetime:
    """A time and the name of its zone as an instant; the first of the two where the clock shows it twice."""
    if not isinstance(told, Mapping):
        raise _Later
    try:
        clock = datetime.fromisoformat(str(told.get("dateTime")))
    except ValueError:
        raise _Later from None
    zone = _zone(str(told.get("timeZone") or "UTC"))
    return as_utc(clock if clock.tzinfo is not None else clock.replace(tzinfo=zone))


def _zone(name: str) -> tzinfo:
    if name.casefold() in UTC_BY_NAME:
        return UTC
    try:
        return ZoneInfo(WINDOWS_ZONES.get(name, name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _Later from None


def _told_in_utc(instant: datetime) -> Json:
    return {"dateTime": f"{as_utc(instant):%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}


def _is_everyones(refused: GraphFailed) -> bool:
    return isinstance(refused, GraphRefused) and (refused.status == UNAUTHORISED or refused.code == NO_CONSENT)
