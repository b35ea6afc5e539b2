"""Owns the dialog about misdirected calls: one line or one form in, and where to connect the caller out (S3).

It must not decide anything; where a call should have gone is found by the service. It never asks who called.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.cards.misdirected import CallFormView, call_form_card, call_undone_card
from bot.dialogs.errors import by_field
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Values, fill_in, open_form, submit, yes_or_answer
from bot.dialogs.misdirected_views import noted_reply
from bot.texts.catalogue import several_in_any
from bot.turn import CardJson, Reply
from bot.understanding.result import Understanding
from policy.access import has_role
from policy.errors import PolicyError
from policy.functions import of_person
from policy.misdirected import LONGEST_MATTER, Whereabouts
from policy.organisation import Role
from services.misdirected import Misdirected
from services.misdirected_places import place_name

NAME = "misdirected"
ME = "me"
"""What a line's slot says where the call came to whoever writes."""
PLACES = ("landed", "place")


@dataclass(frozen=True, slots=True, kw_only=True)
class MisdirectedDialog:
    """Notes calls that went wrong."""

    service: Misdirected

    name = NAME
    inputs = frozenset({"matter", *PLACES})

    async def hear_call(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line tells of one: noted if it says what it was about, else the form with what it does say."""
        values = {name: str(understood.slots.get(name, "")) for name in sorted(self.inputs)}
        values["landed"] = _landed_as_said(exchange, values["landed"])
        if not values["matter"]:
            return open_form(self, exchange, await self.shown(exchange, values))
        return await fill_in(self, exchange, values)

    async def new(self, exchange: Exchange) -> Reply:
        """A button asks for the form: *Fel ställe* on an answer, with its matter and the function that was wrong."""
        carried = carried_by_button(exchange)
        landed = carried.get("function", "")
        is_there = bool(place_name(exchange.municipality, Whereabouts(id=landed)))
        values = {"matter": carried.get("matter", "")[:LONGEST_MATTER], "landed": landed if is_there else ""}
        return open_form(self, exchange, await self.shown(exchange, values), below=True)

    async def change(self, exchange: Exchange) -> Reply:
        """*Ändra*: the form, with what was noted."""
        return await self._change(exchange, carried_by_button(exchange))

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        return await submit(self, exchange)

    async def undo(self, exchange: Exchange) -> Reply:
        """*Ångra*."""
        return await self._undo(exchange, carried_by_button(exchange))

    async def cancel(self, exchange: Exchange, draft: Draft) -> Reply:
        """*Ångra*, typed right after the receipt; *avbryt* there has nothing to close, and says so."""
        if not exchange.hears("chat.undo"):
            return exchange.say("chat.nothing_to_cancel_but_undo")
        exchange.drop_draft()
        return await self._undo(exchange, draft.values)

    async def answer_receipt(self, exchange: Exchange, draft: Draft, _understood: Understanding) -> Reply | None:
        """*Ändra*, typed right after the receipt."""
        return await self._change(exchange, draft.values) if exchange.hears("chat.change") else None

    async def answer_open(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A line typed while the form is open: a yes to what it holds, what it lacks, or something else."""
        return await yes_or_answer(self, exchange, understood, draft.values)

    def hear(self, exchange: Exchange, understood: Understanding, values: Values) -> Values | None:
        """A few plain words: the matter where it lacks, or which place it was where it may be several (see
        `bot.dialogs.form.Form`).
        """
        line = (exchange.turn.text or "").strip()
        if understood.intent is not None or not line:
            return None
        if not values.get("matter"):
            return {**values, "matter": "" if _is_unknown(line) else line}
        asked = self.service.is_unclear(exchange.person.id, values.get("place", ""))
        return {**values, "place": line} if asked else None

    async def shown(self, exchange: Exchange, values: Values) -> Values:
        """The values with places by their names, which ride along by their ids (see `bot.dialogs.form.Form`)."""
        named = dict(values)
        for field in PLACES:
            name = place_name(exchange.municipality, Whereabouts(id=values.get(field, "")))
            if name:
                named |= {field: name, f"{field}_id": values[field]}
        return named

    def card(self, exchange: Exchange, values: Values, faults: Sequence[PolicyError]) -> CardJson:
        """The form (see `bot.dialogs.form.Form`)."""
        view = CallFormView(
            values={name: text for name, text in values.items() if name in self.inputs},
            faults=by_field(faults, exchange),
            carried={name: text for name, text in values.items() if name not in self.inputs and text},
        )
        return call_form_card(view, exchange.words)

    def summary(self, exchange: Exchange) -> str:
        """What a notification shows of the form."""
        return exchange.words("misdirected.form.title")

    async def complete(self, exchange: Exchange, values: Values) -> Reply:
        """Note it (see `bot.dialogs.form.Form`)."""
        replaced = (values["case"], values["call"]) if values.get("case") and values.get("call") else None
        noted = await self.service.log(
            exchange.person.id,
            values.get("matter", ""),
            landed=_place(exchange, values, "landed"),
            right_place=_place(exchange, values, "place"),
            replacing=replaced,
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return noted_reply(exchange, noted)

    async def _change(self, exchange: Exchange, which: Mapping[str, str]) -> Reply:
        case, call_id = which.get("case", ""), which.get("call", "")
        matter, call = await self.service.noted(exchange.person.id, case, call_id)
        municipality = exchange.municipality
        values = {
            "matter": matter,
            "landed": place_name(municipality, call.landed),
            "landed_id": call.landed.id,
            "place": place_name(municipality, call.right),
            "place_id": call.right.id,
        }
        return open_form(self, exchange, {**values, "case": case, "call": call_id})

    async def _undo(self, exchange: Exchange, which: Mapping[str, str]) -> Reply:
        matter = await self.service.undo(
            exchange.person.id,
            which.get("case", ""),
            which.get("call", ""),
            turn=exchange.turn.activity_id,
            now=exchange.now,
        )
        return exchange.show(call_undone_card(matter, exchange.words), exchange.words("misdirected.undone_summary"))


def _landed_as_said(exchange: Exchange, said: str) -> str:
    """Where the call landed: with whoever writes, where the line says so or they are nobody who connects calls."""
    connects = has_role(exchange.municipality, exchange.person.id, Role.SWITCHBOARD)
    return of_person(exchange.person.id).id if said == ME or (not said and not connects) else said


def _is_unknown(text: str) -> bool:
    """Whether all that was said is that it isn't known: "vet inte"."""
    return text.strip().casefold() in several_in_any("misdirected.unknown")


def _place(exchange: Exchange, values: Values, field: str) -> str:
    """The place of a field: by its id while its name stands as it was, else as it was typed; empty for "vet inte"."""
    text, id_ = values.get(field, ""), values.get(f"{field}_id", "")
    if _is_unknown(text):
        return ""
    if id_ and place_name(exchange.municipality, Whereabouts(id=id_)) == text:
        return id_
    return text
