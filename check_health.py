"""Owns the container's question to its own bot, whether it is alive: asked every half minute by a process of its own.

It imports next to nothing, and nothing of ours, so that asking costs a hundredth of what starting the bot does. It
must not ask whether the bot is ready: a store that is away for a while is no reason to end the process.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping

USUAL_PORT = "3978"
SECONDS = 3.0
QUESTION = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
YES = b"HTTP/1.1 200 "


def port_of(environment: Mapping[str, str]) -> int:
    """Where the settings have the bot answer that it is alive."""
    return int(environment.get("HEALTH_PORT") or environment.get("PORT") or USUAL_PORT)


def is_alive(port: int, *, within: float = SECONDS) -> bool:
    """Whether what listens on this machine's port says that it is."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=within) as connection:
            connection.sendall(QUESTION)
            return connection.recv(1024).startswith(YES)
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(not is_alive(port_of(os.environ)))
