"""Owns the sample cards about when people can be reached. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.availability_answer import AbsenceView, AnswerView, StandInView, answer_card
from bot.texts.catalogue import Words
from policy.reasons import Reason
from tests.cards.sample_views import ANNA, ANSWER, HOLIDAY, LONG_NAME, MEETING, NOW, at

ANSWER_SAMPLES: Mapping[str, Callable[[Words], Mapping[str, Any]]] = {
    "answer": lambda words: answer_card(ANSWER, words, NOW),
    "answer-full": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence=f"{LONG_NAME} är frånvarande och nås igen på måndag klockan 08:00.",
            described="Enhetschef, Individ- och familjeomsorg",
            is_reachable=False,
            days_off="Arbetar inte torsdagar och fredagar. Helgdag: julafton och juldagen.",
            extension="4536",
            stand_in=StandInView(name="Bo Ek", number="4537"),
            lets_calls_through=False,
            afterwards=AbsenceView(MEETING, Reason.MEETING),
            able=(f"1. {LONG_NAME}, 4538, Bygglov och strandskydd", "2. Bo Ek, 4537, Bygglov"),
            note="Ring mobilen om det brådskar.",
            absences=(AbsenceView(HOLIDAY), AbsenceView(MEETING, Reason.MEETING)),
            as_of=at(23, 16, 2),
            mark="Uppgifterna bekräftades senast tis 3 mars 2026 och kan vara gamla. Rättelse väntar: anknytning.",
            takes_messages=True,
            tests_calls=True,
        ),
        words,
        NOW,
    ),
    "answer-plain": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence="Anna Svensson är inne, men har möte från 12:05, om 10 minuter.",
            is_reachable=True,
            reachable_until="12:05",
            afterwards=AbsenceView(MEETING),
            stand_in=StandInView(name="Bo Ek", is_away=True),
            as_of=NOW,
            tests_calls=True,
            perhaps="Anna Svensson",
        ),
        words,
        NOW,
    ),
}
