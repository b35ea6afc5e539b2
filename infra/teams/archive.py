"""Owns the package as a file: the same bytes from the same parts, on any machine and by any version of Python.

Nothing is compressed, since every compressor writes its own bytes; no file's time, owner or place gets in.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping

from infra.teams.manifest import COLOUR_ICON, OUTLINE_ICON, Json, localisations, manifest
from infra.teams.parameters import HERE, Parameters

MANIFEST = "manifest.json"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can tell."""
UNIX = 3
READABLE_FILE = 0o100644 << 16
ICONS = HERE / "icons"


def package(parameters: Parameters) -> bytes:
    """The whole package."""
    icons = {name: (ICONS / name).read_bytes() for name in (COLOUR_ICON, OUTLINE_ICON)}
    languages = {name: as_json(file) for name, file in localisations(parameters).items()}
    return zipped({MANIFEST: as_json(manifest(parameters)), **icons, **languages})


def as_json(value: Json) -> bytes:
    """A file that people can read too."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of the files, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = UNIX
            entry.external_attr = READABLE_FILE
            archive.writestr(entry, content)
    return buffer.getvalue()
