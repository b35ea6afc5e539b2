"""What may be ordered: every fault of a wish at its field, all at once, and who may order for whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from policy.catalogue import ItemKind
from policy.errors import NotAllowed
from policy.order_rules import cost_centre_of, items_for, require_order_for, wish_faults
from policy.organisation import PersonId
from policy.phone_orders import Attestation, Errand, Number
from tests.policy.small_shop import NOW, TOWN, wish
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, GUN, KARIN, NILS, VERA

SUBSCRIPTION: dict[str, Any] = {"kind": ItemKind.SUBSCRIPTION, "item": "bas"}


def faults(person: PersonId = ANNA, **changed: Any) -> list[tuple[str, str | None]]:
    """The codes and fields of all that is wrong with a wish for the person."""
    found = wish_faults(wish(for_person=person, **changed), TOWN, TOWN.people[person], today=NOW.date())
    return [(fault.code, fault.field) for fault in found]


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, []),
        ({"item": ""}, [("order.item_missing", "item")]),
        ({"wanted_on": date(2026, 11, 24)}, []),
        ({"wanted_on": date(2026, 11, 23)}, [("order.day_passed", "wanted_on")]),
        ({"item": "fax"}, [("order.item_missing", "item")]),
        ({"item": "laddare"}, [("order.item_missing", "item")]),
        ({"kind": ItemKind.HEADSET, "item": "headset"}, [("order.not_entitled", "item")]),
        ({"number": None}, [("order.number_missing", "number")]),
        ({"number": Number.KEEP}, [("order.number_of_what", "device")]),
        ({"number": Number.KEEP, "device": "070-174 06 05"}, []),
        ({"errand": Errand.BROKEN}, [("order.device_missing", "device")]),
        ({"errand": Errand.LOST}, [("order.device_missing", "device")]),
        ({"errand": Errand.BROKEN, "device": "Mobil 3"}, []),
        ({"cost_centre": ""}, [("order.cost_centre_missing", "cost_centre")]),
        ({"deliver_to": ""}, [("order.deliver_to_missing", "deliver_to")]),
        ({"reason": "x" * 401}, [("order.text_too_long", "reason")]),
        ({"deliver_to": "x" * 121}, [("order.text_too_long", "deliver_to")]),
        ({"for_new": "x" * 121}, [("order.text_too_long", "for_person")]),
        ({"assignment": "Kommunens konto"}, [("order.assignment_by_missing", "assignment_by")]),
        ({"assignment": "Kommunens konto", "assignment_by": "Karin Kvist"}, []),
        ({"kind": ItemKind.ACCESSORY, "item": "laddare", "number": None}, []),
        ({**SUBSCRIPTION, "errand": Errand.END, "item": "", "device": "070", "cost_centre": "", "deliver_to": ""}, []),
        ({"errand": Errand.RETURN, "item": "", "device": "Mobil 3", "attested": frozenset(), "cost_centre": ""}, []),
    ],
)
def test_what_is_wrong_stands_at_its_field(changed: dict[str, Any], wrong: list[tuple[str, str]]) -> None:
    """One change, one fault; a wish that is as it should be has none."""
    assert faults(**changed) == wrong


@pytest.mark.parametrize("errand", [Errand.NEW, Errand.BROKEN, Errand.CHANGE])
def test_a_subscription_alone_names_the_municipal_phone_it_goes_into(errand: Errand) -> None:
    """Never in private equipment, so it says where it goes (R7)."""
    assert faults(**SUBSCRIPTION, errand=errand) == [("order.device_needed", "device")]
    assert faults(**SUBSCRIPTION, errand=errand, device="Mobil 3 (070-174 06 05)") == []


ATTESTED = {
    ItemKind.PHONE: {"property", "private_calls", "social_media", "care", "municipal_only"},
    ItemKind.SUBSCRIPTION: {"private_calls", "social_media", "municipal_only"},
    ItemKind.ACCESSORY: {"property"},
}


@pytest.mark.parametrize(("kind", "item"), [("phone", "mobil"), ("subscription", "bas"), ("accessory", "laddare")])
def test_each_clause_is_attested_with_the_order(kind: str, item: str) -> None:
    """Property, private calls, social media, care, no private equipment (R1, R2, R3, R4, R7); the PIN not yet (R5)."""
    found = faults(kind=ItemKind(kind), item=item, device="Mobil 3", attested=frozenset())
    assert {code for code, _ in found} == {"order.not_attested"}
    assert {field for _, field in found} == ATTESTED[ItemKind(kind)]
    assert Attestation.PIN.value not in {field for _, field in found}


def test_all_that_is_wrong_is_told_at_once() -> None:
    """In the order of the form's fields."""
    found = faults(item="", cost_centre="", deliver_to="", attested=frozenset(), assignment="Konto")
    assert [field for _, field in found] == [
        "item",
        "cost_centre",
        "deliver_to",
        "property",
        "private_calls",
        "social_media",
        "care",
        "municipal_only",
        "assignment_by",
    ]


def test_who_may_have_what_goes_by_unit_and_role() -> None:
    """Bygg and below may have the rugged phone, the switchboard headsets; the rest is for everyone."""
    common = {"mobil", "dyr", "laddare", "bas"}
    assert {item.id for item in items_for(TOWN, TOWN.people[ANNA])} == common | {"talig"}
    assert {item.id for item in items_for(TOWN, TOWN.people[NILS])} == common | {"talig"}
    assert {item.id for item in items_for(TOWN, TOWN.people[VERA])} == common | {"headset"}
    assert {item.id for item in items_for(TOWN, TOWN.people[EVA])} == common


def test_a_unit_without_a_cost_centre_uses_that_above() -> None:
    """And where there is none above either, it has to be filled in."""
    assert [cost_centre_of(TOWN, TOWN.people[one]) for one in (ANNA, NILS, KARIN, EVA)] == ["2110", "2110", "1000", ""]


@pytest.mark.parametrize(
    ("requester", "receiver", "may"),
    [
        (ANNA, ANNA, True),
        (ANNA, DISA, True),
        (BO, ANNA, True),
        (DAG, NILS, True),
        (KARIN, NILS, True),
        (VERA, EVA, True),
        (ANNA, NILS, False),
        (GUN, ANNA, False),
        (EVA, ANNA, False),
        (NILS, KARIN, False),
    ],
)
def test_one_orders_for_oneself_ones_unit_and_those_one_leads(
    requester: PersonId, receiver: PersonId, may: bool
) -> None:
    """Colleagues, those below a unit that one leads or deputises for, and everyone for the switchboard."""
    if may:
        require_order_for(TOWN, requester, TOWN.people[receiver])
        return
    with pytest.raises(NotAllowed) as refused:
        require_order_for(TOWN, requester, TOWN.people[receiver])
    assert (refused.value.code, refused.value.field) == ("order.not_for_them", "for_person")
