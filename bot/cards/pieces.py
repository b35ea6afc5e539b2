"""Owns what several cards share: how a title looks, the sentence the switchboard says, a diversion in one line.

It must not decide anything about a diversion, nor know which card it is for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.cards.actions import Action, SelectAction
from bot.cards.card import MOST_ACTIONS, Card
from bot.cards.containers import ActionSet, Column, ColumnSet, Container, ContainerStyle
from bot.cards.elements import Color, Element, Fact, FactSet, Spacing, TextBlock
from bot.cards.part import Json
from bot.texts.catalogue import Words
from bot.texts.dates import moment, period
from policy.periods import Period
from policy.reasons import Reason


def finished(body: Sequence[Element], words: Words, actions: Sequence[Action] = ()) -> dict[str, Json]:
    """The whole card as plain JSON; raises ValueError for more buttons than Teams shows."""
    if len(actions) > MOST_ACTIONS:
        raise ValueError(f"a card has at most {MOST_ACTIONS} buttons")
    return Card(body=body, actions=actions or None, lang=words.language).to_dict()


def title(text: str, *, color: Color | None = None) -> TextBlock:
    """The card's first line, which says how it went."""
    return TextBlock(text=text, size="large", weight="bolder", color=color, style="heading")


def subtle(text: str) -> TextBlock:
    """A quiet line right under what it belongs to."""
    return TextBlock(text=text, is_subtle=True, spacing="small")


def heading(text: str) -> TextBlock:
    """The name of a section within a card."""
    return TextBlock(text=text, weight="bolder", spacing="large")


def warning(text: str) -> Container:
    """Something to look at before going on. The background tells it apart: Teams' yellow letters can't be read."""
    return Container(style="warning", spacing="medium", items=[TextBlock(text=text)])


def fault(text: str) -> TextBlock:
    """What is wrong with what was filled in."""
    return TextBlock(text=text, color="attention", spacing="small")


def told(label: str, sentence: str, words: Words) -> Container:
    """What the switchboard says, set apart as a quotation."""
    return Container(
        style="emphasis",
        spacing="medium",
        items=[
            TextBlock(text=label, size="small", is_subtle=True),
            TextBlock(text=words("diversion.part.quoted", sentence=sentence), spacing="small"),
        ],
    )


def button_rows(*rows: Sequence[Action]) -> list[Element]:
    """Buttons with long names in rows, so that they have room on a narrow screen; empty rows are left out."""
    return [ActionSet(actions=row, spacing="small" if number else "medium") for number, row in enumerate(rows) if row]


def facts(pairs: Sequence[tuple[str, str]]) -> list[Element]:
    """Names and values, those that have a value; nothing if none has."""
    shown = [Fact(title=name, value=value) for name, value in pairs if value]
    return [FactSet(facts=shown, spacing="medium")] if shown else []


def beside(first: Sequence[Element], second: Sequence[Element]) -> ColumnSet:
    """Two things on one line: the first takes the room, the second what it needs."""
    return ColumnSet(
        columns=[
            Column(width="stretch", items=first, vertical_content_alignment="center"),
            Column(width="auto", items=second, vertical_content_alignment="center"),
        ]
    )


def opening_row(
    lines: Sequence[Element],
    tap: SelectAction,
    *,
    spacing: Spacing = "small",
    separator: bool | None = True,
    style: ContainerStyle | None = None,
) -> Container:
    """A row that opens what it is about when it is tapped anywhere; the sign at its end says that it can be."""
    return Container(
        items=[beside(lines, [chevron()])], separator=separator, spacing=spacing, style=style, select_action=tap
    )


def chevron() -> TextBlock:
    """The sign of what can be tapped to open."""
    return TextBlock(text="›", is_subtle=True, size="large")


def reason_name(reason: Reason | None, words: Words) -> str:
    """The reason as a heading; None is what the reader may not know."""
    return words(f"reasons.{reason.value if reason else 'masked'}.name")


def reason_and_period(reason: Reason | None, span: Period, now: datetime, words: Words) -> str:
    """A diversion in one line: "Möte · idag 13:00–15:00"."""
    return words("diversion.part.reason_and_period", reason=reason_name(reason, words), period=period(span, now, words))


def diverted(owner: str, span: Period, now: datetime, words: Words) -> str:
    """That someone is diverted, and until when; `owner` empty is the reader."""
    if not span.contains(now):
        key, parameters = "period", {"period": period(span, now, words)}
    elif span.end_at is None:
        key, parameters = "open_ended", {}
    else:
        key, parameters = "until", {"until": moment(span.end_at, now, words)}
    return whose(f"diversion.title.{{}}_{key}", owner, words, **parameters)


def whose(key: str, owner: str, words: Words, **parameters: str | int) -> str:
    """The text under the key for the reader's own affairs, or for those of `owner`: `{}` in it is own or other."""
    if owner:
        return words(key.format("other"), name=owner, **parameters)
    return words(key.format("own"), **parameters)
