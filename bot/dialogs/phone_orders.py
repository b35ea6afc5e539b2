"""Owns the dialog that makes an order: what it is about, one form, and the card that then follows it all the way.

It must not decide what is allowed nor who approves; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.form import YES
from bot.cards.order_form import OrderFormView, order_form_card, order_start_card
from bot.dialogs import order_values as values_of
from bot.dialogs.asking_who import ask_who
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, fill_in, open_form, submit, yes_or_answer
from bot.dialogs.lost_phones import LostDialog
from bot.dialogs.order_acts import order_reply, remember_order
from bot.dialogs.order_views import price_text
from bot.dialogs.person_views import shortened
from bot.turn import CardJson, Reply
from bot.understanding.result import Intent, Understanding
from policy.catalogue import ItemKind
from policy.errors import PolicyError, PolicyErrors
from policy.order_rules import acts_for, items_for, require_order_for
from policy.organisation import Person, PersonId
from policy.phone_orders import Errand
from services.order_lists import OrderLists
from services.phone_orders import PhoneOrderService
from services.ports import Directory

NAME = "phone_order"
FOUND = "found"
"""What a line says of a lost phone that has turned up: no errand of an order."""
KNOWN_AT_START: tuple[str, ...] = ("errand", "kind", "for_person")
"""What a button that opens a form may fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDialog:
    """Makes orders, for oneself or, for those who may, for others."""

    service: PhoneOrderService
    lists: OrderLists
    directory: Directory
    lost: LostDialog

    name = NAME
    inputs = values_of.INPUTS

    async def ask(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for something: its form with what was understood; a lost phone is reported first (R4)."""
        if understood.slots.get("errand") == FOUND:
            return await self.lost.found_by_line(exchange)
        values = values_of.from_understanding(understood)
        if "errand" not in values:
            return self._start(exchange)
        if values["errand"] == Errand.LOST and values["kind"] == "phone":
            return await self.lost.report_for(exchange, values.get("for_person", ""))
        if values["kind"] == ItemKind.ACCESSORY:
            # What there is of accessories is known by everyday words: "ny laddare" says which.
            values.setdefault("wish", (exchange.turn.text or "").strip())
        return await self._open(exchange, values)

    async def new(self, exchange: Exchange) -> Reply:
        """A button asks what there is to order."""
        return self._start(exchange)

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form of an errand."""
        carried = carried_by_button(exchange)
        values_of.errand_and_kind(carried)
        known = {name: carried[name] for name in KNOWN_AT_START if name in carried}
        return await self._open(exchange, known, below=True)

    async def send(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, what it lacks, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known whom the order is for."""
        carried = remembered.get("values")
        person = self.directory.municipality.people.get(picked)
        if not isinstance(carried, Mapping) or person is None:
            raise PolicyError("chat.unknown_button")
        values = {str(name): str(value) for name, value in carried.items()}
        return await fill_in(self, exchange, {**values, "for_person": person.name, "for_person_id": str(picked)})

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form: the thing by its name, the number, the day (see `bot.dialogs.form.Form`)."""
        said = values_of.said_alone(exchange, understood)
        if said:
            return {**values, **said}
        if understood.intent not in (None, Intent.PHONE_REQUEST):
            return None
        heard = values_of.from_understanding(understood)
        if any(heard.get(name, values[name]) != values[name] for name in ("errand", "kind")):
            return None
        _, kind = values_of.errand_and_kind(values)
        receiver = exchange.municipality.people[self._receiver_or_self(exchange, values)]
        items = values_of.of_kind(items_for(exchange.municipality, receiver), kind)
        wished = values_of.wished_item(heard.get("wish") or (exchange.turn.text or "").strip(), items)
        added: dict[str, str] = {name: value for name, value in heard.items() if name in ("number", "wanted_on")}
        if wished:
            added["item"] = wished
        return {**values, **added} if added else None

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """With what is known of whoever it is for now (see `bot.dialogs.form.Form`)."""
        facts = await self.lists.facts(self._receiver_or_self(exchange, values))
        _, kind = values_of.errand_and_kind(values)
        return {**values, "devices": "\n".join(values_of.devices_for(facts, kind, exchange.words))}

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        errand, kind = values_of.errand_and_kind(values)
        receiver = exchange.municipality.people[self._receiver_or_self(exchange, values)]
        items = values_of.of_kind(items_for(exchange.municipality, receiver), kind)
        view = OrderFormView(
            errand=errand,
            kind=kind,
            items=tuple((item.id, self._named(exchange, item.name, item.price, kind)) for item in items),
            devices=tuple(values.get("devices", "").splitlines()),
            values={name: value for name, value in values.items() if name in self.inputs},
            carried={name: value for name, value in values.items() if name not in self.inputs and value},
            faults=by_field(faults, exchange),
        )
        return order_form_card(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("orders.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Send the order in, or ask whom it is for."""
        _, kind = values_of.errand_and_kind(values)
        candidates, beside = self._candidates(exchange, values)
        if len(candidates) > 1:
            return ask_who(exchange, candidates, then=NAME, remember={"values": dict(values)})
        require_order_for(exchange.municipality, exchange.person.id, candidates[0])
        facts = await self.lists.facts(candidates[0].id)
        devices = values_of.devices_for(facts, kind, exchange.words)
        wish, unread = values_of.to_wish(values, receiver=candidates[0].id, devices=devices)
        if beside or unread:
            # What the rules have against the rest comes with it, so that the form shows all together.
            raise PolicyErrors([*beside, *unread, *self.service.faults(wish, now=exchange.now)])
        # One form makes one order, however often it is sent: the second press finds the first one's.
        turn = exchange.turn.card_activity or exchange.turn.activity_id
        order = await self.service.request(exchange.person.id, wish, turn=turn, now=exchange.now)
        remember_order(exchange, order)
        return order_reply(exchange, order)

    def _start(self, exchange: Exchange) -> Reply:
        return exchange.show_below(order_start_card(exchange.words), exchange.words("orders.start.summary"))

    async def _open(self, exchange: Exchange, values: Values, *, below: bool = False) -> Reply:
        values_of.errand_and_kind(values)
        candidates, _ = self._candidates(exchange, values)
        if len(candidates) == 1:
            require_order_for(exchange.municipality, exchange.person.id, candidates[0])
        facts = await self.lists.facts(self._receiver_or_self(exchange, values))
        return open_form(self, exchange, values_of.prefilled(values, facts, exchange.words), below=below)

    def _candidates(self, exchange: Exchange, values: Values) -> tuple[Sequence[Person], Sequence[PolicyError]]:
        """Whom the name may mean, and what is wrong with it; whoever fills in the form until that is mended."""
        try:
            return self._for_whom(exchange, values), ()
        except PolicyError as fault:
            return (exchange.person,), (fault,)

    def _for_whom(self, exchange: Exchange, values: Values) -> Sequence[Person]:
        """Whom the name may mean: never empty. Raises PolicyError at `for_person` when it is nobody's."""
        name = values.get("for_person", "")
        if values.get("for_new") == YES:
            if not name:
                raise PolicyError("order.who_is_new", field="for_person")
            return (exchange.person,)
        if not name:
            return (exchange.person,)
        known = self.directory.municipality.people.get(PersonId(values.get("for_person_id", "")))
        if known is not None and known.name == name:
            return (known,)
        people = [match.person for match in self.directory.find_people(name, near=exchange.person).matches]
        if not people:
            raise PolicyError("form.no_such_person", field="for_person", params={"name": shortened(name)})
        return people

    def _receiver_or_self(self, exchange: Exchange, values: Values) -> PersonId:
        """Whom the form is for as far as its name says, for what it shows; its own filler-in until that is clear.

        It shows nothing of people whom the filler-in may not order for.
        """
        people, _ = self._candidates(exchange, values)
        is_clear = len(people) == 1 and acts_for(exchange.municipality, exchange.person.id, people[0])
        return people[0].id if is_clear else exchange.person.id

    @staticmethod
    def _named(exchange: Exchange, name: str, price: int, kind: ItemKind) -> str:
        return exchange.words("orders.item_and_price", item=name, price=price_text(price, kind, exchange.words))
