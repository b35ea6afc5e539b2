"""Owns what can be wrong in a municipality file: the faults, their codes, and the words an administrator reads.

BadMunicipalityFile     the file has faults, all of them named; nothing of it is used

The words are for a terminal and a log's reader, in English; people in chat never meet them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class FaultCode(StrEnum):
    """Each kind of fault; the value is what is wrong and what to do, with the fault's own particulars to fill in."""

    UNREADABLE = "the file can't be read: {why}"
    TOO_LARGE = "the file is larger than {most} MB: leave out what isn't the directory"
    NOT_UTF8 = "the file is not UTF-8: save it as UTF-8"
    SYNTAX = "this is not YAML: {why}"
    ALIAS = "anchors and aliases (&, *) are not used here: write the value out"
    TAG = "tags ({tag}) are not used here: write the value alone"
    NOT_A_MAPPING = "{path} takes keys with values: write them indented under it"
    NOT_A_LIST = "{path} takes a list: write [one, two], or a line with a dash for each"
    NOT_TEXT = "{path} takes a single value"
    EMPTY = "{path} has no value: write one, or take the key away"
    TOO_LONG = "{path} is longer than {most} characters: shorten it"
    UNPRINTABLE = "{path} holds a character that can't be shown: write it anew"
    MISSING_KEY = "{path} lacks the key {key!r}: add it"
    UNKNOWN_KEY = "{path} knows no key {key!r}: {advice}"
    DUPLICATE_KEY = "{path} has {key!r} twice, first on line {first}: keep one"
    BAD_SHORT_NAME = "{value!r} can't be a short name: use a-z, 0-9, dot, hyphen and underscore, at most {most}"
    BAD_GUID = "{value!r} is no Entra object id: copy it from Entra, like 5f0c1c9e-5a53-4d8e-9c39-0b6a4c1d2e3f"
    DUPLICATE_ID = "this Entra object id is {other}'s too, on line {first}: each person has their own"
    BAD_EMAIL = "{value!r} is no e-mail address"
    BAD_EXTENSION = "{value!r} is no extension: use 2 to 6 digits"
    BAD_NUMBER = "{value!r} is no phone number: write 08-465 004 10, or +46 8 465 004 10"
    BAD_DATE = "{value!r} is no date: write 2026-12-23"
    BAD_TIME = "{value!r} is no time of day: write 08:00 (the day's last is 23:59)"
    BAD_MOMENT = "{value!r} is no date with a time of day: write 2026-11-24 08:00"
    ENDS_TOO_EARLY = "{path} is not after the start: put the earlier time first"
    BAD_HOURS = "{value!r} are no hours: write 08:00-12:00, 13:00-17:00, or closed"
    HOURS_BACKWARDS = "{value!r} ends before it starts, or as it starts: put the earlier time first"
    HOURS_OVERLAP = "{value!r} overlaps the hours before it: write hours in order and apart"
    BAD_WEEKDAY = "{value!r} is no day of the week: write mon, tue, wed, thu, fri, sat, sun, or mon-fri"
    WEEKDAY_TWICE = "{day} is given twice: let each day stand in one row only"
    BAD_ZONE = "{value!r} is no time zone: write Europe/Stockholm"
    BAD_CHOICE = "{value!r} is not possible here: choose from {choices}"
    BAD_YES_NO = "{value!r} is neither yes nor no"
    BAD_COUNT = "{value!r} is not a whole number from {least} to {most}"
    BAD_CODE = "{value!r} is no code for this: write digits, * and #, within quotation marks; it takes {blanks}"
    NAMED_TWICE = "{value!r} stands here twice: name each once"
    DEPUTY_OF_SELF = "{value!r} is the manager: a deputy is someone else"
    UNKNOWN_PERSON = "there is no person {value!r}: {advice}"
    UNKNOWN_UNIT = "there is no unit {value!r}: {advice}"
    UNKNOWN_GROUP = "there is no answer group {value!r}: {advice}"
    UNKNOWN_MATTER = "nobody answers for {value!r}: write it as a group or a person has it among its matters; {advice}"
    SAYS_NOTHING = "{value!r} is said of any matter, so it tells none: add what it is about"
    UNIT_CYCLE = "{units} lie inside each other: let one of them lie elsewhere"
    MANAGER_CYCLE = "{people} are each other's managers: move one of them to a unit above"
    NO_MANAGER = "neither {unit!r} nor a unit above it has a manager: give one of them a manager"
    MINIMUM_ABOVE_MEMBERS = "{minimum} are to answer, but {group!r} has {members} members: lower it, or add members"
    PEOPLE_IN_FRAME = "people come from Entra here: take {path} away; what Entra doesn't hold goes under entra.people"
    FRAME_AS_FILE = "a file with {path} has its people in Entra: set DIRECTORY=graph and MUNICIPALITY_FILE to it"
    RESERVED_NAME = "{value!r} begins as the ids of units that come from Entra do: choose another short name"
    TOP_HAS_PARENT = "{value!r} is the top unit, so nothing is above it: take its parent away"
    DEPARTMENT_TWICE = "{value!r} is {other!r}'s already, on line {first}: let each department be one unit"
    MADE_OF_ITSELF = "{value!r} is what units are made of, so it can't be above them too: take it away"
    CLOSED_AND_SHORTENED = "{day} is closed already, on line {first}: keep one of the two"


MOST_FAULTS = 1_000
"""More are not noted: a file with so many is another kind of file."""
MOST_LINES_TOLD = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong, at a line (from 1) and at a path of keys such as `people.anna.svensson.mobile`."""

    code: FaultCode
    line: int
    path: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code.value.format(**{"path": self.path or "the file", **self.params})


class BadMunicipalityFile(Exception):
    """The file can't be used; `faults` are all that is wrong, in the order of their lines, and never none."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line))
        if not self.faults:
            raise ValueError("BadMunicipalityFile needs at least one fault")
        # The faults' own words quote the file, and so name people; an exception's text ends up in logs.
        lines = dict.fromkeys(fault.line for fault in self.faults)
        told = ", ".join(map(str, list(lines)[:MOST_LINES_TOLD]))
        super().__init__(f"{len(self.faults)} faults, on lines {told}{', …' if len(lines) > MOST_LINES_TOLD else ''}")


class Faults:
    """Collects faults while a file is read, so that all are told at once."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, code: FaultCode, *, line: int, path: str, **params: object) -> None:
        """Note a fault; reading goes on."""
        if len(self.found) < MOST_FAULTS:
            self.found.append(Fault(code=code, line=line, path=path, params=params))

    def raise_any(self) -> None:
        """Return if nothing was wrong; raises BadMunicipalityFile."""
        if self.found:
            raise BadMunicipalityFile(self.found)
