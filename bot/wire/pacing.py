"""Owns how fast we may send unasked: Teams' limits for one conversation and for the whole app. It sends nothing.

The numbers are those of Teams, "Optimize your bot with rate limiting": per conversation and bot, and per app and
tenant. Answers to what people do are not held back; they count by the room that they leave, since the service counts
them too and answers 429, which is waited for as it asks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import islice
from time import monotonic

PER_CONVERSATION = ((7, 1.0), (8, 2.0), (60, 30.0), (1_800, 3_600.0))
"""At most so many messages in so many seconds."""
PER_APP = ((25, 1.0),)
LEAST_PART = 0.1
"""What a process may send of that also while it holds nothing of the work: what its own turns bring about."""
FORGOTTEN_AFTER = 3_600.0
MOST_REMEMBERED = 20_000
"""Conversations; beyond that those that were quiet longest are looked through for what can be forgotten."""


class _Window:
    """When the last messages went out, as far back as the limits look."""

    def __init__(self, limits: tuple[tuple[int, float], ...]) -> None:
        self._limits = limits
        self._sent: deque[float] = deque(maxlen=max(most for most, _ in limits))

    @property
    def last(self) -> float:
        """When the newest message went out."""
        return self._sent[-1] if self._sent else 0.0

    def wait(self, now: float, part: float = 1.0) -> float:
        """How many seconds until one more may go out, of that part of what the limits allow."""
        limits = ((max(1, int(most * part)), seconds) for most, seconds in self._limits)
        waits = (self._sent[-most] + seconds - now for most, seconds in limits if len(self._sent) >= most)
        return max(0.0, max(waits, default=0.0))

    def take(self, now: float) -> None:
        """One goes out now."""
        self._sent.append(now)


class Pace:
    """Keeps count of what goes out. One for the process; `clock` gives seconds that only grow.

    `part` tells how much of what the whole app may send is this process's, where several send.
    """

    def __init__(self, clock: Callable[[], float] = monotonic, *, part: Callable[[], float] = lambda: 1.0) -> None:
        self._clock = clock
        self._part = part
        self._app = _Window(PER_APP)
        self._conversations: dict[str, _Window] = {}

    def take(self, conversation: str) -> float:
        """Seconds to wait before a message may go to the conversation; 0.0 lets one go, and counts it."""
        now = self._clock()
        window = self._conversations.pop(conversation, None) or _Window(PER_CONVERSATION)
        self._conversations[conversation] = window
        wait = max(window.wait(now), self._app.wait(now, max(self._part(), LEAST_PART)))
        if wait == 0.0:
            window.take(now)
            self._app.take(now)
            self._forget(now)
        return wait

    def _forget(self, now: float) -> None:
        """Let go of the conversations that nothing holds back any more, the longest quiet first."""
        if len(self._conversations) <= MOST_REMEMBERED:
            return
        quiet = [
            name
            for name, window in islice(self._conversations.items(), MOST_REMEMBERED // 2)
            if now - window.last > FORGOTTEN_AFTER
        ]
        for name in quiet:
            del self._conversations[name]
