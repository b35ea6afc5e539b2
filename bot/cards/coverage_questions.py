"""Owns what the cards of coverage ask for in their own place: whom to put down, why a gap may be, when to be reminded,
which part to take. Each fault stands under its input, and what was filled in is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Column, ColumnSet
from bot.cards.coverage_gaps import day_and_times
from bot.cards.coverage_view import AlertView, CandidateView, InvitationView, Question
from bot.cards.elements import Element, TextBlock
from bot.cards.inputs import Choice, InputChoiceSet, InputDate, InputText, InputTime
from bot.cards.pieces import button_rows, fault, heading
from bot.texts.catalogue import Words
from bot.texts.dates import clock, clocks, listing, moment
from policy.coverage_acts import LONGEST_REASON
from policy.coverage_books import Answer, CoverageAlert
from policy.ids import GroupId

MOST_IN_SIGHT = 7
MOST_CANDIDATES = 60
"""In a list; the members of the group come first."""


def place_values(group: GroupId, on: date) -> dict[str, str]:
    """What every button of an alert or an invitation carries: which group's, and of which day."""
    return {"group": str(group), "on": on.isoformat()}


def alert_question(view: AlertView, words: Words, now: datetime) -> list[Element]:
    """What the alert's card asks for, with the button that sends it and the way back."""
    values = place_values(view.group.id, view.alert.on)
    back = button(ActionName.COVERAGE_SHOW, words("coverage.button.back"), values=values)
    if view.question is Question.WHO:
        asked, send = _who(view, words, now), (ActionName.COVERAGE_APPOINT, words("coverage.button.appoint_one"))
    elif view.question is Question.WHY:
        asked, send = _why(view, words), (ActionName.COVERAGE_ACCEPT, words("coverage.button.accept_gap"))
    else:
        asked, send = _when(view, words, now), (ActionName.COVERAGE_LATER, words("coverage.button.remind"))
    nothing_to_choose = {Question.WHO: not view.candidates, Question.WHEN: not view.moments}
    sent = [] if nothing_to_choose.get(view.question) else [_send(*send, values)]
    return [*asked, *button_rows([*sent, back])]


def part_question(view: InvitationView, words: Words, now: datetime) -> list[Element]:
    """From when to when the reader can answer, filled in with the first gap that is left."""
    values = place_values(view.group.id, view.alert.on)
    back = button(ActionName.COVERAGE_SHOW_INVITATION, words("coverage.button.back"), values=values)
    times = day_and_times(view.alert.on, [gap.period for gap in view.alert.gaps], now, words)
    inputs = [_time(view, edge, instant, words, now) for edge, instant in _edges(view.alert)]
    asked: list[Element] = [
        heading(words("coverage.ask.part")),
        TextBlock(text=words("coverage.ask.left", when=times), spacing="small"),
        ColumnSet(columns=[Column(width="stretch", items=[one]) for one in inputs]),
        *_faults(view.faults, "part"),
    ]
    send = _send(ActionName.COVERAGE_TAKE, words("coverage.button.take_part_sure"), {**values, "part": "true"})
    return [*asked, *button_rows([send, back])]


def _send(name: ActionName, label: str, values: Mapping[str, str]) -> Action:
    return button(name, label, values=values, style="positive", inputs="auto")


def _who(view: AlertView, words: Words, now: datetime) -> list[Element]:
    if not view.candidates:
        return [heading(words("coverage.ask.who")), TextBlock(text=words("coverage.ask.nobody"), spacing="small")]
    shown = view.candidates[:MOST_CANDIDATES]
    choices = [Choice(title=_candidate(view, one, words, now), value=str(one.person)) for one in shown]
    chosen = InputChoiceSet(
        id="person",
        label=words("coverage.ask.who"),
        choices=choices,
        value=view.entered.get("person") or None,
        style="expanded" if len(choices) <= MOST_IN_SIGHT else "compact",
        is_required=True,
        error_message=words("coverage.ask.who_missing"),
        spacing="medium",
    )
    return [chosen, *_faults(view.faults, "person")]


def _candidate(view: AlertView, one: CandidateView, words: Words, now: datetime) -> str:
    said = next((said.answer for said in reversed(view.alert.invitations) if said.person == one.person), None)
    if said is Answer.DECLINED:
        return words("coverage.ask.candidate_declined", name=one.name)
    times = listing(tuple(clocks(period, now, words) for period in one.periods), words)
    return words("coverage.ask.candidate", name=one.name, times=times)


def _why(view: AlertView, words: Words) -> list[Element]:
    reason = InputText(
        id="reason",
        label=words("coverage.ask.why"),
        placeholder=words("coverage.ask.why_hint"),
        value=view.entered.get("reason") or None,
        is_multiline=True,
        max_length=LONGEST_REASON,
        is_required=True,
        error_message=words("coverage.ask.why_missing"),
        spacing="medium",
    )
    until = InputDate(id="until_date", label=words("coverage.ask.until"), value=view.entered.get("until_date") or None)
    return [reason, *_faults(view.faults, "reason"), until, *_faults(view.faults, "until")]


def _when(view: AlertView, words: Words, now: datetime) -> list[Element]:
    choices = [
        Choice(
            title=words(f"coverage.later.{kind.value}", moment=moment(instant, now, words)), value=instant.isoformat()
        )
        for kind, instant in view.moments
    ]
    if not choices:
        return [heading(words("coverage.ask.when")), TextBlock(text=words("coverage.ask.too_near"), spacing="small")]
    chosen = InputChoiceSet(
        id="at",
        label=words("coverage.ask.when"),
        choices=choices,
        value=view.entered.get("at") or choices[0].value,
        style="expanded",
        is_required=True,
        error_message=words("coverage.ask.when_missing"),
        spacing="medium",
    )
    return [chosen, *_faults(view.faults, "at")]


def _edges(alert: CoverageAlert) -> tuple[tuple[str, datetime], ...]:
    period = alert.gaps[0].period
    return (("from", period.start_at), ("to", period.end_at or period.start_at))


def _time(view: InvitationView, edge: str, instant: datetime, words: Words, now: datetime) -> InputTime:
    label = words("coverage.ask.from" if edge == "from" else "coverage.ask.to")
    name = f"{edge}_time"
    return InputTime(id=name, label=label, value=view.entered.get(name) or clock(instant.astimezone(now.tzinfo)))


def _faults(faults: Mapping[str, tuple[str, ...]], place: str) -> list[Element]:
    return [fault(text) for text in faults.get(place, ())]
