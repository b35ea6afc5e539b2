"""Owns how searches are made from people of an invented municipality, kind by kind, and who is right of each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.labelled_searches import Names, Search
from benchmarks.register import Register
from policy.organisation import Person

MARKS_OFF = str.maketrans("åäöÅÄÖéëćžáíč", "aaoAAOeeczaic")
SPELLED = {"å": "aa", "ä": "ae", "ö": "oe", "Å": "Aa", "Ä": "Ae", "Ö": "Oe"}
NICKNAMES = {
    "Karl": "Kalle", "Lars": "Lasse", "Per": "Pelle", "Margareta": "Maggan", "Nils": "Nisse", "Bo": "Bosse",
    "Kristina": "Kicki", "Mikael": "Micke", "Hans": "Hasse", "Ulf": "Uffe", "Jan": "Janne", "Henrik": "Henke",
    "Fredrik": "Fredde", "Ann-Christin": "Anki", "Elisabeth": "Lisbet", "Gustav": "Gurra", "Susanne": "Sussi",
    "Thomas": "Tompa", "Magnus": "Mange", "Stefan": "Steffe", "Jörgen": "Jögge", "Robert": "Robban",
}  # fmt: skip
HEARD = (
    ("qvist", "kvist"), ("Qv", "Kv"), ("W", "V"), ("Carl", "Karl"), ("Karl", "Carl"), ("Th", "T"), ("ck", "k"),
    ("Claes", "Klas"), ("Christ", "Krist"), ("Krist", "Christ"), ("Erik", "Eric"), ("Sofia", "Sophia"),
    ("Marcus", "Markus"), ("Oskar", "Oscar"), ("gren", "green"), ("Gustaf", "Gustav"), ("Hj", "J"),
    ("Monica", "Monika"), ("Jakob", "Jacob"), ("ström", "strömm"), ("Hell", "Häll"),
)  # fmt: skip
"""How a name is taken down that is heard over the phone; the first that fits each part of it."""
SOUNDS = (
    ("qv", "kv"), ("w", "v"), ("ck", "k"), ("ch", "k"), ("c", "k"), ("th", "t"), ("ph", "f"), ("z", "s"), ("ä", "e"),
    ("hj", "j"), ("fs", "vs"), ("mm", "m"), ("nn", "n"), ("ss", "s"), ("ll", "l"), ("ee", "e"), ("é", "e"),
)  # fmt: skip
OF_A_KIND = 30
MOST_SEVERAL = 10
"""Searches of a kind that name more than one person."""
MOST_DRAWN = 4_000


@dataclass(frozen=True, slots=True)
class Kind:
    """How a search is made from someone, None where it can't be; and who is right, given the text and that person."""

    make: Callable[[Person, Register, random.Random], str | None]
    right: Callable[[str, Person, Register], frozenset[str] | None]
    is_near: bool = False
    """Whether a colleague of the person's unit asks."""


def searches(kind: Kind, register: Register, chance: random.Random) -> Iterator[Search]:
    """So many of the kind, from people drawn by lot; fewer where few can be searched for so."""
    several = made = 0
    for person in chance.sample(register.people, min(MOST_DRAWN, len(register.people))):
        if made == OF_A_KIND:
            return
        text = kind.make(person, register, chance)
        right = None if text is None else kind.right(text, person, register)
        if text is None or right is None:
            continue
        search = Search(text, right, person if kind.is_near else None)
        if search.names is Names.SEVERAL:
            several += 1
            if several > MOST_SEVERAL:
                continue
        made += 1
        yield search


def texts(kind: Kind, register: Register, chance: random.Random, most: int) -> Iterator[tuple[str, Person | None]]:
    """So many to be timed, whoever is right."""
    made = 0
    for person in chance.sample(register.people, min(MOST_DRAWN, len(register.people))):
        text = kind.make(person, register, chance)
        if text is not None and made < most:
            made += 1
            yield text, person if kind.is_near else None


def _same(text: str, person: Person, register: Register) -> frozenset[str]:
    del text
    return register.called([person.first_name], [person.last_name])


def _bare(text: str, person: Person, register: Register) -> frozenset[str]:
    del text
    return register.alike(person.first_name, person.last_name, lambda one: one.translate(MARKS_OFF).casefold())


def _short(text: str, person: Person, register: Register) -> frozenset[str]:
    short = text.partition(" ")[0]
    return register.called([short, *(name for name, one in NICKNAMES.items() if one == short)], [person.last_name])


def _slipped(text: str, _person: Person, register: Register) -> frozenset[str] | None:
    """What is somebody's name all the same is no slip."""
    return None if register.is_called(text) else register.fewest_slips(*text.split(" ", 1))


def _heard(text: str, person: Person, register: Register) -> frozenset[str] | None:
    if register.is_called(text):
        return None
    return register.alike(person.first_name, person.last_name, _sound)


def _without_marks(person: Person, _register: Register, _chance: random.Random) -> str | None:
    typed = person.name.translate(MARKS_OFF).lower()
    return typed if typed != person.name.lower() else None


def _spelled(person: Person, _register: Register, _chance: random.Random) -> str | None:
    typed = "".join(SPELLED.get(letter, letter) for letter in person.name)
    return typed if typed != person.name else None


def _nickname(person: Person, _register: Register, _chance: random.Random) -> str | None:
    short = NICKNAMES.get(person.first_name)
    return None if short is None else f"{short} {person.last_name}"


def _as_heard(person: Person, _register: Register, _chance: random.Random) -> str | None:
    typed = f"{_taken_down(person.first_name)} {_taken_down(person.last_name)}"
    return typed if typed != person.name and typed.count(" ") == 1 else None


def _one_slip(person: Person, _register: Register, chance: random.Random) -> str | None:
    first, last = person.first_name, person.last_name
    if max(len(first), len(last)) < len("anna") or " " in f"{first}{last}":
        return None
    return f"{first} {slip(last, chance)}" if len(last) >= len(first) else f"{slip(first, chance)} {last}"


def _two_slips(person: Person, _register: Register, chance: random.Random) -> str | None:
    if min(len(person.first_name), len(person.last_name)) < len("anna") or " " in person.name.replace(" ", "", 1):
        return None
    return f"{slip(person.first_name, chance)} {slip(person.last_name, chance)}"


def _begun(person: Person, _register: Register, _chance: random.Random) -> str | None:
    return f"{person.first_name} {person.last_name[:5].lower()}" if len(person.last_name) > len("svens") else None


def _not_here(person: Person, register: Register, chance: random.Random) -> str | None:
    """A first name of theirs with a last name of others, which nobody has together."""
    text = f"{person.first_name} {chance.choice(register.people).last_name}"
    return None if register.is_called(text) else text


def _scrambled(_person: Person, _register: Register, chance: random.Random) -> str:
    return " ".join("".join(chance.choices("bcdfghklmnpqrstvxz", k=7)) for _ in range(2))


def _mobile(person: Person, _register: Register, chance: random.Random) -> str:
    end = person.mobile[-7:]
    return chance.choice([f"070-{end[:3]} {end[3:5]} {end[5:]}", f"+46 70 {end}", f"070{end}", f"{end[:3]} {end[3:]}"])


def _with_unit(person: Person, register: Register) -> str | None:
    """Of a unit that has none below it; whoever works in one above it answers to its name with many others."""
    unit = register.town.units[person.unit]
    return None if unit.id in register.town.units_below else unit.name.lower()


def _last_and_unit(person: Person, register: Register, _chance: random.Random) -> str | None:
    unit = _with_unit(person, register)
    return None if unit is None else f"{person.last_name} på {unit}"


def _initial_and_unit(person: Person, register: Register, _chance: random.Random) -> str | None:
    unit = _with_unit(person, register)
    return None if unit is None else f"{person.first_name} {person.last_name[0]} {unit}"


def _nobody(_text: str, _person: Person, _register: Register) -> frozenset[str]:
    return frozenset()


def _alone(_text: str, person: Person, _register: Register) -> frozenset[str]:
    return frozenset([str(person.id)])


KINDS: Mapping[str, Kind] = {
    "exact": Kind(lambda p, _r, _c: p.name, _same),
    "swapped": Kind(lambda p, _r, _c: f"{p.last_name} {p.first_name}".lower(), _same),
    "last name alone": Kind(lambda p, _r, _c: p.last_name, lambda _t, p, r: r.with_last_name(p.last_name)),
    "å ä ö left out": Kind(_without_marks, _bare),
    "å ä ö spelled out": Kind(_spelled, _same),
    "nickname": Kind(_nickname, _short),
    "as it is heard": Kind(_as_heard, _heard),
    "one slip": Kind(_one_slip, _slipped),
    "two slips": Kind(_two_slips, _slipped),
    "begun": Kind(_begun, lambda _t, p, r: r.beginning(p.first_name, p.last_name[:5].casefold())),
    "name, unit": Kind(
        _last_and_unit,
        lambda _t, p, r: r.in_unit(p.unit, lambda one: one.last_name == p.last_name),
    ),
    "first name, initial, unit": Kind(
        _initial_and_unit,
        lambda _t, p, r: r.in_unit(
            p.unit, lambda one: (one.first_name, one.last_name[0]) == (p.first_name, p.last_name[0])
        ),
    ),
    "first name, by a colleague": Kind(
        lambda p, _r, _c: p.first_name,
        lambda _t, p, r: r.in_unit(p.unit, lambda one: one.first_name == p.first_name),
        is_near=True,
    ),
    "extension": Kind(lambda p, _r, _c: f"ankn {p.extension}", _alone),
    "mobile": Kind(_mobile, _alone),
    "last digits": Kind(lambda p, _r, _c: p.mobile[-4:], lambda t, _p, r: r.ending(t)),
    "nobody: such a name isn't here": Kind(_not_here, _nobody),
    "nobody: no name at all": Kind(_scrambled, _nobody),
}
TIMED: Mapping[str, tuple[str, ...]] = {
    "exact": ("exact", "swapped", "extension", "mobile"),
    "prefix": ("begun", "last name alone"),
    "typo": ("one slip", "two slips", "as it is heard"),
    "unit": ("name, unit", "first name, initial, unit", "first name, by a colleague"),
    "nobody": ("nobody: such a name isn't here", "nobody: no name at all"),
}
"""The kinds whose time is given together."""


def slip(word: str, chance: random.Random) -> str:
    """A letter doubled, dropped, mistaken or swapped with its neighbour; never the first one."""
    at = chance.randrange(1, len(word) - 1) if len(word) > len("ab") else 0
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at] + word[at:]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + chance.choice("aeiorstn") + word[at + 1 :]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if at + 1 < len(word) else word + word[at]


def _taken_down(name: str) -> str:
    return next((name.replace(written, heard) for written, heard in HEARD if written in name), name)


def _sound(name: str) -> str:
    """A name's letters where those that are heard alike are the same."""
    sound = name.casefold()
    for written, heard in SOUNDS:
        sound = sound.replace(written, heard)
    return sound
