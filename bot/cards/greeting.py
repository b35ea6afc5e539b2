"""Owns the cards about one's own voicemail greeting: how it stands, the receipt of what was noted, and its form.

The view holds what is decided already; a card shows it and offers what can be done next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action, ActionStyle
from bot.cards.buttons import button
from bot.cards.elements import Element, TextBlock
from bot.cards.form import ChoiceField, DateField, FormView, form_card, homeless
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, subtle, title, warning
from bot.texts.catalogue import Words
from bot.texts.dates import day, moment
from policy.greetings import FaultKind, GreetingKind, State, Why

NONE = "none"
"""The form's choice for no greeting at all."""
KINDS = (GreetingKind.PERSONAL.value, GreetingKind.ABSENCE.value, GreetingKind.GENERIC.value, NONE)
PLACES = ("kind", "recorded_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCallView:
    """What a test call found, and when."""

    fault: FaultKind
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingView:
    """How the reader's greeting stands. `absence` is whether there is an absence to record one for.

    `change`, where given, makes it the receipt of that change: it can be undone, and `replaced` is what it replaced.
    """

    state: State
    whys: tuple[Why, ...] = ()
    kind: GreetingKind | None = None
    recorded_on: date | None = None
    until_at: datetime | None = None
    test_call: TestCallView | None = None
    absence: bool = False
    change: str = ""
    replaced: tuple[GreetingKind, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingFormView:
    """What the form is filled in with, what rides along unseen, and its faults by place."""

    values: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def greeting_card(view: GreetingView, words: Words, now: datetime) -> dict[str, Json]:
    """How the greeting stands, what that means for callers, and what to do about it."""
    noted = [subtle(words("greeting.part.noted"))] if view.change else []
    body: list[Element] = [
        title(words(f"greeting.stands.{view.state.value}")),
        *noted,
        *why_lines(view.whys, words),
        TextBlock(text=_means(view, words), spacing="small"),
        *facts(_facts(view, words, now)),
    ]
    if view.state is not State.NO_MAILBOX:
        body += [subtle(words("greeting.clause")), *button_rows(*_buttons(view, words))]
    return finished(body, words)


def greeting_form_card(view: GreetingFormView, words: Words, today: date) -> dict[str, Json]:
    """What the person has recorded, and when."""
    form = FormView(
        title=words("greeting.form.title"),
        items=(
            ChoiceField(
                id="kind",
                label=words("greeting.form.kind"),
                value=view.values.get("kind", ""),
                missing=words("greeting.form.kind_missing"),
                choices=tuple((kind, words(f"greeting.form.{kind}")) for kind in KINDS),
                in_sight=True,
                faults=view.faults.get("kind", ()),
            ),
            DateField(
                id="recorded_on",
                label=words("greeting.form.recorded_on"),
                value=view.values.get("recorded_on", "") or today.isoformat(),
                faults=view.faults.get("recorded_on", ()),
            ),
        ),
        faults=homeless(view.faults, PLACES),
        save=ActionName.GREETING_SAVE,
        carried=view.carried,
    )
    return form_card(form, words)


def too_late_card(why: str, words: Words) -> dict[str, Json]:
    """What stands in the place of an undo that can't be done."""
    body = [title(words("greeting.too_late.title")), TextBlock(text=why, spacing="small")]
    return finished(body, words, [button(ActionName.GREETING_SHOW, words("greeting.button.show"))])


def undone_card(words: Words) -> dict[str, Json]:
    """The receipt of an undo."""
    show = button(ActionName.GREETING_SHOW, words("greeting.button.show"))
    return finished([title(words("greeting.undone.title"))], words, [show])


def why_lines(whys: tuple[Why, ...], words: Words) -> list[Element]:
    """What makes the greeting outdated, a line each."""
    return [warning(words(f"greeting.why.{why.value}")) for why in whys]


def record_rows(words: Words, *, absence: bool, ordinary_first: bool, diversion: str = "") -> list[list[Action]]:
    """*Jag har läst in den*; where there is an absence to tell of, a row each for that and for the ordinary one.

    `diversion` names the absence that is meant.
    """
    if not absence:
        return [[_record(GreetingKind.PERSONAL, words("greeting.button.recorded"), style="positive")]]
    rows = [
        [_record(GreetingKind.PERSONAL, words("greeting.button.recorded_ordinary"))],
        [_record(GreetingKind.ABSENCE, words("greeting.button.recorded_absence"), diversion=diversion)],
    ]
    return rows if ordinary_first else rows[::-1]


def script_button(words: Words, diversion: str = "") -> Action:
    """The way to what to say; `diversion` names the absence that is meant."""
    values = {"diversion": diversion} if diversion else {}
    return button(ActionName.GREETING_SCRIPT, words("greeting.button.script"), values=values)


def _means(view: GreetingView, words: Words) -> str:
    endless = view.state is State.ABSENCE and view.until_at is None
    return words("greeting.means.absence_without_end" if endless else f"greeting.means.{view.state.value}")


def _facts(view: GreetingView, words: Words, now: datetime) -> list[tuple[str, str]]:
    call = view.test_call
    return [
        (words("greeting.part.kind"), words(f"greeting.kind.{view.kind.value}") if view.kind else ""),
        (words("greeting.part.recorded"), day(view.recorded_on, now, words) if view.recorded_on else ""),
        (words("greeting.part.until"), moment(view.until_at, now, words) if view.until_at else ""),
        (words("greeting.part.replaced"), _replaced(view.replaced, words, now) if view.replaced else ""),
        (words("greeting.part.test_call"), _test_call(call, words, now) if call else ""),
        (words("greeting.part.note"), call.note if call else ""),
    ]


def _replaced(replaced: tuple[GreetingKind, date], words: Words, now: datetime) -> str:
    kind, recorded_on = replaced
    name = words(f"greeting.kind.{kind.value}")
    return words("greeting.part.replaced_value", kind=name, day=day(recorded_on, now, words))


def _test_call(call: TestCallView, words: Words, now: datetime) -> str:
    fault = words(f"greeting.fault.{call.fault.value}")
    return words("greeting.part.test_call_value", fault=fault, moment=moment(call.at, now, words))


def _buttons(view: GreetingView, words: Words) -> list[list[Action]]:
    form = button(ActionName.GREETING_FORM, words("greeting.button.form"))
    if not view.change:
        ordinary_first = view.kind is GreetingKind.ABSENCE or not view.absence
        rows = record_rows(words, absence=view.absence, ordinary_first=ordinary_first)
        return [*rows, [script_button(words), form]]
    undo = button(ActionName.GREETING_UNDO, words("greeting.button.undo"), values={"change": view.change})
    rows = [[undo, form]]
    if view.absence and view.kind is not GreetingKind.ABSENCE:
        rows.append([_record(GreetingKind.ABSENCE, words("greeting.button.recorded_absence"))])
    return [*rows, [script_button(words)]]


def _record(kind: GreetingKind, name: str, *, style: ActionStyle | None = None, diversion: str = "") -> Action:
    values = {"kind": kind.value} | ({"diversion": diversion} if diversion else {})
    return button(ActionName.GREETING_RECORDED, name, values=values, style=style)
