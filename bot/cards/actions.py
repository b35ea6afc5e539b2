"""Owns the kinds of action of Adaptive Cards 1.5. `Action.ShowCard` is in `card`, since it holds one.

Which actions the product has is `action_names`; the buttons that cards show are made by `buttons`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from bot.cards.part import Part, Plain

ActionStyle: TypeAlias = Literal["default", "positive", "destructive"]
AssociatedInputs: TypeAlias = Literal["auto", "none"]


class Action(Part):
    """What any action has. `mode` secondary: under the three dots when there is no room."""

    title: Plain | None = None
    id: str | None = None
    style: ActionStyle | None = None
    icon_url: str | None = None
    tooltip: Plain | None = None
    is_enabled: bool | None = None
    mode: Literal["primary", "secondary"] | None = None
    requires: Mapping[str, str] | None = None
    fallback: Action | Literal["drop"] | None = None


class Submit(Action):
    """Sends the inputs and `data` as a message."""

    type_name = "Action.Submit"
    data: Mapping[str, Any] | None = None
    associated_inputs: AssociatedInputs | None = None


class Execute(Action):
    """Sends the inputs and `data` as an invoke that may answer with a card in this one's place."""

    type_name = "Action.Execute"
    verb: str
    data: Mapping[str, Any] | None = None
    associated_inputs: AssociatedInputs | None = None


class OpenUrl(Action):
    """Opens an address."""

    type_name = "Action.OpenUrl"
    url: str


class TargetElement(Part):
    """An element to show (True), hide (False) or turn over (None)."""

    element_id: str
    is_visible: bool | None = None


class ToggleVisibility(Action):
    """Shows or hides elements, by id, without asking the bot."""

    type_name = "Action.ToggleVisibility"
    target_elements: Sequence[TargetElement | str]


SelectAction: TypeAlias = Execute | Submit | OpenUrl | ToggleVisibility
"""What a tap on an element may do."""
