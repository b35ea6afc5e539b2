"""Owns how the inside is put together: a store and a directory become use cases, an outbox, jobs and a router.

`app.py` puts the wire around it, the tests a hand-moved clock and a mailbox. So what they test is what runs. Nothing
is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.callback_routes import CallbackServices
from bot.dialogs.callback_notices import callback_notice
from bot.dialogs.details_views import details_notice
from bot.dialogs.greeting_notices import greeting_notice
from bot.dialogs.notifications import Renderer, diversion_notice
from bot.dialogs.order_notices import lost_notice, order_notice
from bot.order_routes import OrderServices
from bot.router import Router
from bot.routes import Services, build_router
from bot.turn import Turn
from bot.understanding import Habits
from bot.wire.speaking import Stood
from directory.file_habits import GivenHabits
from personal_records import privacy_over
from policy import lost_phones, order_notices
from policy.organisation import PersonId
from policy.outgoing import StandingCard
from scheduler import Job
from services.availability import AvailabilityService
from services.callback_cases import SOURCE as CALLBACKS
from services.callback_cases import CallbackCases
from services.callback_handover import HandoverService
from services.callback_messages import MessageService, bounced, noted, sent
from services.callback_privacy import CallbackPrivacy
from services.callback_reminders import CallbackReminders
from services.callbacks import CallbackService
from services.dead_letters import DeadLetters
from services.details import SOURCE as DETAILS
from services.details import DetailsService
from services.details_upkeep import details_upkeep
from services.directory_review import DirectoryReview
from services.diversions import DiversionService
from services.greeting_upkeep import greeting_upkeep
from services.greetings import SOURCE as GREETINGS
from services.greetings import GreetingService
from services.lost_phones import LOST, LostPhoneService
from services.open_ended import OpenEndedQuestions
from services.order_approvers import OrderApprovers
from services.order_lists import OrderLists
from services.outbox import Outbox
from services.outbox_sources import DIVERSIONS, BookCases, OutboxSource, book_place
from services.overdue_approvals import OverdueApprovals
from services.phone_orders import ORDERS, PhoneOrderService
from services.ports import Clock, Delivery, Directory, Messenger, Place
from services.privacy import PrivacyService
from storage.callback_repository import stored_callbacks
from storage.details_repository import stored_details
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore
from storage.greeting_repository import stored_greetings
from storage.housekeeping_repository import stored_dead_letters
from storage.order_repository import stored_lost_phones, stored_orders

Start = Callable[[Coroutine[Any, Any, None]], None]
"""Does something right after the turn, outside it."""

OUTBOX_EVERY = timedelta(seconds=5)
QUESTIONS_EVERY = timedelta(minutes=1)
APPROVALS_EVERY = timedelta(minutes=1)
CLEAN_UP_EVERY = timedelta(hours=1)
STEPS_EVERY = timedelta(minutes=1)
REVIEW_EVERY = timedelta(minutes=1)
REVIEW = "review"

RENDERERS: dict[str, Renderer] = {
    "diversion": diversion_notice,
    "greeting": greeting_notice,
    "details": details_notice,
    "order": order_notice,
    "lost": lost_notice,
    "callback": callback_notice,
}
"""How each subject's notifications are said, by the first part of their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Everything behind the wire."""

    services: Services
    outbox: Outbox
    jobs: tuple[Job, ...]
    start: Start

    def router(self, directory: Directory, habits: Callable[[], Habits] = Habits) -> Router:
        """What answers turns."""
        return build_router(directory=directory, services=self.services, habits=habits)

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
    delivered: Callable[[Delivery], None] = lambda _delivery: None,
) -> Inside:
    """The inside over a store and a directory; `delivered` is told how each delivery ended."""
    books = StoredDiversions(store)
    dead_letters = DeadLetters(cases=stored_dead_letters(store), directory=directory)

    def soon(source: str) -> Callable[[Place], None]:
        return lambda place: start(outbox.deliver(source, place, now=clock.now()))

    own = _own(store, books, directory, messenger, soon)
    ordering = _ordering(store, books, directory, messenger, soon)
    promising = _promising(store, books, directory, messenger, soon)
    diverted = OutboxSource(name=DIVERSIONS, cases=BookCases(books))
    sources: list[OutboxSource[Any]] = [diverted, *own.sources, *ordering.sources, *promising.sources]
    outbox = Outbox(sources, messenger=messenger, directory=directory, dead_letters=dead_letters, ended=delivered)

    def book_soon(person: PersonId) -> None:
        soon(DIVERSIONS)(book_place(person))

    services = Services(
        diversions=DiversionService(books=books, directory=directory, delivered_soon=book_soon),
        answers=AvailabilityService(books=books, directory=directory),
        dead_letters=dead_letters,
        greetings=own.greetings,
        details=own.details,
        phone_orders=ordering.services,
        callbacks=promising.services,
        privacy=own.privacy,
    )
    questions = OpenEndedQuestions(books=books, directory=directory, delivered_soon=book_soon)
    jobs = (
        Job(name="promises", every=STEPS_EVERY, alone=True, run=lambda now: promising.reminders.sweep(now=now)),
        *_house_jobs(outbox, questions, store),
        *own.jobs,
        Job(name="approvals", every=APPROVALS_EVERY, alone=True, run=lambda now: ordering.overdue.sweep(now=now)),
    )
    return Inside(services=services, outbox=outbox, jobs=jobs, start=start)


def _house_jobs(outbox: Outbox, questions: OpenEndedQuestions, store: DocumentStore) -> tuple[Job, ...]:
    """What is done whatever subjects there are."""
    return (
        Job(name="questions", every=QUESTIONS_EVERY, alone=True, run=lambda now: questions.sweep(now=now)),
        Job(name="outbox", every=OUTBOX_EVERY, alone=True, run=lambda now: outbox.sweep(now=now)),
        Job(name="clean_up", every=CLEAN_UP_EVERY, alone=True, run=lambda _now: store.delete_expired()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """What people keep about themselves: use cases, what the outbox sends of them, what time brings about."""

    greetings: GreetingService
    details: DetailsService
    privacy: PrivacyService
    sources: tuple[OutboxSource[Any], ...]
    jobs: tuple[Job, ...]


def _own(
    store: DocumentStore,
    books: StoredDiversions,
    directory: Directory,
    messenger: Messenger,
    soon: Callable[[str], Callable[[Place], None]],
) -> _Own:
    greetings, details = stored_greetings(store), stored_details(store)
    greetings_kept = greeting_upkeep(cases=greetings, directory=directory, messenger=messenger)
    details_kept = details_upkeep(cases=details, directory=directory, messenger=messenger)
    privacy = privacy_over(store, directory)
    review = DirectoryReview(directory, (greetings_kept.review, details_kept.review))
    return _Own(
        greetings=GreetingService(
            cases=greetings, books=books, directory=directory, messenger=messenger, deliver_soon=soon(GREETINGS)
        ),
        details=DetailsService(cases=details, directory=directory, messenger=messenger, deliver_soon=soon(DETAILS)),
        privacy=privacy,
        sources=(OutboxSource(name=GREETINGS, cases=greetings), OutboxSource(name=DETAILS, cases=details)),
        jobs=(
            Job(name="greetings", every=STEPS_EVERY, alone=True, run=lambda now: greetings_kept.sweep(now=now)),
            Job(name="details", every=STEPS_EVERY, alone=True, run=lambda now: details_kept.sweep(now=now)),
            Job(name="erasures", every=STEPS_EVERY, alone=True, run=lambda now: privacy.sweep(now=now)),
            Job(name=REVIEW, every=REVIEW_EVERY, alone=True, run=lambda now: review.run(now=now)),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ordering:
    """What orders and lost phones bring: use cases, what the outbox sends of them, what time does to approvals."""

    services: OrderServices
    sources: tuple[OutboxSource[Any], ...]
    overdue: OverdueApprovals


def _ordering(
    store: DocumentStore,
    books: StoredDiversions,
    directory: Directory,
    messenger: Messenger,
    soon: Callable[[str], Callable[[Place], None]],
) -> _Ordering:
    orders, lost = stored_orders(store), stored_lost_phones(store)
    approvers = OrderApprovers(books=books, directory=directory, can_reach=messenger.can_reach)
    overdue = OverdueApprovals(orders=orders, approvers=approvers, directory=directory, deliver_soon=soon(ORDERS))
    services = OrderServices(
        orders=PhoneOrderService(orders=orders, approvers=approvers, directory=directory, deliver_soon=soon(ORDERS)),
        lists=OrderLists(orders=orders, directory=directory),
        lost=LostPhoneService(phones=lost, directory=directory, can_reach=messenger.can_reach, deliver_soon=soon(LOST)),
    )
    sources: tuple[OutboxSource[Any], ...] = (
        OutboxSource(name=ORDERS, cases=orders, bounced=overdue.not_reached, noted=order_notices.noted),
        OutboxSource(
            name=LOST, cases=lost, sent=services.lost.sent, bounced=services.lost.bounced, noted=lost_phones.noted
        ),
    )
    return _Ordering(services=services, sources=sources, overdue=overdue)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promising:
    """What promises to call back and messages bring: use cases, what the outbox sends of them, what time does."""

    services: CallbackServices
    sources: tuple[OutboxSource[Any], ...]
    reminders: CallbackReminders


def _promising(
    store: DocumentStore,
    books: StoredDiversions,
    directory: Directory,
    messenger: Messenger,
    soon: Callable[[str], Callable[[Place], None]],
) -> _Promising:
    cases = stored_callbacks(store)
    desk = CallbackCases(cases=cases, books=books, directory=directory, delivered_soon=soon(CALLBACKS))
    handover = HandoverService(desk=desk, can_reach=messenger.can_reach)
    services = CallbackServices(
        callbacks=CallbackService(desk=desk),
        messages=MessageService(desk=desk, can_reach=messenger.can_reach),
        handover=handover,
        privacy=CallbackPrivacy(cases=cases),
    )
    return _Promising(
        services=services,
        sources=(OutboxSource(name=CALLBACKS, cases=cases, sent=sent, bounced=bounced, noted=noted),),
        reminders=CallbackReminders(desk=desk, handover=handover, can_reach=messenger.can_reach),
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
