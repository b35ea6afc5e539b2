"""Owns what the carriers over Graph have in common: the time that they have, what is still to stand, and what a
failure of Graph's means."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta

from directory.graph.refusals import NOT_FOUND, GraphAway, GraphFailed, GraphRefused
from policy.periods import as_utc
from services.effect_ports import EffectEnd, EffectOutcome, InForce

NO_PERMISSION = "no_permission"
NOT_TAKEN = "other"
MISSING = frozenset({"MailboxNotEnabledForRESTAPI", "ErrorNonExistentMailbox", "ErrorInvalidUser"})
"""What Graph says, whatever the status, of somebody who hasn't got what was asked for."""


class TimeLeft:
    """The time in which something may still be sent, by the event loop's clock."""

    def __init__(self, within: float) -> None:
        self._ends_at = asyncio.get_running_loop().time() + within

    def seconds(self) -> float:
        """What is left of it; raises GraphAway when it is over."""
        left = self._ends_at - asyncio.get_running_loop().time()
        if left <= 0:
            raise GraphAway("no time left")
        return left


def still_to_stand(absence: InForce | None, *, now: datetime) -> InForce | None:
    """The absence that is to stand; None for one whose return has come, however late that is heard of."""
    if absence is None or (absence.back_at is not None and as_utc(absence.back_at) <= now):
        return None
    return absence


async def sending(request: Awaitable[object], *, missing: str, then: str, unsure: str) -> EffectEnd:
    """How carrying out ended by that request: `then` is the memo from there on, `unsure` where it isn't known whether
    it was carried out. `missing` as in `ended_by`.
    """
    try:
        await request
    except GraphFailed as failure:
        return ended_by(failure, missing=missing, memo=unsure)
    return EffectEnd(outcome=EffectOutcome.DONE, memo=then)


def ended_by(failure: GraphFailed, *, missing: str, memo: str = "") -> EffectEnd:
    """How carrying out ended by that failure. `missing` says why it is refused where Graph finds nothing there; `memo`
    is what may stand by now all the same.
    """
    if isinstance(failure, GraphRefused):
        is_missing = failure.status == NOT_FOUND or failure.code in MISSING
        why = missing if is_missing else NO_PERMISSION if failure.lacks_permission else NOT_TAKEN
        return EffectEnd(outcome=EffectOutcome.REFUSED, why=why, memo=memo)
    wait = failure.wait if isinstance(failure, GraphAway) else None
    return EffectEnd(outcome=EffectOutcome.LATER, memo=memo, wait=None if wait is None else timedelta(seconds=wait))
