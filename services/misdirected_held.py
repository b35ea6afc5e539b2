"""Owns what misdirected calls and mends of the directory hold about a person: what they have noted, decided or added,
and the calls that landed with them or should have (S3).

Nothing here authorises anybody; `services.privacy` does. Erasing is safe to repeat, also after it was cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policy.directory_mends import Mend, MendKind
from policy.functions import of_person
from policy.ids import PersonId
from policy.misdirected import UNKNOWN_PLACE, MisdirectedCall, MisdirectedMatter, Suggestion, Whereabouts
from policy.outgoing import Outgoing
from services.ports import MISDIRECTED, Cases, Loaded
from services.privacy_subjects import Outline, as_json


@dataclass(frozen=True, slots=True)
class MisdirectedHeld:
    """All of it goes: a call counts without its writer's name, and what was added to the directory stays nameless.

    A word that leads callers to the person stays as long as they work here: it is a matter of theirs, as the
    directory's own are.
    """

    cases: Cases[MisdirectedMatter]
    name: str = "misdirected_calls"

    async def held(self, person: PersonId) -> Sequence[Mapping[str, Any]]:
        """Matter by matter; nothing of who else has noted or decided anything."""
        return [_told(one.value, person) for one in await self._of(person)]

    async def outline(self, person: PersonId) -> Outline:
        """How many matters it is about; those whose word leads to them stay."""
        every = await self._of(person)
        stays = sum(any(_leads_to(mend, person) for mend in one.value.mends) for one in every)
        return Outline(subject=self.name, goes=len(every) - stays, stays=stays)

    async def erase(self, person: PersonId, *, whole: bool) -> None:
        """Their name, wherever it stands; `whole` also what leads to them."""
        for one in await self._of(person):
            after = _without(one.value, person, whole=whole)
            if after != one.value:
                await self.cases.save(one, after)

    async def _of(self, person: PersonId) -> Sequence[Loaded[MisdirectedMatter]]:
        every = await self.cases.among(MISDIRECTED)
        return [one for one in every if _without(one.value, person, whole=True) != one.value]


def _told(case: MisdirectedMatter, person: PersonId) -> Mapping[str, Any]:
    calls = [one for one in case.calls if _call_without(one, person) != one]
    mends = [one for one in case.mends if one.made_by == person]
    decided = case.suggestion is not None and case.suggestion.decided_by == person
    return {
        "matter": case.matter,
        "calls": [_call_told(one, person) for one in calls],
        "added": [as_json(one) for one in mends],
        "leads_to_you": [one.word for one in case.mends if _leads_to(one, person)],
        "decided": as_json(case.suggestion) if decided else None,
    }


def _call_told(call: MisdirectedCall, person: PersonId) -> Mapping[str, Any]:
    """A call that is theirs, whole; of another's, without whose, and only the place that is them."""
    if call.by == person:
        return {name: value for name, value in as_json(call).items() if name != "id"}
    mine = {"landed": call.landed, "right": call.right}
    return {"at": as_json(call.at), **{name: as_json(one) for name, one in mine.items() if _is(one, person)}}


def _without(case: MisdirectedMatter, person: PersonId, *, whole: bool) -> MisdirectedMatter:
    mends = tuple(one for one in case.mends if not (whole and _leads_to(one, person)))
    return replace(
        case,
        calls=tuple(_call_without(one, person) for one in case.calls),
        suggestion=None if case.suggestion is None else _suggestion_without(case.suggestion, person, whole=whole),
        mends=tuple(_mend_without(one, person) for one in mends),
        outgoing=_untold(case.outgoing, person),
    )


def _call_without(call: MisdirectedCall, person: PersonId) -> MisdirectedCall:
    by = None if call.by == person else call.by
    return replace(call, by=by, landed=_place_without(call.landed, person), right=_place_without(call.right, person))


def _place_without(place: Whereabouts, person: PersonId) -> Whereabouts:
    return UNKNOWN_PLACE if _is(place, person) else place


def _is(place: Whereabouts, person: PersonId) -> bool:
    return bool(person) and place.id == of_person(person).id


def _mend_without(mend: Mend, person: PersonId) -> Mend:
    return replace(mend, made_by=None) if mend.made_by == person else mend


def _leads_to(mend: Mend, person: PersonId) -> bool:
    return bool(person) and mend.kind is MendKind.PERSON and mend.target == person


def _suggestion_without(suggestion: Suggestion, person: PersonId, *, whole: bool) -> Suggestion:
    by = None if suggestion.decided_by == person else suggestion.decided_by
    mend = None if suggestion.mend is None else _mend_without(suggestion.mend, person)
    if mend is not None and whole and _leads_to(mend, person):
        mend = replace(mend, target="")
    return replace(suggestion, decided_by=by, mend=mend)


def _untold(outgoing: Outgoing, person: PersonId) -> Outgoing:
    return Outgoing(
        unsent=tuple(one for one in outgoing.unsent if one.to != person),
        standing=tuple(one for one in outgoing.standing if one.to != person),
    )
