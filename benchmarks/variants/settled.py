"""The bare handler with the garbage collector set as our bot sets it: code against code, without that setting's help.

python -m benchmarks.variants.settled PORT
"""

from __future__ import annotations

import asyncio
import sys

from benchmarks.variants.bare import build
from benchmarks.variants.serving import serve

if __name__ == "__main__":
    asyncio.run(serve(build, port=int(sys.argv[1]), settles=True))
