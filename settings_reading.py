"""Owns how one value of the environment is read and judged; which there are, and what they mean together, is in
`settings.py`. Nothing here is decided about the bot.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from typing import TypeVar
from urllib.parse import unquote, urlsplit
from uuid import UUID

LAST_PORT = 65535
SECRET_PREFIX = "whsec_"  # noqa: S105 - how every such secret begins
SECRET_BYTES = range(24, 65)
"""Standard Webhooks: how long a signing secret is."""

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PLAINLY_NO_SECRET = re.compile(r"[\w.:/-]{0,24}")
"""What a fault quotes of a value. Whoever sets many may put a secret or a connection string under the wrong name, and
what is said of it at the start is kept in logs; secrets are longer, or have other signs."""

ChosenT = TypeVar("ChosenT", bound=StrEnum)
DefaultT = TypeVar("DefaultT", int, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collecting:
    """Where telemetry goes by OTLP, and as whose; nowhere without an endpoint."""

    endpoint: str = ""
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    service: str = "vaxelvis"
    part: float = 1.0
    """How many of all traces are kept."""


def quoted(text: str) -> str:
    """The value as a fault may tell of it."""
    if PLAINLY_NO_SECRET.fullmatch(text):
        return repr(text)
    return f"something else ({len(text)} characters, which are not shown: they may be a secret)"


def port(environment: Mapping[str, str], name: str, default: DefaultT, faults: list[str]) -> int | DefaultT:
    """A port to listen on; 0 has the machine choose one."""
    text = environment.get(name, "" if default is None else str(default))
    if default is None and not text:
        return default
    if text.isascii() and text.isdigit() and int(text) <= LAST_PORT:
        return int(text)
    faults.append(f"{name} is {quoted(text)}: it takes a number from 0 to {LAST_PORT}")
    return default


def choice(
    environment: Mapping[str, str], name: str, choices: type[ChosenT], default: ChosenT, faults: list[str]
) -> ChosenT:
    """One of the choices."""
    text = environment.get(name, default.value)
    try:
        return choices(text)
    except ValueError:
        faults.append(f"{name} is {quoted(text)}: it takes {' or '.join(c.value or 'nothing' for c in choices)}")
        return default


def chosen(environment: Mapping[str, str], name: str, choices: type[ChosenT], faults: list[str]) -> frozenset[ChosenT]:
    """Any of the choices, with commas between."""
    named = listed(environment.get(name, ""))
    odd = [one for one in named if one not in {choice.value for choice in choices}]
    if odd:
        told, taken = ", ".join(map(quoted, odd)), ", ".join(choice.value for choice in choices)
        faults.append(f"{name} names {told}: it takes {taken}, or nothing")
    return frozenset(choices(one) for one in named if one not in odd)


def web_address(environment: Mapping[str, str], name: str, default: str, faults: list[str]) -> str:
    """An address to send what is secret to: https, or http on this machine, without a trailing slash."""
    text = environment.get(name, "") or default
    if not is_safe_address(text):
        faults.append(f"{name} is {quoted(text)}: it takes https://HOST[:PORT][/PATH], or http on this machine")
    return text.rstrip("/")


def is_safe_address(text: str) -> bool:
    """Whether it is a plain address over https, or one on this machine."""
    return is_plain_address(text) and (urlsplit(text).scheme == "https" or is_on_this_machine(text))


def is_plain_address(text: str) -> bool:
    """Whether it is an address of a web server, on whatever machine, with nothing secret in it."""
    try:
        address = urlsplit(text)
        host, _ = address.hostname or "", address.port
    except ValueError:
        return False
    odd = address.query or address.fragment or address.username or not text.isascii() or " " in text
    return bool(host) and not odd and address.scheme in ("https", "http")


def collecting(environment: Mapping[str, str], faults: list[str]) -> Collecting:
    """Where telemetry goes; nowhere without OTEL_EXPORTER_OTLP_ENDPOINT."""
    endpoint = environment.get("OTEL_EXPORTER_OTLP_ENDPOINT", "").rstrip("/")
    headers = _named_values(environment.get("OTEL_EXPORTER_OTLP_HEADERS", ""))
    if endpoint and not is_plain_address(endpoint):
        faults.append(f"OTEL_EXPORTER_OTLP_ENDPOINT is {quoted(endpoint)}: it takes http(s)://HOST[:PORT][/PATH]")
    elif endpoint and headers and not is_safe_address(endpoint):
        faults.append("OTEL_EXPORTER_OTLP_HEADERS is set: they are shown over https, or on this machine, only")
    if "" in headers:
        faults.append("OTEL_EXPORTER_OTLP_HEADERS is odd: it takes NAME=VALUE, with commas between")
    return Collecting(
        endpoint=endpoint,
        headers=tuple(headers.items()),
        service=environment.get("OTEL_SERVICE_NAME", "") or "vaxelvis",
        part=_share(environment, "OTEL_TRACES_SAMPLER_ARG", faults),
    )


def _share(environment: Mapping[str, str], name: str, faults: list[str]) -> float:
    text = environment.get(name, "") or "1"
    if not re.fullmatch(r"0|1|[01]?\.\d{1,6}", text) or not 0 <= float(text) <= 1:
        faults.append(f"{name} is {quoted(text)}: it takes a number from 0 to 1, such as 0.1")
        return 1.0
    return float(text)


def _named_values(text: str) -> dict[str, str]:
    """What stands between commas as NAME=VALUE, each percent-encoded; what has no name is under ""."""
    pairs = (one.partition("=") for one in listed(text))
    return {unquote(name.strip()) if equals else "": unquote(value.strip()) for name, equals, value in pairs}


def is_loopback(host: str) -> bool:
    """Whether the host is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_on_this_machine(address: str) -> bool:
    """Whether an address that is sound leads to this machine."""
    return is_loopback(urlsplit(address).hostname or "")


def is_signing_secret(text: str) -> bool:
    """Whether it is a secret as the Standard Webhooks specification writes them: whsec_ and base64."""
    if not text.startswith(SECRET_PREFIX):
        return False
    try:
        return len(base64.b64decode(text.removeprefix(SECRET_PREFIX), validate=True)) in SECRET_BYTES
    except (binascii.Error, ValueError):
        return False


def is_guid(text: str) -> bool:
    """Whether it is an id as Microsoft Entra writes them."""
    return GUID.fullmatch(text) is not None


def as_guid(text: str) -> str:
    """An id as Microsoft writes it in tokens and activities, which it is compared with; anything else as it is."""
    try:
        return str(UUID(text))
    except ValueError:
        return text


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(stripped for part in text.split(",") if (stripped := part.strip()))


def after_scheme(text: str, scheme: str) -> str:
    """What follows `scheme:`; empty when it doesn't begin so."""
    prefix, _, rest = text.partition(":")
    return rest if prefix == scheme else ""
