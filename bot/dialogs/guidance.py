"""Owns the way in: the welcome, the help, one's own status, the language, and what is said when nothing else fits."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.cards.failure import FailureView, failure_card
from bot.cards.help import GROUPS, HelpTopic, HelpView, WelcomeView, help_card, welcome_card
from bot.dialogs.diversion_views import status_reply
from bot.dialogs.exchange import Draft, Exchange
from bot.texts.catalogue import LANGUAGES, Words, words_for
from bot.turn import Message, Reply
from bot.understanding.result import Understanding
from policy.directory_mends import may_mend
from policy.organisation import Role
from services.coverage_access import groups_led
from services.diversions import DiversionService

NEAREST = 3
IN_COMPANY = (HelpTopic.AVAILABILITY, HelpTopic.WHOM, HelpTopic.PHONE_DUTY, HelpTopic.POLICY)
"""What may be asked where others read along, and is offered there: the same to everyone, whatever they may do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """Answers whoever asks what the bot can do, or doesn't know how to say it."""

    diversions: DiversionService
    cancels: Mapping[str, Callable[[Exchange, Draft], Awaitable[Reply]]]
    """How dialogs that have something of their own to cancel do so, by name; any other is merely closed."""
    cancel_just_done: Callable[[Exchange], Awaitable[Reply | None]]
    """The same where nothing is open: takes back what the turn before did, if that can be."""
    reached: Mapping[HelpTopic, bool]
    """Which of what hangs on something beside Teams there is here."""

    async def welcome(self, exchange: Exchange) -> Reply:
        """The first meeting."""
        view = WelcomeView(name=exchange.person.first_name)
        return exchange.show(welcome_card(view, exchange.words), exchange.words("welcome.what"))

    async def help(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for help, or only says hello."""
        if not exchange.is_private:
            return exchange.say("help.in_company")
        if understood.other.get("hello"):
            return await self.welcome(exchange)
        return await self.show_help(exchange)

    async def show_help(self, exchange: Exchange) -> Reply:
        """What this person can do now; a button may ask for one group of it. In company what anyone can."""
        if not exchange.is_private:
            return exchange.say("help.in_company")
        topics, action = await self._topics(exchange), exchange.turn.action
        group = str(action.values.get("group", "")) if action is not None else ""
        view = HelpView(topics=topics, group=group if group in GROUPS else "")
        card = help_card(view, exchange.words)
        return exchange.show_below(card, exchange.words("help.title"))

    async def show_status(self, exchange: Exchange) -> Reply:
        """The person's own diversions."""
        me = exchange.person.id
        return status_reply(exchange, await self.diversions.status(me, me, now=exchange.now))

    async def language(self, exchange: Exchange, understood: Understanding) -> Reply:
        """The person chooses a language, which holds until another is chosen."""
        chosen = str(understood.other.get("language", ""))
        if chosen not in LANGUAGES:
            return exchange.say("chat.unknown_language")
        exchange.chat.language = chosen
        return Reply(messages=(Message(text=words_for(chosen)("chat.language_chosen")),))

    async def cancel(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """*Avbryt*: closes what is open; right after a receipt the dialog that showed it is asked."""
        draft = exchange.draft()
        after = self.cancels.get(draft.dialog) if draft is not None else None
        if draft is not None and after is not None:
            return await after(exchange, draft)
        if exchange.drop_draft():
            return exchange.say("chat.cancelled")
        return await self.cancel_just_done(exchange) or exchange.say("chat.nothing_to_cancel")

    async def cancel_form(self, exchange: Exchange) -> Reply:
        """A form's *Avbryt*: nothing was changed, and the card says so."""
        exchange.drop_draft()
        view = FailureView(what=exchange.words("chat.form_closed"), next=exchange.words("chat.nothing_changed"))
        return exchange.show(failure_card(view, exchange.words), view.what)

    async def small_talk(self, exchange: Exchange) -> Reply | None:
        """Thanks, or an answer to a question that nobody asks, which may have expired; None to anything else."""
        line = (exchange.turn.text or "").strip()
        if exchange.hears("chat.thanks"):
            return exchange.say("chat.you_are_welcome")
        if exchange.hears("chat.yes") or (line.isdecimal() and len(line) == 1):
            return exchange.say("chat.nothing_asked")
        return None

    async def nearest(self, exchange: Exchange) -> Reply:
        """A line that could not be understood: the three things nearest to it, in words that would be."""
        typed = (exchange.turn.text or "").strip()
        if not typed:
            # A mention alone, or something that was sent without a word: a picture, a card.
            return exchange.say("chat.only_text" if exchange.is_private else "help.in_company")
        lines = [line for topic in await self._topics(exchange) for line in _examples(topic, exchange.words)]
        near = [line for line, _, _ in process.extract(typed, lines, scorer=fuzz.token_set_ratio, limit=NEAREST)]
        return exchange.say("chat.not_understood", first=near[0], second=near[1], third=near[2])

    async def _topics(self, exchange: Exchange) -> tuple[HelpTopic, ...]:
        me = exchange.person
        if not exchange.is_private:
            return IN_COMPANY
        status = await self.diversions.status(me.id, me.id, now=exchange.now)
        units = exchange.municipality.units.values()
        manages = any(unit.manager == me.id for unit in units)
        leads = manages or any(me.id in unit.deputies for unit in units)
        may_divert_others = manages or Role.SWITCHBOARD in me.roles
        offered = {
            HelpTopic.DIVERSION: True,
            HelpTopic.BACK: status.running is not None,
            **self.reached,
            HelpTopic.STATUS: True,
            HelpTopic.AVAILABILITY: True,
            HelpTopic.WHOM: True,
            HelpTopic.PHONE_DUTY: True,
            HelpTopic.GAPS: bool(groups_led(exchange.municipality, me.id)),
            HelpTopic.WEEK: True,
            HelpTopic.UNITS: leads,
            HelpTopic.DUTY_PLAN: leads,
            HelpTopic.DUTY_MINE: True,
            HelpTopic.COLLEAGUE: may_divert_others,
            HelpTopic.PROMISE: True,
            HelpTopic.PROMISES: True,
            **dict.fromkeys((HelpTopic.MESSAGE, HelpTopic.MESSAGES), True),
            HelpTopic.GREETING: me.has_voicemail,
            HelpTopic.SCRIPT: True,
            HelpTopic.TEST_CALL: Role.SWITCHBOARD in me.roles,
            HelpTopic.DETAILS: True,
            HelpTopic.ORDER: bool(exchange.municipality.catalogue.items),
            HelpTopic.ORDERS: bool(exchange.municipality.catalogue.items),
            HelpTopic.TO_APPROVE: leads,
            HelpTopic.ORDER_QUEUE: Role.SWITCHBOARD in me.roles,
            **dict.fromkeys((HelpTopic.PHONE_HOURS, HelpTopic.TELL_SWITCHBOARD, HelpTopic.NOTICES_SENT), leads),
            HelpTopic.NOTICE_QUEUE: Role.SWITCHBOARD in me.roles,
            **dict.fromkeys((HelpTopic.DESK, HelpTopic.SHIFT), Role.SWITCHBOARD in me.roles),
            HelpTopic.MISDIRECTED: True,
            HelpTopic.MENDS: may_mend(exchange.municipality, me.id),
            **dict.fromkeys((HelpTopic.PRIVACY, HelpTopic.POLICY), True),
            HelpTopic.UNREACHED: Role.ADMINISTRATOR in me.roles,
            HelpTopic.LANGUAGE: True,
        }
        first = (HelpTopic.WHOM, HelpTopic.AVAILABILITY, HelpTopic.MESSAGE) if Role.SWITCHBOARD in me.roles else ()
        return (*first, *(topic for topic, is_offered in offered.items() if is_offered and topic not in first))


def _examples(topic: HelpTopic, words: Words) -> tuple[str, ...]:
    return words.several(f"help.{topic.value}.examples")
