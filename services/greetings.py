"""Use cases of the voicemail greeting: note what was recorded, draft what to say, and note what a test call found.

It must not know a word that a person reads. Each call is authorised here: a greeting is its owner's business, and only
the switchboard notes test calls. Each is safe to repeat: what it does is known by its turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.access import require_known, require_role
from policy.diversions import Diversion, DiversionBook
from policy.errors import PolicyError
from policy.greeting_questions import FAR_AHEAD, SOON, absence_to_tell, asked, looked_at
from policy.greetings import (
    Fault,
    FaultKind,
    Greeting,
    GreetingKind,
    Recording,
    forget_recording,
    record,
    report,
    said_of,
    standing,
    take_back_report,
    undo,
    was_done_by,
)
from policy.organisation import Municipality, Person, PersonId, Role
from policy.outgoing import Notification
from policy.periods import as_utc
from policy.return_times import return_time
from services.greeting_outcomes import AbsenceToTell, GreetingNoted, GreetingSeen, Recorded, Reported, Script
from services.ports import GREETING_ID, Cases, Directory, DiversionRepository, Loaded, Messenger, Place
from services.retrying import until_saved

SOURCE = "greeting"
WANTED = "greeting.wanted"
REPORTED = "greeting.reported"

Decide = Callable[[Greeting], Greeting]


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingService:
    """`deliver_soon` is called with a greeting's place once something for its owner to be told is saved."""

    cases: Cases[Greeting]
    books: DiversionRepository
    directory: Directory
    messenger: Messenger
    deliver_soon: Callable[[Place], None]

    async def seen(self, actor: PersonId, *, now: datetime) -> GreetingSeen:
        """The actor's own greeting as it stands (A4). Raises PolicyError `person.not_in_directory`."""
        person = self._own(actor)
        loaded = await self.cases.load(greeting_place(actor))
        return await self._seen(person, None if loaded is None else loaded.value, now=now)

    async def record(self, actor: PersonId, wanted: Recorded, *, change_id: str, now: datetime) -> GreetingNoted:
        """Note what the actor has recorded, or that there is nothing (A4).

        Raises PolicyError `greeting.not_yet`, `greeting.no_mailbox_of_own` or `store.busy`.
        """
        person = self._with_mailbox(self._own(actor))
        municipality = self.directory.municipality
        # Whoever says that it tells of their absence means the next there is, be it weeks ahead.
        within = FAR_AHEAD if wanted.kind is GreetingKind.ABSENCE else SOON
        absence = await self._absence(person, wanted.diversion, now=now, within=within)

        def decide(greeting: Greeting) -> Greeting:
            if wanted.kind is None:
                return forget_recording(greeting, change_id=change_id)
            of_absence = wanted.kind is GreetingKind.ABSENCE and absence is not None
            recording = Recording(
                kind=wanted.kind,
                recorded_on=wanted.recorded_on,
                noted_at=as_utc(now),
                said=said_of(municipality, person),
                until_at=absence.back_at if of_absence and absence is not None else None,
            )
            today = municipality.calendar.local(now).date()
            return record(greeting, recording, change_id=change_id, today=today)

        return await self._note(person, decide, turn=change_id, now=now)

    async def undo(self, actor: PersonId, *, change_id: str, turn: str, now: datetime) -> GreetingNoted:
        """Undo what the actor noted last, once. Raises PolicyError `greeting.undo_…` or `store.busy`."""
        person = self._own(actor)
        return await self._note(person, lambda g: undo(g, change_id=change_id, undone_by=turn), turn=turn, now=now)

    async def script(self, actor: PersonId, *, now: datetime, diversion: str = "") -> Script:
        """What the actor is to say, and of which absence: the one named, else the one that runs or is about to (S1)."""
        person, municipality = self._own(actor), self.directory.municipality
        return Script(
            person=person,
            said=said_of(municipality, person),
            municipality=municipality.name,
            absence=await self._absence(person, diversion, now=now),
        )

    async def report(
        self, actor: PersonId, person_id: PersonId, kind: FaultKind, *, note: str = "", turn: str, now: datetime
    ) -> Reported:
        """Note what a test call found, and tell the person (A4); for the switchboard alone.

        Raises NotAllowed, or PolicyError `person.unknown`, `greeting.no_mailbox`, `greeting.note_too_long`.
        """
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        person = self._someone_with_mailbox(person_id)
        fault = Fault(kind=kind, by=actor, at=as_utc(now), note=note.strip(), turn=turn)

        async def attempt() -> tuple[Fault, Fault | None]:
            loaded, greeting = await self._load(person, now=now)
            there = greeting.fault
            if there is not None and (there.turn == turn or (there.kind, bool(note)) == (kind, False)):
                return there, there if there.turn != turn else None
            told = Notification(
                id=turn, to=person.id, code=REPORTED, made_at=as_utc(now), due_at=as_utc(now), waits=True
            )
            outgoing = greeting.outgoing.calling_off(REPORTED, WANTED).adding(told)
            await self._save(person, loaded, replace(report(greeting, fault), outgoing=outgoing), now=now)
            return fault, None

        noted, earlier = await until_saved(attempt)
        if earlier is None:
            self.deliver_soon(greeting_place(person.id))
        can_be_told = await self.messenger.can_reach(person.id)
        return Reported(person=person, fault=noted, can_be_told=can_be_told, earlier=earlier)

    async def take_back_report(self, actor: PersonId, person_id: PersonId, *, turn: str, now: datetime) -> Person:
        """Take back what the test call of that turn found, as long as it is there; for the switchboard alone.

        Raises NotAllowed, or PolicyError `person.unknown` or `greeting.report_gone`.
        """
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        person = self._someone_with_mailbox(person_id)

        async def attempt() -> None:
            loaded, greeting = await self._load(person, now=now)
            outgoing = greeting.outgoing.calling_off(REPORTED)
            await self._save(person, loaded, replace(take_back_report(greeting, turn=turn), outgoing=outgoing), now=now)

        await until_saved(attempt)
        return person

    async def _note(self, person: Person, decide: Decide, *, turn: str, now: datetime) -> GreetingNoted:
        """Save what the person says of their own greeting; what they were to be asked or told of it holds no more."""

        async def attempt() -> Greeting:
            loaded, greeting = await self._load(person, now=now)
            if was_done_by(greeting, turn):
                return greeting
            noted = decide(greeting)
            noted = replace(noted, outgoing=noted.outgoing.calling_off(WANTED, REPORTED))
            return await self._save(person, loaded, noted, now=now)

        noted = await until_saved(attempt)
        change = noted.last_change
        return GreetingNoted(
            seen=await self._seen(person, noted, now=now),
            change_id=change.id if change is not None else "",
            replaced=change.recorded if change is not None else None,
        )

    async def _load(self, person: Person, *, now: datetime) -> tuple[Loaded[Greeting] | None, Greeting]:
        loaded = await self.cases.load(greeting_place(person.id))
        new = Greeting(person=person.id, known_since_at=as_utc(now))
        return loaded, new if loaded is None else loaded.value

    async def _save(
        self, person: Person, loaded: Loaded[Greeting] | None, greeting: Greeting, *, now: datetime
    ) -> Greeting:
        """What is wanting is told by what is shown or sent now, so it is not asked about again too soon."""
        municipality = self.directory.municipality
        told = asked(municipality, person, greeting, now=now)
        return (await self.cases.save(loaded, looked_at(municipality, person, told, now=now))).value

    async def _seen(self, person: Person, greeting: Greeting | None, *, now: datetime) -> GreetingSeen:
        return GreetingSeen(
            person=person,
            standing=standing(self.directory.municipality, person, greeting, now=now),
            recorded=greeting.recorded if greeting is not None else None,
            fault=greeting.fault if greeting is not None else None,
            absence=await self._absence(person, "", now=now),
        )

    async def _absence(
        self, person: Person, diversion_id: str, *, now: datetime, within: timedelta = SOON
    ) -> AbsenceToTell | None:
        municipality = self.directory.municipality
        book = (await self.books.load(person.id)).value.without_past(now)
        told = book.find(diversion_id) if diversion_id else None
        told = told or absence_to_tell(municipality, person, book, within=within, now=now)
        return None if told is None else _absence(municipality, person, book, told)

    def _own(self, actor: PersonId) -> Person:
        return require_known(self.directory.municipality, actor)

    def _with_mailbox(self, person: Person) -> Person:
        if not person.has_voicemail:
            raise PolicyError("greeting.no_mailbox_of_own")
        return person

    def _someone_with_mailbox(self, person_id: PersonId) -> Person:
        person = self.directory.municipality.people.get(person_id)
        if person is None:
            raise PolicyError("person.unknown")
        if not person.has_voicemail:
            raise PolicyError("greeting.no_mailbox", params={"name": person.name})
        return person


def greeting_place(person: PersonId) -> Place:
    """Where what is known of a person's greeting is."""
    return Place(str(person), GREETING_ID)


def _absence(municipality: Municipality, person: Person, book: DiversionBook, told: Diversion) -> AbsenceToTell:
    stand_in = municipality.people.get(told.answers_instead) if told.answers_instead is not None else None
    back_at = return_time(book, told, municipality.calendar, person.hours)
    return AbsenceToTell(diversion=told.id, back_at=back_at, stand_in=stand_in)
