"""Owns the command: `python -m infra.teams [FILE]` builds the package from a file of parameters, and says what to do
with it. Without a file it is the example's, which leads to no bot. Nothing is written that Teams would refuse.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from infra.teams.archive import package
from infra.teams.checks import faults_of
from infra.teams.manifest import app_version
from infra.teams.parameters import EXAMPLE, BadParameters, Parameters, read_parameters

DONE, REFUSED = 0, 1
FOLDER = Path(".local/package")

EXAMPLES_OWN = f"""
This is the example: its ids and addresses are placeholders, and it leads to no bot. For your own, copy
  {EXAMPLE.relative_to(Path(__file__).parents[2]).as_posix()}
to parameters.toml beside it, put your values in, and run make package again.
"""
NEXT = """
What to do with it (docs/teams-app.md has each step):
  1. Teams admin center, Teams apps, Manage apps, Actions, Upload new app: choose the file.
     The app is there already? Open it there and update it with the file: its version has to be higher.
  2. Allow it for those who are to have it, and install and pin it for them in a setup policy.
  3. With GRAPH_USES=install: TEAMS_APP_ID is the `id` that Microsoft Graph then answers to
     GET /v1.0/appCatalogs/teamsApps?$filter=externalId eq '{manifest_id}'
"""


def main(arguments: Sequence[str], environment: Mapping[str, str], out: TextIO, errors: TextIO) -> int:
    """Build one package; gives the process's exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.teams", description="Builds the Teams app package.")
    parser.add_argument("file", type=Path, metavar="FILE", nargs="?", default=EXAMPLE, help="the parameters")
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=FOLDER, help="where to put it (%(default)s)")
    chosen = parser.parse_args(arguments)
    try:
        parameters = read_parameters(chosen.file, environment)
        built = package(parameters)
        if faults := faults_of(built):
            raise BadParameters([f"the package: {fault}" for fault in faults])
        written = _write(built, parameters, chosen.to)
    except (BadParameters, OSError) as fault:
        errors.write(f"{fault}\nNo package was written.\n")
        return REFUSED
    out.write(_told(parameters, built, written))
    return DONE


def _write(built: bytes, parameters: Parameters, folder: Path) -> Path:
    """Whole or not at all."""
    kind = "example-" if parameters.is_example else ""
    path = folder / f"vaxelvis-{kind}{app_version(parameters)}.zip"
    folder.mkdir(parents=True, exist_ok=True)
    begun = path.with_suffix(".part")
    begun.write_bytes(built)
    begun.replace(path)
    return path


def _told(parameters: Parameters, built: bytes, written: Path) -> str:
    facts = (
        ("app", f"{parameters.name}, version {app_version(parameters)}"),
        ("for", f"{parameters.organisation}, bot {parameters.bot_id} at {parameters.domain}"),
        ("sha-256", hashlib.sha256(built).hexdigest()),
    )
    lines = "".join(f"  {name:<8} {fact}\n" for name, fact in facts)
    after = EXAMPLES_OWN if parameters.is_example else NEXT.format(manifest_id=parameters.manifest_id)
    return f"{written}\n{lines}{after}"


if __name__ == "__main__":
    for terminal in (sys.stdout, sys.stderr):
        if isinstance(terminal, TextIOWrapper):
            terminal.reconfigure(errors="replace")  # One that has no ä is no reason to fail.
    sys.exit(main(sys.argv[1:], os.environ, sys.stdout, sys.stderr))
