"""Owns the question whether a better time is to be saved: by its buttons, and in chat by *ja*, *behåll* and *nej* (S7).

It must not know what is saved: each form that asks goes on by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.cards.callback_receipt import BetterView, better_card
from bot.cards.pieces import reason_name
from bot.dialogs.callback_values import YES, instant_values
from bot.dialogs.exchange import Draft, Exchange, carried_by_button
from bot.dialogs.form import Form, Values, answer, fill_in, open_form
from bot.texts.dates import period
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.callback_times import Misfit, Suggestion
from policy.errors import PolicyError
from policy.organisation import Person

NAME = "callback_preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Previews:
    """Answers what was shown beforehand; `forms` are those that may have asked, by name."""

    forms: Mapping[str, Form]

    async def confirm(self, exchange: Exchange) -> Reply:
        """*Spara* with the better time, or *Behåll min tid*."""
        form, values = self._carried(exchange)
        exchange.drop_draft()
        return await fill_in(form, exchange, values)

    async def mend(self, exchange: Exchange) -> Reply:
        """*Ändra*: the form that asked, with everything in it."""
        form, values = self._carried(exchange)
        return open_form(form, exchange, values)

    async def answer(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A yes saves the better time, *behåll* one's own; another time is heard as well."""
        form = self.forms.get(str(draft.values["form"]))
        if form is None:
            return None
        wanted: Values = draft.values["wanted"]
        if exchange.hears("chat.yes"):
            exchange.drop_draft()
            return await fill_in(form, exchange, draft.values["better"])
        if exchange.hears("callback.better.own"):
            if draft.values["keep"] is None:
                return exchange.say("callback.better.not_kept")
            exchange.drop_draft()
            return await fill_in(form, exchange, draft.values["keep"])
        if exchange.hears("chat.no"):
            exchange.drop_draft()
            return exchange.say("chat.cancelled")
        return await answer(form, exchange, understood, wanted)

    def _carried(self, exchange: Exchange) -> tuple[Form, dict[str, str]]:
        carried = carried_by_button(exchange)
        form = self.forms.get(carried.pop("form", ""))
        if form is None:
            raise PolicyError("chat.unknown_button")
        return form, carried


def preview_reply(
    exchange: Exchange,
    form: Form,
    values: Values,
    *,
    contact: Suggestion | None,
    answer_: Suggestion | None = None,
    other: Person | None = None,
) -> Reply:
    """Show the better time, and keep the question open in chat; `other` is the colleague whose time it is."""
    wanted = {name: value for name, value in values.items() if value and name != "keep"}
    better = dict(wanted)
    for field, suggestion in (("contact", contact), ("answer", answer_)):
        if suggestion is not None:
            better |= instant_values(field, suggestion.better, exchange.now)
    found = [suggestion for suggestion in (contact, answer_) if suggestion is not None]
    keep = {**wanted, "keep": YES} if all(one.may_keep for one in found) else None
    exchange.keep_draft(NAME, {"form": form.name, "wanted": wanted, "better": better, "keep": keep})
    named = {"form": form.name}
    words = exchange.words
    view = BetterView(
        title=words("callback.better.title_other", name=other.name) if other else words("callback.better.title"),
        why=_why(exchange, contact, answer_, other),
        contact=None if contact is None else contact.better,
        answer=None if answer_ is None else answer_.better,
        wanted=_wanted(contact, answer_),
        better={**better, **named},
        keep=None if keep is None else {**keep, **named},
        mend={**wanted, **named},
    )
    return exchange.show(better_card(view, words, exchange.now), words("callback.better.summary"))


def _why(
    exchange: Exchange, contact: Suggestion | None, answer_: Suggestion | None, other: Person | None
) -> tuple[str, ...]:
    said = [] if contact is None else [_reason(exchange, contact, other)]
    if answer_ is not None:
        said.append(exchange.words("callback.better.answer", why=_reason(exchange, answer_, other)))
    return tuple(said)


def _reason(exchange: Exchange, suggestion: Suggestion, other: Person | None) -> str:
    """Why a time can't be kept. That a colleague is away is said, and never why."""
    words, misfit = exchange.words, suggestion.misfit
    if misfit is Misfit.DIVERTED and other is not None:
        return words("callback.better.diverted_other", name=other.name)
    if misfit is Misfit.OUTSIDE_HOURS and other is not None:
        return words("callback.better.outside_hours_other", name=other.name)
    if misfit is Misfit.DIVERTED and suggestion.diversion is not None:
        reason = reason_name(suggestion.diversion.reason, words)
        span = period(suggestion.diversion.period, exchange.now, words)
        return words("callback.better.diverted", reason=reason, period=span)
    return words(f"callback.better.{misfit.value}")


def _wanted(contact: Suggestion | None, answer_: Suggestion | None) -> datetime | None:
    first = contact or answer_
    return None if first is None else first.wanted
