"""Owns whom a matter leads to: every function that it names, in order, or else the nearest ones; never a guess (S3).

Everything is in memory and nothing is awaited. The same question to the same municipality gives the same answer.
"""

from __future__ import annotations

from collections import defaultdict

from directory.folding import fold, words
from policy.functions import Function, of_group, of_person
from policy.organisation import Municipality
from services.ports import How, MatterMatch, MattersBeside, MattersFound


class MatterSearch:
    """A municipality's matters, arranged for being found; made anew when the municipality changes."""

    def __init__(self, municipality: Municipality) -> None:
        self._functions: defaultdict[str, dict[Function, str]] = defaultdict(dict)
        self._synonyms: dict[str, str] = {}
        for group in municipality.groups.values():
            for matter in (group.name, *group.matters):
                self._functions[_folded(matter)].setdefault(of_group(group.id), matter)
        for person in municipality.people.values():
            for matter in person.matters:
                self._functions[_folded(matter)].setdefault(of_person(person.id), matter)
        for matter, others in municipality.synonyms.items():
            for other in others:
                self._synonyms.setdefault(_folded(other), _folded(matter))

    def find(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """The functions of the matter; see `services.ports.Directory`."""
        del beside
        said = _folded(text)
        how = How.EXACT if said in self._functions else How.SYNONYM
        found = self._functions.get(said) or self._functions.get(self._synonyms.get(said, ""), {})
        return MattersFound(
            matches=tuple(
                MatterMatch(function=function, matter=matter, score=1.0, how=how)
                for function, matter in list(found.items())[:limit]
            ),
            more=max(len(found) - limit, 0),
        )


def _folded(text: str) -> str:
    return " ".join(fold(word) for word in words(text))
