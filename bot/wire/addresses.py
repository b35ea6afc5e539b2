"""Owns which addresses are safe to show a token to, or to believe: those over https, and this machine's own."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit


@lru_cache(maxsize=256)
def is_safe_address(address: str) -> bool:
    """Whether nobody between can read or change what goes there and comes from there."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.username is not None:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))


@lru_cache(maxsize=64)
def is_this_machine(host: str) -> bool:
    """Whether the host is loopback, by its address or its name."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
