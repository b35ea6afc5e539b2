"""Owns handing promises over: by a line, by the form that asks who is to take them, and the colleague's answer (S6).

It must not move anything itself, nor decide who may.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.callback_forms import hand_over_form_card
from bot.cards.callback_receipt import DoneView, done_card
from bot.dialogs import callback_values as values_of
from bot.dialogs.asking_who import ask_again, ask_who
from bot.dialogs.callback_values import HAND_OVER_INPUTS
from bot.dialogs.callback_views import form_view, list_reply, offers_card, promise_reply, sight_of
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, answer, fill_in, open_form, submit
from bot.dialogs.person_views import shortened
from bot.dialogs.sentences import availability_sentence
from bot.texts.dates import listing
from bot.texts.numbers import phone_number
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.availability import State
from policy.callback_finding import meant
from policy.callbacks import Callback
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.callback_cases import place_of
from services.callback_handover import HandoverService
from services.callbacks import CallbackService
from services.ports import Directory, PersonMatch, SearchOutcome

NAME = "callback_handover"
MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverDialog:
    """Asks a colleague to take promises, and takes the colleague's answer."""

    service: HandoverService
    callbacks: CallbackService
    directory: Directory

    name = NAME
    inputs = HAND_OVER_INPUTS

    async def hear_line(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Lämna över Kalle till Bo": the promise that is meant, or all that fit, to whoever is named."""
        caller, phone = str(understood.slots.get("caller") or ""), str(understood.slots.get("phone") or "")
        mine = await self.callbacks.mine(exchange.person.id)
        found = meant(mine, caller=caller, phone=phone)
        if not found:
            name = shortened(caller) or phone_number(phone)
            named = exchange.words("callback.list.no_such", name=name) if mine else ""
            return list_reply(exchange, mine, named)
        values = self._values(exchange, found) | {"to": str(understood.slots.get("to_person") or "")}
        if not values["to"] or (len(found) > 1 and (caller or phone)):
            return open_form(self, exchange, values)
        return await fill_in(self, exchange, values)

    async def ask(self, exchange: Exchange) -> Reply:
        """A card's *Lämna över*: to whom?"""
        carried = carried_by_button(exchange)
        places = values_of.places_in(carried.get("places", ""))
        waiting = [
            await self.callbacks.show(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
            for place in places
        ]
        still_open = [one for one in waiting if one.is_open]
        if not still_open:
            raise PolicyError("callback.closed")
        values = self._values(exchange, still_open) | {"to": carried.get("to", "")}
        return open_form(self, exchange, values, below=True)

    async def offer(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def accept(self, exchange: Exchange) -> Reply:
        """The colleague's *Jag tar det*: the offer becomes the promise."""
        carried = carried_by_button(exchange)
        taken = await self.service.accept(
            exchange.person.id,
            values_of.place_in(carried),
            carried.get("offer", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
            shown_on=exchange.turn.card_activity,
        )
        return promise_reply(exchange, taken)

    async def decline(self, exchange: Exchange) -> Reply:
        """The colleague's *Kan inte*."""
        carried = carried_by_button(exchange)
        callback, holder = await self.service.decline(
            exchange.person.id,
            values_of.place_in(carried),
            carried.get("offer", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
            shown_on=exchange.turn.card_activity,
        )
        card = offers_card(sight_of(exchange), callback, carried.get("offer", ""), exchange.person.id)
        return exchange.show(card, exchange.words("callback.receipt.declined", name=holder.name))

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known which colleague was meant."""
        carried, person = remembered.get("values"), exchange.municipality.people.get(picked)
        if not isinstance(carried, Mapping) or person is None:
            raise PolicyError("chat.unknown_button")
        values = {str(name): str(value) for name, value in carried.items()}
        return await fill_in(self, exchange, {**values, "to": person.name, "to_id": str(picked)})

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A name typed while the form is open."""
        return await answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """A name, and nothing else (see `bot.dialogs.form.Form`)."""
        line = (exchange.turn.text or "").strip()
        if understood.intent is not None or not self.directory.find_people(line, near=exchange.person).matches:
            return None
        return {**values, "to": line, "to_id": ""}

    async def shown(self, _exchange: Exchange, values: Values) -> Values:
        """The values as they were entered (see `bot.dialogs.form.Form`)."""
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = form_view(exchange, values, faults, self.inputs, about=values.get("who", ""))
        return hand_over_form_card(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("callback.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Ask the colleague; or ask which colleague is meant."""
        name = values.get("to", "")
        found = self._known(exchange, values)
        people = [match.person for match in found.matches]
        if people and not found.is_certain:
            return ask_who(exchange, people, then=NAME, remember={"values": dict(values)})
        if not people:
            return self._nobody(exchange, name, values)
        outcome = await self.service.offer(
            exchange.person.id,
            values_of.places_in(values.get("places", "")),
            people[0].id,
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        what = exchange.words("callback.receipt.offered", name=outcome.to.name, n=len(outcome.callbacks))
        next_ = exchange.words("callback.receipt.offered_next", name=outcome.to.name)
        if outcome.told.state in (State.AWAY, State.OFF_DUTY):
            next_ = f"{next_} {availability_sentence(outcome.told, exchange.words, exchange.now)}"
        return exchange.show(done_card(DoneView(what=what, next=next_), exchange.words), what)

    def _nobody(self, exchange: Exchange, name: str, values: Values) -> Reply:
        if not name:
            raise PolicyError("callback.to_missing", field="to")
        nearest = self.directory.find_people(name, near=exchange.person).nearest
        if exchange.turn.action is not None:
            raise PolicyError("form.no_such_person", field="to", params={"name": shortened(name)})
        return ask_again(exchange, name, nearest, then=NAME, remember={"values": dict(values)})

    def _known(self, exchange: Exchange, values: Values) -> SearchOutcome:
        name = values.get("to", "")
        known = exchange.municipality.people.get(PersonId(values.get("to_id", "")))
        if known is not None and known.name == name:
            return SearchOutcome(matches=(PersonMatch(known, 1.0),), is_certain=True)
        return self.directory.find_people(name, near=exchange.person) if name else SearchOutcome()

    def _values(self, exchange: Exchange, callbacks: Sequence[Callback]) -> dict[str, str]:
        """The form's values for these promises: where they are, and who is to be called in them."""
        places = [place_of(one) for one in callbacks]
        named = tuple(sight_of(exchange).named(one) for one in callbacks[:MOST_NAMED])
        return {
            "places": " ".join(f"{place.partition}:{place.id}" for place in places),
            "who": listing(named, exchange.words) + ("…" if len(callbacks) > MOST_NAMED else ""),
        }
