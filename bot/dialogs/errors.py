"""Owns how a broken rule is said: the code's text, with the facts in it made readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.dialogs.exchange import Exchange
from bot.texts.dates import moment
from policy.errors import PolicyError


def error_text(error: PolicyError, exchange: Exchange) -> str:
    """What is wrong and what to do next, in the reader's language. Whoever watches is told the code."""
    exchange.heard.refused(error.code)
    params = {name: _readable(name, value, exchange) for name, value in error.params.items()}
    return exchange.words(f"errors.{error.code}", **params)


def by_field(faults: Sequence[PolicyError], exchange: Exchange) -> Mapping[str, tuple[str, ...]]:
    """What is wrong at each field of a form, in order; under "" what belongs to none."""
    found: dict[str, tuple[str, ...]] = {}
    for fault in faults:
        field = fault.field or ""
        found[field] = (*found.get(field, ()), error_text(fault, exchange))
    return found


def _readable(name: str, value: object, exchange: Exchange) -> str | int:
    words = exchange.words
    if name == "reason":
        return words(f"reasons.{value}.name")
    if name == "order_state":
        return words(f"orders.state.{value}")
    if name == "lost_state":
        return words(f"lost.state.{value}")
    if isinstance(value, datetime):
        return moment(value, exchange.now, words)
    return value if isinstance(value, int) else str(value)
