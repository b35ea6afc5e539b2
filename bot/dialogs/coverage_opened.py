"""Owns how the gaps that a diversion opens become what its preview and its receipt show of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards.coverage_gaps import gap_sentence
from bot.cards.coverage_opened import OpenedView
from bot.dialogs.coverage_asking import is_near, may_ask, places_of
from bot.dialogs.exchange import Exchange
from policy.organisation import PersonId
from services.coverage_outcomes import Foreseen


def opened_view(
    exchange: Exchange, person: PersonId, opens: Sequence[Foreseen], *, asked: str = ""
) -> OpenedView | None:
    """The gaps in the order in which they come, and which of them the reader may ask colleagues about."""
    if not opens:
        return None
    each = sorted(
        ((gap, one.group.name) for one in opens for gap in one.gaps), key=lambda found: found[0].period.start_at
    )
    return OpenedView(
        lines=tuple(gap_sentence(name, gap, exchange.now, exchange.words) for gap, name in each),
        places=places_of(exchange, may_ask(exchange, person, opens)),
        asked=asked,
        goes_far=any(not is_near(exchange, gap) for gap, _ in each),
    )
