"""Owns the questions about figures, and the cards that come by themselves: how things stand, a month, one's own.

The service decides whose figures the reader sees. What is shown is worked out as it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.cards.figure_pieces import month_name
from bot.cards.unit_month import own_figures_card, people_card, unit_month_card
from bot.cards.unit_week import gaps_card, matter_card, unit_week_card
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.figure_views import gap_line, matter_view, month_view, people_lines, person_line, week_view
from bot.dialogs.notifications import Telling
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.errors import NotAllowed, PolicyError
from policy.person_months import month_before, month_preceding
from policy.unit_figures import PERSONAL, Matter
from policy.unit_reports import Kind, UnitReport
from services.unit_figures import UnitFigures
from services.unit_reports import CODES, UnitReports


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDialog:
    """Shows figures, and turns the cards on and off."""

    figures: UnitFigures
    reports: UnitReports

    async def ask_week(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks how things stand."""
        return await self.show_week(exchange)

    async def show_week(self, exchange: Exchange) -> Reply:
        """How things stand now in the units of which the person may see it."""
        me, now = exchange.person.id, exchange.now
        leads = self.figures.sight(me).leads
        comes = await self.reports.wants(me, Kind.WEEK) if leads else None
        figures = await self.figures.week(me, now=now)
        view = week_view(figures, exchange.municipality, exchange.words, leads=leads, comes=comes)
        return exchange.show_below(unit_week_card(view, exchange.words, now), exchange.words("report.week.title"))

    async def ask_month(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks how a month was: the one that it names, else the latest that is over."""
        return await self._month(exchange, str(understood.slots.get("month", "")))

    async def ask_own(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for the person's own figures."""
        return await self._own(exchange, str(understood.slots.get("month", "")))

    async def turn(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line turns one of the cards off or on."""
        slots = understood.slots
        return await self._turned(exchange, Kind(slots["card"]), on=bool(slots["on"]))

    async def show_month(self, exchange: Exchange) -> Reply:
        """A button asks for a month."""
        return await self._month(exchange, carried_by_button(exchange).get("month", ""))

    async def show_own(self, exchange: Exchange) -> Reply:
        """A button asks for a month of one's own."""
        return await self._own(exchange, carried_by_button(exchange).get("month", ""))

    async def show_people(self, exchange: Exchange) -> Reply:
        """A button asks for a month one by one. Raises NotAllowed for who is nobody's nearest manager."""
        self._require_leader(exchange)
        month = _month(exchange, carried_by_button(exchange).get("month", ""))
        figures = await self.figures.month(exchange.person.id, month)
        lines = people_lines(figures, exchange.municipality, exchange.words)
        card = people_card(month, lines, exchange.words)
        return exchange.show_below(card, exchange.words("report.people.title", month=month_name(month, exchange.words)))

    async def show_row(self, exchange: Exchange) -> Reply:
        """A number of the Monday card was tapped: as it is now. Raises NotAllowed for who leads no unit."""
        self._require_leader(exchange)
        words, now = exchange.words, exchange.now
        matter = _matter(carried_by_button(exchange).get("matter", ""))
        figures = await self.figures.week(exchange.person.id, now=now)
        name = words(f"report.matter.{matter.value}")
        if matter is Matter.GAPS:
            gaps = [gap_line(gap, exchange.municipality) for gap in figures.gaps]
            return exchange.show_below(gaps_card(gaps, words, now), name)
        return exchange.show_below(matter_card(matter_view(figures, matter, exchange.municipality, words), words), name)

    async def turn_off(self, exchange: Exchange) -> Reply:
        """A card's button stops it from coming. Raises NotAllowed for who leads no unit."""
        return await self._turned(exchange, _kind(carried_by_button(exchange)), on=False)

    async def turn_on(self, exchange: Exchange) -> Reply:
        """A card's button has it come. Raises NotAllowed for who leads no unit."""
        return await self._turned(exchange, _kind(carried_by_button(exchange)), on=True)

    async def _month(self, exchange: Exchange, named: str) -> Reply:
        me, words = exchange.person.id, exchange.words
        month = _month(exchange, named)
        leads = self.figures.sight(me).leads
        comes = await self.reports.wants(me, Kind.MONTH) if leads else None
        figures = await self.figures.month(me, month)
        view = month_view(figures, exchange.municipality, words, leads=leads, comes=comes)
        card = unit_month_card(view, words, exchange.now)
        return exchange.show_below(card, words("report.month.title", month=month_name(month, words)))

    async def _own(self, exchange: Exchange, named: str) -> Reply:
        words, month = exchange.words, _month(exchange, named)
        figures = await self.figures.person(exchange.person.id, exchange.person.id, month)
        line = person_line(figures, exchange.municipality, words)
        card = own_figures_card(month, month_preceding(month), line, words)
        return exchange.show_below(card, words("report.own.title", month=month_name(month, words)))

    async def _turned(self, exchange: Exchange, kind: Kind, *, on: bool) -> Reply:
        await self.reports.turn(exchange.person.id, kind, on=on, now=exchange.now)
        return exchange.say(f"report.turned.{kind.value}_{'on' if on else 'off'}")

    def _require_leader(self, exchange: Exchange) -> None:
        """A card may have been sent to somebody who led a unit then."""
        if not self.figures.sight(exchange.person.id).leads:
            raise NotAllowed("report.no_unit")


def report_notice(telling: Telling) -> Message:
    """A card that comes by itself, as it was when it was made."""
    report = telling.about
    if not isinstance(report, UnitReport):
        raise TypeError("a notification of this subject is about a manager's report")
    words, municipality = telling.words, telling.municipality
    if telling.notification.code == CODES[Kind.WEEK] and report.week_figures is not None:
        week = week_view(report.week_figures, municipality, words, leads=True, comes=True)
        return Message(card=unit_week_card(week, words, telling.now), summary=words("report.week.title"))
    if report.month_figures is None:
        raise ValueError("a card is sent with its figures")
    month = month_view(report.month_figures, municipality, words, leads=True, comes=True)
    name = month_name(report.month_figures.month, words)
    return Message(card=unit_month_card(month, words, telling.now), summary=words("report.month.title", month=name))


def _month(exchange: Exchange, named: str) -> str:
    """The month that was named, else the latest that is over. A month to come has no figures.

    Raises PolicyError `report.no_such_month`.
    """
    today = exchange.now.date()
    if not named:
        return month_before(today)
    try:
        first = date.fromisoformat(f"{named}-01")
    except ValueError:
        raise PolicyError("report.no_such_month") from None
    if first > today:
        raise PolicyError("report.no_such_month")
    return named


def _matter(value: str) -> Matter:
    """The matter that was tapped; notices have a list of their own."""
    if value not in (Matter.GAPS, *PERSONAL):
        raise PolicyError("chat.unknown_button")
    return Matter(value)


def _kind(carried: dict[str, str]) -> Kind:
    try:
        return Kind(carried.get("kind", ""))
    except ValueError:
        raise PolicyError("chat.unknown_button") from None
