"""Owns how often people are asked to keep what callers and the switchboard meet up to date: greetings and details.

They are a municipality's own choices; what is asked, and of whom, is decided beside each subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How often somebody is asked."""

    ask_again_days: int
    settle_days: int

    @property
    def settle(self) -> timedelta:
        """How long someone who is new to the bot is left alone before the first question."""
        return timedelta(days=self.settle_days)

    @property
    def ask_again(self) -> timedelta:
        """The shortest time between two questions about the same."""
        return timedelta(days=self.ask_again_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingUpkeep(Asking):
    """When a greeting counts as old, which absences call for one of their own, and how often to ask (A4)."""

    oldest_months: int = 12
    long_absence_days: int = 3
    """How many of the person's working days an absence takes before a greeting of its own is offered."""
    ask_again_days: int = 60
    settle_days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsUpkeep(Asking):
    """When details that were confirmed are to be confirmed again, and how often to ask (A1)."""

    confirmed_months: int = 6
    ask_again_days: int = 30
    settle_days: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """Both."""

    greetings: GreetingUpkeep = GreetingUpkeep()
    details: DetailsUpkeep = DetailsUpkeep()


ORDINARY_UPKEEP = Upkeep()
"""What holds for a municipality that says nothing of it."""
