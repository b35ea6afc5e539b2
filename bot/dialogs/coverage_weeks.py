"""Owns the week's picture in chat: which week and whose groups a line means, and how each day is drawn and said (M2).

It must not decide who covers; the rules have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.cards.action_names import ActionName
from bot.cards.coverage_week import GroupWeekView, StripView, WeekDayView, WeekView, coverage_week_card
from bot.dialogs.asking_where import ask_where, place_said
from bot.dialogs.coverage_words import hours_line, short_names, who_line
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.texts.dates import dated
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.coverage_week import DAYS_OF_A_WEEK, WORKING_WEEK, CoverageDay, monday_of
from policy.diversions import FURTHEST_AHEAD
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.coverage_overview import CoverageOverview, GroupWeek, Weeks
from services.place_finding import name_of, spot_of, spots_named

HOUR, DAY = 60, 24 * 60
MOST_TOLD = 6
"""Stretches of a day that are told with everyone's name; a day cut into more is told by its gaps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDialog:
    """Shows the week of one's own groups, or of a place."""

    service: CoverageOverview

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for a week: this one unless it says which, and of its own groups unless it says whose."""
        values = {"week": _week_asked(exchange, understood).isoformat()}
        name = place_said(understood)
        if not name:
            return await self.go_on(exchange, values)
        found = spots_named(exchange.municipality, name)
        if len(found.spots) != 1:
            return ask_where(exchange, found, name, action=ActionName.UNITS_WEEK, values=values)
        return await self.go_on(exchange, {**values, "spot": found.spots[0].id})

    async def pressed(self, exchange: Exchange) -> Reply:
        """A row of a list was tapped, or the button to another week or group."""
        exchange.drop_draft()
        return await self.go_on(exchange, carried_by_button(exchange))

    async def go_on(self, exchange: Exchange, values: Mapping[str, str]) -> Reply:
        """Show it, once it is known whose week is meant."""
        spot = spot_of(exchange.municipality, values["spot"]) if values.get("spot") else None
        if spot is None and values.get("spot"):
            raise PolicyError("coverage.no_such_group")
        weeks = await self.service.weeks(exchange.person, spot, monday_carried(exchange, values))
        if not weeks.groups:
            if spot is None:
                return exchange.say("week.no_groups")
            return exchange.say("week.no_groups_there", place=name_of(exchange.municipality, spot))
        view = week_view(exchange, weeks, {"spot": spot.id} if spot is not None else {})
        show = exchange.show_below if values.get("below") else exchange.show
        return show(coverage_week_card(view, exchange.words), view.title)


def monday_carried(exchange: Exchange, values: Mapping[str, str]) -> date:
    """The Monday that a button carries; this week's where it carries none. What can't be read was not made by us."""
    if not values.get("week"):
        return _this_week(exchange)
    try:
        monday = date.fromisoformat(values["week"])
    except ValueError:
        raise PolicyError("chat.unknown_button") from None
    if monday.weekday() != 0 or abs(monday - exchange.now.date()) > FURTHEST_AHEAD:
        raise PolicyError("chat.unknown_button")
    return monday


def week_title(exchange: Exchange, monday: date, last: date) -> str:
    """ "Vecka 49, mån 30 nov–fre 4 dec"."""
    days = {"from": dated(monday, exchange.now, exchange.words), "to": dated(last, exchange.now, exchange.words)}
    return exchange.words("week.title", week=monday.isocalendar().week, **days)


def day_label(exchange: Exchange, on: date) -> str:
    """A day of a week: "tis 24 nov", with a word for today."""
    label = dated(on, exchange.now, exchange.words)
    return exchange.words("week.today", day=label) if on == exchange.now.date() else label


def week_view(exchange: Exchange, weeks: Weeks, carried: Mapping[str, str]) -> WeekView:
    """The weeks as they are drawn; `carried` goes along with the buttons to the weeks beside."""
    monday, municipality = weeks.monday, exchange.municipality
    last = max(one.week.days[-1].on for one in weeks.groups)
    days = timedelta(days=DAYS_OF_A_WEEK)
    return WeekView(
        title=week_title(exchange, monday, last),
        groups=tuple(_group(exchange, one) for one in weeks.groups),
        others=tuple((f"group:{group}", municipality.groups[group].name) for group in weeks.others),
        before={**carried, "week": (monday - days).isoformat()},
        after={**carried, "week": (monday + days).isoformat()},
        week=monday.isoformat(),
    )


def _group(exchange: Exchange, one: GroupWeek) -> GroupWeekView:
    words, week = exchange.words, one.week
    stretches = [stretch for day_ in week.days for stretch in day_.stretches]
    names = short_names(exchange.municipality, (person for stretch in stretches for person in stretch.able))
    gaps = sum(day_.has_gap for day_ in week.days)
    if not stretches:
        told = words("week.nothing", group=week.group.name)
    else:
        told = words("week.gaps", n=gaps) if gaps else words("week.covered")
    return GroupWeekView(
        group=str(week.group.id),
        name=week.group.name,
        days=tuple(_day(exchange, day_, names, one) for day_ in week.days),
        told=told,
        plans=one.leads,
    )


def _day(exchange: Exchange, shown: CoverageDay, names: Mapping[PersonId, str], one: GroupWeek) -> WeekDayView:
    acts = one.leads and shown.on in one.alerts
    return WeekDayView(
        label=day_label(exchange, shown.on),
        strip=_strip(exchange, shown),
        line=_line(exchange, shown, names),
        has_gap=shown.has_gap,
        on=shown.on.isoformat() if acts else "",
    )


def _line(exchange: Exchange, shown: CoverageDay, names: Mapping[PersonId, str]) -> str:
    words, calendar = exchange.words, exchange.municipality.calendar
    if not shown.stretches and shown.is_closed:
        return words("week.closed_for", holiday=shown.holiday.lower()) if shown.holiday else words("week.closed")
    if not shown.stretches:
        return words("week.no_hours")
    if len(shown.stretches) <= MOST_TOLD:
        return who_line(shown.stretches, names, calendar, words)
    gaps = hours_line((one.period for one in shown.stretches if one.is_gap), calendar, words)
    if gaps:
        return words("week.gaps_only", hours=gaps)
    return words("week.covered_day", hours=hours_line((one.period for one in shown.stretches), calendar, words))


def _strip(exchange: Exchange, shown: CoverageDay) -> tuple[StripView, ...]:
    """The day's stretches as they are drawn: those beside each other that look alike are one."""
    pieces: list[StripView] = []
    for stretch in shown.stretches:
        piece = StripView(
            start=_minute(exchange, stretch.period.start_at, shown.on),
            end=_minute(exchange, stretch.period.end_at or stretch.period.start_at, shown.on),
            able=len(stretch.able),
            is_gap=stretch.is_gap,
        )
        last = pieces[-1] if pieces else None
        if last is not None and last.end == piece.start and (last.able, last.is_gap) == (piece.able, piece.is_gap):
            pieces[-1] = replace(last, end=piece.end)
        else:
            pieces.append(piece)
    return tuple(pieces)


def _minute(exchange: Exchange, instant: datetime, on: date) -> int:
    """Minutes since midnight as the clock shows them; midnight after the day is its 24th hour."""
    local = exchange.municipality.calendar.local(instant)
    return DAY if local.date() > on else local.hour * HOUR + local.minute


def _this_week(exchange: Exchange) -> date:
    """This week's Monday; on a Saturday or Sunday the next."""
    today = exchange.now.date()
    ahead = timedelta(days=DAYS_OF_A_WEEK) if today.weekday() >= WORKING_WEEK else timedelta()
    return monday_of(today) + ahead


def _week_asked(exchange: Exchange, understood: Understanding) -> date:
    """The week that the line names; what it calls this week is over on a Saturday."""
    this = _this_week(exchange)
    if understood.start is None:
        return this
    monday = monday_of(exchange.municipality.calendar.local(understood.start).date())
    return this if monday == monday_of(exchange.now.date()) else monday
