"""Imported before everything else of ours, this keeps the garbage collector away from what the others load.

All of that stays; going through it over and over as it grows takes a tenth of a start.
"""

from __future__ import annotations

from bot.wire.collection import collect_seldom

collect_seldom()
