"""Owns how the planning of phone duty is shown: the sheet becomes a form, what was saved a receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.cards.duty_form import DutyDayView, DutyFormView, DutyPartView, PostView, duty_form_card
from bot.cards.duty_saved import DutySavedView, duty_saved_card
from bot.dialogs.coverage_weeks import day_label
from bot.dialogs.coverage_words import hours_line, short_names, span, who_line
from bot.dialogs.duty_values import count_of, part_id
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Exchange
from bot.texts.dates import dated, listing
from bot.turn import CardJson, Reply
from policy.coverage_week import CoveredStretch, monday_of
from policy.duty_planning import Plan, Post, post_id
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import Period
from services.duty_planning import DutySaved, DutySheet

FIRST = "from"
"""What the buttons carry: the first day that is planned."""


def form_card(
    exchange: Exchange,
    sheet: DutySheet,
    values: Mapping[str, str],
    *,
    keeps_roster: bool,
    faults: Sequence[PolicyError] = (),
    is_filled: bool = False,
) -> CardJson:
    """The form with what is entered, each fault at its post."""
    words, calendar, wrong = exchange.words, exchange.municipality.calendar, by_field(faults, exchange)
    names = {post_id(post, calendar) for post in sheet.plan}
    view = DutyFormView(
        title=words("duty.form.title", group=sheet.group.name, week=sheet.days[0].isocalendar().week),
        intro=words("duty.form.filled" if is_filled else "duty.form.intro"),
        days=tuple(_day(exchange, sheet, day, values, wrong) for day in sheet.days),
        keeps_roster=keeps_roster,
        faults=tuple(text for place, texts in wrong.items() if place not in names for text in texts),
        carried={"group": str(sheet.group.id), FIRST: sheet.days[0].isoformat()},
    )
    return duty_form_card(view, words)


def saved_reply(exchange: Exchange, saved: DutySaved, days: Sequence[date]) -> Reply:
    """The receipt: who has duty when, the gaps that are left, and who is told."""
    words, municipality = exchange.words, exchange.municipality
    group, week = saved.group, days[0].isocalendar().week
    names = short_names(municipality, (part.person for parts in saved.plan.values() for part in parts if part.person))
    told = tuple(municipality.people[person].name for person in saved.told if person in municipality.people)
    gaps = [
        f"{dated(day.on, exchange.now, words)} {hours}"
        for day in saved.days
        if (hours := hours_line((one.period for one in day.stretches if one.is_gap), municipality.calendar, words))
    ]
    carried = {"group": str(group.id), "here": "here"}
    view = DutySavedView(
        title=words("duty.saved.title", group=group.name),
        says=words("duty.saved.roster" if saved.keeps_roster else "duty.saved.open", week=week),
        days=tuple(
            (dated(day.on, exchange.now, words), line)
            for day in saved.days
            if (line := _line(exchange, saved.plan, day.on, names))
        ),
        gaps=words("duty.saved.gaps", gaps=", ".join(gaps)) if gaps else "",
        told=words("duty.saved.told", names=listing(told, words)) if told else "",
        again={**carried, FIRST: days[0].isoformat()},
        later={**carried, FIRST: (days[-1] + timedelta(days=1)).isoformat()},
        week={"spot": f"group:{group.id}", "week": monday_of(days[0]).isoformat(), "below": "yes"},
    )
    return exchange.show(duty_saved_card(view, words), view.title)


def _line(exchange: Exchange, plan: Plan, on: date, names: Mapping[PersonId, str]) -> str:
    calendar = exchange.municipality.calendar
    parts = [
        CoveredStretch(part.period, () if part.person is None else (part.person,), 1)
        for post, held in plan.items()
        for part in held
        if calendar.local(post.period.start_at).date() == on
    ]
    return who_line(sorted(parts, key=lambda one: one.period.start_at), names, calendar, exchange.words)


def _day(
    exchange: Exchange,
    sheet: DutySheet,
    on: date,
    values: Mapping[str, str],
    wrong: Mapping[str, tuple[str, ...]],
) -> DutyDayView:
    words, calendar = exchange.words, exchange.municipality.calendar
    posts = [post for post in sheet.plan if calendar.local(post.period.start_at).date() == on]
    return DutyDayView(
        label=day_label(exchange, on),
        posts=tuple(_post(exchange, sheet, post, values, wrong) for post in posts),
        notes=tuple([words("week.no_hours")] if not posts else _taken(exchange, sheet, on)),
    )


def _taken(exchange: Exchange, sheet: DutySheet, on: date) -> list[str]:
    words, municipality = exchange.words, exchange.municipality
    return [
        words(
            "duty.form.taken",
            name=municipality.people[shift.person].name,
            hours=span(shift.period, municipality.calendar, words),
        )
        for shift in sheet.agreed
        if municipality.calendar.local(shift.period.start_at).date() == on and shift.person in municipality.people
    ]


def _post(
    exchange: Exchange,
    sheet: DutySheet,
    post: Post,
    values: Mapping[str, str],
    wrong: Mapping[str, tuple[str, ...]],
) -> PostView:
    words, calendar = exchange.words, exchange.municipality.calendar
    name, hours = post_id(post, calendar), span(post.period, calendar, words)
    beside = [one for one in sheet.plan if one.period == post.period]
    day = calendar.local(post.period.start_at).date()
    return PostView(
        id=name,
        label=words("duty.form.post", hours=hours, number=post.number + 1) if len(beside) > 1 else hours,
        parts=tuple(
            DutyPartView(
                id=part_id(name, number),
                person=values.get(part_id(name, number), ""),
                at=values.get(f"{part_id(name, number)}_time", ""),
            )
            for number in range(count_of(name, values))
        ),
        choices=tuple(
            (str(one), _choice(exchange, sheet, one, post.period))
            for one in sheet.group.members_on(day)
            if one in exchange.municipality.people
        ),
        faults=wrong.get(name, ()),
    )


def _choice(exchange: Exchange, sheet: DutySheet, person: PersonId, period: Period) -> str:
    """The member's name; where they aren't in for the whole of the post, when they are, and never why."""
    words, name = exchange.words, exchange.municipality.people[person].name
    able = [part for one in sheet.able.get(person, ()) if (part := one.intersection(period)) is not None]
    if able == [period]:
        return name
    if not able:
        return words("duty.form.away", name=name)
    return words("duty.form.partly", name=name, hours=hours_line(able, exchange.municipality.calendar, words))
