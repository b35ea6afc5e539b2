"""Owns the diversion (hänvisning): what one is, which ones are allowed, and a person's book of them (A3).

How a new one finds its place among the others is `policy.placement`; what others are told is `policy.availability`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from policy.effects import NO_EFFECTS, TOLD_FOR, EffectKind, Effects, Stood
from policy.errors import PolicyError
from policy.ids import GroupId
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import Period, as_utc
from policy.reasons import RULES, Reason

FURTHEST_AHEAD = timedelta(days=3 * 366)
"""Longer than any parental leave; what lies beyond is a slip of the finger."""
LONGEST_NOTE = 200
KEPT_AFTER_THE_END = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diversion:
    """A person's absence from the phone. `open_line`: calls are let through all the same (öppen hänvisning).

    `also` is what else it sets, where its person wants that otherwise than usual; None is as usual.
    """

    id: str
    reason: Reason
    period: Period
    note: str = ""
    answers_instead: PersonId | None = None
    open_line: bool = False
    also: tuple[EffectKind, ...] | None = None
    set_by: PersonId
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The latest change to a book, kept so that it can be undone once: what stood before it."""

    id: str
    made_by: PersonId
    made_at: datetime
    before: tuple[Diversion, ...]
    undone_by: str = ""
    """The id of the turn that undid it, once one has."""
    stood: tuple[Stood, ...] = ()
    """What the last diversion had left standing elsewhere, if the change is that its person came back before that."""


@dataclass(frozen=True, slots=True)
class OnDuty:
    """That somebody has phone duty in an answer group, until then at the latest."""

    group: GroupId
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionBook:
    """One person's diversions: apart from each other, in order of start. Saved as one document.

    Beside them it bears in mind what a diversion has to look at elsewhere, so that most need not look: a promise to
    call back, or a duty shift, is noted here before it is saved where it belongs. What is noted may be more than there
    is, never less.
    """

    person: PersonId
    diversions: tuple[Diversion, ...] = ()
    last_change: Change | None = None
    outgoing: Outgoing = NOTHING_OUTGOING
    asked_at: datetime | None = None
    """When the person was last asked whether an open-ended one still holds (A3)."""
    changed_at: datetime | None = None
    """When its diversions were last changed: whose coverage that touches is worked out anew (M2)."""
    ask_at: datetime | None = None
    """When that is to be asked next; None while nothing is open-ended."""
    promised_until: datetime | None = None
    """No promise to call back that is open is due later than this (S7); None when there is none."""
    duties: tuple[OnDuty, ...] = ()
    """The groups in which the person has phone duty that is to come, also those of which they are no member (A2)."""
    effects: Effects = NO_EFFECTS
    """What the person has chosen that a diversion also sets, and how that stands."""

    def running(self, now: datetime) -> Diversion | None:
        """The diversion that is in force at the instant, if any."""
        return next((d for d in self.diversions if d.period.contains(now)), None)

    def upcoming(self, now: datetime) -> tuple[Diversion, ...]:
        """Those that have not begun, soonest first."""
        now = as_utc(now)
        return tuple(d for d in self.diversions if d.period.start_at > now)

    def find(self, diversion_id: str) -> Diversion | None:
        """The diversion with that id, or None."""
        return next((d for d in self.diversions if d.id == diversion_id), None)

    def chosen_for(self, diversion_id: str | None) -> tuple[EffectKind, ...] | None:
        """What that one also sets by its person's own choice; None for as usual, or where there is none such."""
        found = self.find(diversion_id or "")
        return None if found is None else found.also

    @property
    def kept_until(self) -> datetime | None:
        """When nothing in the book is of use to anyone any more; None while something is open-ended or unsent."""
        ends = [d.period.end_at for d in self.diversions]
        if self.outgoing.unsent or None in ends or self.effects.must_be_kept:
            return None
        last_change = [self.last_change.made_at] if self.last_change else []
        latest = max((*(end for end in ends if end is not None), *last_change), default=None)
        noted = [duty.until_at for duty in self.duties] + ([self.promised_until] if self.promised_until else [])
        noted += [row.ended_at + TOLD_FOR for row in self.effects.rows if row.ended_at is not None]
        kept = [] if latest is None else [latest + KEPT_AFTER_THE_END]
        return max((*kept, *noted), default=None)

    def may_have_promised(self, period: Period) -> bool:
        """Whether a promise to call back may fall due in the period."""
        return self.promised_until is not None and period.start_at < self.promised_until

    def promising(self, due_at: datetime) -> DiversionBook:
        """The book with a promise that is due then borne in mind: until the end of that day, for those to come."""
        if self.promised_until is not None and as_utc(due_at) <= self.promised_until:
            return self
        return replace(self, promised_until=_end_of_day(due_at))

    def on_duty(self, group: GroupId, until_at: datetime, *, now: datetime) -> DiversionBook:
        """The book with phone duty in that group borne in mind, and what is over let go of."""
        if any(one.group == group and one.until_at >= as_utc(until_at) for one in self.duties):
            return self
        others = (one for one in self.duties if one.group != group and one.until_at > as_utc(now))
        return replace(self, duties=(*others, OnDuty(group, _end_of_day(until_at))))

    def duty_groups(self, now: datetime) -> tuple[GroupId, ...]:
        """The groups in which there may be phone duty to come."""
        return tuple(one.group for one in self.duties if one.until_at > as_utc(now))

    def without_past(self, now: datetime) -> DiversionBook:
        """The book without the diversions that are over: past absences are kept by no one."""
        now = as_utc(now)
        current = tuple(d for d in self.diversions if d.period.end_at is None or d.period.end_at > now)
        return replace(self, diversions=current)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A diversion that someone wants, as it was typed or filled in; nothing of it is checked yet."""

    person: PersonId
    reason: Reason
    start_at: datetime
    end_at: datetime | None
    note: str = ""
    answers_instead: PersonId | None = None
    open_line: bool = False
    also: tuple[EffectKind, ...] | None = None


def faults(proposal: Proposal, *, now: datetime) -> tuple[PolicyError, ...]:
    """Everything that keeps the proposal from being saved, in the order of the form's fields (A3)."""
    found: list[PolicyError] = []
    if as_utc(proposal.start_at) > as_utc(now) + FURTHEST_AHEAD:
        found.append(PolicyError("diversion.too_far_ahead", field="start"))
    found += _end_faults(proposal, now)
    if proposal.answers_instead == proposal.person:
        found.append(PolicyError("diversion.answers_self", field="answers_instead"))
    if len(proposal.note) > LONGEST_NOTE:
        found.append(PolicyError("diversion.note_too_long", field="note", params={"most": LONGEST_NOTE}))
    return tuple(found)


def _end_of_day(at: datetime) -> datetime:
    """The midnight after it, in UTC: what comes later the same day then needs no note of its own."""
    return as_utc(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _end_faults(proposal: Proposal, now: datetime) -> list[PolicyError]:
    if proposal.end_at is None:
        if RULES[proposal.reason].may_be_open_ended:
            return []
        return [PolicyError("diversion.end_missing", field="end", params={"reason": proposal.reason.value})]
    end_at = as_utc(proposal.end_at)
    if end_at <= as_utc(proposal.start_at):
        return [PolicyError("diversion.end_before_start", field="end")]
    if end_at <= as_utc(now):
        return [PolicyError("diversion.already_over", field="end")]
    if end_at > as_utc(now) + FURTHEST_AHEAD:
        return [PolicyError("diversion.too_far_ahead", field="end")]
    return []
