"""Owns how a greeting's notifications are said: a question about one, and what a test call found (A4)."""

from __future__ import annotations

from bot.cards.greeting_script import ReportedView, WantedView, reported_card, wanted_card
from bot.dialogs.greeting_scripts import ordinary_draft
from bot.dialogs.notifications import Telling
from bot.texts.catalogue import words_for
from bot.turn import Message
from policy.greetings import Greeting, said_of, standing
from services.greetings import REPORTED

DRAFT_LANGUAGE = "sv"


def greeting_notice(telling: Telling) -> Message:
    """The question, or the test call, as the greeting stands when it is sent."""
    greeting = telling.about
    if not isinstance(greeting, Greeting):
        raise TypeError("a greeting's notification is about a greeting")
    if telling.notification.code == REPORTED and greeting.fault is not None:
        return _reported(telling, greeting)
    return _wanted(telling, greeting)


def _reported(telling: Telling, greeting: Greeting) -> Message:
    fault = greeting.fault
    if fault is None:
        raise ValueError("there is no fault to tell of")
    view = ReportedView(
        by=telling.name_of(fault.by),
        fault=fault.kind,
        at=fault.at,
        note=fault.note,
        draft=_draft(telling, greeting),
    )
    summary = telling.words("greeting.reported.title")
    return Message(card=reported_card(view, telling.words, telling.now), summary=summary)


def _wanted(telling: Telling, greeting: Greeting) -> Message:
    municipality = telling.municipality
    stands = standing(municipality, municipality.people[greeting.person], greeting, now=telling.now)
    view = WantedView(
        state=stands.state,
        whys=stands.whys,
        draft=_draft(telling, greeting),
        ask_again_days=municipality.upkeep.greetings.ask_again_days,
    )
    key = f"greeting.wanted.{stands.state.value}" if stands.is_wanting else "greeting.wanted.no_longer"
    return Message(card=wanted_card(view, telling.words), summary=telling.words(key))


def _draft(telling: Telling, greeting: Greeting) -> str:
    municipality = telling.municipality
    said = said_of(municipality, municipality.people[greeting.person])
    return ordinary_draft(said, municipality.name, words_for(DRAFT_LANGUAGE))
