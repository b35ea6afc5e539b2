"""What a deployment gave out, as a shell takes it: `infra/outputs.sh`, with a stand-in for Azure's command line."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

from tests.sources import PROJECT

SCRIPT = PROJECT / "infra" / "outputs.sh"
OUTPUTS = {
    "microsofT_APP_TYPE": {"type": "String", "value": "UserAssignedMSI"},
    "storage": {"type": "String", "value": "cosmos:https://it's.documents.azure.com:443/"},
    "cosmoS_REGIONS": {"type": "String", "value": "Sweden Central,West Europe"},
}
"""With names in the letters that Resource Manager gives them back in."""


def _shell(command: str, *, given: object, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    stand_in = folder / "az"
    stand_in.write_text(f'#!/bin/bash\necho "$*" >"{folder}/asked"\ncat "{folder}/given.json"\n', encoding="utf-8")
    stand_in.chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}"}
    return subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)


def test_a_shell_has_every_output_by_its_own_name(tmp_path: Path) -> None:
    """In capitals, with blanks and quotes as they are, and handed on to what is started."""
    told = 'eval "$(bash {0} vaxelvis-prod)"; env | grep -E "^(MICROSOFT_APP_TYPE|STORAGE|COSMOS_REGIONS)="'
    shell = _shell(told.format(shlex.quote(str(SCRIPT))), given=OUTPUTS, folder=tmp_path)
    assert sorted(shell.stdout.splitlines()) == [
        "COSMOS_REGIONS=Sweden Central,West Europe",
        "MICROSOFT_APP_TYPE=UserAssignedMSI",
        "STORAGE=cosmos:https://it's.documents.azure.com:443/",
    ]
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split()
    assert asked[:5] == ["deployment", "sub", "show", "--name", "vaxelvis-prod"]


def test_a_deployment_that_did_not_end_well_gives_nothing(tmp_path: Path) -> None:
    """And that is said, by the exit status too."""
    shell = _shell(f"bash {shlex.quote(str(SCRIPT))} nothing", given=None, folder=tmp_path)
    assert shell.returncode != 0
    assert shell.stdout == ""
    assert shell.stderr == "that deployment gave nothing out: it has not ended well\n"


def test_who_names_no_deployment_is_told_how(tmp_path: Path) -> None:
    """And Azure is asked nothing."""
    shell = _shell(f"bash {shlex.quote(str(SCRIPT))}", given=OUTPUTS, folder=tmp_path)
    assert shell.returncode != 0
    assert "bash infra/outputs.sh DEPLOYMENT" in shell.stderr
    assert not (tmp_path / "asked").exists()


def test_the_second_template_asks_for_what_the_first_gives_out() -> None:
    """Each name that has to be there, but for the image, is an output of main.bicep by that name."""
    asked = re.findall(r"readEnvironmentVariable\('(\w+)'\)", (PROJECT / "infra" / "app.bicepparam").read_text("utf-8"))
    given = re.findall(r"^output (\w+) ", (PROJECT / "infra" / "main.bicep").read_text("utf-8"), re.MULTILINE)
    assert {*asked} - {*given} == {"SERVICE_BOT_IMAGE_NAME"}
