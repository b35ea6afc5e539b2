"""Owns asking Microsoft's own validator, by Node.js, without a network: all that is to be judged at once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
CARRIED = PACKAGES / "@microsoft" / "app-manifest" / "build" / "json-schemas" / "teams"
MANIFEST, LOCALISATION = "MicrosoftTeams", "MicrosoftTeams.Localization"


@dataclass(frozen=True, slots=True)
class Case:
    """A document, and the schema that it is to be judged by."""

    document: Mapping[str, Any]
    schema: str
    version: str


def install() -> None:
    """Fetch the packages that package-lock.json names, unless they are here."""
    if not CARRIED.is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True, timeout=300)


def judged(cases: Mapping[str, Case]) -> dict[str, list[str]]:
    """What the validator objects to in each case."""
    asked = {
        name: {"document": case.document, "schema": case.schema, "version": case.version}
        for name, case in cases.items()
    }
    answered = subprocess.run(
        ["node", str(HERE / "validate.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return {name: list(faults) for name, faults in json.loads(answered.stdout).items()}


def newest_carried() -> str:
    """The newest numbered version of the schema that it has."""
    numbered = [one.name.removeprefix("v") for one in CARRIED.iterdir() if one.name[1].isdigit()]
    return max(numbered, key=lambda version: tuple(int(part) for part in version.split(".")))
