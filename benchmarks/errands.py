"""The errands whose cost is counted, each as a person does it, by a line, a form or a button, in an example town.

What is `before` is not counted; what `does` counts, each act with what follows right after it. Every act looks at what
came of it, so that no errand is priced that did not happen.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bot.metered_house import Cost, MeteredHouse
from tests.bot.talk import Someone

EVERY_MINUTE = (
    *("promises", "approvals", "greetings", "details", "erasures", "coverage_changes", "coverage", "tallies"),
    *("reports", "notices", "announced", "misdirected", "desk_book", "questions"),
)
"""The jobs that may have something left to do about an errand, a minute or more later; none that goes through all."""
CALL = "ring upp Kalle 070-174 06 05 om bygglov senast imorgon"
MESSAGE = "hälsa Göran Fransson att Kalle 070-174 06 05 vill bli uppringd om bygglov"
CLAUSES = dict.fromkeys(("property", "private_calls", "social_media", "care", "municipal_only"), "true")
PHONE = {"item": "mobil-standard", "number": "new", "reason": "Ska ut på fältet.", **CLAUSES}
GORAN, ANNA, KARIN, VERA, BO, ASA, HAMID = (
    *("Göran Fransson", "Anna Svensson", "Karin Lindqvist", "Vera Åkesson"),
    *("Bo Ek", "Åsa Berg", "Hamid Karimi"),
)


@dataclass
class Play:
    """A house in which one errand is done."""

    house: MeteredHouse
    costs: list[Cost] = field(default_factory=list)

    async def meets(self, *names: str) -> Any:
        """Those people, who have used the bot before; the only one, or all."""
        met = await self.house.meets(*names)
        await self.house.ticks(*EVERY_MINUTE)
        await self.house.does_what_follows()
        return met[0] if len(names) == 1 else met

    async def before(self, *acts: Callable[[], Awaitable[None]]) -> None:
        """What has to be so already."""
        await self.house.costs(*acts)

    async def does(self, *acts: Callable[[], Awaitable[None]]) -> None:
        """What is counted."""
        self.costs.append(await self.house.costs(*acts))


@dataclass(frozen=True, slots=True)
class Errand:
    """Something that people do; `part` is what of the bot it belongs to."""

    part: str
    title: str
    plays: Callable[[Play], Awaitable[None]]


ERRANDS: list[Errand] = []


def errand(part: str, title: str) -> Callable[[Callable[[Play], Awaitable[None]]], Callable[[Play], Awaitable[None]]]:
    """Puts it on the list."""

    def put(plays: Callable[[Play], Awaitable[None]]) -> Callable[[Play], Awaitable[None]]:
        ERRANDS.append(Errand(part, title, plays))
        return plays

    return put


def says(someone: Someone, line: str, sees: str) -> Callable[[], Awaitable[None]]:
    """Something typed, and a part of the answer."""

    async def act() -> None:
        await someone.says(line)
        someone.sees(sees)

    return act


def presses(someone: Someone, title: str, sees: str, **inputs: str) -> Callable[[], Awaitable[None]]:
    """A button of the newest card, and a part of the answer. What has come unasked meanwhile is read first."""

    async def act() -> None:
        reads(someone)
        await someone.presses(title, **inputs)
        someone.sees(sees)

    return act


def reads(someone: Someone) -> None:
    """Take in what has come; the last card of it is then the newest."""
    for told in someone.told:
        someone.card = told.message.card or someone.card
        someone.card_activity = told.activity if told.message.card is not None else someone.card_activity
    someone.told.clear()


@errand("diversion", "by a line")
async def _line(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "lunch till 13", "Du är hänvisad"))


@errand("diversion", "by a line, in phone hours of one's group")
async def _line_of_member(play: Play) -> None:
    anna = await play.meets(ANNA)
    await play.does(says(anna, "möte 10.30-11", "Du är hänvisad"))


@errand("diversion", "by a form")
async def _form(play: Play) -> None:
    goran = await play.meets(GORAN)
    opened = says(goran, "möte om en timme", "Till dag")
    await play.does(opened, presses(goran, "Spara", "Du är hänvisad", end_date="2026-11-23", end_time="13:00"))


@errand("diversion", "back by a line")
async def _back(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, "lunch till 13", "Du är hänvisad"))
    await play.does(says(goran, "jag är tillbaka", "Välkommen tillbaka"))


@errand("diversion", "undone by a line")
async def _undone(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, "lunch till 13", "Du är hänvisad"))
    await play.does(says(goran, "ångra", "Ångrat"))


@errand("diversion", "undone by a button")
async def _undone_by_button(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, "lunch till 13", "Du är hänvisad"))
    await play.does(presses(goran, "Ångra", "Ångrat"))


@errand("diversion", "a colleague's, by the switchboard")
async def _others(play: Play) -> None:
    _, vera = await play.meets(GORAN, VERA)
    await play.does(says(vera, "Göran Fransson är sjuk idag", "Göran Fransson"))


@errand("diversion", "over a promise to call back")
async def _over_promise(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, "ring upp Kalle 070-174 06 05 senast idag kl 15", "Ring Kalle"))
    await play.does(says(goran, "möte 14-16", "Kalle"))


@errand("greeting", "noted by a line")
async def _greeting(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, "har läst in hälsning", "Din hälsning"))


@errand("promise", "made by a line, the first of a day")
async def _promise(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.does(says(goran, CALL, "Ring Kalle"))


@errand("promise", "made by a line, another")
async def _another_promise(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, "ring upp Eva 070-174 06 12 senast imorgon", "Ring Eva"))
    await play.does(says(goran, CALL, "Ring Kalle"))


@errand("promise", "closed by a line")
async def _closed(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, CALL, "Ring Kalle"))
    await play.does(says(goran, "har ringt Kalle", "Klart"))


@errand("promise", "closed by a button")
async def _closed_by_button(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, CALL, "Ring Kalle"))
    await play.does(presses(goran, "Klart", "Klart"))


@errand("promise", "handed over, and taken")
async def _handed_over(play: Play) -> None:
    anna, bo = await play.meets(ANNA, BO)
    await play.before(says(anna, CALL, "Ring Kalle"))
    await play.does(says(anna, "lämna över Kalle till Bo Ek", "Bo Ek är tillfrågad"))
    await play.does(presses(bo, "Jag tar det", "Ring Kalle"))


@errand("promise", "one's own listed")
async def _promises_listed(play: Play) -> None:
    goran = await play.meets(GORAN)
    await play.before(says(goran, CALL, "Ring Kalle"))
    await play.does(says(goran, "mina löften", "Kalle"))


@errand("message", "left by a line, and delivered")
async def _message(play: Play) -> None:
    _, vera = await play.meets(GORAN, VERA)
    await play.does(says(vera, MESSAGE, "lämnat"))


@errand("message", "seen by a button")
async def _message_seen(play: Play) -> None:
    goran, vera = await play.meets(GORAN, VERA)
    await play.before(says(vera, MESSAGE, "lämnat"))
    await play.does(presses(goran, "Jag har sett", "Kalle"))
