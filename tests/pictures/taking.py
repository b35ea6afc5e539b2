"""Takes the pictures of docs/pictures: `make pictures`, or `python -m tests.pictures.taking NAME ...` for some stories.

It says of each whether it has changed, and keeps beside them what they show (`shown.json`).
"""

from __future__ import annotations

import asyncio
import json
import sys

from tests.e2e.browser import open_browser
from tests.pictures.album import DIGESTS, FOLDER, digests_kept
from tests.pictures.in_browser import pictured
from tests.pictures.in_house import digests_of
from tests.pictures.scenes import STORIES
from tests.pictures.script import Story
from tests.pictures.shrinking import looks_the_same, shrunk


async def main(names: list[str]) -> None:
    """Take the pictures of every story, or of those that have one of the names."""
    stories = [one for one in STORIES if not names or {picture.name for picture in one.pictures} & set(names)]
    FOLDER.mkdir(exist_ok=True)
    async with open_browser() as browser:
        for story in stories:
            for name, picture in (await pictured(story, browser)).items():
                _keep(name, shrunk(picture))
            await _note(story)
    _take_away_what_no_story_shows()


def _keep(name: str, picture: bytes) -> None:
    file = FOLDER / f"{name}.png"
    before = file.read_bytes() if file.exists() else None
    what = "new" if before is None else "same" if looks_the_same(before, picture) else "changed"
    if what != "same":
        file.write_bytes(picture)
    sys.stdout.write(f"{what:8}{file.name:28}{len(picture) / 1024:5.1f} kB\n")


async def _note(story: Story) -> None:
    digests = {**digests_kept(), **await digests_of(story)}
    DIGESTS.write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _take_away_what_no_story_shows() -> None:
    wanted = {picture.name for story in STORIES for picture in story.pictures}
    kept = {name: digest for name, digest in digests_kept().items() if name in wanted}
    DIGESTS.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for file in FOLDER.glob("*.png"):
        if file.stem not in wanted:
            file.unlink()
            sys.stdout.write(f"gone    {file.name}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
