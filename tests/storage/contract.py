"""What every engine promises. An engine joins by subclassing `DocumentStoreContract` with a fixture `open_store`.

`open_store()` gives a new, empty store for the kinds of `contract_terms`, whose time is the fixture `clock`; it is
closed after.
"""

from __future__ import annotations

import pytest

from storage.document_store import DocumentStore
from tests.storage.contract_documents import DocumentsContract
from tests.storage.contract_queries import QueriesContract
from tests.storage.contract_refusals import RefusalsContract
from tests.storage.contract_terms import ManualClock, OpenStore


class DocumentStoreContract(DocumentsContract, QueriesContract, RefusalsContract):
    """Inherit, and give the fixture `open_store`."""

    @pytest.fixture
    def clock(self) -> ManualClock:
        return ManualClock()

    @pytest.fixture
    async def store(self, open_store: OpenStore) -> DocumentStore:
        return await open_store()
