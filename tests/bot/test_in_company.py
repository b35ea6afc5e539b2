"""What the bot says where others read along: only what everyone there may know (POLICY, whom the answers may tell)."""

from __future__ import annotations

from assembly.reaches import Reaches
from bot.turn import CardAction, Reply, Scope, Turn
from policy.presence import Lamp
from tests.bot.house import House, example_directory
from tests.bot.talk import Someone
from tests.services.teams_shown import TeamsShown


async def _in_a_group(house: House, someone: Someone, text: str = "", action: CardAction | None = None) -> Reply:
    turn = Turn(
        activity_id=f"in-company-{text}",
        person=someone.id,
        conversation="group",
        scope=Scope.GROUP,
        now=house.clock.now,
        text=text if action is None else None,
        action=action,
    )
    return await house.router(turn, someone.chat)


async def test_even_the_nearest_manager_is_told_no_reason_where_others_read_along() -> None:
    """POLICY, last section: the reason is for the manager, not for everyone in the manager's group chat."""
    house = House()
    anna, chief = house.someone("Anna Svensson"), house.someone("Karin Lindqvist")
    await anna.says("sjuk idag")
    anna.sees("Sjuk")

    await chief.says("är Anna Svensson inne?")
    chief.sees("Anna Svensson är sjuk")
    in_group = await _in_a_group(house, chief, "är Anna Svensson inne?")
    assert "Anna Svensson är frånvarande" in repr(in_group)
    assert "sjuk" not in repr(in_group)


async def test_a_persons_own_errand_is_not_carried_out_in_company() -> None:
    """The receipt would show everybody there why the person is away."""
    house = House()
    anna = house.someone("Anna Svensson")
    reply = await _in_a_group(house, anna, "sjuk idag")
    assert "vår egen chatt" in reply.messages[0].text

    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu")


async def test_a_button_of_ones_own_errand_is_not_answered_in_company() -> None:
    """A card that was forwarded to a group shows nothing there."""
    house = House()
    anna = house.someone("Anna Svensson")
    reply = await _in_a_group(house, anna, action=CardAction("status.show", {}, {}, True))
    assert "vår egen chatt" in reply.messages[0].text


async def test_what_teams_shows_is_for_the_switchboards_own_chat() -> None:
    """A group reads what everyone there may know, and Teams is not even asked."""
    teams = TeamsShown(dict.fromkeys(example_directory().municipality.people, Lamp.IN_CALL))
    house = House(reaches=Reaches(presence=teams))
    in_group = await _in_a_group(house, house.someone("Vera Åkesson"), "är Anna Svensson inne?")
    assert "Anna Svensson är inne" in repr(in_group)
    assert "enligt Teams" not in repr(in_group)
    assert teams.asked == []


async def test_what_is_known_of_a_person_is_theirs_alone() -> None:
    """No greeting, no details, no export, and nobody is forgotten there; what the policy says is everyone's."""
    house = House()
    anna = house.someone("Anna Svensson")
    for line in ("vad vet du om mig?", "glöm mig", "mina uppgifter", "min hälsning", "vad ska jag säga?"):
        reply = await _in_a_group(house, anna, line)
        assert "vår egen chatt" in reply.messages[0].text
    for name in ("privacy.show", "privacy.forget", "details.show", "greeting.show", "pages.show"):
        reply = await _in_a_group(house, anna, action=CardAction(name, {}, {}, True))
        assert "vår egen chatt" in reply.messages[0].text
    assert "A5 · " in repr(await _in_a_group(house, anna, "vad säger policyn om att ringa tillbaka?"))


async def test_a_made_up_row_carries_out_no_errand_in_company() -> None:
    """Picking someone is answered there, but only for a question; the row says itself what it goes on with."""
    house = House()
    anna = house.someone("Anna Svensson")
    remember = {"values": {"reason": "sick", "open_ended": "true"}}
    picked = {"person": str(anna.id), "then": "diversion", "remember": remember}
    reply = await _in_a_group(house, anna, action=CardAction("people.pick", picked, {}, True))
    assert "vår egen chatt" in reply.messages[0].text
    await anna.says("min status")
    anna.sees("Du är inte hänvisad just nu")

    asked = {"person": str(anna.id), "then": "availability", "remember": {}}
    reply = await _in_a_group(house, anna, action=CardAction("people.pick", asked, {}, True))
    assert "Anna Svensson är inne." in repr(reply)


async def test_several_are_told_of_in_company_as_everyone_there_may_know_them() -> None:
    """POLICY, last section: for the nearest manager too; by the line, its *Uppdatera* and a row; no messages there."""
    house = House()
    anna, chief = house.someone("Anna Svensson"), house.someone("Karin Lindqvist")
    await anna.says("sjuk idag")
    anna.sees("Sjuk")
    people = {"people": [{"person": str(house.person(name).id)} for name in ("Anna Svensson", "Bo Ek")]}
    row = {"person": str(anna.id)}
    for reply in (
        await _in_a_group(house, chief, "är Anna Svensson eller Bo Ek inne?"),
        await _in_a_group(house, chief, action=CardAction("availability.several", people, {}, True)),
        await _in_a_group(house, chief, action=CardAction("availability.show", row, {}, True)),
    ):
        assert "rånvarande" in repr(reply)
        assert "sjuk" not in repr(reply).lower()
        assert "bekräft" not in repr(reply)
        assert "message.new" not in repr(reply)
