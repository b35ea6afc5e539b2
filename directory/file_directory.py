"""Owns the directory that comes from a municipality file: the municipality and its search, exchanged as one.

A file with faults never takes the place of one without: what was there stays, and the log tells on which lines to look.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import blake2b
from pathlib import Path

from directory.file_faults import BadMunicipalityFile
from directory.file_habits import GivenHabits
from directory.matter_search import MatterSearch
from directory.municipality_file import MunicipalityFile, parse_municipality, read_bytes
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId
from services.ports import MattersBeside, MattersFound, SearchOutcome

_LOG = logging.getLogger(__name__)


class Reload(Enum):
    """What came of reading the file again."""

    UNCHANGED = auto()
    TAKEN = auto()
    KEPT_OLD = auto()
    """The file has faults, so the directory is as it was."""


@dataclass(frozen=True, slots=True)
class _Edition:
    """One state of the file, whole."""

    file: MunicipalityFile
    search: PeopleSearch
    matters: MatterSearch
    fingerprint: bytes


class FileDirectory:
    """People, units and answer groups of a municipality file; implements `services.ports.Directory`."""

    def __init__(self, path: Path) -> None:
        """Read the file and arrange its people for being found; raises BadMunicipalityFile with every fault."""
        self._path = path
        content = read_bytes(path)
        self._edition = _edition(content, _fingerprint(content))

    @property
    def municipality(self) -> Municipality:
        """The directory as it is now; hold on to it for the whole turn."""
        return self._edition.file.municipality

    @property
    def habits(self) -> GivenHabits:
        """What the file says is taken for granted in chat."""
        return self._edition.file.habits

    @property
    def short_names(self) -> Mapping[str, PersonId]:
        """What each person is called in the file."""
        return self._edition.file.short_names

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People by name, extension or number; see `services.ports.Directory`."""
        return self._edition.search.find(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions by matter; see `services.ports.Directory`."""
        return self._edition.matters.find(text, limit=limit, beside=beside)

    def reload(self) -> Reload:
        """Read the file again and take it if it has changed and has no faults. It blocks: call it in a thread."""
        try:
            content = read_bytes(self._path)
            fingerprint = _fingerprint(content)
            if fingerprint == self._edition.fingerprint:
                return Reload.UNCHANGED
            self._edition = _edition(content, fingerprint)
        except BadMunicipalityFile as bad:
            _LOG.error("the municipality file has %s: the one before it stays in use", bad)
            return Reload.KEPT_OLD
        _LOG.info("took a changed municipality file with %d people", len(self.municipality.people))
        return Reload.TAKEN


def _edition(content: bytes, fingerprint: bytes) -> _Edition:
    file = parse_municipality(content)
    file.municipality.made_ready()
    return _Edition(file, PeopleSearch(file.municipality), MatterSearch(file.municipality), fingerprint)


def _fingerprint(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
