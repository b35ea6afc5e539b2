"""Owns the sample cards about privacy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.privacy import HeldView, forget_card, forgotten_card, held_card, part_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE

HELD = (
    HeldView(subject="diversions", count=2),
    HeldView(subject="chat", count=1),
    HeldView(subject="greeting", count=0),
    HeldView(subject="promises", count=7, stays=3),
    HeldView(subject="orders", count=2, stays=2),
    HeldView(subject="lost_phones", count=1, stays=1),
)
DATA = '{\n "person": "7d1c4a52",\n "diversions": [\n  {"reason": "lunch", "note": "När mig på mobilen"}\n ]\n}'

PRIVACY_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "privacy-held": lambda words: held_card(HELD, words, fits=True),
    "privacy-too-much": lambda words: held_card(HELD, words, fits=False),
    "privacy-part": lambda words: part_card(DATA, 2, 3, words),
    "privacy-only-part-hostile": lambda words: part_card(HOSTILE, 1, 1, words),
    "privacy-forget": lambda words: forget_card(HELD, words, on_record=35),
    "privacy-forgotten": lambda words: forgotten_card((), words, on_record=35),
    "privacy-forgotten-but": lambda words: forgotten_card(HELD, words, on_record=35),
}
