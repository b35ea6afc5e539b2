"""Owns how reaching people who never opened the bot is put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assembly.ground import Ground
from bot.reach_routes import ReachServices
from bot.wire.chat_upkeep import ChatUpkeep
from bot.wire.meetings import ChatMeetings
from bot.wire.remembering import ChatMemory
from policy.organisation import PersonId
from policy.reach_reasons import to_be_reached
from scheduler import Job, Whose
from services.directory_review import DirectoryReview
from services.outbox import Outbox
from services.outbox_sources import OutboxSource
from services.ports import Place
from services.reach_list import ReachList
from services.reachability import SOURCE, Reaching
from storage.chat_repository import StoredChats
from storage.reach_repository import stored_reach

REVIEW_EVERY = timedelta(minutes=1)
CHATS_EVERY = timedelta(minutes=10)
REACH_REVIEW = "reach_review"
Begin = Callable[[Callable[[datetime], Any]], None]
"""Has something done right after the turn, with the instant at which it begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacting:
    """What it brings: use cases, what the outbox sends of them, what time brings about."""

    services: ReachServices
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]
    begin: Begin

    def came(self, person: PersonId) -> None:
        """The person has a chat of their own now."""
        self.begin(lambda now: self.services.reaching.came(person, now=now))

    def went(self, person: PersonId) -> None:
        """The person has taken the app away."""
        self.begin(lambda now: self.services.reaching.went(person, now=now))


def contacting(ground: Ground, outbox: Callable[[], Outbox], begin: Begin) -> Contacting:
    """All of it, over that ground; the outbox is asked for once it is there."""
    cases, directory, chats = stored_reach(ground.store), ground.directory, StoredChats(ground.store)

    async def try_again(source: str, partition: str, id_: str, to: PersonId, /, *, now: datetime) -> None:
        await outbox().try_again(source, Place(partition, id_), to, now=now)

    reaching = Reaching(
        cases=cases,
        directory=directory,
        messenger=ground.messenger,
        meetings=ChatMeetings(ChatMemory(chats), ground.reaches.teams),
        installer=ground.reaches.installer,
        try_again=try_again,
    )
    unreached = ReachList(
        reaching=reaching, start_step=lambda person: begin(lambda now: reaching.step(person, now=now))
    )
    review = DirectoryReview(directory, (reaching.review,), to_be_reached, goes_on=ground.has_job(REACH_REVIEW))
    return Contacting(
        services=ReachServices(reaching=reaching, unreached=unreached),
        sources=(OutboxSource(name=SOURCE, cases=cases),),
        jobs=(
            ground.divided("reach", reaching.sweep),
            ground.divided("chats", ChatUpkeep(chats=chats, directory=directory).sweep, every=CHATS_EVERY),
            Job(name=REACH_REVIEW, every=REVIEW_EVERY, whose=Whose.ONE, run=lambda now: review.run(now=now)),
        ),
        begin=begin,
    )
