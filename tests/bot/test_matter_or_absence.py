"""Lines that may be the writer's own absence or what a caller asks for: a matter diverts no operator (S3, A3)."""

from __future__ import annotations

import pytest

from tests.bot.house import House


async def seen(house: House, name: str, line: str) -> str:
    """What somebody who writes a line sees."""
    someone = house.someone_there(name)
    await someone.says(line)
    sight = str(someone.sight)
    someone.unseen.clear()
    return sight


@pytest.mark.parametrize(
    ("line", "function"),
    [("matlåda", "Äldreomsorg"), ("kommunfullmäktiges sammanträde", "Kommunkansliet"), ("parken", "Gator och parker")],
)
async def test_an_operators_line_that_is_a_matter_sets_no_absence(line: str, function: str) -> None:
    """The phone of who answers for everyone stays open."""
    house = House()
    assert function in await seen(house, "Vera Åkesson", line)
    book = (await house.books.load(house.person("Vera Åkesson").id)).value
    assert book.diversions == ()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Vera Åkesson", "lunch"),
        ("Vera Åkesson", "matlåda till 13"),
        ("Vera Åkesson", "möte"),
        ("Anna Svensson", "matlåda"),
        ("Anna Svensson", "påsken"),
        ("Anna Svensson", "utbildning"),
    ],
)
async def test_what_is_an_absence_stays_one(name: str, line: str) -> None:
    """A reason, a time that was said, or a feast by its name."""
    house = House()
    await seen(house, name, line)
    assert (await house.books.load(house.person(name).id)).value.diversions != ()


async def test_a_guessed_time_is_no_absence_of_anybodys_where_it_is_a_matter() -> None:
    """The line is like a feast, and is a matter."""
    house = House()
    assert "Gator och parker" in await seen(house, "Anna Svensson", "parken")
    assert (await house.books.load(house.person("Anna Svensson").id)).value.diversions == ()
