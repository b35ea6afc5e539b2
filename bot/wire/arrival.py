"""Owns the Arrival: a turn as it came over the wire, with what it takes to answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.turn import Turn
from bot.wire.speaking import Speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A turn as it came: with how to answer it, and how to reach its conversation later."""

    turn: Turn
    speaker: Speaker
    reference: Mapping[str, Any]
    may_come_again: bool
    """Whether the activity carries an id of its own, by which a second coming is known."""

    @property
    def is_invoke(self) -> bool:
        """Whether the answer travels in the response itself."""
        return self.turn.action is not None and self.turn.action.replaces_card

    @property
    def kind(self) -> str:
        """The turn's kind, a word for metrics and the log."""
        if self.turn.action is not None:
            return "execute" if self.is_invoke else "submit"
        return "message" if self.turn.event is None else "event"
