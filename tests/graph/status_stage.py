"""A stage for the status message: what carries it, and Teams as the stand-in has it."""

from __future__ import annotations

from services.effect_ports import EffectOutcome
from tests.graph.carrying_stage import WHO, CarryingStage
from tests.graph.standin_presence import SET_MESSAGE, StatusMessage, TeamsOfTenant

OWN = "Ring hellre 4536 än chatta"
DONE, LATER = EffectOutcome.DONE, EffectOutcome.LATER
REFUSED, LEFT_ALONE = EffectOutcome.REFUSED, EffectOutcome.LEFT_ALONE


class StatusStage(CarryingStage):
    """Teams beside it."""

    def __init__(self, now: str = "2026-11-24 12:00") -> None:
        super().__init__(now)
        self.teams = TeamsOfTenant(self.graph, now=self.now, lamps={WHO: ("Away", "Away")})

    @property
    def stands(self) -> str:
        """The person's status message now."""
        return self.teams.message_of(WHO)

    @stands.setter
    def stands(self, text: str) -> None:
        self.teams.messages[WHO] = StatusMessage(text)

    @property
    def sent(self) -> int:
        """How often a message was set, or taken away."""
        return len(self.graph.asked(SET_MESSAGE))
