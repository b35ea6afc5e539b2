"""Owns the sample cards about when people can be reached. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.availability_answer import AbsenceView, AnswerView, StandInView, answer_card
from bot.cards.presence import PresenceView
from bot.cards.several_answers import ChoiceView, RowView, SeveralView, UnclearView, several_card
from bot.texts.catalogue import Words
from policy.reasons import Reason
from tests.cards.sample_views import ANNA, ANSWER, HOLIDAY, HOSTILE, LONG_NAME, MEETING, NOW, at

FULL = SeveralView(
    sentence="Bo Ek är inne, 4531. Karin Lindqvist tar emot samtal. Anna Svensson är åter imorgon klockan 08:00.",
    rows=(
        RowView(
            person="p2",
            name="Bo Ek, 4531",
            says="Inne",
            is_reachable=True,
            presence=PresenceView(says="I samtal enligt Teams, nyss.", means="Linjen är upptagen.", stands_out=True),
        ),
        RowView(person="p3", name="Karin Lindqvist, 4530", says="Utbildning, men tar emot samtal", is_reachable=True),
        RowView(person="p4", name=f"{LONG_NAME}, 4602", says="Möte, åter 14:30", takes_messages=True),
        RowView(
            person=ANNA,
            name="Anna Svensson, 4536",
            says="Frånvarande, åter imorgon 08:00",
            presence=PresenceView(says="Offline i Teams, för 2 min sedan."),
            takes_messages=True,
        ),
    ),
    unclear=(
        UnclearView(
            asks="Flera heter Åsa. Vem menar du?",
            choices=(
                ChoiceView("Åsa Berg", "Bygglovshandläggare, Bygg, 4532", {"people": [{"person": "p5"}]}),
                ChoiceView("Åsa Öberg", "Miljöinspektör, Miljökontoret, 4541", {"people": [{"person": "p6"}]}),
            ),
            more=3,
        ),
        UnclearView(asks="Jag hittar ingen som heter Xerxes. Kontrollera stavningen, eller sök på anknytningen."),
    ),
    left_out=2,
    mark="Uppgifterna kan vara gamla: Bo Ek och Karin Lindqvist.",
    as_of=NOW,
    values={"people": [{"person": "p2"}, {"name": "Åsa"}]},
)

ANSWER_SAMPLES: Mapping[str, Callable[[Words], Mapping[str, Any]]] = {
    "answer": lambda words: answer_card(ANSWER, words, NOW),
    "answer-full": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence=f"{LONG_NAME} är frånvarande och nås igen på måndag klockan 08:00.",
            described="Enhetschef, Individ- och familjeomsorg",
            is_reachable=False,
            back_in=12,
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
    "answer-in-a-call": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence="Anna Svensson är inne.",
            is_reachable=True,
            presence=PresenceView(
                says="I samtal enligt Teams, för 8 s sedan.",
                means="Linjen är troligen upptagen. Be den som ringer vänta, eller ta ett meddelande.",
                stands_out=True,
            ),
            described="Bygglovshandläggare, Bygg",
            extension="4536",
            as_of=NOW,
            takes_messages=True,
        ),
        words,
        NOW,
    ),
    "answer-yet-active": lambda words: answer_card(
        AnswerView(
            person=ANNA,
            sentence=f"{LONG_NAME} är på lunch och nås igen 13:00.",
            is_reachable=False,
            presence=PresenceView(
                says="Hänvisad till 13:00, men aktiv i Teams nyss. Hänvisningen gäller.", stands_out=True
            ),
            described="Bygglovshandläggare, Bygg",
            extension="4536",
            stand_in=StandInView(name="Bo Ek", number="4537", presence="i möte enligt Teams, nyss"),
            able=(f"1. {LONG_NAME}, 4538, Bygglov · offline i Teams, för 12 s sedan", "2. Bo Ek, 4537, Bygglov"),
            as_of=NOW,
            takes_messages=True,
        ),
        words,
        NOW,
    ),
    "several": lambda words: several_card(
        SeveralView(
            sentence="Bo Ek är inne, 4531. Anna Svensson är åter 13:00.",
            rows=(
                RowView(person="p2", name="Bo Ek, 4531", says="Inne till 14:00, därefter möte", is_reachable=True),
                RowView(person=ANNA, name="Anna Svensson, 4536", says="Lunch, åter 13:00", takes_messages=True),
            ),
            as_of=NOW,
            values={"people": [{"person": "p2"}, {"person": ANNA}]},
        ),
        words,
        NOW,
    ),
    "several-full": lambda words: several_card(FULL, words, NOW),
    "several-hostile": lambda words: several_card(
        SeveralView(
            sentence=HOSTILE,
            rows=(RowView(person="p", name=HOSTILE, says=HOSTILE, takes_messages=True),),
            unclear=(UnclearView(asks=HOSTILE, choices=(ChoiceView(HOSTILE, HOSTILE, {}),)),),
            mark=HOSTILE,
            as_of=NOW,
            values={"people": [{"name": HOSTILE}]},
        ),
        words,
        NOW,
    ),
}
