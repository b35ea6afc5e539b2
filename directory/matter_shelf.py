"""Owns what every matter is called and whom it leads to: an index of phrases, made once of what a directory says (S3).

It must not judge what was said: it gives the phrases in which words stand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from math import log

from directory.errand_words import FRAMING, LITTLE, OPTIONAL
from directory.folding import words
from directory.matter_words import MatterWords
from policy.organisation import AnswerGroup, GroupId, Municipality, Person, PersonId, Unit, UnitId
from services.ports import MattersBeside

Key = tuple[str, ...]
"""A phrase's words in their order, without the little ones."""

MOST_HOLDERS = 8
"""A title that more people bear says nobody's function."""
MOST_LISTED = 60
"""Phrases looked through for one word; those of few words come first."""
_BETWEEN = re.compile(r"\s+(?:och|and|samt|&)\s+|\s*[,/;]\s*")


class Source(Enum):
    """Where a phrase is from, and how well it then stands for the function."""

    MATTER = 1.0
    """The group's name or one of its matters, somebody's own matter."""
    PART = 0.96
    """One of the things that a group's name lists: "Vatten och avlopp"."""
    UNIT = 0.93
    """What its unit is called."""
    TITLE = 0.91
    """The title of those who are in it."""

    @property
    def is_whole(self) -> bool:
        """Whether it leads there only where nothing else is said: "en lampa på skolan" is no errand for the school."""
        return self in (Source.UNIT, Source.TITLE)


@dataclass(slots=True)
class Phrase:
    """One matter, and whom it leads to. `needed` are the words without which it isn't meant."""

    key: Key
    spelled: str
    needed: frozenset[str]
    groups: dict[GroupId, Source] = field(default_factory=dict)
    people: dict[PersonId, Person] = field(default_factory=dict)
    holders: dict[PersonId, Person] = field(default_factory=dict)
    means: list[Key] = field(default_factory=list)
    """What it is another word for."""
    is_beside: bool = False
    """Whether it is told beside the directory."""
    surest: tuple[tuple[GroupId, Source], ...] = ()
    """Its groups once it is arranged: those that it leads to whatever else is said first."""
    plain: int = 0
    """How many of them it leads to whatever else is said."""

    def arrange(self) -> None:
        """Make what has been added ready to be looked through."""
        by_source: dict[Source, list[tuple[GroupId, Source]]] = {source: [] for source in Source}
        for one in self.groups.items():
            by_source[one[1]].append(one)
        self.surest = tuple(one for found in by_source.values() for one in found)
        self.plain = sum(len(found) for source, found in by_source.items() if not source.is_whole)

    def groups_led_to(self, *, is_whole: bool) -> tuple[tuple[GroupId, Source], ...]:
        """Its groups, the surest first; `is_whole`: nothing else was said."""
        return self.surest if is_whole else self.surest[: self.plain]


class MatterShelf:
    """Phrases, by themselves and by their words."""

    def __init__(self, *, is_beside: bool = False) -> None:
        self._is_beside = is_beside
        self.phrases: dict[Key, Phrase] = {}
        self.words = MatterWords(())
        self._spelled: dict[str, Phrase | None] = {}
        self.common_titles: frozenset[str] = frozenset()
        self._listed: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._by_rarest: defaultdict[str, list[Phrase]] = defaultdict(list)

    def add_groups(self, groups: Iterable[AnswerGroup], units: Mapping[UnitId, Unit]) -> None:
        """Groups by name, matters and what their unit is called."""
        for group in groups:
            for matter in (*group.matters, group.name):
                self._lead(matter, group.id, Source.MATTER)
            for part in _BETWEEN.split(group.name) if _BETWEEN.search(group.name) else ():
                self._lead(part.strip(" -"), group.id, Source.PART)
            unit = units.get(group.unit)
            for name in () if unit is None else (unit.name, *unit.aliases):
                self._lead(name, group.id, Source.UNIT)

    def add_people(self, people: Iterable[Person]) -> None:
        """People by their own matters."""
        for person in people:
            for matter in person.matters:
                if (phrase := self._phrase(matter)) is not None:
                    phrase.people[person.id] = person

    def add_titles(
        self, people: Iterable[Person], groups_of: Mapping[PersonId, Sequence[GroupId]], but: Collection[str] = ()
    ) -> None:
        """People, or the one group that they all are in, by a title that few bear; no title of `but`."""
        bearing: dict[str, list[Person]] = {}
        for person in people:
            holders = bearing.setdefault(person.title, [])
            if len(holders) <= MOST_HOLDERS:
                holders.append(person)
        self.common_titles = frozenset(title for title, holders in bearing.items() if len(holders) > MOST_HOLDERS)
        for title, holders in bearing.items():
            phrase = None if title in self.common_titles or title in but else self._phrase(title)
            if phrase is None:
                continue
            shared = set.intersection(*(set(groups_of.get(holder.id, ())) for holder in holders))
            for group in shared if len(shared) == 1 else ():
                phrase.groups.setdefault(group, Source.TITLE)
            if len(shared) != 1:
                phrase.holders.update((holder.id, holder) for holder in holders)

    def keep_titles(self, shelf: MatterShelf, group: AnswerGroup, members: Iterable[Person | None]) -> None:
        """The titles of its members that lead to the group on another shelf, where it is as it was before."""
        for title in {member.title for member in members if member is not None}:
            known = shelf.phrases.get(key_of(title))
            if known is not None and known.groups.get(group.id) is Source.TITLE:
                self._lead(title, group.id, Source.TITLE)

    def add_synonyms(self, synonyms: Mapping[str, Sequence[str]]) -> None:
        """Other words for matters, whose own phrases may be on another shelf."""
        for matter, others in synonyms.items():
            meant = key_of(matter)
            for other in others:
                phrase = self._phrase(other)
                if phrase is not None and meant and meant != phrase.key:
                    phrase.means.append(meant)

    def arrange(self) -> None:
        """Make what has been added ready to be found."""
        for phrase in sorted(self.phrases.values(), key=lambda one: (len(one.key), one.key)):
            for word in set(phrase.key):
                self._listed[word].append(phrase)
        for phrase in self.phrases.values():
            phrase.arrange()
            rarest = min(phrase.needed, key=lambda word: (len(self._listed[word]), word))
            self._by_rarest[rarest].append(phrase)
        self.words = MatterWords(self._listed)
        self._spelled.clear()

    def named_by(self, known: Collection[str]) -> Iterator[Phrase]:
        """The phrases whose every needed word is among these."""
        for word in known:
            for phrase in self._by_rarest.get(word, ()):
                if all(needed in known for needed in phrase.needed):
                    yield phrase

    def with_word(self, word: str) -> Sequence[Phrase]:
        """Phrases in which the word stands, those of few words first."""
        return self._listed.get(word, ())[:MOST_LISTED]

    def weight(self, word: str) -> float:
        """How much the word tells: the rarer the more."""
        return log(2 + len(self.phrases)) - log(1 + len(self._listed.get(word, ())))

    def _lead(self, matter: str, group: GroupId, source: Source) -> None:
        phrase = self._phrase(matter)
        if phrase is not None:
            known = phrase.groups.get(group)
            phrase.groups[group] = source if known is None or source.value > known.value else known

    def _phrase(self, spelled: str) -> Phrase | None:
        if spelled not in self._spelled:
            key = key_of(spelled)
            if key and key not in self.phrases:
                self.phrases[key] = Phrase(key, spelled, _needed(key), is_beside=self._is_beside)
            self._spelled[spelled] = self.phrases.get(key)
        return self._spelled[spelled]


def key_of(spelled: str) -> Key:
    """The words of a matter, without the little ones unless there are no others."""
    said = tuple(dict.fromkeys(words(spelled)))
    return tuple(word for word in said if word not in LITTLE) or said


def shelf_of(municipality: Municipality) -> MatterShelf:
    """All that a directory says."""
    shelf = MatterShelf()
    shelf.add_groups(municipality.groups.values(), municipality.units)
    shelf.add_people(person for person in municipality.people.values() if person.matters)
    shelf.add_titles(municipality.people.values(), municipality.groups_by_person)
    shelf.add_synonyms(municipality.synonyms)
    shelf.arrange()
    return shelf


def shelf_beside(municipality: Municipality, shelf: MatterShelf, beside: MattersBeside) -> MatterShelf:
    """All that is told beside the directory, whose own is on the given shelf."""
    told = MatterShelf(is_beside=True)
    told.add_groups(beside.groups, municipality.units)
    for group in beside.groups:
        told.keep_titles(shelf, group, [municipality.people.get(member) for member in group.members])
    told.add_people(beside.people)
    told.add_titles(beside.people, municipality.groups_by_person, shelf.common_titles)
    told.add_synonyms(beside.synonyms)
    told.arrange()
    return told


def _needed(key: Key) -> frozenset[str]:
    needed = [word for word in key if word not in OPTIONAL]
    # What is left may be no matter by itself: "synpunkt på kommunen".
    return frozenset(key if all(word in FRAMING for word in needed) else needed)
