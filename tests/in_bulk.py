"""One check of thousands of things alike, as one test: a test of its own for each costs more than the check.

It must not know what is checked, and leave none unchecked because another failed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")

MOST_SHOWN = 40
"""Of those that fail; what is wrong with one is mostly wrong with hundreds."""


def each_of(things: Mapping[str, T]) -> Callable[[Callable[[T], None]], Callable[[], None]]:
    """Makes a check of one thing a test of them all, which names each that fails and says what was found in it."""

    def as_test(check: Callable[[T], None]) -> Callable[[], None]:
        def of_all() -> None:
            assert things, "there is nothing to check"
            failed = {name: found for name, thing in things.items() if (found := _found_by(check, name, thing))}
            assert not failed, "\n".join(
                [f"{len(failed)} of {len(things)} fail", *(f"{name}: {found}" for name, found in failed.items())][
                    : MOST_SHOWN + 1
                ]
            )

        # Not functools.wraps: what is wrapped takes an argument, which would be taken for a fixture.
        of_all.__name__, of_all.__qualname__ = check.__name__, check.__qualname__
        of_all.__doc__, of_all.__module__ = check.__doc__, check.__module__
        return of_all

    return as_test


def _found_by(check: Callable[[T], None], name: str, thing: T) -> str:
    try:
        check(thing)
    except AssertionError as fault:
        return str(fault) or "it does not hold"
    except Exception as fault:
        fault.add_note(f"while checking {name}")
        raise
    return ""
