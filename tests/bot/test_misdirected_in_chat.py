"""A misdirected call noted in a line, and its caller helped at once; what is lacking asked for in one form (S3)."""

from __future__ import annotations

from bot.cards.action_names import ActionName
from bot.turn import CardAction, Scope, Turn
from storage.kinds import MISDIRECTED
from tests.bot.house import House
from tests.bot.talk import Someone

TO_WATER = "fel kopplat: spolbil, skulle till Vatten och avlopp"
CONNECTED = "Vatten och avlopp: koppla till Olof Pålsson, 4582. Telefontid till 16:00."


def kept(house: House) -> str:
    """What is in the store of misdirected calls, as it was written."""
    return "\n".join(text for key, text in house.store.written().items() if key.kind == MISDIRECTED.name)


async def test_a_line_is_answered_with_where_to_connect_now(vera: Someone) -> None:
    """First what to say to the caller, then what was noted (S3)."""
    await vera.says(TO_WATER)
    assert vera.sight.splitlines()[0] == CONNECTED
    vera.sees("Felkopplat samtal noterat", "spolbil", "Vatten och avlopp", "Vem som ringde sparas inte")
    await vera.presses("Ångra")
    vera.sees("Samtalet om spolbil räknas inte längre")


async def test_it_landed_with_whoever_says_so(anna: Someone, vera: Someone) -> None:
    """Somebody who got the call is where it landed; who connects calls is not (S3)."""
    await anna.says("fick ett samtal om spolbil som ska till Vatten och avlopp")
    anna.sees("Hamnade hos\nAnna Svensson", "Skulle till\nVatten och avlopp")
    await anna.says("fel kopplat: hundskatt")
    anna.sees("Hamnade hos\nAnna Svensson", "Skulle till\nvet inte")
    await vera.says("fel kopplat: hundskatt")
    vera.sees("Hamnade hos\nvet inte")
    await vera.says("felkopplat: bygglov hamnade hos Bo Ek, skulle till Vatten och avlopp")
    vera.sees("Hamnade hos\nBo Ek")


async def test_a_place_that_the_directory_does_not_know_is_kept_by_its_words(vera: Someone) -> None:
    """Its caller is then connected by the matter, as far as the directory knows that."""
    await vera.says("wrong number: faktura should go to streets")
    vera.sees("Fakturafrågor: connect to", "Should have gone to\nstreets")


async def test_what_the_directory_says_is_not_where_it_landed(vera: Someone) -> None:
    """Whom it was wrongly connected to is not told again."""
    await vera.says("fel kopplat: attefallshus hamnade på Bygglov")
    vera.sees("Hamnade hos\nBygglov")
    vera.does_not_see("Bygglov: koppla till")


async def test_what_others_said_of_it_is_a_perhaps(anna: Someone, vera: Someone) -> None:
    """Where earlier calls should have gone is offered, never given as certain."""
    await anna.says("fick ett samtal om spolbil som ska till Vatten och avlopp")
    anna.sees("noterat")
    await vera.says("fel kopplat: spolbilen")
    vera.sees("Jag vet inte vem som har hand om det.", f"Kanske: {CONNECTED}")


async def test_only_what_is_lacking_is_asked_for(anna: Someone) -> None:
    """The matter; with what was understood filled in, and a line is an answer."""
    await anna.says("jag fick ett felkopplat samtal")
    anna.sees("Vad gällde samtalet?", "Anna Svensson", "Skriv inte vem som ringde")
    await anna.says("vet inte")
    anna.sees("Skriv vad samtalet gällde")
    await anna.says("hundskatt")
    anna.sees("Felkopplat samtal noterat", "hundskatt", "Hamnade hos\nAnna Svensson")


async def test_a_place_that_may_be_several_is_asked_about(vera: Someone) -> None:
    """Which Åsa is for whoever writes to say, in the card or in a line; all else is kept."""
    await vera.says("fel kopplat: spolbil ska till Åsa")
    vera.sees("spolbil", "Det finns flera: Åsa Berg, Åsa Öberg. Skriv vilken du menar.")
    await vera.says("Åsa Öberg")
    vera.sees("Skulle till\nÅsa Öberg", "noterat")


async def test_nothing_said_and_not_knowing_are_no_places(vera: Someone) -> None:
    """The right place may be left out; the matter may not."""
    await vera.says("felkopplat")
    vera.sees("Vart skulle det?")
    await vera.presses("Notera", matter=" ", place="vet inte")
    vera.sees("Skriv vad samtalet gällde")
    await vera.presses("Notera", matter="hundskatt", place="Vet ej")
    vera.sees("noterat", "Skulle till\nvet inte")


async def test_the_wrong_place_on_an_answer_opens_the_form_prefilled(vera: Someone) -> None:
    """*Fel ställe* carries the matter, and the function that was wrong."""
    await vera.says("vem svarar på brunt vatten?")
    vera.sees("Vatten och avlopp: koppla till", "Ärende: dricksvatten")
    await vera.presses("Fel ställe")
    vera.sees("brunt vatten", "Vatten och avlopp", "Var hamnade det?")
    vera.does_not_see("dricksvatten")
    await vera.presses("Notera", place="Fakturafrågor")
    vera.sees("Hamnade hos\nVatten och avlopp", "Skulle till\nFakturafrågor", "Fakturafrågor: koppla till")


async def test_what_was_noted_can_be_changed(house: House, vera: Someone) -> None:
    """The call takes the place of the one before, also where it turns out to be about something else."""
    await vera.says(TO_WATER)
    vera.sees("noterat")
    await vera.presses("Ändra")
    vera.sees("spolbil", "Vatten och avlopp")
    await vera.presses("Notera", place="Fakturafrågor")
    vera.sees("Skulle till\nFakturafrågor")
    await vera.says("ändra")
    vera.sees("Vad gällde samtalet?")
    await vera.presses("Notera", matter="hundskatt")
    vera.sees("hundskatt")
    assert kept(house).count('"right"') == 1
    await vera.says("ångra")
    vera.sees("Samtalet om hundskatt räknas inte längre")
    assert '"right"' not in kept(house)
    await vera.says("avbryt")
    vera.sees("inget att avbryta")


async def test_no_number_of_a_caller_is_kept(house: House, vera: Someone) -> None:
    """Whatever somebody types in any of the words (POLICY, whom the answers may tell what)."""
    await vera.says("fel kopplat: Kalle 070-174 06 05 ville ha spolbil")
    vera.sees("Gällde\nspolbil")
    await vera.says("fel kopplat: snö hamnade hos torget 0701740606, skulle till 08-465 004 99 gatan")
    vera.sees("noterat")
    written = kept(house)
    assert "snö" in written
    for digits in ("174", "0701740606", "465", "Kalle"):
        assert digits not in written


async def test_the_same_turn_again_is_one_call(house: House, vera: Someone) -> None:
    """The wire may bring it twice."""
    for _ in range(2):
        await vera.says(TO_WATER, again="turn-1")
        vera.sees("noterat")
    assert kept(house).count('"right"') == 1


async def test_another_persons_call_is_not_theirs_to_undo_or_change(anna: Someone, vera: Someone) -> None:
    """A made-up button is refused."""
    await vera.says(TO_WATER)
    vera.sees("noterat")
    for name, said in (("Ångra", "Bara den som noterade samtalet"), ("Ändra", "Det finns inte kvar längre")):
        await anna.sends(vera.button(name))
        anna.sees(said)
    await anna.sends(CardAction(ActionName.MISDIRECTED_UNDO, {"case": "x" * 300, "call": ""}, {}, True))
    anna.sees("Det finns inte kvar längre")


async def test_where_others_read_along_nothing_is_noted(house: House, vera: Someone) -> None:
    """It is asked to be said in one's own chat."""
    for line in (TO_WATER, "synonymer", "spolbil betyder avlopp"):
        turn = Turn(
            activity_id=line,
            person=vera.id,
            conversation="group",
            scope=Scope.GROUP,
            now=house.clock.now,
            text=line,
        )
        reply = await vera.handler(turn, vera.chat)
        assert "vår egen chatt" in reply.messages[0].text
    assert kept(house) == ""


async def test_a_place_that_is_no_more_is_not_filled_in(vera: Someone) -> None:
    """An answer's button outlives the function that it names, and may be made up."""
    for function in ("group:gone", "x" * 5_000):
        await vera.sends(CardAction(ActionName.MISDIRECTED_NEW, {"matter": "sopor", "function": function}, {}, True))
        vera.sees("sopor")
        vera.does_not_see(function)
