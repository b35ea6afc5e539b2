"""The child that `test_killed_while_moving` kills while it copies a store: it says where it begins, each document, and
when it is done.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from storage.copying import Copying, Step
from storage.cosmos_containers import CosmosDatabase
from storage.opening import StoreAddress, open_store
from tests.storage.moving_stage import NOW, begun


def say(line: str) -> None:
    """At once, whatever happens next."""
    os.write(1, f"{line}\n".encode())


async def copy(source: StoreAddress, target: StoreAddress) -> None:
    """With small pages and many marks."""
    opened = [await open_store(address, now=lambda: NOW) for address in (source, target)]

    def tell(step: Step) -> None:
        say(f"{step.doing} {step.documents}")

    kept = await begun(opened[1])
    say(f"begins at {kept.mark.kind or 'the beginning'}")
    copying = Copying(source=opened[0], target=opened[1], now=lambda: NOW, tell=tell, at_once=8, mark_seconds=0, page=7)
    await copying.copy(kept)
    await kept.remove()
    for store in opened:
        await store.close()


def main(source: str, *target: str) -> None:
    """Copy a file, to a file or to a database that is told by its endpoint, name and key."""
    say("begun")
    asyncio.run(copy(Path(source), Path(target[0]) if len(target) == 1 else _database(*target)))
    say("done")


def _database(endpoint: str, database: str, key: str) -> CosmosDatabase:
    return CosmosDatabase(endpoint=endpoint, database=database, key=key)


if __name__ == "__main__":
    main(*sys.argv[1:])
