"""Owns the one way a card asks the bot for something, so that the wire can read every button alike.

A button is an Action.Execute, which may replace the card in its own response; a client that doesn't know it sends the
Action.Submit in its fallback instead, as a message. What the person filled in is merged in beside, by the client:

    Execute   invoke, value.action: {verb: NAME, data: {values: {...}, INPUT: "...", ...}}
    Submit    message, value: {action: NAME, values: {...}, INPUT: "...", ...}

So what the button was made with is always under `values`, and everything beside it was filled in. Values are never
trusted: who the person is and what they may do is decided anew when the button is pressed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.actions import ActionStyle, AssociatedInputs, Execute, Submit


def button(
    name: ActionName,
    title: str,
    *,
    values: Mapping[str, Any] | None = None,
    style: ActionStyle | None = None,
    inputs: AssociatedInputs = "none",
    tooltip: str | None = None,
) -> Execute:
    """A button that asks for the action with these values (plain JSON).

    `inputs` "auto" sends the card's inputs along, and has the client check those that are required first.
    """
    carried = dict(values or {})
    return Execute(
        title=title,
        verb=name.value,
        data={"values": carried},
        associated_inputs=inputs,
        style=style,
        tooltip=tooltip,
        fallback=Submit(
            title=title,
            data={"action": name.value, "values": carried},
            associated_inputs=inputs,
            style=style,
        ),
    )
