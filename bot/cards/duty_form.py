"""Owns the form in which a week's phone duty is planned on one card: who has each post, and from when (M2).

A post is a list of the group's members to choose from, those who aren't in marked. It can be parted: each part has its
time and its own list. What was chosen is kept when the form comes back with a part more, or filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import ActionSet, Column, ColumnSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.form import NO, YES
from bot.cards.inputs import Choice, InputChoiceSet, InputTime, InputToggle
from bot.cards.part import Json
from bot.cards.pieces import button_rows, fault, finished, heading, subtle, title
from bot.texts.catalogue import Words

NOBODY = "-"
"""The choice that says that nobody has it."""
KEEPS = "keeps_roster"
BYTES_OF_A_POST, BYTES_OF_A_CHOICE = 1_100, 85
"""What a post and each of its choices take on the card at most."""
MOST_BYTES, MOST_BYTES_WITH_PARTS = 18_000, 23_000
"""What all posts together may take, and what they may once they are parted; Teams wants a card below 25 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPartView:
    """A part of a post: its input's id, who has it, and from when on the clock; the first begins with the post."""

    id: str
    person: str = NOBODY
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """One post: its id, its hours, its parts, whom it can be given to (value and title), and what is wrong with it."""

    id: str
    label: str
    parts: tuple[DutyPartView, ...]
    choices: tuple[tuple[str, str], ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDayView:
    """One day. `notes` say why it has no posts, or who has taken something of it already."""

    label: str
    posts: tuple[PostView, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFormView:
    """The form. `keeps_roster`: whether the box is ticked that only whoever has duty answers."""

    title: str
    intro: str
    days: tuple[DutyDayView, ...]
    keeps_roster: bool
    faults: tuple[str, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)


def most_posts(choices: int) -> int:
    """How many posts there is room for on one card, each with so many to choose from."""
    return MOST_BYTES // (BYTES_OF_A_POST + choices * BYTES_OF_A_CHOICE)


def has_room_for(parts: int, choices: int) -> bool:
    """Whether so many parts, each with so many to choose from, fit on one card."""
    return parts <= MOST_BYTES_WITH_PARTS // (BYTES_OF_A_POST + choices * BYTES_OF_A_CHOICE)


def duty_form_card(view: DutyFormView, words: Words) -> dict[str, Json]:
    """Day by day, post by post; then whether only those on duty answer."""
    body: list[Element] = [title(view.title), subtle(view.intro)]
    wrong = len(view.faults) + sum(len(post.faults) for day in view.days for post in day.posts)
    if wrong:
        lines = [TextBlock(text=text, spacing="small") for text in (words("forms.faults", n=wrong), *view.faults)]
        body.append(Container(style="attention", items=lines, spacing="medium"))
    for day in view.days:
        body.append(heading(day.label))
        body += [subtle(note) for note in day.notes]
        for post in day.posts:
            body += _post(post, view, words)
    fill = button(ActionName.DUTY_FILL, words("duty.form.fill"), values=view.carried, inputs="auto")
    body += button_rows([fill])
    body.append(
        InputToggle(
            id=KEEPS,
            label=words("duty.form.keeps_label"),
            title=words("duty.form.keeps"),
            value=YES if view.keeps_roster else NO,
            value_on=YES,
            value_off=NO,
            separator=True,
            spacing="large",
        )
    )
    actions = [
        button(ActionName.DUTY_SAVE, words("duty.form.save"), values=view.carried, style="positive", inputs="auto"),
        button(ActionName.FORM_CANCEL, words("forms.cancel")),
    ]
    return finished(body, words, actions)


def _post(post: PostView, view: DutyFormView, words: Words) -> Iterator[Element]:
    first, *others = post.parts
    split = button(
        ActionName.DUTY_SPLIT,
        words("duty.form.split"),
        values={**view.carried, "post": post.id},
        inputs="auto",
        tooltip=words("duty.form.split_of", hours=post.label),
    )
    yield ColumnSet(
        spacing="small",
        columns=[
            Column(width="stretch", items=[_choice(first, post.label, post, words)]),
            Column(width="auto", items=[ActionSet(actions=[split])], vertical_content_alignment="bottom"),
        ],
    )
    for part in others:
        yield ColumnSet(
            spacing="small",
            columns=[
                Column(
                    width=2,
                    items=[InputTime(id=f"{part.id}_time", label=words("duty.form.from"), value=part.at or None)],
                ),
                Column(width=3, items=[_choice(part, words("duty.form.then"), post, words)]),
            ],
        )
    yield from map(fault, post.faults)


def _choice(part: DutyPartView, label: str, post: PostView, words: Words) -> InputChoiceSet:
    nobody = Choice(value=NOBODY, title=words("duty.form.nobody"))
    return InputChoiceSet(
        id=part.id,
        label=label,
        value=part.person,
        choices=[nobody, *(Choice(value=value, title=name) for value, name in post.choices)],
        style="compact",
    )
