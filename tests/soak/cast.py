"""Who does what in a run: each story with its people, whom no other story has."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from directory.file_directory import FileDirectory
from tests.soak.contest_stories import Gaps, HandOver, Ordering
from tests.soak.going import Going
from tests.soak.news_stories import News
from tests.soak.people import Someone
from tests.soak.processes import Replica
from tests.soak.promise_stories import Operator, Promiser, surnames
from tests.soak.stories import Diverter, Step
from tests.soak.teams import Teams

DIVERTERS = ("Eva Lind", "Sven-Olof Bäck", "Zoë Lundqvist", "Björn Hedlund", "José García")
PROMISERS = ("Mattias Eriksson", "Sofia Lindén", "Dženana Hadžić")


async def all_stories(
    teams: Teams, town: Path, going: Going, replicas: list[Replica], known_within: Mapping[str, float]
) -> list[Step]:
    """Everyone's story, each with the bot installed."""
    people = {one.name: one for one in FileDirectory(town).municipality.people.values()}
    met: dict[str, Someone] = {}

    def some(*names: str) -> list[Someone]:
        met.update((name, Someone(people[name], teams)) for name in names)
        return [met[name] for name in names]

    def one(name: str) -> Someone:
        return some(name)[0]

    callers, promisers = surnames(), some(*PROMISERS)
    operators = one("Mohammed Al-Sayed"), one("Birgitta Lundin")
    stories: list[Step] = [
        *(Diverter(someone, going).step for someone in some(*DIVERTERS)),
        *(Promiser(someone, callers, going).step for someone in promisers),
        Operator(one("Vera Åkesson"), promisers, callers, going).step,
        HandOver(one("Erik Holm"), one("Li Wang"), callers, going).step,
        Ordering(one("Hans Törnqvist"), one("Christina Widmark"), operators, going).step,
        Gaps(
            some("Anna Svensson", "Bo Ek", "Åsa Berg"),
            one("Karin Lindqvist"),
            (one("Hamid Karimi"), one("Annika Björk")),
            going,
        ).step,
        News(one("Göran Fransson"), one("Johan Ek"), town, replicas, going, bound=known_within).step,
    ]
    await asyncio.gather(*(someone.installs() for someone in met.values()))
    return stories
