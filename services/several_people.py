"""Use case of asking about several people at once: which of them can be reached, whom to try first (V1).

A name among them that fits several people or nobody stands in nobody's way: the others are answered all the same, and
it is given with whom it may mean. Who is meant is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policy.order_to_try import Rank, rank_ahead, rank_now
from policy.organisation import Person, PersonId
from policy.presence import is_occupied
from services.availability import Asked, AvailabilityService, Found

MOST = 6
"""How many are answered at once; more than this nobody reads aloud to a caller."""
MOST_OF_A_NAME = 3
TO_THE_LETTER = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """One of several: as named, with the surname that it may share with another, or picked already."""

    name: str = ""
    person: PersonId | None = None
    shared_surname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """One of several who is not known: `fits` all answer to the name, `nearest` are only like it. Never both."""

    said: Said
    fits: tuple[Person, ...] = ()
    more: int = 0
    nearest: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralTold:
    """`found` in the order to try, `unclear` in that of the question; `said` is the question, for asking again."""

    said: tuple[Said, ...]
    found: tuple[Found, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    left_out: int = 0
    """How many more were named than are answered at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralPeople:
    """Answers about several people, masked for whoever asks."""

    answers: AvailabilityService

    async def ask(self, asker: PersonId, said: Sequence[Said], asked: Asked) -> SeveralTold:
        """What may be told of each; the same person named twice is one."""
        near = self.answers.directory.municipality.people.get(asker)
        people: dict[PersonId, Person] = {}
        unclear: list[Unclear] = []
        settled: list[Said] = []
        for one in said[:MOST]:
            meant = self._meant(one, near)
            if isinstance(meant, Unclear):
                unclear.append(meant)
                settled.append(one)
            elif meant.id not in people:
                people[meant.id] = meant
                settled.append(Said(person=meant.id))
        found = await self.answers.told_of(asker, list(people.values()), asked) if people else ()
        return SeveralTold(
            said=(*settled, *said[MOST:]),
            found=tuple(sorted(found, key=_rank)),
            unclear=tuple(unclear),
            left_out=max(len(said) - MOST, 0),
        )

    def _meant(self, said: Said, near: Person | None) -> Person | Unclear:
        if said.person is not None:
            known = self.answers.directory.municipality.people.get(said.person)
            return Unclear(said=said) if known is None else known
        outcome = self.answers.directory.find_people(said.name, near=near)
        alone = {match.person.id: match.person for match in outcome.matches}
        whole = self._with_surname(said, near)
        if len(whole) == 1 and (len(alone) != 1 or whole.keys() == alone.keys()):
            return next(iter(whole.values()))
        fits = tuple({**whole, **alone}.values())
        if len(fits) == 1 and outcome.is_certain:
            return fits[0]
        # A lone match that is merely like the name is one to ask about, as the nearest are.
        return Unclear(
            said=said,
            fits=fits[:MOST_OF_A_NAME] if len(fits) > 1 else (),
            more=max(len(fits) - MOST_OF_A_NAME, 0),
            nearest=fits if len(fits) == 1 else outcome.nearest[:MOST_OF_A_NAME],
        )

    def _with_surname(self, said: Said, near: Person | None) -> Mapping[PersonId, Person]:
        """Whoever is called, to the letter, what "Anna och Bo Svensson" may mean by Anna."""
        if not said.shared_surname:
            return {}
        matches = self.answers.directory.find_people(f"{said.name} {said.shared_surname}", near=near).matches
        return {match.person.id: match.person for match in matches if match.score >= TO_THE_LETTER}


def _rank(found: Found) -> Rank:
    if found.outlook is not None:
        return rank_ahead(found.outlook)
    return rank_now(found.told, is_occupied=is_occupied(found.told.person.id, found.seen))
