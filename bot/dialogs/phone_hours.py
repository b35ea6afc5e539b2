"""Owns the dialog that changes an answer group's phone hours: the week's from a day on, or one date's (M2, M3).

It must not decide what is allowed; the service and the policy do. What was promised to the public already, and what
becomes unstaffed, is shown before it is saved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.action_names import ActionName
from bot.cards.form import YES
from bot.cards.notice_forms import NoticeFormView, hours_day_form, hours_week_form
from bot.dialogs import notice_values as values_of
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.form import Values, open_form
from bot.dialogs.hours_values import CLOSED, ONE_DAY, WEEK, content_of, day_values, hours_said, said_of_day, week_values
from bot.dialogs.notice_form import GroupForm
from bot.dialogs.notice_telling import Asks
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.errors import PolicyError
from policy.notice_rules import WEEKDAYS
from policy.notices import Notice

NAME = "phone_hours"
PREVIEW = "phone_hours_preview"
ASKS = Asks(draft=PREVIEW, confirm=ActionName.HOURS_CONFIRM, mend=ActionName.HOURS_MEND)


@dataclass(frozen=True, kw_only=True)
class PhoneHoursDialog(GroupForm):
    """Changes phone hours."""

    name = NAME
    opens = ActionName.HOURS_FORM
    inputs = frozenset({"from_date", *WEEKDAYS, "hours", "minimum", "note"})

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for it: "ändra telefontiden för bygglov", "bygglov stänger 12 på fredag"."""
        return self.of_whichever(exchange, str(understood.slots.get("unit", "")), hours_said(understood))

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form of a group, of the week or with `on` of that day."""
        carried = carried_by_button(exchange)
        return self.form_of(exchange, carried, below=not carried.get("switch"))

    async def change(self, exchange: Exchange, notice: Notice) -> Reply:
        """The form with what a notice says, to be changed."""
        content = notice.content
        values = {"group": str(content.group or ""), "notice": notice.id, "note": content.note}
        values |= {"from_date": content.effective_on.isoformat(), "scope": WEEK}
        change = content.change
        if change is not None and change.weekdays is not None:
            values |= week_values(change.weekdays)
        elif change is not None:
            values |= day_values(change.exceptions.get(content.effective_on, ())) | {"scope": ONE_DAY}
        return open_form(self, exchange, values, below=True)

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        group, words = values_of.group_in(exchange, values), exchange.words
        is_week = values.get("scope") != ONE_DAY
        other = {"group": str(group.id), "switch": YES}
        other |= {"on": values_of.first_day(exchange)} if is_week else {}
        label = words("notice.form.one_day" if is_week else "notice.form.whole_week")
        view = NoticeFormView(
            about=group.name,
            hint=words("notice.form.hours_intro"),
            values={name: value for name, value in values.items() if name in self.inputs},
            carried={name: values[name] for name in ("group", "scope", "notice") if values.get(name)},
            faults=by_field(faults, exchange),
            changes=bool(values.get("notice")),
            others=() if values.get("notice") else ((ActionName.HOURS_FORM, label, other),),
        )
        return (hours_week_form if is_week else hours_day_form)(view, words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("notice.form.hours_summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Tell the switchboard, or show first what the change would do."""
        group = values_of.group_in(exchange, values)
        content = content_of(exchange, values, group)
        return await self.telling.tell(exchange, values, content, asks=ASKS)

    def form_of(self, exchange: Exchange, given: Mapping[str, str], *, below: bool = False) -> Reply:
        """The form of the group that is given, as it stands, with what else is."""
        group = values_of.group_in(exchange, given)
        on = given.get("on", "")
        try:
            holds_on = date.fromisoformat(on or given.get("from_date") or values_of.first_day(exchange))
        except ValueError:
            raise PolicyError("chat.unknown_button") from None
        values = {"group": str(group.id), "from_date": holds_on.isoformat(), "scope": ONE_DAY if on else WEEK}
        if on:
            usual = group.hours_on(holds_on, exchange.municipality.calendar).stretches
            said = {**given, "hours": exchange.words("notice.closed")} if given.get("hours") == CLOSED else given
            values |= said_of_day(said, usual)
        else:
            values |= week_values(group.week_on(holds_on)[0])
        return open_form(self, exchange, values, below=below)
