"""Owns the sample cards of whom to connect to. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.cards.coverage_answer import AnsweringGroupView
from bot.cards.presence import PresenceView
from bot.cards.whom_to_connect import MessageTo, NearRow, ToConnectView, WhomView, whom_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME, NOW

BYGGLOV = ToConnectView(
    answering=AnsweringGroupView(
        sentence="Bygglov: koppla till Anna Svensson, 4536. Telefontid till 11:30.",
        hours="idag 09–11:30, 13–15",
        able=("Anna Svensson, 4536", "Åsa Berg, 4532"),
        others=("Bo Ek är frånvarande och nås igen imorgon klockan 08:00.",),
        stretches=(("Nummer", "08-465 004 90"),),
    ),
    described="Bygg",
    message_to=MessageTo(person="anna", name="Anna Svensson"),
    values={"function": "group:bygglov", "matter": "bygglov"},
)
ALL_IN_CALLS = replace(
    BYGGLOV,
    answering=replace(
        BYGGLOV.answering,
        able=("Anna Svensson, 4536 · i samtal enligt Teams, nyss", "Åsa Berg, 4532 · i samtal enligt Teams, nyss"),
    ),
    presence=PresenceView(
        says="I samtal enligt Teams, nyss.",
        means="Linjen är troligen upptagen. Be den som ringer vänta, eller ta ett meddelande.",
        stands_out=True,
    ),
)
NOBODY = ToConnectView(
    answering=AnsweringGroupView(
        sentence="Ingen på Bygglov svarar just nu. Säg att de svarar igen klockan 13:00, eller ta ett meddelande.",
        hours="idag 09–11:30, 13–15",
        others=(
            "Anna Svensson är på möte och nås igen 13:00.",
            "Bo Ek är frånvarande och nås igen imorgon klockan 08:00.",
            "Åsa Berg är frånvarande tills vidare.",
        ),
        stretches=(("Svarar härnäst", "Anna Svensson, 4536, från 13:00"), ("Nummer", "08-465 004 90")),
    ),
    described="Ärende: attefallshus · Bygg",
    own=("Annika Björk, 4534", "Hamid Karimi är på lunch och nås igen 12:30."),
    own_heading="Har också hand om attefallshus",
    message_to=MessageTo(person="anna", name="Anna Svensson"),
    values={"function": "group:bygglov", "matter": "attefallshus"},
)
ERIK = ToConnectView(
    answering=AnsweringGroupView(sentence="Radon: koppla till Erik Holm, 4543."),
    described="Ärende: radon · Hälsoskyddsinspektör · Miljökontoret",
    message_to=MessageTo(person="erik", name="Erik Holm"),
    values={"function": "person:erik", "matter": "radon"},
)
LONG = replace(
    BYGGLOV,
    answering=AnsweringGroupView(
        sentence=f"Konsument-, budget- och skuldrådgivning: koppla till {LONG_NAME}, 4536. Telefontid till 11:30.",
        hours="idag 08–09:30, 10–11:30, 13–14, 15–16:30",
        able=tuple(f"{LONG_NAME}, 45{n}" for n in range(30, 33)),
        others=tuple(f"{LONG_NAME} är frånvarande och nås igen på onsdag klockan 08:00." for _ in range(3)),
    ),
    described="Ärende: konsument-, budget- och skuldrådgivning för hushåll · Socialförvaltningen",
    own=tuple(f"{LONG_NAME}, 45{n}" for n in range(40, 43)),
    own_heading="Har också hand om konsument-, budget- och skuldrådgivning för hushåll",
    message_to=MessageTo(person="long", name=LONG_NAME),
)
ROWS = (
    NearRow(
        name="Miljö- och hälsoskydd",
        described="Ärende: enskilt avlopp · Miljökontoret",
        line="Miljö- och hälsoskydd: koppla till Henrik Sjöberg, 4540. Telefontid till 12:00.",
        values={"function": "group:miljo", "matter": "enskilt avlopp"},
    ),
    NearRow(
        name="Vatten och avlopp",
        described="",
        values={"function": "group:va", "matter": "Vatten och avlopp"},
    ),
    NearRow(name="Åsa Öberg", described="Ärende: avlopp", values={"function": "person:asa", "matter": "avlopp"}),
)
FALLBACK = (
    "Fråga lite mer om vad det gäller och sök igen. Hittar du inte rätt, så erbjud att någon ringer tillbaka.",
    "Koppla till Kontaktcenter, som tar det ingen annan har: Vera Åkesson, 4500.",
)
UNSURE = WhomView(
    says="Jag är inte säker på vem som har hand om avlåpp. Menar du någon av de här?",
    hint="Tryck på en rad eller svara med siffran.",
    rows=ROWS,
    fallback=FALLBACK,
    offers_promise=True,
    values={"asked": "avlåpp"},
    as_of=NOW,
)
NOTHING = WhomView(
    says="Jag hittar ingen som har hand om enhörningar.",
    hint="Prova med ett annat ord, eller skriv vad enheten heter.",
    fallback=FALLBACK[:1],
    values={"asked": "enhörningar"},
    as_of=NOW,
)
HOSTILE_ONE = ToConnectView(
    answering=AnsweringGroupView(sentence=HOSTILE, hours=HOSTILE, able=(HOSTILE,), others=(HOSTILE,)),
    described=HOSTILE,
    own=(HOSTILE,),
    own_heading=HOSTILE,
    message_to=MessageTo(person="x", name=HOSTILE),
    values={"function": "group:x", "matter": HOSTILE},
)


OPENING = "Attefallshus kan höra till Bygglov, Erik Holm, Bygglov eller 2 till."


def _view(*functions: ToConnectView, more: int = 0) -> WhomView:
    misdirected = {"matter": "bygglov", "function": "group:bygglov"}
    return WhomView(functions=functions, more=more, misdirected=misdirected, values={"asked": "bygglov"}, as_of=NOW)


CONNECTING_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "whom-one": lambda words: whom_card(_view(BYGGLOV), words, NOW),
    "whom-in-calls": lambda words: whom_card(_view(ALL_IN_CALLS), words, NOW),
    "whom-nobody": lambda words: whom_card(_view(NOBODY), words, NOW),
    "whom-person": lambda words: whom_card(_view(ERIK), words, NOW),
    "whom-three": lambda words: whom_card(replace(_view(BYGGLOV, ERIK, NOBODY, more=2), says=OPENING), words, NOW),
    "whom-long": lambda words: whom_card(_view(LONG, LONG, LONG, more=12), words, NOW),
    "whom-unsure": lambda words: whom_card(UNSURE, words, NOW),
    "whom-nothing": lambda words: whom_card(NOTHING, words, NOW),
    "whom-hostile": lambda words: whom_card(
        replace(
            _view(HOSTILE_ONE),
            says=HOSTILE,
            hint=HOSTILE,
            rows=(NearRow(name=HOSTILE, described=HOSTILE, line=HOSTILE, values={"matter": HOSTILE}),),
            fallback=(HOSTILE,),
        ),
        words,
        NOW,
    ),
}
"""Each answer at its plainest, at its fullest, where nothing is sure, and with hostile text."""
