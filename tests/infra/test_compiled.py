"""infra/ is compiled where Microsoft's compiler is, which says more than a reader of our own can."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infra.bicep_compiler import compiler, complaints
from tests.infra.infra_files import INFRA

COMPLAINS = """#!/bin/sh
echo "$2(3,7) : Error BCP057: The name \\"nowhere\\" does not exist in the current context." >&2
exit 1
"""


@pytest.mark.bicep_compiler
def test_the_compiler_and_its_linter_have_nothing_to_say() -> None:
    """main.bicep brings every module with it."""
    told = [line for name in ("main", "app") for line in complaints(INFRA / f"{name}.bicep", compiler())]
    assert not told, "\n".join(told)


def test_what_the_compiler_says_is_told(tmp_path: Path) -> None:
    """Where it is and what, as it says it; and that it broke, when it only breaks."""
    for name, script in (("complains", COMPLAINS), ("breaks", "#!/bin/sh\nexit 139\n")):
        (tmp_path / name).write_text(script)
        (tmp_path / name).chmod(0o755)
    (told,) = complaints(Path("main.bicep"), (str(tmp_path / "complains"),))
    assert told.startswith("main.bicep(3,7) : Error BCP057")
    (told,) = complaints(Path("main.bicep"), (str(tmp_path / "breaks"),))
    assert told == "main.bicep: the compiler ended with 139: "
