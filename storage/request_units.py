"""Owns the formula of request units (RU): what one call of the store is reckoned to cost in Azure Cosmos DB.

Pure, and made of published figures alone, each named at its constant; between two published sizes a straight line.
Where nothing is published, the dearer of what it could be is taken, so that a bill that comes out lower is a pleasant
surprise. An account charges what it charges: its own figures (`x-ms-request-charge`) are what counts once there is one.

    A  Microsoft, "Optimize request cost in Azure Cosmos DB" (optimize-cost-reads-writes), as it stood in 2025
    B  Microsoft, "Request unit charges for Azure Cosmos DB as a key value store" (key-value-store-cost), 2019-08-23
    C  Microsoft, "Plan and manage costs for Azure Cosmos DB" (plan-manage-costs), 2020-08-13
    D  Microsoft, "Query an Azure Cosmos DB container" (how-to-query-container), 2023-03-09
    E  Microsoft, "Request Units in Azure Cosmos DB" (request-units), 2020-10-13
    F  Microsoft Learn, "Measure point operation cost" (measure-index-azure-cosmos-db-sql-api), read in 2026
"""

from __future__ import annotations

KILOBYTE = 1024
SMALL, LARGE = 1.0, 100.0
"""The sizes, in kilobytes, that A and B give figures of."""
READ_SMALL, READ_LARGE = 1.0, 10.0
"""A point read of those sizes (A, B)."""
WRITE_SMALL, WRITE_LARGE = 5.5, 50.0
"""An insert without indexing: "around 5.5" for 1 KB (A), 50 for 100 KB (B)."""
INDEX_PATH = 0.31
"""What an indexed path adds to an insert. No figure is published by itself: F's insert of a small item with five
properties, all indexed, costs 7.05, and (7.05 - 5.5) / 5 is this."""
REPLACED = 2.0
"""A replace costs twice what inserting the same item does (A; C has 10 beside 5)."""
QUERY_LEAST = 2.5
"""What is charged at least for each physical partition whose index is looked in, also when nothing is found (D)."""
QUERY_PER_KILOBYTE = 1.0
"""A query that gives a thousand items of 1 KB costs a thousand (A; C reckons with less)."""
STRONG = 2.0
"""Reads and queries cost twice as much under strong and bounded consistency as under session (A, E)."""


def point_read(size: int, *, strong: bool = False) -> float:
    """Of an item of so many bytes; 0 for one that isn't there, which is reckoned as the smallest."""
    charge = max(READ_SMALL, _between(size, READ_SMALL, READ_LARGE))
    return charge * STRONG if strong else charge


def insert(size: int, *, indexed: int) -> float:
    """Of an item of so many bytes with so many indexed paths in it. One that fails is reckoned as one that doesn't."""
    return max(WRITE_SMALL, _between(size, WRITE_SMALL, WRITE_LARGE)) + indexed * INDEX_PATH


def replacement(size: int, *, indexed: int) -> float:
    """Of an item by one of so many bytes with so many indexed paths. One that fails is reckoned as one that doesn't."""
    return REPLACED * insert(size, indexed=indexed)


def deletion(size: int, *, indexed: int) -> float:
    """Of an item of so many bytes: as its insert (C has 5 for both)."""
    return insert(size, indexed=indexed)


def query(size: int, *, partitions: int, strong: bool = False) -> float:
    """Of one page of so many bytes, where the index of so many physical partitions was looked in."""
    charge = QUERY_LEAST * partitions + QUERY_PER_KILOBYTE * size / KILOBYTE
    return charge * STRONG if strong else charge


def _between(size: int, small: float, large: float) -> float:
    """On the straight line through the two published sizes, and on past them."""
    return small + (size / KILOBYTE - SMALL) * (large - small) / (LARGE - SMALL)
