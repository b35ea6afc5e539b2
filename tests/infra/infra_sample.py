"""Bicep of a test's own, with a fault planted in it."""

from __future__ import annotations

from pathlib import Path

from tests.infra.bicep_parsing import parse
from tests.infra.bicep_syntax import BicepFile


def sample(text: str, folder: Path = Path("/nowhere"), name: str = "sample.bicep") -> BicepFile:
    """The text as a file."""
    return parse(text, folder / name)


def written(folder: Path, **files: str) -> dict[str, Path]:
    """Files on disk, for what reads other files."""
    places = {name: folder / f"{name}.bicep" for name in files}
    for name, text in files.items():
        places[name].write_text(text, encoding="utf-8")
    return places
