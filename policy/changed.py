"""Owns a mapping that is another with a few entries otherwise, without a copy of it.

A municipality of a million people differs from the one before by somebody who has come or gone; that is all it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
G = TypeVar("G")
E = TypeVar("E")


class Changed(Mapping[K, V]):
    """`below` without those that are `gone`, and with `changed` in their places or after all others.

    Over one that is changed already it is one change: `below` is never one itself.
    """

    __slots__ = ("_length", "below", "changed", "gone")

    gone: frozenset[K]

    def __init__(self, below: Mapping[K, V], changed: Mapping[K, V], gone: Collection[K] = ()) -> None:
        before = below if isinstance(below, Changed) else None
        self.below: Mapping[K, V] = below if before is None else before.below
        kept = {} if before is None else {key: value for key, value in before.changed.items() if key not in gone}
        self.changed: Mapping[K, V] = {**kept, **changed}
        gone_before: frozenset[K] = frozenset() if before is None else before.gone
        self.gone = frozenset(key for key in gone_before.union(gone) if key in self.below and key not in self.changed)
        new = sum(key not in self.below for key in self.changed)
        self._length = len(self.below) - len(self.gone) + new

    def __getitem__(self, key: K) -> V:
        if key in self.changed:
            return self.changed[key]
        if key in self.gone:
            raise KeyError(key)
        return self.below[key]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[K]:
        return (key for key, _ in self._pairs())

    def __repr__(self) -> str:
        return f"Changed({self.changed!r}, gone={set(self.gone)!r}, over {len(self.below)})"

    def items(self) -> ItemsView[K, V]:
        """Each key with its value, as a dict gives them."""
        return _Items(self)

    def values(self) -> ValuesView[V]:
        """Each value, as a dict gives them."""
        return _Values(self)

    def _pairs(self) -> Iterator[tuple[K, V]]:
        changed, gone, below = self.changed, self.gone, self.below
        for key, value in below.items():
            if key in changed:
                yield key, changed[key]
            elif key not in gone:
                yield key, value
        for key, value in changed.items():
            if key not in below:
                yield key, value


class _Items(ItemsView[K, V], Generic[K, V]):
    """One walk through both mappings, without looking each key up."""

    _mapping: Changed[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._pairs()


class _Values(ValuesView[V], Generic[K, V]):
    """The same of the values alone."""

    _mapping: Changed[K, V]

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._mapping._pairs())


def regrouped(
    before: Mapping[G, tuple[E, ...]],
    now: Changed[K, V],
    *,
    groups_of: Callable[[V], Collection[G]],
    key_of: Callable[[E], K],
    entry_of: Callable[[V], E],
) -> Mapping[G, tuple[E, ...]]:
    """What is below by group, `before`, as it is `now`: only the groups of what is changed are gone through."""
    touched = {group for value in now.changed.values() for group in groups_of(value)}
    touched.update(
        group for key in (*now.gone, *now.changed) if key in now.below for group in groups_of(now.below[key])
    )
    regrouped: dict[G, tuple[E, ...]] = {}
    for group in touched:
        stays: dict[K, E] = {}
        for entry in before.get(group, ()):
            key = key_of(entry)
            if key not in now.gone and (key not in now.changed or group in groups_of(now.changed[key])):
                stays[key] = entry_of(now.changed[key]) if key in now.changed else entry
        for key, value in now.changed.items():
            if group in groups_of(value):
                stays.setdefault(key, entry_of(value))
        regrouped[group] = tuple(stays.values())
    empty = [group for group, entries in regrouped.items() if not entries]
    return Changed(before, {group: entries for group, entries in regrouped.items() if entries}, empty)
