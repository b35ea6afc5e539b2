"""How fast lines of chat are understood, and how many are understood right: python -m benchmarks.understanding."""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections import Counter

from tests.bot.understanding.expected_lines import EXAMPLES, TRAPS
from tests.bot.understanding.rewritten_lines import rewritten

ROUNDS = 20
REWRITINGS = 10
SEED = 1


def speed() -> None:
    """Print the median and the 99th percentile of CPU time per line, once the holiday table is warm.

    CPU time of the thread, so that whatever else the machine does is not counted in.
    """
    for line in EXAMPLES:
        line.read()
    gc.collect()
    gc.freeze()  # as the server does after its start
    taken = []
    for _ in range(ROUNDS):
        for line in EXAMPLES:
            begun = time.thread_time()
            line.read()
            taken.append(time.thread_time() - begun)
    centiles = statistics.quantiles(taken, n=100)
    print(
        f"CPU per line of {len(EXAMPLES)}: "
        f"median {statistics.median(taken) * 1e3:.3f} ms, p99 {centiles[98] * 1e3:.3f} ms"
    )


def accuracy() -> None:
    """Print how many of the lines and of their rewritings are read right, and by which intent they fail.

    The grammar was tuned on these lines, so this tells of regressions, not of lines that nobody has seen.
    """
    for name, lines in (("examples", EXAMPLES), ("traps", TRAPS)):
        right = sum(not line.differences(line.read()) for line in lines)
        print(f"{name}: {right} of {len(lines)} right")
    tried = right = 0
    wrong: Counter[str] = Counter()
    for line, text in rewritten(EXAMPLES + TRAPS, seed=SEED, rounds=REWRITINGS):
        tried += 1
        differences = line.differences(line.read(text))
        right += not differences
        if differences:
            wrong[str(line.intent)] += 1
            if "--wrong" in sys.argv:
                print(f"  {text!r}: {differences}")
    print(f"rewritings: {right} of {tried} right, {right / tried:.2%}; wrong by intent: {dict(wrong)}")


if __name__ == "__main__":
    speed()
    accuracy()
