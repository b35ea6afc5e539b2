"""From a line of chat to Teams and the mailbox and back: a diversion, its undoing, its end, and a refusal (A3)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from assembly.reaches import Reaches
from directory.graph.automatic_replies import AutomaticReplies
from directory.graph.status_message import StatusMessages
from tests.bot.house import MONDAY_MORNING, ZONE, House
from tests.bot.talk import Someone
from tests.graph.asking import asking
from tests.graph.standin import GraphStandIn
from tests.graph.standin_mailbox import MailboxesOfTenant, Replies
from tests.graph.standin_presence import StatusMessage, TeamsOfTenant

OWN = "Ring hellre 4536"


class Office:
    """Anna's Teams and mailbox, and the bot that she has told to set both."""

    house: House
    anna: Someone

    def __init__(self) -> None:
        self.graph = GraphStandIn()
        self.teams = TeamsOfTenant(self.graph, now=self.now)
        self.mailboxes = MailboxesOfTenant(self.graph, now=self.now)

    def now(self) -> datetime:
        """The house's clock, also of the stand-in."""
        return self.house.now()

    async def opens(self, reaches: Reaches) -> None:
        """A Monday morning, with what Anna has of her own."""
        self.house = House(MONDAY_MORNING, reaches=reaches)
        self.anna = self.house.someone("Anna Svensson")
        self.teams.lamps[self.anna.id] = ("Available", "Available")
        self.teams.messages[self.anna.id] = StatusMessage(OWN)
        self.mailboxes.replies[self.anna.id] = Replies(inside="<p>Min egen</p>")
        await self.anna.says("vad följer med min hänvisning?")
        await self.anna_presses("Välj vad som följer med")
        await self.anna_presses("Spara", status_message="true", automatic_replies="true")
        self.anna.sees("Teams-status: följer med", "Autosvar i e-posten: följer med")

    async def anna_presses(self, title: str, **inputs: str) -> None:
        """Look at what is there, and press that."""
        self.anna.sees(title)
        await self.anna.presses(title, **inputs)

    @property
    def status(self) -> str:
        """Anna's status message in Teams."""
        return self.teams.message_of(self.anna.id)

    @property
    def reply(self) -> str:
        """What a colleague who writes to her is answered."""
        return self.mailboxes.answers(self.anna.id)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    """It, on a Monday morning."""
    office = Office()
    async with asking(office.graph) as client:
        status = StatusMessages(client, now=office.now, local=lambda instant: instant.astimezone(ZONE))
        await office.opens(Reaches(carriers=(status, AutomaticReplies(client, now=office.now))))
        yield office


async def test_a_diversion_stands_in_both_and_undoing_it_puts_both_back(office: Office) -> None:
    """A3: on the receipt, a line each; the reason isn't told where it isn't public."""
    await office.anna.says("semester till fredag")
    office.anna.sees("✓ Teams-status: visar att du är borta", "✓ Autosvar i e-posten: på till")
    assert office.status.startswith("Frånvarande.")
    assert "nås igen mån 30 nov 08:00" in office.reply
    assert "semester" not in (office.status + office.reply).lower()
    await office.anna_presses("Ångra")
    office.anna.sees("✓ Teams-status: som före hänvisningen", "✓ Autosvar i e-posten: som före hänvisningen")
    assert (office.status, office.reply) == (OWN, "")
    assert "Min egen" in office.mailboxes.replies[office.anna.id].inside


async def test_what_stood_before_comes_back_when_the_diversion_has_ended(office: Office) -> None:
    """A3: by itself, soon after the return; for a lunch nobody's mailbox answers."""
    await office.anna.says("lunch till 13")
    office.anna.sees("✓ Teams-status: visar att du är borta till 13:00")
    assert (office.status, office.reply) == ("På lunch. Nås igen 13:00.", "")
    await office.house.lets_time_pass(until="2026-11-23 13:05")
    assert office.status == OWN


async def test_who_has_no_mailbox_is_told_why_and_the_rest_stands(office: Office) -> None:
    """A3: one line with what to do about it; the diversion and the other place are as they should be."""
    office.mailboxes.without.add(office.anna.id)
    await office.anna.says("semester till fredag")
    office.anna.sees("✓ Teams-status", "✗ Autosvar i e-posten: du har ingen brevlåda som kan svara av sig själv.")
    assert office.status.startswith("Frånvarande.")
