"""The bot as `python app.py` serves it, with the clock of a run.

python -m tests.soak.serve 2026-11-24T10:00+01:00 1785000000.0 1.0

The last is how many times more often than in production it looks at what is due.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime

from aiohttp import web

from app import SHUTDOWN_SECONDS, build_app
from bot.wire.log_lines import configure_logging
from settings import read_settings
from tests.soak.shared_clock import SharedClock


def main(start: str, began: str, hurry: str) -> None:
    """Serve until told to stop."""
    settings = read_settings(os.environ)
    configure_logging(settings.log_format.value)
    app = build_app(
        settings,
        clock=SharedClock(datetime.fromisoformat(start), float(began)),
        paced=lambda job: replace(job, every=job.every / float(hurry)),
    )
    web.run_app(
        app, host=settings.host, port=settings.port, shutdown_timeout=SHUTDOWN_SECONDS, access_log=None, print=None
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
