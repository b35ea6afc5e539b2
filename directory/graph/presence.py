"""Owns asking Graph how people stand in Teams: many in one question, kept for some seconds for whoever asks next.

Of what Graph tells only what the lamp shows is read, and it is kept in memory alone, for a minute at most. When Graph
is slow, fails or asks for it, it is left alone for a while: answers do without, or tell what was known with its age.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from directory.graph.client import GraphClient, path_of
from directory.graph.refusals import GraphAway, GraphFailed, GraphRefused
from policy.organisation import PersonId
from policy.presence import Lamp, Presence

log = logging.getLogger(__name__)

PERMISSION = "Presence.Read.All"
MOST_IN_ONE = 650
"""Microsoft Graph, "cloudCommunications: getPresencesByUserId": so many people in one question."""
MOST_AT_ONCE = 4
"""Questions under way; what comes beside them is answered by what is known."""
FRESH_SECONDS = 10.0
"""How long what was told is not asked for again."""
KEPT_SECONDS = 60.0
"""How long it is still told of, with its age, when nothing newer can be had."""
QUESTION_SECONDS = 3.0
"""How long a question goes on, for whoever asks next, when those who asked have gone on without it."""
IN_HAND_SECONDS = 0.05
"""What is left of the time that an answer has when it is given what is known."""
LATE_SECONDS = 0.75
"""An answer that took longer comes too late for whoever asked: as good as none."""
FAILURES = 3
"""So many in a row, and Graph is left alone."""
FIRST_REST_SECONDS, LONGEST_REST_SECONDS, MOST_DOUBLED = 30.0, 300.0, 4
LONGEST_ASKED_REST_SECONDS = 900.0
WITHOUT_PERMISSION_SECONDS = 3600.0

_LAMPS = {
    "inacall": Lamp.IN_CALL,
    "inaconferencecall": Lamp.IN_CALL,
    "inameeting": Lamp.IN_MEETING,
    "presenting": Lamp.PRESENTING,
    "urgentinterruptionsonly": Lamp.DO_NOT_DISTURB,
    "focusing": Lamp.DO_NOT_DISTURB,
    "donotdisturb": Lamp.DO_NOT_DISTURB,
    "offline": Lamp.OFFLINE,
    "offwork": Lamp.OFFLINE,
    "busy": Lamp.BUSY,
    "busyidle": Lamp.BUSY,
    "available": Lamp.FREE,
    "availableidle": Lamp.AWAY,
    "away": Lamp.AWAY,
    "berightback": Lamp.AWAY,
    "inactive": Lamp.AWAY,
    "outofoffice": Lamp.AWAY,
}
"""By Graph's words for `availability` and `activity`, without capitals, which it doesn't always write alike. Who is
unknown to it, or shown in another way, is not told of."""
_SAYS_MORE = (Lamp.IN_CALL, Lamp.PRESENTING, Lamp.IN_MEETING, Lamp.DO_NOT_DISTURB)
"""What decides where the two words differ: "busy, in a call"."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What Graph told of somebody and when; None is nothing that can be told of."""

    lamp: Lamp | None
    at: float


class GraphPresence:
    """Implements `services.presence_ports.PresenceSource`."""

    def __init__(self, client: GraphClient, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._clock = clock
        self._shown: dict[str, _Shown] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._rests_until = float("-inf")
        self._failures = 0

    async def look_up(self, people: Collection[PersonId], *, within: float) -> Mapping[PersonId, Presence]:
        """What is known of each of them within so many seconds."""
        now = self._clock()
        wanted = {person.lower() for person in people if _is_of_entra(person) and not self._is_fresh(person, now)}
        self._shown = {one: shown for one, shown in self._shown.items() if now - shown.at <= KEPT_SECONDS}
        self._ask([one for one in sorted(wanted) if one not in self._under_way], now)
        waited_for = {self._under_way[one] for one in wanted if one in self._under_way}
        if waited_for:
            await asyncio.wait(waited_for, timeout=max(0.0, within - IN_HAND_SECONDS))
        return dict(self._known(people))

    def _known(self, people: Iterable[PersonId]) -> Iterable[tuple[PersonId, Presence]]:
        now = self._clock()
        for person in people:
            shown = self._shown.get(person.lower())
            if shown is not None and shown.lamp is not None:
                yield person, Presence(shown.lamp, timedelta(seconds=now - shown.at))

    def _is_fresh(self, person: PersonId, now: float) -> bool:
        shown = self._shown.get(person.lower())
        return shown is not None and now - shown.at < FRESH_SECONDS

    def _ask(self, ids: list[str], now: float) -> None:
        """Begin asking, unless Graph is to be left alone, or asked enough at once."""
        for begins in range(0, len(ids), MOST_IN_ONE):
            some = tuple(ids[begins : begins + MOST_IN_ONE])
            if now < self._rests_until or len(set(self._under_way.values())) >= MOST_AT_ONCE:
                return
            task = asyncio.create_task(self._question(some), name="presence of Graph")
            self._under_way |= dict.fromkeys(some, task)

    async def _question(self, ids: tuple[str, ...]) -> None:
        seconds = asyncio.get_running_loop().time
        begun = seconds()
        try:
            answer = await self._client.send(
                "POST",
                path_of("communications", "getPresencesByUserId"),
                {"ids": list(ids)},
                what="presence",
                within=QUESTION_SECONDS,
                again=True,
            )
        except GraphFailed as failure:
            self._rest_after(failure)
        else:
            self._failures = self._failures + 1 if seconds() - begun > LATE_SECONDS else 0
            self._rest(self._rest_of_failing())
            told, now = _lamps_of(answer.get("value")), self._clock()
            # Whom it says nothing of is not asked for again at once either.
            self._shown |= {one: _Shown(told.get(one), now) for one in ids}
        finally:
            for one in ids:
                self._under_way.pop(one, None)

    def _rest_after(self, failure: GraphFailed) -> None:
        """Leave Graph alone for as long as it asked, or as its failing calls for."""
        self._failures += 1
        rest = self._rest_of_failing()
        if isinstance(failure, GraphRefused) and failure.lacks_permission:
            log.error("Microsoft Graph tells no presence: a permission is missing", extra={"permission": PERMISSION})
            rest = WITHOUT_PERMISSION_SECONDS
        if isinstance(failure, GraphAway) and failure.wait is not None:
            rest = max(rest, min(failure.wait, LONGEST_ASKED_REST_SECONDS))
        self._rest(rest)

    def _rest_of_failing(self) -> float:
        """For how long Graph is left alone after so many that came to nothing: longer each time."""
        if self._failures < FAILURES:
            return 0.0
        doubled = min(self._failures - FAILURES, MOST_DOUBLED)
        return min(FIRST_REST_SECONDS * 2.0**doubled, LONGEST_REST_SECONDS)

    def _rest(self, seconds: float) -> None:
        if seconds:
            log.warning("Microsoft Graph is not asked for presence for a while", extra={"seconds": seconds})
            self._rests_until = max(self._rests_until, self._clock() + seconds)


def _lamps_of(told: Any) -> dict[str, Lamp | None]:
    """The lamps of an answer, by id in small letters; what can't be read of it is not there."""
    entries = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    return {str(one.get("id", "")).lower(): _lamp(one) for one in entries}


def _lamp(entry: Mapping[str, Any]) -> Lamp | None:
    words = (str(entry.get("availability", "")).lower(), str(entry.get("activity", "")).lower())
    lamps = [_LAMPS[word] for word in words if word in _LAMPS]
    return next((lamp for lamp in _SAYS_MORE if lamp in lamps), lamps[0] if lamps else None)


def _is_of_entra(person: PersonId) -> bool:
    """Whether Graph can know the id: one that it can't read would have it refuse the whole question."""
    try:
        UUID(person)
    except ValueError:
        return False
    return True
