"""Plays a story at the local Teams client in Chromium and pictures the chats.

What each person sees is held to what the house says that they see: the two must tell the same story, at the same time.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from directory.file_directory import FileDirectory
from examples.playground.people import Part, Seat
from examples.playground.stage import PROJECT, open_stage
from tests.e2e.browser import Sitting, sit_down
from tests.e2e.town import TOWN, settings_in
from tests.pictures.in_house import Entry, Play, began
from tests.pictures.script import Picture, Presses, Says, Step, Story

LOOKED_EVERY = 0.1
LOOKS = 300
"""Half a minute or more, until a window shows what it is to show."""
SIZE = (600, 2400)
"""In the page's own pixels: the narrowest that it fits in, and high enough for the longest card."""
SHARPNESS = 1.25
MARGIN = 12
EVERYTHING = 1000
LOOK = """
  * { font-family: "Segoe UI", Selawik, "Noto Sans", "Liberation Sans", Arial, sans-serif !important; }
  [style*="monospace"], [style*="monospace"] * { font-family: "Liberation Mono", monospace !important; }
  [aria-label="Message timestamp"], [aria-label="Show more information"] { visibility: hidden !important; }
  [aria-label="Message header"]:not(:has([aria-label="Message author"])) { display: none !important; }
  [aria-label="Display Invoked Message"] { display: none !important; }
  .fai-OutputCard:has(.ac-adaptiveCard) { padding: 0 !important; background: none !important; }
  [class*="fui-TimePicker"], [class*="fui-Combobox"] { min-width: 0 !important; }
"""
"""The client's own times are those of today, and its menus and its receipt for a press are not what is pictured."""
MESSAGES = """
window.itsOwn = [['Select a date', 'Välj datum'], ['Select a time', 'Välj tid']];
window.messages = () => [...document.querySelectorAll('[aria-label="Message header"]')].map(one => one.parentElement);
window.leaveLast = count => {
  document.activeElement?.blur();
  for (const [words, svenska] of window.itsOwn)
    document.querySelectorAll(`input[placeholder^="${words}"]`).forEach(one => one.placeholder = svenska);
  const all = window.messages();
  all.forEach((one, place) => { one.style.display = place < all.length - count ? 'none' : ''; });
};
window.around = count => {
  const boxes = window.messages().slice(-count).map(one => one.getBoundingClientRect());
  return [Math.min(...boxes.map(box => box.top)), Math.max(...boxes.map(box => box.bottom))];
};
"""
"""The client's own words are English whatever the page asks for; Teams' are those of its language."""


class ShownOtherwise(Exception):
    """A window shows something else than the house says."""


async def pictured(story: Story, browser: Browser) -> dict[str, bytes]:
    """The story's pictures by name, as PNG; raises ShownOtherwise where the client and the house differ."""
    play = Play(story)
    taken: dict[str, bytes] = {}
    try:
        with tempfile.TemporaryDirectory() as name:
            async with _windows(story, Path(name), browser) as pages:
                await play.begins()
                await _show_the_same(play, pages)
                for step in story.steps:
                    await _act(step, play, pages)
                    await play.plays(step)
                    await _show_the_same(play, pages)
                    if isinstance(step, Picture):
                        taken[step.name] = await _picture(pages[step.of], step.last)
    finally:
        play.close()
    return taken


@asynccontextmanager
async def _windows(story: Story, folder: Path, browser: Browser) -> AsyncIterator[Mapping[str, Page]]:
    async with AsyncExitStack() as closing:
        stage = await closing.enter_async_context(
            open_stage(
                _seats(story),
                folder=folder,
                bot_settings=settings_in(folder),
                bot_command=(sys.executable, "-m", "tests.pictures.serve_still", began(story).isoformat()),
            )
        )
        pages: dict[str, Page] = {}
        for window in stage.windows.values():
            sitting = await closing.enter_async_context(sit_down(browser, window, sharpness=SHARPNESS))
            await sitting.page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
            await sitting.page.add_style_tag(content=LOOK)
            await sitting.page.evaluate(MESSAGES)
            pages[window.seat.person.name] = sitting.page
        yield pages


def _seats(story: Story) -> list[Seat]:
    municipality = FileDirectory(PROJECT / TOWN).municipality
    people = {person.name: person for person in municipality.people.values()}
    return [
        Seat(
            part,
            people[name],
            municipality.units[people[name].unit].name,
            tuple(other for other in people.values() if other.name != name),
        )
        for part, name in zip(Part, story.people, strict=False)
    ]


async def _act(step: Step, play: Play, pages: Mapping[str, Page]) -> None:
    if isinstance(step, Says):
        await Sitting(pages[step.who]).types(step.line)
    elif isinstance(step, Presses):
        sitting = Sitting(pages[step.who])
        for field, value in play.fields(step):
            await _fill_in(sitting, field, value)
        await sitting.presses(step.title)


async def _fill_in(sitting: Sitting, field: Mapping[str, Any], value: str) -> None:
    label = str(field.get("label") or field.get("title"))
    if field["type"] == "Input.Toggle":
        await sitting.ticks(str(field["title"]))
    elif field["type"] != "Input.ChoiceSet":
        await sitting.fills_in(label, value)
    else:
        title = next(str(choice["title"]) for choice in field["choices"] if choice["value"] == value)
        if field.get("style") == "expanded":
            await sitting.picks(title)
        else:
            await sitting.chooses(label, title)


async def _show_the_same(play: Play, pages: Mapping[str, Page]) -> None:
    """Wait until each window shows what the house says, and nothing more."""
    for name, page in pages.items():
        for _ in range(LOOKS):
            differences = _differences(play.chats[name], await _shown(page))
            if not differences:
                break
            await asyncio.sleep(LOOKED_EVERY)
        else:
            raise ShownOtherwise(f"{name}'s window differs from the house:\n" + "\n".join(differences))


async def _shown(page: Page) -> list[str]:
    return [str(text) for text in await page.evaluate("window.messages().map(one => one.textContent)")]


def _differences(entries: Sequence[Entry], shown: Sequence[str]) -> list[str]:
    if len(entries) != len(shown):
        return [f"{len(entries)} messages, and {len(shown)} are shown, the last of them: {shown[-1:]}"]
    return [
        f"{phrase!r} is not in {text!r}"
        for entry, text in zip(entries, shown, strict=True)
        for phrase in entry.phrases
        if _squeezed(phrase) not in _squeezed(text)
    ]


def _squeezed(text: str) -> str:
    return "".join(text.split())


async def _picture(page: Page, last: int) -> bytes:
    await page.evaluate("count => window.leaveLast(count)", last)
    await page.mouse.move(0, 0)
    top, bottom = await page.evaluate("count => window.around(count)", last)
    taken = await page.screenshot(
        clip={"x": 0, "y": top - MARGIN, "width": SIZE[0], "height": bottom - top + 2 * MARGIN}, animations="disabled"
    )
    await page.evaluate("count => window.leaveLast(count)", EVERYTHING)
    return taken
