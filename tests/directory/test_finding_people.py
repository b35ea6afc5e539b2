"""Whom a question finds: as sentences, in the example municipality and in towns made for the purpose."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from directory.municipality_file import load_municipality
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId, Unit, UnitId
from policy.working_calendar import WorkingCalendar
from tests.sources import PROJECT

EXAMPLE = PeopleSearch(load_municipality(PROJECT / "examples" / "exempelkommun.yaml"))

FINDS_JUST = {
    "a whole name": ("Anna Svensson", "Anna Svensson"),
    "in any order": ("svensson anna", "Anna Svensson"),
    "in any case": ("ÅSA ÖBERG", "Åsa Öberg"),
    "Berg, and not Öberg or Bergström": ("Åsa Berg", "Åsa Berg"),
    "Berg alone": ("Berg", "Åsa Berg"),
    "without marks": ("asa oberg", "Åsa Öberg"),
    "with marks spelled out": ("Aasa Oeberg", "Åsa Öberg"),
    "with foreign marks left out": ("zoe lundqvist", "Zoë Lundqvist"),
    "a foreign family name without marks": ("hadzic", "Dženana Hadžić"),
    "the first name alone, where it is one person's": ("Göran", "Göran Fransson"),
    "the family name alone": ("svensson", "Anna Svensson"),
    "whose it is": ("Annas", "Anna Svensson"),
    "whose it is, in English": ("Anna Svensson's", "Anna Svensson"),
    "a name that ends in s, as itself": ("Lars", "Lars Wikström"),
    "a double name": ("Per-Erik", "Per-Erik Nilsson"),
    "a double name in two words": ("per erik", "Per-Erik Nilsson"),
    "a double name in one": ("pererik nilsson", "Per-Erik Nilsson"),
    "a double name's letters": ("JP Dubois", "Jean-Pierre Dubois"),
    "a double name's letters, parted": ("j-p dubois", "Jean-Pierre Dubois"),
    "one half of a double family name": ("Nyman", "Oskar Åberg-Nyman"),
    "Per, and not Per-Erik": ("Per", "Per Lindgren"),
    "a double name in another spelling": ("ann-christine dahl", "Ann-Christin Dahl"),
    "a family name without its particle": ("Carl Essen", "Carl von Essen"),
    "a family name with it": ("von Essen", "Carl von Essen"),
    "a nickname": ("Lasse", "Lars Wikström"),
    "a nickname with a family name": ("Bosse Ek", "Bo Ek"),
    "a nickname in another spelling": ("Lisbeth", "Elisabeth Norén"),
    "a nickname of a name with marks": ("Nalle Hedlund", "Björn Hedlund"),
    "a nickname of the person's own": ("maggan", "Margareta Holmgren"),
    "the name as another is spelled": ("Tomas Kvist", "Thomas Qvist"),
    "the name as it is heard": ("Hasse Törnkvist", "Hans Törnqvist"),
    "another spelling of a foreign name": ("Muhammad Al Sayed", "Mohammed Al-Sayed"),
    "a letter too many": ("Anna Svenssson", "Anna Svensson"),
    "a letter too few": ("Gunnr Strömberg", "Gunnar Strömberg"),
    "a wrong letter": ("Pernills Engström", "Pernilla Engström"),
    "two letters that changed places": ("Anna Svnesson", "Anna Svensson"),
    "two slips in a long name": ("Kowaljcyk", "Aleksandra Kowalczyk"),
    "the beginning of a name": ("aleks", "Aleksandra Kowalczyk"),
    "the beginnings of both": ("kar lindq", "Karin Lindqvist"),
    "an initial": ("Anna S", "Anna Svensson"),
    "an initial first": ("A. Svensson", "Anna Svensson"),
    "initials": ("AS", "Anna Svensson"),
    "an extension": ("4536", "Anna Svensson"),
    "an extension that is said to be one": ("ankn 4536", "Anna Svensson"),
    "a mobile number": ("070-174 06 05", "Anna Svensson"),
    "the number run together": ("0701740605", "Anna Svensson"),
    "the number with its country": ("+46 (0)70-174 06 05", "Anna Svensson"),
    "the number from abroad": ("0046701740605", "Anna Svensson"),
    "a number's last digits": ("174 06 05", "Anna Svensson"),
    "last digits with a zero first": ("0605", "Anna Svensson"),
    "a landline": ("08-465 004 36", "Anna Svensson"),
    "a number with a name": ("Anna 0701740605", "Anna Svensson"),
    "an address": ("Anna.Svensson@exempelkommun.example", "Anna Svensson"),
    "an address up to the @": ("anna.svensson", "Anna Svensson"),
    "an address mistyped": ("anna.svenson@exempelkommun.example", "Anna Svensson"),
    "a mention": ("@Anna Svensson", "Anna Svensson"),
    "a unit": ("Maria på centralskolan", "Maria Johansson"),
    "a unit by what people call it": ("Åsa på byggkontoret", "Åsa Berg"),
    "a unit without a little word": ("åsa bygg", "Åsa Berg"),
    "a unit of several words": ("Anna in the building department", "Anna Svensson"),
    "a unit bent": ("Vera i växel", "Vera Åkesson"),
    "the unit above": ("Fatima på socialförvaltningen", "Fatima Hussein"),
    "a title": ("Åsa miljöinspektör", "Åsa Öberg"),
    "a matter": ("åsa strandskydd", "Åsa Berg"),
    "a title alone": ("byggchefen", "Karin Lindqvist"),
    "a title at a unit": ("rektorn på centralskolan", "Katarina af Ekenstam"),
}  # fmt: skip


@pytest.mark.parametrize("case", FINDS_JUST)
def test_someone_is_found_by(case: str) -> None:
    """One question, one person, and nobody beside them."""
    question, name = FINDS_JUST[case]
    assert found(EXAMPLE, question) == [name]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Åsa", ["Åsa Berg", "Åsa Öberg"]),
        ("Maria Johansson", ["Maria Johansson", "Maria Johansson"]),
        ("kicki", ["Kristina Möller", "Christina Widmark", "Ann-Christin Dahl"]),
        ("telefonist", ["Mohammed Al-Sayed", "Vera Åkesson", "Birgitta Lundin"]),
        ("lindq", ["Karin Lindqvist"]),
    ],
)
def test_everyone_who_may_be_meant_is_found(question: str, names: list[str]) -> None:
    """Whoever asked picks; nobody is left out because someone else fits as well."""
    assert sorted(found(EXAMPLE, question)) == sorted(names)


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("Anna Kvist", "Anna Svensson"),
        ("Hanna", "Anna Svensson"),
        ("Bo 4536", "Bo Ek"),
        ("Anna på skolan", "Anna Svensson"),
    ],
)
def test_what_fits_nobody_is_answered_with_names_to_choose_from(question: str, near: str) -> None:
    """Never with a person: Hanna is a name of its own, and Anna does not work at the school."""
    outcome = EXAMPLE.find(question)
    assert outcome.matches == ()
    assert near in [person.name for person in outcome.nearest]


@pytest.mark.parametrize("question", ["", " ", "?!", "xqzw", "Xyzzy Plugh", "0", "999999", "lunch till 13", "@"])
def test_what_is_like_nothing_is_answered_with_nothing(question: str) -> None:
    """No names are better than far-fetched ones."""
    outcome = EXAMPLE.find(question)
    assert (outcome.matches, outcome.nearest) == ((), ())


@pytest.mark.parametrize(
    "question", ["tack", "hej", "sjuk", "vab", "ok", "OK", "möte", "nej", "lunch", "bygg", "ja tack"]
)
def test_small_talk_is_nobodys_name_for_sure(question: str) -> None:
    """A bare line is taken for a name only if it fits one well (0.85), and these don't."""
    assert all(match.score < 0.85 for match in EXAMPLE.find(question).matches)


def test_what_was_typed_to_the_letter_scores_one() -> None:
    """And the freer the reading, the less."""
    scores = [
        EXAMPLE.find(text).matches[0].score for text in ("Åsa Öberg", "asa oberg", "åsa på miljö", "åsa ö", "öebrg")
    ]
    assert scores[0] == 1.0
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_name_as_written_comes_alone_though_others_sound_or_look_alike() -> None:
    """Exact words end the search: Erik is not Eric, Jonsson not Jönsson, Lind not Lindh, and Anna not Hanna."""
    search = PeopleSearch(
        town("Erik Lind", "Eric Lind", "Erik Lindh", "Anna Jonsson", "Anna Jönsson", "Hanna Jonsson", "Anna-Karin Lind")
    )
    assert found(search, "Erik Lind") == ["Erik Lind"]
    assert found(search, "Eric Lind") == ["Eric Lind"]
    assert found(search, "anna jonsson") == ["Anna Jonsson"]
    assert found(search, "Anna Jönsson") == ["Anna Jönsson"]
    assert found(search, "Anna") == ["Anna Jonsson", "Anna Jönsson"]


def test_one_name_is_not_taken_for_a_slip_in_another() -> None:
    """Anna Lind may be someone who isn't here, so Anna Lund is no answer; a word that is no name is read as a slip."""
    search = PeopleSearch(town("Anna Lund", "Per Holm"))
    assert found(search, "Anna Lind") == []
    assert [person.name for person in search.find("Anna Lind").nearest] == ["Anna Lund"]
    assert found(search, "Anna Lnud") == ["Anna Lund"]


def test_each_word_stands_for_a_word_of_its_own() -> None:
    """Anna A is an Anna with another A; Erik Eriksson is not found by Erik Erik."""
    search = PeopleSearch(town("Anna Alm", "Anna Björk", "Bo Ek"))
    assert found(search, "Anna A") == ["Anna Alm"]
    assert found(search, "Bo Bo") == []


def test_a_place_that_is_told_is_no_name() -> None:
    """ "Anna på Berg" works there; "Anna Berg" is called so; and where there is no such place, the name is meant."""
    people = town("Anna Alm", "Anna Berg")
    alm, berg = people.units.values()
    search = PeopleSearch(replace(people, units={alm.id: replace(alm, name="Bergs skola"), berg.id: berg}))
    assert found(search, "Anna på Berg") == ["Anna Alm"]
    assert found(search, "Anna Berg") == ["Anna Berg"]
    assert found(PeopleSearch(people), "Anna i Berg") == ["Anna Berg"]


def test_colleagues_of_the_unit_come_first_among_equals() -> None:
    """Whoever asks for Anna mostly means the one along the corridor, but someone who fits better is still first."""
    search = PeopleSearch(town("Anna Alm", "Anna Zorn", "Annika Ask"))
    near_zorn = search_person(search, "Anna Zorn")
    assert [match.person.name for match in search.find("anna", near=near_zorn).matches] == ["Anna Zorn", "Anna Alm"]
    near_annika = search_person(search, "Annika Ask")
    assert [match.person.name for match in search.find("anna", near=near_annika).matches] == ["Anna Alm", "Anna Zorn"]


def test_no_more_are_given_than_asked_for() -> None:
    """The best of them."""
    search = PeopleSearch(town(*(f"Anna {letter}lm" for letter in "ABCDEFGHIJ")))
    assert [match.person.name for match in search.find("anna", limit=3).matches] == ["Anna Alm", "Anna Blm", "Anna Clm"]
    assert search.find("anna", limit=0).matches == ()


def test_a_shared_number_finds_everyone_who_has_it() -> None:
    """One phone in the staff room."""
    people = town("Anna Alm", "Bo Ek", mobile="+46701740605")
    assert sorted(found(PeopleSearch(people), "070-174 06 05")) == ["Anna Alm", "Bo Ek"]


def test_an_extension_goes_before_the_last_digits_of_anothers_number() -> None:
    """0605 as an extension is whoever has it, though Anna's mobile ends so."""
    people = town("Anna Alm", "Bo Ek", mobile="+46701740605")
    first, second = people.people.values()
    second = replace(second, extension="0605", mobile="")
    assert found(PeopleSearch(replace(people, people={first.id: first, second.id: second})), "0605") == ["Bo Ek"]


def test_an_empty_municipality_finds_no_one() -> None:
    """And says so without failing."""
    search = PeopleSearch(town())
    assert [search.find(text).matches for text in ("Anna", "4536", "på bygg", "a")] == [(), (), (), ()]


def town(*names: str, mobile: str = "") -> Municipality:
    """A municipality where each of these people has a unit of their own."""
    units = [Unit(id=UnitId(f"u{n}"), name=f"Enhet {n}") for n in range(len(names))]
    people = [
        Person(
            id=PersonId(f"p{n}"),
            first_name=name.split()[0],
            last_name=name.split()[1],
            title="Handläggare",
            unit=unit.id,
            mobile=mobile,
        )
        for n, (name, unit) in enumerate(zip(names, units, strict=True))
    ]
    return Municipality(
        name="Småbygd",
        language="sv",
        calendar=WorkingCalendar(ZoneInfo("Europe/Stockholm")),
        people={person.id: person for person in people},
        units={unit.id: unit for unit in units},
        groups={},
    )


def found(search: PeopleSearch, question: str) -> list[str]:
    """The names of those who answer to the question."""
    return [match.person.name for match in search.find(question).matches]


def search_person(search: PeopleSearch, name: str) -> Person:
    """The one person with the name."""
    (match,) = search.find(name).matches
    return match.person
