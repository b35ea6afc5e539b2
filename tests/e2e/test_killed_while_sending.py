"""Killed with SIGKILL between deciding and delivering, at any moment: nobody is left untold, and nobody is told twice
without the second message saying that it may be one.
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bot.wire.far_end import FarEnd, Script

PROJECT = Path(__file__).parents[2]
ROUNDS = 8
BEGINS = datetime.fromisoformat("2026-11-24T09:00+01:00")
BETWEEN = timedelta(minutes=10)
"""Rounds are so far apart that what one had begun is another's to send."""
PERHAPS_AGAIN = "Du kan ha fått det här förut."


async def _a_round(store: Path, far_end: FarEnd, number: int, *, pause: float) -> list[str]:
    """The changes that a process said were saved before it was killed, some time after it got going."""
    now = (BEGINS + number * BETWEEN).isoformat()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.e2e.killed_sender", str(store), far_end.url, now, f"r{number}"),
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    first = await process.stdout.readline()
    await asyncio.sleep(pause)
    process.kill()
    lines = [first, *(await process.stdout.read()).splitlines(keepends=True)]
    assert await process.wait() == -9, "the process ended by itself"
    return [line.decode().strip() for line in lines if line.endswith(b"\n")]


async def _the_rest(store: Path, far_end: FarEnd) -> None:
    now = (BEGINS + (ROUNDS + 1) * BETWEEN).isoformat()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.e2e.killed_sender", str(store), far_end.url, now), cwd=PROJECT
    )
    assert await process.wait() == 0


def _told(far_end: FarEnd) -> dict[str, list[bool]]:
    """Of each change, whether each message about it said that it may be a second, in the order in which they came."""
    told: dict[str, list[bool]] = defaultdict(list)
    for sent in far_end.sent:
        change = _change(sent.card) if sent.body.get("attachments") else None
        if change is not None:
            told[change].append(PERHAPS_AGAIN in str(sent.card["body"][0]))
    return told


def _change(card: dict[str, Any]) -> str | None:
    """The diversion that a notice is about; None for what else is sent, such as an alert of the gap that it opens."""
    actions = card.get("actions", ())
    changes = (action.get("data", {}).get("values", {}).get("diversion") for action in actions)
    return next((str(change) for change in changes if change), None)


async def test_killed_at_any_moment_nobody_is_left_untold_and_nobody_told_twice_unmarked(tmp_path: Path) -> None:
    """Idea 4, round after round on the same file, with a connector that is now and then slow, busy or gone."""
    far_end, acknowledged = FarEnd(), set[str]()
    await far_end.open()
    for number in range(ROUNDS):
        far_end.scripts.extend(
            random.choice([Script(), Script(delay=0.05), Script(status=429), Script(status=500)])  # noqa: S311
            for _ in range(random.randint(0, 12))  # noqa: S311
        )
        pause = random.uniform(0.0, 0.4)  # noqa: S311 - any moment will do
        acknowledged |= set(await _a_round(tmp_path / "store.db", far_end, number, pause=pause))
    far_end.scripts.clear()
    await _the_rest(tmp_path / "store.db", far_end)
    await far_end.close()
    told = _told(far_end)
    assert acknowledged <= told.keys(), f"untold: {sorted(acknowledged - told.keys())[:5]}"
    unmarked = {change: marks for change, marks in told.items() if not all(marks[1:])}
    assert unmarked == {}
    assert len(acknowledged) > ROUNDS, "the process never got going"
