"""Owns a group at hand for an act: its coverage as it is now, where its people are, who could cover what is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from policy.coverage import GroupFacts
from policy.coverage_acts import open_alert
from policy.coverage_books import CoverageAlert, CoverageBook, Ending
from policy.coverage_candidates import Candidate, candidates, closed_diversions, takeable
from policy.diversions import DiversionBook
from policy.errors import PolicyError
from policy.organisation import AnswerGroup, Municipality, Person, PersonId
from policy.periods import Period, as_utc
from services.coverage_facts import GroupNow


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """`book` is as the rules leave it now, before the act; `facts` and `books` are of that moment."""

    municipality: Municipality
    seen: GroupNow
    book: CoverageBook
    facts: GroupFacts
    books: Mapping[PersonId, DiversionBook]
    now: datetime
    reachable: frozenset[PersonId] = frozenset()

    @property
    def group(self) -> AnswerGroup:
        """The group, with its manager's changes."""
        return self.seen.group

    def left(self, day: date) -> tuple[Period, ...]:
        """What is left of that day's gaps, from now on. Raises PolicyError as `alert_to_take` does."""
        ahead = Period(as_utc(self.now), None)
        parts = (gap.period.intersection(ahead) for gap in alert_to_take(self, day).gaps)
        return tuple(part for part in parts if part is not None)


def alert_to_take(at_hand: AtHand, day: date) -> CoverageAlert:
    """The day's alert, if something is left of it.

    Raises PolicyError `coverage.no_alert`, `coverage.taken` with who was first, or `coverage.over`.
    """
    alert = at_hand.book.alert_of(day)
    if alert is not None and alert.ending is Ending.COVERED and alert.ended_by is not None:
        first = at_hand.municipality.people.get(alert.ended_by)
        if first is not None:
            raise PolicyError("coverage.taken", params={"name": first.name})
    return open_alert(at_hand.book, day)


def parts_to_take(at_hand: AtHand, day: date, person: Person, part: Period | None) -> tuple[Period, ...]:
    """What the person takes: the part that they gave, else what is left in their working hours, else all that is left.

    Raises PolicyError at `part`: `coverage.not_in_gap`, `coverage.diverted_then` or `coverage.counts_already`.
    """
    left = at_hand.left(day)
    if part is not None:
        left = tuple(one for gap in left if (one := gap.intersection(part)) is not None)
        if not left:
            raise PolicyError("coverage.not_in_gap", field="part")
    able = _able(at_hand, person, left, in_hours=part is None)
    if not able and part is None:
        able = _able(at_hand, person, left, in_hours=False)
    away = closed_diversions(at_hand.books.get(person.id))
    is_away = any(one.overlaps(other) for one in left for other in away)
    if is_away and (part is not None or not able):
        raise PolicyError("coverage.diverted_then", field="part")
    if not able:
        raise PolicyError("coverage.counts_already", field="part")
    return able


def to_appoint(at_hand: AtHand, day: date, person_id: PersonId) -> tuple[Period, ...]:
    """What the person is put down for: all that they could cover in their working hours.

    Raises PolicyError at `person`: `person.unknown`, `coverage.cannot_cover` or `coverage.out_of_reach`.
    """
    person = at_hand.municipality.people.get(person_id)
    if person is None:
        raise PolicyError("person.unknown", field="person")
    at_hand.left(day)
    periods = next((one.periods for one in could_cover(at_hand, day) if one.person.id == person_id), ())
    if not periods:
        raise PolicyError("coverage.cannot_cover", field="person", params={"name": person.name})
    if person_id not in at_hand.reachable:
        raise PolicyError("coverage.out_of_reach", field="person", params={"name": person.name})
    return periods


def could_cover(at_hand: AtHand, day: date) -> tuple[Candidate, ...]:
    """Everyone able to cover some of what is left, members first; nobody once the alert has ended."""
    alert = at_hand.book.alert_of(day)
    if alert is None or alert.ending is not None:
        return ()
    return candidates(at_hand.municipality, at_hand.facts, at_hand.books, at_hand.left(day))


def _able(at_hand: AtHand, person: Person, left: Sequence[Period], *, in_hours: bool) -> tuple[Period, ...]:
    calendar, book = at_hand.municipality.calendar, at_hand.books.get(person.id)
    return tuple(
        part for one in left for part in takeable(calendar, at_hand.facts, person, book, one, in_hours=in_hours)
    )
