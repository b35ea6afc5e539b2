"""Owns the lines that an operator goes by with a caller waiting: whom to connect to, or what to say if no one can (S3).

It must not decide what may be told; the service has masked that for whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dialogs.coverage_answers import with_number
from bot.dialogs.exchange import Exchange
from bot.dialogs.sentences import availability_sentence
from bot.texts.dates import clock, listing, spoken_moment
from policy.availability import Availability, State
from policy.coverage_answers import GroupAnswer
from policy.hours_now import hours_now
from services.whom_to_connect import Fallback, ToConnect


def opening_line(exchange: Exchange, answers: Sequence[ToConnect], more: int = 0) -> str:
    """What is said before the functions' own lines, where there are several: all of them, and which answer now."""
    if not answers[1:]:
        return ""
    words, names = exchange.words, tuple(name_of_function(exchange, one) for one in answers)
    others: tuple[str, ...] = (words("connecting.several.others", n=more),) if more else ()
    if len({one.matter.casefold() for one in answers}) > 1:
        goes = (
            words("connecting.several.goes", matter=one.matter, function=name)
            for one, name in zip(answers, names, strict=True)
        )
        return words("connecting.several.matters", what=listing((*goes, *others), words))
    *first, last = (*names, *others)
    says = words(
        "connecting.several.one_matter", matter=_as_a_title(answers[0].matter), first=", ".join(first), last=last
    )
    now = tuple(name for one, name in zip(answers, names, strict=True) if _answers_now(one))
    if more or len(now) == len(answers):
        return says
    key = "connecting.several.only" if now else "connecting.several.none"
    return f"{says} {words(key, functions=listing(now, words)) if now else words(key)}"


def name_of_function(exchange: Exchange, told: ToConnect) -> str:
    """What a function is called: the group's name, or the person's."""
    if told.group is not None:
        return told.group.group.name
    person = told.function.person
    known = None if person is None else exchange.municipality.people.get(person)
    return told.matter if known is None else known.name


def is_deserted(told: ToConnect) -> bool:
    """Whether there is nobody at all: none to connect to now or later, and none to leave a message for."""
    group = told.group
    return group is not None and not (group.able or group.others or told.people or told.next_in)


def _answers_now(told: ToConnect) -> bool:
    if told.group is None:
        return told.people[0].is_reachable
    return told.group.is_open and bool(told.group.able)


def line_to_go_by(exchange: Exchange, told: ToConnect) -> str:
    """The line of one function: whom to connect to, or what to say when no one can answer."""
    if told.group is None:
        return _people_line(exchange, told)
    return group_line(exchange, told.group, beside(told, told.group))


def group_line(exchange: Exchange, answer: GroupAnswer, own: Sequence[Availability] = ()) -> str:
    """The line to go by: whom to connect to, or what to say when no one can answer.

    `own` are those whose own matter it is and whom the function does not have.
    """
    words, name = exchange.words, answer.group.name
    if answer.is_open and answer.able:
        who = with_number(exchange, answer.able[0].person)
        until = hours_now(answer.group, exchange.municipality.calendar, exchange.now).until
        if until is None:
            return words("connecting.spoken.connect", function=name, who=who)
        local = clock(until.astimezone(exchange.now.tzinfo))
        return words("connecting.spoken.connect_until", function=name, who=who, until=local)
    instead = next((one for one in own if one.is_reachable), None)
    state = "nobody" if answer.is_open else "closed"
    if instead is not None:
        return words(f"connecting.spoken.{state}_instead", function=name, who=with_number(exchange, instead.person))
    if answer.next_at is None:
        is_empty = not (answer.able or answer.others or own)
        return words("connecting.spoken.empty" if is_empty else f"connecting.spoken.{state}", function=name)
    then = spoken_moment(answer.next_at, exchange.now, words)
    return words(f"connecting.spoken.{state}_until", function=name, next=then)


def _people_line(exchange: Exchange, told: ToConnect) -> str:
    """The line to go by, of people whose own matter it is."""
    words, first = exchange.words, told.people[0]
    if first.is_reachable:
        who = with_number(exchange, first.person)
        return words("connecting.spoken.connect", function=_as_a_title(told.matter), who=who)
    if len(told.people) == 1 or told.next_in is None or told.next_at is None:
        return words("connecting.spoken.away", sentence=availability_sentence(first, words, exchange.now))
    then = spoken_moment(told.next_at, exchange.now, words)
    return words("connecting.spoken.all_away", matter=told.matter, name=told.next_in.name, next=then)


def one_line(exchange: Exchange, seen: Availability) -> str:
    """Somebody in a row: with the number where they can be called, or that they can't and until when."""
    return to_try(exchange, seen) if seen.is_reachable else availability_sentence(seen, exchange.words, exchange.now)


def to_try(exchange: Exchange, seen: Availability) -> str:
    """Somebody who can be called now, with the number."""
    if seen.state is State.OPEN_LINE:
        return availability_sentence(seen, exchange.words, exchange.now)
    return with_number(exchange, seen.person)


def beside(told: ToConnect, answer: GroupAnswer) -> tuple[Availability, ...]:
    """Those whose own matter it is and whom the function does not have."""
    there = {one.person.id for one in (*answer.able, *answer.others)}
    return tuple(one for one in told.people if one.person.id not in there)


def fallback_lines(exchange: Exchange, fallback: Fallback) -> Iterable[str]:
    """What the municipality's own switchboard does with it, in its own words where it has some."""
    own = fallback.words.get(exchange.words.language, "")
    yield own or exchange.words("connecting.fallback.usual")
    if fallback.group is not None:
        yield group_line(exchange, fallback.group)


def _as_a_title(matter: str) -> str:
    return matter[:1].upper() + matter[1:]
