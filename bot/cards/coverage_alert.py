"""Owns the card of a group's gaps on one day, in the chats of those who lead the group: one card, changed in place.

It says what, when, why, whom it hits and how it stands, and what can be done about it is done on it (A2, M2, B1). A
button that needs to know more asks on this same card, so that there is never another one that could grow old.
"""

from __future__ import annotations

from datetime import datetime

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.coverage_gaps import cause_lines, day_and_times, gap_times, gap_title
from bot.cards.coverage_questions import alert_question, place_values
from bot.cards.coverage_stands import answer_lines, how_it_ended, standing_lines
from bot.cards.coverage_view import AlertView, GroupView, Question, whole_of
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import button_rows, facts, finished, heading, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import dated, listing
from bot.texts.numbers import phone_number
from policy.coverage_books import Answer, Ending


def alert_card(view: AlertView, words: Words, now: datetime) -> dict[str, Json]:
    """The gaps and what can be done about them; how they ended, once they have."""
    body: list[Element] = [
        title(alert_title(view, now, words)),
        *([TextBlock(text=view.note, spacing="small")] if view.note else []),
    ]
    if view.alert.ending is not None:
        return finished([*body, *_ended(view, words, now)], words)
    body += [
        *_times(view, words, now),
        *[subtle(line) for line in standing_lines(view, words, now)],
        *_lines(words("coverage.card.why"), cause_lines(view.alert.open, view.names, now, words)),
        *_lines(words("coverage.card.answers"), answer_lines(view, words, now)),
        *facts(_facts(view, words, now)),
    ]
    if not view.may_act:
        return finished(body, words)
    if view.question is not Question.NOTHING:
        return finished([*body, *alert_question(view, words, now)], words)
    return finished([*body, *button_rows(*_buttons(view, words))], words)


def alert_title(view: AlertView, now: datetime, words: Words) -> str:
    """What the alert is about in one line, or how it ended."""
    alert = view.alert
    if alert.ending is None:
        return gap_title(view.group.name, alert.gaps, now, words)
    when = day_and_times(alert.on, whole_of(alert), now, words)
    return words(f"coverage.ended.{alert.ending.value}", group=view.group.name, when=when)


def whom_it_hits(group: GroupView, words: Words) -> str:
    """Who calls in vain: "Den som ringer 08-465 004 90 om bygglov och marklov"."""
    number, matters = phone_number(group.number), listing(group.matters, words)
    if number and matters:
        return words("coverage.card.callers_to_about", number=number, matters=matters)
    if number:
        return words("coverage.card.callers_to", number=number)
    return words("coverage.card.callers_about", matters=matters) if matters else ""


def _ended(view: AlertView, words: Words, now: datetime) -> list[Element]:
    how = [TextBlock(text=line, spacing="small") for line in how_it_ended(view, words, now)]
    said = answer_lines(view, words, now) if view.alert.ending is Ending.PASSED else ()
    return [*how, *_lines(words("coverage.card.answers"), said)]


def _times(view: AlertView, words: Words, now: datetime) -> list[Element]:
    """Each gap where there are several; a single one stands in the title."""
    gaps = view.alert.gaps
    return [TextBlock(text=gap_times(gap, now, words), spacing="small") for gap in gaps] if len(gaps) > 1 else []


def _lines(label: str, lines: tuple[str, ...]) -> list[Element]:
    return [heading(label), *[TextBlock(text=line, spacing="small") for line in lines]] if lines else []


def _facts(view: AlertView, words: Words, now: datetime) -> list[tuple[str, str]]:
    on = view.published_on
    published = words("coverage.card.since", day=dated(on, now, words)) if on is not None else ""
    return [
        (words("coverage.card.hits"), whom_it_hits(view.group, words)),
        (words("coverage.card.published"), published),
    ]


def _buttons(view: AlertView, words: Words) -> tuple[list[Action], ...]:
    values = place_values(view.group.id, view.alert.on)

    def act(name: ActionName, key: str) -> Action:
        return button(name, words(key), values=values)

    someone_is_asked = any(one.answer is Answer.ASKED for one in view.alert.invitations)
    ask = button(ActionName.COVERAGE_ASK, words("coverage.button.ask"), values=values, style="positive")
    return (
        [*([] if someone_is_asked else [ask]), act(ActionName.COVERAGE_WHO, "coverage.button.appoint")],
        [
            act(ActionName.HOURS_FORM, "coverage.button.hours"),
            act(ActionName.COVERAGE_WHY, "coverage.button.accept"),
        ],
        [
            *([act(ActionName.COVERAGE_WHEN, "coverage.button.later")] if view.moments else []),
        ],
    )
