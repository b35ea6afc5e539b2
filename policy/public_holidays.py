"""Owns Sweden's public holidays, and the eves that are days off in fact: the `holidays` table, Sweden's part alone.

Asked for one country, the library loads those of all 250: a tenth of a second and 8 MB for each process that starts. So
the file that has Sweden's is loaded by itself. It is the same table.
"""

from __future__ import annotations

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import holidays

_FILE = Path(holidays.__file__).with_name("countries") / "sweden.py"


def swedish_holidays() -> holidays.HolidayBase:
    """The days and their Swedish names; a table fills itself in, year by year, as it is asked."""
    return _sweden()(categories=("public", "de_facto"), language="sv")


@cache
def _sweden() -> type[holidays.HolidayBase]:
    spec = spec_from_file_location("holidays_of_sweden", _FILE)
    if spec is None or spec.loader is None:
        raise ImportError(f"the holiday table has no Sweden: {_FILE}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    table: type[holidays.HolidayBase] = module.Sweden
    return table
