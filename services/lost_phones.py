"""Use cases of a lost phone: report it, block it, find it (R4). The switchboard is told before anyone fills in a form.

Each call is authorised by the rule it calls, and is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policy.access import at_switchboard
from policy.errors import PolicyError
from policy.lost_phones import LostPhone, LostState, blocked, found, is_same_loss, missed, reached, reported
from policy.organisation import Municipality, PersonId
from policy.outgoing import Notification
from services.phone_orders import LONGEST_ID
from services.ports import Cases, Directory, Loaded, Place
from services.retrying import until_saved

LOST = "lost_phone"
"""The name of the lost phones among the outbox's sources."""
Settle = Callable[[LostPhone, Municipality], LostPhone]


@dataclass(frozen=True, slots=True, kw_only=True)
class LostPhoneService:
    """`deliver_soon` is called with a report's place once somebody is to be told of it."""

    phones: Cases[LostPhone]
    directory: Directory
    can_reach: Callable[[PersonId], Awaitable[bool]]
    deliver_soon: Callable[[Place], None]

    async def report(
        self, actor: PersonId, person: PersonId, *, devices: tuple[str, ...], turn: str, now: datetime
    ) -> LostPhone:
        """Report that the person's phone is lost; what is reported already is told once.

        Raises NotAllowed, or PolicyError `person.unknown`.
        """
        municipality = self.directory.municipality
        if person not in municipality.people:
            raise PolicyError("person.unknown", field="for_person")
        out_of_reach = [one for one in at_switchboard(municipality) if not await self.can_reach(one)]
        lost = reported(person, municipality, by=actor, turn=turn, devices=devices, out_of_reach=out_of_reach, now=now)

        async def attempt() -> LostPhone:
            known = [loaded.value for loaded in await self.phones.among(str(person))]
            same = next((one for one in known if one.id == lost.id or is_same_loss(one, now)), None)
            return same if same is not None else await self._save(None, lost)

        return await until_saved(attempt)

    async def block(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> LostPhone:
        """Note that it is blocked. Raises NotAllowed, or PolicyError `lost.gone`, `lost.too_late` (here and below)."""
        return await self._settle(place, lambda lost, town: blocked(lost, town, by=actor, turn=turn, now=now), turn)

    async def find(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> LostPhone:
        """Note that it was found before it was blocked."""
        return await self._settle(place, lambda lost, town: found(lost, town, by=actor, turn=turn, now=now), turn)

    async def open_of(self, person: PersonId) -> Place | None:
        """Where the person's own report is that still waits for the switchboard, the newest; None without one."""
        waiting = [one.value for one in await self.phones.among(str(person)) if one.value.state is LostState.REPORTED]
        newest = max(waiting, key=lambda lost: lost.reported_at, default=None)
        return None if newest is None else place_of_lost(newest)

    def sent(self, lost: LostPhone, notification: Notification, now: datetime) -> LostPhone:
        """The report after somebody was told (an outbox's `sent`)."""
        return reached(lost, self.directory.municipality, who=notification.to, now=now)

    def bounced(self, lost: LostPhone, notification: Notification, now: datetime) -> LostPhone:
        """The report after somebody couldn't be told (an outbox's `bounced`)."""
        return missed(lost, self.directory.municipality, who=notification.to, now=now)

    async def show(self, place: Place) -> LostPhone:
        """The report, to whoever has just tried to change it. Raises PolicyError `lost.gone`."""
        return (await self._load(place)).value

    async def export_of(self, person: PersonId) -> tuple[Mapping[str, Any], ...]:
        """What is stored of the person's lost phones, as plain JSON."""
        return tuple(
            {
                "reported_at": lost.reported_at.isoformat(),
                "devices": list(lost.devices),
                "number": lost.number,
                "state": lost.state.value,
                "settled_at": None if lost.settled_at is None else lost.settled_at.isoformat(),
                "kept_until": lost.kept_until.isoformat(),
            }
            for lost in [loaded.value for loaded in await self.phones.among(str(person))]
        )

    async def erase_of(self, person: PersonId) -> int:
        """Remove the reports that are seen to; one that still waits for the switchboard stays. Gives how many went."""
        settled = [one for one in await self.phones.among(str(person)) if one.value.state is not LostState.REPORTED]
        for loaded in settled:
            await self.phones.erase(loaded)
        return len(settled)

    async def _settle(self, place: Place, settle: Settle, turn: str) -> LostPhone:
        async def attempt() -> LostPhone:
            loaded = await self._load(place)
            if loaded.value.settled_in == turn:
                return loaded.value
            return await self._save(loaded, settle(loaded.value, self.directory.municipality))

        return await until_saved(attempt)

    async def _load(self, place: Place) -> Loaded[LostPhone]:
        if not all(0 < len(part) <= LONGEST_ID and part.isprintable() for part in (place.partition, place.id)):
            raise PolicyError("lost.gone")
        loaded = await self.phones.load(place)
        if loaded is None:
            raise PolicyError("lost.gone")
        return loaded

    async def _save(self, loaded: Loaded[LostPhone] | None, lost: LostPhone) -> LostPhone:
        saved = (await self.phones.save(loaded, lost)).value
        if saved.outgoing.unsent:
            self.deliver_soon(place_of_lost(saved))
        return saved


def place_of_lost(lost: LostPhone) -> Place:
    """Where a report is kept."""
    return Place(str(lost.person), lost.id)
