"""What time and the directory bring about for greetings: who is asked, when, and how often (A4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from policy.greetings import GreetingKind
from policy.organisation import Person, PersonId
from policy.reasons import Reason
from services.directory_review import PEOPLE_A_RUN, DirectoryReview
from services.greetings import greeting_place
from tests.policy.small_town import ANNA, BO, PERMITS, at, diversion
from tests.services.greeting_stage import NOW, Stage

HOLIDAY = diversion(Reason.VACATION, "2026-11-30 08:00", "2026-12-11 17:00")


async def asked_at(stage: Stage, now: datetime) -> bool:
    """Whether a sweep at the instant puts a new question to Anna."""
    before = (await stage.known()).asked_at
    await stage.upkeep.sweep(now=now)
    known = await stage.known()
    assert (known.asked_at != before) is (known.asked_at == now)
    return known.asked_at != before


async def test_the_day_after_an_absence_the_ordinary_greeting_is_asked_for_once() -> None:
    """A4: when the absence is over, quietly until the person works; and not again the next minute."""
    stage = Stage(HOLIDAY)
    await stage.records(GreetingKind.ABSENCE)
    back = at("2026-12-14 08:00")
    assert not await asked_at(stage, back - timedelta(seconds=1))
    assert await asked_at(stage, back)
    (question,) = (await stage.known()).outgoing.unsent
    assert (question.code, question.to, question.waits) == ("greeting.wanted", ANNA, True)
    assert not await asked_at(stage, back + timedelta(minutes=1))
    assert not await asked_at(stage, back + timedelta(days=59))
    assert await asked_at(stage, back + timedelta(days=60))
    assert await stage.unsent() == ["greeting.wanted"]


async def test_a_sweep_costs_what_is_due() -> None:
    """Nothing is looked at before its time, and what was looked at moves on."""
    stage = Stage()
    await stage.records()
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=300)) == 0
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=365)) == 1
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=366)) == 0


async def test_a_new_title_or_unit_is_asked_about_once_each() -> None:
    """A4: the directory says otherwise than the greeting."""
    stage = Stage()
    await stage.records()
    await _review(stage, NOW)
    assert await stage.unsent() == []
    stage.in_directory(ANNA, title="arkivarie")
    await _review(stage, NOW + timedelta(days=1))
    await _review(stage, NOW + timedelta(days=2))
    assert await stage.unsent() == ["greeting.wanted"]
    first = (await stage.known()).asked_at
    stage.in_directory(ANNA, unit=PERMITS)
    await _review(stage, NOW + timedelta(days=3))
    assert (await stage.known()).asked_at != first
    assert await stage.unsent() == ["greeting.wanted"]


async def test_somebody_new_is_asked_after_a_week_and_recording_ends_it() -> None:
    """A4: the first review makes them known, a week later comes the question, and a recording calls it off."""
    stage = Stage()
    await _review(stage, NOW)
    assert await stage.unsent() == []
    assert not await asked_at(stage, NOW + timedelta(days=6))
    assert await asked_at(stage, NOW + timedelta(days=7))
    await stage.records(now=NOW + timedelta(days=7))
    assert await stage.unsent() == []


async def test_who_has_no_mailbox_is_never_asked_nor_kept_a_file_on() -> None:
    """A4: whatever the time; and somebody who had one and lost it is left alone too."""
    stage = Stage()
    stage.in_directory(ANNA, has_voicemail=False)
    await _review(stage, NOW)
    assert await stage.cases.load(greeting_place(ANNA)) is None
    stage.in_directory(ANNA, has_voicemail=True)
    await _review(stage, NOW)
    stage.in_directory(ANNA, has_voicemail=False)
    assert not await asked_at(stage, NOW + timedelta(days=400))
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=401)) == 0


async def test_whom_the_bot_cant_reach_is_asked_once_it_can() -> None:
    """Nobody is made known, and no question is put, where there is no chat to put it in."""
    stage = Stage()
    stage.messenger.unreachable.add(ANNA)
    await _review(stage, NOW)
    assert await stage.cases.load(greeting_place(ANNA)) is None
    stage.messenger.unreachable.clear()
    await _review(stage, NOW)
    stage.messenger.unreachable.add(ANNA)
    assert not await asked_at(stage, NOW + timedelta(days=7))
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=7, hours=1)) == 0
    stage.messenger.unreachable.clear()
    assert await asked_at(stage, NOW + timedelta(days=8))


async def test_what_is_known_of_who_has_left_is_erased_when_its_time_comes() -> None:
    """Nothing is kept about someone who isn't in the directory any more."""
    stage = Stage()
    await stage.records()
    stage.leaves(ANNA)
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=365)) == 1
    assert await stage.cases.load(greeting_place(ANNA)) is None


async def test_one_that_fails_stands_in_nobodys_way() -> None:
    """A broken document is left, and the others have their turn."""
    stage = Stage()
    await stage.records()
    await stage.records(person=BO)
    place = greeting_place(ANNA)
    document = next(iter((await stage.store.query("greeting", partition=place.partition)).documents))
    await stage.store.replace(document, {**document.body, "person": 1})
    assert await stage.upkeep.sweep(now=NOW + timedelta(days=365)) == 2
    assert await stage.unsent(BO) == ["greeting.wanted"]


class Looks:
    """A reviewer that notes whom it looked at, and fails for some."""

    def __init__(self, *failing: PersonId) -> None:
        self.at: list[PersonId] = []
        self._failing = failing

    async def __call__(self, person: Person, *, now: datetime) -> None:
        """Note it."""
        del now
        self.at.append(person.id)
        if person.id in self._failing:
            raise RuntimeError("no")


async def test_everyone_is_reviewed_once_a_day_and_once_a_change_whatever_fails_for_one() -> None:
    """The walk begins anew with the day and with the directory, and with nothing else."""
    stage, looks = Stage(), Looks(BO)
    review = DirectoryReview(stage.directory, (looks,))
    everyone = len(stage.town.people)
    assert await review.run(now=NOW) == everyone
    assert await review.run(now=NOW + timedelta(hours=1)) == 0
    stage.in_directory(ANNA, title="arkivarie")
    assert await review.run(now=NOW + timedelta(hours=2)) == everyone
    assert await review.run(now=NOW + timedelta(days=1)) == everyone
    assert set(looks.at) == set(stage.town.people)


async def test_a_run_takes_a_bounded_part_of_the_way() -> None:
    """A large municipality is walked through in many runs, each person once."""
    stage, looks = Stage(), Looks()
    anna = stage.town.people[ANNA]
    many = {PersonId(f"p{n}"): replace(anna, id=PersonId(f"p{n}")) for n in range(PEOPLE_A_RUN + 20)}
    stage.directory.municipality = replace(stage.town, people=many)
    review = DirectoryReview(stage.directory, (looks,))
    assert [await review.run(now=NOW) for _ in range(3)] == [PEOPLE_A_RUN, 20, 0]
    assert sorted(looks.at) == sorted(many)


async def test_a_walk_that_has_become_another_replica_s_stops_where_it_is() -> None:
    """Also in the midst of a run; should it come back, it goes on from there."""
    stage, looks = Stage(), Looks()
    is_ours = iter([True, True, False])
    review = DirectoryReview(stage.directory, (looks,), goes_on=lambda: next(is_ours, True))
    assert await review.run(now=NOW) == 2
    assert await review.run(now=NOW) == len(stage.town.people) - 2
    assert sorted(looks.at) == sorted(stage.town.people)


async def _review(stage: Stage, now: datetime) -> None:
    await stage.upkeep.review(stage.town.people[ANNA], now=now)
