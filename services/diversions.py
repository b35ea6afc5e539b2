"""Use cases of the diversion: set, end, undo, and how things stand. It carries facts to `policy` and decisions away.

It must not know a word that a person reads. Each call is authorised here, and is safe to repeat: what it does is
known by `change_id`, so the same turn carried out twice changes the book once, as long as no other change came between.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from policy.access import may_see_reason, not_in_directory, require_diversion_change, require_sight_of_all
from policy.diversions import Diversion, DiversionBook, Proposal, faults
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.open_ended import next_question_at
from policy.organisation import Municipality, Person, PersonId
from policy.periods import Period, as_utc
from policy.placement import Placement, come_back, continued, end, place, undo
from policy.return_times import return_time
from services.coverage_outcomes import Foreseen
from services.diversion_consent import Foresees, gaps_opened, is_seen, to_be_seen
from services.diversion_outcomes import ChangeUndone, DiversionEnded, DiversionSet, Listed, SetDiversion, Status
from services.diversion_repeats import as_it_stood_before, was_done_by
from services.diversion_telling import stand_in_away, told_to_colleagues
from services.diversion_word import SET, Word
from services.effect_following import Begun, Following, NothingElse
from services.ports import Directory, DiversionRepository, Loaded
from services.retrying import until_saved


def _nobody_asks(_book: DiversionBook) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionService:
    """`delivered_soon` is called with a person once something for them to be told is saved, `changed` with their book
    once it is other than it was; `effects` carries out what else that sets.
    """

    books: DiversionRepository
    directory: Directory
    delivered_soon: Callable[[PersonId], None]
    foresees: Foresees
    changed: Callable[[DiversionBook], None] = _nobody_asks
    effects: Following = field(default_factory=NothingElse)

    async def set(self, actor: PersonId, wanted: SetDiversion, *, change_id: str, now: datetime) -> DiversionSet:
        """Set a diversion (A3), or give what it would displace if the person must see that first.

        Raises PolicyErrors with every fault at its field, NotAllowed, or PolicyError `person.unknown` (for oneself
        `person.not_in_directory`, here and below) or `store.busy`.
        """
        municipality = self.directory.municipality
        person = self._person(municipality, actor, wanted.proposal.person)
        found = [*faults(wanted.proposal, now=now), *_stand_in_faults(municipality, wanted.proposal)]
        if found:
            raise PolicyErrors(found)
        new = _diversion(wanted.proposal, change_id=change_id, actor=actor, now=now)

        def decide(before: DiversionBook) -> tuple[Diversion, Placement]:
            running = before.running(now) if wanted.continues and new.period.end_at is not None else None
            asked = new if actor == person.id else replace(new, also=before.chosen_for(wanted.replaces))
            settled = asked if running is None else continued(running, asked)
            replaces = wanted.replaces if running is None else running.id
            return settled, place(before, settled, change_id=change_id, now=now, replaces=replaces)

        return await self._place(actor, person, decide, change_id=change_id, now=now, seen=wanted.seen)

    async def let_calls_through(
        self,
        actor: PersonId,
        person_id: PersonId,
        *,
        open_line: bool,
        change_id: str,
        now: datetime,
    ) -> DiversionSet:
        """Open or close the line of the diversion that runs now: calls come through though the person is diverted.

        To close it may open a gap, which must be seen first, as when a diversion is set.
        Raises NotAllowed, or PolicyError `diversion.none_running` or `person.unknown`.
        """
        person = self._person(self.directory.municipality, actor, person_id)

        def decide(before: DiversionBook) -> tuple[Diversion, Placement]:
            running = before.running(now)
            if running is None:
                raise PolicyError("diversion.none_running")
            changed = replace(running, id=change_id, open_line=open_line, set_by=actor, set_at=as_utc(now))
            return changed, place(before, changed, change_id=change_id, now=now, replaces=running.id)

        return await self._place(actor, person, decide, change_id=change_id, now=now)

    async def end(
        self, actor: PersonId, person_id: PersonId, *, change_id: str, now: datetime, diversion_id: str | None = None
    ) -> DiversionEnded:
        """End the diversion that runs now, or the one named, also before it has begun.

        Where it has ended by itself, its person's coming back ends what it set elsewhere until the return. Raises
        NotAllowed, or PolicyError `diversion.none_running`, `diversion.gone` or `person.unknown`.
        """
        municipality = self.directory.municipality
        person = self._person(municipality, actor, person_id)

        def decide(before: DiversionBook) -> tuple[DiversionBook, Diversion | None]:
            try:
                return end(before, ended_by=actor, change_id=change_id, now=now, diversion_id=diversion_id)
            except PolicyError:
                # What a diversion also sets is its person's own: nobody else ends what is left of it.
                if actor != person.id:
                    raise
                back = come_back(before, back=actor, change_id=change_id, now=now, diversion_id=diversion_id)
                return back, None

        async def attempt() -> tuple[DiversionEnded, Begun]:
            loaded = await self.books.load(person.id)
            book, gone = decide(as_it_stood_before(loaded.value, change_id))
            word = Word("diversion.ended_by_other", as_utc(now), gone)
            begun = await self._save(loaded, book, turn=change_id, actor=actor, word=word)
            told = told_to_colleagues(municipality, book, person, at=now)
            return DiversionEnded(change_id=change_id, person=person, diversion=gone, told=told), begun

        outcome, begun = await until_saved(attempt)
        return replace(outcome, follow=await self.effects.follow(begun, actor, now=now))

    async def undo(
        self, actor: PersonId, person_id: PersonId, *, change_id: str, turn: str, now: datetime
    ) -> ChangeUndone:
        """Undo the latest change, once. Raises NotAllowed, or PolicyError `diversion.undo_…` or `person.unknown`."""
        municipality = self.directory.municipality
        person = self._person(municipality, actor, person_id)

        async def attempt() -> tuple[ChangeUndone, Begun]:
            loaded = await self.books.load(person.id)
            restored = undo(loaded.value, change_id=change_id, undone_by=turn, now=now)
            word = Word("diversion.undone_by_other", as_utc(now), None)
            begun = await self._save(loaded, restored, turn=turn, actor=actor, word=word)
            told = told_to_colleagues(municipality, restored, person, at=now)
            return ChangeUndone(person=person, told=told), begun

        outcome, begun = await until_saved(attempt)
        return replace(outcome, follow=await self.effects.follow(begun, actor, now=now))

    async def status(self, actor: PersonId, person_id: PersonId, *, now: datetime) -> Status:
        """The person's diversions with their reasons, for the person and the nearest manager alone.

        Raises NotAllowed, or PolicyError `person.unknown`.
        """
        municipality = self.directory.municipality
        person = self._person(municipality, actor, person_id)
        require_sight_of_all(municipality, actor, person)
        book = (await self.books.load(person.id)).value.without_past(now)
        change = book.last_change

        def listed(diversion: Diversion) -> Listed:
            back_at = return_time(book, diversion, municipality.calendar, person.hours)
            return Listed(diversion=diversion, back_at=back_at)

        running = book.running(now)
        return Status(
            person=person,
            running=None if running is None else listed(running),
            upcoming=tuple(listed(d) for d in book.upcoming(now)),
            changed_by=change.id if change is not None and change.made_by == actor and not change.undone_by else "",
            told=told_to_colleagues(municipality, book, person, at=now),
        )

    async def find(self, actor: PersonId, person_id: PersonId, diversion_id: str, *, now: datetime) -> Diversion:
        """The diversion, so that it can be changed; not to someone who may not see its reason, whom a form would tell.

        Raises NotAllowed, or PolicyError `diversion.gone` or `person.unknown`.
        """
        person = self._person(self.directory.municipality, actor, person_id)
        book = (await self.books.load(person.id)).value.without_past(now)
        diversion = book.find(diversion_id)
        if diversion is None:
            raise PolicyError("diversion.gone")
        if not may_see_reason(self.directory.municipality, actor, person, diversion.reason):
            raise NotAllowed("diversion.not_shown", field="person", params={"name": person.name})
        return diversion

    def _person(self, municipality: Municipality, actor: PersonId, person_id: PersonId) -> Person:
        person = municipality.people.get(person_id)
        if person is None:
            if actor == person_id:
                raise not_in_directory(municipality)
            raise PolicyError("person.unknown")
        require_diversion_change(municipality, actor, person)
        return person

    async def _place(
        self,
        actor: PersonId,
        person: Person,
        decide: Callable[[DiversionBook], tuple[Diversion, Placement]],
        *,
        change_id: str,
        now: datetime,
        seen: str = "",
    ) -> DiversionSet:
        async def attempt() -> tuple[DiversionSet, Begun]:
            loaded = await self.books.load(person.id)
            before = as_it_stood_before(loaded.value, change_id)
            settled, placement = decide(before)
            opens = await gaps_opened(self.foresees, before, placement.book, now)
            is_repeated = was_done_by(loaded.value, change_id)
            saved, begun = is_repeated or is_seen(seen, placement, opens, settled.reason), Begun(book=loaded)
            if saved:
                word = Word(SET, as_utc(now), settled)
                begun = await self._save(loaded, placement.book, turn=change_id, actor=actor, word=word)
            return await self._set_outcome(person, settled, placement, opens, saved=saved), begun

        outcome, begun = await until_saved(attempt)
        return replace(outcome, follow=await self.effects.follow(begun, actor, now=now))

    async def _save(
        self, loaded: Loaded[DiversionBook], book: DiversionBook, *, turn: str, actor: PersonId, word: Word
    ) -> Begun:
        """Save the book, with word to the person if someone else made the change; not again if this turn did it.

        Gives it as it is saved, with what else it sets begun.
        """
        outgoing, saved, by = loaded.value.outgoing, loaded, ""
        if not was_done_by(loaded.value, turn):
            if actor != book.person:
                outgoing = outgoing.adding(word.notification(turn, book.person, actor))
            changed = replace(book, outgoing=outgoing, changed_at=word.at)
            changed = replace(changed, ask_at=_next_question_at(self.directory, changed, word.at))
            changed, by = self.effects.begun(changed, offers=word.sets and actor == book.person, now=word.at)
            saved = await self.books.save(loaded, changed)
            self.changed(changed)
        if outgoing.unsent:
            self.delivered_soon(book.person)
        return Begun(book=saved, by=by)

    async def _set_outcome(
        self, person: Person, new: Diversion, placement: Placement, opens: tuple[Foreseen, ...], *, saved: bool
    ) -> DiversionSet:
        municipality = self.directory.municipality
        at = max(new.period.start_at, new.set_at)
        return DiversionSet(
            saved=saved,
            change_id=new.id,
            person=person,
            diversion=new,
            back_at=return_time(placement.book, new, municipality.calendar, person.hours),
            displaced=placement.displaced,
            to_be_seen=to_be_seen(placement, opens),
            opens=opens,
            may_have_promised=placement.book.may_have_promised(new.period),
            told=told_to_colleagues(municipality, placement.book, person, at=at),
            stand_in_away=await stand_in_away(self.books, new),
        )


def _next_question_at(directory: Directory, book: DiversionBook, now: datetime) -> datetime | None:
    municipality = directory.municipality
    hours = municipality.people[book.person].hours
    return next_question_at(book, now=now, calendar=municipality.calendar, hours=hours)


def _diversion(proposal: Proposal, *, change_id: str, actor: PersonId, now: datetime) -> Diversion:
    return Diversion(
        id=change_id,
        reason=proposal.reason,
        period=Period(proposal.start_at, proposal.end_at),
        note=proposal.note.strip(),
        answers_instead=proposal.answers_instead,
        open_line=proposal.open_line,
        also=proposal.also,
        set_by=actor,
        set_at=as_utc(now),
    )


def _stand_in_faults(municipality: Municipality, proposal: Proposal) -> list[PolicyError]:
    if proposal.answers_instead is None or proposal.answers_instead in municipality.people:
        return []
    return [PolicyError("person.unknown", field="answers_instead")]
