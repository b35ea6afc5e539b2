"""How what is said reaches the connector: over few connections, again when that helps, and never without end."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from time import perf_counter, sleep

import pytest

from bot.wire.connector import Address, Connector, SendFailed
from bot.wire.http_client import UNUSED_SECONDS, HttpClient, origin_of
from bot.wire.retrying import RetryPolicy, retry_after
from bot.wire.token_source import KeptToken
from tests.bot.wire.certificates import self_signed
from tests.bot.wire.far_end import FarEnd, Script
from tests.bot.wire.stage import QUICK, Secret, Stage


async def test_a_hundred_turns_share_a_few_connections() -> None:
    """Sixteen at once need no more than sixteen, and turns after each other need one."""
    async with Stage() as stage:
        for _ in range(100):
            await stage.post(stage.activity())
        assert len(stage.far_end.sent) == 100
        assert len(stage.far_end.connections) == 1
        assert stage.counted("bot_connections_opened_total") == 1


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_passes_is_tried_again(status: int) -> None:
    """One bad moment is not noticed by anyone."""
    async with Stage() as stage:
        stage.far_end.scripts.extend([Script(status=status)] * 2)
        assert (await stage.post(stage.activity(text="hej")))[0] == 200
        assert stage.far_end.texts == ["echo hej"]
        assert stage.counted('bot_sends_total{outcome="sent"}') == 1


@pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
async def test_what_would_end_the_same_way_is_not_tried_again(status: int) -> None:
    """One attempt, and the next script is still there."""
    async with Stage() as stage:
        stage.far_end.scripts.extend([Script(status=status), Script()])
        assert (await stage.post(stage.activity()))[0] == 502
        assert len(stage.far_end.scripts) == 1


async def test_the_pause_that_is_asked_for_is_kept() -> None:
    """Retry-After: 1 means no sooner than in a second."""
    async with Stage() as stage:
        stage.far_end.scripts.append(Script(status=429, headers={"Retry-After": "1"}))
        started = perf_counter()
        assert (await stage.post(stage.activity()))[0] == 200
        assert perf_counter() - started >= 1.0


async def test_a_pause_longer_than_a_turn_may_take_is_not_waited_for() -> None:
    """The turn ends at once: it can't be in time."""
    async with Stage() as stage:
        stage.far_end.scripts.append(Script(status=429, headers={"Retry-After": "30"}))
        assert (await asyncio.wait_for(stage.post(stage.activity()), 2))[0] == 502


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), (" 7 ", 7.0), (None, None), ("", None), ("soon", None), ("-3", None), ("١", None)],
)
def test_retry_after_is_read_as_seconds(header: str | None, seconds: float | None) -> None:
    """What isn't a number of seconds asks for nothing."""
    assert retry_after(header) == seconds


def test_retry_after_is_read_as_a_date() -> None:
    """An instant in the past asks for no pause."""
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    later = format_datetime(now + timedelta(seconds=90), usegmt=True)
    assert retry_after(later, now=lambda: now) == 90.0
    assert retry_after(later, now=lambda: now + timedelta(hours=1)) == 0.0


def test_pauses_are_drawn_from_a_range_that_doubles_up_to_a_bound() -> None:
    """Full jitter: from nothing up to 0.25, 0.5, 1, 2, 4, 4 seconds."""
    longest = RetryPolicy(draw=lambda _low, high: high)
    assert [longest.pause(attempt, asked_for=None) for attempt in range(6)] == [0.25, 0.5, 1.0, 2.0, 4.0, 4.0]
    shortest = RetryPolicy(draw=lambda low, _high: low)
    assert shortest.pause(5, asked_for=None) == 0.0
    assert shortest.pause(0, asked_for=9.0) == 9.0


async def test_a_connection_that_was_closed_while_it_lay_unused_is_not_noticed() -> None:
    """The far end lets go of idle connections; the next message opens a new one."""
    async with FarEndOpen() as far_end, HttpClient(unused_seconds=0.0) as client:
        connector, address = Connector(client), Address(far_end.url, "a:anna")
        await connector.post(address, b"{}", deadline=connector.deadline())
        far_end.scripts.append(Script(hang_up=True))
        assert await connector.post(address, b"{}", deadline=connector.deadline())


@pytest.mark.parametrize("far_end_does", [Script(hang_up=True), Script(hang_up=True, delay=0.6)])
async def test_a_message_is_not_sent_twice_because_a_connection_in_use_was_lost(far_end_does: Script) -> None:
    """The far end may have taken it and died before it answered: whoever sends again says so, and decides."""
    unused_seconds = UNUSED_SECONDS if far_end_does.delay == 0.0 else 0.0
    async with FarEndOpen() as far_end, HttpClient(unused_seconds=unused_seconds) as client:
        connector, address = Connector(client), Address(far_end.url, "a:anna")
        await connector.post(address, b"{}", deadline=connector.deadline())
        far_end.scripts.append(far_end_does)
        with pytest.raises(SendFailed) as failed:
            await connector.post(address, b"{}", deadline=connector.deadline())
        assert failed.value.uncertain
        assert far_end.arrived == 2


async def test_a_message_that_may_have_arrived_is_not_sent_twice() -> None:
    """No answer within the limit: the connector may have it, so it is not tried again."""
    async with FarEndOpen() as far_end, HttpClient() as client:
        connector = Connector(client, retry=RetryPolicy(attempt_limit=0.1, total_limit=2.0))
        far_end.scripts.append(Script(delay=0.3))
        address = Address(far_end.url, "a:anna")
        with pytest.raises(SendFailed) as failed:
            await connector.post(address, b"{}", deadline=connector.deadline())
        assert failed.value.status is None
        assert failed.value.passes
        await asyncio.sleep(0.1)
        assert far_end.arrived == 1


async def test_a_process_that_stood_still_sends_nothing_past_its_time() -> None:
    """Not even over a connection that stands: the clock is asked when all is ready, right before it goes out."""
    paused_for = [0.0]
    async with FarEndOpen() as far_end, HttpClient(opened=lambda: sleep(paused_for[0])) as client:
        connector = Connector(client, retry=RetryPolicy(attempts=1))
        address = Address(far_end.url, "a:anna")
        paused_for[0] = 0.8
        with pytest.raises(SendFailed) as failed:
            await connector.post(address, b"{}", deadline=asyncio.get_running_loop().time() + 0.7)
        assert (failed.value.uncertain, failed.value.passes, failed.value.code) == (False, True, "too late")
        assert far_end.arrived == 0
        paused_for[0] = 0.0
        assert await connector.post(address, b"{}", deadline=connector.deadline())
        assert far_end.arrived == 1


async def test_an_update_that_may_have_arrived_is_sent_again() -> None:
    """Writing over a card twice is writing over it once."""
    async with FarEndOpen() as far_end, HttpClient() as client:
        connector = Connector(client, retry=RetryPolicy(attempt_limit=0.1, total_limit=2.0, first_pause=0.01))
        far_end.scripts.append(Script(delay=0.3))
        address = Address(far_end.url, "a:anna")
        assert await connector.put(address, "card-1", b"{}", deadline=connector.deadline())


async def test_a_connector_that_is_away_is_given_up_within_the_turn() -> None:
    """Attempts end by count, and by time."""
    async with HttpClient() as client:
        connector = Connector(client, retry=QUICK)
        with pytest.raises(SendFailed) as failed:
            await connector.post(Address("http://127.0.0.1:9/", "a"), b"{}", deadline=connector.deadline())
        assert failed.value.code == "ConnectionRefusedError"
        assert failed.value.passes


async def test_a_token_that_is_not_accepted_is_renewed_once() -> None:
    """401: a new token, and the message goes out with it; a second 401 is the end, and soon after asks for no third."""
    async with Stage(authenticates=True) as stage:
        stage.far_end.scripts.append(Script(status=401))
        assert (await stage.post(stage.activity()))[0] == 200
        assert stage.far_end.sent[0].headers["Authorization"] == "Bearer own-token-2"
        stage.far_end.scripts.extend([Script(status=401)] * 2)
        assert (await stage.post(stage.activity()))[0] == 502
        assert stage.credential.given == 2


async def test_our_token_is_sent_nowhere_in_the_clear() -> None:
    """Whatever address is stored from before: it is not asked for, and nothing is tried again."""
    credential = Secret()
    async with HttpClient() as client:
        connector = Connector(client, tokens=KeptToken(credential), retry=QUICK)
        with pytest.raises(SendFailed) as failed:
            await connector.post(Address("http://smba.example/", "a"), b"{}", deadline=connector.deadline())
    assert (failed.value.code, failed.value.passes, credential.given) == ("not over TLS", False, 0)


async def test_the_connector_is_talked_to_over_tls_and_only_if_it_is_vouched_for(tmp_path: Path) -> None:
    """A certificate of an authority we know is good; the same one without that authority ends the attempt."""
    certificate, key = self_signed(tmp_path)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate, key)
    async with FarEndOpen(tls=server_side) as far_end:
        address = Address(far_end.url.replace("127.0.0.1", "localhost"), "a:anna")
        async with HttpClient(tls=ssl.create_default_context(cafile=str(certificate))) as knowing:
            connector = Connector(knowing, retry=QUICK)
            for _ in range(3):
                assert await connector.post(address, b"{}", deadline=connector.deadline())
            assert len(far_end.connections) == 1
        async with HttpClient() as client:
            connector = Connector(client, retry=QUICK)
            with pytest.raises(SendFailed) as failed:
                await connector.post(address, b"{}", deadline=connector.deadline())
            assert failed.value.code == "SSLCertVerificationError"


@pytest.mark.parametrize(
    ("address", "host", "port", "base"),
    [
        ("https://smba.trafficmanager.net/emea/", "smba.trafficmanager.net", 443, "/emea"),
        ("https://smba.trafficmanager.net", "smba.trafficmanager.net", 443, ""),
        ("http://localhost:56150/_connector", "localhost", 56150, "/_connector"),
        ("http://[::1]:8080/", "::1", 8080, ""),
    ],
)
def test_a_service_address_is_taken_apart(address: str, host: str, port: int, base: str) -> None:
    """Host, port and base path."""
    origin = origin_of(address)
    assert (origin.host, origin.port, origin.base) == (host, port, base)


class FarEndOpen(FarEnd):
    """A FarEnd for an `async with`."""

    async def __aenter__(self) -> FarEnd:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
