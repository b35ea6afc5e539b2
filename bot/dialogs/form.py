"""Owns the engine that every dialog with something to fill in shares. It must not know any one of them.

A form's values are the raw strings of its card's inputs, whether they came from the card, from a line of chat, or
from what was understood to begin with. So there is one way to read them, one way to show them again, and a draft
is plain JSON by nature.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.dialogs.exchange import Exchange
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.errors import NotAllowed, PolicyError, PolicyErrors

Values = Mapping[str, str]


class Form(Protocol):
    """What a dialog gives the engine."""

    @property
    def name(self) -> str:
        """The name its drafts are kept under."""

    @property
    def inputs(self) -> frozenset[str]:
        """The ids of its card's inputs; everything else in its values rides along unseen."""

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """The values with what a line of chat adds to them, or None when the line is about something else."""

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """The values as they are to be seen in the form, where something about them is amiss."""

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form with what is entered so far, each fault at its field."""

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the card."""

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Carry it out. Raises PolicyError or PolicyErrors for what must be mended first."""


def open_form(
    form: Form, exchange: Exchange, values: Values, faults: Sequence[PolicyError] = (), *, below: bool = False
) -> Reply:
    """Show the form with what is known, and keep it open for an answer in chat.

    `below` makes it a message of its own even if a button asked for it.
    """
    exchange.keep_draft(form.name, values)
    show = exchange.show_below if below else exchange.show
    return show(form.card(exchange, values, faults), form.summary(exchange))


async def fill_in(form: Form, exchange: Exchange, values: Values) -> Reply:
    """Carry the form out if nothing is amiss, else show it again with each fault at its field and everything kept."""
    try:
        reply = await form.complete(exchange, values)
    except PolicyErrors as several:
        return open_form(form, exchange, await form.shown(exchange, values), several.errors)
    except NotAllowed:
        raise
    except PolicyError as one:
        if one.field is None and one.code != "store.busy":
            raise
        return open_form(form, exchange, await form.shown(exchange, values), (one,))
    return reply


async def submit(form: Form, exchange: Exchange) -> Reply:
    """The form's card was sent in: the values that rode along with its button, and what was filled in."""
    action = exchange.turn.action
    if action is None:
        raise ValueError("only a card's button submits a form")
    carried = {name: str(value) for name, value in action.values.items() if name not in form.inputs}
    entered = {name: str(value).strip() for name, value in action.inputs.items() if name in form.inputs}
    exchange.drop_draft()
    return await fill_in(form, exchange, {**carried, **entered})


async def yes_or_answer(form: Form, exchange: Exchange, understood: Understanding, values: Values) -> Reply | None:
    """A yes to what the open form holds, or what it lacks; None when the line is about something else."""
    if exchange.hears("chat.yes"):
        exchange.drop_draft()
        return await fill_in(form, exchange, values)
    return await answer(form, exchange, understood, values)


async def answer(form: Form, exchange: Exchange, understood: Understanding, values: Values) -> Reply | None:
    """The form's open question was answered in chat; None when the line is about something else."""
    heard = form.hear(exchange, understood, values)
    if heard is None:
        return None
    exchange.drop_draft()
    return await fill_in(form, exchange, heard)
