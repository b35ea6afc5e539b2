"""Lines about figures: how one's unit is doing, how a month was, one's own, and cards turned off and on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from bot.understanding import Intent, understand
from tests.bot.understanding.expected_lines import STOCKHOLM

NOW = datetime(2026, 12, 7, 9, 0, tzinfo=STOCKHOLM)
LINES: dict[str, tuple[Intent | None, dict[str, Any]]] = {
    "hur ligger vi till?": (Intent.UNIT_REPORT, {}),
    "min enhets status": (Intent.UNIT_REPORT, {}),
    "min enhet": (Intent.UNIT_REPORT, {}),
    "hur står det till med min enhet?": (Intent.UNIT_REPORT, {}),
    "hur går det för oss?": (Intent.UNIT_REPORT, {}),
    "visa måndagskortet": (Intent.UNIT_REPORT, {}),
    "veckans läge": (Intent.UNIT_REPORT, {}),
    "how are we doing?": (Intent.UNIT_REPORT, {}),
    "unit status": (Intent.UNIT_REPORT, {}),
    "månadens siffror": (Intent.MONTH_REPORT, {}),
    "visa månadskortet": (Intent.MONTH_REPORT, {}),
    "statistik": (Intent.MONTH_REPORT, {}),
    "hur gick det i november?": (Intent.MONTH_REPORT, {"month": "2026-11"}),
    "hur gick det i december": (Intent.MONTH_REPORT, {"month": "2026-12"}),
    "hur gick det i januari?": (Intent.MONTH_REPORT, {"month": "2026-01"}),
    "siffror för oktober 2025": (Intent.MONTH_REPORT, {"month": "2025-10"}),
    "hur gick det förra månaden?": (Intent.MONTH_REPORT, {"month": "2026-11"}),
    "siffror för den här månaden": (Intent.MONTH_REPORT, {"month": "2026-12"}),
    "how did it go in November?": (Intent.MONTH_REPORT, {"month": "2026-11"}),
    "the month's figures": (Intent.MONTH_REPORT, {}),
    "mina siffror": (Intent.MY_FIGURES, {}),
    "mina siffror för oktober": (Intent.MY_FIGURES, {"month": "2026-10"}),
    "hur mycket telefonpass hade jag i oktober?": (Intent.MY_FIGURES, {"month": "2026-10"}),
    "my figures for last month": (Intent.MY_FIGURES, {"month": "2026-11"}),
    "sluta med måndagskortet": (Intent.REPORT_CARD, {"card": "week", "on": False}),
    "skicka inte måndagskortet": (Intent.REPORT_CARD, {"card": "week", "on": False}),
    "jag vill inte ha månadskortet": (Intent.REPORT_CARD, {"card": "month", "on": False}),
    "stop the Monday card": (Intent.REPORT_CARD, {"card": "week", "on": False}),
    "stop the monthly card": (Intent.REPORT_CARD, {"card": "month", "on": False}),
    "skicka måndagskortet": (Intent.REPORT_CARD, {"card": "week", "on": True}),
    "skicka månadskortet igen": (Intent.REPORT_CARD, {"card": "month", "on": True}),
    "send the Monday card": (Intent.REPORT_CARD, {"card": "week", "on": True}),
    "mina enheter": (Intent.MY_UNITS, {}),
    "hur är läget?": (None, {}),
    "hur mår du?": (None, {}),
    "hur gick det igår?": (None, {}),
}


@pytest.mark.parametrize("line", LINES)
def test_lines_about_figures_are_understood(line: str) -> None:
    """And the lines that the cards themselves tell to write are among them."""
    understood = understand(line, now=NOW)
    assert (understood.intent, dict(understood.slots)) == LINES[line]
