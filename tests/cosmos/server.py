"""A server that speaks Azure Cosmos DB's protocol, in memory, on this machine: what it can't show is in docs/cosmos.md.

It keeps no order of its own between partitions, expires nothing, refuses nobody and charges nothing.
"""

from __future__ import annotations

import base64
import re
import subprocess
from pathlib import Path
from typing import Self
from uuid import uuid4

from storage.cosmos_containers import CosmosDatabase

HERE = Path(__file__).parent
KEY = base64.b64encode(b"any key is taken: nobody is refused by a test server").decode()


class CosmosServer:
    """A running test server: `with CosmosServer() as server:`; everything in it is gone after."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", str(HERE / "launch.js")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        found = re.fullmatch(r"listening (\d+)\n", line)
        assert found is not None, f"the test server did not start: {line!r}"
        self.port = int(found[1])
        return self

    def __exit__(self, *_raised: object) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def endpoint(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}/"

    def new_database(self) -> CosmosDatabase:
        """A database of a name that no other has; it is not there until somebody makes it."""
        return CosmosDatabase(endpoint=self.endpoint, database=f"test-{uuid4().hex}", key=KEY)
