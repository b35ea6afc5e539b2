"""What a turn would wait for is made beforehand, and making it keeps nobody waiting."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from assembly.warming import learn_rules
from bot.understanding import Intent, understand
from bot.understanding.rule_order import RULES
from bot.understanding.rules import compiled

APP = Path(__file__).parents[1] / "app.py"
NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
LINES = ("lunch till 13", "vem svarar på bygglov?", "my callbacks", "beställ en ny telefon", "hjälp", "xyzzy")


async def test_no_line_waits_for_a_pattern_once_the_rules_are_learnt() -> None:
    """However a line is read, the patterns that it is held against are there."""
    compiled.cache_clear()
    await learn_rules()
    learnt = compiled.cache_info().misses
    for line in LINES:
        understand(line, now=NOW)
    assert learnt == len({rule.pattern for rule in RULES})
    assert compiled.cache_info().misses == learnt


async def test_others_have_their_turn_after_every_pattern() -> None:
    """What comes in while the rules are learnt is not held up until all of them are."""
    learning = asyncio.create_task(learn_rules())
    turns = 0
    while not learning.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns >= len(RULES)


def test_a_line_that_comes_first_of_all_is_read_all_the_same() -> None:
    """Whoever writes before anything is learnt waits for what their line needs, and no reading changes."""
    compiled.cache_clear()
    assert understand("vem svarar på bygglov?", now=NOW).intent is Intent.WHO_HANDLES_QUERY
    assert 0 < compiled.cache_info().misses < len(RULES)


def test_the_collector_is_kept_away_before_anything_of_ours_is_loaded() -> None:
    """What stays must not be gone through over and over while it grows: the first import of ours sees to that."""
    ours = {path.name.removesuffix(".py") for path in APP.parent.iterdir()}
    imported = [name for name in _imported(APP) if name.partition(".")[0] in ours]
    assert imported[0] == "bot.wire.loading"
    assert list(_imported(APP.parent / "bot" / "wire" / "collection.py")) == ["__future__", "gc"]


def _imported(file: Path) -> Iterator[str]:
    """The modules that a file imports, in order."""
    for statement in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(statement, ast.Import):
            yield from (each.name for each in statement.names)
        elif isinstance(statement, ast.ImportFrom):
            yield statement.module or ""
