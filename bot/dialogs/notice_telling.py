"""Owns how a filled-in form becomes a notice to the switchboard: what follows is shown first, then it is sent (M3).

It must not know which form it was, nor decide what is allowed: the service does.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.form import YES
from bot.cards.hours_preview import HoursPreview, hours_preview_card
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Form, Values, fill_in, open_form
from bot.dialogs.notice_changes import changes_of, name_of_subject
from bot.dialogs.notice_values import notice_reply, place_in, remember
from bot.dialogs.notice_warnings import gap_lines, warnings_of
from bot.texts.dates import day
from bot.turn import Reply
from policy.notices import NoticeContent, NoticeKind
from services.group_changes import GroupChanges
from services.notices import NoticeService

SEEN = "seen"
"""Says of a form's values that what would follow was shown and accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """How a form asks whether to save: the draft's name, and what its two buttons ask for."""

    draft: str
    confirm: ActionName
    mend: ActionName


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTelling:
    """Sends notices, and changes those that are sent."""

    service: NoticeService
    changes: GroupChanges

    async def tell(
        self, exchange: Exchange, values: Values, content: NoticeContent, *, asks: Asks | None = None
    ) -> Reply:
        """The notice's card; or, where `asks` is given and there is something to look at first, that. Raises as the
        service does.
        """
        me, now, place = exchange.person.id, exchange.now, place_in(values)
        # One form makes one notice, however often it is sent.
        new = exchange.turn.card_activity or exchange.turn.activity_id
        turn = new if place is None else exchange.turn.activity_id
        notice = await self.service.done_before(me, place, turn=turn, now=now)
        if notice is None:
            self.service.require_sendable(me, content, now=now)
            if asks is not None and values.get(SEEN) != YES:
                preview = await self._preview(exchange, values, content, asks)
                if preview is not None:
                    return preview
            if place is not None:
                notice = await self.service.revise(me, place, content, turn=turn, now=now)
            else:
                notice = await self.service.send(me, content, turn=turn, now=now)
        remember(exchange, notice)
        return notice_reply(exchange, notice)

    async def _preview(self, exchange: Exchange, values: Values, content: NoticeContent, asks: Asks) -> Reply | None:
        words = exchange.words
        warnings = warnings_of(exchange, content)
        opened = await self.changes.opened_by(content, replacing=values.get("notice", ""), now=exchange.now)
        if not warnings and not opened:
            return None
        about = name_of_subject(content, exchange.municipality, words)
        on = day(content.effective_on, exchange.now, words)
        kept = {name: value for name, value in values.items() if value}
        view = HoursPreview(
            about=about,
            when=words("notice.preview.on" if content.kind is NoticeKind.DATES else "notice.preview.from", day=on),
            changes=changes_of(content, exchange.municipality, words, exchange.now),
            warnings=warnings,
            gaps=gap_lines(exchange, opened),
            values=kept,
            confirm=asks.confirm,
            mend=asks.mend,
        )
        exchange.keep_draft(asks.draft, kept)
        return exchange.show(hours_preview_card(view, words), words("notice.preview.title", name=about))


async def confirmed(form: Form, exchange: Exchange) -> Reply:
    """What would follow was seen and accepted, by a button."""
    exchange.drop_draft()
    return await fill_in(form, exchange, {**carried_by_button(exchange), SEEN: YES})


def mended(form: Form, exchange: Exchange) -> Reply:
    """What would follow was seen, and something is to be changed first."""
    return open_form(form, exchange, {**carried_by_button(exchange), SEEN: ""})


async def answer_preview(form: Form, exchange: Exchange, draft: Draft) -> Reply | None:
    """A yes or a no, typed where it was asked whether to save; None for anything else."""
    if exchange.hears("chat.yes"):
        exchange.drop_draft()
        return await fill_in(form, exchange, {**draft.values, SEEN: YES})
    if exchange.hears("chat.no"):
        exchange.drop_draft()
        return exchange.say("chat.cancelled")
    return None
