"""Owns the charts that Teams draws in a card: its own extension of Adaptive Cards, which other clients leave out.

A chart never says anything alone: what it shows stands beside it in words, so that it can be left out (`fallback`) and
is read without colours too. All its bars have one colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from bot.cards.elements import Element
from bot.cards.part import Part, Plain

ChartColor: TypeAlias = Literal["good", "warning", "attention", "neutral", "categoricalBlue"]
MOST_BARS = 12
"""More than a glance takes in."""


class BarPoint(Part):
    """One bar: what it is of, and how long it is."""

    x: Plain
    y: float
    color: ChartColor | None = None


class HorizontalBarChart(Element):
    """Bars below each other, each with its name and its figure."""

    type_name = "Chart.HorizontalBar"
    title: Plain | None = None
    x_axis_title: Plain | None = None
    y_axis_title: Plain | None = None
    color_set: Literal["categorical", "sequential", "diverging"] | None = None
    data: Sequence[BarPoint]
    display_mode: Literal["AbsoluteWithAxis", "AbsoluteNoAxis", "PartToWhole"] | None = None


def bars(title: str, figures: Sequence[tuple[str, float]]) -> list[Element]:
    """A chart of the figures by their names; none of a single one, which is no comparison."""
    if len(figures) < 2:  # noqa: PLR2004 - two are the fewest that can be compared
        return []
    points = [BarPoint(x=name, y=figure, color="categoricalBlue") for name, figure in figures[:MOST_BARS]]
    chart = HorizontalBarChart(title=title, data=points, display_mode="AbsoluteNoAxis", fallback="drop")
    return [chart]
