"""What a diversion also sets, in chat (A3): offered once, chosen by form or line, a line each on the receipt."""

from __future__ import annotations

import pytest

from assembly.reaches import Reaches
from policy.effects import MOST_ATTEMPTS
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.services.set_elsewhere import FarEnd, Fault


@pytest.fixture
def house(houses: list[House], status: FarEnd, replies: FarEnd) -> House:
    """A house that has both, on an ordinary Monday morning."""
    houses.append(House(reaches=Reaches(carriers=(status, replies))))
    return houses[-1]


async def _chooses_status(anna: Someone) -> None:
    await anna.says("sätt också teams-status")
    anna.sees("Teams-status: följer med", "Autosvar i e-posten: följer inte med")


async def test_it_is_offered_once_and_chosen_in_a_form(status: FarEnd, anna: Someone) -> None:
    """What runs already is set at once, and the card says how that went."""
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad till 13:00")
    anna.sees("Det här kan också följa med din hänvisning: Teams-status och autosvar i e-posten.")
    await anna.presses("Välj vad som följer med")
    anna.sees("Vad ska följa med när du hänvisar telefonen?", "Skälet syns bara om alla får veta det")
    await anna.presses("Spara", status_message="true")
    anna.sees("✓ Teams-status: visar att du är borta till 13:00", "Autosvar i e-posten: följer inte med")
    ours = status[anna.id].ours
    assert ours is not None
    assert ours.short == "På lunch. Nås igen 13:00."
    await anna.says("lunch till 13.30")
    anna.sees("✓ Teams-status: visar att du är borta till 13:30")
    anna.does_not_see("Det här kan också följa med")


async def test_the_receipt_of_each_step_says_how_it_went(status: FarEnd, anna: Someone) -> None:
    """Set, undone, set, ended: what she had there stands again, and what she has set since stays."""
    status.is_changed_by(anna.id, "Bokslut")
    await _chooses_status(anna)
    await anna.says("möte till 12")
    anna.sees("Du är hänvisad till 12:00", "✓ Teams-status: visar att du är borta till 12:00")
    await anna.presses("Ångra")
    anna.sees("Ångrat", "✓ Teams-status: som före hänvisningen")
    assert status[anna.id].own == "Bokslut"
    await anna.says("möte till 12")
    anna.sees("✓ Teams-status")
    status.is_changed_by(anna.id, "Ring Bo")
    await anna.says("jag är tillbaka")
    anna.sees("Välkommen tillbaka", "– Teams-status: du har själv ändrat där, så det får stå")


async def test_what_everyone_reads_tells_no_private_reason(status: FarEnd, replies: FarEnd, anna: Someone) -> None:
    """Nor does an automatic reply tell any reason at all; both tell dates by themselves."""
    await _chooses_status(anna)
    await anna.says("slå på autosvar")
    anna.sees("Autosvar i e-posten: följer med")
    await anna.says("semester till fredag")
    anna.sees(
        "✓ Teams-status: visar att du är borta till mån 30 nov 08:00", "✓ Autosvar i e-posten: på till mån 30 nov"
    )
    ours, long = status[anna.id].ours, replies[anna.id].ours
    assert ours is not None
    assert long is not None
    assert ours.short == "Frånvarande. Nås igen mån 30 nov 08:00."
    assert long.long.startswith("Tack för ditt meddelande. Jag är frånvarande och nås igen mån 30 nov 08:00.")
    assert "Anna Svensson, Bygg" in long.long
    assert (ours.reason, long.reason) == (None, None)


async def test_what_has_not_ended_stands_on_a_card_that_is_changed_in_place(
    house: House, status: FarEnd, anna: Someone
) -> None:
    """The receipt is there at once; what is tried again is told below it, and changed when it has ended."""
    await _chooses_status(anna)
    status.faults = [Fault.AWAY]
    await anna.says("lunch till 13")
    anna.sees("Du är hänvisad till 13:00", "… Teams-status: gick inte nyss. Jag försöker igen om en stund.")
    assert len(anna.reply.messages) == 2
    await house.lets_time_pass(until="2026-11-23 10:20")
    anna.is_told("✓ Teams-status: visar att du är borta till 13:00", changed=True)
    await house.lets_time_pass(until="2026-11-23 13:01")
    assert status[anna.id].ours is None
    assert house.books is not None
    assert (await house.books.load(anna.id)).value.outgoing.standing == ()


async def test_a_refusal_says_why_and_can_be_tried_again(status: FarEnd, anna: Someone) -> None:
    """Once somebody has mended it."""
    await _chooses_status(anna)
    status.faults = [Fault.REFUSES]
    await anna.says("lunch till 13")
    anna.sees("✗ Teams-status: Växelvis saknar behörighet. Fråga den som sköter Växelvis.")
    await anna.presses("Försök igen")
    anna.sees("✓ Teams-status: visar att du är borta till 13:00")


async def test_what_begins_by_itself_is_told_of_only_where_it_fails(
    house: House, status: FarEnd, anna: Someone
) -> None:
    """By a card with what to do."""
    await _chooses_status(anna)
    await anna.says("möte 13-14")
    anna.sees("När den börjar: Teams-status.")
    await anna.says("möte 15-17")
    anna.sees("När den börjar: Teams-status.")
    await house.lets_time_pass(until="2026-11-23 14:30")
    status.faults = [Fault.AWAY] * MOST_ATTEMPTS
    await house.lets_time_pass(until="2026-11-23 16:15")
    anna.is_told("✗ Teams-status: gick inte den här gången. Försök igen om en stund.")
    await anna.presses("Försök igen")
    anna.sees("✓ Teams-status: visar att du är borta till")


async def test_who_acts_for_somebody_is_told_that_it_follows(
    house: House, status: FarEnd, anna: Someone, vera: Someone
) -> None:
    """The owner's choices hold, and the owner alone is told that something failed."""
    await _chooses_status(anna)
    status.faults = [Fault.REFUSES]
    await vera.says("Anna Svensson är på möte till 12")
    vera.sees("Anna Svensson är hänvisad till 12:00", "Det som Anna Svensson har valt ska följa med följer med.")
    vera.does_not_see("✗", "Försök igen", "Teams-status")
    await house.lets_time_pass(until="2026-11-23 10:20")
    anna.is_told("Vera Åkesson har hänvisat dig")
    anna.is_told("✗ Teams-status: Växelvis saknar behörighet")


async def test_one_diversion_can_be_given_less(status: FarEnd, anna: Someone) -> None:
    """In its form, for that one."""
    await _chooses_status(anna)
    await anna.says("lunch till 13")
    anna.sees("✓ Teams-status")
    await anna.presses("Ändra")
    anna.sees("Vad ska följa med den här gången? Tomt är som vanligt.", "Inget den här gången")
    await anna.presses("Spara", also="none")
    anna.sees("Du är hänvisad till 13:00", "✓ Teams-status: som före hänvisningen")
    assert status[anna.id].ours is None
    await anna.presses("Ändra")
    anna.sees("Ändra hänvisningen")
    assert anna.button("Spara").inputs["also"] == "none"


async def test_one_asks_what_follows_and_turns_it_off(status: FarEnd, anna: Someone) -> None:
    """By lines of chat."""
    await anna.says("vad följer med min hänvisning?")
    anna.sees("Inget följer med än.", "Teams-status: följer inte med")
    await _chooses_status(anna)
    await anna.says("lunch till 13")
    anna.sees("✓ Teams-status")
    await anna.says("sluta med teams-status")
    anna.sees("✓ Teams-status: som före hänvisningen")
    assert status[anna.id].ours is None
    await anna.says("ändra vad som följer med")
    anna.sees("Vad ska följa med när du hänvisar telefonen?")


async def test_what_is_on_is_said_with_when_it_follows(status: FarEnd, anna: Someone) -> None:
    """Automatic replies are for long absences; and once one absence is over, what counts is the next."""
    await _chooses_status(anna)
    await anna.says("sätt också autosvar")
    anna.sees("Autosvar i e-posten: följer med när du är borta en hel arbetsdag eller mer")
    await anna.says("lunch till 13")
    anna.sees("✓ Teams-status")
    await anna.says("jag är tillbaka")
    anna.sees("✓ Teams-status: som före hänvisningen")
    assert status[anna.id].ours is None
    await anna.says("vad följer med min hänvisning?")
    anna.sees("Teams-status: följer med")


async def test_where_there_is_nothing_to_choose_that_is_said(houses: list[House]) -> None:
    """And nothing is offered, nor in the form or the help."""
    houses.append(House())
    anna = houses[-1].someone("Anna Svensson")
    await anna.says("lunch till 13")
    anna.does_not_see("följa med")
    anna.sees("Du är hänvisad till 13:00")
    await anna.says("sätt också teams-status")
    anna.sees("Här finns inget mer som kan följa med en hänvisning.")
    await anna.says("hjälp")
    anna.does_not_see("Välj vad som följer med")
    anna.sees("Hänvisa din telefon")


async def test_who_is_forgotten_has_it_put_back(house: House, status: FarEnd, anna: Someone) -> None:
    """Choices and all: what was there before stands again, and the book goes."""
    status.is_changed_by(anna.id, "Bokslut")
    await _chooses_status(anna)
    await anna.says("lunch till 13")
    anna.sees("✓ Teams-status")
    await anna.says("glöm mig")
    anna.sees("Glöm mig")
    await anna.presses("Glöm mig")
    anna.sees("glömt")
    await house.lets_time_pass(until="2026-11-23 10:16")
    assert status[anna.id].own == "Bokslut"
    book = (await house.books.load(anna.id)).value
    assert (book.diversions, book.effects.chosen) == ((), ())
    await house.lets_time_pass(until="2026-11-23 12:30")
    assert (await house.books.load(anna.id)).etag is None
