"""Houses for tests that talk to the bot, which fail if anything that it said was never looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from tests.bot.house import ZONE, House
from tests.bot.talk import Someone
from tests.services.effect_stage import REPLIES, STATUS
from tests.services.set_elsewhere import FarEnd

HouseAt = Callable[[str], House]


@pytest.fixture(autouse=True)
def houses() -> Iterator[list[House]]:
    """The houses of one test; nobody in them may leave a reply unseen."""
    built: list[House] = []
    yield built
    for leftover in House.leftovers:
        for errand in leftover:
            errand.close()
    House.leftovers.clear()
    for house in built:
        house.nobody_left_anything_unseen()


@pytest.fixture
def house(houses: list[House]) -> House:
    """A house on an ordinary Monday morning, 10:15."""
    houses.append(House())
    return houses[-1]


@pytest.fixture
def house_at(houses: list[House]) -> HouseAt:
    """Builds a house at a local time, as `house_at("2026-12-23 10:00")`."""

    def build(local: str) -> House:
        houses.append(House(datetime.fromisoformat(local).replace(tzinfo=ZONE)))
        return houses[-1]

    return build


@pytest.fixture
def status() -> FarEnd:
    """People's status messages, for a house that reaches them."""
    return FarEnd(kind=STATUS)


@pytest.fixture
def replies() -> FarEnd:
    """People's automatic replies, likewise."""
    return FarEnd(kind=REPLIES)


@pytest.fixture
def anna(house: House) -> Someone:
    """A member of staff in Bygg."""
    return house.someone("Anna Svensson")


@pytest.fixture
def karin(house: House) -> Someone:
    """Anna's nearest manager."""
    return house.someone("Karin Lindqvist")


@pytest.fixture
def bo(house: House) -> Someone:
    """A colleague of Anna's, who deputises for Karin."""
    return house.someone("Bo Ek")


@pytest.fixture
def vera(house: House) -> Someone:
    """Someone at the switchboard."""
    return house.someone("Vera Åkesson")
