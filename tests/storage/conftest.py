"""Makes the contract's assertions say what they compared, as those of test files do."""

import pytest

pytest.register_assert_rewrite(
    "tests.storage.contract_documents", "tests.storage.contract_queries", "tests.storage.contract_refusals"
)
