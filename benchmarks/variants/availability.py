"""The whole bot, for people who ask when a colleague can be reached; every fifth colleague is away.

python -m benchmarks.variants.availability PORT STAND_IN FOLDER
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from datetime import timedelta
from pathlib import Path

from aiohttp import web

from benchmarks.variants.serving import serve
from benchmarks.variants.whole import Whole, build_whole
from policy.diversions import Proposal
from policy.organisation import PersonId
from policy.reasons import Reason
from services.diversion_outcomes import SetDiversion

EVERY = 5
AT_ONCE = 64


async def build() -> web.Application:
    """The application, with a fifth of the people in meetings."""
    whole = await build_whole(sys.argv[2], Path(sys.argv[3]))
    people = itertools.islice(whole.directory.municipality.people, 0, None, EVERY)

    async def divert_next() -> None:
        for person in people:
            await _divert(whole, person)

    await asyncio.gather(*(divert_next() for _ in range(AT_ONCE)))
    return whole.app


async def _divert(whole: Whole, person: PersonId) -> None:
    now = whole.clock.now()
    proposal = Proposal(person=person, reason=Reason.MEETING, start_at=now, end_at=now + timedelta(hours=2))
    await whole.diversions.set(person, SetDiversion(proposal=proposal), change_id=f"made-{person}", now=now)


if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1]), settles=True))
