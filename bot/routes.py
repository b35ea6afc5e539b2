"""Owns the tables: which handler answers each intent, each card action and each open dialog. No logic."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.calendar_routes import calendar_routes
from bot.callback_routes import CallbackRoutes, CallbackServices
from bot.cards.action_names import ActionName
from bot.cards.help import HelpTopic
from bot.connecting_routes import ConnectingServices, connecting_routes
from bot.coverage_routes import CoverageRoutes, CoverageServices
from bot.desk_routes import CHANGING_BUTTONS, CHANGING_LINES, DeskServices, desk_routes, followed
from bot.dialogs import asking_who, availability, diversion, diversion_receipts, greeting
from bot.dialogs.asking_who import AskingWho, Continuation
from bot.dialogs.availability import AvailabilityDialog
from bot.dialogs.coverage_queries import CoverageQueryDialog
from bot.dialogs.desk import DeskDialog
from bot.dialogs.details import DetailsDialog
from bot.dialogs.diversion import DiversionDialog
from bot.dialogs.diversion_receipts import Receipts
from bot.dialogs.effects import EffectsDialog
from bot.dialogs.exchange import Exchange
from bot.dialogs.greeting import GreetingDialog
from bot.dialogs.guidance import Guidance
from bot.dialogs.held_directory import HeldDirectoryDialog
from bot.dialogs.pages import PagesDialog
from bot.dialogs.policy_help import PolicyHelp
from bot.dialogs.privacy import PrivacyDialog
from bot.dialogs.several_people import SeveralDialog
from bot.dialogs.undelivered import UndeliveredDialog
from bot.mending_routes import MendingServices, mending_routes
from bot.notice_routes import NoticeServices, notice_routes
from bot.order_routes import OrderServices, order_routes
from bot.own_routes import OwnDialogs
from bot.reach_routes import ReachServices, reach_routes
from bot.report_routes import ReportServices, report_routes
from bot.router import ActionHandler, IntentHandler, OpenDialog, Router
from bot.turn import Reply
from bot.understanding import Habits, Intent
from bot.unit_routes import UnitServices, unit_routes
from services.availability import AvailabilityService
from services.calendar_suggestions import CalendarSuggestions
from services.dead_letters import DeadLetters
from services.details import DetailsService
from services.directory_sync import DirectorySyncService
from services.diversions import DiversionService
from services.effects import EffectService
from services.greetings import GreetingService
from services.ports import Directory
from services.privacy import PrivacyService
from services.several_people import SeveralPeople

Name = TypeVar("Name")
Handler = TypeVar("Handler")


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The use cases that dialogs call."""

    diversions: DiversionService
    effects: EffectService
    answers: AvailabilityService
    dead_letters: DeadLetters
    greetings: GreetingService
    details: DetailsService
    privacy: PrivacyService
    phone_orders: OrderServices
    callbacks: CallbackServices
    units: UnitServices
    coverage: CoverageServices
    connecting: ConnectingServices
    mending: MendingServices
    notices: NoticeServices
    reports: ReportServices
    desk: DeskServices
    calendar: CalendarSuggestions
    syncing: DirectorySyncService
    reach: ReachServices


class _Part(Protocol):
    """The tables of one part."""

    @property
    def intents(self) -> Mapping[Intent, IntentHandler]: ...

    @property
    def actions(self) -> Mapping[str, ActionHandler]: ...


def build_router(*, directory: Directory, services: Services, habits: Callable[[], Habits] = Habits) -> Router:
    """The router with every handler in its place."""
    covering = CoverageRoutes(services.coverage)
    diverting = _diverting(services, directory, covering)
    asking = _asking(services)
    receipts = Receipts(service=services.diversions, asking=covering.asking, change_one=diverting.change_one)
    own, calendar = _own(services, directory), calendar_routes(services.calendar, diverting)
    promises = CallbackRoutes(services.callbacks, directory)
    orders, reach = order_routes(services.phone_orders, directory), reach_routes(services.reach)
    units = unit_routes(services.units, services.reach.unreached)
    notices, mends = notice_routes(services.notices, directory), mending_routes(services.mending)
    whom = connecting_routes(services.connecting, asking, CoverageQueryDialog(service=services.units.queries))
    desk, reports = desk_routes(services.desk, _desk(services)), report_routes(services.reports)
    parts: tuple[_Part, ...] = (calendar, reach, orders, promises, units, covering, whom, notices, mends, reports, desk)
    cancels = {diversion_receipts.NAME: receipts.cancel, greeting.RECEIPT: own.greeting.cancel, **promises.cancels}
    guiding = Guidance(
        diversions=services.diversions,
        cancels={**cancels, **orders.cancels, **notices.cancels, **mends.cancels},
        cancel_just_done=receipts.cancel_just_done,
        reached=_reached(services),
    )
    goes_on = _continuations(diverting, asking, own.greeting)
    goes_on |= {**orders.continuations, **promises.continuations, **notices.continuations}
    which = AskingWho(directory=directory, continuations=goes_on, in_company=frozenset({availability.NAME}))
    return Router(
        directory=directory,
        habits=habits,
        intents=_together(
            _intents(diverting, guiding, UndeliveredDialog(dead_letters=services.dead_letters)),
            {Intent.DIVERSION_SET: desk.leaving(whom.before_absence(diverting.set))},
            *_lines(own, parts, services.desk.changed),
        ),
        actions=_together(_actions(diverting, receipts, asking, guiding, which), *_buttons(services, own, parts)),
        dialogs=_together(
            _dialogs(diverting, receipts, which),
            own.open(),
            *(part.dialogs for part in (orders, promises, units, whom, notices, mends, desk, calendar)),
        ),
        welcome=reach.welcome_or(guiding.welcome),
        small_talk=_first_of(guiding.small_talk, receipts.change_just_done),
        bare_name=whom.bare,
        nearest=guiding.nearest,
    )


def _reached(services: Services) -> Mapping[HelpTopic, bool]:
    """Which errands there are that need more than Teams."""
    return {HelpTopic.EFFECTS: bool(services.effects.kinds), HelpTopic.CALENDAR: services.calendar.is_reached}


def _first_of(*answers: Callable[[Exchange], Awaitable[Reply | None]]) -> Callable[[Exchange], Awaitable[Reply | None]]:
    """Whichever of these answers first."""

    async def answer(exchange: Exchange) -> Reply | None:
        for one in answers:
            reply = await one(exchange)
            if reply is not None:
                return reply
        return None

    return answer


def _lines(
    own: OwnDialogs, parts: Sequence[_Part], changed: Callable[[], None]
) -> Iterator[Mapping[Intent, IntentHandler]]:
    """The parts' tables of what is typed; after what may change the switchboard's desks they are looked at."""
    for table in (own.intents(), *(part.intents for part in parts)):
        yield followed(table, CHANGING_LINES, changed)


def _buttons(services: Services, own: OwnDialogs, parts: Sequence[_Part]) -> Iterator[Mapping[str, ActionHandler]]:
    """The parts' tables of what is pressed, likewise."""
    yield {ActionName.DIRECTORY_ACCEPT: HeldDirectoryDialog(service=services.syncing).accept}
    for table in (own.actions(), *(part.actions for part in parts)):
        yield followed(table, CHANGING_BUTTONS, services.desk.changed)


def _desk(services: Services) -> DeskDialog:
    return DeskDialog(
        service=services.desk.desk,
        notices=services.notices.notices,
        orders=services.phone_orders.orders,
        lists=services.phone_orders.lists,
        messages=services.callbacks.messages,
        details=services.details,
        whom=services.connecting.whom,
    )


def _diverting(services: Services, directory: Directory, covering: CoverageRoutes) -> DiversionDialog:
    return DiversionDialog(
        service=services.diversions,
        directory=directory,
        promises=services.callbacks.callbacks,
        greetings=services.greetings,
        asking=covering.asking,
        kinds=services.effects.kinds,
    )


def _together(*tables: Mapping[Name, Handler]) -> Mapping[Name, Handler]:
    """The tables of the parts as one."""
    return {name: handler for table in tables for name, handler in table.items()}


def _asking(services: Services) -> AvailabilityDialog:
    several = SeveralDialog(service=SeveralPeople(answers=services.answers))
    return AvailabilityDialog(service=services.answers, several=several)


def _own(services: Services, directory: Directory) -> OwnDialogs:
    pages = PagesDialog(
        diversions=services.diversions,
        greetings=services.greetings,
        callbacks=services.callbacks.callbacks,
        orders=services.phone_orders.lists,
        details=services.details,
    )
    return OwnDialogs(
        greeting=GreetingDialog(service=services.greetings, directory=directory),
        details=DetailsDialog(service=services.details),
        privacy=PrivacyDialog(service=services.privacy),
        pages=pages,
        policy=PolicyHelp(),
        effects=EffectsDialog(service=services.effects),
    )


def _continuations(
    diverting: DiversionDialog, asking: AvailabilityDialog, greetings: GreetingDialog
) -> dict[str, Continuation]:
    return {
        diversion.NAME: diverting.go_on,
        availability.NAME: asking.go_on,
        greeting.NAME: greetings.go_on,
    }


def _dialogs(diverting: DiversionDialog, receipts: Receipts, which: AskingWho) -> Mapping[str, OpenDialog]:
    return {
        diversion.NAME: diverting.answer_open,
        diversion.PREVIEW: diverting.answer_preview,
        diversion_receipts.NAME: receipts.answer,
        asking_who.NAME: which.answer,
    }


def _intents(
    diverting: DiversionDialog, guiding: Guidance, undelivered: UndeliveredDialog
) -> Mapping[Intent, IntentHandler]:
    return {
        Intent.DIVERSION_CLEAR: diverting.clear,
        Intent.HELP: guiding.help,
        Intent.CANCEL: guiding.cancel,
        Intent.LANGUAGE: guiding.language,
        Intent.UNDELIVERED_LIST: undelivered.list,
    }


def _actions(
    diverting: DiversionDialog, receipts: Receipts, asking: AvailabilityDialog, guiding: Guidance, which: AskingWho
) -> Mapping[str, ActionHandler]:
    return {
        ActionName.DIVERSION_NEW: diverting.new,
        ActionName.DIVERSION_SAVE: diverting.save,
        ActionName.DIVERSION_CONFIRM: diverting.confirm,
        ActionName.DIVERSION_CHANGE: diverting.change,
        ActionName.DIVERSION_UNDO: receipts.undo,
        ActionName.DIVERSION_END: diverting.end,
        ActionName.DIVERSION_STILL: receipts.still,
        ActionName.FORM_CANCEL: guiding.cancel_form,
        ActionName.PEOPLE_PICK: which.pick,
        ActionName.HELP_SHOW: guiding.show_help,
        ActionName.STATUS_SHOW: guiding.show_status,
        ActionName.AVAILABILITY_REFRESH: asking.refresh,
        ActionName.AVAILABILITY_SHOW: asking.show,
        ActionName.AVAILABILITY_SEVERAL: asking.several.again,
    }
