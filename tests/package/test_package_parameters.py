"""What the package is told is judged before anything is built: every fault at once, by its name and what it takes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from infra.teams.__main__ import main
from infra.teams.manifest import app_version, manifest
from infra.teams.parameters import EXAMPLE, BadParameters, Parameters, read_parameters
from infra.teams.words import LANGUAGES, texts_in
from tests.package.built import BOT

OWN = f"""
name = "Växelvis"
organisation = "Storfors kommun"
bot_id = "{BOT.upper()}"
domain = "Vaxelvis.storfors.se"
website_url = "https://www.storfors.se/vaxelvis"
privacy_url = "https://www.storfors.se/personuppgifter"
terms_url = "https://www.storfors.se/villkor"
"""

ENDPOINT = "https://vaxelvis.storfors.se/api/messages"

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of parameters."""

    def written(text: str) -> Path:
        path = tmp_path / "parameters.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def _faults(path: Path, environment: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(BadParameters) as refused:
        read_parameters(path, environment or {})
    return [fault.removeprefix(f"{path}: ") for fault in refused.value.faults]


def _without(name: str) -> str:
    return "\n".join(line for line in OWN.splitlines() if not line.startswith(f"{name} "))


def _with(name: str, value: str) -> str:
    return f"{_without(name)}\n{name} = {value}\n"


def test_a_sound_file_is_taken(write: Write) -> None:
    """Ids and hosts are written as Microsoft writes them; what may be left out follows from the rest."""
    read = read_parameters(write(OWN), {})
    assert (read.bot_id, read.manifest_id, read.domain) == (BOT, BOT, "vaxelvis.storfors.se")
    assert (read.developer, read.revision, read.is_example) == ("Storfors kommun", 0, False)


def test_ids_may_come_from_what_built_the_infrastructure(write: Write) -> None:
    """The rest stands in the file."""
    path = write(_without("bot_id").replace("domain", "# domain"))
    read = read_parameters(path, {"MICROSOFT_APP_ID": BOT, "VAXELVIS_ENDPOINT": ENDPOINT})
    assert (read.bot_id, read.domain) == (BOT, "vaxelvis.storfors.se")
    assert _faults(path) == [
        "bot_id is missing: it takes a GUID",
        "domain is missing: it takes a host's name, such as vaxelvis.kommunen.se",
    ]


def test_a_package_never_leads_to_another_environments_bot(write: Write) -> None:
    """A file for production in a shell that was set up for the test environment is refused."""
    path, other = write(OWN), BOT.replace("5", "6")
    assert read_parameters(path, {"MICROSOFT_APP_ID": BOT, "VAXELVIS_ENDPOINT": ENDPOINT}).bot_id == BOT
    (fault,) = _faults(path, {"MICROSOFT_APP_ID": other})
    assert (
        fault == f"bot_id is {BOT.upper()!r}, and MICROSOFT_APP_ID in the environment {other!r}: take one of them away"
    )
    (fault,) = _faults(path, {"VAXELVIS_ENDPOINT": "https://test.storfors.se/api/messages"})
    assert "VAXELVIS_ENDPOINT in the environment 'test.storfors.se'" in fault
    for odd in ("https://[", "nothing"):
        assert "take one of them away" in _faults(path, {"VAXELVIS_ENDPOINT": odd})[0]


def test_everything_that_is_missing_is_named_at_once(write: Write) -> None:
    """An empty file is the worst of them; what follows from something that is missing is not told of as well."""
    faults = _faults(write(""))
    assert [fault.split()[0] for fault in faults] == [
        *("organisation", "bot_id", "name", "domain", "website_url", "privacy_url", "terms_url")
    ]
    assert all(" is missing: it takes " in fault for fault in faults)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("name", '"Växelvis för alla i hela kommunen"', "it takes at most 30 characters in a line"),
        ("name", '"Växel\\nvis"', "it takes at most 30 characters"),
        ("name", "1", "name is 1: it takes"),
        ("developer", '"Storfors kommun, kommunledningskontoret"', "it takes at most 32 characters"),
        ("developer", '""', "developer is missing"),
        ("bot_id", '"5f0c2a4e7d194b869c331e8fa6b0d257"', "it takes a GUID"),
        ("bot_id", '"api://5f0c2a4e-7d19-4b86-9c33-1e8fa6b0d257"', "it takes a GUID"),
        ("manifest_id", '"vaxelvis"', "manifest_id is 'vaxelvis': it takes a GUID"),
        ("domain", '"https://vaxelvis.storfors.se"', "it takes a host's name"),
        ("domain", '"vaxelvis.storfors.se/api/messages"', "it takes a host's name"),
        ("domain", '"*.azurecontainerapps.io"', "it takes a host's name"),
        ("domain", '"växelvis.storfors.se"', "it takes a host's name"),
        ("domain", '"10.0.0.1"', "it takes a host's name"),
        ("domain", '"localhost"', "it takes a host's name"),
        ("website_url", '"http://www.storfors.se"', "it takes https://HOST[/PATH]"),
        ("website_url", '"www.storfors.se"', "it takes https://HOST[/PATH]"),
        ("privacy_url", '"https://www.storfors.se/en sida"', "it takes https://HOST[/PATH]"),
        ("privacy_url", '"https://user:secret@storfors.se/"', "it takes https://HOST[/PATH]"),
        ("terms_url", '"https://[storfors"', "it takes https://HOST[/PATH]"),
        ("terms_url", '"https://storfors.se:port/"', "it takes https://HOST[/PATH]"),
        ("revision", "100", "it takes a number from 0 to 99"),
        ("revision", '"1"', "it takes a number from 0 to 99"),
        ("revision", "true", "it takes a number from 0 to 99"),
        ("bot", f'"{BOT}"', "bot is nothing that is known: look for it in example.toml"),
    ],
)
def test_what_is_odd_is_named_with_what_it_takes(write: Write, name: str, value: str, told: str) -> None:
    """One fault, one line."""
    (fault,) = _faults(write(_with(name, value)))
    assert fault.startswith(name)
    assert told in fault


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bot_id", "00000000-0000-0000-0000-000000000000"),
        ("bot_id", "11111111-1111-1111-1111-111111111111"),
        ("manifest_id", "AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA"),
        ("organisation", "Exempelkommun"),
        ("domain", "bot.kommunen.example"),
        ("domain", "example.com"),
        ("website_url", "https://exempelkommun.example/vaxelvis"),
        ("privacy_url", "https://www.example.org/privacy"),
    ],
)
def test_a_placeholder_is_refused(write: Write, name: str, value: str) -> None:
    """Whether it is the example's own or another that leads nowhere."""
    assert _faults(write(_with(name, f'"{value}"'))) == [
        f"{name} is {value!r}: that is a placeholder, put your own there"
    ]


def test_a_copy_of_the_example_is_refused_in_all_that_it_has(write: Write) -> None:
    """Only the example itself is built as it stands, whatever is in the environment."""
    faults = _faults(write(EXAMPLE.read_text(encoding="utf-8")))
    assert len(faults) == 6
    assert all("placeholder" in fault for fault in faults)
    assert read_parameters(EXAMPLE, {"MICROSOFT_APP_ID": BOT}).bot_id != BOT


def test_a_file_that_cannot_be_read_is_told_of(write: Write, tmp_path: Path) -> None:
    """It isn't there, is no TOML, or was saved by a program that writes another alphabet."""
    assert "can't be read: No such file" in _faults(tmp_path / "none.toml")[0]
    assert "is no TOML" in _faults(write("name: Växelvis"))[0]
    path = write("")
    path.write_bytes(OWN.encode("latin-1"))
    assert "is not written in UTF-8" in _faults(path)[0]
    path.write_bytes(OWN.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    assert read_parameters(path, {}).organisation == "Storfors kommun"


def test_a_package_is_written_with_what_to_do_with_it(write: Write, tmp_path: Path) -> None:
    """The command says where it is, what is in it and what comes next."""
    out, errors = io.StringIO(), io.StringIO()
    assert main([str(write(OWN)), "--to", str(tmp_path / "there")], {}, out, errors) == 0
    (written,) = (tmp_path / "there").iterdir()
    for told in (
        str(written),
        "Växelvis, version 0.",
        f"Storfors kommun, bot {BOT} at",
        "Teams admin center",
        f"eq '{BOT}'",
    ):
        assert told in out.getvalue()
    assert errors.getvalue() == ""


def test_nothing_is_written_of_what_is_refused(write: Write, tmp_path: Path) -> None:
    """Not by half, and what was there before stays."""
    out, errors = io.StringIO(), io.StringIO()
    assert main([str(write(_without("bot_id"))), "--to", str(tmp_path / "there")], {}, out, errors) == 1
    assert "bot_id is missing" in errors.getvalue()
    assert "No package was written" in errors.getvalue()
    assert (out.getvalue(), (tmp_path / "there").exists()) == ("", False)


def test_what_teams_would_refuse_is_not_written_either(write: Write, tmp_path: Path) -> None:
    """A name that leaves something open is sound for itself, and isn't in the package."""
    out, errors = io.StringIO(), io.StringIO()
    assert main([str(write(_with("name", '"{app}"'))), "--to", str(tmp_path / "there")], {}, out, errors) == 1
    assert "name.short has something to be filled in: ['{app}']" in errors.getvalue()
    assert not (tmp_path / "there").exists()


def test_the_version_comes_from_one_place_and_only_grows(write: Write) -> None:
    """The product's, and within it the municipality's own revisions."""
    plain = read_parameters(write(OWN), {})
    revised = read_parameters(write(_with("revision", "3")), {})
    assert manifest(plain)["version"] == app_version(plain)
    assert _parts(plain) < _parts(revised) < (*_parts(plain)[:2], _parts(plain)[2] + 100)


def test_an_app_that_is_in_teams_already_keeps_its_id(write: Write) -> None:
    """The manifest's id tells Teams which app it is; the bot may have become another one."""
    earlier = BOT.replace("5", "6")
    shown = manifest(read_parameters(write(_with("manifest_id", f'"{earlier}"')), {}))
    assert (shown["id"], shown["bots"][0]["botId"], shown["webApplicationInfo"]["id"]) == (earlier, BOT, BOT)


def test_each_language_says_the_same(write: Write) -> None:
    """No text is missing in one, or said by no one."""
    first, *others = (texts_in(language) for language in LANGUAGES)
    shown = repr(manifest(read_parameters(write(OWN), {})))
    for other in others:
        assert set(other) == set(first)
    unused = [key for key, text in first.items() if text.strip().splitlines()[-1].split("{")[0] not in shown]
    assert unused == []


def _parts(parameters: Parameters) -> tuple[int, ...]:
    return tuple(int(part) for part in app_version(parameters).split("."))
