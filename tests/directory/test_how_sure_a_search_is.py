"""When a lone answer is certain (V1): never where somebody who isn't here may be meant as well."""

from __future__ import annotations

from dataclasses import replace

import pytest

from directory.people_search import PeopleSearch
from policy.organisation import PersonId, UnitId
from tests.directory.test_finding_people import EXAMPLE, found, town


@pytest.mark.parametrize(
    "question",
    [
        "Anna Svensson",
        "svensson anna",
        "asa oberg",
        "Aasa Oeberg",
        "Anna Svenssons",
        "Göran",
        "per erik nilsson",
        "Bosse Ek",
        "maggan",
        "Anna S",
        "A Svensson",
        "4536",
        "ankn 4536",
        "174 06 05",
        "anna.svensson@exempelkommun.example",
        "Anna 4536",
        "Maria på centralskolan",
        "Maria på centralskolans",
        "åsa strandskydd",
        "byggchefen",
        "rektorn på centralskolan",
    ],
)
def test_a_lone_answer_is_certain_if_all_that_was_typed_is_theirs(question: str) -> None:
    """Their name, with its marks or none, what they go by, their number, and where they are or what they do."""
    outcome = EXAMPLE.find(question)
    assert len(outcome.matches) == 1
    assert outcome.is_certain


@pytest.mark.parametrize(
    "question",
    [
        "Anna Svnesson",
        "Tomas Kvist",
        "Anna Sven",
        "aleksan",
        "AS",
        "Nyman",
        "Ann Dahl",
        "0605",
        "Anna Svensson på byggg",
        "Anna 0605",
    ],
)
def test_a_lone_answer_is_not_certain_if_something_is_merely_like_theirs(question: str) -> None:
    """A slip, a sound, a beginning, half a double name, the last digits of a number that may be an extension."""
    outcome = EXAMPLE.find(question)
    assert len(outcome.matches) <= 1
    assert not outcome.is_certain


@pytest.mark.parametrize("question", ["Åsa", "Maria Johansson", "Anna Kvist", ""])
def test_several_and_nobody_are_not_certain(question: str) -> None:
    """Only one person can be."""
    assert not EXAMPLE.find(question).is_certain
    assert not EXAMPLE.find(question, limit=1).is_certain


@pytest.mark.parametrize(
    ("question", "people"),
    [
        ("Anna Jönsson", ["Anna Jonsson"]),
        ("Anna Jonsson", ["Anna Jönsson", "Bo Jonsson"]),
        ("Andreas Ek", ["Andrea Ek"]),
        ("Lisa Holm", ["Elisabet Holm"]),
        ("Karl Ek", ["Kalle Ek"]),
        ("Erik Holm", ["Eric Holm"]),
        ("Anna Lind", ["Anna Lindgren"]),
        ("Anna Bergh", ["Anna Berghult"]),
    ],
)
def test_a_name_of_its_own_is_not_certainly_anothers(question: str, people: list[str]) -> None:
    """Whoever was asked for may have left, or never been here."""
    search = PeopleSearch(town(*people))
    assert not search.find(question).is_certain
    assert search.find(people[0]).is_certain


def test_a_name_without_marks_is_not_certain_where_another_has_them() -> None:
    """Whoever types none may mean none; with them the one is told from the other."""
    search = PeopleSearch(town("Goran Ek", "Göran Ek", "Anna Ek"))
    assert found(search, "goran ek") == ["Goran Ek"]
    assert not search.find("goran ek").is_certain
    assert not search.find("goran").is_certain
    assert search.find("Göran Ek").is_certain
    assert search.find("anna ek").is_certain


def test_an_address_is_certain_however_many_share_the_name() -> None:
    """It is one person's; the part before the @ may be several's."""
    people = town("Asa Ek", "Åsa Ek", "Asa Ek")
    first, second, third = people.people.values()
    addressed = {
        first.id: replace(first, email="asa.ek@example.se"),
        second.id: replace(second, email="asa.ek2@example.se"),
        third.id: replace(third, email="asa.ek2@annan.example.se"),
    }
    search = PeopleSearch(replace(people, people=addressed))
    assert search.find("asa.ek@example.se").is_certain
    assert search.find("asa.ek").is_certain
    assert not search.find("asa.ek2").is_certain
    assert not search.find("asa ek").is_certain


def test_what_is_typed_as_one_name_is_one() -> None:
    """Hassan-Forsberg is nobody's first and last name."""
    search = PeopleSearch(town("Hassan Forsberg", "Anna Hassan-Forsberg"))
    assert found(search, "Hassan-Forsberg") == ["Anna Hassan-Forsberg"]
    assert search.find("Hassan-Forsberg").is_certain
    assert found(search, "Hassan Forsberg") == ["Hassan Forsberg"]
    assert not PeopleSearch(town("Hassan Forsberg")).find("Hassan-Forsberg").is_certain


def test_a_word_that_is_only_half_of_somebodys_name_is_judged_too() -> None:
    """What it is short for may be nobody's whole name."""
    search = PeopleSearch(town("Bo-Erik Nilsson", "Katarina Ek"))
    for question in ("Bosse Nilsson", "Bosse"):
        assert found(search, question) == ["Bo-Erik Nilsson"]
        assert not search.find(question).is_certain


def test_whoever_is_left_out_is_as_if_not_there() -> None:
    """Another comes forward, even one who is found by a freer reading; and without them all, nobody is."""
    people = town("Anna Lind", "Anna Lindh", "Anna Lind")
    search = PeopleSearch(people)
    assert [one.person.id for one in search.find("Anna Lind", without=[PersonId("p0")]).matches] == ["p2"]
    without_both = search.find("Anna Lind", without=[PersonId("p0"), PersonId("p2")])
    assert [one.person.id for one in without_both.matches] == ["p1"]
    assert not search.find("Anna Lind", without=list(people.people)).matches
    assert search.find("Anna Lind", without=list(people.people)).nearest == ()
    assert search.find("Anna Lind", without=[PersonId("nobody")]) == search.find("Anna Lind")
    assert search.find("Anna Lind", without=[PersonId("p0")]).is_certain


def test_people_of_a_unit_that_is_below_another_are_found_by_both() -> None:
    """Units are arranged as a tree, however they are listed: the one below may come first."""
    people = town("Anna Alm", "Anna Berg", "Anna Dahl")
    first, second, third = people.units.values()
    above = replace(first, id=UnitId("norr"), name="Norrskolan")
    units = {
        first.id: replace(first, name="Köket", parent=above.id),
        above.id: above,
        second.id: replace(second, name="Badet"),
        third.id: replace(third, name="Disk", parent=first.id),
    }
    search = PeopleSearch(replace(people, units=units))
    assert found(search, "Anna på norrskolan") == ["Anna Alm", "Anna Dahl"]
    assert found(search, "Anna i köket") == ["Anna Alm", "Anna Dahl"]
    assert found(search, "Anna i badet") == ["Anna Berg"]
