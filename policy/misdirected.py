"""Owns misdirected calls: one record a matter, its calls, and the suggestion to mend the directory that comes of
several (S3, A1). No caller's name or number is in it. What a mend does is `policy.directory_mends`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policy.directory_mends import Mend
from policy.errors import NotAllowed, PolicyError
from policy.ids import PersonId
from policy.matter_words import matter_id, matter_key, without_numbers
from policy.outgoing import NOTHING_OUTGOING, Outgoing
from policy.periods import as_utc
from policy.switchboard_terms import SwitchboardTerms

LONGEST_MATTER = 80
LONGEST_PLACE = 80
LONGEST_SHOUTED = 4
"""What is written in capitals alone and is longer is no abbreviation, but written with the key down."""
MOST_CALLS = 500
"""Calls of one matter that are kept, the latest: as many as tell enough, however busy a switchboard is."""
MENDS_LOOKED_AT_EVERY = timedelta(days=1)
KEPT_AFTER_ALL = timedelta(days=7)
"""How long a record without calls is kept, so that the cards that tell of it can be changed a last time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """A place that a call went to: the id of a group, a unit or a person, or else the words that were used."""

    id: str = ""
    words: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything is said of it."""
        return bool(self.id or self.words)

    @property
    def key(self) -> str:
        """What places that are the same have in common."""
        return self.id or matter_key(self.words)


UNKNOWN_PLACE = Whereabouts()


@dataclass(frozen=True, slots=True, kw_only=True)
class MisdirectedCall:
    """One call: when it was noted and by whom, where it landed, and where it should have gone.

    `by` is None once whoever noted it has been forgotten.
    """

    id: str
    at: datetime
    by: PersonId | None
    landed: Whereabouts = UNKNOWN_PLACE
    right: Whereabouts = UNKNOWN_PLACE


class Stands(StrEnum):
    """How it stands with a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    LATER = "later"
    """Not now: it comes again after as many more calls."""
    NEVER = "never"
    TAKEN_BACK = "taken_back"
    """It was accepted, and the mend was taken back."""
    PASSED = "passed"
    """The calls that it came of are no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A suggestion to mend the directory: the `round`th about this matter, after so many `calls`. `turn` decided it."""

    round: int
    calls: int
    state: Stands = Stands.OPEN
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    turn: str = ""
    mend: Mend | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisdirectedMatter:
    """All about one matter. Calls count towards a suggestion from `counted_from` on."""

    id: str
    matter: str
    """As it was last said."""
    calls: tuple[MisdirectedCall, ...] = ()
    counted_from: datetime | None = None
    suggestion: Suggestion | None = None
    mends: tuple[Mend, ...] = ()
    next_step_at: datetime | None = None
    kept_until: datetime | None = None
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def is_open(self) -> bool:
        """Whether a suggestion waits for an editor."""
        return self.suggestion is not None and self.suggestion.state is Stands.OPEN

    @property
    def is_left_alone(self) -> bool:
        """Whether an editor has said that nothing is ever to be suggested about it."""
        return self.suggestion is not None and self.suggestion.state is Stands.NEVER

    def find(self, call_id: str) -> MisdirectedCall | None:
        """The call with that id, or None."""
        return next((one for one in self.calls if one.id == call_id), None)

    def find_mend(self, mend_id: str) -> Mend | None:
        """The mend with that id, or None."""
        return next((one for one in self.mends if one.id == mend_id), None)


def said_matter(text: str) -> str:
    """The matter as it is kept. Raises PolicyError `misdirected.matter_missing` or `misdirected.matter_long`."""
    matter = without_numbers(text)
    if not matter_key(matter):
        raise PolicyError("misdirected.matter_missing", field="matter")
    if len(matter) > LONGEST_MATTER:
        raise PolicyError("misdirected.matter_long", field="matter", params={"most": LONGEST_MATTER})
    return matter.lower() if matter.isupper() and len(matter) > LONGEST_SHOUTED else matter


def called(text: str) -> Whereabouts:
    """A place that the directory doesn't know, by the words that were used, without anything like a number."""
    return Whereabouts(words=without_numbers(text)[:LONGEST_PLACE].strip())


def nothing_yet(matter: str) -> MisdirectedMatter:
    """The record of a matter that nothing is known of."""
    return MisdirectedMatter(id=matter_id(matter), matter=matter)


def logged(before: MisdirectedMatter, call: MisdirectedCall, matter: str) -> MisdirectedMatter:
    """With the call; the same call again changes nothing. Of more than are kept the oldest gives way."""
    if before.find(call.id) is not None:
        return before
    return replace(before, matter=matter, calls=(*before.calls, call)[-MOST_CALLS:])


def without_call(before: MisdirectedMatter, call_id: str, *, by: PersonId) -> MisdirectedMatter:
    """Without a call that was noted by mistake. Raises NotAllowed, or PolicyError `misdirected.gone`."""
    call = before.find(call_id)
    if call is None:
        raise PolicyError("misdirected.gone")
    if call.by != by:
        raise NotAllowed("misdirected.not_yours")
    return replace(before, calls=tuple(one for one in before.calls if one is not call))


def without_old(before: MisdirectedMatter, terms: SwitchboardTerms, now: datetime) -> MisdirectedMatter:
    """Without the calls that have been kept as long as they may."""
    oldest = as_utc(now) - timedelta(days=terms.misdirected_days)
    left = tuple(one for one in before.calls if one.at > oldest)
    return before if len(left) == len(before.calls) else replace(before, calls=left)


def counting(case: MisdirectedMatter) -> Sequence[MisdirectedCall]:
    """The calls that count towards the next suggestion."""
    return [one for one in case.calls if case.counted_from is None or one.at > case.counted_from]


def is_due(case: MisdirectedMatter, terms: SwitchboardTerms) -> bool:
    """Whether something is to be suggested now: so many calls, and nothing suggested that still waits (A1)."""
    waits = case.is_open or case.is_left_alone
    return not waits and len(counting(case)) >= terms.misdirected_to_suggest


def suggested(case: MisdirectedMatter, now: datetime) -> MisdirectedMatter:
    """With a suggestion that waits for an editor."""
    before = 0 if case.suggestion is None else case.suggestion.round
    return replace(
        case, suggestion=Suggestion(round=before + 1, calls=len(counting(case))), counted_from=_all_of(case, now)
    )


def passed(case: MisdirectedMatter, now: datetime) -> MisdirectedMatter:
    """With what waited for an editor let go, if no call that it came of is left."""
    if case.suggestion is None or not case.is_open or case.calls:
        return case
    gone = replace(case.suggestion, state=Stands.PASSED, decided_at=as_utc(now))
    return replace(case, suggestion=gone)


def decided(
    case: MisdirectedMatter,
    state: Stands,
    *,
    round_: int,
    by: PersonId,
    turn: str,
    now: datetime,
    mend: Mend | None = None,
) -> MisdirectedMatter:
    """With the suggestion decided, the first time; raises PolicyError `misdirected.decided` if somebody else was first.

    Whether `by` may is for whoever calls to have asked.
    """
    suggestion = case.suggestion
    if suggestion is None or suggestion.round != round_ or suggestion.state is not Stands.OPEN:
        raise PolicyError("misdirected.decided")
    settled = replace(suggestion, state=state, decided_by=by, decided_at=as_utc(now), turn=turn, mend=mend)
    mends = case.mends if mend is None else (*case.mends, mend)
    return replace(case, suggestion=settled, mends=mends, counted_from=as_utc(now))


def reopened(case: MisdirectedMatter, *, round_: int) -> MisdirectedMatter:
    """With a no taken back, so that it waits again. Raises PolicyError `misdirected.decided`."""
    suggestion = case.suggestion
    no = (Stands.LATER, Stands.NEVER)
    if suggestion is None or suggestion.round != round_ or suggestion.state not in no or not case.calls:
        raise PolicyError("misdirected.decided")
    waits = replace(suggestion, state=Stands.OPEN, decided_by=None, decided_at=None, turn="")
    return replace(case, suggestion=waits)


def with_mend(case: MisdirectedMatter, mend: Mend) -> MisdirectedMatter:
    """With what an editor added by line; the same again changes nothing."""
    if any(one.id == mend.id or one.does_as(mend) for one in case.mends):
        return case
    return replace(case, mends=(*case.mends, mend))


def without_mend(case: MisdirectedMatter, mend_id: str, *, by: PersonId, turn: str, now: datetime) -> MisdirectedMatter:
    """With a mend taken back. Raises PolicyError `mends.gone`."""
    mend, suggestion = case.find_mend(mend_id), case.suggestion
    if mend is None:
        raise PolicyError("mends.gone")
    after = replace(case, mends=tuple(one for one in case.mends if one is not mend), counted_from=as_utc(now))
    if suggestion is None or suggestion.state is not Stands.ACCEPTED or suggestion.mend != mend:
        return after
    back = replace(suggestion, state=Stands.TAKEN_BACK, decided_by=by, decided_at=as_utc(now), turn=turn)
    return replace(after, suggestion=back)


def caught_up(case: MisdirectedMatter, knows: Callable[[Mend], bool]) -> MisdirectedMatter:
    """Without the mends that the directory itself has by now."""
    left = tuple(one for one in case.mends if not knows(one))
    return case if len(left) == len(case.mends) else replace(case, mends=left)


def scheduled(case: MisdirectedMatter, terms: SwitchboardTerms, now: datetime) -> MisdirectedMatter:
    """With when it is to be looked at next, and how long it is kept, which what is unsent only puts off."""
    days = timedelta(days=terms.misdirected_days)
    looks = [*(one.at + days for one in case.calls), *([as_utc(now) + MENDS_LOOKED_AT_EVERY] if case.mends else [])]
    newest = max((one.at + days for one in case.calls), default=as_utc(now))
    stays = case.mends or case.is_left_alone
    return replace(case, next_step_at=min(looks, default=None), kept_until=None if stays else newest + KEPT_AFTER_ALL)


def most_named(places: Sequence[Whereabouts]) -> Sequence[tuple[Whereabouts, int]]:
    """The places that are said, each with how often it was named: the most named first, and one that the directory
    knows before one that it doesn't.
    """
    counts = Counter(one.key for one in places if one.is_known)
    named = {one.key: one for one in places if one.is_known}
    ranked = sorted(counts.items(), key=lambda counted: (-counted[1], not named[counted[0]].id))
    return [(named[key], times) for key, times in ranked]


def _all_of(case: MisdirectedMatter, now: datetime) -> datetime:
    return max((one.at for one in case.calls), default=as_utc(now))
