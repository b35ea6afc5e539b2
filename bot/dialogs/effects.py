"""Owns the dialog of what a diversion also sets: what follows, what is chosen, and trying again what has failed.

Whose choices they are comes from the turn alone: nobody chooses for anyone else.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards.effects import EffectsFormView, effects_form_card
from bot.cards.form import YES
from bot.dialogs.effect_views import chosen_card
from bot.dialogs.exchange import Exchange
from bot.turn import Reply, StandsFor
from bot.understanding.result import Understanding
from policy.effects import EffectKind
from services.effects import Chosen, EffectService
from services.outbox_sources import DIVERSIONS, book_place


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectsDialog:
    """Tells people what follows their diversions, and lets them choose."""

    service: EffectService

    async def what_follows(self, exchange: Exchange, _understood: Understanding) -> Reply:
        """A line asks what follows."""
        return self._shown(exchange, await self.service.chosen(exchange.person.id), below=True)

    async def choose(self, exchange: Exchange, understood: Understanding) -> Reply:
        """A line turns one or several of them on or off; where it doesn't say which, the form asks."""
        said = understood.other.get("effect")
        if said is None:
            return await self.form(exchange)
        kinds = frozenset(EffectKind(one) for one in str(said).split())
        on, off = (kinds, frozenset[EffectKind]()) if understood.other.get("on") else (frozenset[EffectKind](), kinds)
        chosen = await self.service.choose(exchange.person.id, on=on, off=off, now=exchange.now)
        return self._shown(exchange, chosen, below=True)

    async def form(self, exchange: Exchange) -> Reply:
        """What there is to choose, below what the button stands on."""
        chosen = await self.service.chosen(exchange.person.id)
        view = EffectsFormView(kinds=chosen.kinds, values={kind.value: YES for kind in chosen.chosen})
        card = effects_form_card(view, exchange.words)
        return exchange.show_below(card, exchange.words("effects.form.title"))

    async def save(self, exchange: Exchange) -> Reply:
        """The form was sent in."""
        inputs = exchange.turn.action.inputs if exchange.turn.action is not None else {}
        ticked = {kind for kind in self.service.kinds if inputs.get(kind.value) == YES}
        shown = {kind for kind in self.service.kinds if kind.value in inputs}
        chosen = await self.service.choose(
            exchange.person.id, on=frozenset(ticked), off=frozenset(shown - ticked), now=exchange.now
        )
        return self._shown(exchange, chosen)

    async def again(self, exchange: Exchange) -> Reply:
        """*Försök igen*, on a receipt or on a card of its own: how it went, below."""
        chosen = await self.service.try_again(exchange.person.id, now=exchange.now)
        return self._shown(exchange, chosen, below=True)

    def _shown(self, exchange: Exchange, chosen: Chosen, *, below: bool = False) -> Reply:
        """How it stands; where something has not ended yet the card is changed in place when it has."""
        place = book_place(exchange.person.id)
        stands_for = StandsFor(source=DIVERSIONS, place=place, card=chosen.card) if chosen.card else None
        show = exchange.show_below if below else exchange.show
        return show(chosen_card(exchange, chosen), exchange.words("effects.title"), stands_for=stands_for)
