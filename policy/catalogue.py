"""Owns what can be ordered from the municipality, for whom and at what price, and the phones that are handed out.

It comes from the municipality file. Ids of people and units are texts here: the municipality itself holds a catalogue,
so this module must not know the municipality.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ItemKind(StrEnum):
    """What a thing in the catalogue is; a subscription is no thing, but is ordered as one (V2, V3)."""

    PHONE = "phone"
    HEADSET = "headset"
    ACCESSORY = "accessory"
    SUBSCRIPTION = "subscription"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """One thing that can be ordered. `price` is in whole kronor; `supplier` is what the supplier calls it.

    `units` and `roles` say who may have it: anyone in one of the units or below it, or with one of the roles. Where
    both are empty everyone may.
    """

    id: str
    kind: ItemKind
    name: str
    price: int
    supplier: str = ""
    units: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def is_for(self, units: Collection[str], roles: Collection[str]) -> bool:
        """Whether someone in these units (their own and those above it), with these roles, may have it."""
        if not self.units and not self.roles:
            return True
        return not self.units.isdisjoint(units) or not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A phone of the municipality's that someone has (R1); `number` is E.164, or empty."""

    model: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """What the municipality decides of orders: above which price a second manager approves, how long is what."""

    approval_above: int | None = None
    approval_days: int = 2
    """Working days within which an approval is to be given; then it is asked for again, and then of someone else."""
    months_kept: int = 24
    """How long an order that was delivered is kept: it is a record of the accounts."""
    months_kept_unmade: int = 3
    """How long an order is kept that was rejected or cancelled, and a lost phone that was seen to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that can be ordered, by id; and the phones that people have, by person."""

    items: Mapping[str, CatalogueItem] = field(default_factory=dict)
    devices: Mapping[str, tuple[Device, ...]] = field(default_factory=dict)
    rules: OrderRules = field(default_factory=OrderRules)


NOTHING_TO_ORDER = Catalogue()
"""The catalogue of a municipality whose file has none."""
