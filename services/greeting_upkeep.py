"""Owns what time and the directory bring about for greetings: one that is missing or out of date is asked for (A4).

Who has no mailbox is never asked.
"""

from __future__ import annotations

from policy.greeting_questions import asked, looked_at, question_is_due
from policy.greetings import Greeting
from services.greetings import SOURCE, WANTED, greeting_place
from services.ports import Cases, Directory, Messenger
from services.upkeep import KeepingUp, Subject


def greeting_upkeep(*, cases: Cases[Greeting], directory: Directory, messenger: Messenger) -> KeepingUp[Greeting]:
    """What keeps everyone's greeting up to date."""
    return KeepingUp(subject=_GREETINGS, cases=cases, directory=directory, messenger=messenger)


_GREETINGS = Subject(
    source=SOURCE,
    wanted=WANTED,
    place=greeting_place,
    concerns=lambda person: person.has_voicemail,
    begun=lambda person, now: Greeting(person=person, known_since_at=now),
    looked_at=looked_at,
    question_is_due=question_is_due,
    asked=asked,
)
