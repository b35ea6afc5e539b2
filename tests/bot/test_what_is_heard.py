"""What whoever watches is told of turns: what they are about, what was not understood, and what was refused."""

from __future__ import annotations

from tests.bot.house import House


class Listening:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def understood(self, what: str) -> None:
        """Keep it."""
        self.told.append(f"understood {what}")

    def missed(self) -> None:
        """Keep it."""
        self.told.append("missed")

    def refused(self, code: str) -> None:
        """Keep it."""
        self.told.append(f"refused {code}")


def _house() -> tuple[House, Listening]:
    house, listening = House(), Listening()
    house.router = house.inside.router(house.directory, heard=listening)
    return house, listening


async def test_a_line_tells_its_intent() -> None:
    """By its name in the grammar."""
    house, listening = _house()
    anna = house.someone("Anna Svensson")
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad till 13:00")
    assert listening.told == ["understood diversion_set"]


async def test_a_line_that_is_answered_with_the_nearest_things_was_missed() -> None:
    """A bare name is answered, so it wasn't; nor is what nobody typed: a picture, or a mention alone."""
    house, listening = _house()
    anna = house.someone("Anna Svensson")
    await anna.says("grön elefant i köket")
    anna.sees("förstod jag inte")
    await anna.says("Bo Ek")
    anna.sees("Bo Ek")
    await anna.says(" ")
    anna.sees()
    assert listening.told == ["understood none", "missed", "understood none", "understood none"]


async def test_what_was_refused_is_told_by_its_code() -> None:
    """On a form at its field, and in a line."""
    house, listening = _house()
    anna = house.someone("Anna Svensson")
    await anna.says("sjuk 2026-11-20 - 2026-11-21")
    anna.sees("Något behöver rättas")
    await anna.says("vilka når du inte?")
    anna.sees("bara till för vissa roller")
    refused = [one for one in listening.told if one.startswith("refused ")]
    assert refused == ["refused diversion.already_over", "refused person.lacks_role"]
