"""Owns how log lines look, and that nothing personal gets into one by accident.

A line is a constant message with facts beside it (`extra`). Errors are logged as their type and the places they came
through, never their message, which may quote a person; of other people's loggers only a message's first line is kept,
for the same reason.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TextIO

import orjson

GATHERED_SECONDS = 0.1
OWN_LOGGERS = ("bot", "services", "storage", "directory", "policy", "scheduler", "telemetry", "app")
QUIET_LOGGERS = ("aiohttp.access", "azure", "urllib3")
SILENT_LOGGERS = ("msal",)
"""What quotes the answers of a token service, which may hold a token: what has to be said is said by us."""
LONGEST_FOREIGN = 200
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


FoundBy = Callable[[], Mapping[str, str]]
"""Gives what the lines of one turn or job are found together by, as it is asked for one of them."""


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def __init__(self, found_by: FoundBy = dict) -> None:
        super().__init__()
        self._found_by = found_by

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON: at, level, logger, message, its facts, then what it is found by."""
        return orjson.dumps({**_facts(record), **self._found_by()}, default=str).decode()


class TextLines(logging.Formatter):
    """One readable line a record, for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as words, then its facts as `name=value`."""
        facts = _facts(record)
        head = f"{facts.pop('at')} {facts.pop('level'):7} {facts.pop('logger')}: {facts.pop('message')}"
        return " ".join([head, *(f"{name}={value}" for name, value in facts.items())])


class GatheredLines(logging.StreamHandler[TextIO]):
    """Writes the lines of a moment together: one write and one flush instead of one of each for every turn.

    A warning or worse takes all that waits with it at once, and so does the end of the process. Only a process that
    is killed loses the last moment's lines, and those tell of nothing but turns that went well.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._waiting: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line for a moment, or write it now if it is urgent or nobody would come back to write it."""
        try:
            self._waiting.append(self.format(record))
            if record.levelno >= logging.WARNING:
                self.flush()
                return
            # Another thread's line takes all that waits with it: a loop that stands still comes back for none.
            loop = asyncio.get_running_loop()
            if len(self._waiting) == 1:
                loop.call_later(GATHERED_SECONDS, self.flush)
        except RuntimeError:  # no event loop runs in this thread
            self.flush()
        except Exception:  # noqa: BLE001 - logging never takes its caller down
            self.handleError(record)

    def flush(self) -> None:
        """Write what waits."""
        with self.lock or nullcontext():
            lines, self._waiting = self._waiting, []
            if lines:
                self.stream.write("\n".join((*lines, "")))
            super().flush()


def configure_logging(form: Literal["json", "text"], stream: TextIO = sys.stderr, *, found_by: FoundBy = dict) -> None:
    """Send every log line of the process to the stream, from INFO up; `found_by` is added to each that is JSON."""
    handler = GatheredLines(stream)
    handler.setFormatter(JsonLines(found_by) if form == "json" else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # No line says where in the source it was logged, nor by which thread: finding out costs more than the rest.
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": _message(record),
    }
    facts.update((name, value) for name, value in record.__dict__.items() if name not in _STANDARD)
    if record.exc_info and record.exc_info[0] is not None:
        facts["error"] = record.exc_info[0].__name__
        facts["places"] = _places(record.exc_info[2])
    return facts


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in OWN_LOGGERS:
        return record.getMessage()
    return record.getMessage().partition("\n")[0][:LONGEST_FOREIGN]


def _places(trace: Any) -> list[str]:
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
