"""Owns what must be seen before a diversion is saved: what it displaces, and the gaps that it opens (A3, M2).

What nobody chooses is never held up: who is ill, or has a sick child, is diverted at once, and the receipt says what
became unstaffed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime

from policy.coverage import Gap
from policy.diversions import DiversionBook
from policy.ids import GroupId
from policy.placement import Placement
from policy.reasons import Reason, is_chosen
from services.coverage_outcomes import Foreseen

log = logging.getLogger(__name__)

Foresees = Callable[[DiversionBook, DiversionBook, datetime], Awaitable[tuple[Foreseen, ...]]]
"""Tells the gaps that there would be if somebody's book became the second of these instead of the first."""


async def gaps_opened(
    foresees: Foresees, before: DiversionBook, after: DiversionBook, now: datetime
) -> tuple[Foreseen, ...]:
    """The gaps that the change opens or widens; none where that can't be told, since no diversion waits for it (A3)."""
    try:
        return await foresees(before, after, now)
    except Exception as error:  # noqa: BLE001 - the switchboard must know that someone is away, whatever else is wrong
        log.error("gaps could not be foreseen", extra={"error": type(error).__name__})
        return ()


def to_be_seen(placement: Placement, opens: tuple[Foreseen, ...]) -> str:
    """Names all that follows from a change; what somebody has seen is named the same."""
    return " ".join([*_displaced(placement), *_opened(opens)])


def is_seen(seen: str, placement: Placement, opens: tuple[Foreseen, ...], reason: Reason) -> bool:
    """Whether everything that needs a yes has been seen; of a gap that was seen a part may be left by now."""
    displaced, named = _displaced(placement) if placement.needs_consent else [], seen.split()
    opened = _opened(opens) if is_chosen(reason) else []
    return set(displaced) <= set(named) and all(any(_is_part(gap, of=one) for one in named) for gap in opened)


def _displaced(placement: Placement) -> list[str]:
    return sorted(f"{one.before.id}:{one.effect.value}" for one in placement.displaced)


def _opened(opens: tuple[Foreseen, ...]) -> list[str]:
    return [_gap_named(one.group.id, gap) for one in opens for gap in one.gaps]


def _gap_named(group: GroupId, gap: Gap) -> str:
    start_at, end_at = gap.period.start_at, gap.period.end_at or gap.period.start_at
    return f"{group}|{gap.minimum - gap.able}|{start_at:%Y%m%dT%H%M}|{end_at:%Y%m%dT%H%M}"


def _is_part(gap: str, *, of: str) -> bool:
    """Whether a gap is no more than one that was seen; it shrinks as time goes by between the two."""
    if of.count("|") != gap.count("|"):
        return False
    group, lacking, start, end = gap.split("|")
    seen_group, seen_lacking, seen_start, seen_end = of.split("|")
    # What a button says was seen may be anything at all.
    is_known = group == seen_group and seen_lacking.isdecimal()
    return is_known and int(lacking) <= int(seen_lacking) and seen_start <= start and end <= seen_end
