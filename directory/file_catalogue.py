"""Owns how a municipality file gives what can be ordered: the catalogue, the phones handed out, the rules of orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from directory.file_faults import FaultCode, Faults
from directory.file_values import choice, count, phone_number, several, short_name, text
from directory.yaml_tree import Field, Given, Shape, Spot, advice, read_shape
from policy.catalogue import Catalogue, CatalogueItem, Device, ItemKind, OrderRules
from policy.organisation import PersonId, Role

HIGHEST_PRICE = 1_000_000
MOST_APPROVAL_DAYS = 20
MOST_MONTHS = 120

ITEM: Shape = {
    "kind": Field(choice(ItemKind), required=True),
    "name": Field(text, required=True),
    "price": Field(count(0, HIGHEST_PRICE), required=True),
    "supplier": Field(text),
    "units": Field(several(short_name)),
    "roles": Field(several(choice(Role))),
}

DEVICE: Shape = {
    "model": Field(text, required=True),
    "number": Field(phone_number),
}

ORDERS: Shape = {
    "approval_above": Field(count(0, HIGHEST_PRICE)),
    "approval_days": Field(count(1, MOST_APPROVAL_DAYS)),
    "months_kept": Field(count(1, MOST_MONTHS)),
    "months_kept_unmade": Field(count(1, MOST_MONTHS)),
}


def rows(shape: Shape) -> Callable[[Spot], tuple[Given, ...] | None]:
    """A reader of a list of parts of one shape."""

    def read(spot: Spot) -> tuple[Given, ...] | None:
        if not spot.is_list:
            spot.fault(FaultCode.EMPTY if spot.is_empty else FaultCode.NOT_A_LIST)
            return None
        return tuple(read_shape(element, shape) for element in spot.elements())

    return read


def by_name(
    read_one: Callable[[Spot], Any], read_name: Callable[[Spot], str | None] = short_name
) -> Callable[[Spot], Mapping[str, tuple[Any, int]]]:
    """A reader of values by short names, or by names that `read_name` judges, each with the line of its name."""

    def read(spot: Spot) -> Mapping[str, tuple[Any, int]]:
        named: dict[str, tuple[Any, int]] = {}
        for key, value_spot in spot.items():
            name, value = read_name(key), read_one(value_spot)
            if name in named:
                key.fault(FaultCode.DUPLICATE_KEY, key=name, first=named[name][1])
            elif name is not None and value is not None:
                named[name] = (value, key.line)
        return named

    return read


def check_catalogue(file: Given, faults: Faults) -> None:
    """Note what the catalogue and the devices refer to that isn't there."""
    units: Mapping[str, Given] = file.get("units", {})
    people: Mapping[str, Given] = file.get("people", {})
    for item in file.get("catalogue", {}).values():
        for unit, line in item.get("units", ()):
            if units and unit not in units:
                told = {"value": unit, "advice": advice(unit, list(units))}
                faults.add(FaultCode.UNKNOWN_UNIT, line=line, path=f"{item.path}.units", **told)
    for name, (_, line) in file.get("devices", {}).items():
        if people and name not in people:
            told = {"value": name, "advice": advice(name, list(people))}
            faults.add(FaultCode.UNKNOWN_PERSON, line=line, path="devices", **told)


def build_catalogue(file: Given, ids: Mapping[str, PersonId]) -> Catalogue:
    """What the file's own parts for it give; nothing can be ordered where it has none."""
    devices = {
        str(ids[name]): tuple(Device(model=one["model"], number=one.get("number", "")) for one in given)
        for name, (given, _) in file.get("devices", {}).items()
    }
    return Catalogue(
        items={name: _item(name, given) for name, given in file.get("catalogue", {}).items()},
        devices=devices,
        rules=_rules(file.get("orders")),
    )


def _item(name: str, given: Given) -> CatalogueItem:
    return CatalogueItem(
        id=name,
        kind=given["kind"],
        name=given["name"],
        price=given["price"],
        supplier=given.get("supplier", ""),
        units=frozenset(unit for unit, _ in given.get("units", ())),
        roles=frozenset(role for role, _ in given.get("roles", ())),
    )


def _rules(given: Given | None) -> OrderRules:
    usual = OrderRules()
    if given is None:
        return usual
    return OrderRules(
        approval_above=given.get("approval_above"),
        approval_days=given.get("approval_days", usual.approval_days),
        months_kept=given.get("months_kept", usual.months_kept),
        months_kept_unmade=given.get("months_kept_unmade", usual.months_kept_unmade),
    )
