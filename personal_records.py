"""Owns how privacy is put together over a store, and the commands `export-person ID` and `erase-person ID`.

The commands are for whoever runs the machine, when somebody asks who can't or won't do so in chat. They write to the
terminal, in English, and log nothing. A bot may serve meanwhile. They are about what is kept: no store is made by them.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import TextIO

from policy.errors import PolicyError
from policy.organisation import PersonId
from services.callback_privacy import CallbackPrivacy
from services.coverage_privacy import DutyHeld, FiguresHeld, ReportHeld
from services.desk_held import DeskBookHeld, desk_held
from services.directory_privacy import EntryHeld, HeldCaseHeld
from services.lost_phones import LostPhoneService
from services.misdirected_held import MisdirectedHeld
from services.notices_held import NoticesHeld
from services.order_lists import OrderLists
from services.pbx_held import PbxEventsHeld, pbx_line_held
from services.ports import Directory, Place
from services.privacy import PrivacyService
from services.privacy_subjects import (
    ChatHeld,
    DeadLettersHeld,
    DiversionsHeld,
    LostPhonesHeld,
    OrdersHeld,
    Outline,
    PromisesHeld,
    Subject,
    calendar_held,
    details_held,
    greeting_held,
)
from services.reach_held import reach_held
from storage.calendar_repository import stored_calendar_books
from storage.callback_repository import stored_callbacks
from storage.chat_repository import StoredChats
from storage.coverage_repository import stored_coverage
from storage.desk_repository import stored_desk_book, stored_desks
from storage.details_repository import stored_details
from storage.directory_repository import StoredBuckets, stored_sync_state
from storage.diversion_repository import StoredDiversions
from storage.document_store import DocumentStore, StoreError
from storage.figures_repository import stored_person_months
from storage.greeting_repository import stored_greetings
from storage.held_repository import stored_held
from storage.housekeeping_repository import stored_dead_letters, stored_erasures
from storage.kinds import (
    CALENDAR,
    CALLBACK,
    CHAT,
    COVERAGE_BOOK,
    DEAD_LETTER,
    DESK,
    DESK_BOOK,
    DETAILS,
    DIRECTORY_BUCKET,
    DIRECTORY_HELD,
    DIVERSION_BOOK,
    GREETING,
    LOST_PHONE,
    MISDIRECTED,
    NOTICE,
    PBX_EVENT,
    PBX_LINE,
    PERSON_MONTH,
    PHONE_ORDER,
    REACHABILITY,
    UNIT_REPORT,
)
from storage.misdirected_repository import stored_misdirected
from storage.notice_repository import stored_notices
from storage.opening import StoreAddress, opened, require_there
from storage.order_repository import stored_lost_phones, stored_orders
from storage.pbx_repository import StoredPbxEvents, StoredPbxLines
from storage.reach_repository import stored_reach
from storage.report_repository import stored_reports

Errand = Callable[[PrivacyService, datetime], Awaitable[None]]

HELD_IN = {
    "diversions": DIVERSION_BOOK,
    "chat": CHAT,
    "greeting": GREETING,
    "details": DETAILS,
    "promises": CALLBACK,
    "orders": PHONE_ORDER,
    "lost_phones": LOST_PHONE,
    "duty": COVERAGE_BOOK,
    "figures": PERSON_MONTH,
    "unit_report": UNIT_REPORT,
    "notices": NOTICE,
    "desk": DESK,
    "desk_book": DESK_BOOK,
    "misdirected_calls": MISDIRECTED,
    "pbx": PBX_LINE,
    "pbx_events": PBX_EVENT,
    "calendar": CALENDAR,
    "reach": REACHABILITY,
    "microsoft_365": DIRECTORY_BUCKET,
    "held_directory": DIRECTORY_HELD,
    "undelivered": DEAD_LETTER,
}
"""Which kind of document each subject is kept in."""


def privacy_over(store: DocumentStore, directory: Directory) -> PrivacyService:
    """The use cases of privacy over everything that the store holds about people."""
    lost = LostPhoneService(
        phones=stored_lost_phones(store), directory=directory, deliver_soon=_nobody_is_told, can_reach=_no_one
    )
    subjects: tuple[Subject, ...] = (
        DiversionsHeld(StoredDiversions(store)),
        greeting_held(stored_greetings(store)),
        details_held(stored_details(store)),
        PromisesHeld(CallbackPrivacy(cases=stored_callbacks(store))),
        OrdersHeld(OrderLists(orders=stored_orders(store), directory=directory)),
        LostPhonesHeld(lost),
        DutyHeld(stored_coverage(store)),
        FiguresHeld(stored_person_months(store)),
        ReportHeld(stored_reports(store)),
        NoticesHeld(stored_notices(store), directory),
        desk_held(stored_desks(store)),
        DeskBookHeld(stored_desk_book(store)),
        MisdirectedHeld(stored_misdirected(store)),
        pbx_line_held(StoredPbxLines(store)),
        PbxEventsHeld(StoredPbxEvents(store)),
        calendar_held(stored_calendar_books(store)),
        reach_held(stored_reach(store)),
        EntryHeld(stored_sync_state(store), StoredBuckets(store)),
        HeldCaseHeld(stored_held(store)),
        DeadLettersHeld(stored_dead_letters(store)),
        ChatHeld(StoredChats(store)),
    )
    return PrivacyService(subjects=subjects, erasures=stored_erasures(store), directory=directory)


def _nobody_is_told(_place: Place) -> None:
    """What is told or let go of here gives nobody anything to be told."""


async def _no_one(_person: PersonId) -> bool:
    return False


class NobodyKnown(StoreError):
    """Nothing is held about that id, and the directory has nobody by it: most likely it is mistyped."""


def export_person(address: StoreAddress, directory: Directory, person: str, *, out: TextIO | None = None) -> int:
    """Write all that is held about the person, as JSON; gives the exit status. Raises StoreError."""

    async def export(privacy: PrivacyService, now: datetime) -> None:
        held = await privacy.export_of(PersonId(person), now=now)
        (out or sys.stdout).write(json.dumps(held, ensure_ascii=False, indent=1) + "\n")

    return asyncio.run(_over_store(address, directory, person, export))


def erase_person(address: StoreAddress, directory: Directory, person: str, *, out: TextIO | None = None) -> int:
    """Forget the person, and write what has to stay; gives the exit status. Raises StoreError."""

    async def erase(privacy: PrivacyService, now: datetime) -> None:
        try:
            stays = await privacy.erase_of(PersonId(person), now=now)
        except PolicyError:
            raise StoreError("somebody else keeps saving in between: run it again") from None
        (out or sys.stdout).write("\n".join(("Erased.", *_lines(stays))) + "\n")

    return asyncio.run(_over_store(address, directory, person, erase))


async def _over_store(address: StoreAddress, directory: Directory, person: str, errand: Errand) -> int:
    require_there(address)
    now = datetime.now(UTC)
    async with opened(address, lambda: datetime.now(UTC)) as store:
        privacy = privacy_over(store, directory)
        held = await privacy.export_of(PersonId(person), now=now)
        if not any(held[name] for name in ("directory", "forgotten", *HELD_IN)):
            raise NobodyKnown(f"nothing is held about {person}, and nobody in the directory has that Entra object id")
        await errand(privacy, now)
    return 0


def _lines(stays: Sequence[Outline]) -> list[str]:
    return [f"Stays: {one.stays} of {one.subject}." for one in stays]
