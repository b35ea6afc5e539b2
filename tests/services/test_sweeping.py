"""What a sweep visits where the work is shared: what is held, asked right before each visit, and nothing after that."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from services.ports import Place
from services.replica_ports import SHARDS
from services.replicas import HeldShards
from services.shards import shard_of, shard_of_job
from services.sweeping import HoldOfJob, sweep

PLACES = [Place(f"person-{number}", "book") for number in range(40)]
OURS = frozenset(range(0, SHARDS, 2))
JOB = "coverage_changes"


class Stage:
    """A hold of every other shard for ten seconds, and a sweep whose visits take a second each."""

    def __init__(self, shards: frozenset[int] = OURS) -> None:
        self.seconds = 0.0
        self.shards = shards
        self.hold = HeldShards(lambda: self.seconds)
        self.hold.renewed(shards, 10.0)
        self.visited: list[Place] = []
        self.pages_asked = 0
        self.stands_still_at: int | None = None

    async def pages(self) -> AsyncIterator[Sequence[Place]]:
        """All places, ten a page."""
        for first in range(0, len(PLACES), 10):
            self.pages_asked += 1
            yield PLACES[first : first + 10]

    async def visit(self, place: Place) -> None:
        """A second's work, in which the process may be paused for a minute."""
        self.visited.append(place)
        self.seconds += 1.0
        if len(self.visited) == self.stands_still_at:
            self.seconds += 60.0


def _ours(places: Sequence[Place]) -> list[Place]:
    return [place for place in places if shard_of(place) in OURS]


async def test_a_sweep_leaves_to_the_others_what_is_theirs() -> None:
    """Of all that is due each replica visits its own share."""
    stage = Stage()
    stage.hold.renewed(OURS, 1_000.0)
    assert await sweep(stage.pages(), stage.visit, what="things", hold=stage.hold, lasts=1_000.0) == len(_ours(PLACES))
    assert stage.visited == _ours(PLACES)


async def test_a_sweep_that_was_paused_in_the_midst_of_a_page_visits_nothing_more() -> None:
    """By the time that it goes on another holds the rest; it does not even ask for the next page."""
    stage = Stage()
    stage.stands_still_at = 2
    assert await sweep(stage.pages(), stage.visit, what="things", hold=stage.hold) == 2
    assert stage.visited == _ours(PLACES)[:2]
    assert stage.pages_asked == 1


async def test_what_is_handed_over_while_a_sweep_goes_on_is_left_from_then_on() -> None:
    """A replica that has come gets its share in the midst of a page too."""
    stage = Stage()
    stage.hold.renewed(OURS, 1_000.0)
    first = _ours(PLACES)[0]

    async def visit(place: Place) -> None:
        await stage.visit(place)
        stage.hold.kept_only({shard_of(first)})

    await sweep(stage.pages(), visit, what="things", hold=stage.hold)
    assert stage.visited[0] == first
    assert {shard_of(place) for place in stage.visited} == {shard_of(first)}


async def test_a_walk_in_order_that_was_lost_is_not_gone_on_with_after_a_gap() -> None:
    """Had again a moment later, it would note that it has come past what it never looked at."""
    stage = Stage(frozenset({shard_of_job(JOB)}))

    async def visit(place: Place) -> None:
        await stage.visit(place)
        if len(stage.visited) == 3:
            stage.hold.kept_only(())

    hold = HoldOfJob(stage.hold, JOB)
    assert hold.count == SHARDS
    await sweep(stage.pages(), visit, what="things", hold=hold)
    stage.hold.renewed({shard_of_job(JOB)}, 1_000.0)
    assert stage.visited == PLACES[:3]
    assert (hold.count, hold.has(PLACES[3])) == (0, False)
    assert HoldOfJob(stage.hold, JOB).has(PLACES[3])


async def test_a_sweep_has_an_end_and_the_next_goes_on_from_there() -> None:
    """A Monday's pile is worked off in bites, each well within its job's time limit."""
    stage = Stage(frozenset(range(SHARDS)))
    assert await sweep(stage.pages(), stage.visit, what="things", hold=stage.hold, at_once=2, lasts=0.0) == 2
    assert stage.visited == PLACES[:2]
