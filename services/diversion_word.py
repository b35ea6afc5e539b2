"""Owns what somebody is told when another person has changed their diversions: which change, when, and of which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policy.diversions import Diversion
from policy.organisation import PersonId
from policy.outgoing import Notification

SET = "diversion.set_by_other"


@dataclass(frozen=True, slots=True)
class Word:
    """What the person is told when someone else changes their book: a code of the texts, and which diversion."""

    code: str
    at: datetime
    about: Diversion | None

    @property
    def sets(self) -> bool:
        """Whether it is of a diversion that is set."""
        return self.code == SET

    def notification(self, turn: str, to: PersonId, actor: PersonId) -> Notification:
        """It, as it is told."""
        params = {"actor": str(actor)}
        if self.about is not None:
            params["start_at"] = self.about.period.start_at.isoformat()
            if self.about.period.end_at is not None:
                params["end_at"] = self.about.period.end_at.isoformat()
        return Notification(id=turn, to=to, code=self.code, params=params, made_at=self.at, due_at=self.at)
