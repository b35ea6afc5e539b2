"""More of the errands whose cost is counted: what units, the switchboard and managers do, and what is asked."""

from __future__ import annotations

from benchmarks.errands import (
    ANNA,
    ASA,
    BO,
    GORAN,
    HAMID,
    KARIN,
    PHONE,
    VERA,
    Play,
    errand,
    presses,
    reads,
    says,
)
from bot.cards.action_names import ActionName
from bot.turn import CardAction
from tests.bot.talk import Someone

NEW_ORDER = CardAction(ActionName.ORDER_FORM, {"errand": "new", "kind": "phone"}, {}, True)


async def _ordered(anna: Someone) -> None:
    await anna.sends(NEW_ORDER)
    anna.sees("Beställ telefon")
    await anna.presses("Skicka", **PHONE)
    anna.sees("Beställningen är inskickad")


@errand("order", "made by a form")
async def _order(play: Play) -> None:
    anna, _, _ = await play.meets(ANNA, KARIN, VERA)
    await play.does(lambda: _ordered(anna))


@errand("order", "approved by a button")
async def _approved(play: Play) -> None:
    anna, karin, _ = await play.meets(ANNA, KARIN, VERA)
    await play.before(lambda: _ordered(anna))
    await play.does(presses(karin, "Godkänn", "Beställningen är godkänd"))


@errand("order", "placed by the switchboard")
async def _placed(play: Play) -> None:
    anna, karin, vera = await play.meets(ANNA, KARIN, VERA)
    await play.before(lambda: _ordered(anna), presses(karin, "Godkänn", "Beställningen är godkänd"))
    await play.does(presses(vera, "Beställd", "Beställt", reference="LV-4711"))


@errand("lost phone", "reported by a line, and told to the switchboard")
async def _lost(play: Play) -> None:
    anna, _ = await play.meets(ANNA, VERA)
    await play.does(says(anna, "jag har tappat bort mobilen", "Gör det här nu"))


async def _gap(play: Play) -> tuple[Someone, Someone]:
    """All of Bygglov are away tomorrow from nine to ten, and Karin has the card of it."""
    karin, bo, asa, anna, hamid = await play.meets(KARIN, BO, ASA, ANNA, HAMID)
    await play.before(
        says(bo, "sjuk imorgon 8-10", "Du är hänvisad"),
        says(asa, "möte imorgon 9-11.30", "Du är hänvisad"),
        says(anna, "möte imorgon 8-12", "Obemannat"),
        presses(anna, "Spara ändå", "Du är hänvisad"),
    )
    reads(karin)
    return karin, hamid


@errand("gap", "a diversion that opens one, warned of and saved, the manager told")
async def _opened(play: Play) -> None:
    _, bo, asa, anna = await play.meets(KARIN, BO, ASA, ANNA)
    await play.before(
        says(bo, "sjuk imorgon 8-10", "Du är hänvisad"), says(asa, "möte imorgon 9-11.30", "Du är hänvisad")
    )
    await play.does(says(anna, "möte imorgon 8-12", "Obemannat"), presses(anna, "Spara ändå", "Du är hänvisad"))


@errand("gap", "colleagues asked by a button")
async def _asked(play: Play) -> None:
    karin, _ = await _gap(play)
    await play.does(presses(karin, "Fråga kollegorna", "är tillfrågade"))


@errand("gap", "taken by a button")
async def _taken(play: Play) -> None:
    karin, hamid = await _gap(play)
    await play.before(presses(karin, "Fråga kollegorna", "är tillfrågade"))
    await play.does(presses(hamid, "Jag tar det", "Du svarar på Bygglov"))


@errand("gap", "accepted by a button")
async def _accepted(play: Play) -> None:
    karin, _ = await _gap(play)
    await play.does(
        presses(karin, "Acceptera luckan", "Varför får luckan vara?"),
        presses(karin, "Acceptera luckan", "Luckan får vara", reason="Växeln tar meddelanden då."),
    )


@errand("notice", "phone hours told, in a form")
async def _notice(play: Play) -> None:
    karin, _ = await play.meets(KARIN, VERA)
    await play.does(
        says(karin, "ändra telefontiden för bygglov från 7 december", "Anmäl"),
        presses(karin, "Anmäl", "Stämmer det här?", fri="9-12"),
        presses(karin, "Spara ändå", "Ny telefontid: Bygglov"),
    )


@errand("notice", "received by the switchboard")
async def _received(play: Play) -> None:
    karin, vera = await play.meets(KARIN, VERA)
    await play.before(
        says(karin, "ändra telefontiden för bygglov från 7 december", "Anmäl"),
        presses(karin, "Anmäl", "Stämmer det här?", fri="9-12"),
        presses(karin, "Spara ändå", "Ny telefontid: Bygglov"),
    )
    await play.does(presses(vera, "Kvittera", "kvitterade"))


@errand("misdirected call", "noted by a line")
async def _misdirected(play: Play) -> None:
    vera = await play.meets(VERA)
    await play.does(says(vera, "fel kopplat: spolbil, skulle till Vatten och avlopp", "noterat"))


@errand("question", "when can somebody be reached?")
async def _reached(play: Play) -> None:
    _, vera = await play.meets(GORAN, VERA)
    await play.does(says(vera, "är Göran Fransson inne?", "är inne"))


@errand("question", "the same of somebody who is away")
async def _reached_later(play: Play) -> None:
    anna, vera = await play.meets(ANNA, VERA)
    await play.before(says(anna, "möte 10.15-11", "Du är hänvisad"))
    await play.does(says(vera, "är Anna Svensson inne?", "möte"))


@errand("question", "several at once")
async def _several(play: Play) -> None:
    vera = await play.meets(VERA)
    await play.does(says(vera, "är Anna Svensson eller Bo Ek inne?", "Bo Ek"))


@errand("question", "who answers the phones?")
async def _answering(play: Play) -> None:
    vera = await play.meets(VERA)
    await play.does(says(vera, "vem har telefonpassning på bygglov?", "Bygglov"))


@errand("question", "whom to connect a matter to")
async def _connect(play: Play) -> None:
    vera = await play.meets(VERA)
    await play.does(says(vera, "bygglov", "koppla till"))


@errand("desk", "opened")
async def _desk(play: Play) -> None:
    vera = await play.meets(VERA)
    await play.does(says(vera, "bordet", "Bordet är tomt"))


@errand("desk", "kept up, something new on it")
async def _desk_kept_up(play: Play) -> None:
    karin, vera = await play.meets(KARIN, VERA)
    await play.before(
        says(vera, "bordet", "Bordet är tomt"),
        says(karin, "ändra telefontiden för bygglov från 7 december", "Anmäl"),
        presses(karin, "Anmäl", "Stämmer det här?", fri="9-12"),
        presses(karin, "Spara ändå", "Ny telefontid: Bygglov"),
    )
    play.house.clock.passes(seconds=15)
    await play.does(lambda: play.house.ticks("desks"))


@errand("figures", "the month's")
async def _month(play: Play) -> None:
    karin = await play.meets(KARIN)
    await play.does(says(karin, "månadens siffror", "Bygg"))


@errand("status", "all that is one's own")
async def _status(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "min status", "hänvis"))


@errand("privacy", "all that is known of oneself")
async def _known(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "vad vet du om mig", "vet"))


@errand("privacy", "being forgotten")
async def _forgotten(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "glöm mig", "Vill du att jag glömmer dig?"), presses(goran, "Glöm mig", "glömt dig"))


@errand("policy", "a question")
async def _policy(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "vad säger policyn om privata samtal?", "Privata samtal"))


@errand("help", "by a line")
async def _help(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "hjälp", "kan jag hjälpa dig"))
