"""Owns the form of an order: which fields each errand has, in what order, and where each fault is shown; and the card
that asks what it is about. Its inputs' ids are those of its values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import TextBlock
from bot.cards.form import ChoiceField, DateField, Field, FormView, TextField, ToggleField, form_card, homeless
from bot.cards.part import Json
from bot.cards.pieces import finished, opening_row, subtle, title
from bot.texts.catalogue import Words
from bot.texts.dates import listing
from policy.catalogue import ItemKind
from policy.order_rules import DELIVERED_TO, HAS_NUMBER, LONGEST_LINE, LONGEST_REASON
from policy.phone_orders import TAKES_ITEM, Errand, Number, to_attest_at_order

STARTS = (
    (Errand.NEW, ItemKind.PHONE),
    (Errand.NEW, ItemKind.HEADSET),
    (Errand.NEW, ItemKind.ACCESSORY),
    (Errand.NEW, ItemKind.SUBSCRIPTION),
    (Errand.CHANGE, ItemKind.SUBSCRIPTION),
    (Errand.END, ItemKind.SUBSCRIPTION),
    (Errand.BROKEN, ItemKind.PHONE),
    (Errand.LOST, ItemKind.PHONE),
    (Errand.RETURN, ItemKind.PHONE),
)
"""What can be begun with a tap."""
ELSEWHERE = "elsewhere"
"""The choice of a phone that isn't among those on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFormView:
    """What is ordered and why decide which fields there are. `values` fill in the inputs, `carried` ride along unseen.

    `items` are ids and names with prices; `devices` the phones that the receiver has on record, as they are called.
    `faults` are texts by place; those of a place that the form doesn't have are shown at the top.
    """

    errand: Errand
    kind: ItemKind
    items: tuple[tuple[str, str], ...] = ()
    devices: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def order_start_card(words: Words) -> dict[str, Json]:
    """What it can be about, each row a tap."""
    rows = [_start_row(errand, kind, words) for errand, kind in STARTS]
    return finished([title(words("orders.start.title")), subtle(words("orders.start.hint")), *rows], words)


def order_form_card(view: OrderFormView, words: Words) -> dict[str, Json]:
    """The form: empty, filled in with what is known, or with what must be mended."""
    items = (*_what(view, words), *_for_whom(view, words), *_where(view, words), *_attested(view, words))
    places = {one.id for one in items}
    if "device_other" in places:
        places.add("device")  # What is wrong with the phone stands at whichever field asks for it.
    form = FormView(
        title=_named("form", view.errand, view.kind, words),
        intro=_intro(view, words),
        items=items,
        faults=homeless(view.faults, places),
        save=ActionName.ORDER_SEND,
        save_label=words("orders.form.send"),
        carried=view.carried,
    )
    return form_card(form, words)


def _intro(view: OrderFormView, words: Words) -> str:
    """What happens then; and, where a new phone is wanted, which there are already (R1)."""
    if view.errand is Errand.RETURN:
        return words("orders.form.intro_return")
    if view.errand is not Errand.NEW or view.kind is not ItemKind.PHONE or not view.devices:
        return words("orders.form.intro")
    return words("orders.form.intro_has_already", devices=listing(view.devices, words))


def _start_row(errand: Errand, kind: ItemKind, words: Words) -> Container:
    name = _named("start", errand, kind, words)
    lost = errand is Errand.LOST
    values = {} if lost else {"errand": errand.value, "kind": kind.value}
    tap = button(ActionName.LOST_REPORT if lost else ActionName.ORDER_FORM, name, values=values)
    return opening_row([TextBlock(text=name)], tap)


def _named(where: str, errand: Errand, kind: ItemKind, words: Words) -> str:
    if errand is Errand.NEW:
        return words(f"orders.{where}.new_{kind.value}")
    return words(f"orders.{where}.{errand.value}")


def _what(view: OrderFormView, words: Words) -> tuple[Field, ...]:
    takes_item = view.errand in TAKES_ITEM
    item = ChoiceField(
        id="item",
        label=words("orders.form.item"),
        hint=words("orders.form.item_hint"),
        missing=words("orders.form.item_missing"),
        choices=view.items,
        value=view.values.get("item", ""),
        faults=_at(view, "item"),
    )
    number = ChoiceField(
        id="number",
        label=words("orders.form.number"),
        choices=(
            (Number.KEEP.value, words("orders.form.number_keep")),
            (Number.NEW.value, words("orders.form.number_new")),
        ),
        in_sight=True,
        value=view.values.get("number", ""),
        faults=_at(view, "number"),
    )
    has_number = takes_item and view.kind in HAS_NUMBER and view.errand is not Errand.CHANGE
    return (*((item,) if takes_item else ()), *((number,) if has_number else ()), *_device(view, words))


def _device(view: OrderFormView, words: Words) -> tuple[Field, ...]:
    if view.errand is Errand.NEW and view.kind is ItemKind.PHONE:
        return (_text(view, words, "device_other", "number_kept", hint="number_kept_hint", fault="device"),)
    if view.errand is Errand.NEW and view.kind is not ItemKind.SUBSCRIPTION:
        return ()
    label = words(f"orders.form.device_{view.errand.value}")
    if not view.devices:
        other = TextField(
            id="device_other",
            label=label,
            hint=words("orders.form.device_other"),
            most=LONGEST_LINE,
            value=view.values.get("device_other", ""),
            faults=_at(view, "device"),
        )
        return (other,)
    known = ChoiceField(
        id="device",
        label=label,
        hint=words("orders.form.item_hint"),
        choices=(
            *((device, device) for device in view.devices),
            (ELSEWHERE, words("orders.form.device_elsewhere")),
        ),
        value=view.values.get("device", ""),
        faults=_at(view, "device"),
    )
    return (known, _text(view, words, "device_other", "device_other", hint="device_other_hint"))


def _for_whom(view: OrderFormView, words: Words) -> tuple[Field, ...]:
    person = _text(view, words, "for_person", "for_person", hint="for_person_hint")
    if view.errand is not Errand.NEW:
        return (person,)
    new = ToggleField(
        id="for_new",
        label=words("orders.form.for_new"),
        statement=words("orders.form.for_new_statement"),
        value=view.values.get("for_new", ""),
    )
    return (person, new)


def _where(view: OrderFormView, words: Words) -> tuple[Field, ...]:
    place = _text(view, words, "deliver_to", "deliver_to")
    cost = _text(view, words, "cost_centre", "cost_centre")
    day = DateField(
        id="wanted_on",
        label=words("orders.form.wanted_on"),
        value=view.values.get("wanted_on", ""),
        faults=_at(view, "wanted_on"),
    )
    reason = TextField(
        id="reason",
        label=words("orders.form.reason"),
        hint=words("orders.form.reason_hint"),
        most=LONGEST_REASON,
        several_lines=True,
        value=view.values.get("reason", ""),
        faults=_at(view, "reason"),
    )
    return (
        *((place,) if view.errand in DELIVERED_TO else ()),
        *((cost,) if view.errand in TAKES_ITEM else ()),
        day,
        reason,
    )


def _attested(view: OrderFormView, words: Words) -> tuple[Field, ...]:
    """What is attested, clause by clause (R1, R2, R3, R4, R7), and an assignment to use social media (R3)."""
    toggles = tuple(
        ToggleField(
            id=one.value,
            label=words(f"orders.attest.{one.value}.label"),
            statement=words(f"orders.attest.{one.value}.statement"),
            value=view.values.get(one.value, ""),
            faults=_at(view, one.value),
        )
        for one in to_attest_at_order(view.kind, view.errand)
    )
    if view.kind not in HAS_NUMBER or not toggles:
        return toggles
    assignment = _text(view, words, "assignment", "assignment", hint="assignment_hint")
    return (*toggles, assignment, _text(view, words, "assignment_by", "assignment_by"))


def _text(view: OrderFormView, words: Words, id_: str, label: str, *, hint: str = "", fault: str = "") -> TextField:
    return TextField(
        id=id_,
        label=words(f"orders.form.{label}"),
        hint=words(f"orders.form.{hint}") if hint else "",
        most=LONGEST_LINE,
        value=view.values.get(id_, ""),
        faults=_at(view, fault or id_),
    )


def _at(view: OrderFormView, place: str) -> tuple[str, ...]:
    return tuple(view.faults.get(place, ()))
