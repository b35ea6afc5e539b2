"""Searching from Teams' own box, and what may be sent on from it (V1, S3)."""

from __future__ import annotations

import asyncio
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.chat import Chat
from bot.turn import Results, Scope, Search, Turn
from policy.organisation import PersonId
from tests.bot.conftest import HouseAt
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.cards_seen import buttons_of, words_on

MOST_BYTES = 25_000


async def _search(
    house: House, who: PersonId, text: str, *, skip: int = 0, count: int = 25, chat: Chat | None = None
) -> Results:
    turn = Turn(
        activity_id="search",
        person=who,
        conversation="somewhere",
        scope=Scope.GROUP,
        now=house.clock.now,
        search=Search(text=text, skip=skip, count=count),
    )
    return await house.inside.search_box(turn, chat or Chat())


async def test_a_colleague_is_found_with_the_number_and_when_she_is_back(house: House, vera: Someone) -> None:
    """V1: one glance at the row tells who, on what number, whether she can be reached, and when."""
    anna = house.someone("Anna Svensson")
    await anna.says("möte till 15")
    anna.sees("Möte")
    (row,) = (await _search(house, vera.id, "anna sv")).rows
    assert (row.title, row.text) == ("Anna Svensson, 4536", "Möte, åter 15:00 · Bygglovshandläggare, Bygg")
    card = words_on(row.card)
    for told in ("Anna Svensson", "Bygglovshandläggare, Bygg", "Möte, åter 15:00", "4536", "070-174 06 05"):
        assert told in card


async def test_nobody_sends_a_reason_on_that_is_not_everyones(house: House, karin: Someone) -> None:
    """POLICY, last section: neither the nearest manager nor the person has the reason on a card that others read."""
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk idag, nås på mejl")
    anna.sees("Sjuk")
    await karin.says("är Anna Svensson inne?")
    karin.sees("Anna Svensson är sjuk")
    seen = [repr(await _search(house, who, "anna svensson")) for who in (karin.id, anna.id, house.person("Bo Ek").id)]
    assert "Frånvarande, åter imorgon 08:00" in seen[0]
    assert "sjuk" not in seen[0].casefold()
    assert "mejl" not in seen[0]
    assert seen[0] == seen[1] == seen[2]


async def test_a_card_that_is_sent_on_has_no_buttons_and_a_date(house: House, vera: Someone) -> None:
    """It is read in chats where the bot isn't, and on other days: "imorgon" would then be another day."""
    anna = house.someone("Anna Svensson")
    await anna.says("utbildning imorgon till onsdag")
    anna.sees("Utbildning")
    house.clock.passes(hours=24)
    (row,) = (await _search(house, vera.id, "anna svensson")).rows
    assert row.text.startswith("Utbildning, åter ")
    card = json.dumps(row.card, ensure_ascii=False)
    assert "Läget tis 24 nov 10:15" in card
    assert "imorgon" not in card
    assert not buttons_of(row.card)
    assert "selectAction" not in card


async def test_a_matter_gives_its_function_first_and_who_answers_there_now(house: House, vera: Someone) -> None:
    """S3: the function, whether it answers, and whom to try; and what it was that led there."""
    first = (await _search(house, vera.id, "bygglov")).rows[0]
    assert first.title == "Bygglov"
    assert first.text.startswith("Svarar nu: ")
    card = words_on(first.card)
    for told in ("Telefontid den dagen", "09–11:30, 13–15", "Svarar, i tur och ordning", "Svarar nu, till 11:30"):
        assert told in card
    other = (await _search(house, vera.id, "sophämtning")).rows[0]
    assert other.title == "Avfall och återvinning"
    assert "sophämtning" in words_on(other.card)


async def test_a_matter_of_ones_own_gives_the_people_whose_it_is_each_once(house: House, vera: Someone) -> None:
    """S3: where no function has it, and though they may be found by their titles as well."""
    titles = [row.title.split(",")[0] for row in (await _search(house, vera.id, "press")).rows]
    assert titles == ["Johan Ek"]
    named = [row.title for row in (await _search(house, vera.id, "undersköterska")).rows]
    assert len(named) == len(set(named)) == 3


async def test_a_function_that_cannot_answer_says_when_it_can(house_at: HouseAt) -> None:
    """S3, A2: outside its phone hours; the card says it with a date."""
    house = house_at("2026-11-24 18:00")
    row = (await _search(house, house.person("Vera Åkesson").id, "bygglov")).rows[0]
    assert row.text.startswith("Stängt, öppnar imorgon 09:00")
    assert "Stängt, öppnar ons 25 nov 09:00" in words_on(row.card)


async def test_a_whole_question_is_searched_for_what_it_asks_about(house: House, vera: Someone) -> None:
    """People type in the box what they would say to the bot."""
    assert (await _search(house, vera.id, "är Bo Ek inne?")).rows[0].title.startswith("Bo Ek")
    assert (await _search(house, vera.id, "vem svarar på bygglov?")).rows[0].title == "Bygglov"


async def test_several_at_once_are_found_in_turn(house: House, vera: Someone) -> None:
    """V1: "Anna eller Bo?" gives both; of one who is nobody's nothing is shown."""
    for line in ("anna eller bo", "är Anna eller Bo inne?", "Anna, Bo"):
        titles = [row.title.split(",")[0] for row in (await _search(house, vera.id, line)).rows]
        assert titles == ["Anna Svensson", "Bo Ek"], line
    assert [row.title for row in (await _search(house, vera.id, "Anna eller Qzxq")).rows] == ["Anna Svensson, 4536"]
    assert not (await _search(house, vera.id, "Wzq eller Qzxq")).rows


async def test_what_is_only_alike_is_offered_not_taken(house: House, vera: Someone) -> None:
    """S3: a row is never a guess given as certain."""
    found = await _search(house, vera.id, "Ana Svenssom Bygg")
    rows = [row.title for row in found.rows]
    assert rows == [] or all(title.startswith("Menar du ") or "Svensson" in title for title in rows)
    nothing = await _search(house, vera.id, "qqqqxyz <b>")
    assert not nothing.rows
    assert "”qqqqxyz <b>”" in nothing.told
    assert "Skriv ett namn" in (await _search(house, vera.id, "q")).told


async def test_the_box_opens_with_ones_own_colleagues(house: House, anna: Someone) -> None:
    """Before anything is typed, by name, and without oneself."""
    titles = [row.title for row in (await _search(house, anna.id, "")).rows]
    assert any(title.startswith("Bo Ek") for title in titles)
    assert not any(title.startswith("Anna Svensson") for title in titles)


async def test_the_box_opens_with_what_is_uncovered_for_the_switchboard(house: House, vera: Someone) -> None:
    """V1, A2: the functions that nobody can answer for just now stand before the colleagues; for others they don't."""
    for name in ("Anna Svensson", "Bo Ek", "Åsa Berg"):
        member = house.someone(name)
        await member.says("sjuk idag")
        member.sees("Sjuk")
    await house.sends_what_is_due()
    first, *others = (await _search(house, vera.id, "")).rows
    assert (first.title, first.text[:23]) == ("Bygglov", "Ingen kan svara just nu")
    assert others
    assert "Bygglov" not in [row.title for row in (await _search(house, house.person("Bo Ek").id, "")).rows]


async def test_pages_follow_one_another(house: House, vera: Someone) -> None:
    """Each row once, in the same order however many are asked for at a time, and then no more."""
    whole = [row.title for row in (await _search(house, vera.id, "undersköterska")).rows]
    one_by_one: list[str] = []
    for skip in range(len(whole)):
        one_by_one += [row.title for row in (await _search(house, vera.id, "undersköterska", skip=skip, count=1)).rows]
    assert len(whole) > 2
    assert one_by_one == whole
    beyond = await _search(house, vera.id, "undersköterska", skip=len(whole))
    assert not beyond.rows
    assert beyond.told == "Det finns inga fler."


async def test_whoever_is_not_in_the_directory_is_told_so_and_nothing_else(house: House) -> None:
    """A guest of the tenant, and somebody without an identity."""
    for stranger in ("17d0cbb2-0000-4000-8000-000000000000", ""):
        found = await _search(house, PersonId(stranger), "anna svensson")
        assert not found.rows
        assert "katalog" in found.told
        assert "Anna" not in found.told


async def test_rows_are_in_the_searchers_language_and_change_nothing(house: House, vera: Someone) -> None:
    """The person's own choice; what is typed in the box isn't taken for a line of theirs."""
    chat = Chat(language="en")
    (row,) = (await _search(house, vera.id, "anna svensson", chat=chat)).rows
    assert row.text.startswith("In · ")
    assert "As of Mon 23 Nov 10:15" in words_on(row.card)
    quiet = Chat()
    await _search(house, vera.id, "who answers about building permits?", chat=quiet)
    assert quiet == Chat()


async def test_the_fullest_cards_are_small_enough_for_teams(house: House, vera: Someone) -> None:
    """A card of a search may take 28 KB."""
    for text in ("", "bygglov", "anna", "undersköterska"):
        for row in (await _search(house, vera.id, text)).rows:
            assert len(json.dumps(row.card, ensure_ascii=False).encode()) < MOST_BYTES


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=40), skip=st.integers(0, 1_000), count=st.integers(1, 25))
@example(text="är {name} inne?", skip=0, count=1)
@example(text="1 2 3 , eller eller och", skip=0, count=25)
def test_whatever_is_typed_in_the_box_is_answered(text: str, skip: int, count: int) -> None:
    """Rows or a line of text, never neither, and never more rows than asked for."""
    house = House()
    found = asyncio.run(_search(house, house.person("Vera Åkesson").id, text, skip=skip, count=count))
    assert bool(found.rows) is not bool(found.told)
    assert len(found.rows) <= count
