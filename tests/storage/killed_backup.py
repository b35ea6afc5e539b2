"""The child of `test_killed_while_moving` that backs up or restores, and kills itself so many seconds after beginning.

It says when it begins and is done. By its own hand, since whoever waits for its word may be late to hear it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from storage.declared_kinds import DeclaredKinds
from storage.kinds import KINDS
from storage.sqlite_backup import back_up, restore


def main(command: str, path: Path, file: Path, lives: str = "") -> None:
    """`backup` or `restore` the store at the path; `lives` is for how many seconds, without an end when empty."""
    os.write(1, b"begun\n")
    if lives:
        threading.Timer(float(lives), os.kill, (os.getpid(), signal.SIGKILL)).start()
    if command == "backup":
        back_up(path, file)
    else:
        restore(path, file, DeclaredKinds(KINDS), now=datetime.now(UTC))
    os.write(1, b"done\n")
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
