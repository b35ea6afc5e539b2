"""Owns the settings: read once from the environment, frozen; every missing or bad one is named at once.

docs/settings.md explains each to whoever starts the bot; how a single value is read is in `settings_reading.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from settings_reading import (
    Collecting,
    after_scheme,
    as_guid,
    choice,
    chosen,
    collecting,
    is_guid,
    is_loopback,
    is_on_this_machine,
    is_safe_address,
    is_signing_secret,
    listed,
    port,
    quoted,
    web_address,
)

LOOPBACK = "127.0.0.1"
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - only ever with token validation on
PUBLIC_LOGIN = "https://login.microsoftonline.com"
PUBLIC_TEAMS = "https://smba.trafficmanager.net/teams"
PUBLIC_GRAPH = "https://graph.microsoft.com"
PUBLIC_CHANNEL_METADATA = "https://login.botframework.com/v1/.well-known/openidconfiguration"
PUBLIC_CHANNEL_ISSUER = "https://api.botframework.com"


class AppType(StrEnum):
    """How the bot proves who it is to Microsoft; NONE is local and anonymous."""

    NONE = ""
    SINGLE_TENANT = "SingleTenant"
    MANAGED_IDENTITY = "UserAssignedMSI"


class LogFormat(StrEnum):
    """How log lines are written."""

    JSON = "json"
    TEXT = "text"


class GraphUse(StrEnum):
    """What Microsoft Graph is used for beside the directory; each needs a permission (docs/microsoft-365.md)."""

    PRESENCE = "presence"
    STATUS_MESSAGE = "status_message"
    AUTOMATIC_REPLIES = "automatic_replies"
    CALENDAR = "calendar"
    INSTALL = "install"


class BadSettings(Exception):
    """One or more settings are missing or wrong; `faults` has a line for each."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the process was started with."""

    port: int = 3978
    health_port: int | None = None
    """Where health and figures are asked for; None when that is where everything is."""
    app_type: AppType = AppType.NONE
    app_id: str = ""
    tenant_id: str = ""
    app_password: str = field(default="", repr=False)
    app_certificate: Path | None = None
    login_endpoint: str = PUBLIC_LOGIN
    channel_metadata: str = PUBLIC_CHANNEL_METADATA
    channel_issuer: str = PUBLIC_CHANNEL_ISSUER
    sqlite_path: Path | None = Path("data/vaxelvis.db")
    cosmos_endpoint: str = ""
    cosmos_database: str = ""
    cosmos_regions: tuple[str, ...] = ()
    cosmos_key: str = field(default="", repr=False)
    directory_file: Path | None = Path("examples/exempelkommun.yaml")
    """None when people come from Microsoft Graph; then `municipality_file` has all but them."""
    municipality_file: Path | None = None
    graph_endpoint: str = PUBLIC_GRAPH
    graph_uses: frozenset[GraphUse] = frozenset()
    teams_app_id: str = ""
    teams_service_url: str = PUBLIC_TEAMS
    pbx_webhook: str = ""
    pbx_secrets: tuple[str, ...] = field(default=(), repr=False)
    log_format: LogFormat = LogFormat.JSON
    collecting: Collecting = Collecting()  # noqa: RUF009 - frozen

    @property
    def authenticates(self) -> bool:
        """Whether tokens are required of whoever calls."""
        return self.app_type is not AppType.NONE

    @property
    def asks_graph(self) -> bool:
        """Whether anything comes from Microsoft Graph."""
        return self.directory_file is None or bool(self.graph_uses)

    @property
    def host(self) -> str:
        """The address to listen on: without authentication never anything but loopback."""
        return EVERY_ADDRESS if self.authenticates else LOOPBACK


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in the environment; raises BadSettings with every fault."""
    faults: list[str] = []
    directory_file = _directory_file(environment, faults)
    settings = Settings(
        port=port(environment, "PORT", 3978, faults),
        health_port=port(environment, "HEALTH_PORT", None, faults),
        sqlite_path=_sqlite_path(environment, faults),
        cosmos_endpoint=after_scheme(environment.get("STORAGE", ""), "cosmos"),
        cosmos_database=environment.get("COSMOS_DATABASE", ""),
        cosmos_regions=listed(environment.get("COSMOS_REGIONS", "")),
        cosmos_key=environment.get("COSMOS_KEY", ""),
        directory_file=directory_file,
        municipality_file=_path(environment, "MUNICIPALITY_FILE"),
        log_format=choice(environment, "LOG_FORMAT", LogFormat, LogFormat.JSON, faults),
        collecting=collecting(environment, faults),
        app_type=choice(environment, "MICROSOFT_APP_TYPE", AppType, AppType.NONE, faults),
        app_id=as_guid(environment.get("MICROSOFT_APP_ID", "")),
        tenant_id=as_guid(environment.get("MICROSOFT_APP_TENANT_ID", "")),
        app_password=environment.get("MICROSOFT_APP_PASSWORD", ""),
        app_certificate=_path(environment, "MICROSOFT_APP_CERTIFICATE"),
        login_endpoint=web_address(environment, "LOGIN_ENDPOINT", PUBLIC_LOGIN, faults),
        channel_metadata=web_address(environment, "CHANNEL_METADATA", PUBLIC_CHANNEL_METADATA, faults),
        channel_issuer=web_address(environment, "CHANNEL_ISSUER", PUBLIC_CHANNEL_ISSUER, faults),
        graph_endpoint=web_address(environment, "GRAPH_ENDPOINT", PUBLIC_GRAPH, faults),
        graph_uses=chosen(environment, "GRAPH_USES", GraphUse, faults),
        teams_app_id=as_guid(environment.get("TEAMS_APP_ID", "")),
        teams_service_url=web_address(environment, "TEAMS_SERVICE_URL", PUBLIC_TEAMS, faults),
        pbx_webhook=environment.get("PBX_WEBHOOK", ""),
        pbx_secrets=listed(environment.get("PBX_SECRETS", "")),
    )
    _check_identity(settings, faults)
    _check_graph(settings, faults)
    _check_pbx(settings, faults)
    if settings.cosmos_endpoint:
        _check_cosmos(settings, faults)
    if faults:
        raise BadSettings(faults)
    return settings


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "")
    return Path(text) if text else None


def _sqlite_path(environment: Mapping[str, str], faults: list[str]) -> Path | None:
    text = environment.get("STORAGE", "sqlite:data/vaxelvis.db")
    if after_scheme(text, "cosmos"):
        return None
    path = after_scheme(text, "sqlite")
    if not path:
        faults.append(f"STORAGE is {quoted(text)}: it takes sqlite:PATH or cosmos:ENDPOINT")
    return Path(path)


def _directory_file(environment: Mapping[str, str], faults: list[str]) -> Path | None:
    text = environment.get("DIRECTORY", "file:examples/exempelkommun.yaml")
    if text == "graph":
        return None
    path = after_scheme(text, "file")
    if not path:
        faults.append(f"DIRECTORY is {quoted(text)}: it takes file:PATH or graph")
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
        if not is_guid(value):
            faults.append(f"{name} is {'missing' if not value else quoted(value)}: it takes a GUID")
    if settings.app_type is AppType.SINGLE_TENANT:
        if not settings.app_password and settings.app_certificate is None:
            faults.append(
                "MICROSOFT_APP_PASSWORD is missing: SingleTenant proves itself by it, or by MICROSOFT_APP_CERTIFICATE"
            )
        elif settings.app_password and settings.app_certificate is not None:
            faults.append("MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE are both set: it takes one of them")
    _check_cloud(settings, faults)


def _check_cloud(settings: Settings, faults: list[str]) -> None:
    """Keys of one cloud and tokens of another would let nobody in, and say nothing of why."""
    theirs = settings.channel_metadata != PUBLIC_CHANNEL_METADATA, settings.channel_issuer != PUBLIC_CHANNEL_ISSUER
    if theirs == (True, False) and not is_on_this_machine(settings.channel_metadata):
        faults.append("CHANNEL_ISSUER is missing: CHANNEL_METADATA names another cloud than the public one")
    if theirs == (False, True):
        faults.append("CHANNEL_METADATA is missing: CHANNEL_ISSUER names another cloud than the public one")


def _check_graph(settings: Settings, faults: list[str]) -> None:
    if settings.directory_file is None and settings.municipality_file is None:
        faults.append("MUNICIPALITY_FILE is missing: with DIRECTORY=graph it has all but the people")
    if settings.directory_file is not None and settings.municipality_file is not None:
        faults.append("MUNICIPALITY_FILE is set: it is read with DIRECTORY=graph only")
    if not settings.asks_graph:
        return
    if not is_safe_address(settings.graph_endpoint):
        return  # It has been told of.
    if not settings.authenticates and not is_on_this_machine(settings.graph_endpoint):
        faults.append("MICROSOFT_APP_TYPE is missing: Microsoft Graph is asked by the identity")
    if GraphUse.INSTALL in settings.graph_uses and not is_guid(settings.teams_app_id):
        told = quoted(settings.teams_app_id) if settings.teams_app_id else "missing"
        faults.append(f"TEAMS_APP_ID is {told}: install needs the app's id in the catalogue, a GUID")


def _check_pbx(settings: Settings, faults: list[str]) -> None:
    if not settings.pbx_webhook:
        if settings.pbx_secrets:
            faults.append("PBX_WEBHOOK is missing: PBX_SECRETS is set")
        return
    if not is_safe_address(settings.pbx_webhook):
        faults.append("PBX_WEBHOOK is no address: it takes https://HOST[:PORT][/PATH], or http on this machine")
    if not settings.pbx_secrets or not all(map(is_signing_secret, settings.pbx_secrets)):
        faults.append(
            "PBX_SECRETS is missing or odd: it takes whsec_ and 24 to 64 bytes in base64, with commas between"
        )


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
        faults.append(
            f"STORAGE is {quoted('cosmos:' + settings.cosmos_endpoint)}: it takes cosmos:https://HOST[:PORT]/"
        )
    elif settings.cosmos_key and not is_loopback(host):
        faults.append(f"COSMOS_KEY is set, and {host} is no test server on this machine: it is reached by the identity")
    elif scheme == "http" and not settings.cosmos_key:
        faults.append("STORAGE begins with cosmos:http: an identity is shown over https only")
    elif not settings.cosmos_key and not settings.authenticates:
        faults.append("MICROSOFT_APP_TYPE is missing: a Cosmos DB account is reached by the identity")
