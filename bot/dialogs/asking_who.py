"""Owns the question "which of them?": a numbered list, answered by a tap, a digit, or more of the name.

It must not know what the person is picked for: it remembers what to go on with, and the dialog that asked goes on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cards.pick_list import PickListView, pick_list_card
from bot.dialogs.exchange import Draft, Exchange
from bot.dialogs.person_views import no_one_reply, picked_row
from bot.turn import Reply
from bot.understanding.result import Understanding
from policy.errors import PolicyError
from policy.organisation import Person, PersonId
from services.ports import Directory, SearchOutcome

NAME = "asking_who"
MOST = 6

Continuation = Callable[[Exchange, PersonId, Mapping[str, Any]], Awaitable[Reply]]
"""Goes on with the person who was picked and the JSON that was remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingWho:
    """The question and its answers. `continuations` are the dialogs that may have asked, by name.

    `in_company` are those of them that may go on where others read along; a button can be made up for any.
    """

    directory: Directory
    continuations: Mapping[str, Continuation]
    in_company: frozenset[str]

    async def pick(self, exchange: Exchange) -> Reply:
        """A row of the list was tapped."""
        action = exchange.turn.action
        if action is None:
            raise ValueError("only a card's row picks a person")
        exchange.drop_draft()
        return await self._go_on(exchange, str(action.values.get("person", "")), action.values)

    async def answer(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A digit picks that row, or a yes the only one; a name picks whoever of the list it names, if just one."""
        line = (exchange.turn.text or "").strip().rstrip(".)")
        people: list[str] = list(draft.values["people"])
        if len(people) == 1 and exchange.hears("chat.yes"):
            line = "1"
        if line.isdecimal() and len(line) == 1 and people:
            if not 1 <= int(line) <= len(people):
                return exchange.say("people.pick_a_number", most=len(people))
            exchange.drop_draft()
            return await self._go_on(exchange, people[int(line) - 1], draft.values)
        if understood.intent is not None:
            return None
        matches = self.directory.find_people(line, near=exchange.person, limit=2 * MOST).matches
        if draft.values.get("anyone"):
            return await self._named_again(exchange, [match.person for match in matches], draft)
        named = [match.person.id for match in matches if match.person.id in people]
        if len(named) != 1:
            return None
        exchange.drop_draft()
        return await self._go_on(exchange, named[0], draft.values)

    async def _named_again(self, exchange: Exchange, people: Sequence[Person], draft: Draft) -> Reply | None:
        """The name that fitted nobody was mended."""
        if not people:
            return None
        if len(people) > 1:
            return ask_who(exchange, people, then=draft.values["then"], remember=draft.values["remember"])
        exchange.drop_draft()
        return await self._go_on(exchange, people[0].id, draft.values)

    async def _go_on(self, exchange: Exchange, person: str, values: Mapping[str, Any]) -> Reply:
        asked_by = str(values.get("then", ""))
        continuation = self.continuations.get(asked_by)
        remembered = values.get("remember")
        if continuation is None or not isinstance(remembered, Mapping):
            raise PolicyError("chat.unknown_button")
        if not exchange.is_private and asked_by not in self.in_company:
            return exchange.say("chat.in_private")
        return await continuation(exchange, PersonId(person), remembered)


def ask_who(exchange: Exchange, people: Sequence[Person], *, then: str, remember: Mapping[str, Any]) -> Reply:
    """Ask which of them is meant, or whether the only one is; `then` names the continuation, which gets `remember`."""
    shown = people[:MOST]
    values = {"then": then, "remember": dict(remember)}
    exchange.keep_draft(NAME, {**values, "people": [str(person.id) for person in shown]}, holds_work=False)
    view = PickListView(rows=tuple(picked_row(exchange, person) for person in shown), values=values)
    lone = exchange.words("people.pick.perhaps", name=shown[0].name) if len(shown) == 1 else ""
    return exchange.show(pick_list_card(view, exchange.words), lone or exchange.words("people.which_summary"))


async def go_on_with(
    exchange: Exchange,
    name: str,
    outcome: SearchOutcome,
    go_on: Continuation,
    *,
    then: str,
    remember: Mapping[str, Any],
) -> Reply:
    """Go on with whoever the name is; ask about whom it is merely like, and which of several; or say that it is
    nobody's.
    """
    people = [match.person for match in outcome.matches]
    if outcome.is_certain:
        return await go_on(exchange, people[0].id, remember)
    if people:
        return ask_who(exchange, people, then=then, remember=remember)
    return ask_again(exchange, name, outcome.nearest, then=then, remember=remember)


def ask_again(
    exchange: Exchange, name: str, nearest: Sequence[Person], *, then: str, remember: Mapping[str, Any]
) -> Reply:
    """Say that the name fits nobody, and go on with the errand once one that does is typed."""
    values = {"then": then, "remember": dict(remember), "people": [], "anyone": True}
    exchange.keep_draft(NAME, values, holds_work=False)
    return no_one_reply(exchange, name, nearest)
