"""Owns the question "which unit?": a numbered list of units and answer groups, answered by a tap or a digit.

It must not know what the place is picked for: the button that is tapped is the asking dialog's own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.cards.action_names import ActionName
from bot.cards.spot_list import SpotListView, SpotRow, spot_list_card
from bot.dialogs.exchange import Draft, Exchange
from bot.dialogs.person_views import shortened
from bot.texts.catalogue import several_in_any
from bot.turn import Reply
from bot.understanding.result import Understanding
from services.place_finding import Spot, SpotsFound, name_of, spots_named

NAME = "asking_where"
MOST = 6

GoOn = Callable[[Exchange, Mapping[str, str]], Awaitable[Reply]]
"""Goes on with the values that a tap on the row would have carried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingWhere:
    """The question's answers in chat. `goes_on` are the dialogs that may have asked, by the action of their rows."""

    goes_on: Mapping[ActionName, GoOn]

    async def answer(self, exchange: Exchange, draft: Draft, understood: Understanding) -> Reply | None:
        """A digit picks that row; a name picks whichever of the list it names, if it names just one."""
        line = (exchange.turn.text or "").strip().rstrip(".)")
        rows: list[str] = list(draft.values["spots"])
        if understood.intent is not None:
            return None
        if line.isdecimal() and len(line) == 1:
            if not 1 <= int(line) <= len(rows):
                return exchange.say("units.pick_a_number", most=len(rows))
            picked = [rows[int(line) - 1]]
        else:
            picked = [spot.id for spot in spots_named(exchange.municipality, line).spots if spot.id in rows]
        if len(picked) != 1:
            return None
        exchange.drop_draft()
        go_on = self.goes_on[ActionName(draft.values["action"])]
        return await go_on(exchange, {**draft.values["values"], "spot": picked[0]})


def place_said(understood: Understanding) -> str:
    """What a line calls the place that it is about; empty where it names none, or says that it is one's own."""
    name = str(understood.slots.get("unit", ""))
    return "" if name.casefold() in several_in_any("units.ours") else name


def ask_where(
    exchange: Exchange, found: SpotsFound, name: str, *, action: ActionName, values: Mapping[str, str]
) -> Reply:
    """Ask which of several is meant; or, where nothing is called that, whether it is one of the nearest."""
    shown = (found.spots or found.nearest)[:MOST]
    if not shown:
        return exchange.say("units.no_such", name=shortened(name))
    kept = {"action": action.value, "values": dict(values), "spots": [spot.id for spot in shown]}
    exchange.keep_draft(NAME, kept, holds_work=False)
    view = SpotListView(
        rows=_rows(exchange, shown), action=action, values=values, unknown="" if found.spots else shortened(name)
    )
    return exchange.show(spot_list_card(view, exchange.words), exchange.words("units.which_summary"))


def _rows(exchange: Exchange, spots: Sequence[Spot]) -> tuple[SpotRow, ...]:
    words, municipality = exchange.words, exchange.municipality
    return tuple(
        SpotRow(
            spot=spot.id,
            name=name_of(municipality, spot),
            described=words("units.unit")
            if spot.group is None
            else words("units.group_of", unit=municipality.units[spot.unit].name),
        )
        for spot in spots
    )
