"""Owns the automatic replies of a mailbox while its person's diversion stands: sets them, and puts back what stood.

What the person has set up themselves, and that isn't over, is left as it is: it says more than ours. Who outside gets a
reply at all stays as the person has it, since that is never sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson

from directory.graph.carrying import TimeLeft, ended_by, sending, still_to_stand
from directory.graph.client import GraphClient, path_of
from directory.graph.instants import instant_in, written
from directory.graph.refusals import GraphFailed
from directory.graph.wording import html_of, say_the_same
from policy.periods import as_utc
from services.effect_ports import EffectEnd, EffectKind, EffectOutcome, InForce, Keep, Wanted

NO_MAILBOX = "no_mailbox"
OFF, ALWAYS, SCHEDULED = "disabled", "alwaysEnabled", "scheduled"
LONGEST_KEPT = 50_000
"""Signs of the person's own replies that are kept to be put back; where there are more, nothing is set."""
SAME_TIME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Replies:
    """How somebody's automatic replies are set. `end_at` is of a schedule; None: it isn't known, or there is none."""

    status: str
    inside: str
    outside: str
    end_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """What was set for a diversion, until when, and the person's own words that stood there before.

    `is_sure` False: it was about to be set, or taken back, and nobody knows how that ended.
    """

    diversion: str
    text: str
    until: datetime | None
    inside: str
    outside: str
    is_sure: bool = False


class AutomaticReplies:
    """Implements `services.effect_ports.EffectCarrier`."""

    def __init__(self, client: GraphClient, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._now = now

    @property
    def kind(self) -> EffectKind:
        """The automatic replies."""
        return EffectKind.AUTOMATIC_REPLIES

    async def carry_out(self, wanted: Wanted, memo: str, *, keep: Keep, within: float) -> EffectEnd:
        """Make it stand as wanted; see the port."""
        left, ours, absence = TimeLeft(within), _remembered(memo), still_to_stand(wanted.absence, now=self._now())
        try:
            if absence is not None:
                return await self._put_up(wanted, absence, ours, keep, left)
            return EffectEnd(outcome=EffectOutcome.DONE) if ours is None else await self._take_back(wanted, ours, left)
        except GraphFailed as failure:
            return ended_by(failure, missing=NO_MAILBOX)

    async def _put_up(
        self, wanted: Wanted, absence: InForce, ours: _Ours | None, keep: Keep, left: TimeLeft
    ) -> EffectEnd:
        stands = await self._read(wanted, left)
        until = None if absence.back_at is None else as_utc(absence.back_at)
        if ours is not None and not self._is_as_left(ours, stands):
            if ours.diversion == absence.diversion:
                return await self._leave_alone(wanted, ours, stands, left)
            ours = ours if _is_turned_off(ours, stands) else None
        if ours is None and self._are_their_own(stands, absence.long):
            return EffectEnd(outcome=EffectOutcome.LEFT_ALONE)
        if ours is None:
            ours = _first(absence, stands)
        if len(ours.inside) + len(ours.outside) > LONGEST_KEPT:
            return EffectEnd(outcome=EffectOutcome.LEFT_ALONE)
        if ours.is_sure and stands.status != OFF and (ours.text, ours.until) == (absence.long, until):
            return EffectEnd(outcome=EffectOutcome.DONE, memo=_memo(replace(ours, diversion=absence.diversion)))
        about = replace(ours, diversion=absence.diversion, text=absence.long, until=until, is_sure=False)
        if about.inside or about.outside or until is None:
            await keep(_memo(about))
        replies = self._written(absence, until)
        return await self._send(wanted, replies, left, then=_memo(replace(about, is_sure=True)), unsure=_memo(about))

    async def _take_back(self, wanted: Wanted, ours: _Ours, left: TimeLeft) -> EffectEnd:
        stands = await self._read(wanted, left)
        if not self._is_as_left(ours, stands):
            return await self._leave_alone(wanted, ours, stands, left)
        if not ours.is_sure and _is_as_before(ours, stands):
            return EffectEnd(outcome=EffectOutcome.DONE)
        return await self._give_back(wanted, ours, left)

    async def _leave_alone(self, wanted: Wanted, ours: _Ours, stands: _Replies, left: TimeLeft) -> EffectEnd:
        """What the person has changed stays; where they only turned ours off, they get their own words back with it."""
        if _is_turned_off(ours, stands):
            given = await self._give_back(wanted, ours, left)
            if given.outcome is not EffectOutcome.DONE:
                return given
        return EffectEnd(outcome=EffectOutcome.LEFT_ALONE)

    async def _give_back(self, wanted: Wanted, ours: _Ours, left: TimeLeft) -> EffectEnd:
        replies = {"status": OFF, "internalReplyMessage": ours.inside, "externalReplyMessage": ours.outside}
        return await self._send(wanted, replies, left, then="", unsure=_memo(replace(ours, is_sure=False)))

    def _is_as_left(self, ours: _Ours, stands: _Replies) -> bool:
        """Whether the person has changed nothing since: ours stands, or has come to its end, or never was set."""
        if not ours.is_sure and _is_as_before(ours, stands):
            return True
        if not _says_ours(ours.text, stands):
            return False
        if ours.until is None:
            return stands.status == ALWAYS
        if stands.status == SCHEDULED:
            return stands.end_at is not None and abs(stands.end_at - ours.until) < SAME_TIME
        return stands.status == OFF and ours.until <= self._now()

    def _are_their_own(self, stands: _Replies, text: str) -> bool:
        """Whether the person has set up replies that aren't over. Those that say just what ours say are ours."""
        is_on = stands.status == ALWAYS or (
            stands.status == SCHEDULED and (stands.end_at is None or stands.end_at > self._now())
        )
        return is_on and not _says_ours(text, stands)

    def _written(self, absence: InForce, until: datetime | None) -> dict[str, Any]:
        text = html_of(absence.long)
        said: dict[str, Any] = {"internalReplyMessage": text, "externalReplyMessage": text}
        if until is None:
            return {"status": ALWAYS, **said}
        begins = max(as_utc(absence.start_at), self._now())
        times = {"scheduledStartDateTime": written(begins), "scheduledEndDateTime": written(until)}
        return {"status": SCHEDULED, **times, **said}

    async def _read(self, wanted: Wanted, left: TimeLeft) -> _Replies:
        path = path_of("users", wanted.person.id, "mailboxSettings")
        told = await self._client.get(
            path,
            what=self.kind.value,
            within=left.seconds(),
            params={"$select": "automaticRepliesSetting"},
        )
        found = told.get("automaticRepliesSetting")
        held: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        status = str(held.get("status") or OFF).casefold()
        return _Replies(
            status=next((one for one in (OFF, SCHEDULED) if one == status), ALWAYS),
            inside=str(held.get("internalReplyMessage") or ""),
            outside=str(held.get("externalReplyMessage") or ""),
            end_at=instant_in(held.get("scheduledEndDateTime")),
        )

    async def _send(
        self, wanted: Wanted, replies: Mapping[str, Any], left: TimeLeft, *, then: str, unsure: str
    ) -> EffectEnd:
        """Set them: `then` is the memo from there on, `unsure` where it isn't known whether they were set."""
        path = path_of("users", wanted.person.id, "mailboxSettings")
        body = {"automaticRepliesSetting": replies}
        request = self._client.send("PATCH", path, body, what=self.kind.value, within=left.seconds())
        return await sending(request, missing=NO_MAILBOX, then=then, unsure=unsure)


def _first(absence: InForce, stands: _Replies) -> _Ours:
    """What is to be remembered of how it stood before; of replies that are ours already, there is nothing."""
    is_ours = _says_ours(absence.long, stands)
    inside, outside = ("", "") if is_ours else (stands.inside, stands.outside)
    return _Ours(diversion=absence.diversion, text=absence.long, until=None, inside=inside, outside=outside)


def _says_ours(text: str, stands: _Replies) -> bool:
    return say_the_same(stands.inside, text) and say_the_same(stands.outside, text)


def _is_turned_off(ours: _Ours, stands: _Replies) -> bool:
    """Whether the person has turned ours off, and changed nothing else."""
    return stands.status == OFF and _says_ours(ours.text, stands)


def _is_as_before(ours: _Ours, stands: _Replies) -> bool:
    same = say_the_same(stands.inside, ours.inside) and say_the_same(stands.outside, ours.outside)
    return same and stands.status != ALWAYS


def _memo(ours: _Ours) -> str:
    return orjson.dumps(ours).decode()


def _remembered(memo: str) -> _Ours | None:
    if not memo:
        return None
    held = orjson.loads(memo)
    until = held.pop("until")
    return _Ours(until=None if until is None else datetime.fromisoformat(until), **held)
