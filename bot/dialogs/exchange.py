"""Owns the Exchange: one turn with everything a handler needs to answer it, and the drafts of open dialogs.

A draft is plain JSON with an expiry. It exists so that an answer typed in chat can fill in what a form still lacks;
a card that is pressed carries what it needs itself, so a lost draft loses nothing that was entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.chat import Chat
from bot.heard import NOBODY, Heard
from bot.texts.catalogue import LANGUAGES, Words, several_in_any, words_for
from bot.turn import CardJson, Message, Reply, Scope, StandsFor, Turn
from policy.organisation import Municipality, Person, PersonId
from policy.periods import as_utc

DRAFT_LIVES = timedelta(minutes=30)


def words_to(chat: Chat, municipality: Municipality) -> Words:
    """The person's own choice, else the language of the line they wrote, else the municipality's."""
    wanted = (chat.language, chat.heard, municipality.language)
    return words_for(next((one for one in wanted if one in LANGUAGES), LANGUAGES[0]))


@dataclass(frozen=True, slots=True)
class Draft:
    """What an open dialog has so far; `dialog` is its name, `values` plain JSON.

    `holds_work`: whether the person has entered something that would be missed, so that leaving it is worth a word.
    """

    dialog: str
    values: Mapping[str, Any]
    holds_work: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One turn of one person, in their language, with the directory as it is now."""

    turn: Turn
    chat: Chat
    words: Words
    municipality: Municipality
    person: Person
    heard: Heard = NOBODY
    """Told what the person was refused for."""

    @property
    def is_private(self) -> bool:
        """Whether nobody but the person reads what is said here."""
        return self.turn.scope is Scope.PERSONAL

    @property
    def audience(self) -> PersonId:
        """Whose eyes an answer is masked for: the person's, or, where others read along, nobody's in particular."""
        return self.person.id if self.is_private else PersonId("")

    @property
    def now(self) -> datetime:
        """The turn's instant, in the municipality's zone."""
        return self.turn.now

    @property
    def turn_before(self) -> str | None:
        """The activity that the bot answered last before this one, as far as is remembered."""
        before = next((one for one in reversed(self.chat.outcomes) if one != self.turn.activity_id), None)
        return None if before is None else self.chat.acted_as(before)

    def hears(self, key: str) -> bool:
        """Whether the whole line is one of the list's, in any language: people mix them in words as short as these."""
        line = (self.turn.text or "").strip().rstrip(".!").strip().casefold()
        return line in several_in_any(key)

    def say(self, key: str, **params: str | int) -> Reply:
        """A reply of one line of text."""
        return Reply(messages=(Message(text=self.words(key, **params)),))

    def show(self, card: CardJson, summary: str, *, stands_for: StandsFor | None = None) -> Reply:
        """A reply of one card: in the place of the one whose button was pressed, else as a new message.

        `stands_for` makes it the card of a case, which is changed in place from then on.
        """
        if self.turn.action is not None:
            return Reply(replace=card, stands_for=stands_for)
        return self.show_below(card, summary, stands_for=stands_for)

    def show_below(self, card: CardJson, summary: str, *, stands_for: StandsFor | None = None) -> Reply:
        """A reply of one card as a new message, for buttons of cards that are worth keeping."""
        return Reply(messages=(Message(card=card, summary=summary, stands_for=stands_for),))

    def keep_draft(self, dialog: str, values: Mapping[str, Any], *, holds_work: bool = True) -> None:
        """Leave the dialog open for what the person types next in this conversation."""
        expires_at = as_utc(self.now) + DRAFT_LIVES
        self.chat.drafts[self.turn.conversation] = {
            "dialog": dialog,
            "values": dict(values),
            "holds_work": holds_work,
            "expires_at": expires_at.isoformat(),
        }

    def draft(self) -> Draft | None:
        """The dialog that is open in this conversation, unless it has expired."""
        kept = self.chat.drafts.get(self.turn.conversation)
        if kept is None or datetime.fromisoformat(kept["expires_at"]) <= as_utc(self.now):
            return None
        return Draft(kept["dialog"], kept["values"], kept["holds_work"])

    def drop_draft(self) -> bool:
        """Close what is open; gives whether anything was."""
        was_open = self.draft() is not None
        self.chat.drafts.pop(self.turn.conversation, None)
        return was_open


def carried_by_button(exchange: Exchange) -> dict[str, str]:
    """What the pressed button was made with; raises ValueError for a turn that pressed none."""
    action = exchange.turn.action
    if action is None:
        raise ValueError("only a card's button carries values")
    return {str(name): str(value) for name, value in action.values.items()}
