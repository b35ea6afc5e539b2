"""Runs checkov's checks of Bicep, in checkov's own environment (.local/checkov), and prints what they found as JSON.

Its command line brings in what is about every other kind of file, and takes ten times as long. Nothing here is imported
by a test: `checkov_findings.py` starts it as a program.

Usage: checkov_run.py FOLDER...
"""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import ply.yacc  # type: ignore[import-not-found]

WORKED_OUT: dict[str, Any] = {}
IN_FULL = ply.yacc.yacc


def once(**asked: Any) -> Any:
    """The grammar of paths into a document, worked out the first time; left alone it is so for each of 150 paths."""
    start = asked["start"]
    if start not in WORKED_OUT:
        WORKED_OUT[start] = IN_FULL(**asked)
    return WORKED_OUT[start]


class Kept(logging.Handler):
    """Keeps what is logged: a check that ends in an error says so in the log alone."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One line of the log."""
        self.lines.append(record.getMessage())


def found_in(folders: list[str]) -> list[dict[str, Any]]:
    """What the checks say of every Bicep file in each folder."""
    ply.yacc.yacc = once
    from checkov.arm.checks.resource import __all__ as of_resources  # type: ignore[import-not-found]  # noqa: PLC0415
    from checkov.bicep.runner import Runner  # type: ignore[import-not-found]  # noqa: PLC0415
    from checkov.runner_filter import RunnerFilter  # type: ignore[import-not-found]  # noqa: PLC0415

    for name in of_resources:  # a check registers itself, for Bicep too, when it is imported
        __import__(f"checkov.arm.checks.resource.{name}")
    found = []
    for folder in folders:
        log = Kept()
        logging.getLogger().handlers[:] = [log]
        report = Runner().run(root_folder=folder, runner_filter=RunnerFilter(framework=["bicep"]))
        found.append(_of(report, log.lines))
    return found


def _of(report: Any, log: list[str]) -> dict[str, Any]:
    return {
        "unread": list(report.parsing_errors),
        "passed": len(report.passed_checks),
        "failed": [_told(one) for one in report.failed_checks],
        "skipped": [{**_told(one), "reason": one.check_result["suppress_comment"]} for one in report.skipped_checks],
        "broken": log,
    }


def _told(record: Any) -> dict[str, Any]:
    return {
        "check": record.check_id,
        "says": record.check_name,
        "file": record.file_path.lstrip("/"),
        "line": record.file_line_range[0],
        "resource": record.resource,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(found_in(sys.argv[1:])))
