"""The directory of a municipality file changes whole or not at all while it is in use."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from directory.file_directory import FileDirectory, Reload
from directory.file_faults import BadMunicipalityFile
from services.ports import Directory
from tests.directory.town_file import SOUND, changed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound file on the disk."""
    file = tmp_path / "town.yaml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def test_it_is_a_directory(path: Path) -> None:
    """What services are handed."""
    directory: Directory = FileDirectory(path)
    assert directory.municipality.name == "Småbygd"
    assert [match.person.name for match in directory.find_people("anna").matches] == ["Anna Alm"]


def test_it_does_not_start_from_a_faulty_file(path: Path) -> None:
    """Starting with half a directory would be worse than not starting."""
    path.write_text(changed("manager: bo", "manager: boo"), encoding="utf-8")
    with pytest.raises(BadMunicipalityFile):
        FileDirectory(path)


def test_a_changed_file_is_taken_with_its_people_and_their_search(path: Path) -> None:
    """Whoever holds on to the municipality of before still has that one, whole."""
    directory = FileDirectory(path)
    before = directory.municipality
    path.write_text(changed("last_name: Alm", "last_name: Ask"), encoding="utf-8")
    assert directory.reload() is Reload.TAKEN
    assert [match.person.name for match in directory.find_people("anna ask").matches] == ["Anna Ask"]
    assert directory.find_people("alm").matches == ()
    assert "Anna Alm" in {person.name for person in before.people.values()}


def test_an_unchanged_file_changes_nothing(path: Path) -> None:
    """Not even when it was saved anew."""
    directory = FileDirectory(path)
    before = directory.municipality
    path.write_text(SOUND, encoding="utf-8")
    assert directory.reload() is Reload.UNCHANGED
    assert directory.municipality is before


@pytest.mark.parametrize("content", [changed("manager: bo", "manager: Bosse-i-Byn"), "", "[" * 1000, None])
def test_a_faulty_file_leaves_the_directory_as_it_was(
    path: Path, content: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Faulty, empty, nonsense or gone: the log says that, and on which lines, but no one's name."""
    directory = FileDirectory(path)
    before = directory.municipality
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    with caplog.at_level(logging.INFO):
        assert directory.reload() is Reload.KEPT_OLD
    assert directory.municipality is before
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "on lines " in caplog.text
    assert "bosse" not in caplog.text.casefold()


def test_a_file_that_is_mended_is_taken(path: Path) -> None:
    """After a fault, the next sound state counts, be it the one from before."""
    directory = FileDirectory(path)
    path.write_text("", encoding="utf-8")
    directory.reload()
    path.write_text(changed("name: Småbygd", "name: Storbygd"), encoding="utf-8")
    assert directory.reload() is Reload.TAKEN
    assert directory.municipality.name == "Storbygd"
