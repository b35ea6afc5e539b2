"""Owns what is measured: which servers, over which doors, how long and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.activities import Line
from benchmarks.processes import module

CALLERS = 16
ENVIRONMENTS = Path(".local/bench")
LOCKS = Path("benchmarks/successors")


class Door(StrEnum):
    """How the connector is reached, with the stand-in's names."""

    PLAIN = "plain"
    TLS = "tls"
    SLOW = "slow"


EVERY_DOOR = (Door.PLAIN, Door.TLS, Door.SLOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A server under test. `authenticates`: it validates the channel's tokens and sends its own."""

    name: str
    title: str
    module: str
    answer: str = "hej nummer "
    """What is in every answer that counts."""
    authenticates: bool = False
    line: Line = Line.ECHO
    doors: Sequence[Door] = EVERY_DOOR
    environment: Path | None = None
    """The virtual environment it runs in, if not ours."""

    def command(self, port: int, *, stand_in: str, folder: Path) -> tuple[str, ...]:
        """How it is started."""
        if self.environment is not None:
            return (str(self.environment / "bin" / "python"), "-m", self.module, str(port))
        return module(self.module, str(port), stand_in, str(folder))


def locked(package: str, lock: Path) -> str:
    """The package with the version that a lock gives it; raises ValueError when it isn't in there."""
    for line in lock.read_text().splitlines():
        if line.startswith(f"{package}=="):
            return line.split()[0].replace("==", " ")
    raise ValueError(f"{package} is not in {lock}")


BARE = Variant(name="bare", title="bare aiohttp handler", module="benchmarks.variants.bare")
SETTLED = Variant(name="settled", title="the same, collector set as ours", module="benchmarks.variants.settled")
STOCK = Variant(
    name="stock",
    title=f"{locked('botbuilder-integration-aiohttp', Path('requirements.txt'))}, echo",
    module="benchmarks.variants.stock",
)
AGENTS = Variant(
    name="agents",
    title=f"{locked('microsoft-agents-hosting-aiohttp', LOCKS / 'agents.txt')}, echo",
    module="benchmarks.successors.agents",
    environment=ENVIRONMENTS / "agents",
)
TEAMS = Variant(
    name="teams",
    title=f"{locked('microsoft-teams-apps', LOCKS / 'teams.txt')}, echo",
    module="benchmarks.successors.teams",
    environment=ENVIRONMENTS / "teams",
)
ECHO = Variant(name="echo", title="ours, echo", module="benchmarks.variants.echo", authenticates=True)
ADAPTER = Variant(
    name="adapter",
    title="ours, the SDK's echo bot on our adapter",
    module="benchmarks.variants.adapter",
    authenticates=True,
)
DIVERSION = Variant(
    name="diversion",
    title='ours, "lunch till 13", durable on SQLite',
    module="benchmarks.variants.diversion",
    authenticates=True,
    line=Line.DIVERSION,
    answer="Du är hänvisad till 13:00",
)
AVAILABILITY = Variant(
    name="availability",
    title='ours, "när är … tillbaka?" among 50,000',
    module="benchmarks.variants.availability",
    authenticates=True,
    line=Line.AVAILABILITY,
    answer="AdaptiveCard",
    doors=(Door.PLAIN,),
)
SUCCESSORS = (AGENTS, TEAMS)
VARIANTS = (BARE, SETTLED, STOCK, *SUCCESSORS, ADAPTER, ECHO, DIVERSION, AVAILABILITY)


@dataclass(frozen=True, slots=True)
class Effort:
    """How much time is given to it: rounds, and seconds for each run in a round."""

    rounds: int
    seconds: float
    warm_up_seconds: float


FULL = Effort(rounds=5, seconds=2.0, warm_up_seconds=1.0)
QUICK = Effort(rounds=2, seconds=0.7, warm_up_seconds=0.5)
