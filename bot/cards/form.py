"""Owns how any form looks: fields with labels, faults where they belong, one button to save and one to leave.

Adaptive Cards can't be given a fault from the server, so a form that had faults is shown anew: everything that was
filled in is kept, each fault stands in red right under its field, and a line at the top says how many there are. What
a client can check by itself (`required`, `most` characters) it checks before it sends.

A form's values are text throughout, as clients give them; a toggle is YES or anything else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import singledispatch

from bot.cards.action_names import ActionName
from bot.cards.actions import Action
from bot.cards.buttons import button
from bot.cards.containers import Column, ColumnSet, Container
from bot.cards.elements import Element, TextBlock
from bot.cards.inputs import (
    Choice,
    Input,
    InputChoiceSet,
    InputDate,
    InputNumber,
    InputText,
    InputTime,
    InputToggle,
)
from bot.cards.part import Json
from bot.cards.pieces import button_rows, fault, finished, subtle, title
from bot.texts.catalogue import Words

YES, NO = "true", "false"
"""What a toggle sends."""
MOST_IN_SIGHT = 12
"""Of more choices than these several are searched for by typing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What every field has: its input's id, its label, what it is filled in with, and what is wrong with that.

    `missing` is what the client says when a required field is left empty; a field with no `missing` is optional.
    """

    id: str
    label: str
    value: str = ""
    missing: str = ""
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(Field):
    """Text; `most` characters, on one line or several."""

    hint: str = ""
    most: int | None = None
    several_lines: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(Field):
    """One of `choices`, each a value and what it is called; in a list, or all of them in sight."""

    choices: tuple[tuple[str, str], ...]
    in_sight: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesField(Field):
    """Several of `choices`; its value is theirs with commas between. A long list is searched by typing."""

    choices: tuple[tuple[str, str], ...]
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(Field):
    """A day, YYYY-MM-DD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeField(Field):
    """A time of day, HH:MM."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(Field):
    """A whole number between `least` and `most`."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToggleField(Field):
    """Yes or no: `label` asks, `statement` is what a tick says."""

    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Fields beside each other that are one thing together, such as a day and a time; `faults` are of the whole."""

    fields: tuple[Field, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form. `carried` rides along with its button unseen; `faults` belong to no field."""

    title: str
    intro: str = ""
    items: tuple[Field | Row, ...]
    faults: tuple[str, ...] = ()
    save: ActionName
    save_label: str = ""
    """What the button says where that isn't *Spara*."""
    carried: Mapping[str, str] = field(default_factory=dict)
    others: tuple[Action, ...] = ()
    """What else there is to do instead, offered before anything is filled in."""


def day_and_time(edge: str, day: str, clock: str, *, values: Mapping[str, str], faults: tuple[str, ...]) -> Row:
    """A day and a time that are one instant together: the inputs `EDGE_date` and `EDGE_time`, with their labels."""
    return Row(
        fields=(
            DateField(id=f"{edge}_date", label=day, value=values.get(f"{edge}_date", "")),
            TimeField(id=f"{edge}_time", label=clock, value=values.get(f"{edge}_time", "")),
        ),
        faults=faults,
    )


def homeless(faults: Mapping[str, tuple[str, ...]], places: Collection[str]) -> tuple[str, ...]:
    """The faults that belong to none of the form's places, which are shown at the top."""
    return tuple(text for place, texts in faults.items() if place not in places for text in texts)


def form_card(view: FormView, words: Words) -> dict[str, Json]:
    """The form, as it is to be filled in or mended."""
    body: list[Element] = [title(view.title)]
    if view.intro:
        body.append(subtle(view.intro))
    body += button_rows(view.others)
    body += _summary(view, words)
    for item in view.items:
        body += _row(item) if isinstance(item, Row) else [_input(item), *map(fault, item.faults)]
    actions = [
        button(view.save, view.save_label or words("forms.save"), values=view.carried, style="positive", inputs="auto"),
        button(ActionName.FORM_CANCEL, words("forms.cancel")),
    ]
    return finished(body, words, actions)


def _summary(view: FormView, words: Words) -> list[Element]:
    count = len(view.faults) + sum(_fault_count(item) for item in view.items)
    if not count:
        return []
    lines = [TextBlock(text=text, spacing="small") for text in (words("forms.faults", n=count), *view.faults)]
    return [Container(style="attention", items=lines, spacing="medium")]


def _fault_count(item: Field | Row) -> int:
    inner = sum(len(one.faults) for one in item.fields) if isinstance(item, Row) else 0
    return len(item.faults) + inner


def _row(row: Row) -> list[Element]:
    columns = [Column(width="stretch", items=[_input(one), *map(fault, one.faults)]) for one in row.fields]
    return [ColumnSet(columns=columns), *map(fault, row.faults)]


def _input(one: Field) -> Input:
    made = _made(one)
    if one.missing:
        made.is_required = True
        made.error_message = one.missing
    return made


@singledispatch
def _made(one: Field) -> Input:
    raise TypeError(f"no input for {type(one).__name__}")


@_made.register
def _(one: TextField) -> Input:
    return InputText(
        id=one.id,
        label=one.label,
        value=one.value or None,
        placeholder=one.hint or None,
        max_length=one.most,
        is_multiline=one.several_lines or None,
    )


@_made.register
def _(one: ChoiceField) -> Input:
    return InputChoiceSet(
        id=one.id,
        label=one.label,
        value=one.value or None,
        placeholder=one.hint or None,
        choices=[Choice(value=value, title=name) for value, name in one.choices],
        style="expanded" if one.in_sight else "compact",
    )


@_made.register
def _(one: ChoicesField) -> Input:
    return InputChoiceSet(
        id=one.id,
        label=one.label,
        value=one.value or None,
        placeholder=one.hint or None,
        choices=[Choice(value=value, title=name) for value, name in one.choices],
        style="filtered" if len(one.choices) > MOST_IN_SIGHT else "expanded",
        is_multi_select=True,
    )


@_made.register
def _(one: DateField) -> Input:
    return InputDate(id=one.id, label=one.label, value=one.value or None)


@_made.register
def _(one: TimeField) -> Input:
    return InputTime(id=one.id, label=one.label, value=one.value or None)


@_made.register
def _(one: NumberField) -> Input:
    # What was typed in chat may be no number at all; then the field is shown empty, with its fault.
    value = one.value.strip()
    number = int(value) if value.removeprefix("-").isdecimal() else None
    return InputNumber(id=one.id, label=one.label, value=number, min=one.least, max=one.most)


@_made.register
def _(one: ToggleField) -> Input:
    value = YES if one.value == YES else NO
    return InputToggle(id=one.id, label=one.label, title=one.statement, value=value, value_on=YES, value_off=NO)
