"""Which real account the tests may use, if any: named in the environment, reached by the bot's own identity.

    VAXELVIS_TEST_COSMOS           the account's endpoint
    VAXELVIS_TEST_COSMOS_DATABASE  a database of it that tests alone use, with its container made
    MICROSOFT_APP_…                the identity, as the bot's settings have it

docs/cosmos.md says how to make one ready. The tests marked `real_account` have never been run against one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from assembly.outside import store_address
from settings import read_settings
from storage.cosmos_containers import CosmosDatabase

ENDPOINT, DATABASE = "VAXELVIS_TEST_COSMOS", "VAXELVIS_TEST_COSMOS_DATABASE"


def is_named(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is an account to run the tests against."""
    return bool(environment.get(ENDPOINT))


def named_account(environment: Mapping[str, str] = os.environ) -> CosmosDatabase:
    """The account's database, as the bot itself would reach it; raises BadSettings with what is missing."""
    named = {
        **environment,
        "STORAGE": f"cosmos:{environment[ENDPOINT]}",
        "COSMOS_DATABASE": environment.get(DATABASE, ""),
    }
    address = store_address(read_settings(named))
    assert isinstance(address, CosmosDatabase)
    return address
