"""Owns the question when one has phone duty oneself: one's own shifts, or yes or no about a time (M2)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.duty_saved import OwnDutyView, own_duty_card
from bot.dialogs.coverage_words import asked_period, span
from bot.dialogs.exchange import Exchange
from bot.texts.dates import dated, listing
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.periods import Period, as_utc
from services.duty_planning import DutyPlanning, OwnDuty, OwnShift

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDutyDialog:
    """Answers with the asker's own shifts."""

    service: DutyPlanning

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for them."""
        own = await self.service.mine(exchange.person.id, now=exchange.now)
        shifts = own.shifts
        asked = _asked(understood)
        met = [one for one in shifts if asked is not None and one.shift.period.overlaps(asked)]
        words, shown = exchange.words, met or shifts
        if asked is not None:
            when = asked_period(asked, exchange.municipality.calendar, exchange.now, words)
            title = words("duty.mine.yes" if met else "duty.mine.no", period=when)
        else:
            title = words("duty.mine.title" if shifts else "duty.mine.none")
        view = OwnDutyView(
            title=title,
            says="" if shown else _otherwise(exchange, own),
            shifts=tuple(_line(exchange, one) for one in shown[:MOST_SHOWN]),
        )
        return exchange.show(own_duty_card(view, words), title)


def _asked(understood: Understanding) -> Period | None:
    start, end = understood.start, understood.end
    if start is None or end is None or as_utc(end) <= as_utc(start):
        return None
    return Period(start, end)


def _line(exchange: Exchange, one: OwnShift) -> tuple[str, str]:
    calendar, words = exchange.municipality.calendar, exchange.words
    hours = span(one.shift.period, calendar, words)
    on = dated(calendar.local(one.shift.period.start_at).date(), exchange.now, words)
    return on, words("duty.mine.shift", hours=hours, group=one.group.name)


def _otherwise(exchange: Exchange, own: OwnDuty) -> str:
    """Why there are none: in some groups everyone answers who is in."""
    if own.open_groups:
        groups = listing(tuple(group.name for group in own.open_groups), exchange.words)
        return exchange.words("duty.mine.answers_when_in", groups=groups)
    is_member = bool(exchange.municipality.groups_by_person.get(exchange.person.id))
    return "" if is_member else exchange.words("duty.mine.no_group")
