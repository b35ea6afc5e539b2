"""Owns the sample cards of whom the bot can't reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.cards.reach_list import ReachRow, ReachView, reach_list_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME


def _rows(words: Words) -> tuple[ReachRow, ...]:
    manager, switchboard = words("reach.role.manager", unit="Bygg"), words("reach.role.switchboard")
    again, anyway = words("reach.button.again"), words("reach.button.anyway")
    unmet, removed = words("reach.stands.unmet"), words("reach.stands.removed", moment="fre 20 nov 14:05")
    no = words("reach.stands.refused_not_allowed", again="tis 1 dec 09:00")
    return (
        ReachRow(person="p1", name="Bo Ek", role=manager, stands=unmet, button=again),
        ReachRow(person="p2", name=LONG_NAME, role=switchboard, stands=no, button=again),
        ReachRow(person="p3", name="Karin Lindqvist", role=manager, stands=removed, button=anyway),
        ReachRow(person="p4", name="Vera Åkesson", role=switchboard, stands=words("reach.stands.asked")),
        ReachRow(person="p5", name=HOSTILE[:60], role=words("reach.role.manager", unit=HOSTILE[:60]), stands=unmet),
        *[ReachRow(person="p6", name="Anna Svensson", role=manager, stands=unmet, button=again)] * 7,
    )


def _full(words: Words) -> ReachView:
    return ReachView(rows=_rows(words), out=29, wanted=41, installs=True, has_all=True, refused=True)


def _alone(words: Words) -> ReachView:
    rows = tuple(replace(row, button="") for row in _rows(words)[:1])
    return ReachView(rows=rows, out=1, wanted=41, installs=False)


REACH_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "reach-none": lambda words: reach_list_card(ReachView(rows=(), out=0, wanted=41, installs=True), words),
    "reach": lambda words: reach_list_card(_full(words), words),
    "reach-alone": lambda words: reach_list_card(_alone(words), words),
}
