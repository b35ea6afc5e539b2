"""The process dies at any step between a decision and its delivery: nothing is lost; what may come twice says so."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from math import inf

import pytest

from policy.diversions import DiversionBook
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from services.outbox import BEGUN_HOLDS
from services.ports import Delivery, Loaded, Sending
from tests.policy.small_town import ANNA, BO, at
from tests.services.fakes import BooksInMemory, FixedClock
from tests.services.outbox_stage import outbox_over

NOW = at("2026-11-24 09:00")
MOST_STEPS = 12


class Died(BaseException):
    """The process is gone: nothing after this line was carried out, and nobody caught it."""


class Countdown:
    """Lets a number of steps be done, then kills. A step can die before it has happened or just after."""

    def __init__(self, steps: int, *, after: bool) -> None:
        self.left = steps
        self.after = after
        self.has_killed = False

    def before_step(self) -> None:
        """A step is about to be done."""
        if not self.after:
            self._count()

    def after_step(self) -> None:
        """The step is done, and nobody knows of it yet."""
        if self.after:
            self._count()

    def _count(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.has_killed = True
            raise Died


class MortalBooks(BooksInMemory):
    """Books whose every load and save is a step."""

    def __init__(self, *books: DiversionBook) -> None:
        super().__init__(*books)
        self.countdown = Countdown(0, after=False)

    async def load(self, person: PersonId) -> Loaded[DiversionBook]:
        self.countdown.before_step()
        loaded = await super().load(person)
        self.countdown.after_step()
        return loaded

    async def save(self, loaded: Loaded[DiversionBook], book: DiversionBook) -> Loaded[DiversionBook]:
        self.countdown.before_step()
        saved = await super().save(loaded, book)
        self.countdown.after_step()
        return saved


class Chats:
    """The Messenger of a chat that outlives the process: what stands in it, and what each message said of itself."""

    def __init__(self) -> None:
        self.posted: list[Notification] = []
        self.changed: list[Notification] = []
        self.countdown = Countdown(0, after=False)

    async def can_reach(self, person: PersonId) -> bool:
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        self.countdown.before_step()
        (self.changed if standing is not None else self.posted).append(notification)
        self.countdown.after_step()
        activity = standing.activity if standing is not None else f"activity-{len(self.posted)}"
        card = StandingCard(to=notification.to, card=notification.card, conversation="chat", activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card if notification.card else None)


def _told(id_: str, *, card: str = "") -> Notification:
    params = {"actor": str(BO)}
    return Notification(
        id=id_, to=ANNA, code="diversion.set_by_other", params=params, made_at=NOW, due_at=NOW, card=card
    )


def _book(*unsent: Notification, standing: tuple[StandingCard, ...] = ()) -> DiversionBook:
    return DiversionBook(person=ANNA, outgoing=Outgoing(unsent=unsent, standing=standing))


async def _die_and_start_again(books: MortalBooks, chats: Chats, countdown: Countdown) -> None:
    """One process sweeps until it is killed; another takes over, and sweeps until what was begun may be sent again."""
    clock = FixedClock(NOW)
    books.countdown = chats.countdown = countdown
    with contextlib.suppress(Died):
        await outbox_over(books, chats).sweep(now=clock.now())
    books.countdown = chats.countdown = Countdown(0, after=False)
    for _ in range(4):
        await outbox_over(books, chats).sweep(now=clock.now())
        clock.passes(seconds=BEGUN_HOLDS.total_seconds())


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(1, MOST_STEPS + 1))
async def test_a_message_survives_a_death_at_any_step_and_says_so_if_it_may_come_twice(step: int, after: bool) -> None:
    """Idea 4: sent at least once, at most twice, and the second time as one that its reader may have already."""
    books, chats = MortalBooks(_book(_told("a"))), Chats()
    countdown = Countdown(step, after=after)
    await _die_and_start_again(books, chats, countdown)
    assert [n.id for n in chats.posted] in (["a"], ["a", "a"])
    assert chats.posted[0].begun_at is None or len(chats.posted) == 1
    assert all(n.begun_at is not None for n in chats.posted[1:])
    assert books[ANNA].outgoing == NOTHING_OUTGOING


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", range(1, MOST_STEPS + 1))
async def test_a_card_that_stands_survives_a_death_at_any_step_and_is_only_ever_changed(step: int, after: bool) -> None:
    """A change in place can be repeated without a trace, so no second card comes, and none says that it may be one."""
    standing = (StandingCard(to=ANNA, card="promise", conversation="chat", activity="1"),)
    books, chats = MortalBooks(_book(_told("a", card="promise"), standing=standing)), Chats()
    await _die_and_start_again(books, chats, Countdown(step, after=after))
    assert chats.posted == []
    assert chats.changed
    assert all(n.begun_at is None for n in chats.changed)
    assert books[ANNA].outgoing == Outgoing(standing=standing)


async def test_the_steps_that_a_process_can_die_at_are_all_tried() -> None:
    """The range of steps above reaches beyond the last one that a delivery has."""
    books, chats = MortalBooks(_book(_told("a", card="promise"))), Chats()
    countdown = Countdown(MOST_STEPS, after=True)
    await _die_and_start_again(books, chats, countdown)
    assert not countdown.has_killed


async def test_two_processes_do_not_send_the_same_message_at_once() -> None:
    """What one has begun is not the other's to send while the first may still be at it."""
    books, chats = MortalBooks(_book(_told("a"))), Chats()
    loaded = await books.load(ANNA)
    begun = replace(_told("a"), begun_at=NOW, due_at=NOW + BEGUN_HOLDS)
    await books.save(loaded, _book(begun))
    assert await outbox_over(books, chats).sweep(now=NOW + timedelta(seconds=30)) == 0
    assert chats.posted == []


async def test_a_newer_state_of_a_card_takes_the_place_of_one_that_was_begun_and_keeps_the_doubt() -> None:
    """The process died while it posted the card; what has happened since is shown in one, which may be a second."""
    begun = replace(_told("a", card="promise"), begun_at=NOW, due_at=NOW + BEGUN_HOLDS)
    outgoing = Outgoing(unsent=(begun,)).adding(_told("b", card="promise"))
    (only,) = outgoing.unsent
    assert (only.id, only.begun_at) == ("b", NOW)
