"""Owns the cards that hold a draft to read into the mailbox: asked for, sent after a test call, or with a question.

The drafts are texts already, one in Swedish and one in English; they never say why someone is away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.greeting import record_rows, script_button, why_lines
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, heading, subtle, title, told
from bot.texts.catalogue import Words
from bot.texts.dates import moment
from policy.greetings import FaultKind, State, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptView:
    """What to say when answering (S1), with the title and without, and what to read into the mailbox.

    `absence_ends` is of what the mailbox draft tells of: None for the ordinary greeting, else whether its end is known;
    `diversion` names that absence.
    """

    phrase: str
    phrase_with_title: str
    swedish: str = ""
    english: str = ""
    absence_ends: bool | None = None
    diversion: str = ""
    has_mailbox: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedView:
    """A greeting that is missing or out of date; `state` may have been mended since the question was put."""

    state: State
    whys: tuple[Why, ...] = ()
    draft: str
    ask_again_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedView:
    """What a test call found; `by` is who rang."""

    by: str
    fault: FaultKind
    at: datetime
    note: str = ""
    draft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The switchboard's receipt of a test call; `lines` say who is told. `turn` empty: there is nothing to undo."""

    person: str
    name: str
    lines: tuple[str, ...]
    fault: FaultKind
    note: str = ""
    turn: str = ""


def script_card(view: ScriptView, words: Words) -> dict[str, Json]:
    """What to say, ready to be read aloud."""
    body: list[Element] = [title(words("greeting.script.title"))]
    if view.absence_ends is not None:
        key = "greeting.script.for_absence" if view.absence_ends else "greeting.script.for_absence_open_ended"
        body.append(subtle(words(key)))
    if view.swedish:
        body.append(told(words("greeting.script.mailbox_sv"), view.swedish, words))
    if view.english:
        body.append(told(words("greeting.script.mailbox_en"), view.english, words))
    body += [
        told(words("greeting.script.answering"), view.phrase, words),
        told(words("greeting.script.answering_with_title"), view.phrase_with_title, words),
        subtle(words("greeting.script.clause")),
    ]
    for_absence = view.absence_ends is not None
    rows = (
        record_rows(words, absence=for_absence, ordinary_first=False, diversion=view.diversion)
        if view.has_mailbox
        else []
    )
    return finished([*body, *button_rows(*rows)], words)


def wanted_card(view: WantedView, words: Words) -> dict[str, Json]:
    """The question: what is wanting, why, and a draft (A4)."""
    if view.state not in (State.MISSING, State.GENERIC, State.OUTDATED):
        show = button(ActionName.GREETING_SHOW, words("greeting.button.show"))
        return finished([title(words("greeting.wanted.no_longer"))], words, [show])
    body: list[Element] = [
        title(words(f"greeting.wanted.{view.state.value}")),
        *why_lines(view.whys, words),
        told(words("greeting.script.mailbox_sv"), view.draft, words),
        subtle(words("greeting.clause")),
        subtle(words("greeting.wanted.why_asked", n=view.ask_again_days)),
    ]
    rows = record_rows(words, absence=False, ordinary_first=True)
    form = button(ActionName.GREETING_FORM, words("greeting.button.form"))
    return finished([*body, *button_rows(*rows, [script_button(words), form])], words)


def reported_card(view: ReportedView, words: Words, now: datetime) -> dict[str, Json]:
    """What the test call found, and what to do about it (A4)."""
    what = words("greeting.reported.what", by=view.by, moment=moment(view.at, now, words))
    body: list[Element] = [
        title(words("greeting.reported.title")),
        TextBlock(text=what, spacing="small"),
        *facts(_heard(view.fault, view.note, words)),
        heading(words("greeting.reported.what_to_do")),
        told(words("greeting.script.mailbox_sv"), view.draft, words),
        subtle(words("greeting.clause")),
    ]
    rows = record_rows(words, absence=False, ordinary_first=True)
    return finished([*body, *button_rows(*rows, [script_button(words)])], words)


def report_card(view: ReportView, words: Words) -> dict[str, Json]:
    """The switchboard's receipt."""
    body: list[Element] = [
        title(words("greeting.report.title", name=view.name)),
        *[TextBlock(text=line, spacing="small") for line in view.lines],
        *facts(_heard(view.fault, view.note, words)),
    ]
    values = {"person": view.person, "turn": view.turn}
    undo = button(ActionName.GREETING_TAKE_BACK, words("greeting.button.undo"), values=values)
    return finished(body, words, [undo] if view.turn else [])


def _heard(fault: FaultKind, note: str, words: Words) -> list[tuple[str, str]]:
    return [
        (words("greeting.part.test_call"), words(f"greeting.fault.{fault.value}")),
        (words("greeting.part.note"), note),
    ]
