"""What /metrics tells of the whole."""

from __future__ import annotations

from prometheus_client import CollectorRegistry

from assembly.counters import LettersHere
from services.replicas import HeldShards

NAME = "dead_letters"


class OneJob(HeldShards):
    """A hold on one job, or on none."""

    holds = True

    def has_job(self, name: str) -> bool:
        """As it is told."""
        return self.holds and name == NAME


def test_what_was_given_up_is_told_by_who_counts_it_alone() -> None:
    """A count that was handed over to another replica would be told for ever, and added to the other's."""
    registry, hold = CollectorRegistry(), OneJob(lambda: 0.0)
    letters = LettersHere(NAME, hold, registry)
    letters.counted = 3
    assert registry.get_sample_value(NAME) == 3
    hold.holds = False
    assert registry.get_sample_value(NAME) == 0
