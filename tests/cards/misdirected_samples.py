"""Owns the sample cards of misdirected calls and of mending the directory: plainest, fullest and with hostile text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.mend_list import (
    MendListView,
    MendRow,
    WaitingRow,
    mend_gone_card,
    mend_list_card,
    mend_saved_card,
)
from bot.cards.mend_suggestion import SuggestionView, suggestion_card
from bot.cards.misdirected import CallFormView, CallView, call_card, call_form_card, call_undone_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME

PLACE = {"case": "5f3a9c01d2b4e6f708192a3b", "call": "0a1b2c3d4e5f60718293a4b5"}
ROUND = {"case": PLACE["case"], "round": "2"}
MEND = {"case": PLACE["case"], "mend": PLACE["call"]}
FACTS = (
    ("Hamnade hos", "Miljökontoret (2 gånger) och Anna Svensson"),
    ("Skulle till", "Renhållningen (3 gånger)"),
    ("Senast", "idag"),
)
CHOICES = (
    ("synonym:avfall", "”sopor” betyder avfall"),
    ("synonym:sophämtning", "”sopor” betyder sophämtning"),
    ("group:renhallning", "”sopor” är ett ärende hos Renhållningen"),
)
FAULTS = {"other": ("”sopor” är redan ett ärende hos Miljökontoret. En synonym till något annat skulle ge fel svar.",)}
FORM = {"matter": "sopor", "landed": "Anna Svensson", "place": "Åsa"}
ROWS = tuple(
    MendRow(says=f"”{word}” betyder {matter}", made="Ann-Christin Dahl, mån 23 nov", place=MEND)
    for word, matter in (("sopor", "avfall"), ("dagis", "förskoleplats"), (HOSTILE, LONG_NAME))
)
WAITING = (
    WaitingRow(says="trädfällning: 7 felkopplade samtal", place=ROUND),
    WaitingRow(says="hundskatt: 3 felkopplade samtal", place=ROUND),
)


def suggestion(**changed: Any) -> SuggestionView:
    """A suggestion that waits, but for what is changed."""
    plain: dict[str, Any] = {
        "title": "3 felkopplade samtal: sopor",
        "facts": FACTS,
        "leads": "Välj vad som ska gälla. Svaren ändras direkt när du godkänner.",
        "choices": CHOICES,
        "place": ROUND,
    }
    return SuggestionView(**{**plain, **changed})


def call(**changed: Any) -> CallView:
    """A call that was noted, but for what is changed."""
    plain: dict[str, Any] = {
        "matter": "sopor",
        "landed": "Anna Svensson",
        "right": "Renhållningen",
        "onward": ("Renhållningen: koppla till Bo Ek, 4537. Telefontid till 16:00.",),
        "place": PLACE,
    }
    return CallView(**{**plain, **changed})


MISDIRECTED_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "misdirected": lambda words: call_card(call(), words),
    "misdirected-unknown": lambda words: call_card(
        call(
            landed="",
            right="",
            onward=(
                "Jag vet inte vem som har hand om det.",
                "Koppla till Servicecenter, som tar det ingen annan har: Lisa Lund, 4599.",
            ),
            near=("Vatten och avlopp: koppla till Olof Pålsson, 4582. Telefontid till 16:00.",),
        ),
        words,
    ),
    "misdirected-hostile": lambda words: call_card(
        call(matter=HOSTILE, landed=HOSTILE, right=LONG_NAME, onward=(HOSTILE,), near=(HOSTILE,)), words
    ),
    "misdirected-form": lambda words: call_form_card(CallFormView(), words),
    "misdirected-form-faults": lambda words: call_form_card(
        CallFormView(
            values=FORM,
            faults={
                "place": ("Det finns flera: Åsa Berg, Åsa Öberg. Skriv vilken du menar.",),
                "": ("Något annat ändrades samtidigt, så jag hann inte spara. Försök igen.",),
            },
            carried=PLACE,
        ),
        words,
    ),
    "misdirected-undone": lambda words: call_undone_card("sopor", words),
    "mend-suggestion": lambda words: suggestion_card(suggestion(), words),
    "mend-suggestion-no-place": lambda words: suggestion_card(
        suggestion(choices=(), leads="Skriv var samtalen hör hemma. Svaren ändras direkt när du godkänner."), words
    ),
    "mend-suggestion-faults": lambda words: suggestion_card(
        suggestion(chosen="synonym:sophämtning", other="avlopp", faults=FAULTS), words
    ),
    "mend-suggestion-accepted": lambda words: suggestion_card(
        suggestion(settled="Ann-Christin Dahl godkände idag 10:15: ”sopor” betyder avfall.", is_done=True, mend=MEND),
        words,
    ),
    "mend-suggestion-late": lambda words: suggestion_card(
        suggestion(
            between="Någon annan hann före. Så här blev det.",
            settled="Lena Nyström valde Inte nu 10:15. Förslaget kommer igen om det blir lika många samtal till.",
            may_reopen=True,
        ),
        words,
    ),
    "mend-suggestion-hostile": lambda words: suggestion_card(
        suggestion(
            title=HOSTILE,
            facts=(("Hamnade hos", HOSTILE),),
            choices=(("synonym:x", HOSTILE), ("group:y", LONG_NAME)),
            other=HOSTILE,
        ),
        words,
    ),
    "mend-saved": lambda words: mend_saved_card("”sopor” betyder avfall", words, MEND),
    "mend-gone": lambda words: mend_gone_card("”sopor” betyder avfall", words),
    "mend-list": lambda words: mend_list_card(MendListView(mends=ROWS, waiting=WAITING), words),
    "mend-list-many": lambda words: mend_list_card(MendListView(mends=ROWS * 5), words),
    "mend-list-none": lambda words: mend_list_card(MendListView(), words),
}
