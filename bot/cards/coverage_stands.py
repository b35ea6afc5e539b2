"""Owns how an alert stands, in sentences: whom it went past, who is to act, what those asked say, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from bot.cards.coverage_view import AlertView, joined
from bot.texts.catalogue import Words
from bot.texts.dates import clocks, dated, lasting, listing, some
from policy.coverage_books import Answer, Ending, Invitation
from policy.ids import PersonId
from policy.periods import Period

MOST_TOLD = 8


def standing_lines(view: AlertView, words: Words, now: datetime) -> tuple[str, ...]:
    """Whom it went past and to whom, who is to act on it, and when it sounds again."""
    alert, lines = view.alert, []
    if alert.passed:
        lines.append(_passed(view, words))
    elif alert.asked is None:
        lines.append(words("coverage.stands.nobody"))
    elif alert.asked != view.reader and alert.handled_at is None:
        lines.append(words("coverage.stands.waits_for", name=name_in(view, alert.asked, words)))
    if alert.remind_at is not None:
        lines.append(words("coverage.stands.reminds", moment=lasting(alert.remind_at, now, words)))
    return tuple(lines)


def answer_lines(view: AlertView, words: Words, now: datetime) -> tuple[str, ...]:
    """What those who were asked have said; why they can't, in their own words, for who asked them alone.

    Who took something comes first. Who has not answered is in one line with the others, who is not needed in none.
    """
    said = view.alert.invitations
    told = [one for answer in (Answer.TOOK, Answer.DECLINED) for one in said if one.answer is answer]
    waiting = tuple(name_in(view, one.person, words) for one in said if one.answer is Answer.ASKED)
    lines = [_answer(view, one, words, now) for one in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        lines.append(words("coverage.answer.more", n=len(told) - MOST_TOLD))
    if waiting:
        lines.append(words("coverage.answer.asked", n=len(waiting), names=some(waiting, words)))
    return tuple(lines)


def how_it_ended(view: AlertView, words: Words, now: datetime) -> tuple[str, ...]:
    """Who took it, who let it be and, to whom that may be told, why, or what else became of it; and when."""
    alert = view.alert
    at = lasting(alert.ended_at, now, words) if alert.ended_at is not None else ""
    if alert.ending is Ending.ACCEPTED and alert.acceptance is not None:
        kept, by = alert.acceptance, name_in(view, alert.acceptance.by, words)
        said = words("coverage.ended.accepted_plainly", name=by, at=at)
        if kept.reason:
            said = words("coverage.ended.accepted_by", name=by, at=at, reason=kept.reason)
        return (said, _until(kept.until_at, now, words))
    if alert.ending is Ending.COVERED:
        taken = [_took(view, one, words, now) for one in alert.invitations if one.took and one.answer is Answer.TOOK]
        return (*taken, words("coverage.ended.covered_at" if taken else "coverage.ended.covered_otherwise", at=at))
    return (words("coverage.ended.passed_how" if alert.ending is Ending.PASSED else "coverage.ended.withdrawn_how"),)


def name_in(view: AlertView, person: PersonId, words: Words) -> str:
    """What someone is called in a sentence."""
    return view.names.get(person, words("people.someone"))


def times_of(periods: Sequence[Period], now: datetime, words: Words) -> str:
    """Stretches of one day in a row: "13:00–13:30 och 14:00–15:00"."""
    return listing(tuple(clocks(period, now, words) for period in joined(periods)), words)


def _passed(view: AlertView, words: Words) -> str:
    asked = view.alert.asked
    is_left = asked is not None and all(one.person != asked for one in view.alert.passed)
    why = listing(tuple(_why_passed(view, words)), words)
    why = why[:1].upper() + why[1:]
    if asked is None or not is_left:
        return words("coverage.stands.passed_all", why=why)
    if asked == view.reader:
        return words("coverage.stands.passed_to_you", why=why)
    return words("coverage.stands.passed_to", why=why, name=name_in(view, asked, words))


def _why_passed(view: AlertView, words: Words) -> Iterator[str]:
    """Why it went past each: the reader first, and those for whom it is the same together."""
    mine = next((one for one in view.alert.passed if one.person == view.reader), None)
    if mine is not None:
        yield words(f"coverage.passed.you_{mine.why.value}")
    others = [one for one in view.alert.passed if one is not mine]
    for why in dict.fromkeys(one.why for one in others):
        names = tuple(name_in(view, one.person, words) for one in others if one.why is why)
        yield words(f"coverage.passed.{why.value}", names=listing(names, words))


def _until(until_at: datetime, now: datetime, words: Words) -> str:
    """How long it is let be: through a day, where that is when it ends, or until an instant."""
    local = until_at.astimezone(now.tzinfo)
    if local.time() == time():
        return words("coverage.ended.accepted_through", day=dated(local.date() - timedelta(days=1), now, words))
    return words("coverage.ended.accepted_until", until=lasting(until_at, now, words))


def _answer(view: AlertView, one: Invitation, words: Words, now: datetime) -> str:
    name = name_in(view, one.person, words)
    if one.answer is Answer.TOOK:
        return _took(view, one, words, now)
    if one.answer is Answer.DECLINED and one.note and view.reader == one.asked_by:
        return words("coverage.answer.declined_because", name=name, note=one.note)
    return words("coverage.answer.declined", name=name)


def _took(view: AlertView, one: Invitation, words: Words, now: datetime) -> str:
    name, times = name_in(view, one.person, words), times_of(one.took, now, words)
    if one.appointed:
        return words("coverage.answer.appointed", name=name, times=times, by=name_in(view, one.asked_by, words))
    return words("coverage.answer.took", name=name, times=times)
