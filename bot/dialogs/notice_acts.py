"""Owns what is done with a notice to the switchboard from its card and its lists: receive, change, take back (M3).

It must not decide who may; the service does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.switchboard_notice import NoticeList, NoticeListView, notice_list_card
from bot.dialogs.errors import error_text
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.notice_values import notice_reply
from bot.dialogs.notice_views import NoticeReading, notice_row
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.access import has_role
from policy.errors import NotAllowed, PolicyError
from policy.leadership import units_led
from policy.notices import Notice, NoticeKind
from policy.organisation import Role
from services.notices import NoticeService
from services.ports import NOTICES, Place

CAME_BETWEEN = (
    "notice.received_already",
    "notice.received_by_you",
    "notice.withdrawn_already",
    "notice.in_force_already",
)
Opens = Callable[[Exchange, Notice], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeActs:
    """Carries out what is pressed, and shows the notice as it then is. `forms` open each kind's form to change one."""

    service: NoticeService
    forms: Mapping[NoticeKind, Opens]

    async def receive(self, exchange: Exchange) -> Reply:
        """*Kvittera*."""
        place, turn = _place(exchange), exchange.turn.activity_id
        step = self.service.receive(exchange.person.id, place, turn=turn, now=exchange.now)
        return await self._done(exchange, place, step)

    async def withdraw(self, exchange: Exchange) -> Reply:
        """*Ta tillbaka*."""
        return await self._withdraw(exchange, _place(exchange))

    async def take_back(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra*, typed right after a notice was sent; *avbryt* there has nothing to close, and says so."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        exchange.drop_draft()
        return await self._withdraw(exchange, Place(NOTICES, str(draft.values["notice"])))

    async def change(self, exchange: Exchange) -> Reply:
        """*Ändra*: the form of its kind, filled in with what it says."""
        place = _place(exchange)
        try:
            notice = await self.service.to_change(exchange.person.id, place)
        except NotAllowed:
            raise
        except PolicyError as late:
            return await self._as_it_stands(exchange, place, late)
        return await self.forms[notice.content.kind](exchange, notice)

    async def show(self, exchange: Exchange) -> Reply:
        """A row of a list: the notice's card, as a message of its own."""
        return notice_reply(exchange, await self.service.show(exchange.person.id, _place(exchange)), below=True)

    async def list(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for notices: one's own, or, for the switchboard, those to receive."""
        at_switchboard = has_role(exchange.municipality, exchange.person.id, Role.SWITCHBOARD)
        leads = bool(units_led(exchange.municipality, exchange.person.id))
        if at_switchboard and not (understood.slots.get("mine") and leads):
            return await self.show_queue(exchange)
        return await self.show_mine(exchange)

    async def show_mine(self, exchange: Exchange) -> Reply:
        """Those that the person has sent, and of the units that they lead."""
        return notice_list_reply(exchange, NoticeList.MINE, await self.service.of_leader(exchange.person.id))

    async def show_queue(self, exchange: Exchange) -> Reply:
        """The switchboard's. Raises NotAllowed."""
        return notice_list_reply(exchange, NoticeList.QUEUE, await self.service.of_switchboard(exchange.person.id))

    async def _withdraw(self, exchange: Exchange, place: Place) -> Reply:
        step = self.service.withdraw(exchange.person.id, place, turn=exchange.turn.activity_id, now=exchange.now)
        return await self._done(exchange, place, step)

    async def _done(self, exchange: Exchange, place: Place, step: Awaitable[Notice]) -> Reply:
        """The notice after the step; as it stands, with what came between, when it couldn't be."""
        try:
            return notice_reply(exchange, await step)
        except NotAllowed:
            raise
        except PolicyError as late:
            return await self._as_it_stands(exchange, place, late)

    async def _as_it_stands(self, exchange: Exchange, place: Place, late: PolicyError) -> Reply:
        if late.code not in CAME_BETWEEN:
            raise late
        notice = await self.service.show(exchange.person.id, place)
        return notice_reply(exchange, notice, between=error_text(late, exchange))


def notice_list_reply(exchange: Exchange, kind: NoticeList, notices: Sequence[Notice]) -> Reply:
    """A list of notices, as a message of its own."""
    reading = NoticeReading(
        reader=exchange.person.id, municipality=exchange.municipality, words=exchange.words, now=exchange.now
    )
    view = NoticeListView(kind=kind, rows=tuple(notice_row(notice, reading) for notice in notices))
    title = exchange.words(f"notice.list.{kind.value}" if notices else f"notice.list.{kind.value}_none")
    return exchange.show_below(notice_list_card(view, exchange.words), title)


def _place(exchange: Exchange) -> Place:
    return Place(NOTICES, carried_by_button(exchange).get("notice", ""))
