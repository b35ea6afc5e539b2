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
window.show = (card, hostConfig) => {
  const [made, events] = window.make(card, hostConfig);
  const place = document.getElementById("card");
  place.replaceChildren(made.render());
  return events;
};
"""


@dataclass(frozen=True)
class Renderer:
    """A page that shows one card at a time."""

    page: Page

    def show(self, card: Mapping[str, Any], *, theme: Theme = "light", width: int = 480) -> list[str]:
        """Show the card; gives what the renderer objects to as it reads and validates it."""
        around, behind = BACKGROUNDS[theme]
        self.page.set_viewport_size({"width": width + PIXELS_AROUND, "height": 600})
        self.page.evaluate(
            "([around, behind, width, css]) => { document.body.style.background = around;"
            " const place = document.getElementById('card');"
            " place.style.background = behind; place.style.width = width + 'px';"
            " document.getElementById('look').textContent = css; }",
            [around, behind, width, _look(theme)],
        )
        events = self.page.evaluate("([card, config]) => window.show(card, config)", [dict(card), _host_config(theme)])
        return [str(event) for event in events if not any(f'"{own}"' in event for own in TEAMS_OWN)]

    def picture(self, path: Path) -> None:
        """Save what is shown as a PNG."""
        self.page.locator("#card").screenshot(path=path)

    def text(self) -> str:
        """What is shown, as text."""
        return self.page.locator("#card").inner_text()

    def cut_off(self) -> list[str]:
        """The titles of the buttons that have no room for all of their letters, and whatever is wider than the card."""
        script = """card => [...card.querySelectorAll('*')]
            .filter(one => one.matches('button *, button') && one.scrollWidth > one.clientWidth + 1 && one.clientWidth
                || one.getBoundingClientRect().right > card.getBoundingClientRect().right + 1)
            .map(one => one.innerText || one.tagName)"""
        return [str(title) for title in self.page.locator("#card").evaluate(script)]

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


def _host_config(theme: Theme) -> Any:
    path = PACKAGES / f"adaptivecards-designer/lib/hostConfigs/microsoft-teams-{theme}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _look(theme: Theme) -> str:
    path = PACKAGES / f"adaptivecards-designer/dist/containers/teams-container-{theme}.css"
    return path.read_text(encoding="utf-8")
