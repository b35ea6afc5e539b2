"""Owns the lost phone in chat: what to do this minute, the switchboard told at once, then the way to a new one (R4)."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.cards.lost_phone import OwnLostView, QueueLostView, own_lost_card, queue_lost_card
from bot.dialogs.asking_who import go_on_with
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.order_values import devices_of
from bot.texts.catalogue import Words
from bot.texts.dates import listing, moment
from bot.texts.numbers import phone_number
from bot.turn import CardJson, Message, Reply, StandsFor
from policy.access import has_role
from policy.errors import NotAllowed, PolicyError
from policy.lost_phones import CARD, LostPhone, LostState, may_block, may_find, nobody_knows
from policy.organisation import Municipality, PersonId, Role
from services.lost_phones import LOST, LostPhoneService, place_of_lost
from services.order_lists import OrderLists
from services.ports import Directory, Place

NAME = "lost_phone"
CAME_BETWEEN = ("lost.too_late", "lost.done_already")


@dataclass(frozen=True, slots=True, kw_only=True)
class LostDialog:
    """Reports lost phones, and takes in that they are blocked or found."""

    service: LostPhoneService
    lists: OrderLists
    directory: Directory

    async def report(self, exchange: Exchange) -> Reply:
        """A button says that the person's own phone is lost."""
        return await self._report(exchange, exchange.person.id, below=True)

    async def report_for(self, exchange: Exchange, name: str) -> Reply:
        """A line says that a phone is lost: the person's own, or that of whoever is named."""
        if not name:
            return await self._report(exchange, exchange.person.id)
        outcome = self.directory.find_people(name, near=exchange.person)
        return await go_on_with(exchange, name, outcome, self.go_on, then=NAME, remember={})

    async def go_on(self, exchange: Exchange, picked: PersonId, _remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known whose phone is lost."""
        return await self._report(exchange, picked)

    async def blocked(self, exchange: Exchange) -> Reply:
        """*Spärrad*."""
        place = _place(exchange)
        me, turn = exchange.person.id, exchange.turn.activity_id
        return await self._settled(exchange, place, self.service.block(me, place, turn=turn, now=exchange.now))

    async def found(self, exchange: Exchange) -> Reply:
        """*Jag hittade den*."""
        place = _place(exchange)
        me, turn = exchange.person.id, exchange.turn.activity_id
        return await self._settled(exchange, place, self.service.find(me, place, turn=turn, now=exchange.now))

    async def found_by_line(self, exchange: Exchange) -> Reply:
        """A line says that the person's own phone has turned up."""
        me, turn = exchange.person.id, exchange.turn.activity_id
        place = await self.service.open_of(me)
        if place is None:
            return exchange.say("lost.none_open")
        return await self._settled(exchange, place, self.service.find(me, place, turn=turn, now=exchange.now))

    async def _report(self, exchange: Exchange, person: PersonId, *, below: bool = False) -> Reply:
        devices = devices_of(await self.lists.facts(person), exchange.words)
        lost = await self.service.report(
            exchange.person.id, person, devices=devices, turn=exchange.turn.activity_id, now=exchange.now
        )
        return _reply(exchange, lost, below=below)

    async def _settled(self, exchange: Exchange, place: Place, step: Awaitable[LostPhone]) -> Reply:
        """The report after the step; as it stands when somebody else came first."""
        try:
            return _reply(exchange, await step)
        except NotAllowed:
            raise
        except PolicyError as late:
            if late.code not in CAME_BETWEEN:
                raise
            said = Message(text=error_text(late, exchange))
        shown = _reply(exchange, await self.service.show(place))
        return Reply(messages=(said,), replace=shown.replace, stands_for=shown.stands_for)


def lost_card(lost: LostPhone, reader: PersonId, municipality: Municipality, words: Words, now: datetime) -> CardJson:
    """The report as its reader needs it: the switchboard's, or the owner's."""
    place = {"person": str(lost.person), "lost": lost.id}
    owner = municipality.people.get(lost.person)
    name = owner.name if owner is not None else words("people.someone")
    at_switchboard = reader != lost.person and has_role(municipality, reader, Role.SWITCHBOARD)
    if at_switchboard and (reader != lost.reported_by or may_block(municipality, lost, reader)):
        queue = QueueLostView(
            place=place,
            name=name,
            unit="" if owner is None else municipality.units[owner.unit].name,
            number=phone_number(lost.number) if lost.number else "",
            devices=listing(lost.devices, words),
            reported=words(
                "lost.queue.reported_by",
                at=moment(lost.reported_at, now, words),
                by=_name(lost.reported_by, municipality, words),
            ),
            state=lost.state,
            settled=_settled_line("queue", lost, municipality, words, now),
        )
        return queue_lost_card(queue, words)
    own = OwnLostView(
        place=place,
        state=lost.state,
        may_find=may_find(lost, reader),
        settled=_settled_line("own", lost, municipality, words, now),
        by="" if lost.reported_by == reader else _name(lost.reported_by, municipality, words),
        nobody_knows=nobody_knows(lost, municipality),
        switchboard_number=_switchboard_number(municipality),
        replacement={} if reader == lost.person else {"for_person": name},
    )
    return own_lost_card(own, words)


def lost_summary(lost: LostPhone, municipality: Municipality, words: Words) -> str:
    """What a notification shows of the card."""
    return words("lost.queue.summary", name=_name(lost.person, municipality, words))


def _reply(exchange: Exchange, lost: LostPhone, *, below: bool = False) -> Reply:
    card = lost_card(lost, exchange.person.id, exchange.municipality, exchange.words, exchange.now)
    stands_for = StandsFor(source=LOST, place=place_of_lost(lost), card=CARD)
    show = exchange.show_below if below else exchange.show
    return show(card, exchange.words("lost.own.title"), stands_for=stands_for)


def _settled_line(whose: str, lost: LostPhone, municipality: Municipality, words: Words, now: datetime) -> str:
    if lost.settled_at is None or (whose == "own" and lost.state is LostState.FOUND):
        return ""
    name = _name(lost.settled_by or PersonId(""), municipality, words)
    return words(f"lost.{whose}.{lost.state.value}", name=name, at=moment(lost.settled_at, now, words))


def _name(person: PersonId, municipality: Municipality, words: Words) -> str:
    known = municipality.people.get(person)
    return known.name if known is not None else words("people.someone")


def _switchboard_number(municipality: Municipality) -> str:
    """The number of the group in which the switchboard answers, or empty."""
    from_switchboard = (
        group.number
        for group in municipality.groups.values()
        if group.number and any(has_role(municipality, one, Role.SWITCHBOARD) for one in group.members)
    )
    number = next(from_switchboard, "")
    return phone_number(number) if number else ""


def _place(exchange: Exchange) -> Place:
    carried = carried_by_button(exchange)
    return Place(carried.get("person", ""), carried.get("lost", ""))
