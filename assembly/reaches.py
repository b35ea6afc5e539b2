"""Owns the list of what the product reaches beside Teams itself. It works in full without any of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.wire.meetings import TeamsAddress
from services.calendar_ports import CalendarReach
from services.effect_carrying import Ended
from services.effect_ports import EffectCarrier
from services.install_ports import AppInstaller
from services.pbx_ports import PbxClient
from services.presence_ports import PresenceSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaches:
    """What it has got; None, or nothing, where it hasn't."""

    carriers: tuple[EffectCarrier, ...] = ()
    """What sets elsewhere what a diversion also sets."""
    carried: Ended = lambda _kind, _outcome: None
    """Told how each attempt of those went."""
    presence: PresenceSource | None = None
    """What tells how people stand in Teams."""
    pbx: PbxClient | None = None
    """The way to the telephone exchange; it becomes one of the carriers once there is a store for what it was told."""
    calendars: CalendarReach | None = None
    """Where people's calendars are, free or busy."""
    directory_in_use: Callable[[], None] | None = None
    """What takes another edition of the directory, soon, where that comes from Microsoft 365."""
    installer: AppInstaller | None = None
    """What installs the app for people who never opened it."""
    teams: TeamsAddress = field(default_factory=TeamsAddress, compare=False)
    """Where a chat is reached that no activity has come from."""


TEAMS_ALONE = Reaches()
"""Nothing but Teams."""
