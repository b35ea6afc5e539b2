"""The directory would lose too many: administrators get a card, and one's yes takes it into use (M1)."""

from __future__ import annotations

from assembly.reaches import Reaches
from policy.directory_losses import Losses
from services.directory_ports import SYNC_PLACE, Edition, SyncState
from storage.directory_repository import stored_sync_state
from tests.bot.house import House

NEW, OLD = Edition(buckets=("00-new",)), Edition(buckets=("00-old",))


class Held:
    """A house whose directory is held up: seven of its people would go, Bo Ek among them."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.house = House(reaches=Reaches(directory_in_use=lambda: self.taken.append("taken")))
        self.amir = self.house.someone("Amir Haddad")
        self.states = stored_sync_state(self.house.store)

    async def begins(self, *others: str) -> None:
        """The sync has judged it, and told."""
        gone = tuple(self.house.person(name).id for name in ("Bo Ek", *others))
        losses = Losses(people_before=50, people_after=43, people=gone)
        loaded = await self.states.load(SYNC_PLACE)
        await self.states.save(loaded, SyncState(working=NEW, whole=NEW, used=OLD, people=50, held=losses.id))
        await self.house.inside.services.syncing.note(losses, now=self.house.now())
        await self.house.sends_what_is_due()

    async def used(self) -> Edition | None:
        """What is in use."""
        loaded = await self.states.load(SYNC_PLACE)
        assert loaded is not None
        return loaded.value.used


async def test_an_administrator_says_yes_on_the_card() -> None:
    """It says what would go and what to look at; then it says who said yes, and when."""
    held = Held()
    await held.begins()
    held.amir.is_told("Katalogen väntar på ditt ja", "7 av 50", "Bo Ek och 6 till", "Se efter i Entra")
    await held.amir.presses("Ja, ta bort 7 personer")
    held.amir.sees("Katalogen är uppdaterad", "Amir Haddad sa ja")
    assert await held.used() == NEW
    assert held.taken == ["taken"]
    await held.house.sends_what_is_due()


async def test_what_has_changed_since_is_shown_before_it_is_taken() -> None:
    """The card in the chat is changed, and whoever presses the one from before reads it anew."""
    held = Held()
    await held.begins()
    held.amir.is_told("Katalogen väntar på ditt ja")
    stale = held.amir.button("Ja, ta bort 7 personer")
    await held.begins("Vera Åkesson")
    held.amir.is_told("Bo Ek, Vera Åkesson och 5 till", changed=True)
    await held.amir.sends(stale)
    held.amir.sees("Det har ändrats sedan du fick kortet")
    assert await held.used() == OLD
    await held.amir.presses("Ja, ta bort 7 personer")
    held.amir.sees("Amir Haddad sa ja")
    assert await held.used() == NEW
    await held.house.sends_what_is_due()


async def test_nobody_else_says_yes() -> None:
    """A colleague who was sent the card, or makes up its button."""
    held = Held()
    await held.begins()
    held.amir.is_told("Katalogen väntar på ditt ja")
    anna = held.house.someone("Anna Svensson")
    await anna.sends(held.amir.button("Ja, ta bort 7 personer"))
    anna.sees("Det där är bara till för vissa roller.")
    assert await held.used() == OLD
