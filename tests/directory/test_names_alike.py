"""Names that are one to the ear, to the keyboard or to their bearers, and the table of short names itself."""

from __future__ import annotations

import pytest

from directory.common_names import COMMON_NAMES
from directory.folding import fold, sound, spelled_out, words
from directory.nicknames import related_names
from directory.typing_errors import TypingErrors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("erik", "eric"),
        ("karl", "carl"),
        ("kristina", "christina"),
        ("sofia", "sophia"),
        ("tomas", "thomas"),
        ("niklas", "nicklas"),
        ("claes", "klas"),
        ("lindqvist", "lindkvist"),
        ("lindqvist", "lindquist"),
        ("wikström", "vikström"),
        ("gustafsson", "gustavsson"),
        ("olsson", "ohlsson"),
        ("petterson", "peterson"),
        ("hjelm", "hjälm"),
        ("löfgren", "lövgren"),
        ("gustaf", "gustav"),
        ("alexander", "aleksander"),
        ("sara", "sarah"),
        ("jenny", "jenni"),
        ("jakobsson", "jacobson"),
    ],
)
def test_what_is_heard_alike_is_alike(one: str, other: str) -> None:
    """A name taken down over the phone is spelled as whoever wrote it would spell it."""
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("lind", "lund"), ("berg", "borg"), ("anna", "hanna"), ("lena", "lina")])
def test_what_is_heard_apart_is_apart(one: str, other: str) -> None:
    """Sound lets nobody pass for somebody else."""
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "folded", "spelled"),
    [
        ("åsa", "asa", "aasa"),
        ("öberg", "oberg", "oeberg"),
        ("zoë", "zoe", "zoe"),
        ("müller", "muller", "mueller"),
        ("sørensen", "sorensen", "soerensen"),
        ("łukasz", "lukasz", "lukasz"),
        ("hadžić", "hadzic", "hadzic"),
    ],
)
def test_marks_are_left_out_or_spelled_out(typed: str, folded: str, spelled: str) -> None:
    """As on a keyboard without them."""
    assert (fold(typed), spelled_out(typed)) == (folded, spelled)


def test_words_part_at_what_is_no_letter() -> None:
    """Hyphens and dots part a name; an apostrophe and a loose mark do not."""
    assert words("Per-Erik O'Brien, anna.svensson@kommun") == ("per", "erik", "obrien", "anna", "svensson", "kommun")
    assert words("İbrahim A\u030asa") == ("ibrahim", "åsa")


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("kalle", "karl"),
        ("lasse", "lars"),
        ("pelle", "per"),
        ("maggan", "margareta"),
        ("nisse", "nils"),
        ("bosse", "bo"),
        ("kicki", "kristina"),
        ("anki", "annkristin"),
    ],
)
def test_a_short_name_leads_to_the_name_and_back(short: str, name: str) -> None:
    """Whichever of the two is registered, the other finds it."""
    assert name in related_names(short)
    assert short in related_names(name)


def test_no_one_is_related_to_a_stranger() -> None:
    """Two short names of one name are not each other's."""
    assert "totte" not in related_names("tobbe")
    assert related_names("xyzzy") == frozenset()


def test_the_list_of_common_names_is_folded() -> None:
    """A name with its marks on would never be met there."""
    assert [name for name in COMMON_NAMES if fold(name) != name] == []


@pytest.mark.parametrize(
    ("typed", "slips"),
    [
        ("lindgren", {}),
        ("lindgern", {"lindgren": 1}),
        ("lindgre", {"lindgren": 1}),
        ("lindgrren", {"lindgren": 1}),
        ("lxndgren", {"lindgren": 1}),
        ("lxndgrxn", {"lindgren": 2}),
        ("lxxdgrxn", {}),
        ("anma", {"anna": 1}),
        ("asx", {}),
    ],
)
def test_slips_are_found_by_their_number(typed: str, slips: dict[str, int]) -> None:
    """One in a word of four letters, two in a long one, none in a short one."""
    assert TypingErrors(["anna", "asa", "lindgren"]).near(typed) == slips
