"""Owns what the forms that tell the switchboard something share: sending in, a yes, a day said alone, the preview.

What a form holds, and what it tells, is each form's own; what may be told is the service's to say.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.cards.action_names import ActionName
from bot.dialogs import notice_values as values_of
from bot.dialogs.exchange import Draft, Exchange
from bot.dialogs.field_values import day_alone
from bot.dialogs.form import Form, Values, submit, yes_or_answer
from bot.dialogs.notice_telling import NoticeTelling, answer_preview, confirmed, mended
from bot.turn import Reply
from bot.understanding.result import Understanding


@dataclass(frozen=True, kw_only=True)
class NoticeForm(Form):
    """A form that becomes a notice."""

    telling: NoticeTelling

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, a day, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """A bare day (see `bot.dialogs.form.Form`)."""
        said = day_alone(exchange, understood)
        return {**values, "from_date": said} if said else None

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """As they are (see `bot.dialogs.form.Form`)."""
        return values


@dataclass(frozen=True, kw_only=True)
class GroupForm(NoticeForm):
    """One that changes an answer group, and shows first what that would do. `opens` is the action that opens it."""

    opens: ClassVar[ActionName]

    @abstractmethod
    def form_of(self, exchange: Exchange, given: Mapping[str, str], *, below: bool = False) -> Reply:
        """The form of the group that is given, with what else is."""

    async def pick(self, exchange: Exchange) -> Reply:
        """A button asks for the form, and doesn't say of which group."""
        return self.of_whichever(exchange, "", {}, below=True)

    def of_whichever(self, exchange: Exchange, unit: str, given: Mapping[str, str], *, below: bool = False) -> Reply:
        """The form of the one group that can be meant, or the question which."""
        groups = values_of.groups_meant(exchange, unit)
        if len(groups) > 1:
            return values_of.ask_which_group(exchange, groups, self.opens, given)
        return self.form_of(exchange, {**given, "group": str(groups[0].id)}, below=below)

    async def confirm(self, exchange: Exchange) -> Reply:
        """What would follow was seen and accepted."""
        return await confirmed(self, exchange)

    async def mend(self, exchange: Exchange) -> Reply:
        """What would follow was seen, and something is to be changed first."""
        return mended(self, exchange)

    async def answer_preview(self, exchange: Exchange, draft: Draft, _understood: Understanding) -> Reply | None:
        """A yes or a no, typed where it was asked whether to save."""
        return await answer_preview(self, exchange, draft)
