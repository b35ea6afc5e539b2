"""Owns "mina enheter": how each group of the units that someone leads stands, and what they can do about it (M1, M2).

It must not decide what is a gap, nor who leads what.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.unit_overview import BelowView, GroupStandingView, Light, UnitsView, UnitView, units_card
from bot.dialogs.coverage_words import hours_line
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.texts.dates import clock, listing, moment, period
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.coverage import Gap
from policy.organisation import UnitId
from policy.unit_standing import GroupStanding, UnitSums
from services.coverage_overview import CoverageOverview, UnitSeen
from services.reach_list import ReachList


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsDialog:
    """Shows a leader the units."""

    service: CoverageOverview
    unreached: ReachList

    async def ask(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for them."""
        return await self._show(exchange, None)

    async def pressed(self, exchange: Exchange) -> Reply:
        """A button asks for one of them, or for all."""
        unit = carried_by_button(exchange).get("unit", "")
        return await self._show(exchange, UnitId(unit) if unit else None)

    async def _show(self, exchange: Exchange, unit: UnitId | None) -> Reply:
        words = exchange.words
        seen = await self.service.units(exchange.person.id, unit, now=exchange.now)
        if not seen:
            return exchange.say("units.none_led")
        above = seen[0].above if len(seen) == 1 else None
        view = UnitsView(
            units=tuple([_unit(exchange, one, await self._unreached(exchange, one.unit)) for one in seen]),
            above=None if above is None else (str(above), exchange.municipality.units[above].name),
            as_of=words("units.as_of", moment=moment(exchange.now, exchange.now, words)),
        )
        return exchange.show(units_card(view, words), words("units.summary"))

    async def _unreached(self, exchange: Exchange, unit: UnitId) -> str:
        """Which of those who lead the unit get no alert, since they have no chat (M2)."""
        leaders = await self.unreached.leaders_without_chat(exchange.person.id, unit)
        names = tuple(exchange.municipality.people[one].name for one in leaders)
        return exchange.words("units.unreached", n=len(names), names=listing(names, exchange.words)) if names else ""


def _unit(exchange: Exchange, seen: UnitSeen, unreached: str) -> UnitView:
    return UnitView(
        unit=str(seen.unit),
        name=exchange.municipality.units[seen.unit].name,
        groups=tuple(_group(exchange, one, seen) for one in seen.groups),
        empty="" if seen.groups else exchange.words("units.no_groups"),
        unreached=unreached,
        below=tuple(
            BelowView(str(one.unit), exchange.municipality.units[one.unit].name, _sums(exchange, one))
            for one in seen.below
        ),
    )


def _group(exchange: Exchange, stands: GroupStanding, seen: UnitSeen) -> GroupStandingView:
    words, calendar = exchange.words, exchange.municipality.calendar
    hours = hours_line((one.period for one in stands.hours), calendar, words)
    gap = stands.now or stands.next_gap
    on = None if gap is None else calendar.local(gap.period.start_at).date()
    return GroupStandingView(
        group=str(stands.group.id),
        name=stands.group.name,
        light=_light(stands),
        now=_now(exchange, stands),
        hours=words("units.hours_today", hours=hours) if hours else words("units.no_hours_today"),
        next_gap=_next_gap(exchange, stands.next_gap),
        on=on.isoformat() if on in seen.alerts.get(stands.group.id, frozenset()) and on is not None else "",
    )


def _light(stands: GroupStanding) -> Light:
    if stands.now is not None:
        return Light.GAP
    return Light.COVERED if stands.is_open else Light.CLOSED


def _now(exchange: Exchange, stands: GroupStanding) -> str:
    words = exchange.words
    if stands.now is not None:
        return _gap_now(exchange, stands.now, stands.able)
    if stands.is_open:
        return words("units.covered_now", n=stands.able)
    if stands.opens_at is None:
        return words("units.closed")
    return words("units.closed_until", next=moment(stands.opens_at, exchange.now, words))


def _gap_now(exchange: Exchange, gap: Gap, able: int) -> str:
    until = clock(exchange.municipality.calendar.local(gap.period.end_at or gap.period.start_at))
    if able:
        return exchange.words("units.gap_now_some", until=until, able=able, minimum=gap.minimum)
    return exchange.words("units.gap_now", until=until)


def _next_gap(exchange: Exchange, gap: Gap | None) -> str:
    if gap is None:
        return exchange.words("units.no_gap")
    return exchange.words("units.next_gap", period=period(gap.period, exchange.now, exchange.words))


def _sums(exchange: Exchange, one: UnitSums) -> str:
    words = exchange.words
    if not one.groups:
        return words("units.sums_none")
    if not one.is_counted:
        return words("units.sums_groups", n=one.groups)
    groups = words("units.sums_groups", n=one.groups)
    now = [words("units.sums_now", n=one.gaps_now)] if one.gaps_now else []
    ahead = [words("units.sums_ahead", n=one.gaps_ahead)] if one.gaps_ahead else []
    return ". ".join((groups, *(now + ahead or [words("units.sums_calm")])))
