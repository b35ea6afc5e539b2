"""Which unit or answer group is meant by what people call it (S3)."""

from __future__ import annotations

import pytest

from services.place_finding import name_of, spot_of, spots_named
from tests.bot.house import example_directory

TOWN = example_directory().municipality


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bygg", "unit:bygg"),
        ("Bygg", "unit:bygg"),
        ("byggenheten", "unit:bygg"),
        ("byggavdelningen", "unit:bygg"),
        ("byggkontoret", "unit:bygg"),
        ("building department", "unit:bygg"),
        ("bygglov", "group:bygglov"),
        ("byglov", "group:bygglov"),
        ("bygglovs", "group:bygglov"),
        ("attefallshus", "group:bygglov"),
        ("miljö", "unit:miljokontoret"),
        ("miljo", "unit:miljokontoret"),
        ("miljökontorett", "unit:miljokontoret"),
        ("växeln", "unit:vaxeln"),
        ("vaxeln", "unit:vaxeln"),
        ("switchboard", "unit:vaxeln"),
        ("ekonomiavdelningen", "unit:ekonomi"),
        ("ekonimi", "unit:ekonomi"),
        ("tekniska", "unit:teknik"),
        ("HR", "unit:personal"),
        ("VA", "unit:va"),
        ("skolskjuts", "unit:skolskjuts"),
        ("konsument", "unit:konsument"),
        ("orosanmälan", "group:mottagning"),
        ("faktura", "group:faktura"),
        ("hälsoskydd", "group:miljo"),
        ("socialtjänstens mottagning", "group:mottagning"),
    ],
)
def test_a_place_is_found_by_whatever_it_is_called(typed: str, meant: str) -> None:
    """S3: by name, by another name, by matter, bent, mistyped or without dots."""
    found = spots_named(TOWN, typed)
    assert [spot.id for spot in found.spots] == [meant]
    assert found.nearest == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hemtjänsten", ["unit:hemtjansten-norr", "unit:hemtjansten-soder"]),
        ("avlopp", ["group:miljo", "group:vatten"]),
    ],
)
def test_several_that_fit_are_given_as_several(typed: str, meant: list[str]) -> None:
    """S3: nobody guesses which of them."""
    assert [spot.id for spot in spots_named(TOWN, typed).spots] == meant


def test_what_nothing_is_called_gives_the_nearest_or_nothing() -> None:
    """S3: to choose from, never taken for an answer."""
    found = spots_named(TOWN, "stadsbyggnad")
    assert found.spots == ()
    assert [name_of(TOWN, spot) for spot in found.nearest] == ["Bygg"]
    for typed in ("xyzzy", "IT", "", "?!", " "):
        assert spots_named(TOWN, typed).spots == spots_named(TOWN, typed).nearest == ()


def test_a_duty_names_a_place_only_by_its_own_name() -> None:
    """ "Vem sitter i växeln?" is about the switchboard; "vem har telefonen?" about no place of that name."""
    assert [spot.id for spot in spots_named(TOWN, "växelpassning", loosely=False).spots] == ["unit:vaxeln"]
    for typed in ("telefonpassning", "telefonen", "jouren", "phone duty"):
        assert spots_named(TOWN, typed, loosely=False).spots == ()


def test_a_place_that_is_gone_is_none() -> None:
    """A button from before the unit was closed down finds nothing."""
    for spot in spots_named(TOWN, "avlopp").spots:
        assert spot_of(TOWN, spot.id) == spot
    for gone in ("unit:nowhere", "group:nowhere", "bygg", ""):
        assert spot_of(TOWN, gone) is None
