"""infra/ as it stands: read whole, every symbol there and used, every resource as Azure defines it, for every size."""

from __future__ import annotations

import pytest

from tests.infra.azure_types import is_by_hand
from tests.infra.azure_types_package import bring
from tests.infra.bicep_modules import faults_of_modules, faults_of_parameters
from tests.infra.bicep_names import declared_twice, faults_in_names
from tests.infra.bicep_resources import faults_of_made, faults_of_resources
from tests.infra.bicep_secrecy import faults_of_secrecy
from tests.infra.infra_files import CHOICES, SIZES, bicep_files, environment_of, made, of_size, parameter_files

pytestmark = pytest.mark.xdist_group("azure types")

BY_HAND = {
    "Microsoft.Insights/actionGroups",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Insights/scheduledQueryRules",
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
}
"""What is held to a definition that was written here; everything else to Microsoft's own. docs/azure.md lists them."""


@pytest.fixture(scope="module", autouse=True)
def brought() -> None:
    """All definitions at once: going through the package takes a second, however many are looked for."""
    bring({(one.type, one.version) for file in bicep_files() for one in file.resources.values()})


def test_every_file_is_read_whole_and_every_symbol_is_there_and_used() -> None:
    """A file that couldn't be read would have nothing wrong with it."""
    files = (*bicep_files(), *parameter_files())
    assert {"main.bicep", "app.bicep", "main.bicepparam", "app.bicepparam"} <= {file.path.name for file in files}
    assert [fault for file in files for fault in (*faults_in_names(file), *declared_twice(file))] == []


def test_every_module_is_given_what_it_asks_for_and_gives_what_is_asked_of_it() -> None:
    """Names, types, what is allowed, and whether an output is there."""
    assert [fault for file in bicep_files() for fault in faults_of_modules(file)] == []


def test_every_module_is_taken_in() -> None:
    """What no file takes in is deployed by nobody."""
    taken = {(file.path.parent / module.path).resolve() for file in bicep_files() for module in file.modules.values()}
    assert {file.path for file in bicep_files() if file.path.parent.name == "modules"} == taken


def test_every_resource_is_as_azure_defines_it_whatever_its_parameters_are() -> None:
    """Every branch of every condition."""
    assert [fault for file in bicep_files() for fault in faults_of_resources(file)] == []


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", SIZES)
def test_every_resource_is_as_azure_defines_it_with_what_it_is_given(size: str, choice: str) -> None:
    """Lengths and forms show only when the values are there."""
    assert [fault for one in made(size, choice) for fault in faults_of_made(one)] == []


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", SIZES)
def test_every_parameter_is_given_what_it_takes(size: str, choice: str) -> None:
    """Also the second file's, which are the outputs of the first."""
    environment = environment_of(size, choice)
    assert [fault for file in parameter_files() for fault in faults_of_parameters(file, environment)] == []


def test_the_sizes_say_the_same_things() -> None:
    """A figure that one of them lacks would be null in Azure."""
    assert set(SIZES) == {"small", "large", "test"}
    shapes = {size: {name: type(value) for name, value in of_size(size).items()} for size in SIZES}
    assert shapes["small"] == shapes["large"] == shapes["test"]


def test_a_secret_goes_to_the_vault_alone() -> None:
    """No output, no plain parameter and no other resource has one."""
    assert [fault for file in bicep_files() for fault in faults_of_secrecy(file)] == []


def test_what_is_held_to_definitions_written_here_is_told() -> None:
    """No type gets by unchecked, and none is held to less than is said."""
    kinds = {(one.type, one.version) for file in bicep_files() for one in file.resources.values()}
    assert {kind for kind, version in kinds if is_by_hand(kind, version)} == BY_HAND
