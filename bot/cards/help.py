"""Owns the help and the welcome: what the person can do now, shown as things to tap and lines to type."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.cards.action_names import ActionName
from bot.cards.buttons import button
from bot.cards.containers import Container
from bot.cards.elements import Element, TextBlock
from bot.cards.part import Json
from bot.cards.pieces import finished, heading, opening_row, subtle, title
from bot.texts.catalogue import Words


class HelpTopic(StrEnum):
    """An errand that the bot can carry out; its title and examples are the texts' `help.TOPIC`."""

    DIVERSION = "diversion"
    BACK = "back"
    EFFECTS = "effects"
    STATUS = "status"
    AVAILABILITY = "availability"
    WHOM = "whom"
    COLLEAGUE = "colleague"
    PHONE_DUTY = "phone_duty"
    GAPS = "gaps"
    WEEK = "week"
    UNITS = "units"
    REPORT = "report"
    MONTH = "month"
    FIGURES = "figures"
    DUTY_PLAN = "duty_plan"
    DUTY_MINE = "duty_mine"
    PROMISE = "promise"
    PROMISES = "promises"
    MESSAGE = "message"
    MESSAGES = "messages"
    GREETING = "greeting"
    SCRIPT = "script"
    TEST_CALL = "test_call"
    DETAILS = "details"
    ORDER = "order"
    ORDERS = "orders"
    TO_APPROVE = "to_approve"
    ORDER_QUEUE = "order_queue"
    PHONE_HOURS = "phone_hours"
    TELL_SWITCHBOARD = "tell_switchboard"
    NOTICES_SENT = "notices_sent"
    NOTICE_QUEUE = "notice_queue"
    DESK = "desk"
    SHIFT = "shift"
    CALENDAR = "calendar"
    MISDIRECTED = "misdirected"
    MENDS = "mends"
    PRIVACY = "privacy"
    POLICY = "policy"
    UNREACHED = "unreached"
    LANGUAGE = "language"


STARTED_BY = {
    HelpTopic.DIVERSION: ActionName.DIVERSION_NEW,
    HelpTopic.BACK: ActionName.STATUS_SHOW,
    HelpTopic.EFFECTS: ActionName.EFFECTS_FORM,
    HelpTopic.PHONE_DUTY: ActionName.UNITS_ASK,
    HelpTopic.GAPS: ActionName.COVERAGE_GAPS,
    HelpTopic.WEEK: ActionName.UNITS_WEEK,
    HelpTopic.UNITS: ActionName.UNITS_SHOW,
    HelpTopic.DUTY_PLAN: ActionName.DUTY_FORM,
    HelpTopic.REPORT: ActionName.REPORT_WEEK,
    HelpTopic.MONTH: ActionName.REPORT_MONTH,
    HelpTopic.FIGURES: ActionName.REPORT_OWN,
    HelpTopic.STATUS: ActionName.PAGES_SHOW,
    HelpTopic.PROMISE: ActionName.CALLBACK_NEW,
    HelpTopic.PROMISES: ActionName.CALLBACK_LIST,
    HelpTopic.MESSAGE: ActionName.MESSAGE_NEW,
    HelpTopic.MESSAGES: ActionName.MESSAGE_LIST,
    HelpTopic.GREETING: ActionName.GREETING_SHOW,
    HelpTopic.SCRIPT: ActionName.GREETING_SCRIPT,
    HelpTopic.DETAILS: ActionName.DETAILS_SHOW,
    HelpTopic.ORDER: ActionName.ORDER_NEW,
    HelpTopic.ORDERS: ActionName.ORDER_MINE,
    HelpTopic.TO_APPROVE: ActionName.ORDER_TO_APPROVE,
    HelpTopic.ORDER_QUEUE: ActionName.ORDER_QUEUE,
    HelpTopic.PHONE_HOURS: ActionName.HOURS_PICK,
    HelpTopic.TELL_SWITCHBOARD: ActionName.NOTICE_START,
    HelpTopic.NOTICES_SENT: ActionName.NOTICE_MINE,
    HelpTopic.NOTICE_QUEUE: ActionName.NOTICE_QUEUE,
    HelpTopic.DESK: ActionName.DESK_SHOW,
    HelpTopic.SHIFT: ActionName.HAND_OVER_FORM,
    HelpTopic.CALENDAR: ActionName.CALENDAR_SHOW,
    HelpTopic.MISDIRECTED: ActionName.MISDIRECTED_NEW,
    HelpTopic.MENDS: ActionName.MEND_LIST,
    HelpTopic.PRIVACY: ActionName.PRIVACY_SHOW,
    HelpTopic.POLICY: ActionName.POLICY_SHOW,
    HelpTopic.UNREACHED: ActionName.REACH_SHOW,
}
"""What a tap on a topic does; a topic that isn't here needs a name, so it begins with a line of chat."""

GROUPS: Mapping[str, tuple[HelpTopic, ...]] = {
    "switchboard": (HelpTopic.DESK, HelpTopic.SHIFT, HelpTopic.NOTICE_QUEUE, HelpTopic.ORDER_QUEUE),
    "phone": (
        *(HelpTopic.DIVERSION, HelpTopic.BACK, HelpTopic.EFFECTS, HelpTopic.CALENDAR),
        *(HelpTopic.GREETING, HelpTopic.SCRIPT),
    ),
    "colleagues": (
        *(HelpTopic.AVAILABILITY, HelpTopic.WHOM, HelpTopic.PHONE_DUTY, HelpTopic.MESSAGE, HelpTopic.MESSAGES),
        *(HelpTopic.COLLEAGUE, HelpTopic.TEST_CALL, HelpTopic.MISDIRECTED, HelpTopic.MENDS),
    ),
    "unit": (
        *(HelpTopic.REPORT, HelpTopic.WEEK, HelpTopic.DUTY_MINE, HelpTopic.UNITS, HelpTopic.DUTY_PLAN),
        *(HelpTopic.GAPS, HelpTopic.MONTH),
    ),
    "promises": (HelpTopic.PROMISE, HelpTopic.PROMISES),
    "orders": (HelpTopic.ORDER, HelpTopic.ORDERS, HelpTopic.TO_APPROVE),
    "notices": (HelpTopic.PHONE_HOURS, HelpTopic.TELL_SWITCHBOARD, HelpTopic.NOTICES_SENT),
    "yours": (HelpTopic.STATUS, HelpTopic.FIGURES, HelpTopic.DETAILS, HelpTopic.PRIVACY),
    "more": (HelpTopic.POLICY, HelpTopic.UNREACHED, HelpTopic.LANGUAGE),
}
"""What belongs together, under the texts' `help.group.NAME`, in the order to show it."""


MOST_BYTES = 20_000
"""What the open groups take on the card at most; Teams wants a card below 25 KB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpView:
    """What this person can do now; the group of the first of them is shown first. `group`: that one alone."""

    topics: tuple[HelpTopic, ...]
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomeView:
    """Who is greeted, by first name, and which topics are tried first."""

    name: str
    topics: tuple[HelpTopic, ...] = (HelpTopic.DIVERSION, HelpTopic.BACK, HelpTopic.AVAILABILITY)


def help_card(view: HelpView, words: Words) -> dict[str, Json]:
    """Each errand with something to type for it, group by group; a tap starts those marked with an arrow.

    The groups for which there is no room have a row each, which opens them.
    """
    first = view.topics[:1]
    groups = sorted(GROUPS.items(), key=lambda group: not set(first) & set(group[1]))
    body: list[Element] = [title(words("help.title")), subtle(words("help.intro"))]
    closed: list[str] = []
    for name, topics in groups:
        rows: list[Element] = [_row(topic, words) for topic in topics if topic in view.topics]
        if not rows or view.group not in ("", name):
            continue
        rows = [heading(words(f"help.group.{name}")), *rows]
        if _size([*body, *rows]) > MOST_BYTES:
            closed.append(name)
        else:
            body += rows
    body += [_closed(name, words) for name in closed]
    return finished([*body, subtle(words("help.anytime"))], words)


def welcome_card(view: WelcomeView, words: Words) -> dict[str, Json]:
    """The first meeting: what the bot is for, and three things to try."""
    body = [
        title(words("welcome.title", name=view.name)),
        TextBlock(text=words("welcome.what"), spacing="small"),
        heading(words("welcome.try")),
        *[
            TextBlock(text=_said(words.several(f"help.{topic.value}.examples")[0], words), spacing="small")
            for topic in view.topics
        ],
    ]
    actions = [
        button(ActionName.DIVERSION_NEW, words("welcome.divert"), style="positive"),
        button(ActionName.PAGES_SHOW, words("welcome.status")),
        button(ActionName.HELP_SHOW, words("welcome.help")),
    ]
    return finished(body, words, actions)


def _closed(name: str, words: Words) -> Container:
    """The row of a group that is not open."""
    group = words(f"help.group.{name}")
    tap = button(ActionName.HELP_SHOW, group, values={"group": name})
    return opening_row([TextBlock(text=group, weight="bolder")], tap)


def _size(parts: Sequence[Element]) -> int:
    return len(json.dumps([part.to_dict() for part in parts], ensure_ascii=False).encode())


def _row(topic: HelpTopic, words: Words) -> Container:
    name = words(f"help.{topic.value}.title")
    says = " · ".join(_said(line, words) for line in words.several(f"help.{topic.value}.examples"))
    lines: list[Element] = [TextBlock(text=name), TextBlock(text=says, is_subtle=True, size="small", spacing="none")]
    started_by = STARTED_BY.get(topic)
    if started_by is None:
        return Container(items=lines, separator=True, spacing="small")
    return opening_row(lines, button(started_by, name))


def _said(line: str, words: Words) -> str:
    return words("help.says", line=line)
