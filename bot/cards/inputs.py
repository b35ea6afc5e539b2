"""Owns the inputs of Adaptive Cards 1.5. A form that a person meets is made by `form`, which keeps their rules.

A client gives every value back as text, a toggle's as `value_on` or `value_off`; an input left empty may be missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.cards.actions import SelectAction
from bot.cards.elements import Element
from bot.cards.part import Json, Part, Plain, Prose
from bot.texts.escaping import markdown


class Input(Element):
    """What any input has. Teams' checks want a label on each, and an error message on each that is required."""

    id: str
    label: Plain
    is_required: bool | None = None
    error_message: Prose | None = None


class InputText(Input):
    """A line or several lines of text. `value` comes back as it went, so nothing is done to it."""

    type_name = "Input.Text"
    value: str | None = None
    placeholder: Plain | None = None
    is_multiline: bool | None = None
    max_length: int | None = None
    regex: str | None = None
    style: Literal["text", "tel", "url", "email", "password"] | None = None
    inline_action: SelectAction | None = None


class InputNumber(Input):
    """A number."""

    type_name = "Input.Number"
    value: float | None = None
    placeholder: Plain | None = None
    min: float | None = None
    max: float | None = None


class InputDate(Input):
    """A day, `YYYY-MM-DD`."""

    type_name = "Input.Date"
    value: str | None = None
    placeholder: Plain | None = None
    min: str | None = None
    max: str | None = None


class InputTime(Input):
    """A time of day, `HH:MM`."""

    type_name = "Input.Time"
    value: str | None = None
    placeholder: Plain | None = None
    min: str | None = None
    max: str | None = None


class InputToggle(Input):
    """Yes or no. `title` is what the box says; it stands beside the label that the base asks for."""

    type_name = "Input.Toggle"
    title: Prose
    value: str | None = None
    value_on: str | None = None
    value_off: str | None = None
    wrap: bool | None = True


class Choice(Part):
    """One of the choices of a ChoiceSet; `value` has no comma, which parts the values of several."""

    title: Plain
    value: str


class InputChoiceSet(Input):
    """One or several of some choices: a drop-down list (compact), all in sight (expanded), or searched (filtered)."""

    type_name = "Input.ChoiceSet"
    choices: Sequence[Choice]
    value: str | None = None
    placeholder: Plain | None = None
    style: Literal["compact", "expanded", "filtered"] | None = None
    is_multi_select: bool | None = None
    wrap: bool | None = True

    def to_dict(self) -> dict[str, Json]:
        """The choices as plain JSON; markdown is read in their titles when all are in sight, but not in a list."""
        made = super().to_dict()
        if self.style == "expanded":
            for choice in made["choices"]:
                choice["title"] = markdown(choice["title"])
        return made
