"""Runs the real bot for some minutes while replicas die and stand still, and prints what came of it.

    SOAK_MINUTES=5 SOAK_REPLICAS=4 SOAK_STORE=cosmos SOAK_SEED=1 python -m tests.soak

It ends with 1 if anything went wrong; the replicas' logs are in the folder that it names then.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.soak.ground import Plan
from tests.soak.ledger import table
from tests.soak.run import carried_out


def main() -> int:
    """One run, as the environment says."""
    told = os.environ.get
    plan = Plan(
        replicas=int(told("SOAK_REPLICAS", "2")),
        store=told("SOAK_STORE", "cosmos"),
        seconds=60 * float(told("SOAK_MINUTES", "3")),
        seed=int(told("SOAK_SEED", str(random.randrange(1_000)))),
        folder=Path(tempfile.mkdtemp(prefix="soak-")),
        pause=float(told("SOAK_PAUSE", "1.5")),
    )
    print(f"{plan.replicas} on {plan.store}, {plan.seconds:.0f} s, seed {plan.seed}, logs in {plan.folder}", flush=True)
    ledger = asyncio.run(carried_out(plan))
    print(table(ledger))
    return 1 if ledger.faults else 0


if __name__ == "__main__":
    sys.exit(main())
