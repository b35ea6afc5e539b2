"""Owns leaving a message for a colleague: one line or one form in, one receipt out that follows it (V1).

It must not decide what may be told of the colleague; the service has masked that for the sender.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards.callback_forms import message_form_card
from bot.cards.sent_list import UNSEEN
from bot.dialogs import callback_values as values_of
from bot.dialogs.asking_who import ask_again, ask_who
from bot.dialogs.callback_previews import preview_reply
from bot.dialogs.callback_receipts import remember_receipt
from bot.dialogs.callback_values import MESSAGE_INPUTS, YES
from bot.dialogs.callback_views import (
    form_view,
    list_reply,
    number_of,
    promise_reply,
    sender_reply,
    sent_list_reply,
)
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, fill_in, open_form, submit, yes_or_answer
from bot.dialogs.person_views import shortened
from bot.dialogs.sentences import availability_sentence
from bot.texts.numbers import phone_number
from bot.turn import CardJson, Message, Reply
from bot.understanding.result import Understanding
from policy.access import has_role
from policy.availability import State
from policy.callbacks import LONGEST_MATTER
from policy.errors import PolicyError
from policy.organisation import PersonId, Role
from services.callback_messages import MessageService
from services.callback_outcomes import MessageLeft
from services.callbacks import CallbackService
from services.ports import Directory, PersonMatch, SearchOutcome

NAME = "message"
LONGEST_PAGE = 4
"""Digits of a page's number; nobody has left more messages than that many pages hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDialog:
    """Leaves messages, and shows how far they have come."""

    service: MessageService
    callbacks: CallbackService
    directory: Directory

    name = NAME
    inputs = MESSAGE_INPUTS

    async def leave(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line leaves a message: carry it out if it says for whom and what, else show the form."""
        said = values_of.message_from_understanding(understood, exchange.person, exchange.now)
        values = values_of.as_asked(exchange, said)
        says_something = values.get("message") or values.get("caller") or values.get("phone")
        if not values.get("to") or not says_something:
            return open_form(self, exchange, values)
        return await fill_in(self, exchange, values)

    async def new(self, exchange: Exchange) -> Reply:
        """A button asks for the form: to the person it names if it names one, about the matter it names if it does."""
        carried = carried_by_button(exchange)
        person = exchange.municipality.people.get(PersonId(carried.get("person", "")))
        values = {} if person is None else {"to": person.name, "to_id": str(person.id)}
        if carried.get("matter"):
            values["matter"] = carried["matter"][:LONGEST_MATTER]
        return open_form(self, exchange, values_of.as_asked(exchange, values), below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def seen(self, exchange: Exchange) -> Reply:
        """The receiver's *Jag har sett*."""
        marked = await self.service.see(
            exchange.person.id,
            values_of.place_in(carried_by_button(exchange)),
            turn=exchange.turn.activity_id,
            now=exchange.now,
            shown_on=exchange.turn.card_activity,
        )
        return promise_reply(exchange, marked.callback)

    async def withdraw(self, exchange: Exchange) -> Reply:
        """The sender's *Ta tillbaka*."""
        marked = await self.callbacks.withdraw(
            exchange.person.id,
            values_of.place_in(carried_by_button(exchange)),
            turn=exchange.turn.activity_id,
            now=exchange.now,
            shown_on=exchange.turn.card_activity,
        )
        return sender_reply(exchange, marked.callback)

    async def show(self, exchange: Exchange) -> Reply:
        """A row of the list: that message's card, below."""
        place = values_of.place_in(carried_by_button(exchange))
        return sender_reply(exchange, await self.service.sent_message(exchange.person.id, place), below=True)

    async def show_left(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Har Per fått mitt meddelande?": that one's card, or the list of those that one has left."""
        me, name = exchange.person.id, str(understood.slots.get("person") or "")
        left = await self.service.left_by(me)
        only_unseen = understood.slots.get("only") == UNSEEN
        if only_unseen and not left:
            # "Har jag några olästa meddelanden?" of who has left none is about those to themselves.
            return list_reply(exchange, await self.callbacks.mine(me))
        if name:
            people = {match.person.id for match in self.directory.find_people(name, near=exchange.person).matches}
            left = tuple(one for one in left if one.holder in people)
            if not left:
                return exchange.say("callback.sent.none_to", name=shortened(name))
        if len(left) == 1 and not only_unseen:
            return sender_reply(exchange, left[0])
        return sent_list_reply(exchange, left, only_unseen=only_unseen)

    async def show_mine(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """ "Mina meddelanden": those that one has left; or one's promises, where messages to oneself are meant.

        Whoever has both is taken to mean those to themselves, but at the switchboard those that they have left.
        """
        me = exchange.person
        left, held = await self.service.left_by(me.id), await self.callbacks.mine(me.id)
        has_some = any(one.left_by is not None for one in held)
        if not left or (has_some and not has_role(exchange.municipality, me.id, Role.SWITCHBOARD)):
            return list_reply(exchange, held)
        return sent_list_reply(exchange, left)

    async def list(self, exchange: Exchange) -> Reply:
        """The list's buttons: another page, or only what nobody has seen."""
        carried = carried_by_button(exchange)
        page = carried.get("page", "")
        return sent_list_reply(
            exchange,
            await self.service.left_by(exchange.person.id),
            only_unseen=carried.get("only") == UNSEEN,
            page=int(page) if page.isdecimal() and len(page) <= LONGEST_PAGE else 0,
        )

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known who was meant."""
        carried, person = remembered.get("values"), exchange.municipality.people.get(picked)
        if not isinstance(carried, Mapping) or person is None:
            raise PolicyError("chat.unknown_button")
        values = {str(name): str(value) for name, value in carried.items()}
        return await fill_in(self, exchange, {**values, "to": person.name, "to_id": str(picked)})

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, what it lacks, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form (see `bot.dialogs.form.Form`): for whom, if that is not said yet.

        A matter is the message's own, never who called; where the message has one, another is asked about.
        """
        line = (exchange.turn.text or "").strip()
        if understood.intent is None and values.get("to") and self._is_matter(line):
            return None if values.get("matter") else {**values, "matter": line}
        if understood.intent is None and not values.get("to") and self.directory.find_people(line).matches:
            return {**values, "to": line}
        return values_of.with_line(exchange, understood, values)

    async def shown(self, _exchange: Exchange, values: Values) -> Values:
        """The values as they were entered (see `bot.dialogs.form.Form`)."""
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        return message_form_card(form_view(exchange, values, faults, self.inputs), exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("callback.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Leave it; or ask for whom; or show what better time there is."""
        if not values.get("to"):
            raise PolicyError("callback.to_missing", field="to")
        outcome = self._receivers(exchange, values)
        people = [match.person for match in outcome.matches]
        remember = {"values": dict(values)}
        if people and not outcome.is_certain:
            return ask_who(exchange, people, then=NAME, remember=remember)
        if not people and exchange.turn.action is None:
            return ask_again(exchange, values.get("to", ""), outcome.nearest, then=NAME, remember=remember)
        beside = [] if people else [_no_such(values)]
        receiver = people[0] if people else exchange.person
        found = {**values, "to": receiver.name, "to_id": str(receiver.id)} if people else values
        wanted = values_of.to_wanted(exchange, found, person=receiver, is_message=True, beside=beside)
        left = await self.service.leave(
            exchange.person.id,
            receiver.id,
            wanted,
            turn=values_of.asked_by(exchange, values),
            now=exchange.now,
            keep=values.get("keep") == YES,
        )
        if not left.saved:
            return preview_reply(exchange, self, found, contact=left.contact, other=receiver)
        remember_receipt(exchange, left.callback, what="left")
        return _receipt(exchange, left)

    def _is_matter(self, line: str) -> bool:
        """Whether a line is surely a matter, and nobody's name."""
        return bool(self.directory.find_matters(line).matches) and not self.directory.find_people(line).matches

    def _receivers(self, exchange: Exchange, values: Values) -> SearchOutcome:
        """Whom the name may mean, and the nearest names where it means nobody."""
        name = values.get("to", "")
        known = exchange.municipality.people.get(PersonId(values.get("to_id", "")))
        if known is not None and known.name == name:
            return SearchOutcome(matches=(PersonMatch(known, 1.0),), is_certain=True)
        return self.directory.find_people(name, near=exchange.person)


def _no_such(values: Values) -> PolicyError:
    return PolicyError("form.no_such_person", field="to", params={"name": shortened(values.get("to", ""))})


def _receipt(exchange: Exchange, outcome: MessageLeft) -> Reply:
    """The sender's card; under it, that the receiver is away, when they are back and who answers instead."""
    reply = sender_reply(exchange, outcome.callback)
    if outcome.told.state not in (State.AWAY, State.OFF_DUTY):
        return reply
    said = [availability_sentence(outcome.told, exchange.words, exchange.now)]
    if outcome.stand_in is not None:
        number = number_of(outcome.stand_in)
        if number:
            shown = phone_number(number)
            said.append(exchange.words("callback.sent.stand_in", name=outcome.stand_in.name, number=shown))
        else:
            said.append(exchange.words("callback.sent.stand_in_no_number", name=outcome.stand_in.name))
    return replace(reply, messages=(*reply.messages, Message(text=" ".join(said))))
