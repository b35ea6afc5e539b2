"""Owns the dialog about the voicemail greeting: noted in one line or one form, drafted, and tested by the switchboard.

It must not decide how a greeting stands; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.cards.greeting import KINDS, NONE, GreetingFormView, greeting_form_card
from bot.dialogs.asking_who import go_on_with
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, answer, fill_in, open_form, submit
from bot.dialogs.greeting_views import (
    noted_reply,
    reported_reply,
    script_reply,
    seen_reply,
    taken_back_reply,
    too_late_reply,
    undone_reply,
)
from bot.turn import CardJson, Reply
from bot.understanding.result import Intent, Understanding
from policy.access import require_role
from policy.errors import NotAllowed, PolicyError
from policy.greetings import FaultKind, GreetingKind
from policy.organisation import PersonId, Role
from services.greeting_outcomes import Recorded
from services.greetings import GreetingService
from services.ports import Directory

NAME = "greeting"
RECEIPT = "greeting_receipt"
"""The draft of a receipt that was just shown: *ångra* is heard."""
FIRST_YEAR = 2000
"""A day before it is a slip of the hand."""
INPUTS = frozenset({"kind", "recorded_on"})


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingDialog:
    """Notes, drafts and shows a person's own greeting; notes test calls for the switchboard."""

    service: GreetingService
    directory: Directory

    name = NAME
    inputs = INPUTS

    async def recorded(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line says that a greeting is recorded: personal and today, unless it says otherwise."""
        return await fill_in(self, exchange, _values_of(understood))

    async def show(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks how the greeting stands, or says that there is none, which is noted if it is news."""
        seen = await self.service.seen(exchange.person.id, now=exchange.now)
        if understood.slots.get("none") and seen.recorded is not None:
            return await fill_in(self, exchange, {"kind": NONE})
        return seen_reply(exchange, seen)

    async def show_mine(self, exchange: Exchange) -> Reply:
        """How the person's own greeting stands."""
        return seen_reply(exchange, await self.service.seen(exchange.person.id, now=exchange.now))

    async def script(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks what to say (S1)."""
        slots = understood.slots
        script = await self.service.script(exchange.person.id, now=exchange.now)
        if slots.get("greeting") in (GreetingKind.PERSONAL, GreetingKind.GENERIC):
            script = script.ordinary
        return script_reply(exchange, script, language=str(slots.get("language", "")))

    async def show_script(self, exchange: Exchange) -> Reply:
        """A button asks what to say, perhaps of the absence that it names."""
        diversion = carried_by_button(exchange).get("diversion", "")
        script = await self.service.script(exchange.person.id, now=exchange.now, diversion=diversion)
        return script_reply(exchange, script)

    async def record(self, exchange: Exchange) -> Reply:
        """*Jag har läst in den*: today, of the kind that the button names."""
        return await fill_in(self, exchange, carried_by_button(exchange))

    async def form(self, exchange: Exchange) -> Reply:
        """A button asks for the form, filled in with what is known."""
        seen = await self.service.seen(exchange.person.id, now=exchange.now)
        values: dict[str, str] = {}
        if seen.recorded is not None:
            values = {"kind": seen.recorded.kind.value, "recorded_on": seen.recorded.recorded_on.isoformat()}
        return open_form(self, exchange, values, below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def undo(self, exchange: Exchange) -> Reply:
        """A receipt's *Ångra*."""
        return await self._undo(exchange, carried_by_button(exchange).get("change", ""))

    async def cancel(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra* typed after a receipt takes its change back; *avbryt* there has nothing to close, and says so."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        return await self._undo(exchange, str(draft.values["change"]))

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: what was recorded, and when; or something else."""
        return await answer(self, exchange, understood, draft.values)

    async def reported(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line says what a test call found (A4); for the switchboard alone."""
        require_role(exchange.municipality, exchange.person.id, Role.SWITCHBOARD)
        slots = understood.slots
        remember = {"fault": str(slots.get("fault", FaultKind.WRONG)), "note": str(slots.get("note", ""))}
        name = str(slots.get("person", ""))
        outcome = self.directory.find_people(name, near=exchange.person)
        return await go_on_with(exchange, name, outcome, self.go_on, then=NAME, remember=remember)

    async def report(self, exchange: Exchange) -> Reply:
        """*Testringt: fel hälsning* on an answer."""
        carried = carried_by_button(exchange)
        return await self.go_on(exchange, PersonId(carried.get("person", "")), carried)

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known whose mailbox was called."""
        try:
            kind = FaultKind(str(remembered.get("fault", "")))
        except ValueError:
            raise PolicyError("chat.unknown_button") from None
        reported = await self.service.report(
            exchange.person.id,
            picked,
            kind,
            note=str(remembered.get("note", "")),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return reported_reply(exchange, reported)

    async def take_back(self, exchange: Exchange) -> Reply:
        """*Ångra* on the switchboard's receipt."""
        carried = carried_by_button(exchange)
        person = await self.service.take_back_report(
            exchange.person.id, PersonId(carried.get("person", "")), turn=carried.get("turn", ""), now=exchange.now
        )
        return taken_back_reply(exchange, person)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form (see `bot.dialogs.form.Form`)."""
        del exchange
        if understood.intent is not Intent.GREETING_RECORDED:
            return None
        return {**values, **_values_of(understood)}

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """The form as it was filled in (see `bot.dialogs.form.Form`)."""
        del exchange
        return values

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = GreetingFormView(
            values={name: value for name, value in values.items() if name in INPUTS},
            carried={name: value for name, value in values.items() if name not in INPUTS and value},
            faults=by_field(faults, exchange),
        )
        return greeting_form_card(view, exchange.words, exchange.now.date())

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("greeting.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Note what was recorded."""
        wanted = Recorded(
            kind=_kind(values.get("kind", "")),
            recorded_on=_day(values.get("recorded_on", ""), exchange.now.date()),
            diversion=values.get("diversion", ""),
        )
        noted = await self.service.record(
            exchange.person.id, wanted, change_id=exchange.turn.activity_id, now=exchange.now
        )
        draft = exchange.draft()
        if draft is None or not draft.holds_work:
            exchange.keep_draft(RECEIPT, {"change": noted.change_id}, holds_work=False)
        return noted_reply(exchange, noted)

    async def _undo(self, exchange: Exchange, change: str) -> Reply:
        exchange.drop_draft()
        try:
            await self.service.undo(
                exchange.person.id, change_id=change, turn=exchange.turn.activity_id, now=exchange.now
            )
        except NotAllowed:
            raise
        except PolicyError as too_late:
            return too_late_reply(exchange, too_late)
        return undone_reply(exchange)


def _values_of(understood: Understanding) -> dict[str, str]:
    """What the line says was recorded, as the form's values."""
    slots = understood.slots
    values = {"kind": str(slots.get("greeting", GreetingKind.PERSONAL))}
    return values | ({"recorded_on": str(slots["recorded_on"])} if slots.get("recorded_on") else {})


def _kind(value: str) -> GreetingKind | None:
    if value not in KINDS:
        raise PolicyError("greeting.pick_kind", field="kind")
    return None if value == NONE else GreetingKind(value)


def _day(value: str, today: date) -> date:
    if not value:
        return today
    try:
        day = date.fromisoformat(value)
    except ValueError:
        day = date.min
    if day.year < FIRST_YEAR:
        raise PolicyError("form.bad_date", field="recorded_on")
    return day
