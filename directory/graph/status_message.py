"""Owns a person's status message in Teams while a diversion stands: sets it, and puts back what stood before.

The person comes first: what they have written there since is left as it is. Graph tells nobody but the person when
their own message ends. So one that has no end that is told is put back on the day that it was read only, and until the
end of that day: on another it could be untrue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

import orjson

from directory.graph.carrying import TimeLeft, ended_by, sending, still_to_stand
from directory.graph.client import GraphClient, path_of
from directory.graph.instants import instant_in, written
from directory.graph.refusals import GraphFailed
from directory.graph.wording import say_the_same
from policy.periods import as_utc
from services.effect_ports import EffectEnd, EffectKind, EffectOutcome, InForce, Keep, Wanted

LONGEST = 280
"""Microsoft Graph, "presence: setStatusMessage"."""
NO_TEAMS = "no_licence"
"""Graph finds no presence of an account that hasn't got Teams."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """A status message: empty is none; `until` None: no end is known."""

    text: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ours:
    """What was set for a diversion, and what stood before, read at `read_at`.

    `is_sure` False: it was about to be set, or taken back, and nobody knows how that ended.
    """

    diversion: str
    message: _Message
    before: _Message
    read_at: datetime
    is_sure: bool = False


class StatusMessages:
    """Implements `services.effect_ports.EffectCarrier`. `local` gives an instant in the municipality's zone."""

    def __init__(
        self, client: GraphClient, *, now: Callable[[], datetime], local: Callable[[datetime], datetime]
    ) -> None:
        self._client = client
        self._now = now
        self._local = local

    @property
    def kind(self) -> EffectKind:
        """The status message."""
        return EffectKind.STATUS_MESSAGE

    async def carry_out(self, wanted: Wanted, memo: str, *, keep: Keep, within: float) -> EffectEnd:
        """Make it stand as wanted; see the port."""
        left, ours, absence = TimeLeft(within), _remembered(memo), still_to_stand(wanted.absence, now=self._now())
        try:
            if absence is not None:
                return await self._put_up(wanted, absence, ours, keep, left)
            return EffectEnd(outcome=EffectOutcome.DONE) if ours is None else await self._take_back(wanted, ours, left)
        except GraphFailed as failure:
            return ended_by(failure, missing=NO_TEAMS)

    async def _put_up(
        self, wanted: Wanted, absence: InForce, ours: _Ours | None, keep: Keep, left: TimeLeft
    ) -> EffectEnd:
        stands = await self._read(wanted, left)
        message = _Message(text=_fitted(absence.short), until=absence.back_at)
        if ours is not None and not self._is_as_left(ours, stands):
            if ours.diversion == absence.diversion:
                return EffectEnd(outcome=EffectOutcome.LEFT_ALONE)
            ours = None
        if ours is not None and ours.is_sure and ours.message == message and say_the_same(stands.text, message.text):
            return EffectEnd(outcome=EffectOutcome.DONE, memo=_memo(replace(ours, diversion=absence.diversion)))
        # What was set and never noted, because its process died over it, is not the person's own.
        before = _Message() if say_the_same(stands.text, message.text) else stands
        first = _Ours(diversion="", message=message, before=before, read_at=self._now())
        about = replace(ours or first, diversion=absence.diversion, message=message, is_sure=False)
        if about.before.text or message.until is None:
            await keep(_memo(about))
        return await self._send(wanted, message, left, then=_memo(replace(about, is_sure=True)), unsure=_memo(about))

    async def _take_back(self, wanted: Wanted, ours: _Ours, left: TimeLeft) -> EffectEnd:
        stands = await self._read(wanted, left)
        if not self._is_as_left(ours, stands):
            return EffectEnd(outcome=EffectOutcome.LEFT_ALONE)
        if not ours.is_sure and say_the_same(stands.text, ours.before.text):
            return EffectEnd(outcome=EffectOutcome.DONE)
        back = self._to_be_put_back(ours)
        if not back.text and not stands.text:
            return EffectEnd(outcome=EffectOutcome.DONE)
        return await self._send(wanted, back, left, then="", unsure=_memo(replace(ours, is_sure=False)))

    def _is_as_left(self, ours: _Ours, stands: _Message) -> bool:
        """Whether the person has changed nothing since: ours stands, or has come to its end, or never was set."""
        if say_the_same(stands.text, ours.message.text):
            return True
        if not ours.is_sure and say_the_same(stands.text, ours.before.text):
            return True
        return not stands.text and ours.message.until is not None and ours.message.until <= self._now()

    def _to_be_put_back(self, ours: _Ours) -> _Message:
        """What stood before, as far as it can still be true."""
        before, now = ours.before, self._now()
        if before.until is not None:
            return before if before.until > now else _Message()
        today = self._local(now).date()
        if not before.text or self._local(ours.read_at).date() != today:
            return _Message()
        midnight = datetime.combine(today + timedelta(days=1), time(0), tzinfo=self._local(now).tzinfo)
        return replace(before, until=as_utc(midnight))

    async def _read(self, wanted: Wanted, left: TimeLeft) -> _Message:
        path = path_of("users", wanted.person.id, "presence")
        told = (await self._client.get(path, what=self.kind.value, within=left.seconds())).get("statusMessage")
        if not isinstance(told, Mapping):
            return _Message()
        message = told.get("message")
        text = str(message.get("content") or "") if isinstance(message, Mapping) else ""
        return _Message(text=text, until=instant_in(told.get("expiryDateTime")) if text else None)

    async def _send(self, wanted: Wanted, message: _Message, left: TimeLeft, *, then: str, unsure: str) -> EffectEnd:
        """Set it: `then` is the memo from there on, `unsure` where it isn't known whether it was set."""
        end = {} if message.until is None else {"expiryDateTime": written(message.until)}
        body = {"statusMessage": {"message": {"content": message.text, "contentType": "text"}, **end}}
        path = path_of("users", wanted.person.id, "presence", "setStatusMessage")
        request = self._client.send("POST", path, body, what=self.kind.value, within=left.seconds(), again=True)
        return await sending(request, missing=NO_TEAMS, then=then, unsure=unsure)


def _fitted(text: str) -> str:
    """The text without the signs that would be taken for tags, and no longer than Teams takes."""
    plain = " ".join(text.replace("<", "‹").replace(">", "›").split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def _memo(ours: _Ours) -> str:
    return orjson.dumps(ours).decode()


def _remembered(memo: str) -> _Ours | None:
    if not memo:
        return None
    held = orjson.loads(memo)
    return _Ours(
        diversion=held["diversion"],
        message=_message(held["message"]),
        before=_message(held["before"]),
        read_at=datetime.fromisoformat(held["read_at"]),
        is_sure=held["is_sure"],
    )


def _message(held: Mapping[str, Any]) -> _Message:
    until = held["until"]
    return _Message(text=held["text"], until=None if until is None else datetime.fromisoformat(until))
