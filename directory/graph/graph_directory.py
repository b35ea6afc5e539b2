"""Owns the directory that comes from Microsoft Graph: a frame file and a roster, mapped and exchanged as one.

It asks Graph nothing and stores nothing: whoever does hands a roster over. Before the first there is nobody in it, and
`is_filled` is false: whoever writes is told that they are not in the directory yet, and no job may run that would take
everybody for gone. A frame with faults never takes the place of one without, and one that asks Graph for something else
than the roster has waits until one is handed over that has it.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock

from directory.file_directory import Reload
from directory.file_faults import BadMunicipalityFile
from directory.file_habits import GivenHabits
from directory.graph.entries import Asked, Roster
from directory.graph.frame import Frame
from directory.graph.frame_file import parse_frame
from directory.graph.mapping import Mapped, mapped
from directory.graph.remarks import Remark
from directory.matter_search import MatterSearch
from directory.municipality_file import read_bytes
from directory.people_search import PeopleSearch
from policy.organisation import Municipality, Person, PersonId
from services.ports import MattersBeside, MattersFound, SearchOutcome

_LOG = logging.getLogger(__name__)
_NOBODY = Roster(users={}, members={})


@dataclass(frozen=True, slots=True)
class _Edition:
    """One state of the frame and of what Graph says, whole; `roster` is None before anything of Graph's is there."""

    frame: Frame
    fingerprint: bytes
    roster: Roster | None
    mapped: Mapped
    search: PeopleSearch
    matters: MatterSearch


class GraphDirectory:
    """People, units and answer groups out of Entra and a frame; implements `services.ports.Directory`."""

    def __init__(self, path: Path) -> None:
        """Read the frame; nobody is in it yet. Raises BadMunicipalityFile with every fault."""
        self._path = path
        self._exchanging = Lock()
        content = read_bytes(path)
        self._edition = _edition(parse_frame(content), _fingerprint(content), None, None)
        self._waiting: tuple[Frame, bytes] | None = None
        """A frame that asks for something else, and its fingerprint."""

    @property
    def municipality(self) -> Municipality:
        """The directory as it is now; hold on to it for the whole turn."""
        return self._edition.mapped.municipality

    @property
    def is_filled(self) -> bool:
        """Whether what Graph says has been taken, so that somebody who isn't there is not there."""
        return self._edition.roster is not None

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was remarkable about it."""
        return self._edition.mapped.remarks

    @property
    def habits(self) -> GivenHabits:
        """What the frame says is taken for granted in chat."""
        return self._edition.frame.habits

    @property
    def frame(self) -> Frame:
        """All that the frame file says."""
        return self._edition.frame

    @property
    def asked(self) -> Asked:
        """What the frame needs of Graph, beyond every user: the one that waits, if one does."""
        return self._next()[0].asked

    def find_people(
        self, text: str, *, near: Person | None = None, limit: int = 6, without: Collection[PersonId] = ()
    ) -> SearchOutcome:
        """People by name, extension or number; see `services.ports.Directory`."""
        return self._edition.search.find(text, near=near, limit=limit, without=without)

    def find_matters(self, text: str, *, limit: int = 6, beside: MattersBeside | None = None) -> MattersFound:
        """Functions by matter; see `services.ports.Directory`."""
        return self._edition.matters.find(text, limit=limit, beside=beside)

    def mapped(self, roster: Roster) -> Mapped:
        """What would come of a roster that has what is asked for. It takes seconds: call it in a thread."""
        return mapped(roster, self._next()[0])

    def take(self, roster: Roster) -> Mapped:
        """Have the users of a roster that has what is asked for be the directory from now on.

        It takes seconds: call it in a thread.
        """
        with self._exchanging:
            self._edition, self._waiting = _edition(*self._next(), roster, self._edition), None
        _tell("took what Microsoft Graph says", self._edition)
        return self._edition.mapped

    def reload(self) -> Reload:
        """Read the frame again and take it if it has changed and has no faults. It blocks: call it in a thread."""
        with self._exchanging:
            before = self._edition
            try:
                content = read_bytes(self._path)
                fingerprint = _fingerprint(content)
                if fingerprint == self._next()[1]:
                    return Reload.UNCHANGED
                frame = parse_frame(content)
                if before.roster is not None and frame.asked != before.frame.asked:
                    self._waiting = (frame, fingerprint)
                    _LOG.info(
                        "a changed municipality file asks for more of Microsoft Graph: it is taken once that is read"
                    )
                    return Reload.TAKEN
                self._edition, self._waiting = _edition(frame, fingerprint, before.roster, before), None
            except BadMunicipalityFile as bad:
                _LOG.error("the municipality file has %s: the one before it stays in use", bad)
                return Reload.KEPT_OLD
        _tell("took a changed municipality file", self._edition)
        return Reload.TAKEN

    def _next(self) -> tuple[Frame, bytes]:
        """The frame that is to be used with the next roster, and its fingerprint."""
        return self._waiting or (self._edition.frame, self._edition.fingerprint)


def _edition(frame: Frame, fingerprint: bytes, roster: Roster | None, before: _Edition | None) -> _Edition:
    """It, with what is the same as before kept, so that nothing that was made of that has to be made anew."""
    found = mapped(roster or _NOBODY, frame)
    if before is not None and found.municipality == before.mapped.municipality:
        kept = replace(found, municipality=before.mapped.municipality)
        return _Edition(frame, fingerprint, roster, kept, before.search, before.matters)
    town = found.municipality.made_ready()
    return _Edition(frame, fingerprint, roster, found, PeopleSearch(town), MatterSearch(town))


def _tell(what: str, edition: _Edition) -> None:
    """Log how many there are and what was remarkable, by its kind: nobody's id, name or address."""
    town = edition.mapped.municipality
    remarked = {remark.code.name.lower(): remark.count for remark in edition.mapped.remarks}
    _LOG.info("%s: %d people in %d units", what, len(town.people), len(town.units), extra={"remarks": remarked})


def _fingerprint(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
