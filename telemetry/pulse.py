"""Owns the pulse: one log line a minute that says whether the process lives and does its work. The alerts read it.

It comes from a thread of its own, so that a process whose event loop stands still says so; who is late says which job
does. A process that is dead, or held fast as a whole, is told of by the pulse that doesn't come. So there is none
before a process has lived for a whole minute: one that is started over and over is as good as dead.

What counts is taken from the same registry as `/metrics`, as what has come since the last pulse.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from threading import Event, Thread

from prometheus_client import CollectorRegistry

log = logging.getLogger(__name__)

PULSE = "pulse"
"""What the log line says."""
PULSE_SECONDS = 60.0
ANSWERS_WITHIN = 5.0
"""An event loop that takes longer to come to something stands still."""
EVENT_LOOP = "event_loop"
"""How it is called among the jobs that are late."""
END_SECONDS = 2.0

PULSE_FIELDS = (
    "turns",
    "turns_failed",
    "turn_p95_ms",
    "refused_sends",
    "jobs_late",
    "jobs_failed",
    "shards_held",
    "dead_letters",
    "outbox_oldest_seconds",
    "understanding_missed",
    "store_failed",
)
"""All that a pulse can hold beside what every log line has; docs/telemetry.md says what each means."""

_FAILED_RUNS = frozenset({"failed", "cut_off"})
_TURN_BUCKETS = "bot_turn_seconds_bucket"
_KEPT_LABELS = ("status", "outcome", "le")
"""What the pulse tells samples of one name apart by; the rest is added up."""

Counts = Mapping[tuple[str, str], float]
Fact = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a pulse is made of; each is asked in the pulse's own thread, and must not wait for anything."""

    registry: CollectorRegistry
    late: Callable[[], Sequence[str]]
    """The jobs that have not ended a run for longer than they may."""
    dead_letters: Callable[[], int | None]
    """How many there are, None in a process that doesn't count them."""


@dataclass(slots=True, kw_only=True)
class Pulse:
    """The pulse of one process, from `begin` to `end`."""

    watched: Watched
    every: float = PULSE_SECONDS
    answers_within: float = ANSWERS_WITHIN
    _ended: Event = field(default_factory=Event)
    _thread: Thread | None = None
    _before: Counts = field(default_factory=dict)

    def begin(self) -> None:
        """Tell of the running event loop's process from now on."""
        loop = asyncio.get_running_loop()
        self._before = counts_of(self.watched.registry)
        self._thread = Thread(target=self._beat, args=(loop,), name="pulse", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Tell nothing any more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join(END_SECONDS)

    def _beat(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._ended.wait(self.every):
            try:
                self._tell(loop)
            except Exception as error:  # noqa: BLE001 - the next one may go better, and a pulse that is missing alarms
                log.error("no pulse could be made", extra={"error": type(error).__name__})

    def _tell(self, loop: asyncio.AbstractEventLoop) -> None:
        late = list(self.watched.late())
        if not self._answers(loop):
            late.append(EVENT_LOOP)
        counts = counts_of(self.watched.registry)
        facts = pulse_facts(self._before, counts, late=late, dead_letters=self.watched.dead_letters())
        self._before = counts
        log.info(PULSE, extra=facts)

    def _answers(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether the loop still comes to what it is given; one that was closed has ended with the process."""
        answered = Event()
        try:
            loop.call_soon_threadsafe(answered.set)
        except RuntimeError:
            return True
        return answered.wait(self.answers_within) or self._ended.is_set()


def counts_of(registry: CollectorRegistry) -> Counts:
    """What the registry holds now: each sample by its name and what it tells apart by, the rest added up."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for metric in registry.collect():
        for sample in metric.samples:
            told = next((sample.labels[label] for label in _KEPT_LABELS if label in sample.labels), "")
            found[sample.name, told] += sample.value
    return found


def pulse_facts(
    before: Counts, after: Counts, *, late: Iterable[str], dead_letters: int | None = None
) -> dict[str, Fact]:
    """What a pulse says, in the order of PULSE_FIELDS; what isn't known, or had no cause, isn't in it."""

    def came(name: str, among: Callable[[str], bool] = lambda _told: True) -> int:
        return round(sum(n - before.get(key, 0) for key, n in after.items() if key[0] == name and among(key[1])))

    facts: dict[str, Fact | None] = {
        "turns": came("bot_turns_total"),
        "turns_failed": came("bot_turns_total", lambda status: status == "error"),
        "turn_p95_ms": _p95_ms(before, after),
        "refused_sends": came("bot_sends_total", lambda outcome: outcome == "refused"),
        "jobs_late": ",".join(sorted(late)),
        "jobs_failed": came("job_runs_total", _FAILED_RUNS.__contains__),
        "shards_held": round(after.get(("shards_held", ""), 0)),
        "dead_letters": dead_letters,
        "outbox_oldest_seconds": _rounded(after.get(("outbox_oldest_seconds", ""))),
        "understanding_missed": came("understanding_missed_total"),
        "store_failed": came("store_failures_total"),
    }
    return {name: fact for name in PULSE_FIELDS if (fact := facts[name]) is not None}


def _rounded(number: float | None) -> int | None:
    return None if number is None else round(number)


def _p95_ms(before: Counts, after: Counts) -> float | None:
    """The 95th percentile of how long turns took, evenly spread within a bucket; None without turns.

    Of those beyond the last bucket it says where that begins.
    """
    upto = sorted(
        (inf if told == "+Inf" else float(told), count - before.get((name, told), 0))
        for (name, told), count in after.items()
        if name == _TURN_BUCKETS
    )
    if not upto or not upto[-1][1]:
        return None
    wanted, begins, below = 0.95 * upto[-1][1], 0.0, 0.0
    for ends, count in upto:
        if count >= wanted:
            part = 0.0 if ends == inf else (ends - begins) * (wanted - below) / (count - below)
            return round((begins + part) * 1000, 1)
        begins, below = ends, count
    return None
