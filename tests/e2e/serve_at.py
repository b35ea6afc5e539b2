"""The bot as `python app.py` serves it, with a clock that starts at a given instant and then runs on.

python -m tests.e2e.serve_at 2026-11-24T11:40+01:00
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime, timedelta

from aiohttp import web

from app import build_app
from settings import read_settings


class ClockFrom:
    """The Clock port, counting from an instant."""

    def __init__(self, start: datetime) -> None:
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """The instant that it has become, in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)


def main(start: str) -> None:
    """Serve until told to stop."""
    settings = read_settings(os.environ)
    app = build_app(settings, clock=ClockFrom(datetime.fromisoformat(start)))
    web.run_app(app, host=settings.host, port=settings.port, print=None)


if __name__ == "__main__":
    main(sys.argv[1])
