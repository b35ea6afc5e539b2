"""What the tests of the wire share: a channel that signs tokens and serves its metadata on this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.bot.wire.far_end import Issuer


@pytest.fixture
async def issuer() -> AsyncIterator[Issuer]:
    """It, serving."""
    issuer = Issuer()
    await issuer.open()
    yield issuer
    await issuer.close()
