"""Owns how the answers to whom a caller is connected to are put together."""

from __future__ import annotations

from dataclasses import dataclass

from assembly.covering import Covering
from assembly.ground import Ground
from bot.connecting_routes import ConnectingServices
from services.live_presence import LivePresence
from services.whom_to_connect import WhomToConnect


@dataclass(frozen=True, slots=True, kw_only=True)
class Connecting:
    """What it brings: use cases."""

    services: ConnectingServices


def connecting(ground: Ground, covers: Covering) -> Connecting:
    """Them, over that ground and the watch over coverage."""
    presence = LivePresence(source=ground.reaches.presence)
    whom = WhomToConnect(facts=covers.facts, books=ground.books, directory=ground.directory, presence=presence)
    return Connecting(services=ConnectingServices(whom=whom))
