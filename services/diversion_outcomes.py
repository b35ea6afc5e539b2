"""Owns what the diversion's use cases are asked and what they give: plain values, no behaviour, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policy.availability import Absence, Availability
from policy.diversions import Diversion, Proposal
from policy.organisation import Person
from policy.placement import Displaced
from services.coverage_outcomes import Foreseen
from services.effect_following import NOTHING_FOLLOWS, Follow


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDiversion:
    """What someone asks for. `replaces` names the diversion that this is a changed form of.

    `seen` is the person's yes to what it displaces: the `to_be_seen` of the outcome that showed it. If something else
    would be displaced by now, that is shown anew.
    """

    proposal: Proposal
    replaces: str | None = None
    continues: bool = False
    """Whether only a new return was given: a diversion that runs then keeps its reason and gets this end. Without an
    end it is a word of its own, because the reason that runs may not be one that goes without (A3)."""
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionSet:
    """The diversion stands (`saved`), or waits for a yes to what it would displace (not `saved`)."""

    saved: bool
    change_id: str
    person: Person
    diversion: Diversion
    back_at: datetime | None
    displaced: tuple[Displaced, ...]
    to_be_seen: str
    """Names what is displaced and what gaps are opened, for `SetDiversion.seen`."""
    told: Availability
    """What the switchboard says of the person while it is in force."""
    stand_in_away: Absence | None = None
    """Set when the colleague who is to answer is away during it."""
    opens: tuple[Foreseen, ...] = ()
    """The gaps in phone hours that it opens or widens (M2)."""
    may_have_promised: bool = False
    """Whether promises of the person's to call back may fall due during it (S7)."""
    follow: Follow = NOTHING_FOLLOWS
    """What else it sets, here and below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionEnded:
    """The diversion that went, and what others are told now.

    `diversion` None: it had ended already, and what it had left standing elsewhere until the return has been ended.
    """

    change_id: str
    person: Person
    diversion: Diversion | None
    told: Availability
    follow: Follow = NOTHING_FOLLOWS


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUndone:
    """What others are told now that the change is undone."""

    person: Person
    told: Availability
    follow: Follow = NOTHING_FOLLOWS


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A diversion in a person's own list, with its return time."""

    diversion: Diversion
    back_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A person's own diversions: the one that runs, and those to come."""

    person: Person
    running: Listed | None
    upcoming: tuple[Listed, ...]
    told: Availability
    changed_by: str = ""
    """The turn that changed them last, if whoever asks did that and it can be undone."""
