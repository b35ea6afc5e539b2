"""Use cases of mending the directory in chat: decide on a suggestion, add by line, take back, list (A1).

Only editors may. What is accepted is saved first, and the directory is read with it right after; another process
reads it within a minute.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from policy.directory_mends import Mend, require_editor, require_sound
from policy.errors import PolicyError
from policy.ids import PersonId
from policy.matter_words import matter_id, without_numbers
from policy.mend_proposals import Proposal
from policy.misdirected import MisdirectedMatter, Stands, decided, reopened, with_mend, without_mend
from policy.periods import as_utc
from services.mend_targets import leads_by, leads_of, proposal_meant, wanted_by
from services.misdirected import call_id_of
from services.misdirected_cases import MisdirectedDesk, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MendMade:
    """A mend, and the record that it is in."""

    case: MisdirectedMatter
    mend: Mend


@dataclass(frozen=True, slots=True, kw_only=True)
class MendList:
    """Every mend that holds, by its word; and the records with a suggestion that waits, the most called about first."""

    mends: tuple[MendMade, ...]
    waiting: tuple[MisdirectedMatter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Over the records of matters."""

    desk: MisdirectedDesk

    async def accept(
        self,
        actor: PersonId,
        case_id: str,
        round_: int,
        *,
        chosen: Proposal | None,
        other: str,
        turn: str,
        now: datetime,
    ) -> MisdirectedMatter:
        """*Godkänn*: mend the directory as was chosen, or as the words `other` say.

        Raises NotAllowed; PolicyError at `mend` or `other` for what can't be; `misdirected.decided` if somebody else
        was first, or `misdirected.gone`.
        """
        self.require_editor(actor)
        case = (await self.desk.find(case_id)).value
        if case.suggestion is not None and case.suggestion.turn == turn:
            return case
        proposal = self._meant(other, field="other") if other.strip() else chosen
        if proposal is None:
            raise PolicyError("mends.choose", field="mend")
        # Somebody else's decision is told before what is wrong with this one.
        if case.suggestion is None or case.suggestion.round != round_ or not case.is_open:
            raise PolicyError("misdirected.decided")
        mend = self._sound(actor, case.matter, proposal, turn=turn, now=now)
        accepted = await self._decide(actor, case_id, round_, Stands.ACCEPTED, mend=mend, turn=turn, now=now)
        await self.desk.directory.refresh(now=now)
        return accepted

    async def decline(
        self, actor: PersonId, case_id: str, round_: int, *, for_good: bool, turn: str, now: datetime
    ) -> MisdirectedMatter:
        """*Inte nu* or *Aldrig*. Raises NotAllowed, `misdirected.decided` or `misdirected.gone`."""
        self.require_editor(actor)
        state = Stands.NEVER if for_good else Stands.LATER
        return await self._decide(actor, case_id, round_, state, mend=None, turn=turn, now=now)

    async def reopen(
        self, actor: PersonId, case_id: str, round_: int, *, turn: str, now: datetime
    ) -> MisdirectedMatter:
        """Take a no back. Raises NotAllowed, `misdirected.decided` or `misdirected.gone`."""
        self.require_editor(actor)

        def step(before: MisdirectedMatter) -> MisdirectedMatter:
            return before if before.is_open else reopened(before, round_=round_)

        return await self.desk.change(case_id, step, turn=turn, now=now, actor=actor)

    async def show(self, actor: PersonId, case_id: str) -> MisdirectedMatter:
        """The record. Raises NotAllowed or `misdirected.gone`."""
        self.require_editor(actor)
        return (await self.desk.find(case_id)).value

    async def add(
        self, actor: PersonId, word: str, *, means: str = "", place: str = "", turn: str, now: datetime
    ) -> MendMade:
        """An editor's own words: the word means a matter, or is one of a place's. Raises NotAllowed or PolicyError."""
        self.require_editor(actor)
        made = await self._made_in(actor, word, turn)
        if made is not None:
            return made
        wanted = self._meant(means or place, field="other", by_place=bool(place))
        mend = self._sound(actor, word, wanted, turn=turn, now=now)

        def step(before: MisdirectedMatter) -> MisdirectedMatter:
            self._require_agreeing(before, mend)
            return with_mend(before, mend)

        case = await self.desk.change_matter(mend.word, step, turn=turn, now=now, actor=actor)
        await self.desk.directory.refresh(now=now)
        return MendMade(case=case, mend=next(one for one in case.mends if one.does_as(mend)))

    async def take_back(self, actor: PersonId, case_id: str, mend_id: str, *, turn: str, now: datetime) -> MendMade:
        """Take a mend back; gives it, and the record without it. Raises NotAllowed, or PolicyError `mends.gone`."""
        self.require_editor(actor)
        mend = (await self.desk.find(case_id)).value.find_mend(mend_id)
        if mend is None:
            raise PolicyError("mends.gone")

        def step(before: MisdirectedMatter) -> MisdirectedMatter:
            return without_mend(before, mend_id, by=actor, turn=turn, now=now)

        case = await self.desk.change(case_id, step, turn=turn, now=now, actor=actor)
        await self.desk.directory.refresh(now=now)
        return MendMade(case=case, mend=mend)

    async def of_word(self, actor: PersonId, word: str, place: str = "") -> Sequence[MendMade]:
        """The mends of a word, however it is bent; those of the very word alone where there are any.

        `place`: those alone that lead there. Raises NotAllowed, or PolicyError for a place that isn't known.
        """
        every: Sequence[MendMade] = (await self.list(actor)).mends
        if place:
            meant = self._meant(place, field="other", by_place=True)
            every = [one for one in every if (one.mend.kind, one.mend.target) == (meant.kind, meant.target)]
        same = [one for one in every if one.mend.word.casefold() == word.strip().casefold()]
        return same or [one for one in every if matter_id(one.mend.word) == matter_id(word)]

    async def list(self, actor: PersonId) -> MendList:
        """What has been added in chat, and what waits for an editor. Raises NotAllowed."""
        self.require_editor(actor)
        every = await self.desk.every()
        mends = [MendMade(case=case, mend=mend) for case in every for mend in case.mends]
        waiting = [case for case in every if case.is_open]
        return MendList(
            mends=tuple(sorted(mends, key=lambda one: (one.mend.word.casefold(), one.mend.made_at))),
            waiting=tuple(sorted(waiting, key=lambda case: (-len(case.calls), case.matter.casefold()))),
        )

    def require_editor(self, actor: PersonId) -> None:
        """Return if the actor may mend the directory in chat; raises NotAllowed `mends.not_editor`."""
        require_editor(self.desk.directory.municipality, actor)

    async def _decide(
        self,
        actor: PersonId,
        case_id: str,
        round_: int,
        state: Stands,
        *,
        mend: Mend | None,
        turn: str,
        now: datetime,
    ) -> MisdirectedMatter:
        def step(before: MisdirectedMatter) -> MisdirectedMatter:
            if before.suggestion is not None and before.suggestion.turn == turn:
                return before
            after = decided(before, state, round_=round_, by=actor, turn=turn, now=now, mend=mend)
            if mend is not None:
                self._require_agreeing(before, mend)
            return after

        return await self.desk.change(case_id, step, turn=turn, now=now, actor=actor)

    def _require_agreeing(self, case: MisdirectedMatter, mend: Mend) -> None:
        """Return unless the record itself has a mend by which the word leads elsewhere: what another process has just
        saved is read by this one only with its next look. Raises PolicyError.
        """
        directory, word = self.desk.directory, mend.word.casefold()
        others = [one for one in case.mends if one.word.casefold() == word and not one.does_as(mend)]
        leads = [lead for one in others for lead in leads_by(directory, one)]
        wanted = wanted_by(directory, Proposal(kind=mend.kind, target=mend.target))
        require_sound(mend, directory.municipality, leads, wanted)

    async def _made_in(self, actor: PersonId, word: str, turn: str) -> MendMade | None:
        """What the very turn has made already."""
        loaded = await self.desk.cases.load(place_of(matter_id(without_numbers(word))))
        mend = None if loaded is None else loaded.value.find_mend(call_id_of(actor, turn))
        return None if loaded is None or mend is None else MendMade(case=loaded.value, mend=mend)

    def _meant(self, text: str, *, field: str, by_place: bool = False) -> Proposal:
        return proposal_meant(self.desk.directory, text, field=field, by_place=by_place)

    def _sound(self, actor: PersonId, word: str, proposal: Proposal, *, turn: str, now: datetime) -> Mend:
        directory, word = self.desk.directory, without_numbers(word)
        mend = Mend(
            id=call_id_of(actor, turn),
            kind=proposal.kind,
            word=word,
            target=proposal.target,
            made_by=actor,
            made_at=as_utc(now),
        )
        leads = leads_of(directory, word) if word else ()
        require_sound(mend, directory.municipality, leads, wanted_by(directory, proposal))
        return mend
