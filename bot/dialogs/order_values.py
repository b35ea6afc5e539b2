"""Owns how an order's form values become a wish, and how what was understood becomes form values.

Values are the raw strings of the card's inputs (see `bot.dialogs.form`). It must not decide whether a wish is allowed:
`policy.order_rules` does, and its faults come back to the same fields.

    errand, kind       values of Errand and ItemKind; they ride along
    devices            the phones that the receiver has on record, a line each; they ride along
    item, number       an id of the catalogue; a value of Number
    device             one of `devices`, or ELSEWHERE; device_other says which where it isn't one of them
    for_person         the receiver's name as it was typed; for_person_id once it is known who is meant
    for_new            "true": whom it is for isn't in the directory, and for_person says who that is
    deliver_to, cost_centre, wanted_on (a date), reason, assignment, assignment_by
    property, private_calls, social_media, care, municipal_only     "true": attested
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz, process

from bot.cards.form import YES
from bot.cards.order_form import ELSEWHERE
from bot.dialogs.exchange import Exchange
from bot.dialogs.field_values import day_alone
from bot.dialogs.form import Values
from bot.texts.catalogue import Words
from bot.texts.numbers import phone_number
from bot.understanding.result import Understanding
from policy.catalogue import CatalogueItem, Device, ItemKind
from policy.errors import PolicyError
from policy.order_rules import HAS_NUMBER
from policy.organisation import PersonId
from policy.phone_orders import Attestation, Errand, Number, OrderWish
from services.order_lists import OrderFacts

ATTESTED = tuple(one.value for one in Attestation if one is not Attestation.PIN)
INPUTS = frozenset(
    {
        "item",
        "number",
        "device",
        "device_other",
        "for_person",
        "for_new",
        "deliver_to",
        "cost_centre",
        "wanted_on",
        "reason",
        "assignment",
        "assignment_by",
        *ATTESTED,
    }
)
YEARS = range(2000, 3000)
ALIKE = 75
"""How alike, of 100, what was wished for must be to a thing in the catalogue to be taken for it."""
_ALWAYS = {Errand.CHANGE: ItemKind.SUBSCRIPTION, Errand.END: ItemKind.SUBSCRIPTION, Errand.RETURN: ItemKind.PHONE}


def errand_and_kind(values: Mapping[str, str]) -> tuple[Errand, ItemKind]:
    """What the form is about; raises PolicyError `chat.unknown_button` for what no card of ours carries."""
    try:
        errand, kind = Errand(values.get("errand", "")), ItemKind(values.get("kind", ""))
    except ValueError:
        raise PolicyError("chat.unknown_button") from None
    return errand, _ALWAYS.get(errand, kind)


def from_understanding(understood: Understanding) -> dict[str, str]:
    """The values that a line of chat gives; without `errand` and `kind` when it doesn't say what it is about."""
    said = understood.slots
    values: dict[str, str] = {}
    if said.get("item") or said.get("errand") not in (None, Errand.NEW.value):
        values |= {"errand": str(said.get("errand") or "new"), "kind": str(said.get("item") or "phone")}
    if said.get("wish"):
        values["wish"] = str(said["wish"])
    if said.get("keep_number") is not None:
        values["number"] = Number.KEEP.value if said["keep_number"] else Number.NEW.value
    if said.get("for_person"):
        values["for_person"] = str(said["for_person"])
    if said.get("for_new"):
        values["for_new"] = YES
        if isinstance(said["for_new"], str):
            values["for_person"] = said["for_new"]
    if understood.start is not None and understood.start_said:
        values["wanted_on"] = understood.start.date().isoformat()
    return values


def said_alone(exchange: Exchange, understood: Understanding) -> dict[str, str]:
    """What a line adds that says nothing else: which number, or by which day. In a form a bare day is no absence."""
    if exchange.hears("orders.hears.keep"):
        return {"number": Number.KEEP.value}
    if exchange.hears("orders.hears.new"):
        return {"number": Number.NEW.value}
    day = day_alone(exchange, understood)
    return {"wanted_on": day} if day else {}


def device_name(device: Device, words: Words) -> str:
    """A phone as people know it: "Fjällräv 3 (070-174 06 05)"."""
    if not device.number:
        return device.model
    return words("orders.device_and_number", model=device.model, number=phone_number(device.number))


def devices_of(facts: OrderFacts, words: Words) -> tuple[str, ...]:
    """The phones that someone has on record now, as people know them."""
    names = [device_name(device, words) for device in facts.devices]
    for gone in facts.gone:
        # Two phones can be of one name; the earlier is gone then.
        if gone in names:
            names.remove(gone)
    return tuple(dict.fromkeys(names))


def devices_for(facts: OrderFacts, kind: ItemKind, words: Words) -> tuple[str, ...]:
    """The phones that an order of the kind may be about: a headset is none of those on record."""
    return devices_of(facts, words) if kind in HAS_NUMBER else ()


def prefilled(values: Values, facts: OrderFacts, words: Words) -> dict[str, str]:
    """The values with what is known of the receiver where nothing is filled in: phone, cost centre, place."""
    errand, kind = errand_and_kind(values)
    devices = devices_for(facts, kind, words)
    known = {"cost_centre": facts.cost_centre, "deliver_to": facts.unit}
    if len(devices) == 1:
        known["device"] = devices[0]
    wished = wished_item(values.get("wish", ""), of_kind(facts.items, kind))
    if wished:
        known["item"] = wished
    kept = {name: value for name, value in values.items() if value and name != "wish"}
    return {**known, **kept, "errand": errand.value, "kind": kind.value, "devices": "\n".join(devices)}


def of_kind(items: Sequence[CatalogueItem], kind: ItemKind) -> tuple[CatalogueItem, ...]:
    """Those of the kind."""
    return tuple(item for item in items if item.kind is kind)


def wished_item(wish: str, items: Sequence[CatalogueItem]) -> str:
    """The id of the one thing that the words are near enough to; empty if none is."""
    names = {item.id: item.name.casefold() for item in items}
    best = process.extractOne(wish.casefold(), names, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE) if wish else None
    return "" if best is None else str(best[2])


def to_wish(values: Values, *, receiver: PersonId, devices: Sequence[str]) -> tuple[OrderWish, tuple[PolicyError, ...]]:
    """What the values ask for, and what of them can't be read."""
    errand, kind = errand_and_kind(values)
    device = device_of(values)
    number = values.get("number", "")
    day, unread = wanted_day(values)
    wish = OrderWish(
        for_person=receiver,
        for_new=one_line(values.get("for_person", "")) if values.get("for_new") == YES else "",
        errand=errand,
        kind=kind,
        item=values.get("item", ""),
        device=device,
        device_listed=device in devices,
        has_already=tuple(devices),
        number=Number(number) if number in set(Number) else None,
        cost_centre=one_line(values.get("cost_centre", "")),
        deliver_to=one_line(values.get("deliver_to", "")),
        wanted_on=day,
        reason=values.get("reason", ""),
        attested=frozenset(Attestation(name) for name in ATTESTED if values.get(name) == YES),
        assignment=one_line(values.get("assignment", "")),
        assignment_by=one_line(values.get("assignment_by", "")),
    )
    return wish, unread


def one_line(text: str) -> str:
    """What was filled in, without line breaks and what can't be seen: it becomes a line of the supplier's text."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def device_of(values: Values) -> str:
    """The phone that the values name: chosen, or written where it isn't one of those on record."""
    chosen = values.get("device", "")
    return one_line(values.get("device_other", "") if chosen in ("", ELSEWHERE) else chosen)


def wanted_day(values: Values) -> tuple[date | None, tuple[PolicyError, ...]]:
    """The day by which it is needed, or None; and that it can't be read, if so."""
    text = values.get("wanted_on", "")
    if not text:
        return None, ()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year in YEARS:
        return day, ()
    return None, (PolicyError("form.bad_date", field="wanted_on"),)
