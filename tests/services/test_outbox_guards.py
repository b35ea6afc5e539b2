"""What stands between a decision and its delivery: quiet hours, limits, cards that stand, and who can't be reached."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf
from typing import Any

import pytest

from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing, StandingCard
from services.outbox import Outbox
from services.outbox_settling import DELAYS
from services.outbox_sources import OutboxSource, with_outgoing
from services.ports import Delivery, Place, Sending
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import Kind
from storage.outgoing_shapes import OUTGOING
from storage.shapes import TEXT, Stored, record, tuple_of
from tests.policy.small_town import ANNA, BO, at, small_town
from tests.services.fakes import FakeDirectory, FixedClock
from tests.services.outbox_stage import dead_letters
from tests.storage.memory_store import MemoryStore

TUESDAY = at("2026-11-24 09:00")
PLACE = Place("anna", "c1")
KIND = Kind("case", index_fields=("next_delivery_at",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case of a subject that only these tests have; `happened` is what became of its notifications."""

    id: str = "c1"
    happened: tuple[str, ...] = ()
    outgoing: Outgoing = NOTHING_OUTGOING


STORED_AS = StoredAs(
    kind=KIND,
    shape=record(Case, Stored("id", TEXT), Stored("happened", tuple_of(TEXT)), Stored("outgoing", OUTGOING)),
    place=lambda case: Place("anna", case.id),
    kept_until=lambda _case: None,
    index={"next_delivery_at": lambda case: case.outgoing.next_delivery_at},
)


class Chats:
    """A Messenger that answers as it is told to, then well; a card that is posted stands by a number."""

    def __init__(self, *outcomes: Sending) -> None:
        self.outcomes = list(outcomes)
        self.tried: list[tuple[Notification, Any, StandingCard | None]] = []

    async def can_reach(self, person: PersonId) -> bool:
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        self.tried.append((notification, about, standing))
        if self.outcomes:
            return self.outcomes.pop(0)
        activity = standing.activity if standing is not None else str(len(self.tried))
        card = StandingCard(to=notification.to, card=notification.card, conversation="chat", activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card if notification.card else None)


class Stage:
    """One case, its outbox, and a clock."""

    def __init__(self, *outcomes: Sending, now: datetime = TUESDAY) -> None:
        self.clock = FixedClock(now)
        self.cases = StoredCases(MemoryStore(kinds=[KIND], now=self.clock.now), STORED_AS)
        self.chats = Chats(*outcomes)
        self.outbox = self.outbox_to(self.chats)

    def outbox_to(self, chats: Chats) -> Outbox:
        """The outbox of the case, with those chats at its other end."""
        source = OutboxSource(
            name="case",
            cases=self.cases,
            sent=lambda case, n, _now: replace(case, happened=(*case.happened, f"{n.id} sent")),
            noted=lambda case, card, _now: (
                with_outgoing(case, case.outgoing.adding(_told("since", card=card.card))) if case.happened else case
            ),
            bounced=lambda case, n, _now: replace(case, happened=(*case.happened, f"{n.id} bounced")),
        )
        return Outbox([source], messenger=chats, directory=FakeDirectory(small_town()), dead_letters=dead_letters())

    async def decides(self, *notifications: Notification) -> None:
        """Save the case with these to be sent too."""
        loaded = await self.cases.load(PLACE)
        case = Case() if loaded is None else loaded.value
        await self.cases.save(loaded, replace(case, outgoing=case.outgoing.adding(*notifications)))

    async def sweeps(self, **after: float) -> int:
        """Sweep once so much time has passed; gives how many cases were visited."""
        self.clock.passes(**after)
        return await self.outbox.sweep(now=self.clock.now())

    async def case(self) -> Case:
        """The case as it is stored."""
        loaded = await self.cases.load(PLACE)
        assert loaded is not None
        return loaded.value


def _told(id_: str, *, card: str = "", waits: bool = False, made: datetime = TUESDAY) -> Notification:
    return Notification(id=id_, to=ANNA, code="case.told", made_at=made, due_at=made, card=card, waits=waits)


async def test_a_card_is_posted_once_and_then_changed_in_place() -> None:
    """The second time it is the same activity, with the case as it is then."""
    stage = Stage()
    await stage.decides(_told("a", card="mine"))
    await stage.sweeps()
    await stage.decides(_told("b", card="mine"))
    await stage.sweeps()
    assert [standing and standing.activity for _, _, standing in stage.chats.tried] == [None, "1"]
    assert (await stage.case()).happened == ("a sent", "b sent")
    assert len((await stage.case()).outgoing.standing) == 1


async def test_a_card_shows_the_case_as_it_is_when_it_is_sent() -> None:
    """Several things happened before anything could be sent: one card comes, and it shows the last."""
    stage = Stage()
    await stage.decides(_told("a", card="mine"), _told("line"))
    await stage.decides(_told("b", card="mine"))
    await stage.sweeps()
    assert [n.id for n, _, _ in stage.chats.tried] == ["line", "b"]


async def test_a_card_that_is_gone_is_posted_anew_at_once() -> None:
    """Its reader has deleted it; what it says must still reach them."""
    stage = Stage()
    await stage.decides(_told("a", card="mine"))
    await stage.sweeps()
    stage.chats.outcomes = [Sending(outcome=Delivery.CARD_GONE)]
    await stage.decides(_told("b", card="mine"))
    await stage.sweeps()
    assert [standing and standing.activity for _, _, standing in stage.chats.tried] == [None, "1", None]
    (standing,) = (await stage.case()).outgoing.standing
    assert standing.activity == "3"


async def test_a_card_that_an_answer_showed_is_changed_in_place_too() -> None:
    """The wire notes by which activity it stands."""
    stage = Stage()
    await stage.decides()
    shown = StandingCard(to=ANNA, card="mine", conversation="chat", activity="said-1")
    await stage.outbox.note_card("case", PLACE, shown, now=TUESDAY)
    await stage.decides(_told("a", card="mine"))
    await stage.sweeps()
    assert [standing for _, _, standing in stage.chats.tried] == [shown]


async def test_a_card_of_a_case_that_is_gone_is_not_noted() -> None:
    """Erased meanwhile: nothing of it comes back."""
    stage = Stage()
    await stage.outbox.note_card(
        "case", PLACE, StandingCard(to=ANNA, card="mine", conversation="c", activity="1"), now=TUESDAY
    )
    assert await stage.cases.load(PLACE) is None


async def test_a_card_that_was_late_when_it_came_to_stand_is_brought_up_to_date_at_once() -> None:
    """Something happened while the answer was on its way, when there was no card to change."""
    stage = Stage()
    await stage.decides(_told("late"))
    await stage.sweeps()
    shown = StandingCard(to=ANNA, card="mine", conversation="chat", activity="said-1")
    await stage.outbox.note_card("case", PLACE, shown, now=TUESDAY)
    assert [(n.id, standing) for n, _, standing in stage.chats.tried] == [("late", None), ("since", shown)]
    await stage.outbox.note_card("case", PLACE, shown, now=TUESDAY)
    assert len(stage.chats.tried) == 2


@pytest.mark.parametrize(
    ("now", "goes_out"),
    [
        ("2026-11-24 18:00", "2026-11-25 08:00"),  # a weekday evening
        ("2026-11-27 17:00", "2026-11-30 08:00"),  # Friday, when the day is over
        ("2026-12-31 12:00", "2027-01-04 08:00"),  # New Year's Eve is a day off in fact; then the weekend
        ("2026-10-25 02:30", "2026-10-26 08:00"),  # the hour that comes twice
        ("2027-03-25 18:00", "2027-03-30 08:00"),  # Maundy Thursday evening: after Easter Monday
    ],
)
async def test_what_waits_keeps_quiet_until_its_reader_works(now: str, goes_out: str) -> None:
    """Quiet hours are the reader's own; nobody is rung at home for what can wait."""
    stage = Stage(now=at(now))
    await stage.decides(_told("a", waits=True, made=at(now)), _told("urgent", made=at(now)))
    await stage.sweeps()
    assert [n.id for n, _, _ in stage.chats.tried] == ["urgent"]
    left = at(goes_out) - stage.clock.now()
    await stage.sweeps(seconds=left.total_seconds() - 1)
    assert len(stage.chats.tried) == 1
    await stage.sweeps(seconds=1)
    assert [n.id for n, _, _ in stage.chats.tried] == ["urgent", "a"]
    assert stage.chats.tried[1][0].attempts == 0


async def test_being_held_back_is_no_attempt_and_lasts_as_long_as_was_asked() -> None:
    """Teams' limits are nobody's fault, and the message did not arrive."""
    stage = Stage(Sending(outcome=Delivery.THROTTLED, wait=timedelta(seconds=90)))
    await stage.decides(_told("a"))
    await stage.sweeps()
    await stage.sweeps(seconds=60)
    assert len(stage.chats.tried) == 1
    await stage.sweeps(seconds=60)
    again, _, _ = stage.chats.tried[1]
    assert (again.attempts, again.begun_at) == (0, None)


async def test_a_message_that_nobody_knows_the_end_of_says_so_when_it_comes_again() -> None:
    """It was sent whole and no answer came: its reader may have it."""
    stage = Stage(Sending(outcome=Delivery.UNCERTAIN), Sending(outcome=Delivery.TRY_LATER))
    await stage.decides(_told("a"))
    await stage.sweeps()
    await stage.sweeps(minutes=1)
    await stage.sweeps(minutes=5)
    assert [n.begun_at is not None for n, _, _ in stage.chats.tried] == [False, True, True]


async def test_a_message_that_was_turned_away_does_not_claim_to_be_a_second() -> None:
    """The far end answered that it did not take it: nobody has it."""
    stage = Stage(Sending(outcome=Delivery.TRY_LATER))
    await stage.decides(_told("a"))
    await stage.sweeps()
    await stage.sweeps(minutes=1)
    assert [n.begun_at for n, _, _ in stage.chats.tried] == [None, None]


async def test_the_case_is_told_at_once_that_its_reader_can_not_be_reached() -> None:
    """So that the one who waits for it can do something else; it is tried on all the same, until it is given up."""
    stage = Stage(*[Sending(outcome=Delivery.UNREACHABLE)] * (len(DELAYS) + 1))
    await stage.decides(_told("a"))
    await stage.sweeps()
    assert (await stage.case()).happened == ("a bounced",)
    for _ in DELAYS:
        await stage.sweeps(days=2)
    case = await stage.case()
    assert len(case.happened) == len(DELAYS) + 1
    assert case.outgoing == NOTHING_OUTGOING


async def test_a_message_to_somebody_else_goes_its_own_way() -> None:
    """Each reader has their own card of the case."""
    stage = Stage()
    await stage.decides(_told("a", card="mine"), replace(_told("b", card="mine"), to=BO))
    await stage.sweeps()
    assert {(one.to, one.activity) for one in (await stage.case()).outgoing.standing} == {(ANNA, "1"), (BO, "2")}


async def test_what_holds_no_more_is_called_off() -> None:
    """A reminder of a promise that was kept meanwhile is never sent."""
    outgoing = Outgoing(unsent=(_told("a"), replace(_told("b"), code="case.other")))
    assert [n.id for n in outgoing.calling_off("case.told").unsent] == ["b"]


async def test_a_sweep_that_is_cut_off_leaves_no_doubt_about_what_it_was_sending() -> None:
    """Its time limit comes, or the process is told to stop: what is on its way arrives and is settled all the same."""
    stage = Stage()
    sends, goes_on = asyncio.Event(), asyncio.Event()

    class SlowChats(Chats):
        async def deliver(
            self,
            notification: Notification,
            about: object,
            standing: StandingCard | None = None,
            *,
            before: float = inf,
        ) -> Sending:
            sends.set()
            await goes_on.wait()
            return await super().deliver(notification, about, standing)

    stage.chats = SlowChats()
    stage.outbox = stage.outbox_to(stage.chats)
    await stage.decides(_told("a"))
    sweeping = asyncio.create_task(stage.sweeps())
    await sends.wait()
    sweeping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sweeping
    goes_on.set()
    await stage.outbox.finish()
    case = await stage.case()
    assert (case.happened, case.outgoing) == (("a sent",), NOTHING_OUTGOING)
