"""Use case of what people keep about themselves: it is looked at when its time has come, and asked about when it must.

A question keeps quiet until its reader works; whom the bot can't reach is not asked. What is kept, when it is looked
at and what is wanting is each subject's own (`services.greeting_upkeep`, `services.details_upkeep`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from policy.organisation import Municipality, Person, PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import as_utc
from services.ports import Cases, Directory, Messenger, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

OUT_OF_REACH = timedelta(days=1)
"""When to look again at someone whom the bot can't reach now."""


class Kept(Protocol):
    """A case that a person keeps about themselves: a dataclass."""

    @property
    def person(self) -> PersonId:
        """Whose it is."""

    @property
    def look_again_at(self) -> datetime | None:
        """When time is to be seen to."""

    @property
    def outgoing(self) -> Outgoing:
        """What is still to be told about it."""


KeptT = TypeVar("KeptT", bound=Kept)
LookedAtT_contra = TypeVar("LookedAtT_contra", bound=Kept, contravariant=True)


class Decide(Protocol[KeptT]):
    """A rule of the subject's policy: the case, given the person as the directory has them, and the instant."""

    def __call__(self, municipality: Municipality, person: Person, kept: KeptT, /, *, now: datetime) -> KeptT:
        """The case as it is after the rule."""


class IsDue(Protocol[LookedAtT_contra]):
    """Whether the person is to be asked now."""

    def __call__(self, municipality: Municipality, person: Person, kept: LookedAtT_contra, /, *, now: datetime) -> bool:
        """True if so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Generic[KeptT]):
    """What a subject decides. `concerns`: who keeps it at all; `begun`: how it begins for someone new to the bot."""

    source: str
    wanted: str
    """The code of the question."""
    place: Callable[[PersonId], Place]
    concerns: Callable[[Person], bool]
    begun: Callable[[PersonId, datetime], KeptT]
    looked_at: Decide[KeptT]
    question_is_due: IsDue[KeptT]
    asked: Decide[KeptT]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingUp(Generic[KeptT]):
    """Looks at cases when their time has come, and at people as they are now in the directory."""

    subject: Subject[KeptT]
    cases: Cases[KeptT]
    directory: Directory
    messenger: Messenger

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Look at every case whose time has come; gives how many."""
        due = self.cases.steps_due(now)
        return await sweep(due, lambda place: self._look_there(place, now), what=self.subject.source, hold=hold)

    async def review(self, person: Person, *, now: datetime) -> None:
        """Look at one person as the directory has them: new to the bot, or changed; raises PolicyError `store.busy`."""
        if self.subject.concerns(person):
            await until_saved(lambda: self._look_at(person, now))

    async def _look_there(self, place: Place, now: datetime) -> None:
        loaded = await self.cases.load(place)
        if loaded is None:
            return
        person = self.directory.municipality.people.get(loaded.value.person)
        if person is not None:
            await until_saved(lambda: self._look_at(person, now))
        elif not loaded.value.outgoing.unsent and is_gone(loaded.value.look_again_at, now=now):
            await self.cases.erase(loaded)

    async def _look_at(self, person: Person, now: datetime) -> None:
        municipality, subject = self.directory.municipality, self.subject
        loaded = await self.cases.load(subject.place(person.id))
        if loaded is None and not await self.messenger.can_reach(person.id):
            return
        before = subject.begun(person.id, as_utc(now)) if loaded is None else loaded.value
        after = subject.looked_at(municipality, person, before, now=now)
        if subject.question_is_due(municipality, person, before, now=now):
            after = await self._asked(person, before, now)
        if loaded is None or after != before:
            await self.cases.save(loaded, after)

    async def _asked(self, person: Person, kept: KeptT, now: datetime) -> KeptT:
        """With the question on its way, or put off while the bot has no way to the person."""
        municipality, subject = self.directory.municipality, self.subject
        if not await self.messenger.can_reach(person.id):
            return _with(kept, look_again_at=as_utc(now) + OUT_OF_REACH)
        noted = subject.asked(municipality, person, kept, now=now)
        question = Notification(
            id=f"{subject.wanted}:{as_utc(now).isoformat()}",
            to=person.id,
            code=subject.wanted,
            made_at=as_utc(now),
            due_at=as_utc(now),
            waits=True,
        )
        noted = _with(noted, outgoing=noted.outgoing.calling_off(subject.wanted).adding(question))
        return subject.looked_at(municipality, person, noted, now=now)


def _with(kept: KeptT, **changed: object) -> KeptT:
    changeable: Any = kept
    after: KeptT = replace(changeable, **changed)
    return after
