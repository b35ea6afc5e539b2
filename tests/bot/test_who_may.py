"""Who may do what, whoever a card says they are: identity is the turn's, and nothing that a card carries is trusted."""

from __future__ import annotations

from typing import Any

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone

REFUSED = "Du kan inte ändra hänvisningar för Anna Svensson. Det kan Anna Svensson, närmaste chef och växeln."
MEETING = {"reason": "meeting", "end_date": "2026-11-23", "end_time": "15:00"}
JUNK: tuple[Any, ...] = (
    None,
    "",
    [],
    {},
    ["x"],
    {"a": [1]},
    0,
    -1,
    1.5,
    True,
    "x" * 50_000,
    "\x00",
    10**30,
    "2026-99-99",
)
VALUES = ("person", "diversion", "change", "then", "remember", "seen", "replaces", "continues", "start", "end")
INPUTS = ("reason", "start_date", "start_time", "end_date", "end_time", "open_ended", "answers_instead", "note")


def _pressed(name: str, values: dict[str, Any], inputs: dict[str, Any] | None = None) -> CardAction:
    return CardAction(name, values, inputs or {}, True)


async def _still_in(anna: Someone) -> None:
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu", "Inget är inlagt framöver.")


@pytest.mark.parametrize("line", ["sätt Anna Svensson på möte till 15", "Anna Svensson är tillbaka"])
async def test_a_colleague_may_not_change_anothers_diversion(line: str, bo: Someone, anna: Someone) -> None:
    """Not even one who deputises for the manager: the person, the nearest manager and the switchboard may."""
    await bo.says(line)
    bo.sees(REFUSED)
    await _still_in(anna)


async def test_a_manager_may_not_change_a_peers_diversion(house: House, karin: Someone) -> None:
    """Being a manager somewhere is not enough."""
    await karin.says("sätt Henrik Sjöberg på möte till 15")
    karin.sees("Du kan inte ändra hänvisningar för Henrik Sjöberg.")
    assert not (await house.books.load(house.person("Henrik Sjöberg").id)).value.diversions


@pytest.mark.parametrize("name", ["diversion.save", "diversion.confirm"])
async def test_a_forged_person_in_a_form_is_refused(name: str, bo: Someone, anna: Someone) -> None:
    """The button says that it is Anna's form; the turn says that Bo pressed it."""
    values = {"person": str(anna.id)}
    await bo.sends(_pressed(name, {**values, **MEETING}, MEETING))
    bo.sees(REFUSED)
    await _still_in(anna)


async def test_forged_ends_undos_and_changes_are_refused(anna: Someone, bo: Someone) -> None:
    """Even with the true ids of Anna's own receipt."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    for title in ("Ändra", "Ångra", "Jag är tillbaka"):
        await bo.sends(anna.button(title))
        bo.sees(REFUSED)
    await anna.says("min status")
    anna.sees("Du är hänvisad till 15:00")


async def test_a_picked_person_is_authorised_anew(anna: Someone, bo: Someone) -> None:
    """A row of a list can be forged to go on with anything."""
    for remember in ({"do": "end"}, {"values": MEETING}):
        await bo.sends(_pressed("people.pick", {"person": str(anna.id), "then": "diversion", "remember": remember}))
        bo.sees(REFUSED)
    await _still_in(anna)


async def test_someone_elses_diversion_is_not_reached_through_ones_own(anna: Someone, bo: Someone) -> None:
    """Bo's own form with the id of Anna's diversion replaces nothing of hers."""
    await anna.says("möte till 15")
    anna.sees("Möte")
    stolen = anna.button("Ändra").values["diversion"]
    await bo.sends(_pressed("diversion.save", {"person": str(bo.id), "replaces": stolen}, MEETING))
    bo.sees("Du är hänvisad till 15:00")
    await bo.sends(_pressed("diversion.end", {"person": str(bo.id), "diversion": stolen}))
    bo.sees("Den hänvisningen finns inte längre.")
    await anna.says("min status")
    anna.sees("Du är hänvisad till 15:00")


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("diversion.end", {"diversion": "forged"}, "Den hänvisningen finns inte längre."),
        ("diversion.change", {"diversion": "forged"}, "Den hänvisningen finns inte längre."),
        ("diversion.undo", {"change": "forged"}, "Det går inte att ångra längre"),
        ("diversion.undo", {}, "Det går inte att ångra längre"),
        ("people.pick", {"then": "forged", "remember": {}}, "Den knappen fungerar inte längre."),
        ("people.pick", {"then": "diversion", "remember": "x"}, "Den knappen fungerar inte längre."),
        ("people.pick", {"then": "diversion", "remember": {"values": "x"}}, "Den knappen fungerar inte längre."),
        ("availability.refresh", {"start": "x", "end": "y"}, "Den knappen fungerar inte längre."),
        (
            "availability.refresh",
            {"start": "2026-11-24T12:00:00+01:00", "end": "9999-12-31T23:59:59+00:00"},
            "Den knappen fungerar inte längre.",
        ),
    ],
)
async def test_what_a_card_never_carried_has_a_clear_answer(
    name: str, values: dict[str, Any], said: str, anna: Someone
) -> None:
    """Made up by hand, or by a card from another time."""
    await anna.sends(_pressed(name, {"person": str(anna.id), **values}))
    anna.sees(said)


@pytest.mark.parametrize("name", ["diversion.end", "diversion.change", "availability.refresh"])
async def test_a_person_who_is_no_longer_there_is_said_to_be_gone(name: str, anna: Someone) -> None:
    """A card outlives the person it is about."""
    await anna.sends(_pressed(name, {"person": "gone", "diversion": "gone"}))
    anna.sees("Jag hittar inte den personen i katalogen längre.")


async def test_a_forged_yes_saves_nothing(anna: Someone) -> None:
    """`seen` has to name what would be displaced now."""
    await anna.says("semester v 28")
    anna.sees("Semester")
    values = {
        "person": str(anna.id),
        "reason": "meeting",
        "start_date": "2027-07-13",
        "start_time": "10:00",
        "end_time": "11:00",
        "seen": "all of it",
    }
    await anna.sends(_pressed("diversion.confirm", values))
    anna.sees("Ska den nya hänvisningen ta över?")
    await anna.says("nej")
    anna.sees("Avbrutet.")


async def test_a_forged_stand_in_is_looked_up_by_the_name_that_is_shown(anna: Someone, karin: Someone) -> None:
    """An id that doesn't belong to the name in the field counts for nothing."""
    values = {"person": str(anna.id), "answers_instead_id": str(karin.id)}
    await anna.sends(_pressed("diversion.save", values, {**MEETING, "answers_instead": "Bo Ek"}))
    anna.sees("Svarar i stället\nBo Ek")


@pytest.mark.parametrize("name", [*ActionName])
async def test_junk_in_a_button_has_an_answer(name: str, anna: Someone) -> None:
    """Lists, nothing, numbers and endless texts where a short text belongs: an answer, never an exception."""
    ordinary = {"person": str(anna.id), "then": "diversion", "remember": {"values": {}}}
    for junk in JUNK:
        for key in VALUES:
            await anna.sends(_pressed(name, {**ordinary, key: junk}, MEETING))
            assert anna.sight
            anna.unseen.clear()
        for key in INPUTS:
            await anna.sends(_pressed(name, ordinary, {**MEETING, key: junk}))
            assert anna.sight
            anna.unseen.clear()
