"""A person at the local Teams client in a real browser: types, presses, reads, and is photographed.

It knows the client's page and nothing of the bot.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from examples.playground.client import Window
from examples.playground.stage import PROJECT

NAMES = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",  # containers run as root; the page is our own machine's
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
CARD = ".ac-adaptiveCard"
PATIENCE = 20_000
"""In milliseconds: a loaded machine is slow to draw."""
WIDE = (1280, 900)
NARROW = (600, 900)
"""The narrowest that the page itself fits in; its list of chats then slides away."""
REDRAWN = 700
"""In milliseconds: after a change of width."""
SCREENSHOTS = PROJECT / ".local" / "screenshots"


class Sitting:
    """Someone at their window. Get one from `sit_down`."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @property
    def page(self) -> Page:
        """The window itself, for whoever has a look of their own."""
        return self._page

    async def types(self, line: str) -> None:
        """Type a line and send it with the button."""
        await self._page.locator("[data-lexical-editor]").click()  # a form on a card has textboxes too
        await self._page.keyboard.insert_text(line)
        await self._page.get_by_role("button", name="Send Message").click()

    async def reads(self, words: str) -> None:
        """Wait until the words stand in the chat."""
        await expect(self._page.get_by_text(words).last).to_be_visible(timeout=PATIENCE)

    async def reads_on_card(self, *phrases: str) -> None:
        """Wait until the newest card has every phrase."""
        for phrase in phrases:
            await expect(self._newest_card).to_contain_text(phrase, timeout=PATIENCE)

    async def reads_once(self, phrase: str) -> None:
        """Exactly one card in the whole chat has the phrase."""
        await expect(self._page.locator(CARD, has_text=phrase)).to_have_count(1, timeout=PATIENCE)

    async def presses(self, title: str) -> None:
        """Press a button of the newest card."""
        await self._newest_card.get_by_role("button", name=title, exact=True).click()

    async def taps(self, words: str) -> None:
        """Tap a row of the newest card."""
        await self._newest_card.get_by_text(words).click()

    async def chooses(self, label: str, choice: str) -> None:
        """Open a list of the newest card and choose from it."""
        await self._field(label).click()
        await self._page.get_by_role("option", name=choice, exact=True).click()

    async def ticks(self, statement: str) -> None:
        """Tick a box of the newest card."""
        await self._newest_card.get_by_role("checkbox", name=statement).check()

    async def picks(self, choice: str) -> None:
        """Pick one of the choices that are in sight on the newest card."""
        await self._newest_card.get_by_role("radio", name=choice).check()

    async def fills_in(self, label: str, value: str) -> None:
        """Write in a field of the newest card."""
        await self._field(label).fill(value)

    async def finds_filled_in(self, label: str, value: str) -> None:
        """Wait until the field of the newest card holds the value."""
        await expect(self._field(label)).to_have_value(value, timeout=PATIENCE)

    async def sees_a_drawing(self, title: str) -> None:
        """Wait until the newest card has a chart of that title, drawn; the title is what is read of it aloud."""
        chart = self._newest_card.get_by_label(title)
        await expect(chart.locator("svg, [role=img]").first).to_be_visible(timeout=PATIENCE)

    async def is_photographed(self, name: str) -> None:
        """Save what the window shows, wide and then narrow; what is filled in but not sent is lost with the width."""
        await self._photograph(f"{name}-wide.png")
        await self._resize(NARROW)
        await self._photograph(f"{name}-narrow.png")
        await self._resize(WIDE)
        # The page draws its cards anew a moment later, and empties what is being filled in.
        await self._page.wait_for_timeout(REDRAWN)

    async def _photograph(self, name: str) -> None:
        await self._newest_card.scroll_into_view_if_needed()
        await self._page.screenshot(path=SCREENSHOTS / name, animations="disabled")

    async def _resize(self, size: tuple[int, int]) -> None:
        await self._page.set_viewport_size({"width": size[0], "height": size[1]})

    @property
    def _newest_card(self) -> Locator:
        return self._page.locator(CARD).last

    def _field(self, label: str) -> Locator:
        # A list and its arrow share a label, so only what one writes in is looked for.
        return self._newest_card.get_by_label(label).and_(self._page.locator("input, textarea"))


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, without a window; the test fails with what to do when there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.fail("the browser tests need Chromium: run make test, or sudo apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def sit_down(browser: Browser, window: Window, *, sharpness: float = 1) -> AsyncIterator[Sitting]:
    """Open the person's window, which also installs the bot for them, and leave it when done.

    `sharpness` is how many pixels of a picture one of the page's is.
    """
    width, height = WIDE
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=sharpness,
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
    )
    context.set_default_timeout(PATIENCE)
    try:
        page = await context.new_page()
        await page.goto(window.address)
        await page.get_by_role("button", name="Send Message").wait_for()
        # The panel opens again for what happens while the page starts, the last of which is this.
        await page.get_by_text("conversationUpdate").first.wait_for()
        await page.get_by_title("Hide log panel").click()
        yield Sitting(page)
    finally:
        await context.close()
