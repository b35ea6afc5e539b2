"""Owns the sample cards that the checks go through and the gallery pictures: each card at its plainest, at its fullest,
with hostile text, in both languages. Everyone in it is invented, and so are their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from bot.cards.action_names import ActionName
from bot.cards.diversion_form import DiversionFormView, diversion_form_card
from bot.cards.diversion_preview import PreviewView, preview_card
from bot.cards.diversion_receipt import (
    DisplacedView,
    EndedView,
    TooLateView,
    UndoneView,
    ended_card,
    receipt_card,
    too_late_card,
    undone_card,
)
from bot.cards.diversion_status import ListedView, StatusView, status_card
from bot.cards.failure import FailureView, failure_card
from bot.cards.form import ChoiceField, FormView, NumberField, TextField, form_card
from bot.cards.help import HelpTopic, HelpView, WelcomeView, help_card, welcome_card
from bot.cards.keypad import KeyIn, KeypadView
from bot.cards.notice import NoticeKind, NoticeView, notice_card
from bot.cards.pages import PagesView, pages_card
from bot.cards.pick_list import PickListView, pick_list_card
from bot.cards.policy_help import ClauseView, SubjectsView, clauses_card, subjects_card
from bot.cards.still_away import still_away_card, still_away_noted_card
from bot.cards.undelivered import UndeliveredView, undelivered_card
from bot.texts.catalogue import LANGUAGES, Words, words_for
from policy.clauses import Clause
from policy.details import Confirmed
from policy.greetings import State
from policy.periods import Period
from policy.reasons import Reason
from tests.cards.answer_samples import ANSWER_SAMPLES
from tests.cards.calendar_samples import CALENDAR_SAMPLES
from tests.cards.callback_samples import CALLBACK_SAMPLES
from tests.cards.connecting_samples import CONNECTING_SAMPLES
from tests.cards.coverage_samples import COVERAGE_SAMPLES
from tests.cards.desk_samples import DESK_SAMPLES
from tests.cards.details_samples import DETAILS_SAMPLES
from tests.cards.directory_samples import DIRECTORY_SAMPLES
from tests.cards.duty_samples import DUTY_SAMPLES
from tests.cards.effect_samples import EFFECT_SAMPLES
from tests.cards.figure_samples import FIGURE_SAMPLES
from tests.cards.greeting_samples import GREETING_SAMPLES
from tests.cards.misdirected_samples import MISDIRECTED_SAMPLES
from tests.cards.notice_samples import NOTICE_SAMPLES
from tests.cards.order_samples import ORDER_SAMPLES
from tests.cards.privacy_samples import PRIVACY_SAMPLES
from tests.cards.reach_samples import REACH_SAMPLES
from tests.cards.sample_views import (
    ANNA,
    FORM_FAULTS,
    FORM_VALUES,
    FULL_RECEIPT,
    HOLIDAY,
    HOSTILE,
    LETTERS,
    LISTED,
    LONG_NAME,
    LUNCH,
    NOW,
    OPEN_ENDED,
    PEOPLE,
    PROMISED,
    STILL_AWAY,
    TOLD,
    UPCOMING,
    at,
    receipt,
)
from tests.cards.sent_samples import SENT_SAMPLES
from tests.cards.unit_samples import UNIT_SAMPLES

CardJson: TypeAlias = Mapping[str, Any]
Sample: TypeAlias = Callable[[Words], CardJson]

OWN_SAMPLES: dict[str, Sample] = {
    "still-away": lambda words: still_away_card(STILL_AWAY, words, NOW),
    "still-away-noted": still_away_noted_card,
    "undelivered-none": lambda words: undelivered_card(UndeliveredView(letters=()), words, NOW),
    "undelivered": lambda words: undelivered_card(UndeliveredView(letters=LETTERS), words, NOW),
    "welcome": lambda words: welcome_card(WelcomeView(name="Anna"), words),
    "welcome-hostile": lambda words: welcome_card(WelcomeView(name=HOSTILE), words),
    "help": lambda words: help_card(HelpView(topics=tuple(HelpTopic)), words),
    "help-group": lambda words: help_card(HelpView(topics=tuple(HelpTopic), group="more"), words),
    "help-unit": lambda words: help_card(HelpView(topics=tuple(HelpTopic), group="unit"), words),
    "help-orders": lambda words: help_card(HelpView(topics=tuple(HelpTopic), group="orders"), words),
    "receipt": lambda words: receipt_card(receipt(), words, NOW),
    "receipt-keypad": lambda words: receipt_card(
        receipt(keypad=KeypadView(code="*23*1*1300#", for_what=KeyIn.NOW)), words, NOW
    ),
    "ended-keypad": lambda words: ended_card(
        EndedView(
            person=ANNA,
            change="c2",
            had_begun=True,
            told="Anna Svensson är inne.",
            keypad=KeypadView(code="#23#", for_what=KeyIn.OFF),
        ),
        words,
    ),
    "receipt-full": lambda words: receipt_card(FULL_RECEIPT, words, NOW),
    "receipt-open-ended": lambda words: receipt_card(
        receipt(reason=Reason.SICK, period=OPEN_ENDED, back_at=None, told="Anna Svensson är frånvarande tills vidare."),
        words,
        NOW,
    ),
    "receipt-ahead": lambda words: receipt_card(
        receipt(reason=Reason.VACATION, period=HOLIDAY, back_at=at(7, 8, month=12), wants_greeting=True), words, NOW
    ),
    "receipt-hostile": lambda words: receipt_card(receipt(note=HOSTILE, owner=HOSTILE, told=HOSTILE), words, NOW),
    "ended": lambda words: ended_card(
        EndedView(person=ANNA, change="c2", had_begun=True, told="Anna Svensson är inne.", greeting_is_left=True), words
    ),
    "ended-other": lambda words: ended_card(
        EndedView(person=ANNA, change="c2", owner="Bo Ek", had_begun=False, told="Bo Ek är inne."), words
    ),
    "undone": lambda words: undone_card(UndoneView(person=ANNA, told="Anna Svensson är inne."), words),
    "too-late": lambda words: too_late_card(TooLateView(person=ANNA, why="Det är redan ångrat."), words),
    "preview": lambda words: preview_card(
        PreviewView(
            reason=Reason.MEETING,
            period=Period(at(30, 9), at(30, 12)),
            displaced=(
                DisplacedView(
                    reason=Reason.VACATION,
                    before=HOLIDAY,
                    left=(Period(at(26, 8), at(30, 9)), Period(at(30, 12), at(4, 17, month=12))),
                ),
                DisplacedView(reason=Reason.BREAK, before=Period(at(30, 10), at(30, 10, 15))),
            ),
            carried={**FORM_VALUES, "person": ANNA, "seen": "d1:split"},
        ),
        words,
        NOW,
    ),
    "form-empty": lambda words: diversion_form_card(DiversionFormView(carried={"person": ANNA}), words),
    "form-faults": lambda words: diversion_form_card(
        DiversionFormView(
            owner="Bo Ek", changes=True, values=FORM_VALUES, faults=FORM_FAULTS, carried={"person": ANNA}
        ),
        words,
    ),
    "form-hostile": lambda words: diversion_form_card(
        DiversionFormView(owner=HOSTILE, values={"note": HOSTILE}, faults={"note": (HOSTILE,)}), words
    ),
    "form-other-fields": lambda words: form_card(
        FormView(
            title="Formulär",
            intro="De fält som hänvisningen inte har.",
            items=(
                NumberField(id="number", label="Antal", value="3", least=1, most=9, missing="Skriv ett tal."),
                ChoiceField(id="pick", label="Val", choices=(("a", "Ett"), ("b", "Två_tre_")), in_sight=True),
                TextField(id="text", label="Text", several_lines=True, value="rad ett\nrad två"),
            ),
            save=ActionName.DIVERSION_SAVE,
        ),
        words,
    ),
    "status": lambda words: status_card(
        StatusView(person=ANNA, running=LISTED, upcoming=UPCOMING, told=TOLD), words, NOW
    ),
    "status-empty": lambda words: status_card(StatusView(person=ANNA, told="Anna Svensson är inne."), words, NOW),
    "status-other": lambda words: status_card(
        StatusView(
            person=ANNA,
            owner=LONG_NAME,
            running=ListedView(diversion="d1", reason=Reason.SICK, period=OPEN_ENDED, open_line=True),
            told="Anna är frånvarande tills vidare.",
        ),
        words,
        NOW,
    ),
    **ANSWER_SAMPLES,
    "pick-list": lambda words: pick_list_card(
        PickListView(rows=PEOPLE, values={"then": "availability", "remember": {}}, more=12), words
    ),
    "pick-list-of-one": lambda words: pick_list_card(
        PickListView(rows=PEOPLE[:1], values={"then": "availability", "remember": {}}), words
    ),
    "notice-set": lambda words: notice_card(
        NoticeView(
            kind=NoticeKind.SET,
            by="Cecilia Lund",
            person=ANNA,
            diversion="d1",
            reason=Reason.SICK,
            period=OPEN_ENDED,
            told="Anna Svensson är frånvarande tills vidare.",
        ),
        words,
        NOW,
    ),
    "notice-ended": lambda words: notice_card(
        NoticeView(kind=NoticeKind.ENDED, by=LONG_NAME, person=ANNA, period=LUNCH), words, NOW
    ),
    "notice-undone": lambda words: notice_card(
        NoticeView(kind=NoticeKind.UNDONE, by="Cecilia Lund", person=ANNA), words, NOW
    ),
    "failure": lambda words: failure_card(
        FailureView(
            what="Jag kunde inte spara hänvisningen.",
            next="Det beror på mig, inte på dig. Försök igen om en liten stund.",
            entered=(("Skäl", "Möte"), ("Till", "idag 15:00")),
            again=ActionName.DIVERSION_SAVE,
            values=FORM_VALUES,
        ),
        words,
    ),
    "failure-plain": lambda words: failure_card(FailureView(what=HOSTILE, next="Försök igen."), words),
    "pages": lambda words: pages_card(
        PagesView(
            diversions=StatusView(person=ANNA, running=LISTED, upcoming=UPCOMING[:2], told=TOLD),
            greeting=State.ABSENCE,
            promises=3,
            next_promise_at=at(24, 14),
            orders=1,
            details="Bygglovshandläggare, Bygg, 4536",
            confirmed=Confirmed.LONG_AGO,
        ),
        words,
        NOW,
    ),
    "pages-empty": lambda words: pages_card(
        PagesView(
            diversions=StatusView(person=ANNA, told="Anna Svensson är inne."),
            greeting=State.NO_MAILBOX,
            details=LONG_NAME,
        ),
        words,
        NOW,
    ),
    "receipt-promises": lambda words: receipt_card(receipt(promises=PROMISED), words, NOW),
    "policy-clauses": lambda words: clauses_card(
        tuple(
            ClauseView(id=id_, title=f"Rubrik {id_}", says="Ring tillbaka senast nästa arbetsdag.", bot=HOSTILE)
            for id_ in ("A5", "S6")
        ),
        words,
    ),
    "policy-subjects": lambda words: subjects_card(
        SubjectsView(
            subjects=tuple((one.value, words(f"policy.{one.value.lower()}.title")) for one in Clause), asked=True
        ),
        words,
    ),
}


def together(*parts: Mapping[str, Sample]) -> dict[str, Sample]:
    """All samples; raises ValueError where two have one name, so that none takes another's place."""
    every: dict[str, Sample] = {}
    for part in parts:
        if twice := sorted(every.keys() & part.keys()):
            raise ValueError(f"two samples are called {', '.join(twice)}")
        every |= part
    return every


SAMPLES = together(
    OWN_SAMPLES,
    GREETING_SAMPLES,
    DETAILS_SAMPLES,
    DIRECTORY_SAMPLES,
    PRIVACY_SAMPLES,
    SENT_SAMPLES,
    REACH_SAMPLES,
    UNIT_SAMPLES,
    FIGURE_SAMPLES,
    DUTY_SAMPLES,
    EFFECT_SAMPLES,
    ORDER_SAMPLES,
    NOTICE_SAMPLES,
    MISDIRECTED_SAMPLES,
    CALENDAR_SAMPLES,
    CALLBACK_SAMPLES,
    COVERAGE_SAMPLES,
    CONNECTING_SAMPLES,
    DESK_SAMPLES,
)


def cards() -> dict[str, CardJson]:
    """Every sample in every language, by "NAME.LANGUAGE"."""
    return {
        f"{name}.{language}": sample(words_for(language)) for name, sample in SAMPLES.items() for language in LANGUAGES
    }
