"""Invents a large municipality for measurements: names as common and as rare as in Sweden, the same for the same seed.

The commonest names stand first, and each is drawn in proportion to one over its place in the list, as names are spread
in fact. Rare family names are put together from the syllables that Swedish ones are made of.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from benchmarks.invented_names import (
    RARE_FAMILY_NAMES,
    RARE_FIRST_NAMES,
    drawn,
    each,
    rare_family_names,
    rare_first_names,
    weights,
)
from policy.organisation import Municipality, Person, PersonId, Unit, UnitId
from policy.working_calendar import OFFICE_HOURS, WorkingCalendar, WorkingHours

FIRST_NAMES = each(
    """
Anna Eva Maria Karin Kristina Lena Sara Emma Kerstin Ingrid Malin Marie Jenny Hanna Linda Birgitta Annika Susanne Elin
Monica Johanna Sofia Julia Åsa Ulla Carina Ida Inger Elisabeth Helena Linnea Sandra Camilla Anette Matilda Jessica
Ulrika Gunilla Amanda Emelie Frida Elsa Agneta Maja Margareta Astrid Pernilla Cecilia Lisa Alva Barbro Therese
Caroline Charlotte Ann-Christin Ann-Marie Anna-Karin Fatima Zahra Gun Britt Siv Märta Zoë Gabriella Nathalie Dženana
Lars Erik Mikael Anders Johan Per Peter Daniel Fredrik Andreas Jan Karl Stefan Hans Mats Marcus Bengt Jonas Magnus
Thomas Alexander Björn Bo Oskar Nils Henrik Göran Ulf Patrik Robert Viktor Leif Mattias Anton Joakim Håkan Christer
Christian William Simon David Emil Filip Roger Mohamed Kjell Martin Linus Kenneth Åke Rolf Tommy Sven Claes Olle
Rasmus Jörgen Kent Lennart Gustav Tobias Ahmed Ali Hassan Sven-Erik Per-Olof Jan-Erik Carl-Johan Abdullah Jean-Pierre
Goran Erika Ellen Alice Ella Ebba Agnes Saga Klara Wilma Vera Signe Alma Olivia Nova Stina Lovisa Tove Moa Tuva Edith
Rut Axel Hugo Elias Lucas Liam Noah Oliver Isak Albin Ludvig Melvin Edvin Arvid Sixten Adam Nikola Aleksandra Yusuf
Amir
"""
)
FAMILY_NAMES = each(
    """
Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson
Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist Lindgren Berg Axelsson Bergström
Lundberg Lind Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Ali
Engström Danielsson Håkansson Eklund Lundin Mohamed Gunnarsson Björk Holm Bergman Samuelsson Fransson Wikström
Isaksson Bergqvist Arvidsson Nyström Holmberg Löfgren Söderberg Nyberg Blomqvist Claesson Nordström Mårtensson
Lundström Ahmed Viklund Björklund Eliasson Berggren Sandström Nordin Ström Åberg Hermansson Ekström Holmgren Sundberg
Hedlund Dahlberg Hellström Sjögren Abrahamsson Falk Martinsson Öberg Andreasson Månsson Ek Blom Åkesson Strömberg
Hansen Norberg Hassan Lindholm Dahl Jonasson Sundström García Nguyen Hussein Haddad Kowalczyk Novák Hadžić Müller
Al-Sayed Papadopoulos Wang
"""
)
BEGINNINGS = each(
    """
Al Alm Ask Berg Björk Blom Bo Bro By Dahl Ed Ek El Eng Fager Fors Frö Gran Grön Gull Hag Hall Ham Hed Hell Hjort
Holm Hult Hög Käll Kvarn Lag Lill Lind Ljung Lund Löf Malm Mar Mel Mo Myr Norr Ny Näs Od Pal Ros Rud Ryd Röd Sand Sjö
Skog Sol Stål Sten Strand Ström Sund Svan Säf Söder Tall Torn Tun Ull Vall Vass Vester Vik Våg Väst Åker Ång Åström
Älv Ö Öst Österl
"""
)
ENDINGS = each(
    """
berg ström qvist kvist gren lund lind dahl man stedt mark holm blad strand stam feldt löf lin lén ell én born by vall
beck rot back bäck blom ros hag haga rud skog hammar
"""
)
TITLES = each(
    """
Handläggare Undersköterska Lärare Förskollärare Socialsekreterare Ekonom Enhetschef Rektor Administratör Ingenjör
Bygglovshandläggare Biståndshandläggare Vaktmästare Miljöinspektör Bibliotekarie Kurator Sjuksköterska Projektledare
"""
)
PLACES = each(
    """
Norr Söder Väst Öst Centrum Björkhaga Ekbacken Lindängen Strandvägen Kyrkbyn Sjövik Åkerby
"""
)
PLACE_ENDINGS = each("backa by dal gård hult kulla lunda näs sjö torp vik ås")
BRANCHES = each(
    """
Skola Förskola Hemtjänst Äldreboende Bygg Miljö Teknik Bibliotek Stöd Ekonomi
"""
)
ZONE = ZoneInfo("Europe/Stockholm")
PEOPLE_OF_A_UNIT = 40


def large_municipality(
    people: int, *, hours: Sequence[WorkingHours] = (OFFICE_HOURS,), seed: int = 1, rare_names: bool = False
) -> Municipality:
    """A municipality of so many people, each with an extension, a mobile number and an address of their own.

    They work those hours by turns. With `rare_names` they are called as a whole country is, and work in thousands of
    units where they are many; else two thousand family names and 120 units are all there are.
    """
    chance = random.Random(seed)
    units = _units(people // PEOPLE_OF_A_UNIT if rare_names else 0, random.Random(seed))
    family_names = (*FAMILY_NAMES, *_rare_family_names(chance))
    if rare_names:
        rarer = rare_family_names(BEGINNINGS, ENDINGS, family_names[: len(FAMILY_NAMES)], chance)
        firsts = drawn(FIRST_NAMES, rare_first_names(FIRST_NAMES, chance), RARE_FIRST_NAMES, people, chance)
        lasts = drawn(family_names, rarer, RARE_FAMILY_NAMES, people, chance)
    else:
        firsts = chance.choices(FIRST_NAMES, weights(len(FIRST_NAMES)), k=people)
        lasts = chance.choices(family_names, weights(len(family_names)), k=people)
    places = chance.choices([unit.id for unit in units[1:]], k=people)
    titles = chance.choices(TITLES, k=people)
    works = itertools.islice(itertools.cycle(hours), people)
    everyone = [
        _person(number, *facts) for number, facts in enumerate(zip(firsts, lasts, places, titles, works, strict=True))
    ]
    return Municipality(
        name="Storköping",
        language="sv",
        calendar=WorkingCalendar(ZONE),
        people={person.id: person for person in everyone},
        units={unit.id: unit for unit in units},
        groups={},
    )


def _person(number: int, first: str, last: str, unit: UnitId, title: str, hours: WorkingHours) -> Person:
    return Person(
        id=PersonId(f"e5e5e5e5-0000-4000-8000-{number:012d}"),
        first_name=first,
        last_name=last,
        title=title,
        unit=unit,
        hours=hours,
        email=f"p{number}@exempelkommun.example",
        extension=f"{number:05d}",
        # No range set aside for fiction holds so many numbers; these leave this process nowhere.
        mobile=f"+4670{number:07d}",
        details_confirmed_on=date(2026, 1, 1),
    )


def _units(more: int, chance: random.Random) -> list[Unit]:
    """The branches with a unit in each place, and some so many more in places with names that are made up."""
    top = UnitId("kommunen")
    branches = [Unit(id=UnitId(branch.casefold()), name=branch, parent=top) for branch in BRANCHES]
    made = [f"{begin}{end}" for begin, end in itertools.product(BEGINNINGS, PLACE_ENDINGS)]
    places = [*PLACES, *chance.sample(made, min(more // len(BRANCHES), len(made)))]
    leaves = [
        Unit(id=UnitId(f"{branch.id}-{place.casefold()}"), name=f"{branch.name} {place}", parent=branch.id)
        for branch, place in itertools.product(branches, places)
    ]
    return [Unit(id=top, name="Storköpings kommun"), *branches, *leaves]


def _rare_family_names(chance: random.Random) -> list[str]:
    made = {begin + end for begin, end in itertools.product(BEGINNINGS, ENDINGS)} - set(FAMILY_NAMES)
    return chance.sample(sorted(made), len(made))
