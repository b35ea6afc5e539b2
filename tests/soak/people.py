"""The people of a run: what they see in their chat, and how they write and press. Who does what is the stories'."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from policy.organisation import Person as Colleague
from policy.organisation import PersonId
from tests.cards_seen import buttons_of, fields_of, words_on
from tests.soak.going import Going, NotThere
from tests.soak.ledger import Turn
from tests.soak.processes import Replica
from tests.soak.teams import Teams

CARD = "application/vnd.microsoft.card.adaptive"


class Someone:
    """A person in their chat with the bot."""

    def __init__(self, colleague: Colleague, teams: Teams) -> None:
        self.id: PersonId = colleague.id
        self.name = colleague.name
        self.conversation = f"a:{colleague.id}"
        self._teams = teams
        self._pressed: dict[str, tuple[float, dict[str, Any]]] = {}
        """The cards that were put in the place of others by an answer, and when."""

    async def installs(self) -> None:
        """Take the bot into the chat."""
        installed = {"type": "installationUpdate", "action": "add"}
        turn = await self._teams.brings(self.id, self.conversation, installed)
        if not turn.is_answered:
            raise NotThere(f"{self.name} could not install the bot")

    async def says(self, text: str, *, only: Replica | None = None) -> Turn:
        """Write a line."""
        return await self._teams.brings(self.id, self.conversation, {"type": "message", "text": text}, only=only)

    async def presses(self, title: str, on: str, /, **filled_in: str) -> Turn:
        """Press the button of the newest card in the chat, or of the given one."""
        card = self.card(on)
        button = buttons_of(card).get(title)
        if button is None:
            raise NotThere(f"{self.name} finds no {title!r} on: {words_on(card)[:80]!r}")
        inputs = {} if button.get("associatedInputs") == "none" else {**fields_of(card), **filled_in}
        action = {
            "type": "Action.Execute",
            "verb": button.get("verb", ""),
            "data": {**button.get("data", {}), **inputs},
        }
        said = {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "replyToId": on,
            "value": {"action": action, "trigger": "manual"},
        }
        turn = await self._teams.brings(self.id, self.conversation, said)
        if isinstance(turn.body, Mapping) and turn.body.get("type") == CARD:
            self._pressed[on] = (turn.answered_at or time.time(), turn.body["value"])
        return turn

    def card(self, activity: str) -> Mapping[str, Any]:
        """The card that the message carries, as it is now."""
        at, card = self._pressed.get(activity, (0.0, {}))
        for one in self._teams.connector.heard:
            if one.conversation == self.conversation and one.activity == activity and one.card and one.at >= at:
                at, card = one.at, one.card
        return card

    def answer_to(self, turn: Turn) -> str:
        """The message with a card that answered the turn; raises NotThere."""
        for one in reversed(self._teams.connector.replies_to(turn.activity)):
            if one.card:
                return one.activity
        raise NotThere(f"{self.name} got no card: {turn.words[:80]!r}")

    def answered_at(self, turn: Turn, phrase: str) -> float:
        """When an answer that says so last came into the chat."""
        replies = self._teams.connector.replies_to(turn.activity)
        return max((one.at for one in replies if phrase in one.words), default=0.0)

    async def sees(self, *phrases: str, button: str, since: float, going: Going) -> str:
        """The newest message with all of these words, once it is there and has the button; raises what waiting does."""

        def found() -> str | None:
            for one in reversed(self._teams.connector.heard):
                if one.at < since:
                    break
                is_it = one.conversation == self.conversation and all(phrase in one.words for phrase in phrases)
                if is_it and button in buttons_of(self.card(one.activity)):
                    return one.activity
            return None

        return await going.waits_for(found, f"{self.name} never saw {phrases}")
