"""What holds for every question and every municipality: nothing is raised, and everyone is found by what is theirs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.folding import fold, sound, spelled_out, words
from directory.municipality_file import load_municipality
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId, Unit, UnitId
from policy.working_calendar import WorkingCalendar
from tests.sources import PROJECT

TOWN = load_municipality(PROJECT / "examples" / "exempelkommun.yaml")
SEARCH = PeopleSearch(TOWN)
EVERYONE = tuple(TOWN.people.values())

LITTLE_WORDS = ["på", "i", "inom", "at", "och", "af", "von"]
LETTERS = "abdegiklmnorstvåäöéøüč"
NAME_WORDS = st.one_of(st.text(alphabet=LETTERS, min_size=2, max_size=8), st.sampled_from(LITTLE_WORDS))
NAMES = st.tuples(st.lists(NAME_WORDS.map(str.capitalize), min_size=1, max_size=2), st.sampled_from("- ")).map(
    lambda parts_and_hyphen: parts_and_hyphen[1].join(parts_and_hyphen[0])
)
PIECES = [
    "Anna",
    "Åsa",
    "svensson",
    "Per-Erik",
    "på",
    "i",
    "bygg",
    "4536",
    "070-174",
    "A",
    "+46",
    "@",
    "skola",
    "rektor",
]
QUESTIONS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join))


@settings(max_examples=200, deadline=None)
@given(text=QUESTIONS, near=st.one_of(st.none(), st.sampled_from(EVERYONE)), limit=st.integers(-1, 8))
def test_any_question_is_answered(text: str, near: Person | None, limit: int) -> None:
    """With matches or with suggestions, never both, no more than asked for, best first, and the same each time."""
    outcome = SEARCH.find(text, near=near, limit=limit)
    assert not (outcome.matches and outcome.nearest)
    assert max(len(outcome.matches), len(outcome.nearest)) <= max(limit, 0)
    scores = [match.score for match in outcome.matches]
    assert scores == sorted(scores, reverse=True)
    assert all(0.0 < score <= 1.0 for score in scores)
    assert len({match.person.id for match in outcome.matches}) == len(scores)
    assert SEARCH.find(text, near=near, limit=limit) == outcome


@settings(max_examples=100, deadline=None)
@given(names=st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_everyone_is_found_by_their_own_name_in_either_order(names: list[tuple[str, str]]) -> None:
    """Whatever they and the others are called; what is typed to the letter scores 1 and comes first."""
    people = [_person(number, first, last) for number, (first, last) in enumerate(names)]
    search = PeopleSearch(_town(people))
    for person in people:
        for question in (person.name, f"{person.last_name} {person.first_name}", person.name.upper()):
            matches = search.find(question, limit=len(people)).matches
            assert person.id in [match.person.id for match in matches], question
            assert matches[0].score == 1.0


def test_everyone_in_the_example_is_found_by_each_thing_that_is_theirs() -> None:
    """Name either way, without marks, extension, numbers, address: the person, and only those who share it."""
    for person in EVERYONE:
        for question in (
            person.name,
            f"{person.last_name} {person.first_name}",
            fold(person.name.casefold()),
            spelled_out(person.name.casefold()),
        ):
            found = [match.person for match in SEARCH.find(question).matches]
            assert person in found, question
            assert {other.name for other in found} == {person.name}, question
        for own in (person.extension, person.mobile, person.landline, person.email):
            if own:
                assert [match.person for match in SEARCH.find(own).matches] == [person], own


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_folded_to_words_without_marks(text: str) -> None:
    """Folding twice changes nothing, and no word vanishes when it is folded or heard."""
    for word in words(text):
        assert fold(fold(word)) == fold(word) != ""
        assert sound(word)


def _person(number: int, first: str, last: str) -> Person:
    return Person(
        id=PersonId(f"p{number}"), first_name=first, last_name=last, title="Handläggare", unit=UnitId("enhet")
    )


def _town(people: list[Person]) -> Municipality:
    return Municipality(
        name="Småbygd",
        language="sv",
        calendar=WorkingCalendar(ZoneInfo("Europe/Stockholm")),
        people={person.id: person for person in people},
        units={UnitId("enhet"): Unit(id=UnitId("enhet"), name="Enheten")},
        groups={},
    )
