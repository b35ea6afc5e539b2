"""Owns how the work of the scheduler is divided: a fixed number of shards, dealt out evenly to the replicas that live.

Pure: a table goes in and a table comes out, and whoever keeps it saves it by its etag (`services.replicas`). A shard is
never snatched from a replica that lives: it gives of its own what is more than its share, straight to those who lack,
and what a dead one held is dealt out by whoever finds it dead. The fence of a shard grows each time that it changes
hands, so that who held it before can be told from who holds it now.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from zlib import crc32

from services.ports import MISDIRECTED, NOTICES, Place
from services.replica_ports import SHARDS, Gone, Replica, ShardTable

OF_MANY = frozenset({NOTICES, MISDIRECTED})
"""Partitions that keep all cases of a subject: their cases are divided one by one."""
GONE_KEPT = timedelta(minutes=15)
"""How long it can be asked when somebody who is gone was last there."""


def shard_of(place: Place) -> int:
    """The shard that a case is in. All of a partition are together, so that one replica paces what one person gets."""
    told = f"{place.partition}\n{place.id}" if place.partition in OF_MANY else place.partition
    return crc32(told.encode()) % SHARDS


def shard_of_job(name: str) -> int:
    """The shard whose holder does a job that can't be divided: so such jobs are spread over the replicas too."""
    return crc32(f"job {name}".encode()) % SHARDS


def beaten(table: ShardTable, me: str, *, beats: int, dead: Collection[str], now: datetime) -> ShardTable:
    """The table after `me` has shown that it lives: without the dead, and with what can be evened out by it.

    Of the living others it takes nothing.
    """
    rows = {one.life: one for one in table.replicas if one.life not in dead or one.life == me}
    mine = rows.get(me) or Replica(life=me, beats=beats, seen_at=now)
    rows[me] = replace(mine, beats=beats, seen_at=now)
    rows[me] = replace(rows[me], shards=rows[me].shards[: _shares(rows)[me]])
    return _dealt(table, rows, now)


def left(table: ShardTable, me: str, *, now: datetime) -> ShardTable:
    """The table after `me` has gone: those who stay have what it held, from that instant on."""
    last = tuple(replace(one, seen_at=now) if one.life == me else one for one in table.replicas)
    return _dealt(replace(table, replicas=last), {one.life: one for one in last if one.life != me}, now)


def _shares(rows: dict[str, Replica]) -> dict[str, int]:
    """How many shards each is to hold; one more than others for those who have most, so that as few as can be move."""
    least, more = divmod(SHARDS, len(rows))
    fullest_first = sorted(rows.values(), key=lambda one: (-len(one.shards), one.life))
    return {one.life: least + (place < more) for place, one in enumerate(fullest_first)}


def _dealt(table: ShardTable, rows: dict[str, Replica], now: datetime) -> ShardTable:
    """The table with those rows, where what nobody holds goes to whoever lacks most."""
    before = {shard: one.life for one in table.replicas for shard in one.shards}
    held = {shard for one in rows.values() for shard in one.shards}
    lacking = {life: share - len(rows[life].shards) for life, share in _shares(rows).items()} if rows else {}
    for shard in range(SHARDS):
        if lacking and shard not in held:
            life = max(sorted(lacking), key=lambda one: lacking[one])
            rows[life] = replace(rows[life], shards=(*rows[life].shards, shard))
            lacking[life] -= 1
    after = {shard: one.life for one in rows.values() for shard in one.shards}
    fences = tuple(
        fence + (shard in after and after[shard] != before.get(shard)) for shard, fence in enumerate(table.fences)
    )
    return ShardTable(
        replicas=tuple(rows[life] for life in sorted(rows)), fences=fences, gone=_gone(table, rows.keys(), now)
    )


def _gone(table: ShardTable, living: Collection[str], now: datetime) -> tuple[Gone, ...]:
    """Those who are there no more, as long as somebody may ask for them."""
    ended = {one.life: one for one in table.gone}
    ended |= {one.life: Gone(life=one.life, seen_at=one.seen_at) for one in table.replicas}
    return tuple(one for life, one in ended.items() if life not in living and abs(now - one.seen_at) < GONE_KEPT)
