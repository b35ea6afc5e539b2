"""Owns what the package is told: read from a file of parameters and the environment; every fault is named at once.

It decides nothing of what Teams shows. The ids and the address may come from what built the infrastructure; where both
the file and the environment have one they have to be the same, so that no package leads to another environment's bot.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
EXAMPLE = HERE / "example.toml"
FROM_ENVIRONMENT = {"bot_id": "MICROSOFT_APP_ID", "domain": "VAXELVIS_ENDPOINT"}
"""What `azd` knows of what it built; the address to which Teams sends has the domain in it."""
MAY_BE_THE_EXAMPLES = frozenset({"name", "revision"})
MOST_REVISIONS = 99
LONGEST_ADDRESS = 2048
LONGEST_DOMAIN = 253
LONGEST = {"name": 30, "organisation": 45, "developer": 32}
"""How much room Teams has for them; the organisation's has to fit the app's full name with the app's own."""

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DOMAIN = re.compile(r"(?=.*[a-z])([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
PLACEHOLDER_GUID = re.compile(r"([0-9a-f])\1{7}(-\1{4}){3}-\1{12}")
SET_ASIDE = (".example", ".invalid", ".test", ".localhost", ".example.com", ".example.org", ".example.net")
"""Ends of names that lead nowhere, and never will (RFC 2606)."""


class BadParameters(Exception):
    """One or more parameters are missing or wrong; `faults` has a line for each."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """What one municipality's package is made with."""

    name: str
    organisation: str
    developer: str
    bot_id: str
    manifest_id: str
    domain: str
    website_url: str
    privacy_url: str
    terms_url: str
    revision: int
    is_example: bool = False


def read_parameters(path: Path, environment: Mapping[str, str]) -> Parameters:
    """The parameters in a file, completed from the environment; raises BadParameters with every fault.

    The example is taken as it stands, whatever is in the environment: it leads to no bot.
    """
    is_example = path.resolve() == EXAMPLE.resolve()
    faults: list[str] = []
    values = _in_file(path)
    if not is_example:
        _complete(values, environment, faults)
    read = _Reading(values, faults)
    organisation, bot_id = read.text("organisation"), read.checked("bot_id", is_guid, "a GUID").lower()
    parameters = Parameters(
        name=read.text("name"),
        organisation=organisation,
        developer=read.text("developer", otherwise=organisation),
        bot_id=bot_id,
        manifest_id=read.checked("manifest_id", is_guid, "a GUID", otherwise=bot_id).lower(),
        domain=read.checked("domain", is_domain, "a host's name, such as vaxelvis.kommunen.se").lower(),
        website_url=read.checked("website_url", is_web_page, "https://HOST[/PATH]"),
        privacy_url=read.checked("privacy_url", is_web_page, "https://HOST[/PATH]"),
        terms_url=read.checked("terms_url", is_web_page, "https://HOST[/PATH]"),
        revision=read.count("revision"),
        is_example=is_example,
    )
    faults += (f"{name} is nothing that is known: look for it in {EXAMPLE.name}" for name in read.unknown())
    if not is_example:
        faults += _placeholders(read.sound)
    if faults:
        raise BadParameters([f"{path}: {fault}" for fault in faults])
    return parameters


def is_guid(text: str) -> bool:
    """Whether it is an id as Microsoft Entra writes them."""
    return GUID.fullmatch(text.lower()) is not None


def is_domain(text: str) -> bool:
    """Whether it is the whole name of one host: no address, no port, no asterisk."""
    return len(text) <= LONGEST_DOMAIN and DOMAIN.fullmatch(text.lower()) is not None


def is_web_page(text: str) -> bool:
    """Whether it is an address over https of a host that has a name."""
    try:
        address = urlsplit(text)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text and not address.username
    return address.scheme == "https" and plain and is_domain(host) and len(text) <= LONGEST_ADDRESS


class _Reading:
    """Takes the values one by one, and keeps those that were sound, and which were asked for."""

    def __init__(self, values: Mapping[str, object], faults: list[str]):
        self._values = values
        self._faults = faults
        self._asked: set[str] = set()
        self.sound: dict[str, str] = {}

    def text(self, name: str, *, otherwise: str | None = None) -> str:
        """A name, which has to fit."""
        most = LONGEST[name]

        def fits(text: str) -> bool:
            return len(text) <= most and text.isprintable()

        return self.checked(name, fits, f"at most {most} characters in a line", otherwise=otherwise)

    def checked(self, name: str, is_sound: Callable[[str], bool], takes: str, *, otherwise: str | None = None) -> str:
        """A text that has to be sound, else empty; `otherwise` is what it follows from when it isn't there."""
        self._asked.add(name)
        if name not in self._values and otherwise == "":
            return ""  # What it follows from has been told of.
        value = self._values.get(name, otherwise)
        text = value.strip() if isinstance(value, str) else value
        if text is None or text == "":
            self._faults.append(f"{name} is missing: it takes {takes}")
        elif not isinstance(text, str) or not is_sound(text):
            self._faults.append(f"{name} is {value!r}: it takes {takes}")
        else:
            if name in self._values:
                self.sound[name] = text
            return text
        return ""

    def count(self, name: str) -> int:
        """How many times; none where it isn't there."""
        self._asked.add(name)
        value = self._values.get(name, 0)
        if type(value) is int and 0 <= value <= MOST_REVISIONS:
            return value
        self._faults.append(f"{name} is {value!r}: it takes a number from 0 to {MOST_REVISIONS}")
        return 0

    def unknown(self) -> list[str]:
        """The names that nothing asked for."""
        return sorted(set(self._values) - self._asked)


def _in_file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadParameters([f"{path} can't be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise BadParameters([f"{path} is not written in UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise BadParameters([f"{path} is no TOML: {error}"]) from error


def _complete(values: dict[str, object], environment: Mapping[str, str], faults: list[str]) -> None:
    for name, variable in FROM_ENVIRONMENT.items():
        told = _host(environment.get(variable, "").strip())
        if not told:
            continue
        written = values.setdefault(name, told)
        if isinstance(written, str) and written.strip().lower() != told.lower():
            faults.append(f"{name} is {written!r}, and {variable} in the environment {told!r}: take one of them away")


def _placeholders(values: Mapping[str, str]) -> list[str]:
    """Values that somebody has forgotten to change."""
    example = _in_file(EXAMPLE)
    return [
        f"{name} is {value!r}: that is a placeholder, put your own there"
        for name, value in values.items()
        if name not in MAY_BE_THE_EXAMPLES and (value == example.get(name) or _leads_nowhere(value))
    ]


def _leads_nowhere(value: str) -> bool:
    return PLACEHOLDER_GUID.fullmatch(value.lower()) is not None or f".{_host(value)}".lower().endswith(SET_ASIDE)


def _host(text: str) -> str:
    """The host of an address, and anything else as it is."""
    try:
        return urlsplit(text).hostname or text
    except ValueError:
        return text
