"""The house's rules for what is written beside the code: links that lead somewhere, settings that are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from settings import read_settings
from storage.kinds import KINDS
from tests.sources import PROJECT, pages, written_files

pytestmark = pytest.mark.xdist_group("house")
"""One process reads the whole source, once."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`[^`]*`")
ELSEWHERE = ("http://", "https://", "mailto:")
A_MACHINES_OWN = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w")
MERGE_MARKS = ("<" * 7 + " ", ">" * 7 + " ")
DECISIONS = PROJECT / "docs" / "decisions"
SECTIONS = ("## Context", "## Decision", "## Options", "## Consequences")


class AskedFor(dict[str, str]):
    """An empty environment that remembers which names it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
        """The default, always."""
        self.names.add(name)
        return default


def test_every_link_between_documents_leads_somewhere() -> None:
    """To a file that is there, and to a heading in it where the link names one."""
    faults = [
        f"{page.relative_to(PROJECT)}:{line}: {target} leads nowhere"
        for page in pages()
        for line, target in _links(page)
        if not _leads_somewhere(page, target)
    ]
    assert not faults, "\n".join(faults)


def test_every_setting_is_explained() -> None:
    """A name that settings.py reads is in docs/settings.md, and that page tells of no other."""
    asked = AskedFor()
    read_settings(asked)
    page = (PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE))
    assert explained == asked.names, f"unexplained: {asked.names - explained}; not read: {explained - asked.names}"


def test_every_kind_of_document_is_in_the_table_of_what_is_stored() -> None:
    """With the fields that it is found by, so that who reads it knows of all that is held."""
    page = (PROJECT / "docs" / "data-stores.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+)` \|[^|\n]*\|[^|\n]*\|([^|\n]*)\|[^|\n]*\|$", page, re.MULTILINE)
    told = {kind: set(CODE.findall(fields)) for kind, fields in rows}
    assert told == {kind.name: {f"`{field}`" for field in kind.index_fields} for kind in KINDS}


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    """The project runs in any folder, so no path of one machine is written anywhere."""
    faults = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()}: write it relative to the project"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if A_MACHINES_OWN.search(line)
    ]
    assert not faults, "\n".join(faults)


def test_no_merge_was_left_half_done() -> None:
    """Where two changes met, somebody has decided what the lines are to be."""
    faults = [
        f"{path.relative_to(PROJECT)}:{number}: {line}: settle it"
        for path in written_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.startswith(MERGE_MARKS)
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("decision", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_a_decision_says_what_it_turned_down(decision: Path) -> None:
    """Its number stands in the heading, it has the template's sections, and the index leads to it."""
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(decision.stem[:4])}. ")
    assert [section for section in SECTIONS if f"\n{section}\n" not in text] == []
    assert f"({decision.name})" in (DECISIONS / "README.md").read_text(encoding="utf-8"), "add it to the index"


def test_no_page_holds_what_a_merge_left_behind() -> None:
    """Two who wrote at the same place are put together by hand."""
    marks = re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
    assert [str(path.relative_to(PROJECT)) for path in pages() if marks.search(path.read_text(encoding="utf-8"))] == []


def test_no_two_decisions_share_a_number() -> None:
    """A decision is cited by its number."""
    numbers = [path.stem[:4] for path in DECISIONS.glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def _links(page: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), start=1):
        for target in LINK.findall(CODE.sub("", line)):
            if not target.startswith(ELSEWHERE):
                yield number, target


def _leads_somewhere(page: Path, target: str) -> bool:
    name, _, heading = target.partition("#")
    file = (page.parent / name) if name else page
    if not file.exists():
        return False
    return not heading or heading in _headings(file)


def _headings(page: Path) -> set[str]:
    """The fragments that GitHub gives the page's headings."""
    lines = page.read_text(encoding="utf-8").splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}
