"""Invents what the answer groups of a large municipality answer for, and searches for it, each with what is right.

A matter is a compound of a subject and an errand, fifteen hundred of them; a group answers for three, and is called by
the first of them and a place where no unit is. Whoever asks says the matter as it is, bent, in a sentence, mistyped, or
with the place.
"""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from benchmarks.invented_names import each
from benchmarks.invented_people import BEGINNINGS
from benchmarks.labelled_searches import Search
from benchmarks.search_kinds import slip
from policy.answer_groups import AnswerGroup, PhoneHours
from policy.functions import of_group
from policy.ids import GroupId, UnitId
from policy.organisation import Municipality

MEMBERS = 20
OF_A_KIND = 30
_SUBJECTS = each(
    """
avfalls avlopps badhus barnomsorgs bergvärme biblioteks boende brand bredbands bro buller byggnads båtplats cykelbane
dagvatten detaljplane dricksvatten djurskydds eldnings energi evenemangs fastighets fiske flykting fordons frilufts
färdtjänst föräldra förenings förskole gatu grav grundskole gymnasie hamn hemtjänst hyres hälsoskydds idrotts jakt
kemikalie klimat kolonilott konsument kultur kyrkogårds larm lekplats livsmedels lokal lager marknads miljö musikskole
natur park parkerings radon renhållnings restaurang
"""
)
_ERRANDS = dict(
    pair.split(":")
    for pair in each(
        """
anmälan:anmälningar ansökan:ansökningar avgift:avgiften avtal:avtalet besiktning:besiktningen bidrag:bidraget
bokning:bokningen dispens:dispensen faktura:fakturan kontroll:kontrollen kö:kön lov:lovet peng:pengen plats:platsen
prövning:prövningen rådgivning:rådgivningen skötsel:skötseln stöd:stödet taxa:taxan tillstånd:tillståndet
tillsyn:tillsynen underhåll:underhållet uthyrning:uthyrningen vägledning:vägledningen översyn:översynen
"""
    )
)
"""Each with its bent form."""
_NOBODYS = each(
    """
giraffer rymdfärder tandblekning schackpjäser trollformler spökjakt cirkuselefanter tangokurs pizzadeg solglasögon
flygbiljetter lottorader guldvaskning bilbesiktning tandläkare polisanmälan körkort pass deklaration bankkonto
vigselringar sommarprat bluesgitarr kattunge operabiljett fiskespö dykarklocka snickarbyxor vinprovning hundkapp
"""
)
_HOURS = PhoneHours(weekdays={}, published_on=date(2026, 9, 1))
_MATTERS = [subject + errand for subject, errand in itertools.product(_SUBJECTS, _ERRANDS)]
_PLACES = [begin + end for begin, end in itertools.product(BEGINNINGS, each("berga bro fors holm kärr mo strand vång"))]
_SENTENCES = ("vem svarar på {}?", "kunden undrar om {}", "har en fråga om {}", "vill klaga på {}", "{} tack")


def with_groups(people: Municipality, *, seed: int = 1) -> Municipality:
    """The municipality with an answer group for each twenty people, in the order that they have."""
    chance = random.Random(seed)
    ids = list(people.people)
    groups: dict[GroupId, AnswerGroup] = {}
    for number in range(len(ids) // MEMBERS):
        matters = chance.sample(_MATTERS, 3)
        groups[GroupId(f"g{number}")] = AnswerGroup(
            id=GroupId(f"g{number}"),
            name=f"{matters[0].capitalize()} {chance.choice(_PLACES)}",
            unit=UnitId("kommunen"),
            members=tuple(ids[number * MEMBERS : (number + 1) * MEMBERS]),
            matters=tuple(matters),
            phone_hours=_HOURS,
        )
    return replace(people, groups=groups)


def matter_searches(town: Municipality) -> Mapping[str, list[Search]]:
    """The labelled searches of each kind: everyone who has the matter is right, or who has it in that place."""
    having: defaultdict[str, set[str]] = defaultdict(set)
    placed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for group in town.groups.values():
        function, place = of_group(group.id).id, group.name.partition(" ")[2]
        for matter in group.matters:
            having[matter].add(function)
        placed[group.matters[0], place].add(function)
    chance = random.Random(1)
    groups = chance.sample(list(town.groups.values()), min(OF_A_KIND, len(town.groups)))

    def made(ask: Callable[[str], str]) -> Iterator[Search]:
        for group in groups:
            matter = chance.choice(group.matters)
            text = ask(matter)
            if text == matter or text not in having:
                yield Search(text, frozenset(having[matter]))

    return {
        "matter": list(made(lambda matter: matter)),
        "matter, bent": list(made(_bent)),
        "matter, in a sentence": list(made(lambda matter: chance.choice(_SENTENCES).format(_bent(matter)))),
        "matter, one slip": list(made(lambda matter: slip(matter, chance))),
        "matter, at a place": [
            Search(f"{group.matters[0]} {place}".lower(), frozenset(placed[group.matters[0], place]))
            for group in groups
            if (place := group.name.partition(" ")[2])
        ],
        "matter that nobody has": [Search(text, frozenset()) for text in _NOBODYS],
    }


def _bent(matter: str) -> str:
    errand = next(one for one in sorted(_ERRANDS, key=len, reverse=True) if matter.endswith(one))
    return matter.removesuffix(errand) + _ERRANDS[errand]
