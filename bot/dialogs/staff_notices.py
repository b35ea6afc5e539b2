"""Owns the dialog that tells the switchboard of people: somebody new, somebody who leaves, somebody's duties (M3).

It must not decide what is allowed; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.notice_forms import NoticeFormView, duties_form, leaving_form, new_employee_form
from bot.cards.pick_rows import PickRow, pick_card
from bot.dialogs import notice_values as values_of
from bot.dialogs.asking_who import ask_who
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Exchange, carried_by_button
from bot.dialogs.form import Values, fill_in, open_form
from bot.dialogs.notice_form import NoticeForm
from bot.dialogs.person_views import shortened
from bot.dialogs.staff_values import content_of_new, content_of_person, kind_in, values_of_notice
from bot.turn import CardJson, Reply
from bot.understanding.result import Intent, Understanding
from policy.errors import NotAllowed, PolicyError
from policy.leadership import leads_unit, units_led
from policy.notices import Notice, NoticeKind
from policy.organisation import Person, PersonId, UnitId
from services.ports import Directory

NAME = "staff_notice"
CARDS = {
    NoticeKind.NEW_EMPLOYEE: new_employee_form,
    NoticeKind.LEAVING: leaving_form,
    NoticeKind.DUTIES: duties_form,
}
KIND_OF = {
    Intent.NOTICE_NEW: NoticeKind.NEW_EMPLOYEE,
    Intent.NOTICE_LEAVING: NoticeKind.LEAVING,
    Intent.NOTICE_DUTIES: NoticeKind.DUTIES,
}
KNOWN_AT_START = ("kind", "person", "person_id", "unit", "from_date")
CARRIED = ("kind", "person_id", "notice")


@dataclass(frozen=True, kw_only=True)
class StaffNoticeDialog(NoticeForm):
    """Tells of people, for whoever leads them."""

    directory: Directory

    name = NAME
    inputs = frozenset(
        {"person", "name", "job", "unit", "from_date", "extension", "mobile", "email", "matters", "note"}
    )

    async def start(self, exchange: Exchange) -> Reply:
        """A button, or a line that doesn't say what, asks what there is to tell."""
        self._require_leader(exchange)
        words = exchange.words
        rows = [
            *[
                PickRow(
                    name=words(f"notice.start.{kind.value}"),
                    says=words(f"notice.start.{kind.value}_says"),
                    action=ActionName.NOTICE_FORM,
                    values={"kind": kind.value},
                )
                for kind in CARDS
            ],
            PickRow(
                name=words("notice.start.hours"), says=words("notice.start.hours_says"), action=ActionName.HOURS_PICK
            ),
            PickRow(
                name=words("notice.start.members"),
                says=words("notice.start.members_says"),
                action=ActionName.MEMBERS_PICK,
            ),
        ]
        return exchange.show_below(pick_card(words("notice.start.title"), rows, words), words("notice.start.title"))

    async def ask_start(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks to tell the switchboard something, and doesn't say what."""
        return await self.start(exchange)

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line tells of it: "Lisa Berg börjar 1 december", "Anna slutar 31 december"."""
        kind = KIND_OF.get(understood.intent or Intent.HELP, NoticeKind.DUTIES)
        said, on = understood.slots, values_of.day_said(understood)
        named = "name" if kind is NoticeKind.NEW_EMPLOYEE else "person"
        values = {"kind": kind.value, named: str(said.get("person", "")), "matters": str(said.get("matter", ""))}
        return await self._open(exchange, {**values, **({"from_date": on} if on else {})})

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form of a kind."""
        carried = carried_by_button(exchange)
        known = {name: carried[name] for name in KNOWN_AT_START if carried.get(name)}
        return await self._open(exchange, known, below=True)

    async def change(self, exchange: Exchange, notice: Notice) -> Reply:
        """The form with what a notice says, to be changed."""
        return open_form(self, exchange, values_of_notice(notice), below=True)

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known who is meant: the form, or what it was sent in with."""
        carried = remembered.get("values")
        person = self.directory.municipality.people.get(picked)
        if not isinstance(carried, Mapping) or person is None:
            raise PolicyError("chat.unknown_button")
        values = {str(name): str(value) for name, value in carried.items()}
        values |= {"person": person.name, "person_id": str(picked)}
        if remembered.get("do") == "open":
            return await self._open(exchange, values)
        return await fill_in(self, exchange, values)

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        kind = kind_in(values)
        units = exchange.municipality.units
        led = units_led(exchange.municipality, exchange.person.id)
        new = kind is NoticeKind.NEW_EMPLOYEE
        view = NoticeFormView(
            hint=exchange.words(f"notice.form.{kind.value}_intro"),
            choices=tuple((str(unit), units[unit].name) for unit in led) if new else (),
            values={name: value for name, value in values.items() if name in self.inputs},
            carried={name: values[name] for name in CARRIED if values.get(name)},
            faults=by_field(faults, exchange),
            changes=bool(values.get("notice")),
        )
        return CARDS[kind](view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("notice.form.staff_summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Tell the switchboard, or ask who is meant."""
        self._require_leader(exchange)
        kind = kind_in(values)
        if kind is NoticeKind.NEW_EMPLOYEE:
            return await self.telling.tell(exchange, values, content_of_new(exchange, values))
        people = self._meant(exchange, values)
        if len(people) > 1:
            return ask_who(exchange, people, then=NAME, remember={"values": dict(values)})
        return await self.telling.tell(exchange, values, content_of_person(values, kind, people[0]))

    async def _open(self, exchange: Exchange, given: Mapping[str, str], *, below: bool = False) -> Reply:
        self._require_leader(exchange)
        kind = kind_in(given)
        values = {"from_date": values_of.first_day(exchange), **{k: v for k, v in given.items() if v}}
        if kind is NoticeKind.NEW_EMPLOYEE:
            values.setdefault("unit", self._own_unit(exchange))
            return open_form(self, exchange, values, below=below)
        if not values.get("person"):
            return open_form(self, exchange, values, below=below)
        try:
            people = self._meant(exchange, values)
        except PolicyError as fault:
            return open_form(self, exchange, values, (fault,), below=below)
        if len(people) > 1:
            return ask_who(exchange, people, then=NAME, remember={"values": dict(values), "do": "open"})
        values |= {"person": people[0].name, "person_id": str(people[0].id)}
        if kind is NoticeKind.DUTIES:
            taken_on = values_of.matters_in(values)
            values["matters"] = values_of.matters_text(tuple(dict.fromkeys((*people[0].matters, *taken_on))))
        return open_form(self, exchange, values, below=below)

    def _meant(self, exchange: Exchange, values: Values) -> Sequence[Person]:
        """Whom the name may mean among those whom the person leads: never empty. Raises PolicyError at `person`."""
        name = values.get("person", "")
        if not name:
            raise PolicyError("notice.name_missing", field="person")
        municipality = exchange.municipality
        known = municipality.people.get(PersonId(values.get("person_id", "")))
        found = [known] if known is not None and known.name == name else []
        found = found or [one.person for one in self.directory.find_people(name, near=exchange.person).matches]
        if not found:
            raise PolicyError("form.no_such_person", field="person", params={"name": shortened(name)})
        led = [one for one in found if leads_unit(municipality, exchange.person.id, one.unit)]
        if not led:
            raise PolicyError("notice.not_your_staff", field="person", params={"name": found[0].name})
        return led

    @staticmethod
    def _own_unit(exchange: Exchange) -> UnitId:
        led = units_led(exchange.municipality, exchange.person.id)
        return exchange.person.unit if exchange.person.unit in led else led[0]

    @staticmethod
    def _require_leader(exchange: Exchange) -> None:
        """Return if the person leads a unit; raises NotAllowed `notice.leads_nobody`."""
        if not units_led(exchange.municipality, exchange.person.id):
            raise NotAllowed("notice.leads_nobody")
