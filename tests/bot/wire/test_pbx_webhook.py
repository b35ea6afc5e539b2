"""The webhook on real sockets, with the example receiver at the far end: what it takes, and how it may fail (A3)."""

from __future__ import annotations

import json
import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.wire.pbx_webhook import LONGEST_WAIT, PbxWebhook
from policy.pbx_events import PbxAbsence, PbxEvent, Phone
from policy.reasons import Reason
from services.pbx_ports import PbxAnswer, PbxOutcome
from tests.bot.wire.certificates import self_signed
from tests.bot.wire.exchange_end import NEW_SECRET, SECRET, ExchangeEnd, Fault
from tests.policy.small_town import ANNA, at

NOON, ONE = at("2026-11-24 12:00"), at("2026-11-24 13:00")
AWAY = PbxAbsence(start_at=NOON, back_at=ONE, reason=Reason.LUNCH)
EVENT = PbxEvent(person=ANNA, sequence=7, at=NOON, phone=Phone(extension="4101"), absence=AWAY)
BACK = replace(EVENT, sequence=8, absence=None)


@asynccontextmanager
async def webhook_to(
    far_end: ExchangeEnd, *secrets: str, tls: ssl.SSLContext | None = None, url: str = ""
) -> AsyncIterator[tuple[PbxWebhook, list[PbxOutcome]]]:
    """A webhook to that exchange, and how each of its attempts ended."""
    ended: list[PbxOutcome] = []
    async with far_end:
        webhook = PbxWebhook(
            url or far_end.url, secrets or (SECRET,), tenant="t1", tls=tls, clock=far_end.now, ended=ended.append
        )
        try:
            yield webhook, ended
        finally:
            await webhook.close()


async def send(webhook: PbxWebhook, event: PbxEvent = EVENT, *, within: float = 2.0) -> PbxAnswer:
    """Send it."""
    return await webhook.send(event, within=within)


async def test_an_event_is_signed_taken_and_set() -> None:
    """Structured mode, compact UTF-8; the receiver that a supplier is shown takes it as it is."""
    far_end = ExchangeEnd()
    async with webhook_to(far_end) as (webhook, ended):
        assert await send(webhook) == PbxAnswer(outcome=PbxOutcome.TAKEN, status=204)
        assert far_end.states()["anna"]["until"] == "2026-11-24T12:00:00Z"
        assert far_end.headers[0]["Content-Type"] == "application/cloudevents+json; charset=utf-8"
        assert far_end.headers[0]["webhook-id"] == json.loads(far_end.bodies[0])["id"] == EVENT.id
        assert b": " not in far_end.bodies[0]
        assert ended == [PbxOutcome.TAKEN]


async def test_the_same_event_is_the_same_bytes_and_an_older_one_is_dropped() -> None:
    """So a repeat does no harm, and what comes late changes nothing."""
    far_end = ExchangeEnd()
    async with webhook_to(far_end) as (webhook, _):
        for event in (EVENT, EVENT, BACK, EVENT):
            assert (await send(webhook, event)).outcome is PbxOutcome.TAKEN
        assert far_end.bodies[0] == far_end.bodies[1] == far_end.bodies[3]
        assert far_end.states()["anna"]["diverted"] is False


async def test_a_test_reaches_it_and_changes_nothing() -> None:
    """What `send-pbx-test` sends."""
    far_end = ExchangeEnd()
    async with webhook_to(far_end) as (webhook, _):
        assert (await webhook.send_test(NOON, within=2.0)).outcome is PbxOutcome.TAKEN
        assert far_end.states() == {}


@pytest.mark.parametrize("known", [SECRET, NEW_SECRET])
async def test_a_secret_can_be_changed_without_a_gap(known: str) -> None:
    """While both are set, an exchange is content with whichever it knows."""
    far_end = ExchangeEnd(secrets=(known,))
    async with webhook_to(far_end, SECRET, NEW_SECRET) as (webhook, _):
        assert (await send(webhook)).outcome is PbxOutcome.TAKEN
    stranger = ExchangeEnd(secrets=(known,))
    other = NEW_SECRET if known == SECRET else SECRET
    async with webhook_to(stranger, other) as (webhook, _):
        assert await send(webhook) == PbxAnswer(outcome=PbxOutcome.REFUSED, status=401)
        assert stranger.states() == {}


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((status, PbxOutcome.TAKEN) for status in (200, 201, 202, 204)),
        *((status, PbxOutcome.LATER) for status in (301, 302, 307, 308, 408, 425, 429, 500, 502, 503, 504)),
        *((status, PbxOutcome.REFUSED) for status in (400, 401, 403, 404, 405, 413, 415, 422)),
        (410, PbxOutcome.GONE),
    ],
)
async def test_each_status_means_one_thing(status: int, outcome: PbxOutcome) -> None:
    """Only a clear refusal ends it; a redirect is never followed, wherever it leads."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(status, headers={"Location": "/elsewhere"}))
    async with webhook_to(far_end) as (webhook, _):
        assert await send(webhook) == PbxAnswer(outcome=outcome, status=status)
        assert len(far_end.bodies) == 1


async def test_an_exchange_that_is_gone_is_left_alone() -> None:
    """410: nothing more is sent, whosever event it is, until the process starts anew."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(410))
    async with webhook_to(far_end) as (webhook, ended):
        for _ in range(3):
            assert (await send(webhook)).outcome is PbxOutcome.GONE
        assert len(far_end.bodies) == 1
        assert ended == [PbxOutcome.GONE] * 3


async def test_an_exchange_that_asks_to_be_left_alone_is() -> None:
    """Retry-After holds for everybody's events, and no nonsense in it holds for ever."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(503, headers={"Retry-After": "30"}))
    async with webhook_to(far_end) as (webhook, _):
        assert (await send(webhook)).wait == timedelta(seconds=30)
        held = await send(webhook, BACK)
        assert (held.outcome, len(far_end.bodies)) == (PbxOutcome.LATER, 1)
        assert held.wait is not None
        assert timedelta(seconds=25) < held.wait <= timedelta(seconds=30)
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(429, headers={"Retry-After": "9" * 300}))
    async with webhook_to(far_end) as (webhook, _):
        assert (await send(webhook)).wait == LONGEST_WAIT


async def test_an_exchange_that_is_slow_is_not_waited_for() -> None:
    """It may have taken the event all the same, which the next attempt finds."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(delay=1.0))
    async with webhook_to(far_end) as (webhook, _):
        assert await send(webhook, within=0.1) == PbxAnswer(outcome=PbxOutcome.LATER)
        assert far_end.states()["anna"]["diverted"] is True
        assert (await send(webhook)).outcome is PbxOutcome.TAKEN


async def test_a_connection_that_breaks_is_no_answer() -> None:
    """Nor is one that can't be made."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(hangs_up=True))
    async with webhook_to(far_end) as (webhook, _):
        assert await send(webhook) == PbxAnswer(outcome=PbxOutcome.LATER)
        assert (await send(webhook)).outcome is PbxOutcome.TAKEN
    async with webhook_to(ExchangeEnd(), url="http://127.0.0.1:1/") as (webhook, _):
        assert await send(webhook) == PbxAnswer(outcome=PbxOutcome.LATER)


async def test_an_answer_without_end_is_cut_off() -> None:
    """Its status has been understood by then."""
    far_end = ExchangeEnd()
    far_end.faults.append(Fault(200, body=b"x" * 5_000_000))
    async with webhook_to(far_end) as (webhook, _):
        assert (await send(webhook)).outcome is PbxOutcome.TAKEN
        assert (await send(webhook, BACK)).outcome is PbxOutcome.TAKEN


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(tmp_path: Path) -> None:
    """Not a byte of the event leaves; one that is vouched for serves."""
    certificate, key = self_signed(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    far_end = ExchangeEnd(tls=server)
    async with webhook_to(far_end) as (webhook, _):
        assert await send(webhook) == PbxAnswer(outcome=PbxOutcome.LATER)
        assert far_end.bodies == []
    trusting = ssl.create_default_context(cafile=str(certificate))
    far_end = ExchangeEnd(tls=server)
    async with far_end:
        address = far_end.url.replace("127.0.0.1", "localhost")
        webhook = PbxWebhook(address, (SECRET,), tenant="t1", tls=trusting)
        assert (await send(webhook)).outcome is PbxOutcome.TAKEN
        await webhook.close()


async def test_nothing_of_an_event_or_of_the_address_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Only how it went."""
    caplog.set_level(logging.DEBUG)
    far_end = ExchangeEnd()
    far_end.faults.extend([Fault(500), Fault(hangs_up=True), Fault(403), Fault(410)])
    async with webhook_to(far_end) as (webhook, _):
        for _ in range(5):
            await send(webhook)
        address = far_end.url
    told = [str(record.__dict__) for record in caplog.records if record.name.startswith("bot.")]
    assert len(told) == 5
    for word in (ANNA, "4101", "lunch", address, SECRET):
        assert not any(f"'{word}" in line or f" {word}" in line for line in told)


async def test_a_clock_that_is_wrong_is_refused() -> None:
    """What is signed at another time could be an old one, caught on its way."""
    far_end = ExchangeEnd()
    async with far_end:
        late = PbxWebhook(far_end.url, (SECRET,), tenant="t1", clock=lambda: 1_000_000_000.0)
        assert await send(late) == PbxAnswer(outcome=PbxOutcome.REFUSED, status=401)
        await late.close()
