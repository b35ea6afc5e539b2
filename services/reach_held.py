"""Owns what is held about a person of how they can be reached: told to them, and let go of."""

from __future__ import annotations

from policy.reachability import Reachability
from services.ports import Cases
from services.privacy_subjects import OneDocument
from services.reachability import reach_place

OF_OTHERS = frozenset({"asked_by", "waiting"})
"""Which administrator asked, and where what waits is kept: what that says is told by its own subject."""


def reach_held(cases: Cases[Reachability]) -> OneDocument:
    """How the person can be reached. Forgetting it installs nothing: whoever asks in chat is reached there."""
    return OneDocument(cases, reach_place, "reach", OF_OTHERS)
