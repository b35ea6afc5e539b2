"""Owns how the garbage collector is set: while everything is loaded, and once it is."""

from __future__ import annotations

import gc

THRESHOLDS = (20_000, 50, 100)
"""A turn leaves little behind that only the collector can free; Python's own 700 has it look 30 times as often."""


def collect_seldom() -> None:
    """Have the collector look seldom."""
    gc.set_threshold(*THRESHOLDS)


def settle_heap() -> None:
    """Take what is loaded out of the collector's sight; call once, when the process is about to serve.

    A full collection walks every module and table otherwise, and the turn that meets it waits some 50 ms. There is none
    first: it takes a tenth of a second, and of all that is loaded ten objects are garbage.
    """
    gc.freeze()
    collect_seldom()
