"""A diversion said in chat reaches the exchange, over the real webhook to the example receiver (A3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from assembly.reaches import Reaches
from bot.wire.pbx_webhook import PbxWebhook
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.wire.exchange_end import SECRET, ExchangeEnd, Fault


@dataclass
class Scene:
    """A house whose Anna has chosen that the exchange is told, and the exchange."""

    house: House
    anna: Someone
    exchange: ExchangeEnd

    def state(self, key: str = "diverted") -> object:
        """What stands for Anna in the exchange."""
        return self.exchange.states()[self.anna.id][key]


@pytest.fixture
async def scene(houses: list[House]) -> AsyncIterator[Scene]:
    """All of it; the exchange goes by the house's clock."""
    async with ExchangeEnd(now=lambda: houses[-1].now().timestamp()) as exchange:
        webhook = PbxWebhook(exchange.url, [SECRET], tenant="t1", clock=exchange.now)
        houses.append(House(reaches=Reaches(pbx=webhook)))
        anna = houses[-1].someone("Anna Svensson")
        await anna.says("sätt också telefonväxeln")
        anna.sees("Telefonväxeln: följer med")
        yield Scene(houses[-1], anna, exchange)
        await webhook.close()


def _instant(scene: Scene, local: str) -> str:
    at = datetime.fromisoformat(local).replace(tzinfo=scene.house.clock.now.tzinfo)
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


async def test_the_receipt_says_that_the_exchange_knows_and_asks_nobody_to_key_anything_in(scene: Scene) -> None:
    """From the beginning to the return, which comes earlier here."""
    anna = scene.anna
    await anna.says("lunch till 13")
    anna.sees("✓ Telefonväxeln: vet att du är borta till 13:00")
    anna.does_not_see("Slå ", "*23*")
    assert (scene.state(), scene.state("reason")) == (True, "lunch")
    assert scene.state("until") == _instant(scene, "2026-11-23 13:00")
    await anna.says("jag är tillbaka")
    anna.sees("✓ Telefonväxeln: vet att du är tillbaka")
    anna.does_not_see("#23#")
    assert scene.state() is False
    await anna.presses("Ångra")
    anna.sees("✓ Telefonväxeln: vet att du är borta till 13:00")
    assert scene.state() is True


async def test_a_reason_for_few_a_note_and_names_stay_here(scene: Scene) -> None:
    """Whatever is said, the exchange hears that Anna is away, and until when."""
    await scene.anna.says("sjuk tills vidare, Bo Ek svarar")
    scene.anna.sees("✓ Telefonväxeln")
    assert (scene.state("reason"), scene.state("until")) == (None, None)
    sent = b"".join(scene.exchange.bodies).decode()
    for word in ("sick", "sjuk", "Svensson", "Ek", "note"):
        assert word not in sent


async def test_an_exchange_that_refuses_is_told_of_with_what_to_key_in_instead(scene: Scene) -> None:
    """The phone is diverted all the same, by hand; *försök igen* goes on from there."""
    scene.exchange.faults.append(Fault(403))
    await scene.anna.says("lunch till 13")
    scene.anna.sees("✗ Telefonväxeln: telefonväxeln tog inte emot beskedet", "*23*1*1300#")
    assert scene.exchange.states() == {}
    await scene.anna.presses("Försök igen")
    scene.anna.sees("✓ Telefonväxeln")
    assert scene.state() is True


async def test_time_ends_it_and_an_exchange_that_was_away_gets_what_holds_then(scene: Scene) -> None:
    """Nobody says anything: the return alone does it. The exchange, which was out of order, is told once it is back."""
    await scene.anna.says("lunch till 13")
    scene.anna.sees("✓")
    scene.exchange.faults.extend([Fault(503)] * 5)
    await scene.house.lets_time_pass(until="2026-11-23 13:19")
    scene.anna.told.clear()
    assert scene.state() is True
    await scene.house.lets_time_pass(until="2026-11-23 13:30")
    assert scene.state() is False
    assert len(scene.exchange.bodies) == 7


async def test_an_exchange_that_was_away_for_longer_is_told_all_the_same(scene: Scene) -> None:
    """Anna hears within the hour that it didn't go; the job goes on, and *försök igen* finds it done."""
    scene.exchange.faults.extend([Fault(503)] * 20)
    await scene.anna.says("möte till 16")
    scene.anna.sees("Du är hänvisad till 16:00")
    await scene.house.lets_time_pass(until="2026-11-23 11:25")
    scene.anna.is_told("✗ Telefonväxeln: gick inte den här gången", changed=True)
    scene.anna.told.clear()
    assert scene.exchange.states() == {}
    scene.exchange.faults.clear()
    await scene.house.lets_time_pass(until="2026-11-23 15:30")
    assert scene.state() is True
    told = len(scene.exchange.bodies)
    await scene.anna.presses("Försök igen")
    scene.anna.sees("✓ Telefonväxeln: vet att du är borta till 16:00")
    assert len(scene.exchange.bodies) == told


async def test_whoever_is_forgotten_leaves_nothing_of_it_here(scene: Scene) -> None:
    """Told beforehand, and gone after; the exchange lets the phone ring, and that is all that is known then."""
    await scene.anna.says("lunch till 13")
    scene.anna.sees("✓")
    await scene.anna.says("vad vet du om mig")
    scene.anna.sees("telefonväxeln")
    await scene.anna.says("glöm mig")
    scene.anna.sees("Det telefonväxeln ska veta om dig nu")
    await scene.anna.presses("Glöm mig")
    scene.anna.sees("glömt")
    await scene.house.sends_what_is_due()
    assert scene.state() is False
    stored = [
        *(await scene.house.store.query("pbx_line")).documents,
        *(await scene.house.store.query("pbx_event")).documents,
    ]
    assert len(stored) == 2
    assert not any("lunch" in repr(document.body) for document in stored)
