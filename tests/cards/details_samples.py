"""Owns the sample cards about people's own details. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.cards.details import (
    CorrectionView,
    DetailsFormView,
    DetailsView,
    correction_card,
    details_card,
    details_form_card,
)
from bot.texts.catalogue import Words
from policy.details import Confirmed, DetailField, Fate
from tests.cards.sample_views import ANNA, HOSTILE, LONG_NAME, NOW


def details(**changed: Any) -> DetailsView:
    """Anna's details, but for what is changed."""
    usual: dict[str, Any] = {
        "name": "Anna Svensson",
        "title": "Bygglovshandläggare",
        "unit": "Bygg",
        "extension": "4536",
        "landline": "+46846500412",
        "mobile": "+46701740605",
        "matters": ("bygglov", "startbesked"),
        "confirmed": Confirmed.YES,
        "confirmed_on": date(2026, 11, 2),
    }
    return DetailsView(**{**usual, **changed})


def correction(**changed: Any) -> CorrectionView:
    """A correction of Anna's mobile number."""
    usual: dict[str, Any] = {
        "person": ANNA,
        "correction": "t1",
        "field": DetailField.MOBILE,
        "text": "070-174 06 99",
        "fate": Fate.OPEN,
    }
    return CorrectionView(**{**usual, **changed})


DETAILS_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "details": lambda words: details_card(details(), words, NOW),
    "details-wanted": lambda words: details_card(
        details(confirmed=Confirmed.CHANGED, asks_every=30, open=2, matters=(HOSTILE,)), words, NOW
    ),
    "details-never": lambda words: details_card(
        details(confirmed=Confirmed.NEVER, confirmed_on=None, open=1, mobile="", name=LONG_NAME), words, NOW
    ),
    "details-thanks": lambda words: details_card(details(thanks=True, confirmed_on=NOW.date()), words, NOW),
    "details-form": lambda words: details_form_card(
        DetailsFormView(
            values={"field": "mobile", "text": HOSTILE},
            faults={"text": ("Det är för långt.",), "field": ("Välj.",), "": ("Försök igen.",)},
        ),
        words,
    ),
    "correction-sent": lambda words: correction_card(correction(can_be_told=False), words),
    "correction-mended": lambda words: correction_card(correction(fate=Fate.MENDED), words),
    "correction-withdrawn": lambda words: correction_card(correction(fate=Fate.WITHDRAWN), words),
    "correction-asked": lambda words: correction_card(correction(owner=LONG_NAME, text=HOSTILE), words),
    "correction-done": lambda words: correction_card(
        correction(owner="Anna Svensson", fate=Fate.MENDED, by="Vera Åkesson"), words
    ),
}
