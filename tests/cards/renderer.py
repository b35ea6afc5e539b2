"""Owns a browser that shows cards as Teams does: Microsoft's JavaScript renderer with Teams' host configurations.

The gallery pictures cards with it, and the checks find what the renderer objects to.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PIXELS_AROUND = 40
AT_ONCE = 40
TEAMS_OWN = ("Chart.HorizontalBar",)
"""Elements that Teams draws and this renderer leaves out, as their fallback says."""
Theme = Literal["light", "dark"]
BACKGROUNDS: Mapping[Theme, tuple[str, str]] = {"light": ("#f5f5f5", "#ffffff"), "dark": ("#1f1f1f", "#2d2b2c")}

SCRIPT = """
window.make = (card, hostConfig) => {
  const AC = window.AdaptiveCards;
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = window.markdownit().render(text);
    result.didProcess = true;
  };
  // The pattern of `lang` is a global one, which remembers where it was between two cards.
  AC.CardElement.langProperty.regEx.lastIndex = 0;
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  const made = new AC.AdaptiveCard();
  made.hostConfig = new AC.HostConfig(hostConfig);
  made.parse(card, context);
  const events = [];
  for (let i = 0; i < context.eventCount; i++) events.push(context.getEventAt(i));
  events.push(...made.validateProperties().validationEvents);
  return [made, events.map(event => `${AC.ValidationEvent[event.event]}: ${event.message}`)];
};
window.show = card => {
  const [made, events] = window.make(card, window.hostConfig);
  const place = document.getElementById("card");
  place.replaceChildren(made.render());
  return events;
};
window.cutOff = () => {
  const card = document.getElementById("card");
  const edge = card.getBoundingClientRect().right + 1;
  return [...card.querySelectorAll('*')]
    .filter(one => one.matches('button *, button') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth
        || one.getBoundingClientRect().right > edge)
    .map(one => one.innerText || one.tagName);
};
window.lookAt = cards => cards.map(card => [window.show(card), window.cutOff()]);
"""


@dataclass
class Renderer:
    """A page that shows one card at a time."""

    page: Page
    looks: tuple[Theme, int] | None = None
    """The theme and width that the page has now: to lay it out anew costs more than to show a card."""

    def show(self, card: Mapping[str, Any], *, theme: Theme = "light", width: int = 480) -> list[str]:
        """Show the card; gives what the renderer objects to as it reads and validates it."""
        if self.looks != (theme, width):
            self._lay_out(theme, width)
        return _objections(self.page.evaluate("card => window.show(card)", dict(card)))

    def look_at(
        self, cards: Mapping[str, Mapping[str, Any]], *, width: int
    ) -> Mapping[str, tuple[list[str], list[str]]]:
        """Of each card what the renderer objects to, and what is cut off at that width (see `cut_off`)."""
        if self.looks != ("light", width):
            self._lay_out("light", width)
        names = list(cards)
        seen: dict[str, tuple[list[str], list[str]]] = {}
        for first in range(0, len(names), AT_ONCE):
            some = names[first : first + AT_ONCE]
            told = self.page.evaluate("cards => window.lookAt(cards)", [dict(cards[name]) for name in some])
            seen |= {name: (_objections(events), cut) for name, (events, cut) in zip(some, told, strict=True)}
        return seen

    def _lay_out(self, theme: Theme, width: int) -> None:
        around, behind = BACKGROUNDS[theme]
        self.page.set_viewport_size({"width": width + PIXELS_AROUND, "height": 600})
        self.page.evaluate(
            "([around, behind, width, css, config]) => { document.body.style.background = around;"
            " const place = document.getElementById('card');"
            " place.style.background = behind; place.style.width = width + 'px';"
            " document.getElementById('look').textContent = css; window.hostConfig = config; }",
            [around, behind, width, _look(theme), _host_config(theme)],
        )
        self.looks = (theme, width)

    def picture(self, path: Path) -> None:
        """Save what is shown as a PNG."""
        self.page.locator("#card").screenshot(path=path)

    def text(self) -> str:
        """What is shown, as text."""
        return self.page.locator("#card").inner_text()

    def cut_off(self) -> list[str]:
        """The titles of the buttons that have no room for all of their letters, and whatever is wider than the card."""
        return [str(title) for title in self.page.evaluate("window.cutOff()")]

    def count(self, selector: str) -> int:
        """How many elements of the shown card fit the CSS selector."""
        return self.page.locator("#card").locator(selector).count()


@contextmanager
def renderer() -> Iterator[Renderer]:
    """A browser for as long as the block lasts."""
    install()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=SWITCHES.split())
        page = browser.new_page(device_scale_factor=2)
        page.set_content(
            "<style>body{margin:20px;font-family:'Segoe UI',Selawik,'Noto Sans',sans-serif}"
            "#card{border-radius:6px;box-shadow:0 1px 4px rgba(0,0,0,.25)}</style>"
            "<style id=look></style><div id=card></div>"
        )
        for script in ("adaptivecards/dist/adaptivecards.js", "markdown-it/dist/markdown-it.min.js"):
            page.add_script_tag(path=PACKAGES / script)
        page.add_script_tag(content=SCRIPT)
        yield Renderer(page)
        browser.close()


def browser_program() -> str:
    """The path of the Chromium on this machine; raises FileNotFoundError."""
    found = next((path for path in map(shutil.which, BROWSERS) if path is not None), None)
    if found is None:
        raise FileNotFoundError("showing cards needs Chromium: run make test, or install the package chromium")
    return found


def install() -> None:
    """Fetch the packages that package-lock.json names, unless they are here."""
    if not (PACKAGES / "adaptivecards").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE, check=True, timeout=300)


def _objections(events: list[Any]) -> list[str]:
    return [str(event) for event in events if not any(f'"{own}"' in event for own in TEAMS_OWN)]


def _host_config(theme: Theme) -> Any:
    path = PACKAGES / f"adaptivecards-designer/lib/hostConfigs/microsoft-teams-{theme}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _look(theme: Theme) -> str:
    path = PACKAGES / f"adaptivecards-designer/dist/containers/teams-container-{theme}.css"
    return path.read_text(encoding="utf-8")
