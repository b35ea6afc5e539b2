"""Owns the card of someone who is asked to answer for a group, or has been put down for it: who asks, for what, when.

It says so when it is theirs, when somebody else took it, and when it is not needed any more.
"""

from __future__ import annotations

from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.coverage_alert import whom_it_hits
from bot.cards.coverage_gaps import day_and_times
from bot.cards.coverage_questions import part_question, place_values
from bot.cards.coverage_stands import times_of
from bot.cards.coverage_view import InvitationView, Question, joined, whole_of
from bot.cards.elements import Element, TextBlock
from bot.cards.inputs import InputText
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, fault, finished, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import listing
from policy.coverage_books import Answer
from policy.coverage_invitations import LONGEST_NOTE


def invitation_card(view: InvitationView, words: Words, now: datetime) -> dict[str, Json]:
    """The question or the duty, and what can be answered; once it is settled, how."""
    body: list[Element] = [
        title(invitation_title(view, now, words)),
        *([TextBlock(text=view.note, spacing="small")] if view.note else []),
        *[subtle(line) for line in _stands(view, words, now)],
    ]
    answer = view.invitation.answer
    if answer is Answer.ASKED and view.stands:
        body += facts([(words("coverage.card.hits"), whom_it_hits(view.group, words))])
        if view.question is Question.PART:
            return finished([*body, *part_question(view, words, now)], words)
        return finished([*body, *_note(view, words), *button_rows(*_answers(view, words))], words)
    if _is_ahead(view, now):
        body += facts([(words("coverage.card.hits"), whom_it_hits(view.group, words))])
        is_answered = view.invitation.answered_at is not None
        confirm = [] if is_answered else [_take(view, "coverage.button.confirm", words)]
        return finished([*body, *_note(view, words), *button_rows([*confirm, _decline(view, words)])], words)
    if answer is Answer.DECLINED and view.stands:
        return finished([*body, *button_rows([_take(view, "coverage.button.take_after_all", words)])], words)
    return finished(body, words)


def invitation_title(view: InvitationView, now: datetime, words: Words) -> str:
    """What is asked, or what became of it, in one line."""
    asked, alert = view.invitation, view.alert
    if asked.answer is Answer.TOOK:
        when = day_and_times(alert.on, joined(asked.took), now, words)
        key = "coverage.invitation.appointed" if asked.appointed else "coverage.invitation.yours"
        return words(key, group=view.group.name, when=when)
    is_asked = asked.answer is Answer.ASKED and view.stands
    periods = [gap.period for gap in alert.gaps] if is_asked else whole_of(alert)
    when = day_and_times(alert.on, periods, now, words)
    if asked.answer is Answer.DECLINED:
        return words("coverage.invitation.declined", group=view.group.name, when=when)
    if not is_asked:
        return words("coverage.invitation.not_needed", group=view.group.name, when=when)
    return words("coverage.invitation.asked", group=view.group.name, when=when)


def _stands(view: InvitationView, words: Words, now: datetime) -> list[str]:
    asked = view.invitation
    by = view.names.get(asked.asked_by, words("people.someone"))
    if asked.answer is Answer.ASKED and view.stands:
        return [words("coverage.invitation.asks", name=by), *_taken(view, words, now)]
    if asked.answer is Answer.TOOK:
        put_down = words("coverage.invitation.put_down", name=by)
        return [put_down if asked.appointed else words("coverage.invitation.thanks")]
    if asked.answer is Answer.DECLINED:
        return [] if asked.asked_by == asked.person else [words("coverage.invitation.told", name=by)]
    return _taken(view, words, now) or [words("coverage.invitation.solved")]


def _taken(view: InvitationView, words: Words, now: datetime) -> list[str]:
    """Who else has taken what: "Tagen av Bo Ek 13:00–13:30"."""
    taken = [one for one in view.alert.invitations if one.took and one.person != view.invitation.person]
    if not taken:
        return []
    names = tuple(
        words(
            "coverage.invitation.who_took",
            name=view.names.get(one.person, words("people.someone")),
            times=times_of(one.took, now, words),
        )
        for one in taken
    )
    return [words("coverage.invitation.taken_by", names=listing(names, words))]


def _is_ahead(view: InvitationView, now: datetime) -> bool:
    """Whether the reader has taken something that is not over, so that they can still say that they can't."""
    took = view.invitation.took if view.invitation.answer is Answer.TOOK else ()
    return any(period.end_at is not None and period.end_at > now for period in took)


def _note(view: InvitationView, words: Words) -> list[Element]:
    note = InputText(
        id="note",
        label=words("coverage.ask.note"),
        placeholder=words("coverage.ask.note_hint"),
        value=view.entered.get("note") or None,
        max_length=LONGEST_NOTE,
        spacing="medium",
    )
    return [note, *[fault(text) for text in view.faults.get("note", ())]]


def _answers(view: InvitationView, words: Words) -> tuple[list[Action], list[Action]]:
    values = place_values(view.group.id, view.alert.on)
    part = button(ActionName.COVERAGE_PART, words("coverage.button.take_part"), values=values)
    return [_take(view, "coverage.button.take", words), part], [_decline(view, words)]


def _take(view: InvitationView, key: str, words: Words) -> Action:
    values = place_values(view.group.id, view.alert.on)
    return button(ActionName.COVERAGE_TAKE, words(key), values=values, style="positive")


def _decline(view: InvitationView, words: Words) -> Action:
    values = place_values(view.group.id, view.alert.on)
    return button(ActionName.COVERAGE_DECLINE, words("coverage.button.decline"), values=values, inputs="auto")
