"""Owns how a diversion's preview and receipt tell of the gaps in phone hours that it opens (A2, M2)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.pieces import button_rows, heading, subtle
from bot.texts.catalogue import Words

MOST_GAPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedView:
    """The gaps, each in a line, the nearest first. `places` are those that the reader may ask colleagues about.

    `asked` is what has come of asking, once that is done.
    """

    lines: tuple[str, ...]
    places: tuple[str, ...] = ()
    asked: str = ""
    goes_far: bool = False
    """Whether some lie so far ahead that nobody hears of them yet."""


def opened_lines(view: OpenedView | None, words: Words) -> list[Element]:
    """The first gaps, and how many more there are; nothing if there are none."""
    if view is None:
        return []
    more = len(view.lines) - MOST_GAPS
    rest = [subtle(words("coverage.opened.more", n=more))] if more > 0 else []
    lines = [TextBlock(text=line, spacing="small") for line in view.lines[:MOST_GAPS]]
    far = [subtle(words("coverage.opened.far"))] if view.goes_far else []
    return [heading(words("coverage.opened.title", n=len(view.lines))), *lines, *rest, *far]


def opened_and_asked(view: OpenedView | None, words: Words) -> list[Element]:
    """The gaps of a diversion that is saved, with the way to ask colleagues, or what came of asking."""
    if view is None:
        return []
    if view.asked:
        return [*opened_lines(view, words), subtle(view.asked)]
    ask = button(ActionName.COVERAGE_ASK_ABOUT, words("coverage.button.ask"), values={"gaps": " ".join(view.places)})
    return [*opened_lines(view, words), *button_rows([ask] if view.places else [])]
