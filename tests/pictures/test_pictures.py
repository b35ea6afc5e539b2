"""The pictures in the documents: every one is a scene's, is shown, is small, is told of in words, and is current."""

from __future__ import annotations

import asyncio
import re
import struct
from collections import Counter
from pathlib import Path

import pytest

from tests.pictures.album import FOLDER, digests_kept
from tests.pictures.in_house import digests_of
from tests.pictures.scenes import STORIES
from tests.pictures.script import Story
from tests.sources import PROJECT, pages

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
LARGEST = 40 * 1024
WIDTHS = range(600, 1001)
HIGHEST = 1600
SHORTEST_WORDS = 4
SWEDISH = re.compile(r"\b(?:och|som|är|på|att|om|till|med|för|det|den|ur|av|över|vem|två)\b")
ENGLISH = re.compile(r"\b(?:the|a|and|of|that|to|on|in|is|what|who)\b")
NAMES = [picture.name for story in STORIES for picture in story.pictures]
REMEDY = "run make pictures, and look at what has changed"


def in_swedish(page: Path) -> bool:
    """What people use the bot by is in Swedish; what it is built, run and judged by is in English."""
    return page.name.startswith("guide-") or page.name == "user-guide.md"


def shown() -> list[tuple[Path, str, Path]]:
    """Each picture that a document shows: where, in which words, and its file."""
    return [
        (page, words, (page.parent / target).resolve())
        for page in pages()
        for words, target in SHOWN.findall(page.read_text(encoding="utf-8"))
    ]


def test_no_two_scenes_share_a_name() -> None:
    """One would take the other's place."""
    assert [name for name, count in Counter(NAMES).items() if count > 1] == []


def test_every_picture_is_a_scenes_and_every_scenes_picture_is_shown() -> None:
    """A picture that no scene makes grows old, and one that nobody sees is made for nothing."""
    files = {file.stem for file in FOLDER.glob("*.png")}
    seen = {file.stem for _, _, file in shown() if file.parent == FOLDER.resolve()}
    assert files == set(NAMES), f"no scene: {files - set(NAMES)}; not taken: {set(NAMES) - files}: {REMEDY}"
    assert seen == set(NAMES), f"no scene: {seen - set(NAMES)}; shown nowhere: {set(NAMES) - seen}"


def test_what_a_picture_shows_stands_beside_it_in_words_of_the_pages_language() -> None:
    """Whoever can't see it is told the same, as is whoever reads without pictures."""
    faults = [
        f"{page.relative_to(PROJECT)}: {file.name}: {words!r}: say what it shows, in the page's language"
        for page, words, file in shown()
        if not _tells(words, SWEDISH if in_swedish(page) else ENGLISH, ENGLISH if in_swedish(page) else SWEDISH)
    ]
    assert faults == []


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_small_and_can_be_read(name: str) -> None:
    """As wide as a page shows it, and no heavier than letters need to be."""
    picture = (FOLDER / f"{name}.png").read_bytes()
    width, height = struct.unpack(">II", picture[16:24])
    assert len(picture) <= LARGEST
    assert width in WIDTHS
    assert height <= HIGHEST


@pytest.mark.parametrize("story", STORIES, ids=lambda story: next(story.pictures).name)
def test_a_picture_shows_what_the_bot_says_today(story: Story) -> None:
    """The story is played without a browser, and what its pictures would show is what they showed when taken."""
    kept = digests_kept()
    told = asyncio.run(digests_of(story))
    assert told == {name: kept.get(name) for name in told}, REMEDY


def _tells(words: str, own: re.Pattern[str], foreign: re.Pattern[str]) -> bool:
    long_enough = len(words.split()) >= SHORTEST_WORDS
    return long_enough and len(own.findall(words.lower())) > len(foreign.findall(words.lower()))
