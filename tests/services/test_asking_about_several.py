"""Several people asked about at once: who each name means, and who is unclear (V1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policy.diversions import Diversion, DiversionBook
from policy.organisation import Municipality, Person, PersonId
from policy.reasons import Reason
from services.availability import Asked
from services.ports import PersonMatch, SearchOutcome
from services.several_people import MOST, Said, SeveralPeople, SeveralTold
from tests.policy.small_town import ANNA, BO, DAG, EVA, NILS, STRANGER, VERA, at, diversion, period, small_town
from tests.services.answering import answering
from tests.services.fakes import BooksInMemory, FakeDirectory

NOW = at("2026-11-24 09:00")
SICK = diversion(Reason.SICK, "2026-11-24 08:00", "2026-11-25 17:00", note="Magsjuka")


class Uncertain(FakeDirectory):
    """A directory that finds one person for anything, and isn't sure that it is the right one."""

    def find_people(self, text: str, **more: object) -> SearchOutcome:
        """Nils, perhaps."""
        del text, more
        return SearchOutcome(matches=(PersonMatch(self.municipality.people[NILS], 0.9),))


def _with(town: Municipality, *names: str) -> Municipality:
    """The town with more people, called so."""
    more: dict[PersonId, Person] = {}
    for number, name in enumerate(names):
        first, last = name.split()
        id_ = PersonId(f"new-{number}")
        more[id_] = replace(town.people[EVA], id=id_, first_name=first, last_name=last, extension=f"900{number}")
    return replace(town, people={**town.people, **more})


async def _ask(
    *said: Said,
    directory: FakeDirectory | None = None,
    viewer: PersonId = VERA,
    annas: tuple[Diversion, ...] = (),
    asked: Asked | None = None,
) -> SeveralTold:
    books = BooksInMemory(DiversionBook(person=ANNA, diversions=annas))
    service = SeveralPeople(answers=answering(directory or FakeDirectory(small_town()), books))
    return await service.ask(viewer, said, asked or Asked(now=NOW))


def _found(told: SeveralTold) -> list[PersonId]:
    return [one.told.person.id for one in told.found]


async def test_each_is_told_of_and_whom_to_try_comes_first() -> None:
    """V1: Anna is sick, so Bo comes first."""
    assert _found(await _ask(Said("Anna"), Said("Bo"), annas=(SICK,))) == [BO, ANNA]
    assert _found(await _ask(Said("Anna"), Said("Bo"))) == [ANNA, BO]


async def test_the_same_person_named_twice_is_one() -> None:
    """V1: by name and by extension."""
    told = await _ask(Said("Anna"), Said("2003"), Said(person=ANNA), Said("Bo"))
    assert _found(told) == [ANNA, BO]
    assert [one.person for one in told.said] == [ANNA, BO]


async def test_a_name_that_fits_several_leaves_the_others_answered() -> None:
    """V1: it is not guessed, and asking again with the picked one settles it."""
    directory = FakeDirectory(_with(small_town(), "Bo Boman"))
    told = await _ask(Said("Bo"), Said("Anna"), directory=directory)
    assert _found(told) == [ANNA]
    (unclear,) = told.unclear
    assert {person.id for person in unclear.fits} == {BO, PersonId("new-0")}
    again = [Said(person=BO) if one is unclear.said else one for one in told.said]
    assert _found(await _ask(*again, directory=directory)) == [BO, ANNA]


async def test_a_name_that_nobody_bears_is_given_with_the_nearest() -> None:
    """V1: those are offered, never taken."""
    told = await _ask(Said("Annika"), Said("Bo"))
    assert _found(told) == [BO]
    assert [person.id for person in told.unclear[0].nearest] == [ANNA]


async def test_a_lone_match_that_is_merely_like_the_name_is_offered_only() -> None:
    """V1: never a wrong answer given as certain."""
    told = await _ask(Said("Nisse"), directory=Uncertain(small_town()))
    assert _found(told) == []
    assert [person.id for person in told.unclear[0].nearest] == [NILS]


@pytest.mark.parametrize(
    ("more", "meant"),
    [
        (("Bo Alm",), [ANNA, PersonId("new-0")]),
        (("Bo Alm", "Anna Andersson"), [ANNA, PersonId("new-0")]),
    ],
    ids=["den enda Anna", "flera Anna, men en Anna Alm"],
)
async def test_a_surname_may_be_shared(more: tuple[str, ...], meant: list[PersonId]) -> None:
    """V1: "Anna och Bo Alm" are two Alms where there are such."""
    told = await _ask(
        Said("Anna", shared_surname="Alm"), Said("Bo Alm"), directory=FakeDirectory(_with(small_town(), *more))
    )
    assert (_found(told), told.unclear) == (meant, ())


async def test_a_surname_that_may_be_shared_takes_nobody_from_the_one_who_bears_the_name_alone() -> None:
    """V1: Eva is one person alone, and Eva Dahl nobody: "Eva och Dag Dahl" are Eva Ek and Dag Dahl."""
    told = await _ask(Said("Eva", shared_surname="Dahl"), Said("Dag Dahl"))
    assert (_found(told), told.unclear) == ([EVA, DAG], ())


async def test_no_more_than_can_be_read_aloud_are_answered() -> None:
    """V1: how many are left out is told."""
    names = ("Anna", "Bo", "Dag", "Disa", "Gun", "Nils", "Eva", "Karin")
    told = await _ask(*(Said(name) for name in names))
    assert (len(told.found), told.left_out) == (MOST, 2)


@pytest.mark.parametrize(("viewer", "sees"), [(VERA, False), (EVA, False), (STRANGER, False), (BO, True), (ANNA, True)])
async def test_each_is_masked_for_whoever_asks(viewer: PersonId, sees: bool) -> None:
    """Masking: to ask about several is no way to learn more of any."""
    told = await _ask(Said("Anna"), Said("Bo"), annas=(SICK,), viewer=viewer)
    absence = told.found[1].told.absence
    assert absence is not None
    assert (absence.shows_reason, absence.note) == (sees, "Magsjuka" if sees else "")
    thursday = Asked(now=NOW, period=period("2026-11-25 08:00", "2026-11-25 17:00"))
    ahead = (await _ask(Said("Anna"), annas=(SICK,), viewer=viewer, asked=thursday)).found[0].outlook
    assert ahead is not None
    assert [one.shows_reason for one in ahead.absences] == [sees]


async def test_somebody_picked_who_has_left_meanwhile_is_not_told_of() -> None:
    """V1: the others are answered all the same."""
    told = await _ask(Said(person=STRANGER), Said("Anna"))
    assert _found(told) == [ANNA]
    assert (told.unclear[0].fits, told.unclear[0].nearest) == ((), ())
