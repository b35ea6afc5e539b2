"""Owns what the forms for the switchboard share: which group a line means, how days, names and matters are read.

Values are the raw strings of the cards' inputs (see `bot.dialogs.form`).

    group, unit, person_id, kind, notice   ids; they ride along. `notice` is the one that is changed, if one is
    from_date                              from which day it holds; of somebody who leaves, their last
    mon ... sun, hours, minimum            phone hours of the week, or of the one day, and how many are needed
    members, roster                        ids with commas between; "true": only the duty roster answers
    person, name, job, extension, mobile, email, matters, note
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from bot.cards.action_names import ActionName
from bot.cards.pick_rows import PickRow, pick_card
from bot.cards.switchboard_notice import switchboard_notice_card
from bot.dialogs.exchange import Exchange
from bot.dialogs.form import Values
from bot.dialogs.notice_views import NoticeReading, notice_view
from bot.turn import Reply, StandsFor
from bot.understanding.result import Understanding
from policy.errors import PolicyError
from policy.leadership import units_led
from policy.notice_rules import require_leader
from policy.notice_times import first_in_time
from policy.notices import CARD, Notice
from policy.organisation import AnswerGroup, GroupId, PersonId
from services.notices import SOURCE, place_of
from services.ports import NOTICES, Place

ALIKE = 85
SENT = "notice_sent"
_BETWEEN_MATTERS = re.compile(r"[,;\n]|\boch\b")


def notice_reply(exchange: Exchange, notice: Notice, *, below: bool = False, between: str = "") -> Reply:
    """The notice's card as the person sees it: from now on the one that is kept up in their chat."""
    reading = NoticeReading(
        reader=exchange.person.id,
        municipality=exchange.municipality,
        words=exchange.words,
        now=exchange.now,
        between=between,
    )
    view = notice_view(notice, reading)
    stands_for = StandsFor(source=SOURCE, place=place_of(notice), card=CARD)
    show = exchange.show_below if below else exchange.show
    return show(switchboard_notice_card(view, exchange.words), view.title, stands_for=stands_for)


def remember(exchange: Exchange, notice: Notice) -> None:
    """Keep which notice was just sent, for what is typed right after it."""
    exchange.keep_draft(SENT, {"notice": notice.id}, holds_work=False)


def place_in(values: Mapping[str, str]) -> Place | None:
    """Where the notice is that the values change; None for a new one."""
    return Place(NOTICES, values["notice"]) if values.get("notice") else None


def group_in(exchange: Exchange, values: Mapping[str, str]) -> AnswerGroup:
    """The group that the values are about. Raises PolicyError, or NotAllowed to who doesn't lead it."""
    group = exchange.municipality.groups.get(GroupId(values.get("group", "")))
    if group is None:
        raise PolicyError("coverage.no_such_group")
    require_leader(exchange.municipality, exchange.person.id, group.unit)
    return group


def without_notice(group: AnswerGroup, notice_id: str) -> AnswerGroup:
    """The group as it is but for what a notice changes of it."""
    return replace(group, changes=tuple(change for change in group.changes if change.id != notice_id))


def groups_meant(exchange: Exchange, text: str) -> tuple[AnswerGroup, ...]:
    """The groups among those that the person leads which a line's words mean; where it has none their own unit's, or
    else all that they lead.

    Raises NotAllowed to who leads no group that it names, and PolicyError to who leads none at all.
    """
    municipality = exchange.municipality
    led = units_led(municipality, exchange.person.id)
    groups = [municipality.groups[one] for unit in led for one in municipality.groups_by_unit.get(unit, ())]
    sought = _folded(text)
    if sought:
        mine = _named(exchange, sought, groups)
        if not mine and (others := _named(exchange, sought, list(municipality.groups.values()))):
            require_leader(municipality, exchange.person.id, others[0].unit)
        groups = mine or groups
    else:
        groups = [one for one in groups if one.unit == exchange.person.unit] or groups
    if not groups:
        raise PolicyError("notice.no_groups")
    return tuple(groups)


def ask_which_group(
    exchange: Exchange, groups: Sequence[AnswerGroup], action: ActionName, carried: Mapping[str, str]
) -> Reply:
    """Ask which group it is about."""
    units = exchange.municipality.units
    rows = [
        PickRow(name=one.name, says=units[one.unit].name, action=action, values={**carried, "group": str(one.id)})
        for one in groups
    ]
    question = exchange.words("notice.which_group")
    return exchange.show_below(pick_card(question, rows, exchange.words), question)


def first_day(exchange: Exchange) -> str:
    """The first day that gives the switchboard the time that it is to have."""
    municipality = exchange.municipality
    return first_in_time(municipality.calendar, exchange.now, municipality.coverage.notice_days).isoformat()


def day_said(understood: Understanding) -> str:
    """The day that a line tells beside its errand, or empty."""
    if understood.start is None or not understood.start_said:
        return ""
    return understood.start.date().isoformat()


def matters_in(values: Values) -> tuple[str, ...]:
    """The matters, each once, in the order typed."""
    typed = (one.strip(" .") for one in _BETWEEN_MATTERS.split(values.get("matters", "")))
    return tuple(dict.fromkeys(" ".join(one.split()) for one in typed if one))


def matters_text(matters: Sequence[str]) -> str:
    """The matters as a form holds them."""
    return ", ".join(matters)


def members_in(values: Values) -> tuple[PersonId, ...]:
    """The members that are ticked."""
    return tuple(dict.fromkeys(PersonId(one.strip()) for one in values.get("members", "").split(",") if one.strip()))


def _named(exchange: Exchange, sought: str, groups: Sequence[AnswerGroup]) -> list[AnswerGroup]:
    """Those of the groups that the words name, by the first way of naming that fits any."""
    units = exchange.municipality.units
    own = {group.id: [_folded(one) for one in (group.id, group.name)] for group in groups}
    wider = {
        group.id: [
            _folded(one) for one in (group.unit, units[group.unit].name, *units[group.unit].aliases, *group.matters)
        ]
        for group in groups
    }
    for names, fits in (
        (own, str.__eq__),
        (wider, str.__eq__),
        (own, _begins_alike),
        (wider, _begins_alike),
        (own, _is_alike),
    ):
        found = [group for group in groups if any(fits(name, sought) for name in names[group.id])]
        if found:
            return found
    return []


def _begins_alike(name: str, sought: str) -> bool:
    return len(sought) > 2 and (name.startswith(sought) or sought.startswith(name))  # noqa: PLR2004


def _is_alike(name: str, sought: str) -> bool:
    return fuzz.ratio(name, sought) >= ALIKE


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .,!?")
