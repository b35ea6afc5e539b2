"""Owns how figures become what the cards show: ids become names, in the order in which the figures come.

It must not decide who sees what: the figures were made for their reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.cards.unit_month import BelowLine as BelowMonthLine
from bot.cards.unit_month import GroupLine, PersonLine, UnitMonthView
from bot.cards.unit_week import BelowLine, GapLine, MatterLine, MatterView, UnitWeekView
from bot.texts.catalogue import Words
from policy.coverage_tallies import Duty
from policy.ids import GroupId, PersonId, UnitId
from policy.organisation import Municipality
from policy.person_months import month_preceding
from policy.unit_figures import (
    BelowMonth,
    BelowWeek,
    GapAhead,
    GroupMonth,
    Matter,
    MonthFigures,
    PersonFigures,
    WeekFigures,
    percent_covered,
    week_number,
)


def week_view(
    figures: WeekFigures, municipality: Municipality, words: Words, *, leads: bool, comes: bool | None
) -> UnitWeekView:
    """How things stand."""
    return UnitWeekView(
        week=week_number(figures.week),
        size=figures.size,
        gaps=tuple(gap_line(gap, municipality) for gap in figures.gaps),
        matters=tuple(
            MatterLine(
                matter=row.matter,
                count=row.count,
                names=tuple(_name(municipality, one.person, words) for one in row.concerned),
            )
            for row in figures.rows
        ),
        notices=figures.notices,
        below=tuple(_below_week(one, municipality) for one in figures.below),
        leads=leads,
        is_all_well=figures.is_all_well,
        comes=comes,
    )


def gap_line(gap: GapAhead, municipality: Municipality) -> GapLine:
    """A gap that is to come; one that there is an alert of leads to it."""
    on = municipality.calendar.local(gap.period.start_at).date()
    place: Mapping[str, str] = {"group": str(gap.group), "on": on.isoformat()} if gap.is_told else {}
    return GapLine(group=_group(municipality, gap.group), period=gap.period, place=place)


def matter_view(figures: WeekFigures, matter: Matter, municipality: Municipality, words: Words) -> MatterView:
    """Whom one matter concerns."""
    concerned = [one for row in figures.rows if row.matter is matter for one in row.concerned]
    rows = tuple((_name(municipality, one.person, words), one.count) for one in concerned)
    return MatterView(matter=matter, rows=rows)


def month_view(
    figures: MonthFigures, municipality: Municipality, words: Words, *, leads: bool, comes: bool | None
) -> UnitMonthView:
    """How a month was."""
    return UnitMonthView(
        month=figures.month,
        before=month_preceding(figures.month),
        groups=tuple(_group_line(one, municipality, words) for one in figures.groups),
        promises=figures.promises,
        below=tuple(_below_month(one, municipality) for one in figures.below),
        leads=leads,
        comes=comes,
    )


def people_lines(figures: MonthFigures, municipality: Municipality, words: Words) -> tuple[PersonLine, ...]:
    """The reader's own people, by name."""
    return tuple(sorted((person_line(one, municipality, words) for one in figures.people), key=lambda one: one.name))


def person_line(figures: PersonFigures, municipality: Municipality, words: Words) -> PersonLine:
    """One person's month."""
    return PersonLine(name=_name(municipality, figures.person, words), duty=figures.duty, promises=figures.promises)


def _group_line(month: GroupMonth, municipality: Municipality, words: Words) -> GroupLine:
    has_duty = bool(month.duty)
    return GroupLine(
        name=_group(municipality, month.group),
        promised=month.promised,
        uncovered=month.uncovered,
        accepted=month.accepted,
        longest=month.longest,
        longest_on=month.longest_on,
        gaps=month.gaps,
        uncertain_days=month.uncertain_days,
        duty=tuple(_had(one, municipality, words) for one in month.by_person) if has_duty else (),
        others=month.of_others,
        hides_others=month.hides_others,
        spread=month.spread,
        weeks=tuple(
            (week_number(one.week), percent_covered(one.promised, one.uncovered)) for one in month.weeks if one.promised
        ),
    )


def _had(duty: Duty, municipality: Municipality, words: Words) -> tuple[str, timedelta]:
    return _name(municipality, duty.person, words), duty.time


def _below_week(below: BelowWeek, municipality: Municipality) -> BelowLine:
    return BelowLine(unit=_unit(municipality, below.unit), counts=below.counts, is_too_small=below.is_too_small)


def _below_month(below: BelowMonth, municipality: Municipality) -> BelowMonthLine:
    return BelowMonthLine(
        unit=_unit(municipality, below.unit),
        promised=below.promised,
        uncovered=below.uncovered,
        longest=below.longest,
        promises=below.promises,
    )


def _name(municipality: Municipality, person: PersonId, words: Words) -> str:
    known = municipality.people.get(person)
    return known.name if known is not None else words("people.someone")


def _unit(municipality: Municipality, unit: UnitId) -> str:
    known = municipality.units.get(unit)
    return known.name if known is not None else str(unit)


def _group(municipality: Municipality, group: GroupId) -> str:
    known = municipality.groups.get(group)
    return known.name if known is not None else str(group)
