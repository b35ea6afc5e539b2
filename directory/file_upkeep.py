"""Owns the parts of a municipality file that say how often people are asked about greetings and details.

What is not given here is as `policy.upkeep` has it.
"""

from __future__ import annotations

from directory.file_values import count
from directory.yaml_tree import Field, Given, Shape
from policy.upkeep import DetailsUpkeep, GreetingUpkeep, Upkeep

MOST_MONTHS = 60
MOST_DAYS = 365

GREETINGS: Shape = {
    "oldest_months": Field(count(1, MOST_MONTHS)),
    "long_absence_days": Field(count(1, MOST_DAYS)),
    "ask_again_days": Field(count(1, MOST_DAYS)),
    "settle_days": Field(count(0, MOST_DAYS)),
}
DETAILS: Shape = {
    "confirmed_months": Field(count(1, MOST_MONTHS)),
    "ask_again_days": Field(count(1, MOST_DAYS)),
    "settle_days": Field(count(0, MOST_DAYS)),
}


def build_upkeep(greetings: Given | None, details: Given | None) -> Upkeep:
    """What the file's own parts say of it, where it has them."""
    return Upkeep(
        greetings=GreetingUpkeep(**(greetings.values if greetings is not None else {})),
        details=DetailsUpkeep(**(details.values if details is not None else {})),
    )
