"""A shift at the switchboard handed over in chat: one form, one card, and nothing is lost if nobody takes it (V1-V3).

Vera and Mohammed sit at the switchboard. It is Monday 23 November, 10:15.
"""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.bot.test_desk_in_chat import goes_on, opens, told_of_hours

REFUSALS = ("Bordet är växelns.", "Det där är bara till för vissa roller.")
NOTE = "Kalle Boman 070-174 06 05 ringer igen om bygglovet."


@pytest.fixture
def mohammed(house: House) -> Someone:
    """Vera's colleague at the switchboard."""
    return house.someone("Mohammed Al-Sayed")


@pytest.fixture
def lena(house: House) -> Someone:
    """The switchboard's manager, who answers there too."""
    return house.someone("Lena Nyström")


async def has_taken(house: House, vera: Someone, karin: Someone, *others: Someone) -> None:
    """Vera has taken a notice on her desk."""
    await told_of_hours(house, karin, vera, *others)
    await opens(house, vera)
    await vera.presses("Jag tar den")
    vera.sees("Du tar den")


async def test_a_shift_is_handed_over_with_one_card(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """Form, card, *Ta över*: the rows are the taker's, the giver's card follows, and desks show it."""
    await has_taken(house, vera, karin, mohammed)
    await vera.says("lämna över passet")
    vera.sees("Lämna över passet", "Du lämnar över: Ny telefontid: Bygglov.", "Alla i växeln", "Mohammed Al-Sayed")
    await vera.presses("Lämna över passet", to=str(mohammed.id), note=NOTE)
    vera.sees("Du har lämnat över passet", "Lämnat till Mohammed Al-Sayed mån 23 nov 10:15. Inte övertaget än.", NOTE)
    await house.sends_what_is_due()
    mohammed.is_told("Vera Åkesson lämnar över passet", "Lämnat till dig", NOTE, "Ny telefontid: Bygglov", "Ta över")
    await goes_on(house)
    vera.is_told("Jag tar den", changed=True)
    house.clock.passes(minutes=5)
    await mohammed.presses("Ta över")
    mohammed.sees("Du tog över mån 23 nov 10:20", NOTE)
    assert "Ta över" not in mohammed.choices
    await goes_on(house)
    assert len(vera.told) == 2
    told = "".join(repr(one.message.card) for one in vera.told)
    assert "Mohammed Al-Sayed tog över mån 23 nov 10:20." in told
    assert "Mohammed Al-Sayed, 10:20" in told
    assert all(one.changed for one in vera.told)
    vera.told.clear()
    await mohammed.presses("Öppna bordet")
    mohammed.sees("Du tar den, 10:20")


async def test_whoever_is_first_takes_what_is_handed_to_everyone(
    house: House, vera: Someone, mohammed: Someone, lena: Someone, karin: Someone
) -> None:
    """V1: one has it, the others see who; each desk shows that it waits until then."""
    await has_taken(house, vera, karin, mohammed, lena)
    await vera.presses("Lämna över passet")
    vera.sees("Du lämnar över")
    await vera.presses("Lämna över passet")
    vera.sees("Lämnat till alla i växeln mån 23 nov 10:15")
    await house.sends_what_is_due()
    for one in (mohammed, lena):
        one.is_told("Den som är först tar över.")
    takes = lena.button("Ta över")
    await mohammed.says("bordet")
    mohammed.sees("Vera Åkesson lämnade över passet mån 23 nov 10:15", "Jag tar den")
    await mohammed.presses("Vera Åkesson lämnade över passet mån 23 nov 10:15. Tryck för att ta över.")
    mohammed.sees("Ta över")
    await mohammed.presses("Ta över")
    mohammed.sees("Du tog över")
    await lena.sends(takes)
    lena.sees("Mohammed Al-Sayed tog över 10:15.", "Mohammed Al-Sayed tog över mån 23 nov 10:15.")
    await goes_on(house)
    for one in (vera, lena, mohammed):
        assert all(told.changed for told in one.told)
        one.told.clear()


async def test_what_nobody_takes_over_is_on_the_next_desk(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """Nothing is lost: the row is free, and the note goes when its time is over."""
    await has_taken(house, vera, karin, mohammed)
    await vera.presses("Lämna över passet")
    vera.sees("Du lämnar över")
    await vera.presses("Lämna över passet", note=NOTE)
    vera.sees(NOTE)
    await house.sends_what_is_due()
    mohammed.is_told(NOTE)
    await house.lets_time_pass(until="2026-11-24 08:00")
    await mohammed.says("bordet")
    mohammed.sees("Vera Åkesson lämnade över passet mån 23 nov 10:15", "Ny telefontid: Bygglov", "Jag tar den")
    vera.told.clear()
    await house.lets_time_pass(until="2026-11-24 17:02")
    assert "Ingen tog över" in repr([told.message.card for told in mohammed.told])
    assert NOTE not in repr([told.message.card for told in (*mohammed.told, *vera.told)])
    assert NOTE not in repr((await house.store.query("desk_book")).documents)
    assert all(told.changed for told in mohammed.told)
    await house.lets_time_pass(until="2026-11-28 08:00")
    (book,) = (await house.store.query("desk_book")).documents
    assert (book.body["hand_overs"], book.body["outgoing"]["standing"]) == ([], [])
    for one in (vera, mohammed, karin):
        one.told.clear()


async def test_it_can_be_taken_back_while_nobody_has_it(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """A slip of the finger: the rows are the giver's again, and the other's card says so."""
    await has_taken(house, vera, karin, mohammed)
    await vera.presses("Lämna över passet")
    vera.sees("Du lämnar över")
    await vera.presses("Lämna över passet", to=str(mohammed.id))
    vera.sees("Ta tillbaka")
    await house.sends_what_is_due()
    mohammed.is_told("Ta över")
    takes = mohammed.button("Ta över")
    await vera.presses("Ta tillbaka")
    vera.sees("Vera Åkesson tog tillbaka överlämningen")
    await house.sends_what_is_due()
    mohammed.is_told("Vera Åkesson tog tillbaka överlämningen", changed=True)
    await mohammed.sends(takes)
    mohammed.sees("Den överlämningen finns inte längre.")
    await vera.says("bordet")
    vera.sees("Du tar den")
    vera.told.clear()


async def test_a_name_typed_in_the_open_form_says_to_whom(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """As quick as saying it; a name of nobody at the switchboard is about something else."""
    await has_taken(house, vera, karin, mohammed)
    await vera.says("lämna över passet")
    vera.sees("Till vem?")
    await vera.says("till Mohammed")
    vera.sees("Lämnat till Mohammed Al-Sayed mån 23 nov 10:15.")
    await house.sends_what_is_due()
    mohammed.is_told("Lämnat till dig")
    await mohammed.says("lämna över passet")
    mohammed.sees("Till vem?")
    await mohammed.says("Bo Ek")
    mohammed.sees("Bo Ek")
    mohammed.does_not_see("Lämnat till")
    vera.told.clear()


async def test_who_goes_for_the_day_is_told_of_the_rows_that_they_leave(
    house: House, vera: Someone, mohammed: Someone, karin: Someone
) -> None:
    """ "Jag går nu" is a diversion as it is for everybody; the rows are free, and a word tells so."""
    await has_taken(house, vera, karin, mohammed)
    await vera.says("jag går nu")
    vera.sees("Du är hänvisad", "Du har tagit 1 rad på växelns bord, som nu är fri för de andra.")
    await mohammed.says("bordet")
    mohammed.sees("Jag tar den")
    await mohammed.presses("Jag tar den")
    mohammed.sees("Du tar den")
    await mohammed.says("jag går nu")
    mohammed.sees("Vill du spara ändå?")
    mohammed.does_not_see("fri för de andra")
    vera.told.clear()
    mohammed.told.clear()


async def test_what_is_amiss_in_the_form_is_said_at_its_field(house: House, vera: Someone, mohammed: Someone) -> None:
    """Nothing to hand over, nobody there, nobody of the switchboard: what was written is kept."""
    await vera.says("mitt pass är slut")
    vera.sees("Du har inte tagit någon rad på bordet.")
    await vera.presses("Lämna över passet")
    vera.sees("Du har inte tagit någon rad på bordet. Skriv något till den som tar över, eller avbryt.")
    await vera.presses("Lämna över passet", note=NOTE, to="nobody")
    vera.sees("Välj någon som arbetar i växeln.", NOTE)
    house.mailbox.unreachable.add(mohammed.id)
    await vera.presses("Lämna över passet", note=NOTE, to=str(mohammed.id))
    vera.sees("Mohammed Al-Sayed kan inte nås av mig just nu.", NOTE)
    await vera.presses("Lämna över passet", note="x" * 1001, to="everyone")
    vera.sees("Skriv högst 1000 tecken.")
    house.mailbox.unreachable.update(person.id for person in house.directory.municipality.people.values())
    await vera.presses("Lämna över passet", note=NOTE, to="everyone")
    vera.sees("Ingen annan i växeln kan nås av mig just nu.")


@pytest.mark.parametrize("name", [one for one in ActionName if one.startswith(("desk.", "hand_over."))])
async def test_nobody_outside_the_switchboard_gets_anywhere_by_a_made_up_button(
    house: House, anna: Someone, vera: Someone, mohammed: Someone, karin: Someone, name: ActionName
) -> None:
    """V1: not a row is shown, taken, let go or handed over by anybody else, nor a note read."""
    await has_taken(house, vera, karin, mohammed)
    row = vera.button("Släpp").values["row"]
    await vera.presses("Lämna över passet")
    vera.sees("Du lämnar över")
    await vera.presses("Lämna över passet", note=NOTE)
    vera.sees(NOTE)
    hand_over = vera.button("Ta tillbaka").values["hand_over"]
    before = (await house.store.query("desk_book")).documents
    values = {"row": row, "hand_over": hand_over, "section": "gaps", "below": "1"}
    await anna.sends(CardAction(name, values, {"to": "everyone", "note": "Hej"}, True))
    anna.does_not_see(NOTE, "Bygglov")
    assert any(refusal in anna.sight for refusal in REFUSALS), anna.sight
    anna.sees("")
    assert (await house.store.query("desk_book")).documents == before
    assert (await house.store.query("notice")).documents[0].body["received_by"] is None
    mohammed.told.clear()


async def test_a_word_alone_is_handed_over_and_what_is_open_is_counted_rightly(
    house: House, vera: Someone, mohammed: Someone, anna: Someone
) -> None:
    """V1: one message is one; and who takes over only a word is not told of rows."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
    vera.sees("lämnat")
    await opens(house, vera)
    for one in (vera, mohammed, anna):
        one.told.clear()
    await vera.says("lämna över passet")
    vera.sees("Öppet i övrigt: 1 osett meddelande.")
    await vera.presses("Lämna över passet", to=str(mohammed.id), note=NOTE)
    vera.sees(NOTE)
    await house.sends_what_is_due()
    mohammed.is_told(NOTE)
    await mohammed.presses("Ta över")
    mohammed.sees("Du tog över mån 23 nov 10:15.")
    mohammed.does_not_see("Raderna är dina")
    vera.told.clear()
    await goes_on(house)
    vera.told.clear()


async def test_the_help_shows_an_operator_the_desk_and_the_shift_openly(vera: Someone, karin: Someone) -> None:
    """V1: what is theirs stands open and can be pressed; nobody else is offered it."""
    await vera.says("hjälp")
    vera.sees("Växeln", "”bordet”", "”lämna över passet”", "”anmälningar”", "”vad blev det av mina meddelanden?”")
    await vera.presses("Lämna över passet")
    vera.sees("Till vem?")
    await karin.says("hjälp")
    assert "”bordet”" not in karin.sight
    assert "”lämna över passet”" not in karin.sight
    karin.sees("”vem svarar på bygglov?”")
