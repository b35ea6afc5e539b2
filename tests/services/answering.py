"""What answers about people, over books in memory: for tests of the use cases that ask it."""

from __future__ import annotations

from services.availability import AvailabilityService
from services.coverage_facts import CoverageFacts
from services.ports import Directory
from services.taking_over import TakingOver
from storage.coverage_repository import stored_coverage
from storage.details_repository import stored_details
from tests.services.fakes import BooksInMemory
from tests.storage.memory_store import MemoryStore


def answering(directory: Directory, books: BooksInMemory, store: MemoryStore | None = None) -> AvailabilityService:
    """It, with groups' books and what people have said of their details in the store."""
    store = store or MemoryStore()
    facts = CoverageFacts(cases=stored_coverage(store), books=books, directory=directory)
    return AvailabilityService(
        books=books,
        details=stored_details(store),
        directory=directory,
        taking_over=TakingOver(facts=facts, books=books, directory=directory),
    )
