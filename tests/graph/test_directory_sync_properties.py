"""Whatever happens in Entra, and wherever the process is killed: in the end what is in use is what Entra says."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from directory.graph.refusals import GraphAway
from policy.directory_losses import RemovalTerms
from services.ports import Conflict
from tests.graph.standin_users import EntraStandIn, group_id, user_id
from tests.graph.sync_stage import EXTENSION, SWITCHBOARD, Killed, SyncStage, town_of

USERS = [user_id(number) for number in range(6)]
GROUPS = [SWITCHBOARD, group_id(2), group_id(3)]
ALL_MAY_GO = RemovalTerms(most_percent=100)
Change = Callable[[EntraStandIn], None]

users, groups, words = st.sampled_from(USERS), st.sampled_from(GROUPS), st.sampled_from(["Ek", "Al", "", None])


def _there(entra: EntraStandIn, user: str) -> bool:
    return user in entra.roster().users


def _put(user: str, title: str | None, phones: int, extension: str | None) -> Change:
    told = {
        "jobTitle": title,
        "businessPhones": [f"0491-{number}" for number in range(phones)],
        "onPremisesExtensionAttributes": {EXTENSION: extension},
        "accountEnabled": title != "Al",
    }
    return lambda entra: entra.put(user, **told)


def _when_there(user: str, change: Change) -> Change:
    return lambda entra: change(entra) if _there(entra, user) else None


changes = st.one_of(
    st.builds(_put, users, words, st.integers(0, 3), words),
    st.builds(lambda u, m: _when_there(u, lambda e: e.managed(u, m or "")), users, st.none() | users),
    st.builds(lambda u, g: _when_there(u, lambda e: e.remove(u, for_good=g)), users, st.booleans()),
    st.builds(lambda g, m: lambda e: e.put_in(g, m), groups, users | groups),
    st.builds(lambda g, m: lambda e: e.put_out(g, m) if g in e.group_ids else None, groups, users | groups),
    st.builds(lambda g: lambda e: e.remove_group(g) if g in e.group_ids else None, groups),
    st.just(lambda e: e.forget_tokens()),
)
deaths = st.one_of(
    st.builds(lambda n: ("before", n), st.integers(0, 12)),
    st.builds(lambda n: ("after", n), st.integers(0, 12)),
    st.builds(lambda n: ("throttled", n), st.integers(0, 6)),
    st.just(("", 0)),
)

RESTORED_UNSEEN: list[tuple[list[Change], tuple[str, int]]] = [
    (
        [
            _put(USERS[0], "Ek", 0, None),
            lambda e: e.put_in(SWITCHBOARD, USERS[0]),
            lambda e: e.remove_group(SWITCHBOARD),
        ],
        ("", 0),
    ),
    ([lambda e: e.put_in(SWITCHBOARD, USERS[1])], ("", 0)),
]
"""A group that came and went before anyone read of it, and is restored."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 9999),
    page=st.integers(1, 4),
    story=st.lists(st.tuples(st.lists(changes, max_size=6), deaths), min_size=1, max_size=6),
)
@example(seed=0, page=1, story=RESTORED_UNSEEN)
def test_in_the_end_what_is_in_use_is_what_entra_says(
    seed: int, page: int, story: list[tuple[list[Change], tuple[str, int]]]
) -> None:
    """Users and groups come, change, go and come again; tokens expire; each run may die at any write."""
    entra = EntraStandIn(page=page, drawn=random.Random(seed))  # noqa: S311 - what Graph leaves open, not a secret
    stage = SyncStage(entra, terms=ALL_MAY_GO)
    stage.kept_every = 0.0

    async def told() -> None:
        for some, (how, number) in story:
            for change in some:
                change(stage.entra)
            if how == "throttled":
                stage.graph.fails_after(number, GraphAway("429", wait=1.0))
            else:
                stage.store.dies(**({how: number} if how else {}))
            with suppress(Killed, Conflict):
                await stage.run()
            stage.store.dies()
            stage.graph.fails_after(-1, None)
        for _ in range(3):
            await stage.run()
        in_use, expected = await stage.in_use(), stage.expected()
        is_nobody_yet = in_use is None and not town_of(expected).people
        assert in_use == expected or is_nobody_yet
        state = await stage.state()
        assert await stage.bucket_names() <= state.names | set(state.leaving)
        await stage.run()
        assert await stage.bucket_names() == (await stage.state()).names

    asyncio.run(told())
