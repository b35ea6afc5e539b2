"""`python app.py simulate`: a stretch of time is replayed, and told line by line (M2)."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest

from app import main
from tests.simulation.small_file import absences_in, town_in

EXAMPLE = Path(__file__).parents[2] / "examples" / "exempelkommun.yaml"
ANNA_IS_ILL = "person: anna, reason: sick, from: 2026-11-24 08:00, to: 2026-11-24 17:00, known: 2026-11-24 07:40"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return town_in(tmp_path)


def simulated(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    """What the command writes, line by line."""
    assert main(["simulate", *map(str, arguments)]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    return told.out.splitlines()


def test_a_day_with_given_absences_is_told_to_the_letter(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """M2: Anna falls ill and Disa goes home at one; the afternoon is Bo's to mend, and he does nothing."""
    absences = absences_in(tmp_path, ANNA_IS_ILL)
    assert simulated(capsys, town, "--from", "2026-11-24", "--absences", absences) == [
        "Småbygd: tis 24 nov. 1 frånvaro.",
        "",
        "tis 24 nov 07:40  Anna Alm hänvisar sig idag 08:00–17:00",
        "tis 24 nov 08:00  Bo Berg: Obemannat på Bygglov tis 24 nov 13:00–15:00",
        "tis 24 nov 12:00  Bo Berg: Obemannat på Bygglov idag 13:00–15:00. Svara på kortet ovanför.",
        "tis 24 nov 13:00  Bo Berg, kortet är ändrat: Det är obemannat på Bygglov till 15:00",
        "tis 24 nov 13:00  Bo Berg: Det är obemannat på Bygglov till 15:00. Svara på kortet ovanför.",
        "tis 24 nov 15:00  Bo Berg, kortet är ändrat: Luckan blev inte löst: Bygglov tis 24 nov 13:00–15:00",
        "",
        "Telefontider",
        "Bygglov: 55 % av 4 tim 30 min bemannat. 1 lucka, 2 tim: tis 24 nov 13:00–15:00 (0 av 1).",
        "",
        "Alla grupper: 55 % av 4 tim 30 min bemannat, 1 lucka, 2 tim.",
        "5 meddelanden till 1 person.",
    ]


def test_colleagues_who_are_asked_take_what_they_can(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """M2: Bo has them asked, Nils takes it, and the line is answered all day."""
    absences = absences_in(tmp_path, ANNA_IS_ILL)
    told = simulated(capsys, town, "--from", "2026-11-24", "--absences", absences, "--colleagues-help", "1")
    assert told[3:8] == [
        "tis 24 nov 08:00  Bo Berg: Obemannat på Bygglov tis 24 nov 13:00–15:00",
        "tis 24 nov 08:00  Nils Norén: Kan du svara på Bygglov tis 24 nov 13:00–15:00?",
        "tis 24 nov 08:10  Bo Berg, kortet är ändrat: Löst: någon svarar på Bygglov tis 24 nov 13:00–15:00",
        "tis 24 nov 08:10  Bo Berg: Nils Norén svarar på Bygglov tis 24 nov 13:00–15:00. Luckan är löst.",
        "",
    ]
    assert "Bygglov: 100 % av 4 tim 30 min bemannat. Inga luckor." in told


def test_nobody_takes_anything_whose_chance_is_none(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """M2: Nils is asked, and that is all."""
    absences = absences_in(tmp_path, ANNA_IS_ILL)
    told = simulated(capsys, town, "--from", "2026-11-24", "--absences", absences, "--colleagues-help", "0")
    assert any("Nils Norén: Kan du svara" in line for line in told)
    assert not any("Löst" in line for line in told)


def test_english_is_told_in_english(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All of it: what would have been told, and what the command itself says."""
    absences = absences_in(tmp_path, ANNA_IS_ILL)
    told = simulated(capsys, town, "--from", "2026-11-24", "--absences", absences, "--language", "en")
    assert told[0] == "Småbygd: Tue 24 Nov. 1 absence."
    assert "Tue 24 Nov 08:00  Bo Berg: Nobody to answer for Bygglov Tue 24 Nov 13:00–15:00" in told
    assert "All groups: 55% of 4 h 30 min staffed, 1 gap, 2 h." in told


def test_a_day_without_absences_tells_nobody_anything(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A2: everyone is in, and the coverage is whole; on a Saturday no phone hours are promised."""
    nobody = tmp_path / "nobody.yaml"
    nobody.write_text("absences: []\n", encoding="utf-8")
    assert simulated(capsys, town, "--from", "2026-11-24", "--absences", nobody)[2:] == [
        "",
        "Telefontider",
        "Bygglov: 100 % av 4 tim 30 min bemannat. Inga luckor.",
        "",
        "Alla grupper: 100 % av 4 tim 30 min bemannat, inga luckor.",
        "Ingen hade fått något meddelande.",
    ]
    assert "Bygglov: ingen telefontid." in simulated(capsys, town, "--from", "2026-11-28", "--absences", nobody)


def test_why_somebody_is_away_is_never_told(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What an absence is for may be health data, in a file of absences as everywhere."""
    absences = absences_in(tmp_path, ANNA_IS_ILL)
    told = " ".join(simulated(capsys, town, "--from", "2026-11-24", "--absences", absences)).casefold()
    assert "sjuk" not in told


def test_what_is_drawn_is_the_same_for_the_same_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """And another for another; the groups of the example municipality are all there."""
    first = simulated(capsys, EXAMPLE, "--from", "2026-11-24", "--seed", "3")
    assert simulated(capsys, EXAMPLE, "--from", "2026-11-24", "--seed", "3") == first
    assert simulated(capsys, EXAMPLE, "--from", "2026-11-24", "--seed", "4") != first
    assert any(line.startswith("Konsumentvägledning: 0 %") for line in first)


def test_a_rate_of_one_has_everyone_fall_ill(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--sick-rate 1`: nobody answers all day, over New Year too."""
    told = simulated(capsys, town, "--from", "2026-12-30", "--days", "3", "--sick-rate", "1")
    assert "Bygglov: 0 % av 4 tim 30 min bemannat." in " ".join(told)


def test_a_week_of_the_example_is_replayed_in_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """Processor time, so that a busy machine fails nothing: a few seconds of it, and this allows for slow ones."""
    began = time.process_time()
    told = simulated(capsys, EXAMPLE, "--from", "2026-11-23", "--week")
    assert time.process_time() - began < 30
    assert told[0].startswith("Exempelkommun: mån 23 nov–sön 29 nov")


def test_nothing_is_left_behind(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store that it needs is gone with it, and no setting's store is touched."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setenv("STORAGE", f"sqlite:{tmp_path / 'kept.db'}")
    simulated(capsys, town, "--from", "2026-11-24")
    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "kept.db").exists()


FAULTS = [
    ("person: ana, reason: sick, from: 2026-11-24 08:00", 2, "there is no person 'ana': did you mean 'anna'?"),
    ("person: anna, reason: flu, from: 2026-11-24 08:00", 2, "'flu' is not possible here"),
    ("person: anna, reason: sick, from: 24/11", 2, "'24/11' is no date with a time of day"),
    ("person: anna, reason: meeting, from: 2026-11-24 08:00", 2, "lacks the key 'to'"),
    ("person: anna, reason: sick, from: 2026-11-24 08:00, to: 2026-11-24 08:00", 2, "is not after the start"),
    ("person: anna, reason: sick", 2, "lacks the key 'from'"),
    ("person: anna, reason: sick, from: 2026-11-24 08:00, until: 2026-11-24 09:00", 2, "knows no key 'until'"),
]


@pytest.mark.parametrize(("row", "line", "fault"), FAULTS, ids=[row[2] for row in FAULTS])
def test_each_fault_of_a_file_of_absences_is_named_with_its_line(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, line: int, fault: str
) -> None:
    """And nothing is replayed."""
    absences = absences_in(tmp_path, row)
    assert main(["simulate", str(town), "--from", "2026-11-24", "--absences", str(absences)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"{absences}:{line}: ")
    assert fault in told.err


def test_faults_of_the_municipality_file_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As `check-directory` does; and a file that isn't there."""
    bad = tmp_path / "bad.yaml"
    bad.write_text("municipality:\n  nam: X\n", encoding="utf-8")
    assert main(["simulate", str(bad)]) == 1
    assert f"{bad}:2: " in capsys.readouterr().err
    assert main(["simulate", str(tmp_path / "none.yaml")]) == 1
    assert "can't be read" in capsys.readouterr().err
    assert main(["simulate", str(town_in(tmp_path)), "--absences", str(tmp_path / "none.yaml")]) == 1
    assert f"{tmp_path / 'none.yaml'}:1: " in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--days", "0"], ["--days", "x"], ["--sick-rate", "2"], ["--from", "today"]])
def test_what_makes_no_sense_is_refused(town: Path, arguments: list[str]) -> None:
    """Before anything is read."""
    with pytest.raises(SystemExit) as refused:
        main(["simulate", str(town), *arguments])
    assert refused.value.code == 2
