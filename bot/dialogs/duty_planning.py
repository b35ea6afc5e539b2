"""Owns the dialog in which a group's phone duty is planned: one card a week, filled in by hand or fairly, then saved.

It must not decide who can have a post, nor what is fair; the rules do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.cards.action_names import ActionName
from bot.cards.duty_form import KEEPS, has_room_for, most_posts
from bot.cards.form import YES
from bot.cards.pick_rows import MOST_ROWS, PickRow, pick_card
from bot.dialogs.asking_where import ask_where, place_said
from bot.dialogs.coverage_weeks import WeekDialog
from bot.dialogs.duty_values import parts_in, plan_from, posts_in, values_of, with_a_part_more
from bot.dialogs.duty_views import FIRST, form_card, saved_reply
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.coverage_week import DAYS_OF_A_WEEK, monday_of
from policy.diversions import FURTHEST_AHEAD
from policy.duty_planning import post_id
from policy.errors import PolicyError, PolicyErrors
from policy.organisation import GroupId
from services.coverage_access import leads
from services.coverage_overview import own_groups
from services.coverage_queries import groups_of
from services.duty_planning import DutyPlanning, DutySheet, days_to_plan
from services.place_finding import spot_of, spots_named

NAME = "duty"
HERE = "here"
"""What a button carries whose card gives way to the form."""
FURTHEST_BACK = timedelta(days=DAYS_OF_A_WEEK)
"""How far back a form may begin: what has been is not planned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDialog:
    """Plans phone duty. `weeks` answers those who don't lead: they see how the week looks."""

    service: DutyPlanning
    weeks: WeekDialog

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for it: of a group that it names, or of those that the asker leads; next week if unsaid."""
        values = {FIRST: _first_day(exchange, understood).isoformat()}
        name = place_said(understood)
        if not name:
            return await self._of_led(exchange, own_groups(exchange.municipality, exchange.person), values, understood)
        found = spots_named(exchange.municipality, name)
        if len(found.spots) != 1:
            return ask_where(exchange, found, name, action=ActionName.DUTY_FORM, values=values)
        groups = groups_of(exchange.municipality, exchange.person, found.spots[0])
        return await self._of_led(exchange, groups, values, understood)

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form, or a row of a list was tapped."""
        exchange.drop_draft()
        return await self.go_on(exchange, carried_by_button(exchange))

    async def go_on(self, exchange: Exchange, values: Mapping[str, str]) -> Reply:
        """Go on once it is known of which place."""
        group = values.get("group", "")
        spot = spot_of(exchange.municipality, values["spot"]) if values.get("spot") else None
        if spot is not None and not group:
            return await self._of_led(exchange, groups_of(exchange.municipality, exchange.person, spot), values)
        if not group:
            return await self._of_led(exchange, own_groups(exchange.municipality, exchange.person), values)
        return await self._open(exchange, GroupId(group), _day_carried(exchange, values), below=HERE not in values)

    async def fill(self, exchange: Exchange) -> Reply:
        """*Fyll i rättvist*: what nobody has is given out, and the form is shown to be looked through."""
        entered, sheet = await self._entered(exchange)
        try:
            plan = plan_from(exchange, tuple(sheet.plan), entered)
        except PolicyErrors as several:
            return self._shown(exchange, sheet, entered, faults=several.errors)
        filled = await self.service.shared_out(exchange.person.id, sheet.group.id, sheet.days, plan)
        values = values_of(filled, exchange.municipality.calendar)
        return self._shown(exchange, sheet, {**values, KEEPS: entered.get(KEEPS, "")}, is_filled=True)

    async def split(self, exchange: Exchange) -> Reply:
        """*Dela*: the post has a part more."""
        entered, sheet = await self._entered(exchange)
        post = carried_by_button(exchange).get("post", "")
        parted = with_a_part_more(exchange, tuple(sheet.plan), entered, post)
        if not has_room_for(parts_in(parted), len(sheet.group.everyone)):
            return self._shown(exchange, sheet, entered, faults=(PolicyError("duty.no_room", field=post),))
        return self._shown(exchange, sheet, parted)

    async def save(self, exchange: Exchange) -> Reply:
        """*Spara passningen*."""
        entered, sheet = await self._entered(exchange)
        try:
            plan = plan_from(exchange, tuple(sheet.plan), entered)
            saved = await self.service.save(
                exchange.person.id,
                sheet.group.id,
                sheet.days,
                plan,
                keeps_roster=entered.get(KEEPS) == YES,
                turn=exchange.turn.activity_id,
                now=exchange.now,
            )
        except PolicyErrors as several:
            return self._shown(exchange, sheet, entered, faults=several.errors)
        except PolicyError as one:
            if one.code != "store.busy":
                raise
            return self._shown(exchange, sheet, entered, faults=(one,))
        exchange.drop_draft()
        return saved_reply(exchange, saved, sheet.days)

    async def _of_led(
        self,
        exchange: Exchange,
        groups: Sequence[GroupId],
        values: Mapping[str, str],
        understood: Understanding | None = None,
    ) -> Reply:
        """The form of the one group that the asker leads, or the question which; others see the week."""
        known = exchange.municipality.groups
        led = [one for one in groups if leads(exchange.municipality, exchange.person.id, known[one])]
        if len(led) == 1:
            return await self._open(exchange, led[0], _day_carried(exchange, values))
        if led:
            rows = [
                PickRow(
                    name=known[one].name,
                    says=exchange.municipality.units[known[one].unit].name,
                    action=ActionName.DUTY_FORM,
                    values={**values, "group": str(one), HERE: HERE},
                )
                for one in led[:MOST_ROWS]
            ]
            question = exchange.words("duty.which")
            return exchange.show(pick_card(question, rows, exchange.words), question)
        if understood is None:
            raise PolicyError("coverage.no_such_group")
        seen = await self.weeks.ask(exchange, understood)
        return replace(seen, messages=(Message(text=exchange.words("duty.leaders_plan")), *seen.messages))

    async def _open(self, exchange: Exchange, group: GroupId, first: date, *, below: bool = False) -> Reply:
        sheet = await self.service.sheet(exchange.person.id, group, self._days(exchange, group, first))
        values = values_of(sheet.plan, exchange.municipality.calendar)
        keeps = YES if sheet.keeps_roster else ""
        return self._shown(exchange, sheet, {**values, KEEPS: keeps}, below=below)

    async def _entered(self, exchange: Exchange) -> tuple[dict[str, str], DutySheet]:
        """What was filled in, and the sheet that it was filled in on.

        Raises PolicyError `duty.hours_changed` for a form of other phone hours than there are now.
        """
        action, carried = exchange.turn.action, carried_by_button(exchange)
        entered = {name: str(value).strip() for name, value in (action.inputs if action else {}).items()}
        group, first = GroupId(carried.get("group", "")), _day_carried(exchange, carried)
        sheet = await self.service.sheet(exchange.person.id, group, self._days(exchange, group, first))
        known = {post_id(post, exchange.municipality.calendar) for post in sheet.plan}
        if not posts_in(entered) <= known:
            raise PolicyError("duty.hours_changed")
        return entered, sheet

    def _days(self, exchange: Exchange, group_id: GroupId, first: date) -> tuple[date, ...]:
        """The days from that one which there is room for on one card, at most to the end of its week."""
        group = exchange.municipality.groups.get(group_id)
        if group is None:
            raise PolicyError("coverage.no_such_group")
        return days_to_plan(exchange.municipality.calendar, group, first, most_posts(len(group.everyone)))

    def _shown(
        self,
        exchange: Exchange,
        sheet: DutySheet,
        values: Mapping[str, str],
        *,
        faults: Sequence[PolicyError] = (),
        is_filled: bool = False,
        below: bool = False,
    ) -> Reply:
        exchange.keep_draft(NAME, {}, holds_work=False)
        card = form_card(
            exchange, sheet, values, keeps_roster=values.get(KEEPS) == YES, faults=faults, is_filled=is_filled
        )
        show = exchange.show_below if below else exchange.show
        return show(card, exchange.words("duty.form.summary"))


def _first_day(exchange: Exchange, understood: Understanding) -> date:
    """The Monday of the week that was named, or today in this one; next week's if none was."""
    today = exchange.now.date()
    if understood.start is None:
        return monday_of(today) + timedelta(days=DAYS_OF_A_WEEK)
    return max(monday_of(exchange.municipality.calendar.local(understood.start).date()), today)


def _day_carried(exchange: Exchange, values: Mapping[str, str]) -> date:
    """The first day that a button carries, or a week's; next week's where it carries none."""
    today = exchange.now.date()
    carried = values.get(FIRST) or values.get("week")
    if not carried:
        return monday_of(today) + timedelta(days=DAYS_OF_A_WEEK)
    try:
        first = date.fromisoformat(carried)
    except ValueError:
        raise PolicyError("chat.unknown_button") from None
    if not today - FURTHEST_BACK <= first <= today + FURTHEST_AHEAD:
        raise PolicyError("chat.unknown_button")
    return first if FIRST in values else max(first, today)
