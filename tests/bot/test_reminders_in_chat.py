"""Reminders in chat (S6) and what the manager is shown (M1): in the same card, with a line to be noticed, and quiet."""

from __future__ import annotations

from tests.bot.house import House
from tests.bot.talk import Someone


async def test_an_unkept_promise_from_its_first_reminder_to_the_manager(
    house: House, anna: Someone, karin: Someone
) -> None:
    """S6, M1: before, due, overdue, then the manager; each in one card for its reader."""
    await anna.says("ring upp Kalle 070-174 06 05 om bygglov senast 13")
    anna.sees("Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 12:00")
    _line_and_card(anna, "Snart dags att ringa Kalle: senast 13:00.", "Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 13:00")
    _line_and_card(anna, "Nu är det dags att ringa Kalle.", "Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 14:00")
    _line_and_card(
        anna,
        "Försenat: du skulle ha ringt Kalle senast 13:00.",
        "Försenat. Det skulle ha skett senast 13:00 (mån 23 nov).",
    )
    await house.lets_time_pass(until="2026-11-23 16:59")
    assert karin.told == []
    await house.lets_time_pass(until="2026-11-24 08:00")
    karin.is_told("Ett ringlöfte är försenat: Anna Svensson", "Kalle", "bygglov", "Hör med Anna Svensson")
    anna.told.clear()
    await anna.says("har ringt Kalle")
    anna.sees("Klart")
    await house.sends_what_is_due()
    anna.is_told("Klart: Kalle är uppringd", changed=True)
    karin.is_told("Klart: Anna Svensson har hållit sitt ringlöfte", changed=True)


def _line_and_card(someone: Someone, line: str, card: str) -> None:
    """A line to be noticed, and the card changed in place; in either order."""
    for _ in range(2):
        if someone.told[0].changed:
            someone.is_told(card, changed=True)
        else:
            someone.is_told(line)
    assert someone.told == []


async def test_the_manager_is_not_shown_what_the_message_says(
    house: House, vera: Someone, anna: Someone, karin: Someone
) -> None:
    """Whom and about what, never the message itself nor the number."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
    vera.sees("är lämnat")
    await house.lets_time_pass(until="2026-11-25 13:00")
    karin.is_told("Ett ringlöfte är försenat: Anna Svensson", "Kalle", "bygglov")
    seen = repr(karin.card)
    assert "070" not in seen
    assert "uppringd om bygglov" not in seen
    anna.told.clear()
    vera.told.clear()


async def test_a_line_never_says_the_number_or_the_matter(house: House, anna: Someone) -> None:
    """It shows on locked screens."""
    await anna.says("ring upp Kalle 070-174 06 05 om bygglov senast 13")
    anna.sees("Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 16:00")
    lines = [told.message.text for told in anna.told if told.message.card is None]
    assert len(lines) == 3
    assert not [line for line in lines if "070" in line or "bygglov" in line]
    anna.told.clear()


async def test_an_agreed_time_starts_over_and_tells_the_manager(house: House, anna: Someone, karin: Someone) -> None:
    """S6: the promise was kept; the manager's card says that a new time is agreed."""
    await anna.says("ring upp Kalle 070-174 06 05 senast 11")
    anna.sees("Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 15:30")
    karin.is_told("försenat")
    anna.told.clear()
    await anna.says("ringt Kalle, inte klart, nytt besked torsdag 14")
    anna.sees("hör av dig till Kalle igen senast tor 26 nov 14:00")
    await house.sends_what_is_due()
    anna.is_told("tor 26 nov 14:00", changed=True)
    karin.is_told("Anna Svensson har kommit överens om en ny tid", changed=True)
    await house.lets_time_pass(until="2026-11-26 12:00")
    assert anna.told == []


async def test_who_was_called_goes_from_the_store_and_from_the_chats(
    house: House, vera: Someone, anna: Someone
) -> None:
    """A caller's name and number are kept no longer than needed: two weeks after it is done."""
    await vera.says("hälsa Anna Svensson att Kalle 070-174 06 05 vill bli uppringd om bygglov")
    vera.sees("är lämnat")
    await house.sends_what_is_due()
    anna.is_told("Ring Kalle")
    await anna.presses("Klart")
    anna.sees("Klart: Kalle är uppringd")
    anna.does_not_see("070-174 06 05")
    await house.lets_time_pass(until="2026-12-07 10:00")
    vera.told.clear()
    assert anna.told == []
    await house.lets_time_pass(until="2026-12-07 10:30")
    anna.is_told("Avslutat ringlöfte", "Vem det gällde är borttaget", changed=True)
    vera.is_told("Anna Svensson är klar med meddelandet", changed=True)
    assert "Kalle" not in repr((anna.card, vera.card))
    (document,) = (await house.store.query("callback")).documents
    assert not [word for word in ("Kalle", "46701740605", "bygglov") if word in repr(document.body)]
    await house.lets_time_pass(until="2026-12-10 12:00")
    assert (await house.store.query("callback")).documents == []


async def test_a_promise_that_is_overdue_again_is_noticed_by_the_manager_again(
    house: House, anna: Someone, karin: Someone
) -> None:
    """M1: the card is changed in place, which makes no noise, so a line says it too; done in between, it isn't sent."""
    await anna.says("ring upp Kalle 070-174 06 05 senast 11")
    anna.sees("Ring Kalle")
    await house.lets_time_pass(until="2026-11-23 15:30")
    karin.is_told("försenat")
    await anna.says("ringt Kalle, inte klart, nytt besked torsdag 11")
    anna.sees("tor 26 nov 11:00")
    await house.lets_time_pass(until="2026-11-26 15:30")
    karin.is_told("Anna Svensson har kommit överens om en ny tid", changed=True)
    _line_and_card(karin, "Ett ringlöfte är försenat: Anna Svensson", "Skulle ske senast")
    anna.told.clear()


async def test_a_cards_times_are_true_on_other_days_too(house: House, anna: Someone, vera: Someone) -> None:
    """S6: what is called tomorrow today is told with its date, in everyone's chat, since the card stays there."""
    await anna.says("ring upp Kalle 070-174 06 05")
    anna.sees("imorgon 17:00 (tis 24 nov)")
    await vera.says("hälsa Anna Svensson att Eva Lind 070-174 06 06 vill bli uppringd")
    vera.sees("imorgon 17:00 (tis 24 nov)", "10:15 (mån 23 nov)")
    await house.sends_what_is_due()
    anna.is_told("lämnat 10:15 (mån 23 nov)", "imorgon 17:00 (tis 24 nov)")
    vera.is_told("har fått", changed=True)
