"""Owns how a broken rule is said: the code's text, with the facts in it made readable."""

from __future__ import annotations

from datetime import datetime

from bot.texts.catalogue import Words
from policy.errors import PolicyError


def error_text(error: PolicyError, words: Words) -> str:
    """What is wrong and what to do next, in the reader's language."""
    params = {name: _readable(name, value, words) for name, value in error.params.items()}
    return words(f"errors.{error.code}", **params)


def _readable(name: str, value: object, words: Words) -> str | int:
    if name == "reason":
        return words(f"reasons.{value}.name")
    if name == "order_state":
        return words(f"orders.state.{value}")
    if name == "lost_state":
        return words(f"lost.state.{value}")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return value if isinstance(value, int) else str(value)
