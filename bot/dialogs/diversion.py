"""Owns the diversion's dialog: one line or one form in, one receipt out.

It must not decide what is allowed, nor where a diversion goes among others; the service and the policy do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.diversion_preview import ASK
from bot.dialogs import diversion_values as values_of
from bot.dialogs.asking_who import ask_who, go_on_with
from bot.dialogs.coverage_asking import ColleagueAsking, may_ask, places_of
from bot.dialogs.diversion_people import who_answers
from bot.dialogs.diversion_receipts import remember_receipt
from bot.dialogs.diversion_values import YES
from bot.dialogs.diversion_views import (
    ended_reply,
    form_card,
    preview_reply,
    receipt_reply,
    stand_in_name,
    status_reply,
)
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, answer, fill_in, open_form, submit, yes_or_answer
from bot.turn import CardJson, Reply
from bot.understanding.result import Intent, Understanding
from policy.callbacks import Callback
from policy.diversions import Diversion
from policy.effects import EffectKind
from policy.errors import PolicyError
from policy.organisation import PersonId
from services.callbacks import CallbackService
from services.diversion_outcomes import DiversionSet, SetDiversion
from services.diversions import DiversionService
from services.greetings import GreetingService
from services.ports import Directory

NAME = "diversion"
PREVIEW = "diversion_preview"
"""The draft of a diversion that waits for a yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionDialog:
    """Sets, changes, ends and undoes diversions, a person's own or, for those who may, another's."""

    service: DiversionService
    directory: Directory
    promises: CallbackService
    greetings: GreetingService
    asking: ColleagueAsking
    kinds: tuple[EffectKind, ...] = ()
    """What else a diversion may set, where its person wants that."""

    name = NAME
    inputs = values_of.INPUTS

    async def set(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line asks for a diversion: carry it out if it is complete, else show the form with what is known."""
        values = values_of.from_understanding(understood, exchange.person.id)
        if understood.open_line is not None and not values_of.says_when_or_why(understood):
            return await self._let_calls_through(exchange, open_line=understood.open_line)
        if understood.other.get("for_person"):
            values |= {"person": "", "person_name": str(understood.other["for_person"])}
        if understood.other.get("recurring"):
            return open_form(self, exchange, values, (PolicyError("diversion.recurring", field="end"),))
        if values_of.only_adds(understood):
            running = await self._running(exchange)
            heard = values_of.merged(running, understood) if running is not None else None
            if heard is not None:
                return await fill_in(self, exchange, heard)
        if not values_of.is_complete(values, understood):
            return open_form(self, exchange, values)
        return await fill_in(self, exchange, values)

    async def clear(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line says that the person, or someone else, is back."""
        name = understood.other.get("for_person")
        if name:
            return await self._whose(exchange, str(name), {"do": "end"})
        if values_of.names_one(understood):
            return await self._take_away(exchange, understood)
        return await self._i_am_back(exchange)

    async def new(self, exchange: Exchange) -> Reply:
        """A button asks for an empty form."""
        return open_form(self, exchange, {"person": str(exchange.person.id)}, below=True)

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def confirm(self, exchange: Exchange) -> Reply:
        """What would follow was seen and accepted, with colleagues to be asked in one if the button says so."""
        exchange.drop_draft()
        return await fill_in(self, exchange, carried_by_button(exchange))

    async def change(self, exchange: Exchange) -> Reply:
        """A receipt's or the list's *Ändra*: the form, filled in with the diversion as it stands."""
        carried = carried_by_button(exchange)
        if "reason" in carried:
            return open_form(self, exchange, carried)
        return await self.change_one(exchange, PersonId(carried.get("person", "")), carried.get("diversion", ""))

    async def change_one(self, exchange: Exchange, person: PersonId, diversion_id: str) -> Reply:
        """The form of that diversion. Raises NotAllowed, or PolicyError `diversion.gone` or `person.unknown`."""
        diversion = await self.service.find(exchange.person.id, person, diversion_id, now=exchange.now)
        return open_form(self, exchange, self._values_of(exchange, person, diversion))

    async def end(self, exchange: Exchange) -> Reply:
        """A button ends the diversion that it names, also before it has begun."""
        carried = carried_by_button(exchange)
        return await self._end(exchange, PersonId(carried.get("person", "")), carried.get("diversion"))

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, what it lacks, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    async def answer_preview(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A yes or no, typed where the preview asked; a line that mends the diversion is heard as well."""
        if exchange.hears("chat.yes"):
            exchange.drop_draft()
            return await fill_in(self, exchange, draft.values)
        if exchange.hears("chat.no"):
            exchange.drop_draft()
            return exchange.say("chat.cancelled")
        if exchange.hears("coverage.hears.ask"):
            exchange.drop_draft()
            return await fill_in(self, exchange, {**draft.values, ASK: YES})
        return await answer(self, exchange, understood, {**draft.values, "seen": ""})

    async def go_on(self, exchange: Exchange, picked: PersonId, remembered: Mapping[str, Any]) -> Reply:
        """Goes on once it is known who was meant: whose diversion it is, or who answers instead."""
        if remembered.get("do") == "end":
            return await self._end(exchange, picked)
        carried = remembered.get("values")
        if not isinstance(carried, Mapping):
            raise PolicyError("chat.unknown_button")
        values = {str(name): str(value) for name, value in carried.items()}
        person = self.directory.municipality.people.get(picked)
        if remembered.get("slot") == "answers_instead" and person is not None:
            values |= {"answers_instead": person.name, "answers_instead_id": str(picked)}
        else:
            values["person"] = str(picked)
        return await fill_in(self, exchange, values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """What a line adds to the form (see `bot.dialogs.form.Form`)."""
        if understood.intent is None:
            return values_of.with_end_at_hour(values, (exchange.turn.text or "").strip())
        if understood.intent is not Intent.DIVERSION_SET:
            return None
        if understood.other.get("for_person") or values_of.is_an_errand_of_its_own(values, understood):
            return None
        return values_of.merged(values, understood)

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """Where only a new return was said, the whole of what that makes of the diversion that runs."""
        if values.get("continues") != YES or values.get("person") != str(exchange.person.id):
            return values
        running = await self._running(exchange)
        return values if running is None else values_of.spelled_out(running, values)

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        return form_card(exchange, values, faults, self.kinds)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("diversion.form.summary")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Set the diversion; or ask who is meant; or show what it would displace."""
        if not values.get("person"):
            return await self._whose(exchange, values.get("person_name", ""), {"values": dict(values)})
        candidates, beside = who_answers(self.directory, exchange, values)
        found = {**values, "answers_instead_id": ""}
        if len(candidates) == 1:
            found |= {"answers_instead": candidates[0].name, "answers_instead_id": str(candidates[0].id)}
        proposal = values_of.to_proposal(found, now=exchange.now, beside=beside)
        if len(candidates) > 1:
            return ask_who(exchange, candidates, then=NAME, remember={"slot": "answers_instead", "values": found})
        wanted = SetDiversion(
            proposal=proposal,
            replaces=found.get("replaces") or None,
            continues=found.get("continues") == YES,
            seen=found.get("seen", ""),
        )
        outcome = await self.service.set(
            exchange.person.id, wanted, change_id=exchange.turn.activity_id, now=exchange.now
        )
        if not outcome.saved:
            return self._preview(exchange, outcome, await self.shown(exchange, found))
        asked = await self._asked(exchange, outcome) if found.get(ASK) == YES else ""
        places = _places(exchange, outcome)
        remember_receipt(exchange, outcome.person.id, outcome.change_id, outcome.diversion.id, places)
        return receipt_reply(exchange, outcome, found, await self._promised(exchange, outcome), asked)

    def _preview(self, exchange: Exchange, outcome: DiversionSet, values: Values) -> Reply:
        """What would follow, kept open for a yes; that colleagues are to be asked is chosen anew."""
        shown = {name: value for name, value in values.items() if name != ASK}
        exchange.keep_draft(PREVIEW, {**shown, "seen": outcome.to_be_seen})
        return preview_reply(exchange, outcome, shown)

    async def _asked(self, exchange: Exchange, outcome: DiversionSet) -> str:
        places = _places(exchange, outcome)
        return await self.asking.about(exchange, places) if places else ""

    async def _promised(self, exchange: Exchange, outcome: DiversionSet) -> Sequence[Callback]:
        """The person's own promises to call back that fall due while they are away (S7); another's are their own."""
        diversion = outcome.diversion
        if outcome.person.id != exchange.person.id or diversion.open_line or not outcome.may_have_promised:
            return ()
        return await self.promises.due_within(exchange.person.id, diversion.period)

    async def _let_calls_through(self, exchange: Exchange, *, open_line: bool) -> Reply:
        me = exchange.person.id
        try:
            outcome = await self.service.let_calls_through(
                me, me, open_line=open_line, change_id=exchange.turn.activity_id, now=exchange.now
            )
        except PolicyError as error:
            if error.code != "diversion.none_running":
                raise
            return exchange.say("chat.line_is_open")
        if not outcome.saved:
            running = await self._running(exchange) or {}
            return self._preview(exchange, outcome, {**running, "open_line": ""})
        remember_receipt(exchange, me, outcome.change_id, outcome.diversion.id, _places(exchange, outcome))
        return receipt_reply(exchange, outcome, {"person": str(me)})

    async def _running(self, exchange: Exchange) -> Values | None:
        """The person's own diversion that runs now, as it would be filled in."""
        me = exchange.person.id
        running = (await self.service.status(me, me, now=exchange.now)).running
        return None if running is None else self._values_of(exchange, me, running.diversion)

    def _values_of(self, exchange: Exchange, person: PersonId, diversion: Diversion) -> Values:
        name = stand_in_name(exchange, diversion)
        return values_of.from_diversion(diversion, person=person, stand_in_name=name, now=exchange.now)

    async def _i_am_back(self, exchange: Exchange) -> Reply:
        """End what runs; where nothing does, show what is to come, which may be what was meant."""
        me = exchange.person.id
        try:
            return await self._end(exchange, me)
        except PolicyError as error:
            status = await self.service.status(me, me, now=exchange.now)
            if error.code != "diversion.none_running" or not status.upcoming:
                raise
            return status_reply(exchange, status)

    async def _take_away(self, exchange: Exchange, understood: Understanding) -> Reply:
        """ "Ta bort min hänvisning imorgon", "avboka mötet": the one that is meant, never another in its place."""
        me = exchange.person.id
        status = await self.service.status(me, me, now=exchange.now)
        mine = (*((status.running,) if status.running is not None else ()), *status.upcoming)
        meant = next((one.diversion for one in mine if values_of.is_meant(one.diversion, understood)), None)
        if meant is None:
            raise PolicyError("diversion.none_such")
        return await self._end(exchange, me, meant.id)

    async def _end(self, exchange: Exchange, person: PersonId, diversion_id: str | None = None) -> Reply:
        ended = await self.service.end(
            exchange.person.id,
            person,
            change_id=exchange.turn.activity_id,
            now=exchange.now,
            diversion_id=diversion_id,
        )
        remember_receipt(exchange, person, ended.change_id)
        return ended_reply(exchange, ended, greeting_is_left=await self._greeting_is_left(exchange, person))

    async def _greeting_is_left(self, exchange: Exchange, person: PersonId) -> bool:
        """Whether the person's own voicemail greeting still tells of an absence that is no more (A4)."""
        if person != exchange.person.id:
            return False
        return (await self.greetings.seen(person, now=exchange.now)).tells_of_no_absence

    async def _whose(self, exchange: Exchange, name: str, remembered: Mapping[str, Any]) -> Reply:
        """Go on with whoever the name names, or ask which of them, or say that no one does."""
        outcome = self.directory.find_people(name, near=exchange.person)
        return await go_on_with(exchange, name, outcome, self.go_on, then=NAME, remember=remembered)


def _places(exchange: Exchange, outcome: DiversionSet) -> tuple[str, ...]:
    """The gaps about which the person may ask colleagues."""
    return places_of(exchange, may_ask(exchange, outcome.person.id, outcome.opens))
