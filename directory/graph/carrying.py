"""Owns what the carriers over Graph have in common: the time that they have, and what a failure of Graph's means."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from directory.graph.refusals import NOT_FOUND, GraphAway, GraphFailed, GraphRefused
from services.effect_ports import EffectEnd, EffectOutcome

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
