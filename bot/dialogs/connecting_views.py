"""Owns how the answer to whom to connect is shown: what is told becomes the line to go by, names in order and buttons.

It must not decide what may be told; the service has masked that for whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.cards.coverage_answer import AnsweringGroupView
from bot.cards.presence import PresenceView
from bot.cards.whom_to_connect import MessageTo, NearRow, ToConnectView, WhomView, whom_card
from bot.dialogs.connecting_lines import (
    beside,
    fallback_lines,
    is_deserted,
    line_to_go_by,
    name_of_function,
    one_line,
    opening_line,
    to_try,
)
from bot.dialogs.coverage_answers import at_a_moment, with_number
from bot.dialogs.exchange import Exchange
from bot.dialogs.person_views import shortened
from bot.dialogs.presence_words import presence_view, with_presence
from bot.dialogs.sentences import availability_sentence
from bot.texts.dates import moment
from bot.texts.numbers import phone_number
from bot.turn import Reply
from policy.announced import is_announced
from policy.availability import Availability, State
from policy.coverage_answers import GroupAnswer
from policy.diversions import FURTHEST_AHEAD
from policy.hours_now import Closed
from policy.organisation import Person
from policy.periods import as_utc
from services.whom_to_connect import Fallback, ToConnect, Whom

WORTH_TELLING = frozenset({Closed.HOLIDAY, Closed.CLOSED_DAY, Closed.OTHERWISE_TODAY})
"""Why a function is closed, where the caller could not have known."""
MOST_NAMED, MOST_OF_SEVERAL = 6, 3
"""People of one function that are named in each place of an answer, alone or among several: a glance takes no more."""


def whom_reply(exchange: Exchange, whom: Whom, values: Mapping[str, str]) -> Reply:
    """Whom the matter leads to; `values` ask the same again."""
    most = MOST_NAMED if len(whom.answers) == 1 else MOST_OF_SEVERAL
    functions = tuple(_function(exchange, one, most) for one in whom.answers)
    deserted = all(is_deserted(one) for one in whom.answers)
    view = WhomView(
        functions=functions,
        more=whom.more,
        says=opening_line(exchange, whom.answers, whom.more),
        fallback=tuple(fallback_lines(exchange, whom.fallback)) if deserted else (),
        offers_promise=exchange.is_private and deserted,
        misdirected=_misdirected(exchange, whom.asked, whom.answers),
        values=values,
        as_of=exchange.now,
    )
    return _shown(exchange, view, view.says or functions[0].answering.sentence)


def function_reply(exchange: Exchange, told: ToConnect, values: Mapping[str, str], *, below: bool = False) -> Reply:
    """One function that was chosen; `below` makes it a message of its own."""
    function, deserted = _function(exchange, told, MOST_NAMED), is_deserted(told)
    own = Fallback(words=exchange.municipality.switchboard.words)
    view = WhomView(
        functions=(function,),
        fallback=tuple(fallback_lines(exchange, own)) if deserted else (),
        offers_promise=exchange.is_private and deserted,
        misdirected=_misdirected(exchange, told.matter, (told,)),
        values=values,
        as_of=exchange.now,
    )
    return _shown(exchange, view, function.answering.sentence, below=below)


def perhaps_reply(
    exchange: Exchange,
    whom: Whom,
    near: Sequence[ToConnect],
    values: Mapping[str, str],
    times: Mapping[str, str],
    *,
    says: str = "",
) -> Reply:
    """That nothing is sure: what is near, to choose among, and what to do when it is none of them (S3).

    `says` is the key of what stands first instead, where it isn't the matter that was asked for that is unsure.
    """
    words = exchange.words
    key = "connecting.which" if whom.answers else "connecting.unsure" if near else "connecting.nothing"
    view = WhomView(
        says=words(says) if says else words(key, asked=shortened(whom.asked)),
        hint=words("people.pick.hint" if near else "connecting.other_words"),
        rows=tuple(_near(exchange, one, times) for one in near),
        fallback=() if whom.answers else tuple(fallback_lines(exchange, whom.fallback)),
        offers_promise=exchange.is_private and not whom.answers,
        values=values,
        as_of=exchange.now,
    )
    return _shown(exchange, view, view.says)


def values_of(told: ToConnect) -> dict[str, str]:
    """What a button carries of a function: which it is, and the matter that led to it."""
    return {"function": told.function.id, "matter": told.matter}


def _misdirected(exchange: Exchange, asked: str, answers: Sequence[ToConnect]) -> dict[str, str]:
    """What is noted beforehand of a call that went wrong: the matter, and the function if there is but one."""
    if not exchange.is_private:
        return {}
    return {"matter": asked, "function": answers[0].function.id if len(answers) == 1 else ""}


def _shown(exchange: Exchange, view: WhomView, summary: str, *, below: bool = False) -> Reply:
    show = exchange.show_below if below else exchange.show
    return show(whom_card(view, exchange.words, exchange.now), summary)


def _function(exchange: Exchange, told: ToConnect, most: int) -> ToConnectView:
    if told.group is None:
        return _own_matter(exchange, told, most)
    answer = told.group
    own = beside(told, answer)
    plain = at_a_moment(exchange, answer, exchange.now)
    able = _with_presence(exchange, told, plain.able, answer.able)
    return ToConnectView(
        presence=_presence(exchange, told, answer.able[0]) if answer.is_open and answer.able else None,
        answering=AnsweringGroupView(
            sentence=line_to_go_by(exchange, told),
            hours=plain.hours,
            is_open=plain.is_open,
            is_empty=plain.is_empty,
            able=able[:most],
            others=plain.others[:most],
            more_able=max(len(plain.able) - most, 0),
            more_others=max(len(plain.others) - most, 0),
            stretches=(
                *_why_closed(exchange, told),
                *_next(exchange, told),
                (exchange.words("connecting.number"), phone_number(answer.group.number)),
            ),
        ),
        described=_described(exchange, told, answer),
        own=tuple(one_line(exchange, one) for one in own[:most]),
        more_own=max(len(own) - most, 0) + told.more_people,
        own_heading=exchange.words("connecting.own", matter=told.matter) if own else "",
        message_to=_message_to(exchange, _to_ask(told, answer, own)),
        values=values_of(told),
    )


def _own_matter(exchange: Exchange, told: ToConnect, most: int) -> ToConnectView:
    """Those whose own matter it is, where no function has it: whoever can answer now, else whoever is back first."""
    words, seen = exchange.words, told.people
    in_now = [one for one in seen if one.is_reachable]
    able = _with_presence(exchange, told, [to_try(exchange, one) for one in in_now], in_now)
    others = tuple(availability_sentence(one, words, exchange.now) for one in seen if not one.is_reachable)
    alone = seen[0] if len(seen) == 1 else None
    first = seen[0].person if able else told.next_in or seen[0].person
    instead = () if alone is None else _stand_in(exchange, alone)
    return ToConnectView(
        presence=_presence(exchange, told, seen[0]) if in_now else None,
        answering=AnsweringGroupView(
            sentence=line_to_go_by(exchange, told),
            able=() if alone is not None else able[:most],
            others=() if alone is not None else others[:most],
            more_able=max(len(able) - most, 0),
            more_others=max(len(others) - most, 0) + told.more_people,
            stretches=_next(exchange, told) if alone is None else (),
        ),
        described=_of_whom(exchange, told, alone),
        own=instead,
        own_heading=words("availability.answer.stand_in") if instead else "",
        message_to=_message_to(exchange, first),
        values=values_of(told),
    )


def _presence(exchange: Exchange, told: ToConnect, first: Availability) -> PresenceView | None:
    """What Teams shows of whom the line says to connect to."""
    return presence_view(first, told.seen, exchange.words, exchange.now)


def _with_presence(
    exchange: Exchange, told: ToConnect, lines: Sequence[str], people: Sequence[Availability]
) -> tuple[str, ...]:
    """The lines of those to try, with what Teams shows of each."""
    both = zip(lines, people, strict=True)
    return tuple(with_presence(line, one.person.id, told.seen, exchange.words) for line, one in both)


def _of_whom(exchange: Exchange, told: ToConnect, alone: Availability | None) -> str:
    matter = exchange.words("connecting.matter", matter=told.matter)
    if alone is None:
        return matter
    unit = exchange.municipality.units[alone.person.unit].name
    lets_through = availability_sentence(alone, exchange.words, exchange.now) if alone.state is State.OPEN_LINE else ""
    return " · ".join(part for part in (matter, alone.person.title, unit, lets_through) if part)


def _stand_in(exchange: Exchange, seen: Availability) -> tuple[str, ...]:
    """Who answers instead of somebody who is away."""
    person = None if seen.absence is None else seen.absence.diversion.answers_instead
    known = None if person is None else exchange.municipality.people.get(person)
    return () if known is None or seen.is_reachable else (with_number(exchange, known),)


def _described(exchange: Exchange, told: ToConnect, answer: GroupAnswer) -> str:
    """Why it is this function, where its name doesn't say so, and what tells it from others."""
    words, group = exchange.words, answer.group
    unit = exchange.municipality.units[group.unit].name
    named = {group.name.casefold(), unit.casefold()}
    parts = (
        "" if told.matter.casefold() in named else words("connecting.matter", matter=told.matter),
        unit if unit.casefold() != group.name.casefold() else "",
    )
    return " · ".join(part for part in parts if part)


def _why_closed(exchange: Exchange, told: ToConnect) -> tuple[tuple[str, str], ...]:
    """Why there are no phone hours today, where that isn't plain from the hours themselves."""
    if told.hours is None or told.hours.closed not in WORTH_TELLING:
        return ()
    words = exchange.words
    if told.hours.closed is Closed.HOLIDAY:
        return ((words("connecting.why"), words("connecting.closed.holiday", name=told.hours.holiday)),)
    return ((words("connecting.why"), words(f"connecting.closed.{told.hours.closed.value}")),)


def _next(exchange: Exchange, told: ToConnect) -> tuple[tuple[str, str], ...]:
    """Who answers next, and when, where nobody can now."""
    if told.next_in is None:
        return ()
    who, words = with_number(exchange, told.next_in), exchange.words
    when = "" if told.next_at is None else moment(told.next_at, exchange.now, words)
    return ((words("connecting.next_in"), words("connecting.next_in_at", who=who, when=when) if when else who),)


def _to_ask(told: ToConnect, answer: GroupAnswer, own: Iterable[Availability]) -> Person | None:
    """Whom to leave a message for: who can answer now, else who can next, else whoever is back first."""
    if answer.able and answer.is_open:
        return answer.able[0].person
    if told.next_in is not None:
        return told.next_in
    seen = (*answer.able, *answer.others, *own)
    first = min(seen, key=lambda one: _reached_at(one, answer.at), default=None)
    return None if first is None else first.person


def _reached_at(seen: Availability, now: datetime) -> datetime:
    """When somebody can be reached, for telling who is first; far ahead where that is not in sight."""
    if seen.is_reachable:
        return as_utc(now)
    return as_utc(seen.back_at) if seen.back_at is not None else as_utc(now) + FURTHEST_AHEAD


def _message_to(exchange: Exchange, person: Person | None) -> MessageTo | None:
    if person is None or not exchange.is_private or person.id == exchange.person.id or is_announced(person.id):
        return None
    return MessageTo(person=str(person.id), name=person.name)


def _near(exchange: Exchange, told: ToConnect, times: Mapping[str, str]) -> NearRow:
    """A function to choose, with how it stands now where it is asked about now."""
    name = name_of_function(exchange, told)
    if told.group is not None:
        says = _described(exchange, told, told.group)
    else:
        says = exchange.words("connecting.matter", matter=told.matter)
    line = "" if times else line_to_go_by(exchange, told)
    return NearRow(name=name, described=says, line=line, values={**values_of(told), **times})
