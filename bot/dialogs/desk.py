"""Owns the switchboard's desk in chat: shown on request, and each row done or opened with one tap (V1-V3, M3, A1, A2).

It must not do anything about a row itself: what a row is about has a service of its own, which says who may and who
came first.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.order_list import ListKind
from bot.cards.pick_rows import PickRow, pick_card
from bot.cards.switchboard_notice import NoticeList
from bot.dialogs.callback_views import sender_reply, sent_list_reply
from bot.dialogs.connecting_views import function_reply, values_of
from bot.dialogs.desk_views import counted, desk_line, desk_reply, sight_of
from bot.dialogs.details_views import correction_reply
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.notice_acts import notice_list_reply
from bot.dialogs.notice_values import notice_reply
from bot.dialogs.order_acts import order_list_reply, order_reply
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.desk import Desk
from policy.desk_rows import Section
from policy.errors import NotAllowed, PolicyError
from policy.functions import of_group
from policy.organisation import GroupId, PersonId
from services.callback_messages import MessageService
from services.desk import DeskService
from services.desk_reading import parts_of
from services.details import DetailsService
from services.notices import NoticeService
from services.order_lists import OrderLists
from services.phone_orders import PhoneOrderService
from services.ports import Place
from services.whom_to_connect import WhomToConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDialog:
    """Shows the desk, and what its rows are about."""

    service: DeskService
    notices: NoticeService
    orders: PhoneOrderService
    lists: OrderLists
    messages: MessageService
    details: DetailsService
    whom: WhomToConnect

    async def ask(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks for the desk. Raises NotAllowed for who is no operator."""
        return desk_reply(exchange, await self._desk(exchange))

    async def show(self, exchange: Exchange) -> Reply:
        """*Uppdatera*, or another card's way to the desk."""
        below = bool(carried_by_button(exchange).get("below"))
        return desk_reply(exchange, await self._desk(exchange), below=below)

    async def receive(self, exchange: Exchange) -> Reply:
        """*Kvittera* on a row."""
        _, partition, notice, _ = parts_of(_row(exchange))
        step = self.notices.receive(
            exchange.person.id,
            Place(partition, notice),
            turn=exchange.turn.activity_id,
            now=exchange.now,
            elsewhere=True,
        )
        return await self._done(exchange, step, note=exchange.words("desk.received"))

    async def claim(self, exchange: Exchange) -> Reply:
        """*Jag tar den*."""
        return await self._done(exchange, self.service.claim(exchange.person.id, _row(exchange), now=exchange.now))

    async def release(self, exchange: Exchange) -> Reply:
        """*Släpp*."""
        return await self._done(exchange, self.service.release(exchange.person.id, _row(exchange), now=exchange.now))

    async def row(self, exchange: Exchange) -> Reply:
        """A row was tapped: what it is about, below; if that is gone, the desk as it is now."""
        section, partition, case, part = parts_of(_row(exchange))
        try:
            return await self._opened(exchange, Section(section), Place(partition, case), part)
        except NotAllowed:
            raise
        except PolicyError as gone:
            desk = await self._desk(exchange)
            return desk_reply(exchange, desk, between=error_text(gone, exchange))

    async def all(self, exchange: Exchange) -> Reply:
        """*Och 7 till*: everything of a section, below, in the list that it has. Raises NotAllowed."""
        me, section = exchange.person.id, carried_by_button(exchange).get("section", "")
        if section == Section.NOTICES:
            return notice_list_reply(exchange, NoticeList.QUEUE, await self.notices.of_switchboard(me))
        if section == Section.ORDERS:
            return order_list_reply(exchange, ListKind.QUEUE, await self.lists.queue(me))
        if section == Section.MESSAGES:
            return sent_list_reply(exchange, await self.messages.left_by(me), only_unseen=True, below=True)
        seen = next(
            (one for one in await self.service.everything(me, now=exchange.now) if one.section == section), None
        )
        if seen is None:
            raise PolicyError("chat.unknown_button")
        if not seen.rows:
            return desk_reply(exchange, await self._desk(exchange), below=True)
        sight = sight_of(exchange)
        lines = [desk_line(row, sight, can_be_taken=False) for row in seen.rows]
        rows = [
            PickRow(name=line.name, says=line.says, action=ActionName.DESK_ROW, values={"row": line.row})
            for line in lines
        ]
        name = exchange.words(f"desk.heading.{seen.section.value}", count=counted(seen, exchange.words))
        return exchange.show_below(pick_card(name, rows, exchange.words), name)

    async def _opened(self, exchange: Exchange, section: Section, place: Place, part: str) -> Reply:
        me = exchange.person.id
        if section is Section.NOTICES:
            return notice_reply(exchange, await self.notices.show(me, place), below=True)
        if section is Section.ORDERS:
            return order_reply(exchange, await self.orders.show(me, place), below=True)
        if section is Section.MESSAGES:
            return sender_reply(exchange, await self.messages.sent_message(me, place), below=True)
        if section is Section.DETAILS:
            corrected = await self.details.correction(me, PersonId(place.partition), part)
            return correction_reply(exchange, corrected, below=True)
        group = exchange.municipality.groups.get(GroupId(place.partition))
        if group is None:
            raise PolicyError("coverage.no_such_group")
        function = of_group(group.id).id
        told = await self.whom.ask_about(function, group.name, viewer=exchange.audience, now=exchange.now)
        return function_reply(exchange, told, values_of(told), below=True)

    async def _done(self, exchange: Exchange, step: Awaitable[object], *, note: str = "") -> Reply:
        """The desk after a step; as it stands, with what came between, when it couldn't be taken."""
        between = ""
        try:
            await step
        except NotAllowed as refused:
            if refused.code != "desk.not_your_claim":
                raise
            between = error_text(refused, exchange)
        except PolicyError as late:
            between = error_text(late, exchange)
        return desk_reply(exchange, await self._desk(exchange), note="" if between else note, between=between)

    async def _desk(self, exchange: Exchange) -> Desk:
        return await self.service.open(exchange.person.id, now=exchange.now)


def _row(exchange: Exchange) -> str:
    return carried_by_button(exchange).get("row", "")
