"""What the guides tell people to type is understood, and what they say stands on a button does."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.texts.catalogue import words_for
from bot.understanding import understand
from tests.bot.house import House
from tests.sources import PROJECT
from tests.texts.guide_lines import MEANT

DOCS = PROJECT / "docs"
GUIDES = sorted((*DOCS.glob("guide-*.md"), DOCS / "user-guide.md"))
SHORT = [DOCS / f"guide-{who}.md" for who in ("start", "staff", "manager", "switchboard")]
TYPED = re.compile(r"`([^`\n]+)`")
NAMED = re.compile(r"(?<![\w*])\*([A-ZÅÄÖ][^*\n]{1,40})\*(?![\w*])")
"""What is longer is a sentence, which is put together of several texts."""
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
NOT_TYPED = ("så här", "python app.py", "@Växelvis")
"""Code style that tells how typed lines look, what an administrator runs, and what is typed in company."""
SWEDISH = words_for("sv")
WITHIN_AN_ERRAND = {"ja", "nej", "behåll", "ändra", "till 12"}
"""What is answered while something is asked or stands open."""

A_MATTER = "bygglov"


def typed_in(guide: Path) -> list[str]:
    """The lines that the guide says can be typed."""
    lines = TYPED.findall(guide.read_text(encoding="utf-8"))
    return [line for line in dict.fromkeys(lines) if not line.startswith(NOT_TYPED)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
async def test_every_line_that_a_guide_has_typed_is_understood(guide: Path) -> None:
    """As an errand; else, where it is a mere name or matter, by what the switchboard is answered."""
    house = House(NOW)
    vera = house.someone("Vera Åkesson")
    amiss = SWEDISH("chat.not_understood", first="", second="", third="").split(".")[0]
    missed = []
    for line in typed_in(guide):
        if line not in WITHIN_AN_ERRAND and understand(line, now=NOW, locale="sv").intent is None:
            await vera.says(line)
            vera.unseen.clear()
            missed += [line] if amiss in vera.sight or not vera.sight else []
    assert missed == []


def test_every_line_of_the_short_guides_does_what_they_say() -> None:
    """Each is the errand that it stands under; a line that is new in a guide is given its errand here."""
    lines = [line for guide in SHORT for line in typed_in(guide) if line not in (*WITHIN_AN_ERRAND, A_MATTER)]
    understood = {line: understand(line, now=NOW, locale="sv").intent for line in lines}
    assert understood == MEANT


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_names_in_italics_is_what_stands_on_a_card(guide: Path) -> None:
    """A button or a heading that has got other words is looked for in vain; "…" is where a name stands."""
    named = dict.fromkeys(NAMED.findall(guide.read_text(encoding="utf-8")))
    assert [name for name in named if not _stands(name)] == []


def _stands(name: str) -> bool:
    """Whether a text begins so, as far as "…" if that is in it, or is that with its parameters filled in."""
    beginning = name.partition("…")[0]
    texts = (text for key in SWEDISH for text in SWEDISH.entry(key).forms.values())
    return any(text.startswith(beginning) or _filled_in(text, name) for text in texts)


def _filled_in(text: str, name: str) -> bool:
    parts = re.split(r"\{\w+\}", text)
    return parts[0] != text and bool(parts[0]) and re.fullmatch(".+".join(map(re.escape, parts)), name) is not None
