"""Use cases of the notice to the switchboard: tell, change, take back, receive (M3), and what time brings about.

Everyone is authorised here or by the step that is called. The notice is saved first; what follows from it in answer
groups' books and in the directory comes after, and a sweep completes what was cut off in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from policy.access import has_role, require_role
from policy.announced import has_caught_up, is_announced, notice_of
from policy.errors import PolicyError, PolicyErrors
from policy.ids import PersonId
from policy.leadership import units_led
from policy.notice_rules import faults, may_see_notice, require_leader, require_whom
from policy.notice_steps import (
    carried_out,
    in_force,
    is_due_in_force,
    looked_after,
    received,
    reminded,
    require_change,
    revised,
    scheduled,
    sent,
    withdrawn,
)
from policy.notice_telling import told
from policy.notice_times import overdue_at
from policy.notices import Notice, NoticeContent, NoticeKind
from policy.organisation import Municipality, Role
from policy.periods import as_utc
from services.effective_directory import EffectiveDirectory
from services.group_changes import GroupChanges, groups_of
from services.ports import NOTICES, Cases, Loaded, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep

SOURCE = "notice"
"""The name of the notices among the outbox's sources."""
LONGEST_ID = 64
MOST_UNITS_ASKED_FOR = 12
Step = Callable[[Notice, Municipality], Notice]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeService:
    """`deliver_soon` is called with a notice's place once something to be told of it is saved."""

    notices: Cases[Notice]
    changes: GroupChanges
    directory: EffectiveDirectory
    deliver_soon: Callable[[Place], None]

    async def send(self, actor: PersonId, content: NoticeContent, *, turn: str, now: datetime) -> Notice:
        """Tell the switchboard. Raises PolicyErrors with every fault at its field, NotAllowed, or PolicyError."""
        municipality = self.directory.municipality
        self.require_sendable(actor, content, now=now)
        made = sent(content, municipality, notice_id=notice_id_of(actor, turn), by=actor, turn=turn, now=now)

        async def attempt() -> Notice:
            before = await self.notices.load(place_of(made))
            if before is not None:
                return before.value
            return await self._save(None, told(None, made, municipality, turn=turn, now=now, actor=actor))

        return await self._finished(await until_saved(attempt), now=now)

    async def done_before(self, actor: PersonId, place: Place | None, *, turn: str, now: datetime) -> Notice | None:
        """The notice that this very turn has sent already, or has changed where a place is given; None otherwise.

        A turn that comes once more would else be told that what it wants holds already.
        """
        loaded = await self.notices.load(place or Place(NOTICES, notice_id_of(actor, turn)))
        if loaded is None or turn not in loaded.value.turns:
            return None
        return await self._finished(loaded.value, now=now)

    async def revise(
        self, actor: PersonId, place: Place, content: NoticeContent, *, turn: str, now: datetime
    ) -> Notice:
        """Change it before it holds; it is to be received anew. Raises as `send`, or PolicyError `notice.gone`."""
        self.require_sendable(actor, content, now=now)
        return await self._step(
            actor,
            place,
            lambda one, town: revised(one, content, town, by=actor, turn=turn, now=now),
            turn=turn,
            now=now,
        )

    async def withdraw(self, actor: PersonId, place: Place, *, turn: str, now: datetime) -> Notice:
        """Take it back, while that can be done. Raises NotAllowed or PolicyError."""
        return await self._step(
            actor, place, lambda one, town: withdrawn(one, town, by=actor, turn=turn, now=now), turn=turn, now=now
        )

    async def receive(
        self, actor: PersonId, place: Place, *, turn: str, now: datetime, elsewhere: bool = False
    ) -> Notice:
        """Receive it, for the switchboard. Raises NotAllowed, or PolicyError where somebody else came first.

        `elsewhere`: it was done on another card than the notice's own, which is then to be changed too.
        """
        return await self._step(
            actor,
            place,
            lambda one, town: received(one, town, by=actor, turn=turn, now=now),
            turn=turn,
            now=now,
            elsewhere=elsewhere,
        )

    async def show(self, actor: PersonId, place: Place) -> Notice:
        """The notice, to whom it concerns. Raises PolicyError `notice.gone`, to everyone else too."""
        return (await self._load(actor, place)).value

    async def to_change(self, actor: PersonId, place: Place) -> Notice:
        """The notice, to whoever may change it now. Raises NotAllowed or PolicyError."""
        notice = await self.show(actor, place)
        require_change(notice, self.directory.municipality, actor)
        return notice

    def require_sendable(self, actor: PersonId, content: NoticeContent, *, now: datetime) -> None:
        """Return if the actor may tell it. Raises NotAllowed, or PolicyErrors with every fault at its field."""
        municipality = self.directory.municipality
        require_leader(municipality, actor, content.unit)
        require_whom(municipality, content)
        found = faults(content, municipality, today=municipality.calendar.local(now).date())
        if found:
            raise PolicyErrors(found)

    async def of_leader(self, actor: PersonId) -> Sequence[Notice]:
        """Those that the actor has sent, and those of the units that they lead; the next to take effect first."""
        led = units_led(self.directory.municipality, actor)
        if len(led) <= MOST_UNITS_ASKED_FOR:
            found = [one for unit in led for one in await self.notices.among(NOTICES, unit=str(unit))]
            found += await self.notices.among(NOTICES, made_by=str(actor))
        else:
            found = list(await self.notices.among(NOTICES))
        mine = {one.value.id: one.value for one in found if one.value.made_by == actor or one.value.content.unit in led}
        return sorted(mine.values(), key=lambda one: (not one.is_open, one.content.effective_on, one.id))

    async def of_switchboard(self, actor: PersonId) -> Sequence[Notice]:
        """Those that wait for receipt, the next to take effect first, then those received. Raises NotAllowed."""
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        found = [one.value for one in await self.notices.among(NOTICES, is_open=1)]
        return sorted(found, key=lambda one: (not one.awaits_receipt, one.content.effective_on, one.id))

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Do what is due: complete, remind, put in force, let go; gives how many were looked at."""
        return await sweep(self.notices.steps_due(now), lambda place: self._look(place, now), what="notices", hold=hold)

    async def _look(self, place: Place, now: datetime) -> None:
        async def attempt() -> Notice | None:
            loaded = await self.notices.load(place)
            if loaded is None:
                return None
            after = self._as_time_has_it(loaded.value, now)
            return loaded.value if after == loaded.value else await self._save(loaded, after)

        notice = await until_saved(attempt)
        if notice is None:
            return
        if not notice.carried_out:
            await self._finished(notice, now=now)
        elif notice.touches_people and notice.in_force_at == as_utc(now):
            await self._without_announcement(notice)
            await self._in_sight(notice, now=now)

    def _as_time_has_it(self, notice: Notice, now: datetime) -> Notice:
        municipality = self.directory.municipality
        calendar, on = municipality.calendar, notice.content.effective_on
        if is_due_in_force(notice, calendar, now):
            after = in_force(notice, calendar, now=now)
            return told(notice, after, municipality, turn=f"{notice.id}:in_force", now=now)
        waits = notice.awaits_receipt and notice.reminded_at is None
        if waits and overdue_at(calendar, notice.made_at, on) <= now:
            after = reminded(notice, calendar, now=now)
            return told(notice, after, municipality, turn=f"{notice.id}:{len(notice.turns)}:overdue", now=now)
        if notice.in_force_at is not None and notice.touches_people and notice.carried_out:
            is_due = notice.next_step_at is not None and notice.next_step_at <= as_utc(now)
            known = has_caught_up(self.directory.base.municipality, notice)
            return looked_after(notice, calendar, caught_up=known, now=now) if is_due else notice
        return scheduled(notice, calendar)

    async def _step(
        self, actor: PersonId, place: Place, step: Step, *, turn: str, now: datetime, elsewhere: bool = False
    ) -> Notice:
        answered = None if elsewhere else actor

        async def attempt() -> Notice:
            loaded = await self._load(actor, place)
            before, municipality = loaded.value, self.directory.municipality
            if turn in before.turns:
                return before
            after = step(before, municipality)
            return await self._save(loaded, told(before, after, municipality, turn=turn, now=now, actor=answered))

        return await self._finished(await until_saved(attempt), now=now)

    async def _finished(self, notice: Notice, *, now: datetime) -> Notice:
        """The notice once what follows from it is done, all of it: until then a sweep begins anew with it."""
        if notice.carried_out:
            return notice
        await self.changes.carry_out(notice, groups_of(notice, self.directory.municipality), now=now)
        await self._in_sight(notice, now=now)

        async def attempt() -> Notice:
            loaded = await self.notices.load(place_of(notice))
            if loaded is None or loaded.value.turns != notice.turns:
                # Somebody has changed it since: what follows from that is theirs to do.
                return notice if loaded is None else loaded.value
            done = carried_out(loaded.value, self.directory.municipality.calendar)
            return (await self.notices.save(loaded, done)).value

        return await until_saved(attempt)

    async def _without_announcement(self, notice: Notice) -> None:
        """Who leaves without ever having come into the directory is announced no more either."""
        person = notice.content.person
        if notice.content.kind is not NoticeKind.LEAVING or person is None or not is_announced(person):
            return

        async def attempt() -> None:
            loaded = await self.notices.load(Place(NOTICES, notice_of(person)))
            if loaded is not None and not loaded.value.caught_up:
                over = looked_after(
                    loaded.value, self.directory.municipality.calendar, caught_up=True, now=notice.made_at
                )
                await self.notices.save(loaded, over)

        await until_saved(attempt)

    async def _in_sight(self, notice: Notice, *, now: datetime) -> None:
        """Have the directory show it, and look at the coverage that it touches."""
        await self.directory.refresh(now=now)
        await self.changes.look(groups_of(notice, self.directory.municipality), now=now)

    async def _load(self, actor: PersonId, place: Place) -> Loaded[Notice]:
        """The notice at a place that came with a button, which anyone can make up."""
        sound = place.partition == NOTICES and 0 < len(place.id) <= LONGEST_ID and place.id.isprintable()
        loaded = await self.notices.load(place) if sound else None
        municipality = self.directory.municipality
        at_switchboard = has_role(municipality, actor, Role.SWITCHBOARD)
        if loaded is None or not may_see_notice(municipality, actor, loaded.value, at_switchboard=at_switchboard):
            raise PolicyError("notice.gone")
        return loaded

    async def _save(self, loaded: Loaded[Notice] | None, notice: Notice) -> Notice:
        saved = (await self.notices.save(loaded, notice)).value
        if saved.outgoing.unsent:
            self.deliver_soon(place_of(saved))
        return saved


def place_of(notice: Notice) -> Place:
    """Where a notice is kept."""
    return Place(NOTICES, notice.id)


def notice_id_of(actor: PersonId, turn: str) -> str:
    """The id of the notice that a turn makes; what a turn is called is its own in one chat alone."""
    return blake2b(f"{actor} {turn}".encode(), digest_size=12).hexdigest()
