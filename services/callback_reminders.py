"""Use case of the clock: what is due is reminded of, overdue raised, half moved completed, done counted and erased
(S6, M1).

It costs what is due, not what exists: only promises whose next step has come are looked at. One that fails stands in
nobody's way.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from policy.callback_events import HOLDERS_CARD, MANAGERS_CARD, erased
from policy.callbacks import Callback, Stage
from policy.leadership import leaders_of
from policy.organisation import PersonId
from policy.outgoing import Notification, Outgoing
from policy.periods import as_utc
from services.callback_cases import RAISED_AGAIN, REMINDERS, CallbackCases, card_notification, line_notification
from services.callback_handover import HandoverService
from services.ports import Place
from services.promise_tallies import PromiseTallies
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

AT_ONCE = 8
RAISED = "callback.raised"
"""A promise of somebody whose nearest manager the reader is, or stands in for, is overdue."""
LINES = {Stage.BEFORE: "callback.before", Stage.DUE: "callback.due", Stage.OVERDUE: "callback.overdue"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackReminders:
    """Takes the steps that are due. `can_reach` asks whether someone has a chat with the bot."""

    desk: CallbackCases
    handover: HandoverService
    can_reach: Callable[[PersonId], Awaitable[bool]]
    tallies: PromiseTallies

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Take every step that is due; gives how many promises were looked at."""

        async def visit(place: Place) -> None:
            await until_saved(lambda: self._step(place, now))

        return await sweep(self.desk.cases.steps_due(now), visit, what="promises", hold=hold, at_once=AT_ONCE)

    async def _step(self, place: Place, now: datetime) -> None:
        loaded = await self.desk.cases.load(place)
        if loaded is None:
            return
        before = loaded.value
        if before.closed_at is not None:
            await self.desk.save(loaded, _cleared(await self.tallies.noted(before), now))
            return
        if before.moved_to is not None:
            await self.handover.complete(place, now=now)
            return
        known = before.holder in self.desk.directory.municipality.people
        if not known and not is_gone(before.next_step_at, now=now):
            return
        noted, stage = self.desk.reminding(before.holder).come(before, now=now)
        if stage is not Stage.NONE:
            leader = await self._leader(before, now) if stage is Stage.MANAGER else None
            noted = reminded(before, noted, stage, leader=leader, now=now)
        await self.desk.save(loaded, noted)

    async def _leader(self, callback: Callback, now: datetime) -> PersonId | None:
        """The nearest manager; a deputy, if the manager is diverted or can't be reached and the deputy isn't (M1)."""
        municipality = self.desk.directory.municipality
        holder = municipality.people.get(callback.holder)
        leaders = leaders_of(municipality, holder) if holder is not None else ()
        for leader in leaders:
            running = (await self.desk.books.load(leader)).value.running(now)
            if (running is None or running.open_line) and await self.can_reach(leader):
                return leader
        return leaders[0] if leaders else None


def _cleared(callback: Callback, now: datetime) -> Callback:
    """The closed promise, erased once its time is over, with every card that showed it to be changed in place."""
    if callback.erased_after is None or callback.erased_after > as_utc(now):
        return callback
    cleared = erased(callback)
    for card in cleared.outgoing.standing:
        change = card_notification(f"{callback.id}:erased:{card.card}", card.to, card.card, now=now)
        cleared = replace(cleared, outgoing=cleared.outgoing.adding(change))
    return cleared


def reminded(before: Callback, noted: Callback, stage: Stage, *, leader: PersonId | None, now: datetime) -> Callback:
    """The promise with what the stage makes of it told: its cards show it, and a line is noticed."""
    due_at = before.next_due_at
    step = f"{before.id}:{stage.value}:{as_utc(due_at).isoformat()}:{len(before.events)}"
    outgoing = noted.outgoing.calling_off(*REMINDERS)
    outgoing = outgoing.adding(_holders_card(before, step, now))
    for card in outgoing.standing:
        if card.card not in (HOLDERS_CARD, MANAGERS_CARD) and card.to == before.left_by:
            outgoing = outgoing.adding(card_notification(f"{step}:{card.card}", card.to, card.card, now=now))
    outgoing = _line(before, outgoing, step, stage, now)
    if stage is not Stage.MANAGER or leader is None:
        return replace(noted, outgoing=outgoing)
    made_at = as_utc(now)
    raised = Notification(
        id=f"{step}:raised",
        to=leader,
        code=RAISED,
        made_at=made_at,
        due_at=made_at,
        card=MANAGERS_CARD,
        waits=True,
    )
    outgoing = outgoing.adding(raised)
    if before.outgoing.card_of(leader, MANAGERS_CARD) is not None:
        outgoing = outgoing.adding(line_notification(f"{step}:again", leader, RAISED_AGAIN, now=now))
    return replace(noted, outgoing=outgoing, raised_to=leader)


def _holders_card(callback: Callback, step: str, now: datetime) -> Notification:
    """The promise in its holder's chat as it is now; an urgent message that has not come yet never waits."""
    waits = not (callback.urgent and callback.left_by is not None and callback.delivered_at is None)
    return replace(card_notification(f"{step}:card", callback.holder, HOLDERS_CARD, now=now), waits=waits)


def _line(callback: Callback, outgoing: Outgoing, step: str, stage: Stage, now: datetime) -> Outgoing:
    """The line for the stage; when the manager hears, the person has heard, unless that was passed over."""
    heard = max(callback.contact_reminded.rank, callback.answer_reminded.rank) >= Stage.OVERDUE.rank
    if stage is Stage.MANAGER and heard:
        return outgoing
    code = LINES[Stage.OVERDUE if stage is Stage.MANAGER else stage]
    params = {"due_at": callback.next_due_at.isoformat()}
    return outgoing.adding(line_notification(f"{step}:line", callback.holder, code, now=now, params=params))
