"""Owns how the icons' PNGs come of the SVGs beside them: `python -m infra.teams.draw_icons`, after an SVG was changed.

Chromium draws them, a little differently from release to release, so the PNGs are kept, and no package is built with
ones that were drawn for it. Each names the SVG that it was drawn from, so that one that was forgotten shows.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from infra.teams.png import DRAWN_FROM, fingerprint, with_text

ICONS = Path(__file__).parent / "icons"
SIZES = {"color": 192, "outline": 32}


def draw() -> None:
    """Draw every icon anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, size in SIZES.items():
            source = (ICONS / f"{name}.svg").read_bytes()
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{source.decode()}")
            drawn = page.screenshot(omit_background=True)
            (ICONS / f"{name}.png").write_bytes(with_text(drawn, DRAWN_FROM, fingerprint(source)))
        browser.close()


if __name__ == "__main__":
    draw()
