"""Use cases of a person's details: confirm them, ask for a correction, and say that it is done (A1).

It must not know a word that a person reads. The details are their owner's to confirm and correct; only the
switchboard says that the directory is mended. Each call is safe to repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from policy.access import at_switchboard, require_known, require_role
from policy.details import (
    Confirmed,
    Correction,
    DetailField,
    Details,
    Fate,
    confirm,
    confirmed,
    confirmed_on,
    correct,
    end_correction,
    looked_at,
    without_old,
)
from policy.errors import PolicyError
from policy.organisation import Person, PersonId, Role
from policy.outgoing import Notification
from policy.periods import as_utc
from services.ports import DETAILS_ID, Cases, Directory, Loaded, Messenger, Place
from services.retrying import until_saved

SOURCE = "details"
WANTED = "details.wanted"
CORRECTION = "details.correction"
MENDED = "details.mended"


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsSeen:
    """What the switchboard sees of a person, and whether the person has said that it is right."""

    person: Person
    confirmed: Confirmed
    confirmed_on: date | None
    open: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A correction as it stands; `can_be_told` is whether the bot reaches anyone at the switchboard."""

    person: Person
    correction: Correction
    can_be_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailsService:
    """`deliver_soon` is called with a place once something for somebody to be told is saved."""

    cases: Cases[Details]
    directory: Directory
    messenger: Messenger
    deliver_soon: Callable[[Place], None]

    async def seen(self, actor: PersonId, *, now: datetime) -> DetailsSeen:
        """The actor's own details, as the switchboard sees them. Raises PolicyError `person.not_in_directory`."""
        person = self._own(actor)
        loaded = await self.cases.load(details_place(actor))
        return self._seen(person, None if loaded is None else loaded.value, now)

    async def confirm(self, actor: PersonId, *, now: datetime) -> DetailsSeen:
        """The actor says that the details are right (A1)."""
        person, municipality = self._own(actor), self.directory.municipality

        async def attempt() -> Details:
            loaded, details = await self._load(person, now)
            said = confirm(municipality, person, details, now=now)
            said = replace(said, outgoing=said.outgoing.calling_off(WANTED))
            return await self._save(person, loaded, said, now)

        return self._seen(person, await until_saved(attempt), now)

    async def correct(self, actor: PersonId, field: DetailField, text: str, *, turn: str, now: datetime) -> Corrected:
        """The actor says what is wrong, and everyone at the switchboard is told (A1).

        Raises PolicyError `details.nothing_said`, `details.too_long`, `details.too_many` or `store.busy`.
        """
        person = self._own(actor)
        correction = Correction(id=turn, field=field, text=text.strip(), made_at=as_utc(now))
        switchboard = at_switchboard(self.directory.municipality)

        async def attempt() -> Details:
            loaded, details = await self._load(person, now)
            after = correct(details, correction)
            if after == details:
                return details
            told = [_notification(turn, to, CORRECTION, turn, now) for to in switchboard]
            outgoing = after.outgoing.calling_off(WANTED).adding(*told)
            return await self._save(person, loaded, replace(after, outgoing=outgoing), now)

        details = await until_saved(attempt)
        self.deliver_soon(details_place(actor))
        reached = [to for to in switchboard if await self.messenger.can_reach(to)]
        return Corrected(person=person, correction=details.find(turn) or correction, can_be_told=bool(reached))

    async def withdraw(self, actor: PersonId, correction_id: str, *, now: datetime) -> Corrected:
        """The actor takes a correction back, as long as nobody has mended it. Raises PolicyError `details.gone`."""
        return await self._end(self._own(actor), correction_id, Fate.WITHDRAWN, actor, now)

    async def mended(self, actor: PersonId, owner: PersonId, correction_id: str, *, now: datetime) -> Corrected:
        """The switchboard has mended the directory; where somebody was before, that one stands (A1).

        Raises NotAllowed, or PolicyError `person.unknown` or `details.gone`.
        """
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        person = self.directory.municipality.people.get(owner)
        if person is None:
            raise PolicyError("person.unknown")
        return await self._end(person, correction_id, Fate.MENDED, actor, now)

    async def correction(self, actor: PersonId, owner: PersonId, correction_id: str) -> Corrected:
        """A correction as it stands, for the switchboard (A1).

        Raises NotAllowed, or PolicyError `person.unknown` or `details.gone`.
        """
        require_role(self.directory.municipality, actor, Role.SWITCHBOARD)
        person = self.directory.municipality.people.get(owner)
        if person is None:
            raise PolicyError("person.unknown")
        loaded = await self.cases.load(details_place(owner))
        found = None if loaded is None else loaded.value.find(correction_id)
        if found is None:
            raise PolicyError("details.gone")
        return Corrected(person=person, correction=found)

    async def _end(self, person: Person, correction_id: str, fate: Fate, actor: PersonId, now: datetime) -> Corrected:
        async def attempt() -> Details:
            loaded, before = await self._load(person, now)
            after = end_correction(before, correction_id, fate, by=actor, now=now)
            if after == before:
                return before
            return await self._save(person, loaded, self._told_of_end(after, correction_id, actor, now), now)

        details = await until_saved(attempt)
        correction = details.find(correction_id)
        if correction is None:
            raise PolicyError("details.gone")
        if details.outgoing.unsent:
            self.deliver_soon(details_place(person.id))
        return Corrected(person=person, correction=correction)

    def _told_of_end(self, details: Details, correction_id: str, actor: PersonId, now: datetime) -> Details:
        """Every card that stands is changed in place, but for the actor's, which the reply changes; what has not gone
        out doesn't any more.
        """
        outgoing, card = details.outgoing, card_of(correction_id)
        begun = {one.to for one in outgoing.unsent if one.card == card and one.begun_at is not None}
        standing = {one.to for one in outgoing.standing if one.card == card}
        unsent = tuple(one for one in outgoing.unsent if one.card != card or one.to in begun)
        others = sorted((standing | begun) - {actor, details.person})
        ended = [_notification(f"{correction_id}:ended", to, CORRECTION, correction_id, now) for to in others]
        if actor != details.person:
            mine = _notification(f"{correction_id}:ended", details.person, MENDED, correction_id, now)
            ended.append(replace(mine, waits=True))
        return replace(details, outgoing=replace(outgoing, unsent=unsent).adding(*ended))

    async def _load(self, person: Person, now: datetime) -> tuple[Loaded[Details] | None, Details]:
        loaded = await self.cases.load(details_place(person.id))
        new = Details(person=person.id, known_since_at=as_utc(now))
        return loaded, new if loaded is None else loaded.value

    async def _save(self, person: Person, loaded: Loaded[Details] | None, details: Details, now: datetime) -> Details:
        municipality = self.directory.municipality
        tidy = looked_at(municipality, person, without_old(details, now=now), now=now)
        return (await self.cases.save(loaded, tidy)).value

    def _seen(self, person: Person, details: Details | None, now: datetime) -> DetailsSeen:
        return DetailsSeen(
            person=person,
            confirmed=confirmed(self.directory.municipality, person, details, now=now),
            confirmed_on=confirmed_on(person, details),
            open=details.open if details is not None else (),
        )

    def _own(self, actor: PersonId) -> Person:
        return require_known(self.directory.municipality, actor)


def details_place(person: PersonId) -> Place:
    """Where what a person has said of their details is."""
    return Place(str(person), DETAILS_ID)


def card_of(correction_id: str) -> str:
    """The name of the card that tells of a correction, in anyone's chat."""
    return f"correction:{correction_id}"


def _notification(turn: str, to: PersonId, code: str, correction_id: str, now: datetime) -> Notification:
    return Notification(
        id=f"{turn}|{to}",
        to=to,
        code=code,
        params={"correction": correction_id},
        made_at=as_utc(now),
        due_at=as_utc(now),
        card=card_of(correction_id),
    )
