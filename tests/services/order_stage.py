"""A stage for the use cases of orders: the small town with its shop, a store in memory, and who can be reached."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from policy.diversions import Diversion, DiversionBook
from policy.organisation import PersonId
from policy.phone_orders import Attestation, OrderState, PhoneOrder
from services.lost_phones import LostPhoneService
from services.order_approvers import OrderApprovers
from services.order_lists import OrderLists
from services.overdue_approvals import OverdueApprovals
from services.phone_orders import PhoneOrderService, place_of
from services.ports import Place
from storage.order_repository import stored_lost_phones, stored_orders
from tests.policy.small_shop import NOW, shop_town, wish
from tests.policy.small_town import ANNA, VERA
from tests.services.fakes import BooksInMemory, FakeDirectory
from tests.storage.memory_store import MemoryStore


class OrderStage:
    """The services and all that they touch. `away` are people's diversions; `unreachable` have no chat."""

    def __init__(self, away: dict[PersonId, Diversion] | None = None, **rules: Any) -> None:
        self.now = NOW
        self.store = MemoryStore(now=lambda: self.now.astimezone(UTC))
        self.unreachable: set[PersonId] = set()
        self.soon: list[Place] = []
        books = [DiversionBook(person=person, diversions=(one,)) for person, one in (away or {}).items()]
        directory = FakeDirectory(shop_town(**rules))
        self.orders = stored_orders(self.store)
        approvers = OrderApprovers(books=BooksInMemory(*books), directory=directory, can_reach=self._can_reach)
        self.service = PhoneOrderService(
            orders=self.orders, approvers=approvers, directory=directory, deliver_soon=self.soon.append
        )
        self.overdue = OverdueApprovals(
            orders=self.orders, approvers=approvers, directory=directory, deliver_soon=self.soon.append
        )
        self.lists = OrderLists(orders=self.orders, directory=directory)
        self.lost = LostPhoneService(
            phones=stored_lost_phones(self.store),
            directory=directory,
            can_reach=self._can_reach,
            deliver_soon=self.soon.append,
        )

    async def _can_reach(self, person: PersonId) -> bool:
        return person not in self.unreachable

    async def asks(self, by: PersonId = ANNA, *, turn: str = "o1", **changed: Any) -> PhoneOrder:
        """Somebody orders, for Anna unless told otherwise."""
        return await self.service.request(by, wish(**changed), turn=turn, now=self.now)

    async def brings(self, order: PhoneOrder, state: OrderState) -> PhoneOrder:
        """The order as far as that state, on the straight way."""
        place, service = place_of(order), self.service
        while order.state is not state:
            turn = f"{order.id}-{len(order.events)}"
            if order.state is OrderState.REQUESTED:
                assert order.asked is not None
                order = await service.approve(order.asked, place, turn=turn, now=self.now)
            elif order.state is OrderState.APPROVED:
                order = await service.mark_ordered(VERA, place, reference="B-1", turn=turn, now=self.now)
            elif order.state is OrderState.ORDERED:
                order = await service.mark_delivered(VERA, place, turn=turn, now=self.now)
            else:
                said = frozenset(Attestation)
                order = await service.attest(
                    order.receiver, place, attested=said, returned=True, turn=turn, now=self.now
                )
        return order

    async def stored(self, order: PhoneOrder) -> PhoneOrder:
        """The order as it lies in the store."""
        loaded = await self.orders.load(place_of(order))
        assert loaded is not None
        return loaded.value
