"""Dockerfile and .dockerignore: what may come into the image, as whom it runs, and that nothing is left to chance."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import SHUTDOWN_SECONDS
from check_health import SECONDS, USUAL_PORT
from examples.playground.stage import THE_BOT
from settings import Settings
from tests.container.az_context import packed
from tests.container.build_context import is_let_in, let_in, read_patterns
from tests.container.container_file import TEXT, copied, stages
from tests.sources import PROJECT, product

BUILD, IMAGE = stages()
IGNORE = (PROJECT / ".dockerignore").read_text(encoding="utf-8")
SECRET = re.compile(r"password|secret|key|token|credential", re.IGNORECASE)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("app.py", True),
        ("bot/texts/sv/errors.toml", True),
        ("requirements.txt", True),
        ("requirements-dev.txt", False),
        ("tests/conftest.py", False),
        ("docs/runbook.md", False),
        ("examples/exempelkommun.yaml", False),
        (".git/config", False),
        (".local/run/vaxelvis.db", False),
        (".venv/bin/python", False),
        (".env", False),
        ("bot/.env", False),
        ("bot/cards/.form.py.swp", False),
        ("data/vaxelvis.db", False),
        ("policy/__pycache__/reasons.cpython-313.pyc", False),
        ("tests/cards/node_modules/adaptivecards/app.py", False),
        ("infra/parameters/large.bicepparam", False),
    ],
)
def test_the_build_sees_what_it_needs_and_nothing_else(path: str, wanted: bool) -> None:
    """Whatever lies in somebody's folder: secrets, stores, tests, what was made beside the source."""
    assert is_let_in(path, read_patterns(IGNORE)) is wanted


@pytest.mark.parametrize(
    ("patterns", "path", "wanted"),
    [
        ("*.py", "app.py", False),
        ("*.py", "bot/turn.py", True),
        ("**/*.py", "bot/turn.py", False),
        ("**/*.py", "app.py", False),
        ("*\n!bot", "bot/cards/form.py", True),
        ("*\n!bot\nbot/cards/", "bot/cards/form.py", False),
        ("!bot\n*", "bot/cards/form.py", False),
        ("# *\nbot", "app.py", True),
        ("/bot/", "bot/turn.py", False),
        ("bot/t?rn.p[xy]", "bot/turn.py", False),
        ("bot/../policy", "policy/reasons.py", False),
    ],
)
def test_patterns_are_read_as_builders_read_them(patterns: str, path: str, wanted: bool) -> None:
    """Each rule that Docker documents for .dockerignore and that the test above hangs on."""
    assert is_let_in(path, read_patterns(patterns)) is wanted


def test_all_that_the_product_is_made_of_is_copied_and_nothing_beside_it() -> None:
    """A new package or module has to be named in .dockerignore and in Dockerfile: this says so before a start fails."""
    taken = copied(BUILD, list(let_in(PROJECT)))
    at_the_same_place = {f"/app/{source}" for source in taken if source != "requirements.txt"}
    assert at_the_same_place == set(taken.values()) - {"/tmp/requirements.txt"}  # noqa: S108 - in the image
    code = {path for path in taken if path.endswith(".py")}
    assert code == {source.path.as_posix() for source in product()}
    folders = {path.partition("/")[0] for path in code if "/" in path}
    beside = {path for path in taken if not path.endswith(".py")}
    assert beside == {"requirements.txt"} | {
        path.relative_to(PROJECT).as_posix()
        for folder in folders
        for path in (PROJECT / folder).rglob("*.toml")
        if "__pycache__" not in path.parts
    }


def test_the_registry_is_sent_the_same() -> None:
    """`az acr build` reads the file otherwise than every other builder; what it leaves out, COPY misses only there."""
    assert sorted(packed(PROJECT, IGNORE)) == sorted(let_in(PROJECT))


@pytest.mark.parametrize(
    ("patterns", "wanted"),
    [
        ("*\n!bot", {"bot/.env", "bot/turn.py"}),
        ("*\n!bot/", {"bot/.env", "bot/turn.py"}),
        ("*\n!bot\n**/.*", set()),
        ("*\n!bot\n*/.*", {"bot/turn.py"}),
        ("*\n!*.py", {"app.py"}),
        ("bot/", {"app.py", "bot/.env", "bot/turn.py"}),
        ("**/bot", {"app.py"}),
    ],
)
def test_patterns_are_read_as_az_reads_them(patterns: str, wanted: set[str], tmp_path: Path) -> None:
    """Among them two that every other builder reads otherwise."""
    (tmp_path / "bot").mkdir()
    for path in ("app.py", "bot/.env", "bot/turn.py"):
        (tmp_path / path).touch()
    assert set(packed(tmp_path, patterns)) == wanted


def test_both_stages_stand_on_one_exact_version_that_is_not_the_latest() -> None:
    """The Python is one that the tests may run on; what is compiled in one stage is run by the same in the other."""
    assert BUILD.base == IMAGE.base
    name, _, tag = BUILD.base.partition(":")
    assert name == "docker.io/library/python"
    version = re.fullmatch(r"3\.(\d+)\.\d+-slim-[a-z]+(?:@sha256:[0-9a-f]{64})?", tag)
    assert version, f"{tag}: an exact version on a named Debian"
    assert int(version[1]) in range(11, 14), "one of those that `make` takes"


def test_packages_come_by_their_hashes_as_wheels_and_nothing_else_is_fetched() -> None:
    """No package's own program runs while the image is made; nothing comes from an address or by apt."""
    installing = [one.rest for one in BUILD.all("RUN") if " install " in one.rest]
    assert len(installing) == 1
    for option in ("--require-hashes", "--only-binary :all:", "--no-deps", "--requirement /tmp/requirements.txt"):
        assert option in installing[0]
    commands = " ".join(one.rest for stage in (BUILD, IMAGE) for one in stage.all("RUN"))
    assert not re.search(r"\b(?:apt|apt-get|curl|wget|git|gcc|sudo|chmod)\b", commands)
    assert not BUILD.all("ADD")
    assert not IMAGE.all("ADD")


def test_the_image_takes_from_the_build_what_was_made_there_alone() -> None:
    """So that neither pip's cache nor anything of the build's comes along."""
    assert [one.rest for one in IMAGE.all("COPY")] == ["--from=build /venv /venv", "--from=build /app /app"]
    assert "uninstall --yes --root-user-action ignore pip" in " ".join(one.rest for one in IMAGE.all("RUN"))


def test_all_bytecode_is_made_ahead_and_none_when_it_runs() -> None:
    """Of the packages, the product and the standard library; it is never held up against files' times."""
    compiling = [one.rest for stage in (BUILD, IMAGE) for one in stage.all("RUN") if "compileall" in one.rest]
    assert len(compiling) == 2
    assert all("--invalidation-mode unchecked-hash" in one for one in compiling)
    assert compiling[0].endswith("/venv/lib /app")
    assert 'get_path("stdlib")' in compiling[1]
    assert IMAGE.values("ENV")["PYTHONDONTWRITEBYTECODE"] == "1"


def test_it_runs_as_nobody_in_particular_and_never_as_root() -> None:
    """A number, which a platform can see isn't root; the last word on it comes after all that root does."""
    words = [one.word for one in IMAGE.instructions]
    assert IMAGE.only("USER").rest == "10001:10001"
    assert words.index("USER") > max(number for number, word in enumerate(words) if word in ("RUN", "COPY"))
    assert not IMAGE.all("VOLUME"), "a store in a volume that nobody named is lost without a word"


def test_it_is_started_as_make_run_starts_it() -> None:
    """The same file, by the environment's Python, with no shell between it and the signal that ends it."""
    python, *arguments = THE_BOT
    assert python == sys.executable
    assert IMAGE.only("ENTRYPOINT").rest == '["python", "app.py"]'
    assert IMAGE.only("ENTRYPOINT").words == ["python", *arguments]
    assert not IMAGE.all("CMD")
    assert IMAGE.values("ENV")["PATH"].startswith("/venv/bin:")
    assert IMAGE.only("WORKDIR").rest == "/app"


def test_it_is_ended_and_asked_about_as_the_bot_is_made() -> None:
    """By the signal that it knows, on the port that it has, with patience for what it asks."""
    assert IMAGE.only("STOPSIGNAL").rest == "SIGTERM"
    assert IMAGE.only("EXPOSE").rest == USUAL_PORT == str(Settings().port)
    options, _, command = IMAGE.only("HEALTHCHECK").rest.partition(" CMD ")
    assert command == '["python", "-S", "check_health.py"]'
    waits = re.search(r"--timeout=(\d+)s", options)
    assert waits
    assert float(waits[1]) > SECONDS
    given = re.search(r"give it (\d+) seconds", TEXT)
    assert given
    assert int(given[1]) >= SHUTDOWN_SECONDS * 2


def test_no_setting_in_the_image_is_a_secret_or_an_identity() -> None:
    """Only where things lie; the rest is set by whoever runs it."""
    named = [name for stage in (BUILD, IMAGE) for word in ("ENV", "ARG") for name in stage.values(word)]
    assert [name for name in named if SECRET.search(name)] == []
    assert IMAGE.values("ENV").keys() == {
        *("PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"),
        *("STORAGE", "DIRECTORY"),
    }
    assert IMAGE.values("ENV")["STORAGE"] == "sqlite:/data/vaxelvis.db"
    assert IMAGE.values("ENV")["DIRECTORY"] == "file:/config/municipality.yaml"


def test_it_says_what_it_is() -> None:
    """The labels that registries show, with the project's own version."""
    labels = IMAGE.values("LABEL")
    assert {name.rpartition(".")[2] for name in labels} == {"title", "description", "version", "revision"}
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{IMAGE.values("ARG")["VERSION"]}"' in project
    assert f'description = "{labels["org.opencontainers.image.description"]}"' in project


def test_the_linter_finds_nothing() -> None:
    """hadolint with all its rules on: nothing in the project turns any off."""
    linter = Path(sys.executable).parent / "hadolint"
    assert not [*PROJECT.glob(".hadolint*")]
    assert "hadolint ignore" not in TEXT
    found = subprocess.run(
        [linter, "--no-color", "Dockerfile"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stdout + found.stderr) == (0, "")


def test_the_linter_is_not_asleep() -> None:
    """A file with faults that it knows is told of."""
    linter = Path(sys.executable).parent / "hadolint"
    faulty = "FROM python:latest\nADD . /app\nCMD python app.py\n"
    found = subprocess.run([linter, "-"], input=faulty, capture_output=True, text=True, check=False)
    assert found.returncode == 1
    assert {"DL3007", "DL3020", "DL3025"} <= set(re.findall(r"DL\d+", found.stdout))
