"""Owns what understanding gives: the intent, the slots, and how sure it is. No grammar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from policy.reasons import Reason


class Intent(StrEnum):
    """What a person wants, as one line of chat says it."""

    DIVERSION_SET = "diversion_set"
    DIVERSION_CLEAR = "diversion_clear"
    AVAILABILITY_QUERY = "availability_query"
    WHO_HANDLES_QUERY = "who_handles_query"
    COVERAGE_QUERY = "coverage_query"
    COVERAGE_GAPS = "coverage_gaps"
    COVERAGE_TAKE = "coverage_take"
    COVERAGE_DECLINE = "coverage_decline"
    COVERAGE_WEEK = "coverage_week"
    MY_UNITS = "my_units"
    DUTY_PLAN = "duty_plan"
    DUTY_MINE = "duty_mine"
    GREETING_RECORDED = "greeting_recorded"
    GREETING_SCRIPT = "greeting_script"
    GREETING_MISSING = "greeting_missing"
    GREETING_REPORTED = "greeting_reported"
    CALLBACK_LOG = "callback_log"
    CALLBACK_LIST = "callback_list"
    CALLBACK_TRIED = "callback_tried"
    CALLBACK_DONE = "callback_done"
    CALLBACK_HAND_OVER = "callback_hand_over"
    CALLBACK_WITHDRAW = "callback_withdraw"
    LEAVE_MESSAGE = "leave_message"
    MESSAGES_LEFT = "messages_left"
    MESSAGES_MINE = "messages_mine"
    UNDELIVERED_LIST = "undelivered_list"
    UNREACHED_LIST = "unreached_list"
    PHONE_REQUEST = "phone_request"
    ORDER_LIST = "order_list"
    ORDER_QUEUE = "order_queue"
    HOURS_CHANGE = "hours_change"
    MEMBERS_CHANGE = "members_change"
    NOTICE_START = "notice_start"
    NOTICE_NEW = "notice_new"
    NOTICE_LEAVING = "notice_leaving"
    NOTICE_DUTIES = "notice_duties"
    NOTICE_LIST = "notice_list"
    DESK = "desk"
    DESK_HAND_OVER = "desk_hand_over"
    MISDIRECTED = "misdirected"
    MEND_ADD = "mend_add"
    MEND_REMOVE = "mend_remove"
    MEND_LIST = "mend_list"
    EFFECTS_SHOW = "effects_show"
    EFFECTS_CHOOSE = "effects_choose"
    MY_STATUS = "my_status"
    DETAILS_SHOW = "details_show"
    DETAILS_CONFIRM = "details_confirm"
    DETAILS_CORRECT = "details_correct"
    UNIT_REPORT = "unit_report"
    MONTH_REPORT = "month_report"
    MY_FIGURES = "my_figures"
    REPORT_CARD = "report_card"
    CALENDAR_ON = "calendar_on"
    CALENDAR_OFF = "calendar_off"
    CALENDAR_SHOW = "calendar_show"
    PRIVACY_EXPORT = "privacy_export"
    PRIVACY_ERASE = "privacy_erase"
    POLICY_QUERY = "policy_query"
    HELP = "help"
    CANCEL = "cancel"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """One line, understood. `intent` None: nothing the bot can do was recognised.

    `start` and `end` are aware, in the municipality's zone. `other` holds the slots by the names of the examples
    (`person`, `phone`, `caller`, `topic`, `to_person`, `unit`, `ambiguous` ...) and those of errands they don't show.
    """

    intent: Intent | None
    reason: Reason | None = None
    start: datetime | None = None
    end: datetime | None = None
    other: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """What more is read of an errand that the examples give no slot for: a message's caller, an order's item."""
    language: str = "sv"
    """The language of the line itself, "sv" or "en"."""
    returning: bool = False
    """Whether only the return was said ("åter 14:30"): a diversion that runs keeps its reason and gets this end."""
    reason_said: bool = False
    start_said: bool = False
    end_said: bool = False
    """Whether the slot stood in the line, or was filled in by a rule."""
    open_line: bool | None = None
    """Whether calls are to be let through all the same ("släpp fram samtal"), or not at all; None: unsaid."""
    takes_away: Reason | None = None
    """Which absence a line takes away by name ("avboka mötet"); `reason` says why someone is away, and isn’t it."""
    note: str | None = None
    """What the person wants callers to know, as typed ("nås på mejl")."""

    @property
    def slots(self) -> Mapping[str, Any]:
        """Every slot of the line: those of the examples, and what more was read."""
        return {**self.other, **self.more}
