"""Use cases of who can't be reached: administrators see them all and ask for another try, leaders see their own line.

Nobody else is told anything of it, and nobody is told what waits for whom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from policy.access import require_role
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId, UnitId
from policy.leadership import line_of
from policy.organisation import Role
from policy.reach_reasons import Reason, still_reason, to_be_reached
from policy.reachability import Reachability, ReachState, asked_again
from services.ports import Cases, Directory
from services.reachability import Reaching, reach_place
from services.retrying import until_saved

AGAIN_WITH_ALL = frozenset({ReachState.UNMET, ReachState.ASKED, ReachState.INSTALLED, ReachState.REFUSED})
"""Whom *Försök med alla* is about: who has said no is asked for by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfReach:
    """Somebody who can't be reached, how that stands, and what makes them one to be reached."""

    known: Reachability
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachSeen:
    """Those who can't be reached, by name, and how many are to be. `installs`: whether the app can be installed."""

    out: tuple[OutOfReach, ...]
    wanted: int
    installs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachList:
    """Shows and tries. `start_step` is called with whom an administrator has asked for, right after that is saved."""

    reaching: Reaching
    start_step: Callable[[PersonId], None]

    @property
    def _cases(self) -> Cases[Reachability]:
        return self.reaching.cases

    @property
    def _directory(self) -> Directory:
        return self.reaching.directory

    async def seen_by(self, actor: PersonId, *, now: datetime) -> ReachSeen:
        """Everyone who is to be reached and can't be, for an administrator; raises NotAllowed."""
        municipality = self._directory.municipality
        require_role(municipality, actor, Role.ADMINISTRATOR)
        found = []
        for loaded in await self._cases.among(is_out=1):
            reason = still_reason(municipality, loaded.value, now=now)
            if reason is not None:
                found.append(OutOfReach(known=loaded.value, reason=reason))
        found.sort(key=lambda one: (municipality.people[one.known.person].name, one.known.person))
        wanted = {*to_be_reached(municipality), *(one.known.person for one in found)}
        return ReachSeen(out=tuple(found), wanted=len(wanted), installs=self.reaching.installer is not None)

    async def try_again(self, actor: PersonId, person: PersonId, *, now: datetime) -> Reachability:
        """Ask for the app to be installed for a person, whatever they said before; gives how it stands now.

        Raises NotAllowed, PolicyError `reach.cannot_install`, `reach.gone`, or `store.busy`.
        """
        self._require_installing(actor)

        async def attempt() -> Reachability:
            loaded = await self._cases.load(reach_place(person))
            if loaded is None or person not in self._directory.municipality.people:
                raise PolicyError("reach.gone")
            if not loaded.value.is_out:
                return loaded.value
            return (await self._cases.save(loaded, asked_again(loaded.value, actor, now=now))).value

        asked = await until_saved(attempt)
        if asked.is_out:
            self.start_step(person)
        return asked

    async def try_all(self, actor: PersonId, *, now: datetime) -> int:
        """The same for everyone who hasn't said no; gives how many. Raises as `try_again` does."""
        self._require_installing(actor)
        seen = await self.seen_by(actor, now=now)
        chosen = [one.known.person for one in seen.out if one.known.state in AGAIN_WITH_ALL]
        for person in chosen:
            await self.try_again(actor, person, now=now)
        return len(chosen)

    async def leaders_without_chat(self, actor: PersonId, unit: UnitId) -> tuple[PersonId, ...]:
        """Those of the unit's own manager and deputies whom the bot can't reach, but for the actor, who leads it.

        Raises NotAllowed `units.not_yours`, or PolicyError `units.gone`.
        """
        municipality = self._directory.municipality
        known = municipality.units.get(unit)
        if known is None:
            raise PolicyError("units.gone")
        if actor not in line_of(municipality, unit):
            raise NotAllowed("units.not_yours", params={"unit": known.name})
        leaders = dict.fromkeys(one for one in (known.manager, *known.deputies) if one not in (None, actor))
        here = [one for one in leaders if one is not None and one in municipality.people]
        return tuple([one for one in here if not await self.reaching.messenger.can_reach(one)])

    def _require_installing(self, actor: PersonId) -> None:
        require_role(self._directory.municipality, actor, Role.ADMINISTRATOR)
        if self.reaching.installer is None:
            raise PolicyError("reach.cannot_install")
