"""checkov's own checks of infra/: nothing unread, nothing found that isn't passed over for a reason."""

from __future__ import annotations

import pytest

from tests.infra.checkov_findings import PLANTED, faults_of, findings
from tests.infra.infra_files import INFRA

pytestmark = pytest.mark.xdist_group("checkov")


def test_nothing_is_found_in_infra() -> None:
    """A skip stands beside what it is about: `// checkov:skip=ID: why`, within the resource."""
    found, _ = findings()
    assert list(faults_of(found, INFRA)) == []


def test_it_has_looked() -> None:
    """It would find nothing in nothing, too."""
    found, _ = findings()
    assert found["passed"] >= 15


def test_what_is_planted_is_found() -> None:
    """A file that can't be read, a fault, a skip without a reason, and one without need."""
    _, found = findings()
    faults = list(faults_of(found, PLANTED))
    for expected in (
        "unread.bicep",
        "CKV_AZURE_137",
        "found.bicep:5: CKV_AZURE_166 is passed over without a reason",
        "found.bicep:6: CKV_AZURE_1 is passed over, and finds nothing",
    ):
        assert any(expected in fault for fault in faults), (expected, faults)
    assert not any("CKV_AZURE_139" in fault for fault in faults)
