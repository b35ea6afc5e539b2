"""Owns how the answer to who answers is shown: what is told becomes sentences, names in order and lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.cards.coverage_answer import AnsweringGroupView, CoverageAnswerView, coverage_answer_card
from bot.dialogs.coverage_words import asked_period, hours_line, short_names, who_line
from bot.dialogs.exchange import Exchange
from bot.dialogs.reach_words import state_line
from bot.dialogs.reach_words import with_number as named_with_number
from bot.dialogs.sentences import availability_sentence, back_at, outlook_sentence
from bot.texts.dates import day, listing, some, spoken_moment
from bot.turn import Reply
from policy.availability import Availability, Outlook, State
from policy.coverage_answers import GroupAnswer, GroupOutlook
from policy.coverage_week import CoveredStretch
from policy.organisation import Person
from services.coverage_queries import Answered
from services.place_finding import Spot, name_of

MOST_NAMED = 4
"""How many are named in the sentence; the card has the others."""


def answered_reply(exchange: Exchange, answered: Answered, values: Mapping[str, str]) -> Reply:
    """The answer card; what a notification shows of it is the first sentence."""
    place = _place(exchange, answered)
    groups = (
        *(at_a_moment(exchange, one, answered.at) for one in answered.groups),
        *(_ahead(exchange, one) for one in answered.ahead),
    )
    seen = answered.people or answered.people_ahead
    people_in = tuple(_in(exchange, one) for one in seen if _is_in(one))
    people_away = tuple(_away(exchange, one) for one in seen if not _is_in(one))
    if not groups and not seen:
        return exchange.say("coverage_answers.nothing_here", place=place)
    sentence = groups[0].sentence if groups else _people_sentence(exchange, answered, place)
    view = CoverageAnswerView(
        sentence="" if groups else sentence,
        groups=groups,
        place=place,
        people_in=people_in,
        people_away=people_away,
        is_ahead=bool(answered.people_ahead),
        more_groups=answered.more_groups,
        more_people=answered.more_people,
        as_of=exchange.now,
        values=values,
    )
    # Asked from the help, which is worth keeping, nothing is carried.
    show = exchange.show if values else exchange.show_below
    return show(coverage_answer_card(view, exchange.words, exchange.now), sentence)


def _people_sentence(exchange: Exchange, answered: Answered, place: str) -> str:
    """Who of a place without answer groups is in, to read aloud; where nobody is, who is back first."""
    words, now, asked = exchange.words, exchange.now, answered.asked
    seen = answered.people or answered.people_ahead
    names = tuple(one.person.name for one in seen if _is_in(one))
    if answered.people_ahead and asked.period is not None:
        period = asked_period(asked.period, exchange.municipality.calendar, now, words)
        if not names:
            return words("coverage_answers.spoken.nobody_expected", place=place, period=period)
        said = some(names, words, most=MOST_NAMED)
        return words("coverage_answers.spoken.expected", place=place, names=said, period=period)
    sentence = _people_now(exchange, answered, place, names)
    if answered.at <= now:
        return sentence
    when = spoken_moment(answered.at, now, words)
    return words("coverage_answers.spoken.at", when=when[:1].upper() + when[1:], sentence=sentence)


def _people_now(exchange: Exchange, answered: Answered, place: str, names: tuple[str, ...]) -> str:
    words, now = exchange.words, exchange.now
    if names:
        return words("coverage_answers.spoken.in", place=place, names=some(names, words, most=MOST_NAMED))
    first = next((one for one in answered.people if one.back_at is not None), None)
    if first is None or first.back_at is None:
        return words("coverage_answers.spoken.nobody", place=place)
    back = back_at(first.back_at, words, now)
    return words("coverage_answers.spoken.nobody_until", place=place, name=first.person.name, back=back)


def _is_in(one: Availability | Outlook) -> bool:
    """Whether a call can be put through; of a time ahead, whether nothing is in the way."""
    if isinstance(one, Outlook):
        return one.works and not one.absences
    return one.is_reachable


def _in(exchange: Exchange, one: Availability | Outlook) -> str:
    """The name with the number, and how long that holds where that is worth a word."""
    name = with_number(exchange, one.person)
    if isinstance(one, Outlook) or not one.is_reachable:
        return name
    if one.state is State.IN and (one.next is None or one.next.absence is None):
        return name
    return exchange.words("coverage_answers.with_state", name=name, state=state_line(one, exchange.words, exchange.now))


def _away(exchange: Exchange, one: Availability | Outlook) -> str:
    if isinstance(one, Outlook):
        return outlook_sentence(one, exchange.words, exchange.now)
    return availability_sentence(one, exchange.words, exchange.now)


def with_number(exchange: Exchange, person: Person) -> str:
    """Someone with where they are called: "Anna Svensson, 4536"."""
    return named_with_number(person, exchange.words)


def _place(exchange: Exchange, answered: Answered) -> str:
    spot = answered.asked.spot or Spot(exchange.person.unit)
    return name_of(exchange.municipality, spot)


def at_a_moment(exchange: Exchange, answer: GroupAnswer, at: datetime) -> AnsweringGroupView:
    """Who answers for a group now, or at an instant ahead."""
    words, now = exchange.words, exchange.now
    calendar = exchange.municipality.calendar
    sentence = _sentence(exchange, answer)
    if at > now:
        when = spoken_moment(at, now, words)
        sentence = words("coverage_answers.spoken.at", when=when[:1].upper() + when[1:], sentence=sentence)
    on = day(calendar.local(answer.at).date(), now, words)
    hours = hours_line((one.period for one in answer.hours), calendar, words)
    return AnsweringGroupView(
        sentence=sentence,
        hours=words("coverage_answers.hours_of_day", day=on, hours=hours)
        if hours
        else words("coverage_answers.no_hours", day=on),
        is_open=answer.is_open,
        is_empty=not answer.able and not answer.others,
        able=tuple(_in(exchange, one) for one in answer.able),
        others=tuple(_not_able(exchange, one, answer) for one in answer.others),
    )


def _sentence(exchange: Exchange, answer: GroupAnswer) -> str:
    words, group = exchange.words, answer.group.name
    if answer.is_open and answer.able:
        names = listing(tuple(one.person.name for one in answer.able), words)
        return words("coverage_answers.spoken.able", group=group, names=names)
    key = "unstaffed" if answer.is_open else "closed"
    if answer.next_at is None:
        return words(f"coverage_answers.spoken.{key}", group=group)
    then = spoken_moment(answer.next_at, exchange.now, words)
    return words(f"coverage_answers.spoken.{key}_until", group=group, next=then)


def _not_able(exchange: Exchange, told: Availability, answer: GroupAnswer) -> str:
    if answer.needs_duty and told.state in (State.IN, State.OPEN_LINE):
        return exchange.words("coverage_answers.without_duty", name=told.person.name)
    return availability_sentence(told, exchange.words, exchange.now)


def _ahead(exchange: Exchange, ahead: GroupOutlook) -> AnsweringGroupView:
    words, now, municipality = exchange.words, exchange.now, exchange.municipality
    calendar = municipality.calendar
    names = short_names(municipality, (person for one in ahead.stretches for person in one.able))
    days: dict[str, list[CoveredStretch]] = {}
    for stretch in ahead.stretches:
        days.setdefault(day(calendar.local(stretch.period.start_at).date(), now, words), []).append(stretch)
    return AnsweringGroupView(
        sentence=words(
            f"coverage_answers.ahead.{_how_covered(ahead)}",
            group=ahead.group.name,
            period=asked_period(ahead.period, calendar, now, words),
        ),
        stretches=tuple((on, who_line(stretches, names, calendar, words)) for on, stretches in days.items()),
        others=tuple(outlook_sentence(one, words, now) for one in ahead.away),
    )


def _how_covered(ahead: GroupOutlook) -> str:
    if not ahead.stretches:
        return "no_hours"
    if not any(one.is_gap for one in ahead.stretches):
        return "covered"
    return "partly" if any(one.able for one in ahead.stretches) else "uncovered"
