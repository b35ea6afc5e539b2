"""Owns the sample cards of figures: the Monday card, the month, who a number is about, one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from bot.cards import unit_month
from bot.cards.unit_month import GroupLine, PersonLine, UnitMonthView, own_figures_card, people_card, unit_month_card
from bot.cards.unit_week import (
    BelowLine,
    GapLine,
    MatterLine,
    MatterView,
    UnitWeekView,
    gaps_card,
    matter_card,
    unit_week_card,
)
from bot.texts.catalogue import Words
from policy.periods import Period
from policy.person_months import PromisesKept
from policy.unit_figures import Matter
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW, at

HOUR = timedelta(hours=1)
NONE = timedelta()
GAPS = (
    GapLine(group="Bygglov", period=Period(at(26, 13), at(26, 14)), place={"group": "bygglov", "on": "2026-11-26"}),
    GapLine(group="Bygglov", period=Period(at(2, 9, month=12), at(2, 11, 30, month=12)), place={}),
)
MATTERS = (
    MatterLine(matter=Matter.PROMISES, count=3, names=("Anna Svensson", "Bo Ek")),
    MatterLine(
        matter=Matter.GREETINGS,
        count=7,
        names=("Anna Svensson", "Bo Ek", "Åsa Berg", "Hamid Karimi", "Per Lindgren", "Annika Björk", LONG_NAME),
    ),
    MatterLine(matter=Matter.DETAILS, count=0),
)
SUMS = (
    BelowLine(unit="Hemtjänsten norr", counts={"gaps": 1, "promises": 2, "greetings": 5, "details": 11}),
    BelowLine(unit="Konsumentvägledning", counts={"gaps": 0}, is_too_small=True),
)
WEEK = UnitWeekView(week=48, size=9, gaps=GAPS, matters=MATTERS, notices=1, below=SUMS, comes=True)
WELL = UnitWeekView(
    week=53,
    size=1,
    matters=tuple(MatterLine(matter=matter, count=0) for matter in (Matter.PROMISES, Matter.GREETINGS, Matter.DETAILS)),
    is_all_well=True,
    comes=False,
)
KEPT = PromisesKept(done=12, in_time=11, worst=26 * HOUR, people=4)
MONTH = UnitMonthView(
    month="2026-10",
    before="2026-09",
    groups=(
        GroupLine(
            name="Bygglov",
            promised=132 * HOUR,
            uncovered=timedelta(hours=3, minutes=40),
            accepted=2 * HOUR,
            longest=timedelta(hours=1, minutes=20),
            longest_on=date(2026, 10, 14),
            gaps=4,
            uncertain_days=1,
            duty=(("Anna Svensson", 48 * HOUR), ("Bo Ek", 44.5 * HOUR), ("Åsa Berg", 12 * HOUR)),
            others=23.5 * HOUR,
            spread=36 * HOUR,
        ),
        GroupLine(name="Plan och detaljplan", promised=88 * HOUR, uncovered=NONE),
        GroupLine(name="Mätning", promised=NONE, uncovered=NONE),
    ),
    promises=KEPT,
    below=(
        unit_month.BelowLine(
            unit="Hemtjänsten norr",
            promised=260 * HOUR,
            uncovered=timedelta(minutes=20),
            longest=timedelta(minutes=20),
            promises=PromisesKept(done=40, in_time=31, worst=timedelta(days=6, hours=3), people=9),
        ),
        unit_month.BelowLine(unit="Konsumentvägledning", promised=NONE, uncovered=NONE, longest=NONE, promises=None),
    ),
    comes=True,
)
PEOPLE = (
    PersonLine(name="Anna Svensson", duty=48 * HOUR, promises=KEPT),
    PersonLine(name="Bo Ek", duty=NONE, promises=PromisesKept()),
    PersonLine(name=LONG_NAME, duty=timedelta(seconds=20), promises=PromisesKept(done=1, in_time=1)),
)

FIGURE_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "week": lambda words: unit_week_card(WEEK, words, NOW),
    "week-all-well": lambda words: unit_week_card(WELL, words, NOW),
    "week-sums": lambda words: unit_week_card(UnitWeekView(week=48, size=0, below=SUMS, leads=False), words, NOW),
    "week-hostile": lambda words: unit_week_card(
        UnitWeekView(
            week=48,
            size=3,
            gaps=(GapLine(group=HOSTILE, period=GAPS[0].period, place={}),),
            matters=(MatterLine(matter=Matter.PROMISES, count=1, names=(HOSTILE,)),),
            below=(BelowLine(unit=HOSTILE, counts={}),),
        ),
        words,
        NOW,
    ),
    "week-gaps": lambda words: gaps_card(GAPS, words, NOW),
    "week-no-gaps": lambda words: gaps_card((), words, NOW),
    "week-promises": lambda words: matter_card(
        MatterView(matter=Matter.PROMISES, rows=(("Anna Svensson", 2), ("Bo Ek", 1))), words
    ),
    "week-greetings": lambda words: matter_card(
        MatterView(matter=Matter.GREETINGS, rows=tuple((f"Anna Svensson {n}", 1) for n in range(30))), words
    ),
    "week-details-hostile": lambda words: matter_card(MatterView(matter=Matter.DETAILS, rows=((HOSTILE, 1),)), words),
    "week-nobody": lambda words: matter_card(MatterView(matter=Matter.GREETINGS, rows=()), words),
    "month": lambda words: unit_month_card(MONTH, words, NOW),
    "month-sums": lambda words: unit_month_card(
        UnitMonthView(month="2026-11", before="2026-10", below=MONTH.below, leads=False), words, NOW
    ),
    "month-no-groups": lambda words: unit_month_card(
        UnitMonthView(month="2027-01", before="2026-12", promises=PromisesKept(), comes=False), words, NOW
    ),
    "month-hostile": lambda words: unit_month_card(
        UnitMonthView(
            month="2026-10",
            before="2026-09",
            groups=(
                GroupLine(name=HOSTILE, promised=HOUR, uncovered=HOUR, duty=((HOSTILE, HOUR), (LONG_NAME, HOUR))),
                GroupLine(name=LONG_NAME, promised=HOUR, uncovered=NONE),
            ),
            promises=KEPT,
        ),
        words,
        NOW,
    ),
    "month-one-group": lambda words: unit_month_card(
        UnitMonthView(
            month="2026-10",
            before="2026-09",
            groups=(
                GroupLine(
                    name="Bygglov",
                    promised=88 * HOUR,
                    uncovered=HOUR,
                    gaps=1,
                    hides_others=True,
                    weeks=((40, 100), (41, 98)),
                ),
            ),
            promises=KEPT,
        ),
        words,
        NOW,
    ),
    "month-people": lambda words: people_card("2026-10", PEOPLE, words),
    "month-nobody": lambda words: people_card("2026-10", (), words),
    "month-own": lambda words: own_figures_card("2026-10", "2026-09", PEOPLE[0], words),
}
