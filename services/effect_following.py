"""Owns what the diversion's use cases need of what a diversion also sets, and how that is told on a receipt.

What is to be set is decided with the diversion and saved in the same write; it is carried out after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from policy.diversions import DiversionBook
from policy.effects import EffectKind, EffectRow
from policy.organisation import PersonId
from services.ports import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow:
    """What followed from a change to a person's diversions: how it stands with each place that it touched.

    `ahead` are set when the diversion begins. `offered` are there to choose, where it is time to say so.
    `card` names the card to tell of what has not ended; empty where all has, and for anyone but the person.
    """

    rows: tuple[EffectRow, ...] = ()
    ahead: tuple[EffectKind, ...] = ()
    offered: tuple[EffectKind, ...] = ()
    card: str = ""


NOTHING_FOLLOWS = Follow()
"""What follows where nobody has chosen anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A book as it is saved, and by which name what it sets has been begun there; empty when nothing has."""

    book: Loaded[DiversionBook]
    by: str = ""


class Following(Protocol):
    """Carries out what diversions also set."""

    def begun(self, book: DiversionBook, *, offers: bool, now: datetime) -> tuple[DiversionBook, str]:
        """The book with what is to be set decided and begun, and by which name, before it is saved.

        `offers`: whether a receipt for the person can say that there is something to choose.
        """

    async def follow(self, begun: Begun, actor: PersonId, *, now: datetime) -> Follow:
        """Carry it out once it is saved, in a short while or, if it takes longer, after; gives how it stands."""


class NothingElse:
    """The Following of a municipality whose diversions set nothing else."""

    def begun(self, book: DiversionBook, *, offers: bool, now: datetime) -> tuple[DiversionBook, str]:
        """The book as it is."""
        del offers, now
        return book, ""

    async def follow(self, begun: Begun, actor: PersonId, *, now: datetime) -> Follow:
        """Nothing."""
        del begun, actor, now
        return NOTHING_FOLLOWS
