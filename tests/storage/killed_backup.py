"""The child that `test_killed_while_moving` kills while it backs up or restores: it says when it begins and is done."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from storage.declared_kinds import DeclaredKinds
from storage.kinds import KINDS
from storage.sqlite_backup import back_up, restore


def main(command: str, path: Path, file: Path) -> None:
    """`backup` or `restore` the store at the path."""
    os.write(1, b"begun\n")
    if command == "backup":
        back_up(path, file)
    else:
        restore(path, file, DeclaredKinds(KINDS), now=datetime.now(UTC))
    os.write(1, b"done\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
