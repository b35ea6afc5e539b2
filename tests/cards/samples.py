"""Owns the sample cards that the checks go through and the gallery pictures: each card at its plainest, at its fullest,
with hostile text, in both languages. Everyone in it is invented, and so are their numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.cards.action_names import ActionName
from bot.cards.availability_answer import AbsenceView, AnswerView, StandInView, answer_card
from bot.cards.diversion_form import DiversionFormView, diversion_form_card
from bot.cards.diversion_preview import PreviewView, preview_card
from bot.cards.diversion_receipt import (
    DisplacedView,
    EndedView,
    ReceiptView,
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
from bot.cards.notice import NoticeKind, NoticeView, notice_card
from bot.cards.pick_list import PersonRow, PickListView, pick_list_card
from bot.texts.catalogue import LANGUAGES, Words, words_for
from policy.periods import Period
from policy.reasons import Reason

CardJson: TypeAlias = Mapping[str, Any]
Sample: TypeAlias = Callable[[Words], CardJson]

ZONE = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 24, 11, 55, tzinfo=ZONE)
ANNA = "7d1c4a52-0000-4000-8000-000000000001"
LONG_NAME = "Anna-Margareta Bernadotte-Söderström af Ekenstam Wachtmeister"
HOSTILE = (
    "**fet** _kursiv_ [klicka](https://ond.example) <at>Alla</at> {{DATE(2026-11-24T10:00:00Z, SHORT)}} ${namn} "
    "# rubrik `kod` ![bild](https://ond.example/x.png) <script>alert(1)</script> &lt;b&gt; ~~struken~~ | a | b |"
)
TOLD = "Anna Svensson är på lunch och nås igen 13:00."


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """An instant of 2026 in the samples' zone."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


LUNCH = Period(at(24, 11, 55), at(24, 13))
MEETING = Period(at(24, 12, 30), at(24, 15))
MEETING_LEFT = Period(at(24, 13), at(24, 15))
HOLIDAY = Period(at(26, 8), at(4, 17, month=12))
OPEN_ENDED = Period(at(23, 8), None)


def receipt(**changed: Any) -> ReceiptView:
    """A receipt of today's lunch, but for what is changed."""
    plain: dict[str, Any] = {
        "person": ANNA,
        "diversion": "d1",
        "change": "c1",
        "reason": Reason.LUNCH,
        "period": LUNCH,
        "back_at": at(24, 13),
        "told": TOLD,
    }
    return ReceiptView(**{**plain, **changed})


FULL_RECEIPT = receipt(
    owner=LONG_NAME,
    answers_instead="Bo Ek",
    stand_in_is_away=True,
    open_line=True,
    note="Når mig på mobilen efter 15 om det brinner.",
    displaced=(
        DisplacedView(reason=Reason.MEETING, before=MEETING, left=(MEETING_LEFT,)),
        DisplacedView(reason=Reason.TRAINING, before=Period(at(24, 12), at(24, 13))),
        DisplacedView(
            reason=Reason.VACATION,
            before=HOLIDAY,
            left=(Period(at(26, 8), at(27, 17)), Period(at(1, 8, month=12), at(4, 17, month=12))),
        ),
    ),
    reading="Jag läste ”fredag” som fre 27 nov. Tryck på Ändra om du menade en annan.",
    set_by="Cecilia Lund",
)

FORM_VALUES = {
    "reason": "meeting",
    "start_date": "2026-11-24",
    "start_time": "14:00",
    "end_date": "2026-11-24",
    "end_time": "13:00",
    "answers_instead": "Bosse",
    "note": "Når mig på mobilen",
}
FORM_FAULTS = {
    "end": ("Sluttiden är före starttiden. Ändra någon av dem.",),
    "answers_instead": ("Jag hittar ingen som heter Bosse. Kontrollera stavningen, eller skriv anknytningen.",),
    "elsewhere": ("Något annat ändrades samtidigt, så jag hann inte spara. Försök igen.",),
}
LISTED = ListedView(diversion="d1", reason=Reason.LUNCH, period=LUNCH, back_at=at(24, 13), answers_instead="Bo Ek")
UPCOMING = tuple(
    ListedView(
        diversion=f"d{number}",
        reason=reason,
        period=span,
        answers_instead=LONG_NAME if number == 3 else "",
    )
    for number, (reason, span) in enumerate(
        [
            (Reason.MEETING, MEETING),
            (Reason.VACATION, HOLIDAY),
            (Reason.TRAINING, Period(at(9, 8, month=12), at(9, 17, month=12))),
            (Reason.CHILD_CARE, Period(at(10, 8, month=12), at(10, 17, month=12))),
            (Reason.LEAVE, Period(at(11, 8, month=12), None)),
            (Reason.BREAK, Period(at(21, 8, month=12), at(21, 9, month=12))),
        ],
        start=2,
    )
)
ANSWER = AnswerView(
    person=ANNA,
    sentence=TOLD,
    described="Bygglovshandläggare, Bygg och miljö",
    extension="4536",
    landline="+46846500412",
    mobile="+46701740605",
    as_of=NOW,
)
PEOPLE = tuple(
    PersonRow(person=f"p{number}", name=name, described=described)
    for number, (name, described) in enumerate(
        [
            ("Anna Svensson", "Bygglovshandläggare, Bygg och miljö, 4536"),
            ("Anna Svensson", "Undersköterska, Hemtjänsten norr, 4601"),
            (LONG_NAME, "Enhetschef för myndighetsutövning och samordnad individ- och familjeomsorg, 4602"),
            ("Anna Åkerberg", ""),
            ("Annika Öst", "Lärare, Ådalsskolan, 4604"),
            ("Annie *Stjärna*", HOSTILE[:70]),
        ]
    )
)

SAMPLES: dict[str, Sample] = {
    "welcome": lambda words: welcome_card(WelcomeView(name="Anna"), words),
    "welcome-hostile": lambda words: welcome_card(WelcomeView(name=HOSTILE), words),
    "help": lambda words: help_card(HelpView(topics=tuple(HelpTopic)), words),
    "receipt": lambda words: receipt_card(receipt(), words, NOW),
    "receipt-full": lambda words: receipt_card(FULL_RECEIPT, words, NOW),
    "receipt-open-ended": lambda words: receipt_card(
        receipt(reason=Reason.SICK, period=OPEN_ENDED, back_at=None, told="Anna Svensson är frånvarande tills vidare."),
        words,
        NOW,
    ),
    "receipt-ahead": lambda words: receipt_card(
        receipt(reason=Reason.VACATION, period=HOLIDAY, back_at=at(7, 8, month=12)), words, NOW
    ),
    "receipt-hostile": lambda words: receipt_card(receipt(note=HOSTILE, owner=HOSTILE, told=HOSTILE), words, NOW),
    "ended": lambda words: ended_card(
        EndedView(person=ANNA, change="c2", had_begun=True, told="Anna Svensson är inne."), words
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
    "answer": lambda words: answer_card(ANSWER, words, NOW),
    "answer-full": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence=f"{LONG_NAME} är frånvarande och nås igen på måndag klockan 08:00.",
            described="Enhetschef, Individ- och familjeomsorg",
            extension="4536",
            stand_in=StandInView(name="Bo Ek", number="4537"),
            open_line=True,
            note="Ring mobilen om det brådskar.",
            absences=(AbsenceView(HOLIDAY), AbsenceView(MEETING, Reason.MEETING)),
            as_of=at(23, 16, 2),
        ),
        words,
        NOW,
    ),
    "answer-plain": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence="Anna Svensson är inne.",
            stand_in=StandInView(name="Bo Ek", is_away=True),
            as_of=NOW,
        ),
        words,
        NOW,
    ),
    "pick-list": lambda words: pick_list_card(
        PickListView(rows=PEOPLE, values={"then": "availability", "remember": {}}, more=12), words
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
}


def cards() -> dict[str, CardJson]:
    """Every sample in every language, by "NAME.LANGUAGE"."""
    return {
        f"{name}.{language}": sample(words_for(language)) for name, sample in SAMPLES.items() for language in LANGUAGES
    }
