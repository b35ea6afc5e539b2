"""Signatures are those of the Standard Webhooks specification: its own example comes out, and no change goes unseen."""

from __future__ import annotations

import base64
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wire.webhook_signature import ID, SIGNATURE, TIMESTAMP, key_of, signed_headers
from examples.pbx_receiver import TOLERANCE_SECONDS, is_signed

PUBLISHED = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_" + base64.b64encode(bytes(range(32))).decode()
AT = 1_614_265_330
BODY = b'{"test": 2432232314}'


def signed(*given_secrets: str, body: bytes = BODY, at: int = AT, message: str = "m-1") -> dict[str, str]:
    """The headers of a message, signed with those."""
    return dict(signed_headers([key_of(one) for one in given_secrets], message, at, body))


def test_the_published_example_comes_out() -> None:
    """The one that the specification's own libraries are tested with."""
    headers = signed(PUBLISHED, message="msg_p5jXN8AQM9LWM0D4loKWxJek")
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


def test_either_secret_is_enough_while_one_takes_the_others_place() -> None:
    """A receiver that knows only the old one, and one that knows only the new, are both content."""
    headers = signed(PUBLISHED, OTHER)
    assert headers[SIGNATURE].count("v1,") == 2
    for known in ([PUBLISHED], [OTHER], [OTHER, PUBLISHED]):
        assert is_signed(headers, BODY, known, now=AT)
    stranger = "whsec_" + base64.b64encode(secrets.token_bytes(24)).decode()
    assert not is_signed(headers, BODY, [stranger], now=AT)


@pytest.mark.parametrize("seconds", [-TOLERANCE_SECONDS, 0, TOLERANCE_SECONDS])
def test_clocks_may_differ_by_minutes(seconds: int) -> None:
    """And no more, or what was caught on the way could be played again for ever."""
    headers = signed(PUBLISHED)
    assert is_signed(headers, BODY, [PUBLISHED], now=AT + seconds)
    beyond = seconds + (1 if seconds >= 0 else -1)
    assert is_signed(headers, BODY, [PUBLISHED], now=AT + beyond) == (abs(beyond) <= TOLERANCE_SECONDS)


@pytest.mark.parametrize("header", [ID, TIMESTAMP, SIGNATURE])
@pytest.mark.parametrize("value", ["", "x", "1614265331", "v1,", "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="])
def test_no_header_can_be_changed(header: str, value: str) -> None:
    """Each is part of what is signed, or is the signature."""
    assert not is_signed({**signed(PUBLISHED), header: value}, BODY, [PUBLISHED], now=AT)


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=60), st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_byte_of_a_body_can_be_changed(body: bytes, where: int, by: int) -> None:
    """Not one, anywhere; nor can any be taken away or added."""
    headers = signed(PUBLISHED, body=body)
    changed = bytearray(body)
    changed[where % len(body)] ^= by
    assert is_signed(headers, body, [PUBLISHED], now=AT)
    for tampered in (bytes(changed), body[:-1], body + b"\n", b""):
        assert not is_signed(headers, tampered, [PUBLISHED], now=AT)


@pytest.mark.parametrize("message", ["a.b", "a b", "å", "a\nb"])
def test_an_id_that_reads_as_more_than_itself_is_never_signed(message: str) -> None:
    """A dot parts the id from the time: `a.1` at 2 would be `a` at 1 with another body."""
    with pytest.raises(ValueError, match="dots or spaces"):
        signed(PUBLISHED, message=message)


def test_a_secret_that_is_no_base64_has_no_key() -> None:
    """Settings refuse it before; here it would be a key of nothing."""
    with pytest.raises(ValueError, match=r"base64|padding|Non"):
        key_of("whsec_not base64!")
