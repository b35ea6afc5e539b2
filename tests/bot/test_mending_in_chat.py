"""Calls misdirected alike become a suggestion; what an editor accepts is answered right the next time (S3, A1)."""

from __future__ import annotations

import pytest

from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.house import House
from tests.bot.talk import Someone

REFUSED = "Bara de som sköter katalogen"
CONNECTED = "Vatten och avlopp: koppla till Olof Pålsson, 4582. Telefontid till 16:00."


@pytest.fixture
def ann(house: House) -> Someone:
    """An editor."""
    return house.someone("Ann-Christin Dahl")


@pytest.fixture
def lena(house: House) -> Someone:
    """Another editor."""
    return house.someone("Lena Nyström")


async def three_calls(house: House, vera: Someone, anna: Someone) -> None:
    """What it takes for a suggestion."""
    await vera.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
    vera.sees("noterat")
    await anna.says("fick ett samtal om spolbilen som ska till Vatten och avlopp")
    anna.sees("noterat")
    await vera.says("fel kopplat: spolbil hamnade hos Anna Svensson")
    vera.sees("Jag vet inte vem som har hand om det.")
    await house.sends_what_is_due()


async def test_the_whole_loop(house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone) -> None:
    """Asked in vain, misdirected three times, suggested, accepted: the same question is answered right (S3, A1)."""
    await vera.says("fel kopplat: spolbil")
    vera.sees("Jag vet inte vem som har hand om det.")
    await vera.presses("Ångra")
    vera.sees("räknas inte längre")
    await three_calls(house, vera, anna)
    lena.is_told("3 felkopplade samtal: spolbil")
    ann.is_told("3 felkopplade samtal: spolbil", "Anna Svensson (2 gånger)", "Vatten och avlopp (2 gånger)")
    await ann.presses("Godkänn", mend="synonym:vattenläcka")
    ann.sees("Du godkände 10:15: ”spolbil” betyder vattenläcka.")
    await house.sends_what_is_due()
    lena.is_told("Ann-Christin Dahl godkände 10:15: ”spolbil” betyder vattenläcka.", changed=True)
    await vera.says("fel kopplat: spolbil")
    vera.sees(CONNECTED)
    vera.does_not_see("Jag vet inte")
    await ann.presses("Ta tillbaka")
    ann.sees("Du tog tillbaka det 10:15")
    await house.sends_what_is_due()
    lena.is_told("Ann-Christin Dahl tog tillbaka det", changed=True)
    await vera.says("fel kopplat: spolbil")
    vera.sees("Jag vet inte")


async def test_who_comes_second_sees_who_was_first(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """Nobody's decision is overwritten (A1)."""
    await three_calls(house, vera, anna)
    ann.is_told("spolbil")
    lena.is_told("spolbil")
    buttons = [lena.button(title) for title in ("Godkänn", "Inte nu", "Aldrig")]
    await ann.presses("Godkänn", mend="group:vatten")
    ann.sees("är ett ärende hos Vatten och avlopp")
    for button in buttons:
        await lena.sends(button)
        lena.sees("Någon annan hann före", "Ann-Christin Dahl godkände")
    await house.sends_what_is_due()
    lena.is_told("Ann-Christin Dahl godkände", changed=True)


async def test_something_else_may_be_chosen_in_the_card(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """Another matter, group or person by what it is called; what can't be is said at its field, and all is kept."""
    await three_calls(house, vera, anna)
    lena.is_told("spolbil")
    ann.is_told("spolbil")
    await ann.presses("Godkänn", other="hoppsan")
    ann.sees("Jag hittar inte ”hoppsan” i katalogen", "hoppsan")
    await ann.presses("Godkänn", other="gatukontoret")
    ann.sees("Tekniska kontoret är en hel enhet", "Avfall och återvinning")
    await ann.presses("Godkänn", other="Carl von Essen")
    ann.sees("”spolbil” är ett ärende som Carl von Essen svarar på")
    await house.sends_what_is_due()
    lena.is_told("Carl von Essen", changed=True)
    await vera.says("fel kopplat: spolbil")
    vera.sees("koppla till Carl von Essen")


async def test_not_now_comes_again_after_as_many_more(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """On a card of its own; the old one stays as it was decided."""
    await three_calls(house, vera, anna)
    lena.is_told("spolbil")
    ann.is_told("spolbil")
    await ann.presses("Inte nu")
    ann.sees("Du valde Inte nu 10:15")
    await house.sends_what_is_due()
    lena.is_told("Ann-Christin Dahl valde Inte nu", changed=True)
    house.clock.passes(minutes=5)
    for _ in range(2):
        await vera.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
        vera.sees("noterat")
    await house.sends_what_is_due()
    await vera.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
    vera.sees("noterat")
    await house.sends_what_is_due()
    ann.is_told("6 felkopplade samtal: spolbil")
    lena.is_told("6 felkopplade samtal: spolbil")


async def test_never_is_never_unless_it_is_undone(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """A slip of the finger is mended on the card."""
    await three_calls(house, vera, anna)
    lena.is_told("spolbil")
    ann.is_told("spolbil")
    await ann.presses("Aldrig")
    ann.sees("Inget mer föreslås om det här.")
    for _ in range(4):
        await vera.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
        vera.sees("noterat")
    await house.sends_what_is_due()
    lena.is_told("valde Aldrig", changed=True)
    await ann.presses("Ångra")
    ann.sees("7 felkopplade samtal: spolbil", "Godkänn")
    await house.sends_what_is_due()
    lena.is_told("Inte nu", changed=True)


async def test_more_calls_are_counted_on_the_card_that_waits(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """It is changed in place, without a sound."""
    await three_calls(house, vera, anna)
    for one in (ann, lena):
        one.is_told("3 felkopplade samtal: spolbil")
    await vera.says("fel kopplat: spolbil, skulle till Vatten och avlopp")
    vera.sees("noterat")
    await house.sends_what_is_due()
    for one in (ann, lena):
        one.is_told("4 felkopplade samtal: spolbil", "Godkänn", changed=True)


async def test_where_the_directory_is_right_nothing_is_suggested(house: House, vera: Someone, ann: Someone) -> None:
    """Calls that went wrong all the same say nothing about the directory."""
    for _ in range(4):
        await vera.says("fel kopplat: vattenläcka hamnade hos Bo Ek, skulle till Vatten och avlopp")
        vera.sees("noterat")
    await house.sends_what_is_due()
    await ann.says("synonymer")
    ann.sees("Inget är tillagt i chatten")


async def test_an_editors_own_words(house: House, vera: Someone, ann: Someone, lena: Someone) -> None:
    """A synonym and a matter by line, at once; the list says who added what, and each is taken back (A1)."""
    await ann.says("synonym: spolbil = vattenläcka")
    ann.sees("Tillagt i katalogen", "”spolbil” betyder vattenläcka")
    await vera.says("fel kopplat: spolbil")
    vera.sees(CONNECTED)
    await lena.says("lägg till ärendet trädfällning på Vatten och avlopp")
    lena.sees("”trädfällning” är ett ärende hos Vatten och avlopp")
    await lena.says("lägg till ärendet snöskottning hos Carl von Essen")
    lena.sees("”snöskottning” är ett ärende som Carl von Essen svarar på")
    await lena.says("lägg till ärendet snöskottning på Vatten och avlopp")
    lena.sees("Tillagt")
    await lena.says("ta bort ärendet snöskottning från Vatten och avlopp")
    lena.sees("Borttaget ur katalogen", "Vatten och avlopp")
    await ann.says("synonymer")
    ann.sees("”spolbil” betyder vattenläcka", "Ann-Christin Dahl, idag", "Lena Nyström, idag", "snöskottning")
    await ann.says("ta bort synonymen spolbilen")
    ann.sees("Borttaget ur katalogen", "”spolbil” betyder vattenläcka")
    await vera.says("fel kopplat: spolbil")
    vera.sees("Jag vet inte")
    await ann.says("synonymer")
    ann.sees("snöskottning")
    await ann.presses("Ta tillbaka")
    ann.sees("Borttaget: ”snöskottning”", "trädfällning")
    await ann.says("ta bort synonymen spolbil")
    ann.sees("Inget är tillagt i chatten för spolbil")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("synonym: bygglov = avlopp", "”bygglov” är redan namnet på Bygglov"),
        ("synonym: marklov = avlopp", "”marklov” är redan ett ärende hos Bygglov"),
        ("synonym: karin = avlopp", "”karin” är redan namnet på Karin Lindqvist"),
        ("synonym: olof = avlopp", "”olof” är redan namnet på Olof Pålsson"),
        ("synonym: spolbil = avlopp, dricksvatten", "Jag hittar inte ”avlopp, dricksvatten”"),
        ("synonym: ekonomi = avlopp", "”ekonomi” är redan namnet på Ekonomikontoret"),
        ("synonym: vattenläcka = avlopp", "”vattenläcka” leder redan till Vatten och avlopp"),
        ("synonym: avlopp = avlopp", "”avlopp” leder redan till"),
        ("synonym: spolbil = hoppsan", "Jag hittar inte ”hoppsan” i katalogen"),
        ("synonym: spolbil", "Skriv vart det ska leda"),
        ("synonym: 070-174 06 05 = avlopp", "Skriv vilket ord det gäller"),
        ("lägg till ärendet trädfällning på gatukontoret", "Tekniska kontoret är en hel enhet"),
        ("lägg till ärendet trädfällning hos Åsa", "Det finns flera: Åsa Berg, Åsa Öberg"),
        ("lägg till ärendet bygglov på Vatten och avlopp", "”bygglov” är redan namnet på Bygglov"),
        (f"synonym: {'spolbil' * 13} = avlopp", "Ordet är för långt"),
    ],
)
async def test_what_would_answer_wrong_is_refused_in_clear_words(ann: Someone, line: str, said: str) -> None:
    """Never a wrong answer given as certain (A1)."""
    await ann.says(line)
    ann.sees(said)
    await ann.says("synonymer")
    ann.sees("Inget är tillagt i chatten")


async def test_a_synonym_of_one_matter_is_no_synonym_of_another(ann: Someone) -> None:
    """It is taken back first."""
    await ann.says("synonym: spolbil = vattenläcka")
    ann.sees("Tillagt")
    await ann.says("synonym: spolbil = skolskjuts")
    ann.sees("”spolbil” är redan en synonym som leder till", "Ta bort den först")


@pytest.mark.parametrize("name", ["Vera Åkesson", "Anna Svensson", "Karin Lindqvist", "Amir Haddad"])
async def test_only_editors_mend(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone, name: str
) -> None:
    """By line and by made-up buttons: each is refused, and nothing is changed (A1)."""
    await three_calls(house, vera, anna)
    lena.is_told("spolbil")
    ann.is_told("spolbil")
    case = lena.button("Godkänn").values["case"]
    someone = house.someone_there(name)
    for line in (
        "synonym: dagis = barnomsorg",
        "lägg till ärendet snö på Vatten och avlopp",
        "ta bort synonymen spolbil",
    ):
        await someone.says(line)
        someone.sees(REFUSED)
    await someone.says("synonymer")
    someone.sees(REFUSED)
    for action in ActionName:
        if action.value.startswith("mend."):
            values = {"case": case, "round": "1", "mend": "x", "from": "list"}
            await someone.sends(CardAction(action, values, {"mend": "group:vatten", "other": ""}, True))
            someone.sees(REFUSED)
    await ann.says("synonymer")
    ann.sees("Väntar på dig", "spolbil: 3 felkopplade samtal")


async def test_what_waits_is_reached_from_the_list(
    house: House, vera: Someone, anna: Someone, ann: Someone, lena: Someone
) -> None:
    """For who has lost the card, or never had a chat when it was sent."""
    await three_calls(house, vera, anna)
    lena.is_told("spolbil")
    ann.is_told("spolbil")
    await ann.says("förslag till katalogen")
    ann.sees("Väntar på dig")
    await ann.presses("spolbil: 3 felkopplade samtal")
    ann.sees("Så här kan katalogen rättas")
    await ann.presses("Godkänn", mend="synonym:vattenläcka")
    ann.sees("Du godkände")
    await house.sends_what_is_due()
    lena.is_told("godkände", changed=True)


async def test_made_up_buttons_of_an_editor_harm_nothing(ann: Someone) -> None:
    """What isn't there is said not to be."""
    for action in ActionName:
        if action.value.startswith("mend.") and action is not ActionName.MEND_LIST:
            values = {"case": "nothing", "round": "9" * 400, "mend": "x"}
            await ann.sends(CardAction(action, values, {"mend": "person:nobody"}, True))
            ann.sees("Det finns inte kvar längre")
