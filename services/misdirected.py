"""Use cases of misdirected calls: note one, take it back, and where to connect its caller now (S3).

Anyone may note a call; whoever did takes it back. Each call is safe to repeat.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from policy.directory_mends import has_caught_up
from policy.errors import PolicyError, PolicyErrors
from policy.ids import PersonId
from policy.mend_proposals import functions_at
from policy.misdirected import (
    MisdirectedCall,
    MisdirectedMatter,
    Whereabouts,
    called,
    caught_up,
    logged,
    most_named,
    passed,
    said_matter,
    scheduled,
    without_call,
    without_old,
)
from policy.misdirected_telling import told
from policy.organisation import Person
from policy.periods import as_utc
from services.misdirected_cases import MisdirectedDesk
from services.misdirected_places import PlaceMeant, place_meant
from services.ports import Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.sweeping import ALONE, sweep
from services.whom_to_connect import MOST_ANSWERS, Fallback, ToConnect, WhomToConnect

GONE = "misdirected.gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Where a caller is connected now: `answers` in order, or else `nearest`: what is only like the matter, and where
    earlier calls about it should have gone.
    """

    answers: tuple[ToConnect, ...] = ()
    nearest: tuple[ToConnect, ...] = ()
    fallback: Fallback


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNoted:
    """A call as it was noted, with the record it is in, and where its caller is connected now."""

    matter: str
    call: MisdirectedCall
    case: MisdirectedMatter
    onward: Onward


@dataclass(frozen=True, slots=True, kw_only=True)
class Misdirected:
    """Over the records of matters and what tells whom to connect."""

    desk: MisdirectedDesk
    whom: WhomToConnect

    async def log(
        self,
        actor: PersonId,
        matter: str,
        *,
        landed: str = "",
        right_place: str = "",
        replacing: tuple[str, str] | None = None,
        turn: str,
        now: datetime,
    ) -> CallNoted:
        """Note a call: what it was about, where it landed, where it should have gone.

        A place is the id of a group, a unit or a person, or what it was called. `replacing` is the record and the call
        that this one takes the place of. Raises PolicyErrors with every fault at its field.
        """
        said, place, meant = self._read(actor, matter, landed, right_place)
        call = MisdirectedCall(id=call_id_of(actor, turn), at=as_utc(now), by=actor, landed=place, right=meant.place)
        case_id, old_id = replacing if replacing is not None else ("", "")

        def step(before: MisdirectedMatter) -> MisdirectedMatter:
            # One that takes another's place in the same record doesn't count twice in between.
            in_place = before.id == case_id and before.find(old_id) is not None
            return logged(without_call(before, old_id, by=actor) if in_place else before, call, said)

        case = await self.desk.change_matter(said, step, turn=turn, now=now)
        if case_id and case.id != case_id:
            try:
                await self._take_back(actor, case_id, old_id, turn=turn, now=now)
            except PolicyError as fault:
                # The same turn, once more, has nothing left to take back.
                if fault.code != GONE:
                    raise
        onward = await self._onward(actor, case, call, is_sure=meant.is_sure, now=now)
        return CallNoted(matter=said, call=call, case=case, onward=onward)

    async def undo(self, actor: PersonId, case_id: str, call_id: str, *, turn: str, now: datetime) -> str:
        """Take back a call that was noted by mistake; gives its matter. Raises NotAllowed or `misdirected.gone`."""
        return (await self._take_back(actor, case_id, call_id, turn=turn, now=now)).matter

    async def noted(self, actor: PersonId, case_id: str, call_id: str) -> tuple[str, MisdirectedCall]:
        """A call that the actor has noted, and its matter. Raises PolicyError `misdirected.gone`, for another's too."""
        case = (await self.desk.find(case_id)).value
        call = case.find(call_id)
        if call is None or call.by != actor:
            raise PolicyError("misdirected.gone")
        return case.matter, call

    def is_unclear(self, actor: PersonId, place: str) -> bool:
        """Whether what a place is called may be several."""
        directory = self.desk.directory
        return bool(place_meant(directory, place, directory.municipality.people.get(actor)).several)

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Let go of old calls, and of mends that the directory itself has by now; gives how many were looked at."""
        return await sweep(
            self.desk.cases.steps_due(now), lambda place: self._look(place, now), what="misdirected", hold=hold
        )

    async def _look(self, place: Place, now: datetime) -> None:
        base, municipality = self.desk.directory.base.municipality, self.desk.directory.municipality

        async def attempt() -> bool:
            loaded = await self.desk.cases.load(place)
            if loaded is None:
                return False
            before, terms = loaded.value, municipality.switchboard
            after = caught_up(without_old(before, terms, now), lambda mend: has_caught_up(base, mend, municipality))
            after = told(before, passed(after, now), municipality, turn=f"{before.id}:{now.isoformat()}", now=now)
            await self.desk.save(loaded, scheduled(after, terms, now))
            return after.mends != before.mends

        if await until_saved(attempt):
            await self.desk.directory.refresh(now=now)

    async def _take_back(
        self, actor: PersonId, case_id: str, call_id: str, *, turn: str, now: datetime
    ) -> MisdirectedMatter:
        return await self.desk.change(
            case_id, lambda before: without_call(before, call_id, by=actor), turn=turn, now=now
        )

    def _read(self, actor: PersonId, matter: str, landed: str, right_place: str) -> tuple[str, Whereabouts, PlaceMeant]:
        """The matter, where the call landed, which may stay in words, and its right place, which is asked for."""
        near, found, said = self.desk.directory.municipality.people.get(actor), [], ""
        try:
            said = said_matter(matter)
        except PolicyError as fault:
            found.append(fault)
        right = place_meant(self.desk.directory, right_place, near)
        if right.several:
            found.append(PolicyError("misdirected.which", field="place", params={"names": ", ".join(right.several)}))
        if found:
            raise PolicyErrors(found)
        return said, self._landed(landed, near), right

    def _landed(self, text: str, near: Person | None) -> Whereabouts:
        meant = place_meant(self.desk.directory, text, near)
        return called(text) if meant.several else meant.place

    async def _onward(
        self, actor: PersonId, case: MisdirectedMatter, call: MisdirectedCall, *, is_sure: bool, now: datetime
    ) -> Onward:
        """By the place that was said, as a perhaps where it is not sure; else by what the directory says of the matter,
        but for where it landed.
        """
        asked = await self.whom.ask(case.matter, viewer=actor, now=now)
        there = await self._at(actor, case.matter, call.right, now=now)
        if there and not is_sure:
            return Onward(nearest=there, fallback=asked.fallback)
        if there:
            return Onward(answers=there, fallback=asked.fallback)
        landed = frozenset(functions_at(self.desk.directory.municipality, call.landed))
        answers = tuple(one for one in asked.answers if one.function not in landed)
        if answers:
            return Onward(answers=answers, fallback=asked.fallback)
        named = most_named([one.right for one in case.calls])
        before = await self._at(actor, case.matter, named[0][0], now=now) if named else ()
        near = {one.function: one for one in (*asked.nearest, *before) if one.function not in landed}
        return Onward(nearest=tuple(near.values()), fallback=asked.fallback)

    async def _at(self, actor: PersonId, matter: str, place: Whereabouts, *, now: datetime) -> tuple[ToConnect, ...]:
        """The functions of a place as they stand now."""
        functions = functions_at(self.desk.directory.municipality, place)[:MOST_ANSWERS]
        return tuple([await self.whom.ask_about(one.id, matter, viewer=actor, now=now) for one in functions])


def call_id_of(actor: PersonId, turn: str) -> str:
    """The id of the call that a turn notes; what a turn is called is its own in one chat alone."""
    return blake2b(f"{actor} {turn}".encode(), digest_size=12).hexdigest()
