"""Owns the views that the sample cards are made of: everyday ones, the fullest, and hostile text. Everyone in them is
invented, and so are their numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.cards.availability_answer import AnswerView
from bot.cards.diversion_receipt import (
    DisplacedView,
    PromisesView,
    ReceiptView,
)
from bot.cards.diversion_status import ListedView
from bot.cards.pick_list import PersonRow
from bot.cards.still_away import StillAwayView
from bot.cards.undelivered import LetterView
from policy.periods import Period
from policy.reasons import Reason

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


PROMISED = PromisesView(
    lines=("Ring Kalle senast imorgon 17:00", "Ring Eva Lind senast fre 27 nov 12:00"),
    more=4,
    places=f"{ANNA}:c0ffee",
    to="Bo Ek",
)
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
STILL_AWAY = StillAwayView(person=ANNA, diversion="d1", period=OPEN_ENDED)
LETTERS = tuple(
    LetterView(to=name, subject=subject, why=why, given_up_at=at(day, 9, 5))
    for name, subject, why, day in [
        ("Per-Erik Nilsson", "callback", "unreachable", 24),
        (LONG_NAME, "phone_order", "failed", 23),
        ("Någon som inte finns i katalogen längre", "diversion", "left", 20),
        (HOSTILE[:60], "other", "failed", 17),
        *[("Anna Svensson", "greeting", "unreachable", 16)] * 8,
    ]
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
