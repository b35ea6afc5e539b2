"""Owns how alerts and invitations become views and cards, for whoever reads them. It must not decide who may do what.

The same card is made for an answer and for a notification, so both come by a `Reading`: the reader, the words, now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.cards.coverage_alert import alert_card, alert_title
from bot.cards.coverage_gaps import Names, cause_lines, gap_sentence
from bot.cards.coverage_invitation import invitation_card, invitation_title
from bot.cards.coverage_list import GapListView, GapRow, gap_list_card
from bot.cards.coverage_stands import answer_lines, standing_lines
from bot.cards.coverage_view import AlertView, CandidateView, GroupView, InvitationView, Question
from bot.dialogs.coverage_values import entered
from bot.dialogs.errors import by_field, error_text
from bot.dialogs.exchange import Exchange
from bot.texts.catalogue import Words
from bot.turn import CardJson, Reply, StandsFor
from policy.coverage_books import CoverageAlert, Invitation
from policy.coverage_books import alert_card as alert_card_name
from policy.coverage_books import invitation_card as invitation_card_name
from policy.coverage_candidates import Candidate
from policy.coverage_later import Later, moments_ahead
from policy.errors import NotAllowed, PolicyError, PolicyErrors
from policy.organisation import AnswerGroup, Municipality, PersonId
from services.coverage_desk import SOURCE
from services.coverage_facts import book_place
from services.coverage_outcomes import AlertOutcome

MOST_CAUSES_LISTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads, in which language, and when; the rest is of what they just did or are asked."""

    reader: PersonId
    municipality: Municipality
    words: Words
    now: datetime
    note: str = ""
    question: Question = Question.NOTHING
    entered: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def reading_of(exchange: Exchange) -> Reading:
    """What this turn's person reads by."""
    return Reading(
        reader=exchange.person.id, municipality=exchange.municipality, words=exchange.words, now=exchange.now
    )


async def tried(step: Awaitable[AlertOutcome]) -> AlertOutcome | tuple[PolicyError, ...]:
    """What the step came to, or what keeps it from being done; raises NotAllowed."""
    try:
        return await step
    except PolicyErrors as several:
        return several.errors
    except NotAllowed:
        raise
    except PolicyError as one:
        return (one,)


def mending(exchange: Exchange, faults: Sequence[PolicyError], asked: Question) -> Reading:
    """How a card reads that shows what is amiss: at its field where that is asked for, else in a line at the top."""
    at_fields = [fault for fault in faults if fault.field is not None and asked is not Question.NOTHING]
    return replace(
        reading_of(exchange),
        note=" ".join(error_text(fault, exchange) for fault in faults if fault not in at_fields),
        question=asked if at_fields else Question.NOTHING,
        entered=entered(exchange),
        faults=by_field(at_fields, exchange),
    )


def alert_message(
    reading: Reading,
    group: AnswerGroup,
    alert: CoverageAlert,
    *,
    published_on: date | None,
    may_act: bool,
    candidates: Sequence[Candidate] = (),
) -> tuple[CardJson, str]:
    """The alert's card for its reader, and what a notification shows of it."""
    view = AlertView(
        group=_group(group),
        alert=alert,
        reader=reading.reader,
        names=names_in(alert, reading.municipality),
        published_on=published_on,
        may_act=may_act,
        note=reading.note,
        question=reading.question,
        candidates=tuple(
            CandidateView(person=one.person.id, name=one.person.name, periods=one.periods) for one in candidates
        ),
        moments=_moments(reading, alert),
        entered=reading.entered,
        faults=reading.faults,
    )
    return alert_card(view, reading.words, reading.now), alert_title(view, reading.now, reading.words)


def invitation_message(
    reading: Reading, group: AnswerGroup, alert: CoverageAlert, invitation: Invitation
) -> tuple[CardJson, str]:
    """The question's card for whoever is asked, and what a notification shows of it."""
    view = InvitationView(
        group=_group(group),
        alert=alert,
        invitation=invitation,
        names=names_in(alert, reading.municipality),
        note=reading.note,
        question=reading.question,
        entered=reading.entered,
        faults=reading.faults,
    )
    return invitation_card(view, reading.words, reading.now), invitation_title(view, reading.now, reading.words)


def alert_reply(exchange: Exchange, outcome: AlertOutcome, reading: Reading, *, below: bool = False) -> Reply:
    """The alert's card, which stands for it from now on; `below` makes it a message of its own."""
    card, summary = alert_message(
        reading,
        outcome.group,
        outcome.alert,
        published_on=outcome.published_on,
        may_act=outcome.may_act,
        candidates=outcome.candidates,
    )
    show = exchange.show_below if below else exchange.show
    return show(card, summary, stands_for=_stands_for(outcome, alert_card_name(outcome.alert.on)))


def invitation_reply(exchange: Exchange, outcome: AlertOutcome, reading: Reading, *, below: bool = False) -> Reply:
    """The person's own question, which stands for it from now on; a line if they were never asked."""
    invitation = invitation_of(outcome.alert, exchange.person.id)
    if invitation is None:
        return exchange.say("coverage.not_asked")
    card, summary = invitation_message(reading, outcome.group, outcome.alert, invitation)
    show = exchange.show_below if below else exchange.show
    return show(card, summary, stands_for=_stands_for(outcome, invitation_card_name(outcome.alert.on)))


def gap_list_reply(exchange: Exchange, outcomes: Sequence[AlertOutcome], *, leads: bool) -> Reply:
    """The open gaps of the groups that one leads."""
    view = GapListView(rows=tuple(_row(reading_of(exchange), one) for one in outcomes), leads=leads)
    nothing = "coverage.list.none" if leads else "coverage.list.leads_none"
    summary = exchange.words("coverage.list.title" if outcomes else nothing)
    return exchange.show_below(gap_list_card(view, exchange.words), summary)


def invitation_of(alert: CoverageAlert, person: PersonId) -> Invitation | None:
    """What the person was last asked about that day."""
    return next((one for one in reversed(alert.invitations) if one.person == person), None)


def names_in(alert: CoverageAlert, municipality: Municipality) -> Names:
    """What everyone is called who is in the alert, and still in the directory."""
    known = (municipality.people.get(person) for person in _people_in(alert) if person is not None)
    return {person.id: person.name for person in known if person is not None}


def _people_in(alert: CoverageAlert) -> Iterator[PersonId | None]:
    for one in alert.open:
        yield from (cause.person for cause in one.causes)
    yield from (passed.person for passed in alert.passed)
    for invitation in alert.invitations:
        yield from (invitation.person, invitation.asked_by)
    yield from (alert.asked, alert.ended_by, alert.acceptance.by if alert.acceptance is not None else None)


def _group(group: AnswerGroup) -> GroupView:
    return GroupView(id=group.id, name=group.name, number=group.number, matters=group.matters)


def _stands_for(outcome: AlertOutcome, card: str) -> StandsFor:
    return StandsFor(source=SOURCE, place=book_place(outcome.group.id), card=card)


def _moments(reading: Reading, alert: CoverageAlert) -> tuple[tuple[Later, datetime], ...]:
    reader = reading.municipality.people.get(reading.reader)
    if not alert.open or reader is None:
        return ()
    return moments_ahead(reading.municipality.calendar, reader.hours, alert.gaps, now=reading.now)


def _row(reading: Reading, outcome: AlertOutcome) -> GapRow:
    alert, words = outcome.alert, reading.words
    view = AlertView(
        group=_group(outcome.group),
        alert=alert,
        reader=reading.reader,
        names=names_in(alert, reading.municipality),
    )
    lines = (*answer_lines(view, words, reading.now), *standing_lines(view, words, reading.now))
    why = cause_lines(alert.open, view.names, reading.now, words)[:MOST_CAUSES_LISTED]
    first, *others = alert.gaps
    what = gap_sentence(outcome.group.name, first, reading.now, words)
    if others:
        what = alert_title(view, reading.now, words)
    return GapRow(what=what, state=" · ".join(lines or why), group=outcome.group.id, on=alert.on)
