"""A stage for automatic replies: what carries them, and a mailbox as the stand-in has it."""

from __future__ import annotations

from services.effect_ports import EffectOutcome
from tests.graph.carrying_stage import WHO, CarryingStage
from tests.graph.standin_mailbox import SETTINGS, MailboxesOfTenant, Replies

OWN = '<html><body><div class="x">Jag är borta. Ring <b>4500</b>.</div></body></html>'
OWN_OUTSIDE = "<p>Out of office &amp; away</p>"
HELD = Replies(status="disabled", audience="contactsOnly", inside=OWN, outside=OWN_OUTSIDE)
DONE, LATER = EffectOutcome.DONE, EffectOutcome.LATER
REFUSED, LEFT_ALONE = EffectOutcome.REFUSED, EffectOutcome.LEFT_ALONE


class RepliesStage(CarryingStage):
    """A mailbox beside it."""

    def __init__(self, now: str = "2026-11-24 12:00") -> None:
        super().__init__(now)
        self.mailboxes = MailboxesOfTenant(self.graph, now=self.now, replies={WHO: HELD})

    @property
    def held(self) -> Replies:
        """How the person's replies are set."""
        return self.mailboxes.replies[WHO]

    @held.setter
    def held(self, replies: Replies) -> None:
        self.mailboxes.replies[WHO] = replies

    @property
    def answer(self) -> str:
        """What a colleague who writes now is answered."""
        return self.mailboxes.answers(WHO)

    @property
    def sent(self) -> int:
        """How often they were set."""
        return len(self.graph.asked(SETTINGS, "PATCH"))

    @property
    def is_as_it_was(self) -> bool:
        """Whether the person's own words stand there again, turned off."""
        held = self.held
        own = ("Jag är borta. Ring <b>4500</b>." in held.inside, "Out of office &amp; away" in held.outside)
        return own == (True, True) and (held.status, held.audience) == ("disabled", "contactsOnly")
