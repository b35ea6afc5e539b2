"""Owns the table of how each subject's notifications are said when they are sent."""

from __future__ import annotations

from bot.dialogs.calendar_views import calendar_notice
from bot.dialogs.callback_notices import callback_notice
from bot.dialogs.coverage_notices import coverage_notice
from bot.dialogs.desk_shifts import hand_over_notice
from bot.dialogs.desk_views import desk_notice
from bot.dialogs.details_views import details_notice
from bot.dialogs.duty_notices import duty_notice
from bot.dialogs.effect_notices import effect_notice
from bot.dialogs.greeting_notices import greeting_notice
from bot.dialogs.held_directory import held_notice
from bot.dialogs.mending_views import misdirected_notice
from bot.dialogs.notice_told import notice_told
from bot.dialogs.notifications import Renderer, diversion_notice
from bot.dialogs.order_notices import lost_notice, order_notice
from bot.dialogs.reach_list import reach_notice
from bot.dialogs.unit_reports import report_notice

RENDERERS: dict[str, Renderer] = {
    "diversion": diversion_notice,
    "greeting": greeting_notice,
    "details": details_notice,
    "order": order_notice,
    "lost": lost_notice,
    "callback": callback_notice,
    "coverage": coverage_notice,
    "duty": duty_notice,
    "notice": notice_told,
    "misdirected": misdirected_notice,
    "report": report_notice,
    "desk": desk_notice,
    "hand_over": hand_over_notice,
    "effects": effect_notice,
    "reach": reach_notice,
    "calendar": calendar_notice,
    "directory": held_notice,
}
"""How each subject's notifications are said, by the first part of their codes."""
