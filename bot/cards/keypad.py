"""Owns the line of a receipt that says what to key in on the desk phone, so that the exchange has it too (A3).

A code is full of signs that markdown would read, so it stands where no markdown is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.cards.elements import Element, RichTextBlock, TextRun
from bot.texts.catalogue import Words


class KeyIn(StrEnum):
    """What keying in is for."""

    NOW = "now"
    """The phone is diverted by it."""
    LATER = "later"
    """The same, but the absence has yet to begin: a code diverts at once."""
    OFF = "off"
    """The phone rings as usual after it."""
    OFF_IF_ON = "off_if_on"
    """The same, if it has been diverted at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeypadView:
    """What to key in, and what for."""

    code: str
    for_what: KeyIn


def key_in(view: KeypadView | None, words: Words) -> list[Element]:
    """The line, with the code as it stands on the keys; nothing where there is none."""
    if view is None:
        return []
    sentence = words(f"diversion.keypad.{view.for_what.value}", code=view.code)
    before, code, after = sentence.partition(view.code)
    runs = [TextRun(text=before), TextRun(text=code, weight="bolder", font_type="monospace"), TextRun(text=after)]
    return [RichTextBlock(inlines=[run for run in runs if run.text], spacing="medium")]
