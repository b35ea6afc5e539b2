"""Owns the dialog that changes who answers for a group, and whether it keeps a duty roster (M2, M3).

It must not decide what is allowed; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.cards.action_names import ActionName
from bot.cards.form import NO, YES
from bot.cards.notice_forms import NoticeFormView, members_form
from bot.dialogs import notice_values as values_of
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.field_values import read_date
from bot.dialogs.form import Values, open_form
from bot.dialogs.notice_form import GroupForm
from bot.dialogs.notice_telling import Asks
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.announced import is_announced
from policy.answer_groups import AnswerGroup, GroupChange
from policy.errors import PolicyError, PolicyErrors
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import PersonId

NAME = "group_members"
PREVIEW = "group_members_preview"
ASKS = Asks(draft=PREVIEW, confirm=ActionName.MEMBERS_CONFIRM, mend=ActionName.MEMBERS_MEND)
FROM = "from"


@dataclass(frozen=True, kw_only=True)
class MembersDialog(GroupForm):
    """Changes the members of answer groups."""

    name = NAME
    opens = ActionName.MEMBERS_FORM
    inputs = frozenset({"from_date", "members", "roster", "note"})

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for it: "ändra medlemmar i bygglov"."""
        on = values_of.day_said(understood)
        return self.of_whichever(exchange, str(understood.slots.get("unit", "")), {"from_date": on} if on else {})

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form of a group."""
        return self.form_of(exchange, carried_by_button(exchange), below=True)

    async def change(self, exchange: Exchange, notice: Notice) -> Reply:
        """The form with what a notice says, to be changed."""
        content = notice.content
        change = content.change
        values = {
            "group": str(content.group or ""),
            "notice": notice.id,
            "from_date": content.effective_on.isoformat(),
            "members": ",".join(() if change is None else change.members or ()),
            "roster": YES if change is not None and change.keeps_roster else NO,
            "note": content.note,
        }
        return open_form(self, exchange, values, below=True)

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        group = values_of.group_in(exchange, values)
        view = NoticeFormView(
            about=group.name,
            choices=_choices(exchange, group, values_of.members_in(values)),
            values={name: value for name, value in values.items() if name in self.inputs},
            carried={name: values[name] for name in ("group", "notice") if values.get(name)},
            faults=by_field(faults, exchange),
            changes=bool(values.get("notice")),
        )
        return members_form(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("notice.form.members_summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Tell the switchboard, or show first what the change would do."""
        group = values_of.group_in(exchange, values)
        return await self.telling.tell(exchange, values, _content(exchange, values, group), asks=ASKS)

    def form_of(self, exchange: Exchange, given: Mapping[str, str], *, below: bool = False) -> Reply:
        """The form of the group that is given, as it stands, with what else is."""
        group = values_of.group_in(exchange, given)
        try:
            on = date.fromisoformat(given.get("from_date") or values_of.first_day(exchange))
        except ValueError:
            raise PolicyError("chat.unknown_button") from None
        values = {
            "group": str(group.id),
            "from_date": on.isoformat(),
            "members": ",".join(one for one in group.members_on(on) if one in exchange.municipality.people),
            "roster": YES if group.keeps_roster_on(on) else NO,
        }
        return open_form(self, exchange, values, below=below)


def _content(exchange: Exchange, values: Values, group: AnswerGroup) -> NoticeContent:
    """What the form says. Raises PolicyErrors with what can't be read."""
    found: list[PolicyError] = []
    on = read_date(values, FROM, found)
    if on is None:
        raise PolicyErrors(found or [PolicyError("notice.day_missing", field=FROM)])
    earlier, today = values_of.without_notice(group, values.get("notice", "")), exchange.now.date()
    return NoticeContent(
        kind=NoticeKind.MEMBERS,
        unit=group.unit,
        group=group.id,
        effective_on=on,
        note=values.get("note", ""),
        change=GroupChange(
            id="",
            from_on=on,
            published_on=today,
            members=values_of.members_in(values),
            keeps_roster=values.get("roster") == YES,
        ),
        before=GroupChange(
            id="",
            from_on=on,
            published_on=today,
            members=earlier.members_on(on),
            keeps_roster=earlier.keeps_roster_on(on),
        ),
    )


def _choices(exchange: Exchange, group: AnswerGroup, ticked: Sequence[PersonId]) -> tuple[tuple[str, str], ...]:
    """Everyone of the unit, and whoever answers for the group already, by name; two of one name with their titles."""
    people = exchange.municipality.people
    of_unit = [person.id for person in people.values() if person.unit == group.unit and not is_announced(person.id)]
    known = [people[one] for one in dict.fromkeys((*of_unit, *group.everyone, *ticked)) if one in people]
    names = [person.name for person in known]
    shown = [(str(one.id), one.name if names.count(one.name) == 1 else f"{one.name}, {one.title}") for one in known]
    return tuple(sorted(shown, key=lambda choice: choice[1].casefold()))
