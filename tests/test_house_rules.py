"""The house's rules for code that no linter knows: one test a rule, each fault with its file, line and remedy.

Who may import which package is in `.importlinter`; the rules about single files are here.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.sources import (
    PRODUCT_FOLDERS,
    PROJECT,
    FunctionNode,
    Source,
    dotted,
    everything,
    functions,
    imports,
    nodes,
    product,
)

pytestmark = pytest.mark.xdist_group("house")
"""One process reads the whole source, once."""

LONGEST_FILE = 300
LONGEST_FUNCTION = 45
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "manager", "data", "info", "common", "misc"}
EMPTY_ENDINGS = ("Utils", "Util", "Helper", "Helpers", "Manager", "Info", "Misc")

CLOCKLESS = ("policy", "services", "bot/dialogs", "bot/understanding", "bot/cards", "bot/texts")
CLOCKS = re.compile(r"(?:^|\.)(?:datetime\.(?:now|utcnow|today)|date\.today|time\.(?:time|monotonic|time_ns))$")

ALLOWED_ONLY_IN = {
    "botbuilder": ("bot/adapter.py", "bot/teams_bot.py", "bot/messenger.py", "tests", "benchmarks"),
    "botframework": ("bot/adapter.py", "bot/teams_bot.py", "bot/messenger.py", "tests", "benchmarks"),
    "azure": ("storage/cosmos.py", "tests", "benchmarks"),
    "msal": ("directory", "tests"),
    "numpy": (
        *("directory", "services/columns.py", "services/coverage_columns.py", "services/coverage_in_bulk.py"),
        *("services/coverage_spans.py", "tests", "benchmarks"),
    ),
    "requests": ("directory/credentials.py",),  # what msal, in its own thread, speaks through
    "opentelemetry": ("telemetry", "tests"),
    "telemetry": ("app.py", "assembly", "telemetry", "tests", "benchmarks"),
    "app": ("tests", "benchmarks"),
    "assembly": (
        *("app.py", "assembly", "simulation", "store_commands.py", "store_copying.py", "pbx_commands.py"),
        *("directory_commands.py", "tests", "benchmarks"),
    ),
    "personal_records": ("app.py", "assembly", "tests"),
    "scheduler": ("app.py", "assembly", "tests", "benchmarks"),
    "simulation": ("app.py", "simulation", "tests"),
    "store_commands": ("app.py", "tests"),
    "store_copying": ("store_commands.py", "tests"),
    "check_health": ("tests",),
    "settings_reading": ("settings.py",),
    "command_line": ("directory_commands.py", "pbx_commands.py", "store_commands.py"),
    "directory_commands": ("app.py", "tests"),
    "pbx_commands": ("app.py", "tests"),
    "settings": (
        *("app.py", "store_commands.py", "store_copying.py", "pbx_commands.py", "assembly", "examples", "tests"),
        *("command_line.py", "directory_commands.py", "benchmarks"),
    ),
}
NEVER_IMPORTED = {
    "urllib.request": "it blocks the loop; use aiohttp",
    "pickle": "restoring it runs code; keep plain JSON",
    "jsonpickle": "restoring it runs code; keep plain JSON",
    "botbuilder.dialogs": "docs/decisions/0002-own-dialog-engine.md says why not",
    "unittest.mock": "write a fake that implements the port",
}
OURS = {
    *PRODUCT_FOLDERS,
    "app",
    "assembly",
    "check_health",
    "pbx_commands",
    "personal_records",
    "scheduler",
    "settings",
    "settings_reading",
    "command_line",
    "store_commands",
    "store_copying",
}

CLAUSES = {
    *(f"S{number}" for number in range(1, 10)),
    *(f"A{number}" for number in range(1, 6)),
    *(f"R{number}" for number in range(1, 8)),
    *("M1", "M2", "M3", "B1", "V1", "V2", "V3"),
}


def test_no_file_is_too_long_to_read_at_one_sitting() -> None:
    """Files aim at 250 lines; 300 is the end: split them by subject."""
    assert_none(
        source.at(LONGEST_FILE, f"{length} lines, at most {LONGEST_FILE}: split it by subject")
        for source in everything()
        if (length := len(source.text.splitlines())) > LONGEST_FILE
    )


def test_no_function_is_too_long_to_hold_in_the_head() -> None:
    """Functions aim at 30 lines; 45 is the end."""
    assert_none(
        source.at(node.lineno, f"{node.name} has {length} lines, at most {LONGEST_FUNCTION}: take a part out")
        for source in everything()
        for node in functions(source)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    )


def test_every_module_says_what_it_owns() -> None:
    """The docstring comes first, so that a reader knows what belongs here and what does not."""
    assert_none(
        source.at(1, "no docstring: say what the module owns and what it must not do")
        for source in everything()
        if not ast.get_docstring(source.tree)
    )


def test_every_public_function_says_what_it_gives() -> None:
    """A method that implements a documented one of the same name is spoken for by that one."""
    documented = {node.name for source in product() for node in _methods(source) if ast.get_docstring(node)}
    assert_none(
        source.at(node.lineno, f"{node.name} has no docstring: one sentence on what it gives")
        for source in product()
        for node in (*_public(source.tree), *_methods(source))
        if not ast.get_docstring(node) and not (node in set(_methods(source)) and _is_spoken_for(node, documented))
    )


def test_no_name_is_empty() -> None:
    """A name such as utils or SomethingManager says nothing of what is in it; a manager of people is a word of ours."""
    assert_none(
        source.at(1, f"the name {source.path.stem!r} says nothing: name the subject")
        for source in everything()
        if source.path.stem in EMPTY_NAMES or source.path.parent.name in EMPTY_NAMES
    )
    assert_none(
        source.at(node.lineno, f"the name {node.name} says nothing: name the subject")
        for source in everything()
        for node in nodes(source)
        if isinstance(node, ast.ClassDef) and node.name.endswith(EMPTY_ENDINGS)
    )


def test_no_rule_reads_the_clock() -> None:
    """`now` is an argument all the way: a rule that asks the clock can't be tested at New Year."""
    assert_none(
        source.at(node.lineno, f"{dotted(node)} reads the clock: take `now` as an argument")
        for source in product()
        if source.is_in(*CLOCKLESS)
        for node in nodes(source)
        if isinstance(node, ast.Attribute) and CLOCKS.search(dotted(node))
    )


def test_nothing_sleeps_on_the_loop() -> None:
    """time.sleep stops everyone's turn."""
    assert_none(
        source.at(node.lineno, "time.sleep blocks the loop: await asyncio.sleep")
        for source in product()
        for node in nodes(source)
        if isinstance(node, ast.Call) and dotted(node.func) == "time.sleep"
    )


@pytest.mark.parametrize("module", NEVER_IMPORTED)
def test_what_must_never_be_imported_is_not(module: str) -> None:
    """Each has its reason, and what to use in its place."""
    assert_none(
        source.at(line, f"imports {name}: {NEVER_IMPORTED[module]}")
        for source in everything()
        for name, line in imports(source)
        if _is_inside(name, module)
    )


@pytest.mark.parametrize("module", ALLOWED_ONLY_IN)
def test_what_stays_at_the_door_is_imported_nowhere_else(module: str) -> None:
    """A library that a few files meet can be replaced in days."""
    allowed = ALLOWED_ONLY_IN[module]
    assert_none(
        source.at(line, f"imports {name}, which only {', '.join(allowed)} may")
        for source in everything()
        if not source.is_in(*allowed)
        for name, line in imports(source)
        if _is_inside(name, module)
    )


@pytest.mark.parametrize(
    ("path", "allowed"), [("scheduler.py", {"services", "policy"}), ("settings.py", {"settings_reading"})]
)
def test_the_modules_at_the_top_know_only_what_they_need(path: str, allowed: set[str]) -> None:
    """The scheduler ticks services, and settings know nobody but how one is read; only app.py knows all."""
    assert_none(
        source.at(line, f"imports {name}: of ours it may know {', '.join(sorted(allowed)) or 'nothing'}")
        for source in product()
        if source.is_in(path)
        for name, line in imports(source)
        if name.split(".")[0] in OURS - allowed
    )


def test_every_clause_that_is_cited_exists() -> None:
    """A rule names its clause of the phone policy; a slip would send its reader looking for nothing."""
    assert_none(
        source.at(node.lineno, f"cites {clause}, which the policy doesn't have")
        for source in everything()
        for node in nodes(source)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for clause in re.findall(r"\(((?:[SARMBV]\d+(?:, )?)+)\)", node.value.value)
        if not set(clause.split(", ")) <= CLAUSES
    )


def test_no_test_is_skipped() -> None:
    """What can't run says what it needs and fails."""
    assert_none(
        source.at(node.lineno, f"{dotted(node)}: make it run, or take it away")
        for source in everything()
        if source.is_in("tests")
        for node in nodes(source)
        if isinstance(node, ast.Attribute)
        and re.fullmatch(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)", dotted(node))
    )


def test_no_two_test_files_share_a_name() -> None:
    """pytest imports test files by their bare names; each folder's own conftest.py it keeps apart itself."""
    files = (source.path.name for source in everything() if source.is_in("tests"))
    names = Counter(name for name in files if name != "conftest.py")
    assert_none(
        f"tests/**/{name}: {count} files of that name: rename one" for name, count in names.items() if count > 1
    )


def test_every_python_file_is_type_checked() -> None:
    """A folder that mypy isn't told of is checked by nobody."""
    configuration = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    checked = configuration["tool"]["mypy"]["files"]
    assert_none(
        source.at(1, "isn't type-checked: add its folder to [tool.mypy] files in pyproject.toml")
        for source in everything()
        if source.path.parts[0] not in checked and len(source.path.parts) > 1
    )


def assert_none(faults: Iterator[str]) -> None:
    found = list(faults)
    assert not found, "\n" + "\n".join(found)


def _is_inside(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def _public(body: ast.Module | ast.ClassDef) -> list[FunctionNode]:
    return [node for node in body.body if isinstance(node, FunctionNode) and not node.name.startswith("_")]


def _methods(source: Source) -> list[FunctionNode]:
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    return [method for node in classes for method in _public(node)]


def _is_spoken_for(method: FunctionNode, documented: set[str]) -> bool:
    # The SDK's own hooks (on_…) are documented where they are called.
    return method.name in documented or method.name.startswith("on_")
