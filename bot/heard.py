"""Owns the port to whoever watches what becomes of turns: what is told there is a word of our own, never a person's."""

from __future__ import annotations

from typing import Protocol


class Heard(Protocol):
    """Told, within a turn, what becomes of it."""

    def understood(self, what: str) -> None:
        """What the turn is about: an intent's name."""

    def missed(self) -> None:
        """A line was not understood, and is answered with the nearest things that would be."""

    def refused(self, code: str) -> None:
        """Something could not be done: the code of the rule that says why, which has a text for the person."""


class _Nobody:
    """Lets everything pass."""

    def understood(self, what: str) -> None:
        """Nothing."""

    def missed(self) -> None:
        """Nothing."""

    def refused(self, code: str) -> None:
        """Nothing."""


NOBODY: Heard = _Nobody()
