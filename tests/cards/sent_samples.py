"""Owns the sample cards that a search becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.sent_card import SentFunctionView, SentPersonView, sent_function_card, sent_person_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW

IN = SentPersonView(
    name="Anna Svensson", described="Bygglovshandläggare, Bygg", standing="Inne", extension="4536", as_of=NOW
)
FULL_PERSON = SentPersonView(
    name=LONG_NAME,
    described="Bygglovshandläggare, Samhällsbyggnadsförvaltningens enhet för bygglov och tillsyn",
    standing="Tjänsteresa, åter ons 25 nov 08:00",
    extension="4536",
    landline="+4684650043",
    mobile="+46701740605",
    stand_in="Bo Ek, 4531",
    note="Ring Bo om det brådskar",
    as_of=NOW,
)
FUNCTION = SentFunctionView(
    name="Bygglov",
    described="Bygg",
    standing="Svarar nu, till 15:00",
    answers=True,
    hours="09–11:30, 13–15",
    able=("Anna Svensson, 4536", "Bo Ek, 4531", "Åsa Berg"),
    as_of=NOW,
)
CLOSED = SentFunctionView(
    name="Avfall och återvinning",
    described="Tekniska kontoret",
    matter="sophämtning",
    standing="Ingen kan svara just nu, åter 13:00",
    answers=False,
    able=("Carl von Essen, 4571",),
    hours="09–11:30, 13–15",
    next_in="Bo Ek, 4531",
    as_of=NOW,
)

SENT_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "sent-person": lambda words: sent_person_card(IN, words),
    "sent-person-full": lambda words: sent_person_card(FULL_PERSON, words),
    "sent-person-hostile": lambda words: sent_person_card(
        SentPersonView(name=HOSTILE, described=HOSTILE, standing=HOSTILE, note=HOSTILE, stand_in=HOSTILE, as_of=NOW),
        words,
    ),
    "sent-function": lambda words: sent_function_card(FUNCTION, words),
    "sent-function-closed": lambda words: sent_function_card(CLOSED, words),
    "sent-function-hostile": lambda words: sent_function_card(
        SentFunctionView(name=HOSTILE, described=HOSTILE, standing=HOSTILE, answers=True, able=(HOSTILE,), as_of=NOW),
        words,
    ),
}
