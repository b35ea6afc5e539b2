"""Owns the sample cards about a directory that is held up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.held_directory import HeldEndedView, HeldView, held_card, held_ended_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW, at

PLAIN = HeldView(
    id="9f", gone=412, before=3120, unroled=0, held_at=at(24, 11, 40), some=("Anna Svensson", "Bo Ek", "Cajsa Alm")
)
FULL = HeldView(
    id="9f",
    gone=412,
    before=3120,
    unroled=7,
    held_at=at(23, 8, 5),
    some=(LONG_NAME,) * 5,
    roles=("växeln", "administratörer"),
    groups=tuple(f"Svarsgrupp {number}" for number in range(9)),
)
NOBODY_GOES = HeldView(id="9f", gone=0, before=3120, unroled=6, held_at=at(24, 11, 40), roles=("växeln",))
ODD = HeldView(
    id="9f", gone=1, before=3, unroled=0, held_at=at(24, 11, 40), some=(HOSTILE,), groups=(HOSTILE,), fault=HOSTILE
)

DIRECTORY_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "directory-held": lambda words: held_card(PLAIN, words, NOW),
    "directory-held-full": lambda words: held_card(FULL, words, NOW),
    "directory-held-a-role": lambda words: held_card(NOBODY_GOES, words, NOW),
    "directory-held-hostile": lambda words: held_card(ODD, words, NOW),
    "directory-accepted": lambda words: held_ended_card(
        HeldEndedView(by="Anna Svensson", ended_at=at(24, 11, 50)), words, NOW
    ),
    "directory-passed": lambda words: held_ended_card(HeldEndedView(by="", ended_at=at(24, 11, 50)), words, NOW),
}
