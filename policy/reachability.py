"""Owns how it stands with reaching somebody in a chat of their own, and what is done where there is none (M1, M2).

An alert that finds no chat reaches nobody. The app is installed for a person on our own accord at most once. Who takes
it away, or blocks it, has said no: then nothing is installed any more, unless an administrator asks for it by name.
Nothing here knows Graph, nor how Teams says no.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from policy.ids import PersonId
from policy.outgoing import NOTHING_OUTGOING, Notification, Outgoing
from policy.periods import as_utc

WELCOME = "reach.welcome"
"""The code of the one message that follows when we have opened a chat ourselves."""
MOST_WAITING = 20
"""How many of what waits for somebody are borne in mind: the outbox knows them all, and comes to the rest later."""
REFUSED_AGAIN = (timedelta(days=1), timedelta(days=7))
"""When to ask again after a no of Teams'; the last is how it goes on: a licence may be given any week."""
AWAY_AGAIN = tuple(timedelta(minutes=minutes) for minutes in (2, 10, 60, 360, 1_440))
"""When to ask again where nobody answered."""
LOOKED_AFTER = timedelta(days=180)
"""When somebody with whom there is nothing to do is looked at again: are they here at all? Longer than any wait."""
CHAT_AFTER = timedelta(minutes=3)
"""How long Teams has to tell us of the new chat itself, before it is asked for."""


class ReachState(StrEnum):
    """How it stands. The values are stored and stand in texts' keys, and never change."""

    UNMET = "unmet"
    """There has never been a chat."""
    ASKED = "asked"
    """An installation was asked for, and nobody knows its end yet."""
    INSTALLED = "installed"
    """The app is there, and its chat is not known yet."""
    REACHED = "reached"
    REMOVED = "removed"
    """The person took the app away."""
    BLOCKED = "blocked"
    """Teams takes nothing for the person any more: the bot is blocked, or was taken away unseen."""
    REFUSED = "refused"
    """Teams does not install it for the person: no licence, a policy, a guest."""


SAID_NO = frozenset({ReachState.REMOVED, ReachState.BLOCKED})
"""Where nothing is installed on our own accord."""


class Refusal(StrEnum):
    """Why Teams said no, as far as it tells."""

    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case that holds something for the person which found no chat: which subject's, and where."""

    source: str
    partition: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachability:
    """How one person can be reached. Saved as one document, and only for whom there was something to say.

    `installed_at` is when the app was installed for them by us, the last time; `asked_by` the administrator at whose
    word that was, or is to be. `waiting` is what found no chat, and `bounced_at` when something last did.
    """

    person: PersonId
    state: ReachState
    since_at: datetime
    installed_at: datetime | None = None
    asked_by: PersonId | None = None
    refusal: Refusal | None = None
    attempts: int = 0
    waiting: tuple[Waiting, ...] = ()
    bounced_at: datetime | None = None
    next_step_at: datetime
    outgoing: Outgoing = NOTHING_OUTGOING

    @property
    def is_out(self) -> bool:
        """Whether the person can't be reached."""
        return self.state is not ReachState.REACHED

    @property
    def by_us(self) -> bool:
        """Whether the app is there because we put it there, as far as is known."""
        return self.installed_at is not None or self.state is ReachState.ASKED

    @property
    def may_be_installed(self) -> bool:
        """Whether the app may be installed now: never against the person's will, and never twice of ourselves."""
        is_first = self.installed_at is None or self.asked_by is not None
        return is_first and self.state in (ReachState.UNMET, ReachState.ASKED, ReachState.REFUSED)

    @property
    def has_steps(self) -> bool:
        """Whether time alone makes something happen: the app is asked for, or its chat."""
        return self.may_be_installed or self.state is ReachState.INSTALLED


def begun(person: PersonId, *, had_chat: bool, now: datetime) -> Reachability:
    """For somebody without a chat. Who had one once has taken the app away, or blocked it, unseen: that is a no."""
    state = ReachState.BLOCKED if had_chat else ReachState.UNMET
    next_step_at = as_utc(now) + LOOKED_AFTER
    return Reachability(person=person, state=state, since_at=as_utc(now), next_step_at=next_step_at)


def met(known: Reachability, *, now: datetime) -> Reachability:
    """There is a chat now, however it came. What waited is for whoever asked to send."""
    after = replace(_moved(known, ReachState.REACHED, now), asked_by=None, refusal=None, waiting=())
    return _with_nothing_next(after, now)


def removed(known: Reachability, *, now: datetime) -> Reachability:
    """The person took the app away: whatever was asked for is over, and so is a welcome that has not gone out."""
    return known if known.state is ReachState.REMOVED else _said_no(known, ReachState.REMOVED, now)


def bounced(known: Reachability, what: Waiting | None, *, had_chat: bool, now: datetime) -> Reachability:
    """Something found no chat; `what` waits. Where there was one, the person is taken to have said no."""
    after = known
    if what is not None:
        waiting = (*(one for one in known.waiting if one != what), what)[-MOST_WAITING:]
        after = replace(known, waiting=waiting, bounced_at=as_utc(now))
    says_no = known.state is ReachState.REACHED or (had_chat and known.asked_by is None)
    if known.state is ReachState.REMOVED or not says_no:
        return after
    return after if known.state is ReachState.BLOCKED else _said_no(after, ReachState.BLOCKED, now)


def asked_again(known: Reachability, by: PersonId, *, now: datetime) -> Reachability:
    """An administrator asks for the app to be installed, whatever was before."""
    after = replace(known, asked_by=by, attempts=0, refusal=None, next_step_at=as_utc(now))
    return _moved(after, ReachState.UNMET, now)


def asking(known: Reachability, *, now: datetime) -> Reachability:
    """Before it is asked for: noted, so that whoever finds this after a crash knows that it may have been."""
    after = replace(known, next_step_at=as_utc(now) + AWAY_AGAIN[0], attempts=known.attempts + 1)
    return _moved(after, ReachState.ASKED, now)


def installed(known: Reachability, *, now: datetime) -> Reachability:
    """Teams has installed it at our word. Who has been met meanwhile, or has taken it away again, stays so."""
    after = replace(known, installed_at=as_utc(now))
    return there_already(after, now=now)


def there_already(known: Reachability, *, now: datetime) -> Reachability:
    """It was installed before, by the person or by a policy: its chat is what is wanting."""
    if known.state is not ReachState.ASKED:
        return known
    # Who was asked for before, with no answer, may have it by that.
    ours = as_utc(now) if known.installed_at is None and known.attempts > 1 else known.installed_at
    after = replace(known, installed_at=ours, attempts=0, refusal=None, next_step_at=as_utc(now) + CHAT_AFTER)
    return _moved(after, ReachState.INSTALLED, now)


def refused(known: Reachability, why: Refusal, *, now: datetime) -> Reachability:
    """Teams said no to installing it."""
    if known.state is not ReachState.ASKED:
        return known
    times = known.attempts if known.refusal is not None else 1
    again = REFUSED_AGAIN[min(times, len(REFUSED_AGAIN)) - 1]
    after = replace(known, refusal=why, attempts=times, next_step_at=as_utc(now) + again)
    return _moved(after, ReachState.REFUSED, now)


def put_off(known: Reachability, *, wait: timedelta, now: datetime) -> Reachability:
    """Nobody answered, or there is no chat yet: once more later, and later each time."""
    if known.state not in (ReachState.ASKED, ReachState.INSTALLED):
        return known
    attempts = known.attempts if known.state is ReachState.ASKED else known.attempts + 1
    delay = AWAY_AGAIN[min(max(attempts, 1), len(AWAY_AGAIN)) - 1]
    return replace(known, attempts=attempts, next_step_at=as_utc(now) + max(wait, delay))


def welcomed(known: Reachability, *, now: datetime) -> Reachability:
    """With the one quiet message on its way, for a chat that we opened and that nobody has spoken in."""
    told = Notification(
        id=f"{WELCOME}:{as_utc(now).isoformat()}",
        to=known.person,
        code=WELCOME,
        made_at=as_utc(now),
        due_at=as_utc(now),
    )
    return replace(known, outgoing=known.outgoing.calling_off(WELCOME).adding(told))


def unwelcomed(known: Reachability) -> Reachability:
    """Without it: the person has come to the chat themselves meanwhile, and been met there."""
    return replace(known, outgoing=known.outgoing.calling_off(WELCOME))


def idle(known: Reachability, *, now: datetime) -> Reachability:
    """With nothing to do for the person: who is to be reached no more, or can't be helped from here."""
    return _with_nothing_next(known, now)


def is_idle(known: Reachability, *, now: datetime) -> bool:
    """Whether nothing is planned to be done for the person before long."""
    return known.next_step_at - as_utc(now) > max(*REFUSED_AGAIN, *AWAY_AGAIN)


def _said_no(known: Reachability, state: ReachState, now: datetime) -> Reachability:
    gone = replace(known, asked_by=None, outgoing=known.outgoing.calling_off(WELCOME))
    return _with_nothing_next(_moved(gone, state, now), now)


def _with_nothing_next(known: Reachability, now: datetime) -> Reachability:
    return replace(known, attempts=0, next_step_at=as_utc(now) + LOOKED_AFTER)


def _moved(known: Reachability, state: ReachState, now: datetime) -> Reachability:
    return known if known.state is state else replace(known, state=state, since_at=as_utc(now))
