"""Owns the sample cards about voicemail greetings. Everyone in them is invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.cards.greeting import (
    GreetingFormView,
    GreetingView,
    TestCallView,
    greeting_card,
    greeting_form_card,
    too_late_card,
    undone_card,
)
from bot.cards.greeting_script import (
    ReportedView,
    ReportView,
    ScriptView,
    WantedView,
    report_card,
    reported_card,
    script_card,
    wanted_card,
)
from bot.texts.catalogue import Words
from policy.greetings import FaultKind, GreetingKind, State, Why
from tests.cards.sample_views import ANNA, HOSTILE, LONG_NAME, NOW, at

DRAFT = (
    "Hej! Du har kommit till Anna Svensson, bygglovshandläggare, Bygg i Exempelkommun. Jag är borta och nås igen "
    "måndag 14 december. Behöver du hjälp innan dess, ring Bo Ek på 08-465 004 13. Du kan också lämna ett meddelande, "
    "så ringer jag upp när jag är tillbaka."
)

GREETING_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "greeting": lambda words: greeting_card(
        GreetingView(state=State.PERSONAL, kind=GreetingKind.PERSONAL, recorded_on=date(2026, 5, 4)), words, NOW
    ),
    "greeting-none": lambda words: greeting_card(GreetingView(state=State.MISSING, absence=True), words, NOW),
    "greeting-no-mailbox": lambda words: greeting_card(GreetingView(state=State.NO_MAILBOX), words, NOW),
    "greeting-outdated": lambda words: greeting_card(
        GreetingView(
            state=State.OUTDATED,
            whys=(Why.REPORTED, Why.TITLE),
            kind=GreetingKind.ABSENCE,
            recorded_on=date(2026, 5, 4),
            until_at=at(23, 8),
            test_call=TestCallView(fault=FaultKind.WRONG, at=at(24, 9), note=HOSTILE),
        ),
        words,
        NOW,
    ),
    "greeting-receipt": lambda words: greeting_card(
        GreetingView(
            state=State.PERSONAL,
            kind=GreetingKind.PERSONAL,
            recorded_on=date(2026, 11, 24),
            absence=True,
            change="c1",
            replaced=(GreetingKind.GENERIC, date(2026, 5, 4)),
        ),
        words,
        NOW,
    ),
    "greeting-receipt-absence": lambda words: greeting_card(
        GreetingView(
            state=State.ABSENCE,
            kind=GreetingKind.ABSENCE,
            recorded_on=date(2026, 11, 24),
            until_at=at(14, 8, month=12),
            absence=True,
            change="c1",
        ),
        words,
        NOW,
    ),
    "greeting-form": lambda words: greeting_form_card(
        GreetingFormView(
            values={"kind": "absence", "recorded_on": "2026-11-25"},
            faults={"recorded_on": ("Den dagen har inte varit än.",), "elsewhere": ("Försök igen.",)},
        ),
        words,
        NOW.date(),
    ),
    "greeting-undone": undone_card,
    "greeting-too-late": lambda words: too_late_card("Det är redan ångrat.", words),
    "greeting-script": lambda words: script_card(
        ScriptView(
            phrase="Anna Svensson, Bygg",
            phrase_with_title="Anna Svensson, bygglovshandläggare, Bygg",
            swedish=DRAFT,
            english=DRAFT,
            absence_ends=True,
        ),
        words,
    ),
    "greeting-script-no-mailbox": lambda words: script_card(
        ScriptView(phrase=LONG_NAME, phrase_with_title=HOSTILE, has_mailbox=False), words
    ),
    "greeting-wanted": lambda words: wanted_card(
        WantedView(state=State.OUTDATED, whys=(Why.ABSENCE_OVER,), draft=DRAFT, ask_again_days=60), words
    ),
    "greeting-wanted-no-longer": lambda words: wanted_card(
        WantedView(state=State.PERSONAL, draft=DRAFT, ask_again_days=60), words
    ),
    "greeting-reported": lambda words: reported_card(
        ReportedView(by="Vera Åkesson", fault=FaultKind.MISSING, at=at(24, 9), note=HOSTILE, draft=DRAFT), words, NOW
    ),
    "greeting-report": lambda words: report_card(
        ReportView(
            person=ANNA,
            name=LONG_NAME,
            lines=(f"{LONG_NAME} får veta det på sin arbetstid.",),
            fault=FaultKind.WRONG,
            note="Säger Lisa",
            turn="t1",
        ),
        words,
    ),
}
