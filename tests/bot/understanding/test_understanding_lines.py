"""Lines as people write them are read as they are meant."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bot.understanding.expected_lines import (
    CALLERS,
    ERRANDS,
    EXAMPLES,
    FORETOLD,
    SEVERAL,
    TRAPS,
    UNITS,
    ExpectedLine,
)
from tests.bot.understanding.rewritten_lines import rewritten
from tests.in_bulk import each_of

FLOOR = 0.98


def by_id(lines: Sequence[ExpectedLine]) -> dict[str, ExpectedLine]:
    """The lines by what they are called; no two may be called the same, or one would stay unread."""
    named = {line.id: line for line in lines}
    assert len(named) == len(lines)
    return named


@each_of(by_id(EXAMPLES))
def test_every_example_is_read_as_it_stands(line: ExpectedLine) -> None:
    """Each line of the examples gives its intent, reason, instants and slots, and no slot beside them (A3)."""
    got = line.read()
    assert line.differences(got) == [], line.text
    assert got.language == line.language


@each_of(by_id(TRAPS))
def test_every_trap_is_read_as_it_is_meant(line: ExpectedLine) -> None:
    """Each trap gives its reading, its note and whether calls are let through."""
    got = line.read()
    assert line.differences(got) == [], line.text
    assert (got.note, got.open_line) == (line.note, line.open_line)
    assert got.returning == bool(line.returning)


@each_of(by_id([*ERRANDS, *UNITS, *CALLERS, *SEVERAL]))
def test_every_errand_is_read_with_all_that_it_tells(line: ExpectedLine) -> None:
    """Each errand gives its intent, its times and every slot, in its own language (A1, A4, A5, S3, S6)."""
    got = line.read()
    assert line.differences_in_all(got) == [], line.text
    assert got.language == line.language


@each_of(by_id(FORETOLD))
def test_every_foretold_line_has_the_reading_that_was_written_first(line: ExpectedLine) -> None:
    """Intent, reason, instants and the slots written down are those expected before the line was ever read."""
    assert line.lacks(line.read()) == [], line.text


def test_rewritten_lines_mean_what_the_lines_mean() -> None:
    """Typing errors, missing dots, other clocks, manners and word order leave the reading as it was."""
    tried = [(line, text) for line, text in rewritten(EXAMPLES + TRAPS, seed=20261123)]
    wrong = [f"{text!r}: {why}" for line, text in tried if (why := line.differences(line.read(text)))]
    assert len(tried) > 1000
    assert len(wrong) <= (1 - FLOOR) * len(tried), "\n".join([f"{len(wrong)} of {len(tried)}", *wrong[:40]])


def test_rewritten_errands_tell_what_the_errands_tell() -> None:
    """The errands too keep their readings, with every slot, through typing errors, missing dots, shouts and manners."""
    tried = [(line, text) for line, text in rewritten(ERRANDS, seed=20261124)]
    wrong = [f"{text!r}: {why}" for line, text in tried if (why := line.differences_in_all(line.read(text)))]
    assert len(tried) > 800
    assert len(wrong) <= (1 - FLOOR) * len(tried), "\n".join([f"{len(wrong)} of {len(tried)}", *wrong[:40]])
