"""Owns whether a bot serves from a store that no lock of the machine tells of.

Whoever serves keeps writing to the documents by which processes share their work (`storage.kinds.OF_ONE_STORE`). What
they say isn't asked, as one that was killed leaves its last word behind: only whether they change.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partial

from storage.document_store import DocumentStore, Key
from storage.kinds import COPY_MARK, OF_ONE_STORE
from storage.patience import patiently

LONGEST_SILENCE = 20.0
"""Seconds: longer than any process that serves lets pass between two such writes."""
LOOK_EVERY = 1.0

Signs = Mapping[Key, str]
"""The etag of every such document."""


async def signs_in(store: DocumentStore) -> Signs:
    """What there is to see now."""
    signs: dict[Key, str] = {}
    for kind in OF_ONE_STORE:
        if kind is not COPY_MARK:
            page = await patiently(partial(store.query, kind.name, limit=1000))
            signs |= {document.key: document.etag for document in page.documents}
    return signs


async def shows_life(store: DocumentStore, *, seconds: float) -> bool:
    """Whether somebody serves from the store; where nobody ever did that is known at once, else after a while."""
    before = await signs_in(store)
    clock = asyncio.get_running_loop().time
    ends = clock() + seconds
    while before and clock() < ends:
        await asyncio.sleep(min(LOOK_EVERY, seconds / 4))
        if await signs_in(store) != before:
            return True
    return False
