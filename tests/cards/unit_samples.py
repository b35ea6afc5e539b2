"""Owns the sample cards about units: who answers, which unit is meant, the week, the overview, the duty plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.coverage_answer import AnsweringGroupView, CoverageAnswerView, coverage_answer_card
from bot.cards.coverage_week import GroupWeekView, StripView, WeekDayView, WeekView, coverage_week_card
from bot.cards.spot_list import SpotListView, SpotRow, spot_list_card
from bot.cards.unit_overview import BelowView, GroupStandingView, Light, UnitsView, UnitView, units_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW

ANSWERING = AnsweringGroupView(
    sentence="På Bygglov svarar Anna Svensson och Åsa Berg.",
    hours="idag 09–11:30, 13–15",
    able=("Anna Svensson, 4536", "Åsa Berg, 4532"),
    others=("Bo Ek är frånvarande och nås igen imorgon klockan 08:00.",),
)
CLOSED = AnsweringGroupView(
    sentence="Konsumentvägledning har stängt i telefonen.", hours="idag ingen", is_open=False, is_empty=True
)
AHEAD = AnsweringGroupView(
    sentence="På Bygglov saknas någon som svarar en del av telefontiden fre 27 nov.",
    stretches=(("fre 27 nov", "09–10 Anna, Bo · 10–11:30 ingen"),),
    others=("Åsa Berg är borta fre 27 nov 08:00–17:00.",),
)

FULL = StripView(540, 690, 3, is_gap=False), StripView(780, 900, 2, is_gap=False)
GAPS = (
    StripView(540, 600, 2, is_gap=False),
    StripView(600, 690, 0, is_gap=True),
    StripView(780, 795, 0, is_gap=True),
    StripView(795, 900, 1, is_gap=False),
)
BYGGLOV_WEEK = GroupWeekView(
    group="bygglov",
    name="Bygglov",
    told="Luckor på 2 dagar.",
    plans=True,
    days=(
        WeekDayView(label="mån 30 nov", strip=FULL, line="09–11:30 Anna, Bo, Åsa · 13–15 Anna, Bo"),
        WeekDayView(
            label="tis 1 dec",
            strip=GAPS,
            line="09–10 Anna, Bo · 10–11:30 ingen · 13–13:15 ingen · 13:15–15 Åsa",
            has_gap=True,
            on="2026-12-01",
        ),
        WeekDayView(label="ons 2 dec", strip=FULL, line="09–11:30 Anna, Bo, Åsa · 13–15 Anna, Bo"),
        WeekDayView(
            label="tor 3 dec",
            strip=(StripView(540, 690, 0, is_gap=True), StripView(780, 900, 1, is_gap=False)),
            line="09–11:30 ingen · 13–15 Anna",
            has_gap=True,
            on="2026-12-03",
        ),
        WeekDayView(label="fre 4 dec", line="Stängt"),
    ),
)
WEEK = WeekView(
    title="Vecka 49, mån 30 nov–fre 4 dec",
    groups=(BYGGLOV_WEEK,),
    week="2026-11-30",
    before={"week": "2026-11-23"},
    after={"week": "2026-12-07"},
)

STANDINGS = (
    GroupStandingView(
        group="bygglov",
        name="Bygglov",
        light=Light.GAP,
        now="LUCKA nu, till 11:30: ingen kan svara",
        hours="Telefontid idag 09–11:30, 13–15",
        next_gap="Nästa lucka tor 3 dec 09:00–11:30",
        on="2026-11-24",
    ),
    GroupStandingView(
        group="faktura",
        name="Fakturafrågor",
        light=Light.COVERED,
        now="2 kan svara nu",
        hours="Telefontid idag 09–11",
        next_gap="Ingen lucka de närmaste två veckorna",
    ),
    GroupStandingView(
        group="konsument",
        name="Konsumentvägledning",
        light=Light.CLOSED,
        now="Stängt nu, öppnar imorgon 13:00",
        hours="Ingen telefontid idag",
        next_gap="Nästa lucka imorgon 13:00–15:00",
    ),
)
BELOW = (
    BelowView("bygg", "Bygg", "1 svarsgrupp. 1 har lucka nu. 1 får lucka inom två veckor."),
    BelowView("miljokontoret", "Miljökontoret", "Ingen svarsgrupp"),
)

UNIT_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "units": lambda words: units_card(
        UnitsView(
            units=(UnitView(unit="staben", name="Kommunledningsstaben", groups=STANDINGS, below=BELOW),),
            above=("kommunen", "Kommunen"),
            as_of="Kontrollerat 11:55",
        ),
        words,
    ),
    "units-two": lambda words: units_card(
        UnitsView(
            units=(
                UnitView(unit="bygg", name="Bygg", groups=STANDINGS[:1]),
                UnitView(unit="norr", name="Hemtjänsten norr", empty="Enheten har ingen svarsgrupp."),
            ),
            as_of="Kontrollerat 11:55",
        ),
        words,
    ),
    "units-hostile": lambda words: units_card(
        UnitsView(
            units=(
                UnitView(
                    unit="x",
                    name=HOSTILE,
                    groups=(replace(STANDINGS[0], name=HOSTILE),),
                    below=(BelowView("y", HOSTILE, HOSTILE),),
                ),
            ),
            above=("z", HOSTILE),
            as_of="Kontrollerat 11:55",
        ),
        words,
    ),
    "coverage-week-hostile": lambda words: coverage_week_card(
        replace(
            WEEK,
            groups=(replace(BYGGLOV_WEEK, name=HOSTILE, days=(WeekDayView(label="mån", strip=GAPS, line=HOSTILE),)),),
            others=(("unit:x", HOSTILE),),
        ),
        words,
    ),
    "coverage-week": lambda words: coverage_week_card(WEEK, words),
    "coverage-week-of-many": lambda words: coverage_week_card(
        replace(WEEK, groups=tuple(replace(BYGGLOV_WEEK, group=f"g{n}", name=f"Svarsgrupp {n}") for n in range(9))),
        words,
    ),
    "who-answers": lambda words: coverage_answer_card(
        CoverageAnswerView(groups=(ANSWERING,), as_of=NOW, values={"phones": "phones"}), words, NOW
    ),
    "who-is-in": lambda words: coverage_answer_card(
        CoverageAnswerView(
            groups=(ANSWERING, CLOSED),
            place="Bygg",
            people_in=("Annika Björk, 4534", "Hamid Karimi, 4533"),
            people_away=("Per Lindgren är på möte och nås igen 14:30.",),
            more_groups=3,
            more_people=1,
            as_of=NOW,
        ),
        words,
        NOW,
    ),
    "who-is-in-nowhere-called": lambda words: coverage_answer_card(
        CoverageAnswerView(
            sentence="På Kultur och fritid är Christina Widmark och Hans Törnqvist inne.",
            place="Kultur och fritid",
            people_in=("Christina Widmark, 4586", "Hans Törnqvist, 4588: Inne till 14:00, därefter möte"),
            people_away=("Oskar Åberg-Nyman arbetar inte just nu och nås igen imorgon klockan 10:00.",),
            as_of=NOW,
        ),
        words,
        NOW,
    ),
    "who-answers-ahead": lambda words: coverage_answer_card(
        CoverageAnswerView(groups=(AHEAD,), place="Bygg", people_in=(LONG_NAME,), is_ahead=True, as_of=NOW), words, NOW
    ),
    "who-answers-hostile": lambda words: coverage_answer_card(
        CoverageAnswerView(
            groups=(AnsweringGroupView(sentence=HOSTILE, hours=HOSTILE, able=(HOSTILE,), others=(HOSTILE,)),),
            place=HOSTILE,
            people_in=(HOSTILE,),
            as_of=NOW,
        ),
        words,
        NOW,
    ),
    "which-unit": lambda words: spot_list_card(
        SpotListView(
            rows=(
                SpotRow(spot="unit:norr", name="Hemtjänsten norr", described="Enhet"),
                SpotRow(spot="group:bygglov", name="Bygglov", described="Svarsgrupp på Bygg"),
            ),
            action=ActionName.UNITS_ASK,
            values={},
        ),
        words,
    ),
    "which-unit-hostile": lambda words: spot_list_card(
        SpotListView(
            rows=(SpotRow(spot="unit:x", name=HOSTILE, described=HOSTILE),),
            action=ActionName.UNITS_ASK,
            values={},
            unknown=HOSTILE,
        ),
        words,
    ),
}
