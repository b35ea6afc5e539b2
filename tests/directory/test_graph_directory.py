"""The directory out of Entra and a frame: taken as one, read again with the frame, empty before the first sync."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from directory.file_directory import Reload
from directory.file_faults import BadMunicipalityFile
from directory.graph.graph_directory import GraphDirectory
from directory.graph.remarks import RemarkCode
from policy.ids import GroupId, PersonId, UnitId
from services.ports import Directory
from tests.directory.frame_text import SOUND, STAFF_GROUP, changed, roster, user

EVERYONE = {"anna.alm", "bo.ek"}
ROSTER = roster(
    user("anna.alm", manager="bo.ek", last_name="Alm", mobile="070-174 06 05"),
    user("bo.ek"),
    staff=EVERYONE,
    switchboard={"bo.ek"},
    administrator=set(),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound frame file."""
    file = tmp_path / "ram.yaml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def test_before_the_first_sync_nobody_is_in_it_and_it_says_so(path: Path) -> None:
    """So that whoever asks whether the bot is ready can be told; searching it ends nothing."""
    directory: Directory = GraphDirectory(path)
    assert isinstance(directory, GraphDirectory)
    assert not directory.is_filled
    assert directory.municipality.people == {}
    assert directory.find_people("anna").matches == ()
    assert directory.find_matters("bygglov").matches[0].function.group == "bygglov"


def test_a_roster_is_taken_whole(path: Path) -> None:
    """People are found, and what the frame adds to them too."""
    directory = GraphDirectory(path)
    taken = directory.take(ROSTER)
    assert directory.is_filled
    assert directory.municipality is taken.municipality
    assert [match.person.id for match in directory.find_people("annis").matches] == ["anna.alm"]
    assert [match.person.id for match in directory.find_people("070-1740605").matches] == ["anna.alm"]
    assert directory.municipality.groups[GroupId("bygglov")].members == ("bo.ek", "anna.alm")


def test_nobody_is_a_roster_too(path: Path) -> None:
    """Once Graph has said that there is nobody, that is what there is; whether it may be so is another's to judge."""
    directory = GraphDirectory(path)
    directory.take(roster())
    assert directory.is_filled


def test_looking_at_what_would_come_takes_nothing(path: Path) -> None:
    """A dry run."""
    directory = GraphDirectory(path)
    assert list(directory.mapped(ROSTER).municipality.people) == ["anna.alm", "bo.ek"]
    assert (directory.is_filled, directory.municipality.people) == (False, {})


def test_what_says_the_same_exchanges_nothing(path: Path) -> None:
    """A sync every few minutes doesn't have everything that was made of the directory made anew."""
    directory = GraphDirectory(path)
    before = directory.take(ROSTER).municipality
    again = roster(*reversed(list(ROSTER.users.values())), staff=EVERYONE, switchboard={"bo.ek"}, administrator=set())
    assert directory.take(again).municipality is before
    assert directory.municipality is before


def test_a_changed_frame_is_taken_with_the_people_there_are(path: Path) -> None:
    """Nobody waits for the next sync."""
    directory = GraphDirectory(path)
    directory.take(ROSTER)
    assert directory.reload() is Reload.UNCHANGED
    path.write_text(changed("nicknames: [Annis]", "nicknames: [Ansan]"), encoding="utf-8")
    assert directory.reload() is Reload.TAKEN
    assert directory.municipality.people[PersonId("anna.alm")].nicknames == ("Ansan",)


def test_what_is_asked_of_graph_follows_the_frame(path: Path) -> None:
    """The next sync asks for the groups that the frame names now."""
    directory = GraphDirectory(path)
    path.write_text(changed("    extension_attribute: extensionAttribute7\n", ""), encoding="utf-8")
    assert directory.asked.extension_attribute == "extensionAttribute7"
    directory.reload()
    assert directory.asked.extension_attribute == ""
    assert directory.asked == directory.frame.asked


def test_a_frame_that_waits_is_dropped_when_it_is_changed_back(path: Path) -> None:
    """And nothing more is asked for."""
    directory = GraphDirectory(path)
    before = directory.take(ROSTER).municipality
    asked = directory.asked
    path.write_text(changed(STAFF_GROUP, "9a000000-0000-4000-8000-0000000000ff"), encoding="utf-8")
    directory.reload()
    assert directory.asked != asked
    path.write_text(SOUND, encoding="utf-8")
    directory.reload()
    assert directory.asked == asked
    assert directory.municipality is before


def test_a_frame_with_faults_never_takes_the_place_of_one_without(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The log names the lines and nobody."""
    directory = GraphDirectory(path)
    directory.take(ROSTER)
    path.write_text(SOUND.replace("bo.ek@", "bo.ek at "), encoding="utf-8")
    assert directory.reload() is Reload.KEPT_OLD
    assert directory.municipality.units[UnitId("bygg")].manager == "bo.ek"
    assert "on lines" in caplog.text
    assert "bo.ek" not in caplog.text
    path.unlink()
    assert directory.reload() is Reload.KEPT_OLD


def test_a_process_does_not_start_with_a_faulty_frame(tmp_path: Path) -> None:
    """As with a file that has people."""
    with pytest.raises(BadMunicipalityFile):
        GraphDirectory(tmp_path / "none.yaml")


def test_the_log_counts_what_is_remarkable_and_names_nobody(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Names, addresses, numbers and ids stay out of it."""
    caplog.set_level(logging.INFO)
    directory = GraphDirectory(path)
    directory.take(roster(*ROSTER.users.values(), user("eva", manager="eva"), staff={*EVERYONE, "eva"}))
    (record,) = [one for one in caplog.records if one.name == "directory.graph.graph_directory"]
    assert record.getMessage() == "took what Microsoft Graph says: 3 people in 3 units"
    assert record.remarks["own_manager"] == 1  # type: ignore[attr-defined]
    assert {remark.code for remark in directory.remarks} >= {RemarkCode.OWN_MANAGER}
    for told in ("eva", "alm", "@", "070"):
        assert told not in f"{record.getMessage()} {record.remarks}"  # type: ignore[attr-defined]
