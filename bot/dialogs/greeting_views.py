"""Owns how the outcomes of the greeting's use cases become views and cards. It must not decide anything."""

from __future__ import annotations

from bot.cards.greeting import GreetingView, TestCallView, greeting_card, too_late_card, undone_card
from bot.cards.greeting_script import ReportView, ScriptView, report_card, script_card
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Exchange
from bot.dialogs.greeting_scripts import WITH_TITLE, draft, phrase
from bot.texts.catalogue import LANGUAGES, words_for
from bot.texts.dates import moment
from bot.turn import Reply
from policy.errors import PolicyError
from policy.organisation import Person
from services.greeting_outcomes import GreetingNoted, GreetingSeen, Reported, Script


def seen_reply(exchange: Exchange, seen: GreetingSeen) -> Reply:
    """How the person's own greeting stands, as a card of its own."""
    card = greeting_card(_view(seen), exchange.words, exchange.now)
    return exchange.show_below(card, exchange.words(f"greeting.stands.{seen.standing.state.value}"))


def noted_reply(exchange: Exchange, noted: GreetingNoted) -> Reply:
    """The receipt of what was noted."""
    card = greeting_card(_view(noted.seen, noted), exchange.words, exchange.now)
    return exchange.show(card, exchange.words(f"greeting.stands.{noted.seen.standing.state.value}"))


def undone_reply(exchange: Exchange) -> Reply:
    """The receipt of an undo."""
    return exchange.show(undone_card(exchange.words), exchange.words("greeting.undone.title"))


def too_late_reply(exchange: Exchange, why: PolicyError) -> Reply:
    """Says why an undo can't be done, in the place of the receipt whose button was pressed."""
    text = error_text(why, exchange)
    return exchange.show(too_late_card(text, exchange.words), text)


def script_reply(exchange: Exchange, script: Script, *, language: str = "") -> Reply:
    """What to say, in both languages unless one was asked for."""
    mailbox = script.person.has_voicemail
    drafts = {
        code: draft(script, exchange.municipality, words_for(code), exchange.now)
        for code in LANGUAGES
        if mailbox and language in (code, "")
    }
    answering = words_for(WITH_TITLE)
    view = ScriptView(
        phrase=phrase(script.said, answering, with_title=False),
        phrase_with_title=phrase(script.said, answering, with_title=True),
        swedish=drafts.get("sv", ""),
        english=drafts.get("en", ""),
        absence_ends=None if script.absence is None or not mailbox else script.absence.back_at is not None,
        diversion="" if script.absence is None else script.absence.diversion,
        has_mailbox=mailbox,
    )
    return exchange.show_below(script_card(view, exchange.words), exchange.words("greeting.script.title"))


def reported_reply(exchange: Exchange, reported: Reported) -> Reply:
    """The switchboard's receipt: what is noted, and whether the person is told."""
    words, name, earlier = exchange.words, reported.person.name, reported.earlier
    if earlier is not None:
        by = exchange.municipality.people.get(earlier.by)
        who = by.name if by is not None else words("people.someone")
        line = words("greeting.report.earlier", by=who, moment=moment(earlier.at, exchange.now, words), name=name)
    else:
        line = words("greeting.report.told" if reported.can_be_told else "greeting.report.not_reached", name=name)
    view = ReportView(
        person=str(reported.person.id),
        name=name,
        lines=(line,),
        fault=reported.fault.kind,
        note=reported.fault.note,
        turn=reported.fault.turn if earlier is None else "",
    )
    return exchange.show_below(report_card(view, words), words("greeting.report.title", name=name))


def taken_back_reply(exchange: Exchange, person: Person) -> Reply:
    """The receipt of a test call that was taken back."""
    return exchange.say("greeting.report.taken_back", name=person.name)


def _view(seen: GreetingSeen, noted: GreetingNoted | None = None) -> GreetingView:
    recorded, replaced = seen.recorded, noted.replaced if noted is not None else None
    fault = seen.fault
    return GreetingView(
        state=seen.standing.state,
        whys=seen.standing.whys,
        kind=recorded.kind if recorded is not None else None,
        recorded_on=recorded.recorded_on if recorded is not None else None,
        until_at=recorded.until_at if recorded is not None else None,
        test_call=None if fault is None else TestCallView(fault=fault.kind, at=fault.at, note=fault.note),
        absence=seen.absence is not None,
        change=noted.change_id if noted is not None else "",
        replaced=None if replaced is None else (replaced.kind, replaced.recorded_on),
    )
