"""Owns what the engine says that a request cost: which operation it was, and the request units that it was charged.

Each answer tells its own, also one that failed or was one page of a query. A test server tells none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

CHARGE = "x-ms-request-charge"
IS_QUERY, IS_PLAN = "x-ms-documentdb-isquery", "x-ms-cosmos-is-query-plan-request"
OF_ITEMS = "/docs"
BY_METHOD = {"GET": "read", "POST": "create", "PUT": "replace", "DELETE": "delete"}
OTHER = "other"
"""What is asked about the account and the container."""

Charged = Callable[[str, float], None]
"""Told an operation (`read`, `create`, `replace`, `delete`, `query` or `other`) and the request units of one answer."""


def told_to(charged: Charged) -> Callable[[Any], None]:
    """The SDK's `raw_response_hook` that tells it of every answer."""

    def tell(response: Any) -> None:
        units = units_of(response.http_response.headers)
        if units:
            asked = response.http_request
            charged(operation_of(asked.method, asked.url, asked.headers), units)

    return tell


def units_of(headers: Mapping[str, str]) -> float:
    """What the answer says that it cost; 0 where it says nothing that can be read."""
    try:
        return max(0.0, float(headers.get(CHARGE, "")))
    except ValueError:
        return 0.0


def operation_of(method: str, url: str, headers: Mapping[str, str]) -> str:
    """Which operation a request was."""
    if OF_ITEMS not in url:
        return OTHER
    if headers.get(IS_QUERY) or headers.get(IS_PLAN):
        return "query"
    return BY_METHOD.get(method, OTHER)
