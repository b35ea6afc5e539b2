"""Owns how the inside is put together: a store and a directory become use cases, an outbox, jobs and a router.

`app.py` puts the wire around it, the tests a hand-moved clock and a mailbox. So what they test is what runs. Nothing
is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain
from time import monotonic
from typing import Any

from assembly.connecting import Connecting, connecting
from assembly.contacting import Contacting, contacting
from assembly.covering import Covering, covering
from assembly.desking import Desking, desking
from assembly.diverting import Diverting, Start, diverting
from assembly.ground import Ground
from assembly.mending import MendingPart, mending
from assembly.noticing import Noticing, effective_directory, noticing
from assembly.ordering import Ordering, ordering
from assembly.overseeing import Overseeing, overseeing
from assembly.own import Own, own
from assembly.pbx import pbx_jobs, with_exchange
from assembly.promising import Promising, promising
from assembly.reaches import TEAMS_ALONE, Reaches
from assembly.reaching import reaching
from assembly.reporting import Reporting, reporting
from assembly.searching import search_box
from assembly.suggesting import Suggesting, suggesting
from assembly.syncing import Syncing, syncing
from bot.chat import Chat
from bot.dialogs.search_box import SearchBoxDialog
from bot.heard import NOBODY, Heard
from bot.routes import Services, build_router
from bot.second_tries import SecondTries
from bot.turn import Reply, Turn
from bot.understanding import Habits
from bot.wire.speaking import Stood
from bot.wire.turns import TurnHandler
from directory.file_habits import GivenHabits
from policy.outgoing import StandingCard
from scheduler import Job, Whose
from services.availability import AvailabilityService
from services.dead_letters import DeadLetters
from services.effective_directory import EffectiveDirectory
from services.outbox import Ended, Outbox
from services.outbox_pacing import paced
from services.outbox_sources import OutboxSource
from services.ports import Clock, Directory, Messenger, Place
from services.replica_ports import Hold
from services.sweeping import ALONE
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.housekeeping_repository import stored_dead_letters
from storage.turn_reads import TurnReads

OUTBOX_EVERY = timedelta(seconds=5)
APPROVALS_EVERY = timedelta(minutes=1)
CLEAN_UP_EVERY = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Everything behind the wire."""

    services: Services
    search_box: SearchBoxDialog
    directory: EffectiveDirectory
    """The directory with what notices to the switchboard tell; every part reads this one."""
    outbox: Outbox
    contacts: Contacting
    """Told who has got a chat, and who has taken the app away."""
    jobs: tuple[Job, ...]
    start: Start
    reads: TurnReads

    def router(self, directory: Directory, habits: Callable[[], Habits] = Habits, heard: Heard = NOBODY) -> TurnHandler:
        """What answers turns, reading nothing twice within one; `heard` is told what becomes of them."""
        router = replace(build_router(directory=directory, services=self.services, habits=habits), heard=heard)

        async def answer(turn: Turn, chat: Chat) -> Reply:
            with self.reads.of_a_turn():
                return await router(turn, chat)

        return SecondTries(answer)

    def note_cards(self, turn: Turn, stood: Sequence[Stood]) -> None:
        """Keep, soon, which cards of a reply stand for a case in the person's own chat."""
        for one in stood:
            case = one.stands_for
            card = StandingCard(to=turn.person, card=case.card, conversation=turn.conversation, activity=one.activity)
            self.start(self.outbox.note_card(case.source, case.place, card, now=turn.now))


def put_together(
    *,
    store: DocumentStore,
    directory: Directory,
    messenger: Messenger,
    clock: Clock,
    start: Start,
    delivered: Ended = lambda _source, _delivery: None,
    alerted: Callable[[str], None] = lambda _what: None,
    hold: Hold = ALONE,
    reaches: Reaches = TEAMS_ALONE,
) -> Inside:
    """The inside over a store and a directory; `delivered` is told how each delivery ended, `alerted` what becomes of
    alerts of gaps, and `hold` tells what of the jobs is this process's. `reaches`: what it has got beside Teams.
    """
    reads = store = TurnReads(store)
    books, directory = StoredDiversions(store), effective_directory(directory, store)
    dead_letters = DeadLetters(cases=stored_dead_letters(store), directory=directory)

    def soon(source: str) -> Callable[[Place], None]:
        return lambda place: start(outbox.deliver(source, place, now=clock.now()))

    reaches = with_exchange(reaches, store, directory)
    ground = Ground(store=store, books=books, directory=directory, messenger=messenger, soon=soon, reaches=reaches)
    ground = replace(ground, hold=hold, alerted=alerted)
    contacts = contacting(ground, lambda: outbox, lambda begins: start(begins(clock.now())))
    parts = _parts_over(ground, contacts)
    diverts = diverting(ground, parts.covers, parts.suggests, start, clock)
    outbox = _outbox(parts, diverts, dead_letters, delivered)
    services = _services(parts, diverts, dead_letters)
    # What time brings about comes before the outbox, which sends what that decided.
    jobs = (*parts.jobs, *diverts.jobs, *pbx_jobs(ground), *_house_jobs(ground, outbox))
    box = search_box(ground, parts.connects)
    return Inside(
        services=services,
        search_box=box,
        directory=directory,
        outbox=outbox,
        contacts=contacts,
        jobs=jobs,
        start=start,
        reads=reads,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The parts of the whole, over the same ground."""

    ground: Ground
    mine: Own
    orders: Ordering
    promises: Promising
    covers: Covering
    reports: Reporting
    units: Overseeing
    notices: Noticing
    connects: Connecting
    reaching: AvailabilityService
    desk: Desking
    mends: MendingPart
    suggests: Suggesting
    syncs: Syncing
    contacts: Contacting

    @property
    def sources(self) -> Iterable[OutboxSource[Any]]:
        """What the outbox sends of them."""
        own = (self.mine, self.orders, self.promises, self.covers, self.notices, self.reports)
        parts = (*own, self.mends, self.desk, self.suggests, self.syncs, self.contacts)
        return chain.from_iterable(part.sources for part in parts)

    @property
    def jobs(self) -> Iterable[Job]:
        """What time brings about."""
        ground, reminders, overdue = self.ground, self.promises.reminders, self.orders.overdue
        return (
            ground.divided("promises", reminders.sweep),
            ground.divided("approvals", overdue.sweep, every=APPROVALS_EVERY),
            *chain(self.mine.jobs, self.covers.jobs, self.reports.jobs, self.notices.jobs),
            *chain(self.mends.jobs, self.desk.jobs, self.suggests.jobs, self.contacts.jobs),
        )


def _services(parts: _Parts, diverts: Diverting, dead_letters: DeadLetters) -> Services:
    """The use cases that turns carry out."""
    return Services(
        diversions=diverts.diversions,
        effects=diverts.effects,
        answers=parts.reaching,
        dead_letters=dead_letters,
        greetings=parts.mine.greetings,
        details=parts.mine.details,
        phone_orders=parts.orders.services,
        callbacks=parts.promises.services,
        coverage=parts.covers.services,
        connecting=parts.connects.services,
        mending=parts.mends.services,
        privacy=parts.mine.privacy,
        units=parts.units.services,
        notices=parts.notices.services,
        reports=parts.reports.services,
        desk=parts.desk.services,
        calendar=parts.suggests.suggestions,
        syncing=parts.syncs.service,
        reach=parts.contacts.services,
    )


def _parts_over(ground: Ground, contacts: Contacting) -> _Parts:
    covers = covering(ground)
    connects = connecting(ground, covers)
    return _Parts(
        ground=ground,
        mine=own(ground),
        orders=ordering(ground),
        promises=promising(ground),
        covers=covers,
        reports=reporting(ground, covers.facts),
        units=overseeing(ground, covers),
        notices=noticing(ground, covers),
        reaching=reaching(ground, covers),
        desk=desking(ground),
        connects=connects,
        mends=mending(ground, connects),
        suggests=suggesting(ground),
        syncs=syncing(ground),
        contacts=contacts,
    )


def _outbox(parts: _Parts, diverts: Diverting, dead_letters: DeadLetters, delivered: Ended) -> Outbox:
    """What sends everything, and tells whom it could not reach."""
    ground = parts.ground
    return Outbox(
        [paced(source, ground.hold) for source in chain(diverts.sources, parts.sources)],
        messenger=ground.messenger,
        directory=ground.directory,
        dead_letters=dead_letters,
        ended=delivered,
        unreached=parts.contacts.services.reaching.bounced,
        # What the event loop's clock reads too, here also for the pulse's thread.
        seconds=monotonic,
    )


def _house_jobs(ground: Ground, outbox: Outbox) -> tuple[Job, ...]:
    """What is done whatever subjects there are."""
    return (
        ground.divided("outbox", outbox.sweep, every=OUTBOX_EVERY),
        Job(name="clean_up", every=CLEAN_UP_EVERY, whose=Whose.ONE, run=lambda _now: ground.store.delete_expired()),
    )


def habits_of(given: GivenHabits) -> Habits:
    """The habits for reading a line: the municipality's own where its file has them."""
    usual = Habits()
    return Habits(
        workday_start=given.workday_start or usual.workday_start,
        workday_end=given.workday_end or usual.workday_end,
        noon=given.noon or usual.noon,
        usual_lengths={**usual.usual_lengths, **given.usual_lengths},
        keypad_reasons={**usual.keypad_reasons, **given.keypad_reasons},
    )
