"""Where the pictures are, and what is kept beside them of what they show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
DIGESTS = FOLDER / "shown.json"


def digests_kept() -> Mapping[str, str]:
    """What each picture showed when it was taken, as a digest."""
    digests: Mapping[str, str] = json.loads(DIGESTS.read_text(encoding="utf-8")) if DIGESTS.exists() else {}
    return digests
