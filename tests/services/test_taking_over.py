"""Who else can take somebody's matters: of the same groups and matters, and only who can answer then (V1, S3)."""

from __future__ import annotations

from dataclasses import replace

from policy.answer_groups import AnswerGroup, PhoneHours
from policy.diversions import Diversion, DiversionBook
from policy.functions import Function, of_group, of_person
from policy.organisation import GroupId, Municipality, PersonId
from policy.reasons import Reason
from services.coverage_facts import CoverageFacts
from services.ports import How, MatterMatch, MattersBeside, MattersFound
from services.taking_over import MOST, TakingOver
from storage.coverage_repository import stored_coverage
from tests.policy.small_town import ANNA, BO, DAG, DISA, EVA, GUN, KARIN, NILS, VERA, at, diversion, small_town
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.storage.memory_store import MemoryStore

NOW = at("2026-11-24 10:00")
PERMITS, PLANS = GroupId("bygglov"), GroupId("planer")


class Matters(FakeDirectory):
    """A directory in which matters lead where the test says, found in the way it says."""

    def __init__(self, municipality: Municipality, *led: tuple[str, Function], how: How = How.EXACT) -> None:
        super().__init__(municipality)
        self.led = led
        self.how = how

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """The functions that were given for just this matter."""
        del beside
        found = [one for matter, one in self.led if matter == text]
        matches = tuple(MatterMatch(function=one, matter=text, score=1.0, how=self.how) for one in found)
        return MattersFound(matches=matches[:limit])


def _group(id_: GroupId, name: str, *members: PersonId, keeps_roster: bool = False) -> AnswerGroup:
    hours = PhoneHours(weekdays={})
    return AnswerGroup(id=id_, name=name, unit=GUN_UNIT, members=members, phone_hours=hours, keeps_roster=keeps_roster)


GUN_UNIT = small_town().people[GUN].unit


def _town(*groups: AnswerGroup, **matters: tuple[str, ...]) -> Municipality:
    town = small_town()
    people = {key: replace(person, matters=matters.get(str(key), ())) for key, person in town.people.items()}
    return replace(town, people=people, groups={group.id: group for group in groups})


async def _instead(
    directory: FakeDirectory, *diversions: tuple[PersonId, Diversion], but: frozenset[PersonId] = frozenset()
) -> list[tuple[PersonId, str]]:
    books = BooksInMemory(*(DiversionBook(person=person, diversions=(one,)) for person, one in diversions))
    facts = CoverageFacts(cases=stored_coverage(MemoryStore()), books=books, directory=directory)
    service = TakingOver(facts=facts, books=books, directory=directory)
    anna = directory.municipality.people[ANNA]
    found = await service.instead_of(anna, viewer=VERA, at=NOW, but=but)
    return [(one.told.person.id, one.answers_for) for one in found]


def _lunch(person: PersonId, *, open_line: bool = False) -> tuple[PersonId, Diversion]:
    return person, diversion(Reason.LUNCH, "2026-11-24 09:30", "2026-11-24 10:30", person=person, open_line=open_line)


async def test_of_the_persons_groups_those_who_can_answer_in_the_groups_order() -> None:
    """V1: never the person; not who is away, nor who doesn't work that day; an open line answers."""
    town = _town(_group(PERMITS, "Bygglov", DAG, ANNA, DISA, NILS, EVA))
    assert await _instead(FakeDirectory(town)) == [(DAG, "Bygglov"), (DISA, "Bygglov"), (NILS, "Bygglov")]
    found = await _instead(FakeDirectory(town), _lunch(DAG), _lunch(NILS, open_line=True))
    assert found == [(DISA, "Bygglov"), (NILS, "Bygglov"), (EVA, "Bygglov")]


async def test_a_group_that_keeps_a_roster_gives_only_those_on_duty() -> None:
    """A2: to be in is not to answer, where there is a phone duty that nobody has."""
    assert await _instead(FakeDirectory(_town(_group(PERMITS, "Bygglov", ANNA, DAG, keeps_roster=True)))) == []


async def test_several_groups_come_after_each_other_and_nobody_twice() -> None:
    """V1: told of with the first group that they answer for."""
    town = _town(_group(PERMITS, "Bygglov", ANNA, DAG), _group(PLANS, "Planer", DAG, ANNA, NILS))
    assert await _instead(FakeDirectory(town)) == [(DAG, "Bygglov"), (NILS, "Planer")]


async def test_others_of_the_same_matter_come_after_the_groups() -> None:
    """S3: the group of Anna's own matter, then Eva, whose own matter it is too."""
    town = _town(_group(PLANS, "Planer", NILS), anna=("detaljplan",))
    led = (("detaljplan", of_group(PLANS)), ("detaljplan", of_person(ANNA)), ("detaljplan", of_person(EVA)))
    assert await _instead(Matters(town, *led)) == [(NILS, "Planer"), (EVA, "detaljplan")]
    assert await _instead(Matters(town, *led), _lunch(EVA)) == [(NILS, "Planer")]


async def test_a_matter_that_is_only_like_it_leads_to_nobody() -> None:
    """S3: never a wrong answer given as certain."""
    town = _town(anna=("detaljplan",))
    led = (("detaljplan", of_person(EVA)),)
    for how in (How.SYNONYM, How.BENT, How.COMPOUND, How.BEGUN, How.SLIPPED):
        assert await _instead(Matters(town, *led, how=how)) == []


async def test_whoever_answers_instead_is_told_of_beside_and_not_among_them() -> None:
    """V1: nobody is named twice."""
    town = _town(_group(PERMITS, "Bygglov", ANNA, DAG, NILS))
    assert await _instead(FakeDirectory(town), but=frozenset([DAG])) == [(NILS, "Bygglov")]


async def test_no_more_are_told_of_than_a_caller_is_put_through_to() -> None:
    """V1: the first few."""
    town = _town(_group(PERMITS, "Bygglov", ANNA, BO, DAG, NILS, EVA, KARIN))
    assert [person for person, _ in await _instead(FakeDirectory(town))] == [BO, DAG, NILS]
    assert MOST == 3
