"""The first line of an answer is complete: several functions, or nobody at all, are told of in it (S3, V1)."""

from __future__ import annotations

import pytest

from tests.bot.conftest import HouseAt
from tests.bot.talk import Someone

BOTH = "Avlopp kan höra till Miljö- och hälsoskydd eller Vatten och avlopp."


async def test_where_two_have_a_matter_the_first_line_tells_of_both(vera: Someone) -> None:
    """S3: whoever goes by the first line alone isn't sent to the wrong one; each then has a line of its own."""
    await vera.says("vem svarar på avlopp?")
    assert vera.sight.splitlines()[0] == BOTH
    assert vera.reply.messages[0].summary == BOTH
    vera.sees("Miljö- och hälsoskydd: koppla till Henrik Sjöberg, 4540.", "Vatten och avlopp: koppla till Olof Pålsson")


async def test_it_says_which_of_them_answers_just_then(house_at: HouseAt) -> None:
    """S3, A2: one is closed after twelve, which is no reason to send the caller away."""
    vera = house_at("2026-11-23 12:10").someone("Vera Åkesson")
    await vera.says("avlopp")
    assert vera.sight.splitlines()[0] == f"{BOTH} Just nu svarar bara Vatten och avlopp."
    vera.sees("Miljö- och hälsoskydd har ingen telefontid nu.")


async def test_it_says_when_none_of_them_answers(house_at: HouseAt) -> None:
    """S3: in the evening, with a line each on when they answer next."""
    vera = house_at("2026-11-23 18:10").someone("Vera Åkesson")
    await vera.says("avlopp")
    assert vera.sight.splitlines()[0] == f"{BOTH} Ingen av dem svarar just nu."
    vera.sees("Säg att de svarar imorgon klockan 08:00")


async def test_two_matters_in_one_line_are_told_apart(vera: Someone) -> None:
    """S3: each with the function that has it; in English too."""
    await vera.says("kunden vill prata om bygglov och sophämtning")
    assert vera.sight.splitlines()[0] == (
        "Flera ärenden: bygglov går till Bygglov och sophämtning går till Avfall och återvinning."
    )
    vera.sees("Bygglov: koppla till Anna Svensson", "Avfall och återvinning: koppla till Carl von Essen")
    await vera.says("who handles sewage?")
    vera.sees("Avlopp may belong to Miljö- och hälsoskydd or Vatten och avlopp.")


async def test_a_misdirected_call_about_it_is_told_of_both_too(vera: Someone) -> None:
    """S3: the caller still waits when the call has been noted."""
    await vera.says("fel kopplat: avlopp")
    assert vera.sight.splitlines()[0] == BOTH
    vera.sees("Miljö- och hälsoskydd: koppla till", "Vatten och avlopp: koppla till", "Felkopplat samtal noterat")


async def test_where_nobody_is_there_at_all_the_answer_says_what_to_do_instead(vera: Someone) -> None:
    """S3: no message can be left with nobody, so the switchboard's own way out stands there."""
    await vera.says("konsumentvägledning")
    assert vera.sight.splitlines()[0] == "Konsumentvägledning har ingen som kan svara."
    vera.does_not_see("Ta ett meddelande")
    vera.sees("Annars", "Kommunkansliet: koppla till Ann-Christin Dahl", "Nytt ringlöfte")


async def test_who_answers_next_is_told_with_from_when(house_at: HouseAt) -> None:
    """S3: a number and a time side by side would read as one."""
    vera = house_at("2026-11-23 12:10").someone("Vera Åkesson")
    await vera.says("bygglov")
    vera.sees("Svarar härnäst", "Anna Svensson, 4536, från 13:00")


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("bygglov imorgon", "På Bygglov finns någon som svarar hela telefontiden imorgon."),
        ("bygglov på lördag", "Bygglov har ingen telefontid lör 28 nov."),
        ("sopor kl 18", "Klockan 18:00: Avfall och återvinning har stängt i telefonen."),
        ("anna svensson imorgon kl 10", "Imorgon klockan 10:00: Anna Svensson är frånvarande"),
        ("anna imorgon", "Anna Svensson är borta imorgon 08:00–17:00."),
        ("sophämtning på julafton", "Avfall och återvinning har ingen telefontid tor 24 dec."),
    ],
)
async def test_a_time_beside_a_bare_name_is_not_passed_over(
    anna: Someone, vera: Someone, line: str, first: str
) -> None:
    """S3, V1: what is asked about tomorrow is never answered as it stands now."""
    await anna.says("ledig imorgon")
    anna.sees("imorgon 08:00–17:00")
    await vera.says(line)
    assert vera.sight.startswith(first), vera.sight
    vera.sees("Kontrollerat 10:15")


async def test_a_time_beside_several_bare_names_is_theirs(anna: Someone, vera: Someone) -> None:
    """V1: "imorgon" is nobody's surname."""
    await anna.says("ledig imorgon")
    anna.sees("imorgon 08:00–17:00")
    await vera.says("anna eller bo imorgon")
    vera.does_not_see("Bo Imorgon")
    vera.sees("Bo Ek", "Anna Svensson")
    assert "Anna Svensson är inne" not in "".join(repr(one) for one in vera.reply.messages)


@pytest.mark.parametrize("line", ["vem svarar på vattenläcka på Storgatan 14?", "vattenläcka på Storgatan 14"])
async def test_the_number_of_a_street_is_no_time_of_day(vera: Someone, line: str) -> None:
    """S3: the caller waits now, whatever the house is numbered."""
    await vera.says(line)
    vera.sees("Vatten och avlopp: koppla till Olof Pålsson, 4582. Telefontid till 16:00.")


async def test_the_unit_is_not_named_twice_over(vera: Someone) -> None:
    """S3: "Ärende: Bygg · Bygg" would tell nothing."""
    await vera.says("koppla till bygg")
    assert "Ärende" not in vera.sight
    vera.sees("Bygglov: koppla till Anna Svensson", "Bygg")


@pytest.mark.parametrize("line", ["turistbyrån", "skatteverket", "privat tandvård"])
async def test_a_matter_that_nobody_here_has_is_no_dead_end_for_an_operator(
    anna: Someone, vera: Someone, line: str
) -> None:
    """S3: with a caller waiting, what the switchboard falls back on; who isn't an operator is told what can be said."""
    await vera.says(line)
    vera.sees("Jag hittar ingen som har hand om", "Annars", "Kommunkansliet: koppla till Ann-Christin Dahl, 4504.")
    await anna.says(line)
    anna.sees("Det där förstod jag inte.")


async def test_an_operators_word_for_a_place_diverts_nobody(anna: Someone, vera: Someone) -> None:
    """S3, A3: "utbildning" is where the caller wants to go; with a time, or from anyone else, it is an absence."""
    await vera.says("utbildning")
    vera.sees("Utbildningsförvaltningen")
    assert "Du är hänvisad" not in vera.sight
    await vera.says("utbildning till 15")
    vera.sees("Du är hänvisad till 15:00")
    await anna.says("utbildning")
    anna.sees("Utbildning")
    assert "Du är hänvisad" in anna.sight or "Vill du spara ändå" in anna.sight
