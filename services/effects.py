"""Use cases of what a diversion also sets: decided with the diversion, carried out right after, and when time comes.

What is to be set is saved with the change that brings it about, begun by whoever saves it; so a crash in between
leaves it to the sweep, and a change without any of it costs nothing more. A turn waits a short while for it to end,
never longer; what takes longer goes on by itself, and its person is told by a card that is changed in place.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from policy.access import not_in_directory
from policy.diversions import DiversionBook
from policy.effect_decisions import Ground, begun, begun_by, decided, follows, tried_again
from policy.effects import EffectKind, EffectRow
from policy.errors import PolicyError
from policy.organisation import PersonId
from policy.periods import as_utc
from services.effect_carrying import Carrying, Means
from services.effect_following import NOTHING_FOLLOWS, Begun, Follow
from services.effect_word import Word, card_of
from services.outbox_sources import book_places
from services.ports import Loaded, Place
from services.replica_ports import Hold
from services.retrying import until_saved
from services.strangers import is_gone
from services.sweeping import ALONE, sweep

IN_A_TURN = 1.5
"""Seconds that a turn waits for all of it together."""
AT_ONCE = 16
Start = Callable[[Coroutine[Any, Any, None]], None]
"""Does something right after the turn, outside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A person's choices of the places that there are, and how it stands with each now."""

    kinds: tuple[EffectKind, ...]
    chosen: tuple[EffectKind, ...]
    rows: tuple[EffectRow, ...]
    card: str = ""
    """The card to tell of what has not ended by; empty where nothing was begun just now, or all has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectService:
    """`delivered_soon` is called with a person once they are to be told how something ended; `in_a_turn` is how many
    seconds a turn waits.
    """

    means: Means
    start: Start
    delivered_soon: Callable[[PersonId], None]
    in_a_turn: float = IN_A_TURN

    @property
    def kinds(self) -> tuple[EffectKind, ...]:
        """The places that there are."""
        return tuple(kind for kind in EffectKind if kind in self.means.carriers)

    def begun(self, book: DiversionBook, *, offers: bool, now: datetime) -> tuple[DiversionBook, str]:
        """The book with what is to be set decided and begun, and by which name, before it is saved."""
        ground = self.means.ground_of(book.person)
        if ground is None or not self.kinds:
            return book, ""
        if offers and book.effects.offered_at is None and not book.effects.chosen:
            book = replace(book, effects=replace(book.effects, offered_at=as_utc(now)))
        name = secrets.token_hex(6)
        return begun(decided(book, ground, now=now), ground, by=name, now=now), name

    async def follow(self, begun: Begun, actor: PersonId, *, now: datetime) -> Follow:
        """Carry out what was begun, and give how it stands; to anyone but its person no more than that it follows."""
        _, follow = await self._followed(begun, actor, now)
        return follow

    async def _followed(self, begun: Begun, actor: PersonId, now: datetime) -> tuple[DiversionBook, Follow]:
        book, is_own = begun.book.value, begun.book.value.person == actor
        if not begun.by:
            return book, NOTHING_FOLLOWS
        carrying, card = Carrying(self.means, begun.book, begun.by, now=now), card_of(begun.by)
        if is_own:
            await carrying.within(self.in_a_turn, Word(""))
            book = carrying.saved.value
        if carrying.is_under_way:
            self.start(self._go_on(carrying, Word(card)))
        follow = Follow(
            rows=tuple(row for row in book.effects.rows if row.decided_at == as_utc(now)),
            ahead=self._ahead(book, now),
            offered=self.kinds if is_own and _is_offered(book, now) else (),
            card=card if is_own and book.effects.waiting else "",
        )
        return book, follow

    async def chosen(self, actor: PersonId) -> Chosen:
        """The actor's choices. Raises PolicyError `effects.none_here` or `person.not_in_directory`."""
        self._ground(actor)
        return self._seen((await self.means.books.load(actor)).value)

    async def choose(
        self, actor: PersonId, *, on: frozenset[EffectKind], off: frozenset[EffectKind], now: datetime
    ) -> Chosen:
        """Choose what the actor's diversions set from now on; what runs sets it at once.

        Raises PolicyError `effects.none_here`, `effects.not_here`, `person.not_in_directory` or `store.busy`.
        """
        ground = self._ground(actor)
        if not on | off <= frozenset(self.kinds):
            raise PolicyError("effects.not_here")

        def changed(book: DiversionBook) -> DiversionBook:
            kinds = (frozenset(book.effects.chosen) | on) - off
            effects = book.effects.choosing(kinds, among=self.kinds)
            return replace(book, effects=replace(effects, offered_at=effects.offered_at or as_utc(now)))

        return await self._change(ground, changed, now=now)

    async def try_again(self, actor: PersonId, *, now: datetime) -> Chosen:
        """Try anew what has failed. Raises PolicyError `effects.none_here`, `person.not_in_directory`, `store.busy`."""
        ground = self._ground(actor)
        return await self._change(ground, lambda book: tried_again(book, self.kinds, now=now), now=now)

    async def sweep(self, *, now: datetime, hold: Hold = ALONE) -> int:
        """Carry out what time has brought about, and what is to be tried again; gives how many were looked at."""

        async def look(place: Place) -> None:
            await self._look(PersonId(place.partition), now)

        due = book_places(self.means.books.effects_due(now))
        return await sweep(due, look, what="effects", hold=hold, at_once=AT_ONCE)

    async def _change(
        self, ground: Ground, changed: Callable[[DiversionBook], DiversionBook], *, now: datetime
    ) -> Chosen:
        person = ground.person.id

        async def attempt() -> Begun:
            loaded = await self.means.books.load(person)
            book, by = self.begun(changed(loaded.value), offers=False, now=now)
            return Begun(book=await self.means.books.save(loaded, book), by=by)

        book, follow = await self._followed(await until_saved(attempt), person, now)
        return self._seen(book, follow.card)

    async def _look(self, person: PersonId, now: datetime) -> None:
        name = secrets.token_hex(6)

        async def attempt() -> Loaded[DiversionBook] | None:
            loaded = await self.means.books.load(person)
            ground, next_at = self.means.ground_of(person), loaded.value.effects.next_at
            if next_at is None or next_at > as_utc(now) or (ground is None and not is_gone(next_at, now=now)):
                return None
            book = loaded.value
            if ground is None:
                # What stands for someone who has left goes by itself, or went with them.
                book = replace(book, effects=replace(book.effects, rows=(), next_at=None))
            else:
                book = begun(decided(book, ground, now=now), ground, by=name, now=now)
            return await self.means.books.save(loaded, book)

        saved = await until_saved(attempt)
        if saved is not None and begun_by(saved.value, name):
            await self._go_on(Carrying(self.means, saved, name, now=now), Word(card_of(name)))

    async def _go_on(self, carrying: Carrying, word: Word) -> None:
        await carrying.to_the_end(word)
        book = carrying.saved.value
        if book.outgoing.unsent:
            self.delivered_soon(book.person)

    def _ground(self, actor: PersonId) -> Ground:
        ground = self.means.ground_of(actor)
        if ground is None:
            raise not_in_directory(self.means.directory.municipality)
        if not self.kinds:
            raise PolicyError("effects.none_here")
        return ground

    def _seen(self, book: DiversionBook, card: str = "") -> Chosen:
        rows = tuple(row for row in book.effects.rows if row.kind in self.kinds)
        chosen = tuple(kind for kind in book.effects.chosen if kind in self.kinds)
        return Chosen(kinds=self.kinds, chosen=chosen, rows=rows, card=card)

    def _ahead(self, book: DiversionBook, now: datetime) -> tuple[EffectKind, ...]:
        """What is set when the diversion that was set just now begins, if it hasn't."""
        ground = self.means.ground_of(book.person)
        made = book.last_change
        coming = next((one for one in book.upcoming(now) if made is not None and one.id == made.id), None)
        if ground is None or coming is None or made is None or made.undone_by:
            return ()
        kinds = follows(book, coming, ground)
        return tuple(kind for kind in EffectKind if kind in kinds)


def _is_offered(book: DiversionBook, now: datetime) -> bool:
    return book.effects.offered_at == as_utc(now) and not book.effects.chosen
