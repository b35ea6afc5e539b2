"""Owns what the use cases of coverage give: plain values, and no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from policy.coverage import Gap
from policy.coverage_books import CoverageAlert
from policy.coverage_candidates import Candidate
from policy.coverage_shown import as_shown_to
from policy.errors import PolicyError
from policy.organisation import AnswerGroup, PersonId
from services.coverage_access import leads, opened_it
from services.coverage_cases import AtHand, could_cover


class Done(StrEnum):
    """What an act came to."""

    SHOWN = "shown"
    ASKED = "asked"
    """Colleagues were asked."""
    NOBODY_NEW = "nobody_new"
    """Everyone able to cover had been asked already."""
    APPOINTED = "appointed"
    TAKEN = "taken"
    """Nothing is left to take."""
    TAKEN_IN_PART = "taken_in_part"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertOutcome:
    """An alert as its reader may see it. `published_on` is when the public was told of that day's phone hours.

    `candidates` could cover what is left of it, each in the periods given; only for who `may_act`, and for those whose
    own absence opened it.
    """

    group: AnswerGroup
    alert: CoverageAlert
    published_on: date | None
    may_act: bool
    """Whether the reader is of the group's line of managers."""
    may_ask: bool
    """Whether the reader may ask colleagues: those of the line, and whoever's own absence opened the gap."""
    candidates: tuple[Candidate, ...]
    done: Done


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The gaps of a group that a change would open or widen, in order."""

    group: AnswerGroup
    gaps: tuple[Gap, ...]


def outcome(at_hand: AtHand, on: date, reader: PersonId, done: Done) -> AlertOutcome:
    """What the reader is shown of the day's alert. Raises PolicyError `coverage.no_alert`."""
    alert, municipality = at_hand.book.alert_of(on), at_hand.municipality
    if alert is None:
        raise PolicyError("coverage.no_alert")
    may_act = leads(municipality, reader, at_hand.group)
    may_ask = may_act or opened_it(reader, alert)
    in_part = done is Done.TAKEN and alert.ending is None
    return AlertOutcome(
        group=at_hand.group,
        alert=as_shown_to(alert, reader, leads=may_act),
        published_on=at_hand.group.hours_on(on, municipality.calendar).published_on,
        may_act=may_act,
        may_ask=may_ask,
        candidates=could_cover(at_hand, on) if may_ask else (),
        done=Done.TAKEN_IN_PART if in_part else done,
    )
