"""The bot as `python app.py` serves it, with a clock that stands still, so that what is pictured tells the same time
whenever the pictures are taken.

python -m tests.pictures.serve_still 2026-11-24T11:40+01:00
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from aiohttp import web

from app import build_app
from settings import read_settings


@dataclass(frozen=True, slots=True)
class StillClock:
    """The Clock port, at one instant for ever."""

    at: datetime

    def now(self) -> datetime:
        """That instant, in UTC."""
        return self.at.astimezone(UTC)


def main(at: str) -> None:
    """Serve until told to stop."""
    settings = read_settings(os.environ)
    app = build_app(settings, clock=StillClock(datetime.fromisoformat(at)))
    web.run_app(app, host=settings.host, port=settings.port, print=None)


if __name__ == "__main__":
    main(sys.argv[1])
