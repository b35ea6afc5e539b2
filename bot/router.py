"""Owns which handler answers a turn: tables from card action, open dialog and intent to handlers, and their order.

It must not know what any of them does, nor any SDK. The order: a card's button; *avbryt* and *hjälp*; the dialog that
is open; a new intent; small talk; a bare name, number or matter; else the nearest things the bot can do. A dialog
in the middle is never a trap: another clear intent leaves it, and says so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.cards.action_names import ActionName
from bot.chat import Chat
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Draft, Exchange, words_to
from bot.heard import NOBODY, Heard
from bot.texts.catalogue import Words
from bot.turn import Message, Reply, Scope, Turn
from bot.understanding import Habits, Intent, Understanding, understand
from policy.errors import PolicyError, PolicyErrors
from services.ports import Directory

IntentHandler = Callable[[Exchange, Understanding], Awaitable[Reply]]
ActionHandler = Callable[[Exchange], Awaitable[Reply]]
OpenDialog = Callable[[Exchange, Draft, Understanding], Awaitable[Reply | None]]
"""Answers a line for the dialog that is open, or gives None when the line is about something else."""

IN_COMPANY = frozenset(
    {
        Intent.AVAILABILITY_QUERY,
        Intent.COVERAGE_QUERY,
        Intent.WHO_HANDLES_QUERY,
        Intent.POLICY_QUERY,
        Intent.HELP,
        Intent.CANCEL,
        Intent.LANGUAGE,
        None,
    }
)
"""What is answered where others read along; a person's own errands are theirs alone. None: a name, or nonsense."""
BUTTONS_IN_COMPANY = frozenset(
    {
        ActionName.PEOPLE_PICK,
        ActionName.AVAILABILITY_REFRESH,
        ActionName.AVAILABILITY_SHOW,
        ActionName.AVAILABILITY_SEVERAL,
        ActionName.UNITS_ASK,
        ActionName.CONNECTING_ASK,
        ActionName.CONNECTING_SHOW,
        ActionName.HELP_SHOW,
        ActionName.POLICY_SHOW,
    }
)

ALWAYS_HEARD = frozenset({Intent.CANCEL, Intent.HELP, Intent.LANGUAGE})
"""What gets through in the middle of any dialog."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Router:
    """Answers turns. Called with a turn and what is remembered of the person; gives the reply."""

    directory: Directory
    habits: Callable[[], Habits]
    """What the municipality takes for granted when a line leaves something unsaid, as it is now."""
    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    welcome: ActionHandler
    small_talk: Callable[[Exchange], Awaitable[Reply | None]]
    """Answers thanks, and an answer to no question; None to anything else."""
    bare_name: Callable[[Exchange], Awaitable[Reply | None]]
    """Answers a line that is nothing but a name, a number or a matter; None when it is not."""
    nearest: ActionHandler
    """Offers the nearest things that the bot can do."""
    heard: Heard = NOBODY
    """Told what becomes of turns."""

    async def __call__(self, turn: Turn, chat: Chat) -> Reply:
        """The reply to one turn. Broken rules become words; anything else is the wire's to answer."""
        municipality = self.directory.municipality
        understood = None
        if turn.text is not None:
            locale = chat.language or chat.heard or municipality.language
            understood = understand(turn.text, now=turn.now, locale=locale, habits=self.habits())
            self.heard.understood("none" if understood.intent is None else understood.intent.value)
            if chat.heard is None or _tells_language(turn.text, understood):
                chat.heard = understood.language
        words = words_to(chat, municipality)
        if turn.event is not None and turn.scope is not Scope.PERSONAL:
            return _meet_everyone(turn, chat, words)
        person = municipality.people.get(turn.person)
        if person is None:
            return Reply(messages=(Message(text=words("errors.person.not_in_directory", place=municipality.name)),))
        exchange = Exchange(
            turn=turn, chat=chat, words=words, municipality=municipality, person=person, heard=self.heard
        )
        drafts = dict(chat.drafts)
        try:
            return await self._answer(exchange, understood)
        except PolicyErrors as several:
            return _refusal(exchange, several.errors)
        except PolicyError as one:
            return _refusal(exchange, (one,))
        except Exception:
            # What failed for no reason of the person's can be tried again, from where they were.
            chat.drafts = drafts
            raise

    async def _answer(self, exchange: Exchange, understood: Understanding | None) -> Reply:
        turn = exchange.turn
        if not exchange.is_private and not _may_be_answered_in_company(turn, understood):
            return exchange.say("chat.in_private")
        if turn.action is not None:
            handler = self.actions.get(turn.action.name)
            return exchange.say("chat.unknown_button") if handler is None else await handler(exchange)
        if understood is None:
            return await self._meet(exchange)
        return await self._answer_line(exchange, understood)

    async def _meet(self, exchange: Exchange) -> Reply:
        """Introduce the bot to the person, once: clients say that it is new each time a chat is opened."""
        if exchange.chat.greeted:
            return Reply()
        exchange.chat.greeted = True
        return await self.welcome(exchange)

    async def _answer_line(self, exchange: Exchange, understood: Understanding) -> Reply:
        draft = exchange.draft()
        if draft is not None and understood.intent not in ALWAYS_HEARD:
            dialog = self.dialogs.get(draft.dialog)
            answer = await dialog(exchange, draft, understood) if dialog is not None else None
            if answer is not None:
                return answer
        if understood.intent is None:
            talked = await self.small_talk(exchange) or await self.bare_name(exchange)
            return talked or await self._offer_nearest(exchange)
        if draft is not None and understood.intent not in ALWAYS_HEARD:
            exchange.drop_draft()
        reply = await self.intents[understood.intent](exchange, understood)
        left = draft is not None and draft.holds_work and understood.intent not in ALWAYS_HEARD
        return _says_that_it_left(exchange, reply) if left else reply

    async def _offer_nearest(self, exchange: Exchange) -> Reply:
        if (exchange.turn.text or "").strip():
            self.heard.missed()
        return await self.nearest(exchange)


def _meet_everyone(turn: Turn, chat: Chat, words: Words) -> Reply:
    """Introduce the bot to a group, once and in a line, whoever took it in there."""
    if turn.conversation in chat.greeted_in:
        return Reply()
    chat.greeted_in[turn.conversation] = True
    return Reply(messages=(Message(text=words("welcome.in_company")),))


def _may_be_answered_in_company(turn: Turn, understood: Understanding | None) -> bool:
    if turn.action is not None:
        return turn.action.name in BUTTONS_IN_COMPANY
    return understood is None or understood.intent in IN_COMPANY


def _tells_language(line: str, understood: Understanding) -> bool:
    """Whether the line tells what language its writer prefers; "ok", "no" or a lone name in between doesn't."""
    return len(line.split()) > 1 or understood.intent not in (None, Intent.CANCEL)


def _says_that_it_left(exchange: Exchange, reply: Reply) -> Reply:
    left = Message(text=exchange.words("chat.left_dialog"))
    return replace(reply, messages=(left, *reply.messages))


def _refusal(exchange: Exchange, errors: Sequence[PolicyError]) -> Reply:
    lines = [error_text(error, exchange) for error in errors]
    return Reply(messages=(Message(text="\n\n".join(lines)),))
