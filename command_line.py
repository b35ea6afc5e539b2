"""Owns how every command of `app.py` ends at a terminal: its exit status, and a line for what stood in its way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from directory.file_faults import BadMunicipalityFile
from settings import BadSettings
from storage.document_store import StoreError

DONE, REFUSED = 0, 1
STOPPED = 130
"""What a shell gives for a command that was stopped at the keyboard."""


def exit_status(work: Callable[[], int], errors: TextIO, *, stopped: str) -> int:
    """What `work` gives; REFUSED where it can't be done, which `errors` are then told; where it is stopped at the
    keyboard they are told what that means for what was begun.
    """
    try:
        return work()
    except (BadSettings, BadMunicipalityFile, StoreError, OSError) as fault:
        errors.write(f"{fault}\n")
        return REFUSED
    except KeyboardInterrupt:
        errors.write(f"\nStopped. {stopped}\n")
        return STOPPED
