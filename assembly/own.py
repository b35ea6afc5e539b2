"""Owns how what people keep about themselves is put together: greetings, details, privacy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assembly.ground import Ground
from personal_records import privacy_over
from scheduler import Job, Whose
from services.details import SOURCE as DETAILS
from services.details import DetailsService
from services.details_upkeep import details_upkeep
from services.directory_review import DirectoryReview
from services.greeting_upkeep import greeting_upkeep
from services.greetings import SOURCE as GREETINGS
from services.greetings import GreetingService
from services.outbox_sources import OutboxSource
from services.privacy import PrivacyService
from storage.details_repository import stored_details
from storage.greeting_repository import stored_greetings

REVIEW_EVERY = timedelta(minutes=1)
REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What people keep about themselves: use cases, what the outbox sends of them, what time brings about."""

    greetings: GreetingService
    details: DetailsService
    privacy: PrivacyService
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def own(ground: Ground) -> Own:
    """What people keep about themselves, over that ground."""
    directory, messenger, soon = ground.directory, ground.messenger, ground.soon
    greetings, details = stored_greetings(ground.store), stored_details(ground.store)
    greetings_kept = greeting_upkeep(cases=greetings, directory=directory, messenger=messenger)
    details_kept = details_upkeep(cases=details, directory=directory, messenger=messenger)
    privacy = privacy_over(ground.store, directory)
    review = DirectoryReview(directory, (greetings_kept.review, details_kept.review), goes_on=ground.has_job(REVIEW))
    return Own(
        greetings=GreetingService(
            cases=greetings,
            books=ground.books,
            directory=directory,
            messenger=messenger,
            deliver_soon=soon(GREETINGS),
        ),
        details=DetailsService(cases=details, directory=directory, messenger=messenger, deliver_soon=soon(DETAILS)),
        privacy=privacy,
        sources=(OutboxSource(name=GREETINGS, cases=greetings), OutboxSource(name=DETAILS, cases=details)),
        jobs=(
            ground.divided("greetings", greetings_kept.sweep),
            ground.divided("details", details_kept.sweep),
            ground.divided("erasures", privacy.sweep),
            Job(name=REVIEW, every=REVIEW_EVERY, whose=Whose.ONE, run=lambda now: review.run(now=now)),
        ),
    )
