"""How the work is dealt out: evenly, to those who live, with as little changing hands as can be, and never snatched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.ports import MISDIRECTED, NOTICES, Place
from services.replica_ports import NOBODY, SHARDS, ShardTable
from services.shards import beaten, left, shard_of, shard_of_job

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIVES = st.sampled_from([f"life-{number}" for number in range(12)])
JOBS = ("coverage_changes", "coverage_review", "review", "report_review", "desk_book", "clean_up", "desks")


def beats(table: ShardTable, life: str, *dead: str) -> ShardTable:
    """The table after one more beat."""
    before = table.replica(life)
    return beaten(table, life, beats=1 if before is None else before.beats + 1, dead=dead, now=NOW)


def holders(table: ShardTable) -> dict[int, str]:
    """Who holds each shard; nobody holds one together with another."""
    told = [(shard, one.life) for one in table.replicas for shard in one.shards]
    assert len(told) == len({shard for shard, _ in told})
    return dict(told)


def held(table: ShardTable) -> list[int]:
    """How many shards each holds."""
    return sorted(len(one.shards) for one in table.replicas)


def settled(*lives: str) -> ShardTable:
    """The table once those have all been there for a while."""
    table = NOBODY
    for life in (*lives, *lives):
        table = beats(table, life)
    return table


@given(st.lists(st.tuples(st.sampled_from(["beat", "leave", "bury"]), LIVES), max_size=40))
def test_whatever_happens_the_living_lose_nothing_but_what_they_give(steps: list[tuple[str, str]]) -> None:
    """Every shard is held while anybody is there; each change of hands, and nothing else, raises its fence."""
    table = NOBODY
    for what, life in steps:
        before, was = holders(table), table
        gone = life
        if what == "beat":
            table = beats(table, life)
            gone = ""
        elif what == "leave":
            table = left(table, life, now=NOW)
        else:
            table = beats(table, "the finder", life)
        after = holders(table)
        assert set(after) == (set(range(SHARDS)) if table.replicas else set())
        actor = {"beat": life, "bury": "the finder"}.get(what)
        for shard, holder in before.items():
            assert after.get(shard) == holder or holder in {actor, gone}
        for shard in range(SHARDS):
            changed = shard in after and after[shard] != before.get(shard)
            assert table.fences[shard] - was.fences[shard] == changed
        assert gone == "" or table.replica(gone) is None


@given(st.lists(LIVES, min_size=1, max_size=12, unique=True))
def test_it_is_even_as_soon_as_each_has_beaten_twice(lives: list[str]) -> None:
    """Nobody holds two more than another, however many they are, and then nothing moves any more."""
    table = settled(*lives)
    assert max(held(table)) - min(held(table)) <= 1
    again = table
    for life in lives:
        again = beats(again, life)
    assert holders(again) == holders(table)


def test_who_comes_gets_of_the_others_and_as_little_as_can_be_moves() -> None:
    """A fourth replica gets a quarter; what the others keep stays where it was."""
    three = settled("a", "b", "c")
    joined = three
    for life in ("d", "a", "b", "c"):
        joined = beats(joined, life)
    assert held(joined) == [8, 8, 8, 8]
    moved = [shard for shard, life in holders(joined).items() if holders(three)[shard] != life]
    assert len(moved) == 8
    assert {holders(joined)[shard] for shard in moved} == {"d"}


def test_who_leaves_hands_all_over_at_once() -> None:
    """No lease has to lapse at a clean stop: the very write that ends one life has the others hold its shards."""
    table = left(settled("a", "b", "c"), "b", now=NOW)
    assert held(table) == [16, 16]
    assert table.replica("b") is None


def test_who_has_gone_is_remembered_for_a_quarter_of_an_hour() -> None:
    """Whoever finds something of theirs half done can tell when they were last there."""
    table = left(settled("a", "b"), "b", now=NOW + timedelta(seconds=3))
    assert [(one.life, one.seen_at) for one in table.gone] == [("b", NOW + timedelta(seconds=3))]
    later = beaten(table, "a", beats=9, dead=(), now=NOW + timedelta(minutes=15))
    assert [one.life for one in later.gone] == ["b"]
    assert beaten(later, "a", beats=10, dead=(), now=NOW + timedelta(minutes=16)).gone == ()
    assert beats(table, "b").gone == ()


def test_all_that_is_one_person_s_is_in_one_shard_and_what_shares_a_partition_is_spread() -> None:
    """One replica paces what somebody is told; notices and mends are kept together and still shared out."""
    anna = {shard_of(Place("anna", name)) for name in ("book", "greeting", "details", "report")}
    assert len(anna) == 1
    for partition in (NOTICES, MISDIRECTED):
        assert len({shard_of(Place(partition, f"case-{number}")) for number in range(400)}) == SHARDS
    assert len({shard_of(Place(f"person-{number}", "book")) for number in range(400)}) == SHARDS


def test_where_a_case_and_a_job_belong_stays_the_same_from_version_to_version() -> None:
    """While a new version takes over from the old, both must say the same."""
    assert [shard_of(Place("anna", "book")), shard_of(Place(NOTICES, "1")), shard_of_job("review")] == [23, 16, 5]


def test_jobs_that_can_t_be_divided_are_not_all_with_one() -> None:
    """Of four replicas most have some of them."""
    table = settled("a", "b", "c", "d")
    assert len({holders(table)[shard_of_job(name)] for name in JOBS}) >= 3
