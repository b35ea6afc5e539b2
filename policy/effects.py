"""Owns what a diversion also sets elsewhere, where its person has chosen that: which places there are, how it stands
with each, and how carrying out ended (A3).

What is to stand there follows from the person's diversions and the instant: `policy.effect_decisions`. Nothing here
reaches any of the places, and nothing here is a word that a person reads.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policy.organisation import PersonId
from policy.reasons import Reason

PAUSES = tuple(timedelta(seconds=pause) for pause in (10, 30, 120, 600, 1800))
"""How long is waited after each attempt that may go better later; after as many, and one more, it is given up."""
MOST_ATTEMPTS = len(PAUSES) + 1
LONGEST_WAIT = timedelta(minutes=30)
"""Longer than this no far end is left alone because it asked for that: the attempts come to an end in the same hour."""
HELD_FOR = timedelta(seconds=30)
"""How long what somebody has begun to carry out is nobody else's: longer than any carrying out lasts."""
TOLD_FOR = timedelta(hours=1)
"""How long it is remembered that all is as it was before, for whoever asks how it went."""
FAILED_KEPT = timedelta(days=1)
"""How long what could not be put back is remembered, so that it can be tried again."""


class EffectKind(StrEnum):
    """A place beside the switchboard's answer where a diversion is seen. The values stand in stored documents."""

    STATUS_MESSAGE = "status_message"
    """The person's status message in Teams."""
    AUTOMATIC_REPLIES = "automatic_replies"
    """The automatic replies of the person's mailbox."""
    PBX = "pbx"
    """The telephone exchange."""


class EffectOutcome(StrEnum):
    """How carrying out ended; a value, because most of these are nobody's fault."""

    DONE = "done"
    LATER = "later"
    """It may go better later."""
    REFUSED = "refused"
    """It ends the same way again until somebody changes something: a permission, a licence, a mailbox."""
    LEFT_ALONE = "left_alone"
    """The person has set something else there since, which stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectEnd:
    """How it ended. `memo` is the carrier's own: what stood before, to be put back; handed to it the next time."""

    outcome: EffectOutcome
    memo: str = ""
    wait: timedelta | None = None
    """How long to leave the far end alone, where it asked for that."""
    why: str = ""
    """A word of the carrier's own for a refusal, which the texts have words for: `no_mailbox`, `no_permission` ..."""


class EffectState(StrEnum):
    """How it stands with one place. The values stand in stored documents."""

    WAITING = "waiting"
    """It is to be carried out, or is being."""
    DONE = "done"
    REFUSED = "refused"
    LEFT_ALONE = "left_alone"
    GIVEN_UP = "given_up"
    """It was tried as often as is worth while."""


WHYS = ("no_permission", "no_mailbox", "no_licence", "no_number", "pbx_refused", "pbx_gone")
"""The carriers' words for why something was refused; the texts say each, and any other as `other`."""
FAILED = frozenset({EffectState.REFUSED, EffectState.GIVEN_UP})
"""What its person has to be told of, and can have tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An absence as everyone may be told of it: the reason only where it is public, and no note."""

    diversion: str
    start_at: datetime
    ends_at: datetime | None
    back_at: datetime | None
    """When the person can be reached again: until then it stands."""
    reason: Reason | None
    open_line: bool
    answers_instead: PersonId | None
    asked_for: bool = False
    """Whether it was chosen for that diversion alone, whatever is chosen as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """What stood in one place after its diversion had ended, until its person came back earlier than it said."""

    kind: EffectKind
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """One place: what is to stand there, and how far that has come. `shown` None: nothing, as it was before.

    `version` and `decided_at` are the decision's, which carriers are told. `due_at` is when it is to be carried out
    (again); None once that has ended. `begun_by` names who carries it out just now: until `due_at` it is nobody else's.
    """

    kind: EffectKind
    version: int
    decided_at: datetime
    shown: Shown | None
    state: EffectState
    due_at: datetime | None
    begun_by: str = ""
    attempts: int = 0
    stands: bool = False
    """Whether something of ours may stand there, so that it has to be put back."""
    memo: str = ""
    """The carrier's own: what stood there before."""
    why: str = ""
    ended_at: datetime | None = None

    @property
    def has_failed(self) -> bool:
        """Whether its person has to be told."""
        return self.state in FAILED

    @property
    def is_in_doubt(self) -> bool:
        """Whether something of ours may stand there, as far as is known."""
        return self.stands or bool(self.begun_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What somebody has chosen to have set elsewhere, and how it stands with each place: a part of their book."""

    chosen: tuple[EffectKind, ...] = ()
    offered_at: datetime | None = None
    """When the person was told that there is something to choose."""
    version: int = 0
    rows: tuple[EffectRow, ...] = ()
    next_at: datetime | None = None
    """When to look at it next: something is to be carried out, or a diversion begins or is over."""

    def row(self, kind: EffectKind) -> EffectRow | None:
        """How it stands with that place, or None."""
        return next((row for row in self.rows if row.kind is kind), None)

    @property
    def waiting(self) -> tuple[EffectRow, ...]:
        """What has not ended."""
        return tuple(row for row in self.rows if row.state is EffectState.WAITING)

    @property
    def must_be_kept(self) -> bool:
        """Whether the person's choice, or what is to be put back, would be lost with the book."""
        return bool(self.chosen) or self.next_at is not None or any(row.is_in_doubt for row in self.rows)

    def left_after_the_end(self, now: datetime, diversion: str | None = None) -> tuple[Stood, ...]:
        """What stands, or is to stand, although its diversion has ended; of that diversion alone, if one is named."""
        return tuple(
            Stood(kind=row.kind, shown=row.shown)
            for row in self.rows
            if row.shown is not None
            and (row.is_in_doubt or row.state is EffectState.WAITING)
            and row.shown.ends_at is not None
            and row.shown.ends_at <= now
            and diversion in (None, row.shown.diversion)
        )

    def with_row(self, row: EffectRow) -> Effects:
        """With that row in the place of the one of its kind."""
        rows = {**{one.kind: one for one in self.rows}, row.kind: row}
        return replace(self, rows=tuple(rows[kind] for kind in EffectKind if kind in rows))

    def choosing(self, kinds: Collection[EffectKind], *, among: Collection[EffectKind]) -> Effects:
        """With these chosen of those that there are; what the municipality hasn't got now is left as it was chosen."""
        kept = {kind for kind in self.chosen if kind not in among}
        chosen = tuple(kind for kind in EffectKind if kind in kept or (kind in kinds and kind in among))
        return replace(self, chosen=chosen)


NO_EFFECTS = Effects()
"""Nothing chosen, and nothing set anywhere: how every book begins."""
