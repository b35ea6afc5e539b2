"""Owns the settings: read once from the environment, frozen; every missing or bad one is named at once.

PORT                     where the bot listens                                        3978
MICROSOFT_APP_ID         the bot's app registration; none: local and anonymous, bound to loopback only
MICROSOFT_APP_TYPE       SingleTenant, UserAssignedMSI, or none
MICROSOFT_APP_TENANT_ID  the one tenant whose people may talk with the bot
MICROSOFT_APP_PASSWORD   the client secret, for SingleTenant
STORAGE                  sqlite:PATH or cosmos:ENDPOINT                                sqlite:data/vaxelvis.db
COSMOS_DATABASE          the database's name, with cosmos:
COSMOS_REGIONS           the account's regions in the order to read from, with commas between
COSMOS_KEY               only for a test server on this machine; a real account is reached by the identity
DIRECTORY                file:PATH or graph                                            file:examples/exempelkommun.yaml
LOG_FORMAT               json or text                                                  json
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - only ever with token validation on
LAST_PORT = 65535

ChosenT = TypeVar("ChosenT", bound=StrEnum)


class AppType(StrEnum):
    """How the bot proves who it is to Microsoft; NONE is local and anonymous."""

    NONE = ""
    SINGLE_TENANT = "SingleTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


class LogFormat(StrEnum):
    """How log lines are written."""

    JSON = "json"
    TEXT = "text"


class BadSettings(Exception):
    """One or more settings are missing or wrong; `faults` has a line for each."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the process was started with."""

    port: int = 3978
    app_type: AppType = AppType.NONE
    app_id: str = ""
    tenant_id: str = ""
    app_password: str = field(default="", repr=False)
    sqlite_path: Path | None = Path("data/vaxelvis.db")
    cosmos_endpoint: str = ""
    cosmos_database: str = ""
    cosmos_regions: tuple[str, ...] = ()
    cosmos_key: str = field(default="", repr=False)
    directory_file: Path | None = Path("examples/exempelkommun.yaml")
    log_format: LogFormat = LogFormat.JSON

    @property
    def authenticates(self) -> bool:
        """Whether tokens are required of whoever calls."""
        return self.app_type is not AppType.NONE

    @property
    def host(self) -> str:
        """The address to listen on: without authentication never anything but loopback."""
        return EVERY_ADDRESS if self.authenticates else LOOPBACK


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in the environment; raises BadSettings with every fault."""
    faults: list[str] = []
    settings = Settings(
        port=_port(environment, faults),
        sqlite_path=_sqlite_path(environment, faults),
        cosmos_endpoint=_after_scheme(environment.get("STORAGE", ""), "cosmos"),
        cosmos_database=environment.get("COSMOS_DATABASE", ""),
        cosmos_regions=_listed(environment.get("COSMOS_REGIONS", "")),
        cosmos_key=environment.get("COSMOS_KEY", ""),
        directory_file=_directory_file(environment, faults),
        log_format=_choice(environment, "LOG_FORMAT", LogFormat, LogFormat.JSON, faults),
        app_type=_choice(environment, "MICROSOFT_APP_TYPE", AppType, AppType.NONE, faults),
        app_id=environment.get("MICROSOFT_APP_ID", ""),
        tenant_id=environment.get("MICROSOFT_APP_TENANT_ID", ""),
        app_password=environment.get("MICROSOFT_APP_PASSWORD", ""),
    )
    _check_identity(settings, faults)
    if settings.cosmos_endpoint:
        _check_cosmos(settings, faults)
    if faults:
        raise BadSettings(faults)
    return settings


def _port(environment: Mapping[str, str], faults: list[str]) -> int:
    text = environment.get("PORT", "3978")
    if text.isascii() and text.isdigit() and int(text) <= LAST_PORT:
        return int(text)
    faults.append(f"PORT is {text!r}: it takes a number from 0 to {LAST_PORT}")
    return 0


def _sqlite_path(environment: Mapping[str, str], faults: list[str]) -> Path | None:
    text = environment.get("STORAGE", "sqlite:data/vaxelvis.db")
    if _after_scheme(text, "cosmos"):
        return None
    path = _after_scheme(text, "sqlite")
    if not path:
        faults.append(f"STORAGE is {text!r}: it takes sqlite:PATH or cosmos:ENDPOINT")
    return Path(path)


def _directory_file(environment: Mapping[str, str], faults: list[str]) -> Path | None:
    text = environment.get("DIRECTORY", "file:examples/exempelkommun.yaml")
    if text == "graph":
        return None
    path = _after_scheme(text, "file")
    if not path:
        faults.append(f"DIRECTORY is {text!r}: it takes file:PATH or graph")
    return Path(path)


def _check_identity(settings: Settings, faults: list[str]) -> None:
    if settings.app_type is AppType.NONE:
        if settings.app_id:
            faults.append("MICROSOFT_APP_TYPE is missing: MICROSOFT_APP_ID is set")
        return
    for name, value in (
        ("MICROSOFT_APP_ID", settings.app_id),
        ("MICROSOFT_APP_TENANT_ID", settings.tenant_id),
    ):
        if not _is_guid(value):
            faults.append(f"{name} is {'missing' if not value else repr(value)}: it takes a GUID")
    if settings.app_type is AppType.SINGLE_TENANT and not settings.app_password:
        faults.append("MICROSOFT_APP_PASSWORD is missing: SingleTenant proves itself by it")


def _check_cosmos(settings: Settings, faults: list[str]) -> None:
    """A key opens everything and never ends, so it is for a server that holds nothing: one on this machine."""
    if not settings.cosmos_database:
        faults.append("COSMOS_DATABASE is missing: STORAGE names a Cosmos DB endpoint")
    try:
        address = urlsplit(settings.cosmos_endpoint)
        scheme, host, _ = address.scheme, address.hostname or "", address.port
    except ValueError:
        scheme, host = "", ""
    if scheme not in ("https", "http") or not host:
        faults.append(f"STORAGE is 'cosmos:{settings.cosmos_endpoint}': it takes cosmos:https://HOST[:PORT]/")
    elif settings.cosmos_key and not _is_loopback(host):
        faults.append(f"COSMOS_KEY is set, and {host} is no test server on this machine: it is reached by the identity")
    elif scheme == "http" and not settings.cosmos_key:
        faults.append("STORAGE begins with cosmos:http: an identity is shown over https only")
    elif not settings.cosmos_key and not settings.authenticates:
        faults.append("MICROSOFT_APP_TYPE is missing: a Cosmos DB account is reached by the identity")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listed(text: str) -> tuple[str, ...]:
    return tuple(stripped for part in text.split(",") if (stripped := part.strip()))


def _choice(
    environment: Mapping[str, str], name: str, choices: type[ChosenT], default: ChosenT, faults: list[str]
) -> ChosenT:
    text = environment.get(name, default.value)
    try:
        return choices(text)
    except ValueError:
        faults.append(f"{name} is {text!r}: it takes {' or '.join(c.value or 'nothing' for c in choices)}")
        return default


def _after_scheme(text: str, scheme: str) -> str:
    prefix, _, rest = text.partition(":")
    return rest if prefix == scheme else ""


def _is_guid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
