"""Owns the tables of notices to the switchboard: which handler answers each intent, card action and open dialog."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.dialogs import group_members, notice_values, phone_hours, staff_notices
from bot.dialogs.asking_who import Continuation
from bot.dialogs.group_members import MembersDialog
from bot.dialogs.notice_acts import NoticeActs
from bot.dialogs.notice_telling import NoticeTelling
from bot.dialogs.phone_hours import PhoneHoursDialog
from bot.dialogs.staff_notices import StaffNoticeDialog
from bot.order_routes import Cancel
from bot.router import ActionHandler, IntentHandler, OpenDialog
from bot.understanding import Intent
from policy.notices import NoticeKind
from services.group_changes import GroupChanges
from services.notices import NoticeService
from services.ports import Directory


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeServices:
    """The use cases of notices to the switchboard."""

    notices: NoticeService
    changes: GroupChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRoutes:
    """What answers them."""

    intents: Mapping[Intent, IntentHandler]
    actions: Mapping[str, ActionHandler]
    dialogs: Mapping[str, OpenDialog]
    continuations: Mapping[str, Continuation]
    cancels: Mapping[str, Cancel]


def notice_routes(services: NoticeServices, directory: Directory) -> NoticeRoutes:
    """Every handler in its place."""
    telling = NoticeTelling(service=services.notices, changes=services.changes)
    hours, members = PhoneHoursDialog(telling=telling), MembersDialog(telling=telling)
    staff = StaffNoticeDialog(telling=telling, directory=directory)
    opens = {NoticeKind.HOURS: hours.change, NoticeKind.DATES: hours.change, NoticeKind.MEMBERS: members.change}
    of_people = dict.fromkeys((NoticeKind.NEW_EMPLOYEE, NoticeKind.LEAVING, NoticeKind.DUTIES), staff.change)
    acts = NoticeActs(service=services.notices, forms={**opens, **of_people})
    return NoticeRoutes(
        intents={
            Intent.HOURS_CHANGE: hours.ask,
            Intent.MEMBERS_CHANGE: members.ask,
            Intent.NOTICE_START: staff.ask_start,
            Intent.NOTICE_NEW: staff.ask,
            Intent.NOTICE_LEAVING: staff.ask,
            Intent.NOTICE_DUTIES: staff.ask,
            Intent.NOTICE_LIST: acts.list,
        },
        actions={**_of_groups(hours, members), **_of_notices(staff, acts)},
        dialogs={
            phone_hours.NAME: hours.answer_open,
            phone_hours.PREVIEW: hours.answer_preview,
            group_members.NAME: members.answer_open,
            group_members.PREVIEW: members.answer_preview,
            staff_notices.NAME: staff.answer_open,
        },
        continuations={staff_notices.NAME: staff.go_on},
        cancels={notice_values.SENT: acts.take_back},
    )


def _of_groups(hours: PhoneHoursDialog, members: MembersDialog) -> Mapping[str, ActionHandler]:
    return {
        ActionName.HOURS_PICK: hours.pick,
        ActionName.HOURS_FORM: hours.form,
        ActionName.HOURS_SAVE: hours.save,
        ActionName.HOURS_CONFIRM: hours.confirm,
        ActionName.HOURS_MEND: hours.mend,
        ActionName.MEMBERS_PICK: members.pick,
        ActionName.MEMBERS_FORM: members.form,
        ActionName.MEMBERS_SAVE: members.save,
        ActionName.MEMBERS_CONFIRM: members.confirm,
        ActionName.MEMBERS_MEND: members.mend,
    }


def _of_notices(staff: StaffNoticeDialog, acts: NoticeActs) -> Mapping[str, ActionHandler]:
    return {
        ActionName.NOTICE_START: staff.start,
        ActionName.NOTICE_FORM: staff.form,
        ActionName.NOTICE_SAVE: staff.save,
        ActionName.NOTICE_SHOW: acts.show,
        ActionName.NOTICE_RECEIVE: acts.receive,
        ActionName.NOTICE_CHANGE: acts.change,
        ActionName.NOTICE_WITHDRAW: acts.withdraw,
        ActionName.NOTICE_MINE: acts.show_mine,
        ActionName.NOTICE_QUEUE: acts.show_queue,
    }
